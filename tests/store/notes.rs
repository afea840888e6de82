//! Notes that come by themselves, each once.

use std::sync::Arc;

use chrono::TimeDelta;
use ovation::store::outside::Channel;
use ovation::store::{Approval, Errand, Facts, GroupProposal, ProgramChannels, Purpose};

use crate::clock::instant;
use crate::database::Database;
use crate::model::recount;
use crate::stage::{RULES, SHOUT_OUTS, STAFF, Stage, at_once};

/// Where leaders talk among themselves.
const LEADERS: Channel = Channel::new(122);
/// Where staff are told.
const STAFF_CHANNEL: Channel = Channel::new(131);

async fn notes(stage: &Stage, purpose: Purpose) -> Vec<Errand> {
    stage.due().await.into_iter().filter(|errand| errand.purpose == purpose).collect()
}

pub async fn leaders_are_reminded_once_of_points_that_lapse(database: Database) {
    let stage = Stage::with(database, &RULES.replace("carry_over", "remind_days = 14\ncarry_over")).await;
    let with_channel = |name| GroupProposal { leaders_channel: Some(LEADERS), ..stage.proposal(name) };
    let rich = stage.approved(with_channel("Ottawa")).await.id;
    let poor = stage.approved(with_channel("Toronto")).await.id;
    stage.group("Without a channel").await;
    let partner = stage.partner("Litware").await;
    stage.award(rich, partner, 150).await;
    for points in [250, 150] {
        stage.award(poor, partner, points).await;
    }
    // The period ends on 1 April, 04:00 UTC.
    stage.clock.set(instant("2026-03-18T03:59:59Z"));
    assert_eq!(stage.store.remind_leaders().await.unwrap(), 0, "not yet");
    stage.clock.set(instant("2026-03-18T04:00:00Z"));
    let reminded = at_once(8, |_| {
        let store = Arc::clone(&stage.store);
        async move { store.remind_leaders().await.expect("they can be reminded") }
    })
    .await;
    assert_eq!(reminded.iter().sum::<u64>(), 1, "100 may go over, so the others lose nothing");
    let [reminder] = &notes(&stage, Purpose::Reminder).await[..] else { panic!("one reminder") };
    assert_eq!(reminder.channel, LEADERS);
    match stage.store.facts(reminder.id).await.unwrap() {
        Facts::Reminder { group, remaining, lapsing, due: true, ends } => {
            assert_eq!(
                (group.id, remaining, lapsing, ends),
                (rich, 350, 250, instant("2026-04-01T04:00:00Z"))
            );
        }
        other => panic!("another note: {other:?}"),
    }
    stage.clock.pass(TimeDelta::days(3));
    assert_eq!(stage.store.remind_leaders().await.unwrap(), 0, "once in a period");
    recount(&*stage.store, &mut stage.raw().await).await;
    // What could not be told is told no more when the points have lapsed.
    let failed = "SELECT COUNT(*) FROM outbox WHERE purpose = 'reminder' AND state = 'failed'";
    stage.store.begin_errand(reminder).await.unwrap().expect("it is to be told");
    stage.store.errand_failed(reminder.id, "read-by-all", true).await.unwrap();
    stage.store.remind_leaders().await.unwrap();
    assert_eq!(stage.raw().await.number(failed).await, 1, "somebody may have it tried again");
    stage.clock.set(instant("2026-04-01T04:00:00Z"));
    stage.store.open_periods().await.unwrap();
    assert_eq!(stage.store.remind_leaders().await.unwrap(), 0);
    assert_eq!(stage.raw().await.number(failed).await, 0);
}

pub async fn points_that_lapse_are_no_business_of_others(database: Database) {
    let stage = Stage::with(database, &RULES.replace("carry_over", "remind_days = 14\ncarry_over")).await;
    let in_public = GroupProposal { leaders_channel: Some(SHOUT_OUTS), ..stage.proposal("Ottawa") };
    stage.approved(in_public).await;
    let group = GroupProposal { leaders_channel: Some(LEADERS), ..stage.proposal("Toronto") };
    let group = stage.approved(group).await.id;
    let partner = stage.partner("Litware").await;
    stage.clock.set(instant("2026-03-18T04:00:00Z"));
    assert_eq!(stage.store.remind_leaders().await.unwrap(), 1, "one has no channel that is its leaders' own");
    let [reminder] = &notes(&stage, Purpose::Reminder).await[..] else { panic!("one reminder") };
    assert_eq!(reminder.channel, LEADERS);
    // What lapses no more by then isn't told, nor what is over.
    for points in [250, 150] {
        stage.award(group, partner, points).await;
    }
    assert!(stage.store.begin_errand(reminder).await.unwrap().is_none(), "the rest goes over");
}

