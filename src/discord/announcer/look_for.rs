//! Looking for a message that an earlier attempt may have made.

use chrono::{DateTime, Duration, Utc};
use serde_json::Value;
use serenity::all::{ChannelId, Route};
use serenity::http::{LightMethod, Request};

use super::super::client::CallError;
use super::super::custom_id::CustomId;
use super::Announcer;
use crate::store::outside::{Channel, Message};
use crate::store::{Errand, ErrandId, Purpose, Way};

/// How far the machine's clock may be from Discord's.
pub(super) const CLOCKS_APART: Duration = Duration::minutes(10);
/// Discord's code: Unknown Channel.
const UNKNOWN_CHANNEL: u64 = 10003;
/// Discord: messages of one request at most.
const PAGE: usize = 100;
/// Discord's epoch, 2015-01-01, in unix milliseconds; snowflakes count from it.
const DISCORD_EPOCH: i64 = 1_420_070_400_000;

/// What was found.
pub(super) enum Found {
    /// It had been made.
    There(Message),
    /// It was not made.
    NotThere,
    /// The bot may not read there, so nobody knows.
    Unreadable,
}

impl Announcer {
    /// Looks whether an errand's message is there. Without "Read Message History" Discord shows an empty channel
    /// and no error, so an empty one is believed only when that right stood before and after.
    pub(super) async fn look_for(
        &self,
        errand: &Errand,
        place: Channel,
        since: DateTime<Utc>,
    ) -> Result<(Channel, Found), CallError> {
        if errand.purpose == Purpose::Request {
            match self.look_in_forum(errand.id, place, since).await {
                Ok(None) => {}
                Ok(Some(found)) => return Ok(found),
                Err(error) if error.code() == Some(UNKNOWN_CHANNEL) => return Ok((place, Found::NotThere)),
                Err(error) => return Err(error),
            }
        }
        let channel_id = ChannelId::new(place.get());
        let found = match errand.way {
            // Everybody may read their own conversations.
            Way::Direct => self.read_since(errand.id, channel_id, since).await,
            Way::Channel | Way::Thread(_) => self.look(errand.id, channel_id, since).await,
        };
        match found {
            // What was written in a channel is gone with it; a thread may not have been opened yet.
            Err(error) if error.code() == Some(UNKNOWN_CHANNEL) => Ok((place, Found::NotThere)),
            found => found.map(|found| (place, found)),
        }
    }

    async fn look(
        &self,
        errand: ErrandId,
        channel_id: ChannelId,
        since: DateTime<Utc>,
    ) -> Result<Found, CallError> {
        if !self.client.reads_history(channel_id, self.me).await? {
            return Ok(Found::Unreadable);
        }
        let found = self.read_since(errand, channel_id, since).await?;
        if matches!(found, Found::NotThere) && !self.client.reads_history(channel_id, self.me).await? {
            return Ok(Found::Unreadable);
        }
        Ok(found)
    }

    /// Reads the channel from before the attempt to its end. serenity's messages drop the components that a message
    /// is known by, so the JSON itself is looked at.
    async fn read_since(
        &self,
        errand: ErrandId,
        channel_id: ChannelId,
        since: DateTime<Utc>,
    ) -> Result<Found, CallError> {
        // The clock may have been set back since the attempt.
        let mut after = snowflake(since.min((self.clock)()) - CLOCKS_APART);
        loop {
            let params = vec![("after", after.to_string()), ("limit", PAGE.to_string())];
            let ask =
                Request::new(Route::ChannelMessages { channel_id }, LightMethod::Get).params(Some(params));
            let answer = self.client.call(ask).await?;
            let page = answer.as_array().map(Vec::as_slice).unwrap_or_default();
            let me = self.me.to_string();
            let ours = page.iter().filter(|message| message["author"]["id"] == me.as_str());
            if let Some(id) = ours.filter(|message| is_marked(message, errand)).find_map(id) {
                return Ok(Found::There(Message::new(id)));
            }
            match page.iter().filter_map(id).max() {
                Some(newest) if page.len() == PAGE && newest > after => after = newest,
                _ => return Ok(Found::NotThere),
            }
        }
    }
}

pub(super) fn id(message: &Value) -> Option<u64> {
    message["id"].as_str()?.parse().ok()
}

/// The smallest snowflake of an instant.
pub(super) fn snowflake(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp_millis() - DISCORD_EPOCH).unwrap_or(0) << 22
}

/// Whether a component of a message, at whatever depth, names the row.
pub(super) fn is_marked(message: &Value, errand: ErrandId) -> bool {
    let Some(parts) = message["components"].as_array() else { return false };
    parts.iter().any(|part| {
        part["custom_id"].as_str().is_some_and(|text| CustomId::marks(text, errand))
            || is_marked(part, errand)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_message_is_known_by_the_mark_within_its_frame() {
        let button = json!({ "type": 2, "custom_id": CustomId::Applaud(ErrandId::from_raw(7)).to_string() });
        let message =
            json!({ "components": [{ "type": 17, "components": [{ "type": 1, "components": [button] }] }] });
        assert!(is_marked(&message, ErrandId::from_raw(7)));
        assert!(!is_marked(&message, ErrandId::from_raw(8)));
    }

    #[test]
    fn a_snowflake_is_that_of_its_moment() {
        let at = DateTime::from_timestamp_millis(DISCORD_EPOCH + 1).unwrap();
        assert_eq!(snowflake(at), 1 << 22);
    }
}
