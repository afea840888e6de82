use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use proptest::prelude::*;

use super::{at, group, kind, on, points, sample};
use crate::points::Points;
use crate::points::standing::{self, Cell, Standing, StandingError, Tally, last_day, window_start};

#[test]
fn twelve_months_end_on_the_same_date_a_year_later() {
    let start = |today: &str, months| window_start(on(today), months);
    assert_eq!(start("2026-06-14", 12), Some(on("2025-06-15")));
    assert_eq!(start("2026-06-15", 12), Some(on("2025-06-16")));
    assert_eq!(start("2026-01-01", 1), Some(on("2025-12-02")));
    assert_eq!(start("2026-06-15", 0), None);
}

#[test]
fn month_ends_and_leap_days_stand_for_each_other() {
    let start = |today: &str, months| window_start(on(today), months);
    assert_eq!(start("2025-02-28", 12), Some(on("2024-02-29")));
    assert_eq!(start("2025-03-01", 12), Some(on("2024-03-02")));
    assert_eq!(start("2024-02-28", 12), Some(on("2023-03-01")));
    assert_eq!(start("2024-02-29", 12), Some(on("2023-03-01")));
    assert_eq!(start("2024-03-01", 12), Some(on("2023-03-02")));
    assert_eq!(start("2026-03-31", 1), Some(on("2026-03-01")));
    assert_eq!(start("2026-03-28", 1), Some(on("2026-03-01")));
    assert_eq!(start("2026-05-31", 3), Some(on("2026-03-01")));
}

#[test]
fn the_window_moves_at_midnight_of_the_program_and_not_of_utc() {
    let rules = sample();
    let day = on("2025-06-15");
    assert!(standing::is_counted(&rules, day, at("2026-06-15T03:59:59Z")));
    assert!(!standing::is_counted(&rules, day, at("2026-06-15T04:00:00Z")));
    // A group further east may be a day ahead.
    assert!(standing::is_counted(&rules, on("2026-06-16"), at("2026-06-15T15:00:00Z")));
}

#[test]
fn a_cell_counts_once_from_its_kinds_least_points_on() {
    let (rules, presentation) = (sample(), kind("presentation"));
    let mut standing = Standing::default();
    let add = |standing: &mut Standing, before, amount| {
        standing.add(points(25), group(1), &presentation, points(before), points(amount)).unwrap();
        standing.contribution(&presentation)
    };
    assert_eq!(add(&mut standing, 0, 24), Tally { points: points(24), counted: 0 });
    assert_eq!(add(&mut standing, 24, 1), Tally { points: points(25), counted: 1 });
    assert_eq!(add(&mut standing, 25, 200), Tally { points: points(225), counted: 1 });
    // Another day, another cell.
    assert_eq!(add(&mut standing, 0, 25), Tally { points: points(250), counted: 2 });
    assert_eq!(
        (standing.points(), standing.groups(), standing.from_group(group(1))),
        (points(250), 1, points(250))
    );
    let cell = |day| Cell { group: group(1), contribution: presentation.clone(), day: on(day) };
    let cells = [(cell("2026-01-01"), points(225)), (cell("2026-01-02"), points(25))];
    assert_eq!(Standing::from_cells(&rules, cells), Ok(standing));
}

#[test]
fn six_awards_of_one_point_count_for_nothing() {
    let (rules, presentation) = (sample(), kind("presentation"));
    let cells = (1..=6).map(|day| {
        let day = NaiveDate::from_ymd_opt(2026, 1, day).unwrap();
        (Cell { group: group(1), contribution: presentation.clone(), day }, Points::ONE)
    });
    let standing = Standing::from_cells(&rules, cells).unwrap();
    assert_eq!(standing.contribution(&presentation), Tally { points: points(6), counted: 0 });
}

#[test]
fn nothing_is_left_of_what_was_taken_away() {
    let venue = kind("venue");
    let mut standing = Standing::default();
    standing.add(points(25), group(1), &venue, Points::ZERO, points(80)).unwrap();
    standing.remove(points(25), group(1), &venue, points(80), points(80)).unwrap();
    assert_eq!(standing, Standing::default());
    assert_eq!(standing.contributions().count(), 0);
}

#[test]
fn a_standing_that_cannot_change_as_asked_stays_as_it_is() {
    let venue = kind("venue");
    let mut standing = Standing::default();
    standing.add(points(25), group(1), &venue, Points::ZERO, points(80)).unwrap();
    let before = standing.clone();
    let more = Err(StandingError::MoreThanThere);
    assert_eq!(standing.remove(points(25), group(2), &venue, points(80), points(80)), more);
    assert_eq!(standing.remove(points(25), group(1), &kind("travel"), points(80), points(80)), more);
    assert_eq!(standing.remove(points(25), group(1), &venue, points(79), points(80)), more);
    let large = Err(StandingError::TooLarge);
    assert_eq!(standing.add(points(25), group(2), &venue, Points::ZERO, Points::MAX), large);
    assert_eq!(standing, before);
}

#[test]
fn empty_counters_make_the_same_standing_as_none() {
    let contributions = BTreeMap::from([(kind("venue"), Tally::default())]);
    let groups = BTreeMap::from([(group(1), Points::ZERO)]);
    assert_eq!(Standing::from_parts(Points::ZERO, contributions, groups), Standing::default());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_window_only_moves_forward_and_never_reaches_today(days in 0_u64..60_000, months in 1_u32..=600) {
        let today = on("1980-01-01") + Days::new(days);
        let start = window_start(today, months).unwrap();
        prop_assert!(start <= today);
        prop_assert!(start <= window_start(today + Days::new(1), months).unwrap());
        // A day within the window is less than that many months ago, one before it is not.
        prop_assert!(start > today - Months::new(months));
        prop_assert!(start - Days::new(1) <= today - Months::new(months));
    }

    #[test]
    fn the_last_day_is_the_last_on_which_a_contribution_counts(days in 0_u64..60_000, months in 1_u32..=600) {
        let day = on("1980-01-01") + Days::new(days);
        let last = last_day(day, months);
        prop_assert!(window_start(last, months).unwrap() <= day);
        prop_assert!(window_start(last + Days::new(1), months).unwrap() > day);
    }
}

#[test]
fn without_a_window_no_contribution_lapses() {
    assert_eq!(last_day(on("2026-01-01"), 0), NaiveDate::MAX);
}
