//! Members of a guild on demand.

use serde_json::{Value, json};

use super::enter::Entered;
use crate::state::State;
use crate::state::id::Id;

/// Op 8: members of a guild, as GUILD_MEMBERS_CHUNK.
pub(super) fn chunk(state: &mut State, entered: &Entered, data: &Value) {
    let id = data["guild_id"].as_str().and_then(|id| id.parse().ok());
    let Some(guild) = id.and_then(|id| state.guilds.get(&id)) else { return };
    if !guild.members.contains_key(&entered.user) {
        return;
    }
    let starts = data["query"].as_str().unwrap_or_default().to_lowercase();
    let asked: Option<Vec<&str>> = match &data["user_ids"] {
        Value::Array(ids) => Some(ids.iter().filter_map(Value::as_str).collect()),
        Value::String(id) => Some(vec![id]),
        _ => None,
    };
    let fits = |id: &&Id| match &asked {
        Some(ids) => ids.contains(&id.to_string().as_str()),
        None => state.users.get(id).is_some_and(|user| user.shown_name().to_lowercase().starts_with(&starts)),
    };
    let members: Vec<Value> =
        guild.members.keys().filter(fits).take(1000).filter_map(|id| state.member_json(guild, *id)).collect();
    let chunk = json!({
        "guild_id": guild.id, "members": members, "chunk_index": 0, "chunk_count": 1, "not_found": [],
        "nonce": data["nonce"],
    });
    state.sessions.push(entered.key, "GUILD_MEMBERS_CHUNK", &chunk.to_string());
}
