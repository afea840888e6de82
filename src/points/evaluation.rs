//! The daily evaluation: who keeps a tier by a guarantee, who is warned, who goes one tier down.
//!
//! A tier is guaranteed for a time. When that is over and the standing no longer reaches the tier, its company is warned
//! and has days of grace to requalify; then it goes exactly one tier down, where a new guarantee begins. Acts move tiers
//! at once ([`super::tier`]); time and new rules move them here only. What a company was promised (the end of its
//! guarantee, the end of its grace) is kept whatever the rules become.
//!
//! Only active companies are evaluated. Suspended ones wait until they are resumed.

use chrono::{Days, Months, NaiveDate};

use super::ids::TierId;
use super::rules::Rules;
use super::standing::Standing;
use super::tier::{self, TierMove};

/// A tier as a company holds it. Days are the program's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Which one.
    pub tier: TierId,
    /// The day on which it was reached, or reached again: the guarantee runs from it.
    pub since: NaiveDate,
    /// The first day that the guarantee doesn't cover, by the rules of the day on which it began.
    pub guaranteed_until: NaiveDate,
    /// The company was warned: the day on which it goes one tier down unless it requalifies.
    pub warned_until: Option<NaiveDate>,
}

/// What the evaluation says of a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// No tier, and none is reached.
    NoTier,
    /// The standing reaches the tier.
    Holds,
    /// The standing doesn't reach the tier, and the guarantee covers it up to before that day.
    Guaranteed {
        /// The first day that it doesn't cover.
        until: NaiveDate,
    },
    /// The company is warned today.
    Warned {
        /// The day on which it goes one tier down unless it requalifies.
        until: NaiveDate,
    },
    /// The company was warned before, and still has time.
    InGrace {
        /// The day on which it goes one tier down unless it requalifies.
        until: NaiveDate,
    },
    /// The company was warned and reaches its tier again: a new guarantee begins.
    Requalified,
    /// Grace is over: one tier down, where a new guarantee begins.
    SteppedDown(TierMove),
    /// The standing reaches a higher tier (new rules can do that without an award).
    Rose(TierMove),
}

/// A verdict and what the company holds after it. To be written where that differs from before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The day that was judged.
    pub day: NaiveDate,
    /// What is said.
    pub verdict: Verdict,
    /// What the company holds afterwards.
    pub held: Option<Held>,
}

/// A day to be judged, with the rules that were in force when it began and the standing on it.
#[derive(Debug, Clone)]
pub struct DayToJudge<'r> {
    /// The day, in the program's time zone.
    pub day: NaiveDate,
    /// The rules.
    pub rules: &'r Rules,
    /// The company's standing over the window that ends with that day.
    pub standing: Standing,
}

/// Rules, and the day on which they were adopted.
#[derive(Debug, Clone, Copy)]
pub struct Adopted<'r> {
    /// The program's day on which they were adopted.
    pub on: NaiveDate,
    /// The rules.
    pub rules: &'r Rules,
}

impl Held {
    /// A tier that is reached, or reached again, on `day`.
    #[must_use]
    pub fn begun(rules: &Rules, tier: TierId, day: NaiveDate) -> Self {
        let guaranteed_until = guaranteed_from(rules, day);
        Self { tier, since: day, guaranteed_until, warned_until: None }
    }

    /// The first day that the guarantee doesn't cover: what was promised, or what the rules give now if that is longer.
    #[must_use]
    pub fn guaranteed_until(&self, rules: &Rules) -> NaiveDate {
        self.guaranteed_until.max(guaranteed_from(rules, self.since))
    }
}

/// The first day that a guarantee which begins on `day` doesn't cover. Where a month has no such day, the month's last
/// stands for it.
fn guaranteed_from(rules: &Rules, day: NaiveDate) -> NaiveDate {
    day.checked_add_months(Months::new(rules.standing().guarantee_months())).unwrap_or(NaiveDate::MAX)
}

