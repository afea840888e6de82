//! Whatever comes: never a 500, never a panic, never silence.

use discord_emulator::rest::route::ROUTES;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::bot::{Rest, Scene, Socket, emulator, identify, text};

/// JSON with the keys and values that Discord's bodies have, in any order and nesting.
fn bodies() -> impl Strategy<Value = Value> {
    let key = prop::sample::select(vec![
        "type",
        "data",
        "content",
        "components",
        "custom_id",
        "options",
        "name",
        "embeds",
        "flags",
        "id",
        "value",
        "values",
        "choices",
        "label",
        "component",
        "accessory",
        "title",
        "description",
        "allowed_mentions",
        "parse",
        "users",
        "nonce",
        "message_reference",
        "attachments",
        "fields",
        "items",
        "media",
        "url",
        "style",
        "min_values",
        "emoji",
        "application_id",
        "channel_id",
        "guild_id",
        "message_id",
        "permissions",
        "message",
        "applied_tags",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u64..25).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[0-9]{1,22}".prop_map(Value::from),
        Just(Value::from("x".repeat(3000))),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|pairs| {
                Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

#[tokio::test]
async fn any_json_at_any_route_gets_a_proper_answer() {
    let scene = Scene::new().await;
    let control = scene.emulator.control();
    control.fault(json!({"kind": "global_limit", "per_second": 0})).await.unwrap();
    let (bot, person) = (scene.bot.rest.clone(), Rest::with(&scene.emulator, Some("alice")));
    let message = text(
        &bot.post(&format!("/channels/{}/messages", scene.general), json!({"content": "x"})).await.ok()["id"],
    );
    let application = bot.application().await;
    let (strategy, mut runner) = (bodies(), TestRunner::deterministic());
    for round in 0..12 {
        control.fault(json!({"kind": "clear"})).await.unwrap();
        control.fault(json!({"kind": "global_limit", "per_second": 0})).await.unwrap();
        for route in ROUTES {
            // What would take the ground away from the rounds that follow.
            if route.method == "DELETE"
                && matches!(route.path, "/channels/{channel}" | "/users/@me/guilds/{guild}")
            {
                continue;
            }
            let path = route
                .path
                .replace("{channel}", &scene.general)
                .replace("{guild}", &scene.guild)
                .replace("{application}", &application)
                .replace("{message}", &message)
                .replace("{emoji}", "%F0%9F%91%8F%ff")
                .replace("{token}", "token")
                .replace(['{', '}'], "");
            let body = strategy.new_tree(&mut runner).unwrap().current();
            let rest = if round % 2 == 0 { &bot } else { &person };
            let answer = rest.ask(route.method, &path, Some(body.clone())).await;
            assert!(answer.status < 500, "{} {path} {body}: {}", route.method, answer.body);
        }
    }
    assert_eq!(bot.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn any_frame_on_the_gateway_is_answered_or_closed() {
    let emulator = emulator().await;
    let (strategy, mut runner) = (bodies(), TestRunner::deterministic());
    for round in 0..60 {
        let mut socket = Socket::connect(&emulator, "v=10").await;
        let any = strategy.new_tree(&mut runner).unwrap().current();
        match round % 4 {
            0 => socket.send(any).await,
            1 => socket.send(json!({"op": round % 12, "d": any})).await,
            2 => {
                socket.send(json!({"op": 2, "d": {"token": "bot-token", "intents": any, "shard": any}})).await
            }
            _ => socket.send_raw(Message::binary(any.to_string().into_bytes())).await,
        }
        // The next well-behaved client finds everything in order.
        drop(socket);
    }
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(identify(1)).await;
    socket.event("READY").await;
}

#[tokio::test]
async fn odd_headers_and_paths_are_answered() {
    let emulator = emulator().await;
    let client = reqwest::Client::new();
    for (path, header, value) in [
        ("/api/v10/%00/%ff", "authorization", "Bot \u{e9}"),
        ("/api/v99999999999999999999/users/@me", "authorization", ""),
        ("/api//v10//users", "content-type", "multipart/form-data"),
        ("/attachments/../../x", "range", "bytes=9-1"),
        ("/page/../Cargo.toml", "accept", "*/*"),
        ("/_emulator/requests?after=-1&after=x", "origin", "null"),
        ("/_emulator/guilds/x/roles/y", "host", "elsewhere"),
    ] {
        let answer = client
            .post(format!("{}{path}", emulator.url()))
            .header(header, value)
            .body("x")
            .send()
            .await
            .unwrap();
        assert!(answer.status().as_u16() < 500, "{path}");
    }
}
