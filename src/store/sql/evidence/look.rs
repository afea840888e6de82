//! A database's log without a store: nothing is migrated, no rules are taken over, and a bot may run on it meanwhile.

use super::RecordLog;
use crate::points::ids::{GroupId, PartnerId};
use crate::store::sql::open::{Place, READERS};
use crate::store::{Clock, Outcome, StoreFault};

impl RecordLog {
    /// Opens the log of the database at `url`, which must be there and of this version's shape.
    ///
    /// # Errors
    /// [`StoreFault::Open`].
    pub async fn open(url: &str, clock: Clock) -> Result<Self, StoreFault> {
        sqlx::any::install_default_drivers();
        let place = Place::existing(url)?;
        place.try_it().await.map_err(|error| place.fault(&error))?;
        let readers = place.pool(READERS).connect_lazy_with(place.options.clone());
        let writer = place.pool(1).connect_lazy_with(place.options.clone());
        let step = place.step(&readers).await?;
        if step != Some(place.dialect.newest_step()) {
            return Err(place.of_another_version(step.unwrap_or(0)));
        }
        Ok(Self { dialect: place.dialect, readers, writer, clock })
    }

    /// Lets the database go.
    pub async fn close(&self) {
        self.writer.close().await;
        self.readers.close().await;
    }

    /// The groups that are called so, or have this number.
    ///
    /// # Errors
    /// Trouble of the database.
    pub async fn groups_called(&self, name: &str) -> Outcome<Vec<GroupId>> {
        let found = [
            "SELECT id FROM user_group WHERE CAST(id AS TEXT) = $1",
            "SELECT id FROM user_group WHERE name = $1",
        ];
        Ok(self.called(found, name).await?.into_iter().map(GroupId::from_raw).collect())
    }

    /// The partners that are called so, or have this number.
    ///
    /// # Errors
    /// Trouble of the database.
    pub async fn partners_called(&self, name: &str) -> Outcome<Vec<PartnerId>> {
        let found =
            ["SELECT id FROM partner WHERE CAST(id AS TEXT) = $1", "SELECT id FROM partner WHERE name = $1"];
        Ok(self.called(found, name).await?.into_iter().map(PartnerId::from_raw).collect())
    }

    /// By number first: a name that is another's number is still found by its own.
    async fn called(&self, [number, called]: [&'static str; 2], name: &str) -> Result<Vec<i64>, sqlx::Error> {
        let found: Vec<i64> = sqlx::query_scalar(number).bind(name).fetch_all(&self.readers).await?;
        if !found.is_empty() {
            return Ok(found);
        }
        sqlx::query_scalar(called).bind(name).fetch_all(&self.readers).await
    }
}
