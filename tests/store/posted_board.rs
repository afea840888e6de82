//! Boards that are messages: posted once, drawn anew when they show something else, ended with their message.

use chrono::TimeDelta;
use ovation::store::outside::{Channel, Message};
use ovation::store::{Errand, Facts, PostOrder, ProgramChannels, Purpose};

use crate::database::Database;
use crate::stage::{LEADER, SERVER, STAFF, Stage, at_once};

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
            let (page, _) = board.shows?;
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

crate::contract!(
    a_board_that_could_not_be_drawn_is_tried_again_by_the_hour,
    a_board_is_posted_once_and_drawn_anew_when_it_shows_something_else,
    a_second_post_moves_the_board_and_the_first_message_says_so,
    a_board_ends_with_its_message_and_staff_are_told,
);
