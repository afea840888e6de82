//! From SQLite to PostgreSQL: all tables, row by row, offline and one way.
//!
//! What tables there are, in which order they depend on one another and what their rows are known by is asked of SQLite,
//! so that no table of a later version is forgotten. A transfer that broke off is begun again and finishes: rows that are
//! there stay or are set to the same. At its end every table of both is read and compared.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use futures_util::TryStreamExt;
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{Arguments, AssertSqlSafe, ConnectOptions, Connection, Executor, Row, SqliteConnection};

use super::backup::{BackupFault, file_of, release};
use super::dialect::Dialect;

/// Rows in one statement: below PostgreSQL's limit of 65,535 parameters for tables of up to 100 columns.
const ROWS_AT_ONCE: usize = 500;

/// Why a transfer didn't come to its end. The source is never changed.
#[derive(Debug, thiserror::Error)]
pub enum TransferFault {
    /// The source can't be had.
    #[error(transparent)]
    Source(#[from] BackupFault),
    /// The target isn't one.
    #[error("--to names no PostgreSQL; write it as postgres://USER@HOST/DATABASE")]
    NoTarget,
    /// The target holds something else.
    #[error("the target holds another ledger (it differs at record {0} or before); name an empty database")]
    OtherLedger(i64),
    /// A database refuses or can't be reached.
    #[error(
        "{at}: {problem}; nothing was changed at the source, and the same command begins again where it can"
    )]
    Database {
        /// What was under way.
        at: String,
        /// What the database says.
        problem: sqlx::Error,
    },
    /// The target can't be brought to this version's shape.
    #[error("the target can't be prepared: {0}; let its user create tables there")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The two differ after all was copied.
    #[error(
        "table {table} differs after the copy: {source_rows} rows at the source, {target_rows} at the target; begin again with an empty database"
    )]
    Differs {
        /// The table.
        table: String,
        /// Rows at the source.
        source_rows: u64,
        /// Rows at the target.
        target_rows: u64,
    },
}

/// How far a transfer is: the table, rows done, rows in all.
pub type Progress<'a> = &'a (dyn Fn(&str, u64, u64) + Send + Sync);

/// What was moved: each table and its rows.
pub type Transferred = BTreeMap<String, u64>;

/// A table as SQLite describes it.
struct Table {
    name: String,
    /// Names, and whether each is a whole number, a text, or bytes.
    columns: Vec<(String, Kind)>,
    key: BTreeSet<String>,
    needs: BTreeSet<String>,
    append_only: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    Bytes,
}

enum Value {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

/// A table's content, whatever the order of its rows: how many, and the sum of their hashes.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Content {
    rows: u64,
    sum: [u64; 4],
}

/// Moves everything from the file that `from` names to the PostgreSQL that `to` names.
///
/// # Errors
/// [`TransferFault`].
pub async fn transfer(from: &str, to: &str, progress: Progress<'_>) -> Result<Transferred, TransferFault> {
    let file = file_of(from)?;
    if !file.is_file() {
        return Err(BackupFault::Missing(file).into());
    }
    if Dialect::of(to) != Dialect::Postgres {
        return Err(TransferFault::NoTarget);
    }
    let mut target = PgConnection::connect(to).await.map_err(at("the target"))?;
    Dialect::Postgres.migrations().run(&mut target).await?;
    let mut source = hold(&file).await?;
    let tables = in_order(tables(&mut source).await.map_err(at("the source's tables"))?);
    must_be_the_same_ledger(&mut source, &mut target, &tables).await?;
    let mut moved = Transferred::new();
    for table in &tables {
        let rows = copy(&mut source, &mut target, table, progress)
            .await
            .map_err(at(&format!("table {}", table.name)))?;
        moved.insert(table.name.clone(), rows);
    }
    for table in &tables {
        go_on_numbering(&mut source, &mut target, table).await.map_err(at("the numbers of new rows"))?;
    }
    for table in &tables {
        let all = i64::MAX;
        let here = source_content(&mut source, table, all).await.map_err(at("the comparison"))?;
        let there = target_content(&mut target, table, all).await.map_err(at("the comparison"))?;
        if here != there {
            let table = table.name.clone();
            return Err(TransferFault::Differs { table, source_rows: here.rows, target_rows: there.rows });
        }
    }
    Ok(moved)
}

