//! Tokens, bodies, versions, and how long an interaction can be answered.

use serde_json::{Value, json};

use crate::bot::{Rest, Scene, text};

#[tokio::test]
async fn tokens_must_be_right_and_of_the_right_kind() {
    let scene = Scene::new().await;
    for (authorization, path, status, code) in [
        (None, "/users/@me", 401, 0),
        (Some("Bot nonsense"), "/users/@me", 401, 0),
        (Some("bot-token"), "/users/@me", 401, 0),
        (Some("Bot alice"), "/users/@me", 401, 0),
        (Some("alice"), "/users/@me", 200, 0),
        (Some("alice"), "/gateway/bot", 403, 20002),
        (None, "/gateway", 200, 0),
    ] {
        let answer = Rest::with(&scene.emulator, authorization).get(path).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{authorization:?} {path}");
    }
}

#[tokio::test]
async fn bodies_must_be_json_that_says_so() {
    let scene = Scene::new().await;
    let url = format!("{}/api/v10/channels/{}/messages", scene.emulator.url(), scene.general);
    for (kind, body, code) in
        [("application/json", "{", 50109), ("text/plain", "{}", 50035), ("application/json", "", 50006)]
    {
        let answer = reqwest::Client::new()
            .post(&url)
            .header("authorization", "Bot bot-token")
            .header("content-type", kind)
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["code"], code, "{kind} {body:?}");
    }
}

#[tokio::test]
async fn an_interactions_token_is_good_for_its_time_only() {
    let scene = Scene::new().await;
    let place = scene.alice.at("Playground", "general");
    let mut bot = scene.bot;
    place.command("say").send_and_forget().await.unwrap();
    let interaction = bot.interaction().await;
    let path = format!("/webhooks/{}/{}", text(&interaction["application_id"]), text(&interaction["token"]));
    let early = bot.rest.post(&path, json!({"content": "x"})).await;
    assert_eq!((early.status, early.code()), (404, 10015), "before the first answer");
    let answer = bot.rest.call_back(&interaction, json!({"type": 4, "data": {"content": "x"}})).await;
    assert_eq!(answer.status, 204);
    assert_eq!(bot.rest.post(&path, json!({"content": "y"})).await.status, 200);
    scene.emulator.control().clock(1e-9).await.unwrap();
    let late = bot.rest.post(&path, json!({"content": "z"})).await;
    assert_eq!((late.status, late.code()), (401, 50027), "after 15 minutes");
}

#[tokio::test]
async fn each_kind_of_interaction_takes_its_own_answers() {
    let scene = Scene::new().await;
    let place = scene.alice.at("Playground", "general");
    let mut bot = scene.bot;
    for wrong in [1, 6, 7, 8, 10, 99] {
        place.command("say").send_and_forget().await.unwrap();
        let interaction = bot.interaction().await;
        let answer = bot.rest.call_back(&interaction, json!({"type": wrong, "data": {"choices": []}})).await;
        assert_eq!((answer.status, answer.code()), (400, 50035), "{wrong}");
        // What was refused can still be answered.
        let answer = bot.rest.call_back(&interaction, json!({"type": 5})).await;
        assert_eq!(answer.status, 204);
    }
}

#[tokio::test]
async fn paths_with_any_version_lead_to_the_same_place() {
    let scene = Scene::new().await;
    for prefix in ["/api/v10", "/api/v9", "/api"] {
        let answer = reqwest::Client::new()
            .get(format!("{}{prefix}/users/@me", scene.emulator.url()))
            .header("authorization", "Bot bot-token")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{prefix}");
    }
}
