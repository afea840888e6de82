//! What follows for a company: tiers that are reached and lost, approval, and being declined.

use chrono::TimeDelta;
use ovation::points::award::PartnerState;
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::refusal::Refusal;
use ovation::store::outside::{Channel, Message};
use ovation::store::{Approval, Errand, Facts, ProgramChannels, Purpose};

use crate::database::Database;
use crate::stage::{SHOUT_OUTS, STAFF, Stage, contribution, refused};

const ANNOUNCEMENTS: Channel = Channel::new(131);

/// A company that two groups have just made certified, and the awards that did it.
async fn certified(stage: &Stage) -> (GroupId, PartnerId, [RecordId; 2]) {
    let channels = ProgramChannels { announcements: Some(ANNOUNCEMENTS), ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    let first = stage.award(group, partner, 100).await;
    assert_eq!(first.receipt.tier.unwrap().as_str(), "registered");
    let second = stage.award(other, partner, 50).await;
    assert_eq!(second.receipt.tier.unwrap().as_str(), "certified");
    (group, partner, [first.record, second.record])
}

async fn tier_of(stage: &Stage, partner: PartnerId) -> Option<String> {
    stage.store.partner(partner).await.unwrap().unwrap().tier.map(|tier| tier.to_string())
}

fn about_tiers(errands: &[Errand]) -> Vec<&Errand> {
    errands.iter().filter(|errand| errand.purpose == Purpose::Tier).collect()
}

pub async fn a_new_tier_is_told_in_the_group_and_to_all(database: Database) {
    let stage = Stage::new(database).await;
    let (_, partner, _) = certified(&stage).await;
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    let told = about_tiers(&due);
    let to_all: Vec<_> = told.iter().filter(|errand| errand.channel == ANNOUNCEMENTS).collect();
    assert_eq!(to_all.len(), 2, "the first tier was told to all when the company was approved");
    let in_group = told.iter().find(|errand| errand.channel == SHOUT_OUTS).expect("told where it was given");
    let facts = stage.store.facts(in_group.id).await.unwrap();
    assert_eq!(stage.store.facts(to_all[1].id).await.unwrap().withdrawn(), facts.withdrawn());
    match facts {
        Facts::Tier(facts) => {
            assert_eq!(
                (facts.partner, facts.points, facts.groups, facts.withdrawn),
                (partner, 150, 2, false)
            );
            assert_eq!(facts.to.as_str(), "certified");
            assert_eq!(facts.at, crate::clock::instant("2026-02-10T15:00:00Z"));
        }
        other => panic!("not a tier: {other:?}"),
    }
}

pub async fn a_reversal_takes_the_tier_and_what_is_not_told_of_it_yet(database: Database) {
    let stage = Stage::new(database).await;
    let (_, partner, [first, _]) = certified(&stage).await;
    stage.store.reverse(stage.reversal(first)).await.unwrap();
    assert_eq!(tier_of(&stage, partner).await.as_deref(), Some("registered"));
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    assert_eq!(about_tiers(&due).len(), 1, "only the first tier is still true");
    let falls = "SELECT COUNT(*) FROM record WHERE kind = 'tier' AND cause IN (SELECT id FROM record WHERE kind = 'reversal')";
    assert_eq!(stage.raw().await.number(falls).await, 1);
}

/// Everything that is due is out.
async fn tell_all(stage: &Stage) {
    stage.clock.pass(TimeDelta::seconds(20));
    for (number, errand) in (900..).zip(stage.due().await) {
        stage.store.begin_errand(&errand).await.unwrap().unwrap();
        stage.store.errand_done(errand.id, errand.channel, Message::new(number)).await.unwrap();
    }
}

pub async fn a_reversal_has_the_tier_that_was_told_drawn_anew(database: Database) {
    let stage = Stage::new(database).await;
    let (_, partner, [_, second]) = certified(&stage).await;
    tell_all(&stage).await;
    stage.store.reverse(stage.reversal(second)).await.unwrap();
    assert_eq!(tier_of(&stage, partner).await.as_deref(), Some("registered"));
    let due = stage.due().await;
    assert_eq!(due.len(), 3, "the award's message and both of the tier");
    for errand in due {
        assert_eq!(errand.purpose, Purpose::Redraw);
        let facts = stage.store.begin_errand(&errand).await.unwrap().unwrap();
        assert!(facts.withdrawn(), "{facts:?}");
    }
}

pub async fn the_tier_that_was_told_is_drawn_anew_though_its_award_was_put_right_before(database: Database) {
    let stage = Stage::new(database).await;
    let (_, partner, [_, mut award]) = certified(&stage).await;
    tell_all(&stage).await;
    for points in [60, 70] {
        let order = stage.correction(award, partner, points, "A talk that was no sales pitch");
        award = stage.store.correct(order).await.expect("it stands").award.record;
    }
    tell_all(&stage).await;
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    assert_eq!(tier_of(&stage, partner).await.as_deref(), Some("registered"));
    let due = stage.due().await;
    assert_eq!(due.len(), 3, "the award's message and both of the tier");
    for errand in due {
        let facts = stage.store.begin_errand(&errand).await.unwrap().unwrap();
        assert!(facts.withdrawn(), "{facts:?}");
    }
}

pub async fn a_tier_falls_at_once_and_an_award_lifts_it_again(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner, [first, _]) = certified(&stage).await;
    stage.store.reverse(stage.reversal(first)).await.unwrap();
    let again = stage.award(group, partner, 100).await.receipt;
    assert_eq!(again.tier_before.unwrap().as_str(), "registered");
    assert_eq!(again.tier.unwrap().as_str(), "certified");
    let third = stage.group("Montréal").await;
    let mut venue = stage.order(third, partner, 150);
    venue.request.contribution = contribution("venue");
    let gold = stage.give(venue).await.unwrap();
    assert_eq!(gold.receipt.tier.unwrap().as_str(), "gold");
    assert_eq!(gold.receipt.next, None);
    stage.store.reverse(stage.reversal(gold.record)).await.unwrap();
    assert_eq!(tier_of(&stage, partner).await.as_deref(), Some("certified"));
}

