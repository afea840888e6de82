//! Many tiers at once: each is told in each channel that asked, once, and Discord is never asked too often.

use std::collections::BTreeMap;
use std::time::Duration;

use ovation::playground::{RULES, WORLD};
use serde_json::json;

use crate::harness::App;
use crate::harness::database::Database;
use crate::harness::storm::Storm;
use crate::seen::{database, verified};

/// `benches/load` does 300 companies in 40 channels.
const STORM: Storm = Storm { companies: 12, channels: 20 };

#[tokio::test]
async fn many_tiers_at_once_are_told_once_in_every_channel_and_discord_is_never_asked_too_often() {
    let rules = Storm::rules(RULES);
    let world = format!("{WORLD}{}", STORM.server("staff"));
    let mut app = App::prepare_in(&world, Database::of_this_run(), &rules, false).await;
    // Real limits, in less time.
    let pace = json!({ "kind": "channel_limit", "limit": 5, "per_millis": 400 });
    app.control().fault(pace).await.expect("a limit");
    STORM.write(&app.settings.database.url, &rules).await;
    app.start_task().await;
    at_least(&app, STORM.companies * STORM.channels).await;

    let (told, refused) = posted(&app).await;
    assert_eq!(told.len() as u64, STORM.companies * STORM.channels, "none is lost");
    assert!(told.values().all(|times| *times == 1), "none is said twice: {told:?}");
    assert!(refused.values().all(|times| *times <= 1), "a limit is met once and then known: {refused:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_bot_that_is_killed_in_a_storm_tells_each_tier_once() {
    let rules = Storm::rules(RULES);
    let world = format!("{WORLD}{}", STORM.server("staff"));
    let mut app = App::prepare_in(&world, Database::of_this_run(), &rules, true).await;
    let pace = json!({ "kind": "channel_limit", "limit": 5, "per_millis": 400 });
    app.control().fault(pace).await.expect("a limit");
    STORM.write(&app.settings.database.url, &rules).await;
    for until in [1, 60, 150] {
        app.start_process().await;
        at_least(&app, until).await;
        app.kill();
        // What Discord remembers of a message's number it forgets within minutes.
        app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
    }
    app.start_process().await;
    at_least(&app, STORM.companies * STORM.channels).await;
    let (told, _) = posted(&app).await;
    assert_eq!(told.len() as u64, STORM.companies * STORM.channels, "none is lost");
    assert!(told.values().all(|times| *times == 1), "none is said twice: {told:?}\n{}", app.log());
    verified(&app);
    app.finish().await;
}

/// How often each company's tier was posted in each channel, and how often each channel refused.
async fn posted(app: &App) -> (BTreeMap<(String, String), u32>, BTreeMap<String, u32>) {
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
            // The limit of all requests is no channel's, and how near it is come to depends on how busy the machine is:
            // `benches/load` counts it.
            Some(429) if request["limited_by"] == "global" => {}
            Some(429) => *refused.entry(path).or_default() += 1,
            other => panic!("{other:?}: {request}"),
        }
    }
    (told, refused)
}

fn company(body: &str) -> String {
    let start = body.find("Storm Company ").expect("whose tier it is");
    body[start..].chars().take_while(|letter| letter.is_alphanumeric() || *letter == ' ').collect()
}

/// Waits until so many are known to be out.
async fn at_least(app: &App, tiers: u64) {
    let mut database = database(app).await;
    let ask = "SELECT COUNT(*) FROM outbox WHERE purpose = 'tier' AND state = 'posted'";
    for _ in 0..6000 {
        let told: i64 = sqlx::query_scalar(ask).fetch_one(&mut database).await.expect("the outbox");
        if told.unsigned_abs() >= tiers {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not {tiers} told within a minute\n{}", app.log());
}
