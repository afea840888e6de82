//! Help wanted that is broken off, and thanks for what was promised: all of it happens, once, or nothing.

use ovation::points::approval::Verdict;
use ovation::points::refusal::Refusal;
use ovation::points::request::{Ending, OfferState, OfferVerdict, RequestState, WantedRefusal};
use ovation::store::{Awarded, CorrectionOrder, Purpose, RepresentativeChange, ReservationOrder, Settles};

use crate::broken_off::Scene;
use crate::database::Database;
use crate::model::recount;
use crate::requests::{answer, ask, asked, companies, count, ending, offer, post, speaker_of};
use crate::stage::{LEADER, RULES, STAFF, Stage, at_once, refused};

pub async fn help_is_asked_for_offered_accepted_and_ended_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    let (stage, partner) = (&scene.stage, scene.partners[0]);
    let who = speaker_of(0);
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who, add: true };
    stage.store.change_representative(change).await.expect("a representative");
    let order = asked(stage, scene.group, Some("2026-03-18"));
    let request = stage
        .one_answer(|store| {
            let order = order.clone();
            async move { store.ask_for_help(order).await.expect("it may be asked for") }
        })
        .await;
    let order = offer(stage, request.record, partner, who);
    let offer = stage
        .one_answer(|store| {
            let order = order.clone();
            async move { store.offer_help(order).await.expect("it may be offered") }
        })
        .await;
    let accept = answer(stage, offer.record, LEADER, OfferVerdict::Accept);
    let accepted = stage
        .one_answer(|store| {
            let accept = accept.clone();
            async move { store.answer_offer(accept).await.expect("it may be accepted") }
        })
        .await;
    assert_eq!(accepted.request.state(), RequestState::Accepted);
    let end = ending(stage, request.record, LEADER, Ending::NotHappened);
    let ended = stage
        .one_answer(|store| {
            let end = end.clone();
            async move { store.end_request(end).await.expect("it may be ended") }
        })
        .await;
    assert_eq!(ended.state(), RequestState::NotHappened);
    let told = "SELECT purpose, COUNT(*) FROM outbox WHERE target IS NULL AND purpose IN ('request', 'offer', 'prompt') GROUP BY 1";
    let rows = stage.raw().await.words(&told.replace("COUNT(*)", "CAST(COUNT(*) AS TEXT)")).await;
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows.iter().all(|row| row[1] == "1"), "{rows:?}");
}

pub async fn thanks_for_what_was_promised_are_one_award_whoever_clicks(database: Database) {
    let stage = std::sync::Arc::new(Stage::new(database).await);
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum"]).await;
    let request = stage.store.ask_for_help(asked(&stage, group, None)).await.expect("a request").record;
    let thanks = |partner| {
        let mut order = stage.order(group, partner, 50);
        order.settles = Some(Settles::Request(request));
        order
    };
    let early = refused(stage.store.award(thanks(partners[0])).await);
    assert_eq!(early, Refusal::Wanted(WantedRefusal::RequestNotAccepted));
    let made = stage.store.offer_help(offer(&stage, request, partners[0], speaker_of(0))).await.unwrap();
    stage.store.answer_offer(answer(&stage, made.record, LEADER, OfferVerdict::Accept)).await.unwrap();
    let other = refused(stage.store.award(thanks(partners[1])).await);
    assert_eq!(other, Refusal::UnknownRecord, "another company than the one that promised");
    let answers = at_once(16, |number| {
        let (stage, mut order) = (std::sync::Arc::clone(&stage), thanks(partners[0]));
        order.request.confirmed = true;
        let end = ending(&stage, request, LEADER, Ending::NotHappened);
        async move {
            if number % 4 == 3 {
                stage.store.end_request(end).await.map(|_| None)
            } else {
                stage.store.award(order).await.map(Some)
            }
        }
    })
    .await;
    let given: Vec<_> = answers.iter().filter_map(|one| one.as_ref().ok()).collect();
    assert_eq!(given.len(), 1, "thanks once, or not happened once");
    let kept = stage.store.request(request).await.unwrap().unwrap().state();
    match given[0] {
        Some(Awarded::Given(award)) => {
            assert_eq!((kept, award.receipt.points), (RequestState::Thanked, 50));
        }
        None => assert_eq!(kept, RequestState::NotHappened),
        Some(other) => panic!("{other:?}"),
    }
    for answer in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refused(answer), Refusal::Wanted(WantedRefusal::RequestEnded { how: kept }));
    }
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn thanks_that_fall_are_none_and_can_be_said_anew(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let group = stage.group("Ottawa").await;
    let partner = companies(&stage, &["Litware"]).await[0];
    let request = stage.store.ask_for_help(asked(&stage, group, None)).await.expect("a request").record;
    let made = stage.store.offer_help(offer(&stage, request, partner, speaker_of(0))).await.unwrap();
    stage.store.answer_offer(answer(&stage, made.record, LEADER, OfferVerdict::Accept)).await.unwrap();
    let state = async || stage.store.request(request).await.unwrap().expect("the request").state();
    let thanks = |points| {
        let mut order = stage.order(group, partner, points);
        order.settles = Some(Settles::Request(request));
        order
    };
    let Awarded::Reserved(waits) = stage.store.award(thanks(200)).await.unwrap() else { panic!("given") };
    assert_eq!(state().await, RequestState::Thanked);
    let twice = refused(stage.store.award(thanks(50)).await);
    assert_eq!(twice, Refusal::Wanted(WantedRefusal::RequestEnded { how: RequestState::Thanked }));
    let decline = ReservationOrder {
        act: stage.act(),
        by: STAFF,
        roles: Vec::new(),
        staff: true,
        reservation: waits.record,
        verdict: Verdict::Decline,
    };
    stage.store.decide_reservation(decline).await.unwrap();
    assert_eq!(state().await, RequestState::Accepted, "nobody approved them");
    let given = stage.give(thanks(60)).await.unwrap();
    assert_eq!(state().await, RequestState::Thanked);
    stage.store.reverse(stage.undo(given.record)).await.unwrap();
    assert_eq!(state().await, RequestState::Accepted, "they were undone");
    let given = stage.give(thanks(70)).await.unwrap();
    let correction = CorrectionOrder {
        by: LEADER,
        staff: false,
        ..stage.correction(given.record, partner, 80, "An hour and a half")
    };
    let corrected = stage.store.correct(correction).await.unwrap();
    assert_eq!(state().await, RequestState::Thanked, "put right, they stand");
    recount(&*stage.store, &mut stage.raw().await).await;
    stage.store.reverse(stage.undo(corrected.award.record)).await.unwrap();
    assert_eq!(state().await, RequestState::Accepted, "put right and then undone");
    let listed = stage.store.requests_of(group).await.unwrap();
    assert_eq!(listed.len(), 1, "its leaders find it");
    recount(&*stage.store, &mut stage.raw().await).await;
    let end = ending(&stage, request, LEADER, Ending::NotHappened);
    stage.store.end_request(end).await.expect("it can be closed");
    assert_eq!(state().await, RequestState::NotHappened);
    recount(&*stage.store, &mut stage.raw().await).await;
}

