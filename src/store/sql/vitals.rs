//! How it is with the bot.

use async_trait::async_trait;
use sqlx::Row;

use super::SqlStore;
use super::rows::instant;
use crate::store::{Outcome, StoreFault, Vitals, Watching};

/// As of `$1`. What is settled isn't looked at.
pub(super) const VITALS: &str = "
SELECT (SELECT COALESCE(MAX(id), 0) FROM record) AS records,
       (SELECT COUNT(*) FROM outbox o WHERE o.state = 'waiting' AND o.due_at <= $1) AS due,
       (SELECT MIN(o.due_at) FROM outbox o WHERE o.state = 'waiting' AND o.due_at <= $1) AS due_since,
       (SELECT COUNT(*) FROM outbox o WHERE o.state = 'failed') AS failed,
       (SELECT at FROM head ORDER BY id DESC LIMIT 1) AS sealed_at";

#[async_trait]
impl Watching for SqlStore {
    async fn vitals(&self) -> Outcome<Vitals> {
        let now = (self.shared.clock)().timestamp_millis();
        let row = sqlx::query(VITALS).bind(now).fetch_one(&self.shared.readers).await?;
        let at = |column: &str| row.get::<Option<i64>, _>(column).map(instant).transpose();
        let read = || {
            Ok::<_, StoreFault>(Vitals {
                records: row.get("records"),
                due: row.get("due"),
                due_since: at("due_since")?,
                failed: row.get("failed"),
                sealed_at: at("sealed_at")?,
            })
        };
        Ok(read()?)
    }
}
