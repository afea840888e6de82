//! Lists of threads: open ones of a server, archived ones of a channel. Source: resources/channel, resources/guild.

use serde_json::{Value, json};

use super::call::{Answer, Call, Outcome};
use super::error::ApiError;
use crate::state::channel::{Channel, Thread, kind};
use crate::state::id::Id;
use crate::state::permissions as bit;

/// `threads`, and the caller's memberships in them.
fn listed(call: &Call<'_>, threads: &[&Channel], has_more: bool) -> Outcome {
    let me = call.me()?;
    let members: Vec<Value> =
        threads.iter().filter_map(|thread| call.state.thread_member_json(thread, me, false)).collect();
    let threads: Vec<Value> = threads.iter().map(|thread| thread.to_json()).collect();
    Ok(Answer::Json(json!({"threads": threads, "members": members, "has_more": has_more})))
}

/// GET /guilds/{guild}/threads/active
pub fn active(call: &mut Call<'_>) -> Outcome {
    let guild = call.guild()?;
    let me = call.me()?;
    let all = guild.threads.iter().filter_map(|id| call.state.channels.get(id));
    let threads: Vec<&Channel> = all.filter(|thread| call.state.may_see(thread, me)).collect();
    listed(call, &threads, false)
}

fn archived(call: &Call<'_>, parent: Id, fits: impl Fn(&Channel, &Thread) -> bool, by_id: bool) -> Outcome {
    let limit = call.query_limit(50, 100)?;
    let before = call.query("before");
    let order = |channel: &Channel, thread: &Thread| match by_id {
        true => channel.id.get(),
        false => thread.archive_changed,
    };
    let end = match before.as_deref() {
        None => u64::MAX,
        Some(text) if by_id => text.parse().map_err(|_| bad_before())?,
        Some(text) => {
            let time = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| bad_before())?;
            time.timestamp_millis().max(0) as u64
        }
    };
    let all = call.state.channels.values().filter(|channel| channel.parent == Some(parent));
    let mut found: Vec<(u64, &Channel)> = all
        .filter_map(|channel| Some((channel, channel.thread.as_ref().filter(|thread| thread.archived)?)))
        .filter(|(channel, thread)| fits(channel, thread))
        .map(|(channel, thread)| (order(channel, thread), channel))
        .filter(|(at, _)| *at < end)
        .collect();
    found.sort_by_key(|(at, channel)| std::cmp::Reverse((*at, channel.id)));
    let has_more = found.len() > limit;
    let threads: Vec<&Channel> = found.into_iter().take(limit).map(|(_, channel)| channel).collect();
    listed(call, &threads, has_more)
}

fn bad_before() -> ApiError {
    ApiError::field("before", "DATE_TYPE_PARSE", "Could not parse the time.")
}

fn parent(call: &Call<'_>) -> Result<Id, ApiError> {
    let channel = call.channel()?;
    if !matches!(channel.kind, kind::TEXT | kind::ANNOUNCEMENT | kind::FORUM) {
        return Err(ApiError::wrong_channel_type());
    }
    call.need(channel, bit::READ_MESSAGE_HISTORY)?;
    Ok(channel.id)
}

/// GET /channels/{channel}/threads/archived/public
pub fn public(call: &mut Call<'_>) -> Outcome {
    let parent = parent(call)?;
    archived(call, parent, |channel, _| channel.kind != kind::PRIVATE_THREAD, false)
}

/// GET /channels/{channel}/threads/archived/private
pub fn private(call: &mut Call<'_>) -> Outcome {
    let parent = parent(call)?;
    call.need(call.channel()?, bit::MANAGE_THREADS)?;
    archived(call, parent, |channel, _| channel.kind == kind::PRIVATE_THREAD, false)
}

/// GET /channels/{channel}/users/@me/threads/archived/private
pub fn own_private(call: &mut Call<'_>) -> Outcome {
    let (parent, me) = (parent(call)?, call.me()?);
    let fits = |channel: &Channel, thread: &Thread| {
        channel.kind == kind::PRIVATE_THREAD && thread.members.contains_key(&me)
    };
    archived(call, parent, fits, true)
}
