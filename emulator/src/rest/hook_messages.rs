//! Messages through a channel's webhook. Source: resources/webhook.

use std::sync::Arc;

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::hooks::check_name;
use super::messages;
use super::webhooks::shown;
use crate::form::Errors;
use crate::form::message::{self, CREATE_FLAGS, Rules};
use crate::state::channel::kind;
use crate::state::id::Id;
use crate::state::message::Message;
use crate::state::pings::AllowedMentions;
use crate::state::post::{Place, stamp_edit};
use crate::state::webhook::{Persona, Webhook};

/// The webhook of the path; none when the path names an application.
pub fn named(call: &Call<'_>) -> Result<Option<Webhook>, ApiError> {
    let Some(hook) = call.state.webhooks.get(&call.id("application")?) else { return Ok(None) };
    if hook.kind == 1 && hook.token == call.param("token") {
        Ok(Some(hook.clone()))
    } else {
        Err(ApiError::webhook_token())
    }
}

/// Where the webhook's messages go: its channel, or a thread of it.
fn channel(call: &Call<'_>, hook: &Webhook) -> Result<Id, ApiError> {
    let Some(thread) = call.query_id("thread_id")? else { return Ok(hook.channel) };
    let room = call.state.channels.get(&thread).ok_or_else(ApiError::unknown_channel)?;
    if room.thread.is_some() && room.parent == Some(hook.channel) {
        Ok(thread)
    } else {
        Err(ApiError::unknown_channel())
    }
}

/// POST /webhooks/{webhook}/{token}: 204, or the message with `?wait=true`.
pub fn execute(call: &mut Call<'_>, hook: &Webhook) -> Outcome {
    let channel = channel(call, hook)?;
    let mut errors = Errors::default();
    let body = call.body;
    let mut form = message::read(body, Rules { flags: CREATE_FLAGS, is_v2: false }, &mut errors);
    let username = errors.optional_text(body, "username", 1, 80);
    check_name(&mut errors, "username", username);
    let avatar = errors.optional_text(body, "avatar_url", 0, 2048);
    errors.finish()?;
    if hook.application.is_none() && call.query("with_components").as_deref() != Some("true") {
        // Only applications' own webhooks carry components unasked.
        form.components = None;
    }
    if form.is_empty() && call.files.is_empty() {
        return Err(ApiError::empty_message());
    }
    let room = call.state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
    if room.kind == kind::FORUM {
        return Err(ApiError::hook_needs_a_thread());
    }
    if room.thread.as_ref().is_some_and(|thread| thread.archived && thread.locked) {
        return Err(ApiError::archived_thread());
    }
    let persona = Arc::new(Persona {
        webhook: hook.id,
        name: username.unwrap_or(&hook.name).to_owned(),
        avatar: avatar.map(str::to_owned).or_else(|| hook.avatar.clone()),
    });
    let application = hook.application;
    form.allowed = form.allowed.or_else(|| Some(AllowedMentions::users_only()));
    let place = Place { channel, only_for: None };
    let id = messages::write(call, place, hook.id, form, |message| {
        message.application = application;
        message.persona = Some(persona);
    })?;
    if !matches!(call.query("wait").as_deref(), Some("true" | "1" | "True")) {
        return Ok(Answer::Empty);
    }
    let message = call.state.message_at(place, id).ok_or_else(ApiError::unknown_message)?;
    Ok(shown(call, message))
}

/// The message of the path, which must have come through this webhook.
fn target(call: &Call<'_>, hook: &Webhook) -> Result<(Place, Message), ApiError> {
    let place = Place { channel: channel(call, hook)?, only_for: None };
    let message = call.state.message_at(place, call.id("message")?).filter(|one| one.author == hook.id);
    Ok((place, message.ok_or_else(ApiError::unknown_message)?.clone()))
}

/// GET /webhooks/{webhook}/{token}/messages/{message}
pub fn get(call: &mut Call<'_>, hook: &Webhook) -> Outcome {
    Ok(shown(call, &target(call, hook)?.1))
}

/// PATCH /webhooks/{webhook}/{token}/messages/{message}
pub fn edit(call: &mut Call<'_>, hook: &Webhook) -> Outcome {
    let (place, mut changed) = target(call, hook)?;
    let mut form = messages::read_edit(call, &changed)?;
    let files = std::mem::take(&mut call.files);
    messages::fill(call, &mut changed, &mut form, files, place.channel)?;
    messages::refuse_empty(&changed)?;
    stamp_edit(&mut changed);
    let allowed = form.allowed.unwrap_or_else(AllowedMentions::users_only);
    let message = call.state.edit(place, changed.id, Some(&allowed), |message| *message = changed);
    Ok(shown(call, &message.ok_or_else(ApiError::unknown_message)?))
}

/// DELETE /webhooks/{webhook}/{token}/messages/{message}
pub fn delete(call: &mut Call<'_>, hook: &Webhook) -> Outcome {
    let (place, message) = target(call, hook)?;
    call.state.delete_message(place, message.id);
    Ok(Answer::Empty)
}
