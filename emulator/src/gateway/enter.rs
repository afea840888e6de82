//! IDENTIFY and RESUME: who may come in, and what they are told first.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

use super::ready;
use crate::rest::account_of;
use crate::state::State;
use crate::state::emit::PRIVILEGED;
use crate::state::id::Id;
use crate::state::session::{CannotResume, Out};

/// All intents that there are.
const KNOWN_INTENTS: u64 = ((1 << 22) - 1) | (1 << 24) | (1 << 25);

/// A connection that came in.
#[derive(Debug)]
pub struct Entered {
    /// The session's key.
    pub key: u64,
    /// The connection's number in the session.
    pub connection: u64,
    /// Guilds whose GUILD_CREATE is still to be sent.
    pub guilds: VecDeque<Id>,
    /// Whose it is.
    pub user: Id,
    /// Is it a bot's?
    pub is_bot: bool,
}

/// Why a connection does not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Closed with this code.
    Close(u16, &'static str),
    /// Op 9 with false.
    InvalidSession,
}

/// IDENTIFY.
pub fn identify(
    state: &mut State,
    data: &Value,
    out: UnboundedSender<Out>,
    base: &str,
) -> Result<Entered, Refused> {
    let token = data["token"].as_str().ok_or(Refused::Close(4002, "Error while decoding payload."))?;
    let user = account_of(state, token).ok_or(Refused::Close(4004, "Authentication failed."))?;
    let application = state.users.get(&user).and_then(|user| user.application);
    let Some(application) = application else {
        let (key, connection) = state.sessions.open(user, false, u64::MAX, (0, 1), out);
        let data = ready::for_person(state, user, key, base).to_string();
        state.sessions.push(key, "READY", &data);
        return Ok(Entered { key, connection, guilds: VecDeque::new(), user, is_bot: false });
    };
    let shard = shard(data)?;
    let intents = data["intents"].as_u64().filter(|bits| bits & !KNOWN_INTENTS == 0);
    let intents = intents.ok_or(Refused::Close(4013, "Invalid intent(s)."))?;
    let guilds = ready::guilds_of_shard(state, user, shard);
    let most = state.faults.guilds_per_shard;
    if most > 0 && guilds.len() > most {
        return Err(Refused::Close(4011, "Sharding required."));
    }
    let known = state.applications.get(&application).ok_or(Refused::Close(4004, "Authentication failed."))?;
    if intents & PRIVILEGED & !known.privileged_intents != 0 {
        return Err(Refused::Close(4014, "Disallowed intent(s)."));
    }
    rate(state, application, shard.0)?;
    let (key, connection) = state.sessions.open(user, true, intents, shard, out);
    let data = ready::for_bot(state, user, key, shard, &guilds, base).to_string();
    state.sessions.push(key, "READY", &data);
    Ok(Entered { key, connection, guilds: guilds.into(), user, is_bot: true })
}

fn shard(data: &Value) -> Result<(u64, u64), Refused> {
    let bad = Refused::Close(4010, "Invalid shard.");
    match &data["shard"] {
        Value::Null => Ok((0, 1)),
        Value::Array(pair) => {
            match (pair.first().and_then(Value::as_u64), pair.get(1).and_then(Value::as_u64)) {
                (Some(shard), Some(shards)) if shard < shards && pair.len() == 2 => Ok((shard, shards)),
                _ => Err(bad),
            }
        }
        _ => Err(bad),
    }
}

/// One IDENTIFY in 5 s for each of `max_concurrency` buckets, and so many a day.
fn rate(state: &mut State, application: Id, shard: u64) -> Result<(), Refused> {
    let (now, scale) = (Instant::now(), state.faults.clock_scale);
    let pause = Duration::from_millis(state.faults.identify_millis).mul_f64(scale);
    let refused = Refused::Close(4004, "Authentication failed.");
    let Some(known) = state.applications.get_mut(&application) else { return Err(refused) };
    let bucket = (application, shard % known.max_concurrency.max(1));
    if let Some(last) = state.identified.get(&bucket)
        && now.duration_since(*last) < pause
    {
        return Err(Refused::InvalidSession);
    }
    if known.starts.left(now, scale).0 == 0 {
        return Err(refused);
    }
    known.starts.count(now, scale);
    state.identified.insert(bucket, now);
    Ok(())
}

/// RESUME.
pub fn resume(state: &mut State, data: &Value, out: UnboundedSender<Out>) -> Result<Entered, Refused> {
    let decode = Refused::Close(4002, "Error while decoding payload.");
    let (Some(token), Some(session)) = (data["token"].as_str(), data["session_id"].as_str()) else {
        return Err(decode);
    };
    let seq = data["seq"].as_u64().ok_or(decode)?;
    let user = account_of(state, token).ok_or(Refused::Close(4004, "Authentication failed."))?;
    let is_bot = state.users.get(&user).is_some_and(|user| user.is_bot());
    match state.sessions.resume(user, session, seq, out) {
        Ok((key, connection)) => Ok(Entered { key, connection, guilds: VecDeque::new(), user, is_bot }),
        Err(CannotResume::Unknown) => Err(Refused::InvalidSession),
        Err(CannotResume::BadSequence) => Err(Refused::Close(4007, "Invalid seq.")),
    }
}
