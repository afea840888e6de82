//! Changes of the world that someone with the right to do so makes, with the events that follow.

use serde_json::json;

use crate::apply::tell_member;
use crate::state::State;
use crate::state::channel::Channel;
use crate::state::id::Id;
use crate::state::permissions::Overwrite;

/// Deletes a channel or thread. False when there is none.
pub fn delete_channel(state: &mut State, id: Id) -> bool {
    let Some(channel) = state.channels.get(&id) else { return false };
    let Some(guild) = channel.guild else { return false };
    let is_thread = channel.thread.is_some();
    let (json, parent) = (channel.to_json(), channel.parent);
    let event = if is_thread { "THREAD_DELETE" } else { "CHANNEL_DELETE" };
    let json = if is_thread {
        json!({"id": id, "guild_id": guild, "parent_id": parent, "type": json["type"]})
    } else {
        json
    };
    state.emit_to_guild(guild, event, &json);
    state.channels.remove(&id);
    let mut threads = Vec::new();
    if let Some(guild) = state.guilds.get_mut(&guild) {
        guild.channels.retain(|other| *other != id);
        guild.threads.retain(|other| *other != id);
        threads.clone_from(&guild.threads);
    }
    // Its threads go with it.
    for thread in threads {
        if state.channels.get(&thread).is_some_and(|thread| thread.parent == Some(id)) {
            delete_channel(state, thread);
        }
    }
    true
}

/// Deletes a role. False when there is none, or it is @everyone.
pub fn delete_role(state: &mut State, guild: Id, role: Id) -> bool {
    let Some(room) = state.guilds.get_mut(&guild) else { return false };
    if guild == role || room.role(role).is_none() {
        return false;
    }
    room.roles.retain(|other| other.id != role);
    for member in room.members.values_mut() {
        member.roles.retain(|other| *other != role);
    }
    let channels = room.channels.clone();
    for channel in channels {
        if let Some(channel) = state.channels.get_mut(&channel) {
            channel.overwrites.retain(|overwrite| overwrite.id != role);
        }
    }
    state.emit_to_guild(guild, "GUILD_ROLE_DELETE", &json!({"guild_id": guild, "role_id": role}));
    true
}

/// Gives a member a role, or takes it. False when there is no such member or role.
pub fn set_member_role(state: &mut State, guild: Id, user: Id, role: Id, give: bool) -> bool {
    let Some(room) = state.guilds.get_mut(&guild) else { return false };
    if room.role(role).is_none() {
        return false;
    }
    let Some(member) = room.members.get_mut(&user) else { return false };
    member.roles.retain(|other| *other != role);
    if give {
        member.roles.push(role);
    }
    tell_member(state, guild, user, true);
    true
}

/// Sets a channel's exception for a role or a member; one that gives and takes nothing is removed.
pub fn put_overwrite(state: &mut State, channel: Id, overwrite: Overwrite) -> bool {
    let Some(room) = state.channels.get_mut(&channel) else { return false };
    room.overwrites.retain(|other| other.id != overwrite.id);
    if overwrite.allow | overwrite.deny != 0 {
        room.overwrites.push(overwrite);
    }
    let (guild, json) = (room.guild, room.to_json());
    if let Some(guild) = guild {
        state.emit_to_guild(guild, "CHANNEL_UPDATE", &json);
    }
    true
}

/// Takes an account out of a guild: it was kicked, or left. Its own role goes too.
pub fn leave(state: &mut State, guild: Id, user: Id) -> bool {
    let Some(room) = state.guilds.get_mut(&guild) else { return false };
    if room.members.remove(&user).is_none() {
        return false;
    }
    let own_role = room.roles.iter().find(|role| role.bot == Some(user)).map(|role| role.id);
    let is_bot = match state.users.get_mut(&user) {
        Some(user) => {
            user.guilds.remove(&guild);
            user.is_bot()
        }
        None => false,
    };
    let gone = json!({"id": guild});
    if is_bot {
        state.emit_to_bot(user, Some(guild), "GUILD_DELETE", &gone);
    } else {
        state.emit_to_user(user, "GUILD_DELETE", &gone);
    }
    let user = state.users.get(&user).map(|user| user.to_json());
    state.emit_to_guild(guild, "GUILD_MEMBER_REMOVE", &json!({"guild_id": guild, "user": user}));
    if let Some(role) = own_role {
        delete_role(state, guild, role);
    }
    true
}

/// A guild goes out of order, or comes back.
pub fn outage(state: &mut State, guild: Id, over: bool) {
    if over {
        state.outages.remove(&guild);
        crate::apply::announce(state, guild, None);
        return;
    }
    let members: Vec<Id> =
        state.guilds.get(&guild).map(|room| room.members.keys().copied().collect()).unwrap_or_default();
    for user in members {
        let is_bot = state.users.get(&user).is_some_and(|user| user.is_bot());
        let data = json!({"id": guild, "unavailable": true});
        if is_bot {
            state.emit_to_bot(user, Some(guild), "GUILD_DELETE", &data);
        } else {
            state.emit_to_user(user, "GUILD_DELETE", &data);
        }
    }
    state.outages.insert(guild);
}

/// A channel as `GET /_emulator/state` lists it.
pub fn listed(channel: &Channel) -> serde_json::Value {
    json!({"id": channel.id, "name": channel.name, "type": channel.kind, "parent_id": channel.parent})
}
