use super::{at, group, kind, on, points, sample, tier_id};
use crate::points::allocation::Allocation;
use crate::points::approval::{
    self, ApprovalDecision, Fate, Freed, LapseState, ReservationState, Verdict, lapses_at,
};
use crate::points::award::{AwardDecision, PartnerState};
use crate::points::refusal::Figures;
use crate::points::standing::Standing;
use crate::points::tier::TierMove;
use crate::points::{Points, Refusal};

const IN_TIME: &str = "2026-02-12T09:00:00Z";

/// 200 points that a leader asked for, seen by another one.
fn state() -> ReservationState {
    ReservationState {
        group: group(1),
        contribution: kind("presentation"),
        points: points(200),
        day: on("2026-02-09"),
        asked_at: at("2026-02-10T15:00:00Z"),
        fate: Fate::Waiting,
        asked_by_me: false,
        leads: true,
        staff: false,
        represents: false,
        other_could: true,
        asker_leads: true,
        asker_represents: false,
        group_active: true,
        period_open: true,
        allocation: Allocation::opened(points(500)).reserve(points(220)).unwrap(),
        partner: PartnerState::Active,
        tier: None,
        warned: false,
        standing: Standing::default(),
        cell: Points::ZERO,
    }
}

fn decide(state: &ReservationState, verdict: Verdict) -> Result<ApprovalDecision, Refusal> {
    approval::decide(&sample(), state, verdict, at(IN_TIME))
}

fn approve(state: &ReservationState) -> Result<AwardDecision, Refusal> {
    decide(state, Verdict::Approve).map(|made| match made {
        ApprovalDecision::Given(given) => given,
        ApprovalDecision::Freed(freed) => panic!("not given: {freed:?}"),
    })
}

fn free(state: &ReservationState, verdict: Verdict) -> Result<Freed, Refusal> {
    decide(state, verdict).map(|made| match made {
        ApprovalDecision::Freed(freed) => freed,
        ApprovalDecision::Given(given) => panic!("given: {given:?}"),
    })
}

#[test]
fn an_approval_spends_what_was_reserved_and_counts_on_the_contributions_day() {
    let made = approve(&state()).unwrap();
    assert_eq!((made.at, made.shout_out_due), (at(IN_TIME), at("2026-02-12T09:00:20Z")));
    assert_eq!((made.allocation.reserved(), made.allocation.spent()), (points(20), points(200)));
    assert_eq!((made.standing.points(), made.standing.groups()), (points(200), 1));
    assert_eq!(made.tier, Some(TierMove { from: None, to: Some(tier_id("registered")) }));
    // In a period that is over, too: it was held there.
    let over = approve(&ReservationState { period_open: false, ..state() }).unwrap();
    assert_eq!(over.allocation, made.allocation);
}

#[test]
fn new_limits_are_not_asked_again() {
    let full = state().allocation.spend(points(280)).unwrap();
    assert!(approve(&ReservationState { allocation: full, points: points(220), ..state() }).is_ok());
}

#[test]
fn nobody_decides_on_their_own_and_staff_only_where_no_leader_can() {
    let refusal = |state: ReservationState| {
        let refused =
            [Verdict::Approve, Verdict::Decline].map(|verdict| decide(&state, verdict).unwrap_err());
        assert_eq!(refused[0], refused[1]);
        refused[0].clone()
    };
    let staff = ReservationState { leads: false, staff: true, ..state() };
    assert_eq!(refusal(ReservationState { asked_by_me: true, ..state() }), Refusal::OwnReservation);
    assert_eq!(refusal(ReservationState { asked_by_me: true, ..staff.clone() }), Refusal::OwnReservation);
    assert_eq!(refusal(ReservationState { leads: false, ..state() }), Refusal::NotYoursToApprove);
    assert_eq!(refusal(ReservationState { represents: true, ..state() }), Refusal::Conflict);
    assert_eq!(refusal(ReservationState { represents: true, ..staff.clone() }), Refusal::Conflict);
    assert_eq!(refusal(staff.clone()), Refusal::LeaderDecides);
    assert!(approve(&ReservationState { other_could: false, ..staff.clone() }).is_ok());
    assert!(approve(&ReservationState { leads: true, ..staff }).is_ok());
}

