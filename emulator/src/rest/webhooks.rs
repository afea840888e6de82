//! What a bot does with an interaction's token: edits of @original, follow-ups.

use std::time::Instant;

use super::call::{Answer, Call, Outcome};
use super::callback::{self, bot_of, dress};
use super::error::ApiError;
use super::{hook_messages, messages};
use crate::form::Errors;
use crate::form::message::{self, ANSWER_FLAGS, Rules};
use crate::state::id::Id;
use crate::state::interaction::{Stage, TOKEN_LIFE};
use crate::state::message::{Message, Reader, flag};
use crate::state::pings::AllowedMentions;
use crate::state::post::Place;

/// Discord: so many follow-ups of an application that is not in the server.
const FOLLOW_UPS: u32 = 5;

/// The interaction of the path's token, when it may still be used; the caller becomes its bot.
fn interaction(call: &mut Call<'_>) -> Result<Id, ApiError> {
    let application = call.id("application")?;
    let life = TOKEN_LIFE.mul_f64(call.state.faults.clock_scale);
    let found = call.state.interactions.with_token(call.param("token"));
    let found = found.filter(|one| one.application == application).ok_or_else(ApiError::unknown_webhook)?;
    if matches!(found.stage, Stage::Waiting | Stage::Failed) {
        return Err(ApiError::unknown_webhook());
    }
    if Instant::now().duration_since(found.made) > life {
        return Err(ApiError::webhook_token());
    }
    let (id, who) = (found.id, bot_of(found));
    call.who = who;
    Ok(id)
}

/// The message of the path and where it stands. Only messages of this bot are found.
fn target(call: &Call<'_>, id: Id) -> Result<(Place, Message), ApiError> {
    let asked = call.state.interactions.get(id).ok_or_else(ApiError::unknown_webhook)?;
    let message = match call.param("message") {
        "@original" => asked.original.ok_or_else(ApiError::unknown_message)?,
        _ => call.id("message")?,
    };
    let place =
        call.state.place_of(asked.channel, asked.user, message).ok_or_else(ApiError::unknown_message)?;
    let found = call.state.message_at(place, message).ok_or_else(ApiError::unknown_message)?;
    if found.author != asked.application {
        return Err(ApiError::unknown_message());
    }
    Ok((place, found.clone()))
}

/// A message as whoever wrote it sees it.
pub(super) fn shown(call: &Call<'_>, message: &Message) -> Answer {
    let reader = Reader::Bot { user: message.author, sees_content: true };
    Answer::Json(call.state.message_json(message, reader))
}

/// GET /webhooks/{application}/{token}/messages/{message}
pub fn message(call: &mut Call<'_>) -> Outcome {
    if let Some(hook) = hook_messages::named(call)? {
        return hook_messages::get(call, &hook);
    }
    let id = interaction(call)?;
    let (_, message) = target(call, id)?;
    Ok(shown(call, &message))
}

/// PATCH /webhooks/{application}/{token}/messages/{message}
pub fn edit(call: &mut Call<'_>) -> Outcome {
    if let Some(hook) = hook_messages::named(call)? {
        return hook_messages::edit(call, &hook);
    }
    let id = interaction(call)?;
    let (place, mut message) = target(call, id)?;
    change(call, id, place, &mut message)?;
    Ok(shown(call, &message))
}

fn change(call: &mut Call<'_>, id: Id, place: Place, message: &mut Message) -> Result<(), ApiError> {
    let files = std::mem::take(&mut call.files);
    let inner = Call { state: call.state, files, ..*call };
    callback::edit(inner, place, message)?;
    if let Some(asked) = call.state.interactions.get_mut(id) {
        asked.stage = Stage::Answered;
    }
    Ok(())
}

/// DELETE /webhooks/{application}/{token}/messages/{message}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    if let Some(hook) = hook_messages::named(call)? {
        return hook_messages::delete(call, &hook);
    }
    let id = interaction(call)?;
    let (place, message) = target(call, id)?;
    call.state.delete_message(place, message.id);
    Ok(Answer::Empty)
}

/// POST /webhooks/{application}/{token}: a follow-up, or what "thinking…" becomes.
pub fn follow_up(call: &mut Call<'_>) -> Outcome {
    if let Some(hook) = hook_messages::named(call)? {
        return hook_messages::execute(call, &hook);
    }
    let id = interaction(call)?;
    let asked = call.state.interactions.get(id).ok_or_else(ApiError::unknown_webhook)?;
    if asked.stage == Stage::Deferred
        && let Some(original) = asked.original
        && let Some(place) = call.state.place_of(asked.channel, asked.user, original)
        && let Some(mut message) = call.state.message_at(place, original).cloned()
    {
        change(call, id, place, &mut message)?;
        return Ok(shown(call, &message));
    }
    let mut errors = Errors::default();
    let mut form = message::read(call.body, Rules { flags: ANSWER_FLAGS, is_v2: false }, &mut errors);
    errors.finish()?;
    if form.is_empty() && call.files.is_empty() {
        return Err(ApiError::empty_message());
    }
    let author = call.me()?;
    let mut message = call.state.blank(author);
    let asked = call.state.interactions.get(id).ok_or_else(ApiError::unknown_webhook)?;
    // An application that only a person brought along is to be brief.
    if asked.origin.owners.server.is_none() && asked.follow_ups >= FOLLOW_UPS {
        return Err(ApiError::max_follow_ups());
    }
    let place = callback::place(asked, form.flags() & flag::EPHEMERAL != 0);
    let private = place.only_for.is_some();
    dress(asked, &mut message);
    let files = std::mem::take(&mut call.files);
    messages::fill(call, &mut message, &mut form, files, place.channel)?;
    message.flags = form.flags() | if private { flag::EPHEMERAL } else { 0 };
    message.tts = form.tts;
    let allowed = form.allowed.unwrap_or_else(AllowedMentions::users_only);
    let made = call.state.post(place, message, &allowed);
    if let Some(asked) = call.state.interactions.get_mut(id) {
        asked.follow_ups += 1;
    }
    let message = call.state.message_at(place, made).ok_or_else(ApiError::unknown_message)?;
    Ok(shown(call, message))
}
