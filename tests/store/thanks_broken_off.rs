//! Recognition that is broken off: news that go round, digests, boards, applause and voices are written down once, wholly
//! or not.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::voices::Voice;
use ovation::store::outside::{Account, Channel, Message};
use ovation::store::{ErrandId, PostOrder, Purpose, Store};

use crate::clock::instant;
use crate::database::Database;
use crate::digest::{MARCH, OTTAWA, TORONTO, all_are_told, proposal};
use crate::round::lifted;
use crate::stage::{LEADER, RULES, SERVER, Stage};

/// A talk whose shout-out is out.
async fn told(database: Database) -> (Stage, ErrandId) {
    let stage =
        Stage::with(database, &RULES.replace("min_points = 25", "min_points = 25\nvoices = true")).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 50).await;
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    stage.post(&due[0], 900).await;
    (stage, due[0].id)
}

/// How many messages of a purpose wait.
async fn waiting(stage: &Stage, purpose: &str) -> i64 {
    let asked = format!("SELECT COUNT(*) FROM outbox WHERE purpose = '{purpose}' AND state = 'waiting'");
    stage.raw().await.number(&asked).await
}

pub async fn a_tier_goes_round_wholly_or_not(database: Database) {
    let stage = Stage::new(database).await;
    lifted(&stage).await;
    let before = waiting(&stage, "tier").await;
    let round = |store: Arc<dyn Store>| async move { store.send_tiers_round().await.expect("no trouble") };
    stage.broken_off(round).await;
    assert_eq!(waiting(&stage, "tier").await, before + 1, "the other group is told, once");
}

pub async fn digests_are_sent_wholly_or_not(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    for (name, channel) in [("Ottawa", OTTAWA), ("Toronto", TORONTO)] {
        let group = stage.approved(proposal(&stage, name, channel, true)).await.id;
        let partner = stage.partner(&format!("Partner of {name}")).await;
        stage.award(group, partner, 50).await;
    }
    stage.store.send_digests().await.expect("no trouble");
    stage.clock.set(instant(MARCH));
    let send = |store: Arc<dyn Store>| async move { store.send_digests().await.expect("no trouble") };
    assert_eq!(stage.broken_off(send).await[1], 0);
    assert_eq!(waiting(&stage, "digest").await, 3, "two groups, and the program");
}

pub async fn a_board_is_posted_and_drawn_anew_wholly_or_not(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 10).await;
    let order = PostOrder {
        act: stage.act(),
        by: LEADER,
        server: SERVER,
        channel: Channel::new(141),
        program: false,
        group: None,
        contribution: None,
        language: "en".to_owned(),
    };
    let post = |store: Arc<dyn Store>| {
        let order = order.clone();
        async move { store.post_board(order).await.expect("no trouble") }
    };
    stage.one_answer(post).await;
    let due = stage.due().await;
    let board = due.iter().find(|errand| errand.purpose == Purpose::Board).expect("the board");
    stage.post(board, 901).await;
    stage.award(group, partner, 25).await;
    stage.clock.pass(TimeDelta::hours(2));
    let redraw = |store: Arc<dyn Store>| async move { store.redraw_boards().await.expect("no trouble") };
    assert_eq!(stage.broken_off(redraw).await[1], 0);
    assert_eq!(waiting(&stage, "redraw").await, 1);
}

pub async fn what_failed_is_tried_again_wholly_or_not(database: Database) {
    let stage = Stage::new(database).await;
    let (_, award) = lifted(&stage).await;
    stage.clock.pass(TimeDelta::seconds(20));
    for errand in stage.due().await {
        stage.store.begin_errand(&errand).await.expect("the outbox").expect("it is to be told");
        stage.store.errand_failed(errand.id, "no-permission", true).await.expect("the outbox");
    }
    let failed = stage.raw().await.number("SELECT COUNT(*) FROM outbox WHERE state = 'failed'").await;
    let again = |store: Arc<dyn Store>| async move { store.try_again(award).await.expect("no trouble") };
    assert_eq!(stage.broken_off(again).await[1], 0, "a second click finds it under way");
    let still = stage.raw().await.number("SELECT COUNT(*) FROM outbox WHERE state = 'failed'").await;
    assert!(still < failed, "{still} of {failed}");
}

pub async fn applause_counts_once_when_it_is_broken_off(database: Database) {
    let (stage, shout_out) = told(database).await;
    let who = Account::new(901);
    let applaud =
        |store: Arc<dyn Store>| async move { store.applaud(shout_out, who).await.expect("it is out") };
    assert!(!stage.broken_off(applaud).await[1], "it is counted already");
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM applause").await, 1);
    assert_eq!(waiting(&stage, "redraw").await, 1, "and drawn once");
}

pub async fn voices_count_once_when_they_are_broken_off(database: Database) {
    let (stage, shout_out) = told(database).await;
    for (account, voice) in [(901, Voice::Useful), (902, Voice::Pitch)] {
        let hear = |store: Arc<dyn Store>| async move {
            store.hear(shout_out, Account::new(account), voice).await.is_ok()
        };
        assert!(!stage.broken_off(hear).await[1], "it is counted already");
    }
    stage.clock.pass(TimeDelta::days(15));
    let fold = |store: Arc<dyn Store>| async move { store.fold_voices().await.expect("no trouble") };
    assert_eq!(stage.broken_off(fold).await[1], 0);
    let mut raw = stage.raw().await;
    let counts = raw
        .words("SELECT CAST(useful AS TEXT), CAST(so_so AS TEXT), CAST(pitch AS TEXT) FROM voice_count")
        .await;
    assert_eq!(counts, [["1", "0", "1"]]);
    assert_eq!(raw.number("SELECT COUNT(*) FROM voice").await, 0, "and nobody's name is kept");
}

pub async fn a_message_is_out_once_when_its_note_is_broken_off(database: Database) {
    let stage = Stage::new(database).await;
    lifted(&stage).await;
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    for (errand, message) in due.iter().zip(900..) {
        let begin = |store: Arc<dyn Store>| async move {
            store.begin_errand(errand).await.expect("the outbox").is_some()
        };
        stage.broken_off(begin).await;
        let done = |store: Arc<dyn Store>| async move {
            store.errand_done(errand.id, errand.channel, Message::new(message)).await.expect("the outbox");
        };
        stage.broken_off(done).await;
    }
    let posted = stage.raw().await.number("SELECT COUNT(*) FROM outbox WHERE state = 'posted'").await;
    assert_eq!(posted, i64::try_from(due.len()).expect("a number"));
    assert!(stage.due().await.is_empty(), "nothing of it is told again");
}

crate::contract!(
    a_tier_goes_round_wholly_or_not,
    digests_are_sent_wholly_or_not,
    a_board_is_posted_and_drawn_anew_wholly_or_not,
    what_failed_is_tried_again_wholly_or_not,
    applause_counts_once_when_it_is_broken_off,
    voices_count_once_when_they_are_broken_off,
    a_message_is_out_once_when_its_note_is_broken_off,
);
