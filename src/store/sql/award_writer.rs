//! The queue of awards: those that wait are taken into one transaction, each with its own answer.
//!
//! While one transaction is under way the next orders gather; none waits for a full batch. A refusal of one order
//! leaves the others alone. A fault of the whole transaction, a panic as well, makes each order try again on its
//! own, so that no order spoils another, nor ends the queue.

use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError};

use chrono::{DateTime, Utc};
use futures_util::FutureExt;
use tokio::sync::{mpsc, oneshot};

use super::Shared;
use super::award_load::{CellKey, GroupRow, Load, OrderRow, PartnerRow, load};
use super::award_receipt::Before;
use super::award_save::save;
use super::tiers::TierChange;
use crate::points::Points;
use crate::points::allocation::Allocation;
use crate::points::award::{self, AwardDecision, AwardRequest, AwardState, Decision, Similar};
use crate::points::evaluation::Held;
use crate::points::ids::RecordId;
use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::store::{AwardOrder, Awarded, Given, Outcome, Receipt, ReservationReceipt, Reserved, StoreFault};

/// Orders that may wait before the next caller is held back.
const QUEUE_LENGTH: usize = 1024;
/// Orders taken into one transaction at most: beyond it the gain is small and the first one's wait is long.
const BATCH: usize = 256;

/// The way to the writer's task.
#[derive(Clone)]
pub(super) struct Queue {
    sender: mpsc::Sender<Waiting>,
}

struct Waiting {
    order: AwardOrder,
    answer: oneshot::Sender<Outcome<Awarded>>,
}

/// What was decided in this batch and is to be written.
pub(super) struct Decided<'a> {
    pub(super) order: &'a AwardOrder,
    pub(super) record: RecordId,
    pub(super) what: What,
}

/// What an order has come to.
pub(super) enum What {
    /// An award.
    Award {
        decision: Box<AwardDecision>,
        /// What follows for the company's tier; its record comes right behind that of the award.
        change: Option<TierChange>,
        receipt: Receipt,
        tell_trouble: bool,
    },
    /// Points that are set aside.
    Reservation(ReservationReceipt),
}

/// The first answer to an act.
enum Told {
    Award(Receipt),
    Reservation(ReservationReceipt),
}

impl Queue {
    /// Starts the writer's task; it ends when the last queue is dropped.
    pub(super) fn start(shared: Arc<Shared>) -> Self {
        let (sender, mut receiver) = mpsc::channel::<Waiting>(QUEUE_LENGTH);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(BATCH);
            while receiver.recv_many(&mut batch, BATCH).await > 0 {
                let (orders, answers): (Vec<_>, Vec<_>) =
                    batch.drain(..).map(|waiting| (waiting.order, waiting.answer)).unzip();
                for (outcome, answer) in shared.take(&orders).await.into_iter().zip(answers) {
                    // Who asked may have gone; what was given stays given.
                    let _ = answer.send(outcome);
                }
            }
        });
        Self { sender }
    }

    pub(super) async fn award(&self, order: AwardOrder) -> Outcome<Awarded> {
        let (answer, outcome) = oneshot::channel();
        self.sender.send(Waiting { order, answer }).await.map_err(|_| StoreFault::Closed)?;
        outcome.await.map_err(|_| StoreFault::Closed)?
    }
}

impl Shared {
    async fn take(&self, orders: &[AwardOrder]) -> Vec<Outcome<Awarded>> {
        match self.take_unwinding(orders).await {
            Ok(outcomes) => outcomes,
            Err(fault) if orders.len() == 1 => vec![Err(fault)],
            Err(fault) => {
                tracing::warn!(%fault, orders = orders.len(), "a batch failed; its orders are tried one by one");
                let mut outcomes = Vec::with_capacity(orders.len());
                for order in orders {
                    outcomes.push(match self.take_unwinding(std::slice::from_ref(order)).await {
                        Ok(mut outcomes) => outcomes.remove(0),
                        Err(fault) => Err(fault),
                    });
                }
                outcomes
            }
        }
    }

