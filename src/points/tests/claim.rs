//! Claims: who may make one, how long it waits, and who ends it how.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::super::Refusal;
use super::super::award::PartnerState;
use super::super::claim::{
    ClaimDecision, ClaimFate, ClaimRefusal, ClaimRequest, ClaimState, ClaimVerdict, EndState, MOST_WAITING,
    check_waits, decide, end, lapses_at,
};
use super::{at, kind, on, sample};

const NOW: &str = "2026-02-10T15:00:00Z";

/// A representative of an active company, of which nothing waits at an active group.
fn state() -> ClaimState {
    ClaimState {
        represents: true,
        partner: PartnerState::Active,
        merged_into: None,
        group_active: true,
        group_timezone: chrono_tz::America::Toronto,
        waiting: Vec::new(),
    }
}

fn claim(state: &ClaimState, contribution: &str, day: Option<&str>) -> Result<ClaimDecision, Refusal> {
    decide(&sample(), state, &ClaimRequest { contribution: kind(contribution), day: day.map(on) }, at(NOW))
}

fn refused(state: &ClaimState) -> Refusal {
    claim(state, "venue", None).unwrap_err()
}

#[test]
fn a_claim_is_for_the_groups_own_day_and_waits_thirty_days() {
    let made = claim(&state(), "venue", None).unwrap();
    assert_eq!((made.at, made.day), (at(NOW), on("2026-02-10")));
    assert_eq!(made.lapses_at, at("2026-03-12T15:00:00Z"));
    assert_eq!(claim(&state(), "venue", Some("2026-01-11")).unwrap().day, on("2026-01-11"));
}

#[test]
fn only_an_active_companys_representatives_claim_at_an_active_group() {
    assert_eq!(refused(&ClaimState { represents: false, ..state() }), Refusal::NotARepresentative);
    assert_eq!(refused(&ClaimState { group_active: false, ..state() }), Refusal::GroupNotActive);
    for (partner, refusal) in [
        (PartnerState::Nominated, ClaimRefusal::CompanyWaits.into()),
        (PartnerState::Suspended, Refusal::PartnerSuspended),
        (PartnerState::Declined, Refusal::PartnerDeclined),
    ] {
        assert_eq!(refused(&ClaimState { partner, ..state() }), refusal);
    }
    let merged = ClaimState { merged_into: Some("Contoso".to_owned()), ..state() };
    assert_eq!(refused(&merged), Refusal::PartnerMerged { into: "Contoso".to_owned() });
    assert_eq!(claim(&state(), "dance", None).unwrap_err(), Refusal::UnknownContribution);
    let day = on("2026-02-11");
    assert_eq!(
        claim(&state(), "venue", Some("2026-02-11")).unwrap_err(),
        Refusal::DayInFuture { day, today: on("2026-02-10") }
    );
    assert_eq!(
        claim(&state(), "venue", Some("2026-01-10")).unwrap_err(),
        Refusal::DayTooOld { day: on("2026-01-10"), oldest: on("2026-01-11") }
    );
}

#[test]
fn the_same_isnt_claimed_twice_and_not_too_much_at_once() {
    let day = on("2026-02-10");
    let same = ClaimState { waiting: vec![(kind("venue"), day)], ..state() };
    assert_eq!(refused(&same), ClaimRefusal::WaitsAlready { day }.into());
    claim(&same, "prizes", None).expect("another contribution");
    claim(&same, "venue", Some("2026-02-09")).expect("another day");
    let days = |count: u32| -> Vec<_> {
        (1..=count).map(|ago| (kind("venue"), day - TimeDelta::days(ago.into()))).collect()
    };
    claim(&ClaimState { waiting: days(MOST_WAITING - 1), ..state() }, "venue", None).expect("the last one");
    let full = ClaimState { waiting: days(MOST_WAITING), ..state() };
    assert_eq!(refused(&full), ClaimRefusal::TooMany { most: MOST_WAITING }.into());
}

#[test]
fn a_leader_declines_and_the_company_takes_back_what_still_waits() {
    let waits =
        EndState { fate: ClaimFate::Waiting, lapses_at: lapses_at(at(NOW)), leads: false, represents: false };
    let ended = |state: EndState, verdict, now: DateTime<Utc>| end(&state, verdict, now);
    let now = at(NOW);
    let leader = EndState { leads: true, ..waits };
    let representative = EndState { represents: true, ..waits };
    assert_eq!(ended(leader, ClaimVerdict::Decline, now), Ok(ClaimFate::Declined));
    assert_eq!(ended(representative, ClaimVerdict::Withdraw, now), Ok(ClaimFate::Withdrawn));
    assert_eq!(ended(representative, ClaimVerdict::Decline, now), Err(ClaimRefusal::NotYours.into()));
    assert_eq!(ended(leader, ClaimVerdict::Withdraw, now), Err(Refusal::NotARepresentative));
    for how in [ClaimFate::Confirmed, ClaimFate::Declined, ClaimFate::Withdrawn, ClaimFate::Void] {
        let decided = EndState { fate: how, ..leader };
        assert_eq!(ended(decided, ClaimVerdict::Decline, now), Err(ClaimRefusal::Decided { how }.into()));
    }
    let lapsed = Err(ClaimRefusal::Decided { how: ClaimFate::Lapsed }.into());
    assert_eq!(ended(leader, ClaimVerdict::Decline, waits.lapses_at), lapsed);
    let last = waits.lapses_at - TimeDelta::milliseconds(1);
    assert_eq!(check_waits(ClaimFate::Waiting, waits.lapses_at, last), Ok(()));
}

#[test]
fn what_was_claimed_in_time_is_awarded_when_a_leader_takes_weeks() {
    use super::super::award::{AwardRequest, AwardState, decide as award};
    use super::super::ids::PartnerId;
    use super::super::text::Reason;
    let request = AwardRequest {
        group: super::group(1),
        partner: PartnerId::from_raw(1),
        contribution: kind("venue"),
        points: None,
        reason: Reason::parse("Their room").unwrap(),
        day: Some(on("2026-01-01")),
        confirmed: false,
    };
    let given = |claimed_on: Option<NaiveDate>| {
        award(&sample(), &AwardState { claimed_on, ..super::award::state() }, &request, at(NOW))
    };
    assert!(matches!(given(None), Err(Refusal::DayTooOld { .. })), "it is 40 days ago");
    assert!(given(Some(on("2026-01-20"))).is_ok());
    assert!(matches!(given(Some(on("2026-02-01"))), Err(Refusal::DayTooOld { .. })), "it was too old then");
}
