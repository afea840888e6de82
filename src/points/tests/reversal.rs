use super::{at, group, kind, on, points, sample, tier_id};
use crate::points::allocation::Allocation;
use crate::points::award::PartnerState;
use crate::points::refusal::Figures;
use crate::points::reversal::{self, ReversalDecision, ReversalState, Reverser};
use crate::points::standing::Standing;
use crate::points::tier::TierMove;
use crate::points::{Points, Refusal};

/// An award of 100 points, all that the company has, which its leader may undo.
pub(super) fn state() -> ReversalState {
    let mut standing = Standing::default();
    standing.add(points(25), group(1), &kind("presentation"), Points::ZERO, points(100)).unwrap();
    ReversalState {
        group: group(1),
        contribution: kind("presentation"),
        points: points(100),
        day: on("2026-02-10"),
        awarded_at: at("2026-02-10T15:00:00Z"),
        already: false,
        awarded_by_me: true,
        leads: true,
        staff: false,
        period_open: true,
        allocation: Allocation::opened(points(500)).spend(points(120)).unwrap(),
        partner: PartnerState::Active,
        tier: Some(tier_id("certified")),
        standing,
        cell: points(100),
    }
}

fn undo(state: &ReversalState, now: &str) -> Result<ReversalDecision, Refusal> {
    reversal::decide(&sample(), state, Reverser::Leader, at(now))
}

fn reverse(state: &ReversalState, now: &str) -> Result<ReversalDecision, Refusal> {
    reversal::decide(&sample(), state, Reverser::Staff, at(now))
}

#[test]
fn an_undo_in_time_brings_everything_back() {
    let made = undo(&state(), "2026-02-10T15:15:00Z").unwrap();
    assert_eq!(made.at, at("2026-02-10T15:15:00Z"));
    assert_eq!(made.allocation.unwrap().spent(), points(20));
    assert_eq!(made.standing, Standing::default());
    let fall = TierMove { from: Some(tier_id("certified")), to: Some(tier_id("registered")) };
    assert_eq!(made.tier, Some(fall));
}

#[test]
fn only_the_leader_who_gave_it_may_undo_and_only_in_time() {
    let now = "2026-02-10T15:05:00Z";
    let refusal = |state: &ReversalState, now: &str| undo(state, now).unwrap_err();
    assert_eq!(refusal(&ReversalState { awarded_by_me: false, ..state() }, now), Refusal::NotYours);
    assert_eq!(refusal(&ReversalState { leads: false, ..state() }, now), Refusal::NotALeader);
    assert_eq!(refusal(&state(), "2026-02-10T15:15:01Z"), Refusal::UndoTooLate { minutes: 15 });
    assert_eq!(refusal(&ReversalState { already: true, ..state() }, now), Refusal::AlreadyReversed);
    // What happened already is the better answer, however late it is.
    assert_eq!(
        refusal(&ReversalState { already: true, ..state() }, "2026-03-01T00:00:00Z"),
        Refusal::AlreadyReversed
    );
}

#[test]
fn staff_take_back_at_any_time_and_once() {
    let staff = ReversalState { staff: true, leads: false, awarded_by_me: false, ..state() };
    assert!(reverse(&staff, "2026-03-01T00:00:00Z").is_ok());
    assert_eq!(reverse(&state(), "2026-03-01T00:00:00Z"), Err(Refusal::StaffOnly));
    let again = ReversalState { already: true, ..staff };
    assert_eq!(reverse(&again, "2026-03-01T00:00:00Z"), Err(Refusal::AlreadyReversed));
}

#[test]
fn points_of_a_period_that_is_over_are_gone() {
    let staff = ReversalState { staff: true, period_open: false, ..state() };
    let made = reverse(&staff, "2026-05-01T00:00:00Z").unwrap();
    assert_eq!(made.allocation, None);
    assert_eq!(made.standing, Standing::default());
}

#[test]
fn an_award_that_no_longer_counts_takes_nothing_from_the_standing() {
    // Since then others have come, and the window has moved past the award's day.
    let mut standing = Standing::default();
    standing.add(points(25), group(2), &kind("venue"), Points::ZERO, points(80)).unwrap();
    let staff = ReversalState { staff: true, period_open: false, standing: standing.clone(), ..state() };
    assert_eq!(reverse(&staff, "2027-02-10T12:00:00Z").unwrap().standing, standing);
    let refused = reverse(&staff, "2027-02-09T12:00:00Z");
    assert_eq!(refused, Err(Refusal::FiguresDisagree { which: Figures::Standing }));
}

#[test]
fn figures_that_disagree_are_a_fault_and_change_nothing() {
    let allocation = Allocation::opened(points(500)).spend(points(99)).unwrap();
    let refused = undo(&ReversalState { allocation, ..state() }, "2026-02-10T15:05:00Z");
    assert_eq!(refused, Err(Refusal::FiguresDisagree { which: Figures::Allocation }));
}

#[test]
fn a_company_without_a_tier_falls_nowhere() {
    for (partner, tier) in [
        (PartnerState::Nominated, None),
        (PartnerState::Declined, Some(tier_id("gold"))),
        (PartnerState::Active, None),
    ] {
        let made = undo(&ReversalState { partner, tier, ..state() }, "2026-02-10T15:05:00Z").unwrap();
        assert_eq!(made.tier, None);
    }
    let suspended = ReversalState { partner: PartnerState::Suspended, ..state() };
    assert!(undo(&suspended, "2026-02-10T15:05:00Z").unwrap().tier.is_some());
}
