//! `ovation preview` and `ovation why`: what would be and what was, on the sample's history and what was imported.

use chrono::Utc;
use ovation::playground::{RULES, history};

use crate::{Folder, complaint, without_secrets};

/// The sample's history, and a company that was gold before it.
async fn sample() -> Folder {
    let folder = Folder::new();
    folder.write("config/program.toml", RULES);
    let url = format!("sqlite://{}", folder.0.path().join("ovation.db").display());
    history::write(&url, RULES).await.expect("the history");
    folder.write("partners.csv", "name,tier,points,day\nProseware,gold,300,2020-01-31\n");
    said(&folder, &["import", "partners.csv"]);
    folder
}

#[track_caller]
fn said(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.ovation(arguments).output().expect("Ovation starts");
    let said = without_secrets(&output);
    assert!(output.status.success(), "{said}");
    said
}

/// What depends on the day on which the test runs, in words: days, times, numbers of records.
fn timeless(text: &str) -> String {
    let mut of_record = false;
    let mut shown = |word: &str| {
        let bare = word.trim_matches([':', ';', '.', ',', '(', ')']);
        let digits = |lengths: &[usize], between| {
            let parts: Vec<&str> = bare.split(between).collect();
            parts.iter().map(|part| part.len()).eq(lengths.iter().copied())
                && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let told = match () {
            () if digits(&[4, 2, 2], '-') => "DAY",
            () if digits(&[2, 2], ':') => "TIME",
            () if of_record && bare.parse::<u64>().is_ok() => "N",
            () => bare,
        };
        of_record = bare == "record";
        word.replacen(bare, told, 1)
    };
    let mut line = |line: &str| line.split(' ').map(&mut shown).collect::<Vec<_>>().join(" ");
    text.lines().map(&mut line).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_says_who_would_move_and_why() {
    let folder = sample().await;
    insta::assert_snapshot!(timeless(&said(&folder, &["preview", "--rules", "config/program.toml"])), @"
    config/program.toml: 1 of 7 active companies would move.
      Proseware  down  Gold -> Certified  not before DAY: 1000 points, 3 Presentation, 1 Sponsorship, 2 groups missing
    ");
    let (head, tiers) = RULES.split_once("id = \"certified\"").expect("the tier");
    let (tiers, end) = tiers.split_once("groups = 2").expect("what it asks for");
    let laxer = format!("{head}id = \"certified\"{tiers}groups = 1{end}").replacen(
        "points = 400\nrequires",
        "points = 300\nrequires",
        1,
    );
    folder.write("laxer.toml", &laxer);
    insta::assert_snapshot!(timeless(&said(&folder, &["preview", "--rules", "laxer.toml"])), @"
    laxer.toml: 2 of 7 active companies would move.
      Fabrikam Training  up    Registered -> Certified  at the next daily evaluation: 340 of 300 points, 2 of 2 Presentation, 2 of 1 groups
      Proseware          down  Gold -> Certified        not before DAY: 1000 points, 3 Presentation, 1 Sponsorship, 2 groups missing
    ");
    let json: serde_json::Value =
        serde_json::from_str(&said(&folder, &["preview", "--rules", "laxer.toml", "--json"])).expect("JSON");
    assert_eq!(json["lacking"], serde_json::Value::Null);
    assert!(json["moving"].as_array().expect("a list").iter().all(|one| one["course"].is_string()), "{json}");
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_lack_what_is_in_use_are_told_and_end_with_1() {
    let folder = sample().await;
    let (head, rest) = RULES.split_once("[[tier]]\nid = \"gold\"").expect("the tier");
    let (_, end) = rest.split_once("[standing]").expect("what is behind it");
    folder.write("fewer.toml", &format!("{head}[standing]{end}").replace("\"prizes\"", "\"gifts\""));
    let output = folder.ovation(&["preview", "--rules", "fewer.toml"]).output().expect("Ovation starts");
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(timeless(&without_secrets(&output)), @"
    fewer.toml: 2 of 7 active companies would move.
      Litware Labs  lost  gold  these rules have no such tier
      Proseware     lost  gold  these rules have no such tier
    These rules can't be taken: they lack what is in use: contribution prizes, tier gold. Give each its section back; a name may change, an id may not.
    ");
    folder.write("bad.toml", &RULES.replace("period = \"quarter\"", "period = \"fortnight\""));
    let told = complaint(&mut folder.ovation(&["preview", "--rules", "bad.toml"]));
    assert!(told.contains("bad.toml:") && told.contains("expected one of month"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn why_is_answered_from_the_ledger() {
    let folder = sample().await;
    let today = Utc::now().with_timezone(&chrono_tz::America::Toronto).date_naive().to_string();
    insta::assert_snapshot!(timeless(&said(&folder, &["why", "litware labs", "--on", &today])), @"
    Litware Labs had Gold at the end of DAY.
      Since DAY TIME UTC, record N, by an award of 75 points by Ottawa Windows Server User Group for Venue of DAY (record N).
    Its standing of the 12 months up to then: 1025 points from 2 groups.
      points: 1025 of 1000
      Presentation: 4 of 3
      Sponsorship: 3 of 1
      groups: 2 of 2
    ");
    insta::assert_snapshot!(timeless(&said(&folder, &["why", "PROSEWARE", "--on", &today])), @"
    Proseware had Gold at the end of DAY.
      Since DAY TIME UTC, record N, by an opening balance of 300 points of DAY (record N).
    Its standing of the 12 months up to then: 0 points from 0 groups.
      points: 0 of 1000, 1000 missing
      Presentation: 0 of 3, 3 missing
      Sponsorship: 0 of 1, 1 missing
      groups: 0 of 2, 2 missing
    It kept the tier all the same: its guarantee or its days of grace lasted, or the next evaluation was still to come.
    ");
    insta::assert_snapshot!(timeless(&said(&folder, &["why", "1", "--on", "2001-01-01"])), @"
    Litware Labs had no tier at the end of DAY.
      No record up to then gave it one.
    Its standing of the 12 months up to then: 0 points from 0 groups.
    ");
    let json: serde_json::Value =
        serde_json::from_str(&said(&folder, &["why", "Proseware", "--on", &today, "--json"])).expect("JSON");
    assert_eq!(
        (json["tier"].as_str(), json["cause"]["kind"].as_str()),
        (Some("gold"), Some("opening")),
        "{json}"
    );
    assert_eq!(json["since"]["cause"], "act");
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_and_when_are_asked_for_clearly() {
    let folder = sample().await;
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["why", "Litwear Labs", "--on", "2026-01-31"])), @"ovation: no company is called Litwear Labs, or has that number; did you mean Litware Labs?");
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["why", "Nobody", "--on", "2026-01-31"])), @"ovation: no company is called Nobody, or has that number");
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["why", "1", "--on", "31.1.2026"])), @"ovation: --on 31.1.2026 is no day; write it as YYYY-MM-DD, such as 2026-01-31");
    let told = complaint(&mut folder.ovation(&["why", "1", "--on", "2999-01-31"]));
    insta::assert_snapshot!(timeless(&told), @"ovation: --on DAY is still to come: the program's today is DAY; for what would be ask `ovation preview`");
    let nothing = Folder::new();
    insta::assert_snapshot!(complaint(&mut nothing.ovation(&["why", "1", "--on", "2026-01-31"])), @"ovation: no program is in the database yet; database.url in the settings names it");
    insta::assert_snapshot!(complaint(&mut nothing.ovation(&["preview", "--rules", "config/program.toml"])), @"ovation: no program is in the database yet, so nobody would move; database.url in the settings names it");
    assert!(!nothing.0.path().join("ovation.db").exists(), "a question makes no database");
}
