//! Merges: two companies are one, with what both have; and two again, with what each had.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use ovation::points::approval::Verdict;
use ovation::points::evaluation::Held;
use ovation::points::ids::{GroupId, PartnerId};
use ovation::points::refusal::Refusal;
use ovation::points::text::Reason;
use ovation::store::outside::Account;
use ovation::store::{
    Awarded, GroupProposal, LeaderRef, MergeOrder, Merged, Outcome, RepresentativeChange, ReservationOrder,
};

use crate::clock::instant;
use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, RULES, STAFF, Stage, at_once, contribution, refused};

/// Another leader.
const SECOND: Account = Account::new(12);

pub fn merge(stage: &Stage, absorbed: PartnerId, into: PartnerId) -> MergeOrder {
    let reason = Reason::parse("It was bought").expect("a reason");
    MergeOrder { act: stage.act(), by: STAFF, absorbed, into, since: None, take_back: false, reason }
}

pub fn back(stage: &Stage, absorbed: PartnerId, into: PartnerId) -> MergeOrder {
    MergeOrder { take_back: true, ..merge(stage, absorbed, into) }
}

pub async fn merged(stage: &Stage, absorbed: PartnerId, into: PartnerId) -> Merged {
    stage.store.merge_partners(merge(stage, absorbed, into)).await.expect("two companies")
}

async fn tier(stage: &Stage, partner: PartnerId) -> Option<String> {
    stage.store.partner(partner).await.unwrap().unwrap().tier.map(|tier| tier.to_string())
}

async fn held(stage: &Stage, partner: PartnerId) -> Vec<Vec<i64>> {
    let days = format!(
        "SELECT COALESCE(tier_since, 0), COALESCE(guaranteed_until, 0), COALESCE(warned_until, 0) FROM partner WHERE id = {partner}"
    );
    stage.raw().await.numbers(&days).await
}

pub async fn points(stage: &Stage, partner: PartnerId) -> (i64, usize) {
    let shown = stage.store.standing(partner, 0).await.unwrap().standing;
    (shown.points().get(), shown.groups())
}

pub async fn sound(stage: &Stage) {
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn represent(stage: &Stage, partner: PartnerId, who: Account, add: bool) -> Outcome<()> {
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who, add };
    stage.store.change_representative(change).await.map(|_| ())
}

/// Two groups, and two companies of which each has a talk of 80 points from one of them.
pub async fn two(stage: &Stage) -> ([GroupId; 2], [PartnerId; 2]) {
    let groups = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let partners = [stage.partner("Fabrikam").await, stage.partner("Litware").await];
    stage.award(groups[0], partners[0], 80).await;
    stage.award(groups[1], partners[1], 80).await;
    (groups, partners)
}

pub async fn both_are_one_with_what_both_have_and_two_again_with_what_each_had(database: Database) {
    let stage = Stage::new(database).await;
    let (groups, [fabrikam, litware]) = two(&stage).await;
    let before = [held(&stage, fabrikam).await, held(&stage, litware).await];
    let order = merge(&stage, fabrikam, litware);
    let first = stage.store.merge_partners(order.clone()).await.unwrap();
    assert_eq!((first.into_standing.points().get(), first.into_standing.groups()), (160, 2));
    assert_eq!(first.into.tier.as_ref().unwrap().as_str(), "certified", "together they reach it");
    assert_eq!(first.absorbed.tier, None);
    assert_eq!(stage.store.merge_partners(order).await.unwrap(), first, "the same act is the same answer");
    sound(&stage).await;
    for one in [fabrikam, litware] {
        let shown = stage.store.standing(one, 5).await.unwrap();
        assert_eq!((shown.partner.id, shown.standing.points().get()), (litware, 160), "seen from each");
        assert_eq!(shown.together_with, ["Fabrikam"]);
        assert_eq!(shown.thanks.len(), 2);
        assert!(shown.thanks[0].record > shown.thanks[1].record);
    }
    // An award of the day before is taken back: it counted for both.
    let third = stage.award(groups[0], litware, 30).await;
    assert_eq!((third.receipt.standing_before, third.receipt.standing), (160, 190));
    let award = stage.store.standing(fabrikam, 5).await.unwrap().thanks[2].record;
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    assert_eq!(points(&stage, litware).await, (110, 2));
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("registered"), "it falls at once");
    stage.award(groups[0], litware, 100).await;
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("certified"));
    sound(&stage).await;
    stage.clock.pass(TimeDelta::days(3));
    let apart = stage.store.merge_partners(back(&stage, fabrikam, litware)).await.unwrap();
    assert_eq!(apart.absorbed_standing.points().get(), 0);
    assert_eq!(apart.into_standing.points().get(), 210);
    assert_eq!(tier(&stage, fabrikam).await.as_deref(), Some("registered"));
    assert_eq!(held(&stage, fabrikam).await, before[0], "as it was held before");
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("certified"), "it reaches that alone by now");
    let roots = "SELECT COUNT(*) FROM partner WHERE root IS NOT NULL OR merged_into IS NOT NULL";
    assert_eq!(stage.raw().await.number(roots).await, 0);
    sound(&stage).await;
    merged(&stage, litware, fabrikam).await;
    stage.store.merge_partners(back(&stage, litware, fabrikam)).await.unwrap();
    sound(&stage).await;
}

