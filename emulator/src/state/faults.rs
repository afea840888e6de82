//! Troubles that the control side orders: the emulator makes them happen on demand.

use serde::Deserialize;
use serde_json::Value;

/// An order, as `POST /_emulator/faults` takes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Order {
    /// Answer without doing.
    Answer {
        /// Which requests.
        #[serde(flatten)]
        which: Which,
        /// The status.
        status: u16,
        /// The body; none for Discord's usual one.
        #[serde(default)]
        body: Option<Value>,
        /// Seconds, for a 429.
        #[serde(default)]
        retry_after: Option<f64>,
        /// Whose limit was met, for a 429.
        #[serde(default)]
        scope: Scope,
    },
    /// Do it, then drop the connection without an answer.
    LoseAnswer {
        /// Which requests.
        #[serde(flatten)]
        which: Which,
        /// Answer with this in its place, as a gateway in front of Discord does that waited too long.
        #[serde(default)]
        status: Option<u16>,
    },
    /// Drop the connection and do nothing.
    DropRequest {
        /// Which requests.
        #[serde(flatten)]
        which: Which,
    },
    /// Wait before doing.
    Delay {
        /// Which requests.
        #[serde(flatten)]
        which: Which,
        /// So long.
        millis: u64,
    },
    /// Close the bots' gateway connections with a code.
    GatewayClose {
        /// The code.
        code: u16,
    },
    /// Cut the bots' gateway connections without a word.
    GatewayDrop,
    /// Op 7 to all bots.
    Reconnect,
    /// Op 9 to all bots.
    InvalidSession {
        /// Can it be resumed?
        resumable: bool,
    },
    /// Leave heartbeats unanswered.
    SkipHeartbeatAcks {
        /// So many.
        times: u32,
    },
    /// Deliver an event twice.
    DuplicateNextEvent {
        /// Its name.
        event: String,
        /// So often.
        #[serde(default = "once")]
        times: u32,
    },
    /// Forget all nonces.
    ForgetNonces,
    /// Make the 3 s, the 15 min and the memory of nonces longer or shorter.
    Clock {
        /// 0.1 makes 0.3 s of 3 s.
        scale: f64,
    },
    /// The bucket of Create Message.
    ChannelLimit {
        /// So many messages …
        limit: u32,
        /// … in so many milliseconds.
        per_millis: u64,
    },
    /// The bucket of changes to messages older than an hour.
    OldEditLimit {
        /// So many changes …
        limit: u32,
        /// … in so many milliseconds.
        per_millis: u64,
    },
    /// The global limit.
    GlobalLimit {
        /// Requests per second; 0 is off.
        per_second: u32,
    },
    /// The limit of IDENTIFYs: one in 5 s for each of `max_concurrency` buckets.
    IdentifyLimit {
        /// Milliseconds between two; 0 is off.
        per_millis: u64,
    },
    /// How many 401, 403 and 429 in ten minutes get an address banned.
    InvalidLimit {
        /// So many; Discord's are 10,000.
        requests: u32,
    },
    /// How many guilds one shard may have.
    ShardLimit {
        /// So many; 0 is no limit.
        guilds: usize,
    },
    /// A guild is out of order, or back.
    Outage {
        /// The guild's name or id.
        guild: String,
        /// Is it over?
        #[serde(default)]
        over: bool,
    },
    /// End all troubles, and empty the rate limits' buckets.
    Clear,
}

/// Whose limit a 429 tells of. Source: topics/rate-limits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The bot's own, of a route.
    #[default]
    User,
    /// The bot's own, of all routes.
    Global,
    /// Shared with others; it isn't the bot's fault.
    Shared,
}

impl Scope {
    /// As the header has it.
    pub const fn name(self) -> &'static str {
        match self {
            Scope::User => "user",
            Scope::Global => "global",
            Scope::Shared => "shared",
        }
    }
}

fn once() -> u32 {
    1
}

/// Which requests of bots an order is about.
#[derive(Debug, Clone, Deserialize)]
pub struct Which {
    /// The method; `*` for all.
    pub method: String,
    /// The path below `/api/v10`; `*` stands for one part, `**` at the end for the rest.
    pub path: String,
    /// How many requests.
    #[serde(default = "once")]
    pub times: u32,
}

