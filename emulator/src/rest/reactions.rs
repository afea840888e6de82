//! Reactions. Source: resources/message.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome, decoded};
use super::error::ApiError;
use super::history::found;
use super::messages::refuse_archived;
use crate::state::id::Id;
use crate::state::message::Reaction;
use crate::state::permissions as bit;

/// Discord: at most so many different reactions on a message.
const KINDS: usize = 20;

/// The emoji of the path as `{id, name}`, and its key.
fn emoji(call: &Call<'_>) -> Result<(Value, String), ApiError> {
    let key = decoded(call.param("emoji"));
    if let Some((name, id)) = key.rsplit_once(':') {
        let id: Id = id.parse().map_err(|_| ApiError::unknown_emoji())?;
        return Ok((json!({"id": id, "name": name.trim_start_matches("a:")}), key));
    }
    let is_emoji = !key.is_empty() && key.chars().count() <= 12 && !key.is_ascii();
    if is_emoji { Ok((json!({"id": null, "name": key}), key)) } else { Err(ApiError::unknown_emoji()) }
}

/// Where, which message.
fn target(call: &Call<'_>) -> Result<(Id, Id), ApiError> {
    let channel = call.channel()?;
    call.need(channel, bit::READ_MESSAGE_HISTORY)?;
    Ok((channel.id, found(call, channel)?.id))
}

fn event(call: &mut Call<'_>, name: &str, channel: Id, message: Id, more: &[(&str, Value)]) {
    let room = call.state.channels.get(&channel);
    let guild = room.and_then(|channel| channel.guild);
    let author = room.and_then(|channel| channel.messages.get(&message)).map(|message| message.author);
    let mut data = json!({"channel_id": channel, "message_id": message});
    for (key, value) in more {
        data[*key] = value.clone();
    }
    if let Some(guild) = guild.and_then(|id| call.state.guilds.get(&id)) {
        data["guild_id"] = json!(guild.id);
        let user =
            more.iter().find(|(key, _)| *key == "user_id").and_then(|(_, id)| id.as_str()?.parse().ok());
        if let (Some(user), "MESSAGE_REACTION_ADD") = (user, name) {
            data["member"] = call.state.member_json(guild, user).unwrap_or(Value::Null);
            data["message_author_id"] = json!(author);
        }
    }
    call.state.emit_to_channel(channel, name, &data);
}

/// PUT …/reactions/{emoji}/@me
pub fn add(call: &mut Call<'_>) -> Outcome {
    let (channel, message) = target(call)?;
    let (emoji, key) = emoji(call)?;
    let me = call.me()?;
    let room = call.channel()?;
    refuse_archived(room)?;
    let known = room.messages.get(&message).ok_or_else(ApiError::unknown_message)?;
    if !known.reactions.iter().any(|reaction| reaction.key == key) {
        call.need(room, bit::ADD_REACTIONS)?;
        if known.reactions.len() >= KINDS {
            return Err(ApiError::max_reactions());
        }
    }
    let room = call.state.channels.get_mut(&channel).and_then(|channel| channel.messages.get_mut(&message));
    let known = room.ok_or_else(ApiError::unknown_message)?;
    let place = match known.reactions.iter().position(|reaction| reaction.key == key) {
        Some(place) => place,
        None => {
            known.reactions.push(Reaction { emoji: emoji.clone(), key, users: Vec::new() });
            known.reactions.len() - 1
        }
    };
    let users = &mut known.reactions[place].users;
    if !users.contains(&me) {
        users.push(me);
        let more = [("user_id", json!(me)), ("emoji", emoji), ("burst", json!(false)), ("type", json!(0))];
        event(call, "MESSAGE_REACTION_ADD", channel, message, &more);
    }
    Ok(Answer::Empty)
}

fn take(call: &mut Call<'_>, user: Id) -> Outcome {
    refuse_archived(call.channel()?)?;
    let (channel, message) = target(call)?;
    let (emoji, key) = emoji(call)?;
    let known = call.state.channels.get_mut(&channel).and_then(|channel| channel.messages.get_mut(&message));
    let known = known.ok_or_else(ApiError::unknown_message)?;
    let Some(reaction) = known.reactions.iter_mut().find(|reaction| reaction.key == key) else {
        return Err(ApiError::unknown_emoji());
    };
    let before = reaction.users.len();
    reaction.users.retain(|other| *other != user);
    let is_gone = reaction.users.len() < before;
    known.reactions.retain(|reaction| !reaction.users.is_empty());
    if is_gone {
        let more = [("user_id", json!(user)), ("emoji", emoji), ("burst", json!(false)), ("type", json!(0))];
        event(call, "MESSAGE_REACTION_REMOVE", channel, message, &more);
    }
    Ok(Answer::Empty)
}

/// DELETE …/reactions/{emoji}/@me
pub fn remove(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    take(call, me)
}

/// DELETE …/reactions/{emoji}/{user}
pub fn remove_of(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_MESSAGES)?;
    let user = call.id("user")?;
    take(call, user)
}

/// DELETE …/reactions
pub fn clear(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_MESSAGES)?;
    let (channel, message) = target(call)?;
    if let Some(known) = call.state.channels.get_mut(&channel).and_then(|c| c.messages.get_mut(&message)) {
        known.reactions.clear();
    }
    event(call, "MESSAGE_REACTION_REMOVE_ALL", channel, message, &[]);
    Ok(Answer::Empty)
}

/// DELETE …/reactions/{emoji}
pub fn clear_emoji(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_MESSAGES)?;
    let (channel, message) = target(call)?;
    let (emoji, key) = emoji(call)?;
    if let Some(known) = call.state.channels.get_mut(&channel).and_then(|c| c.messages.get_mut(&message)) {
        known.reactions.retain(|reaction| reaction.key != key);
    }
    event(call, "MESSAGE_REACTION_REMOVE_EMOJI", channel, message, &[("emoji", emoji)]);
    Ok(Answer::Empty)
}

/// GET …/reactions/{emoji}
pub fn list(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(25, 100)?;
    let after = call.query_id("after")?;
    let (channel, message) = target(call)?;
    let (_, key) = emoji(call)?;
    let known = call.state.channels.get(&channel).and_then(|channel| channel.messages.get(&message));
    let known = known.ok_or_else(ApiError::unknown_message)?;
    let users =
        known.reactions.iter().find(|reaction| reaction.key == key).map(|reaction| reaction.users.as_slice());
    let mut users: Vec<Id> = users.unwrap_or_default().to_vec();
    users.sort();
    let list = users
        .into_iter()
        .filter(|id| after.is_none_or(|after| *id > after))
        .take(limit)
        .filter_map(|id| call.state.users.get(&id))
        .map(|user| user.to_json())
        .collect();
    Ok(Answer::Json(list))
}
