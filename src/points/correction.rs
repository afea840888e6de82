//! A correction: a reversal and a replacement in one decision.
//!
//! The replacement keeps the award's period, and its day unless that is what is corrected. Only the excess is new
//! spending. In a period that is over nothing more is spent, and what the replacement leaves is gone: the carry-over was
//! fixed at its end. The tier is judged once, after both.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::allocation::{Allocation, figures_disagree};
use super::award::{PartnerState, check_day, check_partner, check_share, checked_points, today};
use super::ids::{ContributionId, TierId};
use super::reversal::{self, ReversalState, Reverser};
use super::rules::Rules;
use super::standing::{Cell, Standing};
use super::tier::Judged;
use super::{Points, Refusal};

/// What is to be different; what is left out stays as it is. Another company is told by [`CorrectionState::other`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CorrectionRequest {
    /// How much.
    pub points: Option<Points>,
    /// What for.
    pub contribution: Option<ContributionId>,
    /// The day of the contribution.
    pub day: Option<NaiveDate>,
}

/// What has to be known, under the lock, to decide on a correction.
#[derive(Debug, Clone)]
pub struct CorrectionState {
    /// The award and its company, as for a reversal.
    pub award: ReversalState,
    /// The group is approved and not closed.
    pub group_active: bool,
    /// Where the group lives.
    pub group_timezone: Tz,
    /// When the open period ends.
    pub next_period: DateTime<Utc>,
    /// The person represents the award's company, or one that is merged with it.
    pub represents: bool,
    /// The award's company was warned that it loses its tier, and the grace isn't over.
    pub warned: bool,
    /// What the award's company has from the group out of [`ReversalState::allocation`], this award and reservations with
    /// it; merged companies together.
    pub given_to_partner: Points,
    /// The company that should have got it, when that is another one and not merged with the award's.
    pub other: Option<Receiver>,
    /// What the company that gets it has from this group for the corrected contribution on the corrected day, before
    /// the correction; merged companies together.
    pub cell: Points,
}

/// The company that gets an award in the place of another one.
#[derive(Debug, Clone)]
pub struct Receiver {
    /// Its state.
    pub partner: PartnerState,
    /// The name of the company that it is merged into.
    pub merged_into: Option<String>,
    /// The person represents it, or one that is merged with it.
    pub represents: bool,
    /// Its tier.
    pub tier: Option<TierId>,
    /// It was warned that it loses that tier, and the grace isn't over.
    pub warned: bool,
    /// Its standing over the same window as the award's company.
    pub standing: Standing,
    /// What it has from the group out of [`ReversalState::allocation`], reservations with it.
    pub given_to_partner: Points,
}

/// What a correction does. Everything here belongs into one transaction: the reversal, the award in its place, and what
/// follows.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrectionDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// How much the replacement gives, 1 or more.
    pub points: Points,
    /// What for.
    pub contribution: ContributionId,
    /// The day of the contribution.
    pub day: NaiveDate,
    /// The allocation of the award's period after both.
    pub allocation: Allocation,
    /// The award's company after both; when another gets it, after the reversal.
    pub partner: Judged,
    /// The company that gets it instead.
    pub other: Option<Judged>,
}

/// The award as it should have been.
struct Right<'a> {
    points: Points,
    contribution: &'a ContributionId,
    day: NaiveDate,
    /// What is spent beyond the award.
    excess: Points,
}

/// Decides on a correction. `at` is the act's time ([`super::award::act_time`]).
///
/// # Errors
/// The first [`Refusal`] of: the rights and the time of a reversal, nothing to change, group active, conflict of interest
/// and state of the company that gets it, contribution known, points within bounds, day, approval, enough left, the
/// company's share, totals within bounds.
pub fn decide(
    rules: &Rules,
    state: &CorrectionState,
    request: &CorrectionRequest,
    by: Reverser,
    at: DateTime<Utc>,
) -> Result<CorrectionDecision, Refusal> {
    let award = &state.award;
    reversal::check_reverser(award, by)?;
    if !reversal::in_time(rules, award.awarded_at, by, at) {
        return Err(Refusal::CorrectionTooLate { minutes: rules.award().undo_within_minutes() });
    }
    let right = right(state, request)?;
    check_receiver(state, &right, by)?;
    check_content(rules, state, &right)?;
    check_approval(rules, state, &right, by)?;
    let allocation = allocation(rules, state, &right)?;
    let (partner, other) = judge(rules, state, &right, at)?;
    let Right { points, contribution, day, .. } = right;
    Ok(CorrectionDecision { at, points, contribution: contribution.clone(), day, allocation, partner, other })
}

