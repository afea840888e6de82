//! An award: who may give how much to whom, for which day, and everything that it changes.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::allocation::Allocation;
use super::ids::{ContributionId, GroupId, PartnerId, TierId};
use super::period::Period;
use super::refusal::Figures;
use super::rules::{Contribution, Rules};
use super::standing::{self, Standing};
use super::text::Reason;
use super::tier::{self, TierMove};
use super::{Points, Refusal};

/// What a leader asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardRequest {
    /// The group that gives.
    pub group: GroupId,
    /// The company that gets.
    pub partner: PartnerId,
    /// What for.
    pub contribution: ContributionId,
    /// How much; left out, what the rules suggest for the contribution.
    pub points: Option<Points>,
    /// Why, in the leader's words.
    pub reason: Reason,
    /// The day of the contribution; left out, the group's own today.
    pub day: Option<NaiveDate>,
}

/// Where a company stands with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartnerState {
    /// Proposed, not approved yet: it can be awarded and has a standing, but no tier.
    Nominated,
    /// Part of the program.
    Active,
    /// Not to be awarded for the time being.
    Suspended,
    /// Not taken by staff.
    Declined,
}

/// What has to be known, under the lock, to decide on an award.
#[derive(Debug, Clone)]
pub struct AwardState {
    /// The group is approved and not closed.
    pub group_active: bool,
    /// Where the group lives.
    pub group_timezone: Tz,
    /// The act time of the group's last record.
    pub last_record_at: Option<DateTime<Utc>>,
    /// The person leads the group.
    pub leads: bool,
    /// The person represents the company.
    pub represents: bool,
    /// The company's state.
    pub partner: PartnerState,
    /// The company's tier.
    pub tier: Option<TierId>,
    /// The group's allocation in `period`.
    pub allocation: Allocation,
    /// The group's open period; contains [`act_time`].
    pub period: Period,
    /// The company's standing over the window that starts with [`standing::first_day`] at [`act_time`].
    pub standing: Standing,
    /// What the company already has from this group for this contribution on [`day`].
    pub cell: Points,
}

/// What an award does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct AwardDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// The day of the contribution.
    pub day: NaiveDate,
    /// How much is given, 1 or more.
    pub points: Points,
    /// The group's allocation afterwards.
    pub allocation: Allocation,
    /// The company's standing afterwards.
    pub standing: Standing,
    /// How the company's tier moves, if it does.
    pub tier: Option<TierMove>,
    /// Not before this moment the shout-out goes out.
    pub shout_out_due: DateTime<Utc>,
}

/// When an act happens: at the clock's `now`, or at the group's last record when that is later, so that a late
/// clock never writes into a closed period.
#[must_use]
pub fn act_time(now: DateTime<Utc>, last_record_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    last_record_at.map_or(now, |last| now.max(last))
}

/// The day that a request is for: its own, or today in `tz` at `at`, which is the [`act_time`].
#[must_use]
pub fn day(request: &AwardRequest, tz: Tz, at: DateTime<Utc>) -> NaiveDate {
    request.day.unwrap_or_else(|| today(tz, at))
}

/// Decides on an award. `now` is the clock under the lock.
///
/// # Errors
/// The first [`Refusal`] of: leads, group active, conflict of interest, the company's state, contribution
/// known, points within bounds, day not in the future and not too old, enough left.
pub fn decide(
    rules: &Rules,
    state: &AwardState,
    request: &AwardRequest,
    now: DateTime<Utc>,
) -> Result<AwardDecision, Refusal> {
    check_rights(state)?;
    let contribution = rules.contribution(&request.contribution).ok_or(Refusal::UnknownContribution)?;
    let points = checked_points(rules, contribution, request.points)?;
    let at = act_time(now, state.last_record_at);
    let day = checked_day(rules, state.group_timezone, request, at)?;
    if !state.period.contains(at) {
        return Err(Refusal::FiguresDisagree { which: Figures::Period });
    }
    let allocation = state.allocation.spend(points).map_err(|_| Refusal::NotEnough {
        asked: points,
        remaining: state.allocation.remaining(),
        next_period: state.period.end(),
    })?;
    let mut standing = state.standing.clone();
    if standing::is_counted(rules, day, at) {
        standing
            .add(contribution.min_points(), request.group, contribution.id(), state.cell, points)
            .map_err(|_| Refusal::TotalTooLarge { max: Points::MAX })?;
    }
    let tier = match state.partner {
        PartnerState::Active => tier::after_award(rules, state.tier.as_ref(), &standing),
        _ => None,
    };
    let delay = TimeDelta::seconds(rules.award().shout_out_delay_seconds().into());
    Ok(AwardDecision { at, day, points, allocation, standing, tier, shout_out_due: at + delay })
}

fn check_rights(state: &AwardState) -> Result<(), Refusal> {
    if !state.leads {
        return Err(Refusal::NotALeader);
    }
    if !state.group_active {
        return Err(Refusal::GroupNotActive);
    }
    if state.represents {
        return Err(Refusal::Conflict);
    }
    match state.partner {
        PartnerState::Nominated | PartnerState::Active => Ok(()),
        PartnerState::Suspended => Err(Refusal::PartnerSuspended),
        PartnerState::Declined => Err(Refusal::PartnerDeclined),
    }
}

fn checked_points(rules: &Rules, kind: &Contribution, asked: Option<Points>) -> Result<Points, Refusal> {
    let points = asked.unwrap_or(kind.points());
    let (min, max) = (Points::ONE, rules.award().max_points());
    if points < min || points > max {
        return Err(Refusal::PointsOutOfRange { asked: points.get(), min, max });
    }
    Ok(points)
}

fn checked_day(
    rules: &Rules,
    tz: Tz,
    request: &AwardRequest,
    at: DateTime<Utc>,
) -> Result<NaiveDate, Refusal> {
    let today = today(tz, at);
    let oldest = today - Days::new(rules.award().backdate_days().into());
    let day = day(request, tz, at);
    if day > today {
        return Err(Refusal::DayInFuture { day, today });
    }
    if day < oldest {
        return Err(Refusal::DayTooOld { day, oldest });
    }
    Ok(day)
}

fn today(tz: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&tz).date_naive()
}
