//! What would be and what was: asked of the ledger as it stands, on each database alike.

use chrono::NaiveDate;
use ovation::points::Points;
use ovation::points::preview::{Course, Lacking};
use ovation::points::rules::{Rules, parse};
use ovation::points::text::{CompanyName, Note};
use ovation::points::why::Cause;
use ovation::store::OpeningOrder;

use crate::clock::instant;
use crate::database::Database;
use crate::stage::{RULES, Stage, contribution};

fn on(day: &str) -> NaiveDate {
    day.parse().expect("a day")
}

fn rules(text: &str) -> Rules {
    parse("program.toml", text, &["en"]).expect("rules without a fault")
}

/// A tier is guaranteed for a month, then a warned company has ten days. What was given counts for two months.
fn keeping() -> String {
    RULES.replace("window_months = 12", "window_months = 2\nguarantee_months = 1\ngrace_days = 10")
}

fn brought(stage: &Stage, name: &str, points: i64, tier: Option<&str>) -> OpeningOrder {
    OpeningOrder {
        act: stage.act(),
        name: CompanyName::parse(name).expect("a name"),
        website: None,
        description: Note::parse("").expect("a note"),
        representative: None,
        points: Points::new(points).expect("points"),
        day: Some(on("2026-02-01")),
        contribution: None,
        group: None,
        tier: tier.map(str::to_owned),
    }
}

pub async fn a_preview_counts_what_was_given_and_what_was_brought(database: Database) {
    let stage = Stage::new(database).await;
    let (ottawa, toronto) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let litware = stage.partner("Litware").await;
    stage.award(ottawa, litware, 60).await;
    stage.award(toronto, litware, 70).await;
    let orders = [brought(&stage, "Adatum", 140, None), brought(&stage, "contoso", 10, Some("gold"))];
    stage.store.open(&orders).await.unwrap().unwrap();
    stage.nominated("Waiting").await;
    let now = stage.store.preview(&rules(RULES)).await.unwrap();
    let names = |found: &ovation::store::Preview| -> Vec<String> {
        found.moving.iter().map(|(name, _)| name.clone()).collect()
    };
    assert_eq!(
        (now.companies, names(&now)),
        (3, vec!["contoso".to_owned()]),
        "gold without what it asks for"
    );
    let lax = RULES.replace("points = 150\nrequires = { talk = 2 }\ngroups = 2", "points = 130");
    let found = stage.store.preview(&rules(&lax)).await.unwrap();
    assert_eq!(names(&found), ["Adatum", "contoso", "Litware"]);
    for at in [0, 2] {
        assert!(matches!(&found.moving[at].1.course, Course::Up { to, .. } if to.as_str() == "certified"));
    }
    assert!(
        matches!(&found.moving[1].1.course, Course::Down { to: Some(to), .. } if to.as_str() == "certified")
    );
    assert_eq!(found.lacking, None);
}

pub async fn ids_in_use_that_rules_lack_are_told(database: Database) {
    let stage = Stage::new(database).await;
    let (ottawa, litware) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(ottawa, litware, 60).await;
    stage.store.open(&[brought(&stage, "Contoso", 10, Some("gold"))]).await.unwrap().unwrap();
    let (head, tail) = RULES.split_once("[[tier]]\nid = \"gold\"").unwrap();
    let (_, end) = tail.split_once("[standing]").unwrap();
    let fewer =
        format!("{head}[standing]{end}").replace("\"talk\"", "\"speech\"").replace("talk = 2", "speech = 2");
    let found = stage.store.preview(&rules(&fewer)).await.unwrap();
    let gold = ovation::points::ids::TierId::parse("gold").unwrap();
    assert_eq!(found.lacking, Some(Lacking { contributions: vec![contribution("talk")], tiers: vec![gold] }));
}

