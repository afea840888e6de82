//! Boards that are messages: posted once, drawn anew when they show something else, ended with their message.

use chrono::TimeDelta;
use ovation::store::outside::{Channel, Message};
use ovation::store::{BoardOf, BoardShown, Errand, Facts, PostOrder, ProgramChannels, Purpose};

use crate::database::Database;
use crate::moving::{ELSEWHERE, moving};
use crate::stage::{LEADER, RULES, SERVER, STAFF, Stage, at_once};

const HERE: Channel = Channel::new(141);
const STAFF_CHANNEL: Channel = Channel::new(131);

fn order(stage: &Stage) -> PostOrder {
    PostOrder {
        group: None,
        contribution: None,
        act: stage.act(),
        by: LEADER,
        server: SERVER,
        channel: HERE,
        program: false,
        language: "en".to_owned(),
    }
}

/// What is to be done about boards now.
async fn due(stage: &Stage) -> Vec<Errand> {
    let mut due = stage.due().await;
    due.retain(|errand| errand.channel == HERE);
    due
}

/// The points of the first company, of what a message would tell now.
async fn first(stage: &Stage, errand: &Errand) -> Option<i64> {
    match stage.store.begin_errand(errand).await.unwrap()? {
        Facts::Board(board) => {
            let BoardShown::Board(page, _) = board.shows else { return None };
            Some(page.partners.first().map_or(0, |line| line.points))
        }
        other => panic!("no board: {other:?}"),
    }
}

/// One that is out in the channel, as this message; the company on it gets points.
async fn posted(stage: &Stage) -> (ovation::points::ids::GroupId, ovation::points::ids::PartnerId) {
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 10).await;
    let order = order(stage);
    for _ in 0..2 {
        stage.store.post_board(order.clone()).await.unwrap();
    }
    let due = due(stage).await;
    let [errand] = due.as_slice() else { panic!("not one: {due:?}") };
    assert_eq!((errand.purpose, first(stage, errand).await), (Purpose::Board, Some(10)));
    stage.store.errand_done(errand.id, errand.channel, Message::new(900)).await.unwrap();
    (group, partner)
}

pub async fn a_board_is_posted_once_and_drawn_anew_when_it_shows_something_else(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = posted(&stage).await;
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 0, "it shows what there is");
    stage.award(group, partner, 25).await;
    let rounds = at_once(4, |_| {
        let store = std::sync::Arc::clone(&stage.store);
        async move { store.redraw_boards().await.unwrap() }
    });
    assert_eq!(rounds.await.iter().sum::<u64>(), 1, "once, whatever replicas there are");
    let errands = due(&stage).await;
    let [errand] = errands.as_slice() else { panic!("not one: {errands:?}") };
    assert_eq!(
        (errand.purpose, errand.edits.map(|edits| edits.1)),
        (Purpose::Redraw, Some(Message::new(900)))
    );
    assert_eq!(first(&stage, errand).await, Some(35));
    stage.store.errand_done(errand.id, errand.channel, Message::new(900)).await.unwrap();
    stage.award(group, partner, 5).await;
    stage.clock.pass(TimeDelta::minutes(59));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 0, "once an hour at most");
    stage.clock.pass(TimeDelta::minutes(1));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1);
}

pub async fn a_second_post_moves_the_board_and_the_first_message_says_so(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = posted(&stage).await;
    for _ in 0..2 {
        stage.store.post_board(order(&stage)).await.unwrap();
    }
    let errands = due(&stage).await;
    let [moved, newest] = errands.as_slice() else { panic!("not two: {errands:?}") };
    // The one between was never out, and won't be.
    let (moved, newest) = if moved.purpose == Purpose::Redraw { (moved, newest) } else { (newest, moved) };
    assert_eq!(moved.edits.map(|edits| edits.1), Some(Message::new(900)));
    assert_eq!(first(&stage, moved).await, None, "it says that it moved");
    assert_eq!(first(&stage, newest).await, Some(10));
    for (errand, message) in [(moved, 900), (newest, 901)] {
        stage.store.errand_done(errand.id, errand.channel, Message::new(message)).await.unwrap();
    }
    stage.award(group, partner, 25).await;
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1);
    let edits: Vec<_> = due(&stage).await.iter().filter_map(|errand| Some(errand.edits?.1)).collect();
    assert_eq!(edits, [Message::new(901)]);
}

