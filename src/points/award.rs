//! An award: who may give how much to whom, for which day, and everything that it changes.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::allocation::{Allocation, figures_disagree};
use super::approval;
use super::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};
use super::period::Period;
use super::refusal::Figures;
use super::rules::{Contribution, Rules};
use super::standing::{Cell, Standing};
use super::text::Reason;
use super::tier::{Judged, TierMove};
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
    /// The person was shown the award that this one looks like, and said that it is another one.
    pub confirmed: bool,
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
    /// The person leads the group.
    pub leads: bool,
    /// The person represents the company, or one that is merged with it.
    pub represents: bool,
    /// The company's state.
    pub partner: PartnerState,
    /// The name of the company that this one is merged into.
    pub merged_into: Option<String>,
    /// The company's tier.
    pub tier: Option<TierId>,
    /// The company was warned that it loses that tier, and the grace isn't over.
    pub warned: bool,
    /// The group's allocation in `period`.
    pub allocation: Allocation,
    /// What the company has from the group out of that allocation: given and not taken back, and reserved; merged
    /// companies together.
    pub given_to_partner: Points,
    /// The group's newest award to the company, or reservation of one, for this contribution on [`day`] that wasn't
    /// taken back, declined or lapsed.
    pub similar: Option<Similar>,
    /// The group's open period; contains [`act_time`].
    pub period: Period,
    /// The company's standing over the window that starts with [`super::standing::first_day`] at [`act_time`].
    pub standing: Standing,
    /// What the company already has from this group for this contribution on [`day`]; merged companies together.
    pub cell: Points,
    /// The group's own day on which the company claimed what this settles: what wasn't too long ago then isn't because
    /// a leader took some weeks to confirm it.
    pub claimed_on: Option<NaiveDate>,
}

/// An award that the one asked for may be the same as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Similar {
    /// Its record.
    pub record: RecordId,
    /// Its points.
    pub points: Points,
    /// Its act time.
    pub at: DateTime<Utc>,
}

/// What an order for an award comes to.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// It is given at once.
    Given(AwardDecision),
    /// Its points are set aside until a second leader decides.
    Reserved(ReservationDecision),
}

/// What a reservation does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct ReservationDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// The day of the contribution.
    pub day: NaiveDate,
    /// How much is set aside, 1 or more.
    pub points: Points,
    /// The group's allocation afterwards.
    pub allocation: Allocation,
    /// From this moment on nobody can approve it any more.
    pub lapses_at: DateTime<Utc>,
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
    /// The company was warned and has requalified for its tier: a new guarantee begins.
    pub requalified: bool,
    /// Not before this moment the shout-out goes out.
    pub shout_out_due: DateTime<Utc>,
}

/// When an act happens: by the clock under the lock, or at the ledger's last record when that is later. So a clock that is set
/// back neither writes into a closed period nor judges one act by another day than the next.
#[must_use]
pub fn act_time(clock: DateTime<Utc>, last_record_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    last_record_at.map_or(clock, |last| clock.max(last))
}

/// The day that a request is for: its own, or today in `tz` at `at`, which is the [`act_time`].
#[must_use]
pub fn day(request: &AwardRequest, tz: Tz, at: DateTime<Utc>) -> NaiveDate {
    request.day.unwrap_or_else(|| today(tz, at))
}

/// Decides on an award. `at` is the act's time ([`act_time`]).
///
/// # Errors
/// The first [`Refusal`] of: leads, group active, conflict of interest, the company's state, contribution
/// known, points within bounds, day not in the future and not too old, enough left, the company's share, totals within
/// bounds, and last, when nothing else forbids it, an award that looks the same and wasn't confirmed to be another.
pub fn decide(
    rules: &Rules,
    state: &AwardState,
    request: &AwardRequest,
    at: DateTime<Utc>,
) -> Result<Decision, Refusal> {
    check_rights(state)?;
    let contribution = rules.contribution(&request.contribution).ok_or(Refusal::UnknownContribution)?;
    let points = checked_points(rules, contribution, request.points)?;
    let day = checked_day(rules, state, request, at)?;
    if !state.period.contains(at) {
        return Err(Refusal::FiguresDisagree { which: Figures::Period });
    }
    let spent = state.allocation.spend(points).map_err(|_| Refusal::NotEnough {
        asked: points,
        remaining: state.allocation.remaining(),
        next_period: state.period.end(),
    })?;
    check_share(rules, &state.allocation, state.given_to_partner, points, state.period.end())?;
    let decision = match rules.award().approval_above() {
        Some(above) if points > above => Decision::Reserved(reserve(state, at, day, points)?),
        _ => Decision::Given(give(rules, state, request.group, contribution, (at, day, points), spent)?),
    };
    match state.similar {
        Some(Similar { record, points, at }) if !request.confirmed => {
            Err(Refusal::LooksLikeDuplicate { record, points, at })
        }
        _ => Ok(decision),
    }
}

