//! How companies hold their tiers: read, and written down when that changes. Each change is a record of kind `tier`, also
//! one that leaves the tier as it is (requalified, warned, no longer warned), and whatever makes it comes through here.

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::acting::Acting;
use super::rows::{self, day_number};
use crate::points::evaluation::{Held, after_act};
use crate::points::ids::{GroupId, PartnerId, RecordId, TierId};
use crate::points::rules::Rules;
use crate::points::standing::{self, Standing};
use crate::points::tier::{Judged, TierMove};
use crate::store::{Outcome, StoreFault};

const HELD: &str = "SELECT tier, tier_since, guaranteed_until, warned_until FROM partner WHERE id = $1";

const RECORDS: &str = "
INSERT INTO record (id, kind, at, rules, partner_id, group_id, cause, detail)
SELECT CAST(t.value ->> 0 AS BIGINT), 'tier', $2, $3, CAST(t.value ->> 1 AS BIGINT), $4, $5, t.value ->> 2
  FROM json_each($1) t ORDER BY t.key";

const COMPANIES: &str = "
UPDATE partner SET tier = t.value ->> 1, tier_since = CAST(t.value ->> 2 AS BIGINT),
       guaranteed_until = CAST(t.value ->> 3 AS BIGINT), warned_until = CAST(t.value ->> 4 AS BIGINT)
  FROM json_each($1) t WHERE partner.id = CAST(t.value ->> 0 AS BIGINT)";

const ANNOUNCED: &str = "
INSERT INTO outbox (purpose, record_id, audience, due_at)
SELECT 'tier', CAST(t.value AS BIGINT), 'announcements', $2 FROM json_each($1) t CROSS JOIN program
 WHERE program.announcements_channel IS NOT NULL ORDER BY t.key";

/// What [`IS_NEWS`] looks at of the tier's record `r`, with `rank` of [`rank_at`].
pub(super) const CHANGE: &str = "JOIN rank high ON high.tier = r.detail ->> 'to'
  LEFT JOIN rank low ON low.tier = r.detail ->> 'from'
  LEFT JOIN record c ON c.id = r.cause";
/// Whether a company rose by what groups gave: what it brought, and what became of it by a merge, is nobody's merit.
pub(super) const IS_NEWS: &str = "high.place > COALESCE(low.place, 0) AND COALESCE(c.kind, '') NOT IN ('opening', 'merge', 'merge-taken-back')";

/// A company's tier moves, or is held in another way from now on.
#[derive(Clone, Debug)]
pub(super) struct TierChange {
    partner: PartnerId,
    from: Option<TierId>,
    held: Option<Held>,
    points: i64,
    groups: usize,
}

/// Where changes of tiers come from.
pub(super) struct Because {
    pub(super) at: DateTime<Utc>,
    /// The record in whose transaction and because of which they are made.
    pub(super) cause: RecordId,
    /// The group whose act it was.
    pub(super) group: Option<GroupId>,
    /// The rules that say so.
    pub(super) rules: i64,
}

/// The part `rank` of a question: what [`ranks`] bound at that parameter.
pub(super) fn rank_at(parameter: &str) -> String {
    format!(
        "rank AS MATERIALIZED (SELECT value ->> 0 AS tier, CAST(value ->> 1 AS BIGINT) AS place FROM json_each({parameter}))"
    )
}

/// The rules' tiers and their ranks, as JSON pairs.
pub(super) fn ranks(rules: &Rules) -> String {
    let pairs = rules.tiers().iter().map(|tier| json!([tier.id(), rules.rank(tier.id())]));
    pairs.collect::<Value>().to_string()
}

/// A company's tier as its row says, in columns of these names.
pub(super) fn read_held(row: &AnyRow) -> Result<Option<Held>, StoreFault> {
    let Some(tier) = rows::tier(row.get("tier"))? else { return Ok(None) };
    let day = |column: &str| row.get::<Option<i64>, _>(column).map(rows::day).transpose();
    let missing = || rows::unreadable("tier that isn't held", &tier);
    Ok(Some(Held {
        since: day("tier_since")?.ok_or_else(missing)?,
        guaranteed_until: day("guaranteed_until")?.ok_or_else(missing)?,
        warned_until: day("warned_until")?,
        tier,
    }))
}

/// How a company holds its tier.
pub(super) async fn held(connection: &mut AnyConnection, partner: PartnerId) -> Outcome<Option<Held>> {
    let row = sqlx::query(HELD).bind(partner.get()).fetch_optional(connection).await?;
    Ok(row.as_ref().map(read_held).transpose()?.flatten())
}