pub async fn a_nominated_company_keeps_its_standing_and_gets_its_tier_on_approval(database: Database) {
    let stage = Stage::new(database).await;
    let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.nominated("Litware").await;
    stage.award(group, partner, 100).await;
    let receipt = stage.award(other, partner, 100).await.receipt;
    assert_eq!((receipt.standing, receipt.tier, receipt.next), (200, None, None));
    assert_eq!(tier_of(&stage, partner).await, None);
    stage.store.decide_partner(stage.act(), STAFF, partner, Approval::Approve).await.unwrap();
    assert_eq!(tier_of(&stage, partner).await.as_deref(), Some("certified"));
    assert_eq!(stage.store.standing(partner, 9).await.unwrap().standing.points().get(), 200);
}

pub async fn declining_a_company_reverses_its_awards_and_grants_the_points_back(database: Database) {
    let stage = Stage::new(database).await;
    let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.nominated("Litware").await;
    let elsewhere = stage.partner("Adatum").await;
    stage.award(group, elsewhere, 30).await;
    let earlier = stage.award(group, partner, 200).await.record;
    let posted = stage.award(group, partner, 60).await.record;
    let undone = stage.award(other, partner, 70).await.record;
    stage.store.reverse(stage.undo(undone)).await.unwrap();
    stage.clock.pass(TimeDelta::seconds(20));
    let due = stage.due().await;
    let errand = &due[1];
    stage.store.begin_errand(errand).await.unwrap().unwrap();
    stage.store.errand_done(errand.id, errand.channel, Message::new(900)).await.unwrap();
    // The period ends meanwhile: its own points are gone, the grant is in the open one.
    stage.clock.pass(TimeDelta::days(60));
    let act = stage.act();
    let declined = stage.store.decide_partner(act.clone(), STAFF, partner, Approval::Decline).await.unwrap();
    assert_eq!(declined.state, PartnerState::Declined);
    let view = stage.store.allocation(group).await.unwrap().allocation;
    assert_eq!([view.granted().get(), view.spent().get(), view.carried().get()], [260, 0, 100]);
    assert_eq!(stage.store.allocation(other).await.unwrap().allocation.granted().get(), 0, "undone before");
    let standing = stage.store.standing(partner, 9).await.unwrap();
    assert_eq!(standing.standing.points().get(), 0);
    assert!(standing.thanks.iter().all(|line| line.reversed));
    assert_eq!(stage.store.standing(elsewhere, 9).await.unwrap().standing.points().get(), 30);
    let due = stage.due().await;
    let of_group: Vec<_> = due.iter().filter(|errand| errand.channel == SHOUT_OUTS).collect();
    assert_eq!(
        of_group.iter().map(|errand| errand.purpose).collect::<Vec<_>>(),
        [Purpose::Award, Purpose::Redraw]
    );
    assert_eq!(of_group[1].edits, Some((errand.id, Message::new(900))));
    // The same again changes nothing, and nothing of it can be reversed or given again.
    stage.store.decide_partner(act, STAFF, partner, Approval::Decline).await.unwrap();
    for award in [earlier, posted, undone] {
        assert_eq!(refused(stage.store.reverse(stage.reversal(award)).await), Refusal::AlreadyReversed);
    }
    assert_eq!(refused(stage.give(stage.order(group, partner, 1)).await), Refusal::PartnerDeclined);
    assert_eq!(stage.remaining(group).await, 860);
    let causes = "SELECT COUNT(*) FROM record g JOIN record r ON r.id = g.cause JOIN record d ON d.id = r.cause \
                  WHERE g.kind = 'grant' AND r.kind = 'reversal' AND d.kind = 'partner-declined'";
    assert_eq!(stage.raw().await.number(causes).await, 2, "the ledger says why");
}

crate::contract!(
    a_new_tier_is_told_in_the_group_and_to_all,
    a_reversal_takes_the_tier_and_what_is_not_told_of_it_yet,
    a_reversal_has_the_tier_that_was_told_drawn_anew,
    the_tier_that_was_told_is_drawn_anew_though_its_award_was_put_right_before,
    a_tier_falls_at_once_and_an_award_lifts_it_again,
    a_nominated_company_keeps_its_standing_and_gets_its_tier_on_approval,
    declining_a_company_reverses_its_awards_and_grants_the_points_back,
);
