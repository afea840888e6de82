use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{at, group, kind, on, points, sample, tier_id};
use crate::points::Refusal;
use crate::points::award::PartnerState;
use crate::points::evaluation::Held;
use crate::points::ids::PartnerId;
use crate::points::merge::{
    self, Company, MergeDecision, MergeState, Merges, Part, SeparationState, take_back,
};
use crate::points::standing::{Cell, Standing, Tally};
use crate::points::tier::TierMove;

const NOW: &str = "2026-06-15T12:00:00Z";

fn partner(number: i64) -> PartnerId {
    PartnerId::from_raw(number)
}

fn company(number: i64) -> Company {
    Company {
        id: partner(number),
        name: format!("Company {number}"),
        state: PartnerState::Active,
        held: None,
        merged_into: None,
    }
}

fn state() -> MergeState {
    MergeState {
        staff: true,
        merges: Merges::default(),
        absorbed: company(1),
        into: company(2),
        joint: Standing::default(),
    }
}

fn held(tier: &str, since: &str) -> Held {
    Held::begun(&sample(), tier_id(tier), on(since))
}

fn decide(state: &MergeState) -> Result<MergeDecision, Refusal> {
    merge::decide(&sample(), state, None, at(NOW))
}

#[test]
fn a_company_is_another_from_its_day_on() {
    let merges = Merges::from_parts([
        (partner(1), partner(2), on("2026-03-01")),
        (partner(2), partner(3), on("2026-05-01")),
    ])
    .unwrap();
    let survivor = |number, day| merges.survivor(partner(number), on(day)).get();
    assert_eq!([survivor(1, "2026-02-28"), survivor(1, "2026-03-01"), survivor(1, "2026-05-01")], [1, 2, 3]);
    let family =
        |number, day| merges.family(partner(number), on(day)).iter().map(|one| one.get()).collect::<Vec<_>>();
    assert_eq!(family(2, "2026-04-01"), [1, 2]);
    assert_eq!(family(3, "2026-04-01"), [3]);
    assert_eq!(family(1, "2026-06-01"), [1, 2, 3]);
    assert_eq!(family(9, "2026-06-01"), [9]);
}

#[test]
fn a_merge_joins_standing_and_keeps_the_higher_tier() {
    let rules = sample();
    let cell = |number, day| Cell { group: group(number), contribution: kind("presentation"), day: on(day) };
    // Both were thanked for the same evening by the same group: that is one presentation.
    let cells = [
        (cell(1, "2026-06-01"), points(20)),
        (cell(1, "2026-06-01"), points(20)),
        (cell(2, "2026-06-02"), points(460)),
    ];
    let joint = Standing::on_day(&rules, on("2026-06-15"), cells, &[]).unwrap();
    assert_eq!(joint.contribution(&kind("presentation")), Tally { points: points(500), counted: 2 });
    let made = decide(&MergeState { joint: joint.clone(), ..state() }).unwrap();
    assert_eq!((made.from, made.held), (on("2026-06-15"), Some(held("certified", "2026-06-15"))));
    assert_eq!(made.tier, Some(TierMove { from: None, to: Some(tier_id("certified")) }));
    let gold = Company { held: Some(held("gold", "2026-01-01")), ..company(1) };
    let made = decide(&MergeState { joint, absorbed: gold, ..state() }).unwrap();
    assert_eq!(made.held, Some(held("gold", "2026-01-01")));
}

