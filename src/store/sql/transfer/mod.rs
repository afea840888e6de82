//! From SQLite to PostgreSQL: all tables, row by row, offline and one way.
//!
//! What tables there are, in which order they depend on one another and what their rows are known by is asked of SQLite,
//! so that no table of a later version is forgotten. All of it is one transaction of the target: a transfer that broke off
//! left nothing, and the same command does it again. Before its end every table of both is read and compared.

mod table;

use std::collections::BTreeMap;
use std::path::Path;

use futures_util::TryStreamExt;
use sqlx::postgres::{PgArguments, PgConnection};
use sqlx::{Arguments, AssertSqlSafe, Connection, Executor, SqliteConnection};

use self::table::{Content, Table, Value, in_order, tables};
use super::backup::{BackupFault, alone, file_of};
use super::dialect::Dialect;

/// Rows in one statement: below PostgreSQL's limit of 65,535 parameters for tables of up to 100 columns.
const ROWS_AT_ONCE: usize = 500;

/// Why a transfer didn't come to its end. The target is as it was then, but for empty tables of this version; so is
/// the source, but for the shape of this version.
#[derive(Debug, thiserror::Error)]
pub enum TransferFault {
    /// The source can't be had.
    #[error(transparent)]
    Source(#[from] BackupFault),
    /// The source can't be brought to this version's shape.
    #[error("the source can't be used: {0}; start this version's bot on it once, and see what that says")]
    SourceShape(sqlx::migrate::MigrateError),
    /// The target isn't one.
    #[error("--to names no PostgreSQL; write it as postgres://USER@HOST/DATABASE")]
    NoTarget,
    /// The target is in use.
    #[error("the target holds a ledger of {0} records already; name an empty database")]
    NotEmpty(i64),
    /// A database refuses or can't be reached.
    #[error("{at}: {problem}; nothing was moved, and the same command does it again once that is mended")]
    Database {
        /// What was under way.
        at: String,
        /// What the database says.
        problem: sqlx::Error,
    },
    /// The target can't be brought to this version's shape.
    #[error("the target can't be prepared: {0}; let its user create tables there")]
    TargetShape(sqlx::migrate::MigrateError),
    /// The two differ after all was copied.
    #[error(
        "table {table} differs after the copy ({source_rows} rows at the source, {target_rows} at the target), so nothing \
         was moved: a fault of Ovation, please report it"
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
    let mut source = hold(&file).await?;
    let tables = in_order(tables(&mut source).await.map_err(at("the source's tables"))?);
    let mut target = PgConnection::connect(to).await.map_err(at("the target"))?;
    Dialect::Postgres.migrations().run(&mut target).await.map_err(TransferFault::TargetShape)?;
    // As an act does, so that no bot and no second transfer writes there meanwhile.
    let mut target = target.begin_with(Dialect::Postgres.begin()).await.map_err(at("the target"))?;
    let there: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM record")
        .fetch_one(&mut *target)
        .await
        .map_err(at("the ledger at the target"))?;
    if there > 0 {
        return Err(TransferFault::NotEmpty(there));
    }
    let mut moved = Transferred::new();
    for table in tables.iter().rev() {
        clear(&mut target, table).await.map_err(at("what the target began with"))?;
    }
    for table in &tables {
        let rows = copy(&mut source, &mut target, table, progress)
            .await
            .map_err(at(&format!("table {}", table.name)))?;
        moved.insert(table.name.clone(), rows);
    }
    for table in &tables {
        go_on_numbering(&mut source, &mut target, table).await.map_err(at("the numbers of new rows"))?;
        compare(&mut source, &mut target, table).await?;
    }
    target.commit().await.map_err(at("the end"))?;
    Ok(moved)
}

fn at(what: &str) -> impl FnOnce(sqlx::Error) -> TransferFault {
    let at = what.to_owned();
    move |problem| TransferFault::Database { at, problem }
}

/// The source, with nobody else at it until the connection ends.
async fn hold(file: &Path) -> Result<SqliteConnection, TransferFault> {
    let mut source = alone(file).await?.ok_or_else(|| BackupFault::NotWhole {
        path: file.to_owned(),
        problem: "SQLite can't read it".to_owned(),
    })?;
    Dialect::Sqlite.migrations().run(&mut source).await.map_err(TransferFault::SourceShape)?;
    Ok(source)
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

/// Removes what the migrations put into a table; its rows come from the source.
async fn clear(target: &mut PgConnection, table: &Table) -> Result<(), sqlx::Error> {
    let count = format!("SELECT COUNT(*) FROM {}", table.name);
    let rows: i64 = sqlx::query_scalar(AssertSqlSafe(count)).fetch_one(&mut *target).await?;
    if rows > 0 {
        target.execute(AssertSqlSafe(format!("DELETE FROM {}", table.name))).await?;
    }
    Ok(())
}

/// Reads a table at both sides.
async fn compare(
    source: &mut SqliteConnection,
    target: &mut PgConnection,
    table: &Table,
) -> Result<(), TransferFault> {
    let mut here = Content::default();
    let mut rows = sqlx::query(AssertSqlSafe(table.read())).fetch(source);
    while let Some(row) = rows.try_next().await.map_err(at("the comparison"))? {
        here.add(&table.values(&row));
    }
    let mut there = Content::default();
    let mut rows = sqlx::query(AssertSqlSafe(table.read())).fetch(target);
    while let Some(row) = rows.try_next().await.map_err(at("the comparison"))? {
        there.add(&table.values(&row));
    }
    if here == there {
        return Ok(());
    }
    let (source_rows, target_rows) = (here.rows, there.rows);
    Err(TransferFault::Differs { table: table.name.clone(), source_rows, target_rows })
}
