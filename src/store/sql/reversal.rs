//! Taking an award back: the points, the standing, the tier, and what was or is to be told of it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Shared;
use super::acting::{Acting, NewRecord};
use super::rows::{self, instant};
use super::tiers::{Because, TierChange, read_held};
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
use crate::store::{Outcome, ReversalOrder, Reversed, StoreFault};

/// An award as it lies in the ledger, with what is counted of it.
pub(super) struct AwardRow {
    pub(super) record: RecordId,
    pub(super) group: GroupId,
    pub(super) partner: PartnerId,
    /// The company that this one is now: itself, unless it is merged into another one.
    pub(super) is_now: PartnerId,
    pub(super) partner_name: String,
    partner_state: PartnerState,
    held: Option<Held>,
    by: Option<Account>,
    awarded_at: DateTime<Utc>,
    period: i64,
    allocation: Allocation,
    contribution: ContributionId,
    day: chrono::NaiveDate,
    pub(super) points: Points,
    cell: Points,
    already: bool,
}

/// What a reversal's record keeps of its answer.
#[derive(Deserialize)]
struct Told {
    remaining: Option<i64>,
    #[serde(default)]
    unseen: bool,
}

pub(super) const AWARD: &str = "
SELECT r.id, r.group_id, r.partner_id, r.period_id, r.contribution, r.day, r.points, r.at, person.account,
       p.name, n.id AS is_now, n.state, n.tier, n.tier_since, n.guaranteed_until, n.warned_until,
       a.base, a.granted, a.carried, a.reserved, a.spent,
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
 WHERE r.id = $1 AND r.kind = 'award'";