    /// What panics is rolled back like any other fault: nothing else outlives the transaction.
    async fn take_unwinding(&self, orders: &[AwardOrder]) -> Outcome<Vec<Outcome<Awarded>>> {
        let taken = AssertUnwindSafe(self.take_together(orders)).catch_unwind().await;
        taken.unwrap_or_else(|_| Err(StoreFault::Panicked.into()))
    }

    async fn take_together(&self, orders: &[AwardOrder]) -> Outcome<Vec<Outcome<Awarded>>> {
        let mut acting = self.begin().await?;
        // Not there while this goes on: what fails, or is refused, leaves none.
        let kept = std::mem::take(&mut *self.standings.lock().unwrap_or_else(PoisonError::into_inner));
        let mut loaded = load(&mut acting, orders, kept).await?;
        let mut decided = Vec::with_capacity(orders.len());
        let outcomes = orders
            .iter()
            .enumerate()
            .map(|(position, order)| decide(&mut loaded, acting.rules(), position, order, &mut decided))
            .collect();
        if decided.is_empty() {
            return Ok(outcomes);
        }
        save(&mut acting, &loaded, &decided).await?;
        acting.commit().await?;
        let Load { last_id, standings, mut kept, .. } = loaded;
        kept.keep(last_id, standings);
        *self.standings.lock().unwrap_or_else(PoisonError::into_inner) = kept;
        Ok(outcomes)
    }
}

/// Lets the rules decide one order on what was loaded, and carries the decision over to the orders behind it.
fn decide<'a>(
    load: &mut Load,
    rules: &Rules,
    position: usize,
    order: &'a AwardOrder,
    decided: &mut Vec<Decided<'a>>,
) -> Outcome<Awarded> {
    let request = &order.request;
    let row = &load.orders[position];
    let earlier = earlier(row, order, decided)?;
    let (Some(group), Some(partner)) = (row.group.clone(), row.partner.clone()) else {
        return Err(if row.group.is_none() {
            Refusal::UnknownGroup.into()
        } else {
            Refusal::UnknownPartner { asked: request.partner.to_string(), suggestions: Vec::new() }.into()
        });
    };
    if let Some((record, told)) = earlier {
        return Ok(answer(order, (&group, &partner), record, told, None));
    }
    let day = award::day(request, group.timezone, load.now);
    let cell = (request.partner, request.group, request.contribution.clone(), day);
    let held = load.held.get(&request.partner).cloned().flatten();
    let claimed_on = load.settling.check(order.settles, request, row.leads)?;
    let state =
        AwardState { claimed_on, ..state(load, request, (row, &group, &partner), (&cell, held.as_ref())) };
    let decision = award::decide(rules, &state, request, load.now)?;
    load.settling.settle(order.settles);
    load.last_id += 1;
    let record = RecordId::from_raw(load.last_id);
    match decision {
        Decision::Given(mut decision) => {
            // A clock that was set back holds back no shout-out: it is told by the clock that it is compared with.
            decision.shout_out_due -= load.late;
            let figures = Before {
                partner: state.partner,
                remaining: state.allocation.remaining(),
                standing: state.standing.points(),
                tier: state.tier.as_ref(),
            };
            let receipt = figures.receipt(rules, &request.contribution, &decision);
            load.standings.insert(cell.0, decision.standing.clone());
            let outcome = (decision.tier.as_ref(), decision.requalified);
            let (standing, at) = (&decision.standing, decision.at);
            let change = TierChange::of_act(rules, request.partner, held.as_ref(), outcome, standing, at);
            if let Some(change) = &change {
                // The tier's own record comes right behind.
                load.last_id += 1;
                load.held.insert(cell.0, change.held().cloned());
            }
            add(load.cells.entry(cell.clone()).or_insert(Points::ZERO), decision.points);
            load.carry_over(cell, decision.allocation, (record, decision.points, decision.at));
            let trouble = group.trouble.clone().filter(|_| load.troubles_told.insert(request.group));
            let tell_trouble = trouble.is_some();
            let told = Told::Award(receipt.clone());
            decided.push(Decided {
                order,
                record,
                what: What::Award { decision: Box::new(decision), change, receipt, tell_trouble },
            });
            Ok(answer(order, (&group, &partner), record, told, trouble))
        }
        Decision::Reserved(decision) => {
            let approvers = load.approvers.get(&position).cloned().unwrap_or_default();
            let receipt = ReservationReceipt {
                at: decision.at,
                day: decision.day,
                contribution: request.contribution.clone(),
                points: decision.points.get(),
                remaining_before: state.allocation.remaining().get(),
                remaining: decision.allocation.remaining().get(),
                lapses_at: decision.lapses_at,
                leaders_decide: approvers.other_could,
                roles: approvers.roles,
            };
            load.carry_over(cell, decision.allocation, (record, decision.points, decision.at));
            let told = Told::Reservation(receipt.clone());
            decided.push(Decided { order, record, what: What::Reservation(receipt) });
            Ok(answer(order, (&group, &partner), record, told, None))
        }
    }
}

