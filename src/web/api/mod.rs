//! The API: what the wall shows, as JSON for other people's sites and tools. Read-only, and the same for everybody: nobody
//! signs in, no person is in it, and what isn't on the wall isn't here either.
//!
//! A list comes in parts, each with the cursor of the next (`cursor`). Whatever can't be answered is told as RFC 9457 wants
//! it (`problem`), with all that is wrong at once. What may be asked stands once, in `parameters`: by that it is read
//! (`query`) and described (`description`). How often one address may ask is in `pace`. No text of its own is here but
//! the description, which is in English as names of fields are.

mod awards;
mod cursor;
mod description;
mod groups;
mod guide;
mod leaderboard;
mod pace;
mod parameters;
mod partners;
mod problem;
mod program;
mod query;
mod requests;
mod shape;

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderName, LINK, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use serde::Serialize;
use tower_http::cors::{Any, CorsLayer, Vary};

use self::cursor::Place;
use self::problem::Refused;
use self::query::Asked;
use super::{Site, linked};
use crate::store::{Found, Outcome, Part};

pub(super) use guide::guide;
pub use pace::Pace;

/// Where it is.
pub(super) const PLACE: &str = "/api/v1";
/// Where it is described (OpenAPI).
pub(super) const DESCRIPTION: &str = "/api/v1/openapi.json";

/// What is told of the pace in each answer.
const PACE_HEADERS: [HeaderName; 3] = [
    HeaderName::from_static("ratelimit-limit"),
    HeaderName::from_static("ratelimit-remaining"),
    HeaderName::from_static("ratelimit-reset"),
];

/// All that can be asked.
pub(super) fn routes(site: &Site) -> Router<Site> {
    let asked = Router::new()
        .route("/program", get(program::program))
        .route("/partners", get(partners::list))
        .route("/partners/{slug}", get(partners::one))
        .route("/groups", get(groups::list))
        .route("/groups/{slug}", get(groups::one))
        .route("/awards", get(awards::list))
        .route("/leaderboard", get(leaderboard::board))
        .route("/requests", get(requests::list))
        .route("/openapi.json", get(description::openapi))
        .fallback(problem::nothing_here)
        .method_not_allowed_fallback(problem::other_method);
    // From the inside out: headers and marks as on the pages, the pace, and then whose pages may read it: everybody's.
    Router::new()
        .nest(PLACE, asked)
        // What is nested doesn't answer there.
        .route(&format!("{PLACE}/"), any(problem::nothing_here))
        .layer(from_fn_with_state(site.clone(), problem::guard))
        .layer(from_fn_with_state(site.clone(), pace::keep))
        .layer(readable_from_everywhere())
}

fn readable_from_everywhere() -> CorsLayer {
    let [limit, remaining, reset] = PACE_HEADERS;
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers(Any)
        .expose_headers([ETAG, LINK, RETRY_AFTER, limit, remaining, reset])
        .max_age(std::time::Duration::from_secs(86_400))
        // The answer is the same wherever it is asked from.
        .vary(Vary::list([]))
}

/// A part of a list, which says in its headers as well where the next one is (RFC 8288).
fn part(asked: &Asked, next: Option<&str>, value: &impl Serialize) -> Response {
    let mut response = json(value);
    let link = next.map(|cursor| format!("<{}>; rel=\"next\"", asked.on_from(cursor)));
    if let Some(Ok(link)) = link.map(HeaderValue::try_from) {
        response.headers_mut().insert(LINK, link);
    }
    response
}

/// A part of the list `of`: each line as `show` has it, and all of it as `whole` has it with the cursor of what comes next.
fn listed<L, P: Place, T, W: Serialize>(
    asked: &Asked,
    of: &str,
    found: Part<L, P>,
    show: impl Fn(&L) -> T,
    whole: impl FnOnce(Vec<T>, Option<String>) -> W,
) -> Response {
    let next = found.next.map(|place| cursor::write(of, &place));
    let items = found.lines.iter().map(show).collect();
    part(asked, next.as_deref(), &whole(items, next.clone()))
}

/// What is found at an address: shown, or where among `kind` it is by now.
fn found<T, W: Serialize>(
    site: &Site,
    asked: &Asked,
    kind: &str,
    found: Outcome<Option<Found<T>>>,
    show: impl FnOnce(&T) -> W,
) -> Result<Response, Refused> {
    match found {
        Ok(None) => Err(asked.not_found(site)),
        Ok(Some(Found::Moved(slug))) => {
            let to = [(LOCATION, format!("{PLACE}/{kind}/{slug}"))];
            Ok((StatusCode::MOVED_PERMANENTLY, to).into_response())
        }
        Ok(Some(Found::Here(shown))) => Ok(json(&show(&shown))),
        Err(failure) => Err(asked.trouble(site, &failure)),
    }
}

/// A value as JSON.
fn json(value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        // Whoever puts it into a page of theirs puts no element into it.
        Ok(text) => ([(CONTENT_TYPE, "application/json")], linked::within_script(&text)).into_response(),
        // Values of this room are texts, numbers and lists of those.
        Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, [(CACHE_CONTROL, "no-store")]).into_response(),
    }
}