pub async fn why_a_tier_is_told_from_the_records_of_then(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let (ottawa, toronto) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    stage.store.evaluate().await.unwrap();
    stage.award(ottawa, partner, 100).await;
    stage.clock.set(instant("2026-02-12T17:00:00Z"));
    let second = stage.award(toronto, partner, 60).await.record;
    for day in ["2026-04-12T17:00:00Z", "2026-04-24T17:00:00Z"] {
        stage.clock.set(instant(day));
        stage.store.evaluate().await.unwrap();
    }
    let asked = |day: &'static str| stage.store.why(partner, on(day));
    let before = asked("2026-02-09").await.unwrap();
    assert_eq!((before.why.tier, before.why.since), (None, None));
    let first = asked("2026-02-11").await.unwrap();
    assert_eq!(first.why.tier.unwrap().as_str(), "registered");
    assert_eq!(first.cause.unwrap().kind, "partner-approved");
    assert_eq!(first.why.standing.points().get(), 100);
    let then = asked("2026-03-01").await.unwrap();
    assert_eq!(then.why.tier.unwrap().as_str(), "certified");
    assert_eq!(then.why.since.map(|(.., cause)| cause), Some(Cause::Act(second)));
    let cause = then.cause.unwrap();
    assert_eq!((cause.record, cause.group_name.as_deref()), (second, Some("Toronto")));
    assert_eq!((cause.day, cause.points), (Some(on("2026-02-12")), Points::new(60)));
    assert!(then.why.progress.unwrap().is_met());
    let warned = asked("2026-04-12").await.unwrap();
    assert_eq!(warned.why.tier.unwrap().as_str(), "certified");
    assert_eq!(warned.why.afterwards.map(|(.., said)| said), Some(Cause::Warning));
    assert!(!warned.why.progress.unwrap().is_met());
    let fallen = asked("2026-04-24").await.unwrap();
    assert_eq!(fallen.why.since.map(|(.., cause)| cause), Some(Cause::Evaluation));
    assert_eq!(fallen.why.tier.unwrap().as_str(), "registered");
}

pub async fn why_a_tier_that_was_brought_is_told(database: Database) {
    let stage = Stage::new(database).await;
    let order = brought(&stage, "Contoso", 10, Some("gold"));
    let partner = stage.store.open(&[order]).await.unwrap().unwrap()[0].partner;
    let told = stage.store.why(partner, on("2026-02-10")).await.unwrap();
    assert_eq!(told.why.tier.unwrap().as_str(), "gold");
    assert_eq!(told.why.standing.points().get(), 10);
    let cause = told.cause.unwrap();
    assert_eq!((cause.kind.as_str(), cause.points), ("opening", Points::new(10)));
}

pub async fn a_company_is_found_by_number_name_or_nearly(database: Database) {
    let stage = Stage::new(database).await;
    let (first, second) = (stage.partner("Litware Labs").await, stage.partner("Élan").await);
    let named = stage.partner(&format!("{:02}", first.get())).await;
    let asked = |name: String| {
        let store = stage.store.clone();
        async move { store.company_called(&name).await.unwrap() }
    };
    assert_eq!(asked(first.to_string()).await.unwrap().0, first);
    assert_eq!(asked(format!("{:02}", first.get())).await.unwrap().0, named);
    assert_eq!(asked("LITWARE labs".to_owned()).await.unwrap(), (first, "Litware Labs".to_owned()));
    assert_eq!(asked("elan".to_owned()).await.unwrap().0, second);
    assert_eq!(asked("Litwear Labs".to_owned()).await.unwrap_err(), ["Litware Labs"]);
    assert_eq!(asked("labs".to_owned()).await.unwrap_err(), ["Litware Labs"]);
    assert_eq!(asked("Nobody".to_owned()).await.unwrap_err(), Vec::<String>::new());
}

crate::contract!(
    a_preview_counts_what_was_given_and_what_was_brought,
    ids_in_use_that_rules_lack_are_told,
    why_a_tier_is_told_from_the_records_of_then,
    why_a_tier_that_was_brought_is_told,
    a_company_is_found_by_number_name_or_nearly,
);
