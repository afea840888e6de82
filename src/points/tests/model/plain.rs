//! The history as a list of acts, from which everything is reckoned anew each time, without the code under test.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{GROUP_ZONES, Outcome, PARTNERS};
use crate::points::award::{AwardRequest, PartnerState};
use crate::points::ids::TierId;
use crate::points::rules::Rules;
use crate::points::{Points, Refusal};

struct Act {
    group: usize,
    partner: usize,
    kind: String,
    points: i64,
    day: NaiveDate,
    at: DateTime<Utc>,
    reversed_at: Option<DateTime<Utc>>,
}

pub(super) struct Plain<'r> {
    rules: &'r Rules,
    since: DateTime<Utc>,
    acts: Vec<Act>,
    tiers: Vec<Option<TierId>>,
}

/// A company's points within the window, by what counts for a tier.
struct Reckoned {
    total: i64,
    tallies: BTreeMap<String, (i64, u32)>,
    groups: usize,
}

impl<'r> Plain<'r> {
    pub(super) fn new(rules: &'r Rules, since: DateTime<Utc>) -> Self {
        Self { rules, since, acts: Vec::new(), tiers: PARTNERS.map(|_| None).into() }
    }

    pub(super) fn award(&mut self, request: &AwardRequest, now: DateTime<Utc>) -> Result<Outcome, Refusal> {
        let (group, partner) = (request.group.get() as usize, request.partner.get() as usize);
        if PARTNERS[partner] == PartnerState::Suspended {
            return Err(Refusal::PartnerSuspended);
        }
        let suggested = match request.contribution.as_str() {
            "talk" => 60,
            "venue" => 40,
            _ => return Err(Refusal::UnknownContribution),
        };
        let points = request.points.map_or(suggested, Points::get);
        if !(1..=100).contains(&points) {
            let [min, max] = [1, 100].map(|bound| Points::new(bound).unwrap());
            return Err(Refusal::PointsOutOfRange { asked: points, min, max });
        }
        let at = self.time_of(group, now);
        let today = at.with_timezone(&GROUP_ZONES[group]).date_naive();
        let day = request.day.unwrap_or(today);
        let days_ago = (today - day).num_days();
        if days_ago < 0 {
            return Err(Refusal::DayInFuture { day, today });
        }
        let most = self.rules.award().backdate_days();
        if days_ago > most.into() {
            return Err(Refusal::DayTooOld { day, oldest: today - Days::new(most.into()) });
        }
        let ([_, _, remaining], next_period) = self.allocation(group, at);
        if points > remaining {
            let [asked, remaining] = [points, remaining].map(|number| Points::new(number).unwrap());
            return Err(Refusal::NotEnough { asked, remaining, next_period });
        }
        let kind = request.contribution.to_string();
        self.acts.push(Act { group, partner, kind, points, day, at, reversed_at: None });
        let reached = self.reached(partner, at);
        if PARTNERS[partner] == PartnerState::Active
            && self.height(&reached) > self.height(&self.tiers[partner])
        {
            self.tiers[partner] = reached;
        }
        Ok(self.outcome(self.acts.len() - 1, at, true))
    }

    pub(super) fn reverse(
        &mut self,
        which: usize,
        by_staff: bool,
        by_giver: bool,
        now: DateTime<Utc>,
    ) -> Result<Outcome, Refusal> {
        let Act { group, partner, at: awarded_at, reversed_at, .. } = self.acts[which];
        let at = self.time_of(group, now);
        if !by_staff && !by_giver {
            return Err(Refusal::NotYours);
        }
        if reversed_at.is_some() {
            return Err(Refusal::AlreadyReversed);
        }
        if !by_staff && (at - awarded_at).num_seconds() > 15 * 60 {
            return Err(Refusal::UndoTooLate { minutes: 15 });
        }
        self.acts[which].reversed_at = Some(at);
        let reached = self.reached(partner, at);
        if self.height(&reached) < self.height(&self.tiers[partner]) {
            self.tiers[partner] = reached;
        }
        let same_period = self.period_end(awarded_at) == self.period_end(at);
        Ok(self.outcome(which, at, same_period))
    }

    fn time_of(&self, group: usize, now: DateTime<Utc>) -> DateTime<Utc> {
        let of_group = self.acts.iter().filter(|act| act.group == group);
        of_group.flat_map(|act| [Some(act.at), act.reversed_at]).flatten().chain([now]).max().unwrap_or(now)
    }

