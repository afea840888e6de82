//! A database that goes from version to version, filled at each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

use crate::content::Content;
use crate::harness_database::{Database, Place};
use crate::shape::Shape;

/// Tables that nothing may be changed in or removed from, and the version that brought them.
const APPEND_ONLY: [(i64, &str, &str); 3] = [(1, "record", "at"), (2, "leaf", "hash"), (2, "head", "at")];

/// The number of the newest migration: both databases have the same.
pub fn newest() -> i64 {
    let of = |folder: &str| {
        let number = |path: PathBuf| path.file_name()?.to_str()?.split('_').next()?.parse::<i64>().ok();
        let files = std::fs::read_dir(migrations().join(folder)).expect("the migrations");
        let mut numbers: Vec<_> = files.filter_map(|file| number(file.expect("a file").path())).collect();
        numbers.sort_unstable();
        numbers
    };
    let (file, server) = (of("sqlite"), of("postgres"));
    assert_eq!(file, server, "both databases have the same migrations");
    *file.last().expect("there is one")
}

fn migrations() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")
}

/// A database on its way.
pub struct Walk {
    place: Place,
    connection: AnyConnection,
    migrator: Migrator,
    version: i64,
}

impl Walk {
    /// One at the first version, filled.
    pub async fn begin(database: Database) -> Self {
        let place = database.make().await;
        let folder = migrations().join(match database {
            Database::Sqlite => "sqlite",
            Database::Postgres => "postgres",
        });
        let migrator = Migrator::new(folder.as_path()).await.expect("migrations that can be read");
        let mut connection = match database {
            // The store makes the file when it isn't there.
            Database::Sqlite => AnyConnection::connect(&format!("{}?mode=rwc", place.url)).await,
            Database::Postgres => AnyConnection::connect(&place.url).await,
        }
        .expect("the database can be reached");
        if database == Database::Sqlite {
            // As the store has them: they decide what a rebuilt table takes along.
            connection
                .execute("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON")
                .await
                .expect("they are known");
        }
        let mut walk = Self { place, connection, migrator, version: 0 };
        walk.migrate().await;
        walk.fill().await;
        walk
    }

    /// One at that version, filled at each on the way.
    pub async fn to(database: Database, version: i64) -> Self {
        let mut walk = Self::begin(database).await;
        while walk.version < version {
            walk.migrate().await;
            walk.fill().await;
        }
        walk
    }

    async fn migrate(&mut self) {
        self.version += 1;
        let step = self.migrator.run_to(self.version, &mut self.connection).await;
        step.unwrap_or_else(|error| panic!("migration {} on {:?}: {error}", self.version, self.place.kind));
    }

    /// One version on; what it changed of what was there, in order.
    pub async fn step(&mut self) -> Vec<String> {
        let (shape, content) = self.now().await;
        self.migrate().await;
        let (shape_after, content_after) = self.now().await;
        let mut changed = shape.lost(&shape_after);
        changed.extend(content.changed(&content_after));
        changed.extend(self.broken(self.version - 1).await);
        changed.sort();
        changed
    }

    /// Puts in what this version wrote. No table may stay without a row: the next migration is tried on all of them.
    pub async fn fill(&mut self) {
        let file = format!("tests/migrations/rows/{:04}.sql", self.version);
        let rows = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&file)).unwrap_or_else(
            |error| panic!("{file}: {error}; write the rows that are typical for this version"),
        );
        let done = sqlx::raw_sql(AssertSqlSafe(rows)).execute(&mut self.connection).await;
        done.unwrap_or_else(|error| panic!("{file} on {:?}: {error}", self.place.kind));
        let (_, content) = self.now().await;
        let empty = content.empty();
        assert!(empty.is_empty(), "{file} puts no row into {empty:?}");
        let broken = self.broken(self.version).await;
        assert!(broken.is_empty(), "after {file}: {broken:#?}");
    }

    /// Tables, columns, and what guards them.
    pub async fn shape(&mut self) -> Shape {
        Shape::read(&mut self.connection, self.place.kind).await
    }

    /// How many rows each table has.
    pub async fn rows_of_each_table(&mut self) -> BTreeMap<String, u64> {
        self.now().await.1.counts()
    }

    async fn now(&mut self) -> (Shape, Content) {
        let shape = self.shape().await;
        let content = Content::read(&mut self.connection, self.place.kind, &shape).await;
        (shape, content)
    }

    /// References into nothing, a damaged file, and what should refuse a change and doesn't: of tables that were there
    /// at that version, as nothing is refused where there is no row.
    async fn broken(&mut self, at: i64) -> Vec<String> {
        let mut broken = Vec::new();
        if self.place.kind == Database::Sqlite {
            for check in ["foreign_key_check", "integrity_check"] {
                let rows = sqlx::query(AssertSqlSafe(format!("PRAGMA {check}")))
                    .fetch_all(&mut self.connection)
                    .await
                    .expect("it can be checked");
                let ok = check == "integrity_check"
                    && matches!(rows.as_slice(), [row] if sqlx::Row::get::<&str, _>(row, 0) == "ok");
                if !(rows.is_empty() || ok) {
                    broken.push(format!("{check}: {} faults", rows.len()));
                }
            }
        } else {
            let asked = "SELECT CAST(conname AS TEXT) FROM pg_constraint WHERE NOT convalidated";
            let unchecked: Vec<String> =
                sqlx::query_scalar(asked).fetch_all(&mut self.connection).await.expect("it can be asked");
            broken.extend(unchecked.into_iter().map(|name| format!("constraint {name} isn't validated")));
        }
        for (since, table, column) in APPEND_ONLY {
            let meddling =
                [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")];
            for statement in meddling.into_iter().filter(|_| at >= since) {
                match sqlx::raw_sql(AssertSqlSafe(statement.as_str())).execute(&mut self.connection).await {
                    Err(refused) if refused.to_string().contains("append-only") => {}
                    other => broken.push(format!("{statement}: not refused as append-only: {other:?}")),
                }
            }
        }
        broken
    }

    /// The rules that the ledger begins with.
    pub async fn rules(&self) -> String {
        let mut connection = self.place.connect().await;
        let detail: String = sqlx::query_scalar("SELECT detail FROM record WHERE kind = 'rules'")
            .fetch_one(&mut connection)
            .await
            .expect("the first record");
        let detail: serde_json::Value = serde_json::from_str(&detail).expect("JSON");
        detail["toml"].as_str().expect("text").to_owned()
    }

    /// Lets the database go, for whoever comes next.
    pub async fn leave(self) -> Place {
        self.connection.close().await.expect("it is let go");
        self.place
    }
}
