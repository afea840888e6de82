//! Awards that are taken together: each has its own answer, and its numbers follow those in front of it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use futures_util::future::join_all;
use ovation::points::ids::{GroupId, PartnerId};
use ovation::points::refusal::Refusal;
use ovation::store::outside::Account;
use ovation::store::{Announces, AwardOrder, Failure, Given, Outcome, RepresentativeChange, StoreFault};

use crate::database::Database;
use crate::stage::{LEADER, STAFF, Stage, at_once, contribution, given, refused};

/// Sends orders in this turn while nobody can write, so that they are taken together.
async fn together(stage: &Stage, orders: Vec<AwardOrder>) -> Vec<Outcome<Given>> {
    let mut raw = stage.raw().await;
    raw.hold().await;
    let sent = join_all(orders.into_iter().map(|order| stage.give(order)));
    // The orders are sent before the lock is let go: futures are begun in their order.
    tokio::join!(sent, raw.let_go()).0
}

pub async fn a_refused_order_leaves_those_around_it_alone(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let own = stage.partner("Adatum").await;
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner: own, who: LEADER, add: true };
    stage.store.change_representative(change).await.unwrap();
    let order = |points| stage.order(group, partner, points);
    let first = order(10);
    let mut wrong: Vec<AwardOrder> = (0..8).map(|_| order(10)).collect();
    wrong[0].request.group = GroupId::from_raw(999);
    wrong[1].request.partner = PartnerId::from_raw(999);
    wrong[2].request.partner = own;
    wrong[3].by = Account::new(15);
    wrong[4].request.contribution = contribution("magic");
    wrong[5].request.day = NaiveDate::from_ymd_opt(2026, 2, 11);
    wrong[6].request.day = NaiveDate::from_ymd_opt(2026, 1, 10);
    wrong[7].act.key = first.act.key.clone();
    wrong.push(order(251));
    wrong.push(order(250));
    wrong.push(order(250));
    wrong.push(order(1));
    let keys = [
        "unknown-group",
        "unknown-partner",
        "conflict",
        "not-a-leader",
        "unknown-contribution",
        "day-in-future",
        "day-too-old",
        "same-interaction-other-content",
        "points-out-of-range",
    ];
    let mut orders = vec![first];
    for wrong in wrong {
        orders.extend([wrong, order(1)]);
    }
    let answers = together(&stage, orders).await;
    let mut answers = answers.into_iter();
    assert_eq!(answers.next().unwrap().unwrap().receipt.remaining, 490);
    for (number, key) in (1..).zip(keys) {
        assert_eq!(refused(answers.next().unwrap()).key(), key);
        assert_eq!(answers.next().unwrap().unwrap().receipt.remaining, 490 - number);
    }
    assert_eq!(answers.next().unwrap().unwrap().receipt.remaining, 231);
    assert_eq!(answers.next().unwrap().unwrap().receipt.remaining, 230);
    let refusal = refused(answers.next().unwrap());
    assert!(matches!(refusal, Refusal::NotEnough { remaining, .. } if remaining.get() == 230));
    assert_eq!(answers.next().unwrap().unwrap().receipt.remaining, 229);
    assert_eq!(stage.remaining(group).await, 227);
}

