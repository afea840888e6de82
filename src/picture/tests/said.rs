//! What pictures say, in every language.

use chrono::NaiveDate;

use crate::picture::month::{Applauded, Month, month};
use crate::picture::said::{Illustration, points_over_time, tier_held, tier_reached};
use crate::picture::{HEIGHT, Picture};
use crate::points::history::{DayPoints, PointsByMonth};
use crate::points::ids::{ContributionId, TierId};
use crate::points::rules::{self, Rules};
use crate::words::{Speaker, Words};

fn sample() -> Rules {
    let text = include_str!("../../playground/program.toml");
    rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules")
}

fn speakers() -> [Speaker; 2] {
    let words = Words::load().expect("the words");
    ["en", "fr"].map(|language| words.speak(language))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn given(month: u32, kind: &str, points: i64) -> DayPoints {
    (day(2026, month, 5), Some(ContributionId::parse(kind).expect("a kind")), points)
}

fn both(shows: impl Fn(&Speaker) -> Illustration) -> String {
    speakers().map(|speaker| shows(&speaker).alt).join("\n")
}

#[test]
fn a_card_says_who_reached_which_tier_when() {
    let (rules, gold) = (sample(), TierId::parse("gold").expect("a tier"));
    let day = day(2026, 2, 3);
    insta::assert_snapshot!(both(|speaker| tier_reached(&rules, speaker, "株式会社 <Contoso>", &gold, day)), @r"
    A medal, and the words: 株式会社 <Contoso> · new tier Gold · Northwind Partner Network · 3 February 2026
    Une médaille et les mots : 株式会社 <Contoso> · nouveau niveau Or · Northwind Partner Network · 3 février 2026
    ");
    let first = NaiveDate::from_ymd_opt(2026, 8, 1).expect("a day");
    let told = both(|speaker| tier_reached(&rules, speaker, "Contoso", &gold, first));
    assert!(told.contains("· 1 August 2026\n") && told.ends_with("· 1er août 2026"), "{told}");
    insta::assert_snapshot!(both(|speaker| tier_held(&rules, speaker, "Contoso", Some(&gold), (1250, 4))), @r"
    A medal, and the words: Contoso · Tier Gold · Northwind Partner Network · 1,250 points · 4 groups helped
    Une médaille et les mots : Contoso · Niveau Or · Northwind Partner Network · 1 250 points · 4 groupes aidés
    ");
    insta::assert_snapshot!(both(|speaker| tier_held(&rules, speaker, "Contoso", None, (1, 1))), @r"
    A medal, and the words: Contoso · In the program · Northwind Partner Network · 1 point · 1 group helped
    Une médaille et les mots : Contoso · Dans le programme · Northwind Partner Network · 1 point · 1 groupe aidé
    ");
    let [speaker, _] = speakers();
    let Picture::Tier(card) = tier_held(&rules, &speaker, "Contoso", None, (0, 0)).picture else {
        panic!("another")
    };
    assert_eq!((card.tier.as_str(), card.color), ("In the program", 0x3B_82_6B));
}

#[test]
fn points_over_time_are_told_by_kind_and_by_month() {
    let rules = sample();
    let days = [
        given(1, "presentation", 125),
        given(3, "presentation", 100),
        given(3, "venue", 75),
        (day(2026, 1, 1), None, 1),
    ];
    let points = PointsByMonth::of(&days, day(2026, 4, 2), 6);
    insta::assert_snapshot!(both(|speaker| points_over_time(&rules, speaker, "Contoso", &points).expect("points")), @r"
    Bars by month: points of Contoso from November 2025 to April 2026, 301 in all. By contribution: Presentation (225), Venue (75), Brought along (1). By month: January 2026 (126), March 2026 (175).
    Barres par mois (novembre 2025 à avril 2026) : points pour Contoso, 301 en tout. Par contribution : Présentation (225), Salle (75), Apportés (1). Par mois : janvier 2026 (126), mars 2026 (175).
    ");
    let [speaker, _] = speakers();
    assert_eq!(
        points_over_time(&rules, &speaker, "Contoso", &PointsByMonth::of(&[], day(2026, 4, 2), 6)),
        None
    );
}

#[test]
fn a_month_is_told_with_its_numbers_its_tiers_and_its_applause() {
    let rules = sample();
    let [gold, certified] = ["gold", "certified"].map(|tier| TierId::parse(tier).expect("a tier"));
    let talk = ContributionId::parse("presentation").expect("a kind");
    let whole = Month {
        month: day(2026, 10, 1),
        group: None,
        tiers: vec![("Contoso", &gold), ("株式会社", &certified)],
        applauded: Some(Applauded {
            partner: "Adatum",
            contribution: &talk,
            group: Some("Ottawa"),
            applause: 31,
        }),
        totals: [1, 100, 1, 2],
    };
    insta::assert_snapshot!(both(|speaker| month(&rules, speaker, &whole).expect("a picture")), @r"
    A card, and the words: October 2026 · Northwind Partner Network · 1 award, 100 points, 1 company, 2 groups. New tiers: Contoso (Gold), 株式会社 (Certified). Most applauded: Adatum (👏 31 · Presentation · Ottawa).
    Une carte et les mots : octobre 2026 · Northwind Partner Network · 1 attribution, 100 points, 1 entreprise, 2 groupes. Nouveaux niveaux : Contoso (Or), 株式会社 (Certifié). Le plus applaudi : Adatum (👏 31 · Présentation · Ottawa).
    ");
    let [speaker, _] = speakers();
    let own = Month { group: Some("Ottawa"), tiers: Vec::new(), applauded: None, ..whole.clone() };
    let own = month(&rules, &speaker, &own).expect("a picture").alt;
    assert_eq!(
        own,
        "A card, and the words: October 2026 · Ottawa · Northwind Partner Network · 1 award, 100 points, 1 company."
    );
    let nothing = Month { tiers: Vec::new(), totals: [0; 4], ..whole };
    assert_eq!(month(&rules, &speaker, &nothing), None);
}

#[test]
fn whatever_there_is_is_told_within_what_discord_takes_and_drawn() {
    let rules = sample();
    let days: Vec<DayPoints> = (0..24_u64)
        .flat_map(|month| {
            let at = day(2026, 4, 2) - chrono::Days::new(month * 30);
            (0..20).map(move |kind| {
                (at, Some(ContributionId::parse(&format!("kind-{kind}")).expect("a kind")), i64::MAX / 10_000)
            })
        })
        .collect();
    let points = PointsByMonth::of(&days, day(2026, 4, 2), 24);
    for speaker in speakers() {
        let shows = points_over_time(&rules, &speaker, &"x".repeat(2_000), &points).expect("points");
        assert_eq!(shows.alt.chars().count(), 1_024);
        let Picture::History(history) = &shows.picture else { panic!("another picture") };
        let all: i64 = history.kinds.iter().flat_map(|kind| &kind.points).sum();
        assert_eq!((history.kinds.len(), all), (8, points.total()));
        assert!(shows.picture.png().expect("a picture").len() > HEIGHT as usize);
    }
}