fn at(what: &str) -> impl FnOnce(sqlx::Error) -> TransferFault {
    let at = what.to_owned();
    move |problem| TransferFault::Database { at, problem }
}

/// The source, with nobody else at it until the connection ends.
async fn hold(file: &Path) -> Result<SqliteConnection, TransferFault> {
    release(file).await?;
    let in_use = |_| TransferFault::Source(BackupFault::InUse(PathBuf::from(file)));
    let mut source = SqliteConnectOptions::new().filename(file).connect().await.map_err(at("the source"))?;
    Dialect::Sqlite.migrations().run(&mut source).await?;
    source.execute("BEGIN EXCLUSIVE").await.map_err(in_use)?;
    Ok(source)
}

async fn tables(source: &mut SqliteConnection) -> Result<Vec<Table>, sqlx::Error> {
    let names: Vec<(String, bool)> = sqlx::query_as(
        "SELECT name, EXISTS (SELECT 1 FROM sqlite_schema t WHERE t.type = 'trigger' AND t.tbl_name = s.name) \
           FROM sqlite_schema s WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx_%'",
    )
    .fetch_all(&mut *source)
    .await?;
    let mut tables = Vec::with_capacity(names.len());
    for (name, append_only) in names {
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
        tables.push(Table { name, columns, key, needs, append_only });
    }
    Ok(tables)
}

/// Each table behind those that its rows name.
fn in_order(mut tables: Vec<Table>) -> Vec<Table> {
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let placed: BTreeSet<&str> = ordered.iter().map(|table| table.name.as_str()).collect();
        let next =
            tables.iter().position(|table| table.needs.iter().all(|needed| placed.contains(needed.as_str())));
        // There is always one: no tables need each other, and a test sees to it.
        ordered.push(tables.remove(next.unwrap_or(0)));
    }
    ordered
}

