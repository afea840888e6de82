//! What a client says of itself: online or not, and what it does. Source: events/gateway-events, Update Presence.

use serde_json::{Value, json};

use super::enter::Entered;
use super::ready;
use crate::state::State;
use crate::state::id::now_millis;

/// Op 3, or `presence` of IDENTIFY: told in each guild of the session, as PRESENCE_UPDATE.
pub(super) fn update(state: &mut State, entered: &Entered, data: &Value) {
    let Some(shard) = state.sessions.get(entered.key).map(|session| session.shard) else { return };
    // Others see someone invisible as offline.
    let status = match data["status"].as_str() {
        Some(known @ ("online" | "dnd" | "idle")) => known,
        Some("invisible" | "offline") => "offline",
        _ => "online",
    };
    let activity = |activity: &Value| {
        let mut shown = activity.clone();
        shown["id"] = json!("ec0b28a579ecb4bd");
        shown["created_at"] = json!(now_millis());
        shown
    };
    let activities: Vec<Value> = data["activities"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|activity| activity["name"].is_string() && activity["type"].is_u64())
        .map(activity)
        .collect();
    let client_status = if status == "offline" { json!({}) } else { json!({"web": status}) };
    for guild in ready::guilds_of_shard(state, entered.user, shard) {
        let told = json!({
            "user": {"id": entered.user}, "guild_id": guild, "status": status, "activities": activities,
            "client_status": client_status,
        });
        state.emit_to_guild(guild, "PRESENCE_UPDATE", &told);
    }
}
