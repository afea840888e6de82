//! `ovation backup` and `ovation restore`: a copy of one moment while the bot writes, and back, with nothing lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use ovation::playground::{RULES, history};
use ovation::points::rules;
use ovation::store::outside::{Account, Channel};
use ovation::store::sql::SqlStore;
use ovation::store::{Act, Program as _, ProgramChannels, system_clock};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, SqliteConnection};

use crate::{Folder, complaint, without_secrets};

const STAFF: Account = Account::new(16);

fn act(number: u64) -> Act {
    Act { key: format!("i:{number}"), hash: format!("{number:064x}") }
}

/// Others each time, so that each act is a change.
fn channels(number: u64) -> ProgramChannels {
    ProgramChannels { staff: Some(Channel::new(1_000 + number)), ..ProgramChannels::default() }
}

/// A folder with the sample's history in `ovation.db`.
async fn sample() -> Folder {
    let folder = Folder::new();
    history::write(&url(&folder), RULES).await.expect("the history");
    folder
}

fn path(folder: &Folder, name: &str) -> PathBuf {
    folder.0.path().join(name)
}

fn url(folder: &Folder) -> String {
    format!("sqlite://{}", path(folder, "ovation.db").display())
}

async fn open(file: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(file).connect().await.expect("a database")
}

async fn number(file: &Path, ask: &'static str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(ask)).fetch_one(&mut open(file).await).await.expect(ask)
}

fn done(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.ovation(arguments).output().expect("Ovation starts");
    let said = without_secrets(&output);
    assert!(output.status.success(), "{said}");
    said
}

