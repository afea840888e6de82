//! Snowflakes: ids that grow with time, written as decimal strings in JSON.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Milliseconds between the Unix epoch and Discord's own epoch (the first second of 2015).
const DISCORD_EPOCH_MILLIS: u64 = 1_420_070_400_000;

/// A snowflake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u64);

impl Id {
    /// The id with this number.
    pub const fn new(number: u64) -> Self {
        Id(number)
    }

    /// The number behind the id.
    pub const fn get(self) -> u64 {
        self.0
    }

    /// Milliseconds since the Unix epoch at which the id was made.
    pub const fn millis(self) -> u64 {
        (self.0 >> 22) + DISCORD_EPOCH_MILLIS
    }

    /// The time at which the id was made, as Discord writes it.
    pub fn timestamp(self) -> String {
        timestamp(self.millis())
    }

    /// The shard that sees this guild id.
    pub const fn shard(self, shards: u64) -> u64 {
        (self.0 >> 22) % shards
    }
}

/// Milliseconds since the Unix epoch as Discord writes a time.
pub fn timestamp(millis: u64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(millis as i64).unwrap_or_default();
    time.to_rfc3339_opts(chrono::SecondsFormat::Micros, false)
}

/// Now, in milliseconds since the Unix epoch.
pub fn now_millis() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(DISCORD_EPOCH_MILLIS, |since| since.as_millis() as u64)
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// The text is no snowflake.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a snowflake")]
pub struct NotAnId(String);

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotAnId(text.to_owned()));
        }
        text.parse().map(Id).map_err(|_| NotAnId(text.to_owned()))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Number(u64),
            Text(String),
        }
        match Form::deserialize(deserializer)? {
            Form::Number(number) => Ok(Id(number)),
            Form::Text(text) => text.parse().map_err(serde::de::Error::custom),
        }
    }
}

/// Gives out ids, each larger than the one before.
#[derive(Debug, Default)]
pub struct Generator {
    last: u64,
}

impl Generator {
    /// The next id: of this very millisecond, unless the last one is already larger.
    pub fn make(&mut self) -> Id {
        let now = now_millis().saturating_sub(DISCORD_EPOCH_MILLIS) << 22;
        self.last = now.max(self.last + 1);
        Id(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_and_tell_their_time() {
        let mut generator = Generator::default();
        let before = now_millis();
        let ids: Vec<Id> = (0..1000).map(|_| generator.make()).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(ids[0].millis() >= before);
        assert_eq!(Id::new(175_928_847_299_117_063).timestamp(), "2016-04-30T11:18:25.796000+00:00");
    }

    #[test]
    fn only_digits_are_an_id() {
        for text in ["", "-1", "+1", "abc", "99999999999999999999", "1 "] {
            assert!(text.parse::<Id>().is_err(), "{text:?}");
        }
    }
}
