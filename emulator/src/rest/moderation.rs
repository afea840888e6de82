//! Changing members, kicking them, bringing them in. Source: resources/guild.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::members::role_change;
use crate::apply::{announce, join, tell_member};
use crate::control::edit;
use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::state::guild::{Guild, Member};
use crate::state::id::{Id, now_millis};
use crate::state::permissions as bit;

/// Discord: at most 28 days.
const LONGEST_TIMEOUT_MILLIS: u64 = 28 * 86_400_000;

/// Does the first stand above the second?
pub fn is_above(guild: &Guild, me: Id, other: Id) -> bool {
    guild.owner == me || guild.owner != other && guild.height_of(me) > guild.height_of(other)
}

/// The guild and member of the path, where the caller has these rights and stands above the member.
fn target(call: &Call<'_>, bits: u64) -> Result<(Id, Id), ApiError> {
    let guild = call.guild_with(bits)?;
    let user = call.id("user")?;
    if !guild.members.contains_key(&user) {
        return Err(ApiError::unknown_member());
    }
    if !is_above(guild, call.me()?, user) {
        return Err(ApiError::missing_permissions());
    }
    Ok((guild.id, user))
}

/// When a timeout ends: none where it is lifted.
fn timeout(body: &Value, errors: &mut Errors) -> Option<Option<u64>> {
    let given = body.get("communication_disabled_until")?;
    let Some(text) = given.as_str() else { return Some(None) };
    let until = chrono::DateTime::parse_from_rfc3339(text).map(|time| time.timestamp_millis().max(0) as u64);
    match until {
        Ok(until) if until > now_millis() + LONGEST_TIMEOUT_MILLIS => {
            let text = "Timeout must be at most 28 days";
            errors.at("communication_disabled_until", "GUILD_COMMUNICATION_DISABLED_UNTIL_INVALID", text);
            None
        }
        Ok(until) => Some(Some(until)),
        Err(_) => {
            errors.at("communication_disabled_until", "DATE_TYPE_PARSE", "Could not parse the time.");
            None
        }
    }
}

/// The rights that a change of a member needs, by what it changes.
fn needed(body: &Value) -> u64 {
    let rights = [
        ("nick", bit::MANAGE_NICKNAMES),
        ("roles", bit::MANAGE_ROLES),
        ("mute", bit::MUTE_MEMBERS),
        ("deaf", bit::DEAFEN_MEMBERS),
        ("communication_disabled_until", bit::MODERATE_MEMBERS),
    ];
    rights.iter().filter(|(key, _)| body.get(*key).is_some()).fold(0, |all, (_, right)| all | right)
}

/// The roles of a body, each of which the caller may give.
fn roles(call: &Call<'_>, guild: &Guild, user: Id) -> Result<Option<Vec<Id>>, ApiError> {
    let Some(list) = call.body["roles"].as_array() else { return Ok(None) };
    let mut wanted: Vec<Id> = Vec::new();
    for id in list.iter().filter_map(id_of) {
        guild.role(id).ok_or_else(ApiError::unknown_role)?;
        if !wanted.contains(&id) && id != guild.id {
            wanted.push(id);
        }
    }
    let had = guild.members.get(&user).map(|member| member.roles.as_slice()).unwrap_or_default();
    let me = call.me()?;
    let changes =
        wanted.iter().filter(|id| !had.contains(id)).chain(had.iter().filter(|id| !wanted.contains(id)));
    for role in changes.filter_map(|id| guild.role(*id)) {
        if role.bot.is_some() || guild.owner != me && role.position >= guild.height_of(me) {
            return Err(ApiError::missing_permissions());
        }
    }
    Ok(Some(wanted))
}

/// Which roles come and which go, as the audit log says it.
fn role_moves(call: &Call<'_>, guild: &Guild, user: Id, after: &[Id]) -> Vec<Value> {
    let before = guild.members.get(&user).map(|member| member.roles.as_slice()).unwrap_or_default();
    let of = |one: &[Id], other: &[Id]| -> Vec<Id> {
        one.iter().copied().filter(|id| !other.contains(id)).collect()
    };
    let moves = [("$add", of(after, before)), ("$remove", of(before, after))];
    let some = moves.iter().filter(|(_, roles)| !roles.is_empty());
    some.map(|(key, roles)| role_change(call, guild.id, key, roles)).collect()
}

