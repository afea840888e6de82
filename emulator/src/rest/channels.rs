//! Channels themselves: reading, making, changing, deleting, overwrites.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::control::edit as world;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::channel::Channel;
use crate::state::permissions::{self as bit, Overwrite};

/// GET /channels/{channel}
pub fn channel(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    Ok(Answer::Json(call.state.channel_json(channel, call.me()?)))
}

/// POST /guilds/{guild}/channels
pub fn create(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::MANAGE_CHANNELS)?.id;
    let mut errors = Errors::default();
    let name = errors.text(call.body, "name", 1, 100).to_owned();
    let kind = errors.optional_number(call.body, "type", 0, 16).unwrap_or(0) as u8;
    let topic = errors.optional_text(call.body, "topic", 0, 4096).map(str::to_owned);
    errors.finish()?;
    let id = call.state.ids.make();
    let mut channel = Channel::new(id, kind, Some(guild), &name);
    channel.topic = topic;
    channel.parent = id_of(&call.body["parent_id"]);
    channel.overwrites =
        call.body["permission_overwrites"].as_array().into_iter().flatten().filter_map(overwrite).collect();
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        channel.position = guild.channels.len() as u32;
        guild.channels.push(id);
    }
    let json = channel.to_json();
    call.state.channels.insert(id, channel);
    call.state.emit_to_guild(guild, "CHANNEL_CREATE", &json);
    Ok(Answer::Created(json))
}

fn overwrite(json: &Value) -> Option<Overwrite> {
    let bits =
        |key: &str| json[key].as_str().and_then(|text| text.parse().ok()).or(json[key].as_u64()).unwrap_or(0);
    let is_member = json["type"] == 1 || json["type"] == "1";
    Some(Overwrite { id: id_of(&json["id"])?, is_member, allow: bits("allow"), deny: bits("deny") })
}

/// PATCH /channels/{channel}, threads too.
pub fn edit(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let (id, me) = (channel.id, call.me()?);
    let Some(guild) = channel.guild else { return Err(ApiError::wrong_channel_for_dm()) };
    match &channel.thread {
        Some(thread) if thread.owner == me => {}
        Some(_) => call.need(channel, bit::MANAGE_THREADS)?,
        None => call.need(channel, bit::MANAGE_CHANNELS)?,
    }
    let mut errors = Errors::default();
    let body = call.body;
    let name = errors.optional_text(body, "name", 1, 100).map(str::to_owned);
    let topic = errors.optional_text(body, "topic", 0, 4096).map(str::to_owned);
    let archived = errors.optional_bool(body, "archived");
    let locked = errors.optional_bool(body, "locked");
    errors.finish()?;
    let Some(channel) = call.state.channels.get_mut(&id) else { return Err(ApiError::unknown_channel()) };
    channel.name = name.unwrap_or_else(|| channel.name.clone());
    if topic.is_some() {
        channel.topic = topic;
    }
    if let Some(list) = body["permission_overwrites"].as_array().filter(|_| channel.thread.is_none()) {
        channel.overwrites = list.iter().filter_map(overwrite).collect();
    }
    let is_thread = channel.thread.is_some();
    if let Some(thread) = &mut channel.thread {
        thread.archived = archived.unwrap_or(thread.archived);
        thread.locked = locked.unwrap_or(thread.locked);
        if let Some(tags) = body["applied_tags"].as_array() {
            thread.applied_tags = tags.iter().filter_map(id_of).collect();
        }
    }
    let is_open = channel.thread.as_ref().is_some_and(|thread| !thread.archived);
    let json = channel.to_json();
    if is_thread && let Some(guild) = call.state.guilds.get_mut(&guild) {
        guild.threads.retain(|other| *other != id);
        if is_open {
            guild.threads.push(id);
        }
    }
    let event = if is_thread { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" };
    call.state.emit_to_guild(guild, event, &json);
    Ok(Answer::Json(json))
}

/// DELETE /channels/{channel}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let (id, json) = (channel.id, call.state.channel_json(channel, call.me()?));
    if channel.guild.is_some() {
        call.need(
            channel,
            if channel.thread.is_some() { bit::MANAGE_THREADS } else { bit::MANAGE_CHANNELS },
        )?;
        world::delete_channel(call.state, id);
    }
    Ok(Answer::Json(json))
}

/// PUT /channels/{channel}/permissions/{overwrite}
pub fn put_overwrite(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_ROLES)?;
    let mut given = call.body.clone();
    given["id"] = json!(call.id("overwrite")?);
    let given = overwrite(&given).ok_or_else(ApiError::unknown_overwrite)?;
    let id = channel.id;
    world::put_overwrite(call.state, id, given);
    Ok(Answer::Empty)
}

/// DELETE /channels/{channel}/permissions/{overwrite}
pub fn delete_overwrite(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_ROLES)?;
    let (id, overwrite) = (channel.id, call.id("overwrite")?);
    if !channel.overwrites.iter().any(|other| other.id == overwrite) {
        return Err(ApiError::unknown_overwrite());
    }
    world::put_overwrite(call.state, id, Overwrite { id: overwrite, is_member: false, allow: 0, deny: 0 });
    Ok(Answer::Empty)
}

/// POST /channels/{channel}/typing
pub fn typing(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::SEND_MESSAGES)?;
    let (id, guild, user) = (channel.id, channel.guild, call.me()?);
    let mut data =
        json!({"channel_id": id, "user_id": user, "timestamp": crate::state::id::now_millis() / 1000});
    if let Some(guild) = guild {
        data["guild_id"] = json!(guild);
    }
    call.state.emit_to_channel(id, "TYPING_START", &data);
    Ok(Answer::Empty)
}
