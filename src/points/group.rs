//! Staff's acts on a group: another base, closing it, moving it to another server.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::allocation::{Allocation, figures_disagree};
use super::ids::{GroupId, PeriodId, RecordId};
use super::refusal::Figures;
use super::rules::Rules;
use super::{Points, Refusal};

/// What has to be known of a group for each of these acts.
#[derive(Debug, Clone, Copy)]
pub struct GroupState {
    /// The person is of the program's staff.
    pub staff: bool,
    /// The group is approved and not closed.
    pub active: bool,
}

/// A reservation that waits for an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Its record.
    pub record: RecordId,
    /// The group that would give.
    pub group: GroupId,
    /// The period in which it was asked for.
    pub period: PeriodId,
    /// That period is still open.
    pub period_open: bool,
    /// How much.
    pub points: Points,
}

/// Reservations that are freed, and what the allocations are afterwards.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FreedAll {
    /// Each reservation, and whether its points are gone because their period is over.
    pub records: Vec<(RecordId, bool)>,
    /// Each allocation that changed, as it is afterwards.
    pub allocations: BTreeMap<(GroupId, PeriodId), Allocation>,
}

/// Another base for a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// The group's own base; `None` = the program's again.
    pub base: Option<Points>,
    /// From when on: the next period's start. The open period keeps what it has.
    pub from: DateTime<Utc>,
}

/// What closing or moving a group does. Everything here belongs into one transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct LeavingDecision {
    /// The act time.
    pub at: DateTime<Utc>,
    /// What was reserved: cards for it stand in a server that the group leaves.
    pub freed: FreedAll,
}

/// The greatest base of a group, the same as of `allocation.points` in the rules.
pub const BASE_AT_MOST: Points = Points::million();

/// What a group's next period starts with: its own base, or the program's.
#[must_use]
pub fn base(rules: &Rules, own: Option<Points>) -> Points {
    own.unwrap_or(rules.allocation().points())
}

/// Decides on another base for a group that has `own` now. `asked` = `None` gives it the program's again. `next_period`
/// is when the open period ends.
///
/// # Errors
/// The first [`Refusal`] of: is staff, group active, base within bounds, something to change.
pub fn set_base(
    state: &GroupState,
    own: Option<Points>,
    asked: Option<Points>,
    next_period: DateTime<Utc>,
    at: DateTime<Utc>,
) -> Result<BaseDecision, Refusal> {
    check(state)?;
    if asked.is_some_and(|asked| asked > BASE_AT_MOST) {
        return Err(Refusal::BaseOutOfRange { most: BASE_AT_MOST });
    }
    if asked == own {
        return Err(Refusal::NothingToChange);
    }
    Ok(BaseDecision { at, base: asked, from: next_period })
}

/// Decides to close a group: from now on nothing may be awarded, and what is reserved is free.
///
/// # Errors
/// The first [`Refusal`] of: is staff, group active.
pub fn close(
    state: &GroupState,
    waiting: &[Waiting],
    allocations: &BTreeMap<(GroupId, PeriodId), Allocation>,
    at: DateTime<Utc>,
) -> Result<LeavingDecision, Refusal> {
    check(state)?;
    Ok(LeavingDecision { at, freed: free_all(waiting, allocations)? })
}

/// Decides to move a group to another server; there it is set up anew before it can award. `same_server` is whether it
/// is there already.
///
/// # Errors
/// The first [`Refusal`] of: is staff, group active, something to change.
pub fn move_to(
    state: &GroupState,
    same_server: bool,
    waiting: &[Waiting],
    allocations: &BTreeMap<(GroupId, PeriodId), Allocation>,
    at: DateTime<Utc>,
) -> Result<LeavingDecision, Refusal> {
    check(state)?;
    if same_server {
        return Err(Refusal::NothingToChange);
    }
    Ok(LeavingDecision { at, freed: free_all(waiting, allocations)? })
}

fn check(state: &GroupState) -> Result<(), Refusal> {
    if !state.staff {
        return Err(Refusal::StaffOnly);
    }
    if state.active { Ok(()) } else { Err(Refusal::GroupNotActive) }
}

/// Frees reservations where they are held.
pub(super) fn free_all(
    waiting: &[Waiting],
    allocations: &BTreeMap<(GroupId, PeriodId), Allocation>,
) -> Result<FreedAll, Refusal> {
    let mut freed = FreedAll::default();
    for one in waiting {
        let key = (one.group, one.period);
        let before = freed
            .allocations
            .get(&key)
            .or(allocations.get(&key))
            .ok_or(Refusal::FiguresDisagree { which: Figures::Allocation })?;
        let after = before.release(one.points).map_err(figures_disagree)?;
        freed.allocations.insert(key, after);
        freed.records.push((one.record, !one.period_open));
    }
    Ok(freed)
}
