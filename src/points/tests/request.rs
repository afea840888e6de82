//! Help wanted: who may do what, and when it is over.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use crate::points::award::PartnerState;
use crate::points::refusal::Refusal;
use crate::points::request::{
    AskState, DAYS_AHEAD, Ending, OPEN_AT_MOST, OfferFacts, OfferState, OfferVerdict, RequestFacts,
    RequestKind, RequestState, UNDATED_DAYS, WantedRefusal, ask, decide_offer, end, offer, thank,
};
use crate::points::text::parse_days;

const TORONTO: Tz = Tz::America__Toronto;

fn now() -> DateTime<Utc> {
    "2026-03-07T18:00:00Z".parse().expect("a moment")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn asking() -> AskState {
    AskState { active: true, leads: true, open: 0, same: false, timezone: TORONTO }
}

fn open() -> RequestFacts {
    let ends_at = now() + TimeDelta::days(3);
    RequestFacts { state: RequestState::Open, ends_at, last: None, active: true, timezone: TORONTO }
}

#[test]
fn a_request_is_open_until_its_last_day_is_over_where_the_group_lives() {
    let span = Some((day("2026-03-07"), day("2026-03-08")));
    // The clocks go forward on the 8th: its end is four hours behind UTC, no longer five.
    assert_eq!(ask(&asking(), span, now()), Ok("2026-03-09T04:00:00Z".parse().unwrap()));
    let undated = ask(&asking(), None, now()).unwrap();
    assert_eq!((undated - now()).num_days(), i64::try_from(UNDATED_DAYS).unwrap());
}

#[test]
fn what_cannot_be_asked_for_says_why() {
    let refused = |state: AskState, span| ask(&state, span, now()).unwrap_err();
    assert_eq!(refused(AskState { leads: false, ..asking() }, None), Refusal::NotALeader);
    assert_eq!(refused(AskState { active: false, ..asking() }, None), Refusal::GroupNotActive);
    let many = AskState { open: OPEN_AT_MOST, ..asking() };
    assert_eq!(refused(many, None), WantedRefusal::TooManyRequests { most: OPEN_AT_MOST }.into());
    let same = AskState { same: true, ..many };
    assert_eq!(refused(same, None), WantedRefusal::AskedAlready.into());
    let (past, today) = (day("2026-03-06"), day("2026-03-07"));
    assert_eq!(
        refused(asking(), Some((past, past))),
        WantedRefusal::RequestedDayPast { day: past, today }.into()
    );
    let latest = today + Days::new(DAYS_AHEAD);
    assert!(ask(&asking(), Some((latest, latest)), now()).is_ok());
    let far = latest + Days::new(1);
    assert_eq!(
        refused(asking(), Some((today, far))),
        WantedRefusal::RequestedDayTooFar { day: far, latest }.into()
    );
}

#[test]
fn a_company_offers_once_while_the_request_is_open() {
    let offered = |facts: &RequestFacts, state, before| offer(facts, true, state, before, now());
    assert_eq!(offered(&open(), PartnerState::Active, false), Ok(()));
    assert_eq!(offered(&open(), PartnerState::Active, true), Err(WantedRefusal::OfferedBefore.into()));
    assert_eq!(offered(&open(), PartnerState::Suspended, false), Err(Refusal::PartnerSuspended));
    assert_eq!(offered(&open(), PartnerState::Nominated, false), Err(Refusal::PartnerNotActive));
    assert_eq!(offer(&open(), false, PartnerState::Active, false, now()), Err(Refusal::NotARepresentative));
    let over = RequestFacts { ends_at: now(), ..open() };
    let how = RequestState::Expired;
    assert_eq!(offered(&over, PartnerState::Active, false), Err(WantedRefusal::RequestEnded { how }.into()));
}

#[test]
fn the_group_is_asked_when_the_last_day_is_over_and_a_month_later_where_there_is_none() {
    let waits = OfferFacts {
        state: OfferState::Waiting,
        leads: true,
        represents: false,
        partner: PartnerState::Active,
    };
    let accept = |facts: &RequestFacts| decide_offer(facts, &waits, OfferVerdict::Accept, now()).unwrap();
    assert_eq!(accept(&open()).asked_at, Some(now() + TimeDelta::days(30)));
    let dated = RequestFacts { last: Some(day("2026-03-08")), ..open() };
    assert_eq!(accept(&dated).asked_at, Some("2026-03-09T04:00:00Z".parse().unwrap()));
}

#[test]
fn every_state_has_one_word_and_one_way_on() {
    for state in RequestState::ALL {
        assert_eq!(RequestState::parse(state.as_str()), Some(*state));
        let facts = RequestFacts { state: *state, ..open() };
        assert_eq!(end(&facts, true, Ending::Withdraw).is_ok(), *state == RequestState::Open, "{state:?}");
        assert_eq!(end(&facts, true, Ending::NotHappened).is_ok(), *state == RequestState::Accepted);
        assert_eq!(thank(*state).is_ok(), *state == RequestState::Accepted);
    }
    for state in OfferState::ALL {
        assert_eq!(OfferState::parse(state.as_str()), Some(*state));
        for verdict in [OfferVerdict::Accept, OfferVerdict::Decline, OfferVerdict::Withdraw] {
            let represents = verdict == OfferVerdict::Withdraw;
            let facts = OfferFacts { state: *state, leads: true, represents, partner: PartnerState::Active };
            let decided = decide_offer(&open(), &facts, verdict, now());
            assert_eq!(decided.is_ok(), *state == OfferState::Waiting, "{state:?} {verdict:?}");
        }
    }
    for kind in RequestKind::ALL {
        assert_eq!(RequestKind::parse(kind.as_str()), Some(*kind));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn days_are_read_whatever_stands_between_them(
        first in 0_u64..200_000, length in 0_u64..60, between in "( to | – |/| - |, |\u{a0}au\u{a0})", around in "[ \t]{0,3}",
    ) {
        let first = day("1970-01-01") + Days::new(first);
        let last = first + Days::new(length);
        prop_assume!(last < day("9999-12-31"));
        prop_assert_eq!(parse_days(&format!("{around}{first}{between}{last}{around}")), Ok(Some((first, last))));
        prop_assert_eq!(parse_days(&format!("{around}{first}{around}")), Ok(Some((first, first))));
        if length > 0 {
            let backwards = format!("{last}{between}{first}");
            prop_assert!(parse_days(&backwards).is_err());
        }
    }

    #[test]
    fn whatever_is_typed_as_days_is_read_or_refused(typed in any::<String>()) {
        if let Ok(Some((first, last))) = parse_days(&typed) {
            prop_assert!(first <= last);
        } else if typed.trim().is_empty() {
            prop_assert_eq!(parse_days(&typed), Ok(None));
        }
    }
}
