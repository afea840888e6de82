//! Claims: made once, decided once, settled by one award in its own transaction; and nothing that can't be confirmed waits.

mod ends;
mod scene;

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use ovation::points::Points;
use ovation::points::approval::Verdict;
use ovation::points::claim::{ClaimFate, ClaimRefusal, ClaimVerdict, MOST_WAITING};
use ovation::points::ids::RecordId;
use ovation::points::refusal::Refusal;
use ovation::points::text::Reason;
use ovation::store::evidence::Parting;
use ovation::store::outside::{Account, Channel};
use ovation::store::{
    Awarded, ClaimOrder, Confirmed, CorrectionOrder, Facts, GroupProposal, Purpose, RepresentativeChange,
    ReservationOrder, Settles,
};

use self::scene::{LEADERS, PARTNER, SECOND, Scene};
use crate::database::Database;
use crate::stage::{LEADER, RULES, STAFF, at_once, contribution, refused};

fn decided(how: ClaimFate) -> Refusal {
    ClaimRefusal::Decided { how }.into()
}

pub async fn a_claim_is_made_once_and_confirmed_by_one_award(database: Database) {
    let scene = Scene::new(database).await;
    let store = &scene.stage.store;
    let order = scene.order("venue");
    let claim = store.make_claim(order.clone()).await.unwrap();
    assert_eq!((claim.fate, claim.by, claim.leaders_asked), (ClaimFate::Waiting, Some(PARTNER), true));
    assert_eq!(
        store.make_claim(order.clone()).await.unwrap(),
        claim,
        "the same interaction is the same claim"
    );
    let other =
        ClaimOrder { act: ovation::store::Act { hash: "0".repeat(64), ..order.act.clone() }, ..order };
    assert_eq!(refused(store.make_claim(other).await), Refusal::SameInteractionOtherContent);
    assert_eq!(
        refused(store.make_claim(scene.order("venue")).await),
        ClaimRefusal::WaitsAlready { day: claim.day }.into()
    );
    assert_eq!(store.waiting_claims(scene.group).await.unwrap(), vec![claim.clone()]);
    let confirm = scene.confirm(&claim, LEADER);
    let given = scene.stage.give(confirm.clone()).await.unwrap();
    assert_eq!(scene.stage.give(confirm).await.unwrap().record, given.record, "and answered once more");
    let shown = scene.shown(claim.record).await;
    assert_eq!((shown.fate, shown.decided_by), (ClaimFate::Confirmed, Some(LEADER)));
    assert_eq!(shown.confirmed, Some(Confirmed::Given(80)));
    assert!(store.waiting_claims(scene.group).await.unwrap().is_empty());
    let late = scene.confirm(&claim, SECOND);
    assert_eq!(refused(scene.stage.give(late).await), decided(ClaimFate::Confirmed));
    scene.sound().await;
    store.reverse(scene.stage.undo(given.record)).await.unwrap();
    assert_eq!(scene.shown(claim.record).await.confirmed, Some(Confirmed::TakenBack));
    scene.claim("venue").await;
    scene.sound().await;
}

pub async fn an_award_that_is_put_right_is_still_the_companys_or_another_ones(database: Database) {
    let scene = Scene::new(database).await;
    let other = scene.stage.partner("Adatum").await;
    for (word, partner, then) in
        [("venue", scene.partner, Confirmed::Given(80)), ("talk", other, Confirmed::TakenBack)]
    {
        let claim = scene.claim(word).await;
        let given = scene.stage.give(scene.confirm(&claim, LEADER)).await.unwrap();
        let order = CorrectionOrder {
            act: scene.stage.act(),
            by: LEADER,
            roles: Vec::new(),
            staff: false,
            award: given.record,
            partner,
            points: Points::new(60).unwrap(),
            contribution: claim.contribution.clone(),
            day: claim.day,
            reason: Reason::parse("Half an evening").unwrap(),
        };
        let corrected = scene.stage.store.correct(order).await.unwrap();
        assert_eq!(scene.shown(claim.record).await.confirmed, Some(then));
        scene.sound().await;
        let undo = scene.stage.undo(corrected.award.record);
        scene.stage.store.reverse(undo).await.unwrap();
        let undone = scene.shown(claim.record).await.confirmed;
        assert_eq!(undone, Some(Confirmed::TakenBack), "what stood in its place was taken back");
        scene.sound().await;
    }
}

