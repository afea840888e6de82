//! SQLite's file: what can be wrong with it, and that opening it again changes nothing.

use std::fs;
use std::path::Path;

use ovation::store::sql::SqlStore;
use ovation::store::{StoreFault, system_clock};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};
use tempfile::TempDir;

use crate::database::{self, Database};
use crate::stage::{RULES, Stage};

async fn open(path: &Path) -> Result<SqlStore, StoreFault> {
    database::open(&format!("sqlite://{}", path.display()), RULES, system_clock()).await
}

/// The fault of a file that can't be opened: it names the file and says what to do.
async fn fault(path: &Path) -> String {
    match open(path).await {
        Err(fault @ StoreFault::Open { .. }) => {
            let text = fault.to_string();
            assert!(text.contains(&path.display().to_string()), "{text}");
            text
        }
        Err(other) => panic!("not about opening: {other}"),
        Ok(_) => panic!("opened {}", path.display()),
    }
}

/// A database that was opened and closed.
async fn made() -> (TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ovation.db");
    open(&path).await.unwrap().close().await;
    // When the store's connections end at the very same moment, none of them is the last, and the log stays beside the file.
    let mut raw = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut raw).await.unwrap();
    raw.close().await.unwrap();
    (folder, path)
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let text = fault(&folder.path().join("nowhere/ovation.db")).await;
    assert!(text.contains("check that the folder exists"), "{text}");
    assert!(!folder.path().join("nowhere").exists());
}

#[tokio::test]
async fn a_folder_in_place_of_the_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fault(folder.path()).await;
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let notes = "not a database, and worth keeping\n".repeat(99);
    fs::write(&path, &notes).unwrap();
    let text = fault(&path).await;
    assert!(text.contains("name another file"), "{text}");
    assert_eq!(fs::read_to_string(&path).unwrap(), notes);
}

#[tokio::test]
async fn a_file_that_may_only_be_read_is_refused() {
    let (_folder, path) = made().await;
    // The write version of the file format, one that this SQLite doesn't know: it may only read such a file. (Taking
    // the right to write away would not stop a test that runs as root.)
    let mut bytes = fs::read(&path).unwrap();
    bytes[18] = 3;
    fs::write(&path, &bytes).unwrap();
    let text = fault(&path).await;
    assert!(text.contains("let this user write the file and its folder"), "{text}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

#[tokio::test]
async fn a_file_whose_inside_is_spoiled_is_a_fault_and_no_panic() {
    let (_folder, path) = made().await;
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let text = fault(&path).await;
    assert!(text.contains("put a backup in its place"), "{text}");
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_refused_and_left_alone() {
    let (_folder, path) = made().await;
    let mut raw = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (9999, 'of tomorrow', true, x'00', 0)";
    sqlx::query(newer).execute(&mut raw).await.unwrap();
    let text = fault(&path).await;
    assert!(text.contains("a newer version of Ovation has changed it"), "{text}");
    assert!(text.contains("start that version or a newer one"), "{text}");
    let records: i64 = sqlx::query("SELECT COUNT(*) FROM record").fetch_one(&mut raw).await.unwrap().get(0);
    assert_eq!(records, 1, "the rules, from when it was made");
}

#[tokio::test]
async fn opening_again_changes_nothing() {
    let mut stage = Stage::new(Database::Sqlite).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 40).await;
    let everything = "SELECT (SELECT COUNT(*) FROM record), (SELECT COUNT(*) FROM _sqlx_migrations), \
                      (SELECT COUNT(*) FROM sqlite_schema), (SELECT COUNT(*) FROM outbox)";
    let before = stage.raw().await.numbers(everything).await;
    for _ in 0..3 {
        stage.restart().await;
        assert_eq!(stage.raw().await.numbers(everything).await, before);
    }
    assert_eq!(stage.remaining(group).await, 460);
}

#[tokio::test]
async fn two_that_open_a_new_file_at_once_make_one_database() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ovation.db");
    let (one, other) = tokio::join!(open(&path), open(&path));
    let (one, other) = (one.unwrap(), other.unwrap());
    let mut raw = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
    let rules: i64 = sqlx::query("SELECT COUNT(*) FROM record WHERE kind = 'rules'")
        .fetch_one(&mut raw)
        .await
        .unwrap()
        .get(0);
    assert_eq!(rules, 1);
    one.close().await;
    other.close().await;
}

#[tokio::test]
async fn what_is_asked_of_a_closed_store_is_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::new(Database::Sqlite).await;
    let store = open(&folder.path().join("ovation.db")).await.unwrap();
    store.close().await;
    use ovation::store::{Awards, Failure, Groups};
    let order = stage.order(
        ovation::points::ids::GroupId::from_raw(1),
        ovation::points::ids::PartnerId::from_raw(1),
        1,
    );
    assert!(matches!(store.award(order).await, Err(Failure::Fault(StoreFault::Closed))));
    assert!(matches!(
        store.propose_group(stage.proposal("Ottawa")).await,
        Err(Failure::Fault(StoreFault::Closed))
    ));
}
