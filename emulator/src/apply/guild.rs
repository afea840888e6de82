//! Servers of a described world: roles, channels, members.

use std::collections::BTreeMap;

use serde_json::json;

use super::{application_named, bits, channel, id_or_new};
use crate::scenario::{GuildSpec, MemberSpec, RoleSpec, WorldError};
use crate::state::State;
use crate::state::guild::{Guild, Member, Role};
use crate::state::id::{Id, now_millis};
use crate::state::permissions;

/// Applies one server.
pub fn apply(state: &mut State, spec: &GuildSpec) -> Result<(), WorldError> {
    let place = format!("guild {}", spec.name);
    let existing = state.guild_names.get(&spec.name).copied();
    let id = match existing {
        Some(id) => id,
        None => create(state, spec, &place)?,
    };
    // A new server is told whole at the end; an old one piece by piece.
    let tell = existing.is_some();
    if tell && let Some(guild) = state.guilds.get_mut(&id) {
        if let Some(locale) = &spec.locale {
            guild.locale = locale.clone();
        }
        if let Some(text) = spec.everyone_permissions.as_deref() {
            guild.roles[0].permissions = bits(Some(text), 0, &place)?;
            let data = json!({"guild_id": id, "role": guild.roles[0].to_json()});
            state.emit_to_guild(id, "GUILD_ROLE_UPDATE", &data);
        }
    }
    for role in &spec.role {
        apply_role(state, id, role, &place, tell)?;
    }
    let mut joined = Vec::new();
    for name in &spec.applications {
        if let Some(bot) = join_bot(state, id, name, spec.bot_permissions.as_deref(), &place)? {
            joined.push(bot);
        }
    }
    for member in &spec.member {
        apply_member(state, id, member, &place, tell)?;
    }
    for channel in &spec.channel {
        channel::apply(state, id, channel, &place, tell)?;
    }
    if tell {
        for bot in joined {
            announce(state, id, Some(bot));
        }
    } else {
        announce(state, id, None);
    }
    Ok(())
}

pub(super) fn unknown(place: &str, what: &'static str, name: &str) -> WorldError {
    WorldError::Unknown { place: place.to_owned(), what, name: name.to_owned() }
}

pub(super) fn user_named(state: &State, name: &str, place: &str) -> Result<Id, WorldError> {
    let found = state.usernames.get(name).copied().or_else(|| application_named(state, name));
    found.ok_or_else(|| unknown(place, "user", name))
}

fn create(state: &mut State, spec: &GuildSpec, place: &str) -> Result<Id, WorldError> {
    let owner = match &spec.owner {
        Some(name) => user_named(state, name, place)?,
        None => {
            let first = state.users.values().filter(|user| !user.is_bot()).map(|user| user.id).min();
            first.ok_or_else(|| unknown(place, "user", "(any, as the owner)"))?
        }
    };
    let id = id_or_new(state, spec.id.as_deref(), place)?;
    let everyone = Role {
        id,
        name: "@everyone".into(),
        permissions: bits(spec.everyone_permissions.as_deref(), permissions::EVERYONE_DEFAULT, place)?,
        mentionable: false,
        hoist: false,
        position: 0,
        bot: None,
        color: 0,
    };
    let guild = Guild {
        id,
        name: spec.name.clone(),
        owner,
        locale: spec.locale.clone().unwrap_or_else(|| "en-US".into()),
        roles: vec![everyone],
        channels: Vec::new(),
        threads: Vec::new(),
        members: BTreeMap::new(),
        events: BTreeMap::new(),
        description: None,
        emojis: Vec::new(),
        bans: BTreeMap::new(),
        interested: BTreeMap::new(),
        audit_log: std::collections::VecDeque::new(),
    };
    state.guilds.insert(id, guild);
    state.guild_names.entry(spec.name.clone()).or_insert(id);
    join(state, id, owner, Member::default());
    Ok(id)
}

/// Makes an account a member.
pub fn join(state: &mut State, guild: Id, user: Id, mut member: Member) {
    member.joined = now_millis();
    if let Some(guild) = state.guilds.get_mut(&guild) {
        guild.members.insert(user, member);
    }
    if let Some(user) = state.users.get_mut(&user) {
        user.guilds.insert(guild);
    }
}

