//! An award as it lies in the ledger, with what has to be known to take it back or to put it right.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::acting::{Acting, NewRecord};
use super::rows::{self, instant};
use super::tiers::read_held;
use crate::points::Points;
use crate::points::allocation::Allocation;
use crate::points::award::PartnerState;
use crate::points::evaluation::Held;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::reversal::{self, ReversalDecision, ReversalState, Reverser};
use crate::points::rules::Rules;
use crate::points::standing::Standing;
use crate::store::outside::Account;
use crate::store::{Outcome, StoreFault};

/// An award as it lies in the ledger, with what is counted of it.
pub(super) struct AwardRow {
    pub(super) record: RecordId,
    pub(super) group: GroupId,
    pub(super) partner: PartnerId,
    /// The company that this one is now: itself, unless it is merged into another one.
    pub(super) is_now: PartnerId,
    pub(super) partner_name: String,
    pub(super) partner_state: PartnerState,
    pub(super) held: Option<Held>,
    pub(super) by: Option<Account>,
    /// The person who gave it.
    pub(super) actor: i64,
    /// When it was given; of one that stands in the place of another, when that one was.
    pub(super) awarded_at: DateTime<Utc>,
    pub(super) period: i64,
    pub(super) allocation: Allocation,
    pub(super) contribution: ContributionId,
    pub(super) day: NaiveDate,
    pub(super) points: Points,
    pub(super) cell: Points,
    pub(super) already: bool,
}

/// When the award in record `r` was given: one that stands in the place of another was given when that one was.
macro_rules! awarded_at {
    () => {
        "COALESCE((SELECT CAST(c.detail ->> 'awarded_at' AS BIGINT) FROM record c WHERE c.id = r.cause AND c.kind = 'correction'), r.at)"
    };
}
pub(super) use awarded_at;

pub(super) const AWARD: &str = concat!(
    "
SELECT r.id, r.group_id, r.partner_id, r.period_id, r.contribution, r.day, r.points, r.actor_id, person.account,
       ",
    awarded_at!(),
    " AS awarded_at,
       p.name, n.id AS is_now, n.state, n.tier, n.tier_since, n.guaranteed_until, n.warned_until, a.base, a.granted, a.carried, a.reserved, a.spent,
       COALESCE((SELECT CAST(SUM(m.points) AS BIGINT) FROM partner f JOIN standing m ON m.partner_id = f.id AND m.day = r.day
                   AND m.contribution = r.contribution AND m.group_id = r.group_id WHERE f.root = p.root), s.points, 0) AS cell,
       CAST(EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id) AS INTEGER) AS already
  FROM record r
  JOIN partner p ON p.id = r.partner_id
  JOIN partner n ON n.id = COALESCE(p.root, p.id)
  JOIN allocation a ON a.group_id = r.group_id AND a.period_id = r.period_id
  JOIN person ON person.id = r.actor_id
  LEFT JOIN standing s ON s.partner_id = r.partner_id AND s.day = r.day AND s.contribution = r.contribution
                      AND s.group_id = r.group_id
 WHERE r.id = $1 AND r.kind = 'award'"
);

impl AwardRow {
    fn read(row: &AnyRow) -> Result<Self, StoreFault> {
        let word: &str = row.get("contribution");
        Ok(Self {
            record: RecordId::from_raw(row.get("id")),
            group: GroupId::from_raw(row.get("group_id")),
            partner: PartnerId::from_raw(row.get("partner_id")),
            is_now: PartnerId::from_raw(row.get("is_now")),
            partner_name: row.get("name"),
            partner_state: rows::partner_state(row.get("state"))?,
            held: read_held(row)?,
            by: row.get::<Option<i64>, _>("account").map(Account::from_stored),
            actor: row.get("actor_id"),
            awarded_at: instant(row.get("awarded_at"))?,
            period: row.get("period_id"),
            allocation: rows::allocation(
                row.get("base"),
                row.get("granted"),
                row.get("carried"),
                row.get("reserved"),
                row.get("spent"),
            )?,
            contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
            day: rows::day(row.get("day"))?,
            points: rows::points(row.get("points"))?,
            cell: rows::points(row.get("cell"))?,
            already: rows::flag(row, "already"),
        })
    }

    /// As nobody in particular would take it back, its period over.
    fn bare(&self, standing: Standing) -> ReversalState {
        ReversalState {
            group: self.group,
            contribution: self.contribution.clone(),
            points: self.points,
            day: self.day,
            awarded_at: self.awarded_at,
            already: self.already,
            awarded_by_me: false,
            leads: false,
            staff: false,
            period_open: false,
            allocation: self.allocation,
            partner: self.partner_state,
            tier: self.held.as_ref().map(|held| held.tier.clone()),
            standing,
            cell: self.cell,
        }
    }

    /// As somebody takes it back, or puts it right, while the period `open` is.
    pub(super) fn state(
        &self,
        standing: Standing,
        open: i64,
        (by, leads, staff): (Account, bool, bool),
    ) -> ReversalState {
        ReversalState {
            awarded_by_me: self.by == Some(by),
            leads,
            staff,
            period_open: self.period == open,
            ..self.bare(standing)
        }
    }

    /// The decision when the company is declined: as staff, whatever the time, and without giving the points back
    /// to their period, because the group gets them as a grant.
    pub(super) fn decide_declined(
        &self,
        rules: &Rules,
        standing: Standing,
        now: DateTime<Utc>,
    ) -> Result<ReversalDecision, Refusal> {
        let state = ReversalState { staff: true, ..self.bare(standing) };
        reversal::decide(rules, &state, Reverser::Staff, now)
    }

    /// The reversal's line, without what asked for it.
    pub(super) fn reversal_record(&self, at: DateTime<Utc>, actor: i64) -> NewRecord<'_> {
        NewRecord {
            kind: "reversal",
            at,
            actor: Some(actor),
            group: Some(self.group),
            partner: Some(self.partner),
            period: Some(self.period),
            contribution: Some(&self.contribution),
            day: Some(rows::day_number(self.day)),
            points: Some(self.points.get()),
            reverses: Some(self.record),
            ..NewRecord::default()
        }
    }
}

impl Acting<'_> {
    /// An award with what is counted of it.
    pub(super) async fn award(&mut self, record: RecordId) -> Outcome<Option<AwardRow>> {
        // No part of the text comes from outside.
        let text = AssertSqlSafe(self.dialect().reading_detail(AWARD));
        let row = sqlx::query(text).bind(record.get()).fetch_optional(self.connection()).await?;
        Ok(row.as_ref().map(AwardRow::read).transpose()?)
    }
}
