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
    if !matches!(kind, 0 | 2 | 4 | 5 | 13 | 15 | 16) {
        errors.at("type", "BASE_TYPE_CHOICES", "Value must be one of {0, 2, 4, 5, 13, 15, 16}.");
    }
    let slowmode = errors.optional_number(call.body, "rate_limit_per_user", 0, 21_600).unwrap_or(0) as u32;
    let nsfw = errors.optional_bool(call.body, "nsfw").unwrap_or(false);
    let topic = errors.optional_text(call.body, "topic", 0, 4096).map(str::to_owned);
    errors.finish()?;
    let id = call.state.ids.make();
    let mut channel = Channel::new(id, kind, Some(guild), &name);
    (channel.topic, channel.slowmode, channel.nsfw) = (topic, slowmode, nsfw);
    channel.parent = id_of(&call.body["parent_id"]);
    channel.overwrites =
        call.body["permission_overwrites"].as_array().into_iter().flatten().filter_map(overwrite).collect();
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        channel.position = guild.channels.len() as u32;
        guild.channels.push(id);
    }
    let json = channel.to_json();
    call.state.channels.insert(id, channel);
    call.log(
        guild,
        10,
        Some(id),
        json!([{"key": "name", "new_value": json["name"]}, {"key": "type", "new_value": kind}]),
    );
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
    let body = call.body;
    match &channel.thread {
        Some(thread) => {
            if thread.owner != me || thread.locked || !body["locked"].is_null() {
                call.need(channel, bit::MANAGE_THREADS)?;
            }
            let opens = body["archived"] == false;
            let changes_more = body
                .as_object()
                .is_some_and(|body| body.keys().any(|key| key != "archived" && key != "locked"));
            if thread.archived && !opens && changes_more {
                return Err(ApiError::archived_thread());
            }
        }
        None => call.need(channel, bit::MANAGE_CHANNELS)?,
    }
    let change = Change::read(body)?;
    let Some(channel) = call.state.channels.get_mut(&id) else { return Err(ApiError::unknown_channel()) };
    let before = channel.name.clone();
    change.apply(channel, body);
    let (is_thread, json, name) = (channel.thread.is_some(), channel.to_json(), channel.name.clone());
    let changes = if before == name {
        json!([])
    } else {
        json!([{"key": "name", "old_value": before, "new_value": name}])
    };
    call.log(guild, if is_thread { 111 } else { 11 }, Some(id), changes);
    if is_thread {
        let archived = change.archived;
        if let Some(archived) = archived {
            call.state.set_archived(id, archived);
        } else {
            call.state.emit_to_channel(id, "THREAD_UPDATE", &json);
        }
        let json = call.state.channels.get(&id).map_or(json, Channel::to_json);
        return Ok(Answer::Json(json));
    }
    call.state.emit_to_guild(guild, "CHANNEL_UPDATE", &json);
    Ok(Answer::Json(json))
}

/// What a body changes in a channel or thread.
struct Change {
    name: Option<String>,
    topic: Option<String>,
    archived: Option<bool>,
    locked: Option<bool>,
    nsfw: Option<bool>,
    slowmode: Option<u32>,
    auto_archive: Option<u32>,
    position: Option<u32>,
}

impl Change {
    fn read(body: &Value) -> Result<Change, ApiError> {
        let mut errors = Errors::default();
        let number = |errors: &mut Errors, key: &str, max: i64| {
            errors.optional_number(body, key, 0, max).map(|number| number as u32)
        };
        let change = Change {
            name: errors.optional_text(body, "name", 1, 100).map(str::to_owned),
            topic: errors.optional_text(body, "topic", 0, 4096).map(str::to_owned),
            archived: errors.optional_bool(body, "archived"),
            locked: errors.optional_bool(body, "locked"),
            nsfw: errors.optional_bool(body, "nsfw"),
            slowmode: number(&mut errors, "rate_limit_per_user", 21_600),
            auto_archive: number(&mut errors, "auto_archive_duration", 10_080),
            position: number(&mut errors, "position", i64::from(u32::MAX)),
        };
        if change.auto_archive.is_some_and(|minutes| ![60, 1440, 4320, 10_080].contains(&minutes)) {
            let text = "Value must be one of {60, 1440, 4320, 10080}.";
            errors.at("auto_archive_duration", "BASE_TYPE_CHOICES", text);
        }
        errors.finish()?;
        Ok(change)
    }

    fn apply(&self, channel: &mut Channel, body: &Value) {
        channel.slowmode = self.slowmode.unwrap_or(channel.slowmode);
        channel.name = self.name.clone().unwrap_or_else(|| channel.name.clone());
        if let Some(thread) = &mut channel.thread {
            thread.locked = self.locked.unwrap_or(thread.locked);
            thread.auto_archive_minutes = self.auto_archive.unwrap_or(thread.auto_archive_minutes);
            if let Some(tags) = body["applied_tags"].as_array() {
                thread.applied_tags = tags.iter().filter_map(id_of).collect();
            }
            return;
        }
        channel.topic = self.topic.clone().or_else(|| channel.topic.clone());
        channel.nsfw = self.nsfw.unwrap_or(channel.nsfw);
        channel.position = self.position.unwrap_or(channel.position);
        if let Some(parent) = body.get("parent_id") {
            channel.parent = id_of(parent);
        }
        if let Some(list) = body["permission_overwrites"].as_array() {
            channel.overwrites = list.iter().filter_map(overwrite).collect();
        }
    }
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
        let guild = channel.guild;
        let action = if channel.thread.is_some() { 112 } else { 12 };
        world::delete_channel(call.state, id);
        if let Some(guild) = guild {
            call.log(guild, action, Some(id), json!([{"key": "name", "old_value": json["name"]}]));
        }
    }
    Ok(Answer::Json(json))
}

/// PUT /channels/{channel}/permissions/{overwrite}
pub fn put_overwrite(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_ROLES)?;
    let mut given =
        json!({"type": call.body["type"], "allow": call.body["allow"], "deny": call.body["deny"]});
    given["id"] = json!(call.id("overwrite")?);
    let given = overwrite(&given).ok_or_else(ApiError::unknown_overwrite)?;
    let (id, guild, is_new) =
        (channel.id, channel.guild, !channel.overwrites.iter().any(|other| other.id == given.id));
    world::put_overwrite(call.state, id, given);
    if let Some(guild) = guild {
        let options = json!({"id": given.id, "type": if given.is_member { "1" } else { "0" }});
        let changes = json!([{"key": "allow", "new_value": given.allow.to_string()}, {"key": "deny", "new_value": given.deny.to_string()}]);
        call.log_with(guild, if is_new { 13 } else { 14 }, Some(id), changes, Some(options));
    }
    Ok(Answer::Empty)
}

/// DELETE /channels/{channel}/permissions/{overwrite}
pub fn delete_overwrite(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_ROLES)?;
    let (id, guild, overwrite) = (channel.id, channel.guild, call.id("overwrite")?);
    if !channel.overwrites.iter().any(|other| other.id == overwrite) {
        return Err(ApiError::unknown_overwrite());
    }
    world::put_overwrite(call.state, id, Overwrite { id: overwrite, is_member: false, allow: 0, deny: 0 });
    if let Some(guild) = guild {
        call.log_with(guild, 15, Some(id), json!([]), Some(json!({"id": overwrite})));
    }
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
        let place = call.state.guilds.get(&guild);
        data["member"] = json!(place.and_then(|place| call.state.member_json(place, user)));
    }
    call.state.emit_to_channel(id, "TYPING_START", &data);
    Ok(Answer::Empty)
}
