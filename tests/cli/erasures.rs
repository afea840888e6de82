//! Who had their data erased stays erased, whatever backup is put back.

use std::fs;
use std::path::PathBuf;

use ovation::playground::{RULES, history};
use ovation::points::rules;
use ovation::store::outside::Account;
use ovation::store::sql::SqlStore;
use ovation::store::{Act, Persons as _, system_clock};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::harness::database::Database;
use crate::{Folder, complaint, without_secrets};

/// Leads a group of the sample.
const LEADER: Account = Account::new(1_000_000_000_000_000_011);
/// Leads another one.
const OTHER_LEADER: Account = Account::new(1_000_000_000_000_000_013);

/// A folder with the sample's rules, and its history in the database at that address.
async fn sample(url: &str) -> Folder {
    let folder = Folder::new();
    folder.write("config/program.toml", RULES);
    history::write(&url.replace("FOLDER", &folder.0.path().display().to_string()), RULES)
        .await
        .expect("the history");
    folder
}

const IN_FOLDER: &str = "sqlite://FOLDER/ovation.db";

fn path(folder: &Folder, name: &str) -> PathBuf {
    folder.0.path().join(name)
}

fn url(folder: &Folder) -> String {
    IN_FOLDER.replace("FOLDER", &folder.0.path().display().to_string())
}

async fn erase(url: &str, who: Account, number: u64) {
    let known = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
    let store = SqlStore::open(url, known, RULES, system_clock()).await.expect("the database");
    let act = Act { key: format!("erase:{number}"), hash: format!("{number:064x}") };
    store.erase(act, who).await.expect("no trouble");
    store.close().await;
}

async fn number(url: &str, ask: &str) -> i64 {
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(url).await.expect("a database");
    sqlx::query_scalar(AssertSqlSafe(ask)).fetch_one(&mut connection).await.expect("a number")
}

/// How many rows name somebody.
async fn known(url: &str, who: Account) -> i64 {
    let asked = format!(
        "SELECT (SELECT COUNT(*) FROM person WHERE account = {who}) + (SELECT COUNT(*) FROM leader WHERE subject = {who})"
    );
    number(url, &asked).await
}

fn said(folder: &Folder, url: &str, arguments: &[&str]) -> String {
    let output = folder.ovation(arguments).env("OVATION_DATABASE_URL", url).output().expect("Ovation starts");
    let said = without_secrets(&output);
    assert!(output.status.success(), "{said}");
    said
}

#[tokio::test]
async fn a_restored_backup_forgets_who_was_erased_since() {
    let folder = sample(IN_FOLDER).await;
    let url = url(&folder);
    said(&folder, &url, &["backup", "first.db"]);
    erase(&url, LEADER, 1).await;
    let told = said(&folder, &url, &["restore", "first.db"]);
    assert!(told.contains("Who was erased before is erased there as well."), "{told}");
    assert_eq!(known(&url, LEADER).await, 0);
    assert!(known(&url, OTHER_LEADER).await > 0);
    assert_eq!(number(&url, "SELECT COUNT(*) FROM erasure").await, 1);
    let told = said(&folder, &url, &["verify"]);
    assert!(told.contains("are what the records give"), "{told}");
    // And again, from the list of what was restored.
    erase(&url, OTHER_LEADER, 2).await;
    said(&folder, &url, &["restore", "first.db"]);
    assert_eq!((known(&url, LEADER).await, known(&url, OTHER_LEADER).await), (0, 0));
    folder.write("ovation.db", &"no database any more\n".repeat(999));
    let told = said(&folder, &url, &["restore", "first.db"]);
    assert!(told.contains("Who was erased before could not be read"), "{told}");
}

/// Nobody finds in the file what isn't in the tables.
#[tokio::test]
async fn what_was_erased_is_overwritten_in_the_file() {
    let folder = sample(IN_FOLDER).await;
    let url = url(&folder);
    let mut connection = AnyConnection::connect(&url).await.expect("a database");
    let asked = format!(
        "SELECT DISTINCT t.text FROM record_text t JOIN record r ON r.id = t.record_id JOIN person p ON p.id = r.actor_id \
          WHERE p.account = {LEADER} AND NOT EXISTS (SELECT 1 FROM record_text o JOIN record q ON q.id = o.record_id \
                 WHERE o.text = t.text AND q.actor_id <> r.actor_id)"
    );
    let texts: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(asked)).fetch_all(&mut connection).await.expect("their words");
    connection.close().await.expect("it closes");
    assert!(!texts.is_empty());
    let found = || {
        let file = fs::read(path(&folder, "ovation.db")).expect("the file");
        let holds = |text: &&String| file.windows(text.len()).any(|part| part == text.as_bytes());
        texts.iter().filter(holds).count()
    };
    assert_eq!(found(), texts.len());
    erase(&url, LEADER, 1).await;
    assert!(!path(&folder, "ovation.db-wal").exists(), "all of it is in the file");
    assert_eq!(found(), 0);
}

/// On each database: the list is taken out of one and applied to the other, which a backup brought back.
async fn taken_along(database: Database) {
    let (now, back) = (database.make().await, database.make().await);
    let folder = sample(&now.url).await;
    history::write(&back.url, RULES).await.expect("the same history");
    erase(&now.url, LEADER, 1).await;
    let told = said(&folder, &now.url, &["erasures", "--export", "erased.json"]);
    assert!(told.contains("erased.json: 1 erasures"), "{told}");
    let list = fs::read_to_string(path(&folder, "erased.json")).expect("a list");
    assert!(!list.contains(&LEADER.to_string()), "{list}");
    assert!(known(&back.url, LEADER).await > 0);
    for again in [1, 0] {
        let told = said(&folder, &back.url, &["erasures", "--apply", "erased.json"]);
        assert!(told.contains(&format!("1 erasures on the list, {again} persons were known")), "{told}");
    }
    assert_eq!(known(&back.url, LEADER).await, 0);
}

#[tokio::test]
async fn a_list_is_taken_along_on_sqlite() {
    taken_along(Database::Sqlite).await;
}

#[tokio::test]
async fn a_list_is_taken_along_on_postgres() {
    taken_along(Database::Postgres).await;
}

#[tokio::test]
async fn what_is_no_list_is_refused_and_no_file_is_replaced() {
    let folder = sample(IN_FOLDER).await;
    folder.write("mine.json", "mine");
    let told = complaint(&mut folder.ovation(&["erasures", "--export", "mine.json"]));
    assert!(told.contains("mine.json is there already; name another file"), "{told}");
    let told = complaint(&mut folder.ovation(&["erasures", "--apply", "mine.json"]));
    assert!(told.contains("mine.json is no list of erasures"), "{told}");
    folder.write("other.json", "{\"format\":\"ovation erasures 9\",\"erasures\":[]}");
    let told = complaint(&mut folder.ovation(&["erasures", "--apply", "other.json"]));
    assert!(told.contains("its format is"), "{told}");
    let told = complaint(&mut folder.ovation(&["erasures", "--apply", "none.json"]));
    assert!(told.contains("none.json: "), "{told}");
}
