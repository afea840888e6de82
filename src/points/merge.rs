//! A merge: one company is another from a day on. Awards stay where they are; standing and groups are those of both, and
//! nobody awards either who represents one of them. A record takes it back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::Refusal;
use super::award::PartnerState;
use super::evaluation::Held;
use super::ids::PartnerId;
use super::opening::{higher, moved};
use super::rules::Rules;
use super::standing::{Standing, program_day};
use super::tier::{self, TierMove};

/// Which company is which other one, and from which day on. Never in a circle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merges(BTreeMap<PartnerId, (PartnerId, NaiveDate)>);

impl Merges {
    /// Takes what the store kept (company, the one it is merged into, from which day on), or `None` when a company is
    /// merged twice or companies are merged in a circle.
    #[must_use]
    pub fn from_parts(parts: impl IntoIterator<Item = (PartnerId, PartnerId, NaiveDate)>) -> Option<Self> {
        let mut merges = Self::default();
        for (absorbed, into, from) in parts {
            if merges.0.contains_key(&absorbed) || merges.leads_to(into, absorbed) {
                return None;
            }
            merges.0.insert(absorbed, (into, from));
        }
        Some(merges)
    }

    /// The company that `partner` is on `day`: itself, or the one that it is merged into, however many steps away.
    #[must_use]
    pub fn survivor(&self, partner: PartnerId, day: NaiveDate) -> PartnerId {
        let mut one = partner;
        while let Some((into, _)) = self.0.get(&one).filter(|(_, from)| *from <= day) {
            one = *into;
        }
        one
    }

    /// All companies that are one with `partner` on `day`, itself with them.
    #[must_use]
    pub fn family(&self, partner: PartnerId, day: NaiveDate) -> BTreeSet<PartnerId> {
        let survivor = self.survivor(partner, day);
        let absorbed = self.0.keys().copied().filter(|one| self.survivor(*one, day) == survivor);
        absorbed.chain([survivor]).collect()
    }

    /// What `partner` is merged into, whatever the day.
    #[must_use]
    pub fn merged_into(&self, partner: PartnerId) -> Option<PartnerId> {
        self.0.get(&partner).map(|(into, _)| *into)
    }

    /// Whether the way from `from` comes by `to`, whatever the day.
    fn leads_to(&self, from: PartnerId, to: PartnerId) -> bool {
        let mut one = Some(from);
        while let Some(at) = one {
            if at == to {
                return true;
            }
            one = self.merged_into(at);
        }
        false
    }
}

/// One of the two companies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Which one.
    pub id: PartnerId,
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: PartnerState,
    /// The tier that it holds.
    pub held: Option<Held>,
    /// The name of the company that it is merged into.
    pub merged_into: Option<String>,
}

/// What has to be known to merge two companies.
#[derive(Debug, Clone)]
pub struct MergeState {
    /// The person is of the program's staff.
    pub staff: bool,
    /// All merges there are.
    pub merges: Merges,
    /// The company that becomes the other one.
    pub absorbed: Company,
    /// The company that it becomes.
    pub into: Company,
    /// The standing of both, with all that are merged with either ([`Standing::on_day`] joins their cells).
    pub joint: Standing,
}

/// What a merge does. Everything here belongs into one transaction; its record keeps what both held before, for the day
/// on which it is taken back.
#[derive(Debug, Clone, PartialEq)]
pub struct MergeDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// From which day on the two are one.
    pub from: NaiveDate,
    /// What the company holds that stays: the higher of both tiers, or what the joint standing reaches. The absorbed one
    /// holds none from now on.
    pub held: Option<Held>,
    /// How the tier moves of the one that stays, if it does.
    pub tier: Option<TierMove>,
}

