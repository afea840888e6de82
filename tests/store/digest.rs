//! The digest of a month: told once when it is over, to each that asked, with what stands then.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::request::RequestState;
use ovation::points::text::Reason;
use ovation::store::outside::{Account, Channel, Message};
use ovation::store::{
    DigestFacts, DigestTotals, Errand, Facts, GroupChoices, GroupProposal, LeaderRef, MergeOrder,
    ProgramChannels, Purpose,
};

use crate::clock::instant;
use crate::database::Database;
use crate::model::recount;
use crate::requests::asked;
use crate::stage::{LEADER, SERVER, STAFF, Stage, at_once};

const ANNOUNCEMENTS: Channel = Channel::new(131);
pub const OTTAWA: Channel = Channel::new(301);
pub const TORONTO: Channel = Channel::new(302);
/// The first moment of March in Toronto.
pub const MARCH: &str = "2026-03-01T05:00:00Z";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// How a group is set up, by whom it asks for digests.
pub fn proposal(stage: &Stage, name: &str, channel: Channel, digest: bool) -> GroupProposal {
    let choices = GroupChoices { digest, ..GroupChoices::default() };
    GroupProposal { shout_out_channel: channel, choices, ..stage.proposal(name) }
}

/// Whether the program asks for digests.
pub async fn all_are_told(stage: &Stage, digest: bool) {
    let channels = ProgramChannels {
        announcements: Some(ANNOUNCEMENTS),
        digest: Some(digest),
        ..ProgramChannels::default()
    };
    stage.store.set_channels(stage.act(), STAFF, channels).await.expect("channels");
}

/// The digests that are due, the program's own last.
pub async fn digests(stage: &Stage) -> Vec<Errand> {
    let mut due = stage.due().await;
    due.retain(|errand| errand.purpose == Purpose::Digest);
    due.sort_by_key(|errand| std::cmp::Reverse(errand.channel.get()));
    due
}

pub async fn told(stage: &Stage, errand: &Errand) -> Option<DigestFacts> {
    match stage.store.begin_errand(errand).await.expect("the outbox")? {
        Facts::Digest(facts) => Some(*facts),
        other => panic!("no digest: {other:?}"),
    }
}

/// An award whose shout-out is out, applauded by so many.
pub async fn thanked(
    stage: &Stage,
    group: GroupId,
    partner: PartnerId,
    points: i64,
    applause: u64,
) -> RecordId {
    let award = stage.award(group, partner, points).await.record;
    stage.clock.pass(TimeDelta::seconds(20));
    for errand in stage.due().await {
        if errand.purpose != Purpose::Award {
            continue;
        }
        stage.store.begin_errand(&errand).await.expect("the outbox").expect("it is to be told");
        let message = Message::new(10_000 + u64::try_from(award.get()).expect("a number"));
        stage.store.errand_done(errand.id, errand.channel, message).await.expect("the outbox");
        for member in 0..applause {
            stage.store.applaud(errand.id, Account::new(900 + member)).await.expect("applause");
        }
    }
    award
}

