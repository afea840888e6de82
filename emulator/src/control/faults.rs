//! `POST /_emulator/faults`.

use crate::state::State;
use crate::state::faults::{Order, Trouble};
use crate::state::limits::{Limits, Size};
use crate::state::session::Out;

use super::edit;

/// Why an order can't be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Impossible {
    /// A scale that no clock can have.
    #[error("scale must be a positive number")]
    Scale,
    /// No such guild.
    #[error("there is no guild {0:?}")]
    Guild(String),
}

/// Carries out an order.
pub fn order(state: &mut State, order: Order) -> Result<(), Impossible> {
    match order {
        Order::Answer { which, status, body, retry_after, scope } => {
            state.faults.order(which, Trouble::Answer(status, body, retry_after, scope));
        }
        Order::LoseAnswer { which, status } => state.faults.order(which, Trouble::LoseAnswer(status)),
        Order::DropRequest { which } => state.faults.order(which, Trouble::DropRequest),
        Order::Delay { which, millis } => state.faults.order(which, Trouble::Delay(millis)),
        Order::GatewayClose { code } => {
            state.sessions.tell_bots(|| Out::Close(code, "ordered by the control side"))
        }
        Order::GatewayDrop => state.sessions.tell_bots(|| Out::Cut),
        Order::Reconnect => {
            state.sessions.tell_bots(|| Out::Frame(r#"{"op":7,"d":null,"s":null,"t":null}"#.into()))
        }
        Order::InvalidSession { resumable } => state.sessions.invalidate_bots(resumable),
        Order::SkipHeartbeatAcks { times } => state.faults.skip_acks = times,
        Order::DuplicateNextEvent { event, times } => state.faults.duplicate(event, times),
        Order::ForgetNonces => state.nonces.forget(),
        Order::Clock { scale } => {
            if !scale.is_finite() || scale <= 0.0 || scale > 1e6 {
                return Err(Impossible::Scale);
            }
            state.faults.clock_scale = scale;
            state.watch_all_threads();
        }
        Order::ChannelLimit { limit, per_millis } => state.limits.channel = Size { limit, per_millis },
        Order::OldEditLimit { limit, per_millis } => state.limits.old_edits = Size { limit, per_millis },
        Order::GlobalLimit { per_second } => state.limits.global_per_second = per_second,
        Order::IdentifyLimit { per_millis } => state.faults.identify_millis = per_millis,
        Order::InvalidLimit { requests } => state.limits.invalid_requests = requests,
        Order::ShardLimit { guilds } => state.faults.guilds_per_shard = guilds,
        Order::Outage { guild, over } => {
            let id = state.guild_called(&guild).ok_or(Impossible::Guild(guild))?;
            edit::outage(state, id, over);
        }
        Order::Clear => {
            state.faults.clear();
            let limits = Limits::default();
            state.limits.channel = limits.channel;
            state.limits.old_edits = limits.old_edits;
            state.limits.global_per_second = limits.global_per_second;
            state.limits.invalid_requests = limits.invalid_requests;
            state.limits.invalid.clear();
            state.limits.reset();
        }
    }
    Ok(())
}
