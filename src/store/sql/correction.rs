//! Putting an award right: taking it back and giving it as it should have been, in one act; or telling it in other words.

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::Row;

use super::SqlStore;
use super::acting::{Acting, NewRecord};
use super::award_alone::AwardLine;
use super::award_receipt::Before;
use super::award_row::AwardRow;
use super::given::read_given;
use super::kin::kin;
use super::rows::{self, day_number};
use crate::points::Points;
use crate::points::amendment::{self, AmendmentState};
use crate::points::award::{self, AwardDecision};
use crate::points::correction::{self, CorrectionDecision, CorrectionRequest, CorrectionState, Receiver};
use crate::points::evaluation::Held;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::reversal::{ReversalState, Reverser};
use crate::store::{Corrected, CorrectionOrder, Corrections, GivenAward, GroupState, Outcome, Partner};

#[async_trait]
impl Corrections for SqlStore {
    async fn given_award(&self, award: RecordId) -> Outcome<Option<GivenAward>> {
        let given = read_given(&mut *self.shared.readers.acquire().await?, award).await?;
        Ok(given.map(|(given, _)| given))
    }

    async fn correct(&self, order: CorrectionOrder) -> Outcome<Corrected> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&order.act).await? {
            return acting.corrected(record).await;
        }
        let award = acting.award(order.award).await?.ok_or(Refusal::UnknownRecord)?;
        // Companies that are one are one here as well: the award stays with the one that it was given to.
        let one = kin(acting.connection(), award.partner).await?.contains(&order.partner);
        let order = match one {
            true => CorrectionOrder { partner: award.partner, ..order },
            false => order,
        };
        let same = (order.partner, order.points, &order.contribution, order.day)
            == (award.partner, award.points, &award.contribution, award.day);
        let record = match same {
            true => acting.amend(&award, &order).await?,
            false => acting.replace(&award, &order).await?,
        };
        let corrected = acting.corrected(record).await?;
        acting.commit().await?;
        Ok(corrected)
    }
}

/// What the record of a correction or of an amendment says beside its columns.
#[derive(Deserialize)]
struct Told {
    remaining: Option<i64>,
}

/// The company that gets an award in the place of another one.
struct Other {
    partner: Partner,
    held: Option<Held>,
    receiver: Receiver,
}

