//! Who may not come in. Source: resources/guild.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::moderation::is_above;
use crate::control::edit;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::id::{Id, now_millis};
use crate::state::permissions as bit;

/// Discord: messages of at most a week go with a ban.
const DELETE_SECONDS: i64 = 604_800;

/// Bans somebody and deletes what they wrote in the last seconds.
fn ban(call: &mut Call<'_>, guild: Id, user: Id, seconds: u64) {
    edit::leave(call.state, guild, user);
    let reason = call.reason.map(str::to_owned);
    if let Some(room) = call.state.guilds.get_mut(&guild) {
        room.bans.insert(user, reason);
    }
    let data = json!({"guild_id": guild, "user": call.state.users.get(&user).map(|user| user.to_json())});
    call.state.emit_to_guild(guild, "GUILD_BAN_ADD", &data);
    call.log(guild, 22, Some(user), json!([]));
    let since = now_millis().saturating_sub(seconds * 1000);
    let in_guild = call.state.channels.values().filter(|channel| channel.guild == Some(guild));
    let mut gone: BTreeMap<Id, Vec<Id>> = BTreeMap::new();
    for channel in in_guild.filter(|_| seconds > 0) {
        let own = channel.messages.values().filter(|message| message.author == user);
        let late: Vec<Id> = own.map(|message| message.id).filter(|id| id.millis() >= since).collect();
        if !late.is_empty() {
            gone.insert(channel.id, late);
        }
    }
    for (channel, messages) in gone {
        call.state.delete_messages(channel, &messages);
    }
}

fn delete_seconds(body: &Value, errors: &mut Errors) -> u64 {
    let days = errors.optional_number(body, "delete_message_days", 0, 7).unwrap_or(0) * 86_400;
    errors.optional_number(body, "delete_message_seconds", 0, DELETE_SECONDS).unwrap_or(days) as u64
}

/// PUT /guilds/{guild}/bans/{user}
pub fn put(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::BAN_MEMBERS)?;
    let user = call.id("user")?;
    if !call.state.users.contains_key(&user) {
        return Err(ApiError::unknown_user());
    }
    if !is_above(guild, call.me()?, user) {
        return Err(ApiError::missing_permissions());
    }
    let guild = guild.id;
    let mut errors = Errors::default();
    let seconds = delete_seconds(call.body, &mut errors);
    errors.finish()?;
    ban(call, guild, user, seconds);
    Ok(Answer::Empty)
}

fn ban_json(call: &Call<'_>, user: Id, reason: &Option<String>) -> Value {
    json!({"user": call.state.users.get(&user).map(|user| user.to_json()), "reason": reason})
}

/// GET /guilds/{guild}/bans
pub fn list(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(1000, 1000)?;
    let after = call.query_id("after")?;
    let guild = call.guild_with(bit::BAN_MEMBERS)?;
    let list = guild.bans.iter().filter(|(id, _)| after.is_none_or(|after| **id > after)).take(limit);
    Ok(Answer::Json(list.map(|(user, reason)| ban_json(call, *user, reason)).collect()))
}

/// GET /guilds/{guild}/bans/{user}
pub fn get(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::BAN_MEMBERS)?;
    let user = call.id("user")?;
    let reason = guild.bans.get(&user).ok_or_else(ApiError::unknown_ban)?;
    Ok(Answer::Json(ban_json(call, user, reason)))
}

/// DELETE /guilds/{guild}/bans/{user}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::BAN_MEMBERS)?.id;
    let user = call.id("user")?;
    let room = call.state.guilds.get_mut(&guild).ok_or_else(ApiError::unknown_guild)?;
    room.bans.remove(&user).ok_or_else(ApiError::unknown_ban)?;
    let data = json!({"guild_id": guild, "user": call.state.users.get(&user).map(|user| user.to_json())});
    call.state.emit_to_guild(guild, "GUILD_BAN_REMOVE", &data);
    call.log(guild, 23, Some(user), json!([]));
    Ok(Answer::Empty)
}

/// POST /guilds/{guild}/bulk-ban
pub fn bulk(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::BAN_MEMBERS | bit::MANAGE_GUILD)?.id;
    let mut errors = Errors::default();
    let list = errors.optional_list(call.body, "user_ids", 1, 200).unwrap_or_default();
    if call.body["user_ids"].is_null() {
        errors.at("user_ids", "BASE_TYPE_REQUIRED", "This field is required");
    }
    let seconds = delete_seconds(call.body, &mut errors);
    errors.finish()?;
    let me = call.me()?;
    let (mut banned, mut failed) = (Vec::new(), Vec::new());
    for user in list.iter().filter_map(id_of) {
        let room = call.state.guilds.get(&guild).ok_or_else(ApiError::unknown_guild)?;
        let may = call.state.users.contains_key(&user)
            && is_above(room, me, user)
            && !room.bans.contains_key(&user);
        if may {
            ban(call, guild, user, seconds);
            banned.push(user);
        } else {
            failed.push(user);
        }
    }
    if banned.is_empty() {
        return Err(ApiError::nobody_banned());
    }
    Ok(Answer::Json(json!({"banned_users": banned, "failed_users": failed})))
}
