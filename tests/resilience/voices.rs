//! What members say of a talk is counted once each and shown, whatever comes between the press and the message.

use discord_emulator::Reply;
use serde_json::{Value, json};

use crate::harness::{App, OTTAWA, SHOUT_OUTS};
use crate::seen::{all_told, database, in_a_process, is_being_drawn, newest_request, sample, verified};

/// Edits of messages meet this trouble so often.
async fn trouble(app: &App, mut fault: Value, times: u32) {
    fault["method"] = json!("PATCH");
    fault["path"] = json!("/channels/*/messages/*");
    fault["times"] = json!(times);
    app.control().fault(fault).await.expect("a fault");
}

/// A talk of Contoso's and its shout-out.
async fn talk(app: &App) -> Reply {
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
    all_told(app).await;
    let says = |message: &Reply| message.text().contains("Two hours of answers");
    member.wait_for(OTTAWA, SHOUT_OUTS, says).await.expect("the shout-out")
}

/// Each of them says what they think of the talk.
async fn say(app: &App, talk: &Reply, voices: &[(&str, &str)]) {
    for (who, voice) in voices {
        let person = app.person(who).await;
        talk.seen_by(&person).press_quietly(voice).await.expect("the click is taken");
    }
}

/// The message says this of the talk, and so many members said it.
async fn shows(app: &App, talk: &Reply, says: &str, members: i64) {
    all_told(app).await;
    let shown = talk.again().await.expect("it is there").text();
    assert!(shown.contains(says), "{says:?} isn't in: {shown}\n{}", app.log());
    let said: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM voice")
        .fetch_one(&mut database(app).await)
        .await
        .expect("the voices");
    assert_eq!(said, members);
}

/// The edits since this request, by their status.
async fn edits(app: &App, after: u64) -> Vec<u64> {
    let requests = app.control().requests(after).await.expect("the stand-in answers");
    let edits = requests.iter().filter(|request| {
        request["method"] == "PATCH"
            && request["path"].as_str().is_some_and(|path| path.starts_with("/api/v10/channels/"))
    });
    edits.filter_map(|request| request["status"].as_u64()).collect()
}

#[tokio::test]
async fn voices_are_shown_though_answers_to_the_edits_are_lost() {
    let app = sample().await;
    let talk = talk(&app).await;
    let before = newest_request(&app).await;
    trouble(&app, json!({ "kind": "lose_answer" }), 2).await;
    trouble(&app, json!({ "kind": "answer", "status": 503 }), 1).await;
    trouble(&app, json!({ "kind": "drop_request" }), 1).await;
    say(&app, &talk, &[("member", "Useful"), ("staff", "A sales pitch"), ("second-leader", "Useful")]).await;
    // One thinks again while nobody knows what the message shows.
    say(&app, &talk, &[("member", "So-so")]).await;
    shows(&app, &talk, "3 opinions: 1 useful · 1 so-so · 1 sales pitch", 3).await;
    let edits = edits(&app, before).await;
    assert_eq!(edits[..4], [0, 0, 503, 0], "the trouble was met");
    assert_eq!(edits[4..].iter().filter(|status| **status != 200).count(), 0);
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn voices_count_once_each_though_the_bot_is_killed_before_it_shows_them() {
    for fault in [
        json!({ "kind": "drop_request" }),
        json!({ "kind": "lose_answer" }),
        json!({ "kind": "delay", "millis": 60_000 }),
    ] {
        let mut app = in_a_process().await;
        let talk = talk(&app).await;
        trouble(&app, fault, 100).await;
        say(&app, &talk, &[("member", "Useful"), ("staff", "A sales pitch"), ("partner", "Useful")]).await;
        is_being_drawn(&app).await;
        app.kill();
        // Whoever presses now is told by Discord that nothing came of it.
        let late = app.person("second-leader").await;
        let unheard = talk.seen_by(&late).press_quietly("So-so").await.expect_err("nobody is there");
        assert!(unheard.is_failure(), "{unheard}");
        app.control().fault(json!({ "kind": "clear" })).await.expect("no trouble");
        app.start_process().await;
        shows(&app, &talk, "3 opinions: 2 useful · 0 so-so · 1 sales pitch", 3).await;
        // What was said before the kill is known, and what nobody heard is said anew.
        let again = talk.press("Useful").await.expect("an answer");
        assert!(again.is_ephemeral() && again.text().contains("it is counted"), "{}", again.text());
        say(&app, &talk, &[("second-leader", "So-so")]).await;
        shows(&app, &talk, "4 opinions: 2 useful · 1 so-so · 1 sales pitch", 4).await;
        verified(&app);
        app.finish().await;
    }
}
