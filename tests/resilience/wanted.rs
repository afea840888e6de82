//! Trouble on the way of help wanted: a forum's post, a card in a thread that has to be opened, a direct message. Each is
//! there once.

use discord_emulator::{Person, Reply};
use serde_json::{Value, json};

use crate::harness::{App, OTTAWA, RUST};
use crate::seen::{all_told, newest_request, sample};

const TOPIC: &str = "Backups that survive a fire";

fn trouble(kind: &str, path: &str) -> Value {
    json!({ "kind": kind, "method": "POST", "path": path, "times": 1 })
}

fn unavailable(path: &str) -> Value {
    json!({ "kind": "answer", "method": "POST", "path": path, "times": 1, "status": 503 })
}

async fn ask(who: &Person, server: &str) {
    let form = who.at(server, "general").command("request").option("kind", "speaker").send().await;
    let fields = [("topic", TOPIC), ("wording", "An hour of practice")];
    let receipt = form.expect("the form").fill(&fields).submit().await.expect("an answer");
    assert!(receipt.is_ephemeral());
}

async fn offer(app: &App) {
    let partner = app.person("partner").await;
    let list = partner.at(OTTAWA, "general").command("requests").option("scope", "program").send().await;
    let form = list.expect("the list").press("We can help").await.expect("the form");
    let made = form.fill(&[("wording", "Our engineer Kim talks")]).submit().await.expect("an answer");
    assert!(made.text().contains("Your offer is with"), "{}", made.text());
}

/// The statuses of POSTs to paths that end so.
async fn posts(app: &App, after: u64, fits: impl Fn(&str) -> bool) -> Vec<u64> {
    let requests = app.control().requests(after).await.expect("the stand-in answers");
    let posts = requests.iter().filter(|request| request["method"] == "POST");
    let of_path = posts.filter(|request| request["path"].as_str().is_some_and(&fits));
    of_path.map(|request| request["status"].as_u64().unwrap_or(0)).collect()
}

/// Messages of the bot in a place that say so.
async fn said(who: &Person, server: &str, channel: &str, what: &str) -> usize {
    let messages = who.messages(server, channel).await.expect("messages");
    messages
        .iter()
        .filter(|message: &&Reply| message.text().contains(what) && !message.is_ephemeral())
        .count()
}

#[tokio::test]
async fn a_forums_post_whose_answer_was_lost_is_found_among_the_posts() {
    for (fault, wanted) in [
        (trouble("lose_answer", "/channels/*/threads"), vec![0]),
        (trouble("drop_request", "/channels/*/threads"), vec![0, 201]),
        (unavailable("/channels/*/threads"), vec![503, 201]),
    ] {
        let app = sample().await;
        let leader = app.person("leader").await;
        let before = newest_request(&app).await;
        app.control().fault(fault).await.expect("a fault");
        ask(&leader, OTTAWA).await;
        all_told(&app).await;
        assert_eq!(posts(&app, before, |path| path.ends_with("/threads")).await, wanted);
        assert_eq!(said(&leader, OTTAWA, TOPIC, "Speaker wanted").await, 1);
        // It is known where it is: what comes later is told in its thread, and it is drawn anew.
        offer(&app).await;
        all_told(&app).await;
        assert_eq!(said(&leader, OTTAWA, TOPIC, "can help, says").await, 1);
        assert_eq!(said(&leader, OTTAWA, TOPIC, "· 1 offer").await, 1);
        app.finish().await;
    }
}

#[tokio::test]
async fn a_card_comes_once_into_the_thread_that_is_opened_for_it() {
    let opening = |path: &str| path.ends_with("/threads");
    for (fault, opened) in [
        (trouble("lose_answer", "/channels/*/messages/*/threads"), vec![0, 400]),
        (unavailable("/channels/*/messages/*/threads"), vec![503, 201]),
        (trouble("lose_answer", "/channels/*/messages"), vec![201]),
        (unavailable("/channels/*/messages"), vec![201, 400]),
    ] {
        let app = sample().await;
        let leader = app.person("other-leader").await;
        ask(&leader, RUST).await;
        all_told(&app).await;
        let before = newest_request(&app).await;
        app.control().fault(fault).await.expect("a fault");
        offer(&app).await;
        all_told(&app).await;
        assert_eq!(posts(&app, before, opening).await, opened);
        assert_eq!(said(&leader, RUST, TOPIC, "peut aider, dit").await, 1);
        app.finish().await;
    }
}

#[tokio::test]
async fn a_direct_message_whose_answer_was_lost_is_not_sent_again() {
    let app = sample().await;
    let (leader, partner) = (app.person("other-leader").await, app.person("partner").await);
    let panel = partner.at(OTTAWA, "general").command("offer subscribe").send().await.expect("the panel");
    let panel = panel.choose("Requests of which kinds?", &["speaker"]).await.expect("the panel");
    panel.press("By direct message").await.expect("the panel");
    let before = newest_request(&app).await;
    let lost = json!({ "kind": "lose_answer", "method": "POST", "path": "/channels/*/messages", "times": 2 });
    app.control().fault(lost).await.expect("a fault");
    ask(&leader, RUST).await;
    all_told(&app).await;
    assert_eq!(posts(&app, before, |path| path.ends_with("/messages")).await, [0, 0], "one each, both found");
    app.finish().await;
}
