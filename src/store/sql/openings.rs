//! Opening balances: companies that a running program brings, made where they aren't there, and what they have.

use async_trait::async_trait;
use chrono::NaiveDate;
use serde_json::json;
use sqlx::Row;

use super::SqlStore;
use super::acting::{Acting, NewRecord};
use super::rows::{self, day_number};
use super::tiers::{Because, TierChange};
use crate::points::Points;
use crate::points::award::PartnerState;
use crate::points::company;
use crate::points::evaluation::Held;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::opening::{self, OpeningRequest, OpeningState};
use crate::points::refusal::Refusal;
use crate::points::standing::{OpeningBalance, Standing, program_day};
use crate::points::text::search_key;
use crate::store::{AllOpened, Arrival, Failure, Opened, OpeningOrder, Openings, Outcome};

/// A company of that name, and whether it brought something before.
const KNOWN: &str = "
SELECT p.id, p.state, (SELECT n.name FROM partner n WHERE n.id = p.root AND p.root <> p.id) AS merged_into,
       CAST(EXISTS (SELECT 1 FROM record r WHERE r.partner_id = p.id AND r.kind = 'opening') AS INTEGER) AS already
  FROM partner p WHERE p.name_key = $1";

/// Where a company stands before its order.
struct Known {
    id: PartnerId,
    state: PartnerState,
    merged_into: Option<String>,
    already: bool,
}

#[async_trait]
impl Openings for SqlStore {
    async fn open(&self, orders: &[OpeningOrder]) -> Outcome<AllOpened> {
        // Days before today are judged without what is brought today.
        self.shared.evaluate().await?;
        let mut acting = self.shared.begin().await?;
        let opened = acting.open_all(orders).await?;
        if opened.is_ok() {
            acting.commit().await?;
        }
        Ok(opened)
    }

    async fn rehearse(&self, orders: &[OpeningOrder]) -> Outcome<AllOpened> {
        self.shared.begin().await?.open_all(orders).await
    }
}

