//! Who has seen a note.

use async_trait::async_trait;

use super::SqlStore;
use crate::store::outside::Account;
use crate::store::{ErrandId, Outcome, Sightings};

pub(super) const SEEN_BY: &str =
    "SELECT p.account FROM seen s JOIN person p ON p.id = s.person_id WHERE s.outbox_id = $1";

#[async_trait]
impl Sightings for SqlStore {
    async fn mark_seen(&self, note: ErrandId, by: Account) -> Outcome<Option<Account>> {
        let mut acting = self.shared.begin().await?;
        let person = acting.person(by).await?;
        sqlx::query("INSERT INTO seen (outbox_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(note.get())
            .bind(person)
            .execute(acting.connection())
            .await?;
        let first: Option<i64> =
            sqlx::query_scalar(SEEN_BY).bind(note.get()).fetch_one(acting.connection()).await?;
        acting.commit().await?;
        Ok(first.map(Account::from_stored))
    }

    async fn seen_by(&self, note: ErrandId) -> Outcome<Option<Option<Account>>> {
        let by: Option<Option<i64>> =
            sqlx::query_scalar(SEEN_BY).bind(note.get()).fetch_optional(&self.shared.readers).await?;
        Ok(by.map(|account| account.map(Account::from_stored)))
    }
}
