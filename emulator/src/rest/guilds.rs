//! Servers and their channels.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use crate::state::channel::Channel;

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
