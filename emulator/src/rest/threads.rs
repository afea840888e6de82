//! Threads and forum posts. Source: resources/channel.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::messages;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::form::message::{self, CREATE_FLAGS, Rules};
use crate::state::channel::{Channel, Thread, kind};
use crate::state::id::Id;
use crate::state::message::flag;
use crate::state::permissions as bit;
use crate::state::post::Place;

struct Wish {
    name: String,
    auto_archive_minutes: u32,
}

fn wish(body: &Value) -> Result<Wish, ApiError> {
    let mut errors = Errors::default();
    let name = errors.text(body, "name", 1, 100).to_owned();
    let minutes = errors.optional_number(body, "auto_archive_duration", 60, 10_080).unwrap_or(1440);
    if ![60, 1440, 4320, 10_080].contains(&minutes) {
        errors.at(
            "auto_archive_duration",
            "BASE_TYPE_CHOICES",
            "Value must be one of {60, 1440, 4320, 10080}.",
        );
    }
    errors.finish()?;
    Ok(Wish { name, auto_archive_minutes: minutes as u32 })
}

/// Makes the thread and tells everyone who sees it.
fn open(
    call: &mut Call<'_>,
    id: Id,
    parent: Id,
    kind: u8,
    wish: &Wish,
    tags: Vec<Id>,
) -> Result<Value, ApiError> {
    let me = call.me()?;
    let guild = call.visible_channel(parent)?.guild.ok_or_else(ApiError::wrong_channel_for_dm)?;
    let mut thread = Channel::new(id, kind, Some(guild), &wish.name);
    thread.parent = Some(parent);
    thread.thread = Some(Thread {
        owner: me,
        archived: false,
        locked: false,
        auto_archive_minutes: wish.auto_archive_minutes,
        members: vec![me],
        applied_tags: tags,
    });
    let mut json = thread.to_json();
    call.state.channels.insert(id, thread);
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        guild.threads.push(id);
    }
    json["newly_created"] = json!(true);
    call.state.emit_to_channel(id, "THREAD_CREATE", &json);
    if let Some(map) = json.as_object_mut() {
        map.remove("newly_created");
    }
    Ok(json)
}

/// POST /channels/{channel}/messages/{message}/threads
pub fn from_message(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let kind = match channel.kind {
        kind::TEXT => kind::PUBLIC_THREAD,
        kind::ANNOUNCEMENT => kind::ANNOUNCEMENT_THREAD,
        _ => return Err(ApiError::wrong_channel_type()),
    };
    call.need(channel, bit::CREATE_PUBLIC_THREADS)?;
    let message = channel.messages.get(&call.id("message")?).ok_or_else(ApiError::unknown_message)?;
    let (parent, id) = (channel.id, message.id);
    if message.has(flag::HAS_THREAD) || call.state.channels.contains_key(&id) {
        return Err(ApiError::thread_exists());
    }
    let wish = wish(call.body)?;
    let json = open(call, id, parent, kind, &wish, Vec::new())?;
    let place = Place { channel: parent, only_for: None };
    call.state.edit(place, id, None, |message| message.flags |= flag::HAS_THREAD);
    Ok(Answer::Created(json))
}

/// POST /channels/{channel}/threads: a thread, or a forum post.
pub fn create(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let parent = channel.id;
    if channel.kind == kind::FORUM {
        return forum_post(call, parent);
    }
    if !matches!(channel.kind, kind::TEXT | kind::ANNOUNCEMENT) {
        return Err(ApiError::wrong_channel_type());
    }
    let usual = if channel.kind == kind::TEXT { kind::PRIVATE_THREAD } else { kind::ANNOUNCEMENT_THREAD };
    let kind = call.body["type"].as_u64().map_or(usual, |kind| kind as u8);
    if !matches!(kind, kind::ANNOUNCEMENT_THREAD..=kind::PRIVATE_THREAD) {
        return Err(ApiError::field("type", "BASE_TYPE_CHOICES", "Value must be one of {10, 11, 12}."));
    }
    let is_private = kind == kind::PRIVATE_THREAD;
    call.need(channel, if is_private { bit::CREATE_PRIVATE_THREADS } else { bit::CREATE_PUBLIC_THREADS })?;
    let wish = wish(call.body)?;
    let id = call.state.ids.make();
    open(call, id, parent, kind, &wish, Vec::new()).map(Answer::Created)
}

