//! The digest of a month: that it is to be told, once, to each that asks for it.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use sqlx::Row;

use super::SqlStore;
use super::acting::{Acting, NewRecord, hex};
use super::rows::{self, day_number};
use crate::points::period::{Period, PeriodKind};
use crate::points::rules::Rules;
use crate::store::{Act, Digests, Outcome};

/// The mark, and whether anybody asked.
const ASKED: &str = "
SELECT p.digested, CAST(p.digest = 1 OR EXISTS (SELECT 1 FROM user_group g WHERE g.digest = 1) AS INTEGER) AS anybody
  FROM program p";

/// Record `$1` is told from `$2` on to each group that asked, and to all where the program did.
const TO_GROUPS: &str = "
INSERT INTO outbox (purpose, record_id, audience, group_id, due_at)
SELECT 'digest', CAST($1 AS BIGINT), 'group', g.id, CAST($2 AS BIGINT)
  FROM user_group g WHERE g.state = 'active' AND g.digest = 1 ORDER BY g.id";
const TO_ALL: &str = "
INSERT INTO outbox (purpose, record_id, audience, due_at)
SELECT 'digest', CAST($1 AS BIGINT), 'announcements', CAST($2 AS BIGINT)
  FROM program WHERE digest = 1 AND announcements_channel IS NOT NULL";

/// What the record of a digest says: the newest record from before the month.
#[derive(Serialize, Deserialize)]
pub(super) struct Detail {
    pub(super) after: i64,
}

/// The month that ended last.
pub(super) fn ended_month(rules: &Rules, now: DateTime<Utc>) -> Period {
    let open = Period::containing(PeriodKind::Month, rules.timezone(), now);
    Period::containing(PeriodKind::Month, rules.timezone(), open.start() - TimeDelta::milliseconds(1))
}

/// The first day of a month of the program's.
pub(super) fn first_day(rules: &Rules, month: &Period) -> NaiveDate {
    month.start().with_timezone(&rules.timezone()).date_naive()
}

/// It happens once, whichever replica comes first.
fn act(first: i64) -> Act {
    let key = format!("digest:{first}");
    let hash = hex(&Sha256::digest(&key));
    Act { key, hash }
}

#[async_trait]
impl Digests for SqlStore {
    async fn send_digests(&self) -> Outcome<u64> {
        // Most hours there is nothing to do: that is found out without the writer's lock.
        let row = sqlx::query(ASKED).fetch_one(&self.shared.readers).await?;
        let rules = &self.shared.rules;
        let last = day_number(first_day(rules, &ended_month(rules, (self.shared.clock)())));
        if !rows::flag(&row, "anybody") || row.get::<i64, _>("digested") >= last {
            return Ok(0);
        }
        let mut acting = self.shared.begin().await?;
        let told = acting.send_digests().await?;
        acting.commit().await?;
        Ok(told)
    }
}

impl Acting<'_> {
    async fn send_digests(&mut self) -> Outcome<u64> {
        let month = ended_month(self.rules(), self.now);
        let first = day_number(first_day(self.rules(), &month));
        let digested: i64 =
            sqlx::query_scalar("SELECT digested FROM program").fetch_one(self.connection()).await?;
        // Another replica may have done it meanwhile.
        if digested >= first {
            return Ok(0);
        }
        self.mark_digested(first).await?;
        let act = act(first);
        if self.made_before(&act).await?.is_some() {
            return Ok(0);
        }
        let after = self.newest_before(month.start()).await?;
        let at = self.now;
        let record = NewRecord {
            kind: "digest",
            at,
            day: Some(first),
            act: Some(&act),
            detail: Some(json!(Detail { after })),
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        let mut told = 0;
        for audience in [TO_GROUPS, TO_ALL] {
            let due = self.clock.timestamp_millis();
            let rows = sqlx::query(audience).bind(record.get()).bind(due).execute(self.connection()).await?;
            told += rows.rows_affected();
        }
        Ok(told)
    }

    /// What was before somebody asks first concerns nobody.
    pub(super) async fn begin_digests(&mut self) -> Outcome<()> {
        let row = sqlx::query(ASKED).fetch_one(self.connection()).await?;
        if rows::flag(&row, "anybody") {
            return Ok(());
        }
        let first = first_day(self.rules(), &ended_month(self.rules(), self.now));
        self.mark_digested(day_number(first)).await
    }

    async fn mark_digested(&mut self, first: i64) -> Outcome<()> {
        sqlx::query("UPDATE program SET digested = $1").bind(first).execute(self.connection()).await?;
        Ok(())
    }

    /// The newest record from before a moment, 0 for none: records are numbered in the order of their times.
    async fn newest_before(&mut self, at: DateTime<Utc>) -> Outcome<i64> {
        let (mut before, mut newest) = (0, self.newest_record().await?);
        while before < newest {
            let middle = before + (newest - before + 1) / 2;
            let (id, made): (i64, i64) =
                sqlx::query_as("SELECT id, at FROM record WHERE id >= $1 ORDER BY id LIMIT 1")
                    .bind(middle)
                    .fetch_one(self.connection())
                    .await?;
            if made < at.timestamp_millis() { before = id } else { newest = middle - 1 }
        }
        Ok(before)
    }
}
