//! What a program keeps, seen from behind: whether something changed, and whether the books are right.

use std::collections::BTreeMap;

use ovation::store::Evidence as _;
use sqlx::{AssertSqlSafe, Row};

use crate::desk::Desk;
use crate::harness::database::Database;

/// How many rows each table has.
pub type Rows = BTreeMap<String, i64>;

/// Counts all rows of all tables.
pub async fn rows(desk: &Desk) -> Rows {
    let tables = match desk.place.kind {
        Database::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%sql%'",
        Database::Postgres => {
            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = 'public' \
             AND table_name NOT LIKE '%sql%'"
        }
    };
    let mut connection = desk.place.connect().await;
    let names = sqlx::query(tables).fetch_all(&mut connection).await.expect("the tables are named");
    let names: Vec<String> = names.iter().map(|row| row.get(0)).collect();
    let counts: Vec<String> =
        names.iter().map(|name| format!("SELECT '{name}', CAST(COUNT(*) AS BIGINT) FROM {name}")).collect();
    let counts = sqlx::query(AssertSqlSafe(counts.join(" UNION ALL ")));
    let counts = counts.fetch_all(&mut connection).await.expect("the rows are counted");
    counts.iter().map(|row| (row.get(0), row.get(1))).collect()
}

/// Counters and log equal what the records give, as `ovation verify` says.
pub async fn the_books_are_right(desk: &Desk) {
    let verdict = desk.store.verify(None, &[], &|_, _| ()).await.expect("the store answers");
    if let Err(parting) = verdict {
        panic!("{parting}");
    }
}
