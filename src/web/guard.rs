//! What holds for each answer: headers that shut out what isn't ours, a turn to be made in, and not making again what is still
//! right.

use std::sync::Arc;
use std::time::Duration;

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::response::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::memory::{Key, Made};
use super::visit::Visit;
use super::{Site, instead};

/// Our own stylesheet, script and pictures alone, nothing within a page, and no page of others around ours.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// How long a page may be shown without asking again.
const KEPT: &str = "public, max-age=60";
/// A page of ours is smaller.
const LARGEST: usize = 4 * 1024 * 1024;
/// How long a visitor waits for a turn.
const TURN: Duration = Duration::from_secs(5);

const ALWAYS: [(HeaderName, &str); 5] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// For the pages.
pub(super) async fn guard(State(site): State<Site>, visit: Visit, request: Request, next: Next) -> Response {
    in_turn(&site, &site.turns, request, next, || instead::busy(&site, &visit)).await
}

/// For what needs no turn, or takes one itself for a part of its work, and is kept elsewhere if at all.
pub(super) async fn aside(State(site): State<Site>, request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let response = next.run(whole(request)).await;
    sent(&site, response, &asked).await
}

/// A turn; none when it doesn't come in time.
pub(super) async fn turn(turns: &Semaphore) -> Option<SemaphorePermit<'_>> {
    tokio::time::timeout(TURN, turns.acquire()).await.ok()?.ok()
}

/// An answer that was made before and is still right; or one that is made when its turn has come; or `busy` when that takes
/// too long.
pub(super) async fn in_turn(
    site: &Site,
    turns: &Semaphore,
    request: Request,
    next: Next,
    busy: impl FnOnce() -> Response,
) -> Response {
    let asked = request.headers().clone();
    let key = Key::of(site, &request);
    let find = || key.as_ref().and_then(|key| site.memory.find(key, site.service.changes()));
    if let Some(made) = find() {
        return made.answer(&asked);
    }
    let Some(_turn) = turn(turns).await else { return sent(site, busy(), &asked).await };
    // Somebody else may have waited for the same.
    if let Some(made) = find() {
        return made.answer(&asked);
    }
    let changes = site.service.changes();
    match finished(site, next.run(whole(request)).await, changes).await {
        Ok(made) => {
            let made = Arc::new(made);
            if let Some(key) = key {
                site.memory.keep(key, Arc::clone(&made));
            }
            made.answer(&asked)
        }
        Err(other) => *other,
    }
}

/// An answer that isn't kept, to who asks with these headers.
async fn sent(site: &Site, response: Response, asked: &HeaderMap) -> Response {
    finished(site, response, 0).await.map_or_else(|other| *other, |made| made.answer(asked))
}

/// Asks for all of it, also where only the head is wanted: that is of the whole, and the content isn't sent anyway.
fn whole(mut request: Request) -> Request {
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    request
}

/// The answer with all headers and a mark of its content; or another one than what was asked for, which isn't kept.
async fn finished(site: &Site, mut response: Response, changes: u64) -> Result<Made, Box<Response>> {
    shut_out(site, response.headers_mut());
    if response.status() != StatusCode::OK {
        response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        return Err(Box::new(response));
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(KEPT));
    let (Parts { mut headers, .. }, body) = response.into_parts();
    let failed = || Box::new(StatusCode::INTERNAL_SERVER_ERROR.into_response());
    let body = to_bytes(body, LARGEST).await.map_err(|_| failed())?;
    let mark = format!("\"{}\"", &hex::encode(Sha256::digest(&body))[..32]);
    let mark = HeaderValue::try_from(mark).map_err(|_| failed())?;
    headers.insert(ETAG, mark.clone());
    Ok(Made { changes, headers, mark, body })
}

/// Puts the headers that each answer has.
pub(super) fn shut_out(site: &Site, headers: &mut HeaderMap) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if site.base.starts_with("https://") {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    headers.insert(VARY, HeaderValue::from_static("Accept-Language"));
}
