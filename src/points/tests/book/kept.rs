//! The history as the bot keeps it: counters that each decision moves on.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::Picture;
use super::terms::{GROUP_ZONES, PARTNERS, REPRESENTATIVE, REPRESENTED};
use crate::points::Points;
use crate::points::allocation::Allocation;
use crate::points::approval::Fate;
use crate::points::award::{PartnerState, act_time};
use crate::points::evaluation::{Adopted, DayToJudge, Held, after_act, catch_up, in_force, missed};
use crate::points::group::base;
use crate::points::ids::{PartnerId, TierId};
use crate::points::merge::Merges;
use crate::points::period::Period;
use crate::points::rules::Rules;
use crate::points::standing::{Cell, OpeningBalance, Standing, program_day};
use crate::points::tier::TierMove;

pub(super) struct Group {
    pub(super) active: bool,
    pub(super) base: Option<Points>,
    /// One for each period.
    pub(super) allocations: Vec<Allocation>,
}

pub(super) struct Partner {
    pub(super) state: PartnerState,
    pub(super) held: Option<Held>,
    pub(super) cells: BTreeMap<Cell, Points>,
    pub(super) opening: Option<OpeningBalance>,
    pub(super) opened: bool,
}

pub(super) struct Award {
    pub(super) group: usize,
    pub(super) partner: usize,
    pub(super) cell: Cell,
    pub(super) points: Points,
    pub(super) at: DateTime<Utc>,
    pub(super) period: usize,
    pub(super) by: usize,
    pub(super) reversed: bool,
}

/// A reservation.
pub(super) struct Reserved {
    pub(super) group: usize,
    pub(super) partner: usize,
    pub(super) cell: Cell,
    pub(super) points: Points,
    pub(super) at: DateTime<Utc>,
    pub(super) period: usize,
    pub(super) by: usize,
    pub(super) fate: Fate,
}

pub(super) struct Merged {
    pub(super) absorbed: usize,
    pub(super) into: usize,
    pub(super) from: NaiveDate,
    /// What both held before.
    pub(super) held: [Option<Held>; 2],
}

pub(super) struct Kept<'r> {
    pub(super) books: &'r [Rules; 2],
    pub(super) book: usize,
    adopted: Vec<Adopted<'r>>,
    pub(super) last: Option<DateTime<Utc>>,
    judged: NaiveDate,
    pub(super) periods: Vec<Period>,
    pub(super) groups: Vec<Group>,
    pub(super) partners: Vec<Partner>,
    pub(super) merges: Vec<Merged>,
    pub(super) awards: Vec<Award>,
    pub(super) waiting: Vec<Reserved>,
}

pub(super) fn id(partner: usize) -> PartnerId {
    PartnerId::from_raw(partner as i64)
}

impl<'r> Kept<'r> {
    pub(super) fn new(books: &'r [Rules; 2], now: DateTime<Utc>) -> Self {
        let rules = &books[0];
        let group = |_| Group {
            active: true,
            base: None,
            allocations: vec![Allocation::opened(rules.allocation().points())],
        };
        let partner =
            |state| Partner { state, held: None, cells: BTreeMap::new(), opening: None, opened: false };
        let today = program_day(rules, now);
        Self {
            books,
            book: 0,
            adopted: vec![Adopted { on: today, rules }],
            last: None,
            judged: today,
            periods: vec![Period::containing(rules.allocation().period(), rules.timezone(), now)],
            groups: GROUP_ZONES.map(group).into(),
            partners: PARTNERS.map(partner).into(),
            merges: Vec::new(),
            awards: Vec::new(),
            waiting: Vec::new(),
        }
    }

