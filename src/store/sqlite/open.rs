//! Opening the file: settings, migrations, and the rules that acts are decided by from now on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use tokio::sync::Notify;

use super::acting::act_time;
use super::{Shared, SqliteStore, award_writer};
use crate::points::rules::Rules;
use crate::store::{Clock, StoreFault};

static MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");

/// How long a writer waits for another process (a backup, say) that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Readers at once; each is a thread of its own.
const READERS: u32 = 4;

impl SqliteStore {
    /// Opens or creates the database at `url` (`sqlite://PATH`), brings it to this version's shape, and takes
    /// `rules` as those in force, as a record when they differ from the last ones.
    ///
    /// # Errors
    /// [`StoreFault::Open`] when the file can't be read or written, or is of a newer version;
    /// [`StoreFault::Migration`] when it can't be brought to this version's shape.
    pub async fn open(url: &str, rules: Rules, rules_text: &str, clock: Clock) -> Result<Self, StoreFault> {
        let path = url.strip_prefix("sqlite://").unwrap_or(url);
        let faulty = |error: &sqlx::Error| StoreFault::Open {
            path: path.to_owned(),
            problem: error.to_string(),
            mend: mend(error),
        };
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            // So that REPLACE fires the triggers that keep the ledger append-only.
            .pragma("recursive_triggers", "on");
        let pool = |connections: u32| {
            SqlitePoolOptions::new()
                .max_connections(connections)
                .test_before_acquire(false)
                .idle_timeout(None)
                .max_lifetime(None)
        };
        let writer = pool(1).connect_with(options.clone()).await.map_err(|error| faulty(&error))?;
        migrate(&writer).await.map_err(|error| match error {
            MigrateError::Execute(error) => faulty(&error),
            MigrateError::VersionMissing(number) => StoreFault::Open {
                path: path.to_owned(),
                problem: format!("a newer version of Ovation has changed it (step {number})"),
                mend: "start that version or a newer one, or put a backup from before the change in its place",
            },
            other => StoreFault::Migration(other),
        })?;
        let rules_record = adopt_rules(&writer, rules_text, &clock).await.map_err(|error| faulty(&error))?;
        let readers = pool(READERS).connect_lazy_with(options);
        let shared = Arc::new(Shared {
            readers,
            writer,
            clock,
            rules: Arc::new(rules),
            rules_record,
            period: Mutex::new(None),
            errand_added: Notify::new(),
        });
        Ok(Self { awards: award_writer::Queue::start(Arc::clone(&shared)), shared })
    }
}

/// Brings the file to this version's shape.
async fn migrate(writer: &SqlitePool) -> Result<(), MigrateError> {
    match MIGRATIONS.run(writer).await {
        // Another process may have made the same step at the same moment; then there is nothing left to do.
        Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) => MIGRATIONS.run(writer).await,
        done => done,
    }
}

/// What to do about a file that can't be opened. The numbers are SQLite's primary result codes.
fn mend(error: &sqlx::Error) -> &'static str {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<u32>().ok());
    match code.map(|code| code & 0xff) {
        Some(5 | 6) => "another process holds it: end that process first",
        Some(8) => "let this user write the file and its folder",
        Some(10 | 13) => "check that the disk works and has room",
        Some(11 | 26) => "name another file, or put a backup in its place",
        _ => "check that the folder exists and that this user may write there",
    }
}

/// The record of the rules in force: the last one when they are the same, a new one otherwise. Something
/// is written in any case (SQLite begins on a file that may only be read as well), so that a file which can't be
/// written is told now and not at the first award.
async fn adopt_rules(writer: &SqlitePool, text: &str, clock: &Clock) -> Result<i64, sqlx::Error> {
    let mut acting = writer.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query("UPDATE program SET id = id").execute(&mut *acting).await?;
    let last: Option<(i64, String)> = sqlx::query_as(
        "SELECT id, json_extract(detail, '$.toml') FROM record WHERE kind = 'rules' ORDER BY id DESC LIMIT 1",
    )
    .fetch_optional(&mut *acting)
    .await?;
    if let Some((record, known)) = last
        && known == text
    {
        acting.commit().await?;
        return Ok(record);
    }
    let at = act_time(&mut acting, clock()).await?;
    let record: i64 =
        sqlx::query_scalar("INSERT INTO record (kind, at, detail) VALUES ('rules', $1, $2) RETURNING id")
            .bind(at.timestamp_millis())
            .bind(serde_json::json!({ "toml": text }).to_string())
            .fetch_one(&mut *acting)
            .await?;
    acting.commit().await?;
    tracing::info!(record, "the rules of the program changed");
    Ok(record)
}
