//! Scheduled events. Source: resources/guild-scheduled-event.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::form::Errors;
use crate::state::guild::Guild;
use crate::state::id::{Id, now_millis};
use crate::state::permissions as bit;

/// Discord: so many events that aren't over.
const OPEN_EVENTS: usize = 100;

/// GET /guilds/{guild}/scheduled-events: those that aren't over.
pub fn list(call: &mut Call<'_>) -> Outcome {
    let counted = call.query("with_user_count").as_deref() == Some("true");
    let guild = call.guild()?;
    let open =
        guild.events.iter().filter(|(_, event)| event["status"].as_u64().is_some_and(|status| status < 3));
    Ok(Answer::Json(open.map(|(id, event)| shown(guild, *id, event, counted)).collect()))
}

fn shown(guild: &Guild, id: Id, event: &Value, counted: bool) -> Value {
    let mut json = event.clone();
    if counted {
        json["user_count"] = json!(guild.interested.get(&id).map_or(0, BTreeSet::len));
    }
    json
}

fn found(call: &Call<'_>) -> Result<(Id, Id, Value), ApiError> {
    let guild = call.guild()?;
    let id = call.id("event")?;
    let event = guild.events.get(&id).ok_or_else(ApiError::unknown_event)?;
    Ok((guild.id, id, event.clone()))
}

/// GET /guilds/{guild}/scheduled-events/{event}
pub fn one(call: &mut Call<'_>) -> Outcome {
    let counted = call.query("with_user_count").as_deref() == Some("true");
    let (_, id, event) = found(call)?;
    Ok(Answer::Json(shown(call.guild()?, id, &event, counted)))
}

fn millis(text: &str) -> Option<u64> {
    let time = chrono::DateTime::parse_from_rfc3339(text).ok()?;
    u64::try_from(time.timestamp_millis()).ok()
}

/// Checks the fields of an event that is made (`before` is none) or changed.
fn check(body: &Value, before: Option<&Value>) -> Result<(), ApiError> {
    let mut errors = Errors::default();
    let required = |errors: &mut Errors, key: &str| {
        if before.is_none() && body[key].is_null() {
            errors.at(key, "BASE_TYPE_REQUIRED", "This field is required");
        }
    };
    for key in ["name", "privacy_level", "scheduled_start_time", "entity_type"] {
        required(&mut errors, key);
    }
    errors.optional_text(body, "name", 1, 100);
    errors.optional_text(body, "description", 0, 1000);
    errors.optional_number(body, "privacy_level", 2, 2);
    let entity = errors.optional_number(body, "entity_type", 1, 3);
    let start = body["scheduled_start_time"].as_str();
    match start.map(millis) {
        Some(None) => errors.at("scheduled_start_time", "DATE_TYPE_PARSE", "Could not parse the time."),
        Some(Some(start)) if start < now_millis() => {
            let text = "Cannot schedule event in the past.";
            errors.at("scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", text);
        }
        _ => {}
    }
    if entity == Some(3) && before.is_none() {
        errors.within("entity_metadata", |errors| {
            errors.text(&body["entity_metadata"], "location", 1, 100).len()
        });
        required(&mut errors, "scheduled_end_time");
    }
    let end = body["scheduled_end_time"].as_str().map(millis);
    if let (Some(Some(start)), Some(Some(end))) = (start.map(millis), end)
        && end <= start
    {
        errors.at(
            "scheduled_end_time",
            "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
            "The end must be after the start.",
        );
    }
    if matches!(entity, Some(1 | 2)) && before.is_none() {
        required(&mut errors, "channel_id");
    }
    let status = errors.optional_number(body, "status", 1, 4).map(|status| status as u64);
    if let (Some(status), Some(before)) = (status, before) {
        let from = before["status"].as_u64().unwrap_or(1);
        if !matches!((from, status), (1, 2) | (2, 3) | (1, 4)) && from != status {
            errors.at("status", "GUILD_SCHEDULED_EVENT_STATUS", "Status goes 1 to 2 to 3, or 1 to 4.");
        }
    }
    errors.finish()
}

