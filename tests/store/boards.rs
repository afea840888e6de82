//! Boards: who got and who gave the most, following the ledger.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::ids::ContributionId;
use ovation::points::text::Reason;
use ovation::store::outside::Server;
use ovation::store::{BoardOf, BoardPage, BoardPeriod, BoardWanted, GroupProposal, MergeOrder};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{SERVER, STAFF, Stage, at_once};

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
    let board = async |server: Option<Server>, period| {
        let of = server.map_or(BoardOf::Program, BoardOf::Server);
        stage.store.board(&BoardWanted { of, period, contribution: None }, 10).await
    };
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

fn widest(page: &BoardPage) -> Vec<(&str, i64)> {
    page.widest.iter().map(|line| (line.name.as_str(), line.partners)).collect()
}

pub async fn a_board_is_of_one_group_or_one_contribution_and_names_who_thanked_the_most(database: Database) {
    let stage = Stage::new(database).await;
    let (ottawa, toronto) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let names = ["Litware", "Adatum", "Proseware", "Tailspin"];
    let mut companies = Vec::new();
    for name in names {
        companies.push(stage.partner(name).await);
    }
    let [litware, adatum, proseware, tailspin] = companies[..] else { panic!("four") };
    let award = async |group, partner, kind: &str, points| {
        let mut order = stage.order(group, partner, points);
        order.request.contribution = ContributionId::parse(kind).unwrap();
        stage.give(order).await.unwrap()
    };
    award(ottawa, litware, "talk", 60).await;
    award(ottawa, litware, "venue", 30).await;
    award(ottawa, adatum, "venue", 50).await;
    award(ottawa, proseware, "venue", 10).await;
    award(toronto, litware, "talk", 40).await;
    let gone = award(toronto, adatum, "talk", 100).await;
    award(toronto, tailspin, "talk", 20).await;
    let board = async |of, kind: Option<&str>| {
        let contribution = kind.map(|kind| ContributionId::parse(kind).unwrap());
        let wanted = BoardWanted { of, period: BoardPeriod::This, contribution };
        stage.store.board(&wanted, 10).await.unwrap()
    };
    let sponsored = board(BoardOf::Program, Some("venue")).await;
    assert_eq!(partners(&sponsored), [("Adatum", 50, 1), ("Litware", 30, 1), ("Proseware", 10, 1)]);
    assert_eq!(groups(&sponsored), [("Ottawa", 90, 3)]);
    assert_eq!(widest(&sponsored), [("Ottawa", 3)]);
    let one = board(BoardOf::Group(toronto), None).await;
    assert_eq!(one.group.as_deref(), Some("Toronto"));
    assert_eq!(partners(&one), [("Adatum", 100, 1), ("Litware", 40, 1), ("Tailspin", 20, 1)]);
    assert_eq!((one.groups.len(), one.widest.len()), (0, 0), "it is about one group");
    let of_both = board(BoardOf::Group(ottawa), Some("talk")).await;
    assert_eq!(partners(&of_both), [("Litware", 60, 1)]);
    let all = board(BoardOf::Server(SERVER), None).await;
    assert_eq!(widest(&all), [("Ottawa", 3), ("Toronto", 3)], "as many each: by name");
    // What was taken back counts for nobody.
    stage.store.reverse(stage.reversal(gone.record)).await.unwrap();
    assert_eq!(widest(&board(BoardOf::Program, None).await), [("Ottawa", 3), ("Toronto", 2)]);
    // Two that are one count once, and have what both had.
    let merge = MergeOrder {
        act: stage.act(),
        by: STAFF,
        absorbed: proseware,
        into: adatum,
        since: None,
        take_back: false,
        reason: Reason::parse("It was bought").unwrap(),
    };
    stage.store.merge_partners(merge).await.unwrap();
    let merged = board(BoardOf::Program, None).await;
    assert_eq!(partners(&merged)[1], ("Adatum", 60, 2));
    assert_eq!(widest(&merged), [("Ottawa", 2), ("Toronto", 2)]);
    // Who is suspended is on no board.
    stage.store.suspend_partner(stage.suspension(litware, false)).await.unwrap();
    let without = board(BoardOf::Program, None).await;
    assert_eq!(partners(&without), [("Adatum", 60, 2), ("Tailspin", 20, 1)]);
    assert_eq!(widest(&without), [], "one each");
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
    let page = stage.store.board(&BoardWanted::default(), 10).await.unwrap();
    assert_eq!(partners(&page), [("Litware", 80, 4)]);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn what_was_changed_on_a_board_is_found(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 40).await;
    stage.store.follow_ledger().await.expect("the boards follow");
    let verify = async || stage.store.verify(None, &[], &|_, _| {}).await.expect("it can be checked");
    verify().await.expect("the boards are good");
    let mut raw = stage.raw().await;
    for table in ["board", "board_partner", "board_group"] {
        for (spoil, mend) in [
            ("contribution = 'venue'", "contribution = 'talk'"),
            ("awards = awards + 1", "awards = awards - 1"),
            ("points = points + 1", "points = points - 1"),
        ] {
            raw.run(&format!("UPDATE {table} SET {spoil}")).await.unwrap();
            let parting = verify().await.expect_err("it is found").to_string();
            assert!(parting.contains("the board"), "{table}, {spoil}: {parting}");
            raw.run(&format!("UPDATE {table} SET {mend}")).await.unwrap();
            verify().await.expect("the boards are good again");
        }
    }
}

crate::contract!(
    what_was_changed_on_a_board_is_found,
    points_are_ranked_by_server_and_by_period_without_what_was_taken_back,
    a_board_is_of_one_group_or_one_contribution_and_names_who_thanked_the_most,
    each_record_is_counted_once_whoever_looks,
);
