//! A copy of SQLite's file while the bot runs, and putting one in the file's place.
//!
//! The copy is made by `VACUUM INTO`: one statement, one moment, whoever writes meanwhile; SQLite's own way for a live
//! file. A PostgreSQL is copied by its own tools, and this room says so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor, SqliteConnection};

use super::dialect::Dialect;
use super::erasure_list::{add, listed};
use super::partial::{Partial, beside, with_tail};
use crate::store::{ErasureLine, Failure};

/// How long another process may hold the file until it is said to be in use.
const PATIENCE: Duration = Duration::from_secs(2);

/// Why there is no copy, or why it was not put in place. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// The database isn't a file.
    #[error(
        "the database is a PostgreSQL: back it up with pg_dump --format=custom --file=FILE DATABASE, \
         and put that back into an empty database with pg_restore --dbname=DATABASE FILE. Take the list of those who \
         were erased before (ovation erasures --export FILE) and apply it afterwards (ovation erasures --apply FILE)"
    )]
    Postgres,
    /// The copy would replace something.
    #[error("{0} is there already; name another file")]
    Exists(PathBuf),
    /// The backup is the database.
    #[error("{0} is the database itself; name a file that `ovation backup` made")]
    Itself(PathBuf),
    /// There is nothing to copy.
    #[error("there is no database at {0}; check database.url")]
    Missing(PathBuf),
    /// Somebody has the file open.
    #[error("another process has {0} open: end the bot first, then try again")]
    InUse(PathBuf),
    /// What should be put in place isn't a whole database of Ovation.
    #[error("{path} is no whole backup: {problem}; take another one")]
    NotWhole {
        /// The backup.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file can't be read or written.
    #[error("{path}: {problem}; check that the disk has room and that this user may write there")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        problem: io::Error,
    },
    /// SQLite can't copy.
    #[error("{path} can't be copied: {problem}")]
    Copy {
        /// The database.
        path: PathBuf,
        /// What SQLite says.
        problem: sqlx::Error,
    },
}

/// A copy that is whole and on the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backup {
    /// How many records are in its ledger.
    pub records: i64,
    /// Its size in bytes.
    pub bytes: u64,
}

/// A backup in the database's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How many records are in its ledger.
    pub records: i64,
    /// Where what was there before is now, if there was anything.
    pub before: Option<PathBuf>,
    /// How many are on the list of those who were erased, which goes along. `None`: it couldn't be read.
    pub erasures: Option<usize>,
}

/// Copies the database at `url` into a new file, at one moment, while others read and write. Only who makes it may
/// read it.
///
/// # Errors
/// [`BackupFault`]; then there is no new file.
pub async fn backup(url: &str, to: &Path) -> Result<Backup, BackupFault> {
    let from = file_of(url)?;
    if !from.is_file() {
        return Err(BackupFault::Missing(from));
    }
    if to.exists() {
        return Err(BackupFault::Exists(to.to_owned()));
    }
    let partial = Partial::beside(to)?;
    let copied = async {
        let options = SqliteConnectOptions::new().filename(&from).busy_timeout(PATIENCE);
        let mut connection = options.connect().await?;
        sqlx::query("VACUUM INTO $1")
            .bind(partial.path().display().to_string())
            .execute(&mut connection)
            .await?;
        connection.close().await
    };
    copied.await.map_err(|problem| BackupFault::Copy { path: from, problem })?;
    let records = records_of(partial.path()).await?;
    let bytes = partial.settle(to, false)?;
    Ok(Backup { records, bytes })
}

/// Puts a backup in the place of the database at `url`. What was there is kept beside it. `at` is the clock.
///
/// The list of those who were erased goes along: who is on it and known again is erased when the file is opened.
///
/// The outbox goes on with numbers that were never used: Discord remembers the numbers of the last minutes, and would
/// take a new message for one that it knows.
///
/// # Errors
/// [`BackupFault`]; then the database is as it was.
pub async fn restore(url: &str, from: &Path, at: DateTime<Utc>) -> Result<Restored, BackupFault> {
    let target = file_of(url)?;
    if target.exists() && fs::canonicalize(from).ok() == fs::canonicalize(&target).ok() {
        return Err(BackupFault::Itself(target));
    }
    let partial = Partial::beside(&target)?;
    fs::copy(from, partial.path()).map_err(|problem| BackupFault::File { path: from.to_owned(), problem })?;
    let list = listed(&target).await;
    let records = prepare(partial.path(), from, (at, list.as_deref().unwrap_or_default())).await?;
    let before = if target.exists() { Some(keep(&partial, &target, at).await?) } else { None };
    partial.settle(&target, true)?;
    Ok(Restored { records, before, erasures: list.map(|list| list.len()) })
}

