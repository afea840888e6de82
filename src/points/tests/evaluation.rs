use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{group, kind, on, points, sample, sample_with, tier_id};
use crate::points::Points;
use crate::points::evaluation::{
    Adopted, DayToJudge, Held, Verdict, after_act, catch_up, evaluate, in_force, missed,
};
use crate::points::rules::Rules;
use crate::points::standing::Standing;
use crate::points::tier::TierMove;

/// Guarantee and grace as in the sample: 12 months, 90 days. Certified needs 500 points, gold 2000.
fn rules() -> Rules {
    sample_with(&[
        ("requires = { presentation = 2 } ", "# "),
        ("groups = 2", "# "),
        ("requires = { presentation = 6, sponsorship = 2 }", ""),
        ("groups = 4", ""),
    ])
}

fn standing(amount: i64) -> Standing {
    let mut standing = Standing::default();
    standing.add(points(25), group(1), &kind("venue"), Points::ZERO, points(amount)).unwrap();
    standing
}

fn held(tier: &str, since: &str) -> Held {
    Held::begun(&rules(), tier_id(tier), on(since))
}

fn fall(from: &str, to: &str) -> TierMove {
    TierMove { from: Some(tier_id(from)), to: Some(tier_id(to)) }
}

#[test]
fn first_a_guarantee_then_a_warning_then_one_step_down() {
    let gold = held("gold", "2026-03-15");
    assert_eq!(gold.guaranteed_until, on("2027-03-15"));
    let judge = |held: &Held, day| evaluate(&rules(), Some(held), &standing(100), on(day));
    let covered = judge(&gold, "2027-03-14");
    assert_eq!(covered.verdict, Verdict::Guaranteed { until: on("2027-03-15") });
    assert_eq!(covered.held.as_ref(), Some(&gold));
    let warned = judge(&gold, "2027-03-15");
    let until = on("2027-06-13");
    assert_eq!(warned.verdict, Verdict::Warned { until });
    let warned = warned.held.unwrap();
    assert_eq!(judge(&warned, "2027-06-12").verdict, Verdict::InGrace { until });
    assert_eq!(judge(&warned, "2027-06-12").held.as_ref(), Some(&warned));
    let down = judge(&warned, "2027-06-13");
    // 100 points are far from certified, too: still one step, and guaranteed anew.
    assert_eq!(down.verdict, Verdict::SteppedDown(fall("gold", "certified")));
    assert_eq!(down.held, Some(held("certified", "2027-06-13")));
    let next = judge(&down.held.unwrap(), "2027-06-14");
    assert_eq!(next.verdict, Verdict::Guaranteed { until: on("2028-06-13") });
}

#[test]
fn requalifying_in_grace_starts_a_new_guarantee() {
    let warned = Held { warned_until: Some(on("2027-06-13")), ..held("gold", "2026-03-15") };
    let again = evaluate(&rules(), Some(&warned), &standing(2000), on("2027-06-13"));
    assert_eq!(again.verdict, Verdict::Requalified);
    assert_eq!(again.held, Some(held("gold", "2027-06-13")));
    // Without a warning nothing changes, however long ago the guarantee ended.
    let holds = evaluate(&rules(), Some(&held("gold", "2020-01-01")), &standing(2000), on("2027-06-13"));
    assert_eq!((holds.verdict, holds.held), (Verdict::Holds, Some(held("gold", "2020-01-01"))));
}

#[test]
fn the_lowest_tier_leads_out_of_all_and_new_rules_lead_up() {
    let text = [
        (
            "id = \"registered\"\nname = { en = \"Registered\", fr = \"Inscrit\" }\npoints = 0",
            "id = \"registered\"\nname = { en = \"Registered\", fr = \"Inscrit\" }\npoints = 1",
        ),
        ("grace_days", "# grace_days"),
        ("guarantee_months", "# guarantee_months"),
    ];
    let rules = sample_with(&text);
    let registered = Held::begun(&rules, tier_id("registered"), on("2026-01-01"));
    let out = evaluate(&rules, Some(&registered), &Standing::default(), on("2026-01-01"));
    assert_eq!(out.verdict, Verdict::SteppedDown(TierMove { from: Some(tier_id("registered")), to: None }));
    assert_eq!(out.held, None);
    let none = evaluate(&rules, None, &Standing::default(), on("2026-01-01"));
    assert_eq!((none.verdict, none.held), (Verdict::NoTier, None));
    let rose = evaluate(&rules, None, &standing(100), on("2026-01-01"));
    assert_eq!(rose.verdict, Verdict::Rose(TierMove { from: None, to: Some(tier_id("registered")) }));
}

#[test]
fn new_rules_take_nobody_down_before_what_was_promised_is_over() {
    let strict = sample_with(&[
        ("guarantee_months = 12", "guarantee_months = 0"),
        ("grace_days = 90", "grace_days = 1"),
    ]);
    let gold = held("gold", "2026-03-15");
    let judge =
        |rules: &Rules, held: &Held, day| evaluate(rules, Some(held), &standing(100), on(day)).verdict;
    assert_eq!(judge(&strict, &gold, "2027-03-14"), Verdict::Guaranteed { until: on("2027-03-15") });
    let warned = Held { warned_until: Some(on("2027-06-13")), ..gold.clone() };
    assert_eq!(judge(&strict, &warned, "2027-06-12"), Verdict::InGrace { until: on("2027-06-13") });
    // A longer guarantee is for everybody, and takes a warning back.
    let kind = sample_with(&[("guarantee_months = 12", "guarantee_months = 24")]);
    assert_eq!(judge(&kind, &gold, "2027-03-15"), Verdict::Guaranteed { until: on("2028-03-15") });
    let unwarned = evaluate(&kind, Some(&warned), &standing(100), on("2027-05-01")).held;
    assert_eq!(unwarned, Some(gold));
}

