//! Pinned messages. Source: resources/message.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::messages::{reader, refuse_archived};
use crate::state::id::{Id, now_millis, timestamp};
use crate::state::message::Message;
use crate::state::permissions as bit;

/// Discord: so many pins in a channel.
const PINS: usize = 250;

fn pinned(call: &Call<'_>) -> Result<Vec<(u64, Message)>, ApiError> {
    let channel = call.channel()?;
    call.need(channel, bit::READ_MESSAGE_HISTORY)?;
    let pins = channel.messages.values().filter_map(|message| Some((message.pinned?, message.clone())));
    let mut pins: Vec<(u64, Message)> = pins.collect();
    pins.sort_by_key(|(at, message)| std::cmp::Reverse((*at, message.id)));
    Ok(pins)
}

/// GET /channels/{channel}/messages/pins
pub fn list(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(50, 50)?;
    let pins = pinned(call)?;
    let reader = reader(call);
    let has_more = pins.len() > limit;
    let items: Vec<Value> = pins
        .iter()
        .take(limit)
        .map(|(at, message)| json!({"pinned_at": timestamp(*at), "message": call.state.message_json(message, reader)}))
        .collect();
    Ok(Answer::Json(json!({"items": items, "has_more": has_more})))
}

/// GET /channels/{channel}/pins, the old form.
pub fn old_list(call: &mut Call<'_>) -> Outcome {
    let pins = pinned(call)?;
    let reader = reader(call);
    Ok(Answer::Json(
        pins.iter().take(50).map(|(_, message)| call.state.message_json(message, reader)).collect(),
    ))
}

fn set(call: &mut Call<'_>, pin: bool) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::PIN_MESSAGES)?;
    refuse_archived(channel)?;
    let (channel, guild, message) = (channel.id, channel.guild, call.id("message")?);
    let count = call.channel()?.messages.values().filter(|message| message.pinned.is_some()).count();
    if pin && count >= PINS {
        return Err(ApiError::max_pins());
    }
    let known = call.state.channels.get_mut(&channel).and_then(|channel| channel.messages.get_mut(&message));
    let known = known.ok_or_else(ApiError::unknown_message)?;
    if known.pinned.is_some() != pin {
        known.pinned = pin.then(now_millis);
        let author = known.author;
        announce(call, channel);
        if let Some(guild) = guild {
            let options = json!({"channel_id": channel, "message_id": message});
            call.log_with(guild, if pin { 74 } else { 75 }, Some(author), json!([]), Some(options));
        }
    }
    Ok(Answer::Empty)
}

fn announce(call: &mut Call<'_>, channel: Id) {
    let guild = call.state.channels.get(&channel).and_then(|channel| channel.guild);
    let mut data = json!({"channel_id": channel, "last_pin_timestamp": timestamp(now_millis())});
    if let Some(guild) = guild {
        data["guild_id"] = json!(guild);
    }
    call.state.emit_to_channel(channel, "CHANNEL_PINS_UPDATE", &data);
}

/// PUT …/pins/{message}
pub fn pin(call: &mut Call<'_>) -> Outcome {
    set(call, true)
}

/// DELETE …/pins/{message}
pub fn unpin(call: &mut Call<'_>) -> Outcome {
    set(call, false)
}
