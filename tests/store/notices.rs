//! Who wanted to hear of help wanted is told directly, and nobody else; nobody is flooded.

use chrono::TimeDelta;
use ovation::points::request::{OfferVerdict, RequestKind};
use ovation::points::text::Reason;
use ovation::store::outside::Channel;
use ovation::store::{CorrectionOrder, Errand, Facts, MergeOrder, Notice, Purpose, Subscription, Way};

use crate::database::Database;
use crate::requests::{answer, ask, companies, count, offered, post, speaker_of};
use crate::stage::{LEADER, STAFF, Stage};

/// A channel of direct messages.
const DIRECT: Channel = Channel::new(900);

fn wanted(kinds: &[RequestKind], direct: bool) -> Subscription {
    Subscription {
        kinds: kinds.to_vec(),
        language: None,
        own: true,
        direct: direct.then_some(DIRECT),
        locale: "fr".to_owned(),
    }
}

pub async fn who_asked_for_it_is_told_directly_and_nobody_else(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum", "Fabrikam"]).await;
    let before = stage.award(group, partners[0], 20).await;
    let store = &stage.store;
    store.subscribe(speaker_of(0), Some(wanted(&[RequestKind::Speaker], true))).await.unwrap();
    store.subscribe(speaker_of(1), Some(wanted(&[RequestKind::Venue], true))).await.unwrap();
    store.subscribe(speaker_of(2), Some(wanted(&[RequestKind::Speaker], false))).await.unwrap();
    assert_eq!(store.subscription(speaker_of(1)).await.unwrap(), Some(wanted(&[RequestKind::Venue], true)));
    store.notice_what_happened().await.unwrap();
    let request = ask(&stage, group, None).await;
    let direct = |posted: &[(Errand, Facts)]| -> Vec<(Way, Channel, String)> {
        posted
            .iter()
            .filter_map(|(errand, facts)| match facts {
                Facts::Notice(told) if errand.edits.is_none() => {
                    let what = match &told.notice {
                        Notice::Request(request) => format!("request {}", request.record),
                        Notice::Offer(offer) => format!("{} {}", offer.partner_name, offer.state.as_str()),
                        Notice::Award(award) => format!("award {}", award.receipt.points),
                        Notice::Tier(tier) => format!("tier {}", tier.to),
                    };
                    Some((errand.way, errand.channel, format!("{} {what}", told.locale)))
                }
                _ => None,
            })
            .collect()
    };
    let request_told = (Way::Direct, DIRECT, format!("fr request {}", request.record));
    assert_eq!(
        direct(&post(&stage).await),
        [request_told],
        "one of the right kind, and what was before is not told"
    );
    let offers =
        [offered(&stage, &request, partners[0], 0).await, offered(&stage, &request, partners[1], 1).await];
    store.answer_offer(answer(&stage, offers[0].record, LEADER, OfferVerdict::Accept)).await.unwrap();
    let mut told = direct(&post(&stage).await);
    told.sort_by(|left, right| left.2.cmp(&right.2));
    let said: Vec<&str> = told.iter().map(|one| one.2.as_str()).collect();
    assert_eq!(said, ["fr Adatum closed", "fr Litware accepted"]);
    let undone = stage.award(group, partners[0], 30).await;
    stage.award(group, partners[0], 40).await;
    store.reverse(stage.undo(undone.record)).await.unwrap();
    for _ in 0..2 {
        store.notice_what_happened().await.unwrap();
    }
    stage.clock.pass(TimeDelta::seconds(30));
    let told = direct(&post(&stage).await);
    assert_eq!(
        told,
        [(Way::Direct, DIRECT, "fr award 40".to_owned())],
        "not {before:?}, not what was undone"
    );
    store.subscribe(speaker_of(0), None).await.unwrap();
    stage.award(group, partners[0], 41).await;
    store.notice_what_happened().await.unwrap();
    stage.clock.pass(TimeDelta::seconds(30));
    assert_eq!(direct(&post(&stage).await), []);
}

