//! What somebody asked for, offered, claimed and wanted to hear of: shown to them, and erased with them.

use chrono::TimeDelta;
use ovation::points::approval::Verdict;
use ovation::points::request::RequestKind;
use ovation::points::text::{Reason, Topic, Wording};
use ovation::store::outside::{Account, Channel, Message};
use ovation::store::{
    Awarded, ClaimOrder, CorrectionOrder, Facts, GroupProposal, LeaderRef, Purpose, RepresentativeChange,
    ReservationOrder, Settles, Subscription,
};

use crate::database::Database;
use crate::model::recount;
use crate::requests::{asked, offer};
use crate::stage::{LEADER, RULES, STAFF, Stage, contribution};

/// Whom it is about: digits that stand nowhere else.
const WHO: Account = Account::new(987_654_321_012_345_678);
/// Their conversation with the bot.
const DIRECT: Channel = Channel::new(876_543_210_123_456_789);

async fn post(stage: &Stage) {
    for _ in 0..3 {
        stage.clock.pass(TimeDelta::minutes(1));
        for errand in stage.due().await {
            if stage.store.begin_errand(&errand).await.expect("no trouble").is_some() {
                let new = Message::new(9_000 + errand.id.get() as u64);
                let message = errand.edits.map_or(new, |(_, message)| message);
                stage.store.errand_done(errand.id, errand.channel, message).await.expect("no trouble");
            }
        }
    }
}

/// Somebody who leads Ottawa and speaks for Litware: asks, offers and claims at Toronto, and hears of what is asked.
async fn busy(stage: &Stage) {
    let led = GroupProposal { by: WHO, leaders: vec![LeaderRef::User(WHO)], ..stage.proposal("Ottawa") };
    let own = stage.approved(led).await.id;
    let other = GroupProposal { leaders_channel: Some(Channel::new(122)), ..stage.proposal("Toronto") };
    let other = stage.approved(other).await.id;
    let partner = stage.partner("Litware").await;
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who: WHO, add: true };
    stage.store.change_representative(change).await.expect("a representative");
    let wanted = Subscription {
        kinds: vec![RequestKind::Speaker],
        language: None,
        own: true,
        direct: Some(DIRECT),
        locale: "fr".to_owned(),
    };
    stage.store.subscribe(WHO, Some(wanted)).await.expect("a subscription");
    let mut order = asked(stage, own, None);
    order.by = WHO;
    order.topic = Topic::parse("An unmistakable topic").expect("a topic");
    order.wording = Wording::parse("Unmistakable help").expect("a text");
    stage.store.ask_for_help(order).await.expect("a request");
    let theirs = stage.store.ask_for_help(asked(stage, other, None)).await.expect("a request").record;
    let mut made = offer(stage, theirs, partner, WHO);
    made.wording = Wording::parse("An unmistakable offer").expect("a text");
    stage.store.offer_help(made).await.expect("an offer");
    let claim = ClaimOrder {
        act: stage.act(),
        by: WHO,
        group: other,
        partner,
        contribution: contribution("talk"),
        reason: Reason::parse("An unmistakable claim").expect("a reason"),
        day: None,
        link: None,
    };
    let claim = stage.store.make_claim(claim).await.expect("a claim").record;
    // Confirmed, it is an award of the group's leader in the words of who claimed it.
    let mut confirmed = stage.order(other, partner, 30);
    confirmed.request.reason = Reason::parse("An unmistakable claim").expect("a reason");
    confirmed.settles = Some(Settles::Claim(claim));
    post(stage).await;
    let given = stage.give(confirmed).await.expect("points");
    // Put right and told otherwise by a leader, in a form that was filled with those words.
    let put_right = |award, points| CorrectionOrder {
        by: LEADER,
        staff: false,
        ..stage.correction(award, partner, points, &format!("An unmistakable claim, {points}"))
    };
    let corrected = stage.store.correct(put_right(given.record, 20)).await.expect("it can be put right");
    let award = corrected.award.record;
    let amend = CorrectionOrder {
        reason: Reason::parse("An unmistakable claim, in short").expect("a reason"),
        ..put_right(award, 20)
    };
    stage.store.correct(amend).await.expect("other words");
    stage.store.notice_what_happened().await.expect("no trouble");
    post(stage).await;
}

