//! Registering application commands.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::form::Errors;
use crate::form::command::check;
use crate::state::command::Command;
use crate::state::id::Id;

/// Discord: so many creations a day and guild.
const DAILY_CREATES: u32 = 200;

/// The application and guild of the path.
pub(super) fn scope(call: &Call<'_>) -> Result<(Id, Option<Id>), ApiError> {
    let application = call.own_application()?;
    if call.param("guild").is_empty() {
        return Ok((application, None));
    }
    Ok((application, Some(call.guild()?.id)))
}

fn commands_of<'a>(
    call: &'a mut Call<'_>,
    application: Id,
    guild: Option<Id>,
) -> Result<&'a mut Vec<Command>, ApiError> {
    let application =
        call.state.applications.get_mut(&application).ok_or_else(ApiError::unknown_application)?;
    Ok(match guild {
        None => &mut application.commands,
        Some(guild) => application.guild_commands.entry(guild).or_default(),
    })
}

/// GET commands
pub fn list(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let whole = call.query("with_localizations").as_deref() == Some("true");
    let list = commands_of(call, application, guild)?;
    Ok(Answer::Json(list.iter().map(|command| listed(command, whole)).collect()))
}

/// Lists leave the translations out unless they are asked for.
fn listed(command: &Command, whole: bool) -> Value {
    let mut json = command.json.clone();
    if !whole {
        without_translations(&mut json);
    }
    json
}

fn without_translations(json: &mut Value) {
    if let Some(map) = json.as_object_mut() {
        map.remove("name_localizations");
        map.remove("description_localizations");
    }
    for key in ["options", "choices"] {
        for part in json.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            without_translations(part);
        }
    }
}

/// PUT commands: replaces them all.
pub fn replace(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let Some(bodies) = call.body.as_array() else {
        return Err(ApiError::form(
            json!({"_errors": [{"code": "BASE_TYPE_BAD_TYPE", "message": "Only iterables may be used in a ListType"}]}),
        ));
    };
    let mut errors = Errors::default();
    let mut seen = HashSet::new();
    let mut counts = [0_usize; 5];
    for (index, body) in bodies.iter().enumerate() {
        errors.within(index, |errors| {
            check(body, errors);
            let kind = body["type"].as_u64().unwrap_or(1);
            counts[(kind as usize).min(4)] += 1;
            if !seen.insert((kind, body["name"].as_str().unwrap_or_default())) {
                let text = "Application command names must be unique";
                errors.at("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", text);
            }
        });
    }
    // Discord: 100 slash commands, 15 user commands, 15 message commands, 1 entry point.
    for (count, max) in counts.iter().skip(1).zip([100, 15, 15, 1]) {
        if *count > max {
            errors.add("BASE_TYPE_MAX_LENGTH", format!("Must be {max} or fewer in length."));
        }
    }
    errors.finish()?;
    let bodies = bodies.clone();
    let before = commands_of(call, application, guild)?.clone();
    let mut after = Vec::with_capacity(bodies.len());
    let mut created = 0;
    for body in &bodies {
        after.push(built(call, body, application, guild, &before, &mut created));
    }
    count_creates(call, application, guild, created)?;
    let json = after.iter().map(|command| command.json.clone()).collect();
    *commands_of(call, application, guild)? = after;
    forget_settings(call, application);
    Ok(Answer::Json(json))
}

fn built(
    call: &mut Call<'_>,
    body: &Value,
    application: Id,
    guild: Option<Id>,
    before: &[Command],
    created: &mut u32,
) -> Command {
    let kind = body["type"].as_u64().unwrap_or(1) as u8;
    let same = before.iter().find(|command| command.kind == kind && body["name"] == command.name.as_str());
    let version = call.state.ids.make();
    let id = same.map_or_else(|| call.state.ids.make(), |command| command.id);
    *created += u32::from(same.is_none());
    let command = Command::new(body, application, guild, id, version);
    match same {
        // What didn't change keeps its version.
        Some(old) if without_version(&old.json) == without_version(&command.json) => old.clone(),
        _ => command,
    }
}

fn without_version(json: &Value) -> Value {
    let mut json = json.clone();
    json["version"] = Value::Null;
    json
}

fn count_creates(
    call: &mut Call<'_>,
    application: Id,
    guild: Option<Id>,
    created: u32,
) -> Result<(), ApiError> {
    let application =
        call.state.applications.get_mut(&application).ok_or_else(ApiError::unknown_application)?;
    let count = application.creations.entry(guild).or_default();
    if *count + created > DAILY_CREATES {
        return Err(ApiError::daily_creates());
    }
    *count += created;
    Ok(())
}

/// POST commands: adds one, or replaces the one of the same kind and name.
pub fn upsert(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let mut errors = Errors::default();
    check(call.body, &mut errors);
    errors.finish()?;
    let before = commands_of(call, application, guild)?.clone();
    let mut created = 0;
    let command = built(call, call.body, application, guild, &before, &mut created);
    count_creates(call, application, guild, created)?;
    let json = command.json.clone();
    let list = commands_of(call, application, guild)?;
    list.retain(|other| other.id != command.id);
    list.push(command);
    Ok(if created > 0 { Answer::Created(json) } else { Answer::Json(json) })
}

/// GET commands/{command}
pub fn one(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let id = call.id("command")?;
    let list = commands_of(call, application, guild)?;
    let command = list.iter().find(|command| command.id == id).ok_or_else(ApiError::unknown_command)?;
    Ok(Answer::Json(command.json.clone()))
}

/// PATCH commands/{command}
pub fn edit(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let id = call.id("command")?;
    let list = commands_of(call, application, guild)?;
    let old = list.iter().find(|command| command.id == id).ok_or_else(ApiError::unknown_command)?;
    let mut body = old.json.clone();
    for (key, value) in call.body.as_object().into_iter().flatten() {
        if key != "id" && key != "type" && key != "application_id" {
            body[key] = value.clone();
        }
    }
    let mut errors = Errors::default();
    check(&body, &mut errors);
    errors.finish()?;
    let version = call.state.ids.make();
    let command = Command::new(&body, application, guild, id, version);
    let json = command.json.clone();
    if let Some(place) = commands_of(call, application, guild)?.iter_mut().find(|command| command.id == id) {
        *place = command;
    }
    Ok(Answer::Json(json))
}

/// DELETE commands/{command}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let id = call.id("command")?;
    let list = commands_of(call, application, guild)?;
    let before = list.len();
    list.retain(|command| command.id != id);
    if list.len() == before {
        return Err(ApiError::unknown_command());
    }
    forget_settings(call, application);
    Ok(Answer::Empty)
}

/// What admins set goes with the command that it was set for.
fn forget_settings(call: &mut Call<'_>, application: Id) {
    let Some(known) = call.state.applications.get_mut(&application) else { return };
    let all = known.commands.iter().chain(known.guild_commands.values().flatten());
    let mut ids: HashSet<Id> = all.map(|command| command.id).collect();
    ids.insert(application);
    known.permissions.retain(|(_, about), _| ids.contains(about));
}