fn join_bot(
    state: &mut State,
    guild: Id,
    name: &str,
    permissions: Option<&str>,
    place: &str,
) -> Result<Option<Id>, WorldError> {
    let bot = application_named(state, name).ok_or_else(|| unknown(place, "application", name))?;
    let permissions = bits(permissions, permissions::BOT_DEFAULT, place)?;
    let is_member = state.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(&bot));
    if is_member {
        return Ok(None);
    }
    let id = state.ids.make();
    if let Some(guild) = state.guilds.get_mut(&guild) {
        let position = guild.roles.len() as u32;
        guild.roles.push(Role {
            id,
            name: name.to_owned(),
            permissions,
            mentionable: false,
            hoist: false,
            position,
            bot: Some(bot),
            color: 0,
        });
    }
    join(state, guild, bot, Member { roles: vec![id], ..Member::default() });
    Ok(Some(bot))
}

fn apply_role(
    state: &mut State,
    guild: Id,
    spec: &RoleSpec,
    place: &str,
    tell: bool,
) -> Result<(), WorldError> {
    let place = format!("{place}, role {}", spec.name);
    let existing =
        state.guilds.get(&guild).and_then(|guild| guild.role_named(&spec.name)).map(|role| role.id);
    let id = match existing {
        Some(id) => id,
        None => id_or_new(state, spec.id.as_deref(), &place)?,
    };
    let permissions = bits(spec.permissions.as_deref(), 0, &place)?;
    let Some(room) = state.guilds.get_mut(&guild) else { return Ok(()) };
    if existing.is_none() {
        let position = room.roles.len() as u32;
        room.roles.push(Role {
            id,
            name: spec.name.clone(),
            permissions,
            mentionable: spec.mentionable,
            hoist: false,
            position,
            bot: None,
            color: spec.color,
        });
    } else if let Some(role) = room.roles.iter_mut().find(|role| role.id == id) {
        role.permissions = if spec.permissions.is_some() { permissions } else { role.permissions };
        role.mentionable = spec.mentionable;
        role.color = spec.color;
    }
    if tell && let Some(role) = room.role(id) {
        let data = json!({"guild_id": guild, "role": role.to_json()});
        let event = if existing.is_some() { "GUILD_ROLE_UPDATE" } else { "GUILD_ROLE_CREATE" };
        state.emit_to_guild(guild, event, &data);
    }
    Ok(())
}

fn apply_member(
    state: &mut State,
    guild: Id,
    spec: &MemberSpec,
    place: &str,
    tell: bool,
) -> Result<(), WorldError> {
    let user = user_named(state, &spec.user, place)?;
    let Some(room) = state.guilds.get(&guild) else { return Ok(()) };
    let mut roles = Vec::new();
    for name in &spec.roles {
        roles.push(room.role_named(name).ok_or_else(|| unknown(place, "role", name))?.id);
    }
    let was_member = room.members.contains_key(&user);
    let nick = spec.nick.clone().filter(|nick| !nick.is_empty());
    if was_member {
        if let Some(member) = state.guilds.get_mut(&guild).and_then(|guild| guild.members.get_mut(&user)) {
            member.nick = nick;
            member.roles = roles;
        }
    } else {
        join(state, guild, user, Member { nick, roles, ..Member::default() });
    }
    if tell {
        tell_member(state, guild, user, was_member);
        if !was_member {
            announce(state, guild, Some(user));
        }
    }
    Ok(())
}

/// Tells the server that a member is new or changed.
pub fn tell_member(state: &mut State, guild: Id, user: Id, was_member: bool) {
    let member = state.guilds.get(&guild).and_then(|room| state.member_json(room, user));
    if let Some(mut data) = member {
        data["guild_id"] = json!(guild);
        let event = if was_member { "GUILD_MEMBER_UPDATE" } else { "GUILD_MEMBER_ADD" };
        state.emit_to_guild(guild, event, &data);
    }
}

/// Sends GUILD_CREATE to one member, or to all.
pub fn announce(state: &mut State, guild: Id, only: Option<Id>) {
    let Some(room) = state.guilds.get(&guild) else { return };
    let members: Vec<Id> = match only {
        Some(user) => vec![user],
        None => room.members.keys().copied().collect(),
    };
    for user in members {
        if state.sessions.of(user).is_empty() {
            continue;
        }
        let Some(room) = state.guilds.get(&guild) else { return };
        let is_bot = state.users.get(&user).is_some_and(|user| user.is_bot());
        let data = state.whole_guild_json(room, user, true);
        if is_bot {
            state.emit_to_bot(user, Some(guild), "GUILD_CREATE", &data);
        } else {
            state.emit_to_user(user, "GUILD_CREATE", &data);
        }
    }
}