#[test]
fn what_cannot_be_merged_is_refused() {
    let refusal = |state: MergeState| decide(&state).unwrap_err();
    assert_eq!(refusal(MergeState { staff: false, ..state() }), Refusal::StaffOnly);
    assert_eq!(refusal(MergeState { into: company(1), ..state() }), Refusal::MergeWithItself);
    let merges = Merges::from_parts([
        (partner(2), partner(3), on("2026-01-01")),
        (partner(3), partner(1), on("2026-01-01")),
    ])
    .unwrap();
    let circle = MergeState { merges, ..state() };
    assert_eq!(refusal(circle), Refusal::MergeInCircle { into: "Company 2".to_owned() });
    let merged = |number| Company { merged_into: Some("Contoso".to_owned()), ..company(number) };
    let into = Refusal::PartnerMerged { into: "Contoso".to_owned() };
    assert_eq!(refusal(MergeState { absorbed: merged(1), ..state() }), into);
    assert_eq!(refusal(MergeState { into: merged(2), ..state() }), into);
    let nominated = Company { state: PartnerState::Nominated, ..company(1) };
    assert_eq!(refusal(MergeState { absorbed: nominated, ..state() }), Refusal::PartnerNotActive);
    let declined = Company { state: PartnerState::Declined, ..company(1) };
    assert_eq!(refusal(MergeState { absorbed: declined, ..state() }), Refusal::PartnerDeclined);
    let nominated = Company { state: PartnerState::Nominated, ..company(2) };
    assert_eq!(refusal(MergeState { into: nominated, ..state() }), Refusal::PartnerNotActive);
    let tomorrow = merge::decide(&sample(), &state(), Some(on("2026-06-16")), at(NOW));
    assert!(matches!(tomorrow, Err(Refusal::DayInFuture { .. })));
}

#[test]
fn taken_back_each_holds_again_what_it_held() {
    let part = |held: Option<Held>, held_before: Option<Held>| Part {
        state: PartnerState::Active,
        held,
        held_before,
        standing: Standing::default(),
    };
    let state = SeparationState {
        staff: true,
        merged: true,
        later: None,
        absorbed: part(None, Some(held("gold", "2026-01-01"))),
        into: part(Some(held("gold", "2026-01-01")), None),
    };
    let made = take_back(&sample(), &state, at(NOW)).unwrap();
    let back = TierMove { from: None, to: Some(tier_id("gold")) };
    assert_eq!(made.absorbed, (Some(held("gold", "2026-01-01")), Some(back)));
    let fall = TierMove { from: Some(tier_id("gold")), to: Some(tier_id("registered")) };
    assert_eq!(made.into, (Some(held("registered", "2026-06-15")), Some(fall)));
    let twice = take_back(&sample(), &SeparationState { merged: false, ..state.clone() }, at(NOW));
    assert_eq!(twice, Err(Refusal::NotMerged));
    let later = SeparationState { later: Some("Contoso".to_owned()), ..state.clone() };
    let since = Err(Refusal::MergedSince { with: "Contoso".to_owned() });
    assert_eq!(take_back(&sample(), &later, at(NOW)), since);
    let stranger = take_back(&sample(), &SeparationState { staff: false, ..state }, at(NOW));
    assert_eq!(stranger, Err(Refusal::StaffOnly));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever merges are asked for: those that are taken make no circle, and families part all companies.
    #[test]
    fn merges_never_go_in_a_circle_and_families_part_all_companies(
        asked in prop::collection::vec((0_i64..8, 0_i64..8, 0_u64..30), 0..20), later in 0_u64..40,
    ) {
        let start = on("2026-06-01");
        let mut taken: Vec<(PartnerId, PartnerId, NaiveDate)> = Vec::new();
        for (absorbed, into, days) in asked {
            let merges = Merges::from_parts(taken.clone()).unwrap();
            let named = |number| Company {
                merged_into: merges.merged_into(partner(number)).map(|into| into.to_string()),
                ..company(number)
            };
            let state = MergeState { merges: merges.clone(), absorbed: named(absorbed), into: named(into), ..state() };
            let day = start + Days::new(days);
            let asked = merge::decide(&sample(), &state, Some(day), at("2026-07-20T12:00:00Z"));
            let next = taken.iter().copied().chain([(partner(absorbed), partner(into), day)]);
            // What stays is where all ways end, so what is refused here is more than what would make a circle.
            if asked.is_ok() {
                prop_assert!(Merges::from_parts(next.clone()).is_some());
                taken = next.collect();
            }
        }
        let merges = Merges::from_parts(taken).unwrap();
        let day = start + Days::new(later);
        let mut seen = BTreeMap::new();
        for number in 0..8 {
            let family = merges.family(partner(number), day);
            prop_assert!(family.contains(&partner(number)));
            for one in &family {
                prop_assert_eq!(seen.entry(*one).or_insert_with(|| family.clone()), &family);
            }
        }
    }
}