impl Which {
    /// Is the order about this request? The path comes without `/api/v10` and without a query.
    pub fn fits(&self, method: &str, path: &str) -> bool {
        if self.method != "*" && !self.method.eq_ignore_ascii_case(method) {
            return false;
        }
        let wanted = self.path.strip_prefix("/api/v10").unwrap_or(&self.path);
        let mut parts = path.trim_matches('/').split('/');
        for want in wanted.trim_matches('/').split('/') {
            if want == "**" {
                return true;
            }
            match parts.next() {
                Some(part) if want == "*" || want == part => {}
                _ => return false,
            }
        }
        parts.next().is_none()
    }
}

/// What is to be done with one request.
#[derive(Debug, Clone)]
pub enum Trouble {
    /// Answer so without doing.
    Answer(u16, Option<Value>, Option<f64>, Scope),
    /// Do it and say nothing, or something else.
    LoseAnswer(Option<u16>),
    /// Say and do nothing.
    DropRequest,
    /// Wait so many milliseconds first.
    Delay(u64),
}

/// The orders that are in force.
#[derive(Debug)]
pub struct Faults {
    routes: Vec<(Which, Trouble)>,
    duplicates: Vec<(String, u32)>,
    /// Heartbeats to leave unanswered.
    pub skip_acks: u32,
    /// Factor on the 3 s, the 15 min and the memory of nonces.
    pub clock_scale: f64,
    /// Discord: so many guilds on one shard; 0 is no limit.
    pub guilds_per_shard: usize,
    /// Milliseconds between two IDENTIFYs of one bucket; 0 is off.
    pub identify_millis: u64,
}

impl Default for Faults {
    fn default() -> Self {
        Faults {
            routes: Vec::new(),
            duplicates: Vec::new(),
            skip_acks: 0,
            clock_scale: 1.0,
            identify_millis: 5_000,
            guilds_per_shard: 2_500,
        }
    }
}

impl Faults {
    /// Ends all troubles; how often one may identify, and with how many guilds, stays.
    pub fn clear(&mut self) {
        let (identify_millis, guilds_per_shard) = (self.identify_millis, self.guilds_per_shard);
        *self = Faults { identify_millis, guilds_per_shard, ..Faults::default() };
    }

    /// Takes an order about a route.
    pub fn order(&mut self, which: Which, trouble: Trouble) {
        self.routes.push((which, trouble));
    }

    /// Takes the order to deliver an event twice.
    pub fn duplicate(&mut self, event: String, times: u32) {
        self.duplicates.push((event, times));
    }

    /// The trouble of this request, used up by one.
    pub fn take(&mut self, method: &str, path: &str) -> Option<Trouble> {
        if self.routes.is_empty() {
            return None;
        }
        let place = self.routes.iter().position(|(which, _)| which.times > 0 && which.fits(method, path))?;
        let trouble = self.routes[place].1.clone();
        self.routes[place].0.times -= 1;
        self.routes.retain(|(which, _)| which.times > 0);
        Some(trouble)
    }

    /// Is this event to be delivered twice? Used up by one.
    pub fn take_duplicate(&mut self, event: &str) -> bool {
        if self.duplicates.is_empty() {
            return false;
        }
        let Some(place) = self.duplicates.iter().position(|(name, times)| *times > 0 && name == event) else {
            return false;
        };
        self.duplicates[place].1 -= 1;
        self.duplicates.retain(|(_, times)| *times > 0);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn which(path: &str) -> Which {
        Which { method: "POST".into(), path: path.into(), times: 1 }
    }

    #[test]
    fn an_order_fits_by_parts_of_the_path() {
        assert!(which("/channels/*/messages").fits("POST", "/channels/1/messages"));
        assert!(which("/api/v10/channels/*/messages").fits("POST", "/channels/1/messages"));
        assert!(!which("/channels/*/messages").fits("GET", "/channels/1/messages"));
        assert!(!which("/channels/*/messages").fits("POST", "/channels/1/messages/2"));
        assert!(which("/webhooks/**").fits("POST", "/webhooks/1/2/messages/@original"));
    }

    #[test]
    fn an_order_is_used_up() {
        let mut faults = Faults::default();
        faults.order(which("/a"), Trouble::DropRequest);
        assert!(faults.take("POST", "/a").is_some());
        assert!(faults.take("POST", "/a").is_none());
    }
}
