use super::super::{parse, parse_kept};
use super::{KNOWN, SAMPLE};
use crate::points::Points;
use crate::points::ids::{ContributionId, TierId};
use crate::points::period::PeriodKind;

#[test]
fn the_sample_program_reads_as_it_is_written() {
    let rules = parse("config/program.toml", SAMPLE, KNOWN).unwrap();
    assert_eq!(rules.name(), "Northwind Partner Network");
    assert_eq!(rules.timezone(), chrono_tz::America::Toronto);
    assert_eq!(rules.languages(), ["en", "fr"]);
    assert_eq!(rules.allocation().period(), PeriodKind::Quarter);
    assert_eq!(rules.allocation().points().get(), 500);
    assert_eq!(rules.allocation().carry_over(), Points::ZERO);
    assert_eq!(rules.award().max_points().get(), 250);
    assert_eq!(rules.award().undo_within_minutes(), 15);
    assert_eq!(rules.award().shout_out_delay_seconds(), 20);
    assert_eq!(rules.award().backdate_days(), 30);
    let standing = rules.standing();
    assert_eq!((standing.window_months(), standing.guarantee_months(), standing.grace_days()), (12, 12, 90));
    assert_eq!(rules.privacy().keep_left_days(), 90);
    let kinds: Vec<&str> = rules.contributions().iter().map(|kind| kind.id().as_str()).collect();
    assert_eq!(kinds, ["presentation", "sponsorship", "travel", "prizes", "venue", "mentoring"]);
    let asked: Vec<bool> = rules.contributions().iter().map(|kind| kind.voices()).collect();
    assert_eq!(
        asked,
        [true, false, false, false, false, false],
        "of presentations it is asked how they were"
    );
    let tiers: Vec<(&str, i64, u32)> =
        rules.tiers().iter().map(|tier| (tier.id().as_str(), tier.points().get(), tier.groups())).collect();
    assert_eq!(tiers, [("registered", 0, 0), ("certified", 500, 2), ("gold", 2000, 4)]);
    let gold = rules.tier(&TierId::parse("gold").unwrap()).unwrap();
    assert_eq!(gold.color(), 0xD4_AF37);
    assert_eq!(gold.requires()[&ContributionId::parse("sponsorship").unwrap()], 2);
}

#[test]
fn what_may_be_left_out_means_no_cap_no_approval_and_no_guarantee() {
    let rules = parse("p.toml", SAMPLE, KNOWN).unwrap();
    assert_eq!(
        (rules.allocation().per_partner_share(), rules.award().approval_above()),
        (Some(50), Points::new(150))
    );
    let text = SAMPLE
        .replace("per_partner_share", "# per_partner_share")
        .replace("# remind_days", "remind_days")
        .replace("approval_above", "# approval_above")
        .replace("guarantee_months", "# guarantee_months")
        .replace("grace_days", "# grace_days")
        .replace("[privacy]", "")
        .replace("keep_left_days", "# keep_left_days");
    let rules = parse("p.toml", &text, KNOWN).unwrap();
    assert_eq!(rules.allocation().per_partner_share(), None);
    assert_eq!(rules.allocation().remind_days(), Some(14));
    assert_eq!(rules.award().approval_above(), None);
    assert_eq!((rules.standing().guarantee_months(), rules.standing().grace_days()), (0, 0));
    assert_eq!(rules.privacy().keep_left_days(), 90);
}

#[test]
fn a_name_falls_back_to_the_first_language() {
    let rules = parse("p.toml", SAMPLE, KNOWN).unwrap();
    let name = rules.contributions()[0].name();
    assert_eq!(name.get("fr"), "Présentation");
    assert_eq!(name.get("en"), "Presentation");
    assert_eq!(name.get("de"), "Presentation");
}

#[test]
fn tiers_know_their_order() {
    let rules = parse("p.toml", SAMPLE, KNOWN).unwrap();
    let [registered, certified, gold, platinum] =
        ["registered", "certified", "gold", "platinum"].map(|word| TierId::parse(word).unwrap());
    assert_eq!([&registered, &certified, &gold, &platinum].map(|id| rules.rank(id)), [1, 2, 3, 0]);
    let next = |current: Option<&TierId>| rules.next_tier(current).map(|tier| tier.id().clone());
    assert_eq!(next(None), Some(registered.clone()));
    assert_eq!(next(Some(&registered)), Some(certified));
    assert_eq!(next(Some(&gold)), None);
    assert_eq!(next(Some(&platinum)), Some(registered));
}

#[test]
fn rules_that_are_kept_are_read_whatever_their_languages_are() {
    let text = SAMPLE.replace("\"fr\"", "\"tlh\"").replace("fr = ", "tlh = ");
    let rules = parse_kept(&text).expect("rules without a fault");
    assert_eq!(rules.languages(), ["en", "tlh"]);
    assert_eq!(parse_kept(SAMPLE).unwrap(), parse("p.toml", SAMPLE, KNOWN).unwrap());
    assert!(parse_kept("languages = 7").is_err());
    assert!(parse_kept("no rules").is_err());
}
