use super::{group, kind, points, sample, tier_id};
use crate::points::Points;
use crate::points::ids::TierId;
use crate::points::rules::Rules;
use crate::points::standing::Standing;
use crate::points::tier::{TierMove, after_award, after_reversal, highest, progress};

/// A standing of `(group, contribution, points)`, each on a day of its own.
fn standing(rules: &Rules, awards: &[(i64, &str, i64)]) -> Standing {
    let mut standing = Standing::default();
    for (number, word, amount) in awards {
        let kind = kind(word);
        let least = rules.contribution(&kind).unwrap().min_points();
        standing.add(least, group(*number), &kind, Points::ZERO, points(*amount)).unwrap();
    }
    standing
}

/// Enough for certified in every part, by nothing to spare.
const CERTIFIED: [(i64, &str, i64); 3] =
    [(1, "presentation", 250), (2, "presentation", 100), (2, "venue", 150)];

fn word(tier: Option<TierId>) -> Option<String> {
    tier.map(Into::into)
}

#[test]
fn a_tier_needs_its_points_its_contributions_and_its_groups() {
    let rules = sample();
    let reached = |awards: &[(i64, &str, i64)]| word(highest(&rules, &standing(&rules, awards)));
    assert_eq!(reached(&[]).as_deref(), Some("registered"));
    assert_eq!(reached(&CERTIFIED).as_deref(), Some("certified"));
    let [one, other, venue] = CERTIFIED;
    assert_eq!(
        reached(&[one, other, (2, "venue", 149)]).as_deref(),
        Some("registered"),
        "a point too little"
    );
    assert_eq!(reached(&[one, (2, "venue", 250)]).as_deref(), Some("registered"), "one presentation");
    let small = [one, (2, "presentation", 24), venue, (1, "travel", 200)];
    assert_eq!(reached(&small).as_deref(), Some("registered"), "a presentation too small");
    let alone = [one, (1, "presentation", 100), (1, "venue", 150)];
    assert_eq!(reached(&alone).as_deref(), Some("registered"), "one group");
}

#[test]
fn the_highest_tier_counts_on_its_own_conditions() {
    // Gold here asks for no presentation, certified does.
    let text = include_str!("../../../config/program.toml");
    let text = text.replace("{ presentation = 6, sponsorship = 2 }", "{ sponsorship = 2 }");
    let rules = crate::points::rules::parse("p.toml", &text, &["en", "fr"]).unwrap();
    let awards = [(1, "sponsorship", 600), (2, "sponsorship", 600), (3, "venue", 600), (4, "venue", 600)];
    assert_eq!(word(highest(&rules, &standing(&rules, &awards))).as_deref(), Some("gold"));
}

#[test]
fn progress_says_part_by_part_what_is_missing() {
    let rules = sample();
    let gold = rules.tier(&tier_id("gold")).unwrap();
    let progress_made = progress(&rules, &standing(&rules, &CERTIFIED), gold);
    assert!(!progress_made.is_met());
    assert_eq!(progress_made.points, (points(500), points(2000)));
    assert_eq!(progress_made.missing_points(), points(1500));
    let requires = [(kind("presentation"), 2, 6), (kind("sponsorship"), 0, 2)];
    assert_eq!(progress_made.requires, requires);
    let missing: Vec<_> =
        progress_made.missing_contributions().map(|(id, number)| (id.as_str(), number)).collect();
    assert_eq!(missing, [("presentation", 4), ("sponsorship", 2)]);
    assert_eq!((progress_made.groups, progress_made.missing_groups()), ((2, 4), 2));
    let certified = rules.tier(&tier_id("certified")).unwrap();
    assert!(progress(&rules, &standing(&rules, &CERTIFIED), certified).is_met());
}

#[test]
fn an_award_only_lifts_and_a_reversal_only_lowers() {
    let rules = sample();
    let certified = standing(&rules, &CERTIFIED);
    let [registered_id, certified_id, gold_id] = ["registered", "certified", "gold"].map(tier_id);
    let moved =
        |from: Option<&TierId>, to: &TierId| Some(TierMove { from: from.cloned(), to: Some(to.clone()) });
    assert_eq!(after_award(&rules, None, &certified), moved(None, &certified_id));
    assert_eq!(
        after_award(&rules, Some(&registered_id), &certified),
        moved(Some(&registered_id), &certified_id)
    );
    assert_eq!(after_award(&rules, Some(&certified_id), &certified), None);
    assert_eq!(after_award(&rules, Some(&gold_id), &certified), None);
    assert_eq!(after_reversal(&rules, Some(&gold_id), &certified), moved(Some(&gold_id), &certified_id));
    assert_eq!(after_reversal(&rules, Some(&certified_id), &certified), None);
    assert_eq!(after_reversal(&rules, Some(&registered_id), &certified), None);
    assert_eq!(after_reversal(&rules, None, &certified), None);
}

#[test]
fn a_fall_can_go_over_several_tiers_and_out_of_all() {
    let text = include_str!("../../../config/program.toml").replace("points = 0\n", "points = 1\n");
    let rules = crate::points::rules::parse("p.toml", &text, &["en", "fr"]).unwrap();
    let gold = tier_id("gold");
    let empty = Standing::default();
    assert_eq!(
        after_reversal(&rules, Some(&gold), &empty),
        Some(TierMove { from: Some(gold.clone()), to: None })
    );
    let little = standing(&rules, &[(1, "venue", 80)]);
    let registered = Some(tier_id("registered"));
    assert_eq!(
        after_reversal(&rules, Some(&gold), &little),
        Some(TierMove { from: Some(gold), to: registered })
    );
    assert_eq!(after_award(&rules, None, &empty), None);
}
