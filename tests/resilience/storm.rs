//! Many tiers at once: each is told in each channel that asked, once, and Discord is never asked too often.

use std::collections::BTreeMap;
use std::time::Duration;

use ovation::playground::{RULES, WORLD};

use crate::harness::App;
use crate::harness::database::Database;
use crate::harness::storm::Storm;
use crate::seen::database;

/// `benches/load` does 300 companies in 40 channels.
const STORM: Storm = Storm { companies: 12, channels: 20 };

#[tokio::test]
async fn many_tiers_at_once_are_told_once_in_every_channel_and_discord_is_never_asked_too_often() {
    let rules = Storm::rules(RULES);
    let world = format!("{WORLD}{}", STORM.server("staff"));
    let mut app = App::prepare_in(&world, Database::of_this_run(), &rules, false).await;
    // Real limits, in less time.
    let pace = serde_json::json!({ "kind": "channel_limit", "limit": 5, "per_millis": 400 });
    app.control().fault(pace).await.expect("a limit");
    STORM.write(&app.settings.database.url, &rules).await;
    app.start_task().await;
    until_told(&app, STORM.companies * STORM.channels).await;

    let paths = STORM.paths();
    let mut refused: BTreeMap<String, u32> = BTreeMap::new();
    let mut told: BTreeMap<(String, String), u32> = BTreeMap::new();
    for request in app.control().requests(0).await.expect("the stand-in answers") {
        let path = request["path"].as_str().unwrap_or_default().to_owned();
        if request["method"] != "POST" || !paths.contains(&path) {
            continue;
        }
        match request["status"].as_u64() {
            Some(200) => *told.entry((company(&request["body"].to_string()), path)).or_default() += 1,
            Some(429) => *refused.entry(path).or_default() += 1,
            other => panic!("{other:?}: {request}"),
        }
    }
    assert_eq!(told.len() as u64, STORM.companies * STORM.channels, "none is lost");
    assert!(told.values().all(|times| *times == 1), "none is said twice: {told:?}");
    assert!(refused.values().all(|times| *times <= 1), "a limit is met once and then known: {refused:?}");
    app.finish().await;
}

fn company(body: &str) -> String {
    let start = body.find("Storm Company ").expect("whose tier it is");
    body[start..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == ' ').collect()
}

async fn until_told(app: &App, tiers: u64) {
    let mut database = database(app).await;
    let ask = "SELECT COUNT(*) FROM outbox WHERE purpose = 'tier' AND state = 'posted'";
    for _ in 0..1200 {
        let told: i64 = sqlx::query_scalar(ask).fetch_one(&mut database).await.expect("the outbox");
        if told.unsigned_abs() == tiers {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("not all {tiers} told within a minute\n{}", app.log());
}
