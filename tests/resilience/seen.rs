//! What there is after all: the ledger, the channel, and what people were answered.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sqlx::{AnyConnection, Executor};

use crate::harness::database::Database;
use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};

/// The sample program, its own shout-out told already.
pub async fn sample() -> App {
    sample_with(&quick_rules()).await
}

/// The same with other rules.
pub async fn sample_with(rules: &str) -> App {
    let app = App::sample_with(rules).await;
    all_told(&app).await;
    app
}

/// The sample program, its bot a process that may be ended and started as often as one likes; its own shout-out is told already.
pub async fn in_a_process() -> App {
    let mut app = App::prepare(&quick_rules(), true).await;
    app.control().fault(json!({ "kind": "identify_limit", "per_millis": 0 })).await.expect("no limit");
    app.start_process().await;
    all_told(&app).await;
    app
}

/// Another program's connection to the bot's database.
pub async fn database(app: &App) -> AnyConnection {
    let mut database = app.place.connect().await;
    if app.place.kind == Database::Sqlite {
        database.execute("PRAGMA busy_timeout = 30000").await.expect("patience");
    }
    database
}

/// The awards that people were told of since this request, by the number on their Undo button.
pub async fn acknowledged(app: &App, after: u64) -> BTreeSet<i64> {
    let requests = app.control().requests(after).await.expect("the stand-in answers");
    requests
        .iter()
        .filter(|request| (200..300).contains(&request["status"].as_u64().unwrap_or(0)))
        .filter(|request| {
            let path = request["path"].as_str().unwrap_or_default();
            path.ends_with("/callback") || path.ends_with("/messages/@original")
        })
        .filter_map(|request| number_after(&request["body"].to_string(), "v1:undo:"))
        .collect()
}

/// The index of the newest request.
pub async fn newest_request(app: &App) -> u64 {
    let requests = app.control().requests(0).await.expect("the stand-in answers");
    requests.last().and_then(|request| request["index"].as_u64()).unwrap_or(0)
}

/// The requests since this one that posted a message, by their status.
pub async fn posts(app: &App, after: u64) -> Vec<u64> {
    statuses(app, after, "POST", |path| path.starts_with("/api/v10/channels/") && path.ends_with("/messages"))
        .await
}

/// The requests since this one that answered an interaction, by their status.
pub async fn answers(app: &App, after: u64) -> Vec<u64> {
    statuses(app, after, "POST", |path| path.ends_with("/callback")).await
}

/// The requests since this one that read messages, by their status.
pub async fn looks(app: &App, after: u64) -> Vec<u64> {
    statuses(app, after, "GET", |path| path.contains("/messages?")).await
}

async fn statuses(app: &App, after: u64, method: &str, fits: impl Fn(&str) -> bool) -> Vec<u64> {
    let requests = app.control().requests(after).await.expect("the stand-in answers");
    requests
        .iter()
        .filter(|request| request["method"] == method && fits(request["path"].as_str().unwrap_or_default()))
        .filter_map(|request| request["status"].as_u64())
        .collect()
}

