//! Invalid form bodies: each row breaks one rule, and the error names its place.

use serde_json::{Value, json};

use crate::bot::{Scene, text};

fn row_of(count: usize) -> Value {
    let buttons: Vec<Value> = (0..count)
        .map(|n| json!({"type": 2, "style": 1, "label": "x", "custom_id": n.to_string()}))
        .collect();
    json!({"type": 1, "components": buttons})
}

fn v2(components: Value) -> Value {
    json!({"flags": 32768, "components": components})
}

/// The documentation page, the body, where the error must stand, its code.
fn messages() -> Vec<(&'static str, Value, &'static str, &'static str)> {
    let button = |change: Value| {
        let mut button = json!({"type": 2, "style": 1, "label": "x", "custom_id": "a"});
        for (key, value) in change.as_object().into_iter().flatten() {
            button[key] = value.clone();
        }
        json!({"content": "x", "components": [{"type": 1, "components": [button]}]})
    };
    let texts: Vec<Value> = (0..41).map(|_| json!({"type": 10, "content": "x"})).collect();
    let long = json!({"type": 10, "content": "x".repeat(2001)});
    let embeds: Vec<Value> = (0..2).map(|_| json!({"description": "x".repeat(3001)})).collect();
    let select = json!({"type": 3, "custom_id": "a", "options": []});
    let clash = json!({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}});
    vec![
        ("resources/message", json!({"content": "x".repeat(2001)}), "/content", "BASE_TYPE_MAX_LENGTH"),
        ("resources/message", json!({"content": 5}), "/content", "BASE_TYPE_BAD_TYPE"),
        (
            "resources/message",
            json!({"content": "x", "nonce": "x".repeat(26)}),
            "/nonce",
            "NONCE_TYPE_TOO_LONG",
        ),
        ("resources/message", json!({"embeds": embeds}), "/embeds", "MAX_EMBED_SIZE_EXCEEDED"),
        (
            "resources/message",
            json!({"embeds": [{"fields": [{"name": "a", "value": ""}]}]}),
            "/embeds/0/fields/0/value",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "resources/message",
            json!({"embeds": [{"title": "x".repeat(257)}]}),
            "/embeds/0/title",
            "BASE_TYPE_MAX_LENGTH",
        ),
        ("resources/message", clash, "/allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"),
        (
            "resources/message",
            json!({"content": "x", "message_reference": {"message_id": "1"}}),
            "/message_reference",
            "REPLIES_UNKNOWN_MESSAGE",
        ),
        (
            "components/reference",
            button(json!({"custom_id": ""})),
            "/components/0/components/0/custom_id",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "components/reference",
            button(json!({"label": "x".repeat(81)})),
            "/components/0/components/0/label",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "components/reference",
            button(json!({"style": 5})),
            "/components/0/components/0/url",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "components/reference",
            button(json!({"style": null})),
            "/components/0/components/0/style",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "components/reference",
            json!({"components": [row_of(6)]}),
            "/components/0/components",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "components/reference",
            json!({"components": [row_of(1), row_of(1)]}),
            "/components/1/components/0/custom_id",
            "COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            "components/reference",
            json!({"components": [{"type": 1, "components": [select]}]}),
            "/components/0/components/0/options",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "components/reference",
            json!({"components": [{"type": 10, "content": "x"}]}),
            "/components/0/type",
            "UNION_TYPE_CHOICES",
        ),
        ("components/reference", v2(json!(texts)), "/components", "BASE_TYPE_MAX_LENGTH"),
        (
            "components/reference",
            v2(json!([long, long])),
            "/components",
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
        ),
        (
            "components/reference",
            v2(json!([{"type": 13, "file": {"url": "https://example.com/a"}}])),
            "/components/0/file/url",
            "URL_TYPE_INVALID_SCHEME",
        ),
        (
            "components/reference",
            json!({"flags": 32768, "content": "x", "components": [{"type": 10, "content": "x"}]}),
            "/content",
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
    ]
}

