//! A preview: who would move up or down under other rules, and why.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::Points;
use super::evaluation::Held;
use super::ids::{ContributionId, PartnerId, TierId};
use super::rules::Rules;
use super::standing::{Cell, OpeningBalance, Standing, StandingError};
use super::tier::{self, Progress};

/// An active company with all that counts for it, with the companies that are merged into it.
#[derive(Debug, Clone)]
pub struct Company {
    /// Which one.
    pub id: PartnerId,
    /// The tier that it holds.
    pub held: Option<Held>,
    /// What it was given, as far back as the longer of both windows reaches.
    pub cells: Vec<(Cell, Points)>,
    /// What it brought.
    pub openings: Vec<OpeningBalance>,
}

/// A company that would move.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    /// Which one.
    pub id: PartnerId,
    /// The tier that it holds.
    pub from: Option<TierId>,
    /// Where it would move.
    pub course: Course,
}

/// Where a company would move, if nothing else happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Course {
    /// Up, at the next daily evaluation.
    Up {
        /// The tier that it would reach.
        to: TierId,
        /// How: all of it is met.
        progress: Progress,
    },
    /// One tier down, after guarantee and grace.
    Down {
        /// The tier below.
        to: Option<TierId>,
        /// The first day on which that could happen.
        not_before: NaiveDate,
        /// What is missing for the tier that it holds.
        progress: Progress,
    },
    /// The new rules don't know the tier that it holds.
    Nowhere,
}

/// Says of each company that would move under `rules` where and why; those that would stay are left out.
///
/// # Errors
/// [`StandingError::TooLarge`].
pub fn preview(
    rules: &Rules,
    companies: &[Company],
    today: NaiveDate,
) -> Result<Vec<Outlook>, StandingError> {
    let mut moving = Vec::new();
    for Company { id, held, cells, openings } in companies {
        let standing = Standing::on_day(rules, today, cells.iter().cloned(), openings)?;
        if let Some(course) = course(rules, held.as_ref(), &standing, today) {
            moving.push(Outlook { id: *id, from: held.as_ref().map(|held| held.tier.clone()), course });
        }
    }
    Ok(moving)
}

fn course(rules: &Rules, held: Option<&Held>, standing: &Standing, today: NaiveDate) -> Option<Course> {
    let current = held.map(|held| &held.tier);
    if current.is_some_and(|current| rules.tier(current).is_none()) {
        return Some(Course::Nowhere);
    }
    if let Some(to) = tier::after_award(rules, current, standing).and_then(|rise| rise.to) {
        let progress = tier::progress(rules, standing, rules.tier(&to)?);
        return Some(Course::Up { to, progress });
    }
    let held = held.filter(|held| !tier::reaches(rules, &held.tier, standing))?;
    let below = rules.rank(&held.tier).checked_sub(2).and_then(|place| rules.tiers().get(place));
    Some(Course::Down {
        to: below.map(|tier| tier.id().clone()),
        not_before: earliest_fall(rules, held, today),
        progress: tier::progress(rules, standing, rules.tier(&held.tier)?),
    })
}

/// The first day on which a company that doesn't reach its tier goes down: it is evaluated from tomorrow on.
fn earliest_fall(rules: &Rules, held: &Held, today: NaiveDate) -> NaiveDate {
    let tomorrow = today.succ_opt().unwrap_or(today);
    let unguaranteed = held.guaranteed_until(rules).max(tomorrow);
    match held.warned_until {
        // A guarantee that runs again takes the warning back.
        Some(until) if unguaranteed == tomorrow => until.max(tomorrow),
        _ => {
            let grace = Days::new(rules.standing().grace_days().into());
            unguaranteed.checked_add_days(grace).unwrap_or(NaiveDate::MAX)
        }
    }
}

/// Ids that new rules lack although they are in use. Such rules aren't taken: what was given under an id would lose its
/// name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacking {
    /// Kinds of contribution that something was given for.
    pub contributions: Vec<ContributionId>,
    /// Tiers that a company holds or held.
    pub tiers: Vec<TierId>,
}

/// What `rules` lack of the ids in use, or `None` when they have them all.
#[must_use]
pub fn lacking(
    rules: &Rules,
    contributions: &BTreeSet<ContributionId>,
    tiers: &BTreeSet<TierId>,
) -> Option<Lacking> {
    let contributions: Vec<_> =
        contributions.iter().filter(|id| rules.contribution(id).is_none()).cloned().collect();
    let tiers: Vec<_> = tiers.iter().filter(|id| rules.tier(id).is_none()).cloned().collect();
    let none = contributions.is_empty() && tiers.is_empty();
    (!none).then_some(Lacking { contributions, tiers })
}