impl Acting<'_> {
    /// What a correction or an amendment came to.
    async fn corrected(&mut self, record: RecordId) -> Outcome<Corrected> {
        let row = sqlx::query(
            "SELECT r.kind, r.detail, COALESCE((SELECT a.id FROM record a WHERE a.cause = r.id AND a.kind = 'award'), r.cause) \
             AS award FROM record r WHERE r.id = $1",
        )
        .bind(record.get())
        .fetch_one(self.connection())
        .await?;
        let told: Told = rows::detail(&row)?;
        let award = RecordId::from_raw(row.get("award"));
        let words_only = row.get::<&str, _>("kind") == "amendment";
        let (award, _) = read_given(self.connection(), award).await?.ok_or(Refusal::UnknownRecord)?;
        Ok(Corrected { award, words_only, remaining: told.remaining })
    }

    /// Other words for the reason: a record of their own; the message that is out is drawn anew.
    async fn amend(&mut self, award: &AwardRow, order: &CorrectionOrder) -> Outcome<RecordId> {
        let (given, _) = read_given(self.connection(), award.record).await?.ok_or(Refusal::UnknownRecord)?;
        let state = AmendmentState {
            awarded_at: award.awarded_at,
            reversed: award.already,
            awarded_by_me: award.by == Some(order.by),
            leads: self.leads(award.group, order.by, &order.roles).await?,
            staff: order.staff,
            same_words: given.reason.as_deref() == Some(order.reason.as_str()),
        };
        let at = self.now;
        amendment::decide(self.rules(), &state, role(order), at)?;
        let actor = self.person(order.by).await?;
        let record = self
            .append(NewRecord {
                kind: "amendment",
                at,
                actor: Some(actor),
                group: Some(award.group),
                partner: Some(award.partner),
                cause: Some(award.record),
                act: Some(&order.act),
                detail: Some(json!({ "staff": order.staff })),
                text: Some(order.reason.as_str()),
                ..NewRecord::default()
            })
            .await?;
        self.redraw_all(award.record).await?;
        Ok(record)
    }

    /// The award as it should have been, in the place of the one that is there.
    async fn replace(&mut self, award: &AwardRow, order: &CorrectionOrder) -> Outcome<RecordId> {
        let other = match order.partner == award.partner {
            true => None,
            false => Some(self.other(award, order).await?),
        };
        let state = self.correction_state(award, order, other.as_ref()).await?;
        let request = CorrectionRequest {
            points: Some(order.points),
            contribution: Some(order.contribution.clone()),
            day: Some(order.day),
        };
        let decision = correction::decide(self.rules(), &state, &request, role(order), self.now)?;
        let remaining = state.award.period_open.then(|| decision.allocation.remaining().get());
        let actor = self.person(order.by).await?;
        let correction = self
            .append(NewRecord {
                kind: "correction",
                at: decision.at,
                actor: Some(actor),
                group: Some(award.group),
                partner: Some(award.partner),
                cause: Some(award.record),
                act: Some(&order.act),
                detail: Some(json!({
                    "remaining": remaining, "staff": order.staff, "awarded_at": award.awarded_at.timestamp_millis(),
                })),
                ..NewRecord::default()
            })
            .await?;
        let reversal = NewRecord { cause: Some(correction), ..award.reversal_record(decision.at, actor) };
        let reversal = self.append(reversal).await?;
        self.exchange(award, &decision, order.partner).await?;
        let (partner, at) = (&decision.partner, decision.at);
        let falls = partner.tier.as_ref().is_some_and(|moved| {
            let rank = |tier: &Option<_>| tier.as_ref().map_or(0, |tier| self.rules().rank(tier));
            rank(&moved.to) < rank(&moved.from)
        });
        if falls {
            self.fall(award, (partner.tier.as_ref(), &partner.standing), (at, reversal)).await?;
        }
        self.give_instead(award, order, (&state.award, &decision), (correction, other, falls)).await?;
        Ok(correction)
    }

    async fn correction_state(
        &mut self,
        award: &AwardRow,
        order: &CorrectionOrder,
        other: Option<&Other>,
    ) -> Outcome<CorrectionState> {
        let group = self.group(award.group).await?;
        if group.state == GroupState::Active {
            // What a period carries over was fixed at its end, before anything changes in it.
            self.allocation(award.group).await?;
        }
        let (open, period) = self.period().await?;
        let leads = self.leads(award.group, order.by, &order.roles).await?;
        let standing = self.standing_of(award.partner).await?;
        Ok(CorrectionState {
            award: award.state(standing, open, (order.by, leads, order.staff)),
            group_active: group.state == GroupState::Active,
            group_timezone: group.timezone,
            next_period: period.end(),
            represents: self.represents(award.partner, order.by).await?,
            warned: award.held.as_ref().is_some_and(|held| held.warned_until.is_some()),
            given_to_partner: self.share(award, award.partner).await?,
            cell: self.cell(award.group, order).await?,
            other: other.map(|other| other.receiver.clone()),
        })
    }

    async fn other(&mut self, award: &AwardRow, order: &CorrectionOrder) -> Outcome<Other> {
        let partner = self.partner(order.partner).await?;
        let held = self.held(order.partner).await?;
        let receiver = Receiver {
            partner: partner.state,
            merged_into: partner.merged_into.clone(),
            represents: self.represents(order.partner, order.by).await?,
            tier: held.as_ref().map(|held| held.tier.clone()),
            warned: held.as_ref().is_some_and(|held| held.warned_until.is_some()),
            standing: self.standing_of(order.partner).await?,
            given_to_partner: self.share(award, order.partner).await?,
        };
        Ok(Other { partner, held, receiver })
    }

    /// The counters of what is taken back, and what the award in its place spends. Its standing comes with itself.
    async fn exchange(
        &mut self,
        award: &AwardRow,
        decision: &CorrectionDecision,
        receiver: PartnerId,
    ) -> Outcome<()> {
        let (old, new) = (award.points.get(), decision.points.get());
        sqlx::query("UPDATE allocation SET spent = spent - $1 + $2 WHERE group_id = $3 AND period_id = $4")
            .bind(old)
            .bind(new)
            .bind(award.group.get())
            .bind(award.period)
            .execute(self.connection())
            .await?;
        self.take_from_share(award.group, award.period, award.partner, old).await?;
        sqlx::query(
            "INSERT INTO share (group_id, period_id, partner_id, points) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (group_id, period_id, partner_id) DO UPDATE SET points = share.points + excluded.points",
        )
        .bind(award.group.get())
        .bind(award.period)
        .bind(receiver.get())
        .bind(new)
        .execute(self.connection())
        .await?;
        self.take_from_standing(award).await
    }

    /// The award in the place of the other one, by who gave that, and what is told of it: the same shout-out where the
    /// company is the same, and one of its own where it isn't.
    async fn give_instead(
        &mut self,
        award: &AwardRow,
        order: &CorrectionOrder,
        (state, decision): (&ReversalState, &CorrectionDecision),
        (correction, other, falls): (RecordId, Option<Other>, bool),
    ) -> Outcome<()> {
        let (_, [event, link]) =
            read_given(self.connection(), award.record).await?.ok_or(Refusal::UnknownRecord)?;
        let judged = decision.other.as_ref().unwrap_or(&decision.partner);
        let (receiver, held) = match &other {
            Some(other) => (other.partner.state, other.held.as_ref()),
            None => (award.partner_state, award.held.as_ref()),
        };
        let before = Before {
            partner: receiver,
            remaining: state.allocation.remaining(),
            standing: other.as_ref().map_or(&state.standing, |other| &other.receiver.standing).points(),
            tier: held.map(|held| &held.tier),
        };
        let rises = other.is_some() || !falls;
        let given = AwardDecision {
            at: decision.at,
            day: decision.day,
            points: decision.points,
            allocation: decision.allocation,
            standing: judged.standing.clone(),
            tier: judged.tier.clone().filter(|_| rises),
            requalified: judged.requalified && rises,
            shout_out_due: award::shout_out_due(self.rules(), decision.at),
        };
        let line = AwardLine {
            group: award.group,
            partner: order.partner,
            is_now: if other.is_some() { order.partner } else { award.is_now },
            period: award.period,
            contribution: &decision.contribution,
            actor: award.actor,
            cause: correction,
            words: [order.reason.as_str(), &event, &link],
            told: other.is_some(),
        };
        // A fall is written already: what is held since then is what an award could lift.
        let held = if falls && other.is_none() { self.held(award.is_now).await? } else { held.cloned() };
        let record = self.award_alone(&line, &before, held.as_ref(), &given).await?;
        if other.is_some() {
            self.withdraw_shout_out(award.record).await?;
        } else {
            self.hand_over_shout_out(award.record, record).await?;
        }
        Ok(())
    }

    /// What a company has from the award's group out of the award's allocation, with all that are one with it.
    async fn share(&mut self, award: &AwardRow, partner: PartnerId) -> Outcome<Points> {
        let all = self.all_of(partner).await?;
        let points: Option<i64> = sqlx::query_scalar(
            "SELECT CAST(SUM(points) AS BIGINT) FROM share WHERE group_id = $1 AND period_id = $2 \
                AND partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($3))",
        )
        .bind(award.group.get())
        .bind(award.period)
        .bind(all)
        .fetch_one(self.connection())
        .await?;
        Ok(rows::points(points.unwrap_or(0))?)
    }

    /// What the company that gets it has from a group for the corrected contribution on the corrected day.
    async fn cell(&mut self, group: GroupId, order: &CorrectionOrder) -> Outcome<Points> {
        let all = self.all_of(order.partner).await?;
        let points: Option<i64> = sqlx::query_scalar(
            "SELECT CAST(SUM(points) AS BIGINT) FROM standing WHERE day = $2 AND contribution = $3 AND group_id = $4 \
                AND partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))",
        )
        .bind(all)
        .bind(day_number(order.day))
        .bind(order.contribution.as_str())
        .bind(group.get())
        .fetch_one(self.connection())
        .await?;
        Ok(rows::points(points.unwrap_or(0))?)
    }

    /// A company and all that are one with it, as JSON.
    async fn all_of(&mut self, partner: PartnerId) -> Outcome<String> {
        let all = kin(self.connection(), partner).await?;
        Ok(all.into_iter().map(PartnerId::get).collect::<Value>().to_string())
    }
}

fn role(order: &CorrectionOrder) -> Reverser {
    if order.staff { Reverser::Staff } else { Reverser::Leader }
}