pub async fn a_month_is_told_once_to_each_that_asked(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let first = stage.approved(proposal(&stage, "Ottawa", OTTAWA, true)).await.id;
    let second = stage.approved(proposal(&stage, "Toronto", TORONTO, false)).await.id;
    assert_eq!(stage.store.send_digests().await.unwrap(), 0, "January was over before anybody asked");
    let [partner, other] = [stage.partner("Litware").await, stage.partner("Adatum").await];
    thanked(&stage, first, partner, 100, 2).await;
    thanked(&stage, second, partner, 50, 3).await;
    thanked(&stage, second, other, 10, 0).await;
    let withdrawn = thanked(&stage, first, other, 30, 5).await;
    stage.store.reverse(stage.undo(withdrawn)).await.expect("it is undone");
    let wanted =
        stage.store.ask_for_help(asked(&stage, second, Some("2026-05-18"))).await.expect("a request");
    let over = stage.store.ask_for_help(asked(&stage, first, Some("2026-02-27"))).await.expect("a request");
    stage.clock.set(instant("2026-03-01T04:59:59Z"));
    assert_eq!(stage.store.send_digests().await.unwrap(), 0, "not before it is over");
    stage.clock.set(instant(MARCH));
    let sent = at_once(8, |_| {
        let store = Arc::clone(&stage.store);
        async move { store.send_digests().await.expect("it can be told") }
    });
    assert_eq!(sent.await.iter().sum::<u64>(), 2, "once, whatever replicas there are");
    let due = digests(&stage).await;
    let [own, all] = due.as_slice() else { panic!("not two: {due:?}") };
    assert_eq!((own.channel, all.channel), (OTTAWA, ANNOUNCEMENTS));
    let own = told(&stage, own).await.expect("there is something to tell");
    assert_eq!(
        (own.month, own.group.as_deref(), own.language.as_deref()),
        (day("2026-02-01"), Some("Ottawa"), Some("en"))
    );
    assert_eq!(own.totals, DigestTotals { awards: 1, points: 100, partners: 1, groups: 1 });
    let applauded: Vec<_> =
        own.applauded.iter().map(|one| (one.partner_name.as_str(), one.applause)).collect();
    assert_eq!(applauded, [("Litware", 2)], "what was withdrawn is left out");
    let tiers: Vec<_> = own.tiers.iter().map(|one| (one.partner_name.as_str(), one.tier.as_str())).collect();
    assert_eq!(
        tiers,
        [("Litware", "certified")],
        "it helped the company there, whoever gave the last points"
    );
    assert_eq!((own.wanted, own.wanted_in_all), (Vec::new(), 0), "what is over isn't wanted");
    assert_eq!(
        stage.store.request(over.record).await.unwrap().unwrap().state(),
        RequestState::Open,
        "nobody closed it yet"
    );
    let all = told(&stage, all).await.expect("there is something to tell");
    assert_eq!((all.group, all.language), (None, None));
    assert_eq!(all.totals, DigestTotals { awards: 3, points: 160, partners: 2, groups: 2 });
    let applauded: Vec<_> = all.applauded.iter().map(|one| (one.group_name.as_str(), one.applause)).collect();
    assert_eq!(applauded, [("Toronto", 3), ("Ottawa", 2)], "most first");
    assert_eq!((all.applauded[0].place.server, all.applauded[0].place.channel), (SERVER, TORONTO));
    let tiers: Vec<_> = all.tiers.iter().map(|one| (one.partner_name.as_str(), one.tier.as_str())).collect();
    assert_eq!(tiers, [("Litware", "certified"), ("Adatum", "registered")], "highest first, each once");
    let open: Vec<RecordId> = all.wanted.iter().map(|request| request.record).collect();
    assert_eq!((open, all.wanted_in_all), (vec![wanted.record], 1));
    stage.clock.pass(TimeDelta::days(3));
    assert_eq!(stage.store.send_digests().await.unwrap(), 0, "once a month");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn a_month_without_news_makes_no_message(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    stage.approved(proposal(&stage, "Ottawa", OTTAWA, true)).await;
    stage.clock.set(instant(MARCH));
    assert_eq!(stage.store.send_digests().await.unwrap(), 2);
    for errand in digests(&stage).await {
        assert_eq!(told(&stage, &errand).await, None);
    }
    assert!(digests(&stage).await.is_empty(), "nothing waits either");
}

pub async fn who_was_down_tells_the_last_month_alone(database: Database) {
    let mut stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let group = stage.group("Ottawa").await;
    let partner = stage.partner("Litware").await;
    stage.award(group, partner, 100).await;
    stage.clock.set(instant("2026-03-10T12:00:00Z"));
    stage.award(group, partner, 10).await;
    stage.clock.set(instant("2026-04-20T12:00:00Z"));
    stage.restart().await;
    stage.award(group, partner, 5).await;
    assert_eq!(stage.store.send_digests().await.unwrap(), 1);
    let due = digests(&stage).await;
    let [errand] = due.as_slice() else { panic!("not one: {due:?}") };
    let facts = told(&stage, errand).await.expect("late, and told");
    assert_eq!((facts.month, facts.totals.points), (day("2026-03-01"), 10), "neither February nor April");
    // What couldn't be told until the next month was over isn't told any more.
    stage.store.errand_put_off(errand.id, stage.clock.now(), "no-access").await.unwrap();
    stage.clock.set(instant("2026-05-02T12:00:00Z"));
    stage.award(group, partner, 5).await;
    let due = digests(&stage).await;
    assert_eq!(told(&stage, &due[0]).await, None);
    assert_eq!(stage.store.send_digests().await.unwrap(), 1);
    let facts = told(&stage, &digests(&stage).await[0]).await.expect("April");
    assert_eq!((facts.month, facts.totals.points), (day("2026-04-01"), 5));
}

pub async fn who_asks_later_waits_and_who_asks_no_more_is_not_told(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, false).await;
    let first = stage.approved(proposal(&stage, "Ottawa", OTTAWA, true)).await;
    let second = stage.approved(proposal(&stage, "Toronto", TORONTO, false)).await;
    let partner = stage.partner("Litware").await;
    for group in [first.id, second.id] {
        stage.award(group, partner, 10).await;
    }
    stage.clock.set(instant(MARCH));
    assert_eq!(stage.store.send_digests().await.unwrap(), 1, "neither the program nor Toronto asked");
    let change = |group: &ovation::store::Group, digest| GroupProposal {
        group: Some(group.id),
        leaders: vec![LeaderRef::User(LEADER)],
        ..proposal(&stage, &group.name, group.shout_out_channel, digest)
    };
    stage.store.propose_group(change(&first, false)).await.expect("a change");
    stage.store.propose_group(change(&second, true)).await.expect("a change");
    let due = digests(&stage).await;
    assert_eq!(told(&stage, &due[0]).await, None, "Ottawa asks no more");
    assert_eq!(stage.store.send_digests().await.unwrap(), 0, "Toronto waits for the next one");
    stage.clock.set(instant("2026-04-01T04:00:00Z"));
    stage.store.ask_for_help(asked(&stage, second.id, None)).await.expect("a request");
    assert_eq!(stage.store.send_digests().await.unwrap(), 1);
    let due = digests(&stage).await;
    let facts = told(&stage, &due[0]).await.expect("help is wanted");
    assert_eq!((facts.group.as_deref(), facts.wanted.len()), (Some("Toronto"), 1));
}

