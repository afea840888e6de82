//! Law 5: an award and its shout-out are one; what is told of it keeps up with what becomes of it.

use chrono::{DateTime, TimeDelta, Utc};
use ovation::points::refusal::Refusal;
use ovation::store::outside::{Account, Channel, Message};
use ovation::store::{Errand, Facts, Failure, GroupProposal, Purpose};

use crate::database::Database;
use crate::stage::{SHOUT_OUTS, Stage, refused};

/// A stage with one award whose shout-out is due.
pub async fn due_award(database: Database) -> (Stage, Errand, ovation::points::ids::RecordId) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 40).await.record;
    stage.clock.pass(TimeDelta::seconds(20));
    let mut due = stage.due().await;
    assert_eq!(due.len(), 1);
    (stage, due.remove(0), award)
}

impl Stage {
    pub async fn post(&self, errand: &Errand, message: u64) {
        self.store.begin_errand(errand).await.unwrap().expect("still to be made");
        self.store.errand_done(errand.id, errand.channel, Message::new(message)).await.unwrap();
    }

    pub fn later(&self, seconds: i64) -> DateTime<Utc> {
        self.clock.now() + TimeDelta::seconds(seconds)
    }
}

fn is_withdrawn(facts: &Facts) -> bool {
    matches!(facts, Facts::ShoutOut(shout_out) if shout_out.withdrawn)
}

pub async fn no_award_without_its_shout_out(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let order = stage.order(group, partner, 40);
    let mut raw = stage.raw().await;
    raw.run("ALTER TABLE outbox RENAME TO elsewhere").await.unwrap();
    assert!(matches!(stage.give(order.clone()).await, Err(Failure::Fault(_))));
    raw.run("ALTER TABLE elsewhere RENAME TO outbox").await.unwrap();
    assert_eq!(stage.remaining(group).await, 500, "nothing was given");
    let counts = "SELECT (SELECT COUNT(*) FROM record WHERE kind = 'award'), (SELECT COUNT(*) FROM standing), \
                  (SELECT COUNT(*) FROM record_text WHERE text LIKE 'A talk%'), (SELECT COUNT(*) FROM thanked)";
    assert_eq!(raw.numbers(counts).await, [[0, 0, 0, 0]]);
    let given = stage.give(order).await.unwrap();
    assert_eq!(
        raw.numbers("SELECT record_id FROM outbox WHERE purpose = 'award'").await,
        [[given.record.get()]]
    );
}

pub async fn a_shout_out_is_due_after_its_delay_and_no_sooner(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let given = stage.award(group, partner, 40).await;
    stage.clock.pass(TimeDelta::milliseconds(19_999));
    let (due, next) = stage.store.due_errands(9).await.unwrap();
    assert_eq!((due, next), (Vec::new(), Some(given.receipt.shout_out_due)));
    stage.clock.pass(TimeDelta::milliseconds(1));
    let due = stage.due().await;
    assert_eq!((due[0].purpose, due[0].channel, due[0].edits), (Purpose::Award, SHOUT_OUTS, None));
    match stage.store.facts(due[0].id).await.unwrap() {
        Facts::ShoutOut(facts) => {
            assert_eq!((facts.receipt, facts.applause, facts.withdrawn), (given.receipt, 0, false));
            assert_eq!(facts.reason.as_deref(), Some("A talk that was no sales pitch"));
        }
        other => panic!("not a shout-out: {other:?}"),
    }
    let mut quiet = stage.order(group, partner, 10);
    quiet.announce = false;
    stage.give(quiet).await.unwrap();
    stage.clock.pass(TimeDelta::days(1));
    assert_eq!(stage.due().await.len(), 1, "history that is written down later makes no shout-out");
}

pub async fn channels_take_turns_and_each_keeps_its_order(database: Database) {
    let stage = Stage::new(database).await;
    let elsewhere = Channel::new(122);
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let proposal = GroupProposal { shout_out_channel: elsewhere, ..stage.proposal("Toronto") };
    let other = stage.approved(proposal).await.id;
    for _ in 0..20 {
        stage.award(group, partner, 1).await;
    }
    stage.award(other, partner, 1).await;
    stage.clock.pass(TimeDelta::seconds(20));
    let (due, _) = stage.store.due_errands(6).await.unwrap();
    assert_eq!(due.len(), 6);
    assert!(due.iter().any(|errand| errand.channel == elsewhere), "a long queue hides no other one");
    let ids: Vec<_> =
        due.iter().filter(|errand| errand.channel == SHOUT_OUTS).map(|errand| errand.id).collect();
    assert!(ids.is_sorted());
}

