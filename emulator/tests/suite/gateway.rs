//! The gateway: entering, resuming, closing. Source: events/gateway, topics/opcodes-and-status-codes.

use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use crate::bot::{Scene, Socket, emulator, identify};

#[tokio::test]
async fn entering_goes_hello_ready_guilds() {
    let emulator = emulator().await;
    let mut socket = Socket::connect(&emulator, "v=10&encoding=json").await;
    let hello = socket.next().await.unwrap();
    assert_eq!(hello["op"], 10);
    assert!(hello["d"]["heartbeat_interval"].as_u64().is_some_and(|millis| millis > 1000));
    socket.send(identify(1)).await;
    let ready = socket.event("READY").await;
    for key in ["v", "user", "guilds", "session_id", "resume_gateway_url", "application", "shard"] {
        assert!(!ready[key].is_null(), "{key}");
    }
    assert_eq!(ready["guilds"][0]["unavailable"], true);
    let guild = socket.event("GUILD_CREATE").await;
    assert_eq!(guild["id"], ready["guilds"][0]["id"]);
    assert_eq!(guild["channels"].as_array().map(Vec::len), Some(2));
    // What serenity 0.12 asks of a guild.
    for key in [
        "id",
        "name",
        "owner_id",
        "verification_level",
        "default_message_notifications",
        "explicit_content_filter",
        "roles",
        "emojis",
        "features",
        "mfa_level",
        "system_channel_flags",
        "premium_tier",
        "preferred_locale",
        "nsfw_level",
        "stickers",
        "premium_progress_bar_enabled",
        "joined_at",
        "large",
        "member_count",
        "voice_states",
        "members",
        "channels",
        "threads",
        "presences",
        "stage_instances",
        "guild_scheduled_events",
        "afk_timeout",
    ] {
        assert!(!guild[key].is_null(), "{key}");
    }
}

#[tokio::test]
async fn heartbeats_are_acknowledged_unless_skipped() {
    let Scene { emulator, mut bot, .. } = Scene::new().await;
    bot.socket.send(json!({"op": 1, "d": bot.socket.seq})).await;
    assert_eq!(bot.socket.next().await.unwrap()["op"], 11);
    emulator.control().fault(json!({"kind": "skip_heartbeat_acks", "times": 1})).await.unwrap();
    bot.socket.send(json!({"op": 1, "d": bot.socket.seq})).await;
    bot.socket.send(json!({"op": 1, "d": bot.socket.seq})).await;
    assert_eq!(bot.socket.next().await.unwrap()["op"], 11);
    emulator.control().fault(json!({"kind": "reconnect"})).await.unwrap();
    assert_eq!(bot.socket.next().await.unwrap()["op"], 7, "one acknowledgement for two heartbeats");
}

/// What the client says, and the code with which it is shut out.
fn closings() -> Vec<(&'static str, Vec<Value>, u16)> {
    let identify_with = |change: Value| {
        let mut payload = identify(1);
        for (key, value) in change.as_object().into_iter().flatten() {
            payload["d"][key] = value.clone();
        }
        vec![payload]
    };
    vec![
        ("an unknown opcode", vec![json!({"op": 99})], 4001),
        ("no opcode", vec![json!({"d": 1})], 4002),
        ("too large", vec![json!({"op": 1, "d": "x".repeat(5000)})], 4002),
        ("presence before identify", vec![json!({"op": 3, "d": {}})], 4003),
        ("a wrong token", identify_with(json!({"token": "nonsense"})), 4004),
        ("identify twice", vec![identify(1), identify(1)], 4005),
        ("a shard that is none", identify_with(json!({"shard": [2, 2]})), 4010),
        ("no intents", identify_with(json!({"intents": null})), 4013),
        ("intents that don't exist", identify_with(json!({"intents": 1_u64 << 40})), 4013),
    ]
}

#[tokio::test]
async fn who_breaks_the_rules_is_closed_out_with_the_right_code() {
    let emulator = emulator().await;
    for (what, payloads, code) in closings() {
        let mut socket = Socket::connect(&emulator, "v=10").await;
        for payload in payloads {
            socket.send(payload).await;
        }
        assert_eq!(socket.closed().await, code, "{what}");
    }
    let mut socket = Socket::connect(&emulator, "v=6").await;
    assert_eq!(socket.closed().await, 4012, "an old version");
    let mut socket = Socket::connect(&emulator, "v=10").await;
    assert!(socket.try_send(Message::text("{")).await);
    assert_eq!(socket.closed().await, 4002, "no JSON");
    let mut socket = Socket::connect(&emulator, "v=10").await;
    for _ in 0..121 {
        socket.send(json!({"op": 1, "d": null})).await;
    }
    assert_eq!(socket.closed().await, 4008, "too many payloads");
}

#[tokio::test]
async fn privileged_intents_need_the_switch_in_the_portal() {
    let mut world = discord_emulator::World::sample();
    world.application[0].privileged_intents.clear();
    let emulator = crate::bot::with_world(world).await;
    for (intents, allowed) in [(1 << 1, false), (1 << 8, false), (1 << 15, false), (1 | 1 << 9, true)] {
        let mut socket = Socket::connect(&emulator, "v=10").await;
        socket.send(identify(intents)).await;
        if allowed {
            socket.event("READY").await;
        } else {
            assert_eq!(socket.closed().await, 4014, "{intents}");
        }
    }
}

