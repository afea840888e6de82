//! `ovation backup` and `ovation restore`: a copy of the database while the bot runs, and back.

use std::path::Path;

use chrono::Utc;

use super::erasures::settle;
use crate::settings::Settings;
use crate::store::sql::backup::{self, BackupFault};

/// Copies the settings' database into a new file; what to say of it.
///
/// # Errors
/// [`BackupFault`].
pub async fn backup(settings: &Settings, to: &Path) -> Result<String, BackupFault> {
    let made = backup::backup(&settings.database.url, to).await?;
    let mib = made.bytes as f64 / (1024.0 * 1024.0);
    Ok(format!(
        "{}: {} records, {mib:.1} MiB, whole.\nIt holds all that the bot knows: keep it where only you can read it.",
        to.display(),
        made.records
    ))
}

/// Puts a backup in the place of the settings' database; what to say of it.
///
/// # Errors
/// [`BackupFault`].
pub async fn restore(settings: &Settings, from: &Path) -> Result<String, BackupFault> {
    let done = backup::restore(&settings.database.url, from, Utc::now()).await?;
    let mut said = format!("Restored: {} records from {}.", done.records, from.display());
    if let Some(before) = done.before {
        said.push_str(&format!(
            "\nWhat was there before is {}; remove it when all is well.",
            before.display()
        ));
    }
    match done.erasures {
        Some(0) => {}
        Some(_) => match settle(settings).await {
            Ok(()) => said.push_str("\nWho was erased before is erased there as well."),
            Err(fault) => said.push_str(&format!(
                "\nWho was erased before is erased there when the bot starts; that can't be done now: {fault}"
            )),
        },
        None => said.push_str(
            "\nWho was erased before could not be read from what was there. If you have a list of them, apply it before \
             the bot starts: ovation erasures --apply FILE",
        ),
    }
    Ok(said)
}
