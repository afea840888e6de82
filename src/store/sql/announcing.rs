//! Which process empties the outbox. Two at a time would each do what is right by what they read, and an edit that one of them
//! holds back could land on a newer one of the other.

use sqlx::{AnyConnection, Connection, Executor};
use tokio::sync::Mutex;

use super::Shared;
use crate::store::Outcome;

/// A connection of its own: PostgreSQL lets go of what it locked as soon as it ends, however the process does.
pub(super) type Announcing = Mutex<Option<AnyConnection>>;

impl Shared {
    /// Whether it is this one. A SQLite file has one process that serves it.
    pub(super) async fn announces(&self) -> Outcome<bool> {
        let Some(question) = self.dialect.announcing() else { return Ok(true) };
        let mut held = self.announcing.lock().await;
        if let Some(connection) = held.as_mut()
            && connection.ping().await.is_ok()
        {
            return Ok(true);
        }
        *held = None;
        let mut connection = AnyConnection::connect_with(&self.readers.connect_options()).await?;
        connection.execute(self.dialect.greeting()).await?;
        let is_free: i64 = sqlx::query_scalar(question).fetch_one(&mut connection).await?;
        if is_free == 0 {
            connection.close().await?;
            return Ok(false);
        }
        *held = Some(connection);
        Ok(true)
    }
}