pub async fn what_they_claimed_is_erased_from_what_somebody_else_approved(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let group = GroupProposal { leaders_channel: Some(Channel::new(122)), ..stage.proposal("Ottawa") };
    let group = stage.approved(group).await.id;
    let partner = stage.partner("Litware").await;
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who: WHO, add: true };
    stage.store.change_representative(change).await.expect("a representative");
    let reason = || Reason::parse("An unmistakable claim").expect("a reason");
    let claim = ClaimOrder {
        act: stage.act(),
        by: WHO,
        group,
        partner,
        contribution: contribution("talk"),
        reason: reason(),
        day: None,
        link: None,
    };
    let claim = stage.store.make_claim(claim).await.expect("a claim").record;
    let mut confirmed = stage.order(group, partner, 150);
    confirmed.request.reason = reason();
    confirmed.settles = Some(Settles::Claim(claim));
    let Awarded::Reserved(waits) = stage.store.award(confirmed).await.expect("it waits") else {
        panic!("it is above the limit")
    };
    let approve = ReservationOrder {
        act: stage.act(),
        by: STAFF,
        roles: Vec::new(),
        staff: true,
        reservation: waits.record,
        verdict: Verdict::Approve,
    };
    stage.store.decide_reservation(approve).await.expect("approved");
    post(&stage).await;
    let mut raw = stage.raw().await;
    assert!(!raw.mentions("nmistakable").await.is_empty());
    stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    assert_eq!(raw.mentions("nmistakable").await, Vec::<String>::new());
    stage.clock.pass(TimeDelta::minutes(5));
    let mut anew = Vec::new();
    for errand in stage.due().await.into_iter().filter(|errand| errand.purpose == Purpose::Redraw) {
        let (target, _) = errand.edits.expect("a message");
        if let Facts::ShoutOut(facts) = stage.store.facts(target).await.expect("the facts") {
            anew.push(facts.reason);
        }
    }
    assert_eq!(anew, [None], "the shout-out is drawn anew, without their words");
    recount(&*stage.store, &mut raw).await;
}

pub async fn what_they_gave_is_erased_from_what_somebody_else_put_right(database: Database) {
    let stage = Stage::new(database).await;
    let led = GroupProposal { leaders: vec![LeaderRef::User(WHO)], ..stage.proposal("Ottawa") };
    let group = stage.approved(led).await.id;
    let partner = stage.partner("Litware").await;
    let mut order = stage.order(group, partner, 30);
    order.by = WHO;
    order.request.reason = Reason::parse("An unmistakable talk").expect("a reason");
    let given = stage.give(order).await.expect("points");
    let put_right = |award, points, words| stage.correction(award, partner, points, words);
    let amend = put_right(given.record, 30, "An unmistakable talk, in short");
    stage.store.correct(amend).await.expect("other words");
    let correction = put_right(given.record, 20, "An unmistakable talk of an hour");
    let corrected = stage.store.correct(correction).await.expect("it can be put right");
    let amend = put_right(corrected.award.record, 20, "That unmistakable talk");
    stage.store.correct(amend).await.expect("other words");
    let mut raw = stage.raw().await;
    assert!(!raw.mentions("nmistakable").await.is_empty());
    stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    assert_eq!(raw.mentions("nmistakable").await, Vec::<String>::new());
    recount(&*stage.store, &mut raw).await;
}

pub async fn what_they_asked_offered_claimed_and_wanted_is_erased_with_them(database: Database) {
    let stage = Stage::new(database).await;
    busy(&stage).await;
    let kept = stage.store.kept_of(WHO).await.expect("no trouble");
    let wants = kept.wants.clone().expect("what they want is shown");
    assert_eq!((wants.own_companies, wants.direct_messages_in), (true, Some(DIRECT.to_string())));
    assert_eq!(kept.told.len(), 3, "both requests and the award were told to them: {kept:?}");
    let mut raw = stage.raw().await;
    assert!(
        !raw.mentions("nmistakable").await.is_empty() && !raw.mentions(&DIRECT.to_string()).await.is_empty()
    );
    stage.store.erase(stage.act(), WHO).await.expect("no trouble");
    for text in [WHO.to_string(), DIRECT.to_string(), "nmistakable".to_owned()] {
        assert_eq!(raw.mentions(&text).await, Vec::<String>::new(), "{text}");
    }
    assert!(stage.store.kept_of(WHO).await.expect("no trouble").is_empty());
    recount(&*stage.store, &mut raw).await;
    stage.clock.pass(TimeDelta::minutes(5));
    let mut anew = Vec::new();
    for errand in stage.due().await.into_iter().filter(|errand| errand.purpose == Purpose::Redraw) {
        let (target, _) = errand.edits.expect("a message");
        anew.push(match stage.store.facts(target).await.expect("the facts") {
            Facts::Request(request) => {
                assert_eq!(
                    (request.by.is_none(), request.topic.as_str()),
                    (request.topic.is_empty(), request.topic.as_str())
                );
                "request"
            }
            Facts::Offer(offer) => {
                assert_eq!((offer.by, offer.wording.as_str()), (None, ""));
                "offer"
            }
            Facts::ShoutOut(facts) => {
                assert_eq!(facts.reason, None);
                "shout-out"
            }
            Facts::Claim(claim) => {
                assert_eq!(claim.by, None);
                "claim"
            }
            other => panic!("it names nobody: {other:?}"),
        });
    }
    anew.sort_unstable();
    anew.dedup();
    assert_eq!(anew, ["claim", "offer", "request", "shout-out"]);
}

crate::contract!(
    what_they_gave_is_erased_from_what_somebody_else_put_right,
    what_they_asked_offered_claimed_and_wanted_is_erased_with_them,
    what_they_claimed_is_erased_from_what_somebody_else_approved,
);