    pub(super) fn rules(&self) -> &'r Rules {
        &self.books[self.book]
    }

    pub(super) fn adopt(&mut self, book: usize, at: DateTime<Utc>) {
        self.adopted.push(Adopted { on: program_day(self.rules(), at), rules: &self.books[book] });
        self.book = book;
    }

    /// The act time at `now`, with the periods up to it opened and the days up to it judged.
    pub(super) fn arrive(&mut self, now: DateTime<Utc>) -> DateTime<Utc> {
        let at = act_time(now, self.last);
        self.last = Some(at);
        let rules = self.rules();
        while self.open().end() <= at {
            let terms = rules.allocation();
            self.periods.push(Period::following(self.open().end(), terms.period(), rules.timezone()));
            for group in &mut self.groups {
                let ended = *group.allocations.last().unwrap();
                group.allocations.push(ended.following(base(rules, group.base), terms.carry_over()));
            }
        }
        self.judge(program_day(rules, at));
        at
    }

    fn judge(&mut self, today: NaiveDate) {
        if today <= self.judged {
            return;
        }
        let merges = self.merges(today);
        for partner in 0..self.partners.len() {
            let active = self.partners[partner].state == PartnerState::Active;
            if !active || merges.merged_into(id(partner)).is_some() {
                continue;
            }
            let judged = |day: NaiveDate| {
                let rules = in_force(&self.adopted, day).unwrap();
                DayToJudge { day, rules, standing: self.standing_on(rules, partner, day) }
            };
            let days: Vec<DayToJudge<'_>> = missed(self.judged, today).map(judged).collect();
            let changes = catch_up(self.partners[partner].held.clone(), &days);
            if let Some(last) = changes.last() {
                self.partners[partner].held.clone_from(&last.held);
            }
        }
        self.judged = today;
    }

    pub(super) fn open(&self) -> Period {
        self.periods[self.open_number()]
    }

    pub(super) fn open_number(&self) -> usize {
        self.periods.len() - 1
    }

    pub(super) fn merges(&self, _today: NaiveDate) -> Merges {
        let parts = self.merges.iter().map(|one| (id(one.absorbed), id(one.into), one.from));
        Merges::from_parts(parts).unwrap()
    }

    fn today(&self) -> NaiveDate {
        program_day(self.rules(), self.last.unwrap())
    }

    pub(super) fn survivor(&self, partner: usize) -> usize {
        let today = self.today();
        self.merges(today).survivor(id(partner), today).get() as usize
    }

    pub(super) fn merged_into(&self, partner: usize) -> Option<String> {
        self.merges.iter().find(|one| one.absorbed == partner).map(|one| one.into.to_string())
    }

    /// All that are one with `partner`.
    pub(super) fn family(&self, partner: usize) -> Vec<usize> {
        let today = self.today();
        self.merges(today).family(id(partner), today).iter().map(|one| one.get() as usize).collect()
    }

    pub(super) fn represents(&self, person: usize, partner: usize) -> bool {
        person == REPRESENTATIVE && self.family(partner).contains(&REPRESENTED)
    }

    pub(super) fn standing(&self, partner: usize) -> Standing {
        self.standing_on(self.rules(), partner, self.today())
    }

    fn standing_on(&self, rules: &Rules, partner: usize, day: NaiveDate) -> Standing {
        let today = self.today();
        let family = self.merges(today).family(id(partner), day);
        let family: Vec<&Partner> = family.iter().map(|one| &self.partners[one.get() as usize]).collect();
        let cells = family.iter().flat_map(|one| &one.cells);
        let openings: Vec<OpeningBalance> = family.iter().filter_map(|one| one.opening.clone()).collect();
        Standing::on_day(rules, day, cells.map(|(cell, points)| (cell.clone(), *points)), &openings).unwrap()
    }

    /// What the family of `partner` has in a cell.
    pub(super) fn cell(&self, partner: usize, cell: &Cell) -> Points {
        let family = self.family(partner);
        let parts = family.iter().filter_map(|one| self.partners[*one].cells.get(cell));
        parts.fold(Points::ZERO, |sum, points| sum.checked_add(*points).unwrap())
    }

    /// What the family of `partner` has from a group in a period, reservations with it.
    pub(super) fn given(&self, group: usize, period: usize, partner: usize) -> Points {
        let family = self.family(partner);
        let awards = self.awards.iter().filter(|one| {
            (one.group, one.period) == (group, period) && family.contains(&one.partner) && !one.reversed
        });
        let waiting = self.waiting.iter().filter(|one| {
            (one.group, one.period) == (group, period)
                && family.contains(&one.partner)
                && one.fate == Fate::Waiting
        });
        let points = awards.map(|one| one.points).chain(waiting.map(|one| one.points));
        points.fold(Points::ZERO, |sum, points| sum.checked_add(points).unwrap())
    }

    /// Puts an award's points into the company's cell, or takes them out.
    pub(super) fn put(&mut self, partner: usize, cell: &Cell, change: impl FnOnce(Points) -> Option<Points>) {
        let entry = self.partners[partner].cells.entry(cell.clone()).or_default();
        *entry = change(*entry).unwrap();
    }

    /// Moves a company's tier after an act, checking that the decision told the counters' standing.
    pub(super) fn settle(
        &mut self,
        partner: usize,
        standing: &Standing,
        moved: Option<&TierMove>,
        requalified: bool,
    ) {
        assert_eq!(self.standing(partner), *standing, "counters and decision part");
        let today = self.today();
        let held = self.partners[partner].held.take();
        if let Some(moved) = moved {
            assert_eq!(moved.from, held.as_ref().map(|held| held.tier.clone()));
            assert_ne!(moved.from, moved.to);
        }
        self.partners[partner].held = after_act(self.rules(), held, moved, requalified, today);
    }

    pub(super) fn tier(&self, partner: usize) -> (Option<TierId>, bool) {
        let held = self.partners[partner].held.as_ref();
        (held.map(|held| held.tier.clone()), held.is_some_and(|held| held.warned_until.is_some()))
    }

    /// All counters, as plain numbers.
    pub(super) fn picture(&self) -> Picture {
        let allocations = self.groups.iter().map(|group| {
            let plain = |one: &Allocation| {
                [one.base(), one.granted(), one.carried(), one.reserved(), one.spent()].map(Points::get)
            };
            group.allocations.iter().map(plain).collect()
        });
        let partners = (0..self.partners.len()).map(|partner| {
            let standing = self.standing(partner);
            let tallies = standing.contributions();
            let tallies =
                tallies.map(|(kind, tally)| (kind.to_string(), (tally.points.get(), tally.counted)));
            let held = self.partners[partner].held.as_ref();
            let held = held.map(|held| {
                let Held { tier, since, guaranteed_until, warned_until } = held.clone();
                (tier.to_string(), since, guaranteed_until, warned_until)
            });
            (standing.points().get(), tallies.collect(), standing.groups(), held)
        });
        Picture { allocations: allocations.collect(), partners: partners.collect() }
    }
}
