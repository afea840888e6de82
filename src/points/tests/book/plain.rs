//! The history as a list of acts, from which everything is reckoned anew each time, without the code under test.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::terms::{ASKED, GROUP_ZONES, PARTNERS, Terms};
use super::tiers::Held;
use super::{HeldTier, Picture};
use crate::points::approval::Fate;
use crate::points::award::PartnerState;

/// How an award was taken back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Back {
    Reversed,
    Corrected,
    Declined,
}

#[derive(Debug, Clone)]
pub(super) struct Gift {
    pub(super) group: usize,
    pub(super) partner: usize,
    pub(super) kind: usize,
    pub(super) points: i64,
    pub(super) day: NaiveDate,
    pub(super) at: DateTime<Utc>,
    /// A moment of the period that it spends in.
    pub(super) spends: DateTime<Utc>,
    pub(super) by: usize,
    pub(super) back: Option<(DateTime<Utc>, Back)>,
}

#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) gift: Gift,
    pub(super) end: Option<(DateTime<Utc>, Fate)>,
}

pub(super) struct Merge {
    pub(super) absorbed: usize,
    pub(super) into: usize,
    pub(super) held: [Option<Held>; 2],
}

pub(super) struct Plain<'t> {
    pub(super) terms: &'t Terms,
    since: DateTime<Utc>,
    pub(super) last: DateTime<Utc>,
    pub(super) gifts: Vec<Gift>,
    pub(super) asks: Vec<Ask>,
    pub(super) grants: Vec<(usize, DateTime<Utc>, i64)>,
    pub(super) bases: Vec<(usize, DateTime<Utc>, Option<i64>)>,
    pub(super) closed: [bool; 4],
    pub(super) states: [PartnerState; 4],
    pub(super) openings: [Option<(NaiveDate, i64)>; 4],
    pub(super) merges: Vec<Merge>,
    /// The day on which rules were adopted, and which.
    pub(super) books: Vec<(NaiveDate, usize)>,
    pub(super) held: [Option<Held>; 4],
    pub(super) judged: NaiveDate,
}

/// What counts of a company.
pub(super) struct Reckoned {
    pub(super) total: i64,
    pub(super) tallies: BTreeMap<String, (i64, u32)>,
    pub(super) groups: usize,
}

impl<'t> Plain<'t> {
    pub(super) fn new(terms: &'t Terms, since: DateTime<Utc>) -> Self {
        let today = since.with_timezone(&terms.zone).date_naive();
        Self {
            terms,
            since,
            last: since - TimeDelta::days(9999),
            gifts: Vec::new(),
            asks: Vec::new(),
            grants: Vec::new(),
            bases: Vec::new(),
            closed: [false; 4],
            states: PARTNERS,
            openings: [None; 4],
            merges: Vec::new(),
            books: vec![(today, 0)],
            held: [const { None }; 4],
            judged: today,
        }
    }

    pub(super) fn arrive(&mut self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.last = self.last.max(now);
        let today = self.day_of(self.last);
        while self.judged < today {
            self.judged = self.judged.succ_opt().unwrap();
            for partner in 0..4 {
                if self.states[partner] == PartnerState::Active && self.absorbed_by(partner).is_none() {
                    self.night(partner, self.judged);
                }
            }
        }
        self.last
    }

