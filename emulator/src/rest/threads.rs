//! Threads and forum posts. Source: resources/channel.

use std::time::Instant;

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::messages;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::form::message::{self, CREATE_FLAGS, Rules};
use crate::state::channel::{Channel, Thread, kind};
use crate::state::id::{Id, now_millis};
use crate::state::message::flag;
use crate::state::permissions as bit;
use crate::state::pings::AllowedMentions;
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
        members: [(me, now_millis())].into(),
        archive_changed: now_millis(),
        heard: Instant::now(),
        applied_tags: tags,
    });
    let mut json = thread.to_json();
    call.state.channels.insert(id, thread);
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        guild.threads.push(id);
    }
    call.state.watch_thread(id);
    call.log(guild, 110, Some(id), json!([{"key": "name", "new_value": wish.name}]));
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
    let (parent, guild, id, me) = (channel.id, channel.guild, message.id, call.me()?);
    if message.has(flag::HAS_THREAD) || call.state.channels.contains_key(&id) {
        return Err(ApiError::thread_exists());
    }
    let wish = wish(call.body)?;
    let json = open(call, id, parent, kind, &wish, Vec::new())?;
    let place = Place { channel: parent, only_for: None };
    call.state.edit(place, id, None, |message| message.flags |= flag::HAS_THREAD);
    let mut starter = call.state.blank(me);
    starter.kind = 21;
    starter.reference = Some(json!({"type": 0, "channel_id": parent, "message_id": id, "guild_id": guild}));
    call.state.post(Place { channel: id, only_for: None }, starter, &AllowedMentions::users_only());
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
    let (guild, id, me) = (channel.guild, call.state.ids.make(), call.me()?);
    let json = open(call, id, parent, kind, &wish, Vec::new())?;
    if !is_private {
        let mut notice = call.state.blank(me);
        notice.kind = 18;
        notice.content.clone_from(&wish.name);
        notice.reference = Some(json!({"type": 0, "channel_id": id, "guild_id": guild}));
        call.state.post(Place { channel: parent, only_for: None }, notice, &AllowedMentions::users_only());
    }
    Ok(Answer::Created(json))
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
