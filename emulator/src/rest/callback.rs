//! The first answer to an interaction. Source: interactions/receiving-and-responding.

use std::time::Instant;

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome, Who};
use super::error::ApiError;
use super::messages;
use crate::form::message::{self, ANSWER_FLAGS, Rules};
use crate::form::{Errors, modal};
use crate::state::id::Id;
use crate::state::interaction::{Interaction, Stage, TOKEN_LIFE, kind};
use crate::state::message::{Reader, flag};
use crate::state::pings::AllowedMentions;
use crate::state::post::{Place, stamp_edit};

/// What the answer made or changed.
#[derive(Debug, Clone, Copy)]
pub struct Made {
    place: Place,
    message: Id,
}

/// POST /interactions/{interaction}/{token}/callback
pub fn callback(call: &mut Call<'_>) -> Outcome {
    let id = call.id("interaction")?;
    let token = call.param("token");
    let found = call.state.interactions.get(id).filter(|interaction| interaction.token == token);
    found.ok_or_else(ApiError::unknown_interaction)?;
    let made = answer(call, id)?;
    if !matches!(call.query("with_response").as_deref(), Some("true" | "1" | "True")) {
        return Ok(Answer::Empty);
    }
    let interaction = call.state.interactions.get(id).ok_or_else(ApiError::unknown_interaction)?;
    let mut json = json!({"interaction": {
        "id": id, "type": interaction.kind, "channel_id": interaction.channel, "guild_id": interaction.guild,
    }});
    if let Some(made) = made
        && let Some(message) = call.state.message_at(made.place, made.message)
    {
        json["interaction"]["response_message_id"] = json!(message.id);
        json["interaction"]["response_message_loading"] = json!(message.has(flag::LOADING));
        json["interaction"]["response_message_ephemeral"] = json!(message.has(flag::EPHEMERAL));
        let reader = Reader::Bot { user: interaction.application, sees_content: true };
        // The published description knows resources of types 4, 7 and 12 only; a deferred message is one of type 4.
        let kind = if call.body["type"] == 7 { 7 } else { 4 };
        json["resource"] = json!({"type": kind, "message": call.state.message_json(message, reader)});
    }
    Ok(Answer::Json(json))
}

fn wrong_type(allowed: &[u64]) -> ApiError {
    let list = allowed.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    ApiError::field("type", "BASE_TYPE_CHOICES", &format!("Value must be one of {{{list}}}."))
}

/// Answers the interaction with the call's body, whichever way it came.
pub fn answer(call: &mut Call<'_>, id: Id) -> Result<Option<Made>, ApiError> {
    let life = TOKEN_LIFE.mul_f64(call.state.faults.clock_scale);
    let interaction = call.state.interactions.get(id).ok_or_else(ApiError::unknown_interaction)?;
    if interaction.stage == Stage::Failed || Instant::now().duration_since(interaction.made) > life {
        return Err(ApiError::unknown_interaction());
    }
    if interaction.stage != Stage::Waiting {
        return Err(ApiError::already_acknowledged());
    }
    let from_message = interaction.source.is_some();
    let allowed: &[u64] = match interaction.kind {
        kind::COMMAND => &[4, 5, 9],
        kind::COMPONENT => &[4, 5, 6, 7, 9],
        kind::AUTOCOMPLETE => &[8],
        kind::MODAL if from_message => &[4, 5, 6, 7],
        _ => &[4, 5],
    };
    let Some(answer) = call.body["type"].as_u64() else {
        return Err(ApiError::field("type", "BASE_TYPE_REQUIRED", "This field is required"));
    };
    if !allowed.contains(&answer) {
        return Err(wrong_type(allowed));
    }
    let made = match answer {
        4 => Some(reply(call, id)?),
        5 => Some(thinking(call, id)?),
        6 => None,
        7 => Some(update(call, id)?),
        8 => {
            choices(call, id)?;
            None
        }
        _ => {
            show_modal(call, id)?;
            None
        }
    };
    let Some(interaction) = call.state.interactions.get_mut(id) else { return Ok(made) };
    interaction.stage = if answer == 5 { Stage::Deferred } else { Stage::Answered };
    interaction.original = match answer {
        6 => interaction.source,
        _ => made.map(|made| made.message),
    };
    let (user, event) = (interaction.user, json!({"id": id, "nonce": interaction.nonce}));
    let took = interaction.made.elapsed();
    call.state.interactions.answered_after(took);
    if answer < 8 {
        call.state.emit_to_user(user, "INTERACTION_SUCCESS", &event);
    }
    Ok(made)
}

/// Errors in a callback stand under `data`.
fn in_data<T>(read: impl FnOnce(&mut Errors) -> T) -> Result<T, ApiError> {
    let mut errors = Errors::default();
    let value = errors.within("data", read);
    errors.finish()?;
    Ok(value)
}

/// Makes the form of a message in this call's `data`, as one of this interaction.
pub fn dress(interaction: &Interaction, message: &mut crate::state::message::Message) {
    message.by_webhook = true;
    message.application = Some(interaction.application);
    message.origin = Some(interaction.origin.clone());
}

/// Where an answer to the interaction stands.
pub fn place(interaction: &Interaction, is_ephemeral: bool) -> Place {
    let is_ephemeral = is_ephemeral || interaction.whispers;
    Place { channel: interaction.channel, only_for: is_ephemeral.then_some(interaction.user) }
}

fn interaction<'a>(call: &'a Call<'_>, id: Id) -> Result<&'a Interaction, ApiError> {
    call.state.interactions.get(id).ok_or_else(ApiError::unknown_interaction)
}

