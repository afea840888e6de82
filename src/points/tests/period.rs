use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;

use super::at;
use crate::points::period::{Period, PeriodKind, next_midnight};

#[track_caller]
fn spans(kind: PeriodKind, tz: Tz, now: &str, start: &str, end: &str) {
    let period = Period::containing(kind, tz, at(now));
    assert_eq!((period.start(), period.end()), (at(start), at(end)));
}

#[test]
fn a_period_starts_and_ends_at_local_midnight() {
    let toronto = chrono_tz::America::Toronto;
    let (start, end) = ("2026-01-01T05:00:00Z", "2026-04-01T04:00:00Z");
    spans(PeriodKind::Quarter, toronto, "2026-02-10T12:00:00Z", start, end);
    spans(PeriodKind::Quarter, toronto, start, start, end);
    spans(PeriodKind::Quarter, toronto, "2026-04-01T03:59:59Z", start, end);
    spans(PeriodKind::Quarter, toronto, end, end, "2026-07-01T04:00:00Z");
    spans(PeriodKind::Month, toronto, "2028-02-29T23:00:00Z", "2028-02-01T05:00:00Z", "2028-03-01T05:00:00Z");
    spans(
        PeriodKind::HalfYear,
        toronto,
        "2026-12-31T23:00:00Z",
        "2026-07-01T04:00:00Z",
        "2027-01-01T05:00:00Z",
    );
    spans(PeriodKind::Year, Tz::UTC, "2026-12-31T23:00:00Z", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
}

#[test]
fn where_midnight_is_skipped_the_period_starts_with_the_day() {
    // Jordan put its clocks forward at midnight of 1 April 2011.
    let amman = chrono_tz::Asia::Amman;
    spans(PeriodKind::Month, amman, "2011-04-02T00:00:00Z", "2011-03-31T22:00:00Z", "2011-04-30T21:00:00Z");
    // Manila's clocks jumped from the end of 30 December over a whole day.
    let manila = chrono_tz::Asia::Manila;
    let year = Period::containing(PeriodKind::Year, manila, at("1845-03-01T00:00:00Z"));
    assert_eq!(manila.from_utc_datetime(&year.start().naive_utc()).to_string()[..19], *"1845-01-01 00:00:00");
}

#[test]
fn where_midnight_comes_twice_the_period_starts_with_the_first() {
    // St. John's put its clocks back at one minute past midnight of 1 November 2009.
    let st_johns = chrono_tz::America::St_Johns;
    let first = "2009-11-01T02:30:00Z";
    spans(PeriodKind::Month, st_johns, first, first, "2009-12-01T03:30:00Z");
    spans(PeriodKind::Month, st_johns, "2009-11-01T02:29:59Z", "2009-10-01T02:30:00Z", first);
    // Half past, the clocks show October again; the period goes on.
    spans(PeriodKind::Month, st_johns, "2009-11-01T03:00:00Z", first, "2009-12-01T03:30:00Z");
}

#[test]
fn a_change_of_kind_or_zone_starts_where_the_last_period_ended() {
    let toronto = chrono_tz::America::Toronto;
    let end = at("2026-04-01T04:00:00Z");
    let half = Period::following(end, PeriodKind::HalfYear, toronto);
    assert_eq!((half.start(), half.end()), (end, at("2026-07-01T04:00:00Z")));
    let paris = Period::following(end, PeriodKind::Quarter, chrono_tz::Europe::Paris);
    assert_eq!((paris.start(), paris.end()), (end, at("2026-06-30T22:00:00Z")));
    let vancouver = Period::following(end, PeriodKind::Quarter, chrono_tz::America::Vancouver);
    assert_eq!((vancouver.start(), vancouver.end()), (end, at("2026-04-01T07:00:00Z")));
}

#[test]
fn a_period_is_never_empty_or_backwards() {
    let now = at("2026-04-01T04:00:00Z");
    assert_eq!(Period::new(now, now), None);
    assert_eq!(Period::new(now, now - TimeDelta::seconds(1)), None);
    assert!(Period::new(now, now + TimeDelta::seconds(1)).is_some());
}

#[test]
fn moments_at_the_ends_of_time_have_a_period() {
    for now in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        for kind in PeriodKind::ALL {
            let period = Period::containing(kind, chrono_tz::Pacific::Kiritimati, now);
            assert!(period.start() < period.end());
            let next = Period::following(now, kind, chrono_tz::Pacific::Pago_Pago);
            assert!(next.start() < next.end());
        }
    }
}

