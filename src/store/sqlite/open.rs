//! Opening the file: settings, migrations, and the rules that acts are decided by from now on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::migrate::Migrator;
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
    /// [`StoreFault::Open`] when the file can't be read or written; [`StoreFault::Migration`] when it is of a
    /// newer version.
    pub async fn open(url: &str, rules: Rules, rules_text: &str, clock: Clock) -> Result<Self, StoreFault> {
        let path = url.strip_prefix("sqlite://").unwrap_or(url);
        let faulty = |error: &sqlx::Error| StoreFault::Open {
            path: path.to_owned(),
            problem: error.to_string(),
            mend: "check that the folder exists and that this user may write there",
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
        MIGRATIONS.run(&writer).await.map_err(|error| match error {
            sqlx::migrate::MigrateError::Execute(error) => faulty(&error),
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

/// The record of the rules in force: the last one when they are the same, a new one otherwise.
async fn adopt_rules(writer: &SqlitePool, text: &str, clock: &Clock) -> Result<i64, sqlx::Error> {
    let last: Option<(i64, String)> = sqlx::query_as(
        "SELECT id, json_extract(detail, '$.toml') FROM record WHERE kind = 'rules' ORDER BY id DESC LIMIT 1",
    )
    .fetch_optional(writer)
    .await?;
    if let Some((record, known)) = last
        && known == text
    {
        return Ok(record);
    }
    let mut connection = writer.acquire().await?;
    let at = act_time(&mut connection, clock()).await?;
    let record: i64 =
        sqlx::query_scalar("INSERT INTO record (kind, at, detail) VALUES ('rules', $1, $2) RETURNING id")
            .bind(at.timestamp_millis())
            .bind(serde_json::json!({ "toml": text }).to_string())
            .fetch_one(&mut *connection)
            .await?;
    tracing::info!(record, "the rules of the program changed");
    Ok(record)
}
