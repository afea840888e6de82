//! Who is in a thread. Source: resources/channel, topics/threads.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::messages::refuse_archived;
use crate::state::channel::{Channel, kind};
use crate::state::id::{Id, now_millis};
use crate::state::permissions as bit;

fn thread<'a>(call: &'a Call<'_>) -> Result<&'a Channel, ApiError> {
    let channel = call.channel()?;
    if channel.thread.is_some() { Ok(channel) } else { Err(ApiError::wrong_channel_type()) }
}

/// GET /channels/{channel}/thread-members
pub fn list(call: &mut Call<'_>) -> Outcome {
    let channel = thread(call)?;
    let whole = call.query("with_member").as_deref() == Some("true");
    let limit = call.query_limit(100, 100)?;
    let after = call.query_id("after")?;
    let users = channel.thread.as_ref().into_iter().flat_map(|thread| thread.members.keys());
    let users = users.filter(|id| !whole || after.is_none_or(|after| **id > after));
    let most = if whole { limit } else { usize::MAX };
    let list = users.take(most).filter_map(|id| call.state.thread_member_json(channel, *id, whole));
    Ok(Answer::Json(list.collect()))
}

/// GET /channels/{channel}/thread-members/{user}
pub fn one(call: &mut Call<'_>) -> Outcome {
    let channel = thread(call)?;
    let user = if call.param("user") == "@me" { call.me()? } else { call.id("user")? };
    let whole = call.query("with_member").as_deref() == Some("true");
    let found = call.state.thread_member_json(channel, user, whole);
    found.map(Answer::Json).ok_or_else(ApiError::unknown_member)
}

/// Puts someone into the thread, or takes them out, and tells about it.
fn set(call: &mut Call<'_>, user: Id, joins: bool) -> Outcome {
    let channel = thread(call)?;
    refuse_archived(channel)?;
    let (id, is_private) = (channel.id, channel.kind == kind::PRIVATE_THREAD);
    let Some(channel) = call.state.channels.get_mut(&id) else { return Err(ApiError::unknown_channel()) };
    let Some(thread) = &mut channel.thread else { return Err(ApiError::wrong_channel_type()) };
    let was_in = thread.members.contains_key(&user);
    if was_in == joins {
        return Ok(Answer::Empty);
    }
    if joins {
        thread.members.insert(user, now_millis());
    } else {
        thread.members.remove(&user);
    }
    let (guild, count, shown) = (channel.guild, thread.members.len(), channel.to_json());
    let mut data = json!({"id": id, "guild_id": guild, "member_count": count});
    if joins {
        let channel = call.state.channels.get(&id);
        let mut member: Value = channel
            .and_then(|channel| call.state.thread_member_json(channel, user, true))
            .unwrap_or_default();
        member["presence"] = Value::Null;
        data["added_members"] = json!([member]);
        if is_private {
            call.state.emit_to_bot(user, guild, "THREAD_CREATE", &shown);
        }
    } else {
        data["removed_member_ids"] = json!([user]);
    }
    call.state.emit_to_channel(id, "THREAD_MEMBERS_UPDATE", &data);
    Ok(Answer::Empty)
}

/// PUT /channels/{channel}/thread-members/@me
pub fn join(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    set(call, me, true)
}

/// DELETE /channels/{channel}/thread-members/@me
pub fn leave(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    set(call, me, false)
}

/// PUT /channels/{channel}/thread-members/{user}
pub fn add(call: &mut Call<'_>) -> Outcome {
    let channel = thread(call)?;
    call.need(channel, bit::SEND_MESSAGES)?;
    let user = call.id("user")?;
    if !call.state.users.contains_key(&user) {
        return Err(ApiError::unknown_user());
    }
    let guild = channel.guild.and_then(|id| call.state.guilds.get(&id));
    if !guild.is_some_and(|guild| guild.members.contains_key(&user)) {
        return Err(ApiError::unknown_member());
    }
    set(call, user, true)
}

/// DELETE /channels/{channel}/thread-members/{user}
pub fn remove(call: &mut Call<'_>) -> Outcome {
    let channel = thread(call)?;
    let is_own_private = channel.kind == kind::PRIVATE_THREAD
        && channel.thread.as_ref().is_some_and(|thread| Some(thread.owner) == call.me().ok());
    if !is_own_private {
        call.need(channel, bit::MANAGE_THREADS)?;
    }
    let user = call.id("user")?;
    set(call, user, false)
}
