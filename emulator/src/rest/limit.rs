//! Rate limits on the wire: headers, and 429s. Source: topics/rate-limits.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

use serde_json::{Value, json};

use super::call::Who;
use super::error::ApiError;
use super::find::Found;
use super::response::Outcome;
use super::route::Limit;
use crate::state::State;
use crate::state::faults::Scope;
use crate::state::id::now_millis;
use crate::state::limits::{Size, Standing};

/// What the limits say to a request.
pub(super) enum Verdict {
    /// Not limited.
    Free,
    /// Counted; these headers go with the answer.
    Counted(Vec<(&'static str, String)>),
    /// One too many.
    Refused(Outcome),
}

/// Counts the request.
pub(super) fn judge(state: &mut State, found: &Found<'_>, who: Who) -> Verdict {
    let now = Instant::now();
    let outside_global = matches!(found.route.limit, Limit::None | Limit::Webhook);
    if let Who::Bot(bot) = who
        && !outside_global
        && let Some(standing) = state.limits.take_global(bot, now)
        && standing.refused
    {
        return Verdict::Refused(refusal(standing, "global", None));
    }
    let size = match found.route.limit {
        Limit::None => return Verdict::Free,
        Limit::Of(limit, per_millis) => Size { limit, per_millis },
        Limit::Channel => state.limits.channel,
        // What is commonly met; not promised.
        Limit::Webhook => Size { limit: 5, per_millis: 2_000 },
    };
    let by = match who {
        Who::Bot(id) | Who::Person(id) | Who::Bearer { user: id, .. } => id.get(),
        Who::Nobody => 0,
    };
    let place = place(found);
    // All routes under an interaction's token share one bucket.
    let number = if found.route.limit == Limit::Webhook { u16::MAX } else { found.number };
    let standing = state.limits.take(number, place, by, size, now);
    let bucket = bucket(number);
    if standing.refused {
        return Verdict::Refused(refusal(standing, "user", Some(&bucket)));
    }
    Verdict::Counted(headers(standing, &bucket))
}

/// The top resource: channel, guild, or webhook with its token.
fn place(found: &Found<'_>) -> u64 {
    let Some((name, value)) = found.params.first() else { return 0 };
    match (*name, found.params.get(1)) {
        ("application", Some(("token", token))) => {
            let mut hasher = DefaultHasher::new();
            token.hash(&mut hasher);
            hasher.finish()
        }
        ("application", Some(("guild", guild))) => guild.parse().unwrap_or(0),
        _ => value.parse().unwrap_or(0),
    }
}

fn bucket(number: u16) -> String {
    let mut hasher = DefaultHasher::new();
    (number, "bucket").hash(&mut hasher);
    format!("{:016x}{:016x}", hasher.finish(), hasher.finish().rotate_left(17))
}

fn headers(standing: Standing, bucket: &str) -> Vec<(&'static str, String)> {
    let after = standing.reset_after.as_secs_f64();
    let at = now_millis() as f64 / 1000.0 + after;
    vec![
        ("x-ratelimit-limit", standing.size.limit.to_string()),
        ("x-ratelimit-remaining", standing.remaining.to_string()),
        ("x-ratelimit-reset", format!("{at:.3}")),
        ("x-ratelimit-reset-after", format!("{after:.3}")),
        ("x-ratelimit-bucket", bucket.to_owned()),
    ]
}

fn refusal(standing: Standing, scope: &str, bucket: Option<&str>) -> Outcome {
    let after = standing.reset_after.as_secs_f64().max(0.001);
    let mut outcome = limited(after, scope);
    if let Some(bucket) = bucket {
        outcome.headers.extend(headers(standing, bucket));
    }
    outcome
}

fn limited(after: f64, scope: &str) -> Outcome {
    let is_global = scope == "global";
    let text = if is_global {
        "You are being blocked from accessing our API temporarily due to exceeding our global rate limit."
    } else {
        "You are being rate limited."
    };
    let body = json!({"message": text, "retry_after": (after * 1000.0).ceil() / 1000.0, "global": is_global});
    let mut headers = vec![
        // Whole seconds, rounded up, as HTTP has it.
        ("retry-after", format!("{}", after.ceil() as u64)),
        ("x-ratelimit-scope", scope.to_owned()),
        // By this header discord.py and its kin tell a limit, which they wait out, from a ban, at which they give up.
        ("via", "1.1 google".to_owned()),
    ];
    if is_global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    Outcome { status: 429, body: Some(body), headers, is_dropped: false }
}

/// Whose limit refused, by the headers of the answer.
pub(super) fn scope<'a>(headers: &'a [(&'static str, String)]) -> Option<&'a str> {
    headers.iter().find_map(|(name, value)| (*name == "x-ratelimit-scope").then_some(value.as_str()))
}

/// The answer that the control side ordered.
pub(super) fn ordered(status: u16, body: Option<Value>, retry_after: Option<f64>, scope: Scope) -> Outcome {
    if status == 429 {
        let after = retry_after.unwrap_or(1.0);
        let mut outcome = limited(after, scope.name());
        let standing = Standing {
            size: Size { limit: 5, per_millis: 5_000 },
            remaining: 0,
            reset_after: std::time::Duration::from_secs_f64(after.clamp(0.0, 86_400.0)),
            refused: true,
        };
        outcome.headers.extend(headers(standing, &bucket(u16::MAX - 1)));
        outcome.body = body.or(outcome.body);
        return outcome;
    }
    let usual = || match status {
        // Gateways in front of Discord answer with a page.
        502 | 503 | 504 | 520..=529 => Value::String(format!("<html><body>{status}</body></html>")),
        404 => ApiError::not_found().to_json(),
        401 => ApiError::unauthorized().to_json(),
        403 => ApiError::missing_access().to_json(),
        _ => json!({"message": format!("{status}: ordered by the control side"), "code": 0}),
    };
    let headers = retry_after.map(|after| ("retry-after", format!("{}", after.ceil() as u64)));
    let body = if status == 204 { None } else { Some(body.unwrap_or_else(usual)) };
    Outcome { status, body, headers: headers.into_iter().collect(), is_dropped: false }
}

/// Were there too many invalid requests?
pub(super) fn is_banned(state: &State) -> bool {
    state.limits.invalid.count() >= state.limits.invalid_requests
}

/// What a banned address gets: no JSON.
pub(super) fn banned() -> Outcome {
    let body = Value::String("error code: 1015".to_owned());
    Outcome {
        status: 429,
        body: Some(body),
        headers: vec![("retry-after", "600".to_owned())],
        is_dropped: false,
    }
}
