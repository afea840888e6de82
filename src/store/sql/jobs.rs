//! What is done when a day or a period begins: judging tiers, opening periods.

use async_trait::async_trait;
use chrono::TimeDelta;

use super::acting::{Acting, NewRecord, act_time};
use super::evaluation::{DayJudged, Picture};
use super::rows::day_number;
use super::tiers::Because;
use super::{Shared, SqlStore};
use crate::points::ids::GroupId;
use crate::points::standing::program_day;
use crate::store::{Evaluated, Jobs, Outcome};

/// Groups for which a period is opened in one transaction: awards wait for it.
const GROUPS_AT_ONCE: i64 = 100;

/// Active groups that have nothing in the period which contains `$1`, or in a later one.
pub(super) const UNOPENED: &str = "
SELECT g.id FROM user_group g
 WHERE g.state = 'active' AND NOT EXISTS (SELECT 1 FROM allocation a JOIN period p ON p.id = a.period_id
                                           WHERE a.group_id = g.id AND p.ends_at > $1)
 ORDER BY g.id LIMIT $2";

/// Whether the leaders of group `g` have a channel to themselves: neither an active group, which would be of that server, nor the
/// program says something to all in it.
macro_rules! leaders_alone {
    () => {
        "g.leaders_channel IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM user_group x WHERE x.server = g.server AND x.state = 'active'
                      AND g.leaders_channel IN (x.shout_out_channel, x.requests_channel))
   AND NOT EXISTS (SELECT 1 FROM program p WHERE g.leaders_channel IN (p.announcements_channel, p.requests_channel))"
    };
}
pub(super) use leaders_alone;

/// Reminders that are due in period `$1`: of groups with a channel for their leaders alone and more than `$2` points left,
/// at `$3`. Each hangs on the record that opened the period for the group.
const REMIND: &str = concat!(
    "
INSERT INTO outbox (purpose, record_id, audience, group_id, due_at)
SELECT 'reminder', r.id, 'leaders', a.group_id, $3
  FROM record r JOIN allocation a ON a.group_id = r.group_id AND a.period_id = r.period_id
  JOIN user_group g ON g.id = a.group_id AND g.state = 'active' AND ",
    leaders_alone!(),
    "
 WHERE r.kind = 'period' AND r.period_id = $1 AND a.base + a.granted + a.carried - a.reserved - a.spent > $2
   AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.record_id = r.id AND o.purpose = 'reminder')"
);

/// What could not be told of points that have lapsed by now, in a period before `$1`, is told no more.
const PAST: &str = "
UPDATE outbox SET state = 'cancelled'
 WHERE state = 'failed' AND purpose = 'reminder'
   AND EXISTS (SELECT 1 FROM record r WHERE r.id = outbox.record_id AND r.period_id <> $1)";

#[async_trait]
impl Jobs for SqlStore {
    async fn evaluate(&self) -> Outcome<Evaluated> {
        self.shared.evaluate().await
    }

    async fn open_periods(&self) -> Outcome<usize> {
        let mut opened = 0;
        loop {
            let mut acting = self.shared.begin().await?;
            match acting.open_allocations().await? {
                0 => return Ok(opened),
                some => opened += some,
            }
            acting.commit().await?;
        }
    }

    async fn remind_leaders(&self) -> Outcome<u64> {
        let allocation = self.shared.rules.allocation();
        let Some(days) = allocation.remind_days() else { return Ok(0) };
        let mut acting = self.shared.begin().await?;
        let (period, bounds) = acting.period().await?;
        let past = sqlx::query(PAST).bind(period).execute(acting.connection()).await?.rows_affected();
        if acting.now < bounds.end() - TimeDelta::days(days.into()) {
            if past > 0 {
                acting.commit().await?;
            }
            return Ok(0);
        }
        let due = acting.clock.timestamp_millis();
        let reminded = sqlx::query(REMIND)
            .bind(period)
            .bind(allocation.carry_over().get())
            .bind(due)
            .execute(acting.connection())
            .await?;
        acting.commit().await?;
        Ok(reminded.rows_affected())
    }
}

impl Shared {
    /// What has to be judged is read before the lock is taken, and again under it only if somebody acted in between:
    /// nobody waits while much is read.
    pub(super) async fn evaluate(&self) -> Outcome<Evaluated> {
        let mut picture = {
            let mut moment = self.readers.begin_with(self.dialect.snapshot()).await?;
            let now = act_time(&mut moment, (self.clock)()).await?;
            Picture::read(&mut moment, &self.rules, now).await?
        };
        let mut done = Evaluated::default();
        while picture.next_day().is_some() {
            let mut acting = self.begin().await?;
            let today = program_day(&self.rules, acting.now);
            if today != picture.until || acting.newest_record().await? != picture.as_of {
                let now = acting.now;
                picture = Picture::read(acting.connection(), &self.rules, now).await?;
            }
            let Some(day) = picture.next_day() else { break };
            let judged = picture.judge(day)?;
            picture.as_of = acting.write_day(&judged).await?;
            acting.commit().await?;
            done.days += 1;
            done.changes += judged.changes.len();
        }
        Ok(done)
    }
}

impl Acting<'_> {
    /// Writes a judged day down; the ledger's newest record then.
    async fn write_day(&mut self, judged: &DayJudged) -> Outcome<i64> {
        let day = day_number(judged.day);
        let record = NewRecord {
            kind: "evaluation",
            at: self.now,
            rules: Some(judged.rules),
            day: Some(day),
            ..NewRecord::default()
        };
        let cause = self.append(record).await?;
        let because = Because { at: self.now, cause, group: None, rules: judged.rules };
        let records = self.hold(&judged.changes, &because).await?;
        let rises: Vec<_> = judged.rises.iter().map(|place| records[*place]).collect();
        self.announce_tiers(&rises).await?;
        for place in &judged.warnings {
            self.tell("warning", records[*place], "staff", None).await?;
        }
        sqlx::query("UPDATE program SET evaluated_day = $1, evaluated_rules = $2")
            .bind(day)
            .bind(judged.rules)
            .execute(self.connection())
            .await?;
        self.newest_record().await
    }

    /// Opens the periods that have begun for some of the groups that haven't done anything in them; how many groups.
    pub(super) async fn open_allocations(&mut self) -> Outcome<usize> {
        let groups: Vec<i64> = sqlx::query_scalar(UNOPENED)
            .bind(self.now.timestamp_millis())
            .bind(GROUPS_AT_ONCE)
            .fetch_all(self.connection())
            .await?;
        for group in &groups {
            self.allocation(GroupId::from_raw(*group)).await?;
        }
        Ok(groups.len())
    }
}