pub async fn an_attempt_begins_only_on_what_was_read(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    stage.store.begin_errand(&errand).await.unwrap().expect("to be made");
    assert_eq!(stage.store.begin_errand(&errand).await.unwrap(), None, "another attempt is under way");
    let looked_for = stage.due().await.remove(0);
    stage.store.begin_errand(&looked_for).await.unwrap().expect("after it was looked for");
    stage.post(&stage.due().await[0], 900).await;
    assert_eq!(stage.store.begin_errand(&looked_for).await.unwrap(), None, "it is out");
}

pub async fn a_reversal_before_the_attempt_cancels_it(database: Database) {
    let (stage, errand, award) = due_award(database).await;
    let back = stage.store.reverse(stage.undo(award)).await.unwrap();
    assert!(back.unseen);
    assert!(stage.due().await.is_empty());
    assert_eq!(stage.store.begin_errand(&errand).await.unwrap(), None, "it was taken from the outbox before");
}

pub async fn a_reversal_after_posting_has_it_drawn_anew(database: Database) {
    let (stage, errand, award) = due_award(database).await;
    stage.post(&errand, 900).await;
    assert!(stage.due().await.is_empty(), "once is enough");
    let back = stage.store.reverse(stage.undo(award)).await.unwrap();
    assert!(!back.unseen);
    let due = stage.due().await;
    assert_eq!(due.len(), 1);
    assert_eq!((due[0].purpose, due[0].channel), (Purpose::Redraw, SHOUT_OUTS));
    assert_eq!(due[0].edits, Some((errand.id, Message::new(900))));
    assert!(is_withdrawn(&stage.store.begin_errand(&due[0]).await.unwrap().unwrap()));
    let applause = stage.store.applaud(errand.id, Account::new(1)).await;
    assert_eq!(refused(applause), Refusal::Withdrawn);
    stage.store.errand_done(due[0].id, due[0].channel, Message::new(900)).await.unwrap();
    assert!(stage.due().await.is_empty());
}

pub async fn a_reversal_while_it_is_posted_waits_for_its_outcome(database: Database) {
    let (stage, errand, award) = due_award(database).await;
    stage.store.begin_errand(&errand).await.unwrap().unwrap();
    let back = stage.store.reverse(stage.undo(award)).await.unwrap();
    assert!(!back.unseen, "nobody knows");
    let due = stage.due().await;
    assert_eq!(due.iter().map(|errand| errand.purpose).collect::<Vec<_>>(), [Purpose::Award], "no edit yet");
    assert!(due[0].attempted_at.is_some(), "to be looked for");
    stage.store.errand_done(errand.id, errand.channel, Message::new(901)).await.unwrap();
    assert_eq!(stage.due().await[0].edits, Some((errand.id, Message::new(901))));
}

pub async fn a_reversal_of_what_turns_out_unmade_leaves_nothing_to_do(database: Database) {
    let (stage, errand, award) = due_award(database).await;
    stage.store.begin_errand(&errand).await.unwrap().unwrap();
    stage.store.reverse(stage.undo(award)).await.unwrap();
    stage.store.errand_put_off(errand.id, stage.later(5), "put-off").await.unwrap();
    stage.clock.pass(TimeDelta::seconds(5));
    assert_eq!(stage.store.begin_errand(&stage.due().await[0]).await.unwrap(), None);
    let waiting = "SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND audience = 'group'";
    assert_eq!(stage.raw().await.number(waiting).await, 0);
}

