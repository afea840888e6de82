use chrono::{DateTime, Days, TimeDelta, Utc};

use super::{at, group, kind, on, points, sample, tier_id};
use crate::points::allocation::Allocation;
use crate::points::award::{self, AwardDecision, AwardRequest, AwardState, PartnerState, act_time};
use crate::points::ids::PartnerId;
use crate::points::period::Period;
use crate::points::refusal::Figures;
use crate::points::standing::{Standing, Tally};
use crate::points::text::Reason;
use crate::points::tier::TierMove;
use crate::points::{Points, Refusal};

const NOW: &str = "2026-02-10T15:00:00Z";

fn request() -> AwardRequest {
    AwardRequest {
        group: group(1),
        partner: PartnerId::from_raw(1),
        contribution: kind("presentation"),
        points: None,
        reason: Reason::parse("A talk on storage without a word of sales").unwrap(),
        day: None,
    }
}

/// A leader of an active group with 500 points left, and an active company without a standing.
fn state() -> AwardState {
    let rules = sample();
    AwardState {
        group_active: true,
        group_timezone: chrono_tz::America::Toronto,
        last_record_at: None,
        leads: true,
        represents: false,
        partner: PartnerState::Active,
        tier: None,
        allocation: Allocation::opened(points(500)),
        period: Period::containing(rules.allocation().period(), rules.timezone(), at(NOW)),
        standing: Standing::default(),
        cell: Points::ZERO,
    }
}

fn decide(state: &AwardState, request: &AwardRequest) -> Result<AwardDecision, Refusal> {
    award::decide(&sample(), state, request, at(NOW))
}

#[test]
fn an_award_says_everything_that_changes() {
    let made = decide(&state(), &request()).unwrap();
    assert_eq!((made.at, made.day, made.points), (at(NOW), on("2026-02-10"), points(100)));
    assert_eq!((made.allocation.spent(), made.allocation.remaining()), (points(100), points(400)));
    assert_eq!(made.standing.contribution(&kind("presentation")), Tally { points: points(100), counted: 1 });
    assert_eq!(made.tier, Some(TierMove { from: None, to: Some(tier_id("registered")) }));
    assert_eq!(made.shout_out_due, at("2026-02-10T15:00:20Z"));
}

#[test]
fn the_first_thing_that_forbids_is_the_one_that_is_said() {
    let mut state = AwardState {
        group_active: false,
        leads: false,
        represents: true,
        partner: PartnerState::Suspended,
        allocation: Allocation::opened(Points::ZERO),
        ..state()
    };
    let mut request = AwardRequest {
        contribution: kind("applause"),
        points: Some(Points::ZERO),
        day: Some(on("2026-02-11")),
        ..request()
    };
    assert_eq!(decide(&state, &request), Err(Refusal::NotALeader));
    state.leads = true;
    assert_eq!(decide(&state, &request), Err(Refusal::GroupNotActive));
    state.group_active = true;
    assert_eq!(decide(&state, &request), Err(Refusal::Conflict));
    state.represents = false;
    assert_eq!(decide(&state, &request), Err(Refusal::PartnerSuspended));
    state.partner = PartnerState::Declined;
    assert_eq!(decide(&state, &request), Err(Refusal::PartnerDeclined));
    state.partner = PartnerState::Nominated;
    assert_eq!(decide(&state, &request), Err(Refusal::UnknownContribution));
    request.contribution = kind("venue");
    let out_of_range = |asked| Err(Refusal::PointsOutOfRange { asked, min: Points::ONE, max: points(250) });
    assert_eq!(decide(&state, &request), out_of_range(0));
    request.points = Some(points(251));
    assert_eq!(decide(&state, &request), out_of_range(251));
    request.points = Some(points(250));
    let future = Refusal::DayInFuture { day: on("2026-02-11"), today: on("2026-02-10") };
    assert_eq!(decide(&state, &request), Err(future));
    request.day = Some(on("2026-01-10"));
    let too_old = Refusal::DayTooOld { day: on("2026-01-10"), oldest: on("2026-01-11") };
    assert_eq!(decide(&state, &request), Err(too_old));
    request.day = Some(on("2026-01-11"));
    let next_period = at("2026-04-01T04:00:00Z");
    let not_enough = Refusal::NotEnough { asked: points(250), remaining: Points::ZERO, next_period };
    assert_eq!(decide(&state, &request), Err(not_enough));
    state.allocation = Allocation::opened(points(250));
    assert_eq!(decide(&state, &request).unwrap().allocation.remaining(), Points::ZERO);
}

