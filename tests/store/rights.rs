//! Law 6: who may act for a group, for which company, and that each change of leaders is written down and told.

use ovation::points::refusal::Refusal;
use ovation::store::outside::{Account, Role};
use ovation::store::{
    Approval, Facts, GroupProposal, LeaderRef, ProgramChannels, Purpose, Registration, RepresentativeChange,
};

use crate::database::Database;
use crate::stage::{LEADER, ROLE, SERVER, SHOUT_OUTS, STAFF, Stage, refused};

const STRANGER: Account = Account::new(15);

pub async fn nobody_awards_a_company_that_they_represent(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let change = |add| RepresentativeChange { act: stage.act(), by: STAFF, partner, who: LEADER, add };
    stage.store.change_representative(change(true)).await.unwrap();
    assert_eq!(refused(stage.give(stage.order(group, partner, 10)).await), Refusal::Conflict);
    stage.store.change_representative(change(false)).await.unwrap();
    stage.award(group, partner, 10).await;
}

pub async fn who_registers_a_company_as_their_own_never_awards_it(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let registration = Registration { by: LEADER, represents: true, ..stage.registration("Litware") };
    let partner = stage.store.register_partner(registration).await.unwrap().id;
    let order = || stage.order(group, partner, 10);
    assert_eq!(refused(stage.give(order()).await), Refusal::Conflict, "before staff approve it");
    let approve = stage.store.decide_partner(stage.act(), STAFF, partner, Approval::Approve);
    assert_eq!(approve.await.unwrap().representatives, [LEADER]);
    assert_eq!(refused(stage.give(order()).await), Refusal::Conflict, "and after");
    // Who only knows a company and says so may thank it.
    let nomination = Registration { by: LEADER, ..stage.registration("Adatum") };
    let known = stage.store.register_partner(nomination).await.unwrap().id;
    stage.award(group, known, 10).await;
}

pub async fn nobody_acts_for_a_group_that_they_do_not_lead(database: Database) {
    let stage = Stage::new(database).await;
    let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    let mut order = stage.order(group, partner, 10);
    order.by = STRANGER;
    assert_eq!(refused(stage.give(order).await), Refusal::NotALeader);
    // A role that leads nothing, and an account whose number is a leading role's.
    let by_role = GroupProposal { leaders: vec![LeaderRef::Role(ROLE)], ..stage.proposal("Montréal") };
    let led_by_role = stage.approved(by_role).await.id;
    let mut order = stage.order(led_by_role, partner, 10);
    (order.by, order.roles) = (Account::new(ROLE.get()), vec![Role::new(LEADER.get()), Role::new(1)]);
    assert_eq!(refused(stage.give(order).await), Refusal::NotALeader);
    // A leader's undo of another leader's award, and one of an award of a group led no more.
    let award = stage.award(other, partner, 10).await.record;
    let mut undo = stage.undo(award);
    undo.by = STRANGER;
    assert_eq!(refused(stage.store.reverse(undo).await), Refusal::NotYours);
    let change = GroupProposal {
        group: Some(other),
        leaders: vec![LeaderRef::User(STRANGER)],
        ..stage.proposal("Toronto")
    };
    stage.store.propose_group(change).await.unwrap();
    assert_eq!(refused(stage.store.reverse(stage.undo(award)).await), Refusal::NotALeader);
}

pub async fn a_role_leads_as_long_as_one_has_it(database: Database) {
    let stage = Stage::new(database).await;
    let proposal = GroupProposal { leaders: vec![LeaderRef::Role(ROLE)], ..stage.proposal("Ottawa") };
    let group = stage.approved(proposal).await.id;
    let partner = stage.partner("Litware").await;
    let order = |roles: &[Role]| {
        let mut order = stage.order(group, partner, 10);
        (order.by, order.roles) = (STRANGER, roles.to_vec());
        order
    };
    let award = stage.give(order(&[Role::new(1), ROLE])).await.unwrap().record;
    assert_eq!(stage.store.groups_led(SERVER, STRANGER, &[ROLE]).await.unwrap().len(), 1);
    let mut undo = stage.undo(award);
    undo.by = STRANGER;
    assert_eq!(refused(stage.store.reverse(undo.clone()).await), Refusal::NotALeader, "the role is gone");
    assert_eq!(refused(stage.give(order(&[])).await), Refusal::NotALeader);
    assert!(stage.store.groups_led(SERVER, STRANGER, &[]).await.unwrap().is_empty());
    undo.roles = vec![ROLE];
    stage.store.reverse(undo).await.unwrap();
}

