//! What SQLite does to answer the questions that are asked for each award, each key typed, each message told, and
//! each record shown: it goes by indexes, so that no answer takes longer as the ledger grows.

use std::collections::BTreeSet;
use std::path::Path;

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::{
    SqlStore, award_load, award_save, errands, evaluation, facts, groups, jobs, partners, program, reversal,
    standing,
};
use crate::points::rules;
use crate::store::system_clock;

/// Tables that never stop growing.
const GROWING: [&str; 9] =
    ["record", "record_text", "outbox", "allocation", "standing", "share", "thanked", "applause", "person"];

/// Questions, by what asks them.
fn questions() -> Vec<(&'static str, &'static str)> {
    vec![
        ("an award: who, what, whether", award_load::ORDERS),
        ("an award: what the company has", award_load::STANDINGS),
        ("an award: what it adds to", award_load::CELLS),
        ("an award: the group's counter", award_save::ALLOCATIONS),
        ("an award: the company's row", award_save::PARTNERS),
        ("an award: trouble that was told", award_save::TOLD),
        ("a reversal", reversal::AWARD),
        ("the groups that somebody leads", groups::LED),
        ("a key typed", partners::SUGGESTIONS),
        ("the announcer: what is due", errands::DUE),
        ("the announcer: what is due next", errands::NEXT_DUE),
        ("the announcer: what to tell", facts::MESSAGE),
        ("the newest awards of a company", standing::THANKS),
        ("what could not be told", program::UNDELIVERED),
        ("the evaluation: which companies", evaluation::COMPANIES),
        ("the evaluation: what they have", evaluation::CELLS),
        ("groups without the open period", jobs::UNOPENED),
    ]
}

/// Where a statement reads a growing table whole, or has SQLite build an index over it for this once.
async fn read_whole(connection: &mut AnyConnection, question: &str) -> Vec<String> {
    let text = format!("EXPLAIN QUERY PLAN {question}");
    let plan = sqlx::query(AssertSqlSafe(text)).fetch_all(connection).await.expect(question);
    let steps = plan.iter().map(|row| row.get::<String, _>("detail"));
    let aliases = aliases(question);
    steps
        .filter(|step| {
            let whole = step.starts_with("SCAN ") || step.contains("AUTOMATIC");
            // These hold what is not settled alone.
            let partial = step.contains("outbox_waiting") || step.contains("outbox_failed");
            whole && !partial && step.split(' ').nth(1).is_some_and(|name| aliases.contains(name))
        })
        .collect()
}

/// The growing tables as a statement calls them.
fn aliases(question: &str) -> BTreeSet<String> {
    let words: Vec<&str> =
        question.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let of = |pair: &[&str]| GROWING.contains(&pair[0]).then(|| pair[1].to_owned());
    GROWING.into_iter().map(str::to_owned).chain(words.windows(2).filter_map(of)).collect()
}

async fn open(folder: &Path) -> SqlStore {
    let text = include_str!("../../../config/program.toml");
    let rules = rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules");
    let url = format!("sqlite://{}", folder.join("ovation.db").display());
    SqlStore::open(&url, rules, text, system_clock()).await.expect("a new file")
}

#[tokio::test]
async fn no_question_reads_a_growing_table_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    let mut faults = Vec::new();
    for (asks, question) in questions() {
        for step in read_whole(&mut connection, question).await {
            faults.push(format!("{asks}: {step}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    drop(connection);
    store.close().await;
}

#[tokio::test]
async fn a_question_that_reads_a_table_whole_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    let question = "SELECT r.id FROM record r WHERE r.kind = 'award'";
    assert_eq!(read_whole(&mut connection, question).await, ["SCAN r"]);
    drop(connection);
    store.close().await;
}
