//! Which process empties the outbox. Two at a time would each do what is right by what they read, and an edit that one of them
//! holds back could land on a newer one of the other.

use std::io::ErrorKind;
use std::time::Duration;

use sqlx::{AnyConnection, Connection, Executor};
use tokio::sync::Mutex;

use super::Shared;
use crate::store::{Announces, Outcome};

/// A connection of its own, and whether it has the lock: PostgreSQL lets go of that as soon as the connection ends, however the
/// process does.
pub(super) type Announcing = Mutex<Option<(AnyConnection, bool)>>;

/// How long the server may take to say who has the lock. One that vanished never says anything, and nobody else would tell what is
/// due meanwhile.
const SAYS_WITHIN: Duration = Duration::from_secs(5);

impl Shared {
    pub(super) async fn announces(&self) -> Outcome<Announces> {
        let Some(question) = self.dialect.announcing() else { return Ok(Announces::Alone) };
        let mut kept = self.announcing.lock().await;
        // Kept again when nothing was wrong with it.
        let asked = self.ask_for_the_lock(kept.take(), question);
        let (connection, has_lock) = tokio::time::timeout(SAYS_WITHIN, asked)
            .await
            .map_err(|_| sqlx::Error::Io(ErrorKind::TimedOut.into()))??;
        *kept = Some((connection, has_lock));
        Ok(if has_lock { Announces::BesideOthers } else { Announces::Another })
    }

    async fn ask_for_the_lock(
        &self,
        known: Option<(AnyConnection, bool)>,
        question: &'static str,
    ) -> Result<(AnyConnection, bool), sqlx::Error> {
        let (mut connection, has_lock) = match known {
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
        Ok((connection, has_lock))
    }
}
