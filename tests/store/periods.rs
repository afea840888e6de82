//! Periods: who opens them, what goes over, and clocks that are set back.

use std::sync::Arc;

use chrono::{Days, TimeDelta};
use ovation::points::refusal::Refusal;
use ovation::store::Approval;

use crate::clock::{Hand, instant};
use crate::database::Database;
use crate::model::recount;
use crate::stage::{RULES, STAFF, Stage, at_once, given, refused};

/// The second quarter of 2026 in Toronto, and the two after it.
const SECOND: &str = "2026-04-01T04:00:00Z";
const THIRD: &str = "2026-07-01T04:00:00Z";
const FOURTH: &str = "2026-10-01T04:00:00Z";

/// Base, carried, spent of each opened period, oldest first.
const HISTORY: &str = "SELECT a.base, a.granted, a.carried, a.spent FROM allocation a JOIN period p ON p.id = a.period_id \
                       ORDER BY p.starts_at";

pub async fn the_first_act_after_an_end_opens_what_follows_in_order(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    for points in [200, 240] {
        stage.award(group, partner, points).await;
    }
    stage.clock.set(instant(FOURTH) + Days::new(1));
    let given = stage.award(group, partner, 50).await.receipt;
    // 60 go over to the second quarter; of its 560 then 100 to the third; of its 600 then 100 to the fourth.
    assert_eq!((given.remaining_before, given.remaining), (600, 550));
    let history = [[500, 0, 0, 440], [500, 0, 60, 0], [500, 0, 100, 0], [500, 0, 100, 50]];
    let mut raw = stage.raw().await;
    assert_eq!(raw.numbers(HISTORY).await, history);
    let bounds = raw.numbers("SELECT starts_at, ends_at FROM period ORDER BY starts_at").await;
    let starts: Vec<i64> =
        [SECOND, THIRD, FOURTH].iter().map(|text| instant(text).timestamp_millis()).collect();
    assert_eq!(bounds.iter().skip(1).map(|row| row[0]).collect::<Vec<_>>(), starts);
    assert!(bounds.windows(2).all(|pair| pair[0][1] == pair[1][0]), "no gap and no overlap");
    let opened = raw.numbers("SELECT period_id, points FROM record WHERE kind = 'period' ORDER BY id").await;
    assert_eq!(opened.len(), 4, "each is a record");
    assert!(opened.is_sorted());
}

pub async fn a_period_ends_to_the_millisecond(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.clock.set(instant(SECOND) - TimeDelta::milliseconds(1));
    assert_eq!(stage.award(group, partner, 10).await.receipt.remaining, 490);
    assert_eq!(stage.store.allocation(group).await.unwrap().next_period, instant(SECOND));
    stage.clock.set(instant(SECOND));
    assert_eq!(stage.award(group, partner, 10).await.receipt.remaining, 590);
    assert_eq!(stage.store.allocation(group).await.unwrap().next_period, instant(THIRD));
}

pub async fn a_refused_act_that_comes_first_in_a_period_spoils_nothing(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 10).await.record;
    stage.clock.set(instant(SECOND));
    // Refused each time, so that nothing of it is kept, the opened period neither.
    let refusal = refused(stage.give(stage.order(group, partner, 251)).await);
    assert!(matches!(refusal, Refusal::PointsOutOfRange { .. }));
    assert!(matches!(
        refused(stage.store.reverse(stage.undo(award)).await),
        Refusal::UndoTooLate { minutes: 15 }
    ));
    refused(stage.store.grant(stage.grant(group, 900, true)).await);
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM period").await, 1);
    assert_eq!(stage.award(group, partner, 10).await.receipt.remaining, 590);
    assert_eq!(stage.remaining(group).await, 590);
}

pub async fn a_group_that_joins_within_a_period_gets_it_whole(database: Database) {
    let stage = Stage::new(database).await;
    let early = stage.group("Ottawa").await;
    stage.clock.set(instant(THIRD) - Days::new(1));
    let late = stage.group("Toronto").await;
    let view = stage.store.allocation(late).await.unwrap();
    assert_eq!((view.allocation.remaining().get(), view.next_period), (500, instant(THIRD)));
    assert_eq!(view.allocation.carried().get(), 0);
    assert_eq!(stage.remaining(early).await, 600);
    stage.clock.set(instant(THIRD));
    assert_eq!(stage.remaining(late).await, 600);
}

pub async fn a_period_that_ended_before_the_decision_gives_nothing(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.store.propose_group(stage.proposal("Ottawa")).await.unwrap().id;
    stage.clock.set(instant(SECOND) + Days::new(9));
    stage.store.decide_group(stage.act(), STAFF, group, Approval::Approve).await.unwrap();
    assert_eq!(stage.raw().await.numbers(HISTORY).await, [[500, 0, 0, 0]]);
}

