use super::{at, group, kind, on, points, reversal, sample, sample_with, tier_id};
use crate::points::allocation::Allocation;
use crate::points::award::PartnerState;
use crate::points::correction::{self, CorrectionDecision, CorrectionRequest, CorrectionState, Receiver};
use crate::points::reversal::{ReversalState, Reverser};
use crate::points::standing::{Standing, Tally};
use crate::points::tier::TierMove;
use crate::points::{Points, Refusal};

const IN_TIME: &str = "2026-02-10T15:10:00Z";
const LATE: &str = "2026-03-01T00:00:00Z";

/// An award of 100 points for a talk, out of 120 spent; the company has 80 more for a room.
fn state() -> CorrectionState {
    let mut standing = Standing::default();
    standing.add(points(25), group(1), &kind("presentation"), Points::ZERO, points(100)).unwrap();
    standing.add(points(25), group(2), &kind("venue"), Points::ZERO, points(80)).unwrap();
    CorrectionState {
        award: ReversalState {
            allocation: Allocation::opened(points(200)).spend(points(120)).unwrap(),
            tier: Some(tier_id("registered")),
            standing,
            ..reversal::state()
        },
        group_active: true,
        group_timezone: chrono_tz::America::Toronto,
        next_period: at("2026-04-01T04:00:00Z"),
        represents: false,
        warned: false,
        given_to_partner: points(100),
        other: None,
        cell: Points::ZERO,
    }
}

fn receiver() -> Receiver {
    Receiver {
        partner: PartnerState::Active,
        merged_into: None,
        represents: false,
        tier: None,
        warned: false,
        standing: Standing::default(),
        given_to_partner: Points::ZERO,
    }
}

fn by_staff(state: CorrectionState) -> CorrectionState {
    let award = ReversalState { staff: true, leads: false, awarded_by_me: false, ..state.award };
    CorrectionState { award, ..state }
}

fn of(number: i64) -> CorrectionRequest {
    CorrectionRequest { points: Some(points(number)), ..CorrectionRequest::default() }
}

fn correct(state: &CorrectionState, request: &CorrectionRequest) -> Result<CorrectionDecision, Refusal> {
    correction::decide(&sample(), state, request, Reverser::Leader, at(IN_TIME))
}

fn correct_late(state: &CorrectionState, request: &CorrectionRequest) -> Result<CorrectionDecision, Refusal> {
    correction::decide(&sample(), state, request, Reverser::Staff, at(LATE))
}

#[test]
fn only_the_excess_is_new_spending() {
    let made = correct(&state(), &of(180)).unwrap();
    assert_eq!((made.points, made.day), (points(180), on("2026-02-10")));
    assert_eq!((made.allocation.spent(), made.allocation.remaining()), (points(200), Points::ZERO));
    let presentation = made.partner.standing.contribution(&kind("presentation"));
    assert_eq!(presentation, Tally { points: points(180), counted: 1 });
    let not_enough =
        Refusal::NotEnough { asked: points(81), remaining: points(80), next_period: state().next_period };
    assert_eq!(correct(&state(), &of(181)), Err(not_enough));
    let less = correct(&state(), &of(24)).unwrap();
    assert_eq!(less.allocation.remaining(), points(156));
    assert_eq!(less.partner.standing.contribution(&kind("presentation")).counted, 0);
}

#[test]
fn kind_and_day_can_be_put_right() {
    let request = CorrectionRequest {
        contribution: Some(kind("venue")),
        day: Some(on("2026-01-11")),
        ..CorrectionRequest::default()
    };
    let made = correct(&CorrectionState { cell: points(10), ..state() }, &request).unwrap();
    assert_eq!((made.contribution, made.day), (kind("venue"), on("2026-01-11")));
    assert_eq!(made.allocation, state().award.allocation);
    assert_eq!(made.partner.standing.contribution(&kind("presentation")), Tally::default());
    assert_eq!(made.partner.standing.contribution(&kind("venue")).points, points(180));
    let day = |day| CorrectionRequest { day: Some(on(day)), ..CorrectionRequest::default() };
    assert!(matches!(correct(&state(), &day("2026-02-11")), Err(Refusal::DayInFuture { .. })));
    // As when it was given, however late it is corrected.
    assert!(matches!(correct_late(&by_staff(state()), &day("2026-02-11")), Err(Refusal::DayInFuture { .. })));
    assert!(matches!(correct(&state(), &day("2026-01-10")), Err(Refusal::DayTooOld { .. })));
    let unknown = CorrectionRequest { contribution: Some(kind("applause")), ..CorrectionRequest::default() };
    assert_eq!(correct(&state(), &unknown), Err(Refusal::UnknownContribution));
    assert!(matches!(correct(&state(), &of(251)), Err(Refusal::PointsOutOfRange { asked: 251, .. })));
    assert_eq!(correct(&state(), &of(100)), Err(Refusal::NothingToChange));
}

#[test]
fn another_company_gets_what_was_meant_for_it() {
    let other = CorrectionState { other: Some(receiver()), ..state() };
    let made = correct(&other, &CorrectionRequest::default()).unwrap();
    assert_eq!(made.partner.standing.points(), points(80));
    let got = made.other.unwrap();
    assert_eq!((got.standing.points(), got.standing.groups()), (points(100), 1));
    assert_eq!(got.tier, Some(TierMove { from: None, to: Some(tier_id("registered")) }));
    assert_eq!(made.allocation, state().award.allocation);
    let refusal = |receiver: Receiver| {
        correct(&CorrectionState { other: Some(receiver), ..state() }, &CorrectionRequest::default())
            .unwrap_err()
    };
    assert_eq!(refusal(Receiver { represents: true, ..receiver() }), Refusal::Conflict);
    let suspended = Receiver { partner: PartnerState::Suspended, ..receiver() };
    assert_eq!(refusal(suspended), Refusal::PartnerSuspended);
}