pub async fn a_tier_that_the_other_one_brought_is_gone_when_they_are_two_again(database: Database) {
    let stage = Stage::new(database).await;
    let (_, [fabrikam, litware]) = two(&stage).await;
    let before = [held(&stage, fabrikam).await, held(&stage, litware).await];
    stage.clock.pass(TimeDelta::days(2));
    merged(&stage, fabrikam, litware).await;
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("certified"));
    assert_eq!(held(&stage, fabrikam).await, [[0, 0, 0]]);
    stage.store.merge_partners(back(&stage, fabrikam, litware)).await.unwrap();
    for (one, before) in [fabrikam, litware].into_iter().zip(before) {
        assert_eq!(tier(&stage, one).await.as_deref(), Some("registered"));
        assert_eq!(held(&stage, one).await, before);
    }
    assert_eq!(points(&stage, litware).await, (80, 1));
    let told = "SELECT COUNT(*) FROM outbox o JOIN record t ON t.id = o.record_id JOIN record m ON m.id = t.cause WHERE m.kind IN ('merge', 'merge-taken-back')";
    assert_eq!(stage.raw().await.number(told).await, 0, "nobody gave anything, so nothing is told");
    sound(&stage).await;
}

pub async fn a_cell_and_a_share_are_those_of_both(database: Database) {
    let rules = RULES.replace("carry_over = 100", "carry_over = 100\nper_partner_share = 40");
    let stage = Stage::with(database, &rules).await;
    let group = stage.group("Ottawa").await;
    let (fabrikam, litware) = (stage.partner("Fabrikam").await, stage.partner("Litware").await);
    stage.award(group, fabrikam, 15).await;
    stage.award(group, litware, 15).await;
    let counted = async |one| {
        let shown = stage.store.standing(one, 0).await.unwrap().standing;
        shown.contribution(&contribution("talk")).counted
    };
    assert_eq!(counted(litware).await, 0, "15 points are too few for a talk");
    merged(&stage, fabrikam, litware).await;
    assert_eq!(counted(litware).await, 1, "30 on one day from one group are a talk");
    let alike = refused(
        stage
            .store
            .award({
                let mut order = stage.order(group, litware, 20);
                order.request.confirmed = false;
                order
            })
            .await,
    );
    assert!(matches!(alike, Refusal::LooksLikeDuplicate { points, .. } if points.get() == 15), "{alike:?}");
    stage.award(group, litware, 70).await;
    assert_eq!(counted(litware).await, 1, "the same cell");
    let most = refused(stage.give(stage.order(group, litware, 101)).await);
    assert!(
        matches!(most, Refusal::ShareExceeded { given, most, .. } if (given.get(), most.get()) == (100, 200)),
        "{most:?}"
    );
    stage.award(group, litware, 100).await;
    let second = refused(stage.give(stage.order(group, litware, 1)).await);
    assert!(matches!(second, Refusal::ShareExceeded { .. }), "{second:?}");
    sound(&stage).await;
    stage.store.merge_partners(back(&stage, fabrikam, litware)).await.unwrap();
    stage.award(group, fabrikam, 185).await;
    sound(&stage).await;
}