pub async fn numbers_within_a_batch_follow_each_other(database: Database) {
    let stage = Stage::new(database).await;
    let groups = [stage.group("Ottawa").await, stage.group("Toronto").await, stage.group("Montréal").await];
    let partners = [stage.partner("Litware").await, stage.partner("Adatum").await];
    stage.clock.tick();
    let orders = (0..60_u64)
        .map(|number| {
            let at = usize::try_from(number).unwrap();
            let mut order =
                stage.order(groups[at % 3], partners[at % 2], 3 + i64::try_from(number).unwrap() % 5);
            order.request.contribution = contribution(["talk", "venue"][at / 3 % 2]);
            order.request.day =
                NaiveDate::from_ymd_opt(2026, 2, 10).unwrap().checked_sub_days(Days::new(number % 4));
            order
        })
        .collect();
    let mut given: Vec<Given> =
        together(&stage, orders).await.into_iter().map(|answer| answer.expect("given")).collect();
    given.sort_by_key(|given| given.record);
    let moments: BTreeSet<_> = given.iter().map(|given| given.receipt.at).collect();
    assert!(moments.len() <= 2, "the first, and those that waited for it: {moments:?}");
    let mut remaining: HashMap<GroupId, i64> = HashMap::new();
    let mut standing: HashMap<PartnerId, (i64, _)> = HashMap::new();
    for one in &given {
        let receipt = &one.receipt;
        let before = remaining.insert(one.group, receipt.remaining).unwrap_or(500);
        assert_eq!(receipt.remaining_before, before);
        assert_eq!(receipt.remaining, before - receipt.points);
        let after = (receipt.standing, receipt.tier.clone());
        let registered = receipt.tier_before.clone().filter(|tier| tier.as_str() == "registered");
        let (before, tier) = standing.insert(one.partner, after).unwrap_or((0, registered));
        assert_eq!((receipt.standing_before, &receipt.tier_before), (before, &tier));
        assert_eq!(receipt.standing, before + receipt.points);
    }
    for partner in partners {
        let now = stage.store.standing(partner, 0).await.unwrap();
        assert_eq!((now.standing.points().get(), now.partner.tier), standing[&partner]);
    }
    let tiers = "SELECT COUNT(*) FROM record t JOIN record a ON a.id = t.cause AND a.id = t.id - 1 \
                 WHERE t.kind = 'tier' AND a.kind = 'award'";
    let rises = given.iter().filter(|given| given.receipt.tier != given.receipt.tier_before).count();
    assert!(rises > 0);
    assert_eq!(stage.raw().await.number(tiers).await, i64::try_from(rises).unwrap());
}

pub async fn a_fault_of_one_order_leaves_those_around_it_alone(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let mut raw = stage.raw().await;
    raw.run("CREATE UNIQUE INDEX poison ON record (points) WHERE points = 13").await.unwrap();
    let orders = [10, 13, 11, 13, 12].map(|points| stage.order(group, partner, points));
    let again = orders[3].clone();
    let answers = together(&stage, orders.to_vec()).await;
    let given = answers.iter().map(Result::is_ok).collect::<Vec<_>>();
    assert_eq!(given, [true, true, true, false, true]);
    assert!(matches!(answers[3], Err(Failure::Fault(StoreFault::Database(_)))), "{:?}", answers[3]);
    assert_eq!(stage.remaining(group).await, 500 - 46);
    raw.run("DROP INDEX poison").await.unwrap();
    assert_eq!(stage.give(again).await.unwrap().receipt.remaining, 500 - 59);
}

pub async fn an_act_that_panics_ends_alone(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.clock.break_once();
    let outcome = stage.give(stage.order(group, partner, 10)).await;
    assert!(matches!(outcome, Err(Failure::Fault(StoreFault::Panicked))), "{outcome:?}");
    assert_eq!(stage.remaining(group).await, 500);
    let order = stage.order(group, partner, 10);
    stage.give(order.clone()).await.expect("the queue lives");
    stage.clock.break_once();
    let (store, reversal) = (Arc::clone(&stage.store), stage.grant(group, 5, false));
    assert!(tokio::spawn(async move { store.grant(reversal).await }).await.unwrap_err().is_panic());
    assert_eq!(stage.remaining(group).await, 490);
    // Of a batch, only the transaction that panicked is tried again.
    stage.clock.break_once();
    let orders = [10, 20, 30].map(|points| stage.order(group, partner, points));
    assert!(together(&stage, orders.to_vec()).await.iter().filter(|answer| answer.is_ok()).count() >= 2);
}

