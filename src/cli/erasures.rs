//! `ovation erasures`: the list of those who were erased, out of a database and into one that a backup brought back.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::run::{RunError, read_rules};
use crate::settings::Settings;
use crate::store::sql::SqlStore;
use crate::store::{ErasureLine, Failure, Persons as _, StoreFault, system_clock};
use crate::words::Words;

/// What a file with a list says of itself.
const FORMAT: &str = "ovation erasures 1";

/// A file with a list.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    format: String,
    erasures: Vec<ErasureLine>,
}

/// Why a list isn't written or applied. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum ErasuresFault {
    /// The rules, which a database is opened with.
    #[error(transparent)]
    Rules(#[from] RunError),
    /// The database can't be opened.
    #[error(transparent)]
    Open(#[from] StoreFault),
    /// The database is in trouble.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// There is none.
    #[error("there is no program in the database yet; check database.url")]
    NoProgram,
    /// The file would replace something.
    #[error("{0} is there already; name another file")]
    Exists(PathBuf),
    /// The file can't be read or written.
    #[error("{path}: {problem}; check that the disk has room and that this user may read and write there")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        problem: std::io::Error,
    },
    /// The file is something else.
    #[error("{path} is no list of erasures: {problem}; name a file that `ovation erasures --export` wrote")]
    NoList {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
}

/// Writes the list of the settings' database into a new file; what to say of it.
///
/// # Errors
/// [`ErasuresFault`].
pub async fn export(settings: &Settings, to: &Path) -> Result<String, ErasuresFault> {
    let (rules, _) = rules(settings)?;
    let store = SqlStore::as_it_is(&settings.database.url, rules, system_clock()).await?;
    let store = store.ok_or(ErasuresFault::NoProgram)?;
    let erasures = store.erasures().await;
    store.close().await;
    let list = List { format: FORMAT.to_owned(), erasures: erasures? };
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    let written = File::create_new(to).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|problem| match problem.kind() {
        ErrorKind::AlreadyExists => ErasuresFault::Exists(to.to_owned()),
        _ => ErasuresFault::File { path: to.to_owned(), problem },
    })?;
    Ok(format!(
        "{}: {} erasures. It says of nobody who they were; keep it apart from the backups.",
        to.display(),
        list.erasures.len()
    ))
}

/// Erases whoever is on a list and known to the settings' database, and keeps the list there; what to say of it.
///
/// # Errors
/// [`ErasuresFault`].
pub async fn apply(settings: &Settings, from: &Path) -> Result<String, ErasuresFault> {
    let text = std::fs::read_to_string(from)
        .map_err(|problem| ErasuresFault::File { path: from.to_owned(), problem })?;
    let no_list = |problem: String| ErasuresFault::NoList { path: from.to_owned(), problem };
    let list: List = serde_json::from_str(&text).map_err(|error| no_list(error.to_string()))?;
    if list.format != FORMAT {
        return Err(no_list(format!("its format is \"{}\"", list.format.escape_debug())));
    }
    let (rules, text) = rules(settings)?;
    let store = SqlStore::open(&settings.database.url, rules, &text, system_clock()).await?;
    let erased = store.take_erasures(&list.erasures).await;
    store.close().await;
    Ok(format!(
        "{} erasures on the list, {} persons were known again and are erased.",
        list.erasures.len(),
        erased?
    ))
}

/// Opens the settings' database once: whoever is on its list is erased by that.
pub(super) async fn settle(settings: &Settings) -> Result<(), ErasuresFault> {
    let (rules, text) = rules(settings)?;
    let store = SqlStore::open(&settings.database.url, rules, &text, system_clock()).await?;
    store.close().await;
    Ok(())
}

fn rules(settings: &Settings) -> Result<(crate::points::rules::Rules, String), RunError> {
    read_rules(&settings.program.rules, &Words::load()?)
}
