//! Awards above the program's limit: set aside once, decided once, by somebody who may, and free again otherwise.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::points::approval::{Fate, Verdict};
use ovation::points::ids::RecordId;
use ovation::points::refusal::Refusal;
use ovation::store::outside::{Account, Channel};
use ovation::store::{
    Approval, Awarded, Facts, GroupProposal, LeaderRef, ProgramChannels, Purpose, RepresentativeChange,
    ReservationOrder, Reserved,
};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, RULES, SHOUT_OUTS, STAFF, Stage, at_once, refused};

/// Another leader of the groups here.
const SECOND: Account = Account::new(12);
/// And one more.
const THIRD: Account = Account::new(13);
/// Where leaders talk among themselves.
const LEADERS: Channel = Channel::new(122);

/// The stage's rules, with an approval above 100 points.
fn limited() -> String {
    RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100")
}

/// A group with three leaders and a channel of theirs.
fn led_by_three(stage: &Stage, name: &str) -> GroupProposal {
    let leaders = [LEADER, SECOND, THIRD].map(LeaderRef::User).to_vec();
    GroupProposal { leaders, leaders_channel: Some(LEADERS), ..stage.proposal(name) }
}

fn order(stage: &Stage, reservation: RecordId, by: Account, verdict: Verdict) -> ReservationOrder {
    ReservationOrder { act: stage.act(), by, roles: Vec::new(), staff: by == STAFF, reservation, verdict }
}

async fn reserve(stage: &Stage, order: ovation::store::AwardOrder) -> Reserved {
    match stage.store.award(order).await.expect("points that are there") {
        Awarded::Reserved(reserved) => *reserved,
        Awarded::Given(given) => panic!("given at once: {given:?}"),
    }
}