    /// Carried, spent, remaining at `at`, and the period's end.
    fn allocation(&self, group: usize, at: DateTime<Utc>) -> ([i64; 3], DateTime<Utc>) {
        let (base, limit) =
            (self.rules.allocation().points().get(), self.rules.allocation().carry_over().get());
        let mut carried = 0;
        let mut begin = DateTime::<Utc>::MIN_UTC;
        let mut end = self.period_end(self.since);
        loop {
            let given = |act: &&Act| act.group == group && begin <= act.at && act.at < end;
            let kept = |act: &&Act| act.reversed_at.is_none_or(|reversed| reversed >= end);
            let spent: i64 = self.acts.iter().filter(given).filter(kept).map(|act| act.points).sum();
            let remaining = base + carried - spent;
            assert!(remaining >= 0, "law 1");
            if at < end {
                return ([carried, spent, remaining], end);
            }
            carried = remaining.min(limit);
            (begin, end) = (end, self.period_end(end));
        }
    }

    /// The first end of a period after `at`: looked for from month to month, half an hour at a time.
    fn period_end(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let months = self.rules.allocation().period().months();
        let mut first = NaiveDate::from_ymd_opt(at.year() - 1, 1, 1).unwrap();
        loop {
            let start = first_moment(self.rules.timezone(), first);
            if start > at {
                return start;
            }
            first = first + Months::new(months);
        }
    }

    fn reckon(&self, partner: usize, at: DateTime<Utc>) -> Reckoned {
        let today = at.with_timezone(&self.rules.timezone()).date_naive();
        let months = self.rules.standing().window_months();
        let counts = |day: NaiveDate| months == 0 || day > today - Months::new(months);
        let acts: Vec<&Act> = self
            .acts
            .iter()
            .filter(|act| act.partner == partner && act.reversed_at.is_none() && counts(act.day))
            .collect();
        let mut cells: BTreeMap<(&str, usize, NaiveDate), i64> = BTreeMap::new();
        for act in &acts {
            *cells.entry((&act.kind, act.group, act.day)).or_default() += act.points;
        }
        let mut tallies: BTreeMap<String, (i64, u32)> = BTreeMap::new();
        for ((kind, _, _), points) in cells {
            let tally = tallies.entry(kind.to_owned()).or_default();
            tally.0 += points;
            tally.1 += u32::from(points >= if kind == "talk" { 25 } else { 1 });
        }
        let groups = acts.iter().map(|act| act.group).collect::<BTreeSet<_>>().len();
        Reckoned { total: acts.iter().map(|act| act.points).sum(), tallies, groups }
    }

    /// The highest tier that holds, written out as the rules of the model have it.
    fn reached(&self, partner: usize, at: DateTime<Utc>) -> Option<TierId> {
        let Reckoned { total, tallies, groups } = self.reckon(partner, at);
        let counted = |kind: &str| tallies.get(kind).map_or(0, |tally| tally.1);
        let word = if total >= 300 && counted("venue") >= 3 && groups >= 3 {
            "gold"
        } else if total >= 150 && counted("talk") >= 2 && groups >= 2 {
            "silver"
        } else if total >= 1 {
            "bronze"
        } else {
            return None;
        };
        Some(TierId::parse(word).unwrap())
    }

    fn height(&self, tier: &Option<TierId>) -> usize {
        tier.as_ref().map_or(0, |id| {
            1 + ["bronze", "silver", "gold"].iter().position(|one| *one == id.as_str()).unwrap()
        })
    }

    fn outcome(&self, which: usize, at: DateTime<Utc>, allocation_moves: bool) -> Outcome {
        let act = &self.acts[which];
        let Reckoned { total, tallies, groups } = self.reckon(act.partner, at);
        Outcome {
            at,
            day: act.day,
            points: act.points,
            allocation: allocation_moves.then(|| self.allocation(act.group, at).0),
            total,
            tallies,
            groups,
            tier: self.tiers[act.partner].clone(),
        }
    }
}

/// The first half hour at which the clocks of `zone` show `day` or a later one.
fn first_moment(zone: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN).and_utc();
    let half_hours = (-30..30).map(|number| midnight + TimeDelta::minutes(30 * number));
    half_hours.into_iter().find(|at| at.with_timezone(&zone).date_naive() >= day).unwrap()
}