#[test]
fn the_leader_in_time_and_staff_at_any_time() {
    let late = correction::decide(&sample(), &state(), &of(90), Reverser::Leader, at("2026-02-10T15:15:01Z"));
    assert_eq!(late, Err(Refusal::CorrectionTooLate { minutes: 15 }));
    let other = ReversalState { awarded_by_me: false, ..state().award };
    assert_eq!(correct(&CorrectionState { award: other, ..state() }, &of(90)), Err(Refusal::NotYours));
    assert_eq!(correct_late(&state(), &of(90)), Err(Refusal::StaffOnly));
    assert!(correct_late(&by_staff(state()), &of(90)).is_ok());
    let reversed = ReversalState { already: true, ..state().award };
    let refused = correct(&CorrectionState { award: reversed, ..state() }, &of(90));
    assert_eq!(refused, Err(Refusal::AlreadyReversed));
    let conflict = CorrectionState { represents: true, ..by_staff(state()) };
    assert_eq!(correct_late(&conflict, &of(90)), Err(Refusal::Conflict));
}

#[test]
fn a_closed_group_and_a_suspended_company_get_nothing_new() {
    let closed = by_staff(CorrectionState { group_active: false, ..state() });
    assert_eq!(correct_late(&closed, &of(101)), Err(Refusal::GroupNotActive));
    assert!(correct_late(&closed, &of(99)).is_ok());
    let award = ReversalState { partner: PartnerState::Suspended, ..state().award };
    let suspended = by_staff(CorrectionState { award, ..state() });
    assert_eq!(correct_late(&suspended, &of(101)), Err(Refusal::PartnerSuspended));
    assert!(correct_late(&suspended, &of(99)).is_ok());
}

#[test]
fn a_period_that_is_over_takes_nothing_more() {
    let over = by_staff(state());
    let over = CorrectionState { award: ReversalState { period_open: false, ..over.award }, ..over };
    assert_eq!(correct_late(&over, &of(101)), Err(Refusal::PeriodOver { most: points(100) }));
    let less = correct_late(&over, &of(60)).unwrap();
    assert_eq!((less.allocation.spent(), less.partner.standing.points()), (points(80), points(140)));
}

#[test]
fn no_leader_gets_around_a_share_or_a_second_leader() {
    let rules = sample_with(&[
        ("# per_partner_share = 50", "per_partner_share = 70"),
        ("# approval_above = 150", "approval_above = 120"),
    ]);
    let by = |state: &CorrectionState, number, by| {
        correction::decide(&rules, state, &of(number), by, at(IN_TIME)).map(|made| made.points.get())
    };
    let needs = Err(Refusal::NeedsApproval { above: points(120) });
    assert_eq!(by(&state(), 120, Reverser::Leader), Ok(120));
    assert_eq!(by(&state(), 121, Reverser::Leader), needs);
    assert_eq!(by(&by_staff(state()), 140, Reverser::Staff), Ok(140));
    assert!(matches!(
        by(&by_staff(state()), 141, Reverser::Staff),
        Err(Refusal::ShareExceeded { asked, given, .. }) if (asked.get(), given.get()) == (41, 100)
    ));
    let has = Receiver { given_to_partner: points(41), ..receiver() };
    let other = CorrectionState { other: Some(has), ..by_staff(state()) };
    assert!(matches!(
        by(&other, 100, Reverser::Staff),
        Err(Refusal::ShareExceeded { asked, given, most, .. }) if (asked.get(), given.get(), most.get()) == (100, 41, 140)
    ));
    assert_eq!(by(&other, 99, Reverser::Staff), Ok(99));
    // Approved for one company isn't approved for another.
    let mut large = CorrectionState { other: Some(receiver()), ..state() };
    large.award.points = points(120);
    large.award.cell = points(120);
    large.award.standing.add(points(25), group(1), &kind("presentation"), points(100), points(20)).unwrap();
    assert_eq!(by(&large, 120, Reverser::Leader), Ok(120));
    let strict = sample_with(&[("# approval_above = 150", "approval_above = 119")]);
    let refused = correction::decide(&strict, &large, &of(120), Reverser::Leader, at(IN_TIME));
    assert_eq!(refused, Err(Refusal::NeedsApproval { above: points(119) }));
}

#[test]
fn the_tier_is_judged_once_after_both() {
    let rules = sample_with(&[(
        "points = 500\nrequires = { presentation = 2 }",
        "points = 150\nrequires = { presentation = 1 }",
    )]);
    let of_tier = |tier: &str, request: &CorrectionRequest| {
        let mut state = state();
        state.award.tier = Some(tier_id(tier));
        correction::decide(&rules, &state, request, Reverser::Leader, at(IN_TIME)).unwrap().partner.tier
    };
    // The reversal alone would cost the tier.
    assert_eq!(of_tier("certified", &of(110)), None);
    let fall = TierMove { from: Some(tier_id("certified")), to: Some(tier_id("registered")) };
    assert_eq!(of_tier("certified", &of(60)), Some(fall));
    // Kept by a guarantee alone, and no worse by the correction.
    assert_eq!(of_tier("gold", &of(110)), None);
    let rise = TierMove { from: Some(tier_id("registered")), to: Some(tier_id("certified")) };
    assert_eq!(of_tier("registered", &of(110)), Some(rise));
}
