//! A database that is held by another program: people wait, and get their answer.

use serde_json::Value;
use sqlx::Executor;

use crate::harness::database::Database;
use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};
use crate::seen::{acknowledged, all_told, database, everything_is_told_once, newest_request, sample, until};

#[tokio::test]
async fn an_answer_that_takes_longer_than_a_second_is_deferred_and_arrives() {
    let app = sample().await;
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    let mut held = database(&app).await;
    held.execute(app.place.hold()).await.expect("the lock");
    let award = app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz");
    let release = async {
        let callback = first_answer(&app, before).await;
        sqlx::query("COMMIT").execute(&mut held).await.expect("released");
        callback
    };
    let (receipt, callback) = tokio::join!(award, release);
    assert_eq!(callback["body"]["type"], 5, "deferred");
    assert_eq!(callback["body"]["data"]["flags"], 64, "for the leader alone");
    assert!(receipt.is_ephemeral());
    assert!(receipt.text().contains("Left this quarter: **300** (before: 340)"), "{}", receipt.text());
    let requests = app.control().requests(before).await.expect("the stand-in answers");
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
    all_told(&app).await;
    let before = newest_request(&app).await;
    let mut held = database(&app).await;
    held.execute(app.place.hold()).await.expect("the lock");
    let press = receipt.press("custom_id:v1:undo");
    let release = async {
        let callback = first_answer(&app, before).await;
        sqlx::query("COMMIT").execute(&mut held).await.expect("released");
        callback
    };
    let (undone, callback) = tokio::join!(press, release);
    assert_eq!(callback["body"]["type"], 6, "acknowledged");
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
    let before = newest_request(&app).await;
    let mut held = database(&app).await;
    held.execute("BEGIN; LOCK TABLE user_group IN ACCESS EXCLUSIVE MODE").await.expect("the lock");
    let asked = leader.at(OTTAWA, SHOUT_OUTS).command("request").option("kind", "speaker").send();
    let release = async {
        let callback = first_answer(&app, before).await;
        sqlx::query("COMMIT").execute(&mut held).await.expect("released");
        callback
    };
    let (told, callback) = tokio::join!(asked, release);
    assert_eq!(callback["body"]["type"], 5, "deferred");
    let told = told.expect("an answer");
    assert!(told.is_ephemeral() && told.text().contains("please try again"), "{}", told.text());
    app.finish().await;
}

/// Waits for what the bot says first, while it can't do what was asked for.
async fn first_answer(app: &App, after: u64) -> Value {
    until(app, "a first answer", async || {
        let requests = app.control().requests(after).await.expect("the stand-in answers");
        requests.into_iter().find(|request| ends(request, "/callback"))
    })
    .await
}

fn ends(request: &Value, with: &str) -> bool {
    request["path"].as_str().is_some_and(|path| path.ends_with(with))
}