    pub(super) fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.terms.zone).date_naive()
    }

    pub(super) fn book(&self) -> usize {
        self.books.last().unwrap().1
    }

    /// What a company is merged into.
    pub(super) fn absorbed_by(&self, partner: usize) -> Option<usize> {
        self.merges.iter().find(|one| one.absorbed == partner).map(|one| one.into)
    }

    pub(super) fn root(&self, partner: usize) -> usize {
        self.absorbed_by(partner).map_or(partner, |into| self.root(into))
    }

    /// Base, granted, carried, reserved, spent of each period up to the one of `at`, and that one's end.
    pub(super) fn accounts(&self, group: usize, at: DateTime<Utc>) -> (Vec<[i64; 5]>, DateTime<Utc>) {
        let mut rows = Vec::new();
        let mut carried = 0;
        let (mut begin, mut end) = (DateTime::<Utc>::MIN_UTC, self.period_end(self.since));
        loop {
            let within = |time: DateTime<Utc>| begin <= time && time < end;
            let mut own = self.bases.iter().rev().filter(|(of, set, _)| *of == group && *set < begin);
            let base = own.next().and_then(|(_, _, base)| *base).unwrap_or(self.terms.points);
            let granted = self.grants.iter().filter(|(of, time, _)| *of == group && within(*time));
            let granted: i64 = granted.map(|(_, _, points)| points).sum();
            let asks = self.asks.iter().filter(|ask| ask.gift.group == group && within(ask.gift.at));
            let gifts = self.gifts.iter().filter(|gift| gift.group == group && within(gift.spends));
            let sum = |points: &mut dyn Iterator<Item = i64>| points.sum::<i64>();
            let reserved = sum(&mut asks.clone().filter(|ask| ask.end.is_none()).map(|ask| ask.gift.points));
            let spent = gifts.clone().filter(|gift| match gift.back {
                None | Some((_, Back::Declined)) => true,
                Some((time, Back::Reversed)) => time >= end,
                Some((_, Back::Corrected)) => false,
            });
            let spent = sum(&mut spent.map(|gift| gift.points));
            rows.push([base, granted, carried, reserved, spent]);
            if at < end {
                return (rows, end);
            }
            // As it was when the period ended.
            let held = asks.filter(|ask| ask.end.is_none_or(|(time, _)| time >= end));
            let gone = gifts.filter(|gift| gift.at < end).filter(|gift| match gift.back {
                None | Some((_, Back::Declined)) => true,
                Some((time, _)) => time >= end,
            });
            let used = sum(&mut held.map(|ask| ask.gift.points)) + sum(&mut gone.map(|gift| gift.points));
            let remaining = base + granted + carried - used;
            assert!(remaining >= 0, "law 1");
            carried = remaining.min(self.terms.carry_over);
            (begin, end) = (end, self.period_end(end));
        }
    }

    /// The first end of a period after `at`: looked for from month to month, half an hour at a time.
    pub(super) fn period_end(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let months = match self.terms.period {
            "month" => 1,
            "quarter" => 3,
            "half-year" => 6,
            _ => 12,
        };
        let mut first = NaiveDate::from_ymd_opt(at.year() - 1, 1, 1).unwrap();
        loop {
            let start = first_moment(self.terms.zone, first);
            if start > at {
                return start;
            }
            first = first + Months::new(months);
        }
    }

    /// What counts on `day` of `partner` and all that are one with it.
    pub(super) fn reckon(&self, partner: usize, book: usize, day: NaiveDate) -> Reckoned {
        let months = self.terms.standing[book].0;
        let counts = |one: NaiveDate| {
            (months == 0 || one > day - Months::new(months)) && one <= day.succ_opt().unwrap()
        };
        let root = self.root(partner);
        let of = |one: usize| self.root(one) == root;
        let gifts =
            self.gifts.iter().filter(|gift| of(gift.partner) && gift.back.is_none() && counts(gift.day));
        let gifts: Vec<&Gift> = gifts.collect();
        let opened = (0..4).filter(|one| of(*one)).filter_map(|one| self.openings[one]);
        let opened: i64 = opened.filter(|(from, _)| counts(*from)).map(|(_, points)| points).sum();
        let mut cells: BTreeMap<(usize, usize, NaiveDate), i64> = BTreeMap::new();
        for gift in &gifts {
            *cells.entry((gift.kind, gift.group, gift.day)).or_default() += gift.points;
        }
        let mut tallies: BTreeMap<String, (i64, u32)> = BTreeMap::new();
        for ((kind, _, _), points) in cells {
            let tally = tallies.entry(["talk", "venue"][kind].to_owned()).or_default();
            tally.0 += points;
            tally.1 += u32::from(points >= [25, 1][kind]);
        }
        let groups = gifts.iter().map(|gift| gift.group).collect::<BTreeSet<_>>().len();
        Reckoned { total: opened + gifts.iter().map(|gift| gift.points).sum::<i64>(), tallies, groups }
    }

    /// The highest tier that holds: 1 for the lowest, 0 for none.
    pub(super) fn reached(&self, partner: usize, book: usize, day: NaiveDate) -> usize {
        let Reckoned { total, tallies, groups } = self.reckon(partner, book, day);
        let holds = |(points, kind, times, least): (i64, &str, u32, usize)| {
            total >= points && tallies.get(kind).map_or(0, |tally| tally.1) >= times && groups >= least
        };
        (1..=3).rev().find(|rank| holds(ASKED[book][rank - 1])).unwrap_or(0)
    }

    pub(super) fn picture(&self, at: DateTime<Utc>) -> Picture {
        let partners = (0..4).map(|partner| {
            let Reckoned { total, tallies, groups } = self.reckon(partner, self.book(), self.day_of(at));
            let held: Option<HeldTier> = self.held[partner].clone().map(Held::plain);
            (total, tallies, groups, held)
        });
        let allocations = (0..GROUP_ZONES.len()).map(|group| self.accounts(group, at).0);
        Picture { allocations: allocations.collect(), partners: partners.collect() }
    }
}

/// The first half hour at which the clocks of `zone` show `day` or a later one.
fn first_moment(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    let half_hours = (-30..30).map(|number| midnight + TimeDelta::minutes(30 * number));
    half_hours.into_iter().find(|at| at.with_timezone(&zone).date_naive() >= day).unwrap()
}