async fn prepare(
    partial: &Path,
    from: &Path,
    (at, list): (DateTime<Utc>, &[ErasureLine]),
) -> Result<i64, BackupFault> {
    let named = |fault| match fault {
        BackupFault::NotWhole { problem, .. } => BackupFault::NotWhole { path: from.to_owned(), problem },
        other => other,
    };
    let records = records_of(partial).await.map_err(named)?;
    if !list.is_empty() {
        let not_whole =
            |failure: Failure| BackupFault::NotWhole { path: from.to_owned(), problem: failure.to_string() };
        add(partial, list).await.map_err(not_whole)?;
    }
    let go_on = async {
        let mut connection = SqliteConnectOptions::new().filename(partial).connect().await?;
        let mut both = connection.begin().await?;
        both.execute("DELETE FROM sqlite_sequence WHERE name = 'outbox'").await?;
        sqlx::query("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', $1)")
            .bind(at.timestamp_millis())
            .execute(&mut *both)
            .await?;
        both.commit().await?;
        connection.close().await
    };
    go_on.await.map_err(|problem: sqlx::Error| BackupFault::Copy { path: from.to_owned(), problem })?;
    Ok(records)
}

/// Gives what is there a second name, and what comes in its place the same rights and owner.
async fn keep(partial: &Partial, target: &Path, at: DateTime<Utc>) -> Result<PathBuf, BackupFault> {
    let _alone = alone(target).await?;
    let kept = beside(target, &format!("before-{}", at.format("%Y%m%d-%H%M%S%.3f")));
    let fault = |problem| BackupFault::File { path: kept.clone(), problem };
    // Of a file that was whole they are gone by now; those of a spoiled one are no part of what comes in its place.
    for tail in ["-wal", "-shm"] {
        let old = with_tail(target, tail);
        if old.exists() {
            fs::rename(&old, with_tail(&kept, tail)).map_err(fault)?;
        }
    }
    // A second name and not another one: at every moment there is a database under its own name, so that a bot which
    // starts after a break begins no new one. Where files can't have two names it is copied.
    fs::hard_link(target, &kept).or_else(|_| fs::copy(target, &kept).map(drop)).map_err(fault)?;
    partial.belong_like(target)?;
    Ok(kept)
}

/// A file that nobody else has open, until the connection ends: what is in its log is written into it. None for one
/// that is spoiled: it is what one restores for.
pub(super) async fn alone(path: &Path) -> Result<Option<SqliteConnection>, BackupFault> {
    let options = SqliteConnectOptions::new().filename(path).busy_timeout(PATIENCE);
    let had = async {
        let mut connection = options.connect().await?;
        // Only who has the file alone may leave the mode with a log beside the file.
        let mode: String =
            sqlx::query_scalar("PRAGMA journal_mode = DELETE").fetch_one(&mut connection).await?;
        // What is locked once stays so.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT").await?;
        Ok::<_, sqlx::Error>((connection, mode == "delete"))
    };
    match had.await {
        Ok((connection, true)) => Ok(Some(connection)),
        Ok((_, false)) => Err(BackupFault::InUse(path.to_owned())),
        Err(error) if is_busy(&error) => Err(BackupFault::InUse(path.to_owned())),
        Err(error) if is_spoiled(&error) => Ok(None),
        Err(problem) => Err(BackupFault::Copy { path: path.to_owned(), problem }),
    }
}

/// Whether somebody else holds a file of SQLite. The numbers are SQLite's primary result codes.
pub(super) fn is_busy(error: &sqlx::Error) -> bool {
    matches!(result_code(error), Some(5 | 6))
}

fn is_spoiled(error: &sqlx::Error) -> bool {
    matches!(result_code(error), Some(11 | 26))
}

/// SQLite's primary result code.
pub(super) fn result_code(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error()?.code()?.parse::<u32>().ok()?;
    Some(code & 0xff)
}

/// How many records a copy holds, after looking through all of it.
async fn records_of(path: &Path) -> Result<i64, BackupFault> {
    let not_whole = |problem: String| BackupFault::NotWhole { path: path.to_owned(), problem };
    let looked = async {
        let mut connection = SqliteConnectOptions::new().filename(path).connect().await?;
        let found = look(&mut connection).await;
        connection.close().await?;
        found
    };
    let (sound, version, records) =
        looked.await.map_err(|error: sqlx::Error| not_whole(error.to_string()))?;
    let newest = Dialect::Sqlite.newest_step();
    match (sound.as_str(), version) {
        ("ok", version) if version <= newest => Ok(records),
        ("ok", version) => Err(not_whole(format!("a newer version of Ovation made it (step {version})"))),
        (faulty, _) => Err(not_whole(faulty.to_owned())),
    }
}

async fn look(connection: &mut SqliteConnection) -> Result<(String, i64, i64), sqlx::Error> {
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut *connection).await?;
    let asked =
        "SELECT (SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations), (SELECT COUNT(*) FROM record)";
    let (version, records) = sqlx::query_as(AssertSqlSafe(asked)).fetch_one(&mut *connection).await?;
    Ok((sound, version, records))
}

pub(super) fn file_of(url: &str) -> Result<PathBuf, BackupFault> {
    match Dialect::of(url) {
        Dialect::Sqlite => Ok(PathBuf::from(url.strip_prefix("sqlite://").unwrap_or(url))),
        Dialect::Postgres => Err(BackupFault::Postgres),
    }
}
