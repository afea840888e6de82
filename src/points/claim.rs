//! A claim: a company says what it did for a group, and a leader of the group decides about it.
//!
//! It gives nothing: what confirms it is an award with all its rules. Here stands who may claim what, how long a claim
//! waits, and how it ends without an award.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::Refusal;
use super::award::{PartnerState, check_day, check_partner, today};
use super::ids::ContributionId;
use super::rules::Rules;

/// How long a claim waits, in days: a group that meets once a month looks at it in time.
pub const WAITS_FOR_DAYS: i64 = 30;

/// So many claims of one company may wait at one group: more are no news to its leaders, they are work.
pub const MOST_WAITING: u32 = 5;

/// From which moment on a claim of `claimed_at` can't be confirmed any more.
#[must_use]
pub fn lapses_at(claimed_at: DateTime<Utc>) -> DateTime<Utc> {
    claimed_at + TimeDelta::days(WAITS_FOR_DAYS)
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClaimFate {
    /// Nobody has decided yet.
    Waiting,
    /// A leader confirmed it: there is an award, or the reservation of one.
    Confirmed,
    /// A leader said no.
    Declined,
    /// The company took it back.
    Withdrawn,
    /// Nobody decided in time.
    Lapsed,
    /// The group was closed or moved, or the company declined or merged into another one.
    Void,
}

/// What is decided about a claim other than to confirm it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimVerdict {
    /// It isn't so, says a leader.
    Decline,
    /// It isn't asked any more, says the company.
    Withdraw,
}

/// Why a claim isn't made or decided, beside the refusals that it shares with awards.
#[derive(Debug, Clone, PartialEq)]
pub enum ClaimRefusal {
    /// The person represents several companies and has to name one.
    WhichCompany {
        /// The names to choose from.
        names: Vec<String>,
    },
    /// Staff haven't approved the company yet.
    CompanyWaits,
    /// The company claims this very contribution of this day at this group already.
    WaitsAlready {
        /// The day.
        day: NaiveDate,
    },
    /// Too many claims of the company wait at the group.
    TooMany {
        /// So many may wait.
        most: u32,
    },
    /// It is for the leaders of the group to decide, and the person isn't one.
    NotYours,
    /// It was decided before.
    Decided {
        /// How.
        how: ClaimFate,
    },
}

impl ClaimRefusal {
    /// A stable name for logs and for looking up the text.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::WhichCompany { .. } => "claim-which-company",
            Self::CompanyWaits => "claim-company-waits",
            Self::WaitsAlready { .. } => "claim-waits-already",
            Self::TooMany { .. } => "claim-too-many",
            Self::NotYours => "claim-not-yours",
            Self::Decided { .. } => "claim-decided",
        }
    }
}

/// What a company says that it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimRequest {
    /// What.
    pub contribution: ContributionId,
    /// On which day; left out, the group's own today.
    pub day: Option<NaiveDate>,
}

/// What has to be known, under the lock, to take a claim.
#[derive(Debug, Clone)]
pub struct ClaimState {
    /// The person represents the company, or one that is merged with it.
    pub represents: bool,
    /// The company's state.
    pub partner: PartnerState,
    /// The name of the company that this one is merged into.
    pub merged_into: Option<String>,
    /// The group is approved and not closed.
    pub group_active: bool,
    /// Where the group lives.
    pub group_timezone: Tz,
    /// What of this company waits at this group.
    pub waiting: Vec<(ContributionId, NaiveDate)>,
}

/// What a claim does. Everything here belongs into one transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// The day of the contribution.
    pub day: NaiveDate,
    /// From this moment on nobody can confirm it any more.
    pub lapses_at: DateTime<Utc>,
}

/// What has to be known, under the lock, to end a claim.
#[derive(Debug, Clone, Copy)]
pub struct EndState {
    /// What became of it so far.
    pub fate: ClaimFate,
    /// From this moment on nobody can confirm it any more.
    pub lapses_at: DateTime<Utc>,
    /// The person leads the group.
    pub leads: bool,
    /// The person represents the company, or one that is merged with it.
    pub represents: bool,
}

/// Decides whether a claim is taken. `at` is the act's time ([`super::award::act_time`]).
///
/// # Errors
/// The first [`Refusal`] of: represents the company, the company's state, group active, contribution known, day not in
/// the future and not too old, the same claim doesn't wait, not too many wait.
pub fn decide(
    rules: &Rules,
    state: &ClaimState,
    request: &ClaimRequest,
    at: DateTime<Utc>,
) -> Result<ClaimDecision, Refusal> {
    if !state.represents {
        return Err(Refusal::NotARepresentative);
    }
    check_partner(state.partner, state.merged_into.as_ref())?;
    if state.partner == PartnerState::Nominated {
        return Err(ClaimRefusal::CompanyWaits.into());
    }
    if !state.group_active {
        return Err(Refusal::GroupNotActive);
    }
    rules.contribution(&request.contribution).ok_or(Refusal::UnknownContribution)?;
    let today = today(state.group_timezone, at);
    let day = request.day.unwrap_or(today);
    check_day(rules, day, today, today)?;
    if state.waiting.iter().any(|(contribution, of)| *contribution == request.contribution && *of == day) {
        return Err(ClaimRefusal::WaitsAlready { day }.into());
    }
    if state.waiting.len() >= MOST_WAITING as usize {
        return Err(ClaimRefusal::TooMany { most: MOST_WAITING }.into());
    }
    Ok(ClaimDecision { at, day, lapses_at: lapses_at(at) })
}

/// Decides on the end of a claim that isn't an award; what it is then.
///
/// # Errors
/// [`ClaimRefusal::NotYours`], [`Refusal::NotARepresentative`], [`ClaimRefusal::Decided`].
pub fn end(state: &EndState, verdict: ClaimVerdict, now: DateTime<Utc>) -> Result<ClaimFate, Refusal> {
    let after = match verdict {
        ClaimVerdict::Decline if !state.leads => return Err(ClaimRefusal::NotYours.into()),
        ClaimVerdict::Withdraw if !state.represents => return Err(Refusal::NotARepresentative),
        ClaimVerdict::Decline => ClaimFate::Declined,
        ClaimVerdict::Withdraw => ClaimFate::Withdrawn,
    };
    check_waits(state.fate, state.lapses_at, now)?;
    Ok(after)
}

/// Whether a claim still waits at `now`.
///
/// # Errors
/// [`ClaimRefusal::Decided`]; one whose time is over has lapsed, whether that was written down yet or not.
pub fn check_waits(fate: ClaimFate, lapses_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Refusal> {
    match fate {
        ClaimFate::Waiting if now < lapses_at => Ok(()),
        ClaimFate::Waiting => Err(ClaimRefusal::Decided { how: ClaimFate::Lapsed }.into()),
        how => Err(ClaimRefusal::Decided { how }.into()),
    }
}

impl From<ClaimRefusal> for Refusal {
    fn from(why: ClaimRefusal) -> Self {
        Self::Claim(why)
    }
}
