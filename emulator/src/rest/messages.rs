//! Messages of channels: writing, reading, changing, deleting, publishing.

use std::time::Instant;

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome, Who};
use super::error::ApiError;
use super::{publish, reference};
use crate::form::message::{self, CREATE_FLAGS, EDIT_FLAGS, MessageForm, Rules};
use crate::form::{Errors, mentions};
use crate::people::uploads;
use crate::state::channel::{Channel, kind};
use crate::state::id::{Id, now_millis};
use crate::state::message::{Message, Reader, flag};
use crate::state::permissions as bit;
use crate::state::pings::AllowedMentions;
use crate::state::post::{Place, stamp_edit};
use crate::upload;

/// The bucket of changes to old messages, beside those of routes.
const OLD_EDITS: u16 = u16::MAX - 2;

/// How the caller reads messages.
pub fn reader(call: &Call<'_>) -> Reader {
    match call.who {
        Who::Bot(user) => {
            let allowed =
                call.state.applications.get(&user).map_or(0, |application| application.privileged_intents);
            Reader::Bot { user, sees_content: allowed & crate::state::emit::MESSAGE_CONTENT != 0 }
        }
        Who::Person(user) | Who::Bearer { user, .. } => Reader::Person(user),
        Who::Nobody => Reader::Bot { user: Id::new(0), sees_content: true },
    }
}

/// Refuses where nobody can write, and who may not.
pub fn may_write(call: &Call<'_>, channel: &Channel) -> Result<(), ApiError> {
    match channel.kind {
        kind::FORUM => return Err(ApiError::forum_needs_a_thread()),
        _ if !channel.takes_messages() => return Err(ApiError::not_a_text_channel()),
        _ => {}
    }
    if channel.thread.as_ref().is_some_and(|thread| thread.archived && thread.locked) {
        call.need(channel, bit::MANAGE_THREADS).map_err(|_| ApiError::archived_thread())?;
    }
    call.need(channel, bit::SEND_MESSAGES)?;
    if channel.guild.is_none() && call.is_bot() {
        let me = call.me()?;
        let other = channel.recipients.iter().copied().find(|id| *id != me);
        let is_closed = other.and_then(|id| call.state.users.get(&id)).is_some_and(|user| !user.takes_direct);
        if is_closed {
            return Err(ApiError::cannot_dm());
        }
        let mine = call.state.users.get(&me).map(|user| &user.guilds);
        let theirs = other.and_then(|id| call.state.users.get(&id)).map(|user| &user.guilds);
        let share = matches!((mine, theirs), (Some(mine), Some(theirs)) if !mine.is_disjoint(theirs));
        if !share {
            return Err(ApiError { code: 50278, ..ApiError::cannot_dm() });
        }
    }
    Ok(())
}