#[test]
fn a_kind_is_read_as_it_is_written() {
    for kind in PeriodKind::ALL {
        assert_eq!(PeriodKind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(PeriodKind::parse("Quarter"), None);
}

/// Whether `at` is the first moment at which the clocks show `day` or a later one.
fn is_first_of(tz: Tz, day: NaiveDate, at: DateTime<Utc>) -> bool {
    let midnight = day.and_time(NaiveTime::MIN);
    let shown = |at: DateTime<Utc>| tz.from_utc_datetime(&at.naive_utc()).naive_local();
    // Nobody's clocks were put back by more than a day, nor by less than half an hour.
    let hours = (1..=24).map(|hours| at - TimeDelta::hours(hours));
    let mut earlier = hours.chain([at - TimeDelta::minutes(30), at - TimeDelta::seconds(1)]);
    shown(at) >= midnight && earlier.all(|earlier| shown(earlier) < midnight)
}

/// Checks `count` periods of each kind from `now` on.
fn hold_together(tz: Tz, kind: PeriodKind, now: DateTime<Utc>, count: usize) {
    let mut period = Period::containing(kind, tz, now);
    assert!(period.contains(now), "{tz} {kind:?} {now}");
    for _ in 0..count {
        let next = Period::following(period.end(), kind, tz);
        assert_eq!(next, Period::containing(kind, tz, period.end()), "{tz} {kind:?}");
        assert_eq!(next, Period::containing(kind, tz, next.end() - TimeDelta::seconds(1)), "{tz} {kind:?}");
        assert_eq!(next.start(), period.end(), "{tz} {kind:?}");
        let middle = tz.from_utc_datetime(&(next.start() + (next.end() - next.start()) / 2).naive_utc());
        let month = middle.month0() / kind.months() * kind.months() + 1;
        let first = NaiveDate::from_ymd_opt(middle.year(), month, 1).unwrap();
        assert!(is_first_of(tz, first, next.start()), "{tz} {kind:?} {}", next.start());
        period = next;
    }
}

#[test]
fn in_each_zone_months_follow_each_other_without_gap_or_overlap() {
    for tz in TZ_VARIANTS {
        hold_together(tz, PeriodKind::Month, at("1990-01-15T00:00:00Z"), 12 * 48);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_moment_has_one_period_of_each_kind(
        tz in prop::sample::select(&TZ_VARIANTS[..]),
        kind in prop::sample::select(&PeriodKind::ALL[..]),
        // From 1840 to 2200.
        seconds in -4_102_444_800_i64..7_258_118_400,
    ) {
        hold_together(tz, kind, DateTime::from_timestamp(seconds, 0).unwrap(), 4);
    }
}

#[test]
fn the_next_midnight_is_the_first_time_that_another_day_is_shown() {
    let next = |tz: Tz, now: &str| next_midnight(tz, at(now));
    let toronto = chrono_tz::America::Toronto;
    assert_eq!(next(toronto, "2026-02-10T05:00:00Z"), at("2026-02-11T05:00:00Z"));
    assert_eq!(next(toronto, "2026-02-11T04:59:59Z"), at("2026-02-11T05:00:00Z"));
    // São Paulo's clocks jumped over midnight.
    let paulo = chrono_tz::America::Sao_Paulo;
    assert_eq!(next(paulo, "2018-11-04T02:00:00Z"), at("2018-11-04T03:00:00Z"));
    // St. John's were set back a minute after midnight: the first of November was shown, then October again.
    let johns = chrono_tz::America::St_Johns;
    assert_eq!(next(johns, "2009-11-01T02:00:00Z"), at("2009-11-01T02:30:00Z"));
    assert_eq!(next(johns, "2009-11-01T02:45:00Z"), at("2009-11-02T03:30:00Z"));
}