pub async fn a_board_ends_with_its_message_and_staff_are_told(database: Database) {
    let stage = Stage::new(database).await;
    let channels = ProgramChannels { staff: Some(STAFF_CHANNEL), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let (group, partner) = posted(&stage).await;
    stage.award(group, partner, 25).await;
    stage.clock.pass(TimeDelta::hours(2));
    stage.store.redraw_boards().await.unwrap();
    let errand = due(&stage).await.remove(0);
    stage.store.begin_errand(&errand).await.unwrap().expect("it is to be drawn anew");
    stage.store.errand_needless(errand.id).await.unwrap();
    let mut notes = stage.due().await;
    notes.retain(|errand| errand.purpose == Purpose::BoardGone);
    let [note] = notes.as_slice() else { panic!("not one: {notes:?}") };
    assert_eq!(note.channel, STAFF_CHANNEL);
    assert_eq!(stage.store.facts(note.id).await.unwrap(), Facts::BoardGone(HERE));
    stage.award(group, partner, 25).await;
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 0);
}

pub async fn a_board_that_could_not_be_drawn_is_tried_again_by_the_hour(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = posted(&stage).await;
    stage.award(group, partner, 25).await;
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1);
    let errand = due(&stage).await.remove(0);
    assert_eq!(first(&stage, &errand).await, Some(35));
    stage.store.errand_failed(errand.id, "no-access", true).await.unwrap();
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 0, "once an hour at most");
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1, "it isn't given up for ever");
    let errands = due(&stage).await;
    let [errand] = errands.as_slice() else { panic!("not one: {errands:?}") };
    assert_eq!(first(&stage, errand).await, Some(35));
    let failed = "SELECT COUNT(*) FROM outbox WHERE state = 'failed'";
    assert_eq!(stage.raw().await.number(failed).await, 0, "the former one is replaced");
}

/// The redraw that waits, begun: what the message shows by it.
async fn drawn(stage: &Stage) -> (Errand, Option<i64>) {
    let errands = due(stage).await;
    let [errand] = errands.as_slice() else { panic!("not one: {errands:?}") };
    (errand.clone(), first(stage, errand).await)
}

/// Has the board drawn that is out, and what it shows then.
async fn redrawn(stage: &Stage) -> Option<i64> {
    let (errand, shows) = drawn(stage).await;
    stage.store.errand_done(errand.id, errand.channel, Message::new(900)).await.unwrap();
    shows
}

pub async fn what_a_message_shows_is_what_it_was_drawn_from(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = posted(&stage).await;
    stage.award(group, partner, 25).await;
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1);
    let (errand, shows) = drawn(&stage).await;
    assert_eq!(shows, Some(35));
    // Discord puts the edit off; more is given meanwhile, and taken back when the message shows it.
    stage.store.errand_put_off(errand.id, stage.clock.now(), "put-off").await.unwrap();
    let more = stage.award(group, partner, 30).await.record;
    assert_eq!(redrawn(&stage).await, Some(65));
    stage.store.reverse(stage.undo(more)).await.expect("it is undone");
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1, "it shows points that nobody has");
    assert_eq!(redrawn(&stage).await, Some(35));
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 0, "now it is as it should be");
}

pub async fn a_board_counts_all_that_was_given_when_it_is_drawn(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.store.post_board(order(&stage)).await.unwrap();
    stage.award(group, partner, 40).await;
    let errand = due(&stage).await.remove(0);
    let facts = stage.store.begin_errand(&errand).await.unwrap().expect("it is to be posted");
    let Facts::Board(board) = facts else { panic!("no board: {facts:?}") };
    let BoardShown::Board(page, as_of) = board.shows else { panic!("no board: {:?}", board.shows) };
    assert_eq!((page.partners[0].points, as_of), (40, stage.clock.now()));
}

