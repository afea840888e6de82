//! Law 2: what one interaction asks for happens at most once; asked again it gets the first answer.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::refusal::Refusal;
use ovation::store::outside::Channel;
use ovation::store::{Act, Approval, GroupProposal, LeaderRef, ProgramChannels, RepresentativeChange};

use crate::database::Database;
use crate::stage::{LEADER, STAFF, Stage, at_once, given, refused};

pub async fn an_award_delivered_many_times_at_once_is_one_award(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let order = stage.order(group, partner, 100);
    let answers = at_once(32, |_| {
        let (store, order) = (Arc::clone(&stage.store), order.clone());
        async move { given(store.award(order).await).expect("the first answer, each time") }
    })
    .await;
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(stage.remaining(group).await, 400);
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM record WHERE kind = 'award'").await, 1);
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM outbox WHERE purpose = 'award'").await, 1);
}

pub async fn an_award_asked_for_again_later_gets_its_first_answer(database: Database) {
    let mut stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let order = stage.order(group, partner, 100);
    let first = stage.give(order.clone()).await.unwrap();
    // Meanwhile the numbers move, the award is taken back, the leader goes, the period ends, the bot restarts.
    stage.award(group, partner, 50).await;
    stage.store.reverse(stage.reversal(first.record)).await.unwrap();
    let change = GroupProposal {
        group: Some(group),
        leaders: vec![LeaderRef::User(STAFF)],
        ..stage.proposal("Ottawa")
    };
    stage.store.propose_group(change).await.unwrap();
    stage.clock.pass(TimeDelta::days(100));
    stage.restart().await;
    assert_eq!(stage.give(order).await.unwrap(), first);
}

pub async fn the_same_id_with_another_content_is_refused(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let order = stage.order(group, partner, 100);
    let given = stage.give(order.clone()).await.unwrap();
    let other = || Act { key: order.act.key.clone(), hash: "f".repeat(64) };
    let same = Refusal::SameInteractionOtherContent;

    let mut another = stage.order(group, partner, 101);
    another.act = other();
    assert_eq!(refused(stage.give(another).await), same);
    let mut reversal = stage.reversal(given.record);
    reversal.act = other();
    assert_eq!(refused(stage.store.reverse(reversal).await), same);
    let mut grant = stage.grant(group, 10, false);
    grant.act = other();
    assert_eq!(refused(stage.store.grant(grant).await), same);
    let mut proposal = stage.proposal("Toronto");
    proposal.act = other();
    assert_eq!(refused(stage.store.propose_group(proposal).await), same);
    let mut registration = stage.registration("Adatum");
    registration.act = other();
    assert_eq!(refused(stage.store.register_partner(registration).await), same);
    let decision = stage.store.decide_partner(other(), STAFF, partner, Approval::Approve);
    assert_eq!(refused(decision.await), same);
    let channels = ProgramChannels { staff: Some(Channel::new(9)), ..ProgramChannels::default() };
    assert_eq!(refused(stage.store.set_channels(other(), STAFF, channels).await), same);
    assert_eq!(stage.remaining(group).await, 400);
}

pub async fn two_contents_of_one_id_at_once_are_one_award_and_one_refusal(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let (first, mut second) = (stage.order(group, partner, 10), stage.order(group, partner, 20));
    second.act.key = first.act.key.clone();
    let answers = at_once(16, |number| {
        let store = Arc::clone(&stage.store);
        let order = if number % 2 == 0 { first.clone() } else { second.clone() };
        async move { given(store.award(order).await) }
    })
    .await;
    let given = answers.iter().flatten().count();
    assert_eq!(given, 8, "one of both, whichever came first");
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        assert_eq!(refusal, Refusal::SameInteractionOtherContent);
    }
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM record WHERE kind = 'award'").await, 1);
}

pub async fn an_undo_pressed_twice_gets_its_first_answer(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    // One shout-out is out, one is not, of one nobody knows.
    for state in 0..3 {
        let award = stage.award(group, partner, 20).await.record;
        stage.clock.pass(TimeDelta::seconds(30));
        let errand = stage.due().await.pop().expect("a shout-out");
        if state > 0 {
            stage.store.begin_errand(&errand).await.unwrap().expect("to be made");
        }
        if state > 1 {
            stage
                .store
                .errand_done(errand.id, errand.channel, ovation::store::outside::Message::new(5))
                .await
                .unwrap();
        }
        let undo = stage.undo(award);
        let first = stage.store.reverse(undo.clone()).await.unwrap();
        assert_eq!(first.unseen, state == 0);
        assert_eq!(stage.store.reverse(undo.clone()).await.unwrap(), first);
        // The attempt nobody knew of turns out not to have been made.
        if state == 1 {
            assert_eq!(stage.store.begin_errand(&errand).await.unwrap(), None);
        }
        assert_eq!(stage.store.reverse(undo).await.unwrap(), first, "whatever became of the shout-out");
    }
    assert_eq!(stage.remaining(group).await, 500);
}

pub async fn other_acts_delivered_twice_happen_once(database: Database) {
    let stage = Stage::new(database).await;
    let proposal = stage.proposal("Ottawa");
    let group = stage.store.propose_group(proposal.clone()).await.unwrap();
    assert_eq!(stage.store.propose_group(proposal).await.unwrap(), group);
    let registration = stage.registration("Litware");
    let partner = stage.store.register_partner(registration.clone()).await.unwrap();
    assert_eq!(stage.store.register_partner(registration).await.unwrap(), partner);
    let (on_group, on_partner) = (stage.act(), stage.act());
    for _ in 0..2 {
        let approve = stage.store.decide_group(on_group.clone(), STAFF, group.id, Approval::Approve);
        assert_eq!(approve.await.unwrap().state, ovation::store::GroupState::Active);
        let approve = stage.store.decide_partner(on_partner.clone(), STAFF, partner.id, Approval::Approve);
        assert_eq!(approve.await.unwrap().tier.unwrap().as_str(), "registered");
    }
    let grant = stage.grant(group.id, 70, false);
    let first = stage.store.grant(grant.clone()).await.unwrap();
    assert_eq!(stage.store.grant(grant).await.unwrap(), first);
    let (partner, act) = (partner.id, stage.act());
    let change = RepresentativeChange { act, by: STAFF, partner, who: LEADER, add: true };
    let first = stage.store.change_representative(change.clone()).await.unwrap();
    assert_eq!(stage.store.change_representative(change).await.unwrap(), first);
    let kinds = "SELECT COUNT(*), COUNT(DISTINCT kind) FROM record \
                 WHERE kind NOT IN ('rules', 'period', 'leaders', 'tier')";
    assert_eq!(stage.raw().await.numbers(kinds).await, [[6, 6]]);
}

crate::contract!(
    an_award_delivered_many_times_at_once_is_one_award,
    an_award_asked_for_again_later_gets_its_first_answer,
    the_same_id_with_another_content_is_refused,
    two_contents_of_one_id_at_once_are_one_award_and_one_refusal,
    an_undo_pressed_twice_gets_its_first_answer,
    other_acts_delivered_twice_happen_once,
);