fn reply(call: &mut Call<'_>, id: Id) -> Result<Made, ApiError> {
    let data = &call.body["data"];
    if !data.is_object() {
        return Err(ApiError::field("data", "BASE_TYPE_REQUIRED", "This field is required"));
    }
    let mut form =
        in_data(|errors| message::read(data, Rules { flags: ANSWER_FLAGS, is_v2: false }, errors))?;
    if form.is_empty() && call.files.is_empty() {
        return Err(ApiError::empty_message());
    }
    let author = interaction(call, id)?.application;
    let mut message = call.state.blank(author);
    let asked = interaction(call, id)?;
    let place = place(asked, form.flags() & flag::EPHEMERAL != 0);
    message.kind = asked.message_kind;
    dress(asked, &mut message);
    let files = std::mem::take(&mut call.files);
    messages::fill(call, &mut message, &mut form, files, place.channel)?;
    message.flags = form.flags() | if place.only_for.is_some() { flag::EPHEMERAL } else { 0 };
    message.tts = form.tts;
    let allowed = form.allowed.unwrap_or_else(AllowedMentions::users_only);
    let message = call.state.post(place, message, &allowed);
    Ok(Made { place, message })
}

fn thinking(call: &mut Call<'_>, id: Id) -> Result<Made, ApiError> {
    let flags = call.body["data"]["flags"].as_u64().unwrap_or(0) & flag::EPHEMERAL;
    let author = interaction(call, id)?.application;
    let mut message = call.state.blank(author);
    let asked = interaction(call, id)?;
    let place = place(asked, flags != 0);
    message.kind = asked.message_kind;
    dress(asked, &mut message);
    message.flags = flag::LOADING | if place.only_for.is_some() { flag::EPHEMERAL } else { 0 };
    let message = call.state.post(place, message, &AllowedMentions::users_only());
    Ok(Made { place, message })
}

fn update(call: &mut Call<'_>, id: Id) -> Result<Made, ApiError> {
    let asked = interaction(call, id)?;
    let source = asked.source.ok_or_else(ApiError::unknown_message)?;
    let place =
        call.state.place_of(asked.channel, asked.user, source).ok_or_else(ApiError::unknown_message)?;
    let mut changed = call.state.message_at(place, source).ok_or_else(ApiError::unknown_message)?.clone();
    let body = call.body;
    let data =
        Call { body: &body["data"], state: call.state, files: std::mem::take(&mut call.files), ..*call };
    edit(data, place, &mut changed).map_err(|mut error| {
        error.errors = error.errors.map(|errors| json!({"data": errors}));
        error
    })?;
    Ok(Made { place, message: source })
}

/// Changes a message of the bot with the call's body, through an interaction.
pub fn edit(
    mut call: Call<'_>,
    place: Place,
    changed: &mut crate::state::message::Message,
) -> Result<(), ApiError> {
    let mut form = messages::read_edit(&call, changed)?;
    let files = std::mem::take(&mut call.files);
    messages::fill(&mut call, changed, &mut form, files, place.channel)?;
    changed.flags |= form.flags() & (flag::COMPONENTS_V2 | flag::SUPPRESS_EMBEDS);
    messages::refuse_empty(changed)?;
    stamp_edit(changed);
    let allowed = form.allowed.unwrap_or_else(AllowedMentions::everything);
    let (id, new) = (changed.id, changed.clone());
    let stored = call.state.edit(place, id, Some(&allowed), |message| *message = new);
    *changed = stored.ok_or_else(ApiError::unknown_message)?;
    Ok(())
}

fn choices(call: &mut Call<'_>, id: Id) -> Result<(), ApiError> {
    let data = &call.body["data"];
    let list = in_data(|errors| {
        if data["choices"].is_null() {
            errors.at("choices", "BASE_TYPE_REQUIRED", "This field is required");
        }
        let list = errors.optional_list(data, "choices", 0, 25).unwrap_or_default();
        errors.within("choices", |errors| {
            for (index, choice) in list.iter().enumerate() {
                errors.within(index, |errors| {
                    errors.text(choice, "name", 1, 100);
                    match &choice["value"] {
                        Value::String(_) => {
                            errors.text(choice, "value", 1, 100);
                        }
                        Value::Number(_) => {}
                        _ => errors.at("value", "BASE_TYPE_REQUIRED", "This field is required"),
                    }
                });
            }
        });
        list
    })?;
    let asked = interaction(call, id)?;
    let event = json!({"nonce": asked.nonce, "choices": list});
    let user = asked.user;
    call.state.emit_to_user(user, "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE", &event);
    Ok(())
}

fn show_modal(call: &mut Call<'_>, id: Id) -> Result<(), ApiError> {
    let data = &call.body["data"];
    let shown = in_data(|errors| modal::read(data, errors))?;
    let asked = interaction(call, id)?;
    let application = call.state.applications.get(&asked.application);
    let mut event = json!({
        "id": id, "nonce": asked.nonce, "channel_id": asked.channel, "guild_id": asked.guild,
        "application": application.map(|a| json!({"id": a.id, "name": a.name, "icon": null, "description": a.description})),
    });
    for key in ["custom_id", "title", "components"] {
        event[key] = shown[key].clone();
    }
    let user = asked.user;
    if let Some(asked) = call.state.interactions.get_mut(id) {
        asked.modal = Some(shown);
    }
    call.state.emit_to_user(user, "INTERACTION_MODAL_CREATE", &event);
    Ok(())
}

/// The bot of an interaction, as the caller of what it does with the token.
pub fn bot_of(interaction: &Interaction) -> Who {
    Who::Bot(interaction.application)
}
