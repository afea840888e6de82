//! Invites: making, reading, taking back, and coming in by one. Source: resources/invite, resources/channel.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use super::moderation::enter;
use crate::form::Errors;
use crate::state::guild::Member;
use crate::state::id::{Id, now_millis};
use crate::state::invite::Invite;
use crate::state::permissions as bit;

/// POST /channels/{channel}/invites
pub fn create(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    let guild = channel.guild.ok_or_else(ApiError::wrong_channel_for_dm)?;
    call.need(channel, bit::CREATE_INSTANT_INVITE)?;
    let channel = channel.id;
    let mut errors = Errors::default();
    let max_age = errors.optional_number(call.body, "max_age", 0, 604_800).unwrap_or(86_400) as u64;
    let max_uses = errors.optional_number(call.body, "max_uses", 0, 100).unwrap_or(0) as u64;
    let temporary = errors.optional_bool(call.body, "temporary").unwrap_or(false);
    errors.finish()?;
    let (number, inviter) = (call.state.ids.make().get(), call.me()?);
    let letters = b"abcdefghijklmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    let mut mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31) ^ number;
    let code: String = (0..10)
        .map(|_| {
            let letter = letters[(mixed % letters.len() as u64) as usize] as char;
            mixed /= letters.len() as u64;
            letter
        })
        .collect();
    let made = now_millis();
    let invite =
        Invite { code: code.clone(), guild, channel, inviter, made, max_age, max_uses, uses: 0, temporary };
    let json = call.state.invite_json(&invite, true);
    // Those that are over are of no use to anybody.
    call.state.invites.retain(|_, invite| !invite.is_over());
    call.state.invites.insert(code.clone(), invite);
    let mut event = json.clone();
    event["channel_id"] = json!(channel);
    call.state.emit_to_channel(channel, "INVITE_CREATE", &event);
    call.log(guild, 40, None, json!([{"key": "code", "new_value": code}]));
    Ok(Answer::Json(json))
}

fn listed(call: &Call<'_>, fits: impl Fn(&Invite) -> bool) -> Outcome {
    let list = call.state.invites.values().filter(|invite| fits(invite) && !invite.is_over());
    Ok(Answer::Json(list.map(|invite| call.state.invite_json(invite, true)).collect()))
}

/// GET /channels/{channel}/invites
pub fn of_channel(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::MANAGE_CHANNELS)?;
    let id = channel.id;
    listed(call, |invite| invite.channel == id)
}

/// GET /guilds/{guild}/invites
pub fn of_guild(call: &mut Call<'_>) -> Outcome {
    let id = call.guild_with(bit::MANAGE_GUILD)?.id;
    listed(call, |invite| invite.guild == id)
}

fn found(call: &Call<'_>) -> Result<Invite, ApiError> {
    let invite = call.state.invites.get(call.param("code")).filter(|invite| !invite.is_over());
    invite.cloned().ok_or_else(ApiError::unknown_invite)
}

/// GET /invites/{code}
pub fn get(call: &mut Call<'_>) -> Outcome {
    let invite = found(call)?;
    let mut json = call.state.invite_json(&invite, false);
    if call.query("with_counts").as_deref() == Some("true") {
        let count = call.state.guilds.get(&invite.guild).map_or(0, |guild| guild.members.len());
        json["approximate_member_count"] = json!(count);
        json["approximate_presence_count"] = json!(count);
    }
    Ok(Answer::Json(json))
}

/// DELETE /invites/{code}
pub fn delete(call: &mut Call<'_>) -> Outcome {
    let invite = found(call)?;
    let channel = call.visible_channel(invite.channel)?;
    call.need(channel, bit::MANAGE_CHANNELS)?;
    call.state.invites.remove(&invite.code);
    let data = json!({"channel_id": invite.channel, "guild_id": invite.guild, "code": invite.code});
    call.state.emit_to_channel(invite.channel, "INVITE_DELETE", &data);
    call.log(invite.guild, 42, None, json!([{"key": "code", "old_value": invite.code}]));
    Ok(Answer::Json(call.state.invite_json(&invite, false)))
}

/// POST /invites/{code}: a person comes in.
pub fn accept(call: &mut Call<'_>) -> Outcome {
    let invite = found(call)?;
    let me: Id = call.me()?;
    let guild = call.state.guilds.get(&invite.guild).ok_or_else(ApiError::unknown_invite)?;
    if guild.bans.contains_key(&me) {
        return Err(ApiError::banned());
    }
    let mut json: Value = call.state.invite_json(&invite, false);
    let is_new = !guild.members.contains_key(&me);
    json["new_member"] = json!(is_new);
    if is_new {
        if let Some(invite) = call.state.invites.get_mut(&invite.code) {
            invite.uses += 1;
        }
        enter(call, invite.guild, me, Member::default());
    }
    Ok(Answer::Json(json))
}
