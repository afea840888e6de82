//! What staff decide holds at once, whoever acts at the same time, and is asked once however often it is sent.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::award::PartnerState;
use ovation::points::refusal::Refusal;
use ovation::store::GroupState;

use crate::database::Database;
use crate::stage::{Stage, at_once, given, refused};

pub async fn another_base_begins_with_the_next_period(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let order = stage.base(group, Some(800));
    let set = stage.store.set_base(order.clone()).await.expect("another base");
    assert_eq!((set.base.get(), set.own), (800, true));
    assert_eq!(stage.store.set_base(order).await.expect("the first answer"), set);
    assert_eq!(stage.remaining(group).await, 500, "the open period keeps what it has");
    stage.clock.set(set.from);
    assert_eq!(stage.remaining(group).await, 900, "the new base, and what is carried over");
    let back = stage.store.set_base(stage.base(group, None)).await.expect("the program's base");
    assert_eq!((back.base.get(), back.own), (500, false));
    assert_eq!(refused(stage.store.set_base(stage.base(group, None)).await), Refusal::NothingToChange);
    let too_much = refused(stage.store.set_base(stage.base(group, Some(1_000_001))).await);
    assert!(matches!(too_much, Refusal::BaseOutOfRange { .. }));
}

pub async fn periods_without_an_act_open_with_the_base_that_was_in_force(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    stage.store.set_base(stage.base(group, Some(50))).await.expect("another base");
    stage.clock.pass(TimeDelta::days(200));
    stage.store.set_base(stage.base(group, Some(700))).await.expect("another base");
    let mut raw = stage.raw().await;
    let bases = raw.numbers("SELECT base FROM allocation ORDER BY period_id").await.concat();
    assert_eq!(bases, [500, 50, 50], "the new one begins after the open period");
}

pub async fn a_closed_group_gives_nothing_and_what_it_gave_stays(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let given = stage.award(group, partner, 40).await;
    let closing = stage.closing(group);
    let closed = stage.store.close_group(closing.clone()).await.expect("an active group");
    assert_eq!(closed.state, GroupState::Closed);
    assert_eq!(stage.store.close_group(closing).await.expect("the first answer"), closed);
    assert_eq!(refused(stage.store.close_group(stage.closing(group)).await), Refusal::GroupNotActive);
    let refusal = refused(stage.give(stage.order(group, partner, 10)).await);
    assert_eq!(refusal, Refusal::GroupNotActive);
    stage.clock.pass(TimeDelta::days(100));
    let refusal = refused(stage.give(stage.order(group, partner, 10)).await);
    assert_eq!(refusal, Refusal::GroupNotActive);
    let standing = stage.store.standing(partner, 5).await.expect("a company");
    assert_eq!(standing.standing.points().get(), 40);
    let back = stage.store.reverse(stage.reversal(given.record)).await.expect("staff can");
    assert_eq!(back.remaining, None, "its period is over");
}

pub async fn no_award_gets_past_a_closing_at_the_same_moment(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let answers = at_once(64, |number| {
        let store = Arc::clone(&stage.store);
        let (order, closing) = (stage.order(group, partner, 5), stage.closing(group));
        async move {
            if number == 20 {
                store.close_group(closing).await.map(|_| None)
            } else {
                given(store.award(order).await).map(|given| Some(given.record))
            }
        }
    })
    .await;
    let mut raw = stage.raw().await;
    let closed = raw.number("SELECT id FROM record WHERE kind = 'group-closed'").await;
    let awards = raw.numbers("SELECT id FROM record WHERE kind = 'award'").await.concat();
    assert!(awards.iter().all(|award| *award < closed), "nothing is given behind it");
    let given = answers.iter().filter(|answer| matches!(answer, Ok(Some(_)))).count();
    assert_eq!(given, awards.len());
}

pub async fn a_suspended_company_keeps_what_it_has_and_gets_nothing_until_it_is_resumed(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 40).await;
    let order = stage.suspension(partner, false);
    let suspended = stage.store.suspend_partner(order.clone()).await.expect("an active company");
    assert_eq!(suspended.state, PartnerState::Suspended);
    assert_eq!(suspended.tier.as_ref().map(|tier| tier.as_str()), Some("registered"));
    assert_eq!(stage.store.suspend_partner(order).await.expect("the first answer"), suspended);
    let refusal = refused(stage.give(stage.order(group, partner, 10)).await);
    assert_eq!(refusal, Refusal::PartnerSuspended);
    assert!(stage.store.suggest_partners("lit", None, 5).await.expect("companies").is_empty());
    let resumed = stage.store.suspend_partner(stage.suspension(partner, true)).await.expect("a company");
    assert_eq!(resumed.state, PartnerState::Active);
    assert_eq!(stage.award(group, partner, 10).await.receipt.standing, 50);
    let again = refused(stage.store.suspend_partner(stage.suspension(partner, true)).await);
    assert_eq!(again, Refusal::NothingToChange);
}

crate::contract!(
    another_base_begins_with_the_next_period,
    periods_without_an_act_open_with_the_base_that_was_in_force,
    a_closed_group_gives_nothing_and_what_it_gave_stays,
    no_award_gets_past_a_closing_at_the_same_moment,
    a_suspended_company_keeps_what_it_has_and_gets_nothing_until_it_is_resumed,
);
