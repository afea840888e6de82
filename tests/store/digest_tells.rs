//! What a digest tells of tiers, of what was put right and of groups that are gone.

use ovation::points::ids::PartnerId;
use ovation::store::{DigestFacts, DigestTotals, OpeningOrder};

use crate::clock::instant;
use crate::database::Database;
use crate::digest::{MARCH, OTTAWA, TORONTO, all_are_told, digests, proposal, thanked, told};
use crate::merges::merged;
use crate::moving::{ELSEWHERE, moving, set_up};
use crate::openings;
use crate::stage::{SERVER, Stage};

/// The first moment of April in Toronto.
const APRIL: &str = "2026-04-01T04:00:00Z";

/// What the program is told when a month is over, if there is something to tell.
async fn of_month(stage: &Stage, until: &str) -> Option<DigestFacts> {
    stage.clock.set(instant(until));
    assert_eq!(stage.store.send_digests().await.expect("it can be told"), 1);
    let due = digests(stage).await;
    told(stage, due.last().expect("it is due")).await
}

fn tiers(facts: &DigestFacts) -> Vec<(&str, &str)> {
    facts.tiers.iter().map(|one| (one.partner_name.as_str(), one.tier.as_str())).collect()
}

/// What lifts a company to the second tier: the second of the two awards.
async fn lifted(stage: &Stage, partner: PartnerId) -> ovation::points::ids::RecordId {
    let [first, second] = [stage.group("Ottawa").await, stage.group("Toronto").await];
    stage.award(first, partner, 100).await;
    stage.award(second, partner, 50).await.record
}

pub async fn a_tier_that_a_company_lost_again_is_no_news(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let partner = stage.partner("Litware").await;
    let early = stage.group("Montréal").await;
    stage.award(early, partner, 10).await;
    stage.clock.set(instant("2026-03-10T12:00:00Z"));
    let award = lifted(&stage, partner).await;
    stage.store.reverse(stage.reversal(award)).await.expect("it is taken back");
    assert_eq!(stage.store.send_digests().await.unwrap(), 1);
    let february = told(&stage, &digests(&stage).await[0]).await.expect("an award");
    assert_eq!(tiers(&february), [("Litware", "registered")], "it holds the tier of February again");
    let march = of_month(&stage, APRIL).await.expect("an award");
    assert_eq!((tiers(&march), march.totals.points), (Vec::new(), 100), "nothing of March is left");
}

pub async fn a_tier_of_the_next_month_waits_for_its_digest(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let partner = stage.partner("Litware").await;
    let early = stage.group("Montréal").await;
    stage.award(early, partner, 10).await;
    stage.clock.set(instant("2026-03-02T12:00:00Z"));
    lifted(&stage, partner).await;
    assert_eq!(stage.store.send_digests().await.unwrap(), 1);
    let february = told(&stage, &digests(&stage).await[0]).await.expect("told late");
    assert_eq!((tiers(&february), february.totals.points), (Vec::new(), 10));
    let march = of_month(&stage, APRIL).await.expect("an award");
    assert_eq!(tiers(&march), [("Litware", "certified")]);
}

pub async fn what_nobody_gave_is_no_news(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let [first, second] = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let [litware, adatum] = [stage.partner("Litware").await, stage.partner("Adatum").await];
    stage.award(first, litware, 100).await;
    stage.award(second, adatum, 60).await;
    merged(&stage, adatum, litware).await;
    let held = stage.store.partner(litware).await.unwrap().unwrap().tier.expect("a tier");
    assert_eq!(held.as_str(), "certified", "together they are there");
    let brought = OpeningOrder {
        tier: Some("gold".to_owned()),
        ..openings::order(&stage, "Fabrikam", 500, "2026-02-01")
    };
    stage.store.open(&[brought]).await.expect("no trouble").expect("no refusal");
    let facts = of_month(&stage, MARCH).await.expect("awards");
    assert_eq!((tiers(&facts), facts.totals.awards), (Vec::new(), 2));
}

pub async fn a_digest_names_eight_new_tiers_and_counts_them_all(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let group = stage.group("Ottawa").await;
    for number in 0..10 {
        let partner = stage.partner(&format!("Company {number}")).await;
        stage.award(group, partner, 10).await;
    }
    let facts = of_month(&stage, MARCH).await.expect("awards");
    let names: Vec<String> = (0..8).map(|number| format!("Company {number}")).collect();
    let told: Vec<&str> = facts.tiers.iter().map(|one| one.partner_name.as_str()).collect();
    assert_eq!((told, facts.tiers_in_all), (names.iter().map(String::as_str).collect(), 10));
}

pub async fn applause_is_told_of_groups_that_are_there_and_leads_to_where_it_is(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let closed = stage.approved(proposal(&stage, "Toronto", TORONTO, false)).await.id;
    let moved = stage.approved(proposal(&stage, "Ottawa", OTTAWA, false)).await.id;
    let partner = stage.partner("Litware").await;
    thanked(&stage, closed, partner, 20, 5).await;
    thanked(&stage, moved, partner, 30, 2).await;
    stage.store.close_group(stage.closing(closed)).await.expect("it is closed");
    stage.clock.set(instant("2026-02-20T12:00:00Z"));
    stage.store.move_group(moving(&stage, moved, ELSEWHERE)).await.expect("it moves");
    stage.approved(set_up(&stage, moved)).await;
    let facts = of_month(&stage, MARCH).await.expect("awards");
    let [thanks] = facts.applauded.as_slice() else { panic!("not one: {:?}", facts.applauded) };
    assert_eq!((thanks.group_name.as_str(), thanks.applause), ("Ottawa", 2));
    assert_eq!((thanks.place.server, thanks.place.channel), (SERVER, OTTAWA), "where it was thanked");
    assert_eq!(facts.totals, DigestTotals { awards: 2, points: 50, partners: 1, groups: 2 });
}

pub async fn what_is_put_right_twice_or_for_another_company_stays_in_its_month(database: Database) {
    let stage = Stage::new(database).await;
    all_are_told(&stage, true).await;
    let group = stage.group("Ottawa").await;
    let [partner, other] = [stage.partner("Litware").await, stage.partner("Adatum").await];
    let twice = stage.award(group, partner, 100).await.record;
    let elsewhere = stage.award(group, partner, 60).await.record;
    stage.clock.set(instant("2026-03-05T12:00:00Z"));
    let once = stage.store.correct(stage.correction(twice, partner, 90, "An hour")).await;
    let once = once.expect("it is put right").award.record;
    stage.store.correct(stage.correction(once, partner, 80, "Less")).await.expect("it is put right again");
    stage.store.correct(stage.correction(elsewhere, other, 60, "Theirs")).await.expect("it is put right");
    assert_eq!(stage.store.send_digests().await.unwrap(), 1);
    let february = told(&stage, &digests(&stage).await[0]).await.expect("awards");
    assert_eq!(february.totals, DigestTotals { awards: 2, points: 140, partners: 2, groups: 1 });
    let march = of_month(&stage, APRIL).await;
    assert_eq!(march.map_or(0, |facts| facts.totals.awards), 0, "nothing was given in March");
}

crate::contract!(
    a_tier_that_a_company_lost_again_is_no_news,
    a_tier_of_the_next_month_waits_for_its_digest,
    what_nobody_gave_is_no_news,
    a_digest_names_eight_new_tiers_and_counts_them_all,
    applause_is_told_of_groups_that_are_there_and_leads_to_where_it_is,
    what_is_put_right_twice_or_for_another_company_stays_in_its_month,
);
