//! A reversal: takes one award back, whole and once; by the leader who gave it for a short time, later by staff.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::allocation::{Allocation, figures_disagree};
use super::award::PartnerState;
use super::ids::{ContributionId, GroupId, TierId};
use super::refusal::Figures;
use super::rules::Rules;
use super::standing::{self, Standing};
use super::tier::{self, TierMove};
use super::{Points, Refusal};

/// In which role someone takes an award back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reverser {
    /// The leader's own undo.
    Leader,
    /// The program's staff.
    Staff,
}

/// What has to be known, under the lock, to decide on a reversal. The first part is the award itself.
#[derive(Debug, Clone)]
pub struct ReversalState {
    /// The group that gave.
    pub group: GroupId,
    /// What for.
    pub contribution: ContributionId,
    /// How much.
    pub points: Points,
    /// The day of the contribution.
    pub day: NaiveDate,
    /// The award's act time.
    pub awarded_at: DateTime<Utc>,
    /// The award is taken back already.
    pub already: bool,
    /// This very person gave it.
    pub awarded_by_me: bool,
    /// The person leads the group, now.
    pub leads: bool,
    /// The person is of the program's staff, now.
    pub staff: bool,
    /// The period that the award spent from is still open at the act's time.
    pub period_open: bool,
    /// The group's allocation in that period.
    pub allocation: Allocation,
    /// The company's state.
    pub partner: PartnerState,
    /// The company's tier.
    pub tier: Option<TierId>,
    /// The company's standing over the window that starts with [`standing::first_day`] at the act's time.
    pub standing: Standing,
    /// What the company has from this group for this contribution on `day`, this award with it; merged companies
    /// together.
    pub cell: Points,
}

/// What a reversal does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct ReversalDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// The allocation afterwards; `None` when its period is over, so that the points are gone.
    pub allocation: Option<Allocation>,
    /// The company's standing afterwards.
    pub standing: Standing,
    /// How the company's tier falls, if it does.
    pub tier: Option<TierMove>,
}

/// Decides on a reversal. `at` is the act's time ([`super::award::act_time`]).
///
/// # Errors
/// For a leader the first [`Refusal`] of: gave it, leads, not reversed yet, in time. For staff: is staff, not
/// reversed yet.
pub fn decide(
    rules: &Rules,
    state: &ReversalState,
    by: Reverser,
    at: DateTime<Utc>,
) -> Result<ReversalDecision, Refusal> {
    check_reverser(state, by)?;
    if !in_time(rules, state.awarded_at, by, at) {
        return Err(Refusal::UndoTooLate { minutes: rules.award().undo_within_minutes() });
    }
    let allocation = if state.period_open {
        Some(state.allocation.give_back(state.points).map_err(figures_disagree)?)
    } else {
        None
    };
    let standing = standing_without(rules, state, at)?;
    let tier = fallen(rules, state.partner, state.tier.as_ref(), &standing);
    Ok(ReversalDecision { at, allocation, standing, tier })
}

/// Whether the person may take the award back at all, and whether it is there to be taken back.
pub(super) fn check_reverser(state: &ReversalState, by: Reverser) -> Result<(), Refusal> {
    match by {
        Reverser::Leader if !state.awarded_by_me => return Err(Refusal::NotYours),
        Reverser::Leader if !state.leads => return Err(Refusal::NotALeader),
        Reverser::Staff if !state.staff => return Err(Refusal::StaffOnly),
        Reverser::Leader | Reverser::Staff => {}
    }
    if state.already { Err(Refusal::AlreadyReversed) } else { Ok(()) }
}

/// Whether it isn't too late at `at`: a leader has some minutes, staff have all the time.
pub(super) fn in_time(rules: &Rules, awarded_at: DateTime<Utc>, by: Reverser, at: DateTime<Utc>) -> bool {
    let minutes = rules.award().undo_within_minutes();
    by == Reverser::Staff || at - awarded_at <= TimeDelta::minutes(minutes.into())
}

/// The company's standing without the award.
pub(super) fn standing_without(
    rules: &Rules,
    state: &ReversalState,
    at: DateTime<Utc>,
) -> Result<Standing, Refusal> {
    let mut standing = state.standing.clone();
    if standing::is_counted(rules, state.day, at) {
        let min_points = standing::min_points(rules, &state.contribution);
        standing
            .remove(min_points, state.group, &state.contribution, state.cell, state.points)
            .map_err(|_| Refusal::FiguresDisagree { which: Figures::Standing })?;
    }
    Ok(standing)
}

/// How the tier falls of a company whose standing shrank to `standing`.
pub(super) fn fallen(
    rules: &Rules,
    partner: PartnerState,
    current: Option<&TierId>,
    standing: &Standing,
) -> Option<TierMove> {
    match partner {
        PartnerState::Active | PartnerState::Suspended => tier::after_reversal(rules, current, standing),
        PartnerState::Nominated | PartnerState::Declined => None,
    }
}
