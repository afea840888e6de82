//! Boards: who got and who gave the most, following the ledger.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::ids::ContributionId;
use ovation::points::text::Reason;
use ovation::store::outside::Server;
use ovation::store::{Approval, BoardOf, BoardPage, BoardPeriod, BoardWanted, GroupProposal, MergeOrder};

use crate::database::Database;
use crate::merges::{back, merged};
use crate::model::recount;
use crate::moving::{ELSEWHERE as MOVED_TO, moving, set_up};
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
    raw.run("UPDATE board_width SET partners = partners + 1").await.unwrap();
    let parting = verify().await.expect_err("it is found").to_string();
    assert!(parting.contains("the width of the board"), "{parting}");
}

/// The board of the open period, of whatever was given.
async fn board_of(stage: &Stage, of: BoardOf) -> BoardPage {
    stage.store.board(&BoardWanted { of, ..BoardWanted::default() }, 10).await.unwrap()
}

pub async fn a_group_is_on_a_board_where_staff_approved_it_and_after_it_was_closed(database: Database) {
    let stage = Stage::new(database).await;
    let (ottawa, toronto) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    for (number, name) in (0..).zip(["Litware", "Adatum"]) {
        let partner = stage.partner(name).await;
        stage.award(ottawa, partner, 20 + number).await;
        stage.award(toronto, partner, 10 + number).await;
    }
    stage.store.close_group(stage.closing(toronto)).await.expect("it is closed");
    let closed = board_of(&stage, BoardOf::Server(SERVER)).await;
    assert_eq!(groups(&closed), [("Ottawa", 41, 2), ("Toronto", 21, 2)], "what it gave was given");
    assert_eq!(widest(&closed), [("Ottawa", 2), ("Toronto", 2)]);
    stage.store.move_group(moving(&stage, ottawa, MOVED_TO)).await.expect("it moves");
    for of in [BoardOf::Server(MOVED_TO), BoardOf::Group(ottawa)] {
        let page = board_of(&stage, of).await;
        let nothing = (partners(&page), groups(&page), widest(&page));
        assert_eq!(nothing, (Vec::new(), Vec::new(), Vec::new()), "nobody approved it there: {of:?}");
    }
    let all = board_of(&stage, BoardOf::Program).await;
    assert_eq!((groups(&all), widest(&all)), (vec![("Toronto", 21, 2)], vec![("Toronto", 2)]));
    assert_eq!(partners(&all), [("Adatum", 32, 2), ("Litware", 30, 2)], "companies have what they got");
    stage.approved(set_up(&stage, ottawa)).await;
    let page = board_of(&stage, BoardOf::Server(MOVED_TO)).await;
    assert_eq!((partners(&page).len(), groups(&page)), (2, vec![("Ottawa", 41, 2)]));
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn what_is_put_right_later_counts_in_its_own_period(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 60).await.record;
    stage.clock.pass(TimeDelta::days(60));
    stage.award(group, partner, 5).await;
    stage.store.correct(stage.correction(award, partner, 40, "Half an hour")).await.expect("it is put right");
    for (period, points) in [(BoardPeriod::This, 5), (BoardPeriod::Last, 40), (BoardPeriod::All, 45)] {
        for of in [BoardOf::Program, BoardOf::Server(SERVER), BoardOf::Group(group)] {
            let wanted = BoardWanted { of, period, contribution: None };
            let page = stage.store.board(&wanted, 10).await.unwrap();
            assert_eq!(partners(&page)[0].1, points, "{of:?}, {period:?}");
        }
    }
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn groups_of_one_name_have_an_order(database: Database) {
    let stage = Stage::new(database).await;
    let here = stage.group("Ottawa").await;
    let away = GroupProposal { server: ELSEWHERE, ..stage.proposal("Ottawa") };
    let away = stage.approved(away).await.id;
    for name in ["Litware", "Adatum"] {
        let partner = stage.partner(name).await;
        for group in [away, here] {
            stage.award(group, partner, 30).await;
        }
    }
    for period in [BoardPeriod::This, BoardPeriod::All] {
        let wanted = BoardWanted { period, ..BoardWanted::default() };
        let page = stage.store.board(&wanted, 10).await.unwrap();
        assert_eq!(page.groups.iter().map(|line| line.group).collect::<Vec<_>>(), [here, away]);
        assert_eq!(page.widest.iter().map(|line| line.group).collect::<Vec<_>>(), [here, away]);
        assert_eq!(widest(&page), [("Ottawa", 2), ("Ottawa", 2)], "of all that ever was as well");
        let (first, _) = stage.store.best_groups_part(&wanted, None, 1).await.unwrap();
        let next = first.next.as_ref().expect("there is another");
        let (second, _) = stage.store.best_groups_part(&wanted, Some(next), 1).await.unwrap();
        assert_eq!((first.lines.len(), second.lines.len(), second.next), (1, 1, None));
        assert_eq!(next.name.id, here.get());
    }
}

pub async fn who_thanked_the_most_is_found_behind_those_whose_companies_became_one(database: Database) {
    let stage = Stage::new(database).await;
    let mut partners = Vec::new();
    for number in 0..5 {
        partners.push(stage.partner(&format!("Company {number}")).await);
    }
    // Forty groups thanked four companies each, and the last four of them one more.
    for number in 0..40 {
        let group = stage.group(&format!("Group {number:02}")).await;
        let thanked = if number < 36 { &partners[..4] } else { &partners[..] };
        for partner in thanked {
            stage.award(group, *partner, 10).await;
        }
    }
    let shown = async || {
        let everybody = board_of(&stage, BoardOf::Program).await;
        assert_eq!(board_of(&stage, BoardOf::Server(SERVER)).await.widest, everybody.widest);
        widest(&everybody).into_iter().map(|(name, many)| (name.to_owned(), many)).collect::<Vec<_>>()
    };
    let each = |names: [&str; 3], many: i64| names.map(|name| (name.to_owned(), many)).to_vec();
    assert_eq!(shown().await, each(["Group 36", "Group 37", "Group 38"], 5));
    merged(&stage, partners[1], partners[0]).await;
    merged(&stage, partners[2], partners[0]).await;
    assert_eq!(shown().await, each(["Group 36", "Group 37", "Group 38"], 3), "the others have two by now");
    // These have more, though forty seem to have as many.
    let mut new = Vec::new();
    for number in 5..9 {
        new.push(stage.partner(&format!("Company {number}")).await);
    }
    for number in 0..4 {
        let group = stage.group(&format!("New {number}")).await;
        for partner in &new {
            stage.award(group, *partner, 10).await;
        }
    }
    assert_eq!(shown().await, each(["New 0", "New 1", "New 2"], 4));
    // Who has as many as the third, and the first name, is behind all that seem to have more.
    for partner in &new[2..] {
        stage.store.suspend_partner(stage.suspension(*partner, false)).await.unwrap();
    }
    stage.store.suspend_partner(stage.suspension(partners[4], false)).await.unwrap();
    let first = stage.group("A group").await;
    for partner in &new[..2] {
        stage.award(first, *partner, 10).await;
    }
    assert_eq!(shown().await, each(["A group", "Group 00", "Group 01"], 2));
    for partner in [partners[3], new[1]] {
        stage.store.suspend_partner(stage.suspension(partner, false)).await.unwrap();
    }
    assert_eq!(shown().await, [], "one each");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn as_many_companies_are_in_the_order_of_names_behind_those_that_seem_to_have_more(
    database: Database,
) {
    let stage = Stage::new(database).await;
    let [litware, adatum, proseware] =
        [stage.partner("Litware").await, stage.partner("Adatum").await, stage.partner("Proseware").await];
    for number in 0..6 {
        let group = stage.group(&format!("Zurich {number}")).await;
        for partner in [litware, adatum, proseware] {
            stage.award(group, partner, 10).await;
        }
    }
    for number in 0..6 {
        let group = stage.group(&format!("Bern {number}")).await;
        for partner in [litware, proseware] {
            stage.award(group, partner, 10).await;
        }
    }
    merged(&stage, adatum, litware).await;
    let page = board_of(&stage, BoardOf::Program).await;
    assert_eq!(widest(&page), [("Bern 0", 2), ("Bern 1", 2), ("Bern 2", 2)]);
}

pub async fn a_group_s_width_follows_what_is_taken_back(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let mut awards = Vec::new();
    for name in ["Litware", "Adatum", "Proseware"] {
        let partner = stage.partner(name).await;
        awards.push(stage.award(group, partner, 30).await.record);
        awards.push(stage.award(group, partner, 20).await.record);
    }
    let shown = async || {
        let page = board_of(&stage, BoardOf::Program).await;
        recount(&*stage.store, &mut stage.raw().await).await;
        page.widest.first().map_or(0, |line| line.partners)
    };
    assert_eq!(shown().await, 3);
    stage.store.reverse(stage.reversal(awards[0])).await.unwrap();
    assert_eq!(shown().await, 3, "there is another");
    stage.store.reverse(stage.reversal(awards[1])).await.unwrap();
    assert_eq!(shown().await, 2);
    stage.store.reverse(stage.reversal(awards[2])).await.unwrap();
    stage.store.reverse(stage.reversal(awards[3])).await.unwrap();
    assert_eq!(shown().await, 0, "one alone is no difference");
}

pub async fn who_is_approved_later_and_who_is_parted_again_is_on_the_board(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let nominated = stage.nominated("Proseware").await;
    let [litware, adatum] = [stage.partner("Litware").await, stage.partner("Adatum").await];
    stage.award(group, nominated, 50).await;
    stage.award(group, litware, 20).await;
    stage.award(group, adatum, 30).await;
    let shown = async || {
        let page = board_of(&stage, BoardOf::Server(SERVER)).await;
        let wide = page.widest.first().map_or(0, |line| line.partners);
        let ever = BoardWanted { period: BoardPeriod::All, ..BoardWanted::default() };
        assert_eq!(
            stage.store.board(&ever, 10).await.unwrap().widest,
            page.widest,
            "the same, of all that ever was"
        );
        (page.partners.into_iter().map(|line| (line.name, line.points)).collect::<Vec<_>>(), wide)
    };
    let line = |name: &str, points| (name.to_owned(), points);
    assert_eq!(shown().await, (vec![line("Adatum", 30), line("Litware", 20)], 2), "one is nobody's yet");
    let approve = stage.store.decide_partner(stage.act(), STAFF, nominated, Approval::Approve);
    approve.await.expect("it waits");
    let three = vec![line("Proseware", 50), line("Adatum", 30), line("Litware", 20)];
    assert_eq!(shown().await, (three.clone(), 3));
    merged(&stage, adatum, litware).await;
    assert_eq!(shown().await, (vec![line("Litware", 50), line("Proseware", 50)], 2));
    stage.store.merge_partners(back(&stage, adatum, litware)).await.expect("they part");
    assert_eq!(shown().await, (three, 3));
}

crate::contract!(
    a_group_is_on_a_board_where_staff_approved_it_and_after_it_was_closed,
    what_is_put_right_later_counts_in_its_own_period,
    groups_of_one_name_have_an_order,
    who_thanked_the_most_is_found_behind_those_whose_companies_became_one,
    as_many_companies_are_in_the_order_of_names_behind_those_that_seem_to_have_more,
    a_group_s_width_follows_what_is_taken_back,
    who_is_approved_later_and_who_is_parted_again_is_on_the_board,
    what_was_changed_on_a_board_is_found,
    points_are_ranked_by_server_and_by_period_without_what_was_taken_back,
    a_board_is_of_one_group_or_one_contribution_and_names_who_thanked_the_most,
    each_record_is_counted_once_whoever_looks,
);
