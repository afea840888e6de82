//! READY and the guilds that follow.

use serde_json::{Value, json};

use crate::state::State;
use crate::state::id::Id;
use crate::state::session::session_id;

/// READY of a bot: its guilds are still unavailable.
pub fn for_bot(state: &State, user: Id, key: u64, shard: (u64, u64), guilds: &[Id], base: &str) -> Value {
    let own = state.users.get(&user).map(|user| user.to_own_json());
    let unavailable: Vec<Value> = guilds.iter().map(|id| json!({"id": id, "unavailable": true})).collect();
    json!({
        "v": 10, "user_settings": {}, "user": own, "session_type": "normal", "session_id": session_id(key),
        "resume_gateway_url": base.replacen("http", "ws", 1), "relationships": [], "private_channels": [],
        "presences": [], "guilds": unavailable, "guild_join_requests": [], "geo_ordered_rtc_regions": [],
        "shard": [shard.0, shard.1], "application": {"id": user, "flags": 0}, "auth": {}, "_trace": ["emulator"],
    })
}

/// READY of a person: everything that they see.
pub fn for_person(state: &State, user: Id, key: u64, base: &str) -> Value {
    let own = state.users.get(&user);
    let guilds: Vec<Value> = own
        .into_iter()
        .flat_map(|user| &user.guilds)
        .filter_map(|id| state.guilds.get(id))
        .map(|guild| state.whole_guild_json(guild, user, true))
        .collect();
    let directs: Vec<Value> = state
        .directs
        .iter()
        .filter(|((one, other), _)| *one == user || *other == user)
        .filter_map(|(_, id)| state.channels.get(id))
        .map(|channel| state.channel_json(channel, user))
        .collect();
    json!({
        "v": 10, "user": own.map(|user| user.to_own_json()), "session_id": session_id(key), "guilds": guilds,
        "private_channels": directs, "resume_gateway_url": base.replacen("http", "ws", 1), "user_settings": {},
        "relationships": [], "presences": [],
    })
}

/// The guilds of a bot that belong to the shard.
pub fn guilds_of_shard(state: &State, user: Id, (shard, shards): (u64, u64)) -> Vec<Id> {
    let guilds = state.users.get(&user).map(|user| &user.guilds);
    guilds.into_iter().flatten().copied().filter(|id| id.shard(shards) == shard).collect()
}
