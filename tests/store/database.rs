//! The databases that the contract is checked on, and the way behind the store's back.

use std::path::PathBuf;
use std::sync::Arc;

use ovation::points::rules;
use ovation::store::sqlite::SqliteStore;
use ovation::store::{Clock, Store, StoreFault};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection};
use tempfile::TempDir;

/// A database that Ovation runs on.
#[derive(Clone, Copy, Debug)]
pub enum Database {
    /// One file.
    Sqlite,
}

/// Keeps an opened database alive; it is gone when this is dropped.
pub struct Guard {
    folder: TempDir,
    open: SqliteStore,
}

/// A connection of its own, for looking and meddling without the store.
pub struct Raw(SqliteConnection);

impl Database {
    /// A new and empty store of its own, ruled by `rules`, with that clock.
    pub async fn open(self, rules: &str, clock: Clock) -> (Arc<dyn Store>, Guard) {
        match self {
            Self::Sqlite => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                let open = open_sqlite(&url(&folder), rules, clock).await.expect("a new file opens");
                (Arc::new(open.clone()), Guard { folder, open })
            }
        }
    }
}

impl Guard {
    /// Closes the store and opens the same database again, as a restart does.
    pub async fn restart(&mut self, rules: &str, clock: Clock) -> Arc<dyn Store> {
        self.open.close().await;
        self.open = open_sqlite(&url(&self.folder), rules, clock).await.expect("what was closed opens");
        Arc::new(self.open.clone())
    }

    /// The same database once more at the same time, as another replica has it.
    pub async fn replica(&self, rules: &str, clock: Clock) -> Arc<dyn Store> {
        Arc::new(open_sqlite(&url(&self.folder), rules, clock).await.expect("an open file opens again"))
    }

    /// A connection that knows nothing of the store, with the database's own defaults.
    pub async fn raw(&self) -> Raw {
        let options = SqliteConnectOptions::new().filename(path(&self.folder));
        Raw(options.connect().await.expect("the file opens"))
    }
}

impl Raw {
    /// Runs a statement; the database's own words when it refuses.
    pub async fn run(&mut self, sql: &str) -> Result<u64, String> {
        sqlx::query(AssertSqlSafe(sql))
            .execute(&mut self.0)
            .await
            .map(|done| done.rows_affected())
            .map_err(|error| error.to_string())
    }

    /// Keeps the store from writing until [`Raw::let_go`].
    pub async fn hold(&mut self) {
        self.run("BEGIN IMMEDIATE").await.expect("nobody else holds it for long");
    }

    /// Ends [`Raw::hold`].
    pub async fn let_go(&mut self) {
        self.run("COMMIT").await.expect("nothing was written");
    }

    /// Rows of whole numbers.
    pub async fn numbers(&mut self, sql: &str) -> Vec<Vec<i64>> {
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut self.0).await.expect(sql);
        rows.iter().map(|row| (0..row.len()).map(|column| row.get(column)).collect()).collect()
    }

    /// Rows of text.
    pub async fn words(&mut self, sql: &str) -> Vec<Vec<String>> {
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut self.0).await.expect(sql);
        rows.iter().map(|row| (0..row.len()).map(|column| row.get(column)).collect()).collect()
    }

    /// One whole number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        self.numbers(sql).await[0][0]
    }
}

/// Opens a file with these rules.
pub async fn open_sqlite(url: &str, rules: &str, clock: Clock) -> Result<SqliteStore, StoreFault> {
    let parsed = rules::parse("program.toml", rules, &["en"]).expect("rules without a fault");
    SqliteStore::open(url, parsed, rules, clock).await
}

fn path(folder: &TempDir) -> PathBuf {
    folder.path().join("ovation.db")
}

fn url(folder: &TempDir) -> String {
    format!("sqlite://{}", path(folder).display())
}
