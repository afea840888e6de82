//! Opening the database: settings, migrations, and the rules that acts are decided by from now on.

use std::path::Path;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, AnyPool, ConnectOptions, Connection, Executor};
use tokio::sync::Notify;

use super::adopt::adopt;
use super::backup::{is_busy, result_code};
use super::dialect::Dialect;
use super::{Shared, SqlStore, announcing, award_writer};
use crate::points::rules::Rules;
use crate::store::{Clock, Failure, StoreFault};

/// Connections for reading at once; SQLite has a thread for each. The web may have six of them.
pub(super) const READERS: u32 = 8;

/// How long a connection that waited may take to say that it still stands: one whose server vanished never says anything.
const STANDS: Duration = Duration::from_secs(2);

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
        let readers = place.pool(READERS).connect_lazy_with(place.options.clone());
        let inside = |rules: &Arc<Rules>, rules_record| {
            Shared::new(place.dialect, [&readers, &writer], &clock, (rules, rules_record))
        };
        let adopted = adopt(&Arc::new(rules), rules_text, inside).await;
        let shared = Arc::new(adopted.map_err(|failure| match failure {
            Failure::Fault(StoreFault::Database(error)) => place.fault(&error),
            Failure::Fault(fault) => fault,
            Failure::Refused(refusal) => {
                StoreFault::Unreadable(format!("periods can't be opened: {refusal:?}"))
            }
        })?);
        shared.erase_listed().await.map_err(|failure| match failure {
            Failure::Fault(StoreFault::Database(error)) => place.fault(&error),
            Failure::Fault(fault) => fault,
            Failure::Refused(refusal) => {
                StoreFault::Unreadable(format!("persons can't be erased again: {refusal:?}"))
            }
        })?;
        let named = Self::name_pages(&shared).await;
        named.map_err(|failure| match failure {
            Failure::Fault(StoreFault::Database(error)) => place.fault(&error),
            Failure::Fault(fault) => fault,
            Failure::Refused(refusal) => StoreFault::Unreadable(format!("pages can't be named: {refusal:?}")),
        })?;
        Ok(Self { awards: award_writer::Queue::start(Arc::clone(&shared)), shared })
    }
}

impl SqlStore {
    /// Opens the database at `url` as it is: nothing is made or brought to another shape, and `rules` are those of this
    /// store alone. For asking and rehearsing, while a bot may run on it. `None` when there is no program in it yet.
    ///
    /// # Errors
    /// [`StoreFault::Open`] when the database can't be reached or read, or has the shape of another version.
    pub async fn as_it_is(url: &str, rules: Rules, clock: Clock) -> Result<Option<Self>, StoreFault> {
        sqlx::any::install_default_drivers();
        let place = Place::existing(url)?;
        if place.dialect == Dialect::Sqlite && !Path::new(&place.shown).exists() {
            return Ok(None);
        }
        place.try_it().await.map_err(|error| place.fault(&error))?;
        let readers = place.pool(READERS).connect_lazy_with(place.options.clone());
        let Some(step) = place.step(&readers).await? else { return Ok(None) };
        if step != place.dialect.newest_step() {
            return Err(place.of_another_version(step));
        }
        let newest = "SELECT MAX(id) FROM record WHERE kind = 'rules'";
        let record: Option<i64> = sqlx::query_scalar(newest).fetch_one(&readers).await?;
        let Some(record) = record else { return Ok(None) };
        let writer = place.pool(1).connect_lazy_with(place.options.clone());
        let rules = Arc::new(rules);
        let shared = Arc::new(Shared::new(place.dialect, [&readers, &writer], &clock, (&rules, record)));
        Ok(Some(Self { awards: award_writer::Queue::start(Arc::clone(&shared)), shared }))
    }
}

impl Shared {
    fn new(
        dialect: Dialect,
        [readers, writer]: [&AnyPool; 2],
        clock: &Clock,
        (rules, rules_record): (&Arc<Rules>, i64),
    ) -> Self {
        Self {
            dialect,
            readers: readers.clone(),
            writer: writer.clone(),
            clock: Arc::clone(clock),
            rules: Arc::clone(rules),
            rules_record,
            period: Mutex::new(None),
            standings: Mutex::default(),
            errand_added: Notify::new(),
            announcing: announcing::Announcing::default(),
            changes: AtomicU64::new(0),
        }
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
        let (greeting, undoes_by_itself) = (self.dialect.greeting(), self.dialect == Dialect::Sqlite);
        let can_break = self.dialect.can_break();
        AnyPoolOptions::new()
            .max_connections(connections)
            .test_before_acquire(false)
            .before_acquire(move |connection, _| {
                Box::pin(async move { Ok(!can_break || stands(connection).await) })
            })
            .idle_timeout(None)
            .max_lifetime(None)
            .after_connect(move |connection, _| {
                Box::pin(async move { connection.execute(greeting).await.map(|_| ()) })
            })
            .after_release(move |connection, _| {
                Box::pin(async move { Ok(!undoes_by_itself || is_settled(connection).await?) })
            })
    }

    /// The newest step of the shape that it has; `None` where nobody has used it yet.
    pub(super) async fn step(&self, readers: &AnyPool) -> Result<Option<i64>, StoreFault> {
        let shape = "SELECT MAX(version) FROM _sqlx_migrations";
        match sqlx::query_scalar(shape).fetch_one(readers).await {
            Ok(step) => Ok(step),
            Err(sqlx::Error::Database(_)) => Ok(None),
            Err(error) => Err(self.fault(&error)),
        }
    }

    pub(super) fn of_another_version(&self, step: i64) -> StoreFault {
        StoreFault::Open {
            path: self.shown.clone(),
            problem: format!("it has the shape of another version (step {step})"),
            mend: "start this version's bot on it once, or use the version that its bot has",
        }
    }

    pub(super) fn fault(&self, error: &sqlx::Error) -> StoreFault {
        let mend = match self.dialect {
            Dialect::Sqlite => mend_file(error),
            Dialect::Postgres => mend_server(error),
        };
        StoreFault::Open { path: self.shown.clone(), problem: error.to_string(), mend }
    }
}

/// Whether a connection that waited may serve.
async fn stands(connection: &mut AnyConnection) -> bool {
    tokio::time::timeout(STANDS, connection.ping()).await.is_ok_and(|answer| answer.is_ok())
}

/// Whether a connection that comes back may serve again. After a write that the disk refused SQLite has undone the
/// transaction by itself, and the driver, whose own `ROLLBACK` finds none, counts it as open for ever: every later act
/// on that connection would be refused. The ping lets the queued `ROLLBACK` happen first.
async fn is_settled(connection: &mut AnyConnection) -> Result<bool, sqlx::Error> {
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
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