pub async fn a_digest_names_no_company_that_others_do_not_see(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let group = stage.group("Ottawa").await;
    let [kept, suspended, absorbed] =
        [stage.partner("Litware").await, stage.partner("Adatum").await, stage.partner("Fabrikam").await];
    let nominated = stage.nominated("Northbay").await;
    for (number, partner) in (0..).zip([kept, suspended, absorbed, nominated]) {
        thanked(&stage, group, partner, 10, number + 1).await;
    }
    stage.store.suspend_partner(stage.suspension(suspended, false)).await.expect("suspended");
    let order = MergeOrder {
        act: stage.act(),
        by: STAFF,
        absorbed,
        into: kept,
        since: None,
        take_back: false,
        reason: Reason::parse("One company now").expect("a reason"),
    };
    stage.store.merge_partners(order).await.expect("merged");
    stage.clock.set(instant(MARCH));
    assert_eq!(stage.store.send_digests().await.unwrap(), 1);
    let facts = told(&stage, &digests(&stage).await[0]).await.expect("there is something to tell");
    let applauded: Vec<_> =
        facts.applauded.iter().map(|one| (one.partner_name.as_str(), one.applause)).collect();
    assert_eq!(applauded, [("Litware", 3), ("Litware", 1)], "as the company that it is now");
    let tiers: Vec<_> = facts.tiers.iter().map(|one| one.partner_name.as_str()).collect();
    assert_eq!(tiers, ["Litware"]);
    assert_eq!(facts.totals, DigestTotals { awards: 4, points: 40, partners: 3, groups: 1 });
}

pub async fn what_changes_until_it_is_drawn_is_told_as_it_is_then(database: Database) {
    let stage = Stage::new(database).await;
    let first = stage.approved(proposal(&stage, "Ottawa", OTTAWA, true)).await;
    let second = stage.approved(proposal(&stage, "Toronto", TORONTO, true)).await;
    let partner = stage.partner("Litware").await;
    let given = stage.award(first.id, partner, 40).await;
    stage.award(second.id, partner, 10).await;
    stage.clock.set(instant(MARCH));
    assert_eq!(stage.store.send_digests().await.unwrap(), 2);
    // An award of the month is put right in the next one, its group moves, and the other group is closed.
    let correction = stage.correction(given.record, partner, 30, "An hour, not two");
    stage.store.correct(correction).await.expect("it is put right");
    let elsewhere = Channel::new(303);
    let moved = GroupProposal { group: Some(first.id), ..proposal(&stage, "Ottawa", elsewhere, true) };
    stage.store.propose_group(moved).await.expect("a change");
    stage.store.close_group(stage.closing(second.id)).await.expect("closed");
    let due = digests(&stage).await;
    let (of_closed, of_moved): (Vec<_>, Vec<_>) =
        due.into_iter().partition(|errand| errand.channel == TORONTO);
    for errand in &of_closed {
        assert_eq!(told(&stage, errand).await, None, "a group that is closed is told nothing");
    }
    let [errand] = of_moved.as_slice() else { panic!("not one: {of_moved:?}") };
    assert_eq!(errand.channel, elsewhere, "where the group is now");
    let facts = told(&stage, errand).await.expect("there is something to tell");
    assert_eq!(facts.totals, DigestTotals { awards: 1, points: 30, partners: 1, groups: 1 });
    stage.clock.set(instant("2026-04-01T04:00:00Z"));
    stage.store.send_digests().await.unwrap();
    let later = digests(&stage).await;
    assert_eq!(told(&stage, &later[0]).await, None, "what was put right in March was given in February");
}

crate::contract!(
    what_changes_until_it_is_drawn_is_told_as_it_is_then,
    a_month_is_told_once_to_each_that_asked,
    a_month_without_news_makes_no_message,
    who_was_down_tells_the_last_month_alone,
    who_asks_later_waits_and_who_asks_no_more_is_not_told,
    a_digest_names_no_company_that_others_do_not_see,
);
