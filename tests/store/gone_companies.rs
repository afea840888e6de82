//! A company that is gone: what it offered ends, what it promised is wanted anew, and nothing else changes.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::refusal::Refusal;
use ovation::points::request::{OfferState, OfferVerdict, RequestState, WantedRefusal};
use ovation::points::text::Reason;
use ovation::store::{MergeOrder, Purpose, RequestScope};

use crate::database::Database;
use crate::model::recount;
use crate::requests::{answer, ask, companies, count, offer, offered, post, speaker_of};
use crate::stage::{LEADER, SERVER, STAFF, Stage, at_once, refused};

pub async fn what_a_suspended_company_offered_ends_and_what_it_promised_is_wanted_anew(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum"]).await;
    let promised = ask(&stage, group, Some("2026-03-18")).await;
    let open = ask(&stage, group, Some("2026-03-19")).await;
    let accepted = offered(&stage, &promised, partners[0], 0).await;
    let waits = offered(&stage, &open, partners[0], 0).await;
    let others = offered(&stage, &open, partners[1], 1).await;
    post(&stage).await;
    let accept = answer(&stage, accepted.record, LEADER, OfferVerdict::Accept);
    stage.store.answer_offer(accept).await.expect("accepted");
    post(&stage).await;
    stage.store.suspend_partner(stage.suspension(partners[0], false)).await.expect("suspended");
    let state = async |offer| stage.store.offer(offer).await.unwrap().expect("the offer").state;
    assert_eq!(state(accepted.record).await, OfferState::Closed);
    assert_eq!(state(waits.record).await, OfferState::Closed);
    assert_eq!(state(others.record).await, OfferState::Waiting, "another company's stays");
    let listed = stage.store.open_requests(RequestScope::Server(SERVER), 0, 10).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|request| (request.record, request.waiting)).collect();
    assert_eq!(listed, [(promised.record, 0), (open.record, 1)], "both are wanted");
    recount(&*stage.store, &mut stage.raw().await).await;
    // Both requests and both offers are drawn anew.
    let anew = post(&stage).await;
    assert!(count(&anew, Purpose::Redraw) >= 4, "{anew:?}");
    // Another company can promise it now, and the leaders are asked once whether it happened.
    let second = offered(&stage, &promised, partners[1], 1).await;
    let accept = answer(&stage, second.record, LEADER, OfferVerdict::Accept);
    stage.store.answer_offer(accept).await.expect("accepted");
    recount(&*stage.store, &mut stage.raw().await).await;
    stage.clock.pass(TimeDelta::days(60));
    assert_eq!(count(&post(&stage).await, Purpose::Prompt), 1);
    let order = offer(&stage, open.record, partners[0], speaker_of(0));
    assert_eq!(refused(stage.store.offer_help(order).await), Refusal::PartnerSuspended);
}

