//! Channels of a described world, with their exceptions.

use serde_json::json;

use super::guild::{unknown, user_named};
use super::{bits, id_or_new};
use crate::scenario::{ChannelSpec, OverwriteSpec, WorldError};
use crate::state::State;
use crate::state::channel::Channel;
use crate::state::id::Id;
use crate::state::permissions::Overwrite;

/// Applies one channel.
pub(super) fn apply(
    state: &mut State,
    guild: Id,
    spec: &ChannelSpec,
    place: &str,
    tell: bool,
) -> Result<(), WorldError> {
    let place = format!("{place}, channel {}", spec.name);
    let Some(room) = state.guilds.get(&guild) else { return Ok(()) };
    let named = |name: &str| {
        let mut ids = room.channels.iter().filter_map(|id| state.channels.get(id));
        ids.find(|channel| channel.name == name).map(|channel| channel.id)
    };
    let existing = named(&spec.name);
    let parent = match &spec.parent {
        Some(name) => Some(named(name).ok_or_else(|| unknown(&place, "category", name))?),
        None => None,
    };
    let position = room.channels.len() as u32;
    let mut overwrites = Vec::new();
    for overwrite in &spec.overwrite {
        overwrites.push(overwrite_of(state, guild, overwrite, &place)?);
    }
    let id = match existing {
        Some(id) => id,
        None => {
            let id = id_or_new(state, spec.id.as_deref(), &place)?;
            let mut channel = Channel::new(id, spec.kind, Some(guild), &spec.name);
            channel.position = position;
            state.channels.insert(id, channel);
            if let Some(room) = state.guilds.get_mut(&guild) {
                room.channels.push(id);
            }
            id
        }
    };
    let tags: Vec<Id> = spec.tags.iter().map(|_| state.ids.make()).collect();
    let Some(channel) = state.channels.get_mut(&id) else { return Ok(()) };
    channel.overwrites = overwrites;
    channel.parent = parent.or(channel.parent);
    channel.topic = spec.topic.clone().or_else(|| channel.topic.clone());
    channel.flags = if spec.require_tag { 1 << 4 } else { 0 };
    for (name, id) in spec.tags.iter().zip(tags) {
        if !channel.available_tags.iter().any(|tag| tag["name"] == name.as_str()) {
            channel.available_tags.push(
                json!({"id": id, "name": name, "moderated": false, "emoji_id": null, "emoji_name": null}),
            );
        }
    }
    if tell {
        let data = channel.to_json();
        let event = if existing.is_some() { "CHANNEL_UPDATE" } else { "CHANNEL_CREATE" };
        state.emit_to_guild(guild, event, &data);
    }
    Ok(())
}

fn overwrite_of(
    state: &State,
    guild: Id,
    spec: &OverwriteSpec,
    place: &str,
) -> Result<Overwrite, WorldError> {
    let (id, is_member) = match (&spec.role, &spec.user) {
        (Some(name), None) => {
            let role = state.guilds.get(&guild).and_then(|guild| guild.role_named(name));
            (role.ok_or_else(|| unknown(place, "role", name))?.id, false)
        }
        (None, Some(name)) => (user_named(state, name, place)?, true),
        _ => return Err(unknown(place, "role or user (exactly one)", "")),
    };
    let allow = bits(spec.allow.as_deref(), 0, place)?;
    let deny = bits(spec.deny.as_deref(), 0, place)?;
    Ok(Overwrite { id, is_member, allow, deny })
}
