//! Members of a guild on demand. Source: events/gateway-events, Request Guild Members.

use serde_json::{Value, json};

use super::enter::Entered;
use crate::state::State;
use crate::state::guild::Guild;
use crate::state::id::Id;

/// Discord: so many members in one event.
const IN_ONE: usize = 1000;
/// Discord: so many ids, and so many members of a query, at once.
const AT_ONCE: usize = 100;
/// GUILD_MEMBERS: without it only a query gets members.
const GUILD_MEMBERS: u64 = 1 << 1;

/// Op 8: members of a guild, as GUILD_MEMBERS_CHUNKs.
pub(super) fn chunk(state: &mut State, entered: &Entered, data: &Value) {
    let Some(guild) = id_of(&data["guild_id"]).and_then(|id| state.guilds.get(&id)) else { return };
    if !guild.members.contains_key(&entered.user) {
        return;
    }
    let sees_all = state.sessions.get(entered.key).is_some_and(|s| s.intents & GUILD_MEMBERS != 0);
    let (found, not_found) = match &data["user_ids"] {
        Value::Null => (queried(state, guild, data, sees_all), Vec::new()),
        ids => by_id(guild, ids),
    };
    let members: Vec<Value> = found.iter().filter_map(|id| state.member_json(guild, *id)).collect();
    let guild = guild.id;
    let count = members.len().div_ceil(IN_ONE).max(1);
    let parts = if members.is_empty() { vec![&[][..]] } else { members.chunks(IN_ONE).collect() };
    for (index, part) in parts.into_iter().enumerate() {
        let mut chunk = json!({
            "guild_id": guild, "members": part, "chunk_index": index, "chunk_count": count,
            "not_found": not_found,
        });
        if data["presences"] == true {
            chunk["presences"] = json!([]);
        }
        if data["nonce"].is_string() {
            chunk["nonce"] = data["nonce"].clone();
        }
        state.sessions.push(entered.key, "GUILD_MEMBERS_CHUNK", &chunk.to_string());
    }
}

/// Those whose name or nickname starts so; all for an empty query and no limit, if the intent is there.
fn queried(state: &State, guild: &Guild, data: &Value, sees_all: bool) -> Vec<Id> {
    let starts = data["query"].as_str().unwrap_or_default().to_lowercase();
    let limit = data["limit"].as_u64().unwrap_or(0) as usize;
    let most = match limit {
        0 if starts.is_empty() && sees_all => usize::MAX,
        0 if starts.is_empty() => 0,
        0 => AT_ONCE,
        limit => limit.min(AT_ONCE),
    };
    let is_so = |name: &str| name.to_lowercase().starts_with(&starts);
    let fits = |id: &Id| {
        let nick = guild.members.get(id).and_then(|member| member.nick.as_deref());
        let user = state.users.get(id);
        nick.is_some_and(is_so) || user.is_some_and(|user| is_so(&user.username) || is_so(user.shown_name()))
    };
    guild.members.keys().copied().filter(fits).take(most).collect()
}

fn by_id(guild: &Guild, ids: &Value) -> (Vec<Id>, Vec<Id>) {
    let asked = match ids {
        Value::Array(ids) => ids.as_slice(),
        one => std::slice::from_ref(one),
    };
    let (mut found, mut not_found) = (Vec::new(), Vec::new());
    for id in asked.iter().take(AT_ONCE).filter_map(id_of) {
        if guild.members.contains_key(&id) {
            found.push(id);
        } else {
            not_found.push(id);
        }
    }
    (found, not_found)
}

/// An id as text, or as a number: discord.py and its kin send that, and Discord takes it.
fn id_of(value: &Value) -> Option<Id> {
    match value {
        Value::String(text) => text.parse().ok(),
        value => value.as_u64().map(Id::new),
    }
}
