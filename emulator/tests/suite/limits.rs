//! Rate limits, ordered troubles, nonces. Source: topics/rate-limits, resources/message.

use serde_json::json;

use crate::bot::Scene;

#[tokio::test]
async fn the_sixth_message_in_five_seconds_is_refused_with_all_headers() {
    let scene = Scene::new().await;
    let path = format!("/channels/{}/messages", scene.general);
    let mut last = None;
    for number in 0..6 {
        let answer = scene.bot.rest.post(&path, json!({"content": number.to_string()})).await;
        for name in [
            "x-ratelimit-limit",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "x-ratelimit-reset-after",
            "x-ratelimit-bucket",
        ] {
            assert!(answer.header(name).is_some(), "{name}");
        }
        last = Some(answer);
    }
    let refused = last.unwrap();
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("x-ratelimit-scope"), Some("user"));
    assert_eq!(refused.header("x-ratelimit-remaining"), Some("0"));
    assert!(refused.header("retry-after").is_some());
    assert_eq!(refused.body["global"], false);
    assert!(refused.body["retry_after"].as_f64().is_some_and(|after| after > 0.0 && after <= 5.0));
    let elsewhere = format!("/channels/{}/messages", scene.announcements);
    assert_eq!(scene.bot.rest.post(&elsewhere, json!({"content": "x"})).await.status, 200, "another channel");
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn the_global_limit_counts_all_routes_but_interactions() {
    let scene = Scene::new().await;
    scene.emulator.control().fault(json!({"kind": "global_limit", "per_second": 3})).await.unwrap();
    let mut refused = None;
    for _ in 0..20 {
        let answer = scene.bot.rest.get("/users/@me").await;
        if answer.status == 429 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("3 a second are few");
    assert_eq!(refused.header("x-ratelimit-global"), Some("true"));
    assert_eq!(refused.header("x-ratelimit-scope"), Some("global"));
    assert_eq!(refused.body["global"], true);
    let recorded = scene.emulator.control().requests(0).await.unwrap();
    let limited: Vec<_> = recorded.iter().filter(|request| request["status"] == 429).collect();
    assert!(limited.iter().all(|request| request["limited_by"] == "global"), "{limited:?}");
    assert_eq!(limited.len(), 1);
    let outside = scene.bot.rest.post("/interactions/1/x/callback", json!({"type": 5})).await;
    assert_eq!(outside.status, 404);
}

#[tokio::test]
async fn one_nonce_makes_one_message_until_it_is_forgotten() {
    let scene = Scene::new().await;
    let path = format!("/channels/{}/messages", scene.general);
    let body = json!({"content": "once", "nonce": "outbox-7", "enforce_nonce": true});
    let first = scene.bot.rest.post(&path, body.clone()).await.ok();
    let second = scene.bot.rest.post(&path, body.clone()).await.ok();
    assert_eq!(first["id"], second["id"]);
    assert_eq!(second["nonce"], "outbox-7");
    let free = scene.bot.rest.post(&path, json!({"content": "x", "nonce": "outbox-7"})).await.ok();
    assert_ne!(first["id"], free["id"], "without enforce_nonce it is only a mark");
    scene.emulator.control().fault(json!({"kind": "forget_nonces"})).await.unwrap();
    let third = scene.bot.rest.post(&path, body).await.ok();
    assert_ne!(first["id"], third["id"]);
}

#[tokio::test]
async fn a_lost_answer_was_done_and_a_dropped_request_was_not() {
    let scene = Scene::new().await;
    let path = format!("/channels/{}/messages", scene.general);
    let control = scene.emulator.control();
    let order =
        |kind: &str| json!({"kind": kind, "method": "POST", "path": "/channels/*/messages", "times": 1});
    control.fault(order("lose_answer")).await.unwrap();
    assert!(scene.bot.rest.try_ask("POST", &path, Some(json!({"content": "done"}))).await.is_err());
    control.fault(order("drop_request")).await.unwrap();
    assert!(scene.bot.rest.try_ask("POST", &path, Some(json!({"content": "not done"}))).await.is_err());
    let there = scene.alice.messages("Playground", "general").await.unwrap();
    assert_eq!(there.iter().map(|message| message.text()).collect::<Vec<_>>(), ["done"]);
    let recorded = control.requests(0).await.unwrap();
    assert_eq!(recorded.last().unwrap()["status"], 0);
    let mut failed = order("lose_answer");
    failed["status"] = json!(504);
    control.fault(failed).await.unwrap();
    assert_eq!(scene.bot.rest.post(&path, json!({"content": "done too"})).await.status, 504);
    assert_eq!(scene.alice.messages("Playground", "general").await.unwrap().len(), 2);
}

#[tokio::test]
async fn ordered_answers_come_without_doing() {
    let scene = Scene::new().await;
    let path = format!("/channels/{}/messages", scene.general);
    let control = scene.emulator.control();
    let order = json!({"kind": "answer", "method": "POST", "path": "/channels/*/messages", "times": 2, "status": 503});
    control.fault(order).await.unwrap();
    for _ in 0..2 {
        let answer = scene.bot.rest.post(&path, json!({"content": "x"})).await;
        assert_eq!(answer.status, 503);
        assert!(answer.body.is_string(), "a page, no JSON");
    }
    let order = json!({"kind": "answer", "method": "POST", "path": "/channels/*/messages", "status": 429, "retry_after": 0.25});
    control.fault(order).await.unwrap();
    let limited = scene.bot.rest.post(&path, json!({"content": "x"})).await;
    assert_eq!((limited.status, limited.body["retry_after"].as_f64()), (429, Some(0.25)));
    for scope in ["user", "global", "shared"] {
        let order = json!({"kind": "answer", "method": "POST", "path": "/channels/*/messages", "status": 429, "scope": scope});
        control.fault(order).await.unwrap();
        let limited = scene.bot.rest.post(&path, json!({"content": "x"})).await;
        assert_eq!(limited.header("x-ratelimit-scope"), Some(scope));
        assert_eq!(limited.body["global"], scope == "global");
    }
    assert_eq!(scene.bot.rest.post(&path, json!({"content": "x"})).await.status, 200);
    assert_eq!(scene.alice.messages("Playground", "general").await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_channel_limit_can_be_set_and_cleared() {
    let scene = Scene::new().await;
    let path = format!("/channels/{}/messages", scene.general);
    let control = scene.emulator.control();
    control.fault(json!({"kind": "channel_limit", "limit": 1, "per_millis": 60_000})).await.unwrap();
    assert_eq!(scene.bot.rest.post(&path, json!({"content": "x"})).await.status, 200);
    assert_eq!(scene.bot.rest.post(&path, json!({"content": "x"})).await.status, 429);
    control.fault(json!({"kind": "clear"})).await.unwrap();
    assert_eq!(scene.bot.rest.post(&path, json!({"content": "x"})).await.status, 200);
    let summary = control.summary().await.unwrap();
    assert_eq!(summary["rate_limited"], 1);
    assert_eq!(summary["routes"]["POST /channels/{channel}/messages"]["200"], 2);
}

#[tokio::test]
async fn a_limit_is_told_from_a_ban_by_a_header() {
    let scene = Scene::new().await;
    scene
        .emulator
        .control()
        .fault(json!({"kind": "channel_limit", "limit": 0, "per_millis": 1000}))
        .await
        .unwrap();
    let path = format!("/channels/{}/messages", scene.general);
    let refused = scene.bot.rest.post(&path, json!({"content": "x"})).await;
    assert_eq!((refused.status, refused.header("via")), (429, Some("1.1 google")));
}