impl Shared {
    pub(super) async fn reverse(&self, order: ReversalOrder) -> Outcome<Reversed> {
        let mut acting = self.begin().await?;
        if let Some(record) = acting.made_before(&order.act).await? {
            return acting.reversed(record).await;
        }
        let award = acting.award(order.award).await?.ok_or(Refusal::UnknownRecord)?;
        let open = acting.period().await?.0;
        let standing = acting.standing_of(award.partner).await?;
        let leads = acting.leads(award.group, order.by, &order.roles).await?;
        let by = if order.staff { Reverser::Staff } else { Reverser::Leader };
        let state = award.state(standing, open, leads, &order);
        let decision = reversal::decide(acting.rules(), &state, by, acting.now)?;
        let actor = acting.person(order.by).await?;
        let unseen = acting.withdraw_shout_out(award.record).await?;
        let record = acting.take_back(&award, &decision, actor, &order, unseen).await?;
        acting.fall(&award, &decision, record).await?;
        acting.commit().await?;
        Ok(Reversed {
            record,
            partner_name: award.partner_name,
            points: award.points.get(),
            remaining: decision.allocation.map(|allocation| allocation.remaining().get()),
            unseen,
        })
    }
}

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
            awarded_at: instant(row.get("at"))?,
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
            last_record_at: None,
            period_open: false,
            allocation: self.allocation,
            partner: self.partner_state,
            tier: self.held.as_ref().map(|held| held.tier.clone()),
            standing,
            cell: self.cell,
        }
    }

    fn state(&self, standing: Standing, open: i64, leads: bool, order: &ReversalOrder) -> ReversalState {
        ReversalState {
            awarded_by_me: self.by == Some(order.by),
            leads,
            staff: order.staff,
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
}

impl Acting<'_> {
    /// An award with what is counted of it.
    pub(super) async fn award(&mut self, record: RecordId) -> Outcome<Option<AwardRow>> {
        let row = sqlx::query(AWARD).bind(record.get()).fetch_optional(self.connection()).await?;
        Ok(row.as_ref().map(AwardRow::read).transpose()?)
    }

    /// What a reversal that was made before answered.
    async fn reversed(&mut self, record: RecordId) -> Outcome<Reversed> {
        let row = sqlx::query(
            "SELECT r.points, r.detail, p.name FROM record r JOIN partner p ON p.id = r.partner_id WHERE r.id = $1",
        )
        .bind(record.get())
        .fetch_one(self.connection())
        .await?;
        let told: Told = rows::detail(&row)?;
        Ok(Reversed {
            record,
            partner_name: row.get("name"),
            points: row.get("points"),
            remaining: told.remaining,
            unseen: told.unseen,
        })
    }

    /// The reversal's record and the counters.
    async fn take_back(
        &mut self,
        award: &AwardRow,
        decision: &ReversalDecision,
        actor: i64,
        order: &ReversalOrder,
        unseen: bool,
    ) -> Outcome<RecordId> {
        let remaining = decision.allocation.map(|allocation| allocation.remaining().get());
        let record = self
            .append(NewRecord {
                act: Some(&order.act),
                text: Some(&order.reason),
                detail: Some(json!({ "remaining": remaining, "staff": order.staff, "unseen": unseen })),
                ..award.reversal_record(decision.at, actor)
            })
            .await?;
        if decision.allocation.is_some() {
            sqlx::query("UPDATE allocation SET spent = spent - $1 WHERE group_id = $2 AND period_id = $3")
                .bind(award.points.get())
                .bind(award.group.get())
                .bind(award.period)
                .execute(self.connection())
                .await?;
            self.take_from_share(award.group, award.period, award.partner, award.points.get()).await?;
        }
        self.take_from_standing(award).await?;
        Ok(record)
    }

    /// What a company has from a group in a period becomes less.
    pub(super) async fn take_from_share(
        &mut self,
        group: GroupId,
        period: i64,
        partner: PartnerId,
        points: i64,
    ) -> Outcome<()> {
        sqlx::query(
            "UPDATE share SET points = points - $1 WHERE group_id = $2 AND period_id = $3 AND partner_id = $4",
        )
        .bind(points)
        .bind(group.get())
        .bind(period)
        .bind(partner.get())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    pub(super) async fn take_from_standing(&mut self, award: &AwardRow) -> Outcome<()> {
        sqlx::query(
            "UPDATE standing SET points = points - $1 WHERE partner_id = $2 AND day = $3 AND contribution = $4 AND group_id = $5",
        )
        .bind(award.points.get())
        .bind(award.partner.get())
        .bind(rows::day_number(award.day))
        .bind(award.contribution.as_str())
        .bind(award.group.get())
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// The tier falls, if it does: a record, and no message. What was to be told of the higher tier is not told.
    async fn fall(&mut self, award: &AwardRow, decision: &ReversalDecision, cause: RecordId) -> Outcome<()> {
        let (rules, held) = (self.rules(), award.held.as_ref());
        let fall = (decision.tier.as_ref(), false);
        let change = TierChange::of_act(rules, award.is_now, held, fall, &decision.standing, decision.at);
        let Some(change) = change else { return Ok(()) };
        let because =
            Because { at: decision.at, cause, group: Some(award.group), rules: self.rules_record() };
        self.hold(std::slice::from_ref(&change), &because).await?;
        self.withdraw_tiers(award, change.held().map(|held| &held.tier)).await
    }

    /// Whether a person leads a group, by themselves or by a role.
    pub(super) async fn leads(
        &mut self,
        group: GroupId,
        by: Account,
        roles: &[crate::store::outside::Role],
    ) -> Outcome<bool> {
        let roles: Vec<i64> = roles.iter().map(|role| role.stored()).collect();
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT group_id FROM leader WHERE group_id = $1 AND ((kind = 'user' AND subject = $2) \
             OR (kind = 'role' AND subject IN (SELECT CAST(value AS BIGINT) FROM json_each($3)))) LIMIT 1",
        )
        .bind(group.get())
        .bind(by.stored())
        .bind(json!(roles).to_string())
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }
}

impl AwardRow {
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
