//! What goes over the gateway parses as two libraries with models of their own expect it: events have no published
//! schemas.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use serenity::model::event::{Event, GatewayEvent as OfSerenity};
use twilight_model::gateway::event::{GatewayEvent as OfTwilight, GatewayEventDeserializer};

use crate::bot::Bot;
use crate::table::{groups, run, scene};

/// Why a library can't read the payload.
fn faults(payload: &Value) -> Vec<String> {
    let text = payload.to_string();
    let mut faults = Vec::new();
    match serde_json::from_str::<OfSerenity>(&text) {
        Ok(OfSerenity::Dispatch(_, Event::Unknown(event))) => {
            // What serenity 0.12.5 has a model for comes as unknown when it doesn't parse. Of this one it asks for
            // `burst` and `type`, which the documentation doesn't have.
            if event.kind != "MESSAGE_REACTION_REMOVE_EMOJI" {
                faults.push(format!("serenity can't read {}", event.kind));
            }
        }
        Ok(_) => {}
        Err(error) => faults.push(format!("serenity: {error}")),
    }
    let read: Result<OfTwilight, String> =
        GatewayEventDeserializer::from_json(&text).ok_or_else(|| "no op".to_owned()).and_then(|kind| {
            let mut json = serde_json::Deserializer::from_str(&text);
            serde::de::DeserializeSeed::deserialize(kind, &mut json).map_err(|error| error.to_string())
        });
    if let Err(error) = read {
        faults.push(format!("twilight: {error}"));
    }
    faults
}

/// Every event that bots of this kind meet, and that something in the table makes.
const EXPECTED: &[&str] = &[
    "READY",
    "APPLICATION_COMMAND_PERMISSIONS_UPDATE",
    "CHANNEL_CREATE",
    "CHANNEL_DELETE",
    "CHANNEL_PINS_UPDATE",
    "CHANNEL_UPDATE",
    "GUILD_AUDIT_LOG_ENTRY_CREATE",
    "GUILD_BAN_ADD",
    "GUILD_BAN_REMOVE",
    "GUILD_CREATE",
    "GUILD_DELETE",
    "GUILD_EMOJIS_UPDATE",
    "GUILD_MEMBERS_CHUNK",
    "GUILD_MEMBER_ADD",
    "GUILD_MEMBER_REMOVE",
    "GUILD_MEMBER_UPDATE",
    "GUILD_ROLE_CREATE",
    "GUILD_ROLE_DELETE",
    "GUILD_ROLE_UPDATE",
    "GUILD_SCHEDULED_EVENT_CREATE",
    "GUILD_SCHEDULED_EVENT_DELETE",
    "GUILD_SCHEDULED_EVENT_UPDATE",
    "GUILD_SCHEDULED_EVENT_USER_ADD",
    "GUILD_SCHEDULED_EVENT_USER_REMOVE",
    "GUILD_UPDATE",
    "INTERACTION_CREATE",
    "INVITE_CREATE",
    "INVITE_DELETE",
    "MESSAGE_CREATE",
    "MESSAGE_DELETE",
    "MESSAGE_DELETE_BULK",
    "MESSAGE_REACTION_ADD",
    "MESSAGE_REACTION_REMOVE",
    "MESSAGE_REACTION_REMOVE_ALL",
    "MESSAGE_REACTION_REMOVE_EMOJI",
    "MESSAGE_UPDATE",
    "RESUMED",
    "THREAD_CREATE",
    "THREAD_DELETE",
    "THREAD_MEMBERS_UPDATE",
    "THREAD_UPDATE",
    "TYPING_START",
    "USER_UPDATE",
    "WEBHOOKS_UPDATE",
];

/// Runs the table, leaves a server, resumes; gives everything that the bot was sent.
async fn everything() -> Vec<Value> {
    let mut seen = Vec::new();
    for (_, rows) in groups() {
        let (mut scene, mut names) = scene().await;
        let control = scene.emulator.control();
        for row in &rows {
            control.fault(json!({"kind": "clear"})).await.unwrap();
            run(&mut scene.bot, row, &mut names).await;
        }
        let Bot { socket, ready, .. } = &mut scene.bot;
        socket
            .send(json!({"op": 8, "d": {"guild_id": names["guild"], "query": "", "limit": 0, "nonce": "n"}}))
            .await;
        socket.drain().await;
        control.delete_channel(&names["general"]).await.unwrap();
        control.kick(&names["guild"], &names["app"]).await.unwrap();
        socket.drain().await;
        seen.append(&mut socket.seen);
        let mut again = crate::bot::Socket::connect(&scene.emulator, "v=10").await;
        let resume = json!({"token": "bot-token", "session_id": ready["session_id"], "seq": socket.seq});
        again.send(json!({"op": 6, "d": resume})).await;
        again.event("RESUMED").await;
        seen.append(&mut again.seen);
    }
    seen
}

#[tokio::test]
async fn each_event_parses_with_the_models_of_two_libraries() {
    let seen = everything().await;
    let names: BTreeSet<&str> = seen.iter().filter_map(|payload| payload["t"].as_str()).collect();
    let missing: Vec<&&str> = EXPECTED.iter().filter(|name| !names.contains(**name)).collect();
    assert!(missing.is_empty(), "nothing made {missing:?}");
    let mut wrong: BTreeMap<String, String> = BTreeMap::new();
    for payload in &seen {
        for fault in faults(payload) {
            let name = payload["t"].as_str().unwrap_or("(no event)");
            wrong.entry(format!("{name}: {fault}")).or_insert_with(|| payload.to_string());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