pub async fn what_was_put_off_comes_again_and_what_is_unknown_is_looked_for(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    assert_eq!((errand.attempted_at, errand.attempts), (None, 0));
    let begun = stage.clock.now();
    stage.store.begin_errand(&errand).await.unwrap().unwrap();
    let under_way = &stage.due().await[0];
    assert_eq!(
        (under_way.attempted_at, under_way.attempted_in),
        (Some(begun), Some(SHOUT_OUTS)),
        "after a crash"
    );
    stage.store.errand_put_off(errand.id, stage.later(5), "put-off").await.unwrap();
    assert_eq!(stage.store.due_errands(9).await.unwrap(), (Vec::new(), Some(stage.later(5))));
    stage.clock.pass(TimeDelta::seconds(5));
    let again = &stage.due().await[0];
    assert_eq!((again.attempted_at, again.attempts), (None, 1));
    let begun = stage.clock.now();
    stage.store.begin_errand(again).await.unwrap().unwrap();
    stage.store.errand_unknown(errand.id, stage.later(60), "connection-lost").await.unwrap();
    let line = &stage.store.undelivered(9).await.unwrap()[0];
    assert_eq!(
        (line.given_up, line.trouble.as_str(), line.channel),
        (false, "connection-lost", Some(SHOUT_OUTS))
    );
    stage.clock.pass(TimeDelta::seconds(60));
    let unknown = &stage.due().await[0];
    assert_eq!((unknown.attempted_at, unknown.attempts), (Some(begun), 2));
    stage.post(unknown, 902).await;
    assert!(stage.store.undelivered(9).await.unwrap().iter().all(|line| line.purpose != Purpose::Award));
}

pub async fn an_attempt_is_known_by_its_own_clock(database: Database) {
    // The message of an attempt is looked for from that time on, so a clock that was set back counts.
    let (stage, errand, _) = due_award(database).await;
    let group = stage.store.groups_of(crate::stage::SERVER).await.unwrap()[0].id;
    stage.clock.pass(TimeDelta::hours(3));
    stage.store.grant(stage.grant(group, 1, false)).await.unwrap();
    stage.clock.pass(TimeDelta::hours(-2));
    stage.store.begin_errand(&errand).await.unwrap().unwrap();
    assert_eq!(stage.due().await[0].attempted_at, Some(stage.clock.now()));
}

pub async fn a_clock_that_is_set_back_holds_back_nothing(database: Database) {
    let (stage, errand, award) = due_award(database).await;
    stage.post(&errand, 900).await;
    let group = stage.store.groups_of(crate::stage::SERVER).await.unwrap()[0].id;
    let partner = stage.partner("Adatum").await;
    stage.clock.pass(TimeDelta::days(-3));
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    assert_eq!(stage.due().await[0].purpose, Purpose::Redraw, "at once");
    let given = stage.award(group, partner, 10).await.receipt;
    assert!(given.at > stage.clock.now());
    assert_eq!(given.shout_out_due, stage.later(20));
    stage.clock.pass(TimeDelta::seconds(20));
    assert!(stage.due().await.iter().any(|errand| errand.purpose == Purpose::Award));
}

pub async fn what_failed_is_told_to_the_next_leader_once_and_tried_again_when_mended(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    let (group, partner) =
        (stage.store.groups_of(crate::stage::SERVER).await.unwrap()[0].id, stage.partner("Adatum").await);
    stage.store.begin_errand(&errand).await.unwrap().unwrap();
    stage.store.errand_failed(errand.id, "channel-gone", true).await.unwrap();
    assert!(stage.due().await.is_empty());
    let line = stage.store.undelivered(9).await.unwrap().remove(0);
    assert_eq!((line.given_up, line.trouble.as_str()), (true, "channel-gone"));
    assert_eq!(stage.award(group, partner, 10).await.trouble.as_deref(), Some("channel-gone"));
    assert_eq!(stage.award(group, partner, 10).await.trouble, None, "told once");
    // The same settings sent again are a reason to try again; other ones too.
    let change = |channel| GroupProposal {
        group: Some(group),
        shout_out_channel: channel,
        ..stage.proposal("Ottawa")
    };
    stage.store.propose_group(change(SHOUT_OUTS)).await.unwrap();
    let again = stage.due().await.remove(0);
    assert_eq!((again.id, again.attempted_at, again.attempts), (errand.id, None, 0));
    stage.store.begin_errand(&again).await.unwrap().unwrap();
    stage.store.errand_failed(errand.id, "no-permission", false).await.unwrap();
    let elsewhere = Channel::new(122);
    stage.store.propose_group(change(elsewhere)).await.unwrap();
    let moved = stage.due().await.remove(0);
    assert_eq!(
        (moved.channel, moved.attempted_in),
        (elsewhere, Some(SHOUT_OUTS)),
        "looked for where it was tried"
    );
    assert!(moved.attempted_at.is_some());
    assert_eq!(refused(stage.store.propose_group(change(elsewhere)).await), Refusal::NothingToChange);
}