/// A company's id and how it holds its tier, as JSON, in the order of the columns.
pub(super) fn held_json(partner: PartnerId, held: Option<&Held>) -> [Value; 5] {
    let day = |day: Option<NaiveDate>| json!(day.map(day_number));
    [
        json!(partner.get()),
        json!(held.map(|held| held.tier.as_str())),
        day(held.map(|held| held.since)),
        day(held.map(|held| held.guaranteed_until)),
        day(held.and_then(|held| held.warned_until)),
    ]
}

impl TierChange {
    /// The company holds its tier as `held` from now on.
    pub(super) fn new(
        partner: PartnerId,
        before: Option<&Held>,
        held: Option<Held>,
        standing: &Standing,
    ) -> Self {
        let from = before.map(|held| held.tier.clone());
        Self { partner, from, held, points: standing.points().get(), groups: standing.groups() }
    }

    /// What an act at `at` changes, if it changes anything.
    pub(super) fn of_act(
        rules: &Rules,
        partner: PartnerId,
        before: Option<&Held>,
        (moved, requalified): (Option<&TierMove>, bool),
        standing: &Standing,
        at: DateTime<Utc>,
    ) -> Option<Self> {
        if moved.is_none() && !requalified {
            return None;
        }
        let day = standing::program_day(rules, at);
        let held = after_act(rules, before.cloned(), moved, requalified, day);
        Some(Self::new(partner, before, held, standing))
    }

    /// How the tier is held afterwards.
    pub(super) fn held(&self) -> Option<&Held> {
        self.held.as_ref()
    }

    /// What the record says beside who and when.
    pub(super) fn detail(&self) -> Value {
        let [_, to, since, guaranteed_until, warned_until] = held_json(self.partner, self.held());
        json!({
            "from": self.from, "to": to, "points": self.points, "groups": self.groups,
            "since": since, "guaranteed_until": guaranteed_until, "warned_until": warned_until,
        })
    }
}

impl Acting<'_> {
    /// How a company holds its tier.
    pub(super) async fn held(&mut self, partner: PartnerId) -> Outcome<Option<Held>> {
        held(self.connection(), partner).await
    }

    /// Writes changes down, of each company at most one: a record for each, and the companies' rows. The records.
    pub(super) async fn hold(&mut self, changes: &[TierChange], because: &Because) -> Outcome<Vec<RecordId>> {
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        let last = self.newest_record().await?;
        let ids: Vec<i64> = (last + 1..).take(changes.len()).collect();
        let records: Value = ids
            .iter()
            .zip(changes)
            .map(|(id, change)| json!([id, change.partner.get(), change.detail().to_string()]))
            .collect();
        sqlx::query(RECORDS)
            .bind(records.to_string())
            .bind(because.at.timestamp_millis())
            .bind(because.rules)
            .bind(because.group.map(GroupId::get))
            .bind(because.cause.get())
            .execute(self.connection())
            .await?;
        let companies: Value =
            changes.iter().map(|change| json!(held_json(change.partner, change.held()))).collect();
        sqlx::query(COMPANIES).bind(companies.to_string()).execute(self.connection()).await?;
        Ok(ids.into_iter().map(RecordId::from_raw).collect())
    }

    /// Has new tiers told in the program's own channel, where there is one.
    pub(super) async fn announce_tiers(&mut self, records: &[RecordId]) -> Outcome<()> {
        if records.is_empty() {
            return Ok(());
        }
        let records: Value = records.iter().map(|record| record.get()).collect();
        let due = self.clock.timestamp_millis();
        sqlx::query(ANNOUNCED).bind(records.to_string()).bind(due).execute(self.connection()).await?;
        Ok(())
    }

    /// A company rises or requalifies by a decision of staff: a record, and where it rises a word to all. Its tier
    /// afterwards.
    pub(super) async fn lift(
        &mut self,
        partner: PartnerId,
        before: Option<&Held>,
        judged: &Judged,
        cause: RecordId,
    ) -> Outcome<Option<TierId>> {
        let outcome = (judged.tier.as_ref(), judged.requalified);
        let change = TierChange::of_act(self.rules(), partner, before, outcome, &judged.standing, self.now);
        let Some(change) = change else { return Ok(before.map(|held| held.tier.clone())) };
        let because = Because { at: self.now, cause, group: None, rules: self.rules_record() };
        let records = self.hold(std::slice::from_ref(&change), &because).await?;
        if judged.tier.is_some() {
            self.announce_tiers(&records).await?;
        }
        Ok(change.held.map(|held| held.tier))
    }
}