fn number_after(text: &str, mark: &str) -> Option<i64> {
    let rest = &text[text.find(mark)? + mark.len()..];
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// The shout-outs in a channel after this message, by the row that they are of: for each the message's text.
pub async fn shout_outs_in(app: &App, channel: &str, mut after: u64) -> (BTreeMap<i64, Vec<String>>, u64) {
    let channel = app.control().channel(OTTAWA, channel).await.expect("a channel");
    let client = reqwest::Client::new();
    let mut found: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    loop {
        let address =
            format!("{}/api/v10/channels/{channel}/messages?limit=100&after={after}", app.emulator.url());
        let answer = client.get(address).header("authorization", "staff").send().await.expect("an answer");
        let page: Vec<Value> =
            serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("messages");
        let ids = page.iter().filter_map(|message| message["id"].as_str()?.parse::<u64>().ok());
        let Some(newest) = ids.max() else { return (found, after) };
        after = newest;
        for message in page {
            let text = message["components"].to_string();
            if let Some(row) = number_after(&text, "v1:applaud:") {
                found.entry(row).or_default().push(text);
            }
        }
    }
}

/// Waits until this finds something: long, since nothing is measured by it.
pub async fn until<T>(app: &App, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < end, "waited in vain for {what}\n{}", app.log());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// Waits until nothing waits to be told.
pub async fn all_told(app: &App) {
    let mut database = database(app).await;
    let mut waiting = Vec::new();
    for _ in 0..6000 {
        waiting = sqlx::query_as::<_, (i64, i64, Option<String>)>(
            "SELECT id, attempts, trouble FROM outbox WHERE state = 'waiting'",
        )
        .fetch_all(&mut database)
        .await
        .expect("the outbox");
        if waiting.is_empty() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("not told within a minute (row, attempts, trouble): {waiting:?}\n{}", app.log());
}

/// Waits until the newest row of the outbox is as asked, but for notes of what is gone.
pub async fn newest_row_is(app: &App, what: &str) {
    let mut database = database(app).await;
    let ask = format!(
        "SELECT COALESCE(CAST(({what}) AS INTEGER), 0) FROM outbox WHERE purpose <> 'gone' ORDER BY id DESC LIMIT 1"
    );
    for _ in 0..6000 {
        let fits: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(ask.clone()))
            .fetch_one(&mut database)
            .await
            .expect("the outbox");
        if fits == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("the newest row of the outbox is not: {what}\n{}", app.log());
}

/// Waits until a message is being drawn anew and nobody knows what became of that.
pub async fn is_being_drawn(app: &App) {
    let mut database = database(app).await;
    let begun = "SELECT COUNT(*) FROM outbox WHERE purpose = 'redraw' AND state = 'waiting' AND attempted_at IS NOT NULL";
    until(app, "a message that is being drawn anew", async || {
        let begun: i64 = sqlx::query_scalar(begun).fetch_one(&mut database).await.expect("the outbox");
        (begun > 0).then_some(())
    })
    .await;
}

/// Checks that each of these awards is in the ledger, that each award of the ledger has exactly one shout-out among
/// those seen, with its own reason, that none has no award, and that the counters are the sum of the records.
pub async fn each_is_told_once(
    app: &App,
    acknowledged: &BTreeSet<i64>,
    seen: &BTreeMap<i64, Vec<String>>,
    from_row: i64,
) {
    let mut database = database(app).await;
    let awards: Vec<(i64, i64, String)> = sqlx::query_as(
        "SELECT o.id, r.id, t.text FROM outbox o JOIN record r ON r.id = o.record_id \
         JOIN record_text t ON t.record_id = r.id WHERE o.purpose = 'award' AND o.id > $1",
    )
    .bind(from_row)
    .fetch_all(&mut database)
    .await
    .expect("the ledger");
    let records: BTreeSet<i64> = awards.iter().map(|(_, record, _)| *record).collect();
    let lost: Vec<&i64> = acknowledged.difference(&records).collect();
    assert!(lost.is_empty(), "acknowledged and not in the ledger: {lost:?}\n{}", app.log());
    for (row, record, reason) in &awards {
        let messages = seen.get(row).map(Vec::as_slice).unwrap_or_default();
        assert_eq!(messages.len(), 1, "shout-outs of row {row}, record {record}, {reason:?}\n{}", app.log());
        assert!(messages[0].contains(reason), "{reason:?} is not in {}", messages[0]);
    }
    let told: Vec<i64> =
        sqlx::query_scalar("SELECT id FROM outbox WHERE purpose IN ('award', 'tier') AND id > $1")
            .bind(from_row)
            .fetch_all(&mut database)
            .await
            .expect("the outbox");
    let strange: Vec<&i64> = seen.keys().filter(|row| **row > from_row && !told.contains(row)).collect();
    assert!(strange.is_empty(), "shout-outs without an award: {strange:?}");
    let twice: Vec<&i64> = seen.iter().filter(|(_, texts)| texts.len() > 1).map(|(row, _)| row).collect();
    assert!(twice.is_empty(), "told twice: {twice:?}");
    points_are_the_sum(&mut database).await;
}

/// `ovation verify` finds no difference: records, log, counters and tiers.
pub fn verified(app: &App) {
    let said = app.program("verify").stdout(Stdio::piped()).stderr(Stdio::piped()).output();
    let said = said.expect("Ovation starts");
    let text = [said.stdout, said.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(said.status.success(), "{text}");
}

/// Checks that what a group has spent is the sum of its records, and not more than it has.
pub async fn points_are_the_sum(database: &mut AnyConnection) {
    let sums: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT a.group_id, a.spent, a.base + a.granted + a.carried, (SELECT CAST(COALESCE(SUM(CASE r.kind WHEN 'award' \
         THEN r.points ELSE -r.points END), 0) AS BIGINT) FROM record r WHERE r.kind IN ('award', 'reversal') \
         AND r.group_id = a.group_id AND r.period_id = a.period_id) FROM allocation a",
    )
    .fetch_all(database)
    .await
    .expect("the counters");
    for (group, spent, allocated, sum) in sums {
        assert_eq!(spent, sum, "points of group {group}");
        assert!(spent <= allocated, "group {group} gave more than it has");
    }
}

/// The whole channel, checked as [`each_is_told_once`] does.
pub async fn everything_is_told_once(app: &App, acknowledged: &BTreeSet<i64>) {
    all_told(app).await;
    let (seen, _) = shout_outs_in(app, SHOUT_OUTS, 0).await;
    each_is_told_once(app, acknowledged, &seen, 0).await;
}
