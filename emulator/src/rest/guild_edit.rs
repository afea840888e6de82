//! A server as a whole: changing it, its preview, the order of its channels. Source: resources/guild.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::id::Id;
use crate::state::permissions as bit;

/// PATCH /guilds/{guild}
pub fn edit(call: &mut Call<'_>) -> Outcome {
    let id = call.guild_with(bit::MANAGE_GUILD)?.id;
    let mut errors = Errors::default();
    let name = errors.optional_text(call.body, "name", 2, 100).map(str::to_owned);
    let locale = errors.optional_text(call.body, "preferred_locale", 2, 5).map(str::to_owned);
    let description = errors.optional_text(call.body, "description", 0, 300).map(str::to_owned);
    errors.finish()?;
    let guild = call.state.guilds.get_mut(&id).ok_or_else(ApiError::unknown_guild)?;
    let before = guild.name.clone();
    guild.name = name.unwrap_or_else(|| before.clone());
    guild.locale = locale.unwrap_or_else(|| guild.locale.clone());
    if call.body.get("description").is_some() {
        guild.description = description;
    }
    let after = guild.name.clone();
    if before != after {
        call.state.guild_names.remove(&before);
        call.state.guild_names.entry(after.clone()).or_insert(id);
        call.log(id, 1, Some(id), json!([{"key": "name", "old_value": before, "new_value": after}]));
    }
    let guild = call.state.guilds.get(&id).ok_or_else(ApiError::unknown_guild)?;
    let json = call.state.guild_json(guild);
    call.state.emit_to_guild(id, "GUILD_UPDATE", &json);
    Ok(Answer::Json(json))
}

/// GET /guilds/{guild}/preview
pub fn preview(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let count = guild.members.len();
    Ok(Answer::Json(json!({
        "id": guild.id, "name": guild.name, "icon": null, "description": guild.description, "home_header": null,
        "splash": null, "discovery_splash": null, "features": ["COMMUNITY", "NEWS"], "emojis": guild.emojis,
        "stickers": [], "approximate_member_count": count, "approximate_presence_count": count,
    })))
}

/// GET /guilds/{guild}/stickers: there are none.
pub fn stickers(call: &mut Call<'_>) -> Outcome {
    call.guild()?;
    Ok(Answer::Json(json!([])))
}

/// PATCH /guilds/{guild}/channels: their order.
pub fn order_channels(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::MANAGE_CHANNELS)?;
    let id = guild.id;
    let Some(list) = call.body.as_array() else {
        return Err(ApiError::form(
            json!({"_errors": [{"code": "BASE_TYPE_BAD_TYPE", "message": "Only iterables may be used in a ListType"}]}),
        ));
    };
    let known = |wish: &Value| id_of(&wish["id"]).filter(|channel| guild.channels.contains(channel));
    let wishes: Vec<(Id, &Value)> = list
        .iter()
        .map(|wish| Some((known(wish)?, wish)))
        .collect::<Option<_>>()
        .ok_or_else(ApiError::unknown_channel)?;
    let mut changed = Vec::new();
    for (channel, wish) in wishes {
        let Some(room) = call.state.channels.get_mut(&channel) else { continue };
        if let Some(position) = wish["position"].as_u64() {
            room.position = u32::try_from(position).unwrap_or(u32::MAX);
        }
        if let Some(parent) = wish.get("parent_id") {
            room.parent = id_of(parent);
        }
        changed.push(room.to_json());
    }
    for json in changed {
        call.state.emit_to_guild(id, "CHANNEL_UPDATE", &json);
    }
    let positions = |id: &Id| call.state.channels.get(id).map_or(0, |channel| channel.position);
    let mut order = call.guild()?.channels.clone();
    order.sort_by_key(positions);
    if let Some(guild) = call.state.guilds.get_mut(&id) {
        guild.channels = order;
    }
    Ok(Answer::Empty)
}

/// GET /voice/regions
pub fn regions(_: &mut Call<'_>) -> Outcome {
    let region =
        json!({"id": "local", "name": "Local", "custom": false, "deprecated": false, "optimal": true});
    Ok(Answer::Json(json!([region])))
}
