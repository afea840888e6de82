//! The queue of awards: those that wait are taken into one transaction, each with its own answer.
//!
//! While one transaction is under way the next orders gather; none waits for a full batch. A refusal of one order
//! leaves the others alone. A fault of the whole transaction, a panic as well, makes each order try again on its
//! own, so that no order spoils another, nor ends the queue.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::{mpsc, oneshot};

use super::Shared;
use super::award_load::{CellKey, Load, OrderRow, load};
use super::award_save::save;
use super::tiers::TierChange;
use crate::points::Points;
use crate::points::allocation::Allocation;
use crate::points::award::{self, AwardDecision, AwardState, Decision, PartnerState, Similar};
use crate::points::ids::{ContributionId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::store::{AwardOrder, Given, NextTier, Outcome, Receipt, StoreFault};

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
    answer: oneshot::Sender<Outcome<Given>>,
}

/// An award that was decided in this batch and is to be written.
pub(super) struct Decided<'a> {
    pub(super) order: &'a AwardOrder,
    pub(super) record: RecordId,
    pub(super) decision: AwardDecision,
    /// What follows for the company's tier; its record comes right behind that of the award.
    pub(super) change: Option<TierChange>,
    pub(super) receipt: Receipt,
    pub(super) tell_trouble: bool,
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

    pub(super) async fn award(&self, order: AwardOrder) -> Outcome<Given> {
        let (answer, outcome) = oneshot::channel();
        self.sender.send(Waiting { order, answer }).await.map_err(|_| StoreFault::Closed)?;
        outcome.await.map_err(|_| StoreFault::Closed)?
    }
}

impl Shared {
    async fn take(&self, orders: &[AwardOrder]) -> Vec<Outcome<Given>> {
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
    async fn take_unwinding(&self, orders: &[AwardOrder]) -> Outcome<Vec<Outcome<Given>>> {
        let taken = AssertUnwindSafe(self.take_together(orders)).catch_unwind().await;
        taken.unwrap_or_else(|_| Err(StoreFault::Panicked.into()))
    }

    async fn take_together(&self, orders: &[AwardOrder]) -> Outcome<Vec<Outcome<Given>>> {
        let mut acting = self.begin().await?;
        let mut loaded = load(&mut acting, orders).await?;
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
) -> Outcome<Given> {
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
    let given = |record, receipt, trouble| Given {
        record,
        group: request.group,
        group_name: group.name.clone(),
        partner: request.partner,
        partner_name: partner.name.clone(),
        receipt,
        trouble,
    };
    if let Some((record, receipt)) = earlier {
        return Ok(given(record, receipt, None));
    }
    let day = award::day(request, group.timezone, load.now);
    let held = load.held.get(&request.partner).cloned().flatten();
    let cell = (request.partner, request.group, request.contribution.clone(), day);
    let state = AwardState {
        group_active: group.active,
        group_timezone: group.timezone,
        // `now` is never before a record that is there.
        last_record_at: None,
        leads: row.leads,
        represents: row.represents,
        partner: partner.state,
        merged_into: None,
        warned: held.as_ref().is_some_and(|held| held.warned_until.is_some()),
        given_to_partner: load.shares.get(&(request.group, request.partner)).copied().unwrap_or(Points::ZERO),
        similar: load.alike.get(&cell).copied(),
        tier: held.as_ref().map(|held| held.tier.clone()),
        // Only an active group has one; of another the rules say so, in their order.
        allocation: load
            .allocations
            .get(&request.group)
            .copied()
            .unwrap_or_else(|| Allocation::opened(Points::ZERO)),
        period: load.period.1,
        standing: load.standings.get(&request.partner).cloned().unwrap_or_default(),
        cell: load.cells.get(&cell).copied().unwrap_or(Points::ZERO),
    };
    let mut decision = match award::decide(rules, &state, request, load.now)? {
        Decision::Given(decision) => decision,
        // No reservation is kept here, so none is promised.
        Decision::Reserved(_) => {
            let above = rules.award().approval_above().unwrap_or(Points::ZERO);
            return Err(Refusal::NeedsApproval { above }.into());
        }
    };
    // A clock that was set back holds back no shout-out: it is told by the clock that it is compared with.
    decision.shout_out_due -= load.late;
    let receipt = receipt(rules, &state, &decision, &request.contribution);
    let outcome = (decision.tier.as_ref(), decision.requalified);
    let (standing, at) = (&decision.standing, decision.at);
    let change = TierChange::of_act(rules, request.partner, held.as_ref(), outcome, standing, at);
    load.last_id += 1;
    let record = RecordId::from_raw(load.last_id);
    load.carry_over(cell, &decision, change.as_ref(), record);
    let trouble = group.trouble.filter(|_| load.troubles_told.insert(request.group));
    let answer = given(record, receipt.clone(), trouble.clone());
    load.last_id += i64::from(change.is_some());
    decided.push(Decided { order, record, decision, change, receipt, tell_trouble: trouble.is_some() });
    Ok(answer)
}

/// What the same act made before, in the ledger or in front of it in this batch.
fn earlier(
    row: &OrderRow,
    order: &AwardOrder,
    decided: &[Decided<'_>],
) -> Outcome<Option<(RecordId, Receipt)>> {
    if let Some(prior) = &row.prior {
        return Ok(Some((prior.record, prior.answer(&order.act)?)));
    }
    match decided.iter().find(|first| first.order.act.key == order.act.key) {
        Some(first) if first.order.act == order.act => Ok(Some((first.record, first.receipt.clone()))),
        Some(_) => Err(Refusal::SameInteractionOtherContent.into()),
        None => Ok(None),
    }
}

/// The numbers as they are told.
fn receipt(
    rules: &Rules,
    state: &AwardState,
    decision: &AwardDecision,
    contribution: &ContributionId,
) -> Receipt {
    let tier = match &decision.tier {
        Some(moved) => moved.to.clone(),
        None => state.tier.clone(),
    };
    // A nominated company keeps its standing and has no tier, so no way to one yet.
    let next = (state.partner != PartnerState::Nominated)
        .then(|| NextTier::after(rules, tier.as_ref(), &decision.standing))
        .flatten();
    Receipt {
        at: decision.at,
        day: decision.day,
        contribution: contribution.clone(),
        points: decision.points.get(),
        remaining_before: state.allocation.remaining().get(),
        remaining: decision.allocation.remaining().get(),
        standing_before: state.standing.points().get(),
        standing: decision.standing.points().get(),
        tier_before: state.tier.clone(),
        tier,
        next,
        shout_out_due: decision.shout_out_due,
    }
}

impl Load {
    /// What one decision changes for the orders behind it in the same transaction.
    fn carry_over(
        &mut self,
        cell: CellKey,
        decision: &AwardDecision,
        change: Option<&TierChange>,
        record: RecordId,
    ) {
        self.allocations.insert(cell.1, decision.allocation);
        self.standings.insert(cell.0, decision.standing.clone());
        if let Some(change) = change {
            self.held.insert(cell.0, change.held().cloned());
        }
        let add = |counted: &mut Points| {
            *counted = counted.checked_add(decision.points).unwrap_or(Points::MAX);
        };
        add(self.shares.entry((cell.1, cell.0)).or_insert(Points::ZERO));
        let alike = Similar { record, points: decision.points, at: decision.at };
        self.alike.insert(cell.clone(), alike);
        add(self.cells.entry(cell).or_insert(Points::ZERO));
    }
}
