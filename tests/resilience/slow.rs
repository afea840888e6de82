//! A database that is held by another program: people wait, and get their answer.

use std::time::Duration;

use serde_json::Value;
use sqlx::Executor;

use crate::harness::database::Database;
use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};
use crate::seen::{acknowledged, database, everything_is_told_once, newest_request, sample};

/// Holds the database's write lock for longer than an answer may be late.
const HELD: Duration = Duration::from_millis(1500);

#[tokio::test]
async fn an_answer_that_takes_longer_than_a_second_is_deferred_and_arrives() {
    let app = sample().await;
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    let mut held = database(&app).await;
    held.execute(app.place.hold()).await.expect("the lock");
    let award = app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz");
    let release = async {
        tokio::time::sleep(HELD).await;
        sqlx::query("COMMIT").execute(&mut held).await.expect("released");
    };
    let (receipt, ()) = tokio::join!(award, release);
    assert!(receipt.is_ephemeral());
    assert!(receipt.text().contains("Left this quarter: **300** (before: 340)"), "{}", receipt.text());
    let requests = app.control().requests(before).await.expect("the stand-in answers");
    let callback = requests.iter().find(|request| ends(request, "/callback")).expect("a callback");
    assert_eq!(callback["body"]["type"], 5, "deferred");
    assert_eq!(callback["body"]["data"]["flags"], 64, "for the leader alone");
    assert!(
        requests.iter().any(|request| ends(request, "/messages/@original") && request["method"] == "PATCH")
    );
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    app.finish().await;
}

#[tokio::test]
async fn a_click_that_takes_longer_than_a_second_changes_its_message_then() {
    let app = sample().await;
    let leader = app.person("leader").await;
    let receipt = app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz").await;
    crate::seen::all_told(&app).await;
    let mut held = database(&app).await;
    held.execute(app.place.hold()).await.expect("the lock");
    let press = receipt.press("custom_id:v1:undo");
    let release = async {
        tokio::time::sleep(HELD).await;
        sqlx::query("COMMIT").execute(&mut held).await.expect("released");
    };
    let (undone, ()) = tokio::join!(press, release);
    let undone = undone.expect("an answer");
    assert!(undone.text().contains("Undone: 40 points"), "{}", undone.text());
    app.finish().await;
}

#[tokio::test]
async fn who_asked_for_a_form_that_comes_too_late_is_told_to_try_again() {
    // SQLite's readers wait for nobody.
    let mut app = App::prepare_on(Database::Postgres, &quick_rules(), true).await;
    app.start_task().await;
    let leader = app.person("leader").await;
    let mut held = database(&app).await;
    held.execute("BEGIN; LOCK TABLE user_group IN ACCESS EXCLUSIVE MODE").await.expect("the lock");
    let asked = leader.at(OTTAWA, SHOUT_OUTS).command("request").option("kind", "speaker").send();
    let release = async {
        tokio::time::sleep(HELD).await;
        sqlx::query("COMMIT").execute(&mut held).await.expect("released");
    };
    let (told, ()) = tokio::join!(asked, release);
    let told = told.expect("an answer");
    assert!(told.is_ephemeral() && told.text().contains("please try again"), "{}", told.text());
    app.finish().await;
}

fn ends(request: &Value, with: &str) -> bool {
    request["path"].as_str().is_some_and(|path| path.ends_with(with))
}
