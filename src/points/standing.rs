//! What a partner has in the program's window: points, contributions by kind, distinct groups.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Months, NaiveDate, Utc};

use super::Points;
use super::ids::{ContributionId, GroupId};
use super::refusal::Refusal;
use super::rules::Rules;

/// What one group gave one partner for one kind of contribution on one day. It counts once for a tier's
/// requirements, however many awards it is made of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// Who gave.
    pub group: GroupId,
    /// What for.
    pub contribution: ContributionId,
    /// The day of the contribution, where the group lives.
    pub day: NaiveDate,
}

/// What a running program brought for a partner: points of a day, without a kind or a group unless those are known.
/// With both it is part of that [`Cell`]; with a kind alone it is a cell of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningBalance {
    /// The day from which on it counts.
    pub day: NaiveDate,
    /// How much.
    pub points: Points,
    /// What for, if known.
    pub contribution: Option<ContributionId>,
    /// Who gave, if known.
    pub group: Option<GroupId>,
}

/// One kind of contribution within a standing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All points for that kind.
    pub points: Points,
    /// How many cells reach the kind's `min_points`.
    pub counted: u32,
}

/// Why a standing can't change as asked; it is then unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StandingError {
    /// A total would go above [`Points::MAX`].
    #[error("a standing can't be above {}", Points::MAX)]
    TooLarge,
    /// More would be taken away than is there: the figures don't belong together.
    #[error("more points taken from a standing than it has")]
    MoreThanThere,
}

/// A partner's standing over the window. Equal standings compare equal: nothing that is zero is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    points: Points,
    contributions: BTreeMap<ContributionId, Tally>,
    groups: BTreeMap<GroupId, Points>,
}

impl Standing {
    /// Reckons a standing from nothing but its cells (each cell at most once, all within the window).
    ///
    /// # Errors
    /// [`StandingError::TooLarge`].
    pub fn from_cells(
        rules: &Rules,
        cells: impl IntoIterator<Item = (Cell, Points)>,
    ) -> Result<Self, StandingError> {
        let mut standing = Self::default();
        for (cell, points) in cells {
            let min_points = min_points(rules, &cell.contribution);
            standing.add(min_points, cell.group, &cell.contribution, Points::ZERO, points)?;
        }
        Ok(standing)
    }

    /// Reckons the standing on `day` from all cells and opening balances there are, of one partner or of several that are
    /// merged. A group further east may be a day ahead of the program, so that the day after counts, too.
    ///
    /// # Errors
    /// [`StandingError::TooLarge`].
    pub fn on_day(
        rules: &Rules,
        day: NaiveDate,
        cells: impl IntoIterator<Item = (Cell, Points)>,
        openings: &[OpeningBalance],
    ) -> Result<Self, StandingError> {
        let first = window_start(day, rules.standing().window_months()).unwrap_or(NaiveDate::MIN);
        let last = day.succ_opt().unwrap_or(day);
        let counts = |day: NaiveDate| (first..=last).contains(&day);
        let (placed, loose): (Vec<_>, Vec<_>) =
            openings.iter().filter(|one| counts(one.day)).partition(|one| one.cell().is_some());
        let placed = placed.into_iter().filter_map(|one| Some((one.cell()?, one.points)));
        let mut joined: BTreeMap<Cell, Points> = BTreeMap::new();
        for (cell, points) in cells.into_iter().filter(|(cell, _)| counts(cell.day)).chain(placed) {
            let sum = joined.entry(cell).or_default();
            *sum = sum.checked_add(points).ok_or(StandingError::TooLarge)?;
        }
        let mut standing = Self::from_cells(rules, joined)?;
        for opening in loose {
            standing.add_opening(rules, opening, Points::ZERO)?;
        }
        Ok(standing)
    }

    /// Puts a standing together from the counters that the store keeps.
    #[must_use]
    pub fn from_parts(
        points: Points,
        contributions: BTreeMap<ContributionId, Tally>,
        groups: BTreeMap<GroupId, Points>,
    ) -> Self {
        let mut standing = Self { points, contributions, groups };
        standing.contributions.retain(|_, tally| *tally != Tally::default());
        standing.groups.retain(|_, points| *points > Points::ZERO);
        standing
    }

