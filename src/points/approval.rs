//! An approval: a second leader decides on an award above the program's limit, whose points are reserved meanwhile.
//!
//! Rights, suspension and conflict are checked again when it is approved; new limits are not. It spends in the period
//! in which it was asked for, even when that is over by then.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::allocation::{Allocation, figures_disagree};
use super::award::{AwardDecision, PartnerState, check_partner, shout_out_due};
use super::ids::{ContributionId, GroupId, TierId};
use super::rules::Rules;
use super::standing::{Cell, Standing};
use super::tier::Judged;
use super::{Points, Refusal};

/// How long a reservation waits, in days ("points are reserved meanwhile and freed after 7 days": the program's promise
/// beside `award.approval_above`).
pub const RESERVED_FOR_DAYS: i64 = 7;

/// From which moment on a reservation of `asked_at` can't be approved any more.
#[must_use]
pub fn lapses_at(asked_at: DateTime<Utc>) -> DateTime<Utc> {
    asked_at + TimeDelta::days(RESERVED_FOR_DAYS)
}

/// What became of a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Nobody has decided yet.
    Waiting,
    /// It is an award.
    Approved,
    /// A second leader or staff said no.
    Declined,
    /// Who asked for it took it back.
    Withdrawn,
    /// Nobody decided in time.
    Lapsed,
    /// The group was closed or moved, or the company declined.
    Freed,
}

/// What is decided about a reservation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It becomes an award.
    Approve,
    /// It doesn't, says who may approve.
    Decline,
    /// It doesn't, says who asked for it.
    Withdraw,
}

/// What has to be known, under the lock, to decide on a reservation. The first part is the reservation itself.
#[derive(Debug, Clone)]
pub struct ReservationState {
    /// The group that would give.
    pub group: GroupId,
    /// What for.
    pub contribution: ContributionId,
    /// How much.
    pub points: Points,
    /// The day of the contribution.
    pub day: NaiveDate,
    /// Its act time.
    pub asked_at: DateTime<Utc>,
    /// What became of it so far.
    pub fate: Fate,
    /// This very person asked for it.
    pub asked_by_me: bool,
    /// The person leads the group, now.
    pub leads: bool,
    /// The person is of the program's staff, now.
    pub staff: bool,
    /// The person represents the company, or one that is merged with it.
    pub represents: bool,
    /// The group has a leader who didn't ask for it and doesn't represent the company; a role that leads counts as one.
    pub other_could: bool,
    /// Who asked for it leads the group, now.
    pub asker_leads: bool,
    /// Who asked for it represents the company, or one that is merged with it, now.
    pub asker_represents: bool,
    /// The group is approved and not closed.
    pub group_active: bool,
    /// The period in which it was asked for is still open at the act's time.
    pub period_open: bool,
    /// The group's allocation in that period.
    pub allocation: Allocation,
    /// The company's state.
    pub partner: PartnerState,
    /// The company's tier.
    pub tier: Option<TierId>,
    /// The company was warned that it loses that tier, and the grace isn't over.
    pub warned: bool,
    /// The company's standing over the window that starts with [`super::standing::first_day`] at the act's time.
    pub standing: Standing,
    /// What the company has from this group for this contribution on `day`, without this award; merged companies
    /// together.
    pub cell: Points,
}

/// What has to be known, under the lock, to let a reservation lapse.
#[derive(Debug, Clone, Copy)]
pub struct LapseState {
    /// How much is reserved.
    pub points: Points,
    /// The reservation's act time.
    pub asked_at: DateTime<Utc>,
    /// What became of it so far.
    pub fate: Fate,
    /// The period in which it was asked for is still open at the act's time.
    pub period_open: bool,
    /// The group's allocation in that period.
    pub allocation: Allocation,
}

/// What a verdict does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum ApprovalDecision {
    /// The award is given, by who asked for it.
    Given(AwardDecision),
    /// The points are free again.
    Freed(Freed),
}

