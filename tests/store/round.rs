//! Recognition that goes round: what a company is applauded for, news of tiers in other groups, shout-outs that are
//! published.

use chrono::TimeDelta;
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::refusal::Refusal;
use ovation::store::outside::{Account, Channel, Message};
use ovation::store::{
    Errand, ErrandId, Facts, GroupChoices, GroupProposal, OpeningOrder, ProgramChannels, Purpose, WallTier,
};

use crate::database::Database;
use crate::stage::{RULES, STAFF, Stage, at_once, contribution, refused};

const ANNOUNCEMENTS: Channel = Channel::new(131);
const OTTAWA: Channel = Channel::new(301);
const TORONTO: Channel = Channel::new(302);
const ELSEWHERE: Channel = Channel::new(303);

const NEWS: GroupChoices =
    GroupChoices { tier_news: true, publishes: false, digest: false, wall_hidden: false };
const PUBLISHES: GroupChoices =
    GroupChoices { tier_news: false, publishes: true, digest: false, wall_hidden: false };

async fn group(stage: &Stage, name: &str, channel: Channel, choices: GroupChoices) -> GroupId {
    let proposal = GroupProposal { shout_out_channel: channel, choices, ..stage.proposal(name) };
    stage.approved(proposal).await.id
}

/// Ottawa, which asks for news, and Toronto lift a company by their thanks: the program, and Toronto's award.
pub async fn lifted(stage: &Stage) -> (PartnerId, RecordId) {
    let channels = ProgramChannels { announcements: Some(ANNOUNCEMENTS), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let (first, second) =
        (group(stage, "Ottawa", OTTAWA, NEWS).await, group(stage, "Toronto", TORONTO, NEWS).await);
    let partner = stage.partner("Litware").await;
    // Its first tier is nobody's merit.
    stage.store.send_tiers_round().await.unwrap();
    stage.award(first, partner, 100).await;
    let award = stage.award(second, partner, 50).await;
    assert_eq!(award.receipt.tier.unwrap().as_str(), "certified");
    (partner, award.record)
}

/// Where the new tier is told, of what is due now.
async fn told(stage: &Stage) -> Vec<Errand> {
    let mut told = stage.due().await;
    told.retain(|errand| errand.purpose == Purpose::Tier && errand.channel != ANNOUNCEMENTS);
    told.sort_by_key(|errand| errand.channel.get());
    told
}

fn channels(errands: &[Errand]) -> Vec<Channel> {
    errands.iter().map(|errand| errand.channel).collect()
}

async fn post(stage: &Stage, errand: &Errand, message: u64) {
    stage.store.begin_errand(errand).await.unwrap().expect("it is to be told");
    stage.store.errand_done(errand.id, errand.channel, Message::new(message)).await.unwrap();
}

pub async fn a_companys_applause_is_that_of_awards_that_stand(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let mut awards = Vec::new();
    for _ in 0..2 {
        awards.push(stage.award(group, partner, 10).await.record);
    }
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    let shout_outs: Vec<ErrandId> =
        due.iter().filter(|errand| errand.purpose == Purpose::Award).map(|errand| errand.id).collect();
    for (shout_out, members) in shout_outs.iter().zip([3, 2]) {
        for member in 0..members {
            stage.store.applaud(*shout_out, Account::new(900 + member)).await.unwrap();
        }
    }
    let applause = async || stage.store.standing(partner, 5).await.expect("the company's standing").applause;
    assert_eq!(applause().await, 5);
    stage.store.reverse(stage.reversal(awards[0])).await.unwrap();
    assert_eq!(applause().await, 2, "what was taken back loses its own");
}

pub async fn a_new_tier_goes_round_once_to_the_groups_that_helped_and_asked(database: Database) {
    let stage = Stage::new(database).await;
    group(&stage, "Montréal", ELSEWHERE, NEWS).await;
    let (partner, _) = lifted(&stage).await;
    stage.clock.pass(TimeDelta::seconds(20));
    assert_eq!(channels(&told(&stage).await), [TORONTO], "no award waits for the others");
    let rounds = at_once(4, |_| {
        let store = std::sync::Arc::clone(&stage.store);
        async move { store.send_tiers_round().await }
    });
    for round in rounds.await {
        round.unwrap();
    }
    let told = told(&stage).await;
    assert_eq!(channels(&told), [OTTAWA, TORONTO], "once each, and not who didn't thank them");
    for (errand, helped) in told.iter().zip([Some("Ottawa"), None]) {
        match stage.store.facts(errand.id).await.unwrap() {
            Facts::Tier(facts) => {
                assert_eq!((facts.partner, facts.helped.as_deref()), (partner, helped));
                assert_eq!((facts.points, facts.withdrawn), (150, false));
            }
            other => panic!("not a tier: {other:?}"),
        }
    }
}

pub async fn who_does_not_ask_or_shares_the_channel_hears_nothing_twice(database: Database) {
    let stage = Stage::new(database).await;
    let quiet = group(&stage, "Québec", ELSEWHERE, GroupChoices::default()).await;
    let (first, second) =
        (group(&stage, "Ottawa", OTTAWA, NEWS).await, group(&stage, "Ottawa at night", OTTAWA, NEWS).await);
    let last = group(&stage, "Toronto", TORONTO, NEWS).await;
    let partner = stage.partner("Litware").await;
    for (group, points) in [(quiet, 40), (first, 40), (second, 40), (last, 40)] {
        stage.award(group, partner, points).await;
    }
    stage.store.send_tiers_round().await.unwrap();
    stage.clock.pass(TimeDelta::seconds(20));
    assert_eq!(channels(&told(&stage).await), [OTTAWA, TORONTO]);
    // Who asks later isn't told of what was before.
    let choices = GroupChoices { tier_news: true, ..GroupChoices::default() };
    let change = GroupProposal {
        group: Some(quiet),
        shout_out_channel: ELSEWHERE,
        choices,
        ..stage.proposal("Québec")
    };
    assert_eq!(stage.store.propose_group(change.clone()).await.unwrap().choices, choices);
    stage.store.send_tiers_round().await.unwrap();
    assert_eq!(channels(&told(&stage).await), [OTTAWA, TORONTO]);
    let again = GroupProposal { act: stage.act(), ..change };
    assert_eq!(refused(stage.store.propose_group(again).await), Refusal::NothingToChange);
}

pub async fn what_went_round_is_withdrawn_with_the_tier(database: Database) {
    let stage = Stage::new(database).await;
    let (_, award) = lifted(&stage).await;
    stage.store.send_tiers_round().await.unwrap();
    stage.clock.pass(TimeDelta::seconds(20));
    for (number, errand) in (900..).zip(stage.due().await) {
        post(&stage, &errand, number).await;
    }
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    let due = stage.due().await;
    let places: Vec<Channel> = due.iter().map(|errand| errand.channel).collect();
    assert!(places.contains(&OTTAWA), "{places:?}");
    assert_eq!(due.len(), 4, "the award's message, and the tier's in both groups and to all");
    for errand in due {
        assert_eq!(errand.purpose, Purpose::Redraw);
        assert!(stage.store.begin_errand(&errand).await.unwrap().unwrap().withdrawn());
    }
}

pub async fn a_tier_that_fell_before_it_went_round_does_not(database: Database) {
    for before in [true, false] {
        let stage = Stage::new(database).await;
        let (_, award) = lifted(&stage).await;
        if before {
            stage.store.send_tiers_round().await.unwrap();
        }
        stage.store.reverse(stage.undo(award)).await.unwrap();
        stage.store.send_tiers_round().await.unwrap();
        stage.clock.pass(TimeDelta::seconds(20));
        assert_eq!(channels(&told(&stage).await), [], "went round before: {before}");
    }
}

pub async fn what_nobody_gave_goes_round_to_nobody(database: Database) {
    let stage = Stage::new(database).await;
    let (lifted, _) = lifted(&stage).await;
    stage.store.send_tiers_round().await.unwrap();
    // A company without a tier becomes one with the lifted one, and two again; another brings what it has of Ottawa.
    let other = stage.partner("Fabrikam").await;
    let before = stage.raw().await.number("SELECT COUNT(*) FROM outbox WHERE purpose = 'tier'").await;
    crate::merges::merged(&stage, lifted, other).await;
    stage.store.send_tiers_round().await.unwrap();
    stage.store.merge_partners(crate::merges::back(&stage, lifted, other)).await.unwrap();
    stage.store.send_tiers_round().await.unwrap();
    let asking = stage.raw().await.number("SELECT id FROM user_group WHERE name = 'Ottawa'").await;
    let brought = OpeningOrder {
        tier: Some("certified".to_owned()),
        contribution: Some(contribution("talk")),
        group: Some(GroupId::from_raw(asking)),
        ..crate::openings::order(&stage, "Adatum", 200, "2026-01-05")
    };
    let opened = stage.store.open(&[brought]).await.unwrap().unwrap().remove(0);
    assert_eq!(opened.tier.unwrap().as_str(), "certified");
    let has = format!(
        "SELECT COUNT(*) FROM standing WHERE group_id = {asking} AND partner_id = {}",
        opened.partner
    );
    assert_eq!(stage.raw().await.number(&has).await, 1);
    stage.store.send_tiers_round().await.unwrap();
    let after = stage.raw().await.number("SELECT COUNT(*) FROM outbox WHERE purpose = 'tier'").await;
    assert_eq!(after, before);
    let news = stage.store.wall_tiers(50).await.unwrap();
    let certified = |one: &&WallTier| one.to.as_ref().is_some_and(|tier| tier.as_str() == "certified");
    let told: Vec<_> = news.iter().filter(certified).map(|one| one.partner.name.as_str()).collect();
    assert_eq!(told, ["Litware"], "nor is it news on the wall");
}

/// Who is told: who thanked the company in the window, with points that stand, and takes part; also whoever thanked one that is
/// a part of it by now.
pub async fn only_thanks_that_count_bring_a_group_the_news(database: Database) {
    let rules = RULES.replace("window_months = 12", "window_months = 2");
    let stage = Stage::with(database, &rules).await;
    let partner = stage.partner("Litware").await;
    let bought = stage.partner("Fabrikam").await;
    let mut groups = Vec::new();
    for (channel, name) in (301..).zip(["Long ago", "Taken back", "Closed", "Bought", "Stays", "Lifts"]) {
        groups.push(group(&stage, name, Channel::new(channel), NEWS).await);
    }
    let [long_ago, taken_back, closed, of_bought, stays, lifts] = groups[..] else { panic!("six groups") };
    stage.award(long_ago, partner, 25).await;
    stage.clock.pass(TimeDelta::days(70));
    let award = stage.award(taken_back, partner, 25).await.record;
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    stage.award(closed, partner, 25).await;
    stage.store.close_group(stage.closing(closed)).await.unwrap();
    stage.award(of_bought, bought, 25).await;
    crate::merges::merged(&stage, bought, partner).await;
    stage.award(stays, partner, 25).await;
    stage.store.send_tiers_round().await.unwrap();
    let award = stage.award(lifts, partner, 100).await;
    assert_eq!(award.receipt.tier.unwrap().as_str(), "certified");
    stage.clock.pass(TimeDelta::seconds(20));
    stage.store.send_tiers_round().await.unwrap();
    assert_eq!(channels(&told(&stage).await), [304, 305, 306].map(Channel::new));
}

pub async fn what_is_no_news_any_more_is_not_told_late(database: Database) {
    for what in ["closed", "asks no more", "suspended", "merged", "nothing"] {
        let stage = Stage::new(database).await;
        let (partner, _) = lifted(&stage).await;
        stage.store.send_tiers_round().await.unwrap();
        stage.clock.pass(TimeDelta::seconds(20));
        let first = stage.raw().await.number("SELECT id FROM user_group WHERE name = 'Ottawa'").await;
        let first = GroupId::from_raw(first);
        match what {
            "closed" => {
                stage.store.close_group(stage.closing(first)).await.unwrap();
            }
            "asks no more" => {
                let change = GroupProposal {
                    group: Some(first),
                    shout_out_channel: OTTAWA,
                    choices: PUBLISHES,
                    ..stage.proposal("Ottawa")
                };
                stage.store.propose_group(change).await.unwrap();
            }
            "suspended" => {
                stage.store.suspend_partner(stage.suspension(partner, false)).await.unwrap();
            }
            "merged" => {
                let into = stage.partner("Fabrikam").await;
                crate::merges::merged(&stage, partner, into).await;
            }
            _ => {}
        }
        let mut begun = Vec::new();
        for errand in told(&stage).await {
            if stage.store.begin_errand(&errand).await.unwrap().is_some() {
                begun.push(errand.channel);
            }
        }
        let expected: &[Channel] = match what {
            "closed" | "asks no more" => &[TORONTO],
            "nothing" => &[OTTAWA, TORONTO],
            _ => &[],
        };
        assert_eq!(begun, expected, "{what}");
    }
}

/// Two awards lift a company, each by a step. Taking back the first one costs it the second step alone.
pub async fn a_tier_that_still_stands_is_not_withdrawn_with_one_above_it(database: Database) {
    let stage = Stage::new(database).await;
    let groups = [stage.group("Ottawa").await, stage.group("Toronto").await, stage.group("Québec").await];
    let partner = stage.partner("Litware").await;
    stage.award(groups[0], partner, 60).await;
    stage.award(groups[1], partner, 60).await;
    let first = stage.award(groups[2], partner, 40).await;
    assert_eq!(first.receipt.tier.unwrap().as_str(), "certified");
    let mut order = stage.order(groups[2], partner, 150);
    order.request.contribution = contribution("venue");
    assert_eq!(stage.give(order).await.unwrap().receipt.tier.unwrap().as_str(), "gold");
    stage.clock.pass(TimeDelta::seconds(20));
    for (number, errand) in (900..).zip(stage.due().await) {
        post(&stage, &errand, number).await;
    }
    stage.store.reverse(stage.reversal(first.record)).await.unwrap();
    assert_eq!(stage.store.partner(partner).await.unwrap().unwrap().tier.unwrap().as_str(), "certified");
    let tier_of = |number: RecordId| {
        format!(
            "SELECT o.id FROM outbox o JOIN record t ON t.id = o.record_id WHERE t.cause = {number} AND o.purpose = 'tier'"
        )
    };
    let told = ErrandId::from_raw(stage.raw().await.number(&tier_of(first.record)).await);
    assert!(!stage.store.facts(told).await.unwrap().withdrawn());
    assert!(stage.store.applaud(told, Account::new(900)).await.unwrap(), "it takes applause as before");
}

pub async fn the_programs_own_channel_is_spoken_to_in_its_language(database: Database) {
    let stage = Stage::new(database).await;
    lifted(&stage).await;
    stage.raw().await.run("UPDATE user_group SET language = 'fr'").await.unwrap();
    stage.clock.pass(TimeDelta::seconds(20));
    for errand in stage.due().await.iter().filter(|errand| errand.purpose == Purpose::Tier) {
        let Facts::Tier(facts) = stage.store.facts(errand.id).await.unwrap() else { panic!("not a tier") };
        let language = (errand.channel != ANNOUNCEMENTS).then_some("fr");
        assert_eq!(facts.language.as_deref(), language, "{}", errand.channel);
    }
}

/// Somebody's shout-out that is out, in a group that has them published; the award.
async fn out(stage: &Stage) -> RecordId {
    let group = group(stage, "Ottawa", OTTAWA, PUBLISHES).await;
    let partner = stage.partner("Litware").await;
    let award = stage.award(group, partner, 10).await.record;
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    let errand = due.iter().find(|errand| errand.purpose == Purpose::Award).expect("the shout-out");
    assert!(due.iter().all(|errand| errand.purpose != Purpose::Crosspost), "it isn't out");
    post(stage, errand, 900).await;
    award
}

async fn to_publish(stage: &Stage) -> Vec<Errand> {
    let mut due = stage.due().await;
    due.retain(|errand| errand.purpose == Purpose::Crosspost);
    due
}

pub async fn a_shout_out_that_is_out_is_published_once(database: Database) {
    let stage = Stage::new(database).await;
    let award = out(&stage).await;
    let due = to_publish(&stage).await;
    let [errand] = due.as_slice() else { panic!("not one: {due:?}") };
    assert_eq!((errand.channel, errand.edits.map(|edits| edits.1)), (OTTAWA, Some(Message::new(900))));
    let later = stage.clock.now() + TimeDelta::minutes(10);
    stage.store.begin_errand(errand).await.unwrap().expect("it is to be published");
    stage.store.errand_put_off(errand.id, later, "put-off").await.unwrap();
    assert_eq!(to_publish(&stage).await, []);
    stage.clock.pass(TimeDelta::minutes(10));
    let due = to_publish(&stage).await;
    post(&stage, &due[0], 900).await;
    assert_eq!(to_publish(&stage).await, []);
    // That it was published is no message of its own: there is one to draw anew.
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    let due = stage.due().await;
    let redraws = due.iter().filter(|errand| errand.purpose == Purpose::Redraw && errand.channel == OTTAWA);
    assert_eq!(redraws.count(), 1);
}

pub async fn what_is_withdrawn_is_not_published(database: Database) {
    let stage = Stage::new(database).await;
    let award = out(&stage).await;
    let due = to_publish(&stage).await;
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    assert_eq!(stage.store.begin_errand(&due[0]).await.unwrap(), None);
    assert_eq!(to_publish(&stage).await, []);
}

crate::contract!(
    a_companys_applause_is_that_of_awards_that_stand,
    a_new_tier_goes_round_once_to_the_groups_that_helped_and_asked,
    who_does_not_ask_or_shares_the_channel_hears_nothing_twice,
    what_went_round_is_withdrawn_with_the_tier,
    a_tier_that_fell_before_it_went_round_does_not,
    what_nobody_gave_goes_round_to_nobody,
    only_thanks_that_count_bring_a_group_the_news,
    what_is_no_news_any_more_is_not_told_late,
    a_tier_that_still_stands_is_not_withdrawn_with_one_above_it,
    the_programs_own_channel_is_spoken_to_in_its_language,
    a_shout_out_that_is_out_is_published_once,
    what_is_withdrawn_is_not_published,
);
