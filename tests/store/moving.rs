//! A group that moves to another server: what it has and gave stays, and it gives again once it is set up there.

use chrono::TimeDelta;
use ovation::points::approval::Fate;
use ovation::points::ids::GroupId;
use ovation::points::refusal::Refusal;
use ovation::points::text::Reason;
use ovation::store::outside::{Account, Channel, Server};
use ovation::store::{
    Approval, Awarded, GroupProposal, GroupState, LeaderRef, Moving, ProgramChannels, Purpose,
};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, RULES, SERVER, STAFF, Stage, refused};

/// Another server.
pub const ELSEWHERE: Server = Server::new(102);
/// Who leads there.
const OTHER: Account = Account::new(13);

/// What staff ask for when a group moves.
pub fn moving(stage: &Stage, group: GroupId, server: Server) -> Moving {
    let reason = Reason::parse("Its members went there").expect("a reason");
    Moving { act: stage.act(), by: STAFF, group, server, reason }
}

/// The group as somebody sets it up elsewhere.
pub fn set_up(stage: &Stage, group: GroupId) -> GroupProposal {
    GroupProposal {
        server: ELSEWHERE,
        group: Some(group),
        by: OTHER,
        shout_out_channel: Channel::new(221),
        leaders: vec![LeaderRef::User(OTHER)],
        ..stage.proposal("Ottawa")
    }
}

pub async fn a_moved_group_gives_again_when_it_is_set_up_there_and_approved(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let staff = ProgramChannels { staff: Some(Channel::new(131)), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, staff).await.unwrap();
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 40).await;
    let Awarded::Reserved(waits) = stage.store.award(stage.order(group, partner, 200)).await.unwrap() else {
        panic!("given at once")
    };
    let order = moving(&stage, group, ELSEWHERE);
    let moved = stage.store.move_group(order.clone()).await.unwrap();
    assert_eq!((moved.server, moved.state, moved.leaders.len()), (ELSEWHERE, GroupState::Proposed, 0));
    assert!(moved.to_be_set_up());
    assert_eq!(stage.store.move_group(order).await.unwrap(), moved, "the same act is the same answer");
    assert_eq!(stage.store.waiting_reservations(group).await.unwrap(), [], "nothing waits any more");
    let fates = "SELECT COUNT(*) FROM reservation WHERE fate = 'freed'";
    assert_eq!(stage.raw().await.number(fates).await, 1, "{:?} of {}", Fate::Freed, waits.record);
    let leaders = |errand: &&ovation::store::Errand| errand.purpose == Purpose::Leaders;
    assert_eq!(stage.due().await.iter().filter(leaders).count(), 1, "staff are told who leads no more");
    recount(&*stage.store, &mut stage.raw().await).await;
    assert_eq!(refused(stage.give(stage.order(group, partner, 5)).await), Refusal::NotALeader);
    assert_eq!(stage.store.pending(10).await.unwrap().groups, [], "nobody has set it up");
    let early = stage.store.decide_group(stage.act(), STAFF, group, Approval::Approve).await;
    assert_eq!(refused(early), Refusal::Incomplete);
    let again = moving(&stage, group, SERVER);
    assert_eq!(refused(stage.store.move_group(again).await), Refusal::GroupNotActive);
    let cards = async || {
        let due = stage.due().await;
        due.iter().filter(|errand| errand.purpose == Purpose::Proposal).count()
    };
    let before = cards().await;
    let proposed = stage.store.propose_group(set_up(&stage, group)).await.unwrap();
    assert_eq!((proposed.id, proposed.state), (group, GroupState::Proposed));
    assert_eq!(cards().await, before + 1, "staff are asked");
    assert_eq!(stage.store.pending(10).await.unwrap().groups.len(), 1);
    stage.clock.pass(TimeDelta::days(100));
    stage.store.decide_group(stage.act(), STAFF, group, Approval::Approve).await.unwrap();
    assert_eq!(stage.remaining(group).await, 600, "the next quarter, with what it carried over");
    assert_eq!(refused(stage.give(stage.order(group, partner, 5)).await), Refusal::NotALeader);
    let order = ovation::store::AwardOrder { by: OTHER, ..stage.order(group, partner, 60) };
    stage.give(order).await.unwrap();
    let standing = stage.store.standing(partner, 0).await.unwrap().standing;
    assert_eq!((standing.points().get(), standing.groups()), (100, 1), "it is the same group");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn a_group_moves_only_where_it_is_not_and_its_name_is_free(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let here = stage.store.move_group(moving(&stage, group, SERVER)).await;
    assert_eq!(refused(here), Refusal::NothingToChange);
    let other = GroupProposal { server: ELSEWHERE, ..stage.proposal("Ottawa") };
    stage.approved(other).await;
    let taken = stage.store.move_group(moving(&stage, group, ELSEWHERE)).await;
    assert_eq!(refused(taken), Refusal::NameTaken { name: "Ottawa".to_owned() });
    let led = stage.store.groups_led(SERVER, LEADER, &[]).await.unwrap();
    assert_eq!(led.len(), 1, "nothing of it was done");
    stage.store.close_group(stage.closing(group)).await.unwrap();
    let closed = stage.store.move_group(moving(&stage, group, Server::new(103))).await;
    assert_eq!(refused(closed), Refusal::GroupNotActive);
    recount(&*stage.store, &mut stage.raw().await).await;
}

crate::contract!(
    a_moved_group_gives_again_when_it_is_set_up_there_and_approved,
    a_group_moves_only_where_it_is_not_and_its_name_is_free,
);