#[test]
fn rights_suspension_and_conflict_are_checked_again() {
    let refusal = |state: ReservationState| approve(&state).unwrap_err();
    assert_eq!(refusal(ReservationState { group_active: false, ..state() }), Refusal::GroupNotActive);
    assert_eq!(refusal(ReservationState { asker_leads: false, ..state() }), Refusal::AskerLeft);
    assert_eq!(refusal(ReservationState { asker_represents: true, ..state() }), Refusal::AskerConflict);
    let suspended = ReservationState { partner: PartnerState::Suspended, ..state() };
    assert_eq!(refusal(suspended.clone()), Refusal::PartnerSuspended);
    assert!(free(&suspended, Verdict::Decline).is_ok(), "declining needs none of it");
}

#[test]
fn declined_or_withdrawn_points_are_free_where_they_were_held() {
    let freed = free(&state(), Verdict::Decline).unwrap();
    assert_eq!((freed.allocation.reserved(), freed.allocation.remaining()), (points(20), points(480)));
    assert!(!freed.gone);
    let mine = ReservationState { asked_by_me: true, leads: false, period_open: false, ..state() };
    let freed = free(&mine, Verdict::Withdraw).unwrap();
    assert_eq!((freed.allocation.reserved(), freed.gone), (points(20), true));
    assert_eq!(free(&state(), Verdict::Withdraw), Err(Refusal::NotYours));
}

#[test]
fn what_is_decided_stays_decided() {
    for how in [Fate::Approved, Fate::Declined, Fate::Withdrawn, Fate::Freed] {
        let decided = ReservationState { fate: how, ..state() };
        assert_eq!(decide(&decided, Verdict::Approve), Err(Refusal::ReservationDecided { how }));
    }
    let lapsed = Err(Refusal::ReservationLapsed { at: at("2026-02-17T15:00:00Z") });
    assert_eq!(decide(&ReservationState { fate: Fate::Lapsed, ..state() }, Verdict::Approve), lapsed);
}

#[test]
fn after_seven_days_it_lapses_even_when_no_job_has_come_by() {
    let approve = |now: &str| approval::decide(&sample(), &state(), Verdict::Approve, at(now));
    assert!(approve("2026-02-17T14:59:59Z").is_ok());
    let lapsed = Refusal::ReservationLapsed { at: lapses_at(state().asked_at) };
    assert_eq!(approve("2026-02-17T15:00:00Z"), Err(lapsed));
    let ReservationState { points: reserved, asked_at, fate, period_open, allocation, .. } = state();
    let waiting = LapseState { points: reserved, asked_at, fate, period_open, allocation };
    assert_eq!(approval::lapse(&waiting, at("2026-02-17T14:59:59Z")), Ok(None));
    let freed = approval::lapse(&waiting, at("2026-02-18T00:00:00Z")).unwrap().unwrap();
    assert_eq!((freed.allocation.reserved(), freed.at), (points(20), at("2026-02-18T00:00:00Z")));
    let decided = LapseState { fate: Fate::Approved, ..waiting };
    assert_eq!(approval::lapse(&decided, at("2026-02-18T00:00:00Z")), Ok(None));
}

#[test]
fn figures_that_disagree_are_a_fault() {
    let allocation = Allocation::opened(points(500)).reserve(points(199)).unwrap();
    let fault = Refusal::FiguresDisagree { which: Figures::Allocation };
    for verdict in [Verdict::Approve, Verdict::Decline] {
        let wrong = ReservationState { allocation, ..state() };
        assert_eq!(decide(&wrong, verdict), Err(fault.clone()));
    }
}
