//! `ovation import`: the companies of a running program, with what they have, from a spreadsheet.
//!
//! Here: the way from the file to what is said of it. `sheet` reads the file; what may be brought is the store's
//! business, which rehearses all of it first, so that every fault is told before anything is written.

mod cell;
mod fault;
mod sheet;
#[cfg(test)]
mod tests;
mod told;

use std::path::{Path, PathBuf};

use self::fault::Fault;
use self::sheet::{GroupNamed, Sheet};
use crate::points::rules::Rules;
use crate::run::{RunError, read_rules};
use crate::settings::Settings;
use crate::store::sql::SqlStore;
use crate::store::{
    Clock, Failure, Opened, OpeningOrder, Openings as _, Program as _, StoreFault, system_clock,
};
use crate::words::Words;

pub use self::fault::ImportFaults;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file can't be read.
    #[error("cannot read {path}: {problem}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        problem: std::io::Error,
    },
    /// Something in the file is wrong.
    #[error("nothing was imported:\n{0}")]
    Faults(ImportFaults),
    /// The rules can't be used.
    #[error(transparent)]
    Rules(#[from] RunError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] StoreFault),
    /// The database is in trouble.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// There is nowhere to rehearse.
    #[error("cannot make a temporary folder: {0}; check that TMPDIR names one that may be written")]
    Scratch(std::io::Error),
}

/// Imports a file, or says what an import would do; what to say of it.
///
/// # Errors
/// [`ImportError`]; nothing was imported then.
pub async fn import(settings: &Settings, file: &Path, dry_run: bool) -> Result<String, ImportError> {
    let words = Words::load().map_err(RunError::from)?;
    let (rules, text) = read_rules(&settings.program.rules, &words)?;
    let bytes =
        std::fs::read(file).map_err(|problem| ImportError::File { path: file.to_owned(), problem })?;
    let url = &settings.database.url;
    let (orders, rehearsed) = rehearse(url, (&rules, &text), file, &bytes).await?;
    if dry_run {
        return Ok(told::rehearsed(file, &rehearsed));
    }
    let store = SqlStore::open(url, rules, &text, system_clock()).await?;
    let opened = store.open(&orders.orders).await;
    store.close().await;
    match opened? {
        Ok(opened) => Ok(told::imported(file, &opened)),
        // Somebody acted since the rehearsal.
        Err(refused) => Err(ImportError::Faults(orders.refused(refused).in_file(file))),
    }
}

/// Orders, with the lines that they come from.
struct Orders {
    orders: Vec<OpeningOrder>,
    lines: Vec<u64>,
}

impl Orders {
    fn refused(&self, refused: Vec<(usize, crate::points::Refusal)>) -> Vec<Fault> {
        refused.iter().map(|(place, refusal)| Fault::of_refusal(self.lines[*place], refusal)).collect()
    }
}

/// Reads the file and tries all of it, without a trace; every fault of the file at once.
async fn rehearse(
    url: &str,
    (rules, text): (&Rules, &str),
    file: &Path,
    bytes: &[u8],
) -> Result<(Orders, Vec<Opened>), ImportError> {
    let clock = system_clock();
    let there = SqlStore::as_it_is(url, rules.clone(), clock.clone()).await?;
    // Where no program is yet, it is tried on an empty one.
    let (store, _scratch) = match there {
        Some(store) => (store, None),
        None => {
            let folder = tempfile::tempdir().map_err(ImportError::Scratch)?;
            (empty(folder.path(), (rules, text), clock).await?, Some(folder))
        }
    };
    let groups = store.suggest_groups("", u32::MAX).await?;
    let groups: Vec<GroupNamed> =
        groups.into_iter().map(|group| GroupNamed { id: group.id, name: group.name }).collect();
    let Sheet { orders, lines, mut faults } = sheet::read(bytes, rules, &groups);
    let orders = Orders { orders, lines };
    let tried = store.rehearse(&orders.orders).await;
    store.close().await;
    match tried? {
        Ok(opened) if faults.is_empty() => Ok((orders, opened)),
        Ok(_) => Err(ImportError::Faults(faults.in_file(file))),
        Err(refused) => {
            faults.extend(orders.refused(refused));
            Err(ImportError::Faults(faults.in_file(file)))
        }
    }
}

async fn empty(folder: &Path, (rules, text): (&Rules, &str), clock: Clock) -> Result<SqlStore, StoreFault> {
    let url = format!("sqlite://{}", folder.join("rehearsal.db").display());
    SqlStore::open(&url, rules.clone(), text, clock).await
}

/// Faults, as they are told of a file.
trait InFile {
    fn in_file(self, file: &Path) -> ImportFaults;
}

impl InFile for Vec<Fault> {
    fn in_file(self, file: &Path) -> ImportFaults {
        ImportFaults::new(file.display().to_string(), self)
    }
}