/// Points that a reservation held no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freed {
    /// The act time.
    pub at: DateTime<Utc>,
    /// The allocation of the reservation's period afterwards.
    pub allocation: Allocation,
    /// That period is over, so nobody can give the points any more: its carry-over was fixed at its end.
    pub gone: bool,
}

/// Decides on a reservation. `at` is the act's time ([`super::award::act_time`]).
///
/// # Errors
/// The first [`Refusal`] of: who may decide, decided before, lapsed; for an approval then: group active, who asked leads
/// and doesn't represent the company, the company's state, totals within bounds.
pub fn decide(
    rules: &Rules,
    state: &ReservationState,
    verdict: Verdict,
    at: DateTime<Utc>,
) -> Result<ApprovalDecision, Refusal> {
    check_decider(state, verdict)?;
    match state.fate {
        Fate::Waiting if at < lapses_at(state.asked_at) => {}
        Fate::Waiting | Fate::Lapsed => {
            return Err(Refusal::ReservationLapsed { at: lapses_at(state.asked_at) });
        }
        how => return Err(Refusal::ReservationDecided { how }),
    }
    match verdict {
        Verdict::Approve => approve(rules, state, at).map(ApprovalDecision::Given),
        Verdict::Decline | Verdict::Withdraw => {
            free(state.points, &state.allocation, state.period_open, at).map(ApprovalDecision::Freed)
        }
    }
}

/// Frees the points of a reservation that nobody decided on in time; `None` when it is decided, or still has time.
///
/// # Errors
/// [`Refusal::FiguresDisagree`].
pub fn lapse(state: &LapseState, at: DateTime<Utc>) -> Result<Option<Freed>, Refusal> {
    if state.fate != Fate::Waiting || at < lapses_at(state.asked_at) {
        return Ok(None);
    }
    free(state.points, &state.allocation, state.period_open, at).map(Some)
}

fn check_decider(state: &ReservationState, verdict: Verdict) -> Result<(), Refusal> {
    match verdict {
        Verdict::Withdraw if state.asked_by_me => return Ok(()),
        Verdict::Withdraw => return Err(Refusal::NotYours),
        Verdict::Approve | Verdict::Decline if state.asked_by_me => return Err(Refusal::OwnReservation),
        Verdict::Approve | Verdict::Decline => {}
    }
    if !state.leads && !state.staff {
        return Err(Refusal::NotYoursToApprove);
    }
    if state.represents {
        return Err(Refusal::Conflict);
    }
    if !state.leads && state.other_could {
        return Err(Refusal::LeaderDecides);
    }
    Ok(())
}

fn approve(rules: &Rules, state: &ReservationState, at: DateTime<Utc>) -> Result<AwardDecision, Refusal> {
    if !state.group_active {
        return Err(Refusal::GroupNotActive);
    }
    if !state.asker_leads {
        return Err(Refusal::AskerLeft);
    }
    if state.asker_represents {
        return Err(Refusal::AskerConflict);
    }
    check_partner(state.partner, None)?;
    let allocation = state.allocation.spend_reserved(state.points).map_err(figures_disagree)?;
    let cell = Cell { group: state.group, contribution: state.contribution.clone(), day: state.day };
    let standing = state.standing.clone().with(rules, &cell, (state.cell, state.points), at)?;
    let Judged { standing, tier, requalified } =
        Judged::lifted(rules, state.partner, state.tier.as_ref(), state.warned, standing);
    let (day, points, shout_out_due) = (state.day, state.points, shout_out_due(rules, at));
    Ok(AwardDecision { at, day, points, allocation, standing, tier, requalified, shout_out_due })
}

fn free(points: Points, allocation: &Allocation, open: bool, at: DateTime<Utc>) -> Result<Freed, Refusal> {
    Ok(Freed { at, allocation: allocation.release(points).map_err(figures_disagree)?, gone: !open })
}