pub async fn a_late_clock_never_writes_into_a_closed_period(database: Database) {
    let stage = Stage::new(database).await;
    let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    let award = stage.award(other, partner, 10).await.record;
    stage.clock.set(instant(SECOND) + TimeDelta::minutes(5));
    let last = stage.award(group, partner, 10).await.receipt.at;
    // Another replica, an hour late.
    stage.clock.set(instant(SECOND) - TimeDelta::minutes(55));
    let given = stage.award(other, partner, 10).await.receipt;
    assert_eq!((given.at, given.remaining), (last, 590));
    let back = stage.store.reverse(stage.reversal(award)).await.unwrap();
    assert_eq!(back.remaining, None, "its period is over");
    stage.store.grant(stage.grant(group, 10, false)).await.unwrap();
    let third = stage.group("Montréal").await;
    assert_eq!(stage.store.allocation(third).await.unwrap().next_period, instant(THIRD));
    let early = "SELECT COUNT(*) FROM record r JOIN period p ON p.id = r.period_id \
                 WHERE r.kind <> 'reversal' AND (r.at < p.starts_at OR r.at >= p.ends_at)";
    let mut raw = stage.raw().await;
    assert_eq!(raw.number(early).await, 0);
    let back = "SELECT COUNT(*) FROM record r JOIN record s ON s.id = r.id + 1 WHERE s.at < r.at";
    assert_eq!(raw.number(back).await, 0, "no act is before the one in front of it");
}

pub async fn a_late_clock_tells_what_a_group_has_as_of_the_newest_act(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let company = stage.nominated("Litware").await;
    assert_eq!(stage.store.allocation(group).await.unwrap().next_period, instant(SECOND));
    // An act in the next period that opens no period itself; then the clock is set back over the end.
    stage.clock.set(instant(SECOND));
    stage.store.decide_partner(stage.act(), STAFF, company, Approval::Decline).await.unwrap();
    stage.clock.pass(TimeDelta::seconds(-2));
    let view = stage.store.allocation(group).await.unwrap();
    assert_eq!(view.next_period, instant(THIRD));
    assert_eq!(view.allocation.remaining().get(), 600);
}

pub async fn a_late_clock_reckons_days_and_windows_as_of_the_act(database: Database) {
    let stage = Stage::new(database).await;
    let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    // Counts until the last moment of 9 February 2027, Toronto's time.
    stage.award(group, partner, 200).await;
    let midnight = instant("2027-02-10T05:00:00Z");
    stage.clock.set(midnight + TimeDelta::minutes(1));
    let receipt = stage.award(group, partner, 5).await.receipt;
    assert_eq!((receipt.standing_before, receipt.standing), (0, 5), "the window has moved on");
    stage.clock.set(midnight - TimeDelta::minutes(59));
    for (points, standing) in [(30, 35), (30, 65)] {
        let receipt = stage.award(group, partner, points).await.receipt;
        assert_eq!((receipt.standing, receipt.day.to_string().as_str()), (standing, "2027-02-10"));
    }
    let receipt = stage.award(other, partner, 30).await.receipt;
    assert_eq!((receipt.standing_before, receipt.standing), (65, 95));
    // Three gifts of one group, kind and day are one contribution.
    let next = receipt.next.expect("the next tier");
    assert_eq!(next.requires.iter().map(|(_, have, need)| (*have, *need)).collect::<Vec<_>>(), [(2, 2)]);
    stage.clock.set(midnight + TimeDelta::minutes(2));
    let standing = stage.store.standing(partner, 9).await.unwrap().standing;
    assert_eq!(standing.points().get(), receipt.standing);
}

pub async fn new_rules_take_effect_with_the_next_period(database: Database) {
    let mut stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 100).await;
    let monthly = RULES.replace("\"quarter\"", "\"month\"").replace("points = 500", "points = 300");
    stage.store = stage.guard.restart(&monthly, stage.clock.clock()).await;
    assert_eq!(stage.remaining(group).await, 400, "the open period stays as it began");
    stage.clock.set(instant(SECOND));
    let view = stage.store.allocation(group).await.unwrap();
    assert_eq!((view.allocation.base().get(), view.allocation.carried().get()), (300, 100));
    assert_eq!(view.next_period, instant("2026-05-01T04:00:00Z"));
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM record WHERE kind = 'rules'").await, 2);
}

pub async fn periods_that_have_begun_are_opened_for_all_groups_at_once(database: Database) {
    let stage = Stage::new(database).await;
    let (group, idle) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let (closed, partner) = (stage.group("Gone").await, stage.partner("Litware").await);
    stage.store.propose_group(stage.proposal("Waits")).await.unwrap();
    stage.store.close_group(stage.closing(closed)).await.unwrap();
    stage.award(group, partner, 250).await;
    assert_eq!(stage.store.open_periods().await.unwrap(), 0, "all is open");
    stage.clock.set(instant(THIRD) - TimeDelta::milliseconds(1));
    let other = stage.guard.replica(RULES, stage.clock.clock()).await;
    let stores = [stage.store.clone(), other];
    let opened = at_once(4, |number| {
        let store = stores[number % 2].clone();
        async move { store.open_periods().await.expect("no trouble") }
    })
    .await;
    assert_eq!(opened.iter().sum::<usize>(), 2, "each once: {opened:?}");
    let of = |group: i64| {
        format!("SELECT period_id, base, carried FROM allocation WHERE group_id = {group} ORDER BY period_id")
    };
    let mut raw = stage.raw().await;
    for group in [group, idle] {
        assert_eq!(raw.numbers(&of(group.get())).await, [[1, 500, 0], [2, 500, 100]]);
    }
    assert_eq!(raw.numbers(&of(closed.get())).await.len(), 1);
    // The third quarter begins: one more for each of both.
    stage.clock.set(instant(THIRD));
    assert_eq!(stage.store.open_periods().await.unwrap(), 2);
    assert_eq!(stage.store.open_periods().await.unwrap(), 0);
}

