//! All rows of a database, as text.

use std::collections::BTreeMap;

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use crate::harness_database::Database;
use crate::shape::Shape;

/// A row: a text for each of its columns, none where there is nothing.
type Cells = BTreeMap<String, Option<String>>;

/// Each table's rows.
pub struct Content(BTreeMap<String, Vec<Cells>>);

impl Content {
    /// Reads it whole.
    pub async fn read(connection: &mut AnyConnection, database: Database, shape: &Shape) -> Self {
        let mut tables = shape.columns();
        if database == Database::Sqlite {
            // From which number on a table that never gives one out twice goes on.
            let columns = vec!["name".to_owned(), "seq".to_owned()];
            tables.insert("sqlite_sequence".to_owned(), columns);
        }
        let mut content = BTreeMap::new();
        for (table, columns) in tables {
            let text = |column: &String| match database {
                Database::Sqlite => format!("quote({column})"),
                Database::Postgres => format!("CAST({column} AS TEXT)"),
            };
            let list: Vec<String> = columns.iter().map(text).collect();
            let asked = format!("SELECT {} FROM {table}", list.join(", "));
            let rows = sqlx::query(AssertSqlSafe(asked)).fetch_all(&mut *connection).await.expect("its rows");
            let cells = |row: &sqlx::any::AnyRow| -> Cells {
                columns.iter().enumerate().map(|(at, column)| (column.clone(), row.get(at))).collect()
            };
            content.insert(table, rows.iter().map(cells).collect());
        }
        Self(content)
    }

    /// Tables without a row.
    pub fn empty(&self) -> Vec<&str> {
        self.0.iter().filter(|(_, rows)| rows.is_empty()).map(|(table, _)| table.as_str()).collect()
    }

    /// How many rows each table has. What SQLite notes for itself is none.
    pub fn counts(&self) -> BTreeMap<String, u64> {
        let own = |(table, rows): (&String, &Vec<Cells>)| (table.clone(), rows.len() as u64);
        self.0.iter().map(own).filter(|(table, _)| table != "sqlite_sequence").collect()
    }

    /// What is no longer as it was: rows that are gone or have another content in a column that was there, and rows that
    /// were added.
    pub fn changed(&self, after: &Self) -> Vec<String> {
        let mut changed = Vec::new();
        for (table, rows) in &self.0 {
            let Some(rows_after) = after.0.get(table) else { continue };
            let mut left: Vec<Cells> = rows_after.iter().map(|row| of_columns(row, rows.first())).collect();
            for row in rows {
                match left.iter().position(|other| other == &of_columns(row, rows_after.first())) {
                    Some(at) => _ = left.swap_remove(at),
                    None => changed.push(format!("{table}: a row is gone or changed: {row:?}")),
                }
            }
            if !left.is_empty() {
                changed.push(format!("{table}: {} rows are new or changed", left.len()));
            }
        }
        changed
    }
}

/// Of a row the columns that another one has as well. Columns that are gone are the shape's business.
fn of_columns(row: &Cells, other: Option<&Cells>) -> Cells {
    let common = |column: &String| other.is_none_or(|other| other.contains_key(column));
    row.iter()
        .filter(|(column, _)| common(column))
        .map(|(column, cell)| (column.clone(), cell.clone()))
        .collect()
}