/// What a company holds after an act of `day` moved its tier by `moved`, or let it requalify.
#[must_use]
pub fn after_act(
    rules: &Rules,
    held: Option<Held>,
    moved: Option<&TierMove>,
    requalified: bool,
    day: NaiveDate,
) -> Option<Held> {
    match moved {
        Some(moved) => moved.to.clone().map(|tier| Held::begun(rules, tier, day)),
        None if requalified => held.map(|held| Held::begun(rules, held.tier, day)),
        None => held,
    }
}

/// Evaluates an active company as `today` begins.
#[must_use]
pub fn evaluate(rules: &Rules, held: Option<&Held>, standing: &Standing, today: NaiveDate) -> Evaluation {
    let (verdict, held) = judge(rules, held, standing, today);
    Evaluation { day: today, verdict, held }
}

fn judge(
    rules: &Rules,
    held: Option<&Held>,
    standing: &Standing,
    today: NaiveDate,
) -> (Verdict, Option<Held>) {
    let current = held.map(|held| &held.tier);
    if let Some(rise) = tier::after_award(rules, current, standing) {
        let held = after_act(rules, None, Some(&rise), false, today);
        return (Verdict::Rose(rise), held);
    }
    let Some(held) = held else { return (Verdict::NoTier, None) };
    let unwarned = || Some(Held { warned_until: None, ..held.clone() });
    if tier::reaches(rules, &held.tier, standing) {
        return match held.warned_until {
            Some(_) => (Verdict::Requalified, Some(Held::begun(rules, held.tier.clone(), today))),
            None => (Verdict::Holds, Some(held.clone())),
        };
    }
    let guaranteed_until = held.guaranteed_until(rules);
    if today < guaranteed_until {
        return (Verdict::Guaranteed { until: guaranteed_until }, unwarned());
    }
    match held.warned_until {
        Some(until) if today < until => (Verdict::InGrace { until }, Some(held.clone())),
        None if rules.standing().grace_days() > 0 => {
            let until = today.checked_add_days(Days::new(rules.standing().grace_days().into()));
            let until = until.unwrap_or(NaiveDate::MAX);
            (Verdict::Warned { until }, Some(Held { warned_until: Some(until), ..held.clone() }))
        }
        Some(_) | None => step_down(rules, held, today),
    }
}

fn step_down(rules: &Rules, held: &Held, today: NaiveDate) -> (Verdict, Option<Held>) {
    let rank = rules.rank(&held.tier);
    let below = rank.checked_sub(2).and_then(|place| rules.tiers().get(place)).map(|tier| tier.id().clone());
    let fall = TierMove { from: Some(held.tier.clone()), to: below };
    let held = after_act(rules, None, Some(&fall), false, today);
    (Verdict::SteppedDown(fall), held)
}

/// Judges days one by one, each by its own rules, and says each day on which something changed. Days before the tier's
/// own are left out: what an act decided since then isn't judged by an earlier day.
#[must_use]
pub fn catch_up(held: Option<Held>, days: &[DayToJudge<'_>]) -> Vec<Evaluation> {
    let mut held = held;
    let mut changes = Vec::new();
    for DayToJudge { day, rules, standing } in days {
        if held.as_ref().is_some_and(|held| *day < held.since) {
            continue;
        }
        let evaluation = evaluate(rules, held.as_ref(), standing, *day);
        if evaluation.held != held {
            held.clone_from(&evaluation.held);
            changes.push(evaluation);
        }
    }
    changes
}

/// The rules in force as `day` begins: the last that were adopted before it, or the first there were. `adopted` is in
/// the order in which they were.
#[must_use]
pub fn in_force<'r>(adopted: &[Adopted<'r>], day: NaiveDate) -> Option<&'r Rules> {
    let days: Vec<NaiveDate> = adopted.iter().map(|one| one.on).collect();
    adopted.get(place_in_force(&days, day)).map(|one| one.rules)
}

/// Which of the rules adopted on those days, in the order in which they were, are in force as `day` begins.
#[must_use]
pub fn place_in_force(adopted: &[NaiveDate], day: NaiveDate) -> usize {
    adopted.iter().rposition(|on| *on < day).unwrap_or(0)
}

/// The days to judge when `last` was the last one that was judged: from the next one to `today`.
pub fn missed(last: NaiveDate, today: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    last.iter_days().skip(1).take_while(move |day| *day <= today)
}
