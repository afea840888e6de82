//! Roles of a server. Source: resources/guild, topics/permissions.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::control::edit;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::guild::Role;
use crate::state::id::Id;
use crate::state::permissions as bit;

/// Discord: so many roles in a server.
const ROLES: usize = 250;

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

/// Nobody gives away rights that they don't have.
fn refuse_more_than_own(call: &Call<'_>, permissions: Option<u64>) -> Result<(), ApiError> {
    let own = bit::in_guild(call.guild()?, call.me()?);
    if permissions.unwrap_or(0) & bit::ALL & !own == 0 {
        Ok(())
    } else {
        Err(ApiError::missing_permissions())
    }
}

/// POST /guilds/{guild}/roles: a new role stands lowest.
pub fn create_role(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::MANAGE_ROLES)?;
    let (guild_id, count, usual) = (guild.id, guild.roles.len(), guild.roles[0].permissions);
    let mut errors = Errors::default();
    let name = errors.optional_text(call.body, "name", 0, 100).unwrap_or("new role").to_owned();
    let permissions = permission_bits(call.body, &mut errors);
    let color = errors.optional_number(call.body, "color", 0, 0xFF_FFFF).unwrap_or(0) as u32;
    let mentionable = errors.optional_bool(call.body, "mentionable").unwrap_or(false);
    let hoist = errors.optional_bool(call.body, "hoist").unwrap_or(false);
    errors.finish()?;
    refuse_more_than_own(call, permissions)?;
    if count >= ROLES {
        return Err(ApiError::max_roles());
    }
    let id = call.state.ids.make();
    let permissions = permissions.unwrap_or(usual);
    let role = Role { id, name, permissions, mentionable, hoist, position: 1, bot: None, color };
    let json = role.to_json();
    if let Some(guild) = call.state.guilds.get_mut(&guild_id) {
        for other in guild.roles.iter_mut().filter(|other| other.position > 0) {
            other.position += 1;
        }
        guild.roles.insert(1, role);
    }
    call.log(guild_id, 30, Some(id), json!([{"key": "name", "new_value": json["name"]}]));
    call.state.emit_to_guild(guild_id, "GUILD_ROLE_CREATE", &json!({"guild_id": guild_id, "role": json}));
    Ok(Answer::Json(json))
}

/// PATCH /guilds/{guild}/roles: their order.
pub fn order(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::MANAGE_ROLES)?;
    let (id, me) = (guild.id, call.me()?);
    let Some(list) = call.body.as_array() else {
        return Err(ApiError::form(
            json!({"_errors": [{"code": "BASE_TYPE_BAD_TYPE", "message": "Only iterables may be used in a ListType"}]}),
        ));
    };
    let height = if guild.owner == me { u32::MAX } else { guild.height_of(me) };
    let mut wishes: Vec<(Id, u32)> = Vec::new();
    for wish in list {
        let role = id_of(&wish["id"]).and_then(|id| guild.role(id)).ok_or_else(ApiError::unknown_role)?;
        let Some(position) = wish["position"].as_u64() else { continue };
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        if role.position >= height || position >= height || role.id == guild.id {
            return Err(ApiError::missing_permissions());
        }
        wishes.push((role.id, position.max(1)));
    }
    let room = call.state.guilds.get_mut(&id).ok_or_else(ApiError::unknown_guild)?;
    let before: Vec<(Id, u32)> = room.roles.iter().map(|role| (role.id, role.position)).collect();
    for (role, position) in &wishes {
        if let Some(role) = room.roles.iter_mut().find(|other| other.id == *role) {
            role.position = *position;
        }
    }
    // Equal places are told apart by age; every role has a place of its own in the end.
    room.roles[1..].sort_by_key(|role| (role.position, role.id));
    for (place, role) in room.roles.iter_mut().enumerate() {
        role.position = place as u32;
    }
    let moved: Vec<Value> = room
        .roles
        .iter()
        .filter(|role| before.iter().any(|(id, place)| *id == role.id && *place != role.position))
        .map(Role::to_json)
        .collect();
    for role in moved {
        call.state.emit_to_guild(id, "GUILD_ROLE_UPDATE", &json!({"guild_id": id, "role": role}));
    }
    Ok(Answer::Json(call.guild()?.roles.iter().map(Role::to_json).collect()))
}

/// GET /guilds/{guild}/roles/member-counts: @everyone is left out.
pub fn counts(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let mut counts = serde_json::Map::new();
    for role in guild.roles.iter().filter(|role| role.id != guild.id) {
        let count = guild.members.values().filter(|member| member.roles.contains(&role.id)).count();
        counts.insert(role.id.to_string(), json!(count));
    }
    Ok(Answer::Json(Value::Object(counts)))
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
    let hoist = errors.optional_bool(call.body, "hoist");
    errors.finish()?;
    refuse_more_than_own(call, permissions)?;
    let found =
        call.state.guilds.get_mut(&guild).and_then(|guild| guild.roles.iter_mut().find(|r| r.id == role));
    let found = found.ok_or_else(ApiError::unknown_role)?;
    found.name = name.unwrap_or_else(|| found.name.clone());
    found.permissions = permissions.unwrap_or(found.permissions);
    found.color = color.map_or(found.color, |color| color as u32);
    found.hoist = hoist.unwrap_or(found.hoist);
    found.mentionable = mentionable.unwrap_or(found.mentionable);
    let json = found.to_json();
    call.log(guild, 31, Some(role), json!([{"key": "name", "new_value": json["name"]}]));
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
    call.log(guild, 32, Some(role), json!([]));
    Ok(Answer::Empty)
}