/// Certified asks for two talks: a cell counts once, and from 25 points up, whichever of both the points went to.
pub async fn a_tier_is_judged_by_cells_that_both_fill(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let groups = [stage.group("Ottawa").await, stage.group("Toronto").await];
    let (fabrikam, litware) = (stage.partner("Fabrikam").await, stage.partner("Litware").await);
    stage.award(groups[0], fabrikam, 15).await;
    stage.award(groups[1], litware, 100).await;
    let mut room = stage.order(groups[0], litware, 50);
    room.request.contribution = contribution("venue");
    stage.give(room).await.unwrap();
    merged(&stage, fabrikam, litware).await;
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("registered"), "165 points, and one talk");
    let mut again = stage.order(groups[0], litware, 10);
    again.request.confirmed = false;
    let alike = refused(stage.give(again).await);
    assert!(matches!(alike, Refusal::LooksLikeDuplicate { points, .. } if points.get() == 15), "{alike:?}");
    let second = stage.award(groups[0], litware, 10).await;
    assert_eq!(second.receipt.tier.unwrap().as_str(), "certified", "15 and 10 points are a talk");
    stage.store.reverse(stage.reversal(second.record)).await.unwrap();
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("registered"), "15 are none");
    sound(&stage).await;
}

/// The same where a second leader decides.
pub async fn an_approved_award_adds_to_the_cell_of_both(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let leaders = [LEADER, SECOND].map(LeaderRef::User).to_vec();
    let group = stage.approved(GroupProposal { leaders, ..stage.proposal("Ottawa") }).await.id;
    let other = stage.group("Toronto").await;
    let (fabrikam, litware) = (stage.partner("Fabrikam").await, stage.partner("Litware").await);
    stage.award(group, fabrikam, 30).await;
    let mut room = stage.order(other, litware, 20);
    room.request.contribution = contribution("venue");
    stage.give(room).await.unwrap();
    merged(&stage, fabrikam, litware).await;
    let Awarded::Reserved(asked) = stage.store.award(stage.order(group, litware, 110)).await.unwrap() else {
        panic!("given at once")
    };
    let (act, roles, verdict) = (stage.act(), Vec::new(), Verdict::Approve);
    let order = ReservationOrder { act, by: SECOND, roles, staff: false, reservation: asked.record, verdict };
    stage.store.decide_reservation(order).await.unwrap();
    assert_eq!(points(&stage, litware).await, (160, 2));
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("registered"), "it is one talk, not two");
    sound(&stage).await;
}

pub async fn many_at_once_to_the_company_that_stays_are_as_one_after_another(database: Database) {
    let stage = Stage::new(database).await;
    let ([group, _], [fabrikam, litware]) = two(&stage).await;
    merged(&stage, fabrikam, litware).await;
    let answers = at_once(40, |number| {
        let partner = if number % 4 == 0 { fabrikam } else { litware };
        let (store, order) = (Arc::clone(&stage.store), stage.order(group, partner, 5));
        async move { store.award(order).await }
    })
    .await;
    let (given, not): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!((given.len(), not.len()), (30, 10));
    for refusal in not.into_iter().map(refused) {
        assert_eq!(refusal, Refusal::PartnerMerged { into: "Litware".to_owned() });
    }
    let mut totals: Vec<i64> =
        given.into_iter().map(|one| one.unwrap().given().expect("no approval").receipt.standing).collect();
    totals.sort_unstable();
    assert_eq!(totals, (1..=30).map(|number| 160 + 5 * number).collect::<Vec<_>>());
    sound(&stage).await;
}

pub async fn what_waits_for_the_absorbed_one_is_given_and_counts_for_both(database: Database) {
    let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
    let stage = Stage::with(database, &rules).await;
    let leaders = [LEADER, SECOND].map(LeaderRef::User).to_vec();
    let group = stage.approved(GroupProposal { leaders, ..stage.proposal("Ottawa") }).await.id;
    let other = stage.group("Toronto").await;
    let (fabrikam, litware) = (stage.partner("Fabrikam").await, stage.partner("Litware").await);
    stage.award(other, litware, 40).await;
    let Awarded::Reserved(asked) = stage.store.award(stage.order(group, fabrikam, 120)).await.unwrap() else {
        panic!("given at once")
    };
    merged(&stage, fabrikam, litware).await;
    let decide = |by| ReservationOrder {
        act: stage.act(),
        by,
        roles: Vec::new(),
        staff: false,
        reservation: asked.record,
        verdict: Verdict::Approve,
    };
    represent(&stage, litware, SECOND, true).await.unwrap();
    assert_eq!(refused(stage.store.decide_reservation(decide(SECOND)).await), Refusal::Conflict);
    represent(&stage, litware, SECOND, false).await.unwrap();
    stage.store.decide_reservation(decide(SECOND)).await.unwrap();
    assert_eq!(points(&stage, litware).await, (160, 2));
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("certified"), "the one that stays rises");
    assert_eq!(tier(&stage, fabrikam).await, None);
    sound(&stage).await;
    stage.store.merge_partners(back(&stage, fabrikam, litware)).await.unwrap();
    assert_eq!((points(&stage, fabrikam).await, points(&stage, litware).await), ((120, 1), (40, 1)));
    sound(&stage).await;
}

