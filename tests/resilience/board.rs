//! A board that somebody posts is in its channel once and shows what it should, whenever the bot is killed while it posts it or
//! draws it anew.

use std::time::Duration;

use discord_emulator::Reply;
use serde_json::json;
use sqlx::Executor as _;

use crate::digest::{is_under_way, trouble};
use crate::harness::{App, OTTAWA, quick_rules};
use crate::seen::{all_told, database, in_a_process, is_being_drawn, newest_request, verified};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_kills_the_bot_sees_the_board_once() {
    for (number, fault) in (0_u64..).zip([
        json!({ "kind": "delay", "method": "POST", "path": "/channels/*/messages", "times": 1, "millis": 1000 }),
        trouble("lose_answer"),
        trouble("drop_request"),
    ]) {
        let mut app = App::prepare(&quick_rules(), true).await;
        app.start_process().await;
        all_told(&app).await;
        app.control().fault(fault).await.expect("a fault");
        let staff = app.person("staff").await;
        let post = staff.at(OTTAWA, "general").command("leaderboard").option("post", true).send().await;
        assert!(post.expect("an answer").text().contains("This period's board appears in"));
        is_under_way(&app, "board").await;
        tokio::time::sleep(Duration::from_millis(20 * number)).await;
        app.kill();
        app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
        app.start_process().await;
        all_told(&app).await;
        let messages = staff.messages(OTTAWA, "general").await.expect("messages");
        let boards = messages.iter().filter(|message: &&Reply| message.text().contains("-# As of <t:"));
        assert_eq!(boards.count(), 1, "{}", app.log());
        verified(&app);
        app.finish().await;
    }
}

/// The bot begins anew, on a board that was drawn so long ago that it is looked at again.
async fn started_hours_later(app: &mut App) {
    app.kill();
    let hours = "UPDATE posted_board SET drawn_at = drawn_at - 7200000";
    database(app).await.execute(hours).await.expect("the board");
    app.start_process().await;
}

/// The board, which is one message.
async fn board(app: &App) -> Reply {
    all_told(app).await;
    let staff = app.person("staff").await;
    let mut messages = staff.messages(OTTAWA, "general").await.expect("messages");
    messages.retain(|message| message.text().contains("-# As of <t:"));
    assert_eq!(messages.len(), 1, "{messages:#?}\n{}", app.log());
    messages.remove(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_kills_the_bot_while_it_draws_the_board_anew_sees_one_board_that_is_right() {
    for fault in [
        json!({ "kind": "delay", "method": "PATCH", "path": "/channels/*/messages/*", "times": 100, "millis": 60_000 }),
        json!({ "kind": "lose_answer", "method": "PATCH", "path": "/channels/*/messages/*", "times": 100 }),
        json!({ "kind": "drop_request", "method": "PATCH", "path": "/channels/*/messages/*", "times": 100 }),
    ] {
        let mut app = in_a_process().await;
        let (staff, leader) = (app.person("staff").await, app.person("leader").await);
        let post = staff.at(OTTAWA, "general").command("leaderboard").option("post", true).send().await;
        post.expect("an answer");
        let posted = board(&app).await;
        app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers").await;
        all_told(&app).await;
        app.control().fault(fault).await.expect("a fault");
        started_hours_later(&mut app).await;
        is_being_drawn(&app).await;
        // What is given now is on the board that the next process draws.
        app.award(&leader, "Adatum Events", "prizes", 10, "Books for the quiz").await;
        app.kill();
        app.control().fault(json!({ "kind": "clear" })).await.expect("no trouble");
        app.start_process().await;
        let drawn = board(&app).await;
        assert_eq!(drawn.message_id(), posted.message_id(), "the same message");
        for line in
            ["**Contoso Cloud** · 50 points from 1 award", "**Adatum Events** · 10 points from 1 award"]
        {
            assert!(drawn.text().contains(line), "{line:?} isn't in: {}\n{}", drawn.text(), app.log());
        }
        // It is known to be right: nothing is drawn in vain.
        let before = newest_request(&app).await;
        started_hours_later(&mut app).await;
        assert_eq!(board(&app).await.json(), drawn.json());
        let requests = app.control().requests(before).await.expect("the stand-in answers");
        let edits: Vec<_> = requests.iter().filter(|request| request["method"] == "PATCH").collect();
        assert!(edits.is_empty(), "{edits:#?}");
        verified(&app);
        app.finish().await;
    }
}
