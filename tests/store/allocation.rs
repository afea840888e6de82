//! Law 1: a group never gives more than it has, whoever asks at the same time.

use std::sync::Arc;

use ovation::points::refusal::Refusal;

use crate::database::Database;
use crate::stage::{Stage, at_once, given, refused};

pub async fn sixty_four_at_once_never_give_more_than_there_is(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let answers = at_once(64, |number| {
        let amount = [7, 31, 64, 18, 3, 55, 90, 12][number % 8];
        let (store, order) = (Arc::clone(&stage.store), stage.order(group, partner, amount));
        async move { given(store.award(order).await) }
    })
    .await;
    let given: i64 = answers.iter().flatten().map(|given| given.receipt.points).sum();
    assert!(answers.iter().any(Result::is_err), "too little was there for all");
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        assert!(matches!(refusal, Refusal::NotEnough { asked, remaining, .. } if asked > remaining));
    }
    let view = stage.store.allocation(group).await.unwrap().allocation;
    assert_eq!(view.spent().get(), given);
    assert!(given <= 500);
    let mut raw = stage.raw().await;
    assert_eq!(
        raw.number("SELECT CAST(SUM(points) AS BIGINT) FROM record WHERE kind = 'award'").await,
        given
    );
    assert_eq!(raw.number("SELECT CAST(SUM(points) AS BIGINT) FROM standing").await, given);
}

pub async fn the_last_point_can_be_given_and_no_more(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let answers = at_once(64, |_| {
        let (store, order) = (Arc::clone(&stage.store), stage.order(group, partner, 25));
        async move { given(store.award(order).await) }
    })
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 20, "500 points are 20 times 25");
    assert_eq!(stage.remaining(group).await, 0);
    let refusal = refused(stage.give(stage.order(group, partner, 1)).await);
    assert!(matches!(refusal, Refusal::NotEnough { remaining, .. } if remaining.get() == 0));
}

pub async fn grants_taken_back_while_points_are_given_leave_no_group_overspent(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.store.grant(stage.grant(group, 300, false)).await.unwrap();
    let answers = at_once(64, |number| {
        let store = Arc::clone(&stage.store);
        let (order, grant) = (stage.order(group, partner, 40), stage.grant(group, 30, true));
        async move {
            if number % 2 == 0 {
                (given(store.award(order).await).map(|given| given.receipt.points).ok(), None)
            } else {
                (None, store.grant(grant).await.is_ok().then_some(30))
            }
        }
    })
    .await;
    let given: i64 = answers.iter().filter_map(|answer| answer.0).sum();
    let taken: i64 = answers.iter().filter_map(|answer| answer.1).sum();
    let view = stage.store.allocation(group).await.unwrap().allocation;
    assert_eq!((view.spent().get(), view.granted().get()), (given, 300 - taken));
    assert_eq!(view.remaining().get(), 500 + 300 - taken - given);
}

crate::contract!(
    sixty_four_at_once_never_give_more_than_there_is,
    the_last_point_can_be_given_and_no_more,
    grants_taken_back_while_points_are_given_leave_no_group_overspent,
);
