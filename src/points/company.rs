//! Staff's acts on a company: suspending and resuming it, declining one that was nominated.

use std::collections::BTreeMap;

use super::allocation::Allocation;
use super::award::PartnerState;
use super::group::{FreedAll, Waiting, free_all};
use super::ids::{GroupId, PeriodId, RecordId, TierId};
use super::rules::Rules;
use super::standing::Standing;
use super::tier::Judged;
use super::{Points, Refusal};

/// An award of a company that is declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenAward {
    /// Its record.
    pub record: RecordId,
    /// The group that gave it.
    pub group: GroupId,
    /// How much.
    pub points: Points,
}

/// What declining a company does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclineDecision {
    /// Each award that is reversed. Its points don't return to their period: the group gets them as a grant.
    pub reversed: Vec<RecordId>,
    /// What each group gets as a grant in the open period. A group that is closed gets none.
    pub grants: BTreeMap<GroupId, Points>,
    /// What waited for an approval.
    pub freed: FreedAll,
    /// Each allocation that changed, as it is after all of this.
    pub allocations: BTreeMap<(GroupId, PeriodId), Allocation>,
}

/// Decides to suspend a company: it keeps standing and tier, and can't be awarded until it is resumed.
///
/// # Errors
/// The first [`Refusal`] of: is staff, not suspended yet, active.
pub fn suspend(staff: bool, partner: PartnerState) -> Result<(), Refusal> {
    match partner {
        _ if !staff => Err(Refusal::StaffOnly),
        PartnerState::Active => Ok(()),
        PartnerState::Suspended => Err(Refusal::NothingToChange),
        PartnerState::Nominated => Err(Refusal::PartnerNotActive),
        PartnerState::Declined => Err(Refusal::PartnerDeclined),
    }
}

/// Decides to resume a suspended company; its tier may rise at once, by what came before the suspension and was
/// approved or corrected meanwhile.
///
/// # Errors
/// The first [`Refusal`] of: is staff, suspended.
pub fn resume(
    rules: &Rules,
    staff: bool,
    partner: PartnerState,
    (tier, warned): (Option<&TierId>, bool),
    standing: &Standing,
) -> Result<Judged, Refusal> {
    match partner {
        _ if !staff => Err(Refusal::StaffOnly),
        PartnerState::Suspended => {
            Ok(Judged::lifted(rules, PartnerState::Active, tier, warned, standing.clone()))
        }
        PartnerState::Active => Err(Refusal::NothingToChange),
        PartnerState::Nominated => Err(Refusal::PartnerNotActive),
        PartnerState::Declined => Err(Refusal::PartnerDeclined),
    }
}

/// Decides to decline a nominated company. `awards` are those that weren't taken back, `open` the open period,
/// `allocations` those of all `waiting` and of each active group in `open`.
///
/// # Errors
/// The first [`Refusal`] of: is staff, nominated, totals within bounds.
pub fn decline(
    staff: bool,
    partner: PartnerState,
    awards: &[GivenAward],
    waiting: &[Waiting],
    open: PeriodId,
    allocations: &BTreeMap<(GroupId, PeriodId), Allocation>,
) -> Result<DeclineDecision, Refusal> {
    if !staff {
        return Err(Refusal::StaffOnly);
    }
    if partner != PartnerState::Nominated {
        return Err(Refusal::AlreadyDecided);
    }
    let too_large = Refusal::TotalTooLarge { max: Points::MAX };
    let freed = free_all(waiting, allocations)?;
    let mut grants: BTreeMap<GroupId, Points> = BTreeMap::new();
    for award in awards.iter().filter(|award| allocations.contains_key(&(award.group, open))) {
        let sum = grants.entry(award.group).or_default();
        *sum = sum.checked_add(award.points).ok_or(too_large.clone())?;
    }
    let mut after = freed.allocations.clone();
    for (group, points) in &grants {
        let key = (*group, open);
        let before = after.get(&key).or(allocations.get(&key)).copied();
        let granted = before.and_then(|before| before.grant(*points).ok()).ok_or(too_large.clone())?;
        after.insert(key, granted);
    }
    let reversed = awards.iter().map(|award| award.record).collect();
    Ok(DeclineDecision { reversed, grants, freed, allocations: after })
}