pub async fn nobody_is_flooded_and_who_was_bought_still_hears(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum"]).await;
    post(&stage).await;
    let notices = async || {
        stage.store.notice_what_happened().await.unwrap();
        stage.clock.pass(TimeDelta::seconds(30));
        count(&post(&stage).await, Purpose::Notice)
    };
    let subscribe = |direct| stage.store.subscribe(speaker_of(0), Some(wanted(&[], direct)));
    subscribe(true).await.unwrap();
    subscribe(false).await.unwrap();
    stage.clock.pass(TimeDelta::days(100));
    stage.award(group, partners[0], 20).await;
    stage.clock.pass(TimeDelta::seconds(1));
    subscribe(true).await.unwrap();
    assert_eq!(notices().await, 0, "what happened meanwhile is not told afterwards");
    let award = stage.award(group, partners[0], 30).await;
    assert_eq!(notices().await, 1);
    // Put right, the message that is out is drawn anew, and no second one comes.
    let correction = CorrectionOrder {
        by: LEADER,
        staff: false,
        day: award.receipt.day,
        ..stage.correction(award.record, partners[0], 40, "An hour more")
    };
    stage.store.correct(correction).await.unwrap();
    assert_eq!(notices().await, 0);
    // Nothing waits for who wants no more.
    ask(&stage, group, None).await;
    stage.award(group, partners[0], 50).await;
    stage.store.notice_what_happened().await.unwrap();
    subscribe(false).await.unwrap();
    assert_eq!(notices().await, 0);
    subscribe(true).await.unwrap();
    // Litware is bought by Adatum: its people hear of what Adatum gets, and see what is offered for both.
    let reason = Reason::parse("It was bought").expect("a reason");
    let merge = MergeOrder {
        act: stage.act(),
        by: STAFF,
        absorbed: partners[0],
        into: partners[1],
        since: None,
        take_back: false,
        reason,
    };
    stage.store.merge_partners(merge).await.unwrap();
    stage.award(group, partners[1], 20).await;
    assert_eq!(notices().await, 1);
    let request = ask(&stage, group, None).await;
    offered(&stage, &request, partners[1], 1).await;
    assert_eq!(stage.store.offers_by(speaker_of(0), 5).await.unwrap().len(), 1);
}

pub async fn who_takes_no_messages_is_left_alone(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    companies(&stage, &["Litware"]).await;
    post(&stage).await;
    stage.store.subscribe(speaker_of(0), Some(wanted(&[RequestKind::Speaker], true))).await.unwrap();
    ask(&stage, group, None).await;
    ask(&stage, group, None).await;
    let due = stage.due().await;
    let notices: Vec<&Errand> = due.iter().filter(|errand| errand.purpose == Purpose::Notice).collect();
    assert_eq!(notices.len(), 2);
    stage.store.begin_errand(notices[0]).await.unwrap().expect("it is to be told");
    stage.store.errand_unwelcome(notices[0].id).await.unwrap();
    assert_eq!(count(&post(&stage).await, Purpose::Notice), 0, "nor the other one");
    let kept = stage.store.subscription(speaker_of(0)).await.unwrap().expect("what they want is kept");
    assert_eq!(kept, wanted(&[RequestKind::Speaker], false));
    let undelivered = stage.store.undelivered(10).await.unwrap();
    assert!(undelivered.iter().all(|one| one.purpose != Purpose::Notice), "staff have nothing to mend");
}

pub async fn a_tier_that_is_withdrawn_is_withdrawn_where_it_was_told_directly(database: Database) {
    let stage = Stage::new(database).await;
    let [first, second] = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let partner = companies(&stage, &["Litware"]).await[0];
    stage.store.subscribe(speaker_of(0), Some(wanted(&[], true))).await.unwrap();
    stage.award(first, partner, 100).await;
    let award = stage.award(second, partner, 60).await;
    assert_eq!(award.receipt.tier.as_ref().map(|tier| tier.as_str()), Some("certified"));
    stage.store.notice_what_happened().await.unwrap();
    stage.clock.pass(TimeDelta::seconds(20));
    let tier = |(_, facts): &(Errand, Facts)| match facts {
        Facts::Notice(told) => match &told.notice {
            Notice::Tier(facts) => Some(facts.withdrawn),
            _ => None,
        },
        _ => None,
    };
    let told: Vec<bool> = post(&stage).await.iter().filter_map(tier).collect();
    assert_eq!(told, [false], "they hear of the tier");
    stage.store.reverse(stage.reversal(award.record)).await.unwrap();
    let anew: Vec<bool> = post(&stage).await.iter().filter_map(tier).collect();
    assert_eq!(anew, [true], "and that it is no more");
}

pub async fn what_was_before_the_first_who_is_told_directly_is_looked_at_by_nobody(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partner = companies(&stage, &["Litware", "Adatum"]).await[0];
    let mut raw = stage.raw().await;
    // They want no direct messages, so the mark stays behind.
    stage.store.subscribe(speaker_of(0), Some(wanted(&[], false))).await.unwrap();
    stage.award(group, partner, 10).await;
    stage.store.notice_what_happened().await.unwrap();
    stage.store.subscribe(speaker_of(1), Some(wanted(&[], true))).await.unwrap();
    let behind = "SELECT (SELECT MAX(id) FROM record) - noticed FROM program";
    assert_eq!(raw.number(behind).await, 0);
    stage.award(group, partner, 10).await;
    // Somebody is told by now: what happened meanwhile is not skipped.
    stage.store.subscribe(speaker_of(0), Some(wanted(&[], false))).await.unwrap();
    assert!(raw.number(behind).await > 0);
}

crate::contract!(
    a_tier_that_is_withdrawn_is_withdrawn_where_it_was_told_directly,
    what_was_before_the_first_who_is_told_directly_is_looked_at_by_nobody,
    who_asked_for_it_is_told_directly_and_nobody_else,
    nobody_is_flooded_and_who_was_bought_still_hears,
    who_takes_no_messages_is_left_alone,
);