fn reserve(
    state: &AwardState,
    at: DateTime<Utc>,
    day: NaiveDate,
    points: Points,
) -> Result<ReservationDecision, Refusal> {
    let allocation = state.allocation.reserve(points).map_err(figures_disagree)?;
    Ok(ReservationDecision { at, day, points, allocation, lapses_at: approval::lapses_at(at) })
}

fn give(
    rules: &Rules,
    state: &AwardState,
    group: GroupId,
    contribution: &Contribution,
    (at, day, points): (DateTime<Utc>, NaiveDate, Points),
    allocation: Allocation,
) -> Result<AwardDecision, Refusal> {
    let cell = Cell { group, contribution: contribution.id().clone(), day };
    let standing = state.standing.clone().with(rules, &cell, (state.cell, points), at)?;
    let Judged { standing, tier, requalified } =
        Judged::lifted(rules, state.partner, state.tier.as_ref(), state.warned, standing);
    let shout_out_due = shout_out_due(rules, at);
    Ok(AwardDecision { at, day, points, allocation, standing, tier, requalified, shout_out_due })
}

/// When the shout-out of an award of `at` goes out at the earliest.
#[must_use]
pub fn shout_out_due(rules: &Rules, at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::seconds(rules.award().shout_out_delay_seconds().into())
}

/// Whether `more` points to a company that has `given` of this allocation stay within its share.
pub(super) fn check_share(
    rules: &Rules,
    allocation: &Allocation,
    given: Points,
    more: Points,
    next_period: DateTime<Utc>,
) -> Result<(), Refusal> {
    let Some(percent) = rules.allocation().per_partner_share() else { return Ok(()) };
    let most = allocation.share(percent);
    if given.checked_add(more).is_some_and(|total| total <= most) {
        return Ok(());
    }
    Err(Refusal::ShareExceeded { asked: more, percent, most, given, next_period })
}

/// Whether a company can be awarded.
pub(super) fn check_partner(partner: PartnerState, merged_into: Option<&String>) -> Result<(), Refusal> {
    if let Some(into) = merged_into {
        return Err(Refusal::PartnerMerged { into: into.clone() });
    }
    match partner {
        PartnerState::Nominated | PartnerState::Active => Ok(()),
        PartnerState::Suspended => Err(Refusal::PartnerSuspended),
        PartnerState::Declined => Err(Refusal::PartnerDeclined),
    }
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
    check_partner(state.partner, state.merged_into.as_ref())
}

/// The points of one award, within the program's bounds.
pub(super) fn checked_points(
    rules: &Rules,
    kind: &Contribution,
    asked: Option<Points>,
) -> Result<Points, Refusal> {
    let points = asked.unwrap_or(kind.points());
    let (min, max) = (Points::ONE, rules.award().max_points());
    if points < min || points > max {
        return Err(Refusal::PointsOutOfRange { asked: points.get(), min, max });
    }
    Ok(points)
}

fn checked_day(
    rules: &Rules,
    state: &AwardState,
    request: &AwardRequest,
    at: DateTime<Utc>,
) -> Result<NaiveDate, Refusal> {
    let (day, today) = (day(request, state.group_timezone, at), today(state.group_timezone, at));
    check_day(rules, day, today, state.claimed_on.unwrap_or(today))?;
    Ok(day)
}

/// Whether a contribution of `day` can be awarded when `today` is the group's own day, and it was `told` of on that one.
pub(super) fn check_day(
    rules: &Rules,
    day: NaiveDate,
    today: NaiveDate,
    told: NaiveDate,
) -> Result<(), Refusal> {
    let oldest = told - Days::new(rules.award().backdate_days().into());
    if day > today {
        return Err(Refusal::DayInFuture { day, today });
    }
    if day < oldest {
        return Err(Refusal::DayTooOld { day, oldest });
    }
    Ok(())
}

/// The day that the clocks of `tz` show.
pub(super) fn today(tz: Tz, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&tz).date_naive()
}
