//! A database for each test: a file of SQLite, or a database of a PostgreSQL that the test binary starts for itself.
//!
//! `TEST_DATABASE=postgres` has the tests that run a whole bot use PostgreSQL; `scripts/test` runs them on both.
//! A missing PostgreSQL fails the test and says how to install it.

#![allow(dead_code, reason = "each test binary uses its own part")]

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, OnceLock};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnection;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};
use tempfile::TempDir;

/// How long a server may take to start while its keeper is there: nothing is measured by it.
const STARTS_WITHIN: Duration = Duration::from_secs(120);

/// A database that Ovation runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// One file.
    Sqlite,
    /// A database of a server.
    Postgres,
}

impl Database {
    /// The one that this run is about.
    pub fn of_this_run() -> Self {
        match std::env::var("TEST_DATABASE").as_deref() {
            Ok("postgres") => Self::Postgres,
            Ok("sqlite") | Err(_) => Self::Sqlite,
            Ok(other) => panic!("TEST_DATABASE is {other:?}; expected sqlite or postgres"),
        }
    }

    /// A new and empty one.
    pub async fn make(self) -> Place {
        sqlx::any::install_default_drivers();
        match self {
            Self::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let url = format!("sqlite://{}", folder.path().join("ovation.db").display());
                Place { kind: self, url, folder: Some(folder) }
            }
            Self::Postgres => {
                Place { kind: self, url: server().add_database("template1").await, folder: None }
            }
        }
    }

    /// One with all that is in another, which nobody has open.
    pub async fn copy_of(from: &Place) -> Place {
        match from.kind {
            Self::Sqlite => {
                let copy = from.kind.make().await;
                std::fs::copy(from.path(), copy.path()).expect("the file is copied");
                copy
            }
            Self::Postgres => {
                let name = name_of(&from.url).expect("a name");
                Place { kind: from.kind, url: server().add_database(name).await, folder: None }
            }
        }
    }
}

/// Where a test's database is; it is gone when this is dropped.
pub struct Place {
    /// Which database it is.
    pub kind: Database,
    /// As `database.url` names it.
    pub url: String,
    folder: Option<TempDir>,
}

impl Place {
    /// A connection that knows nothing of the store, with the database's own defaults.
    pub async fn connect(&self) -> AnyConnection {
        AnyConnection::connect(&self.url).await.expect("the database is there")
    }

    /// What begins a transaction that keeps the store from writing.
    pub fn hold(&self) -> &'static str {
        match self.kind {
            Database::Sqlite => "BEGIN IMMEDIATE",
            Database::Postgres => "BEGIN; SELECT pg_advisory_xact_lock(22366684097113966)",
        }
    }

    /// The file, where it is one.
    pub fn path(&self) -> PathBuf {
        PathBuf::from(self.url.trim_start_matches("sqlite://"))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.kind == Database::Postgres
            && let Some(name) = name_of(&self.url)
        {
            // Dropping a database takes an answer; the next one that is made waits for it.
            server().done.lock().expect("no panic while held").push(name.to_owned());
        }
    }
}

fn name_of(url: &str) -> Option<&str> {
    url.split('?').next()?.rsplit('/').next()
}

/// A PostgreSQL of this process.
pub struct Server {
    folder: PathBuf,
    done: Mutex<Vec<String>>,
    made: Mutex<u32>,
    /// Its standard input is the sign that we are still here.
    keeper: Mutex<Child>,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| Server::start(false))
}

impl Server {
    /// A new one; `durable`: as in use, what is committed is on the disk.
    pub fn start(durable: bool) -> Self {
        let programs = programs().unwrap_or_else(|| {
            panic!(
                "PostgreSQL is missing: install it (Debian: apt-get install postgresql), or run scripts/test"
            )
        });
        let folder = tempfile::Builder::new().prefix("ovation-pg").tempdir().expect("a folder").keep();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/harness/postgres.sh");
        let keeper = Command::new("sh")
            .arg(script)
            .arg(&folder)
            .arg(programs)
            .arg(if durable { "on" } else { "off" })
            .stdin(Stdio::piped())
            // It outlives the test by a moment, and nobody who reads the test's output is to wait for it.
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell runs");
        Self { folder, done: Mutex::default(), made: Mutex::default(), keeper: Mutex::new(keeper) }
    }

    /// The folder of its socket.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a database of it is.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://postgres@localhost/{database}?host={}", self.folder.display())
    }

    /// A connection that may do everything, as soon as the server answers.
    pub async fn admin(&self) -> PgConnection {
        let end = Instant::now() + STARTS_WITHIN;
        let is_kept = || {
            let ended = self.keeper.lock().expect("no panic while held").try_wait();
            ended.expect("the keeper can be asked after").is_none()
        };
        while is_kept() && Instant::now() < end {
            if let Ok(connection) = PgConnection::connect(&self.url("postgres")).await {
                return connection;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let log = std::fs::read_to_string(self.folder.join("server.log")).unwrap_or_default();
        let made = std::fs::read_to_string(self.folder.join("initdb.log")).unwrap_or_default();
        panic!("PostgreSQL didn't start:\n{made}\n{log}");
    }

    async fn add_database(&self, template: &str) -> String {
        let mut admin = self.admin().await;
        let left = std::mem::take(&mut *self.done.lock().expect("no panic while held"));
        for name in left {
            let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            admin.execute(AssertSqlSafe(drop)).await.expect("what a test left is dropped");
        }
        let name = {
            let mut made = self.made.lock().expect("no panic while held");
            *made += 1;
            format!("test_{made}")
        };
        admin
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE {template}")))
            .await
            .expect("a database can be made");
        self.url(&name)
    }
}

/// The folder of the newest PostgreSQL's programs: Debian keeps them out of PATH.
pub fn programs() -> Option<PathBuf> {
    let newest = match std::fs::read_dir("/usr/lib/postgresql") {
        Ok(versions) => versions
            .filter_map(|version| Some(version.ok()?.path()))
            .filter(|path| path.join("bin/initdb").is_file())
            .max_by_key(|path| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok())),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("/usr/lib/postgresql can't be read: {error}"),
    };
    newest.map(|path| path.join("bin")).or_else(|| {
        std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| folder.join("initdb").is_file())
    })
}
