//! The cap on what one company gets of a group's allocation: net of what came back, whoever asks at the same time.

use std::sync::Arc;

use chrono::TimeDelta;
use futures_util::future::join_all;
use ovation::points::refusal::Refusal;

use crate::database::Database;
use crate::model::recount;
use crate::stage::{RULES, Stage, at_once, given, refused};

/// The stage's rules with half of a group's 500 points for one company.
fn capped() -> String {
    RULES.replace("carry_over = 100", "carry_over = 100\nper_partner_share = 50")
}

pub async fn sixty_four_at_once_never_pass_a_company_s_share(database: Database) {
    let stage = Stage::with(database, &capped()).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let answers = at_once(64, |number| {
        let amount = [7, 31, 64, 18, 3, 55, 90, 12][number % 8];
        let (store, order) = (Arc::clone(&stage.store), stage.order(group, partner, amount));
        async move { given(store.award(order).await) }
    })
    .await;
    let given: i64 = answers.iter().flatten().map(|given| given.receipt.points).sum();
    assert!(given <= 250, "{given}");
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        let Refusal::ShareExceeded { asked, most, given, .. } = refusal else { panic!("{refusal:?}") };
        assert!(most.get() == 250 && given.get() + asked.get() > 250);
    }
    // The last point of it can be given, and no more; other companies have theirs.
    if given < 250 {
        stage.award(group, partner, 250 - given).await;
    }
    let refusal = refused(stage.give(stage.order(group, partner, 1)).await);
    assert!(matches!(refusal, Refusal::ShareExceeded { given, .. } if given.get() == 250));
    let other = stage.partner("Adatum").await;
    assert_eq!(stage.award(group, other, 250).await.receipt.remaining, 0);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn orders_of_one_batch_see_the_share_that_those_in_front_left(database: Database) {
    let stage = Stage::with(database, &capped()).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let mut raw = stage.raw().await;
    raw.hold().await;
    let orders = [10, 200, 41, 40].map(|points| stage.order(group, partner, points));
    let sent = join_all(orders.into_iter().map(|order| stage.give(order)));
    let answers = tokio::join!(sent, raw.let_go()).0;
    let given: Vec<bool> = answers.iter().map(Result::is_ok).collect();
    assert_eq!(given, [true, true, false, true]);
    recount(&*stage.store, &mut raw).await;
}

pub async fn what_comes_back_to_the_period_comes_back_to_the_share(database: Database) {
    let stage = Stage::with(database, &capped()).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let first = stage.award(group, partner, 200).await;
    refused(stage.give(stage.order(group, partner, 51)).await);
    stage.store.reverse(stage.reversal(first.record)).await.unwrap();
    let second = stage.award(group, partner, 250).await;
    // A grant makes the share larger.
    stage.store.grant(stage.grant(group, 100, false)).await.unwrap();
    stage.award(group, partner, 50).await;
    // The next period has a share of its own, into which nothing comes back from the one before.
    stage.clock.pass(TimeDelta::days(60));
    assert_eq!(stage.award(group, partner, 250).await.receipt.remaining, 350);
    stage.store.reverse(stage.reversal(second.record)).await.unwrap();
    let refusal = refused(stage.give(stage.order(group, partner, 51)).await);
    let Refusal::ShareExceeded { most, given, .. } = refusal else { panic!("{refusal:?}") };
    assert_eq!((most.get(), given.get()), (300, 250));
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn shares_of_a_ledger_from_before_are_counted_when_the_table_comes(database: Database) {
    let mut stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let declined = stage.nominated("Adatum").await;
    let old = stage.award(group, partner, 30).await;
    stage.clock.pass(TimeDelta::days(60));
    let new = stage.award(group, partner, 40).await;
    stage.award(group, partner, 50).await;
    stage.award(group, declined, 60).await;
    for award in [old.record, new.record] {
        stage.store.reverse(stage.reversal(award)).await.unwrap();
    }
    let decline = ovation::store::Approval::Decline;
    stage.store.decide_partner(stage.act(), crate::stage::STAFF, declined, decline).await.unwrap();
    let mut raw = stage.raw().await;
    raw.run("DROP TABLE share").await.unwrap();
    raw.run("DELETE FROM _sqlx_migrations WHERE version = 3").await.unwrap();
    drop(raw);
    stage.restart().await;
    let mut raw = stage.raw().await;
    let kept = raw.numbers("SELECT points FROM share ORDER BY period_id, partner_id").await;
    assert_eq!(kept, [[30], [50], [60]]);
    recount(&*stage.store, &mut raw).await;
}

crate::contract!(
    sixty_four_at_once_never_pass_a_company_s_share,
    orders_of_one_batch_see_the_share_that_those_in_front_left,
    what_comes_back_to_the_period_comes_back_to_the_share,
    shares_of_a_ledger_from_before_are_counted_when_the_table_comes,
);
