//! `message_reference`: replies and forwards. Source: resources/message, Message Reference Types.

use serde_json::{Value, json};

use super::call::Call;
use super::error::ApiError;
use crate::form::mentions::id_of;
use crate::form::message::MessageForm;
use crate::state::channel::Channel;
use crate::state::id::timestamp;
use crate::state::message::{Message, flag};
use crate::state::permissions as bit;

/// What a new message refers to.
#[derive(Debug, Default)]
pub(super) struct Reference {
    json: Option<Value>,
    snapshot: Option<Value>,
}

impl Reference {
    /// Puts it into the message.
    pub(super) fn dress(self, message: &mut Message) {
        if self.snapshot.is_some() {
            message.flags |= flag::HAS_SNAPSHOT;
        } else if self.json.is_some() {
            message.kind = 19;
        }
        message.reference = self.json;
        message.snapshot = self.snapshot;
    }
}

fn refused(key: &str, code: &str, text: &str) -> ApiError {
    ApiError::form(json!({"message_reference": {key: {"_errors": [{"code": code, "message": text}]}}}))
}

fn unknown() -> ApiError {
    ApiError::field("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
}

/// Reads it. `channel` is where the new message goes.
pub(super) fn read(call: &Call<'_>, channel: &Channel, form: &MessageForm) -> Result<Reference, ApiError> {
    let Some(given) = &form.reference else { return Ok(Reference::default()) };
    let required = |key| refused(key, "BASE_TYPE_REQUIRED", "This field is required");
    let id = id_of(&given["message_id"]).ok_or_else(|| required("message_id"))?;
    match given["type"].as_u64().unwrap_or(0) {
        0 => {}
        1 => {
            return forward(
                call,
                form,
                id_of(&given["channel_id"]).ok_or_else(|| required("channel_id"))?,
                id,
            );
        }
        _ => return Err(refused("type", "BASE_TYPE_CHOICES", "Value must be one of {0, 1}.")),
    }
    call.need(channel, bit::READ_MESSAGE_HISTORY).map_err(|_| ApiError {
        code: 160_002,
        status: 400,
        ..ApiError::missing_permissions()
    })?;
    if channel.messages.contains_key(&id) {
        let mut json = json!({"type": 0, "message_id": id, "channel_id": channel.id});
        if let Some(guild) = channel.guild {
            json["guild_id"] = json!(guild);
        }
        return Ok(Reference { json: Some(json), snapshot: None });
    }
    if given["fail_if_not_exists"] == false { Ok(Reference::default()) } else { Err(unknown()) }
}

fn forward(
    call: &Call<'_>,
    form: &MessageForm,
    from: crate::state::id::Id,
    id: crate::state::id::Id,
) -> Result<Reference, ApiError> {
    if !form.is_empty() || !call.files.is_empty() {
        let text = "A forward cannot have additional content";
        return Err(refused("type", "MESSAGE_REFERENCE_FORWARD_ADDITIONAL_CONTENT", text));
    }
    let source = call.visible_channel(from)?;
    call.need(source, bit::READ_MESSAGE_HISTORY)?;
    let message = source.messages.get(&id).ok_or_else(unknown)?;
    let mut json = json!({"type": 1, "message_id": id, "channel_id": from});
    if let Some(guild) = source.guild {
        json["guild_id"] = json!(guild);
    }
    // What is forwarded again stays what it first was.
    let snapshot = message.snapshot.clone().unwrap_or_else(|| snapshot_of(call, message));
    Ok(Reference { json: Some(json), snapshot: Some(snapshot) })
}

fn snapshot_of(call: &Call<'_>, message: &Message) -> Value {
    let mentions = message.pings.users.iter().filter_map(|id| call.state.users.get(id));
    json!({"message": {
        "type": message.kind, "content": message.content, "embeds": message.embeds,
        "attachments": message.attachments, "components": message.components, "flags": message.flags,
        "timestamp": message.id.timestamp(), "edited_timestamp": message.edited.map(timestamp),
        "mentions": mentions.map(|user| user.to_json()).collect::<Vec<_>>(),
        "mention_roles": message.pings.roles, "sticker_items": [],
    }})
}
