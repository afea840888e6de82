//! The databases that the contract is checked on, and the way behind the store's back.

use std::sync::Arc;

use ovation::points::rules;
use ovation::store::sql::SqlStore;
use ovation::store::{Clock, Store, StoreFault};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

pub use crate::harness_database::Database;
use crate::harness_database::Place;

/// Keeps an opened database alive; it is gone when this is dropped.
pub struct Guard {
    open: SqlStore,
    place: Place,
}

/// A connection of its own, for looking and meddling without the store.
pub struct Raw {
    connection: AnyConnection,
    kind: Database,
    hold: &'static str,
}

impl Database {
    /// A new and empty store of its own, ruled by `rules`, with that clock.
    pub async fn open(self, rules: &str, clock: Clock) -> (Arc<dyn Store>, Guard) {
        let place = self.make().await;
        let open = open(&place.url, rules, clock).await.expect("a new database opens");
        (Arc::new(open.clone()), Guard { open, place })
    }
}

impl Guard {
    /// Closes the store and opens the same database again, as a restart does.
    pub async fn restart(&mut self, rules: &str, clock: Clock) -> Arc<dyn Store> {
        self.open.close().await;
        self.open = open(&self.place.url, rules, clock).await.expect("what was closed opens");
        Arc::new(self.open.clone())
    }

    /// The same database once more at the same time, as another replica has it.
    pub async fn replica(&self, rules: &str, clock: Clock) -> Arc<dyn Store> {
        Arc::new(open(&self.place.url, rules, clock).await.expect("an open database opens again"))
    }

    /// A connection that knows nothing of the store, with the database's own defaults.
    pub async fn raw(&self) -> Raw {
        Raw { connection: self.place.connect().await, kind: self.place.kind, hold: self.place.hold() }
    }
}

impl Raw {
    /// Runs a statement; the database's own words when it refuses.
    pub async fn run(&mut self, sql: &str) -> Result<u64, String> {
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut self.connection)
            .await
            .map(|done| done.rows_affected())
            .map_err(|error| error.to_string())
    }

    /// Takes away what keeps statements from changing the ledger and its log.
    pub async fn unguard(&mut self) {
        let drops = match self.kind {
            Database::Sqlite => {
                "DROP TRIGGER IF EXISTS record_is_never_changed; DROP TRIGGER IF EXISTS record_is_never_removed; \
                 DROP TRIGGER IF EXISTS leaf_is_never_changed; DROP TRIGGER IF EXISTS leaf_is_never_removed"
            }
            Database::Postgres => {
                "DROP TRIGGER IF EXISTS record_stays_as_it_is ON record; \
                 DROP TRIGGER IF EXISTS leaf_stays_as_it_is ON leaf"
            }
        };
        self.run(drops).await.expect("guards can be taken away by whoever owns the database");
    }

    /// Keeps the store from writing until [`Raw::let_go`].
    pub async fn hold(&mut self) {
        self.run(self.hold).await.expect("nobody else holds it for long");
    }

    /// Ends [`Raw::hold`].
    pub async fn let_go(&mut self) {
        self.run("COMMIT").await.expect("nothing was written");
    }

    /// A statement as this database takes it: PostgreSQL reads JSON only from a column that says so.
    fn said(&self, sql: &str) -> String {
        match self.kind {
            Database::Sqlite => sql.to_owned(),
            Database::Postgres => sql.replace("detail ->>", "detail::jsonb ->>"),
        }
    }

    /// Rows of whole numbers.
    pub async fn numbers(&mut self, sql: &str) -> Vec<Vec<i64>> {
        let said = AssertSqlSafe(self.said(sql));
        let rows = sqlx::query(said).fetch_all(&mut self.connection).await.expect(sql);
        rows.iter().map(|row| (0..row.len()).map(|column| row.get(column)).collect()).collect()
    }

    /// Rows of text.
    pub async fn words(&mut self, sql: &str) -> Vec<Vec<String>> {
        let said = AssertSqlSafe(self.said(sql));
        let rows = sqlx::query(said).fetch_all(&mut self.connection).await.expect(sql);
        rows.iter().map(|row| (0..row.len()).map(|column| row.get(column)).collect()).collect()
    }

    /// The tables in which a text stands anywhere, or a number with these digits.
    pub async fn mentions(&mut self, text: &str) -> Vec<String> {
        let tables = match self.kind {
            Database::Sqlite => {
                "SELECT t.name, string_agg('CAST(' || c.name || ' AS TEXT)', ' || '' '' || ') \
                   FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' \
                  GROUP BY t.name ORDER BY t.name"
            }
            Database::Postgres => {
                "SELECT CAST(table_name AS TEXT), string_agg('CAST(' || column_name || ' AS TEXT)', ' || '' '' || ') \
                   FROM information_schema.columns WHERE table_schema = 'public' GROUP BY table_name ORDER BY table_name"
            }
        };
        let mut found = Vec::new();
        for row in self.words(tables).await {
            let all = row[1].replace("CAST(", "COALESCE(CAST(").replace(" AS TEXT)", " AS TEXT), '')");
            let asked = format!("SELECT COUNT(*) FROM {} WHERE {all} LIKE '%{text}%'", row[0]);
            if self.number(&asked).await > 0 {
                found.push(row[0].clone());
            }
        }
        found
    }

    /// One whole number.
    pub async fn number(&mut self, sql: &str) -> i64 {
        self.numbers(sql).await[0][0]
    }
}

/// Opens a database with these rules.
pub async fn open(url: &str, rules: &str, clock: Clock) -> Result<SqlStore, StoreFault> {
    let parsed = rules::parse("program.toml", rules, &["en"]).expect("rules without a fault");
    SqlStore::open(url, parsed, rules, clock).await
}
