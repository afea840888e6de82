//! An opening balance: points and tier that a running program brings for a partner, once.

use chrono::{DateTime, Utc};

use super::Refusal;
use super::award::PartnerState;
use super::evaluation::Held;
use super::ids::TierId;
use super::rules::Rules;
use super::standing::{OpeningBalance, Standing, is_counted, program_day};
use super::text::shortened;
use super::tier::{self, TierMove};
use super::{Points, award};

/// What staff bring for a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningRequest {
    /// The points; none when only a tier is brought.
    pub balance: OpeningBalance,
    /// The tier that it has, by its id as typed. Its guarantee runs from the balance's day.
    pub tier: Option<String>,
}

/// What has to be known to decide on an opening balance.
#[derive(Debug, Clone)]
pub struct OpeningState {
    /// The person is of the program's staff.
    pub staff: bool,
    /// The partner's state.
    pub partner: PartnerState,
    /// The name of the company that it is merged into.
    pub merged_into: Option<String>,
    /// It has an opening balance.
    pub already: bool,
    /// The tier that it holds.
    pub held: Option<Held>,
    /// Its standing over the window that starts with [`super::standing::first_day`].
    pub standing: Standing,
    /// What it has in the balance's [`OpeningBalance::cell`], if that has one.
    pub cell: Points,
}

/// What an opening balance does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct OpeningDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// The standing afterwards.
    pub standing: Standing,
    /// The tier that it holds afterwards: the highest of its own, the one brought and the one reached.
    pub held: Option<Held>,
    /// How the tier moves, if it does.
    pub tier: Option<TierMove>,
}

/// Decides on an opening balance at `at`.
///
/// # Errors
/// The first [`Refusal`] of: is staff, the partner's state, brought before, something to bring, day not in the future,
/// contribution and tier known, totals within bounds.
pub fn decide(
    rules: &Rules,
    state: &OpeningState,
    request: &OpeningRequest,
    at: DateTime<Utc>,
) -> Result<OpeningDecision, Refusal> {
    let OpeningBalance { day, points, contribution, .. } = &request.balance;
    if !state.staff {
        return Err(Refusal::StaffOnly);
    }
    award::check_partner(state.partner, state.merged_into.as_ref())?;
    if request.tier.is_some() && state.partner != PartnerState::Active {
        return Err(Refusal::PartnerNotActive);
    }
    if state.already {
        return Err(Refusal::AlreadyOpened);
    }
    if *points == Points::ZERO && request.tier.is_none() {
        return Err(Refusal::NothingToChange);
    }
    let today = program_day(rules, at);
    if *day > today {
        return Err(Refusal::DayInFuture { day: *day, today });
    }
    if contribution.as_ref().is_some_and(|id| rules.contribution(id).is_none()) {
        return Err(Refusal::UnknownContribution);
    }
    let brought = request.tier.as_deref().map(|word| known_tier(rules, word)).transpose()?;
    let mut standing = state.standing.clone();
    if *points > Points::ZERO && is_counted(rules, *day, at) {
        standing
            .add_opening(rules, &request.balance, state.cell)
            .map_err(|_| Refusal::TotalTooLarge { max: Points::MAX })?;
    }
    let brought = brought.map(|tier| Held::begun(rules, tier, *day));
    let reached = tier::highest(rules, &standing).filter(|_| state.partner == PartnerState::Active);
    let reached = reached.map(|tier| Held::begun(rules, tier, today));
    let held = higher(rules, higher(rules, state.held.clone(), brought), reached);
    let tier = moved(state.held.as_ref(), held.as_ref());
    Ok(OpeningDecision { at, standing, held, tier })
}

fn known_tier(rules: &Rules, word: &str) -> Result<TierId, Refusal> {
    let known = TierId::parse(word).ok().filter(|id| rules.tier(id).is_some());
    known.ok_or_else(|| Refusal::UnknownTier { asked: shortened(word) })
}

/// The higher of two; the first when they are equally high.
pub(super) fn higher(rules: &Rules, first: Option<Held>, second: Option<Held>) -> Option<Held> {
    let height = |held: &Option<Held>| held.as_ref().map_or(0, |held| rules.rank(&held.tier));
    if height(&second) > height(&first) { second } else { first }
}

/// The move from one tier to another, if it is one.
pub(super) fn moved(before: Option<&Held>, after: Option<&Held>) -> Option<TierMove> {
    let [from, to] = [before, after].map(|held| held.map(|held| held.tier.clone()));
    (from != to).then_some(TierMove { from, to })
}