pub async fn of_thirty_two_verdicts_at_once_one_stands(database: Database) {
    let scene = Scene::new(database).await;
    let claim = scene.claim("venue").await;
    let answers = at_once(32, |number| {
        let by = [LEADER, SECOND][number % 2];
        let confirm = scene.confirm(&claim, by);
        let end = match number % 3 {
            0 => None,
            1 => Some(scene.end(&claim, by, ClaimVerdict::Decline)),
            _ => Some(scene.end(&claim, PARTNER, ClaimVerdict::Withdraw)),
        };
        let store = Arc::clone(&scene.stage.store);
        async move {
            match end {
                None => store.award(confirm).await.map(|_| ClaimFate::Confirmed),
                Some(end) => store.end_claim(end).await.map(|ended| ended.fate),
            }
        }
    })
    .await;
    let stands: Vec<_> = answers.iter().flatten().copied().collect();
    assert_eq!(stands.len(), 1, "{stands:?}");
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        assert_eq!(refusal, decided(stands[0]));
    }
    assert_eq!(scene.shown(claim.record).await.fate, stands[0]);
    assert_eq!(scene.awards().await, i64::from(stands[0] == ClaimFate::Confirmed));
    scene.sound().await;
}

pub async fn two_leaders_who_confirm_at_once_make_one_award(database: Database) {
    let scene = Scene::new(database).await;
    for word in ["venue", "talk"] {
        let claim = scene.claim(word).await;
        let before = scene.awards().await;
        let answers = at_once(32, |number| {
            let order = scene.confirm(&claim, [LEADER, SECOND][number % 2]);
            let store = Arc::clone(&scene.stage.store);
            async move { store.award(order).await }
        })
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
            assert_eq!(refusal, decided(ClaimFate::Confirmed));
        }
        assert_eq!(scene.awards().await, before + 1);
    }
    scene.sound().await;
}

pub async fn an_award_settles_only_what_it_is_for_and_by_who_may(database: Database) {
    let scene = Scene::new(database).await;
    let claim = scene.claim("venue").await;
    let other = scene.stage.partner("Adatum").await;
    let mut order = scene.confirm(&claim, LEADER);
    order.request.partner = other;
    assert_eq!(refused(scene.stage.give(order).await), Refusal::UnknownRecord, "another company");
    let mut order = scene.confirm(&claim, LEADER);
    order.settles = Some(Settles::Claim(RecordId::from_raw(1)));
    assert_eq!(refused(scene.stage.give(order).await), Refusal::UnknownRecord, "no claim");
    let stranger = scene.confirm(&claim, Account::new(15));
    assert_eq!(refused(scene.stage.give(stranger).await), Refusal::NotALeader);
    let change = RepresentativeChange {
        act: scene.stage.act(),
        by: STAFF,
        partner: scene.partner,
        who: SECOND,
        add: true,
    };
    scene.stage.store.change_representative(change).await.unwrap();
    assert_eq!(refused(scene.stage.give(scene.confirm(&claim, SECOND)).await), Refusal::Conflict);
    let mut much = scene.confirm(&claim, LEADER);
    much.request.points = Points::new(251);
    assert!(matches!(refused(scene.stage.give(much).await), Refusal::PointsOutOfRange { .. }));
    scene.stage.store.suspend_partner(scene.stage.suspension(scene.partner, false)).await.unwrap();
    assert_eq!(refused(scene.stage.give(scene.confirm(&claim, LEADER)).await), Refusal::PartnerSuspended);
    scene.stage.store.suspend_partner(scene.stage.suspension(scene.partner, true)).await.unwrap();
    assert_eq!(scene.shown(claim.record).await.fate, ClaimFate::Waiting, "a refusal settles nothing");
    // What a leader changes of it is what is given.
    let mut changed = scene.confirm(&claim, LEADER);
    changed.request.contribution = contribution("talk");
    changed.request.points = Points::new(33);
    changed.request.day = NaiveDate::from_ymd_opt(2026, 2, 9);
    scene.stage.give(changed).await.unwrap();
    assert_eq!(scene.shown(claim.record).await.confirmed, Some(Confirmed::Given(33)));
    scene.sound().await;
}