    /// All points.
    #[must_use]
    pub fn points(&self) -> Points {
        self.points
    }

    /// What it has of one kind of contribution.
    #[must_use]
    pub fn contribution(&self, id: &ContributionId) -> Tally {
        self.contributions.get(id).copied().unwrap_or_default()
    }

    /// Each kind that it has something of.
    pub fn contributions(&self) -> impl Iterator<Item = (&ContributionId, Tally)> {
        self.contributions.iter().map(|(id, tally)| (id, *tally))
    }

    /// From how many distinct groups it has points.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// The points from one group.
    #[must_use]
    pub fn from_group(&self, group: GroupId) -> Points {
        self.groups.get(&group).copied().unwrap_or(Points::ZERO)
    }

    /// Adds an award of `points` to a cell that had `cell_before`. `min_points` is the kind's.
    ///
    /// # Errors
    /// [`StandingError::TooLarge`].
    pub fn add(
        &mut self,
        min_points: Points,
        group: GroupId,
        contribution: &ContributionId,
        cell_before: Points,
        points: Points,
    ) -> Result<(), StandingError> {
        let too_large = StandingError::TooLarge;
        let mut tally = self.contribution(contribution);
        let cell_after = cell_before.checked_add(points).ok_or(too_large)?;
        let total = self.points.checked_add(points).ok_or(too_large)?;
        let from_group = self.from_group(group).checked_add(points).ok_or(too_large)?;
        tally.points = tally.points.checked_add(points).ok_or(too_large)?;
        if !counts(min_points, cell_before) && counts(min_points, cell_after) {
            tally.counted = tally.counted.checked_add(1).ok_or(too_large)?;
        }
        self.set(total, Some((contribution, tally)), Some((group, from_group)));
        Ok(())
    }

    /// With an award of `points` to a cell that had `before`, if the cell's day counts at `at`.
    ///
    /// # Errors
    /// [`Refusal::TotalTooLarge`].
    pub fn with(
        mut self,
        rules: &Rules,
        cell: &Cell,
        (before, points): (Points, Points),
        at: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        if is_counted(rules, cell.day, at) {
            let kind = &cell.contribution;
            self.add(min_points(rules, kind), cell.group, kind, before, points)
                .map_err(|_| Refusal::TotalTooLarge { max: Points::MAX })?;
        }
        Ok(self)
    }

    /// Adds an opening balance; `cell_before` is what its [`OpeningBalance::cell`] had, if it has one.
    ///
    /// # Errors
    /// [`StandingError::TooLarge`].
    pub fn add_opening(
        &mut self,
        rules: &Rules,
        opening: &OpeningBalance,
        cell_before: Points,
    ) -> Result<(), StandingError> {
        let OpeningBalance { points, contribution, group, .. } = opening;
        if let (Some(contribution), Some(group)) = (contribution, group) {
            return self.add(min_points(rules, contribution), *group, contribution, cell_before, *points);
        }
        let too_large = StandingError::TooLarge;
        let total = self.points.checked_add(*points).ok_or(too_large)?;
        if let Some(contribution) = contribution {
            let mut tally = self.contribution(contribution);
            tally.points = tally.points.checked_add(*points).ok_or(too_large)?;
            tally.counted += u32::from(counts(min_points(rules, contribution), *points));
            self.set(total, Some((contribution, tally)), None);
        } else if let Some(group) = group {
            let from_group = self.from_group(*group).checked_add(*points).ok_or(too_large)?;
            self.set(total, None, Some((*group, from_group)));
        } else {
            self.set(total, None, None);
        }
        Ok(())
    }

