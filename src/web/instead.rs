//! What is answered where a page can't be: that there is none, where it is by now, that it can't be made.

use axum::extract::State;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::html;

use super::Site;
use super::layout::{About, framed, said, search};
use super::visit::Visit;
use crate::store::{Failure, Found, Outcome};
use crate::words::say;

/// For an address at which nothing is.
pub(super) async fn not_found(State(site): State<Site>, visit: Visit) -> Response {
    nothing_here(&site, &visit)
}

/// What is found at the address of a company or a group: shown, or where `address` has it by now.
pub(super) fn found<T>(
    site: &Site,
    visit: &Visit,
    found: Outcome<Option<Found<T>>>,
    address: impl Fn(&str) -> String,
    show: impl Fn(&T) -> Response,
) -> Response {
    match here(site, visit, found, address) {
        Ok(shown) => show(&shown),
        Err(elsewhere) => *elsewhere,
    }
}

/// What is found there, or the answer that it isn't.
pub(super) fn here<T>(
    site: &Site,
    visit: &Visit,
    found: Outcome<Option<Found<T>>>,
    address: impl Fn(&str) -> String,
) -> Result<T, Box<Response>> {
    Err(Box::new(match found {
        Ok(Some(Found::Here(shown))) => return Ok(shown),
        Ok(None) => nothing_here(site, visit),
        Ok(Some(Found::Moved(slug))) => moved(visit, &address(&slug)),
        Err(failure) => trouble(site, visit, &failure),
    }))
}

/// The page that says so, and where to go on.
pub(super) fn nothing_here(site: &Site, visit: &Visit) -> Response {
    let speaker = &visit.speaker;
    let about = About { title: say!(speaker, "wall-not-found"), ..About::default() };
    let content = html! {
        h1 { (about.title) }
        p { (say!(speaker, "wall-not-found-text")) }
        (search(visit))
        p { a href=(visit.link("/", "")) { (say!(speaker, "wall-to-start")) } }
    };
    framed(StatusCode::NOT_FOUND, site, visit, &about, &content)
}

/// The page when the store has trouble, which is logged.
pub(super) fn trouble(site: &Site, visit: &Visit, failure: &Failure) -> Response {
    tracing::error!(path = visit.path, %failure, "a page of the wall can't be made");
    later(site, visit, "wall-trouble-text", "60")
}

/// The page for who gets no turn.
pub(super) fn busy(site: &Site, visit: &Visit) -> Response {
    later(site, visit, "wall-busy-text", "5")
}

/// That a page can't be made now, why, and in how many seconds it is worth to ask again.
fn later(site: &Site, visit: &Visit, why: &str, seconds: &'static str) -> Response {
    let about = About { title: say!(visit.speaker, "wall-trouble"), ..About::default() };
    let content = html! { h1 { (about.title) } p { (said(&visit.speaker, why)) } };
    let mut response = framed(StatusCode::SERVICE_UNAVAILABLE, site, visit, &about, &content);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(seconds));
    response
}

/// To where a page is by now.
fn moved(visit: &Visit, path: &str) -> Response {
    let to = visit.link(path, "");
    let to = HeaderValue::from_str(&to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::MOVED_PERMANENTLY, [(LOCATION, to)]).into_response()
}
