//! The history as the bot keeps it: counters that each decision moves on.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::super::given;
use super::{GROUP_ZONES, Outcome, PARTNERS};
use crate::points::allocation::Allocation;
use crate::points::award::{self, AwardRequest, AwardState, act_time};
use crate::points::ids::TierId;
use crate::points::period::Period;
use crate::points::reversal::{self, ReversalState, Reverser};
use crate::points::rules::Rules;
use crate::points::standing::{self, Cell, Standing};
use crate::points::tier::TierMove;
use crate::points::{Points, Refusal};

struct Group {
    last: Option<DateTime<Utc>>,
    period: Period,
    allocation: Allocation,
}

#[derive(Default)]
struct Partner {
    tier: Option<TierId>,
    cells: BTreeMap<Cell, Points>,
}

struct Award {
    group: usize,
    partner: usize,
    cell: Cell,
    points: Points,
    at: DateTime<Utc>,
    reversed: bool,
}

pub(super) struct Counters<'r> {
    rules: &'r Rules,
    groups: Vec<Group>,
    partners: Vec<Partner>,
    awards: Vec<Award>,
}

impl<'r> Counters<'r> {
    pub(super) fn new(rules: &'r Rules, now: DateTime<Utc>) -> Self {
        let period = Period::containing(rules.allocation().period(), rules.timezone(), now);
        let allocation = Allocation::opened(rules.allocation().points());
        let groups = GROUP_ZONES.map(|_| Group { last: None, period, allocation }).into();
        Self { rules, groups, partners: PARTNERS.map(|_| Partner::default()).into(), awards: Vec::new() }
    }

    pub(super) fn awards(&self) -> usize {
        self.awards.len()
    }

    pub(super) fn award(&mut self, request: &AwardRequest, now: DateTime<Utc>) -> Result<Outcome, Refusal> {
        let (group, partner) = (request.group.get() as usize, request.partner.get() as usize);
        let last = self.groups[group].last;
        let at = act_time(now, last);
        let (period, allocation) = self.open(group, at);
        let day = award::day(request, GROUP_ZONES[group], at);
        let cell = Cell { group: request.group, contribution: request.contribution.clone(), day };
        let state = AwardState {
            group_active: true,
            group_timezone: GROUP_ZONES[group],
            last_record_at: last,
            leads: true,
            represents: false,
            partner: PARTNERS[partner],
            merged_into: None,
            tier: self.partners[partner].tier.clone(),
            warned: false,
            allocation,
            given_to_partner: Points::ZERO,
            similar: None,
            period,
            standing: self.standing(partner, at),
            cell: self.cell(partner, &cell),
        };
        let made = given(award::decide(self.rules, &state, request, now)?);
        self.groups[group] = Group { last: Some(made.at), period, allocation: made.allocation };
        self.change(partner, &cell, |before| before.checked_add(made.points), &made.tier);
        self.awards.push(Award { group, partner, cell, points: made.points, at: made.at, reversed: false });
        assert_eq!(self.standing(partner, made.at), made.standing, "counters and decision part");
        Ok(self.outcome(partner, (made.at, made.day, made.points), Some(made.allocation), &made.standing))
    }

    pub(super) fn reverse(
        &mut self,
        which: usize,
        by_staff: bool,
        by_giver: bool,
        now: DateTime<Utc>,
    ) -> Result<Outcome, Refusal> {
        let award = &self.awards[which];
        let (group, partner, cell, points) = (award.group, award.partner, award.cell.clone(), award.points);
        let last = self.groups[group].last;
        let at = act_time(now, last);
        let (period, allocation) = self.open(group, at);
        let state = ReversalState {
            group: cell.group,
            contribution: cell.contribution.clone(),
            points,
            day: cell.day,
            awarded_at: award.at,
            already: award.reversed,
            awarded_by_me: by_giver,
            leads: true,
            staff: by_staff,
            last_record_at: last,
            period_open: period.contains(award.at),
            allocation,
            partner: PARTNERS[partner],
            tier: self.partners[partner].tier.clone(),
            standing: self.standing(partner, at),
            cell: self.cell(partner, &cell),
        };
        let by = if by_staff { Reverser::Staff } else { Reverser::Leader };
        let made = reversal::decide(self.rules, &state, by, now)?;
        self.awards[which].reversed = true;
        self.groups[group] =
            Group { last: Some(made.at), period, allocation: made.allocation.unwrap_or(allocation) };
        self.change(partner, &cell, |before| before.checked_sub(points), &made.tier);
        assert_eq!(self.standing(partner, made.at), made.standing, "counters and decision part");
        Ok(self.outcome(partner, (made.at, cell.day, points), made.allocation, &made.standing))
    }

    /// The period open at `at`, the missed ones closed in order.
    fn open(&self, group: usize, at: DateTime<Utc>) -> (Period, Allocation) {
        let rules = self.rules.allocation();
        let Group { mut period, mut allocation, .. } = self.groups[group];
        while period.end() <= at {
            period = Period::following(period.end(), rules.period(), self.rules.timezone());
            allocation = allocation.following(rules.points(), rules.carry_over());
        }
        (period, allocation)
    }

    fn standing(&self, partner: usize, at: DateTime<Utc>) -> Standing {
        let first = standing::first_day(self.rules, at).unwrap_or(NaiveDate::MIN);
        let cells = self.partners[partner].cells.iter().filter(|(cell, _)| cell.day >= first);
        Standing::from_cells(self.rules, cells.map(|(cell, points)| (cell.clone(), *points))).unwrap()
    }

    fn cell(&self, partner: usize, cell: &Cell) -> Points {
        self.partners[partner].cells.get(cell).copied().unwrap_or(Points::ZERO)
    }

    fn change(
        &mut self,
        partner: usize,
        cell: &Cell,
        change: impl FnOnce(Points) -> Option<Points>,
        moved: &Option<TierMove>,
    ) {
        let after = change(self.cell(partner, cell)).unwrap();
        let partner = &mut self.partners[partner];
        partner.cells.insert(cell.clone(), after);
        if let Some(moved) = moved {
            assert_eq!(moved.from, partner.tier);
            assert_ne!(moved.from, moved.to);
            partner.tier = moved.to.clone();
        }
    }

    fn outcome(
        &self,
        partner: usize,
        (at, day, points): (DateTime<Utc>, NaiveDate, Points),
        allocation: Option<Allocation>,
        standing: &Standing,
    ) -> Outcome {
        let tallies = standing.contributions();
        Outcome {
            at,
            day,
            points: points.get(),
            allocation: allocation.map(|one| [one.carried(), one.spent(), one.remaining()].map(Points::get)),
            total: standing.points().get(),
            tallies: tallies
                .map(|(id, tally)| (id.to_string(), (tally.points.get(), tally.counted)))
                .collect(),
            groups: standing.groups(),
            tier: self.partners[partner].tier.clone(),
        }
    }
}