#[test]
fn today_is_the_groups_own() {
    let mut state = state();
    let decide = |state: &AwardState, now: &str| {
        award::decide(&sample(), state, &request(), at(now)).map(|made| made.day)
    };
    state.group_timezone = chrono_tz::Pacific::Auckland;
    assert_eq!(decide(&state, "2026-02-10T15:00:00Z"), Ok(on("2026-02-11")));
    state.group_timezone = chrono_tz::Pacific::Pago_Pago;
    assert_eq!(decide(&state, "2026-02-10T10:59:59Z"), Ok(on("2026-02-09")));
}

#[test]
fn a_late_clock_never_writes_before_the_groups_last_record() {
    let (early, late) = (at("2026-02-10T03:00:00Z"), at("2026-02-10T06:00:00Z"));
    assert_eq!(act_time(early, None), early);
    assert_eq!(act_time(early, Some(late)), late);
    assert_eq!(act_time(late, Some(early)), late);
    let made =
        award::decide(&sample(), &AwardState { last_record_at: Some(late), ..state() }, &request(), early)
            .unwrap();
    assert_eq!((made.at, made.day), (late, on("2026-02-10")));
}

#[test]
fn a_period_that_does_not_hold_the_act_is_a_fault_and_no_award() {
    let closed = state().period;
    let period = Period::following(closed.end(), sample().allocation().period(), sample().timezone());
    let wrong = decide(&AwardState { period, ..state() }, &request());
    assert_eq!(wrong, Err(Refusal::FiguresDisagree { which: Figures::Period }));
}

#[test]
fn a_nominated_company_gets_points_and_no_tier() {
    let made = decide(&AwardState { partner: PartnerState::Nominated, ..state() }, &request()).unwrap();
    assert_eq!((made.standing.points(), made.tier), (points(100), None));
}

#[test]
fn a_day_outside_the_window_is_awarded_but_no_longer_counts() {
    let text = include_str!("../../../config/program.toml");
    let text = text
        .replace("window_months = 12", "window_months = 1")
        .replace("backdate_days = 30", "backdate_days = 60");
    let rules = crate::points::rules::parse("p.toml", &text, &["en", "fr"]).unwrap();
    let points_counted = |day: &str| {
        let request = AwardRequest { day: Some(on(day)), ..request() };
        award::decide(&rules, &state(), &request, at(NOW)).unwrap().standing.points()
    };
    assert_eq!(points_counted("2026-01-11"), points(100));
    assert_eq!(points_counted("2026-01-10"), Points::ZERO);
}

#[test]
fn a_total_beyond_all_bounds_is_refused_and_not_wrapped() {
    let standing = Standing::from_parts(Points::MAX, [].into(), [].into());
    let refused = decide(&AwardState { standing, ..state() }, &request());
    assert_eq!(refused, Err(Refusal::TotalTooLarge { max: Points::MAX }));
}

#[test]
fn the_day_asked_for_stands_and_left_out_it_is_today() {
    let now: DateTime<Utc> = at("2026-03-01T02:00:00Z");
    let zone = chrono_tz::America::Toronto;
    assert_eq!(award::day(&request(), zone, now), on("2026-02-28"));
    let asked = AwardRequest { day: Some(on("2026-02-01") + Days::new(3)), ..request() };
    assert_eq!(award::day(&asked, zone, now + TimeDelta::days(40)), on("2026-02-04"));
}