/// PATCH /guilds/{guild}/members/{user}
pub fn edit_member(call: &mut Call<'_>) -> Outcome {
    let (guild, user) = target(call, needed(call.body))?;
    let body = call.body;
    let mut errors = Errors::default();
    let nick = errors.optional_text(body, "nick", 0, 32).map(str::to_owned);
    let (mute, deaf) = (errors.optional_bool(body, "mute"), errors.optional_bool(body, "deaf"));
    let until = timeout(body, &mut errors);
    errors.finish()?;
    if id_of(&body["channel_id"]).is_some() {
        return Err(ApiError::not_in_voice());
    }
    let room = call.guild()?;
    if until.is_some() && bit::in_guild(room, user) & bit::ADMINISTRATOR != 0 {
        return Err(ApiError::missing_permissions());
    }
    let roles = roles(call, room, user)?;
    let moves = roles.as_deref().map(|after| role_moves(call, room, user, after));
    let member = call.state.guilds.get_mut(&guild).and_then(|room| room.members.get_mut(&user));
    let member = member.ok_or_else(ApiError::unknown_member)?;
    if body.get("nick").is_some() {
        member.nick = nick.filter(|nick| !nick.is_empty());
    }
    member.roles = roles.unwrap_or_else(|| member.roles.clone());
    member.mute = mute.unwrap_or(member.mute);
    member.deaf = deaf.unwrap_or(member.deaf);
    member.timed_out_until = until.unwrap_or(member.timed_out_until);
    tell_member(call.state, guild, user, true);
    let changes: Vec<Value> = ["nick", "mute", "deaf", "communication_disabled_until"]
        .iter()
        .filter(|key| body.get(**key).is_some())
        .map(|key| json!({"key": key, "new_value": body[*key]}))
        .collect();
    if !changes.is_empty() {
        call.log(guild, 24, Some(user), Value::Array(changes));
    }
    if let Some(moves) = moves.filter(|moves| !moves.is_empty()) {
        call.log(guild, 25, Some(user), Value::Array(moves));
    }
    shown(call, user)
}

fn shown(call: &Call<'_>, user: Id) -> Outcome {
    call.state.member_json(call.guild()?, user).map(Answer::Json).ok_or_else(ApiError::unknown_member)
}

/// PATCH /guilds/{guild}/members/@me: one's own name here.
pub fn edit_own(call: &mut Call<'_>) -> Outcome {
    let needed = if call.body.get("nick").is_some() { bit::CHANGE_NICKNAME } else { 0 };
    let (guild, me) = (call.guild_with(needed)?.id, call.me()?);
    let mut errors = Errors::default();
    let nick = errors.optional_text(call.body, "nick", 0, 32).map(str::to_owned);
    errors.optional_text(call.body, "bio", 0, 190);
    errors.finish()?;
    let member = call.state.guilds.get_mut(&guild).and_then(|room| room.members.get_mut(&me));
    if let Some(member) = member.filter(|_| call.body.get("nick").is_some()) {
        member.nick = nick.filter(|nick| !nick.is_empty());
    }
    tell_member(call.state, guild, me, true);
    shown(call, me)
}

/// DELETE /guilds/{guild}/members/{user}
pub fn kick(call: &mut Call<'_>) -> Outcome {
    let (guild, user) = target(call, bit::KICK_MEMBERS)?;
    edit::leave(call.state, guild, user);
    call.log(guild, 20, Some(user), json!([]));
    Ok(Answer::Empty)
}

/// PUT /guilds/{guild}/members/{user}: brings in a person who granted `guilds.join`.
pub fn add(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild_with(bit::CREATE_INSTANT_INVITE)?.id;
    let user = call.id("user")?;
    let token = call.body["access_token"].as_str().unwrap_or_default();
    let (grant, owner) = call.state.oauth.granted(token).ok_or_else(ApiError::bad_oauth_token)?;
    let may =
        call.state.oauth.grant(grant).is_some_and(|grant| {
            grant.has("guilds.join") && Some(grant.consent.application) == call.me().ok()
        });
    if !may || owner != user {
        return Err(ApiError::bad_oauth_token());
    }
    let room = call.state.guilds.get(&guild).ok_or_else(ApiError::unknown_guild)?;
    if room.members.contains_key(&user) {
        return Ok(Answer::Empty);
    }
    if room.bans.contains_key(&user) {
        return Err(ApiError::banned());
    }
    let nick = call.body["nick"].as_str().map(str::to_owned);
    enter(call, guild, user, Member { nick, ..Member::default() });
    let Answer::Json(json) = shown(call, user)? else { return Ok(Answer::Empty) };
    Ok(Answer::Created(json))
}

/// Someone comes into a guild.
pub fn enter(call: &mut Call<'_>, guild: Id, user: Id, member: Member) {
    join(call.state, guild, user, member);
    tell_member(call.state, guild, user, false);
    announce(call.state, guild, Some(user));
}

/// GET and POST /guilds/{guild}/prune: nobody here is inactive.
pub fn prune(call: &mut Call<'_>) -> Outcome {
    call.guild_with(bit::KICK_MEMBERS | bit::MANAGE_GUILD)?;
    let mut errors = Errors::default();
    errors.optional_number(call.body, "days", 1, 30);
    errors.finish()?;
    Ok(Answer::Json(json!({"pruned": 0})))
}