fn forum_post(call: &mut Call<'_>, parent: Id) -> Outcome {
    let forum = call.visible_channel(parent)?;
    call.need(forum, bit::SEND_MESSAGES)?;
    let tags: Vec<Id> =
        call.body["applied_tags"].as_array().into_iter().flatten().filter_map(id_of).collect();
    let needs_tag = forum.flags & 1 << 4 != 0;
    if needs_tag && tags.is_empty() {
        return Err(ApiError::tag_needed());
    }
    let is_known = |tag: &Id| forum.available_tags.iter().any(|known| known["id"] == json!(tag));
    if tags.len() > 5 || !tags.iter().all(is_known) {
        return Err(ApiError::field("applied_tags", "FORUM_TAG_INVALID", "Unknown tag, or more than 5."));
    }
    let wish = wish(call.body)?;
    let mut errors = Errors::default();
    let given = &call.body["message"];
    if !given.is_object() {
        errors.at("message", "BASE_TYPE_REQUIRED", "This field is required");
    }
    let rules = Rules { flags: CREATE_FLAGS, is_v2: false };
    let form = errors.within("message", |errors| message::read(given, rules, errors));
    errors.finish()?;
    if form.is_empty() && call.files.is_empty() {
        return Err(ApiError::empty_message());
    }
    let id = call.state.ids.make();
    let mut json = open(call, id, parent, kind::PUBLIC_THREAD, &wish, tags)?;
    let me = call.me()?;
    let place = Place { channel: id, only_for: None };
    // The first message of a forum post has the thread's own id.
    messages::write(call, place, me, form, |message| message.id = id)?;
    let reader = messages::reader(call);
    if let Some(message) = call.state.message_at(place, id) {
        json["message"] = call.state.message_json(message, reader);
    }
    Ok(Answer::Created(json))
}

/// GET /guilds/{guild}/threads/active
pub fn active(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let me = call.me()?;
    let threads: Vec<Value> = guild
        .threads
        .iter()
        .filter_map(|id| call.state.channels.get(id))
        .filter(|thread| call.state.may_see(thread, me))
        .map(Channel::to_json)
        .collect();
    Ok(Answer::Json(json!({"threads": threads, "members": [], "has_more": false})))
}

fn set_member(call: &mut Call<'_>, user: Id, joins: bool) -> Outcome {
    let channel = call.channel()?;
    let id = channel.id;
    if channel.thread.is_none() {
        return Err(ApiError::wrong_channel_type());
    }
    let Some(channel) = call.state.channels.get_mut(&id) else { return Err(ApiError::unknown_channel()) };
    if let Some(thread) = &mut channel.thread {
        thread.members.retain(|other| *other != user);
        if joins {
            thread.members.push(user);
        }
    }
    let json = channel.to_json();
    call.state.emit_to_channel(id, "THREAD_UPDATE", &json);
    Ok(Answer::Empty)
}

/// PUT /channels/{channel}/thread-members/@me
pub fn join(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    set_member(call, me, true)
}

/// DELETE /channels/{channel}/thread-members/@me
pub fn leave(call: &mut Call<'_>) -> Outcome {
    let me = call.me()?;
    set_member(call, me, false)
}

/// PUT /channels/{channel}/thread-members/{user}
pub fn add_member(call: &mut Call<'_>) -> Outcome {
    let user = call.id("user")?;
    if !call.state.users.contains_key(&user) {
        return Err(ApiError::unknown_user());
    }
    set_member(call, user, true)
}
