//! Points over time.

use chrono::NaiveDate;
use proptest::prelude::*;

use crate::points::history::PointsByMonth;
use crate::points::ids::ContributionId;

fn kind(name: &str) -> Option<ContributionId> {
    Some(ContributionId::parse(name).expect("a kind"))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

#[test]
fn a_month_has_what_was_given_for_its_days_kinds_with_most_points_first() {
    let days = [
        (day(2020, 1, 1), kind("venue"), 900),
        (day(2025, 12, 31), kind("venue"), 10),
        (day(2026, 1, 1), kind("talk"), 20),
        (day(2026, 1, 31), kind("talk"), 5),
        (day(2026, 2, 3), kind("venue"), 1),
        (day(2026, 2, 3), None, 2),
    ];
    let points = PointsByMonth::of(&days, day(2026, 2, 3), 3);
    assert_eq!(points.months, [day(2025, 12, 1), day(2026, 1, 1), day(2026, 2, 1)]);
    assert_eq!(
        points.kinds,
        [(kind("talk"), vec![0, 25, 0]), (kind("venue"), vec![10, 0, 1]), (None, vec![0, 0, 2])]
    );
    assert_eq!((points.sum(0), points.sum(1), points.sum(9), points.total()), (10, 25, 0, 38));
    assert_eq!(PointsByMonth::of(&days[..1], day(2026, 2, 3), 3).kinds, []);
}

proptest! {
    #[test]
    fn no_point_of_the_months_is_lost_and_none_counts_twice(
        given in prop::collection::vec((0_i64..2_000, 0_usize..3, 1_i64..500), 0..40), count in 1_u32..30,
    ) {
        let today = day(2026, 6, 15);
        let kinds = ["a", "b", "c"].map(kind);
        let days: Vec<_> = given
            .iter()
            .map(|(ago, at, points)| (today - chrono::Days::new(ago.unsigned_abs()), kinds[*at].clone(), *points))
            .collect();
        let points = PointsByMonth::of(&days, today, count);
        prop_assert_eq!(points.months.len(), usize::try_from(count).unwrap());
        let first = points.months[0];
        let expected: i64 = days.iter().filter(|(day, ..)| *day >= first).map(|(.., points)| points).sum();
        prop_assert_eq!(points.total(), expected);
        let sums: i64 = (0..points.months.len()).map(|at| points.sum(at)).sum();
        prop_assert_eq!(sums, expected);
    }
}