pub async fn a_claim_that_looks_like_an_award_waits_for_the_answer(database: Database) {
    let scene = Scene::new(database).await;
    let mut first = scene.stage.order(scene.group, scene.partner, 80);
    first.request.contribution = contribution("venue");
    scene.stage.give(first).await.unwrap();
    let claim = scene.claim("venue").await;
    let mut order = scene.confirm(&claim, LEADER);
    order.request.confirmed = false;
    assert!(matches!(refused(scene.stage.give(order).await), Refusal::LooksLikeDuplicate { .. }));
    assert_eq!(scene.shown(claim.record).await.fate, ClaimFate::Waiting);
    scene.stage.give(scene.confirm(&claim, LEADER)).await.expect("it is another one");
    let mut late = scene.confirm(&claim, SECOND);
    late.request.confirmed = false;
    assert_eq!(refused(scene.stage.give(late).await), decided(ClaimFate::Confirmed), "no question about it");
    scene.sound().await;
}

pub async fn above_the_limit_a_claim_is_settled_by_what_is_set_aside(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 50");
    let scene = Scene::with(database, &rules).await;
    let (agreed, refused_one) = (scene.claim("venue").await, scene.claim("talk").await);
    for (claim, verdict, then) in [
        (agreed, Verdict::Approve, Confirmed::Given(80)),
        (refused_one, Verdict::Decline, Confirmed::NotApproved),
    ] {
        let awarded = scene.stage.store.award(scene.confirm(&claim, LEADER)).await.unwrap();
        let Awarded::Reserved(reserved) = awarded else { panic!("given at once") };
        let shown = scene.shown(claim.record).await;
        assert_eq!((shown.fate, shown.confirmed), (ClaimFate::Confirmed, Some(Confirmed::Waits(80))));
        let (act, reservation) = (scene.stage.act(), reserved.record);
        let order =
            ReservationOrder { act, by: SECOND, roles: Vec::new(), staff: false, reservation, verdict };
        scene.stage.store.decide_reservation(order).await.unwrap();
        assert_eq!(scene.shown(claim.record).await.confirmed, Some(then));
        scene.sound().await;
    }
}

pub async fn so_many_of_a_company_wait_at_a_group_and_no_more(database: Database) {
    let scene = Scene::new(database).await;
    let today = NaiveDate::from_ymd_opt(2026, 2, 10).unwrap();
    let order = |ago: i64| ClaimOrder { day: Some(today - TimeDelta::days(ago)), ..scene.order("venue") };
    let answers = at_once(16, |number| {
        let (store, order) = (Arc::clone(&scene.stage.store), order(i64::try_from(number).unwrap()));
        async move { store.make_claim(order).await }
    })
    .await;
    let made: Vec<_> = answers.iter().flatten().cloned().collect();
    assert_eq!(made.len(), MOST_WAITING as usize);
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        assert_eq!(refusal, ClaimRefusal::TooMany { most: MOST_WAITING }.into());
    }
    let stranger = ClaimOrder { by: SECOND, ..order(20) };
    assert_eq!(refused(scene.stage.store.make_claim(stranger).await), Refusal::NotARepresentative);
    let back = scene.end(&made[0], PARTNER, ClaimVerdict::Withdraw);
    let withdrawn = scene.stage.store.end_claim(back.clone()).await.unwrap();
    assert_eq!((withdrawn.fate, withdrawn.decided_by), (ClaimFate::Withdrawn, Some(PARTNER)));
    assert_eq!(scene.stage.store.end_claim(back).await.unwrap(), withdrawn);
    scene.stage.store.make_claim(order(20)).await.expect("there is room again");
    scene.sound().await;
}

