//! Which process empties the outbox. Two at a time would each do what is right by what they read, and an edit that one of them
//! holds back could land on a newer one of the other.

use sqlx::{AnyConnection, Connection, Executor};
use tokio::sync::Mutex;

use super::Shared;
use crate::store::{Announces, Outcome};

/// A connection of its own, and whether it has the lock: PostgreSQL lets go of that as soon as the connection ends, however the
/// process does.
pub(super) type Announcing = Mutex<Option<(AnyConnection, bool)>>;

impl Shared {
    pub(super) async fn announces(&self) -> Outcome<Announces> {
        let Some(question) = self.dialect.announcing() else { return Ok(Announces::Alone) };
        let mut kept = self.announcing.lock().await;
        // Kept again when nothing was wrong with it.
        let (mut connection, has_lock) = match kept.take() {
            Some(known) => known,
            None => {
                let mut new = AnyConnection::connect_with(&self.readers.connect_options()).await?;
                new.execute(self.dialect.greeting()).await?;
                (new, false)
            }
        };
        let has_lock = match has_lock {
            true => connection.ping().await.map(|()| true)?,
            false => sqlx::query_scalar::<_, i64>(question).fetch_one(&mut connection).await? == 1,
        };
        *kept = Some((connection, has_lock));
        Ok(if has_lock { Announces::BesideOthers } else { Announces::Another })
    }
}