pub async fn a_leader_who_is_removed_leads_no_more(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 10).await;
    let change = GroupProposal {
        group: Some(group),
        leaders: vec![LeaderRef::User(STRANGER)],
        ..stage.proposal("Ottawa")
    };
    stage.store.propose_group(change).await.unwrap();
    assert_eq!(refused(stage.give(stage.order(group, partner, 10)).await), Refusal::NotALeader);
    let mut order = stage.order(group, partner, 10);
    order.by = STRANGER;
    stage.give(order).await.unwrap();
}

pub async fn no_group_has_points_before_staff_approve_it(database: Database) {
    let stage = Stage::new(database).await;
    let partner = stage.partner("Litware").await;
    let group = stage.store.propose_group(stage.proposal("Ottawa")).await.unwrap().id;
    let no = Refusal::GroupNotActive;
    assert_eq!(refused(stage.store.allocation(group).await), no);
    assert_eq!(refused(stage.give(stage.order(group, partner, 10)).await), no);
    assert_eq!(refused(stage.store.grant(stage.grant(group, 10, false)).await), no);
    let count = "SELECT COUNT(*) FROM allocation";
    assert_eq!(stage.raw().await.number(count).await, 0);
    stage.store.decide_group(stage.act(), STAFF, group, Approval::Decline).await.unwrap();
    assert_eq!(refused(stage.give(stage.order(group, partner, 10)).await), no);
    let late = stage.store.decide_group(stage.act(), STAFF, group, Approval::Approve);
    assert_eq!(refused(late.await), Refusal::AlreadyDecided);
    assert_eq!(stage.raw().await.number(count).await, 0);
}

pub async fn each_change_of_leaders_is_a_record_and_is_told(database: Database) {
    let stage = Stage::new(database).await;
    let channels = ProgramChannels { staff: Some(SHOUT_OUTS), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let group = stage.group("Ottawa").await;
    let mut raw = stage.raw().await;
    let records = "SELECT COUNT(*), COUNT(subject_id) FROM record WHERE kind = 'leaders'";
    assert_eq!(raw.numbers(records).await, [[1, 1]], "the first leader is a record as well");
    let change = |leaders: &[LeaderRef]| GroupProposal {
        group: Some(group),
        by: STRANGER,
        leaders: leaders.to_vec(),
        ..stage.proposal("Ottawa")
    };
    let (user, role) = (LeaderRef::User(STAFF), LeaderRef::Role(ROLE));
    stage.store.propose_group(change(&[role, user])).await.unwrap();
    assert_eq!(raw.numbers(records).await, [[4, 3]], "two came and one went");
    let told = stage.due().await;
    let note = told.iter().find(|errand| errand.purpose == Purpose::Leaders).expect("a note for staff");
    match stage.store.facts(note.id).await.unwrap() {
        Facts::Leaders { group: told, by, added, removed } => {
            assert_eq!((told.id, by), (group, Some(STRANGER)));
            assert_eq!((added, removed), (vec![user, role], vec![LeaderRef::User(LEADER)]));
        }
        other => panic!("not about leaders: {other:?}"),
    }
    // The same leaders in another order, or named twice, are no change.
    let same = stage.store.propose_group(change(&[user, role, user])).await;
    assert_eq!(refused(same), Refusal::NothingToChange);
    assert_eq!(raw.numbers(records).await, [[4, 3]]);
}

crate::contract!(
    nobody_awards_a_company_that_they_represent,
    who_registers_a_company_as_their_own_never_awards_it,
    nobody_acts_for_a_group_that_they_do_not_lead,
    a_role_leads_as_long_as_one_has_it,
    a_leader_who_is_removed_leads_no_more,
    no_group_has_points_before_staff_approve_it,
    each_change_of_leaders_is_a_record_and_is_told,
);
