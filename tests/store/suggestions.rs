//! Finding a company while its name is typed, among ten thousand.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::TimeDelta;
use ovation::points::ids::{GroupId, PartnerId};
use ovation::points::text::search_key;
use ovation::store::Approval;

use crate::database::Database;
use crate::stage::{STAFF, Stage};

/// Ten thousand companies that nobody thanked, written in one go.
const CROWD: &str = "INSERT INTO partner (name, name_key, state) \
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) \
    SELECT 'Company ' || i, 'company ' || i, 'active' FROM n";

/// A group, and companies that it and another one thanked in the midst of the crowd.
async fn crowd(database: Database) -> (Stage, GroupId) {
    let stage = Stage::new(database).await;
    let (group, other) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    stage.raw().await.run(CROWD).await.expect("ten thousand rows");
    for (number, name) in
        (0..).zip(["Société Générale", "Ångström Labs", "Zoë & Co", "100% Labs", "O'Hara_Labs"])
    {
        let partner = if number == 2 { stage.nominated(name).await } else { stage.partner(name).await };
        if number < 4 {
            stage.clock.pass(TimeDelta::minutes(1));
            stage.award(if number % 2 == 0 { group } else { other }, partner, 5).await;
        }
    }
    for name in ["Company 77", "Company 9042", "Company 500"] {
        let partner = stage.store.partner_named(name).await.unwrap().unwrap().id;
        stage.clock.pass(TimeDelta::minutes(1));
        stage.award(if name == "Company 500" { other } else { group }, partner, 5).await;
    }
    let declined = stage.nominated("Labs That Were Declined").await;
    stage.store.decide_partner(stage.act(), STAFF, declined, Approval::Decline).await.unwrap();
    (stage, group)
}

/// What should be suggested: everything, sorted and cut off.
async fn expected(stage: &Stage, typed: &str, group: Option<GroupId>, limit: usize) -> Vec<PartnerId> {
    let mut raw = stage.raw().await;
    let mut thanked: HashMap<i64, i64> = HashMap::new();
    for row in raw
        .numbers("SELECT group_id, partner_id, MAX(at) FROM record WHERE kind = 'award' GROUP BY 1, 2")
        .await
    {
        if Some(row[0]) == group.map(GroupId::get) {
            thanked.insert(row[1], row[2]);
        }
    }
    let last = "SELECT p.id, COALESCE((SELECT MAX(at) FROM record r WHERE r.partner_id = p.id AND r.kind = 'award'), 0), \
                CASE WHEN state IN ('active', 'nominated') THEN 1 ELSE 0 END FROM partner p ORDER BY p.id";
    let numbers = raw.numbers(last).await;
    let names = raw.words("SELECT name FROM partner ORDER BY id").await;
    let typed = search_key(typed);
    let mut all: Vec<_> = numbers
        .iter()
        .zip(names)
        .map(|(row, name)| (row[0], row[1], row[2] == 1, search_key(&name[0])))
        .filter(|(_, _, awardable, key)| *awardable && key.contains(&typed))
        .map(|(id, at, _, key)| {
            let recent = thanked.get(&id).copied();
            ((recent.is_none(), Reverse(recent), !key.starts_with(&typed), Reverse(at), key), id)
        })
        .collect();
    all.sort();
    all.into_iter().take(limit).map(|(_, id)| PartnerId::from_raw(id)).collect()
}

pub async fn the_best_of_ten_thousand_come_first_and_no_more_than_asked_for(database: Database) {
    let (stage, group) = crowd(database).await;
    for typed in [
        "",
        "c",
        "company 9",
        "9",
        "labs",
        "COMPANY 500",
        "company 10000",
        "  company",
        "nothing of the kind",
    ] {
        for group in [Some(group), None] {
            for limit in [25, 1] {
                let found = stage.store.suggest_partners(typed, group, limit).await.unwrap();
                let found: Vec<PartnerId> = found.into_iter().map(|candidate| candidate.id).collect();
                let expected = expected(&stage, typed, group, limit as usize).await;
                assert_eq!(found, expected, "{typed:?} for {group:?}");
            }
        }
    }
    let names =
        |found: Vec<ovation::store::Candidate>| found.into_iter().map(|one| one.name).collect::<Vec<_>>();
    let first = names(stage.store.suggest_partners("", Some(group), 5).await.unwrap());
    assert_eq!(first, ["Company 9042", "Company 77", "Zoë & Co", "Société Générale", "Company 500"]);
}

pub async fn names_are_found_without_their_accents(database: Database) {
    let (stage, group) = crowd(database).await;
    for (typed, name) in [
        ("generale", "Société Générale"),
        ("SOCIETE GEN", "Société Générale"),
        ("socie\u{301}te\u{301}", "Société Générale"),
        ("angstrom", "Ångström Labs"),
        ("ÅNGSTRÖM", "Ångström Labs"),
        ("zoe &", "Zoë & Co"),
        ("100%", "100% Labs"),
        ("o'hara_", "O'Hara_Labs"),
    ] {
        let found = stage.store.suggest_partners(typed, Some(group), 25).await.unwrap();
        assert_eq!(found.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), [name], "{typed:?}");
        assert_eq!(found[0].nominated, name == "Zoë & Co");
    }
    for wildcard in ["%labs", "_labs_", "'; DROP TABLE partner; --", "\u{0}"] {
        stage.store.suggest_partners(wildcard, Some(group), 25).await.unwrap();
    }
    assert_eq!(stage.store.suggest_partners("%a%", None, 25).await.unwrap(), []);
    assert_eq!(
        stage.store.partner_named("societe generale").await.unwrap().unwrap().name,
        "Société Générale"
    );
}

pub async fn a_list_pages_through_all_of_them_once(database: Database) {
    let (stage, _) = crowd(database).await;
    let mut names = Vec::new();
    loop {
        let offset = u32::try_from(names.len()).unwrap();
        let (page, count) = stage.store.list_partners(None, offset, 900).await.unwrap();
        assert_eq!(count, 10_005);
        if page.is_empty() {
            break;
        }
        names.extend(page.into_iter().map(|candidate| search_key(&candidate.name)));
    }
    assert_eq!(names.len(), 10_005);
    assert!(names.is_sorted_by(|one, other| one < other));
}

crate::contract!(
    the_best_of_ten_thousand_come_first_and_no_more_than_asked_for,
    names_are_found_without_their_accents,
    a_list_pages_through_all_of_them_once,
);
