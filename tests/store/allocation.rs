//! Law 1: a group never gives more than it has, whoever asks at the same time.

use std::sync::Arc;

use ovation::points::ids::RecordId;
use ovation::points::refusal::Refusal;
use ovation::store::ReversalOrder;

use crate::database::Database;
use crate::model::recount;
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

/// Many groups thank one company at once: each receipt begins where another ends, and its tier rises a step once.
pub async fn one_company_from_many_groups_at_once_rises_once(database: Database) {
    let stage = Stage::new(database).await;
    let partner = stage.partner("Litware").await;
    let mut groups = Vec::new();
    for number in 0..8 {
        groups.push(stage.group(&format!("Group {number}")).await);
    }
    let answers = at_once(64, |number| {
        let (store, order) = (Arc::clone(&stage.store), stage.order(groups[number % 8], partner, 20));
        async move { given(store.award(order).await).expect("each group has enough").receipt }
    })
    .await;
    let mut receipts = answers;
    receipts.sort_by_key(|receipt| receipt.standing);
    let ends: Vec<_> = receipts.iter().map(|receipt| (receipt.standing_before, receipt.standing)).collect();
    assert_eq!(ends, (0..64).map(|step| (step * 20, step * 20 + 20)).collect::<Vec<_>>());
    let rose: Vec<_> = receipts.iter().filter(|receipt| receipt.tier_before != receipt.tier).collect();
    assert_eq!(rose.len(), 1, "from registered, once: gold asks for a room as well");
    assert_eq!(rose[0].tier.as_ref().map(|tier| tier.as_str()), Some("certified"));
    for group in groups {
        assert_eq!(stage.remaining(group).await, 500 - 8 * 20);
    }
    recount(&*stage.store, &mut stage.raw().await).await;
}

/// Many groups and many companies, and half of it is taken back while the rest is given.
pub async fn many_groups_and_companies_at_once_with_reversals_agree_with_the_ledger(database: Database) {
    let stage = Stage::new(database).await;
    let (mut groups, mut partners) = (Vec::new(), Vec::new());
    for number in 0..8 {
        groups.push(stage.group(&format!("Group {number}")).await);
        partners.push(stage.partner(&format!("Company {number}")).await);
    }
    at_once(64, |number| {
        let order = stage.order(groups[number % 8], partners[number / 8], 30);
        let (store, undo) = (Arc::clone(&stage.store), stage.reversal(RecordId::from_raw(1)));
        async move {
            let award = given(store.award(order).await).expect("each group has enough").record;
            if number % 2 == 0 {
                store.reverse(ReversalOrder { award, ..undo }).await.expect("it stands");
            }
        }
    })
    .await;
    for (number, group) in groups.into_iter().enumerate() {
        assert_eq!(stage.remaining(group).await, if number % 2 == 0 { 500 } else { 500 - 8 * 30 });
    }
    for partner in partners {
        let standing = stage.store.standing(partner, 0).await.expect("a company").standing;
        assert_eq!((standing.points().get(), standing.groups()), (120, 4));
    }
    recount(&*stage.store, &mut stage.raw().await).await;
}

crate::contract!(
    one_company_from_many_groups_at_once_rises_once,
    many_groups_and_companies_at_once_with_reversals_agree_with_the_ledger,
    sixty_four_at_once_never_give_more_than_there_is,
    the_last_point_can_be_given_and_no_more,
    grants_taken_back_while_points_are_given_leave_no_group_overspent,
);
