//! Rate limits: buckets per route and place, the global one, and the count of invalid requests.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::id::Id;

/// A bucket's size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// So many requests …
    pub limit: u32,
    /// … in so many milliseconds.
    pub per_millis: u64,
}

/// How a request stands with its bucket.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// The bucket's size.
    pub size: Size,
    /// What is left after this request.
    pub remaining: u32,
    /// How long until it is full again.
    pub reset_after: Duration,
    /// Was this request one too many?
    pub refused: bool,
}

#[derive(Debug)]
struct Bucket {
    started: Instant,
    used: u32,
}

/// So many buckets are kept before old ones are thrown out.
const BUCKETS: usize = 20_000;

/// All limits.
#[derive(Debug)]
pub struct Limits {
    /// Create Message per channel. Discord doesn't promise a figure; 5 in 5 s is what is commonly met.
    pub channel: Size,
    /// Changes to messages older than an hour, per channel. Discord tells no figure.
    pub old_edits: Size,
    /// Requests per second of one bot over all routes but interactions; 0 is off. Discord: 50.
    pub global_per_second: u32,
    buckets: HashMap<(u16, u64, u64), Bucket>,
    global: HashMap<Id, Bucket>,
    /// 401, 403 and 429 answers so far, of all bots: they share an address.
    pub invalid: Bucketed,
    /// So many of them in 10 minutes get the address banned. Source: topics/rate-limits, invalid request limit.
    pub invalid_requests: u32,
}

/// The count of invalid requests in the running ten minutes.
#[derive(Debug, Default)]
pub struct Bucketed {
    started: Option<Instant>,
    count: u32,
}

impl Bucketed {
    /// Counts one.
    pub fn add(&mut self) {
        let now = Instant::now();
        if self.started.is_none_or(|started| now.duration_since(started) > Duration::from_secs(600)) {
            (self.started, self.count) = (Some(now), 0);
        }
        self.count += 1;
    }

    /// How many there were in the running ten minutes.
    pub fn count(&self) -> u32 {
        self.started.filter(|started| started.elapsed() < Duration::from_secs(600)).map_or(0, |_| self.count)
    }

    /// Starts from nothing.
    pub fn clear(&mut self) {
        *self = Bucketed::default();
    }
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            channel: Size { limit: 5, per_millis: 5_000 },
            old_edits: Size { limit: 10, per_millis: 60_000 },
            global_per_second: 50,
            buckets: HashMap::new(),
            global: HashMap::new(),
            invalid: Bucketed::default(),
            invalid_requests: 10_000,
        }
    }
}

impl Limits {
    /// Counts a request in a bucket: the route's number, the place it is about, and a second key (a bot, a token).
    pub fn take(&mut self, route: u16, place: u64, who: u64, size: Size, now: Instant) -> Standing {
        if self.buckets.len() > BUCKETS {
            self.buckets.retain(|_, bucket| now.duration_since(bucket.started) < Duration::from_secs(10));
        }
        let per = Duration::from_millis(size.per_millis);
        let bucket =
            self.buckets.entry((route, place, who)).or_insert_with(|| Bucket { started: now, used: 0 });
        count(bucket, size, per, now)
    }

    /// Counts a request of this bot against the global limit.
    pub fn take_global(&mut self, bot: Id, now: Instant) -> Option<Standing> {
        if self.global_per_second == 0 {
            return None;
        }
        let size = Size { limit: self.global_per_second, per_millis: 1_000 };
        let bucket = self.global.entry(bot).or_insert_with(|| Bucket { started: now, used: 0 });
        Some(count(bucket, size, Duration::from_secs(1), now))
    }

    /// Empties all buckets.
    pub fn reset(&mut self) {
        self.buckets.clear();
        self.global.clear();
    }
}

fn count(bucket: &mut Bucket, size: Size, per: Duration, now: Instant) -> Standing {
    if now.duration_since(bucket.started) >= per {
        (bucket.started, bucket.used) = (now, 0);
    }
    let refused = bucket.used >= size.limit;
    if !refused {
        bucket.used += 1;
    }
    Standing {
        size,
        remaining: size.limit.saturating_sub(bucket.used),
        reset_after: per.saturating_sub(now.duration_since(bucket.started)),
        refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_refuses_the_sixth_request_and_is_full_again_after_its_time() {
        let mut limits = Limits::default();
        let size = limits.channel;
        let now = Instant::now();
        let all: Vec<Standing> = (0..6).map(|_| limits.take(1, 1, 1, size, now)).collect();
        assert_eq!(all.iter().filter(|one| one.refused).count(), 1);
        assert_eq!(all[4].remaining, 0);
        assert!(!limits.take(1, 2, 1, size, now).refused, "another channel has its own bucket");
        assert!(!limits.take(1, 1, 1, size, now + Duration::from_secs(5)).refused);
    }
}