async fn store(folder: &Folder) -> SqlStore {
    let known = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
    SqlStore::open(&url(folder), known, RULES, system_clock()).await.expect("the database")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_whole_while_the_bot_writes_and_holds_what_was_there() {
    let folder = sample().await;
    let before = number(&path(&folder, "ovation.db"), "SELECT COUNT(*) FROM record").await;
    let (busy, writes) = (Arc::new(AtomicBool::new(true)), Arc::new(AtomicBool::new(false)));
    let writing = {
        let (store, busy, writes) = (store(&folder).await, Arc::clone(&busy), Arc::clone(&writes));
        tokio::spawn(async move {
            let mut number = 0;
            while busy.load(Ordering::SeqCst) {
                number += 1;
                store.set_channels(act(number), STAFF, channels(number)).await.expect("a change");
                writes.store(true, Ordering::SeqCst);
            }
            store.close().await;
        })
    };
    while !writes.load(Ordering::SeqCst) {
        tokio::task::yield_now().await;
    }
    let said = tokio::task::block_in_place(|| done(&folder, &["backup", "copy.db"]));
    busy.store(false, Ordering::SeqCst);
    writing.await.expect("no panic");
    let copy = path(&folder, "copy.db");
    let kept = number(&copy, "SELECT COUNT(*) FROM record").await;
    assert!(kept > before, "{kept} records, {before} before");
    assert!(said.contains(&format!("copy.db: {kept} records")), "{said}");
    assert_eq!(
        number(&copy, "SELECT COUNT(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'").await,
        0
    );
    assert!(!path(&folder, "copy.db.partial").exists());
}

#[tokio::test]
async fn what_is_restored_is_what_was_backed_up_and_what_was_there_is_kept() {
    let folder = sample().await;
    let file = path(&folder, "ovation.db");
    let before = number(&file, "SELECT MAX(id) FROM record").await;
    done(&folder, &["backup", "copy.db"]);
    let later = store(&folder).await;
    later.set_channels(act(1), STAFF, channels(1)).await.expect("a change");
    later.close().await;
    assert_eq!(number(&file, "SELECT MAX(id) FROM record").await, before + 1);
    let said = done(&folder, &["restore", "copy.db"]);
    assert!(said.contains("What was there before is ovation.db.before-"), "{said}");
    assert_eq!(number(&file, "SELECT MAX(id) FROM record").await, before);
    let kept = fs::read_dir(folder.0.path()).expect("a folder").filter_map(|entry| Some(entry.ok()?.path()));
    let kept: Vec<PathBuf> = kept.filter(|path| path.display().to_string().contains(".before-")).collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!(number(&kept[0], "SELECT MAX(id) FROM record").await, before + 1);
}

/// Discord remembers a nonce for some minutes: a number that was used after the backup must not be used again.
#[tokio::test]
async fn the_outbox_goes_on_with_numbers_that_were_never_used() {
    let folder = sample().await;
    done(&folder, &["backup", "copy.db"]);
    let used = number(&path(&folder, "ovation.db"), "SELECT MAX(id) FROM outbox").await;
    done(&folder, &["restore", "copy.db"]);
    let add = "INSERT INTO outbox (purpose, record_id, audience, due_at) \
               SELECT 'leaders', MAX(id), 'staff', 0 FROM record RETURNING id";
    assert!(number(&path(&folder, "ovation.db"), add).await > used + 1_000_000_000);
}

#[tokio::test]
async fn nothing_is_restored_while_the_bot_has_the_file_open() {
    let folder = sample().await;
    done(&folder, &["backup", "copy.db"]);
    let open = store(&folder).await;
    open.channels().await.expect("an answer");
    let said = complaint(&mut folder.ovation(&["restore", "copy.db"]));
    assert!(said.contains("ovation.db open: end the bot first"), "{said}");
    open.set_channels(act(1), STAFF, channels(1)).await.expect("it goes on");
    open.close().await;
    assert!(!path(&folder, "ovation.db.partial").exists());
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused_and_nothing_is_changed() {
    let folder = sample().await;
    done(&folder, &["backup", "copy.db"]);
    let mut spoiled = fs::read(path(&folder, "copy.db")).expect("the copy");
    let half = spoiled.len() / 2;
    spoiled.truncate(half);
    fs::write(path(&folder, "half.db"), &spoiled).expect("a file");
    folder.write("notes.txt", &"no database\n".repeat(99));
    let before = fs::read(path(&folder, "ovation.db")).expect("the database");
    for (file, why) in
        [("half.db", "is no whole backup"), ("notes.txt", "is no whole backup"), ("none.db", "none.db: ")]
    {
        let said = complaint(&mut folder.ovation(&["restore", file]));
        assert!(said.contains(why) && said.contains(file), "{said}");
        assert_eq!(fs::read(path(&folder, "ovation.db")).expect("the database"), before);
    }
}

/// Whenever a restore is killed, there is a whole database under its own name: the old one or the new one.
#[tokio::test]
async fn a_restore_that_is_killed_leaves_the_old_or_the_new() {
    let folder = sample().await;
    let file = path(&folder, "ovation.db");
    let records = number(&file, "SELECT COUNT(*) FROM record").await;
    done(&folder, &["backup", "copy.db"]);
    let later = store(&folder).await;
    later.set_channels(act(1), STAFF, channels(1)).await.expect("a change");
    later.close().await;
    for millis in 0..25 {
        let mut restore = folder.ovation(&["restore", "copy.db"]).spawn().expect("Ovation starts");
        tokio::time::sleep(std::time::Duration::from_millis(millis)).await;
        let _ = restore.kill();
        restore.wait().expect("it ends");
        let left = number(&file, "SELECT COUNT(*) FROM record").await;
        assert!(left == records || left == records + 1, "{left} records after {millis} ms");
        // The names of what was there before have the second in them.
        for entry in fs::read_dir(folder.0.path()).expect("a folder").filter_map(Result::ok) {
            if entry.file_name().to_string_lossy().contains(".before-") {
                fs::remove_file(entry.path()).expect("it was there");
            }
        }
    }
    done(&folder, &["restore", "copy.db"]);
    assert_eq!(number(&file, "SELECT COUNT(*) FROM record").await, records);
}

#[tokio::test]
async fn a_spoiled_database_is_replaced_by_its_backup() {
    let folder = sample().await;
    done(&folder, &["backup", "copy.db"]);
    folder.write("ovation.db", &"no database any more\n".repeat(999));
    done(&folder, &["restore", "copy.db"]);
    assert!(number(&path(&folder, "ovation.db"), "SELECT COUNT(*) FROM record").await > 0);
}

#[tokio::test]
async fn a_backup_replaces_nothing_and_needs_a_database() {
    let folder = sample().await;
    folder.write("copy.db", "mine");
    let said = complaint(&mut folder.ovation(&["backup", "copy.db"]));
    assert!(said.contains("copy.db is there already; name another file"), "{said}");
    assert_eq!(fs::read_to_string(path(&folder, "copy.db")).expect("a file"), "mine");
    let mut nowhere = folder.ovation(&["backup", "other.db"]);
    let said = complaint(nowhere.env("OVATION_DATABASE_URL", "sqlite://nowhere.db"));
    assert!(said.contains("there is no database at nowhere.db; check database.url"), "{said}");
    let mut server = folder.ovation(&["backup", "other.db"]);
    let said = complaint(server.env("OVATION_DATABASE_URL", "postgres://ovation:hunter2@db.example/ovation"));
    assert!(said.contains("pg_dump") && !said.contains("hunter2"), "{said}");
}