/// Help that was promised and thanked for before its day, whose thanks are then undone: what happened meanwhile holds.
pub async fn promised_anew_is_as_promised_before(database: Database) {
    for meanwhile in ["nothing", "the company is suspended", "the group is closed"] {
        let stage = Stage::new(database).await;
        let group = stage.group("Ottawa").await;
        let partner = companies(&stage, &["Litware"]).await[0];
        let request = ask(&stage, group, Some("2026-03-18")).await.record;
        let made = stage.store.offer_help(offer(&stage, request, partner, speaker_of(0))).await.unwrap();
        stage.store.answer_offer(answer(&stage, made.record, LEADER, OfferVerdict::Accept)).await.unwrap();
        post(&stage).await;
        let mut order = stage.order(group, partner, 60);
        order.settles = Some(Settles::Request(request));
        let given = stage.give(order).await.unwrap();
        let state = async || stage.store.request(request).await.unwrap().expect("the request").state();
        assert_eq!(state().await, RequestState::Thanked);
        if meanwhile == "nothing" {
            // The question comes when the day is over, and isn't asked: it was thanked for.
            stage.clock.set("2026-03-20T15:00:00Z".parse().expect("a moment"));
            assert_eq!(count(&post(&stage).await, Purpose::Prompt), 0);
        } else if meanwhile == "the company is suspended" {
            stage.store.suspend_partner(stage.suspension(partner, false)).await.expect("suspended");
        } else {
            stage.store.close_group(stage.closing(group)).await.expect("closed");
        }
        stage.store.reverse(stage.reversal(given.record)).await.unwrap();
        match meanwhile {
            "nothing" => {
                assert_eq!(state().await, RequestState::Accepted);
                assert_eq!(count(&post(&stage).await, Purpose::Prompt), 1, "now its leaders are asked");
                assert_eq!(count(&post(&stage).await, Purpose::Prompt), 0, "once");
            }
            "the company is suspended" => {
                assert_eq!(state().await, RequestState::Open, "help is wanted anew");
                let kept = stage.store.offer(made.record).await.unwrap().expect("the offer").state;
                assert_eq!(kept, OfferState::Closed);
            }
            _ => assert_eq!(state().await, RequestState::Withdrawn, "the group asks for nothing"),
        }
        recount(&*stage.store, &mut stage.raw().await).await;
    }
}

pub async fn what_was_changed_behind_the_ledgers_back_is_found(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware"]).await;
    let request = stage.store.ask_for_help(asked(&stage, group, None)).await.expect("a request").record;
    stage.store.offer_help(offer(&stage, request, partners[0], speaker_of(0))).await.unwrap();
    let verify = async || stage.store.verify(None, &[], &|_, _| {}).await.expect("it can be checked");
    verify().await.expect("the ledger is good");
    let mut raw = stage.raw().await;
    for (spoil, mend, what) in [
        ("UPDATE request SET state = 'expired'", "UPDATE request SET state = 'open'", "the request"),
        ("UPDATE offer SET state = 'declined'", "UPDATE offer SET state = 'waiting'", "the offer"),
    ] {
        raw.run(spoil).await.unwrap();
        let parting = verify().await.expect_err("it is found").to_string();
        assert!(parting.contains(what), "{parting}");
        raw.run(mend).await.unwrap();
        verify().await.expect("the ledger is good again");
    }
}

crate::contract!(
    help_is_asked_for_offered_accepted_and_ended_wholly_or_not,
    thanks_for_what_was_promised_are_one_award_whoever_clicks,
    thanks_that_fall_are_none_and_can_be_said_anew,
    promised_anew_is_as_promised_before,
    what_was_changed_behind_the_ledgers_back_is_found,
);
