//! What groups use in Discord and is gone, each told once; and servers that Ovation was removed from.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::ids::GroupId;
use ovation::points::refusal::Refusal;
use ovation::points::text::Reason;
use ovation::store::outside::{Account, Channel, Message, Role, Server};
use ovation::store::{
    Approval, Errand, ErrandId, Facts, Gone, GroupDraft, GroupProposal, GroupState, LeaderRef, Moving, Place,
    PostOrder, ProgramChannels, Purpose,
};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{ROLE, RULES, SERVER, SHOUT_OUTS, STAFF, Stage, at_once, refused};

/// Where leaders talk among themselves.
const LEADERS: Channel = Channel::new(122);
/// Where staff are told.
const STAFF_CHANNEL: Channel = Channel::new(131);

async fn staged(database: Database) -> Stage {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let channels = ProgramChannels { staff: Some(STAFF_CHANNEL), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    stage
}

async fn with_leaders_channel(stage: &Stage, name: &str) -> GroupId {
    let proposal = stage.proposal(name);
    let leaders = [proposal.leaders.clone(), vec![LeaderRef::Role(ROLE)]].concat();
    let proposal = GroupProposal { leaders_channel: Some(LEADERS), leaders, ..proposal };
    stage.approved(proposal).await.id
}

async fn gone_notes(stage: &Stage) -> Vec<Errand> {
    stage.due().await.into_iter().filter(|errand| errand.purpose == Purpose::Gone).collect()
}

async fn what(stage: &Stage, note: &Errand) -> (Gone, bool) {
    match stage.store.facts(note.id).await.unwrap() {
        Facts::Gone { what, for_staff, .. } => (what, for_staff),
        other => panic!("another note: {other:?}"),
    }
}

pub async fn a_channel_that_is_gone_is_told_once_to_the_leaders(database: Database) {
    let stage = staged(database).await;
    let group = with_leaders_channel(&stage, "Ottawa").await;
    let place = Place::Channel(SHOUT_OUTS);
    let told = at_once(8, |_| {
        let store = Arc::clone(&stage.store);
        async move { store.place_gone(SERVER, place).await.expect("it can be told") }
    })
    .await;
    assert_eq!(told.iter().sum::<usize>(), 1, "however many replicas hear it");
    assert_eq!(stage.store.place_gone(SERVER, place).await.unwrap(), 0);
    let [note] = &gone_notes(&stage).await[..] else { panic!("one note") };
    assert_eq!((note.channel, what(&stage, note).await), (LEADERS, (Gone::ShoutOuts, false)));
    assert_eq!(stage.store.gone_places(SERVER).await.unwrap(), [place]);
    // Another channel is chosen before the note is out: nobody needs it any more.
    let changed = GroupProposal {
        group: Some(group),
        shout_out_channel: Channel::new(125),
        leaders_channel: Some(LEADERS),
        ..stage.proposal("Ottawa")
    };
    stage.store.propose_group(changed).await.unwrap();
    assert_eq!(stage.store.begin_errand(note).await.unwrap(), None);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn where_the_leaders_channel_is_gone_staff_are_told_and_asked(database: Database) {
    let stage = staged(database).await;
    let (group, partner) = (with_leaders_channel(&stage, "Ottawa").await, stage.partner("Litware").await);
    assert_eq!(stage.store.place_gone(SERVER, Place::Channel(LEADERS)).await.unwrap(), 1);
    let [note] = &gone_notes(&stage).await[..] else { panic!("one note") };
    assert_eq!((note.channel, what(&stage, note).await), (STAFF_CHANNEL, (Gone::Leaders, true)));
    assert_eq!(stage.store.group(group).await.unwrap().expect("the group").leaders_channel, None);
    stage.store.award(stage.order(group, partner, 200)).await.unwrap();
    let lost = stage.due().await.into_iter().filter(|errand| errand.channel == LEADERS).count();
    assert_eq!(lost, 0, "nothing is sent there any more");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn a_role_that_led_and_is_gone_is_told_and_what_no_group_uses_is_not(database: Database) {
    let stage = staged(database).await;
    with_leaders_channel(&stage, "Ottawa").await;
    let role = Place::Role(ROLE);
    assert_eq!(stage.store.place_gone(SERVER, role).await.unwrap(), 1);
    let [note] = &gone_notes(&stage).await[..] else { panic!("one note") };
    assert_eq!((note.channel, what(&stage, note).await), (LEADERS, (Gone::Role, false)));
    for other in [Place::Role(Role::new(99)), Place::Channel(Channel::new(99))] {
        assert_eq!(stage.store.place_gone(SERVER, other).await.unwrap(), 0, "{other:?}");
    }
    assert_eq!(stage.store.place_gone(Server::new(102), Place::Channel(SHOUT_OUTS)).await.unwrap(), 0);
    assert_eq!(stage.store.gone_places(SERVER).await.unwrap(), [role]);
}

/// Has all that is due out; the card by which staff decide on a group.
async fn post_cards(stage: &Stage, group: GroupId) -> ErrandId {
    let mut card = None;
    for errand in stage.due().await {
        let Some(facts) = stage.store.begin_errand(&errand).await.unwrap() else { continue };
        let message = Message::new(5_000 + u64::try_from(errand.id.get()).unwrap());
        stage.store.errand_done(errand.id, errand.channel, message).await.unwrap();
        if matches!(&facts, Facts::Proposal(asks) if asks.id == group) {
            card = Some(errand.id);
        }
    }
    card.expect("a card")
}

pub async fn staff_see_on_its_card_that_a_group_is_closed_or_moved(database: Database) {
    let stage = staged(database).await;
    let (mut groups, mut cards) = (Vec::new(), Vec::new());
    for name in ["Ottawa", "Toronto"] {
        let group = stage.store.propose_group(stage.proposal(name)).await.unwrap().id;
        groups.push(group);
        cards.push(post_cards(&stage, group).await);
        stage.store.decide_group(stage.act(), STAFF, group, Approval::Approve).await.unwrap();
    }
    let (closed, moved) = (groups[0], groups[1]);
    while !stage.due().await.is_empty() {
        for errand in stage.due().await {
            stage.store.begin_errand(&errand).await.unwrap();
            let message = errand.edits.map_or(Message::new(7_000), |(_, message)| message);
            stage.store.errand_done(errand.id, errand.channel, message).await.unwrap();
        }
    }
    stage.store.close_group(stage.closing(closed)).await.unwrap();
    let reason = Reason::parse("It meets elsewhere").unwrap();
    let moving = Moving { act: stage.act(), by: STAFF, group: moved, server: Server::new(202), reason };
    stage.store.move_group(moving).await.unwrap();
    let drawn: Vec<ErrandId> = stage.due().await.iter().filter_map(|errand| Some(errand.edits?.0)).collect();
    for card in cards {
        assert!(drawn.contains(&card), "{drawn:?}");
    }
}

pub async fn a_server_that_was_left_is_kept_for_its_time_and_then_forgotten(database: Database) {
    let stage = staged(database).await;
    let (group, partner) = (with_leaders_channel(&stage, "Ottawa").await, stage.partner("Litware").await);
    let waiting = stage.store.propose_group(stage.proposal("Night school")).await.unwrap().id;
    stage.award(group, partner, 40).await;
    stage.store.award(stage.order(group, partner, 200)).await.unwrap();
    let draft = GroupDraft { name: Some("Begun".to_owned()), ..GroupDraft::default() };
    stage.store.keep_draft(STAFF, SERVER, &draft).await.unwrap();
    // Its cards are out, and a board in a channel.
    let board = PostOrder {
        group: None,
        contribution: None,
        act: stage.act(),
        by: STAFF,
        server: SERVER,
        channel: Channel::new(141),
        program: false,
        language: "en".to_owned(),
    };
    let of_group =
        PostOrder { act: stage.act(), group: Some(group), channel: Channel::new(142), ..board.clone() };
    stage.store.post_board(board).await.unwrap();
    stage.store.post_board(of_group).await.unwrap();
    let card = post_cards(&stage, waiting).await;
    let before = stage.clock.now();
    assert!(stage.store.leave_server(SERVER).await.unwrap());
    stage.clock.pass(TimeDelta::days(1));
    assert!(!stage.store.leave_server(SERVER).await.unwrap(), "the time runs from the first day");
    let yesterday = before - TimeDelta::seconds(1);
    assert_eq!(stage.store.forget_left_servers(yesterday).await.unwrap(), 0, "not yet");
    assert_eq!(stage.store.group(group).await.unwrap().expect("the group").state, GroupState::Active);
    let forgotten = at_once(4, |_| {
        let store = Arc::clone(&stage.store);
        async move { store.forget_left_servers(before).await.expect("it can be forgotten") }
    })
    .await;
    assert_eq!(forgotten.iter().sum::<usize>(), 1);
    let [closed, declined] = [group, waiting].map(|id| stage.store.group(id));
    let (closed, declined) = (closed.await.unwrap().expect("kept"), declined.await.unwrap().expect("kept"));
    assert_eq!((closed.state, closed.leaders.len(), closed.leaders_channel), (GroupState::Closed, 0, None));
    assert_eq!((declined.state, declined.leaders.len()), (GroupState::Declined, 0));
    assert_eq!(stage.store.draft(STAFF, SERVER).await.unwrap(), GroupDraft::default());
    assert_eq!(stage.store.waiting_reservations(group).await.unwrap(), [], "nothing waits any more");
    assert_eq!(refused(stage.give(stage.order(group, partner, 5)).await), Refusal::NotALeader);
    let due = stage.due().await;
    assert!(due.iter().all(|errand| errand.channel == STAFF_CHANNEL), "nothing is told there: {due:?}");
    let redrawn = due.iter().filter_map(|errand| errand.edits).any(|(target, _)| target == card);
    assert!(redrawn, "nobody decides on the group any more: {due:?}");
    assert_eq!(stage.raw().await.number("SELECT COUNT(*) FROM posted_board").await, 0, "boards are gone too");
    let notes = gone_notes(&stage).await;
    assert_eq!(notes.len(), 2, "staff are told of each group");
    assert_eq!(what(&stage, &notes[0]).await, (Gone::Server, true));
    let awards = "SELECT COUNT(*) FROM record WHERE kind = 'award'";
    assert_eq!(stage.raw().await.number(awards).await, 1, "the ledger stays");
    let who = "SELECT COUNT(*) FROM record WHERE kind = 'leaders' AND actor_id IS NULL";
    assert_eq!(stage.raw().await.number(who).await, 3, "each leader who goes is a record");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn a_server_that_is_back_in_time_keeps_everything(database: Database) {
    let stage = staged(database).await;
    let group = with_leaders_channel(&stage, "Ottawa").await;
    assert!(!stage.store.join_server(SERVER).await.unwrap(), "it was never left");
    stage.store.leave_server(SERVER).await.unwrap();
    stage.clock.pass(TimeDelta::days(30));
    assert!(stage.store.join_server(SERVER).await.unwrap());
    assert_eq!(stage.store.forget_left_servers(stage.clock.now()).await.unwrap(), 0);
    let kept = stage.store.group(group).await.unwrap().expect("the group");
    assert_eq!((kept.state, kept.leaders_channel), (GroupState::Active, Some(LEADERS)));
    assert!(kept.leaders.contains(&LeaderRef::User(Account::new(11))));
}

crate::contract!(
    a_channel_that_is_gone_is_told_once_to_the_leaders,
    where_the_leaders_channel_is_gone_staff_are_told_and_asked,
    a_role_that_led_and_is_gone_is_told_and_what_no_group_uses_is_not,
    staff_see_on_its_card_that_a_group_is_closed_or_moved,
    a_server_that_was_left_is_kept_for_its_time_and_then_forgotten,
    a_server_that_is_back_in_time_keeps_everything,
);