/// What the absorbed one has counts from the merge's day on, also where nights before it are judged later.
pub async fn a_night_is_judged_by_who_was_one_on_it(database: Database) {
    let rules =
        RULES.replace("window_months = 12", "window_months = 2\nguarantee_months = 1\ngrace_days = 10");
    let stage = Stage::with(database, &rules).await;
    let (_, [fabrikam, litware]) = two(&stage).await;
    let [third, fourth] = [stage.group("Rust").await, stage.group("Night").await];
    stage.award(third, litware, 80).await;
    assert_eq!(tier(&stage, litware).await.as_deref(), Some("certified"), "by the awards of 10 February");
    stage.store.evaluate().await.unwrap();
    stage.clock.set(instant("2026-04-05T17:00:00Z"));
    stage.store.evaluate().await.unwrap();
    stage.award(fourth, fabrikam, 90).await;
    stage.award(third, fabrikam, 90).await;
    // What Litware has of February counts up to 9 April; from the 12th on it has what Fabrikam has.
    stage.clock.set(instant("2026-04-13T17:00:00Z"));
    let since = NaiveDate::from_ymd_opt(2026, 4, 12);
    let order = MergeOrder { since, ..merge(&stage, fabrikam, litware) };
    stage.store.merge_partners(order).await.unwrap();
    stage.store.evaluate().await.unwrap();
    let kept = stage.store.standing(litware, 0).await.unwrap().held.expect("a tier");
    let on = |day: &str| day.parse::<NaiveDate>().expect("a day");
    assert_eq!(kept.tier.as_str(), "certified");
    let Held { since, warned_until, .. } = kept;
    assert_eq!(
        (since, warned_until),
        (on("2026-04-12"), None),
        "warned while alone, and requalified on the day from which on they were one"
    );
    sound(&stage).await;
}

pub async fn a_statement_of_the_one_that_stays_has_the_records_of_both(database: Database) {
    let stage = Stage::new(database).await;
    let (_, [fabrikam, litware]) = two(&stage).await;
    merged(&stage, fabrikam, litware).await;
    let covered = stage.store.sequence().await.unwrap();
    let statement = async |of: PartnerId| stage.store.statement_of(of, covered).await.unwrap().unwrap().0;
    let joint = statement(litware).await;
    assert_eq!(joint.merged.iter().map(|one| one.id).collect::<Vec<_>>(), [fabrikam.get()]);
    let awards = joint.lines.iter().filter(|(line, _)| line.kind == "award");
    let of: Vec<_> = awards.map(|(line, _)| line.partner_id.expect("a company")).collect();
    assert_eq!(of, [fabrikam.get(), litware.get()]);
    assert_eq!(joint.groups.len(), 2);
    let own = statement(fabrikam).await;
    assert!(
        own.merged.is_empty() && own.lines.iter().all(|(line, _)| line.partner_id == Some(fabrikam.get()))
    );
}

crate::contract!(
    a_statement_of_the_one_that_stays_has_the_records_of_both,
    both_are_one_with_what_both_have_and_two_again_with_what_each_had,
    a_tier_that_the_other_one_brought_is_gone_when_they_are_two_again,
    a_cell_and_a_share_are_those_of_both,
    a_tier_is_judged_by_cells_that_both_fill,
    an_approved_award_adds_to_the_cell_of_both,
    many_at_once_to_the_company_that_stays_are_as_one_after_another,
    what_waits_for_the_absorbed_one_is_given_and_counts_for_both,
    a_night_is_judged_by_who_was_one_on_it,
);
