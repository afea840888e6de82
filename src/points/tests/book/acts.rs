//! How the bot acts: load what a decision needs, let it decide, keep what it says.

use chrono::{DateTime, TimeDelta, Utc};

use super::kept::{Award, Kept, Reserved, id};
use super::step::{Asked, Step};
use super::terms::{GROUP_ZONES, KINDS, STAFF, TIERS, leads};
use crate::points::approval::{self, ApprovalDecision, Fate, LapseState, ReservationState, Verdict};
use crate::points::award::{self, AwardRequest, AwardState, Decision, PartnerState, Similar};
use crate::points::company;
use crate::points::correction::{self, CorrectionRequest, CorrectionState, Receiver};
use crate::points::ids::RecordId;
use crate::points::opening::OpeningRequest;
use crate::points::refusal::Figures;
use crate::points::reversal::{self, ReversalState, Reverser};
use crate::points::standing::{Cell, OpeningBalance, program_day};
use crate::points::text::Reason;
use crate::points::{Points, Refusal};

use super::super::{group as group_id, kind as kind_id};

pub(super) fn record(number: usize) -> RecordId {
    RecordId::from_raw(number as i64)
}

impl Kept<'_> {
    /// Does a step at the act time `at`; `None` when there is nothing that it could be done to.
    pub(super) fn act(&mut self, step: &Step, at: DateTime<Utc>) -> Option<Result<(), Refusal>> {
        Some(match step {
            Step::Award(asked) => self.award(asked, at),
            Step::Decide { which, verdict, by } => {
                self.decide(which.of(self.waiting.len())?, *verdict, *by, at)
            }
            Step::Lapse => self.lapse(at),
            Step::Reverse { which, by } => self.reverse(which.of(self.awards.len())?, *by, at),
            Step::Correct { which, by, points, kind, partner, days } => {
                let which = which.of(self.awards.len())?;
                let request = CorrectionRequest {
                    points: points.and_then(Points::new),
                    contribution: kind.map(|kind| kind_id(KINDS[kind])),
                    day: days.map(|days| self.awards[which].cell.day + TimeDelta::days(days)),
                };
                self.correct(which, &request, *partner, *by, at)
            }
            Step::Grant { group, points } => self.grant(*group, *points),
            Step::Base { group, base } => self.set_base(*group, base.and_then(Points::new), at),
            Step::Close { group } => self.close(*group, at),
            Step::Suspend { partner } => {
                let into = self.merged_into(*partner);
                company::suspend(true, self.partners[*partner].state, into.as_deref())
                    .map(|()| self.partners[*partner].state = PartnerState::Suspended)
            }
            Step::Resume { partner } => self.resume(*partner),
            Step::Approve { partner } => self.approve(*partner),
            Step::Decline { partner } => self.decline(*partner),
            Step::Merge { absorbed, into } => self.merge(*absorbed, *into, at),
            Step::Separate { which } => self.separate(which.of(self.merges.len())?, at),
            Step::Open { partner, points, days_ago, tier } => {
                let day = program_day(self.rules(), at) - TimeDelta::days(*days_ago);
                let tier = tier.map(|tier| TIERS.get(tier).copied().unwrap_or("diamond").to_owned());
                let points = Points::new(*points)?;
                let balance = OpeningBalance { day, points, contribution: None, group: None };
                self.bring(*partner, OpeningRequest { balance, tier }, at)
            }
            Step::Rules { book } => {
                self.adopt(*book, at);
                Ok(())
            }
        })
    }

    fn award(&mut self, asked: &Asked, at: DateTime<Utc>) -> Result<(), Refusal> {
        let Asked { by, group, partner, kind, points, days_ago, confirmed } = *asked;
        let today = at.with_timezone(&GROUP_ZONES[group]).date_naive();
        let request = AwardRequest {
            group: group_id(group as i64),
            partner: id(partner),
            contribution: kind_id(KINDS[kind]),
            points: points.and_then(Points::new),
            reason: Reason::parse("They helped").unwrap(),
            day: days_ago.map(|days| today - TimeDelta::days(days)),
            confirmed,
        };
        let day = award::day(&request, GROUP_ZONES[group], at);
        let cell = Cell { group: request.group, contribution: request.contribution.clone(), day };
        let (period, number) = (self.open(), self.open_number());
        let (tier, warned) = self.tier(partner);
        let state = AwardState {
            group_active: self.groups[group].active,
            group_timezone: GROUP_ZONES[group],
            leads: leads(by, group),
            represents: self.represents(by, partner),
            partner: self.partners[partner].state,
            merged_into: self.merged_into(partner),
            tier,
            warned,
            allocation: self.groups[group].allocations[number],
            given_to_partner: self.given(group, number, partner),
            similar: self.similar(group, partner, &cell),
            period,
            standing: self.standing(partner),
            cell: self.cell(partner, &cell),
            claimed_on: None,
        };
        match award::decide(self.rules(), &state, &request, at)? {
            Decision::Given(made) => {
                self.groups[group].allocations[number] = made.allocation;
                let points = made.points;
                self.awards.push(Award {
                    group,
                    partner,
                    cell: cell.clone(),
                    points,
                    at,
                    period: number,
                    by,
                    reversed: false,
                });
                self.put(partner, &cell, |before| before.checked_add(points));
                self.settle(partner, &made.standing, made.tier.as_ref(), made.requalified);
            }
            Decision::Reserved(made) => {
                self.groups[group].allocations[number] = made.allocation;
                let (points, fate) = (made.points, Fate::Waiting);
                self.waiting.push(Reserved { group, partner, cell, points, at, period: number, by, fate });
            }
        }
        Ok(())
    }

    fn similar(&self, group: usize, partner: usize, cell: &Cell) -> Option<Similar> {
        let awards = self.awards.iter().enumerate().filter(|(_, one)| {
            (one.group, one.partner, &one.cell) == (group, partner, cell) && !one.reversed
        });
        let waiting = self.waiting.iter().enumerate().filter(|(_, one)| {
            (one.group, one.partner, &one.cell) == (group, partner, cell) && one.fate == Fate::Waiting
        });
        let awards =
            awards.map(|(number, one)| Similar { record: record(number), points: one.points, at: one.at });
        let waiting =
            waiting.map(|(number, one)| Similar { record: record(number), points: one.points, at: one.at });
        awards.chain(waiting).max_by_key(|one| one.at)
    }

    fn decide(
        &mut self,
        which: usize,
        verdict: Verdict,
        by: usize,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let one = &self.waiting[which];
        let (group, partner, cell, points, period) =
            (one.group, one.partner, one.cell.clone(), one.points, one.period);
        let survivor = self.survivor(partner);
        let (tier, warned) = self.tier(survivor);
        let state = ReservationState {
            group: cell.group,
            contribution: cell.contribution.clone(),
            points,
            day: cell.day,
            asked_at: one.at,
            fate: one.fate,
            asked_by_me: by == one.by,
            leads: leads(by, group),
            staff: by == STAFF,
            represents: self.represents(by, partner),
            other_could: (0..STAFF)
                .any(|other| other != one.by && leads(other, group) && !self.represents(other, partner)),
            asker_leads: leads(one.by, group),
            asker_represents: self.represents(one.by, partner),
            group_active: self.groups[group].active,
            period_open: period == self.open_number(),
            allocation: self.groups[group].allocations[period],
            partner: self.partners[survivor].state,
            tier,
            warned,
            standing: self.standing(survivor),
            cell: self.cell(partner, &cell),
        };
        let asker = one.by;
        match approval::decide(self.rules(), &state, verdict, at)? {
            ApprovalDecision::Given(made) => {
                self.waiting[which].fate = Fate::Approved;
                self.groups[group].allocations[period] = made.allocation;
                self.put(partner, &cell, |before| before.checked_add(points));
                self.awards.push(Award {
                    group,
                    partner,
                    cell,
                    points,
                    at,
                    period,
                    by: asker,
                    reversed: false,
                });
                self.settle(survivor, &made.standing, made.tier.as_ref(), made.requalified);
            }
            ApprovalDecision::Freed(freed) => {
                let withdrawn = verdict == Verdict::Withdraw;
                self.waiting[which].fate = if withdrawn { Fate::Withdrawn } else { Fate::Declined };
                self.groups[group].allocations[period] = freed.allocation;
            }
        }
        Ok(())
    }

    fn lapse(&mut self, at: DateTime<Utc>) -> Result<(), Refusal> {
        for which in 0..self.waiting.len() {
            let one = &self.waiting[which];
            let (group, period) = (one.group, one.period);
            let state = LapseState {
                points: one.points,
                asked_at: one.at,
                fate: one.fate,
                period_open: period == self.open_number(),
                allocation: self.groups[group].allocations[period],
            };
            if let Some(freed) = approval::lapse(&state, at)? {
                self.groups[group].allocations[period] = freed.allocation;
                self.waiting[which].fate = Fate::Lapsed;
            }
        }
        Ok(())
    }

    fn reversal_state(&self, which: usize, by: usize) -> (ReversalState, Reverser, usize) {
        let one = &self.awards[which];
        let survivor = self.survivor(one.partner);
        let state = ReversalState {
            group: one.cell.group,
            contribution: one.cell.contribution.clone(),
            points: one.points,
            day: one.cell.day,
            awarded_at: one.at,
            already: one.reversed,
            awarded_by_me: by == one.by,
            leads: leads(by, one.group),
            staff: by == STAFF,
            period_open: one.period == self.open_number(),
            allocation: self.groups[one.group].allocations[one.period],
            partner: self.partners[survivor].state,
            tier: self.tier(survivor).0,
            standing: self.standing(survivor),
            cell: self.cell(one.partner, &one.cell),
        };
        let role = if by == STAFF { Reverser::Staff } else { Reverser::Leader };
        (state, role, survivor)
    }

    pub(super) fn take_out(&mut self, which: usize) {
        let one = &mut self.awards[which];
        one.reversed = true;
        let (partner, cell, points) = (one.partner, one.cell.clone(), one.points);
        self.put(partner, &cell, |before| before.checked_sub(points));
    }

    fn reverse(&mut self, which: usize, by: usize, at: DateTime<Utc>) -> Result<(), Refusal> {
        let (state, role, survivor) = self.reversal_state(which, by);
        let made = reversal::decide(self.rules(), &state, role, at)?;
        let Award { group, period, .. } = self.awards[which];
        if let Some(allocation) = made.allocation {
            self.groups[group].allocations[period] = allocation;
        }
        self.take_out(which);
        self.settle(survivor, &made.standing, made.tier.as_ref(), false);
        Ok(())
    }

    fn correct(
        &mut self,
        which: usize,
        request: &CorrectionRequest,
        to: Option<usize>,
        by: usize,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let (award, role, survivor) = self.reversal_state(which, by);
        let Award { group, partner, period, by: giver, .. } = self.awards[which];
        let to = to.filter(|to| !self.family(partner).contains(to));
        let receiving = to.unwrap_or(partner);
        let cell = Cell {
            group: award.group,
            contribution: request.contribution.clone().unwrap_or(award.contribution.clone()),
            day: request.day.unwrap_or(award.day),
        };
        let other = to.map(|to| {
            let (tier, warned) = self.tier(to);
            Receiver {
                partner: self.partners[to].state,
                merged_into: self.merged_into(to),
                represents: self.represents(by, to),
                tier,
                warned,
                standing: self.standing(to),
                given_to_partner: self.given(group, period, to),
            }
        });
        let state = CorrectionState {
            group_active: self.groups[group].active,
            group_timezone: GROUP_ZONES[group],
            next_period: self.open().end(),
            represents: self.represents(by, partner),
            warned: self.tier(survivor).1,
            given_to_partner: self.given(group, period, partner),
            other,
            cell: self.cell(receiving, &cell),
            award,
        };
        let made = correction::decide(self.rules(), &state, request, role, at)?;
        self.take_out(which);
        self.groups[group].allocations[period] = made.allocation;
        let points = made.points;
        self.awards.push(Award {
            group,
            partner: receiving,
            cell: cell.clone(),
            points,
            at,
            period,
            by: giver,
            reversed: false,
        });
        self.put(receiving, &cell, |before| before.checked_add(points));
        let judged = made.partner;
        self.settle(survivor, &judged.standing, judged.tier.as_ref(), judged.requalified);
        if let Some(judged) = made.other {
            self.settle(receiving, &judged.standing, judged.tier.as_ref(), judged.requalified);
        }
        Ok(())
    }
}

/// What a refusal of figures would mean here: the counters were kept wrong.
pub(super) fn is_fault(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::FiguresDisagree { which: Figures::Period | Figures::Allocation | Figures::Standing }
    )
}
