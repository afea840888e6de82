//! A company's points over time: by month, and by what they were given for.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::ids::ContributionId;

/// Points of a day, or of a month by its first day; without a kind where a company brought them from elsewhere, and nobody said what for.
pub type DayPoints = (NaiveDate, Option<ContributionId>, i64);

/// Points by month and kind of contribution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PointsByMonth {
    /// The months by their first days, earliest first, without a gap.
    pub months: Vec<NaiveDate>,
    /// The kinds that have points then, most points first; of each its points in each of the months.
    pub kinds: Vec<(Option<ContributionId>, Vec<i64>)>,
}

impl PointsByMonth {
    /// The points of the last `count` months up to that of `today`; what was before is left out.
    #[must_use]
    pub fn of(days: &[DayPoints], today: NaiveDate, count: u32) -> Self {
        let number = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
        let last = number(today);
        let first = last.saturating_sub(i32::try_from(count).unwrap_or(0).saturating_sub(1).max(0));
        let months: Vec<NaiveDate> = (first..=last)
            .filter_map(|month| {
                let month0 = u32::try_from(month.rem_euclid(12)).unwrap_or(0);
                NaiveDate::from_ymd_opt(month.div_euclid(12), month0 + 1, 1)
            })
            .collect();
        let mut kinds: BTreeMap<&Option<ContributionId>, Vec<i64>> = BTreeMap::new();
        for (day, kind, points) in days {
            let at = usize::try_from(number(*day) - first).ok().filter(|at| *at < months.len());
            if let Some(at) = at {
                kinds.entry(kind).or_insert_with(|| vec![0; months.len()])[at] += points;
            }
        }
        let mut kinds: Vec<(Option<ContributionId>, Vec<i64>)> =
            kinds.into_iter().map(|(kind, points)| (kind.clone(), points)).collect();
        kinds.retain(|(_, points)| points.iter().any(|points| *points != 0));
        kinds.sort_by_key(|(_, points)| std::cmp::Reverse(points.iter().sum::<i64>()));
        Self { months, kinds }
    }

    /// All points of the month at that place.
    #[must_use]
    pub fn sum(&self, at: usize) -> i64 {
        self.kinds.iter().filter_map(|(_, points)| points.get(at)).sum()
    }

    /// All points of all months.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.kinds.iter().flat_map(|(_, points)| points).sum()
    }
}
