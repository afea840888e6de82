//! A table as SQLite describes it, its rows as values, and what a table holds in all.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};
use sqlx::{ColumnIndex, Decode, Row, SqliteConnection, Type};

/// A table as SQLite describes it.
pub(super) struct Table {
    pub(super) name: String,
    /// Names, and whether each is a whole number, a text, or bytes.
    pub(super) columns: Vec<(String, Kind)>,
    pub(super) key: BTreeSet<String>,
    pub(super) needs: BTreeSet<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    Bytes,
}

pub(super) enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// A table's content, whatever the order of its rows: how many, and the sum of their hashes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Content {
    pub(super) rows: u64,
    pub(super) sum: [u64; 4],
}

pub(super) async fn tables(source: &mut SqliteConnection) -> Result<Vec<Table>, sqlx::Error> {
    let names: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema \
          WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx_%'",
    )
    .fetch_all(&mut *source)
    .await?;
    let mut tables = Vec::with_capacity(names.len());
    for name in names {
        let columns: Vec<(String, String, i64)> =
            sqlx::query_as("SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid")
                .bind(&name)
                .fetch_all(&mut *source)
                .await?;
        let needs: Vec<String> = sqlx::query_scalar("SELECT \"table\" FROM pragma_foreign_key_list($1)")
            .bind(&name)
            .fetch_all(&mut *source)
            .await?;
        let key = columns.iter().filter(|(_, _, pk)| *pk > 0).map(|(column, _, _)| column.clone()).collect();
        let kind = |word: &str| match word {
            "TEXT" => Kind::Text,
            "BLOB" => Kind::Bytes,
            _ => Kind::Number,
        };
        let columns = columns.iter().map(|(column, word, _)| (column.clone(), kind(word))).collect();
        let needs = needs.into_iter().filter(|needed| *needed != name).collect();
        tables.push(Table { name, columns, key, needs });
    }
    Ok(tables)
}

/// Each table behind those that its rows name.
pub(super) fn in_order(mut tables: Vec<Table>) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let placed: BTreeSet<&str> = ordered.iter().map(|table| table.name.as_str()).collect();
        let next =
            tables.iter().position(|table| table.needs.iter().all(|needed| placed.contains(needed.as_str())));
        // There is always one, because no tables need each other; if ever some did, the database would refuse the rows.
        ordered.push(tables.remove(next.unwrap_or(0)));
    }
    ordered
}

impl Table {
    pub(super) fn list(&self) -> String {
        self.columns.iter().map(|(column, _)| column.as_str()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn key(&self) -> String {
        self.key.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// In the order of the key, so that rows which name earlier ones of their table find them.
    pub(super) fn read(&self) -> String {
        format!("SELECT {} FROM {} ORDER BY {}", self.list(), self.name, self.key())
    }

    pub(super) fn write(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |number: usize| {
            let marks: Vec<String> =
                (1..=width).map(|column| format!("${}", number * width + column)).collect();
            format!("({})", marks.join(", "))
        };
        let values: Vec<String> = (0..rows).map(row).collect();
        format!("INSERT INTO {} ({}) VALUES {}", self.name, self.list(), values.join(", "))
    }

    /// A row of either database.
    pub(super) fn values<R: Row>(&self, row: &R) -> Vec<Value>
    where
        usize: ColumnIndex<R>,
        for<'r> Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
        for<'r> Option<String>: Decode<'r, R::Database> + Type<R::Database>,
        for<'r> Option<Vec<u8>>: Decode<'r, R::Database> + Type<R::Database>,
    {
        let value = |(position, (_, kind)): (usize, &(String, Kind))| match kind {
            Kind::Number => Value::Number(row.get(position)),
            Kind::Text => Value::Text(row.get(position)),
            Kind::Bytes => Value::Bytes(row.get(position)),
        };
        self.columns.iter().enumerate().map(value).collect()
    }
}

impl Content {
    pub(super) fn add(&mut self, row: &[Value]) {
        let mut hash = Sha256::new();
        for value in row {
            let bytes: Option<Vec<u8>> = match value {
                Value::Number(number) => number.map(|number| number.to_be_bytes().to_vec()),
                Value::Text(text) => text.as_ref().map(|text| text.as_bytes().to_vec()),
                Value::Bytes(bytes) => bytes.clone(),
            };
            // Nothing is not the same as an empty text, and no value lends to the next one.
            hash.update(bytes.as_ref().map_or(u64::MAX, |bytes| bytes.len() as u64).to_be_bytes());
            hash.update(bytes.unwrap_or_default());
        }
        for (sum, part) in self.sum.iter_mut().zip(hash.finalize().chunks_exact(8)) {
            *sum = sum.wrapping_add(part.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)));
        }
        self.rows += 1;
    }
}