pub async fn many_groups_are_opened_in_several_transactions(database: Database) {
    let stage = Stage::new(database).await;
    for number in 0..101 {
        stage.group(&format!("Group {number}")).await;
    }
    stage.clock.set(instant(SECOND));
    assert_eq!(stage.store.open_periods().await.unwrap(), 101);
    let opened = "SELECT COUNT(*) FROM record WHERE kind = 'period'";
    assert_eq!(stage.raw().await.number(opened).await, 202);
}

pub async fn new_rules_dont_reach_back_into_periods_that_have_begun(database: Database) {
    let mut stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 240).await;
    let silent = stage.group("Toronto").await;
    // Nobody acts from February to August; then the program starts again with other rules.
    stage.clock.set(instant(THIRD) + Days::new(40));
    let monthly = RULES
        .replace("\"quarter\"", "\"month\"")
        .replace("points = 500", "points = 300")
        .replace("carry_over = 100", "carry_over = 20");
    stage.store = stage.guard.restart(&monthly, stage.clock.clock()).await;
    for group in [group, silent] {
        let view = stage.store.allocation(group).await.unwrap();
        let allocation = view.allocation;
        assert_eq!((allocation.base().get(), allocation.carried().get()), (500, 100));
        assert_eq!(view.next_period, instant(FOURTH));
    }
    stage.clock.set(instant(FOURTH));
    let view = stage.store.allocation(group).await.unwrap();
    assert_eq!((view.allocation.base().get(), view.allocation.carried().get()), (300, 20));
    assert_eq!(view.next_period, instant("2026-11-01T04:00:00Z"));
    let opened = "SELECT COUNT(*) FROM record WHERE kind = 'period' AND rules = 1";
    assert_eq!(stage.raw().await.number(opened).await, 6, "by the rules of then, says the ledger");
    stage.store.verify(None, &[], &|_, _| {}).await.unwrap().expect("counters and ledger agree");
}

pub async fn replicas_whose_clocks_are_apart_agree_on_a_periods_end(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let (behind, ahead) = (Hand::at(instant(SECOND)), Hand::at(instant(SECOND)));
    behind.pass(TimeDelta::milliseconds(-900));
    ahead.pass(TimeDelta::milliseconds(900));
    let replicas =
        [stage.guard.replica(RULES, behind.clock()).await, stage.guard.replica(RULES, ahead.clock()).await];
    let given = at_once(64, |number| {
        let (store, order) = (Arc::clone(&replicas[number % 2]), stage.order(group, partner, 5));
        async move { given(store.award(order).await).expect("points that are there").receipt }
    })
    .await;
    // Once one of them was in the new period, all were.
    let counts = "SELECT p.id, COUNT(*), CAST(SUM(r.points) AS BIGINT), MAX(r.at) - p.ends_at, MIN(r.at) - p.starts_at \
                    FROM record r JOIN period p ON p.id = r.period_id WHERE r.kind = 'award' GROUP BY p.id, p.ends_at, p.starts_at";
    let mut raw = stage.raw().await;
    let periods = raw.numbers(counts).await;
    assert_eq!(periods.iter().map(|row| row[1]).sum::<i64>(), 64);
    assert!(periods.iter().all(|row| row[3] < 0 && row[4] >= 0), "{periods:?}");
    let before = given.iter().filter(|receipt| receipt.at < instant(SECOND)).count();
    assert_eq!(raw.numbers(HISTORY).await[0][3], 5 * i64::try_from(before).expect("a count"));
    recount(&*stage.store, &mut raw).await;
}

crate::contract!(
    the_first_act_after_an_end_opens_what_follows_in_order,
    a_period_ends_to_the_millisecond,
    a_refused_act_that_comes_first_in_a_period_spoils_nothing,
    a_group_that_joins_within_a_period_gets_it_whole,
    a_period_that_ended_before_the_decision_gives_nothing,
    a_late_clock_never_writes_into_a_closed_period,
    a_late_clock_tells_what_a_group_has_as_of_the_newest_act,
    a_late_clock_reckons_days_and_windows_as_of_the_act,
    replicas_whose_clocks_are_apart_agree_on_a_periods_end,
    new_rules_take_effect_with_the_next_period,
    periods_that_have_begun_are_opened_for_all_groups_at_once,
    many_groups_are_opened_in_several_transactions,
    new_rules_dont_reach_back_into_periods_that_have_begun,
);
