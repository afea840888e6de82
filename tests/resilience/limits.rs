//! Discord asks to wait: the bot waits, and nothing is lost or said twice.

use serde_json::{Value, json};

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};
use crate::seen::{
    acknowledged, all_told, everything_is_told_once, newest_request, newest_row_is, posts, sample,
};

async fn three_awards(app: &App) {
    let leader = app.person("leader").await;
    for number in 0..3 {
        app.award(&leader, "Adatum Events", "prizes", 10, &format!("Books, part {number}")).await;
    }
}

/// An award of the other group, in the other server.
async fn award_elsewhere(app: &App) {
    let other = app.person("other-leader").await;
    let call = other.at(RUST, SHOUT_OUTS).command("award").option("partner", "Adatum Events");
    let call = call.option("contribution", "prizes").option("points", 10).option("reason", "Stickers");
    call.send().await.expect("an answer");
}

fn put_off(times: u32, seconds: f64, global: bool) -> Value {
    let body = global.then(|| {
        json!({ "message": "You are being blocked from accessing our API temporarily due to exceeding our global rate limit.",
                "retry_after": seconds, "global": true })
    });
    json!({ "kind": "answer", "method": "POST", "path": "/channels/*/messages", "times": times, "status": 429,
            "retry_after": seconds, "body": body })
}

#[tokio::test]
async fn a_channel_that_is_put_off_is_posted_to_once_its_time_has_come() {
    let app = sample().await;
    let before = newest_request(&app).await;
    app.control().fault(put_off(1, 0.3, false)).await.expect("a fault");
    three_awards(&app).await;
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    // One was put off and came again; none of the others was sent meanwhile.
    assert_eq!(posts(&app, before).await, [429, 200, 200, 200]);
    app.finish().await;
}

#[tokio::test]
async fn a_global_limit_holds_back_every_post() {
    let app = sample().await;
    let before = newest_request(&app).await;
    app.control().fault(put_off(1, 0.3, true)).await.expect("a fault");
    three_awards(&app).await;
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(posts(&app, before).await, [429, 200, 200, 200]);
    app.finish().await;
}

#[tokio::test]
async fn a_channel_that_is_put_off_for_long_holds_back_no_other() {
    let app = sample().await;
    let channel = app.control().channel(OTTAWA, SHOUT_OUTS).await.expect("a channel");
    let mut order = put_off(1, 600.0, false);
    order["path"] = json!(format!("/channels/{channel}/messages"));
    app.control().fault(order).await.expect("a fault");
    let before = newest_request(&app).await;
    three_awards(&app).await;
    newest_row_is(&app, "EXISTS (SELECT 1 FROM outbox WHERE trouble = 'put-off')").await;
    award_elsewhere(&app).await;
    let member = app.person("member").await;
    member
        .wait_for(RUST, SHOUT_OUTS, |message| message.text().contains("Stickers"))
        .await
        .expect("the shout-out");
    assert_eq!(posts(&app, before).await, [429, 200], "the other group's is out, this one's all wait");
    app.finish().await;
}

#[tokio::test]
async fn a_long_global_limit_holds_back_every_channel_and_no_answer() {
    let app = sample().await;
    app.control().fault(put_off(1, 600.0, true)).await.expect("a fault");
    let before = newest_request(&app).await;
    three_awards(&app).await;
    newest_row_is(&app, "EXISTS (SELECT 1 FROM outbox WHERE trouble = 'put-off')").await;
    // People are answered: their answers are under no common limit.
    award_elsewhere(&app).await;
    newest_row_is(&app, "trouble = 'put-off'").await;
    assert_eq!(posts(&app, before).await, [429], "nothing else was sent");
    app.finish().await;
}

#[tokio::test]
async fn one_that_is_put_off_again_and_again_is_not_given_up() {
    let app = sample().await;
    let before = newest_request(&app).await;
    app.control().fault(put_off(5, 0.1, false)).await.expect("a fault");
    let leader = app.person("leader").await;
    app.award(&leader, "Adatum Events", "prizes", 10, "Books").await;
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(posts(&app, before).await, [429, 429, 429, 429, 429, 200]);
    app.finish().await;
}

#[tokio::test]
async fn the_pace_of_a_channel_is_kept_without_being_told_off() {
    let app = sample().await;
    app.control()
        .fault(json!({ "kind": "channel_limit", "limit": 3, "per_millis": 500 }))
        .await
        .expect("a limit");
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    for number in 0..10 {
        app.award(&leader, "Adatum Events", "prizes", 10, &format!("Books, part {number}")).await;
    }
    all_told(&app).await;
    let told = posts(&app, before).await;
    assert_eq!(told.iter().filter(|status| **status == 200).count(), 10);
    // The first answer tells the limit; before it one request at most may run into it.
    assert!(told.iter().filter(|status| **status == 429).count() <= 1, "{told:?}");
    app.finish().await;
}
