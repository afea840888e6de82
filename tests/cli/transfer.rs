//! `ovation move`: from SQLite to PostgreSQL, all of it or nothing, and never over another ledger.

use std::fs;
use std::process::{Command, Stdio};

use ovation::playground::{RULES, history};
use ovation::points::ids::PartnerId;
use ovation::points::rules;
use ovation::points::text::Reason;
use ovation::store::outside::{Account, Channel};
use ovation::store::sql::SqlStore;
use ovation::store::{
    Act, Evidence as _, MergeOrder, Program as _, ProgramChannels, Staff as _, system_clock,
};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::harness::database::{Database, Place};
use crate::{Folder, complaint, without_secrets};

async fn sample() -> Folder {
    let folder = Folder::new();
    history::write(&url(&folder), RULES).await.expect("the history");
    // So that the log of the records is moved as well.
    let store = open(&url(&folder)).await;
    assert!(store.sequence().await.expect("a log") > 0);
    store.close().await;
    folder
}

fn url(folder: &Folder) -> String {
    format!("sqlite://{}", folder.0.path().join("ovation.db").display())
}

fn moving(folder: &Folder, to: &Place) -> Command {
    folder.ovation(&["move", "--to", &to.url])
}

#[track_caller]
fn moved(folder: &Folder, to: &Place) -> String {
    let output = moving(folder, to).output().expect("Ovation starts");
    let said = without_secrets(&output);
    assert!(output.status.success(), "{said}");
    said
}

/// The ledger as text, a line for each record.
async fn ledger(url: &str) -> Vec<String> {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.expect("a database");
    let ask = "SELECT CAST(id AS TEXT) || ' ' || kind || ' ' || CAST(at AS TEXT) || ' ' || COALESCE(act, '') || ' ' || \
               COALESCE(CAST(points AS TEXT), '') || ' ' || detail FROM record ORDER BY id";
    // A target that nothing was moved to may have no tables yet.
    sqlx::query_scalar(AssertSqlSafe(ask)).fetch_all(&mut connection).await.unwrap_or_default()
}

async fn open(url: &str) -> SqlStore {
    let known = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
    SqlStore::open(url, known, RULES, system_clock()).await.expect("the database")
}

async fn change(store: &SqlStore, number: u64) {
    let act = Act { key: format!("i:{number}"), hash: format!("{number:064x}") };
    let channels =
        ProgramChannels { staff: Some(Channel::new(1_000 + number)), ..ProgramChannels::default() };
    store.set_channels(act, Account::new(16), channels).await.expect("a change");
}

/// The first company becomes the second one, which comes behind it.
async fn merge(store: &SqlStore) {
    let act = Act { key: "i:9".to_owned(), hash: format!("{:064x}", 9) };
    let [absorbed, into] = [1, 2].map(PartnerId::from_raw);
    let (by, reason) = (Account::new(16), Reason::parse("It was bought").expect("a reason"));
    let order = MergeOrder { act, by, absorbed, into, since: None, take_back: false, reason };
    store.merge_partners(order).await.expect("two companies");
}

#[tokio::test]
async fn everything_is_moved_and_acts_go_on_there() {
    let (folder, target) = (sample().await, Database::Postgres.make().await);
    let source = open(&url(&folder)).await;
    merge(&source).await;
    source.close().await;
    let before = ledger(&url(&folder)).await;
    let said = moved(&folder, &target);
    assert!(said.contains(&format!("Moved: {} records", before.len())), "{said}");
    assert_eq!(ledger(&target.url).await, before);
    assert_eq!(ledger(&url(&folder)).await, before, "the source stays");
    let mut verify = folder.ovation(&["verify"]);
    let verified = verify.env("OVATION_DATABASE_URL", &target.url).output().expect("Ovation starts");
    assert!(verified.status.success(), "{}", without_secrets(&verified));
    let store = open(&target.url).await;
    change(&store, 1).await;
    store.close().await;
    let after = ledger(&target.url).await;
    assert_eq!(after[..before.len()], before);
    assert_eq!(after.len(), before.len() + 1);
}

#[tokio::test]
async fn a_move_that_is_killed_anywhere_is_begun_again_and_finishes() {
    let (folder, target) = (sample().await, Database::Postgres.make().await);
    let mut done = false;
    for millis in (0..300).step_by(20) {
        let mut begun = moving(&folder, &target).stderr(Stdio::null()).spawn().expect("Ovation starts");
        tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
        let _ = begun.kill();
        done |= begun.wait().expect("it ends").success();
        // All of it or nothing, at every moment.
        let there = ledger(&target.url).await.len();
        assert!(there == 0 || there == ledger(&url(&folder)).await.len(), "{there} records");
        done |= there > 0;
    }
    if !done {
        moved(&folder, &target);
    }
    assert_eq!(ledger(&target.url).await, ledger(&url(&folder)).await);
}

#[tokio::test]
async fn another_ledger_at_the_target_is_left_alone() {
    let (folder, target) = (sample().await, Database::Postgres.make().await);
    let other = open(&target.url).await;
    change(&other, 7).await;
    other.close().await;
    let before = ledger(&target.url).await;
    let said = complaint(&mut moving(&folder, &target));
    assert!(said.contains("records already; name an empty database"), "{said}");
    assert_eq!(ledger(&target.url).await, before);
}

#[tokio::test]
async fn nothing_is_moved_while_the_bot_runs() {
    let (folder, target) = (sample().await, Database::Postgres.make().await);
    let running = open(&url(&folder)).await;
    running.channels().await.expect("an answer");
    let said = complaint(&mut moving(&folder, &target));
    assert!(said.contains("end the bot first"), "{said}");
    change(&running, 1).await;
    running.close().await;
}

#[tokio::test]
async fn a_target_that_is_none_and_a_source_that_is_not_there_are_told() {
    let folder = sample().await;
    let said = complaint(&mut folder.ovation(&["move", "--to", "sqlite://other.db"]));
    assert!(said.contains("--to names no PostgreSQL; write it as postgres://USER@HOST/DATABASE"), "{said}");
    fs::remove_file(folder.0.path().join("ovation.db")).expect("it was there");
    let said =
        complaint(&mut folder.ovation(&["move", "--to", "postgres://ovation:hunter2@127.0.0.1:1/ovation"]));
    assert!(said.contains("there is no database at ovation.db") && !said.contains("hunter2"), "{said}");
}
