//! Whose turn it is: requests wait as long as Discord's headers say, by bucket and in all.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::HeaderMap;
use serenity::http::{LightMethod, Request};
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimitHeaders, RateLimiter};

/// Discord: 50 requests a second for a bot in all.
const GLOBAL_PER_SECOND: u16 = 50;

/// The pace of one application.
pub(super) struct Pace {
    limiter: RateLimiter,
    /// No request before this: a global limit was met.
    closed_until: Mutex<Option<Instant>>,
}

/// A request's turn; what Discord answers tells whose turn is next.
pub(super) struct Turn(Permit);

impl Pace {
    pub(super) fn new() -> Self {
        Self { limiter: RateLimiter::new(GLOBAL_PER_SECOND), closed_until: Mutex::new(None) }
    }

    /// Waits for the turn of a request.
    pub(super) async fn turn(&self, request: &Request<'_>) -> Turn {
        let closed_until = *self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = closed_until {
            tokio::time::sleep_until(until.into()).await;
        }
        let path = request.route_ref().path().to_string();
        let path = path.split_once("/api/v10/").map_or(path.as_str(), |(_, path)| path).to_owned();
        let method = match request.method_ref() {
            LightMethod::Get => Method::Get,
            LightMethod::Post => Method::Post,
            LightMethod::Put => Method::Put,
            LightMethod::Patch => Method::Patch,
            LightMethod::Delete => Method::Delete,
        };
        Turn(self.limiter.acquire(Endpoint { method, path }).await)
    }

    /// A global limit was met: nothing is sent before it is over.
    pub(super) fn put_off(&self, after: Duration, global: bool) {
        if global {
            let mut closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
            *closed = Some(Instant::now() + after);
        }
    }
}

impl Turn {
    /// The turn is over. Without an answer it counts as one without headers.
    pub(super) fn done(self, answer: Option<&reqwest::Response>) {
        self.0.complete(answer.and_then(|answer| bucket(answer.headers())));
    }
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

/// The header `Retry-After`, in seconds.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    header(headers, "retry-after")?.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
}
