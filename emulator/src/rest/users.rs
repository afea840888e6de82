//! Accounts, their guilds, direct conversations.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::oauth;
use crate::control::edit;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::id::Id;
use crate::state::permissions;

/// GET /users/@me
pub fn me(call: &mut Call<'_>) -> Outcome {
    let user = call.state.users.get(&call.me()?).ok_or_else(ApiError::unauthorized)?;
    Ok(Answer::Json(oauth::own_user(call, user.to_own_json())))
}

/// PATCH /users/@me
pub fn edit_me(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    let mut errors = Errors::default();
    let name = errors.optional_text(call.body, "username", 2, 32).map(str::to_owned);
    let shown = errors.optional_text(call.body, "global_name", 1, 32).filter(|_| !call.is_bot());
    let shown = shown.map(str::to_owned);
    errors.finish()?;
    if name.as_ref().is_some_and(|name| call.state.usernames.get(name).is_some_and(|id| *id != me)) {
        let text = "Username is unavailable. Try adding numbers, letters, underscores _ , or periods.";
        return Err(ApiError::field("username", "USERNAME_ALREADY_TAKEN", text));
    }
    let is_person = !call.is_bot();
    let user = call.state.users.get_mut(&me).ok_or_else(ApiError::unauthorized)?;
    let before = user.username.clone();
    user.username = name.unwrap_or_else(|| before.clone());
    user.global_name = shown.or_else(|| user.global_name.clone());
    let (after, json) = (user.username.clone(), user.to_own_json());
    if is_person {
        call.state.usernames.remove(&before);
        call.state.usernames.insert(after, me);
    }
    call.state.emit_to_user(me, "USER_UPDATE", &json);
    Ok(Answer::Json(json))
}

/// GET /users/{user}
pub fn user(call: &mut Call<'_>) -> Outcome {
    let user = call.state.users.get(&call.id("user")?).ok_or_else(ApiError::unknown_user)?;
    Ok(Answer::Json(user.to_json()))
}

/// GET /users/@me/guilds
pub fn my_guilds(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(200, 200)?;
    let after = call.query_id("after")?;
    let before = call.query_id("before")?;
    let me = call.me()?;
    let user = call.state.users.get(&me).ok_or_else(ApiError::unauthorized)?;
    let guilds: Vec<Value> = user
        .guilds
        .iter()
        .filter(|id| after.is_none_or(|after| **id > after) && before.is_none_or(|before| **id < before))
        .filter_map(|id| call.state.guilds.get(id))
        .take(limit)
        .map(|guild| {
            json!({
                "id": guild.id, "name": guild.name, "icon": null, "banner": null, "owner": guild.owner == me,
                "permissions": permissions::in_guild(guild, me).to_string(), "features": ["COMMUNITY", "NEWS"],
            })
        })
        .collect();
    Ok(Answer::Json(Value::Array(guilds)))
}

/// DELETE /users/@me/guilds/{guild}
pub fn leave_guild(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?.id;
    let me = call.me()?;
    edit::leave(call.state, guild, me);
    Ok(Answer::Empty)
}

/// POST /users/@me/channels
pub fn open_direct(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    let other = id_of(&call.body["recipient_id"])
        .ok_or_else(|| ApiError::field("recipient_id", "BASE_TYPE_REQUIRED", "This field is required"))?;
    let exists = call.state.users.contains_key(&other);
    if !exists || other == me {
        return Err(ApiError::other(400, 50033, "Invalid Recipient(s)"));
    }
    let is_new = !call.state.directs.contains_key(&(me.min(other), me.max(other)));
    let id = call.state.direct(me, other);
    if is_new {
        tell_people(call, id);
    }
    let channel = call.state.channels.get(&id).ok_or_else(ApiError::unknown_channel)?;
    Ok(Answer::Json(call.state.channel_json(channel, me)))
}

/// A conversation that is new shows up in the clients of the people in it; bots aren't told.
fn tell_people(call: &mut Call<'_>, id: Id) {
    let Some(channel) = call.state.channels.get(&id) else { return };
    let people = channel.recipients.iter().filter(|id| call.state.users.get(id).is_some_and(|u| !u.is_bot()));
    let news: Vec<(Id, Value)> =
        people.map(|person| (*person, call.state.channel_json(channel, *person))).collect();
    for (person, data) in news {
        call.state.emit_to_user(person, "CHANNEL_CREATE", &data);
    }
}
