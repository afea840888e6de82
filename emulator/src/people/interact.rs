//! A person does something that a bot must answer: `POST /interactions`.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::allowed::Where;
use super::event::Event;
use super::uploads::{self, Sent};
use super::{index, options, submit};
use crate::form::mentions::id_of;
use crate::rest::call::{Answer, Call, Outcome};
use crate::rest::error::ApiError;
use crate::state::id::Id;
use crate::state::interaction::{FIRST_ANSWER, Interaction, Stage, kind};
use crate::state::origin::{About, Origin, Owners};
use crate::state::permissions as bit;
use crate::state::written::text;

/// Where and for whom an interaction is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    pub(super) application: Id,
    pub(super) guild: Option<Id>,
    pub(super) channel: Id,
    pub(super) user: Id,
}

/// What the kind of the interaction makes of it.
#[derive(Debug)]
pub(super) struct Made {
    /// `data`.
    pub(super) data: Value,
    /// The message whose component was used.
    pub(super) source: Option<Id>,
    /// Goes into `interaction_metadata`.
    pub(super) about: About,
    /// Who installed the application.
    pub(super) owners: Owners,
    /// The kind of a message that answers it.
    pub(super) message_kind: u8,
}

fn missing(key: &str) -> ApiError {
    ApiError::field(key, "BASE_TYPE_REQUIRED", "This field is required")
}

fn scene(call: &Call<'_>) -> Result<Scene, ApiError> {
    let field = |key: &'static str| id_of(&call.body[key]).ok_or_else(|| missing(key));
    let (application, channel, user) = (field("application_id")?, field("channel_id")?, call.me()?);
    if !call.state.applications.contains_key(&application) {
        return Err(ApiError::unknown_application());
    }
    let room = call.visible_channel(channel)?;
    let named = id_of(&call.body["guild_id"]);
    if named.is_some() && named != room.guild {
        return Err(ApiError::field(
            "guild_id",
            "INTERACTION_INVALID_GUILD",
            "The channel is in another guild.",
        ));
    }
    // A component of somebody else's installed application may be clicked by everyone who sees it.
    let is_click = matches!(call.body["type"].as_u64(), Some(3 | 5));
    let owners = Where::channel(call.state, room, user).owners(call.state, application);
    if owners == Owners::default() && !is_click {
        return Err(ApiError::unknown_application());
    }
    Ok(Scene { application, guild: room.guild, channel, user })
}

/// POST /interactions
pub fn interact(call: &mut Call<'_>) -> Outcome {
    let kind = call.body["type"].as_u64().ok_or_else(|| missing("type"))? as u8;
    let scene = scene(call)?;
    if !call.body["data"].is_object() {
        return Err(missing("data"));
    }
    let body = call.body;
    uploads::claim(call, &body["data"]["attachments"])?;
    let sent = Sent::keep(call, scene.channel, &body["data"]["attachments"]);
    let made = match kind {
        kind::COMMAND | kind::AUTOCOMPLETE => command(call, scene, &sent)?,
        kind::COMPONENT => submit::component(call, scene)?,
        kind::MODAL => submit::modal(call, scene, &sent)?,
        _ => return Err(ApiError::field("type", "BASE_TYPE_CHOICES", "Value must be one of {2, 3, 4, 5}.")),
    };
    let id = call.state.ids.make();
    let token = token(id);
    call.visible_channel(scene.channel)?;
    let event = text(&Event::new(call.state, id, kind, &token, scene, &made)?);
    let now = Instant::now();
    let nonce = Some(call.body["nonce"].clone()).filter(|nonce| !nonce.is_null());
    let interaction = Interaction {
        id,
        token,
        kind,
        application: scene.application,
        user: scene.user,
        channel: scene.channel,
        guild: scene.guild,
        nonce: nonce.clone(),
        made: now,
        stage: Stage::Waiting,
        original: None,
        source: made.source,
        modal: None,
        whispers: made.owners.server.is_none() && !may_show(call, scene),
        origin: Arc::new(Origin { id, user: scene.user, owners: made.owners, about: made.about }),
        message_kind: made.message_kind,
        follow_ups: 0,
    };
    let deadline = now + FIRST_ANSWER.mul_f64(call.state.faults.clock_scale);
    call.state.interactions.insert(interaction, deadline);
    if kind != kind::AUTOCOMPLETE {
        call.state.emit_to_user(scene.user, "INTERACTION_CREATE", &json!({"id": id, "nonce": nonce}));
    }
    deliver(call, id, scene, event);
    Ok(Answer::Empty)
}

/// To the application's endpoint, or to its gateway session.
fn deliver(call: &mut Call<'_>, id: Id, scene: Scene, event: String) {
    let endpoint =
        call.state.applications.get(&scene.application).and_then(|a| a.interactions_endpoint_url.clone());
    match (endpoint, &call.state.signed_posts) {
        (Some(url), Some(posts)) => {
            let post = crate::signed::SignedPost {
                application: scene.application,
                url,
                body: event,
                interaction: id,
                base: call.base.to_owned(),
            };
            // The receiver lives as long as the server.
            let _ = posts.send(post);
        }
        _ => {
            call.state.emit_text_to_bot(scene.application, scene.guild, "INTERACTION_CREATE", &event);
        }
    }
}

/// Long and opaque like Discord's own.
fn token(id: Id) -> String {
    let mut mixed = id.get();
    let mut text = format!("aW50ZXJhY3Rpb246{id}");
    for _ in 0..6 {
        mixed = mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31) ^ id.get();
        text.push_str(&format!("{mixed:016x}"));
    }
    text
}

/// May this person show everyone what an application answers that only they installed?
fn may_show(call: &Call<'_>, scene: Scene) -> bool {
    let channel = call.state.channels.get(&scene.channel);
    scene.guild.is_none() || channel.is_some_and(|channel| call.need(channel, bit::USE_EXTERNAL_APPS).is_ok())
}

fn command(call: &Call<'_>, scene: Scene, sent: &Sent) -> Result<Made, ApiError> {
    let id = id_of(&call.body["data"]["id"]).ok_or_else(|| missing("data"))?;
    let found = index::command(call.state, scene.application, scene.guild, id);
    let command = found.ok_or_else(ApiError::unknown_command)?;
    let channel = call.visible_channel(scene.channel)?;
    if channel.thread.as_ref().is_some_and(|thread| thread.archived) {
        return Err(ApiError::archived_thread());
    }
    let application =
        call.state.applications.get(&scene.application).ok_or_else(ApiError::unknown_application)?;
    let owners = Where::channel(call.state, channel, scene.user).allows(call.state, application, command);
    let owners = owners.ok_or_else(ApiError::missing_permissions)?;
    let data = options::command_data(call, command, scene.guild, scene.application, sent)?;
    let target = id_of(&data["target_id"]);
    let about = About::Command { name: command.name.clone(), kind: command.kind, target };
    let message_kind = if command.kind == 1 { 20 } else { 23 };
    Ok(Made { data, source: None, about, owners, message_kind })
}