pub async fn what_is_refused_where_the_group_is_no_more_is_tried_where_it_is_now(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    let group = stage.store.groups_of(crate::stage::SERVER).await.unwrap()[0].id;
    stage.store.begin_errand(&errand).await.unwrap().unwrap();
    // The group moves while Discord still thinks about the first attempt.
    let elsewhere = Channel::new(122);
    let change =
        GroupProposal { group: Some(group), shout_out_channel: elsewhere, ..stage.proposal("Ottawa") };
    stage.store.propose_group(change).await.unwrap();
    stage.store.errand_unknown(errand.id, stage.clock.now(), "unavailable").await.unwrap();
    stage.store.errand_failed(errand.id, "channel-gone", true).await.unwrap();
    let undelivered = stage.store.undelivered(10).await.unwrap();
    assert!(undelivered.iter().all(|one| one.trouble.is_empty()), "begun anew, it has none: {undelivered:?}");
    let again = stage.due().await.remove(0);
    assert_eq!((again.id, again.channel, again.attempts), (errand.id, elsewhere, 0));
    assert_eq!((again.attempted_at, again.attempted_in), (None, None), "there is nothing to look for");
    // There it is given up like anywhere.
    stage.store.begin_errand(&again).await.unwrap().unwrap();
    stage.store.errand_failed(errand.id, "no-permission", true).await.unwrap();
    assert!(stage.due().await.is_empty());
}

pub async fn a_reversal_of_what_failed_is_never_posted(database: Database) {
    let (stage, errand, award) = due_award(database).await;
    let group = stage.store.groups_of(crate::stage::SERVER).await.unwrap()[0].id;
    stage.store.begin_errand(&errand).await.unwrap().unwrap();
    stage.store.errand_failed(errand.id, "channel-gone", true).await.unwrap();
    assert!(stage.store.reverse(stage.undo(award)).await.unwrap().unseen);
    let change = GroupProposal { group: Some(group), ..stage.proposal("Ottawa") };
    assert_eq!(refused(stage.store.propose_group(change).await), Refusal::NothingToChange);
    assert!(stage.due().await.is_empty());
}

pub async fn what_moved_since_it_was_read_is_told_where_its_group_is_now(database: Database) {
    let (stage, errand, _) = due_award(database).await;
    let group = stage.store.groups_of(crate::stage::SERVER).await.unwrap()[0].id;
    let elsewhere = Channel::new(122);
    let change =
        GroupProposal { group: Some(group), shout_out_channel: elsewhere, ..stage.proposal("Ottawa") };
    stage.store.propose_group(change).await.unwrap();
    assert!(stage.store.begin_errand(&errand).await.unwrap().is_none(), "not where the group was");
    let again = stage.due().await.remove(0);
    assert_eq!((again.id, again.channel, again.attempted_at), (errand.id, elsewhere, None));
    assert!(stage.store.begin_errand(&again).await.unwrap().is_some());
}

crate::contract!(
    what_moved_since_it_was_read_is_told_where_its_group_is_now,
    no_award_without_its_shout_out,
    a_shout_out_is_due_after_its_delay_and_no_sooner,
    channels_take_turns_and_each_keeps_its_order,
    an_attempt_begins_only_on_what_was_read,
    a_reversal_before_the_attempt_cancels_it,
    a_reversal_after_posting_has_it_drawn_anew,
    a_reversal_while_it_is_posted_waits_for_its_outcome,
    a_reversal_of_what_turns_out_unmade_leaves_nothing_to_do,
    what_was_put_off_comes_again_and_what_is_unknown_is_looked_for,
    an_attempt_is_known_by_its_own_clock,
    a_clock_that_is_set_back_holds_back_nothing,
    what_failed_is_told_to_the_next_leader_once_and_tried_again_when_mended,
    what_is_refused_where_the_group_is_no_more_is_tried_where_it_is_now,
    a_reversal_of_what_failed_is_never_posted,
);
