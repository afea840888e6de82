//! Trouble on the way of a shout-out: whatever happens to the request, the channel sees it once.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::seen::{acknowledged, everything_is_told_once, looks, newest_request, posts, sample};

/// One award while a trouble is on; the statuses of the posts, sample and of the looks until all is told.
async fn award_under(trouble: Value, forget: bool) -> (Vec<u64>, Vec<u64>) {
    let app = sample().await;
    let before = newest_request(&app).await;
    app.control().fault(trouble).await.expect("a fault");
    let leader = app.person("leader").await;
    let receipt = app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz").await;
    assert!(receipt.text().contains("Left this quarter: **300** (before: 340)"), "{}", receipt.text());
    if forget {
        crate::seen::newest_row_is(&app, "trouble IS NOT NULL OR state = 'posted'").await;
        app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
    }
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    let told = (posts(&app, before).await, looks(&app, before).await);
    app.finish().await;
    told
}

fn trouble(kind: &str, times: u32) -> Value {
    json!({ "kind": kind, "method": "POST", "path": "/channels/*/messages", "times": times })
}

fn answer(status: u16, times: u32) -> Value {
    json!({ "kind": "answer", "method": "POST", "path": "/channels/*/messages", "times": times, "status": status })
}

#[tokio::test]
async fn a_503_is_tried_again_after_a_look() {
    let (posts, looks) = award_under(answer(503, 1), false).await;
    assert_eq!(posts, [503, 200]);
    assert_eq!(looks, [200]);
}

#[tokio::test]
async fn several_5xx_are_each_tried_again_after_a_look() {
    let (posts, looks) = award_under(answer(502, 3), false).await;
    assert_eq!(posts, [502, 502, 502, 200]);
    assert_eq!(looks, [200, 200, 200]);
}

#[tokio::test]
async fn a_connection_that_breaks_before_anything_is_done_is_tried_again() {
    let (posts, looks) = award_under(trouble("drop_request", 2), false).await;
    assert_eq!(posts, [0, 0, 200]);
    assert_eq!(looks, [200, 200]);
}

#[tokio::test]
async fn a_lost_answer_is_found_and_not_posted_again() {
    let (posts, looks) = award_under(trouble("lose_answer", 1), false).await;
    assert_eq!(posts, [0]);
    assert_eq!(looks, [200]);
}

#[tokio::test]
async fn what_discord_took_and_answered_with_5xx_is_found_and_not_posted_again() {
    for forget in [false, true] {
        let mut failed = trouble("lose_answer", 1);
        failed["status"] = json!(504);
        let (posts, looks) = award_under(failed, forget).await;
        assert_eq!(posts, [504]);
        assert_eq!(looks, [200]);
    }
}

#[tokio::test]
async fn a_lost_answer_is_found_when_discord_forgot_the_nonce() {
    let (posts, looks) = award_under(trouble("lose_answer", 1), true).await;
    assert_eq!(posts, [0]);
    assert_eq!(looks, [200]);
}

#[tokio::test]
async fn a_look_that_fails_is_made_again_before_anything_is_posted() {
    let app = sample().await;
    let before = newest_request(&app).await;
    let look = json!({ "kind": "answer", "method": "GET", "path": "/channels/*/messages", "times": 2, "status": 503 });
    app.control().fault(trouble("lose_answer", 1)).await.expect("a fault");
    app.control().fault(look).await.expect("a fault");
    let leader = app.person("leader").await;
    app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz").await;
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(posts(&app, before).await, [0]);
    assert_eq!(looks(&app, before).await, [503, 503, 200]);
    app.finish().await;
}

#[tokio::test]
async fn an_answer_that_nobody_can_read_counts_as_none() {
    let unreadable = json!({ "kind": "answer", "method": "POST", "path": "/channels/*/messages", "times": 1,
                             "status": 200, "body": "<html>" });
    let app = sample().await;
    let before = newest_request(&app).await;
    app.control().fault(unreadable).await.expect("a fault");
    let leader = app.person("leader").await;
    app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz").await;
    everything_is_told_once(&app, &BTreeSet::new()).await;
    assert_eq!(posts(&app, before).await, [200, 200]);
    assert_eq!(looks(&app, before).await, [200]);
    // The stand-in's own answer breaks the rules here, so its verdict isn't asked for.
}

#[tokio::test]
async fn many_awards_through_every_trouble_are_each_told_once() {
    let app = sample().await;
    app.control()
        .fault(json!({ "kind": "channel_limit", "limit": 50, "per_millis": 1000 }))
        .await
        .expect("a limit");
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    for (number, kind) in
        ["lose_answer", "drop_request", "lose_answer", "drop_request"].into_iter().enumerate()
    {
        app.control().fault(trouble(kind, 2)).await.expect("a fault");
        app.control().fault(answer(500, 1)).await.expect("a fault");
        for part in 0..5 {
            let reason = format!("Thanks {number}-{part}");
            app.award(&leader, "Adatum Events", "prizes", 10, &reason).await;
        }
        app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
    }
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    app.finish().await;
}
