//! Taking an award back: the points, the standing, the tier, and what was or is to be told of it.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde_json::json;
use sqlx::Row;

use super::Shared;
use super::acting::{Acting, NewRecord};
use super::award_row::AwardRow;
use super::rows;
use super::tiers::{Because, TierChange};
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::reversal::{self, ReversalDecision, Reverser};
use crate::points::standing::Standing;
use crate::points::tier::TierMove;
use crate::store::outside::Account;
use crate::store::{Outcome, ReversalOrder, Reversed};

/// What a reversal's record keeps of its answer.
#[derive(Deserialize)]
struct Told {
    remaining: Option<i64>,
    #[serde(default)]
    unseen: bool,
}

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
        let state = award.state(standing, open, (order.by, leads, order.staff));
        let decision = reversal::decide(acting.rules(), &state, by, acting.now)?;
        let actor = acting.person(order.by).await?;
        let unseen = acting.withdraw_shout_out(award.record).await?;
        let record = acting.take_back(&award, &decision, actor, &order, unseen).await?;
        acting.unsettle(award.record).await?;
        let fall = (decision.tier.as_ref(), &decision.standing);
        acting.fall(&award, fall, (decision.at, record)).await?;
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

impl Acting<'_> {
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
    pub(super) async fn fall(
        &mut self,
        award: &AwardRow,
        (tier, standing): (Option<&TierMove>, &Standing),
        (at, cause): (DateTime<Utc>, RecordId),
    ) -> Outcome<()> {
        let (rules, held) = (self.rules(), award.held.as_ref());
        let change = TierChange::of_act(rules, award.is_now, held, (tier, false), standing, at);
        let Some(change) = change else { return Ok(()) };
        let because = Because { at, cause, group: Some(award.group), rules: self.rules_record() };
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
