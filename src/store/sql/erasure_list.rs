//! The list of those who were erased, from one file of SQLite into another, so that a restored backup forgets them again.

use std::path::Path;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AnyConnection, ConnectOptions, Connection};

use super::dialect::Dialect;
use super::erasure::{read_list, take_list};
use crate::store::{ErasureLine, Failure, Outcome};

/// The list in a file; empty where there is no file, or one from before there were lists. `None`: it can't be read.
pub(super) async fn listed(file: &Path) -> Option<Vec<ErasureLine>> {
    if !file.exists() { Some(Vec::new()) } else { read(file).await.ok() }
}

async fn read(file: &Path) -> Outcome<Vec<ErasureLine>> {
    let mut connection = connect(file).await?;
    let asked = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = 'erasure'";
    let there: i64 = sqlx::query_scalar(asked).fetch_one(&mut connection).await?;
    let list = if there > 0 { read_list(&mut connection).await? } else { Vec::new() };
    connection.close().await?;
    Ok(list)
}

/// Adds to the list in a file, which gets the shape of this version for that.
pub(super) async fn add(file: &Path, list: &[ErasureLine]) -> Outcome<()> {
    let mut connection = connect(file).await?;
    let shaped = Dialect::Sqlite.migrations().run(&mut connection).await;
    shaped.map_err(|error| Failure::Fault(error.into()))?;
    let mut whole = connection.begin().await?;
    take_list(&mut whole, list).await?;
    whole.commit().await?;
    Ok(connection.close().await?)
}

async fn connect(file: &Path) -> Result<AnyConnection, sqlx::Error> {
    sqlx::any::install_default_drivers();
    let options = SqliteConnectOptions::new().filename(file);
    AnyConnection::connect(options.to_url_lossy().as_str()).await
}
