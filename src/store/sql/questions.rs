//! Acts that wait for their person's word.

use async_trait::async_trait;
use chrono::TimeDelta;
use sqlx::Row;

use super::SqlStore;
use crate::store::outside::Account;
use crate::store::{Act, Outcome, Question, QuestionId, Questions};

/// How long a question waits. Discord: a private message is gone from the client long before.
pub(super) const KEPT: TimeDelta = TimeDelta::days(1);

#[async_trait]
impl Questions for SqlStore {
    async fn keep_question(&self, act: &Act, question: &Question) -> Outcome<QuestionId> {
        let mut acting = self.shared.begin().await?;
        let now = acting.clock;
        sqlx::query("DELETE FROM question WHERE at < $1")
            .bind((now - KEPT).timestamp_millis())
            .execute(acting.connection())
            .await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO question (act, account, body, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (act) DO UPDATE SET act = excluded.act RETURNING id",
        )
        .bind(&act.key)
        .bind(question.by.stored())
        .bind(&question.body)
        .bind(now.timestamp_millis())
        .fetch_one(acting.connection())
        .await?;
        acting.commit().await?;
        Ok(QuestionId::from_raw(id))
    }

    async fn question(&self, id: QuestionId) -> Outcome<Option<Question>> {
        let oldest = ((self.shared.clock)() - KEPT).timestamp_millis();
        let row = sqlx::query("SELECT account, body FROM question WHERE id = $1 AND at >= $2")
            .bind(id.get())
            .bind(oldest)
            .fetch_optional(&self.shared.readers)
            .await?;
        Ok(row.map(|row| Question { by: Account::from_stored(row.get("account")), body: row.get("body") }))
    }
}
