//! The end that is asked for: SIGTERM, as a service manager sends it.

use serde_json::json;

use crate::harness::{App, OTTAWA, SHOUT_OUTS, another, quick_rules};
use crate::seen::{acknowledged, database, everything_is_told_once, newest_request, until};

/// The log's lines of errors and warnings; that a statement took long says something of the machine alone.
fn complaints(app: &App) -> Vec<String> {
    let log = app.log();
    let bad = |line: &&str| {
        (line.contains(r#""level":"ERROR""#) || line.contains(r#""level":"WARN""#))
            && !line.contains(r#""target":"sqlx::query""#)
    };
    log.lines().filter(bad).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_signal_ends_the_bot_well() {
    let mut app = App::prepare(&quick_rules(), true).await;
    app.start_process().await;
    let ended = app.terminate().await;
    assert_eq!(ended.code(), Some(0), "{}", app.log());
    assert!(complaints(&app).is_empty(), "{}", app.log());
    app.finish().await;
}

#[tokio::test]
async fn a_signal_leaves_no_award_without_its_answer() {
    let mut app = App::prepare(&quick_rules().replace("points = 500", "points = 1000000"), true).await;
    app.control().fault(json!({ "kind": "identify_limit", "per_millis": 0 })).await.expect("no limit");
    app.control()
        .fault(json!({ "kind": "channel_limit", "limit": 100, "per_millis": 1000 }))
        .await
        .expect("a limit");
    app.start_process().await;
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    let first = app.award(&leader, "Adatum Events", "prizes", 1, "The first").await;
    assert!(first.is_ephemeral());
    // The answers are held back, so that many are under way when the signal comes.
    let held = json!({ "kind": "delay", "method": "POST", "path": "/interactions/*/*/callback", "times": 30, "millis": 300 });
    app.control().fault(held).await.expect("a fault");
    for number in 0..30 {
        let call = another(leader.at(OTTAWA, SHOUT_OUTS).command("award"), number).option("points", 1);
        call.option("reason", format!("Thanks {number:02}")).send_and_forget().await.expect("sent");
    }
    until(&app, "an award whose answer is under way", async || (given(&app).await > 1).then_some(())).await;
    let ended = app.terminate().await;
    assert_eq!(ended.code(), Some(0), "{}", app.log());
    assert!(complaints(&app).is_empty(), "{}", app.log());
    let answered = acknowledged(&app, before).await;
    let given = given(&app).await;
    assert_eq!(i64::try_from(answered.len()), Ok(given), "each award that was made was answered");
    // What was not told yet is told by the next start.
    app.start_process().await;
    everything_is_told_once(&app, &answered).await;
    app.finish().await;
}

/// The awards of this test that are in the ledger.
async fn given(app: &App) -> i64 {
    sqlx::query_scalar(
        "SELECT COUNT(*) FROM record r JOIN record_text t ON t.record_id = r.id \
         WHERE r.kind = 'award' AND (t.text LIKE 'Thanks __' OR t.text = 'The first')",
    )
    .fetch_one(&mut database(app).await)
    .await
    .expect("the ledger")
}
