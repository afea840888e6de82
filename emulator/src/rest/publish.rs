//! Announcements: publishing, and the channels that follow. Source: resources/message, resources/channel.

use std::sync::Arc;

use serde_json::json;

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::{hooks, messages};
use crate::form::mentions::id_of;
use crate::state::channel::kind;
use crate::state::id::{Id, now_millis};
use crate::state::message::{Message, flag};
use crate::state::permissions as bit;
use crate::state::pings::AllowedMentions;
use crate::state::post::Place;
use crate::state::webhook::Persona;

/// Commonly met, not promised: so many messages of a channel are published in an hour.
const AN_HOUR: u32 = 10;
/// Commonly met, not promised: so often a published message is changed in an hour.
const EDITS_AN_HOUR: u32 = 3;
const HOUR_MILLIS: u64 = 3_600_000;

/// Counts one in the running hour; when it is one too many, the seconds until the next hour.
fn count(hour: &mut (u64, u32), most: u32) -> Result<(), f64> {
    let now = now_millis();
    if now.saturating_sub(hour.0) >= HOUR_MILLIS {
        *hour = (now, 0);
    }
    if hour.1 >= most {
        return Err((hour.0 + HOUR_MILLIS).saturating_sub(now) as f64 / 1000.0);
    }
    hour.1 += 1;
    Ok(())
}

/// POST /channels/{channel}/messages/{message}/crosspost
pub fn crosspost(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    if channel.kind != kind::ANNOUNCEMENT {
        return Err(ApiError::wrong_channel_type());
    }
    let message = channel.messages.get(&call.id("message")?).ok_or_else(ApiError::unknown_message)?;
    let is_own = message.author == call.me()?;
    call.need(channel, if is_own { bit::SEND_MESSAGES } else { bit::SEND_MESSAGES | bit::MANAGE_MESSAGES })?;
    if message.has(flag::CROSSPOSTED) {
        return Err(ApiError::already_crossposted());
    }
    let (place, id) = (Place { channel: channel.id, only_for: None }, message.id);
    if let Some(channel) = call.state.channels.get_mut(&place.channel) {
        count(&mut channel.published, AN_HOUR).map_err(ApiError::limited)?;
    }
    let message = call.state.edit(place, id, None, |message| message.flags |= flag::CROSSPOSTED);
    let message = message.ok_or_else(ApiError::unknown_message)?;
    copy(call, &message);
    Ok(Answer::Json(call.state.message_json(&message, messages::reader(call))))
}

/// Copies a published message into the channels that follow.
fn copy(call: &mut Call<'_>, original: &Message) {
    let Some(room) = call.state.channels.get(&original.channel) else { return };
    let guild = room.guild.and_then(|id| call.state.guilds.get(&id));
    let name = format!("{} #{}", guild.map_or("", |guild| guild.name.as_str()), room.name);
    let reference = json!({
        "type": 0, "channel_id": original.channel, "message_id": original.id, "guild_id": room.guild,
    });
    let hooks = call.state.webhooks.values();
    let targets: Vec<(Id, Id)> = hooks
        .filter(|hook| hook.source.is_some_and(|(_, source)| source == original.channel))
        .map(|hook| (hook.id, hook.channel))
        .collect();
    let mut copies = Vec::new();
    for (webhook, channel) in targets {
        let blank = call.state.blank(original.author);
        let message = Message {
            id: blank.id,
            persona: Some(Arc::new(Persona { webhook, name: name.clone(), avatar: None })),
            author: webhook,
            kind: 0,
            flags: original.flags & !(flag::CROSSPOSTED | flag::HAS_THREAD) | flag::IS_CROSSPOST,
            nonce: None,
            reactions: Vec::new(),
            pinned: None,
            reference: Some(reference.clone()),
            origin: None,
            ..original.clone()
        };
        let nobody = AllowedMentions {
            users: crate::state::pings::Allow::Only(Vec::new()),
            ..AllowedMentions::users_only()
        };
        copies.push((channel, call.state.post(Place { channel, only_for: None }, message, &nobody)));
    }
    call.state.published.insert(original.id, crate::state::webhook::Published { copies, edits: (0, 0) });
}

/// Published messages may be changed a few times an hour. Asked before the change.
pub fn count_edit(call: &mut Call<'_>, message: &Message) -> Result<(), ApiError> {
    let Some(published) = call.state.published.get_mut(&message.id) else { return Ok(()) };
    count(&mut published.edits, EDITS_AN_HOUR)
        .map_err(|after| ApiError { retry_after: Some(after), ..ApiError::edits_limited() })
}

/// What changed in a published message changes in its copies.
pub fn follow_edit(call: &mut Call<'_>, original: &Message) {
    for (channel, id) in copies_of(call, original.id) {
        call.state.edit(Place { channel, only_for: None }, id, None, |copy| {
            copy.content.clone_from(&original.content);
            copy.embeds.clone_from(&original.embeds);
            copy.components.clone_from(&original.components);
            copy.attachments.clone_from(&original.attachments);
            copy.edited = original.edited;
        });
    }
}

/// A published message is gone: its copies say so.
pub fn follow_delete(call: &mut Call<'_>, original: Id) {
    for (channel, id) in copies_of(call, original) {
        call.state.edit(Place { channel, only_for: None }, id, None, |copy| {
            copy.content = "[Original Message Deleted]".to_owned();
            copy.flags = copy.flags & !flag::COMPONENTS_V2 | flag::SOURCE_DELETED;
            copy.embeds.clear();
            copy.components.clear();
            copy.attachments.clear();
        });
    }
    call.state.published.remove(&original);
}

fn copies_of(call: &Call<'_>, original: Id) -> Vec<(Id, Id)> {
    call.state.published.get(&original).map(|published| published.copies.clone()).unwrap_or_default()
}

/// POST /channels/{channel}/followers
pub fn follow(call: &mut Call<'_>) -> Outcome {
    let source = call.channel()?;
    if source.kind != kind::ANNOUNCEMENT {
        return Err(ApiError::wrong_channel_type());
    }
    let wanted = id_of(&call.body["webhook_channel_id"]).ok_or_else(|| {
        ApiError::field("webhook_channel_id", "BASE_TYPE_REQUIRED", "This field is required")
    })?;
    let target = call.visible_channel(wanted)?;
    call.need(target, bit::MANAGE_WEBHOOKS)?;
    if !matches!(target.kind, kind::TEXT | kind::ANNOUNCEMENT) {
        return Err(ApiError::wrong_channel_type());
    }
    let (source, guild, name) = (source.id, source.guild, source.name.clone());
    let guild = guild.ok_or_else(ApiError::wrong_channel_for_dm)?;
    let shown = call.state.guilds.get(&guild).map_or_else(String::new, |guild| guild.name.clone());
    let mut hook = hooks::make(call, wanted, 2, &format!("{shown} #{name}"))?;
    hook.source = Some((guild, source));
    let (id, there) = (hook.id, hook.guild);
    call.state.webhooks.insert(id, hook);
    call.state.emit_webhooks_update(there, wanted);
    let mut message = call.state.blank(call.me()?);
    message.kind = 12;
    message.content = format!("{shown} #{name}");
    message.reference = Some(json!({"type": 0, "channel_id": source, "guild_id": guild}));
    call.state.post(Place { channel: wanted, only_for: None }, message, &AllowedMentions::users_only());
    Ok(Answer::Json(json!({"channel_id": source, "webhook_id": id})))
}
