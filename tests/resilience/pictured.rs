//! A new tier is told once and with its picture, whatever becomes of the picture's way to Discord.

use discord_emulator::Reply;
use serde_json::{Value, json};

use crate::harness::{App, OTTAWA, SHOUT_OUTS};
use crate::seen::{all_told, database, in_a_process, newest_request, sample, until, verified};

/// Where the program tells tiers, and nothing else here.
const ANNOUNCEMENTS: &str = "announcements";

/// Requests by which the tier is posted, or drawn anew, meet this trouble so often.
async fn trouble(app: &App, method: &str, mut fault: Value, times: u32) {
    let channel = app.control().channel(OTTAWA, ANNOUNCEMENTS).await.expect("a channel");
    let below = if method == "POST" { "" } else { "/*" };
    fault["method"] = json!(method);
    fault["path"] = json!(format!("/channels/{channel}/messages{below}"));
    fault["times"] = json!(times);
    app.control().fault(fault).await.expect("a fault");
}

fn lost() -> Value {
    json!({ "kind": "lose_answer" })
}

/// Fabrikam reaches a tier.
async fn lift(app: &App) {
    let leader = app.person("leader").await;
    app.award(&leader, "Fabrikam Training", "mentoring", 60, "Answers for a week").await;
}

/// The tier in the program's channel: told once there, and once where the group is.
async fn told_once(app: &App) -> Reply {
    all_told(app).await;
    let staff = app.person("staff").await;
    let mut told = Vec::new();
    for channel in [SHOUT_OUTS, ANNOUNCEMENTS] {
        let mut messages = staff.messages(OTTAWA, channel).await.expect("messages");
        messages.retain(|message| message.text().contains("🏆 Fabrikam Training is now Certified!"));
        assert_eq!(messages.len(), 1, "in {channel}: {messages:#?}\n{}", app.log());
        told.append(&mut messages);
    }
    told.pop().expect("a message")
}

/// The message has one picture, which is shown and can be fetched.
async fn is_pictured(message: &Reply) {
    let files = message.json()["attachments"].as_array().expect("a list");
    assert_eq!(files.len(), 1, "{}", message.json());
    let shown = message.json()["components"].to_string();
    assert!(shown.contains(files[0]["url"].as_str().expect("an address")), "{shown}");
    let answer = reqwest::get(files[0]["url"].as_str().expect("an address")).await.expect("an answer");
    assert_eq!(&answer.bytes().await.expect("a picture")[..8], b"\x89PNG\r\n\x1a\n");
}

/// The requests since this one that told the tier in the program's channel: whether a picture went along, and the status.
async fn sent(app: &App, after: u64, method: &str) -> Vec<(bool, u64)> {
    let channel = app.control().channel(OTTAWA, ANNOUNCEMENTS).await.expect("a channel");
    let requests = app.control().requests(after).await.expect("the stand-in answers");
    let path = format!("/api/v10/channels/{channel}/messages");
    let told = requests.iter().filter(|request| {
        request["method"] == method && request["path"].as_str().is_some_and(|it| it.starts_with(&path))
    });
    let pictured =
        |request: &Value| request["body"]["attachments"].as_array().is_some_and(|it| !it.is_empty());
    told.map(|request| (pictured(request), request["status"].as_u64().expect("a status"))).collect()
}

/// A tier is reached while a trouble is on; its message, and the requests that posted it.
async fn lifted_under(fault: Value, times: u32) -> (App, Reply, Vec<(bool, u64)>) {
    let app = sample().await;
    let before = newest_request(&app).await;
    trouble(&app, "POST", fault, times).await;
    lift(&app).await;
    let told = told_once(&app).await;
    let posts = sent(&app, before, "POST").await;
    (app, told, posts)
}

#[tokio::test]
async fn a_picture_whose_answer_is_lost_is_found_with_its_message_and_not_posted_again() {
    let (app, told, posts) = lifted_under(lost(), 1).await;
    is_pictured(&told).await;
    assert_eq!(posts, [(true, 0)]);
    app.finish().await;
}

#[tokio::test]
async fn a_picture_that_discord_took_and_answered_with_5xx_is_found_with_its_message_and_not_posted_again() {
    let (app, told, posts) = lifted_under(json!({ "kind": "lose_answer", "status": 502 }), 1).await;
    is_pictured(&told).await;
    assert_eq!(posts, [(true, 502)]);
    app.finish().await;
}

#[tokio::test]
async fn a_picture_that_discord_fails_on_is_sent_again_with_its_message() {
    let (app, told, posts) = lifted_under(json!({ "kind": "answer", "status": 502 }), 2).await;
    is_pictured(&told).await;
    assert_eq!(posts, [(true, 502), (true, 502), (true, 200)]);
    app.finish().await;
}

#[tokio::test]
async fn a_picture_whose_way_breaks_off_is_sent_again_with_its_message() {
    let (app, told, posts) = lifted_under(json!({ "kind": "drop_request" }), 1).await;
    is_pictured(&told).await;
    assert_eq!(posts, [(true, 0), (true, 200)]);
    app.finish().await;
}

#[tokio::test]
async fn a_picture_that_discord_fails_on_each_time_keeps_no_news_back() {
    let (app, told, posts) = lifted_under(json!({ "kind": "answer", "status": 500 }), 3).await;
    assert_eq!(told.json()["attachments"], json!([]), "{}", told.json());
    assert_eq!(posts, [(true, 500), (true, 500), (true, 500), (false, 200)]);
    app.finish().await;
}

#[tokio::test]
async fn a_picture_that_is_sent_anew_because_its_answer_was_lost_takes_the_place_of_the_one_before() {
    let app = sample().await;
    lift(&app).await;
    let told = told_once(&app).await;
    let before = newest_request(&app).await;
    trouble(&app, "PATCH", lost(), 1).await;
    let member = app.person("member").await;
    told.seen_by(&member).press_quietly("👏").await.expect("the click is taken");
    let told = told_once(&app).await;
    assert!(told.text().contains("👏 1"), "{}", told.text());
    is_pictured(&told).await;
    assert_eq!(sent(&app, before, "PATCH").await, [(true, 0), (true, 200)]);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_kills_the_bot_sees_the_picture_once() {
    for fault in [lost(), json!({ "kind": "drop_request" }), json!({ "kind": "delay", "millis": 60_000 })] {
        let mut app = in_a_process().await;
        trouble(&app, "POST", fault, 1).await;
        lift(&app).await;
        let mut database = database(&app).await;
        until(&app, "the news under way", async || {
            let begun = "SELECT COUNT(*) FROM outbox WHERE purpose = 'tier' AND audience = 'announcements' \
                         AND attempted_at IS NOT NULL AND state = 'waiting'";
            let begun: i64 = sqlx::query_scalar(begun).fetch_one(&mut database).await.expect("the outbox");
            (begun > 0).then_some(())
        })
        .await;
        app.kill();
        app.control().fault(json!({ "kind": "clear" })).await.expect("no trouble");
        app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
        app.start_process().await;
        is_pictured(&told_once(&app).await).await;
        verified(&app);
        app.finish().await;
    }
}