#[track_caller]
fn has(errors: &Value, place: &str, code: &str, what: &Value) {
    let found = errors.pointer(&format!("{place}/_errors")).and_then(Value::as_array);
    let fits = found.is_some_and(|list| list.iter().any(|error| error["code"] == code));
    assert!(fits, "{place} {code}: {errors} for {what}");
}

#[tokio::test]
async fn each_rule_of_messages_is_kept() {
    let scene = Scene::new().await;
    scene
        .emulator
        .control()
        .fault(json!({"kind": "channel_limit", "limit": 1000, "per_millis": 1000}))
        .await
        .unwrap();
    let path = format!("/channels/{}/messages", scene.general);
    for (page, body, place, code) in messages() {
        let answer = scene.bot.rest.post(&path, body.clone()).await;
        assert_eq!((answer.status, answer.code()), (400, 50035), "{page}: {body} {}", answer.body);
        has(&answer.body["errors"], place, code, &body);
    }
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn errors_of_a_callback_stand_under_data() {
    let scene = Scene::new().await;
    let mut bot = scene.bot;
    scene.alice.at("Playground", "general").command("say").send_and_forget().await.unwrap();
    let interaction = bot.interaction().await;
    for (page, body, _, code) in messages() {
        if matches!(body["message_reference"], Value::Object(_)) || !body["nonce"].is_null() {
            continue;
        }
        let answer = bot.rest.call_back(&interaction, json!({"type": 4, "data": body})).await;
        assert_eq!((answer.status, answer.code()), (400, 50035), "{page}: {body}");
        assert!(answer.body["errors"]["data"].is_object(), "{} {code}", answer.body);
    }
    let modal = |components: Value| json!({"type": 9, "data": {"custom_id": "a", "title": "T", "components": components}});
    let input = json!({"type": 4, "custom_id": "a", "label": "A", "style": 1});
    let rows: Vec<Value> = (0..6).map(|_| json!({"type": 1, "components": [input]})).collect();
    for (body, place) in [
        (modal(json!(rows)), "/data/components"),
        (modal(json!([])), "/data/components"),
        (
            modal(
                json!([{"type": 18, "label": "x".repeat(46), "component": {"type": 4, "custom_id": "b", "style": 1}}]),
            ),
            "/data/components/0/label",
        ),
        (
            json!({"type": 9, "data": {"custom_id": "a", "title": "x".repeat(46), "components": [rows[0]]}}),
            "/data/title",
        ),
        (
            json!({"type": 9, "data": {"custom_id": "", "title": "x", "components": [rows[0]]}}),
            "/data/custom_id",
        ),
    ] {
        let answer = bot.rest.call_back(&interaction, body.clone()).await;
        assert_eq!(answer.status, 400, "{body}");
        let errors = answer.body["errors"].pointer(&format!("{place}/_errors"));
        assert!(errors.is_some(), "{place}: {}", answer.body);
    }
}

#[tokio::test]
async fn each_rule_of_commands_is_kept() {
    let scene = Scene::new().await;
    let path = format!("/applications/{}/commands", scene.bot.rest.application().await);
    let option = |change: Value| {
        let mut option = json!({"type": 3, "name": "a", "description": "A"});
        for (key, value) in change.as_object().into_iter().flatten() {
            option[key] = value.clone();
        }
        json!([{"name": "x", "description": "X", "options": [option]}])
    };
    let many = |count: usize| -> Vec<Value> {
        (0..count).map(|n| json!({"name": format!("c{n}"), "description": "x"})).collect()
    };
    let choices: Vec<Value> =
        (0..26).map(|n| json!({"name": n.to_string(), "value": n.to_string()})).collect();
    let long: Vec<Value> = (0..25)
        .map(|n| json!({"type": 3, "name": format!("o{n}"), "description": "x".repeat(100),
            "choices": (0..3).map(|m| json!({"name": format!("{m}{}", "y".repeat(99)), "value": format!("{m}{}", "z".repeat(90))})).collect::<Vec<_>>()}))
        .collect();
    let page = "interactions/application-commands";
    let rows = vec![
        (json!([{"name": "Award", "description": "x"}]), "/0/name", "APPLICATION_COMMAND_INVALID_NAME"),
        (json!([{"name": "x"}]), "/0/description", "BASE_TYPE_REQUIRED"),
        (json!([{"name": "x", "description": "x".repeat(101)}]), "/0/description", "BASE_TYPE_MAX_LENGTH"),
        (
            json!([{"type": 2, "name": "X", "description": "x"}]),
            "/0/description",
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
        ),
        (
            json!([{"name": "x", "description": "X", "name_localizations": {"xx": "x"}}]),
            "/0/name_localizations/xx",
            "ENUM_TYPE_COERCE",
        ),
        (
            json!([{"name": "x", "description": "X"}, {"name": "x", "description": "X"}]),
            "/1/name",
            "APPLICATION_COMMANDS_DUPLICATE_NAME",
        ),
        (json!(many(101)), "", "BASE_TYPE_MAX_LENGTH"),
        (option(json!({"type": 12})), "/0/options/0/type", "NUMBER_TYPE_MAX"),
        (option(json!({"choices": choices})), "/0/options/0/choices", "BASE_TYPE_MAX_LENGTH"),
        (
            option(json!({"choices": [choices[0]], "autocomplete": true})),
            "/0/options/0/autocomplete",
            "APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE",
        ),
        (
            json!([{"name": "x", "description": "X", "options": [{"type": 3, "name": "a", "description": "A"},
            {"type": 3, "name": "b", "description": "B", "required": true}]}]),
            "/0/options/1",
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
        ),
        (json!([{"name": "x", "description": "X", "options": long}]), "/0", "APPLICATION_COMMAND_TOO_LARGE"),
    ];
    scene.emulator.control().fault(json!({"kind": "global_limit", "per_second": 0})).await.unwrap();
    for (body, place, code) in rows {
        scene.emulator.control().fault(json!({"kind": "clear"})).await.unwrap();
        let answer = scene.bot.rest.ask("PUT", &path, Some(body.clone())).await;
        assert_eq!((answer.status, answer.code()), (400, 50035), "{page}: {body} {}", answer.body);
        has(&answer.body["errors"], place, code, &body);
    }
}

#[tokio::test]
async fn commands_keep_their_ids_and_a_day_has_200_creations() {
    let scene = Scene::new().await;
    let first = scene.bot.rest.register(json!([{"name": "a", "description": "A"}])).await;
    let second = scene
        .bot
        .rest
        .register(json!([{"name": "a", "description": "B"}, {"name": "b", "description": "B"}]))
        .await;
    assert_eq!(first[0]["id"], second[0]["id"]);
    assert_ne!(first[0]["version"], second[0]["version"]);
    let third = scene
        .bot
        .rest
        .register(json!([{"name": "a", "description": "B"}, {"name": "b", "description": "B"}]))
        .await;
    assert_eq!(second, third, "nothing changed");
    let path = format!("/applications/{}/commands", scene.bot.rest.application().await);
    let mut refused = None;
    for round in 0..3 {
        scene.emulator.control().fault(json!({"kind": "clear"})).await.unwrap();
        let many: Vec<Value> =
            (0..90).map(|n| json!({"name": format!("r{round}-{n}"), "description": "x"})).collect();
        let answer = scene.bot.rest.ask("PUT", &path, Some(json!(many))).await;
        refused = Some((answer.status, answer.code()));
    }
    assert_eq!(refused, Some((400, 30034)));
    assert!(!text(&third[0]["application_id"]).is_empty());
}

#[tokio::test]
async fn a_body_may_come_as_the_payload_of_a_form() {
    let scene = Scene::new().await;
    let address = format!("{}/api/v10/channels/{}/messages", scene.emulator.url(), scene.general);
    let form = reqwest::Client::new()
        .post(address)
        .header("authorization", "Bot bot-token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body("payload_json=%7B%22content%22%3A+%22a+%26+b%22%7D");
    let answer = form.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let there = scene.alice.messages("Playground", "general").await.unwrap();
    assert_eq!(there.last().unwrap().text(), "a & b");
    assert!(scene.emulator.control().violations().await.unwrap().is_empty());
}
