//! How often and with how much a bot may come in, and when an address is banned. Source: events/gateway (session start
//! limit, sharding), topics/rate-limits (invalid request limit), topics/opcodes-and-status-codes.

use serde_json::json;

use crate::bot::{Rest, Scene, Socket, emulator, identify};

#[tokio::test]
async fn a_thousand_starts_a_day_are_allowed_and_the_next_day_as_many() {
    let emulator = emulator().await;
    let rest = Rest::with(&emulator, Some("Bot bot-token"));
    for _ in 0..1000 {
        let mut socket = Socket::connect(&emulator, "v=10").await;
        socket.send(identify(1)).await;
        socket.event("READY").await;
    }
    let limit = rest.get("/gateway/bot").await.ok()["session_start_limit"].clone();
    assert_eq!((&limit["total"], &limit["remaining"]), (&json!(1000), &json!(0)));
    assert!(limit["reset_after"].as_u64().is_some_and(|millis| millis <= 86_400_000));
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(identify(1)).await;
    assert_eq!(socket.closed().await, 4004, "none is left");
    // With this clock a day is shorter than what has gone by since.
    emulator.control().fault(json!({"kind": "clock", "scale": 1e-9})).await.unwrap();
    let limit = rest.get("/gateway/bot").await.ok()["session_start_limit"].clone();
    assert_eq!(limit["remaining"], 1000);
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(identify(1)).await;
    socket.event("READY").await;
}

#[tokio::test]
async fn a_shard_with_too_many_guilds_is_told_to_shard() {
    let emulator = emulator().await;
    emulator.control().world(&two_guilds()).await.unwrap();
    emulator.control().fault(json!({"kind": "shard_limit", "guilds": 1})).await.unwrap();
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(identify(1)).await;
    assert_eq!(socket.closed().await, 4011);
}

fn two_guilds() -> discord_emulator::World {
    discord_emulator::World::from_toml("[[guild]]\nname = \"Second\"\napplications = [\"Ovation\"]\n")
        .expect("a world")
}

#[tokio::test]
async fn too_many_invalid_requests_get_an_address_banned() {
    let scene = Scene::new().await;
    let control = scene.emulator.control();
    control.fault(json!({"kind": "invalid_limit", "requests": 5})).await.unwrap();
    let stranger = Rest::with(&scene.emulator, Some("Bot nobody"));
    for _ in 0..5 {
        assert_eq!(stranger.get("/users/@me").await.status, 401);
    }
    let banned = scene.bot.rest.get("/users/@me").await;
    assert_eq!(
        (banned.status, &banned.body),
        (429, &json!("error code: 1015")),
        "a good bot, from the same address"
    );
    control.fault(json!({"kind": "clear"})).await.unwrap();
    assert_eq!(scene.bot.rest.get("/users/@me").await.status, 200);
}

/// A limit that others used up is no fault of the bot's.
#[tokio::test]
async fn shared_limits_are_not_counted_as_invalid_requests() {
    let scene = Scene::new().await;
    let control = scene.emulator.control();
    control.fault(json!({"kind": "invalid_limit", "requests": 2})).await.unwrap();
    let order = json!({"kind": "answer", "method": "GET", "path": "/users/@me", "times": 4, "status": 429,
        "retry_after": 0.01, "scope": "shared"});
    control.fault(order).await.unwrap();
    for _ in 0..4 {
        assert_eq!(scene.bot.rest.get("/users/@me").await.status, 429);
    }
    assert_eq!(scene.bot.rest.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn who_sends_no_heartbeat_is_taken_for_dead() {
    let emulator = emulator().await;
    emulator.control().fault(json!({"kind": "clock", "scale": 0.001})).await.unwrap();
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(identify(1)).await;
    socket.event("READY").await;
    assert_eq!(socket.closed().await, 4009);
}
