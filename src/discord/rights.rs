//! What the bot may do in a channel, asked when somebody chooses it.

use async_trait::async_trait;

use crate::store::outside::{Channel, Server};

/// The rights to post a shout-out and to know it again, as keys of their names.
pub(super) const SHOUT_OUT: &[&str] = &["right-view-channel", "right-send-messages", "right-read-history"];
/// The rights to post for staff: the same, because those messages are known again in the same way.
pub(super) const SPEAK: &[&str] = SHOUT_OUT;

/// Who can tell what the bot may do.
#[async_trait]
pub trait Rights: Send + Sync {
    /// The keys among `needed` that the bot lacks in a channel; none when Discord doesn't say.
    async fn missing(&self, server: Server, channel: Channel, needed: &[&'static str]) -> Vec<&'static str>;
}
