//! The end that is asked for: SIGTERM, as a service manager sends it.

use serde_json::json;

use crate::harness::{App, OTTAWA, SHOUT_OUTS, another, quick_rules};
use crate::seen::{
    acknowledged, database, everything_is_told_once, in_a_process, looks, newest_request, newest_row_is,
    posts, until,
};

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

/// So often at most is a signal sent while Discord takes its time for a post: that the bot can wait for it depends on the machine.
const SIGNALS: u64 = 5;

/// The bot is told to end while its post takes so long at Discord; whether the bot knew that it is out, and began anew.
async fn ended_while_it_posts(app: &mut App, number: u64, millis: u64) -> bool {
    let slow = json!({ "kind": "delay", "method": "POST", "path": "/channels/*/messages", "times": 1, "millis": millis });
    app.control().fault(slow).await.expect("a fault");
    let leader = app.person("leader").await;
    let call = another(leader.at(OTTAWA, SHOUT_OUTS).command("award"), number).option("points", 1);
    call.option("reason", format!("Thanks {number:02}")).send().await.expect("an answer");
    newest_row_is(app, "attempted_at IS NOT NULL").await;
    let ended = app.terminate().await;
    assert_eq!(ended.code(), Some(0), "{}", app.log());
    assert!(complaints(app).is_empty(), "{}", app.log());
    let known = "SELECT COUNT(*) FROM outbox WHERE id = (SELECT MAX(id) FROM outbox) AND state = 'posted'";
    let known: i64 = sqlx::query_scalar(known).fetch_one(&mut database(app).await).await.expect("the outbox");
    app.start_process().await;
    known == 1
}

#[tokio::test]
async fn a_post_that_is_under_way_at_the_signal_is_waited_for_and_not_made_again() {
    let mut app = in_a_process().await;
    let before = newest_request(&app).await;
    for number in 0..SIGNALS {
        let from = newest_request(&app).await;
        let is_known = ended_while_it_posts(&mut app, number, 300).await;
        everything_is_told_once(&app, &acknowledged(&app, before).await).await;
        if is_known {
            assert_eq!(posts(&app, from).await, [200], "it is posted once");
            assert_eq!(looks(&app, from).await, [0; 0], "what is known isn't looked for");
            return app.finish().await;
        }
    }
    panic!("the bot never waited for its post:\n{}", app.log());
}

#[tokio::test]
async fn a_post_that_takes_too_long_holds_up_no_end_and_is_looked_for_by_the_next_bot() {
    let mut app = in_a_process().await;
    let before = newest_request(&app).await;
    assert!(!ended_while_it_posts(&mut app, 0, 60_000).await, "nobody could know");
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(looks(&app, before).await, [200]);
    assert_eq!(posts(&app, before).await, [200]);
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
