//! `ovation import`: every fault first, then all of it or nothing, and once.

use chrono::Utc;
use ovation::playground::{RULES, history};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::harness::database::Database;
use crate::{Folder, complaint, without_secrets};

/// A folder with the sample's rules, and its history in `ovation.db`.
async fn sample() -> Folder {
    let folder = bare();
    history::write(&format!("sqlite://{}", folder.0.path().join("ovation.db").display()), RULES)
        .await
        .expect("the history");
    folder
}

/// A folder with the sample's rules, and no database.
fn bare() -> Folder {
    let folder = Folder::new();
    folder.write("config/program.toml", RULES);
    folder
}

#[track_caller]
fn said(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.ovation(arguments).output().expect("Ovation starts");
    let said = without_secrets(&output);
    assert!(output.status.success(), "{said}");
    said
}

/// How many records there are.
async fn records(folder: &Folder) -> i64 {
    let file = folder.0.path().join("ovation.db");
    let mut raw = SqliteConnectOptions::new().filename(file).connect().await.expect("the database");
    sqlx::query_scalar("SELECT COUNT(*) FROM record").fetch_one(&mut raw).await.expect("records")
}

const COMPANIES: &str = "name,tier,points,day,website,contribution,group,representative\n\
    Proseware,Gold,2100,2020-01-31,https://proseware.example,,,100000000000000077\n\
    litware labs,,350,2020-03-15,,presentation,Ottawa Windows Server User Group,\n\
    Northwind Traders,,,,,,,\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_rehearsed_imported_once_and_adds_up() {
    let folder = sample().await;
    folder.write("partners.csv", COMPANIES);
    let before = records(&folder).await;
    insta::assert_snapshot!(said(&folder, &["import", "partners.csv", "--dry-run"]), @"
    new     Proseware                2100 points  gold
    known   Litware Labs              350 points  gold
    new     Northwind Traders           0 points  registered
    partners.csv: 3 companies; 2 would be new, 1 known before, 0 imported before. Points: 2450.
    Nothing was written. Without --dry-run this is done, all of it or nothing.
    ");
    assert_eq!(records(&folder).await, before, "a rehearsal writes nothing");
    insta::assert_snapshot!(said(&folder, &["import", "partners.csv"]), @"
    new     Proseware                2100 points  gold
    known   Litware Labs              350 points  gold
    new     Northwind Traders           0 points  registered
    partners.csv: 3 companies; 2 are new, 1 known before, 0 imported before. Points: 2450.
    All of it is in the ledger.
    ");
    let after = records(&folder).await;
    insta::assert_snapshot!(said(&folder, &["import", "partners.csv"]), @"partners.csv: nothing was changed. Its 3 companies were imported before.");
    insta::assert_snapshot!(said(&folder, &["import", "partners.csv", "--dry-run"]), @"
    before  Proseware                2100 points  gold
    before  Litware Labs              350 points  gold
    before  Northwind Traders           0 points  registered
    partners.csv: 3 companies; 0 would be new, 0 known before, 3 imported before. Points: 0.
    Without --dry-run nothing is done either: all of it was imported before.
    ");
    assert_eq!(records(&folder).await, after, "the same file again changes nothing");
    said(&folder, &["verify"]);
    let seed = "2a".repeat(32);
    let mut statement = folder.ovation(&["statement", "Proseware"]);
    let made = statement.env("OVATION_SIGNING_KEY", seed).output().expect("Ovation starts");
    assert!(made.status.success(), "{}", without_secrets(&made));
    let another = COMPANIES.replace("2100", "2200");
    folder.write("another.csv", &another);
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["import", "another.csv"])), @"
    ovation: nothing was imported:
    another.csv:2: name is of a company that has brought another balance before; a balance is brought once: leave the line out
    ");
    assert_eq!(records(&folder).await, after);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_of_file_and_ledger_is_told_at_once_and_nothing_is_written() {
    let folder = sample().await;
    let file = "name;tier;points;day;web site\n\
        Proseware;gold;2100;2020-01-31;\n\
        Tailspin Travel;silver;10;2999-01-01;\n\
        Adatum Events;;lots;2999-01-01;\n\
        Contoso Cloud;;5;2999-01-01;\n";
    folder.write("partners.csv", file);
    let before = records(&folder).await;
    for arguments in [&["import", "partners.csv"][..], &["import", "partners.csv", "--dry-run"]] {
        let told = complaint(&mut folder.ovation(arguments));
        let (told, _) = told.split_once(", 20").expect("today");
        insta::allow_duplicates!(insta::assert_snapshot!(told, @r#"
        ovation: nothing was imported:
        partners.csv:1: "web site" is no column; did you mean website?
        partners.csv:3: tier is "silver"; expected one of registered, certified, gold
        partners.csv:4: points is "lots"; expected a whole number from 0 to 1000000000
        partners.csv:5: day is 2999-01-01; expected a day up to the program's today
        "#));
    }
    assert_eq!(records(&folder).await, before);
}

/// A program begins with an import: no bot ever ran.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_can_be_the_first_thing_that_happens() {
    let folder = bare();
    folder.write("partners.csv", "name,tier,points\nProseware,certified,700\nAdatum,,600\n");
    let database = folder.0.path().join("ovation.db");
    insta::assert_snapshot!(said(&folder, &["import", "partners.csv", "--dry-run"]), @"
    new     Proseware         700 points  certified
    new     Adatum            600 points  registered
    partners.csv: 2 companies; 2 would be new, 0 known before, 0 imported before. Points: 1300.
    Nothing was written. Without --dry-run this is done, all of it or nothing.
    ");
    assert!(!database.exists(), "a rehearsal makes no database");
    insta::assert_snapshot!(said(&folder, &["import", "partners.csv"]), @"
    new     Proseware         700 points  certified
    new     Adatum            600 points  registered
    partners.csv: 2 companies; 2 are new, 0 known before, 0 imported before. Points: 1300.
    All of it is in the ledger.
    ");
    said(&folder, &["verify"]);
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = bare();
    insta::assert_snapshot!(complaint(&mut folder.ovation(&["import", "none.csv"])), @"ovation: cannot read none.csv: No such file or directory (os error 2)");
}

/// A program that begins on PostgreSQL, in a database that is empty.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_begins_a_program_on_postgres() {
    let (folder, place) = (bare(), Database::Postgres.make().await);
    folder.write("partners.csv", "name,tier,points\nProseware,certified,700\n");
    let ovation = |arguments: &[&str]| {
        let mut command = folder.ovation(arguments);
        let output = command.env("OVATION_DATABASE_URL", &place.url).output().expect("Ovation starts");
        let said = without_secrets(&output);
        assert!(output.status.success(), "{said}");
        said
    };
    for (arguments, told) in [
        (&["import", "partners.csv", "--dry-run"][..], "1 would be new"),
        (&["import", "partners.csv"], "1 are new"),
        (&["import", "partners.csv"], "nothing was changed"),
        (&["verify"], "Good"),
        (&["preview", "--rules", "config/program.toml"], "1 active companies"),
    ] {
        let said = ovation(arguments);
        assert!(said.contains(told), "{arguments:?}: {said}");
    }
    let today = Utc::now().with_timezone(&chrono_tz::America::Toronto).date_naive().to_string();
    let said = ovation(&["why", "proseware", "--on", &today]);
    assert!(said.contains("Proseware had Certified"), "{said}");
}

/// The commands of the README's sections, on the sample.
#[tokio::test(flavor = "multi_thread")]
async fn the_readme_s_commands_bring_companies_and_answer() {
    let folder = sample().await;
    folder.write("partners.csv", COMPANIES);
    let readme = include_str!("../../README.md");
    for section in ["### Bring the companies of a running program", "### What would be, and why"] {
        let (_, section) = readme.split_once(section).expect("the section");
        let (_, block) = section.split_once("```sh\n").expect("its commands");
        let (block, _) = block.split_once("```").expect("their end");
        for command in block.lines() {
            let words = command.strip_prefix("target/release/ovation ").expect("a command of Ovation's");
            said(&folder, &words.split(' ').collect::<Vec<_>>());
        }
    }
}
