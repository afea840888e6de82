//! Reading messages of channels: pages, and single ones.

use std::ops::Bound;

use serde_json::json;

use super::call::{Answer, Call, Outcome, Who};
use super::error::ApiError;
use super::messages::reader;
use crate::state::channel::{Channel, kind};
use crate::state::id::Id;
use crate::state::message::Message;
use crate::state::permissions as bit;

/// GET /channels/{channel}/messages, newest first. People see their ephemeral ones too.
pub fn list(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(50, 100)?;
    let (before, after, around) =
        (call.query_id("before")?, call.query_id("after")?, call.query_id("around")?);
    let channel = call.channel()?;
    if matches!(channel.kind, kind::CATEGORY | kind::FORUM) {
        return Err(ApiError::not_a_text_channel());
    }
    if call.need(channel, bit::READ_MESSAGE_HISTORY).is_err() {
        return Ok(Answer::Json(json!([])));
    }
    let me = call.me()?;
    let own = |id: Id| (me, id);
    let mut found: Vec<&Message> = match (before, after, around) {
        (_, Some(after), _) => {
            let range = (Bound::Excluded(after), Bound::Unbounded);
            let private = channel
                .ephemeral
                .range((Bound::Excluded(own(after)), Bound::Included(own(Id::new(u64::MAX)))));
            let mut found: Vec<&Message> = channel
                .messages
                .range(range)
                .map(|(_, m)| m)
                .take(limit)
                .chain(private.map(|(_, m)| m))
                .collect();
            found.sort_by_key(|message| message.id);
            found.truncate(limit);
            found
        }
        (Some(before), ..) => newest(
            channel.messages.range(..before),
            channel.ephemeral.range(own(Id::new(0))..own(before)),
            limit,
        ),
        (.., Some(around)) => {
            let older = channel.messages.range(..around).rev().take(limit / 2).map(|(_, message)| message);
            let newer = channel.messages.range(around..).take(limit - limit / 2).map(|(_, message)| message);
            older.chain(newer).collect()
        }
        _ => newest(
            channel.messages.iter(),
            channel.ephemeral.range(own(Id::new(0))..=own(Id::new(u64::MAX))),
            limit,
        ),
    };
    found.sort_by_key(|message| std::cmp::Reverse(message.id));
    let reader = reader(call);
    Ok(Answer::Json(found.into_iter().map(|message| call.state.message_json(message, reader)).collect()))
}

/// The newest of both, at most `limit`.
fn newest<'a>(
    public: impl DoubleEndedIterator<Item = (&'a Id, &'a Message)>,
    private: impl DoubleEndedIterator<Item = (&'a (Id, Id), &'a Message)>,
    limit: usize,
) -> Vec<&'a Message> {
    let public = public.rev().take(limit).map(|(_, message)| message);
    let mut found: Vec<&Message> =
        public.chain(private.rev().take(limit).map(|(_, message)| message)).collect();
    found.sort_by_key(|message| std::cmp::Reverse(message.id));
    found.truncate(limit);
    found
}

/// GET /channels/{channel}/messages/{message}
pub fn one(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::READ_MESSAGE_HISTORY)?;
    let message = found(call, channel)?;
    Ok(Answer::Json(call.state.message_json(message, reader(call))))
}

/// The message of the path: a person also finds their own ephemeral ones.
pub fn found<'a>(call: &Call<'_>, channel: &'a Channel) -> Result<&'a Message, ApiError> {
    let id = call.id("message")?;
    let message = match call.who {
        Who::Person(user) => channel.message_for(user, id),
        _ => channel.messages.get(&id),
    };
    message.ok_or_else(ApiError::unknown_message)
}