/// POST /guilds/{guild}/scheduled-events
pub fn create(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::CREATE_EVENTS)?;
    let open = guild.events.values().filter(|event| event["status"].as_u64().is_some_and(|s| s < 3)).count();
    let guild = guild.id;
    check(call.body, None)?;
    if open >= OPEN_EVENTS {
        return Err(ApiError::max_events());
    }
    let (id, me) = (call.state.ids.make(), call.me()?);
    let body = call.body;
    let event = json!({
        "id": id, "guild_id": guild, "channel_id": body["channel_id"], "creator_id": me, "name": body["name"],
        "description": body["description"], "scheduled_start_time": body["scheduled_start_time"],
        "scheduled_end_time": body["scheduled_end_time"], "privacy_level": 2, "status": 1,
        "entity_type": body["entity_type"], "entity_id": null, "entity_metadata": body["entity_metadata"],
        "image": null, "recurrence_rule": body["recurrence_rule"], "guild_scheduled_event_exceptions": [],
        "creator": call.state.users.get(&me).map(|user| user.to_json()),
    });
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        guild.events.insert(id, event.clone());
    }
    call.state.watch_event(guild, id);
    call.log(guild, 100, Some(id), json!([{"key": "name", "new_value": event["name"]}]));
    call.state.emit_to_guild(guild, "GUILD_SCHEDULED_EVENT_CREATE", &event);
    Ok(Answer::Json(event))
}

/// May the caller change this event?
fn may_change(call: &Call<'_>, event: &Value) -> Result<(), ApiError> {
    let is_own = event["creator_id"] == json!(call.me()?);
    call.guild_with(if is_own { bit::CREATE_EVENTS } else { bit::MANAGE_EVENTS }).map(|_| ())
}

/// PATCH /guilds/{guild}/scheduled-events/{event}
pub fn edit(call: &mut Call<'_>) -> Outcome {
    let (guild, id, mut event) = found(call)?;
    may_change(call, &event)?;
    check(call.body, Some(&event))?;
    for key in [
        "name",
        "description",
        "scheduled_start_time",
        "scheduled_end_time",
        "entity_type",
        "entity_metadata",
        "status",
        "channel_id",
        "recurrence_rule",
    ] {
        if let Some(value) = call.body.get(key) {
            event[key] = value.clone();
        }
    }
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        guild.events.insert(id, event.clone());
    }
    call.state.watch_event(guild, id);
    call.log(guild, 101, Some(id), json!([{"key": "status", "new_value": event["status"]}]));
    call.state.emit_to_guild(guild, "GUILD_SCHEDULED_EVENT_UPDATE", &event);
    Ok(Answer::Json(event))
}

/// DELETE /guilds/{guild}/scheduled-events/{event}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let (guild, id, event) = found(call)?;
    may_change(call, &event)?;
    if let Some(guild) = call.state.guilds.get_mut(&guild) {
        guild.events.remove(&id);
        guild.interested.remove(&id);
    }
    call.log(guild, 102, Some(id), json!([]));
    call.state.emit_to_guild(guild, "GUILD_SCHEDULED_EVENT_DELETE", &event);
    Ok(Answer::Empty)
}

/// GET /guilds/{guild}/scheduled-events/{event}/users: who is interested.
pub fn users(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(100, 100)?;
    let (before, after) = (call.query_id("before")?, call.query_id("after")?);
    let with_member = call.query("with_member").as_deref() == Some("true");
    let (_, event, _) = found(call)?;
    let guild = call.guild()?;
    let fits = |id: &&Id| before.is_none_or(|end| **id < end) && after.is_none_or(|start| **id > start);
    let ids = guild.interested.get(&event).into_iter().flatten().filter(fits).take(limit);
    let list = ids.map(|id| {
        let user = call.state.users.get(id).map(|user| user.to_json());
        let mut json = json!({"guild_scheduled_event_id": event, "user_id": id, "user": user, "response": 1});
        if let Some(member) = call.state.member_json(guild, *id).filter(|_| with_member) {
            json["member"] = member;
        }
        json
    });
    Ok(Answer::Json(list.collect()))
}

fn set_interest(call: &mut Call<'_>, is_interested: bool) -> Outcome {
    let (guild, event, _) = found(call)?;
    let me = call.me()?;
    let Some(room) = call.state.guilds.get_mut(&guild) else { return Err(ApiError::unknown_guild()) };
    let users = room.interested.entry(event).or_default();
    let changed = if is_interested { users.insert(me) } else { users.remove(&me) };
    if changed {
        let name = if is_interested { "USER_ADD" } else { "USER_REMOVE" };
        let data = json!({"guild_scheduled_event_id": event, "user_id": me, "guild_id": guild});
        call.state.emit_to_guild(guild, &format!("GUILD_SCHEDULED_EVENT_{name}"), &data);
    }
    Ok(Answer::Empty)
}

/// PUT /guilds/{guild}/scheduled-events/{event}/users/@me: a person is interested.
pub fn interested(call: &mut Call<'_>) -> Outcome {
    set_interest(call, true)
}

/// DELETE /guilds/{guild}/scheduled-events/{event}/users/@me: a person no longer is.
pub fn no_longer(call: &mut Call<'_>) -> Outcome {
    set_interest(call, false)
}