fn right<'a>(state: &'a CorrectionState, request: &'a CorrectionRequest) -> Result<Right<'a>, Refusal> {
    let award = &state.award;
    let points = request.points.unwrap_or(award.points);
    let contribution = request.contribution.as_ref().unwrap_or(&award.contribution);
    let day = request.day.unwrap_or(award.day);
    let same = (points, contribution, day) == (award.points, &award.contribution, award.day);
    if same && state.other.is_none() {
        return Err(Refusal::NothingToChange);
    }
    Ok(Right { points, contribution, day, excess: award.points.missing_to(points) })
}

/// Nobody corrects in favour of their own company, and nothing new is given by who can't give or to who can't get.
fn check_receiver(state: &CorrectionState, right: &Right<'_>, by: Reverser) -> Result<(), Refusal> {
    let gives = state.other.is_some() || right.excess > Points::ZERO;
    if !state.group_active && (gives || by == Reverser::Leader) {
        return Err(Refusal::GroupNotActive);
    }
    if state.other.as_ref().map_or(state.represents, |other| other.represents) {
        return Err(Refusal::Conflict);
    }
    match &state.other {
        Some(other) => check_partner(other.partner, other.merged_into.as_ref()),
        None if gives => check_partner(state.award.partner, None),
        None => Ok(()),
    }
}

/// What isn't changed isn't asked again: the rules may have changed since.
fn check_content(rules: &Rules, state: &CorrectionState, right: &Right<'_>) -> Result<(), Refusal> {
    let award = &state.award;
    let known = rules.contribution(right.contribution);
    if *right.contribution != award.contribution && known.is_none() {
        return Err(Refusal::UnknownContribution);
    }
    if right.points != award.points
        && let Some(kind) = known
    {
        checked_points(rules, kind, Some(right.points))?;
    }
    if right.day != award.day {
        let today = today(state.group_timezone, award.awarded_at);
        check_day(rules, right.day, today, today)?;
    }
    Ok(())
}

/// A leader can't get around the second one by giving little first and correcting it then.
fn check_approval(
    rules: &Rules,
    state: &CorrectionState,
    right: &Right<'_>,
    by: Reverser,
) -> Result<(), Refusal> {
    let new = right.excess > Points::ZERO || state.other.is_some();
    match rules.award().approval_above() {
        Some(above) if by == Reverser::Leader && new && right.points > above => {
            Err(Refusal::NeedsApproval { above })
        }
        _ => Ok(()),
    }
}

fn allocation(rules: &Rules, state: &CorrectionState, right: &Right<'_>) -> Result<Allocation, Refusal> {
    let award = &state.award;
    let next_period = state.next_period;
    if !award.period_open && right.excess > Points::ZERO {
        return Err(Refusal::PeriodOver { most: award.points });
    }
    let freed = award.allocation.give_back(award.points).map_err(figures_disagree)?;
    let allocation = freed.spend(right.points).map_err(|_| Refusal::NotEnough {
        asked: right.excess,
        remaining: award.allocation.remaining(),
        next_period,
    })?;
    match &state.other {
        Some(other) => check_share(rules, &allocation, other.given_to_partner, right.points, next_period)?,
        None if right.excess > Points::ZERO => {
            check_share(rules, &allocation, state.given_to_partner, right.excess, next_period)?;
        }
        None => {}
    }
    Ok(allocation)
}

fn judge(
    rules: &Rules,
    state: &CorrectionState,
    right: &Right<'_>,
    at: DateTime<Utc>,
) -> Result<(Judged, Option<Judged>), Refusal> {
    let award = &state.award;
    let without = reversal::standing_without(rules, award, at)?;
    let to = Cell { group: award.group, contribution: right.contribution.clone(), day: right.day };
    let Some(other) = &state.other else {
        let same_cell = (right.contribution, right.day) == (&award.contribution, award.day);
        let cell = if same_cell { award.points.missing_to(award.cell) } else { state.cell };
        let after = without.with(rules, &to, (cell, right.points), at)?;
        let standings = (&award.standing, after);
        let partner = Judged::corrected(rules, award.partner, award.tier.as_ref(), state.warned, standings);
        return Ok((partner, None));
    };
    let tier = reversal::fallen(rules, award.partner, award.tier.as_ref(), &without);
    let partner = Judged { standing: without, tier, requalified: false };
    let after = other.standing.clone().with(rules, &to, (state.cell, right.points), at)?;
    let other = Judged::lifted(rules, other.partner, other.tier.as_ref(), other.warned, after);
    Ok((partner, Some(other)))
}
