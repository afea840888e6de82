//! The digest of a month is in its channel once, whenever the bot is killed while it tells it.

use std::time::Duration;

use discord_emulator::Reply;
use serde_json::{Value, json};
use sqlx::Executor as _;

use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};
use crate::seen::{all_told, database, verified};

const UNDER_WAY: &str = "SELECT COUNT(*) FROM outbox WHERE purpose = $1 AND attempted_at IS NOT NULL";

/// Help is wanted, and the group asks to be told each month; months that are over weren't told. The bot is down.
async fn to_be_told() -> App {
    let mut app = App::prepare(&quick_rules(), true).await;
    app.start_process().await;
    all_told(&app).await;
    let leader = app.person("leader").await;
    let form = leader.at(OTTAWA, "general").command("request").option("kind", "venue").send().await;
    let fields = [("topic", "A room for sixty"), ("wording", "One evening")];
    form.expect("the form").fill(&fields).submit().await.expect("an answer");
    all_told(&app).await;
    app.kill();
    let asks = "UPDATE user_group SET digest = 1 WHERE id = 1; UPDATE program SET digested = 0";
    database(&app).await.execute(asks).await.expect("it asks");
    app
}

/// Waits until a message of that purpose was begun.
pub async fn is_under_way(app: &App, purpose: &str) {
    let mut behind = database(app).await;
    for _ in 0..6000 {
        let tried = sqlx::query_scalar::<_, i64>(UNDER_WAY).bind(purpose).fetch_one(&mut behind).await;
        if tried.expect("the outbox") > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("no {purpose} is under way\n{}", app.log());
}

/// The digests in the channel.
async fn told(app: &App) -> Vec<String> {
    let leader = app.person("leader").await;
    let messages = leader.messages(OTTAWA, SHOUT_OUTS).await.expect("messages");
    let digests = messages.iter().filter(|message: &&Reply| message.text().contains("🗞️"));
    digests.map(Reply::text).collect()
}

pub fn trouble(kind: &str) -> Value {
    json!({ "kind": kind, "method": "POST", "path": "/channels/*/messages", "times": 1 })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_kills_the_bot_reads_the_digest_once() {
    for (number, fault) in (0_u64..).zip([
        json!({ "kind": "delay", "method": "POST", "path": "/channels/*/messages", "times": 1, "millis": 1000 }),
        trouble("lose_answer"),
        trouble("drop_request"),
    ]) {
        let mut app = to_be_told().await;
        app.control().fault(fault).await.expect("a fault");
        app.start_process().await;
        is_under_way(&app, "digest").await;
        tokio::time::sleep(Duration::from_millis(20 * number)).await;
        app.kill();
        app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
        app.start_process().await;
        all_told(&app).await;
        let digests = told(&app).await;
        let [digest] = digests.as_slice() else { panic!("not once: {digests:#?}\n{}", app.log()) };
        assert!(digest.contains("Help is still wanted"), "{digest}");
        // It isn't told again at the next start either.
        app.kill();
        app.start_process().await;
        all_told(&app).await;
        assert_eq!(told(&app).await.len(), 1);
        verified(&app);
        app.finish().await;
    }
}