pub async fn what_is_set_aside_counts_as_used_and_is_given_by_a_second_leader(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let group = stage.approved(led_by_three(&stage, "Ottawa")).await.id;
    let partner = stage.partner("Litware").await;
    stage.award(group, partner, 100).await;
    let asked = stage.order(group, partner, 250);
    let reserved = reserve(&stage, asked.clone()).await;
    assert_eq!(reserve(&stage, asked).await, reserved, "the same interaction is the same reservation");
    assert!(reserved.receipt.leaders_decide);
    assert_eq!((reserved.receipt.remaining_before, reserved.receipt.remaining), (400, 150));
    assert_eq!(stage.remaining(group).await, 150);
    let refusal = refused(stage.give(stage.order(group, partner, 151)).await);
    assert!(matches!(refusal, Refusal::NotEnough { remaining, .. } if remaining.get() == 150), "{refusal:?}");
    let shown = stage.store.standing(partner, 5).await.unwrap();
    assert_eq!((shown.standing.points().get(), shown.thanks.len()), (100, 1), "it isn't given yet");
    let approve = order(&stage, reserved.record, SECOND, Verdict::Approve);
    let decided = stage.store.decide_reservation(approve.clone()).await.unwrap();
    assert_eq!((decided.fate, decided.by, decided.decided_by), (Fate::Approved, Some(LEADER), Some(SECOND)));
    assert_eq!(stage.store.decide_reservation(approve).await.unwrap(), decided);
    assert_eq!(stage.remaining(group).await, 150);
    let shown = stage.store.standing(partner, 5).await.unwrap();
    assert_eq!(shown.standing.points().get(), 350);
    assert_eq!(shown.thanks[0].by, Some(LEADER), "who asked for it gave it");
    let award = shown.thanks[0].record;
    stage.store.reverse(stage.undo(award)).await.expect("it is undone like any other");
    assert_eq!(stage.remaining(group).await, 400);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn of_many_verdicts_at_once_one_is_given(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let group = stage.approved(led_by_three(&stage, "Ottawa")).await.id;
    let partner = stage.partner("Litware").await;
    let reserved = reserve(&stage, stage.order(group, partner, 200)).await;
    let answers = at_once(32, |number| {
        let by = [SECOND, THIRD, LEADER][number % 3];
        let verdict = match by {
            LEADER => Verdict::Withdraw,
            _ if number % 2 == 0 => Verdict::Approve,
            _ => Verdict::Decline,
        };
        let (store, order) = (Arc::clone(&stage.store), order(&stage, reserved.record, by, verdict));
        async move { store.decide_reservation(order).await }
    })
    .await;
    let decided: Vec<_> = answers.iter().flatten().collect();
    assert_eq!(decided.len(), 1);
    let how = decided[0].fate;
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        assert_eq!(refusal, Refusal::ReservationDecided { how });
    }
    let given = if how == Fate::Approved { 200 } else { 0 };
    assert_eq!(stage.remaining(group).await, 500 - given);
    let awards = "SELECT COUNT(*), COALESCE(CAST(SUM(points) AS BIGINT), 0) FROM record WHERE kind = 'award'";
    assert_eq!(stage.raw().await.numbers(awards).await, [[given / 200, given]]);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn sixty_four_at_once_never_reserve_more_than_is_there(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let group = stage.approved(led_by_three(&stage, "Ottawa")).await.id;
    let partner = stage.partner("Litware").await;
    let answers = at_once(64, |number| {
        let (store, order) = (Arc::clone(&stage.store), stage.order(group, partner, 90 + number as i64 % 40));
        async move { store.award(order).await }
    })
    .await;
    let taken: i64 = answers
        .iter()
        .flatten()
        .map(|awarded| match awarded {
            Awarded::Given(given) => given.receipt.points,
            Awarded::Reserved(reserved) => reserved.receipt.points,
        })
        .sum();
    assert!(taken <= 500 && answers.iter().any(Result::is_err), "{taken}");
    assert_eq!(stage.remaining(group).await, 500 - taken);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn staff_decide_where_no_other_leader_can(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let alone = stage.group("Ottawa").await;
    let three = stage.approved(led_by_three(&stage, "Toronto")).await.id;
    let partner = stage.partner("Litware").await;
    let mine = reserve(&stage, stage.order(alone, partner, 200)).await;
    assert!(!mine.receipt.leaders_decide);
    let own = order(&stage, mine.record, LEADER, Verdict::Approve);
    assert_eq!(refused(stage.store.decide_reservation(own).await), Refusal::OwnReservation);
    let stranger = order(&stage, mine.record, Account::new(15), Verdict::Approve);
    assert_eq!(refused(stage.store.decide_reservation(stranger).await), Refusal::NotYoursToApprove);
    assert_eq!(stage.store.pending(9).await.unwrap().awards.len(), 1, "it waits for staff");
    let ours = reserve(&stage, stage.order(three, partner, 200)).await;
    let staff = order(&stage, ours.record, STAFF, Verdict::Approve);
    assert_eq!(refused(stage.store.decide_reservation(staff).await), Refusal::LeaderDecides);
    // Those who come to represent the company can't decide, so staff do.
    for who in [SECOND, THIRD] {
        let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who, add: true };
        stage.store.change_representative(change).await.unwrap();
    }
    let second = order(&stage, ours.record, SECOND, Verdict::Decline);
    assert_eq!(refused(stage.store.decide_reservation(second).await), Refusal::Conflict);
    assert_eq!(stage.store.pending(9).await.unwrap().awards.len(), 2);
    for reservation in [mine.record, ours.record] {
        let approve = order(&stage, reservation, STAFF, Verdict::Approve);
        assert_eq!(stage.store.decide_reservation(approve).await.unwrap().fate, Fate::Approved);
    }
    assert!(stage.store.pending(9).await.unwrap().awards.is_empty());
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn rights_are_asked_again_at_the_approval(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let group = stage.approved(led_by_three(&stage, "Ottawa")).await.id;
    let partner = stage.partner("Litware").await;
    let reserved = reserve(&stage, stage.order(group, partner, 200)).await;
    let approve = || stage.store.decide_reservation(order(&stage, reserved.record, SECOND, Verdict::Approve));
    let represent = |add| RepresentativeChange { act: stage.act(), by: STAFF, partner, who: LEADER, add };
    stage.store.change_representative(represent(true)).await.unwrap();
    assert_eq!(refused(approve().await), Refusal::AskerConflict);
    stage.store.change_representative(represent(false)).await.unwrap();
    stage.store.suspend_partner(stage.suspension(partner, false)).await.unwrap();
    assert_eq!(refused(approve().await), Refusal::PartnerSuspended);
    stage.store.suspend_partner(stage.suspension(partner, true)).await.unwrap();
    let leaders = [SECOND, THIRD].map(LeaderRef::User).to_vec();
    let change = GroupProposal { group: Some(group), leaders, ..led_by_three(&stage, "Ottawa") };
    stage.store.propose_group(change).await.unwrap();
    assert_eq!(refused(approve().await), Refusal::AskerLeft);
    let decline = order(&stage, reserved.record, THIRD, Verdict::Decline);
    assert_eq!(stage.store.decide_reservation(decline).await.unwrap().fate, Fate::Declined);
    assert_eq!(stage.remaining(group).await, 500);
}

pub async fn what_nobody_decided_on_is_free_after_seven_days(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let group = stage.approved(led_by_three(&stage, "Ottawa")).await.id;
    let partner = stage.partner("Litware").await;
    let reserved = reserve(&stage, stage.order(group, partner, 200)).await;
    stage.clock.pass(TimeDelta::days(7) - TimeDelta::milliseconds(1));
    assert_eq!(stage.store.lapse_reservations().await.unwrap(), 0);
    stage.clock.pass(TimeDelta::milliseconds(1));
    let late = order(&stage, reserved.record, SECOND, Verdict::Approve);
    let at = reserved.receipt.lapses_at;
    assert_eq!(refused(stage.store.decide_reservation(late).await), Refusal::ReservationLapsed { at });
    assert_eq!(stage.remaining(group).await, 300, "until it is freed it is held");
    let freed = at_once(8, |_| {
        let store = Arc::clone(&stage.store);
        async move { store.lapse_reservations().await.expect("it can be freed") }
    })
    .await;
    assert_eq!(freed.iter().sum::<u64>(), 1, "once, whoever looks");
    assert_eq!(stage.remaining(group).await, 500);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn a_group_that_closes_and_a_company_that_is_declined_free_what_waits(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let [first, second] = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let (partner, nominated) = (stage.partner("Litware").await, stage.nominated("Adatum").await);
    let closed = reserve(&stage, stage.order(first, partner, 200)).await;
    let declined = reserve(&stage, stage.order(second, nominated, 200)).await;
    let stays = reserve(&stage, stage.order(second, partner, 150)).await;
    stage.store.close_group(stage.closing(first)).await.unwrap();
    stage.store.decide_partner(stage.act(), STAFF, nominated, Approval::Decline).await.unwrap();
    assert_eq!(stage.remaining(second).await, 350);
    for (reservation, how) in [(closed.record, Fate::Freed), (declined.record, Fate::Freed)] {
        let late = order(&stage, reservation, STAFF, Verdict::Approve);
        let refusal = refused(stage.store.decide_reservation(late).await);
        assert_eq!(refusal, Refusal::ReservationDecided { how });
    }
    let waiting = stage.store.waiting_reservations(second).await.unwrap();
    assert_eq!(waiting.iter().map(|one| one.record).collect::<Vec<_>>(), [stays.record]);
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn who_decides_is_asked_where_they_are(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let channels = ProgramChannels { staff: Some(Channel::new(131)), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let [three, alone] =
        [stage.approved(led_by_three(&stage, "Ottawa")).await.id, stage.group("Toronto").await];
    let partner = stage.partner("Litware").await;
    let asked = reserve(&stage, stage.order(three, partner, 200)).await;
    reserve(&stage, stage.order(alone, partner, 200)).await;
    let cards = || async {
        let due = stage.due().await.into_iter().filter(|errand| errand.purpose == Purpose::Approval);
        due.map(|errand| (errand.id, errand.channel)).collect::<Vec<_>>()
    };
    let [(leaders, there), (_, staff)] = cards().await[..] else { panic!("two cards") };
    assert_eq!([there, staff], [LEADERS, Channel::new(131)]);
    match stage.store.facts(leaders).await.unwrap() {
        Facts::Approval { reservation, for_staff } => {
            assert_eq!((reservation.record, reservation.fate), (asked.record, Fate::Waiting));
            assert_eq!(reservation.reason.as_deref(), Some("A talk that was no sales pitch"));
            assert!(!for_staff);
        }
        other => panic!("another card: {other:?}"),
    }
    // Decided before it is out, the card is not made; its award is told like any other.
    let approve = order(&stage, asked.record, SECOND, Verdict::Approve);
    stage.store.decide_reservation(approve).await.unwrap();
    assert_eq!(cards().await.len(), 1);
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    let told: Vec<_> = due.iter().filter(|errand| errand.purpose == Purpose::Award).collect();
    assert_eq!((told.len(), told[0].channel), (1, SHOUT_OUTS));
}

pub async fn what_waits_is_asked_about_when_it_is_asked_for_again(database: Database) {
    let stage = Stage::with(database, &limited()).await;
    let group = stage.approved(led_by_three(&stage, "Ottawa")).await.id;
    let partner = stage.partner("Litware").await;
    let asked = |points| {
        let mut order = stage.order(group, partner, points);
        order.request.confirmed = false;
        order
    };
    let reserved = reserve(&stage, asked(200)).await;
    for points in [50, 200] {
        let refusal = refused(stage.store.award(asked(points)).await);
        let Refusal::LooksLikeDuplicate { record, points, .. } = refusal else { panic!("{refusal:?}") };
        assert_eq!((record, points.get()), (reserved.record, 200));
    }
    let withdraw = order(&stage, reserved.record, LEADER, Verdict::Withdraw);
    stage.store.decide_reservation(withdraw).await.unwrap();
    stage.give(asked(50)).await.expect("nothing looks like it any more");
}

crate::contract!(
    what_is_set_aside_counts_as_used_and_is_given_by_a_second_leader,
    of_many_verdicts_at_once_one_is_given,
    sixty_four_at_once_never_reserve_more_than_is_there,
    staff_decide_where_no_other_leader_can,
    rights_are_asked_again_at_the_approval,
    what_nobody_decided_on_is_free_after_seven_days,
    a_group_that_closes_and_a_company_that_is_declined_free_what_waits,
    who_decides_is_asked_where_they_are,
    what_waits_is_asked_about_when_it_is_asked_for_again,
);
