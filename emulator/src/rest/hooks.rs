//! Webhooks of channels: making, reading, changing, deleting. Source: resources/webhook.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::channel::kind;
use crate::state::id::Id;
use crate::state::permissions as bit;
use crate::state::webhook::Webhook;

/// Discord: so many webhooks in a channel.
const OF_A_CHANNEL: usize = 15;

/// A name that a webhook may have.
pub fn check_name(errors: &mut Errors, key: &str, name: Option<&str>) {
    for word in ["clyde", "discord"] {
        if name.is_some_and(|name| name.to_lowercase().contains(word)) {
            let text = format!("Username cannot contain \"{word}\"");
            errors.at(key, "USERNAME_INVALID_CONTAINS", text);
        }
    }
}

/// A new webhook in the channel, made by the caller.
pub fn make(call: &mut Call<'_>, channel: Id, kind: u8, name: &str) -> Result<Webhook, ApiError> {
    let me = call.me()?;
    let room = call.state.channels.get(&channel).ok_or_else(ApiError::unknown_channel)?;
    let guild = room.guild.ok_or_else(ApiError::wrong_channel_for_dm)?;
    if call.state.webhooks.values().filter(|hook| hook.channel == channel).count() >= OF_A_CHANNEL {
        return Err(ApiError::max_webhooks());
    }
    let id = call.state.ids.make();
    let mixed = id.get().wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    let application = call.state.users.get(&me).and_then(|user| user.application);
    Ok(Webhook {
        id,
        kind,
        channel,
        guild,
        name: name.to_owned(),
        avatar: None,
        token: format!("{:x}{mixed:016x}{:016x}", id.get(), mixed ^ id.get()),
        maker: me,
        application,
        source: None,
    })
}

/// POST /channels/{channel}/webhooks
pub fn create(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_WEBHOOKS)?;
    if !matches!(channel.kind, kind::TEXT | 2 | kind::ANNOUNCEMENT | 13 | kind::FORUM) {
        return Err(ApiError::wrong_channel_type());
    }
    let id = channel.id;
    let mut errors = Errors::default();
    let name = errors.text(call.body, "name", 1, 80).trim().to_owned();
    check_name(&mut errors, "name", Some(&name));
    errors.finish()?;
    let hook = make(call, id, 1, &name)?;
    let (guild, json) = (hook.guild, call.state.webhook_json(&hook, true, call.base));
    call.log(guild, 50, Some(hook.id), json!([{"key": "name", "new_value": name}]));
    call.state.webhooks.insert(hook.id, hook);
    call.state.emit_webhooks_update(guild, id);
    Ok(Answer::Json(json))
}

fn listed(call: &Call<'_>, fits: impl Fn(&Webhook) -> bool) -> Outcome {
    let me = call.me()?;
    let hooks = call.state.webhooks.values().filter(|hook| fits(hook));
    // A token of another application's webhook is nobody's business.
    let list = hooks.map(|hook| {
        let open = hook.application.is_none() || hook.application == Some(me);
        call.state.webhook_json(hook, open, call.base)
    });
    Ok(Answer::Json(list.collect()))
}

/// GET /channels/{channel}/webhooks
pub fn of_channel(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_WEBHOOKS)?;
    let id = channel.id;
    listed(call, |hook| hook.channel == id)
}

/// GET /guilds/{guild}/webhooks
pub fn of_guild(call: &mut Call<'_>) -> Outcome {
    let id = call.guild_with(bit::MANAGE_WEBHOOKS)?.id;
    listed(call, |hook| hook.guild == id)
}

/// The webhook of the path: by its token, or by the right to manage it.
fn found(call: &Call<'_>) -> Result<(Webhook, bool), ApiError> {
    let by_token = !call.param("token").is_empty();
    let id = call.id(if by_token { "application" } else { "webhook" })?;
    let hook = call.state.webhooks.get(&id).ok_or_else(ApiError::unknown_webhook)?;
    if by_token {
        if hook.kind != 1 || hook.token != call.param("token") {
            return Err(ApiError::webhook_token());
        }
    } else if hook.application.is_none() || hook.application != Some(call.me()?) {
        let channel = call.visible_channel(hook.channel)?;
        call.need(channel, bit::MANAGE_WEBHOOKS)?;
    }
    Ok((hook.clone(), by_token))
}

fn shown(call: &Call<'_>, hook: &Webhook, by_token: bool) -> Value {
    let mut json = call.state.webhook_json(hook, true, call.base);
    if let (true, Some(map)) = (by_token, json.as_object_mut()) {
        map.remove("user");
    }
    json
}

/// GET /webhooks/{webhook}, or with its token
pub fn get(call: &mut Call<'_>) -> Outcome {
    let (hook, by_token) = found(call)?;
    Ok(Answer::Json(shown(call, &hook, by_token)))
}

/// PATCH /webhooks/{webhook}, or with its token
pub fn edit(call: &mut Call<'_>) -> Outcome {
    let (mut hook, by_token) = found(call)?;
    let mut errors = Errors::default();
    let name = errors.optional_text(call.body, "name", 1, 80);
    check_name(&mut errors, "name", name);
    errors.finish()?;
    if let Some(name) = name {
        hook.name = name.trim().to_owned();
    }
    let before = hook.channel;
    if let Some(channel) = id_of(&call.body["channel_id"]).filter(|_| !by_token) {
        let room = call.visible_channel(channel)?;
        call.need(room, bit::MANAGE_WEBHOOKS)?;
        if room.guild != Some(hook.guild) {
            return Err(ApiError::unknown_channel());
        }
        hook.channel = channel;
    }
    call.state.webhooks.insert(hook.id, hook.clone());
    call.log(hook.guild, 51, Some(hook.id), json!([{"key": "name", "new_value": hook.name}]));
    call.state.emit_webhooks_update(hook.guild, hook.channel);
    if before != hook.channel {
        call.state.emit_webhooks_update(hook.guild, before);
    }
    Ok(Answer::Json(shown(call, &hook, by_token)))
}

/// DELETE /webhooks/{webhook}, or with its token
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let (hook, _) = found(call)?;
    call.state.webhooks.remove(&hook.id);
    call.log(hook.guild, 52, Some(hook.id), json!([{"key": "name", "old_value": hook.name}]));
    call.state.emit_webhooks_update(hook.guild, hook.channel);
    Ok(Answer::Empty)
}
