//! What admins set for commands: who may use them, and where. Source: interactions/application-commands, Permissions.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome, Who};
use super::commands::scope;
use super::error::ApiError;
use super::oauth::application_of;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::State;
use crate::state::command::{Permission, Target};
use crate::state::id::Id;
use crate::state::permissions as bit;

fn shown(application: Id, guild: Id, about: Id, list: &[Permission]) -> Value {
    let list: Vec<Value> = list.iter().map(|one| one.to_json()).collect();
    json!({"id": about, "application_id": application, "guild_id": guild, "permissions": list})
}

/// GET /applications/{application}/guilds/{guild}/commands/permissions: those that were set.
pub fn list(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let guild = guild.ok_or_else(ApiError::unknown_guild)?;
    let known = call.state.applications.get(&application).ok_or_else(ApiError::unknown_application)?;
    let mut found: Vec<_> = known.permissions.iter().filter(|((place, _), _)| *place == guild).collect();
    found.sort_by_key(|((_, about), _)| *about);
    Ok(Answer::Json(
        found.into_iter().map(|((_, about), list)| shown(application, guild, *about, list)).collect(),
    ))
}

/// GET …/commands/{command}/permissions
pub fn one(call: &mut Call<'_>) -> Outcome {
    let (application, guild) = scope(call)?;
    let guild = guild.ok_or_else(ApiError::unknown_guild)?;
    let about = call.id("command")?;
    let known =
        call.state.applications.get(&application).and_then(|one| one.permissions.get(&(guild, about)));
    let known = known.ok_or_else(ApiError::unknown_command_permissions)?;
    Ok(Answer::Json(shown(application, guild, about, known)))
}

/// PUT …/commands/{command}/permissions: by a person's client, or with a token that a person granted for it.
pub fn put(call: &mut Call<'_>) -> Outcome {
    let id = call.id("application")?;
    if matches!(call.who, Who::Bearer { .. }) && application_of(call) != Some(id) {
        return Err(ApiError::unauthorized());
    }
    let guild = call.guild_with(bit::MANAGE_GUILD | bit::MANAGE_ROLES)?.id;
    let about = call.id("command")?;
    let application = call.state.applications.get(&id).ok_or_else(ApiError::unknown_application)?;
    let of_guild = application.guild_commands.get(&guild).into_iter().flatten();
    let is_known = about == id || of_guild.chain(&application.commands).any(|command| command.id == about);
    if !is_known {
        return Err(ApiError::unknown_command());
    }
    let list = read(call)?;
    let json = shown(id, guild, about, &list);
    set(call.state, id, guild, about, list);
    Ok(Answer::Json(json))
}

/// Puts the settings in force and tells the bot.
pub fn set(state: &mut State, application: Id, guild: Id, about: Id, list: Vec<Permission>) {
    let json = shown(application, guild, about, &list);
    if let Some(known) = state.applications.get_mut(&application) {
        match list.is_empty() {
            true => known.permissions.remove(&(guild, about)),
            false => known.permissions.insert((guild, about), list),
        };
    }
    state.emit_to_bot(application, Some(guild), "APPLICATION_COMMAND_PERMISSIONS_UPDATE", &json);
}

fn read(call: &Call<'_>) -> Result<Vec<Permission>, ApiError> {
    let mut errors = Errors::default();
    let given = errors.optional_list(call.body, "permissions", 0, 100).unwrap_or_default();
    let mut list = Vec::new();
    errors.within("permissions", |errors| {
        for (index, one) in given.iter().enumerate() {
            errors.within(index, |errors| {
                for key in ["id", "type", "permission"] {
                    if one[key].is_null() {
                        errors.at(key, "BASE_TYPE_REQUIRED", "This field is required");
                    }
                }
                let kind = match errors.optional_number(one, "type", 1, 3) {
                    Some(2) => Target::User,
                    Some(3) => Target::Channel,
                    _ => Target::Role,
                };
                let allow = errors.optional_bool(one, "permission").unwrap_or(false);
                match id_of(&one["id"]) {
                    Some(id) => list.push(Permission { id, kind, allow }),
                    None => errors.at("id", "NUMBER_TYPE_COERCE", "Value is not snowflake."),
                }
            });
        }
    });
    errors.finish()?;
    Ok(list)
}
