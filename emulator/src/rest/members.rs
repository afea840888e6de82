//! Members of servers and their roles.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::control::edit;
use crate::state::id::Id;
use crate::state::permissions as bit;

/// GET /guilds/{guild}/members/{user}
pub fn member(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let user = match call.param("user") {
        "@me" => call.me()?,
        _ => call.id("user")?,
    };
    if !call.state.users.contains_key(&user) {
        return Err(ApiError::unknown_user());
    }
    call.state.member_json(guild, user).map(Answer::Json).ok_or_else(ApiError::unknown_member)
}

/// GET /users/@me/guilds/{guild}/member
pub fn own(call: &mut Call<'_>) -> Outcome {
    let (guild, me) = (call.guild()?, call.me()?);
    call.state.member_json(guild, me).map(Answer::Json).ok_or_else(ApiError::unknown_member)
}

/// GET /guilds/{guild}/members: needs the privileged intent.
pub fn list(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(1, 1000)?;
    let after = call.query_id("after")?;
    let guild = call.guild()?;
    let allowed = call.state.applications.get(&call.me()?).map_or(0, |a| a.privileged_intents) & 1 << 1;
    if allowed == 0 {
        return Err(ApiError::missing_access());
    }
    let members: Vec<Value> = guild
        .members
        .keys()
        .filter(|id| after.is_none_or(|after| **id > after))
        .take(limit)
        .filter_map(|id| call.state.member_json(guild, *id))
        .collect();
    Ok(Answer::Json(Value::Array(members)))
}

/// GET /guilds/{guild}/members/search: names or nicknames that start with the text.
pub fn search(call: &mut Call<'_>) -> Outcome {
    let limit = call.query_limit(1, 1000)?;
    let wanted = call.query("query").unwrap_or_default().to_lowercase();
    let guild = call.guild()?;
    let fits = |id: Id| {
        let user = call.state.users.get(&id);
        let nick = guild.members.get(&id).and_then(|member| member.nick.as_deref());
        let names = [user.map(|u| u.username.as_str()), user.map(|u| u.shown_name()), nick];
        names.into_iter().flatten().any(|name| name.to_lowercase().starts_with(&wanted))
    };
    let found: Vec<Value> = guild
        .members
        .keys()
        .filter(|id| fits(**id))
        .take(limit)
        .filter_map(|id| call.state.member_json(guild, *id))
        .collect();
    Ok(Answer::Json(Value::Array(found)))
}

/// The role and member of the path, when the caller may give the role.
fn assignable(call: &Call<'_>) -> Result<(Id, Id, Id), ApiError> {
    let guild = call.guild()?;
    let (user, role, me) = (call.id("user")?, call.id("role")?, call.me()?);
    let role = guild.role(role).ok_or_else(ApiError::unknown_role)?;
    if !guild.members.contains_key(&user) {
        return Err(ApiError::unknown_member());
    }
    let may = bit::in_guild(guild, me) & bit::MANAGE_ROLES != 0;
    let above = guild.owner == me || role.position < guild.height_of(me);
    if !may || !above || role.bot.is_some() || role.id == guild.id {
        return Err(ApiError::missing_permissions());
    }
    Ok((guild.id, user, role.id))
}

/// How the audit log says which roles came or went.
pub fn role_change(call: &Call<'_>, guild: Id, key: &str, roles: &[Id]) -> Value {
    let guild = call.state.guilds.get(&guild);
    let named =
        |id: &Id| json!({"id": id, "name": guild.and_then(|guild| guild.role(*id)).map(|role| &role.name)});
    json!({"key": key, "new_value": roles.iter().map(named).collect::<Vec<_>>()})
}

/// PUT /guilds/{guild}/members/{user}/roles/{role}
pub fn add_role(call: &mut Call<'_>) -> Outcome {
    let (guild, user, role) = assignable(call)?;
    edit::set_member_role(call.state, guild, user, role, true);
    let change = role_change(call, guild, "$add", &[role]);
    call.log(guild, 25, Some(user), json!([change]));
    Ok(Answer::Empty)
}

/// DELETE /guilds/{guild}/members/{user}/roles/{role}
pub fn remove_role(call: &mut Call<'_>) -> Outcome {
    let (guild, user, role) = assignable(call)?;
    edit::set_member_role(call.state, guild, user, role, false);
    let change = role_change(call, guild, "$remove", &[role]);
    call.log(guild, 25, Some(user), json!([change]));
    Ok(Answer::Empty)
}
