//! `ovation verify`: whether ledger, log and counters agree, for people and for scripts.

use std::process::ExitCode;

use super::look::{NotOne, only};
use crate::evidence::compare::Agreement;
use crate::evidence::key::PublicKey;
use crate::settings::{Settings, SettingsError};
use crate::store::evidence::{Evidence as _, Parting, Verdict};
use crate::store::sql::evidence::RecordLog;
use crate::store::{Failure, StoreFault, system_clock};

/// Something differs.
const DIFFERS: u8 = 1;
/// Nothing could be checked.
pub const UNCHECKED: u8 = 2;
/// How many records are read between two lines of progress.
const STEP: u64 = 100_000;

/// Why it isn't known whether everything adds up.
#[derive(Debug, thiserror::Error)]
enum Unchecked {
    /// The settings' key.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] StoreFault),
    /// The database is in trouble.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// No group, or more than one.
    #[error(transparent)]
    Group(#[from] NotOne),
}

/// Checks the settings' database, says what came out, and answers with the exit code: 0, 1 or 2.
pub async fn verify(settings: &Settings, group: Option<&str>) -> ExitCode {
    match check(settings, group).await {
        Ok(Ok(agreed)) => {
            println!("{}", told(&agreed, group));
            ExitCode::SUCCESS
        }
        Ok(Err(parting)) => {
            eprintln!("ovation: NOT good: {parting}");
            if matches!(parting, Parting::Log(_)) {
                eprintln!(
                    "What comes after it was not looked at. A backup from before it shows what was there."
                );
            }
            ExitCode::from(DIFFERS)
        }
        Err(unchecked) => {
            eprintln!("ovation: nothing is known: {unchecked}");
            ExitCode::from(UNCHECKED)
        }
    }
}

async fn check(settings: &Settings, group: Option<&str>) -> Result<Verdict, Unchecked> {
    let present = settings.signer()?.map(|signer| signer.public());
    let keys: Vec<PublicKey> =
        present.into_iter().chain(settings.signing.former_keys.iter().copied()).collect();
    let log = RecordLog::open(&settings.database.url, system_clock()).await?;
    let group = match group {
        Some(name) => Some(only(&log.groups_called(name).await?, "groups", name)?),
        None => None,
    };
    let verdict = log.verify(group, &keys, &progress).await;
    log.close().await;
    Ok(verdict?)
}

/// Says on the error stream how far it is, where it takes long.
fn progress(read: u64, all: u64) {
    if read > 0 && read.is_multiple_of(STEP) {
        eprintln!("{read} of {all} records");
    }
}

fn told(agreed: &Agreement, group: Option<&str>) -> String {
    let counters = match group {
        Some(name) => {
            format!("The allocation of {name}, and what it gave to whom, are what the records give.")
        }
        None => "Allocations, standings and tiers are what the records give.".to_owned(),
    };
    let signatures = match (agreed.heads, agreed.signatures) {
        (0, _) => {
            "No head is signed yet, so whoever changes record and log together isn't found out.".to_owned()
        }
        (heads, 0) => {
            format!("{heads} heads agree; their signatures were not checked: no signing key is set.")
        }
        (heads, _) => format!("Signed heads that agree: {heads}, the newest over {} records.", agreed.signed),
    };
    format!(
        "Good: {} records, each as it was written ({} not in the log yet).\n{counters}\n{signatures}",
        agreed.records, agreed.unsequenced
    )
}