pub async fn what_was_promised_for_a_day_that_is_over_stays_promised(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partner = companies(&stage, &["Litware"]).await[0];
    let promised = ask(&stage, group, Some("2026-02-12")).await;
    let accepted = offered(&stage, &promised, partner, 0).await;
    let accept = answer(&stage, accepted.record, LEADER, OfferVerdict::Accept);
    stage.store.answer_offer(accept).await.expect("accepted");
    stage.clock.pass(TimeDelta::days(5));
    stage.store.suspend_partner(stage.suspension(partner, false)).await.expect("suspended");
    let kept = stage.store.request(promised.record).await.unwrap().expect("the request");
    assert_eq!(kept.state(), RequestState::Accepted, "it may have happened: its leaders say so");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn a_company_that_is_another_one_offers_once_as_that_one(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum"]).await;
    let open = ask(&stage, group, Some("2026-03-18")).await;
    let promised = ask(&stage, group, Some("2026-03-19")).await;
    let both = ask(&stage, group, Some("2026-03-20")).await;
    let waits = offered(&stage, &open, partners[1], 1).await;
    let twice = [offered(&stage, &both, partners[1], 1).await, offered(&stage, &both, partners[0], 0).await];
    let accepted = offered(&stage, &promised, partners[1], 1).await;
    let accept = answer(&stage, accepted.record, LEADER, OfferVerdict::Accept);
    stage.store.answer_offer(accept).await.expect("accepted");
    let order = MergeOrder {
        act: stage.act(),
        by: STAFF,
        absorbed: partners[1],
        into: partners[0],
        since: None,
        take_back: false,
        reason: Reason::parse("One company now").expect("a reason"),
    };
    stage.store.merge_partners(order).await.expect("merged");
    let state = async |offer| stage.store.offer(offer).await.unwrap().expect("the offer").state;
    assert_eq!(state(waits.record).await, OfferState::Waiting, "it is the only one of the two");
    assert_eq!(state(twice[0].record).await, OfferState::Closed, "the company that stays speaks for itself");
    assert_eq!(state(twice[1].record).await, OfferState::Waiting);
    let order = offer(&stage, open.record, partners[0], speaker_of(0));
    let again = refused(stage.store.offer_help(order).await);
    assert_eq!(again, Refusal::Wanted(WantedRefusal::OfferedBefore), "one company, one offer");
    assert_eq!(state(accepted.record).await, OfferState::Accepted, "what was promised stays promised");
    recount(&*stage.store, &mut stage.raw().await).await;
    // The company that stays keeps the promise, and is gone with it.
    stage.store.suspend_partner(stage.suspension(partners[0], false)).await.expect("suspended");
    assert_eq!(state(accepted.record).await, OfferState::Closed);
    let kept = stage.store.request(promised.record).await.unwrap().expect("the request");
    assert_eq!(kept.state(), RequestState::Open);
    let order = offer(&stage, open.record, partners[1], speaker_of(1));
    assert_eq!(refused(stage.store.offer_help(order).await), Refusal::PartnerSuspended, "as what it is now");
    stage.store.suspend_partner(stage.suspension(partners[0], true)).await.expect("resumed");
    let order = offer(&stage, open.record, partners[1], speaker_of(1));
    let anew = stage.store.offer_help(order).await.expect("what was closed on it may be offered anew");
    assert_ne!(anew.record, waits.record);
    let order = offer(&stage, open.record, partners[0], speaker_of(0));
    let again = refused(stage.store.offer_help(order).await);
    assert_eq!(again, Refusal::Wanted(WantedRefusal::OfferedBefore), "one company, one offer");
    let accept = answer(&stage, anew.record, LEADER, OfferVerdict::Accept);
    assert_eq!(stage.store.answer_offer(accept).await.expect("accepted").state, OfferState::Accepted);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn what_was_closed_because_another_was_taken_may_be_offered_anew(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum"]).await;
    let request = ask(&stage, group, Some("2026-03-18")).await;
    let taken = offered(&stage, &request, partners[0], 0).await;
    let closed = offered(&stage, &request, partners[1], 1).await;
    let accept = answer(&stage, taken.record, LEADER, OfferVerdict::Accept);
    stage.store.answer_offer(accept).await.expect("accepted");
    let state = async |offer| stage.store.offer(offer).await.unwrap().expect("the offer").state;
    assert_eq!(state(closed.record).await, OfferState::Closed);
    stage.store.suspend_partner(stage.suspension(partners[0], false)).await.expect("suspended");
    let offers = at_once(6, |_| {
        let (store, order) =
            (Arc::clone(&stage.store), offer(&stage, request.record, partners[1], speaker_of(1)));
        async move { store.offer_help(order).await }
    })
    .await;
    let (made, refusals): (Vec<_>, Vec<_>) = offers.into_iter().partition(Result::is_ok);
    assert_eq!(made.len(), 1, "once");
    for refusal in refusals {
        assert_eq!(refused(refusal), Refusal::Wanted(WantedRefusal::OfferedBefore));
    }
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn of_companies_that_are_one_step_by_step_one_offer_waits(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum", "Contoso"]).await;
    let request = ask(&stage, group, Some("2026-03-18")).await;
    let mut offers = Vec::new();
    for (number, which) in [(0, 0), (2, 2)] {
        offers.push(offered(&stage, &request, partners[which], number).await.record);
    }
    for (absorbed, into) in [(0, 1), (1, 2)] {
        let order = MergeOrder {
            act: stage.act(),
            by: STAFF,
            absorbed: partners[absorbed],
            into: partners[into],
            since: None,
            take_back: false,
            reason: Reason::parse("One company now").expect("a reason"),
        };
        stage.store.merge_partners(order).await.expect("merged");
    }
    let state = async |offer| stage.store.offer(offer).await.unwrap().expect("the offer").state;
    assert_eq!(state(offers[0]).await, OfferState::Closed, "the company that stays speaks for all");
    assert_eq!(state(offers[1]).await, OfferState::Waiting);
    recount(&*stage.store, &mut stage.raw().await).await;
}

crate::contract!(
    of_companies_that_are_one_step_by_step_one_offer_waits,
    what_was_closed_because_another_was_taken_may_be_offered_anew,
    what_a_suspended_company_offered_ends_and_what_it_promised_is_wanted_anew,
    what_was_promised_for_a_day_that_is_over_stays_promised,
    a_company_that_is_another_one_offers_once_as_that_one,
);
