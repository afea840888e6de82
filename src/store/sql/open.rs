//! Opening the database: settings, migrations, and the rules that acts are decided by from now on.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor};
use tokio::sync::Notify;

use super::acting::act_time;
use super::backup::{is_busy, result_code};
use super::dialect::Dialect;
use super::{Shared, SqlStore, award_writer};
use crate::points::rules::Rules;
use crate::store::{Clock, StoreFault};

/// How often, and with which pause, a file that is locked at its opening is tried again: 3 s in all.
const LOCKED_ATTEMPTS: u32 = 60;
const LOCKED_PAUSE: Duration = Duration::from_millis(50);

impl SqlStore {
    /// Opens the database at `url` (`sqlite://PATH`, made when it isn't there, or `postgres://…`), brings it to this
    /// version's shape, and takes `rules` as those in force, as a record when they differ from the last ones.
    ///
    /// # Errors
    /// [`StoreFault::Open`] when the database can't be reached, read or written, or is of a newer version;
    /// [`StoreFault::Migration`] when it can't be brought to this version's shape.
    pub async fn open(url: &str, rules: Rules, rules_text: &str, clock: Clock) -> Result<Self, StoreFault> {
        sqlx::any::install_default_drivers();
        let place = Place::of(url)?;
        place.try_it().await.map_err(|error| place.fault(&error))?;
        let writer =
            place.pool(1).connect_with(place.options.clone()).await.map_err(|error| place.fault(&error))?;
        migrate(place.dialect.migrations(), &writer).await.map_err(|error| match error {
            MigrateError::Execute(error) => place.fault(&error),
            MigrateError::VersionMissing(number) => StoreFault::Open {
                path: place.shown.clone(),
                problem: format!("a newer version of Ovation has changed it (step {number})"),
                mend: "start that version or a newer one, or put a backup from before the change in its place",
            },
            other => StoreFault::Migration(other),
        })?;
        let adopted = adopt_rules(&writer, place.dialect, rules_text, &clock).await;
        let rules_record = adopted.map_err(|error| place.fault(&error))?;
        let readers = place.pool(place.dialect.readers()).connect_lazy_with(place.options.clone());
        let shared = Arc::new(Shared {
            dialect: place.dialect,
            readers,
            writer,
            clock,
            rules: Arc::new(rules),
            rules_record,
            period: Mutex::new(None),
            standings: Mutex::default(),
            errand_added: Notify::new(),
        });
        Ok(Self { awards: award_writer::Queue::start(Arc::clone(&shared)), shared })
    }
}

/// Where a database is.
pub(super) struct Place {
    pub(super) dialect: Dialect,
    pub(super) options: AnyConnectOptions,
    /// As it may be shown: without a password.
    pub(super) shown: String,
}

impl Place {
    /// One that is made when it isn't there, where that can be.
    fn of(url: &str) -> Result<Self, StoreFault> {
        Self::at(url, true)
    }

    /// One that must be there.
    pub(super) fn existing(url: &str) -> Result<Self, StoreFault> {
        Self::at(url, false)
    }

    fn at(url: &str, make: bool) -> Result<Self, StoreFault> {
        let dialect = Dialect::of(url);
        let (full, shown) = match dialect {
            Dialect::Sqlite => {
                let path = url.strip_prefix("sqlite://").unwrap_or(url);
                let options = SqliteConnectOptions::new().filename(path).create_if_missing(make);
                (options.to_url_lossy().to_string(), path.to_owned())
            }
            Dialect::Postgres => (url.to_owned(), without_password(url)),
        };
        let unreadable = |error: sqlx::Error| StoreFault::Open {
            path: shown.clone(),
            problem: error.to_string(),
            mend: "write it as postgres://USER:PASSWORD@HOST/DATABASE",
        };
        let options = full.parse::<AnyConnectOptions>().map_err(unreadable)?;
        Ok(Self { dialect, options, shown })
    }

