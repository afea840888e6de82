//! Whose turn it is: requests wait as long as Discord's headers say, by bucket and in all.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use serenity::http::{LightMethod, Request};
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimitHeaders, RateLimiter};

use super::error::CallError;

/// Discord: 50 requests a second for a bot in all.
const GLOBAL_PER_SECOND: u16 = 50;
/// In any stretch so long no more than that are sent. A little more than the second, because not all are on their way for
/// as long.
const SECOND: Duration = Duration::from_millis(1_020);
/// The same once the limit was met all the same: on a machine that has much to do, or a network that does, requests lag further
/// behind each other.
const CAREFUL_SECOND: Duration = Duration::from_millis(1_070);

/// The pace of one application.
pub(super) struct Pace {
    limiter: RateLimiter,
    /// When the last ones of [`GLOBAL_PER_SECOND`] are sent.
    sent: Mutex<VecDeque<Instant>>,
    /// No request before this: a global limit was met. Nothing where it never was.
    closed_until: Mutex<Option<Instant>>,
}

/// A request's turn; what Discord answers tells whose turn is next.
pub(super) struct Turn(Permit);

impl Pace {
    pub(super) fn new() -> Self {
        Self {
            // The limit of all is kept here, not there, where its seconds begin when they like.
            limiter: RateLimiter::new(u16::MAX),
            sent: Mutex::default(),
            closed_until: Mutex::new(None),
        }
    }

    /// Waits for the turn of a request, but not longer than `longest` for the end of a global limit.
    ///
    /// # Errors
    /// [`CallError::PutOff`].
    pub(super) async fn turn(&self, request: &Request<'_>, longest: Duration) -> Result<Turn, CallError> {
        let path = nameless(&request.route_ref().path());
        let method = match request.method_ref() {
            LightMethod::Get => Method::Get,
            LightMethod::Post => Method::Post,
            LightMethod::Put => Method::Put,
            LightMethod::Patch => Method::Patch,
            LightMethod::Delete => Method::Delete,
        };
        // Answers to people are under no common limit.
        let is_counted = !(path.starts_with("webhooks/") || path.starts_with("interactions/"));
        let turn = Turn(self.limiter.acquire(Endpoint { method, path }).await);
        let mut has_slot = !is_counted;
        // Looked at last, because the limit may have been met while this one waited.
        loop {
            let after = self.closed_for();
            if after > longest {
                return Err(CallError::PutOff { after, global: true, code: 0 });
            }
            if !after.is_zero() {
                tokio::time::sleep(after).await;
                has_slot = !is_counted;
            } else if has_slot {
                return Ok(turn);
            } else {
                tokio::time::sleep_until(self.slot(Instant::now()).into()).await;
                has_slot = true;
            }
        }
    }

    /// When a request that could be sent now may be.
    fn slot(&self, now: Instant) -> Instant {
        let was_met = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        let second = if was_met { CAREFUL_SECOND } else { SECOND };
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = if sent.len() < usize::from(GLOBAL_PER_SECOND) {
            now
        } else {
            sent.pop_front().map_or(now, |first| now.max(first + second))
        };
        sent.push_back(slot);
        slot
    }

    fn closed_for(&self) -> Duration {
        let until = *self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.map_or(Duration::ZERO, |until| until.saturating_duration_since(Instant::now()))
    }

    /// A global limit was met: nothing is sent before it is over.
    pub(super) fn put_off(&self, after: Duration, global: bool) {
        if global {
            let mut closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
            let until = Instant::now() + after;
            *closed = Some(closed.map_or(until, |before| before.max(until)));
        }
    }
}

impl Turn {
    /// The turn is over. Without an answer it counts as one without headers.
    pub(super) fn done(self, answer: Option<&reqwest::Response>) {
        self.0.complete(answer.and_then(|answer| bucket(answer.headers())));
    }
}

