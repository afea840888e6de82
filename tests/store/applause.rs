//! 👏: counted once for each member, and shown together.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::refusal::Refusal;
use ovation::store::Facts;
use ovation::store::outside::Account;

use crate::database::Database;
use crate::model::recount;
use crate::outbox::due_award;
use crate::stage::{LEADER, Stage, at_once, refused};

pub async fn applause_counts_once_for_each_member(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    stage.post(&errand, 900).await;
    for (account, counted, total) in [(1, true, 1), (2, true, 2), (1, false, 2), (LEADER.get(), true, 3)] {
        assert_eq!(stage.store.applaud(errand.id, Account::new(account)).await.unwrap(), counted);
        let facts = stage.store.facts(errand.id).await.unwrap();
        assert!(matches!(facts, Facts::ShoutOut(facts) if facts.applause == total));
    }
    let unknown = stage.store.applaud(ovation::store::ErrandId::from_raw(999), LEADER).await;
    assert_eq!(refused(unknown), Refusal::UnknownRecord);
}

pub async fn applause_is_drawn_together_and_once_in_some_seconds(database: Database) {
    let (stage, errand, award) = due_award(database).await;
    let clap = async |accounts: std::ops::Range<u64>| {
        at_once(usize::try_from(accounts.end - accounts.start).unwrap(), |number| {
            let store = Arc::clone(&stage.store);
            let who = Account::new(accounts.start + number as u64);
            async move { store.applaud(errand.id, who).await.unwrap() }
        })
        .await;
    };
    let drawn = async || {
        let mut edits = Vec::new();
        for edit in stage.due().await {
            match stage.store.begin_errand(&edit).await.unwrap().unwrap() {
                Facts::ShoutOut(facts) => edits.push((facts.applause, facts.withdrawn)),
                other => panic!("{other:?}"),
            }
            stage.store.errand_done(edit.id, edit.channel, edit.edits.unwrap().1).await.unwrap();
        }
        edits
    };
    stage.post(&errand, 900).await;
    clap(1..21).await;
    assert_eq!(drawn().await, [(20, false)], "twenty at once are one edit, and that comes at once");
    clap(21..31).await;
    clap(31..41).await;
    assert_eq!(drawn().await, [], "not so soon after the last one");
    stage.clock.pass(TimeDelta::milliseconds(2_999));
    assert_eq!(drawn().await, []);
    stage.clock.pass(TimeDelta::milliseconds(1));
    assert_eq!(drawn().await, [(40, false)]);
    // What is pressed while an edit is under way isn't in it.
    stage.clock.pass(TimeDelta::seconds(10));
    clap(41..42).await;
    let [edit] = &stage.due().await[..] else { panic!("one edit") };
    stage.store.begin_errand(edit).await.unwrap().unwrap();
    clap(42..43).await;
    stage.store.errand_done(edit.id, edit.channel, edit.edits.unwrap().1).await.unwrap();
    // A withdrawal doesn't wait for applause, and what is drawn after it shows it as well.
    stage.store.reverse(stage.undo(award)).await.unwrap();
    assert_eq!(drawn().await, [(42, true)]);
    stage.clock.pass(TimeDelta::seconds(10));
    assert_eq!(drawn().await, [(42, true)]);
    stage.clock.pass(TimeDelta::seconds(10));
    assert_eq!(drawn().await, []);
}

pub async fn applause_leaves_no_row_each_time_and_goes_on_where_it_failed(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    stage.post(&errand, 900).await;
    let mut raw = stage.raw().await;
    let rows = "SELECT COUNT(*) FROM outbox WHERE purpose = 'redraw'";
    for account in 1..=5 {
        stage.store.applaud(errand.id, Account::new(account)).await.unwrap();
        let [edit] = &stage.due().await[..] else { panic!("one edit") };
        stage.post(edit, 900).await;
        stage.clock.pass(TimeDelta::seconds(10));
    }
    assert_eq!(raw.number(rows).await, 1);
    // Discord refuses it until somebody mends a right: what is pressed meanwhile is one edit.
    for account in 6..=9 {
        stage.store.applaud(errand.id, Account::new(account)).await.unwrap();
        let [edit] = &stage.due().await[..] else { panic!("one edit") };
        stage.store.begin_errand(edit).await.unwrap().unwrap();
        stage.store.errand_failed(edit.id, "no-access", true).await.unwrap();
        stage.clock.pass(TimeDelta::seconds(10));
    }
    assert_eq!(raw.number(rows).await, 1);
    // What Discord puts off isn't tried sooner because somebody presses.
    stage.store.applaud(errand.id, Account::new(10)).await.unwrap();
    let [edit] = &stage.due().await[..] else { panic!("one edit") };
    stage.store.begin_errand(edit).await.unwrap().unwrap();
    stage.store.errand_put_off(edit.id, stage.later(1_163), "too-many-edits").await.unwrap();
    stage.store.applaud(errand.id, Account::new(11)).await.unwrap();
    stage.clock.pass(TimeDelta::seconds(1_000));
    assert!(stage.due().await.is_empty());
    stage.clock.pass(TimeDelta::seconds(163));
    let [edit] = &stage.due().await[..] else { panic!("one edit") };
    match stage.store.begin_errand(edit).await.unwrap().unwrap() {
        Facts::ShoutOut(facts) => assert_eq!(facts.applause, 11),
        other => panic!("{other:?}"),
    }
}