#[test]
fn missed_days_are_judged_one_by_one_each_by_its_own_rules() {
    let (first, second) = (rules(), sample_with(&[("points = 2000", "points = 3000")]));
    let adopted =
        [Adopted { on: on("2026-01-01"), rules: &first }, Adopted { on: on("2027-03-20"), rules: &second }];
    let points_of = |day| in_force(&adopted, on(day)).unwrap().tiers()[2].points().get();
    // Adopted in the course of a day, they are in force from the next one.
    assert_eq!(
        [points_of("2025-06-01"), points_of("2027-03-20"), points_of("2027-03-21")],
        [2000, 2000, 3000]
    );
    let gold = held("gold", "2026-03-15");
    // Nothing was judged for half a year.
    let days: Vec<NaiveDate> = missed(on("2027-03-13"), on("2027-09-01")).collect();
    assert_eq!((days[0], days.len()), (on("2027-03-14"), 172));
    let days: Vec<DayToJudge<'_>> = days
        .into_iter()
        .map(|day| DayToJudge { day, rules: in_force(&adopted, day).unwrap(), standing: standing(2500) })
        .collect();
    let changes = catch_up(Some(gold), &days);
    let said: Vec<(NaiveDate, &Verdict)> = changes.iter().map(|one| (one.day, &one.verdict)).collect();
    let down = Verdict::SteppedDown(fall("gold", "certified"));
    assert_eq!(
        said,
        [(on("2027-03-21"), &Verdict::Warned { until: on("2027-06-19") }), (on("2027-06-19"), &down)]
    );
    assert_eq!(
        catch_up(Some(held("gold", "2027-09-02")), &days),
        [],
        "what came since isn't judged by an earlier day"
    );
}

#[test]
fn an_act_begins_a_guarantee_on_its_day() {
    let (rules, day) = (sample(), on("2026-05-05"));
    let certified = Some(Held { warned_until: Some(day), ..held("certified", "2025-01-01") });
    let rise = TierMove { from: Some(tier_id("certified")), to: Some(tier_id("gold")) };
    assert_eq!(
        after_act(&rules, certified.clone(), Some(&rise), false, day),
        Some(held("gold", "2026-05-05"))
    );
    assert_eq!(after_act(&rules, certified.clone(), None, true, day), Some(held("certified", "2026-05-05")));
    assert_eq!(after_act(&rules, certified.clone(), None, false, day), certified);
    let out = TierMove { from: Some(tier_id("certified")), to: None };
    assert_eq!(after_act(&rules, certified, Some(&out), false, day), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// However the standing goes up and down: nobody falls within a guarantee, each fall is one step and comes
    /// `grace_days` after its warning, and nobody is warned or falls while the standing reaches the tier.
    #[test]
    fn nobody_falls_unguaranteed_unwarned_or_by_two_steps(
        months in 0_u32..3, grace in 0_u32..40, spans in prop::collection::vec((1_u32..50, 0_i64..2500), 1..40),
    ) {
        let months = format!("guarantee_months = {months}");
        let grace_line = format!("grace_days = {grace}");
        let rules = sample_with(&[
            ("guarantee_months = 12", months.as_str()), ("grace_days = 90", grace_line.as_str()),
            ("requires = { presentation = 2 } ", "# "), ("groups = 2", "# "),
            ("requires = { presentation = 6, sponsorship = 2 }", ""), ("groups = 4", ""),
        ]);
        let mut day = on("2026-01-31");
        let mut held: Option<Held> = None;
        let mut warned_on: Option<NaiveDate> = None;
        for (length, amount) in spans {
            let standing = if amount == 0 { Standing::default() } else { standing(amount) };
            for _ in 0..length {
                let before = held.clone();
                let evaluation = evaluate(&rules, before.as_ref(), &standing, day);
                match evaluation.verdict {
                    Verdict::SteppedDown(moved) => {
                        let before = before.unwrap();
                        prop_assert!(day >= before.guaranteed_until);
                        prop_assert_eq!(warned_on.map_or(0, |on| (day - on).num_days()), i64::from(grace));
                        prop_assert_eq!(rules.rank(&moved.to.unwrap()) + 1, rules.rank(&before.tier));
                        warned_on = None;
                    }
                    Verdict::Warned { until } => {
                        prop_assert!(day >= before.unwrap().guaranteed_until);
                        prop_assert_eq!(until, day + Days::new(grace.into()));
                        warned_on = Some(day);
                    }
                    Verdict::Rose(_) | Verdict::Requalified => warned_on = None,
                    _ => prop_assert_eq!(&evaluation.held, &before),
                }
                held = evaluation.held;
                day = day + Days::new(1);
            }
        }
    }
}
