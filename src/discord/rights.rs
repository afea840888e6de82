//! What the bot may do in a channel, asked when somebody chooses it.

use async_trait::async_trait;

use crate::store::outside::{Account, Channel, Server};

/// The rights to post shout-outs, with the cards of new tiers and digests, and to know them again, as keys of their names.
pub(super) const SHOUT_OUT: &[&str] =
    &["right-view-channel", "right-send-messages", "right-read-history", "right-attach-files"];
/// The rights to ask for help and to talk about it: a thread is opened for offers.
pub(super) const ASK: &[&str] = &[
    "right-view-channel",
    "right-send-messages",
    "right-read-history",
    "right-create-threads",
    "right-send-in-threads",
];
/// The rights to post what has no pictures.
pub(super) const SPEAK: &[&str] = &["right-view-channel", "right-send-messages", "right-read-history"];

/// Who can tell what the bot may do.
#[async_trait]
pub trait Rights: Send + Sync {
    /// The channel of direct messages with somebody; none when Discord opens none.
    async fn reach(&self, account: Account) -> Option<Channel>;

    /// The keys among `needed` that the bot lacks in a channel; none when Discord doesn't say.
    async fn missing(&self, server: Server, channel: Channel, needed: &[&'static str]) -> Vec<&'static str>;

    /// Whether everybody in its server can read a channel; not when Discord doesn't say.
    async fn everybody_reads(&self, _channel: Channel) -> bool {
        false
    }

    /// Whether a channel is one for announcements, whose messages can be published to other servers; not when Discord
    /// doesn't say.
    async fn announces(&self, _channel: Channel) -> bool {
        false
    }
}