/// The path below `/api/v10/` with the token of an interaction replaced by a number, because the limiter logs paths.
fn nameless(path: &str) -> String {
    let path = path.split_once("/api/v10/").map_or(path, |(_, path)| path);
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    if let [first, _, token, ..] = parts.as_mut_slice()
        && matches!(first.as_str(), "webhooks" | "interactions")
    {
        let mut hasher = DefaultHasher::new();
        token.hash(&mut hasher);
        *token = format!("{:016x}", hasher.finish());
    }
    parts.join("/")
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// The bucket's state, where the headers tell it whole.
fn bucket(headers: &HeaderMap) -> Option<RateLimitHeaders> {
    let reset_after = header(headers, RateLimitHeaders::RESET_AFTER)?.parse().ok()?;
    Some(RateLimitHeaders {
        bucket: header(headers, RateLimitHeaders::BUCKET)?.as_bytes().to_vec(),
        limit: header(headers, RateLimitHeaders::LIMIT)?.parse().ok()?,
        remaining: header(headers, RateLimitHeaders::REMAINING)?.parse().ok()?,
        reset_at: Instant::now() + Duration::try_from_secs_f64(reset_after).ok()?,
    })
}

/// Whether a 429 is about every request. What says nothing of a bucket comes from before Discord, for the address
/// as a whole.
pub(super) fn is_global(headers: &HeaderMap) -> bool {
    header(headers, "x-ratelimit-global") == Some("true") || header(headers, "x-ratelimit-scope").is_none()
}

/// The header `Retry-After`, in seconds.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    header(headers, "retry-after")?.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limiter_never_sees_the_token_of_an_interaction() {
        let path = nameless("/api/v10/webhooks/1/secret/messages/@original");
        assert!(path.starts_with("webhooks/1/") && path.ends_with("/messages/@original"), "{path}");
        assert!(!path.contains("secret"));
        assert_eq!(
            path,
            nameless("/api/v10/webhooks/1/secret/messages/@original"),
            "one token is one bucket"
        );
        assert_ne!(path, nameless("/api/v10/webhooks/1/another/messages/@original"));
        assert_eq!(nameless("/api/v10/channels/7/messages"), "channels/7/messages");
    }

    #[tokio::test]
    async fn a_long_global_limit_puts_off_the_others_too() {
        let pace = Pace::new();
        pace.put_off(Duration::from_secs(600), true);
        pace.put_off(Duration::from_secs(1), true);
        let request = Request::new(serenity::all::Route::UserMe, LightMethod::Get);
        let turn = pace.turn(&request, Duration::from_secs(10)).await;
        assert!(matches!(turn, Err(CallError::PutOff { global: true, .. })));
    }

    #[tokio::test]
    async fn no_second_has_more_requests_than_discord_takes() {
        let (pace, begun) = (Pace::new(), Instant::now());
        // They come in bursts of 30, 400 ms apart.
        let mut slots: Vec<Instant> = (0..300_u32)
            .map(|number| pace.slot(begun + Duration::from_millis(400) * (number / 30)))
            .collect();
        assert!(
            slots[..50].iter().all(|slot| *slot <= begun + Duration::from_millis(400)),
            "the first wait for nothing"
        );
        slots.sort();
        assert!(slots.windows(51).all(|window| window[50] - window[0] > Duration::from_secs(1)));
    }

    #[tokio::test]
    async fn a_limit_that_was_met_is_kept_further_away_from() {
        let (pace, begun) = (Pace::new(), Instant::now());
        pace.put_off(Duration::ZERO, true);
        let slots: Vec<Instant> = (0..200).map(|_| pace.slot(begun)).collect();
        assert!(slots.windows(51).all(|window| window[50] - window[0] >= CAREFUL_SECOND));
    }

    #[test]
    fn what_says_nothing_of_a_bucket_is_about_every_request() {
        let mut headers = HeaderMap::new();
        assert!(is_global(&headers));
        headers.insert("x-ratelimit-scope", "user".parse().unwrap());
        assert!(!is_global(&headers));
        headers.insert("x-ratelimit-global", "true".parse().unwrap());
        assert!(is_global(&headers));
    }
}
