//! Staff's acts on a company: approving or declining one that was nominated, suspending and resuming it.

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

/// Decides to approve a nominated company: it gets the tier that its standing reaches.
///
/// # Errors
/// The first [`Refusal`] of: is staff, nominated.
pub fn approve(
    rules: &Rules,
    staff: bool,
    partner: PartnerState,
    standing: &Standing,
) -> Result<Judged, Refusal> {
    match partner {
        _ if !staff => Err(Refusal::StaffOnly),
        PartnerState::Nominated => {
            Ok(Judged::lifted(rules, PartnerState::Active, None, false, standing.clone()))
        }
        _ => Err(Refusal::AlreadyDecided),
    }
}

/// Decides to suspend a company: it keeps standing and tier, and can't be awarded until it is resumed. `merged_into` is
/// the name of the company that it is merged into.
///
/// # Errors
/// The first [`Refusal`] of: is staff, not merged into another, not suspended yet, active.
pub fn suspend(staff: bool, partner: PartnerState, merged_into: Option<&str>) -> Result<(), Refusal> {
    check(staff, merged_into)?;
    match partner {
        PartnerState::Active => Ok(()),
        PartnerState::Suspended => Err(Refusal::NothingToChange),
        PartnerState::Nominated => Err(Refusal::PartnerNotActive),
        PartnerState::Declined => Err(Refusal::PartnerDeclined),
    }
}

/// Decides to resume a suspended company; its tier may rise at once, by what new rules or a correction made of its
/// standing meanwhile. `merged_into` is the name of the company that it is merged into.
///
/// # Errors
/// The first [`Refusal`] of: is staff, not merged into another, suspended.
pub fn resume(
    rules: &Rules,
    staff: bool,
    partner: PartnerState,
    merged_into: Option<&str>,
    (tier, warned): (Option<&TierId>, bool),
    standing: &Standing,
) -> Result<Judged, Refusal> {
    check(staff, merged_into)?;
    match partner {
        PartnerState::Suspended => {
            Ok(Judged::lifted(rules, PartnerState::Active, tier, warned, standing.clone()))
        }
        PartnerState::Active => Err(Refusal::NothingToChange),
        PartnerState::Nominated => Err(Refusal::PartnerNotActive),
        PartnerState::Declined => Err(Refusal::PartnerDeclined),
    }
}

fn check(staff: bool, merged_into: Option<&str>) -> Result<(), Refusal> {
    match merged_into {
        _ if !staff => Err(Refusal::StaffOnly),
        Some(into) => Err(Refusal::PartnerMerged { into: into.to_owned() }),
        None => Ok(()),
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