pub async fn leaders_are_asked_in_their_channel_and_the_card_says_what_became_of_it(database: Database) {
    let scene = Scene::new(database).await;
    let cards = async || {
        let due = scene.stage.due().await.into_iter();
        let of = |purpose| matches!(purpose, Purpose::Claim | Purpose::Redraw);
        due.filter(|errand| of(errand.purpose)).collect::<Vec<_>>()
    };
    let (out, unseen) = (scene.claim("venue").await, scene.claim("talk").await);
    let [first, second] = &cards().await[..] else { panic!("two cards") };
    assert_eq!((first.channel, second.channel), (LEADERS, LEADERS));
    let begun = scene.stage.store.begin_errand(first).await.unwrap();
    assert_eq!(begun, Some(Facts::Claim(Box::new(out.clone()))));
    let message = ovation::store::outside::Message::new(900);
    scene.stage.store.errand_done(first.id, first.channel, message).await.unwrap();
    scene.stage.give(scene.confirm(&out, LEADER)).await.unwrap();
    let declined = scene.end(&unseen, SECOND, ClaimVerdict::Decline);
    let declined = scene.stage.store.end_claim(declined).await.unwrap();
    assert_eq!(declined.why.as_deref(), Some("It was another company"));
    // The one that is out is drawn anew, the other one is never made.
    let due = cards().await;
    assert_eq!(due.len(), 1);
    assert_eq!(due[0].edits, Some((first.id, message)));
    // Without a channel of their own nobody is asked, and a channel that comes later is told what still waits.
    let alone = scene.stage.group("Toronto").await;
    let order = ClaimOrder { group: alone, ..scene.order("venue") };
    assert!(!scene.stage.store.make_claim(order).await.unwrap().leaders_asked);
    assert_eq!(cards().await.len(), 1);
    let change = GroupProposal {
        group: Some(alone),
        leaders_channel: Some(Channel::new(129)),
        ..scene.stage.proposal("Toronto")
    };
    scene.stage.store.propose_group(change).await.unwrap();
    assert_eq!(cards().await.last().unwrap().channel, Channel::new(129));
}

pub async fn what_was_changed_behind_the_ledgers_back_is_found(database: Database) {
    let scene = Scene::new(database).await;
    let (claim, other) = (scene.claim("venue").await, scene.claim("talk").await);
    scene.stage.give(scene.confirm(&claim, LEADER)).await.unwrap();
    scene.sound().await;
    let (confirmed, waits) = (claim.record.get(), other.record.get());
    for (change, back) in [
        (
            "fate = 'waiting', award_id = NULL".to_owned(),
            format!("fate = 'confirmed', award_id = {}", confirmed + 2),
        ),
        (format!("award_id = {waits}"), format!("award_id = {}", confirmed + 2)),
    ] {
        let mut raw = scene.stage.raw().await;
        raw.run(&format!("UPDATE claim SET {change} WHERE record_id = {confirmed}")).await.unwrap();
        let verdict = scene.stage.store.verify(None, &[], &|_, _| {}).await.unwrap();
        assert!(matches!(verdict, Err(Parting::Counter { what: "the claim", .. })), "{verdict:?}");
        raw.run(&format!("UPDATE claim SET {back} WHERE record_id = {confirmed}")).await.unwrap();
        scene.sound().await;
    }
}

crate::contract!(
    what_was_changed_behind_the_ledgers_back_is_found,
    a_claim_is_made_once_and_confirmed_by_one_award,
    an_award_that_is_put_right_is_still_the_companys_or_another_ones,
    of_thirty_two_verdicts_at_once_one_stands,
    two_leaders_who_confirm_at_once_make_one_award,
    an_award_settles_only_what_it_is_for_and_by_who_may,
    a_claim_that_looks_like_an_award_waits_for_the_answer,
    above_the_limit_a_claim_is_settled_by_what_is_set_aside,
    so_many_of_a_company_wait_at_a_group_and_no_more,
    leaders_are_asked_in_their_channel_and_the_card_says_what_became_of_it,
);
