//! A board that somebody posts is in its channel once, whenever the bot is killed while it posts it.

use std::time::Duration;

use discord_emulator::Reply;
use serde_json::json;

use crate::digest::{is_under_way, trouble};
use crate::harness::{App, OTTAWA, quick_rules};
use crate::seen::{all_told, verified};

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
