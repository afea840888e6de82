//! Taking rules over as those in force.

use std::sync::Arc;

use super::Shared;
use super::acting::Acting;
use super::evaluation::kept_rules;
use crate::points::rules::Rules;
use crate::store::Outcome;

/// Has `rules` in force, as `shared` makes a store's inside of rules and their record: by the last record when that says
/// the same, by a new one otherwise. Before a new one all periods that have begun are opened by the rules of before: base
/// and carry-over change with the period that follows.
pub(super) async fn adopt(
    rules: &Arc<Rules>,
    text: &str,
    shared: impl Fn(&Arc<Rules>, i64) -> Shared,
) -> Outcome<Shared> {
    let detail = serde_json::json!({ "toml": text });
    let mut before = shared(rules, 0);
    loop {
        let mut acting = before.begin().await?;
        // Something is written in any case (SQLite begins on a file that may only be read as well), so that a file
        // which can't be written is told now and not at the first award.
        sqlx::query("UPDATE program SET id = id").execute(acting.connection()).await?;
        let last = acting.last_rules().await?;
        if let Some((record, known)) = &last {
            if serde_json::from_str::<serde_json::Value>(known).is_ok_and(|known| known == detail) {
                acting.commit().await?;
                return Ok(shared(rules, *record));
            }
            if before.rules_record != *record {
                drop(acting);
                let former = kept_rules(*record, known).unwrap_or_else(|| Arc::clone(rules));
                before = shared(&former, *record);
                continue;
            }
            if acting.open_allocations().await? > 0 {
                acting.commit().await?;
                continue;
            }
        }
        let record = acting.add_rules(&detail).await?;
        acting.commit().await?;
        tracing::info!(record, "the rules of the program changed");
        return Ok(shared(rules, record));
    }
}

impl Acting<'_> {
    async fn last_rules(&mut self) -> Outcome<Option<(i64, String)>> {
        let last = "SELECT id, detail FROM record WHERE kind = 'rules' ORDER BY id DESC LIMIT 1";
        Ok(sqlx::query_as(last).fetch_optional(self.connection()).await?)
    }

    async fn add_rules(&mut self, detail: &serde_json::Value) -> Outcome<i64> {
        let at = self.now;
        let record = sqlx::query_scalar(
            "INSERT INTO record (id, kind, at, detail) \
             VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM record), 'rules', $1, $2) RETURNING id",
        )
        .bind(at.timestamp_millis())
        .bind(detail.to_string())
        .fetch_one(self.connection())
        .await?;
        Ok(record)
    }
}