#[tokio::test]
async fn the_control_side_closes_with_any_code() {
    let Scene { emulator, mut bot, .. } = Scene::new().await;
    emulator.control().fault(json!({"kind": "gateway_close", "code": 4000})).await.unwrap();
    assert_eq!(bot.socket.closed().await, 4000);
}

#[tokio::test]
async fn a_second_identify_within_five_seconds_is_refused() {
    let emulator = emulator().await;
    emulator.control().fault(json!({"kind": "identify_limit", "per_millis": 60_000})).await.unwrap();
    let mut first = Socket::connect(&emulator, "v=10").await;
    first.send(identify(1)).await;
    first.event("READY").await;
    let mut second = Socket::connect(&emulator, "v=10").await;
    second.next().await.unwrap();
    second.send(identify(1)).await;
    assert_eq!(second.next().await.unwrap()["op"], 9);
}

#[tokio::test]
async fn an_event_can_come_twice() {
    let Scene { emulator, mut bot, alice, .. } = Scene::new().await;
    let order = json!({"kind": "duplicate_next_event", "event": "INTERACTION_CREATE", "times": 1});
    emulator.control().fault(order).await.unwrap();
    alice.at("Playground", "general").command("say").send_and_forget().await.unwrap();
    let (first, second) = (bot.interaction().await, bot.interaction().await);
    assert_eq!(first["id"], second["id"]);
}

#[tokio::test]
async fn each_shard_sees_its_own_guilds() {
    let mut world = discord_emulator::World::sample();
    for number in 0..8 {
        let mut guild = world.guild[0].clone();
        guild.name = format!("Guild {number}");
        // Ids that fall on different shards.
        guild.id = Some(((1_u64 << 50) + (number << 22)).to_string());
        world.guild.push(guild);
    }
    let emulator = crate::bot::with_world(world).await;
    let mut seen = Vec::new();
    for shard in 0..2 {
        let mut socket = Socket::connect(&emulator, "v=10").await;
        let mut payload = identify(1);
        payload["d"]["shard"] = json!([shard, 2]);
        socket.send(payload).await;
        let ready = socket.event("READY").await;
        assert_eq!(ready["shard"], json!([shard, 2]));
        for guild in ready["guilds"].as_array().unwrap() {
            let id: u64 = guild["id"].as_str().unwrap().parse().unwrap();
            assert_eq!((id >> 22) % 2, shard);
            seen.push(id);
        }
    }
    assert_eq!(seen.len(), 9);
}

#[tokio::test]
async fn a_bot_without_the_intent_hears_nothing_of_messages() {
    let emulator = emulator().await;
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(identify(1)).await;
    socket.event("GUILD_CREATE").await;
    let alice = emulator.person("alice").await.unwrap();
    alice.say("Playground", "general", "hello").await.unwrap();
    emulator.control().fault(json!({"kind": "reconnect"})).await.unwrap();
    assert_eq!(socket.next().await.unwrap()["op"], 7, "nothing came before it");
}

#[tokio::test]
async fn members_are_sent_in_chunks_on_demand() {
    let Scene { emulator: _running, mut bot, guild, .. } = Scene::new().await;
    bot.socket.send(json!({"op": 8, "d": {"guild_id": guild, "query": "", "limit": 0, "nonce": "n"}})).await;
    let chunk = bot.socket.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["members"].as_array().map(Vec::len), Some(4));
    assert_eq!(chunk["nonce"], "n");
}

#[tokio::test]
async fn members_are_found_by_their_ids_as_text_or_number() {
    let Scene { emulator: _running, mut bot, guild, alice, .. } = Scene::new().await;
    let (guild, known): (u64, u64) = (guild.parse().unwrap(), alice.id().parse().unwrap());
    bot.socket.send(json!({"op": 8, "d": {"guild_id": guild, "user_ids": [known, "17"], "limit": 0}})).await;
    let chunk = bot.socket.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["members"][0]["user"]["username"], "alice");
    assert_eq!(chunk["not_found"], json!(["17"]));
    bot.socket.send(json!({"op": 8, "d": {"guild_id": guild, "query": "", "limit": 2}})).await;
    let chunk = bot.socket.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["members"].as_array().map(Vec::len), Some(2));
    assert_eq!((&chunk["chunk_index"], &chunk["chunk_count"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn what_a_bot_says_of_itself_is_seen_by_people() {
    let Scene { emulator: _running, mut bot, alice, guild, .. } = Scene::new().await;
    let playing = json!([{"name": "chess", "type": 0}]);
    let presence = json!({"status": "dnd", "afk": false, "since": null, "activities": playing});
    bot.socket.send(json!({"op": 3, "d": presence})).await;
    let seen = alice.wait_for_event("PRESENCE_UPDATE", |event| event["status"] == "dnd").await.unwrap();
    assert_eq!(seen["activities"][0]["name"], "chess");
    assert_eq!(seen["guild_id"], guild.as_str());
}

#[tokio::test]
async fn json_may_come_in_binary_frames_and_nothing_else_may() {
    let emulator = emulator().await;
    let mut socket = Socket::connect(&emulator, "v=10").await;
    let payload = identify(1).to_string().into_bytes();
    assert!(socket.try_send(tokio_tungstenite::tungstenite::Message::binary(payload)).await);
    socket.event("READY").await;
    assert!(socket.try_send(tokio_tungstenite::tungstenite::Message::binary(vec![0xFF, 0x00])).await);
    assert_eq!(socket.closed().await, 4002);
}