pub async fn a_tier_counts_each_member_once_wherever_it_is_told_until_it_falls(database: Database) {
    let stage = Stage::new(database).await;
    let (partner, award) = crate::round::lifted(&stage).await;
    stage.store.send_tiers_round().await.unwrap();
    stage.clock.pass(TimeDelta::seconds(20));
    let mut told = Vec::new();
    for (number, errand) in (900..).zip(stage.due().await) {
        stage.post(&errand, number).await;
        match stage.store.facts(errand.id).await.unwrap() {
            Facts::Tier(tier) if tier.to.as_str() == "certified" => told.push(errand.id),
            Facts::ShoutOut(thanks) if thanks.receipt.standing > 100 => told.push(errand.id),
            _ => {}
        }
    }
    assert_eq!(told.len(), 4, "the award, and the tier in two groups and to all");
    for member in [901, 902] {
        for message in &told {
            assert!(stage.store.applaud(*message, Account::new(member)).await.unwrap());
        }
    }
    let applause = async || stage.store.standing(partner, 0).await.unwrap().applause;
    assert_eq!(applause().await, 4, "two members: of the award, and of the tier");
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    assert_eq!(applause().await, 0, "what was taken back, and what fell with it");
}

pub async fn what_was_answered_goes_with_its_message_to_what_is_put_right(database: Database) {
    let (mut stage, errand, award) = due_award(database).await;
    let other = stage.partner("Fabrikam").await;
    stage.post(&errand, 900).await;
    for member in 1..=3 {
        stage.store.applaud(errand.id, Account::new(member)).await.unwrap();
    }
    let Facts::ShoutOut(facts) = stage.store.facts(errand.id).await.unwrap() else { panic!("a shout-out") };
    let had = facts.partner;
    let put_right = stage.correction(award, had, 60, "It was an hour more");
    let award = stage.store.correct(put_right).await.unwrap().award.record;
    stage.store.applaud(errand.id, Account::new(4)).await.unwrap();
    let both = async |stage: &Stage| {
        let applause = async |partner| stage.store.standing(partner, 0).await.unwrap().applause;
        (applause(had).await, applause(other).await)
    };
    assert_eq!(both(&stage).await, (4, 0));
    recount(&*stage.store, &mut stage.raw().await).await;
    // A ledger from before there was this table.
    let mut raw = stage.raw().await;
    raw.run("DROP TABLE heard").await.unwrap();
    raw.run("DELETE FROM _sqlx_migrations WHERE version = 24").await.unwrap();
    drop(raw);
    stage.restart().await;
    assert_eq!(both(&stage).await, (4, 0));
    recount(&*stage.store, &mut stage.raw().await).await;
    // What is put right for another company is told anew, and applauded anew.
    let put_right = stage.correction(award, other, 40, "It was another company's talk");
    stage.store.correct(put_right).await.unwrap();
    assert_eq!(both(&stage).await, (0, 0));
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn what_was_answered_and_is_kept_wrongly_is_found(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    let other = stage.partner("Fabrikam").await;
    stage.post(&errand, 900).await;
    stage.store.applaud(errand.id, LEADER).await.unwrap();
    let mut raw = stage.raw().await;
    for spoil in [format!("UPDATE heard SET partner_id = {other}"), "DELETE FROM heard".to_owned()] {
        raw.run(&spoil).await.unwrap();
        let parting = stage.store.verify(None, &[], &|_, _| {}).await.unwrap().unwrap_err().to_string();
        assert!(parting.contains("what was answered"), "{spoil}: {parting}");
    }
}

crate::contract!(
    what_was_answered_and_is_kept_wrongly_is_found,
    what_was_answered_goes_with_its_message_to_what_is_put_right,
    a_tier_counts_each_member_once_wherever_it_is_told_until_it_falls,
    applause_counts_once_for_each_member,
    applause_is_drawn_together_and_once_in_some_seconds,
    applause_leaves_no_row_each_time_and_goes_on_where_it_failed,
);
