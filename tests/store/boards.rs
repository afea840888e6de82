//! Boards: who got and who gave the most, following the ledger.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::store::outside::Server;
use ovation::store::{BoardPage, BoardPeriod, GroupProposal};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{SERVER, Stage, at_once};

/// Another server.
const ELSEWHERE: Server = Server::new(201);

fn partners(page: &BoardPage) -> Vec<(&str, i64, i64)> {
    page.partners.iter().map(|line| (line.name.as_str(), line.points, line.awards)).collect()
}

fn groups(page: &BoardPage) -> Vec<(&str, i64, i64)> {
    page.groups.iter().map(|line| (line.name.as_str(), line.points, line.awards)).collect()
}

pub async fn points_are_ranked_by_server_and_by_period_without_what_was_taken_back(database: Database) {
    let stage = Stage::new(database).await;
    let here = stage.group("Ottawa").await;
    let there = GroupProposal { server: ELSEWHERE, ..stage.proposal("Montréal") };
    let there = stage.approved(there).await.id;
    let [litware, adatum] = [stage.partner("Litware").await, stage.partner("Adatum").await];
    let nominated = stage.nominated("Proseware").await;
    stage.award(here, litware, 60).await;
    stage.award(there, litware, 50).await;
    stage.award(here, adatum, 60).await;
    stage.award(here, nominated, 200).await;
    let gone = stage.award(here, adatum, 30).await;
    let board = |server, period| stage.store.board(server, period, 10);
    let page = board(None, BoardPeriod::This).await.unwrap();
    assert_eq!(partners(&page), [("Litware", 110, 2), ("Adatum", 90, 2)]);
    assert_eq!(groups(&page), [("Ottawa", 350, 4), ("Montréal", 50, 1)]);
    stage.store.reverse(stage.reversal(gone.record)).await.unwrap();
    let page = board(Some(SERVER), BoardPeriod::This).await.unwrap();
    assert_eq!(partners(&page), [("Adatum", 60, 1), ("Litware", 60, 1)], "at equal points by name");
    assert_eq!(groups(&page), [("Ottawa", 320, 3)]);
    assert!(board(None, BoardPeriod::Last).await.unwrap().partners.is_empty());
    // In the next period the points are those of the last one, also before anybody has done anything in it.
    stage.clock.pass(TimeDelta::days(60));
    assert!(board(None, BoardPeriod::This).await.unwrap().partners.is_empty());
    assert_eq!(partners(&board(None, BoardPeriod::Last).await.unwrap())[0], ("Litware", 110, 2));
    stage.award(there, adatum, 70).await;
    assert_eq!(partners(&board(None, BoardPeriod::This).await.unwrap()), [("Adatum", 70, 1)]);
    assert_eq!(partners(&board(None, BoardPeriod::Last).await.unwrap())[0], ("Litware", 110, 2));
    let ever = board(None, BoardPeriod::All).await.unwrap();
    assert_eq!(partners(&ever), [("Adatum", 130, 2), ("Litware", 110, 2)]);
    assert_eq!(partners(&board(Some(ELSEWHERE), BoardPeriod::All).await.unwrap())[0], ("Adatum", 70, 1));
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn each_record_is_counted_once_whoever_looks(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    for _ in 0..4 {
        stage.award(group, partner, 20).await;
    }
    let behind = stage.raw().await.number("SELECT MAX(id) FROM record").await;
    let counted = at_once(16, |_| {
        let store = Arc::clone(&stage.store);
        async move { store.follow_ledger().await.expect("it can be followed") }
    })
    .await;
    assert_eq!(counted.iter().sum::<u64>(), behind.cast_unsigned());
    let page = stage.store.board(None, BoardPeriod::This, 10).await.unwrap();
    assert_eq!(partners(&page), [("Litware", 80, 4)]);
    recount(&*stage.store, &mut stage.raw().await).await;
}

crate::contract!(
    points_are_ranked_by_server_and_by_period_without_what_was_taken_back,
    each_record_is_counted_once_whoever_looks,
);
