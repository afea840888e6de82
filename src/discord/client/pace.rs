//! Whose turn it is: requests wait as long as Discord's headers say, by bucket and in all.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::HeaderMap;
use serenity::http::{LightMethod, Request};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimitHeaders, RateLimiter};

use super::error::CallError;

/// Discord: 50 requests a second for a bot in all.
const GLOBAL_PER_SECOND: usize = 50;
/// Discord's second, and a little for the grain of its clock and ours.
const SECOND: Duration = Duration::from_millis(1_005);

/// The pace of one application.
pub(super) struct Pace {
    limiter: RateLimiter,
    common: Arc<Common>,
    /// No request before this: a global limit was met. Nothing where it never was.
    closed_until: Mutex<Option<Instant>>,
}

/// The limit of all requests: each has one of 50 places from before it is sent until a second after its answer. Discord sees it at
/// some moment between the two, so that in no second of Discord's there are more, however long each was on its way.
struct Common {
    places: Arc<Semaphore>,
    /// When each place that nobody has is free again, the soonest first.
    free_at: Mutex<VecDeque<Instant>>,
}

/// A place among the requests of a second. It is free again a second after it was dropped.
struct Place {
    common: Arc<Common>,
    _permit: OwnedSemaphorePermit,
}

/// A request's turn; what Discord answers tells whose turn is next.
pub(super) struct Turn {
    permit: Permit,
    /// None of an answer to a person, which is under no common limit.
    place: Option<Place>,
}

impl Pace {
    pub(super) fn new() -> Self {
        Self {
            // The limit of all is kept here, not there, where its seconds begin when they like.
            limiter: RateLimiter::new(u16::MAX),
            common: Arc::new(Common::new()),
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
        let mut turn = Turn { permit: self.limiter.acquire(Endpoint { method, path }).await, place: None };
        // Looked at last, because the limit may have been met while this one waited.
        loop {
            let after = self.closed_for();
            if after > longest {
                return Err(CallError::PutOff { after, global: true, code: 0 });
            }
            if !after.is_zero() {
                turn.place = None;
                tokio::time::sleep(after).await;
            } else if is_counted && turn.place.is_none() {
                turn.place = Some(Common::place(&self.common).await);
            } else {
                return Ok(turn);
            }
        }
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

impl Common {
    fn new() -> Self {
        let free_at = VecDeque::from(vec![Instant::now(); GLOBAL_PER_SECOND]);
        Self { places: Arc::new(Semaphore::new(free_at.len())), free_at: Mutex::new(free_at) }
    }

    /// Waits for a place. Who asked first has the first one.
    async fn place(common: &Arc<Self>) -> Place {
        let permit = Arc::clone(&common.places).acquire_owned().await.expect("nobody closes it");
        let free_at = common.free_at().pop_front().expect("there is one for each permit");
        // From here on it is given back, whatever becomes of the wait.
        let place = Place { common: Arc::clone(common), _permit: permit };
        tokio::time::sleep_until(free_at).await;
        place
    }

    fn free_at(&self) -> MutexGuard<'_, VecDeque<Instant>> {
        self.free_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.common.free_at().push_back(Instant::now() + SECOND);
    }
}

impl Turn {
    /// The turn is over. Without an answer it counts as one without headers.
    pub(super) fn done(self, answer: Option<&reqwest::Response>) {
        self.permit.complete(answer.and_then(|answer| bucket(answer.headers())));
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
        reset_at: Instant::now().into_std() + Duration::try_from_secs_f64(reset_after).ok()?,
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

    #[tokio::test(start_paused = true)]
    async fn no_second_of_discord_s_has_more_requests_than_it_takes_however_long_they_are_on_their_way() {
        let (common, arrived) = (Arc::new(Common::new()), Arc::new(Mutex::new(Vec::new())));
        let mut senders = tokio::task::JoinSet::new();
        for number in 0..400_u64 {
            let (common, arrived) = (Arc::clone(&common), Arc::clone(&arrived));
            senders.spawn(async move {
                // They come in bursts of 100, 400 ms apart, and are on their way for up to a third of a second each way.
                tokio::time::sleep(Duration::from_millis(400 * (number / 100))).await;
                let place = Common::place(&common).await;
                tokio::time::sleep(Duration::from_millis(number * 7_919 % 331)).await;
                arrived.lock().unwrap().push(Instant::now());
                tokio::time::sleep(Duration::from_millis(number * 104_729 % 337)).await;
                drop(place);
            });
        }
        senders.join_all().await;
        let mut arrived = arrived.lock().unwrap().clone();
        arrived.sort();
        assert_eq!(arrived.len(), 400);
        assert!(arrived.windows(51).all(|window| window[50] - window[0] > Duration::from_secs(1)));
    }

    #[tokio::test(start_paused = true)]
    async fn the_first_fifty_wait_for_nothing_and_a_wait_that_is_broken_off_keeps_no_place() {
        let common = Arc::new(Common::new());
        let begun = Instant::now();
        let mut places = Vec::new();
        for _ in 0..GLOBAL_PER_SECOND {
            places.push(Common::place(&common).await);
        }
        assert_eq!(Instant::now(), begun);
        places.clear();
        for _ in 0..GLOBAL_PER_SECOND {
            let broken_off = tokio::time::timeout(Duration::from_millis(1), Common::place(&common)).await;
            assert!(broken_off.is_err(), "a second has 50 requests");
        }
        for _ in 0..GLOBAL_PER_SECOND {
            places.push(Common::place(&common).await);
        }
        assert_eq!(common.free_at().len(), 0);
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