impl Table {
    fn list(&self) -> String {
        self.columns.iter().map(|(column, _)| column.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn key(&self) -> String {
        self.key.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
    }

    /// In the order of the key, so that rows which name earlier ones of their table find them.
    fn read(&self) -> String {
        format!("SELECT {} FROM {} ORDER BY {}", self.list(), self.name, self.key())
    }

    fn write(&self, rows: usize) -> String {
        let width = self.columns.len();
        let row = |number: usize| {
            let marks: Vec<String> =
                (1..=width).map(|column| format!("${}", number * width + column)).collect();
            format!("({})", marks.join(", "))
        };
        let values: Vec<String> = (0..rows).map(row).collect();
        let others: Vec<String> = self
            .columns
            .iter()
            .filter(|(column, _)| !self.append_only && !self.key.contains(column))
            .map(|(column, _)| format!("{column} = excluded.{column}"))
            .collect();
        let known = if others.is_empty() {
            "DO NOTHING".to_owned()
        } else {
            format!("({}) DO UPDATE SET {}", self.key(), others.join(", "))
        };
        format!(
            "INSERT INTO {} ({}) VALUES {} ON CONFLICT {known}",
            self.name,
            self.list(),
            values.join(", ")
        )
    }

    fn values(&self, row: &SqliteRow) -> Vec<Value> {
        let value = |(position, (_, kind)): (usize, &(String, Kind))| match kind {
            Kind::Number => Value::Number(row.get(position)),
            Kind::Text => Value::Text(row.get(position)),
            Kind::Bytes => Value::Bytes(row.get(position)),
        };
        self.columns.iter().enumerate().map(value).collect()
    }
}

async fn copy(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    table: &Table,
    progress: Progress<'_>,
) -> Result<u64, sqlx::Error> {
    let count = format!("SELECT COUNT(*) FROM {}", table.name);
    let all: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *source).await?;
    let all = u64::try_from(all).unwrap_or(0);
    let mut done = 0;
    progress(&table.name, done, all);
    let mut rows = sqlx::query(AssertSqlSafe(table.read())).fetch(&mut *source);
    let mut waiting: Vec<Vec<Value>> = Vec::with_capacity(ROWS_AT_ONCE);
    loop {
        let row = rows.try_next().await?;
        let last = row.is_none();
        waiting.extend(row.map(|row| table.values(&row)));
        if waiting.len() == ROWS_AT_ONCE || (last && !waiting.is_empty()) {
            let text = table.write(waiting.len());
            done += waiting.len() as u64;
            let mut arguments = PgArguments::default();
            for value in waiting.drain(..).flatten() {
                match value {
                    Value::Number(number) => arguments.add(number),
                    Value::Text(text) => arguments.add(text),
                    Value::Bytes(bytes) => arguments.add(bytes),
                }
                .map_err(sqlx::Error::Encode)?;
            }
            sqlx::query_with(AssertSqlSafe(text), arguments).execute(&mut *target).await?;
            progress(&table.name, done, all);
        }
        if last {
            return Ok(done);
        }
    }
}

/// New rows are numbered on behind all that there ever were.
async fn go_on_numbering(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    table: &Table,
) -> Result<(), sqlx::Error> {
    if !table.key.contains("id") {
        return Ok(());
    }
    let ever: Option<i64> = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = $1")
        .bind(&table.name)
        .fetch_optional(&mut *source)
        .await?;
    let text = format!(
        "SELECT setval(s, GREATEST((SELECT COALESCE(MAX(id), 1) FROM {}), $2)) \
           FROM pg_get_serial_sequence($1, 'id') s WHERE s IS NOT NULL",
        table.name
    );
    sqlx::query(AssertSqlSafe(text))
        .bind(&table.name)
        .bind(ever.unwrap_or(1).max(1))
        .execute(&mut *target)
        .await?;
    Ok(())
}

/// A target that has records already must have the source's first ones: then it is a transfer that broke off.
async fn must_be_the_same_ledger(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    tables: &[Table],
) -> Result<(), TransferFault> {
    let Some(record) = tables.iter().find(|table| table.name == "record") else { return Ok(()) };
    let looking = || at("the ledger at the target");
    let newest: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM record")
        .fetch_one(&mut *target)
        .await
        .map_err(looking())?;
    let here = source_content(source, record, newest).await.map_err(looking())?;
    let there = target_content(target, record, newest).await.map_err(looking())?;
    if here == there { Ok(()) } else { Err(TransferFault::OtherLedger(newest)) }
}

async fn source_content(
    source: &mut SqliteConnection,
    table: &Table,
    newest: i64,
) -> Result<Content, sqlx::Error> {
    let mut content = Content::default();
    let mut rows = sqlx::query(AssertSqlSafe(table.until(newest))).fetch(source);
    while let Some(row) = rows.try_next().await? {
        content.add(&table.values(&row));
    }
    Ok(content)
}

async fn target_content(
    target: &mut PgConnection,
    table: &Table,
    newest: i64,
) -> Result<Content, sqlx::Error> {
    let mut content = Content::default();
    let mut rows = sqlx::query(AssertSqlSafe(table.until(newest))).fetch(target);
    while let Some(row) = rows.try_next().await? {
        let value = |(position, (_, kind)): (usize, &(String, Kind))| match kind {
            Kind::Number => Value::Number(row.get(position)),
            Kind::Text => Value::Text(row.get(position)),
            Kind::Bytes => Value::Bytes(row.get(position)),
        };
        content.add(&table.columns.iter().enumerate().map(value).collect::<Vec<_>>());
    }
    Ok(content)
}

impl Table {
    fn until(&self, newest: i64) -> String {
        let list = self.list();
        if newest == i64::MAX {
            format!("SELECT {list} FROM {}", self.name)
        } else {
            format!("SELECT {list} FROM {} WHERE id <= {newest}", self.name)
        }
    }
}

impl Content {
    fn add(&mut self, row: &[Value]) {
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
