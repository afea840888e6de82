use chrono::{DateTime, Days, TimeDelta, Utc};

use super::{at, given, group, kind, on, points, sample, sample_with, tier_id};
use crate::points::allocation::Allocation;
use crate::points::award::{
    self, AwardDecision, AwardRequest, AwardState, Decision, PartnerState, Similar, act_time,
};
use crate::points::ids::{PartnerId, RecordId};
use crate::points::period::Period;
use crate::points::refusal::Figures;
use crate::points::rules::Rules;
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
        confirmed: false,
    }
}

/// A leader of an active group with 500 points left, and an active company without a standing.
pub(super) fn state() -> AwardState {
    let rules = sample();
    AwardState {
        group_active: true,
        group_timezone: chrono_tz::America::Toronto,
        leads: true,
        represents: false,
        partner: PartnerState::Active,
        merged_into: None,
        tier: None,
        warned: false,
        allocation: Allocation::opened(points(500)),
        given_to_partner: Points::ZERO,
        similar: None,
        period: Period::containing(rules.allocation().period(), rules.timezone(), at(NOW)),
        standing: Standing::default(),
        cell: Points::ZERO,
        claimed_on: None,
    }
}

fn decide(state: &AwardState, request: &AwardRequest) -> Result<AwardDecision, Refusal> {
    award::decide(&sample(), state, request, at(NOW)).map(given)
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
        award::decide(&sample(), state, &request(), at(now)).map(|made| given(made).day)
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
        given(award::decide(&rules, &state(), &request, at(NOW)).unwrap()).standing.points()
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

fn capped() -> Rules {
    sample_with(&[("# per_partner_share", "per_partner_share"), ("# approval_above", "approval_above")])
}

fn decide_capped(state: &AwardState, request: &AwardRequest) -> Result<Decision, Refusal> {
    award::decide(&capped(), state, request, at(NOW))
}

#[test]
fn no_company_gets_more_than_its_share_of_what_a_group_has() {
    // Half of 501 is 250, rounded down.
    let state = AwardState { allocation: Allocation::opened(points(501)), ..state() };
    let given = |given| AwardState { given_to_partner: points(given), ..state.clone() };
    assert!(decide_capped(&given(150), &request()).is_ok());
    let refused = Refusal::ShareExceeded {
        asked: points(100),
        percent: 50,
        most: points(250),
        given: points(151),
        next_period: at("2026-04-01T04:00:00Z"),
    };
    assert_eq!(decide_capped(&given(151), &request()), Err(refused));
    assert!(decide(&given(151), &request()).is_ok(), "no cap in these rules");
    // What is left at all is the better answer.
    let spent = AwardState { allocation: state.allocation.spend(points(450)).unwrap(), ..given(151) };
    assert!(matches!(decide_capped(&spent, &request()), Err(Refusal::NotEnough { .. })));
}

#[test]
fn above_the_limit_points_are_reserved_and_nothing_else_changes() {
    let ask = |number| AwardRequest { points: Some(points(number)), ..request() };
    assert!(matches!(decide_capped(&state(), &ask(150)), Ok(Decision::Given(_))));
    let Ok(Decision::Reserved(made)) = decide_capped(&state(), &ask(151)) else {
        panic!("not reserved");
    };
    assert_eq!((made.points, made.day, made.at), (points(151), on("2026-02-10"), at(NOW)));
    assert_eq!((made.allocation.reserved(), made.allocation.spent()), (points(151), Points::ZERO));
    assert_eq!(made.lapses_at, at("2026-02-17T15:00:00Z"));
    let little = AwardState { allocation: Allocation::opened(points(160)), ..state() };
    assert!(matches!(decide_capped(&little, &ask(161)), Err(Refusal::NotEnough { .. })));
}

#[test]
fn an_award_that_looks_the_same_is_asked_about_once_nothing_else_forbids_it() {
    let similar =
        Similar { record: RecordId::from_raw(7), points: points(80), at: at("2026-02-10T14:00:00Z") };
    let state = AwardState { similar: Some(similar), ..state() };
    let Similar { record, points: earlier, at } = similar;
    assert_eq!(decide(&state, &request()), Err(Refusal::LooksLikeDuplicate { record, points: earlier, at }));
    let sure = AwardRequest { confirmed: true, ..request() };
    assert!(decide(&state, &sure).is_ok());
    let reserved = AwardRequest { points: Some(points(200)), ..request() };
    assert!(matches!(decide_capped(&state, &reserved), Err(Refusal::LooksLikeDuplicate { .. })));
    let empty = AwardState { allocation: Allocation::opened(Points::ZERO), ..state.clone() };
    assert!(matches!(decide(&empty, &request()), Err(Refusal::NotEnough { .. })));
    let conflict = AwardState { represents: true, ..state };
    assert_eq!(decide(&conflict, &request()), Err(Refusal::Conflict));
}

#[test]
fn a_company_that_is_another_one_by_now_is_named() {
    let merged = AwardState { merged_into: Some("Contoso".to_owned()), ..state() };
    assert_eq!(decide(&merged, &request()), Err(Refusal::PartnerMerged { into: "Contoso".to_owned() }));
}

#[test]
fn an_award_requalifies_a_warned_company_at_once() {
    let held = |tier: &str, warned| AwardState { tier: Some(tier_id(tier)), warned, ..state() };
    let made = |state: &AwardState| {
        let made = decide(state, &request()).unwrap();
        (made.tier.is_some(), made.requalified)
    };
    assert_eq!(made(&held("registered", true)), (false, true));
    assert_eq!(made(&held("registered", false)), (false, false));
    assert_eq!(made(&held("certified", true)), (false, false), "not enough yet");
    let nominated = AwardState { partner: PartnerState::Nominated, ..held("registered", true) };
    assert_eq!(made(&nominated), (false, false));
}