pub async fn a_channel_where_others_speak_is_none_that_the_leaders_have_alone(database: Database) {
    let stage = Stage::with(database, &RULES.replace("carry_over", "remind_days = 14\ncarry_over")).await;
    let channel = Channel::new;
    let shared = [("Ottawa", 301), ("Toronto", 302), ("Montréal", 303), ("Laval", 304)];
    for (name, leaders) in shared {
        let group = GroupProposal { leaders_channel: Some(channel(leaders)), ..stage.proposal(name) };
        stage.approved(group).await;
    }
    let shouts = GroupProposal { shout_out_channel: channel(301), ..stage.proposal("Gatineau") };
    let asks = GroupProposal { requests_channel: Some(channel(302)), ..stage.proposal("Kanata") };
    let alone = GroupProposal { leaders_channel: Some(LEADERS), ..stage.proposal("Hull") };
    let (shouts, _) = (stage.approved(shouts).await, stage.approved(asks).await);
    // Who spoke there once, or never was allowed to, speaks to nobody.
    for (name, is_closed) in [("Closed", true), ("Proposed", false)] {
        let there = GroupProposal { shout_out_channel: LEADERS, ..stage.proposal(name) };
        let group = stage.store.propose_group(there).await.unwrap().id;
        if is_closed {
            stage.store.decide_group(stage.act(), STAFF, group, Approval::Approve).await.unwrap();
            stage.store.close_group(stage.closing(group)).await.unwrap();
        }
    }
    let alone = stage.approved(alone).await;
    let (announcements, requests) = (Some(channel(303)), Some(channel(304)));
    let channels = ProgramChannels { announcements, requests, ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    stage.clock.set(instant("2026-03-18T04:00:00Z"));
    assert_eq!(stage.store.remind_leaders().await.unwrap(), 1);
    let [reminder] = &notes(&stage, Purpose::Reminder).await[..] else { panic!("one reminder") };
    assert!(matches!(stage.store.facts(reminder.id).await.unwrap(), Facts::Reminder { due: true, .. }));
    // Another group begins to speak there before it is told.
    let there = GroupProposal {
        group: Some(shouts.id),
        shout_out_channel: alone.leaders_channel.expect("a channel"),
        ..stage.proposal("Gatineau")
    };
    stage.store.propose_group(there).await.expect("a change");
    assert!(stage.store.begin_errand(reminder).await.unwrap().is_none(), "all would read it");
}

pub async fn a_reminder_that_comes_too_late_is_none(database: Database) {
    let stage = Stage::with(database, &RULES.replace("carry_over", "remind_days = 14\ncarry_over")).await;
    let group = GroupProposal { leaders_channel: Some(LEADERS), ..stage.proposal("Ottawa") };
    stage.approved(group).await;
    stage.clock.set(instant("2026-03-18T04:00:00Z"));
    assert_eq!(stage.store.remind_leaders().await.unwrap(), 1);
    stage.clock.set(instant("2026-04-01T04:00:00Z"));
    let [reminder] = &notes(&stage, Purpose::Reminder).await[..] else { panic!("one reminder") };
    assert!(stage.store.begin_errand(reminder).await.unwrap().is_none(), "the period is over");
}

pub async fn nobody_is_reminded_unless_the_rules_say_so(database: Database) {
    let stage = Stage::new(database).await;
    let group = GroupProposal { leaders_channel: Some(LEADERS), ..stage.proposal("Ottawa") };
    stage.approved(group).await;
    stage.clock.set(instant("2026-03-31T04:00:00Z"));
    assert_eq!(stage.store.remind_leaders().await.unwrap(), 0);
}

pub async fn staff_are_told_of_a_warning(database: Database) {
    let rules =
        RULES.replace("window_months = 12", "window_months = 1\nguarantee_months = 1\ngrace_days = 30");
    let stage = Stage::with(database, &rules).await;
    let channels = ProgramChannels { staff: Some(STAFF_CHANNEL), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let [first, second] = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let partner = stage.partner("Litware").await;
    for group in [first, second] {
        stage.award(group, partner, 100).await;
    }
    stage.store.evaluate().await.unwrap();
    assert!(notes(&stage, Purpose::Warning).await.is_empty());
    stage.clock.pass(TimeDelta::days(60));
    stage.store.evaluate().await.unwrap();
    let [warning] = &notes(&stage, Purpose::Warning).await[..] else { panic!("one warning") };
    assert_eq!(warning.channel, STAFF_CHANNEL);
    match stage.store.facts(warning.id).await.unwrap() {
        Facts::Warning { partner: told, tier, .. } => {
            assert_eq!((told.id, tier.as_str()), (partner, "certified"));
        }
        other => panic!("another note: {other:?}"),
    }
}

crate::contract!(
    a_channel_where_others_speak_is_none_that_the_leaders_have_alone,
    leaders_are_reminded_once_of_points_that_lapse,
    points_that_lapse_are_no_business_of_others,
    a_reminder_that_comes_too_late_is_none,
    nobody_is_reminded_unless_the_rules_say_so,
    staff_are_told_of_a_warning,
);