impl Acting<'_> {
    async fn open_all(&mut self, orders: &[OpeningOrder]) -> Outcome<AllOpened> {
        let (mut opened, mut refused) = (Vec::with_capacity(orders.len()), Vec::new());
        for (place, order) in orders.iter().enumerate() {
            match self.open_one(order).await {
                Ok(one) => opened.push(one),
                Err(Failure::Refused(refusal)) => refused.push((place, refusal)),
                Err(fault) => return Err(fault),
            }
        }
        Ok(if refused.is_empty() { Ok(opened) } else { Err(refused) })
    }

    async fn open_one(&mut self, order: &OpeningOrder) -> Outcome<Opened> {
        if let Some(record) = self.made_before(&order.act).await? {
            let partner = self.partner_of(record).await?;
            let tier = partner.tier;
            return Ok(Opened {
                partner: partner.id,
                name: partner.name,
                arrival: Arrival::Before,
                points: order.points,
                tier_before: tier.clone(),
                tier,
            });
        }
        let known = self.known(order).await?;
        let (arrival, known, approval) = match known {
            Some(known) => (Arrival::Known, known, None),
            None => {
                let (known, approval) = self.take_in(order).await?;
                (Arrival::New, known, Some(approval))
            }
        };
        let before = self.held(known.id).await?;
        let held = match approval {
            _ if order.has_balance() => self.bring(order, &known, before.clone()).await?,
            Some(approval) => self.judge_newcomer(known.id, approval).await?,
            None => before.clone(),
        };
        let tier = |held: Option<Held>| held.map(|held| held.tier);
        let name = self.partner(known.id).await?.name;
        let (tier_before, tier) = (tier(before), tier(held));
        Ok(Opened { partner: known.id, name, arrival, points: order.points, tier_before, tier })
    }

    async fn known(&mut self, order: &OpeningOrder) -> Outcome<Option<Known>> {
        let row = sqlx::query(KNOWN)
            .bind(search_key(order.name.as_str()))
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Known {
            id: PartnerId::from_raw(row.get("id")),
            state: rows::partner_state(row.get("state"))?,
            merged_into: row.get("merged_into"),
            already: rows::flag(&row, "already"),
        }))
    }

    /// Makes a company and approves it, by nobody but the program; its approval.
    async fn take_in(&mut self, order: &OpeningOrder) -> Outcome<(Known, RecordId)> {
        let id = self.add_partner(&order.name, order.website.as_ref(), &order.description).await?;
        let at = self.now;
        let nominated = NewRecord {
            kind: "partner-nominated",
            at,
            partner: Some(id),
            // Where there is a balance, that is what happens once.
            act: (!order.has_balance()).then_some(&order.act),
            detail: Some(json!({ "name": order.name.as_str() })),
            text: Some(order.description.as_str()),
            ..NewRecord::default()
        };
        let nominated = self.append(nominated).await?;
        let kind = "partner-approved";
        let approved =
            NewRecord { kind, at, partner: Some(id), cause: Some(nominated), ..NewRecord::default() };
        let approved = self.append(approved).await?;
        sqlx::query("UPDATE partner SET state = 'active' WHERE id = $1")
            .bind(id.get())
            .execute(self.connection())
            .await?;
        if let Some(representative) = order.representative {
            self.add_representative(id, representative, None, Some(approved), None).await?;
        }
        Ok((Known { id, state: PartnerState::Active, merged_into: None, already: false }, approved))
    }

    /// A company that brings nothing gets what an approval gives.
    async fn judge_newcomer(&mut self, id: PartnerId, approval: RecordId) -> Outcome<Option<Held>> {
        let standing = Standing::default();
        let judged = company::approve(self.rules(), true, PartnerState::Nominated, &standing)?;
        let moved = (judged.tier.as_ref(), false);
        let change = TierChange::of_act(self.rules(), id, None, moved, &standing, self.now);
        self.hold_for(change, approval).await
    }

    /// The balance: its record, what counts of it, and the tier.
    async fn bring(
        &mut self,
        order: &OpeningOrder,
        known: &Known,
        before: Option<Held>,
    ) -> Outcome<Option<Held>> {
        if let Some(group) = order.group {
            self.group(group).await?;
        }
        let balance = OpeningBalance {
            day: order.day.unwrap_or_else(|| program_day(self.rules(), self.now)),
            points: order.points,
            contribution: order.contribution.clone(),
            group: order.group,
        };
        // Days are kept as whole numbers from this one on.
        let (day, oldest) = (balance.day, NaiveDate::default());
        if day < oldest {
            return Err(Refusal::DayTooOld { day, oldest }.into());
        }
        let state = OpeningState {
            // Whoever may write to the database of the program is its staff.
            staff: true,
            partner: known.state,
            merged_into: known.merged_into.clone(),
            already: known.already,
            held: before.clone(),
            standing: self.standing_of(known.id).await?,
            cell: self.cell_of(known.id, &balance).await?,
        };
        let request = OpeningRequest { balance, tier: order.tier.clone() };
        let decision = opening::decide(self.rules(), &state, &request, self.now)?;
        let balance = &request.balance;
        let record = NewRecord {
            kind: "opening",
            at: decision.at,
            partner: Some(known.id),
            group: balance.group,
            contribution: balance.contribution.as_ref(),
            day: Some(day_number(balance.day)),
            points: Some(balance.points.get()),
            act: Some(&order.act),
            detail: Some(json!({ "tier": request.tier })),
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        self.count(known.id, balance).await?;
        if decision.held == before {
            return Ok(before);
        }
        let change = TierChange::new(known.id, before.as_ref(), decision.held, &decision.standing);
        self.hold_for(Some(change), record).await
    }

    async fn hold_for(&mut self, change: Option<TierChange>, cause: RecordId) -> Outcome<Option<Held>> {
        let Some(change) = change else { return Ok(None) };
        let because = Because { at: self.now, cause, group: None, rules: self.rules_record() };
        self.hold(std::slice::from_ref(&change), &because).await?;
        Ok(change.held().cloned())
    }

    /// What the company has in the balance's cell.
    async fn cell_of(&mut self, partner: PartnerId, balance: &OpeningBalance) -> Outcome<Points> {
        let Some(cell) = balance.cell() else { return Ok(Points::ZERO) };
        let points: Option<i64> = sqlx::query_scalar(
            "SELECT points FROM standing WHERE partner_id = $1 AND day = $2 AND contribution = $3 AND group_id = $4",
        )
        .bind(partner.get())
        .bind(day_number(cell.day))
        .bind(cell.contribution.as_str())
        .bind(cell.group.get())
        .fetch_optional(self.connection())
        .await?;
        Ok(rows::points(points.unwrap_or(0))?)
    }

    /// Adds the points to what is counted: to their cell, or beside all cells where they have none.
    async fn count(&mut self, partner: PartnerId, balance: &OpeningBalance) -> Outcome<()> {
        if balance.points == Points::ZERO {
            return Ok(());
        }
        let text = match balance.cell() {
            Some(_) => {
                "INSERT INTO standing (partner_id, day, points, contribution, group_id) VALUES ($1, $2, $3, $4, $5) \
                 ON CONFLICT (partner_id, day, contribution, group_id) DO UPDATE SET points = standing.points + excluded.points"
            }
            None => {
                "INSERT INTO opening (partner_id, day, points, contribution, group_id) VALUES ($1, $2, $3, $4, $5)"
            }
        };
        sqlx::query(text)
            .bind(partner.get())
            .bind(day_number(balance.day))
            .bind(balance.points.get())
            .bind(balance.contribution.as_ref().map(ContributionId::as_str))
            .bind(balance.group.map(GroupId::get))
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