    /// One connection, to hear at once what is wrong: a pool tries on until its time is up. While another process makes
    /// the file, or leaves it, SQLite says that it is locked without waiting: that passes.
    pub(super) async fn try_it(&self) -> Result<(), sqlx::Error> {
        for _ in 0..LOCKED_ATTEMPTS {
            match self.greet().await {
                Err(error) if self.dialect == Dialect::Sqlite && is_busy(&error) => {
                    tokio::time::sleep(LOCKED_PAUSE).await;
                }
                answered => return answered,
            }
        }
        self.greet().await
    }

    async fn greet(&self) -> Result<(), sqlx::Error> {
        let mut connection = AnyConnection::connect_with(&self.options).await?;
        connection.execute(self.dialect.greeting()).await?;
        connection.close().await
    }

    pub(super) fn pool(&self, connections: u32) -> AnyPoolOptions {
        let greeting = self.dialect.greeting();
        AnyPoolOptions::new()
            .max_connections(connections)
            .test_before_acquire(self.dialect.can_break())
            .idle_timeout(None)
            .max_lifetime(None)
            .after_connect(move |connection, _| {
                Box::pin(async move { connection.execute(greeting).await.map(|_| ()) })
            })
    }

    pub(super) fn fault(&self, error: &sqlx::Error) -> StoreFault {
        let mend = match self.dialect {
            Dialect::Sqlite => mend_file(error),
            Dialect::Postgres => mend_server(error),
        };
        StoreFault::Open { path: self.shown.clone(), problem: error.to_string(), mend }
    }
}

/// An address that may be shown.
fn without_password(url: &str) -> String {
    match url::Url::parse(url) {
        Ok(mut url) => {
            // Parameters may hold one as well.
            url.set_query(None);
            let _ = url.set_password(None);
            url.to_string()
        }
        Err(_) => "postgres://…".to_owned(),
    }
}

/// Brings the database to this version's shape.
async fn migrate(migrations: &Migrator, writer: &AnyPool) -> Result<(), MigrateError> {
    // Another process may have made the same step at the same moment; then there is nothing left to do for that one.
    for _ in migrations.iter() {
        match migrations.run(writer).await {
            Err(MigrateError::Execute(_) | MigrateError::ExecuteMigration(..)) => {}
            done => return done,
        }
    }
    migrations.run(writer).await
}

/// What to do about a server that doesn't take us. The codes are SQLSTATEs.
fn mend_server(error: &sqlx::Error) -> &'static str {
    let code = error.as_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
    match code.as_deref() {
        Some("28P01" | "28000") => "check the user and the password in database.url",
        Some("3D000") => "create the database first (createdb), or name one that is there",
        Some("42501") => "let this user create tables in the database (GRANT CREATE ON SCHEMA public)",
        Some("53300") => "the server has no connection left: raise max_connections or end what holds them",
        _ => "check that the server runs and that database.url names its host and port",
    }
}

/// What to do about a file that can't be opened.
fn mend_file(error: &sqlx::Error) -> &'static str {
    match result_code(error) {
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
async fn adopt_rules(
    writer: &AnyPool,
    dialect: Dialect,
    text: &str,
    clock: &Clock,
) -> Result<i64, sqlx::Error> {
    let mut acting = writer.begin_with(dialect.begin()).await?;
    sqlx::query("UPDATE program SET id = id").execute(&mut *acting).await?;
    let last: Option<(i64, String)> =
        sqlx::query_as("SELECT id, detail FROM record WHERE kind = 'rules' ORDER BY id DESC LIMIT 1")
            .fetch_optional(&mut *acting)
            .await?;
    let detail = serde_json::json!({ "toml": text });
    if let Some((record, known)) = last
        && serde_json::from_str::<serde_json::Value>(&known).is_ok_and(|known| known == detail)
    {
        acting.commit().await?;
        return Ok(record);
    }
    let at = act_time(&mut acting, clock()).await?;
    let record: i64 = sqlx::query_scalar(
        "INSERT INTO record (id, kind, at, detail) \
             VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM record), 'rules', $1, $2) RETURNING id",
    )
    .bind(at.timestamp_millis())
    .bind(detail.to_string())
    .fetch_one(&mut *acting)
    .await?;
    acting.commit().await?;
    tracing::info!(record, "the rules of the program changed");
    Ok(record)
}