    /// Takes an award of `points` off a cell that had `cell_before`: the inverse of [`Standing::add`].
    ///
    /// # Errors
    /// [`StandingError::MoreThanThere`].
    pub fn remove(
        &mut self,
        min_points: Points,
        group: GroupId,
        contribution: &ContributionId,
        cell_before: Points,
        points: Points,
    ) -> Result<(), StandingError> {
        let more = StandingError::MoreThanThere;
        let mut tally = self.contribution(contribution);
        let cell_after = cell_before.checked_sub(points).ok_or(more)?;
        let total = self.points.checked_sub(points).ok_or(more)?;
        let from_group = self.from_group(group).checked_sub(points).ok_or(more)?;
        tally.points = tally.points.checked_sub(points).ok_or(more)?;
        if counts(min_points, cell_before) && !counts(min_points, cell_after) {
            tally.counted = tally.counted.checked_sub(1).ok_or(more)?;
        }
        self.set(total, Some((contribution, tally)), Some((group, from_group)));
        Ok(())
    }

    fn set(
        &mut self,
        total: Points,
        contribution: Option<(&ContributionId, Tally)>,
        group: Option<(GroupId, Points)>,
    ) {
        self.points = total;
        match contribution {
            Some((id, tally)) if tally == Tally::default() => _ = self.contributions.remove(id),
            Some((id, tally)) => _ = self.contributions.insert(id.clone(), tally),
            None => {}
        }
        match group {
            Some((group, Points::ZERO)) => _ = self.groups.remove(&group),
            Some((group, points)) => _ = self.groups.insert(group, points),
            None => {}
        }
    }
}

impl OpeningBalance {
    /// The cell that it is part of, where it names both kind and group.
    #[must_use]
    pub fn cell(&self) -> Option<Cell> {
        let (contribution, group) = (self.contribution.clone()?, self.group?);
        Some(Cell { group, contribution, day: self.day })
    }
}

/// Whether a cell of `points` counts for a requirement. An empty one never does.
fn counts(min_points: Points, points: Points) -> bool {
    points > Points::ZERO && points >= min_points
}

/// From how many points on a cell of that kind counts; for a kind that the rules don't know, never.
pub(super) fn min_points(rules: &Rules, id: &ContributionId) -> Points {
    rules.contribution(id).map_or(Points::MAX, |known| known.min_points())
}

/// The first day that counts when `today` is the last, or `None` when everything does (`window_months` = 0).
///
/// A day counts for `window_months` months: one of 15 June counts for the last time on 14 June, 12 months on.
/// Where a month has no such day, its last day stands for it, so what was done on 29 February lapses with
/// what was done on 1 March.
#[must_use]
pub fn window_start(today: NaiveDate, window_months: u32) -> Option<NaiveDate> {
    if window_months == 0 {
        return None;
    }
    today.checked_sub_months(Months::new(window_months))?.checked_add_days(Days::new(1))
}

/// The last day on which a contribution of `day` counts; the calendar's last when it counts for ever.
#[must_use]
pub fn last_day(day: NaiveDate, window_months: u32) -> NaiveDate {
    let counts = |today: &NaiveDate| window_start(*today, window_months).is_none_or(|first| first <= day);
    let about = day.checked_add_months(Months::new(window_months)).filter(|_| window_months > 0);
    let Some(about) = about.and_then(|about| about.checked_sub_days(Days::new(1))) else {
        return NaiveDate::MAX;
    };
    // Months differ in length, so the day before is not the last one everywhere: look at those behind it.
    about.iter_days().take_while(counts).last().unwrap_or(about)
}

/// The program's own day at `at`.
#[must_use]
pub fn program_day(rules: &Rules, at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&rules.timezone()).date_naive()
}

/// The first day that counts at `at`, by the program's own calendar, or `None` when everything does.
#[must_use]
pub fn first_day(rules: &Rules, at: DateTime<Utc>) -> Option<NaiveDate> {
    window_start(program_day(rules, at), rules.standing().window_months())
}

/// Whether a contribution of `day` counts at `at`.
#[must_use]
pub fn is_counted(rules: &Rules, day: NaiveDate, at: DateTime<Utc>) -> bool {
    first_day(rules, at).is_none_or(|first| day >= first)
}