/// Decides on a merge from `from` on (today when left out) at `at`.
///
/// # Errors
/// The first [`Refusal`] of: is staff, two companies, neither merged into another before, no circle, both approved, day not in the future.
pub fn decide(
    rules: &Rules,
    state: &MergeState,
    from: Option<NaiveDate>,
    at: DateTime<Utc>,
) -> Result<MergeDecision, Refusal> {
    let MergeState { staff, merges, absorbed, into, joint } = state;
    if !staff {
        return Err(Refusal::StaffOnly);
    }
    if absorbed.id == into.id {
        return Err(Refusal::MergeWithItself);
    }
    if merges.leads_to(into.id, absorbed.id) {
        return Err(Refusal::MergeInCircle { into: into.name.clone() });
    }
    for company in [absorbed, into] {
        if let Some(name) = &company.merged_into {
            return Err(Refusal::PartnerMerged { into: name.clone() });
        }
        match company.state {
            PartnerState::Active | PartnerState::Suspended => {}
            PartnerState::Nominated => return Err(Refusal::PartnerNotActive),
            PartnerState::Declined => return Err(Refusal::PartnerDeclined),
        }
    }
    let today = program_day(rules, at);
    let from = from.unwrap_or(today);
    if from > today {
        return Err(Refusal::DayInFuture { day: from, today });
    }
    let held = higher(rules, into.held.clone(), absorbed.held.clone());
    let held = lifted(rules, into.state, held, joint, today);
    let tier = moved(into.held.as_ref(), held.as_ref());
    Ok(MergeDecision { at, from, held, tier })
}

/// What has to be known to take a merge back.
#[derive(Debug, Clone)]
pub struct SeparationState {
    /// The person is of the program's staff.
    pub staff: bool,
    /// The company is merged into the other one, now.
    pub merged: bool,
    /// The name of a company that was merged with the other one later, or that the other one was merged into: what both
    /// held before can be told of the last merge alone.
    pub later: Option<String>,
    /// The company that was absorbed.
    pub absorbed: Part,
    /// The company that it was merged into.
    pub into: Part,
}

/// One of two companies that become two again.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its state.
    pub state: PartnerState,
    /// What it holds now.
    pub held: Option<Held>,
    /// What it held when they were merged, as the record of the merge says.
    pub held_before: Option<Held>,
    /// Its standing without the other one.
    pub standing: Standing,
}

/// What taking a merge back does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct SeparationDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// What the absorbed company holds afterwards, and how its tier moves.
    pub absorbed: (Option<Held>, Option<TierMove>),
    /// The same of the other one.
    pub into: (Option<Held>, Option<TierMove>),
}

/// Decides to take a merge back at `at`. Each company holds again what it held before, or what its own standing reaches
/// if that is higher; what the other one brought is gone.
///
/// # Errors
/// The first [`Refusal`] of: is staff, is merged, no later merge.
pub fn take_back(
    rules: &Rules,
    state: &SeparationState,
    at: DateTime<Utc>,
) -> Result<SeparationDecision, Refusal> {
    if !state.staff {
        return Err(Refusal::StaffOnly);
    }
    if !state.merged {
        return Err(Refusal::NotMerged);
    }
    if let Some(with) = &state.later {
        return Err(Refusal::MergedSince { with: with.clone() });
    }
    let today = program_day(rules, at);
    let alone = |part: &Part| {
        let held = lifted(rules, part.state, part.held_before.clone(), &part.standing, today);
        let tier = moved(part.held.as_ref(), held.as_ref());
        (held, tier)
    };
    Ok(SeparationDecision { at, absorbed: alone(&state.absorbed), into: alone(&state.into) })
}

/// What an active company holds whose standing may reach more.
fn lifted(
    rules: &Rules,
    state: PartnerState,
    held: Option<Held>,
    standing: &Standing,
    today: NaiveDate,
) -> Option<Held> {
    let reached = tier::highest(rules, standing).filter(|_| state == PartnerState::Active);
    higher(rules, held, reached.map(|tier| Held::begun(rules, tier, today)))
}