pub async fn replicas_share_one_ledger(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let other = stage.guard.replica(crate::stage::RULES, stage.clock.clock()).await;
    let twice: Vec<AwardOrder> = (0..24).map(|_| stage.order(group, partner, 25)).collect();
    let answers = at_once(48, |number| {
        let store = Arc::clone(if number % 2 == 0 { &stage.store } else { &other });
        let order = twice[number / 2].clone();
        async move { given(store.award(order).await) }
    })
    .await;
    let records: BTreeSet<_> = answers.iter().flatten().map(|given| given.record).collect();
    assert_eq!(records.len(), 20, "each once, and 500 points are 20 times 25");
    for pair in answers.chunks(2) {
        if let [Ok(one), Ok(other)] = pair {
            assert_eq!(one, other, "both replicas answer alike");
        }
    }
    assert_eq!(stage.remaining(group).await, 0);
    // One of them sees the period end first.
    stage.clock.pass(chrono::TimeDelta::days(60));
    assert_eq!(other.allocation(group).await.unwrap().allocation.remaining().get(), 500);
    assert_eq!(stage.award(group, partner, 25).await.receipt.remaining, 475);
}

/// Two that empty the outbox would write over each other's edits.
pub async fn one_process_empties_the_outbox(database: Database) {
    let stage = Stage::new(database).await;
    if matches!(database, Database::Sqlite) {
        assert_eq!(stage.store.announces().await.unwrap(), Announces::Alone);
        return;
    }
    for _ in 0..2 {
        assert_eq!(stage.store.announces().await.unwrap(), Announces::BesideOthers);
    }
    let other = stage.guard.replica(crate::stage::RULES, stage.clock.clock()).await;
    for _ in 0..2 {
        assert_eq!(other.announces().await.unwrap(), Announces::Another);
    }
    // The connection of the lock breaks, which nobody told the process: it asks anew, and the other may be faster.
    let ends = "SELECT pg_terminate_backend(l.pid, 5000) FROM pg_locks l JOIN pg_database d ON d.oid = l.database \
                 WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()";
    stage.raw().await.run(ends).await.unwrap();
    assert_eq!(other.announces().await.unwrap(), Announces::BesideOthers);
    assert!(stage.store.announces().await.is_err(), "that its connection is gone is trouble");
    assert_eq!(stage.store.announces().await.unwrap(), Announces::Another);
}

/// What the writer remembers of its last batch holds only as long as nobody else wrote anything.
pub async fn a_receipt_knows_what_others_did_since_the_last_batch(database: Database) {
    let stage = Stage::new(database).await;
    let other = stage.guard.replica(crate::stage::RULES, stage.clock.clock()).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let first = stage.award(group, partner, 50).await;
    let second = stage.award(group, partner, 10).await;
    other.reverse(stage.reversal(first.record)).await.unwrap();
    let after = stage.award(group, partner, 5).await.receipt;
    assert_eq!((after.standing_before, after.standing), (10, 15));
    given(other.award(stage.order(group, partner, 7)).await).unwrap();
    let after = stage.award(group, partner, 1).await.receipt;
    assert_eq!((after.standing_before, after.standing), (22, 23));
    // Of what is refused nothing is remembered either.
    refused(stage.give(stage.order(group, partner, 251)).await);
    stage.store.reverse(stage.reversal(second.record)).await.unwrap();
    assert_eq!(stage.award(group, partner, 2).await.receipt.standing_before, 13);
    // A year later nothing of it is in the window any more.
    stage.clock.pass(chrono::TimeDelta::days(366));
    assert_eq!(stage.award(group, partner, 3).await.receipt.standing_before, 0);
}

crate::contract!(
    a_refused_order_leaves_those_around_it_alone,
    numbers_within_a_batch_follow_each_other,
    one_process_empties_the_outbox,
    a_fault_of_one_order_leaves_those_around_it_alone,
    an_act_that_panics_ends_alone,
    replicas_share_one_ledger,
    a_receipt_knows_what_others_did_since_the_last_batch,
);