pub async fn a_board_that_may_be_out_twice_says_at_last_that_it_moved(database: Database) {
    for is_out in [true, false] {
        let stage = Stage::new(database).await;
        stage.store.post_board(order(&stage)).await.unwrap();
        let first_post = due(&stage).await.remove(0);
        stage.store.begin_errand(&first_post).await.unwrap().expect("it is to be posted");
        stage.store.errand_unknown(first_post.id, stage.clock.now(), "connection-lost").await.unwrap();
        stage.store.post_board(order(&stage)).await.unwrap();
        let mut errands = due(&stage).await;
        let at = errands.iter().position(|errand| errand.id == first_post.id).expect("it is looked for");
        let looked_for = errands.remove(at);
        if is_out {
            stage.store.errand_done(looked_for.id, HERE, Message::new(900)).await.unwrap();
        } else {
            assert_eq!(first(&stage, &looked_for).await, None, "it isn't posted any more");
        }
        let newest = errands.remove(0);
        assert_eq!(first(&stage, &newest).await, Some(0));
        stage.store.errand_done(newest.id, HERE, Message::new(901)).await.unwrap();
        for errand in due(&stage).await {
            assert_eq!((is_out, errand.edits.map(|edits| edits.1)), (true, Some(Message::new(900))));
            assert_eq!(shown(&stage, &errand).await, BoardShown::Moved);
            stage.store.errand_done(errand.id, HERE, Message::new(900)).await.unwrap();
        }
        let waiting = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting'";
        assert_eq!(stage.raw().await.number(waiting).await, 0, "nothing is stuck, out: {is_out}");
    }
}

async fn shown(stage: &Stage, errand: &Errand) -> BoardShown {
    match stage.store.begin_errand(errand).await.unwrap() {
        Some(Facts::Board(board)) => board.shows,
        other => panic!("no board: {other:?}"),
    }
}

pub async fn a_board_begins_anew_with_the_period_and_takes_new_names(database: Database) {
    let mut stage = Stage::new(database).await;
    posted(&stage).await;
    stage.clock.pass(TimeDelta::hours(2));
    stage.restart().await;
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 0, "the rules are the same");
    let renamed = RULES.replace(r#"en = "Certified""#, r#"en = "Accredited""#);
    stage.store = stage.guard.restart(&renamed, stage.clock.clock()).await;
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1, "its tiers are called otherwise");
    assert_eq!(redrawn(&stage).await, Some(10));
    stage.clock.pass(TimeDelta::days(60));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 1, "the period is over");
    assert_eq!(redrawn(&stage).await, Some(0));
    stage.clock.pass(TimeDelta::hours(2));
    assert_eq!(stage.store.redraw_boards().await.unwrap(), 0);
}

pub async fn a_group_s_board_ends_with_the_group_and_says_so(database: Database) {
    for moves in [true, false] {
        let stage = Stage::new(database).await;
        let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
        let (apart, never) = (Channel::new(142), Channel::new(143));
        let of = |group, channel| PostOrder { group: Some(group), channel, ..order(&stage) };
        for order in [of(group, HERE), of(other, apart)] {
            stage.store.post_board(order).await.unwrap();
        }
        let mut errands = stage.due().await;
        errands.retain(|errand| errand.purpose == Purpose::Board);
        for (errand, message) in errands.iter().zip(900..) {
            stage.store.begin_errand(errand).await.unwrap().expect("it is to be posted");
            stage.store.errand_done(errand.id, errand.channel, Message::new(message)).await.unwrap();
            let wanted = stage.store.posted_board(errand.id).await.unwrap();
            let of = if errand.channel == HERE { group } else { other };
            assert_eq!(wanted.map(|wanted| wanted.of), Some(BoardOf::Group(of)));
        }
        stage.store.post_board(of(group, never)).await.unwrap();
        if moves {
            stage.store.move_group(moving(&stage, group, ELSEWHERE)).await.expect("it moves");
        } else {
            stage.store.close_group(stage.closing(group)).await.expect("it is closed");
        }
        let mut errands = stage.due().await;
        errands.retain(|errand| [HERE, apart, never].contains(&errand.channel));
        let [errand] = errands.as_slice() else { panic!("the other's stays: {errands:?}") };
        assert_eq!((errand.channel, shown(&stage, errand).await), (HERE, BoardShown::Ended));
        let boards = "SELECT COUNT(*) FROM posted_board";
        assert_eq!(stage.raw().await.number(boards).await, 1, "moves: {moves}");
    }
}

crate::contract!(
    what_a_message_shows_is_what_it_was_drawn_from,
    a_board_counts_all_that_was_given_when_it_is_drawn,
    a_board_that_may_be_out_twice_says_at_last_that_it_moved,
    a_board_begins_anew_with_the_period_and_takes_new_names,
    a_group_s_board_ends_with_the_group_and_says_so,
    a_board_that_could_not_be_drawn_is_tried_again_by_the_hour,
    a_board_is_posted_once_and_drawn_anew_when_it_shows_something_else,
    a_second_post_moves_the_board_and_the_first_message_says_so,
    a_board_ends_with_its_message_and_staff_are_told,
);
