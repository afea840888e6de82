//! Servers, their channels and roles.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::control::edit;
use crate::form::Errors;
use crate::state::channel::Channel;
use crate::state::guild::Role;
use crate::state::id::Id;
use crate::state::permissions as bit;

/// GET /guilds/{guild}
pub fn guild(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let mut json = call.state.guild_json(guild);
    if call.query("with_counts").as_deref() == Some("true") {
        json["approximate_member_count"] = json!(guild.members.len());
        json["approximate_presence_count"] = json!(guild.members.len());
    }
    Ok(Answer::Json(json))
}

/// GET /guilds/{guild}/channels. Bots get all, people those that they see.
pub fn channels(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let me = call.me()?;
    let list: Vec<Value> = guild
        .channels
        .iter()
        .filter_map(|id| call.state.channels.get(id))
        .filter(|channel| call.is_bot() || call.state.may_see(channel, me))
        .map(Channel::to_json)
        .collect();
    Ok(Answer::Json(Value::Array(list)))
}

/// GET /guilds/{guild}/roles
pub fn roles(call: &mut Call<'_>) -> Outcome {
    Ok(Answer::Json(call.guild()?.roles.iter().map(Role::to_json).collect()))
}

/// GET /guilds/{guild}/roles/{role}
pub fn role(call: &mut Call<'_>) -> Outcome {
    let role = call.guild()?.role(call.id("role")?).ok_or_else(ApiError::unknown_role)?;
    Ok(Answer::Json(role.to_json()))
}

fn permission_bits(body: &Value, errors: &mut Errors) -> Option<u64> {
    match &body["permissions"] {
        Value::Null => None,
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64(),
        other => {
            errors.at("permissions", "NUMBER_TYPE_COERCE", format!("Value \"{other}\" is not int."));
            None
        }
    }
}

/// POST /guilds/{guild}/roles
pub fn create_role(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::MANAGE_ROLES)?;
    let (guild_id, position, usual) = (guild.id, guild.roles.len() as u32, guild.roles[0].permissions);
    let mut errors = Errors::default();
    let name = errors.optional_text(call.body, "name", 0, 100).unwrap_or("new role").to_owned();
    let permissions = permission_bits(call.body, &mut errors).unwrap_or(usual);
    let color = errors.optional_number(call.body, "color", 0, 0xFF_FFFF).unwrap_or(0) as u32;
    let mentionable = errors.optional_bool(call.body, "mentionable").unwrap_or(false);
    errors.finish()?;
    let id = call.state.ids.make();
    let role = Role { id, name, permissions, mentionable, position, bot: None, color };
    let json = role.to_json();
    if let Some(guild) = call.state.guilds.get_mut(&guild_id) {
        guild.roles.push(role);
    }
    call.state.emit_to_guild(guild_id, "GUILD_ROLE_CREATE", &json!({"guild_id": guild_id, "role": json}));
    Ok(Answer::Json(json))
}

/// The role of the path, which must stand below the caller's highest one.
fn manageable(call: &Call<'_>) -> Result<(Id, Id), ApiError> {
    let guild = call.guild_with(bit::MANAGE_ROLES)?;
    let role = guild.role(call.id("role")?).ok_or_else(ApiError::unknown_role)?;
    let me = call.me()?;
    if guild.owner != me && role.position >= guild.height_of(me) {
        return Err(ApiError::missing_permissions());
    }
    Ok((guild.id, role.id))
}

/// PATCH /guilds/{guild}/roles/{role}
pub fn edit_role(call: &mut Call<'_>) -> Outcome {
    let (guild, role) = manageable(call)?;
    let mut errors = Errors::default();
    let name = errors.optional_text(call.body, "name", 0, 100).map(str::to_owned);
    let permissions = permission_bits(call.body, &mut errors);
    let color = errors.optional_number(call.body, "color", 0, 0xFF_FFFF);
    let mentionable = errors.optional_bool(call.body, "mentionable");
    errors.finish()?;
    let found =
        call.state.guilds.get_mut(&guild).and_then(|guild| guild.roles.iter_mut().find(|r| r.id == role));
    let found = found.ok_or_else(ApiError::unknown_role)?;
    found.name = name.unwrap_or_else(|| found.name.clone());
    found.permissions = permissions.unwrap_or(found.permissions);
    found.color = color.map_or(found.color, |color| color as u32);
    found.mentionable = mentionable.unwrap_or(found.mentionable);
    let json = found.to_json();
    call.state.emit_to_guild(guild, "GUILD_ROLE_UPDATE", &json!({"guild_id": guild, "role": json}));
    Ok(Answer::Json(json))
}

/// DELETE /guilds/{guild}/roles/{role}
pub fn delete_role(call: &mut Call<'_>) -> Outcome {
    let (guild, role) = manageable(call)?;
    if guild == role {
        return Err(ApiError::invalid_role());
    }
    edit::delete_role(call.state, guild, role);
    Ok(Answer::Empty)
}
