//! `ovation move`: from SQLite to PostgreSQL, with its progress on a terminal.

use indicatif::{ProgressBar, ProgressStyle};

use crate::settings::Settings;
use crate::store::sql::transfer::{TransferFault, transfer};

/// Moves the settings' database to the PostgreSQL at `to`; what to say of it.
///
/// # Errors
/// [`TransferFault`].
pub async fn transfer_to(settings: &Settings, to: &str) -> Result<String, TransferFault> {
    // Drawn on a terminal only.
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:16} {wide_bar} {pos} of {len}") {
        bar.set_style(style);
    }
    let progress = |table: &str, done: u64, all: u64| {
        bar.set_message(table.to_owned());
        bar.set_length(all);
        bar.set_position(done);
    };
    let moved = transfer(&settings.database.url, to, &progress).await;
    bar.finish_and_clear();
    let moved = moved?;
    let records = moved.get("record").copied().unwrap_or(0);
    Ok(format!(
        "Moved: {records} records, {} tables, all compared. Set database.url (or OVATION_DATABASE_URL) to the new \
         address before the bot starts again; keep the old file as a backup and don't run the bot on it.",
        moved.len()
    ))
}