/// What the rules ask, out of what was loaded.
fn state(
    load: &Load,
    request: &AwardRequest,
    (row, group, partner): (&OrderRow, &GroupRow, &PartnerRow),
    (cell, held): (&CellKey, Option<&Held>),
) -> AwardState {
    AwardState {
        group_active: group.active,
        group_timezone: group.timezone,
        // `now` is never before a record that is there.
        leads: row.leads,
        represents: row.represents,
        partner: partner.state,
        merged_into: partner.merged_into.clone(),
        warned: held.is_some_and(|held| held.warned_until.is_some()),
        given_to_partner: load.shares.get(&(request.group, request.partner)).copied().unwrap_or(Points::ZERO),
        similar: load.alike.get(cell).copied(),
        tier: held.map(|held| held.tier.clone()),
        // Only an active group has one; of another the rules say so, in their order.
        allocation: load
            .allocations
            .get(&request.group)
            .copied()
            .unwrap_or_else(|| Allocation::opened(Points::ZERO)),
        period: load.period.1,
        standing: load.standings.get(&request.partner).cloned().unwrap_or_default(),
        cell: load.cells.get(cell).copied().unwrap_or(Points::ZERO),
        claimed_on: None,
    }
}

fn answer(
    order: &AwardOrder,
    (group, partner): (&GroupRow, &PartnerRow),
    record: RecordId,
    told: Told,
    trouble: Option<String>,
) -> Awarded {
    let request = &order.request;
    let (group_name, partner_name) = (group.name.clone(), partner.name.clone());
    let (group, partner) = (request.group, request.partner);
    match told {
        Told::Award(receipt) => Awarded::Given(Box::new(Given {
            record,
            group,
            group_name,
            partner,
            partner_name,
            receipt,
            trouble,
        })),
        Told::Reservation(receipt) => Awarded::Reserved(Box::new(Reserved {
            record,
            group,
            group_name,
            partner,
            partner_name,
            receipt,
        })),
    }
}

/// What the same act made before, in the ledger or in front of it in this batch.
fn earlier(row: &OrderRow, order: &AwardOrder, decided: &[Decided<'_>]) -> Outcome<Option<(RecordId, Told)>> {
    if let Some(prior) = &row.prior {
        let told = match prior.reservation {
            true => Told::Reservation(prior.receipt(&order.act)?),
            false => Told::Award(prior.receipt(&order.act)?),
        };
        return Ok(Some((prior.record, told)));
    }
    match decided.iter().find(|first| first.order.act.key == order.act.key) {
        Some(first) if first.order.act == order.act => Ok(Some((
            first.record,
            match &first.what {
                What::Award { receipt, .. } => Told::Award(receipt.clone()),
                What::Reservation(receipt) => Told::Reservation(receipt.clone()),
            },
        ))),
        Some(_) => Err(Refusal::SameInteractionOtherContent.into()),
        None => Ok(None),
    }
}

impl Load {
    /// What one decision changes for the orders behind it in the same transaction, whether it gives or sets aside.
    fn carry_over(
        &mut self,
        cell: CellKey,
        allocation: Allocation,
        (record, points, at): (RecordId, Points, DateTime<Utc>),
    ) {
        self.allocations.insert(cell.1, allocation);
        add(self.shares.entry((cell.1, cell.0)).or_insert(Points::ZERO), points);
        self.alike.insert(cell, Similar { record, points, at });
    }
}

fn add(counted: &mut Points, points: Points) {
    *counted = counted.checked_add(points).unwrap_or(Points::MAX);
}
