//! What holds for each answer: headers that shut out what isn't ours, and not sending again what is there already.

use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, ETAG, HeaderName, IF_NONE_MATCH, REFERRER_POLICY, RETRY_AFTER,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::{Site, kept};

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
pub(super) async fn guard(State(site): State<Site>, request: Request, next: Next) -> Response {
    let turnless = [kept::SHEET_ADDRESS.as_str(), kept::SCRIPT_ADDRESS.as_str(), "/healthz", "/robots.txt"]
        .contains(&request.uri().path());
    if turnless {
        let known = request.headers().get(IF_NONE_MATCH).cloned();
        return finished(&site, next.run(request).await, known.as_ref()).await;
    }
    let busy = || (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response();
    in_turn(&site, request, next, busy).await
}

/// An answer that is made when its turn has come, or `busy` when that takes too long.
pub(super) async fn in_turn(
    site: &Site,
    request: Request,
    next: Next,
    busy: impl FnOnce() -> Response,
) -> Response {
    let known = request.headers().get(IF_NONE_MATCH).cloned();
    let response = match tokio::time::timeout(TURN, site.turns.acquire()).await {
        Ok(_turn) => next.run(request).await,
        Err(_) => busy(),
    };
    finished(site, response, known.as_ref()).await
}

/// The answer with all headers, and without what is `known` already.
async fn finished(site: &Site, mut response: Response, known: Option<&HeaderValue>) -> Response {
    shut_out(site, response.headers_mut());
    if response.status() != StatusCode::OK {
        response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        return response;
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(KEPT));
    marked(response, known).await
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

/// The answer with a mark of its content; without content for who has that already.
async fn marked(response: Response, known: Option<&HeaderValue>) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mark = format!("\"{}\"", &hex::encode(Sha256::digest(&body))[..32]);
    let same = known.and_then(|known| known.to_str().ok()).is_some_and(|known| {
        known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == mark)
    });
    if let Ok(mark) = HeaderValue::from_str(&mark) {
        parts.headers.insert(ETAG, mark);
    }
    if same {
        parts.status = StatusCode::NOT_MODIFIED;
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(body))
}
