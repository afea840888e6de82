//! `ovation statement`: what a partner takes home, as JSON with proofs and as CSV for a spreadsheet.

use std::path::{Path, PathBuf};

use super::key::KeyError;
use super::look::{NotOne, only};
use crate::evidence::statement::MakeFault;
use crate::settings::{Settings, SettingsError};
use crate::store::evidence::Evidence as _;
use crate::store::sql::evidence::RecordLog;
use crate::store::{Failure, StoreFault, system_clock};

/// Why there is no statement.
#[derive(Debug, thiserror::Error)]
pub enum StatementError {
    /// Nothing can be signed.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The settings' key can't be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] StoreFault),
    /// The database is in trouble.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// No partner, or more than one.
    #[error(transparent)]
    Partner(#[from] NotOne),
    /// Ledger and log don't agree.
    #[error(transparent)]
    Make(#[from] MakeFault),
    /// It can't be written as JSON.
    #[error("the statement can't be written: {0}")]
    Json(#[from] serde_json::Error),
    /// It can't be written as CSV.
    #[error("the statement can't be written: {0}")]
    Csv(#[from] csv::Error),
    /// A file can't be written.
    #[error(
        "cannot write {path}: {problem}; check that the folder exists and that this user may write there"
    )]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        problem: std::io::Error,
    },
}

/// Writes a partner's statement under a fresh head of `program` into a folder; what to say of it.
///
/// # Errors
/// [`StatementError`].
pub async fn statement(
    settings: &Settings,
    program: &str,
    partner: &str,
    folder: &Path,
) -> Result<String, StatementError> {
    let signer = settings.signer()?.ok_or(KeyError::None)?;
    // Before anything is signed.
    std::fs::read_dir(folder).map_err(|problem| StatementError::File { path: folder.to_owned(), problem })?;
    let log = RecordLog::open(&settings.database.url, system_clock()).await?;
    let id = only(&log.partners_called(partner).await?, "partners", partner)?;
    let head = log.seal(&signer, program).await?;
    let missing = || NotOne { whats: "partners", name: partner.to_owned(), found: 0 };
    let (draft, tree) = log.statement_of(id, head.claimed().root().size).await?.ok_or_else(missing)?;
    log.close().await;
    let sealed = draft.seal(&head, &tree, &signer)?;
    // Named by number: a partner's name may hold what no file's name can.
    let [json, csv] = ["json", "csv"].map(|end| folder.join(format!("statement-{}.{end}", id.get())));
    write(&json, &sealed.to_json()?)?;
    write(&csv, &sealed.statement().to_csv()?)?;
    let (json, csv) = (json.display(), csv.display());
    Ok(format!(
        "{json}: {} records of {}, each with its proof.\n{csv}: the same for a spreadsheet, without proofs.\n\
         Its reader checks it by: ovation verify-statement {json} --key {}",
        sealed.statement().lines.len(),
        sealed.statement().partner.name,
        signer.public()
    ))
}

fn write(path: &Path, text: &str) -> Result<(), StatementError> {
    std::fs::write(path, text).map_err(|problem| StatementError::File { path: path.to_owned(), problem })
}
