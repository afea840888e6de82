//! `ovation verify` and `ovation statement`, as the README says them, on the sample's history.

use ovation::playground::{RULES, history};
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::{Folder, without_secrets};

const SEED: &str = "2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a";

/// A folder with the sample's history in `ovation.db`.
async fn sample() -> Folder {
    let folder = Folder::new();
    history::write(&format!("sqlite://{}", folder.0.path().join("ovation.db").display()), RULES)
        .await
        .expect("the history");
    folder
}

/// The exit code, and what was said.
fn said(folder: &Folder, arguments: &[&str]) -> (Option<i32>, String) {
    let output = folder.ovation(arguments).env("OVATION_SIGNING_KEY", SEED).output().expect("Ovation starts");
    (output.status.code(), without_secrets(&output))
}

/// What was signed before a change of keys stays good when the former public key is named.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_keys_is_no_difference_when_the_former_one_is_named() {
    let folder = sample().await;
    let with_key = |key: &str, arguments: &[&str]| {
        let mut command = folder.ovation(arguments);
        command.env("OVATION_SIGNING_KEY", key.repeat(32));
        command
    };
    let made = with_key("07", &["statement", "1"]).output().expect("Ovation starts");
    assert!(made.status.success(), "{}", without_secrets(&made));
    let public = with_key("07", &["key", "public"]).output().expect("Ovation starts");
    let former = String::from_utf8(public.stdout).expect("text");
    let alone = with_key("08", &["verify"]).output().expect("Ovation starts");
    assert_eq!(alone.status.code(), Some(1), "{}", without_secrets(&alone));
    let mut both = with_key("08", &["verify"]);
    let both = both.env("OVATION_SIGNING_FORMER_KEYS", former.trim()).output().expect("Ovation starts");
    assert_eq!(both.status.code(), Some(0), "{}", without_secrets(&both));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_readme_s_commands_check_a_program_and_a_statement() {
    let folder = sample().await;
    let readme = include_str!("../../README.md");
    let (_, section) = readme.split_once("### Check that everything adds up").expect("the section");
    let (_, block) = section.split_once("```sh\n").expect("its commands");
    let (block, _) = block.split_once("```").expect("their end");
    for command in block.lines() {
        let words = command.strip_prefix("target/release/ovation ").expect("a command of Ovation's");
        let (words, file) =
            words.split_once(" > ").map_or((words, None), |(words, file)| (words, Some(file)));
        let (code, text) = said(&folder, &words.split(' ').collect::<Vec<_>>());
        assert_eq!(code, Some(0), "{command}: {text}");
        if let Some(file) = file {
            folder.write(file, &text);
        }
    }
    let csv = std::fs::read_to_string(folder.0.path().join("statement-1.csv")).expect("the spreadsheet");
    assert!(csv.starts_with("record,at,day,kind"), "{csv}");
    let (code, text) = said(&folder, &["verify"]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("Signed heads that agree: 1,") && text.contains("(0 not in the log yet)"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_difference_ends_with_1_and_names_its_record() {
    let folder = sample().await;
    assert_eq!(said(&folder, &["statement", "1"]).0, Some(0));
    let file = folder.0.path().join("ovation.db");
    let mut raw = SqliteConnectOptions::new().filename(file).connect().await.expect("the database");
    let meddling = "DROP TRIGGER record_is_never_changed; UPDATE record SET at = at + 1 WHERE id = 7";
    sqlx::raw_sql(meddling).execute(&mut raw).await.expect("whoever owns the file can");
    let (code, text) = said(&folder, &["verify"]);
    assert_eq!(code, Some(1), "{text}");
    assert!(text.contains("record 7 was changed"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_t_be_checked_ends_with_2() {
    let nothing = Folder::new();
    let (code, text) = said(&nothing, &["verify"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(!nothing.0.path().join("ovation.db").exists(), "a check makes no database");
    let (code, text) = said(&sample().await, &["verify", "--group", "Nobody's"]);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains("0 groups are called Nobody's"), "{text}");
}

/// Nothing is signed and nothing written for what can't be made.
#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_can_t_be_made_says_why_and_signs_nothing() {
    let folder = sample().await;
    for (arguments, why) in [
        (&["statement", "1", "--out", "nowhere"][..], "cannot write nowhere"),
        (&["statement", "Nobody Inc"], "0 partners are called Nobody Inc"),
        (&["statement", "999"], "0 partners are called 999"),
    ] {
        let (code, text) = said(&folder, arguments);
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains(why), "{text}");
    }
    let without = folder.ovation(&["statement", "1"]).output().expect("Ovation starts");
    assert!(without_secrets(&without).contains("no signing key: set OVATION_SIGNING_KEY"));
    let mut database = SqliteConnectOptions::new()
        .filename(folder.0.path().join("ovation.db"))
        .connect()
        .await
        .expect("the database");
    let heads: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM head").fetch_one(&mut database).await.expect("heads");
    assert_eq!(heads, 0);
}
