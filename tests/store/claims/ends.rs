//! Claims that nobody decides on, and those whose group or company is no more.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use ovation::points::claim::{ClaimFate, ClaimVerdict};
use ovation::points::refusal::Refusal;
use ovation::points::text::Reason;
use ovation::store::{ClaimOrder, MergeOrder, Moving};

use super::decided;
use super::scene::{Scene, represent};
use crate::database::Database;
use crate::stage::{LEADER, STAFF, at_once, refused};

pub async fn what_was_claimed_in_time_is_confirmed_weeks_later(database: Database) {
    let scene = Scene::new(database).await;
    let day = NaiveDate::from_ymd_opt(2026, 1, 12);
    let claim = scene.stage.store.make_claim(ClaimOrder { day, ..scene.order("venue") }).await.unwrap();
    scene.stage.clock.pass(TimeDelta::days(29));
    let mut plain = scene.confirm(&claim, LEADER);
    plain.settles = None;
    assert!(matches!(refused(scene.stage.give(plain).await), Refusal::DayTooOld { .. }));
    scene.stage.give(scene.confirm(&claim, LEADER)).await.expect("it was claimed in time");
    scene.sound().await;
}

pub async fn what_nobody_decides_on_lapses_after_thirty_days(database: Database) {
    let scene = Scene::new(database).await;
    let claim = scene.claim("venue").await;
    scene.stage.clock.pass(TimeDelta::days(30) - TimeDelta::milliseconds(1));
    assert_eq!(scene.stage.store.lapse_claims().await.unwrap(), 0);
    scene.stage.clock.pass(TimeDelta::milliseconds(1));
    let lapsed = decided(ClaimFate::Lapsed);
    assert_eq!(refused(scene.stage.give(scene.confirm(&claim, LEADER)).await), lapsed);
    let decline = scene.end(&claim, LEADER, ClaimVerdict::Decline);
    assert_eq!(refused(scene.stage.store.end_claim(decline).await), lapsed);
    let ended = at_once(8, |_| {
        let store = Arc::clone(&scene.stage.store);
        async move { store.lapse_claims().await.expect("no trouble") }
    })
    .await;
    assert_eq!(ended.iter().sum::<u64>(), 1, "once, whoever looks");
    let shown = scene.shown(claim.record).await;
    assert_eq!((shown.fate, shown.decided_by), (ClaimFate::Lapsed, None));
    let since = |days| scene.stage.clock.now() - TimeDelta::days(days);
    assert_eq!(scene.stage.store.claims_of(scene.partner, since(1)).await.unwrap(), vec![shown]);
    scene.stage.clock.pass(TimeDelta::days(2));
    assert!(scene.stage.store.claims_of(scene.partner, since(1)).await.unwrap().is_empty());
    scene.sound().await;
}

pub async fn what_has_lapsed_stands_in_nobodys_way(database: Database) {
    let scene = Scene::new(database).await;
    let first = scene.claim("venue").await;
    scene.stage.clock.pass(TimeDelta::days(30));
    let again = ClaimOrder { day: Some(first.day), ..scene.order("venue") };
    let again = scene.stage.store.make_claim(again).await.expect("the first one doesn't wait any more");
    assert_eq!(scene.shown(first.record).await.fate, ClaimFate::Lapsed);
    assert_eq!(scene.stage.store.waiting_claims(scene.group).await.unwrap(), vec![again]);
    scene.sound().await;
}

pub async fn who_claims_ends_nothing_that_others_claimed(database: Database) {
    let scene = Scene::new(database).await;
    let other = scene.stage.group("Toronto").await;
    let first = scene.claim("venue").await;
    scene.stage.clock.pass(TimeDelta::days(30));
    let there = ClaimOrder { group: other, ..scene.order("venue") };
    scene.stage.store.make_claim(there).await.expect("a claim");
    assert_eq!(scene.shown(first.record).await.fate, ClaimFate::Waiting, "that is the clock's");
    assert_eq!(scene.stage.store.lapse_claims().await.unwrap(), 1);
    assert_eq!(scene.shown(first.record).await.fate, ClaimFate::Lapsed);
    scene.sound().await;
}

pub async fn nothing_waits_at_a_group_or_for_a_company_that_is_no_more(database: Database) {
    let scene = Scene::new(database).await;
    let store = &scene.stage.store;
    let claim_at = async |group, partner, word: &str| {
        store.make_claim(ClaimOrder { group, partner, ..scene.order(word) }).await.expect("a claim")
    };
    let (moved, stays) = (scene.stage.group("Toronto").await, scene.stage.group("Kingston").await);
    let absorbed = scene.stage.partner("Adatum").await;
    represent(&scene.stage, absorbed).await;
    let closed = scene.claim("venue").await;
    let went = claim_at(moved, scene.partner, "venue").await;
    let merged = claim_at(stays, absorbed, "venue").await;
    let kept = claim_at(stays, scene.partner, "venue").await;
    store.close_group(scene.stage.closing(scene.group)).await.unwrap();
    let reason = Reason::parse("Its members went there").unwrap();
    let server = ovation::store::outside::Server::new(102);
    store
        .move_group(Moving { act: scene.stage.act(), by: STAFF, group: moved, server, reason })
        .await
        .unwrap();
    let reason = Reason::parse("It was bought").unwrap();
    let (act, into) = (scene.stage.act(), scene.partner);
    store
        .merge_partners(MergeOrder { act, by: STAFF, absorbed, into, since: None, take_back: false, reason })
        .await
        .unwrap();
    // Who led the group that moved leads it no more.
    for (claim, why) in [
        (&closed, decided(ClaimFate::Void)),
        (&went, Refusal::NotALeader),
        (&merged, decided(ClaimFate::Void)),
    ] {
        assert_eq!(scene.shown(claim.record).await.fate, ClaimFate::Void);
        assert_eq!(refused(scene.stage.give(scene.confirm(claim, LEADER)).await), why);
    }
    assert_eq!(scene.shown(kept.record).await.fate, ClaimFate::Waiting);
    let again = ClaimOrder { group: stays, partner: absorbed, ..scene.order("talk") };
    assert_eq!(refused(store.make_claim(again).await), Refusal::PartnerMerged { into: "Litware".to_owned() });
    let shown = store.claims_of(scene.partner, scene.stage.clock.now() - TimeDelta::days(1)).await.unwrap();
    assert_eq!(shown.len(), 4, "those of the company that it is now as well");
    scene.sound().await;
}

crate::contract!(
    what_was_claimed_in_time_is_confirmed_weeks_later,
    what_nobody_decides_on_lapses_after_thirty_days,
    what_has_lapsed_stands_in_nobodys_way,
    who_claims_ends_nothing_that_others_claimed,
    nothing_waits_at_a_group_or_for_a_company_that_is_no_more,
);