/// POST /channels/{channel}/messages
pub fn create(call: &mut Call<'_>) -> Outcome {
    let body = call.body;
    if !call.is_bot() {
        uploads::claim(call, &body["attachments"])?;
    }
    let channel = call.channel()?;
    let place = Place { channel: channel.id, only_for: None };
    may_write(call, channel)?;
    let mut errors = Errors::default();
    let form = message::read(call.body, Rules { flags: CREATE_FLAGS, is_v2: false }, &mut errors);
    errors.finish()?;
    let has_embeds = form.embeds.as_ref().is_some_and(|embeds| !embeds.is_empty());
    if has_embeds && call.is_bot() {
        call.need(channel, bit::EMBED_LINKS)?;
    }
    if !call.files.is_empty() {
        call.need(channel, bit::ATTACH_FILES)?;
    }
    let is_forward = form.reference.as_ref().is_some_and(|reference| reference["type"] == 1);
    if form.is_empty() && call.files.is_empty() && !is_forward {
        return Err(ApiError::empty_message());
    }
    let reference = reference::read(call, channel, &form)?;
    let me = call.me()?;
    let now = Instant::now();
    let nonce = form.nonce.as_ref().map(|nonce| match nonce {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    if let Some(nonce) = nonce.as_deref().filter(|_| form.enforce_nonce) {
        let scale = call.state.faults.clock_scale;
        if let Some((channel, id)) = call.state.nonces.find(me, nonce, now, scale)
            && let Some(earlier) =
                call.state.channels.get(&channel).and_then(|channel| channel.messages.get(&id))
        {
            return Ok(Answer::Json(call.state.message_json(earlier, reader(call))));
        }
    }
    let id = write(call, place, me, form, |message| reference.dress(message))?;
    if let Some(nonce) = nonce {
        call.state.nonces.remember(me, nonce, place.channel, id, now);
    }
    let message = call.state.message_at(place, id).ok_or_else(ApiError::unknown_message)?;
    Ok(Answer::Json(call.state.message_json(message, reader(call))))
}

/// Writes a plain message of `author`.
pub fn write(
    call: &mut Call<'_>,
    place: Place,
    author: Id,
    mut form: MessageForm,
    finish: impl FnOnce(&mut Message),
) -> Result<Id, ApiError> {
    let mut message = call.state.blank(author);
    let files = std::mem::take(&mut call.files);
    fill(call, &mut message, &mut form, files, place.channel)?;
    message.flags = form.flags();
    message.nonce = form.nonce;
    message.tts = form.tts;
    finish(&mut message);
    reopen(call, place.channel);
    let allowed = form.allowed.unwrap_or_else(AllowedMentions::everything);
    Ok(call.state.post(place, message, &allowed))
}

/// A message into an archived thread opens it again.
fn reopen(call: &mut Call<'_>, channel: Id) {
    let thread = call.state.channels.get(&channel).and_then(|channel| channel.thread.as_ref());
    if thread.is_some_and(|thread| thread.archived) {
        call.state.set_archived(channel, false);
    }
}

/// Puts a form's text, embeds, components and files into a message. They aren't in the form any more.
pub fn fill(
    call: &mut Call<'_>,
    message: &mut Message,
    form: &mut MessageForm,
    files: Vec<upload::Upload>,
    channel: Id,
) -> Result<(), ApiError> {
    let (kept, base) = (std::mem::take(&mut message.attachments), call.base.to_owned());
    message.attachments =
        upload::attach(call.state, files, form.attachments.as_deref(), &kept, channel, &base)?;
    if let Some(content) = form.content.take() {
        message.content = content;
    }
    if let Some(embeds) = form.embeds.take() {
        message.embeds = embeds;
    }
    if let Some(components) = form.components.take() {
        upload::refuse_unknown(&components, &message.attachments)?;
        message.components = components;
    }
    upload::resolve_links(&mut message.embeds, &message.attachments);
    upload::resolve_media(call.state, &mut message.components, &message.attachments);
    upload::resolve_links(&mut message.components, &message.attachments);
    Ok(())
}

/// PATCH /channels/{channel}/messages/{message}
pub fn edit(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let place = Place { channel: channel.id, only_for: None };
    let message = channel.messages.get(&call.id("message")?).ok_or_else(ApiError::unknown_message)?;
    let (id, mut changed) = (message.id, message.clone());
    if message.author != call.me()? {
        let only_flags = call.body.as_object().is_some_and(|body| body.keys().all(|key| key == "flags"));
        if !only_flags {
            return Err(ApiError::not_your_message());
        }
        call.need(channel, bit::MANAGE_MESSAGES)?;
    }
    refuse_archived(channel)?;
    let mut form = read_edit(call, &changed)?;
    count_old_edit(call, &changed)?;
    publish::count_edit(call, &changed)?;
    let files = std::mem::take(&mut call.files);
    fill(call, &mut changed, &mut form, files, place.channel)?;
    if let Some(flags) = form.flags {
        changed.flags = changed.flags & !EDIT_FLAGS | flags | changed.flags & flag::COMPONENTS_V2;
    }
    refuse_empty(&changed)?;
    stamp_edit(&mut changed);
    let allowed = form.allowed.unwrap_or_else(AllowedMentions::everything);
    let message = call.state.edit(place, id, Some(&allowed), |message| *message = changed);
    let message = message.ok_or_else(ApiError::unknown_message)?;
    publish::follow_edit(call, &message);
    Ok(Answer::Json(call.state.message_json(&message, reader(call))))
}

/// Nothing in an archived thread changes.
pub fn refuse_archived(channel: &Channel) -> Result<(), ApiError> {
    match &channel.thread {
        Some(thread) if thread.archived => Err(ApiError::archived_thread()),
        _ => Ok(()),
    }
}

/// Messages older than an hour may be changed now and then only.
fn count_old_edit(call: &mut Call<'_>, message: &Message) -> Result<(), ApiError> {
    let hour = (3_600_000.0 * call.state.faults.clock_scale) as u64;
    if now_millis().saturating_sub(message.id.millis()) <= hour {
        return Ok(());
    }
    let size = call.state.limits.old_edits;
    let standing = call.state.limits.take(OLD_EDITS, message.channel.get(), 0, size, Instant::now());
    if !standing.refused {
        return Ok(());
    }
    let after = standing.reset_after.as_secs_f64();
    Err(ApiError { retry_after: Some(after), ..ApiError::old_edits_limited() })
}

/// Reads the body of an edit of this message.
pub fn read_edit(call: &Call<'_>, message: &Message) -> Result<MessageForm, ApiError> {
    let mut errors = Errors::default();
    let is_v2 = message.has(flag::COMPONENTS_V2);
    let form = message::read(call.body, Rules { flags: EDIT_FLAGS, is_v2 }, &mut errors);
    let becomes_v2 = !is_v2 && form.flags() & flag::COMPONENTS_V2 != 0;
    let keeps = |given: bool, is_empty: bool| becomes_v2 && !given && !is_empty;
    if keeps(form.content.is_some(), message.content.is_empty()) {
        let text = "The \"content\" field cannot be used when using MessageFlags.IS_COMPONENTS_V2";
        errors.at("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text);
    }
    if keeps(form.embeds.is_some(), message.embeds.is_empty()) {
        let text = "The \"embeds\" field cannot be used when using MessageFlags.IS_COMPONENTS_V2";
        errors.at("embeds", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text);
    }
    errors.finish()?;
    Ok(form)
}

/// Refuses a message that shows nothing.
pub fn refuse_empty(message: &Message) -> Result<(), ApiError> {
    let shows = !message.content.trim().is_empty()
        || !message.embeds.is_empty()
        || !message.components.is_empty()
        || !message.attachments.is_empty();
    if shows { Ok(()) } else { Err(ApiError::empty_message()) }
}

/// DELETE /channels/{channel}/messages/{message}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let place = Place { channel: channel.id, only_for: None };
    let message = channel.messages.get(&call.id("message")?).ok_or_else(ApiError::unknown_message)?;
    if message.author != call.me()? {
        call.need(channel, bit::MANAGE_MESSAGES)?;
    }
    let id = message.id;
    let (author, guild) = (message.author, channel.guild);
    call.state.delete_message(place, id);
    publish::follow_delete(call, id);
    if let Some(guild) = guild.filter(|_| Some(author) != call.me().ok()) {
        let options = json!({"channel_id": place.channel, "count": "1"});
        call.log_with(guild, 72, Some(author), json!([]), Some(options));
    }
    Ok(Answer::Empty)
}

/// POST /channels/{channel}/messages/bulk-delete
pub fn bulk_delete(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_MESSAGES)?;
    let mut errors = Errors::default();
    let list = errors.optional_list(call.body, "messages", 2, 100).unwrap_or_default();
    if call.body["messages"].is_null() {
        errors.at("messages", "BASE_TYPE_REQUIRED", "This field is required");
    }
    errors.finish()?;
    let two_weeks_ago = now_millis().saturating_sub(14 * 86_400_000);
    let ids: Vec<Id> = list.iter().filter_map(mentions::id_of).collect();
    if ids.iter().any(|id| id.millis() < two_weeks_ago) {
        let text = "You can only bulk delete messages that are under 14 days old.";
        return Err(ApiError::other(400, 50034, text));
    }
    let (channel, guild) = (channel.id, channel.guild);
    let count = ids.len();
    call.state.delete_messages(channel, &ids);
    for id in ids {
        publish::follow_delete(call, id);
    }
    if let Some(guild) = guild {
        let options = json!({"count": count.to_string()});
        call.log_with(guild, 73, Some(channel), json!([]), Some(options));
    }
    Ok(Answer::Empty)
}
