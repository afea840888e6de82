//! Answers that were made: as long as nothing has changed, none is made twice.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::Response;
use moka::sync::Cache;

use super::{Site, language};

/// So much is kept: some thousands of pages.
const KEPT: u64 = 32 * 1024 * 1024;
/// After so long an answer is made anew in any case: another replica may have changed something, and days go by.
const AGED: Duration = Duration::from_secs(5);
/// A longer address is nobody's in earnest.
const ADDRESS: usize = 300;

/// The answers that are kept.
pub(super) struct Memory(Cache<Key, Arc<Made>>);

/// What an answer depends on beside the ledger: what was asked for, and in which language. Whether only its head is wanted
/// makes none another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    address: String,
    language: &'static str,
}

/// An answer, whole.
#[derive(Debug)]
pub(super) struct Made {
    /// How often something had changed before it was made.
    pub(super) changes: u64,
    /// All its headers.
    pub(super) headers: HeaderMap,
    /// By what its content is known.
    pub(super) mark: HeaderValue,
    /// Its content.
    pub(super) body: Bytes,
}

impl Default for Memory {
    fn default() -> Self {
        let weight = |key: &Key, made: &Arc<Made>| {
            u32::try_from(key.address.len() + made.body.len()).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().weigher(weight).max_capacity(KEPT).time_to_live(AGED).build())
    }
}

impl Key {
    /// Of a request whose answer can be kept; `place` stands before its address.
    pub(super) fn of(site: &Site, place: &str, request: &Request) -> Option<Self> {
        let address = request.uri().path_and_query()?.as_str();
        let is_kept = [Method::GET, Method::HEAD].contains(request.method()) && address.len() <= ADDRESS;
        // One that the address names stands in the address.
        let language = language::of(site, request.headers().get(ACCEPT_LANGUAGE)).language();
        is_kept.then(|| Self { address: format!("{place}{address}"), language })
    }
}

impl Memory {
    /// What was made for this, if it is still right.
    pub(super) fn find(&self, key: &Key, changes: u64) -> Option<Arc<Made>> {
        self.0.get(key).filter(|made| made.changes == changes)
    }

    /// Keeps an answer.
    pub(super) fn keep(&self, key: Key, made: Arc<Made>) {
        self.0.insert(key, made);
    }
}

impl Made {
    /// The answer to who asks with these headers: without content for who has that already.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let known = asked.get(IF_NONE_MATCH).and_then(|known| known.to_str().ok());
        let is_known = known.is_some_and(|known| {
            let marks = known.split(',').map(|mark| mark.trim().trim_start_matches("W/"));
            marks.into_iter().any(|mark| mark == "*" || mark.as_bytes() == self.mark.as_bytes())
        });
        let mut response =
            Response::new(if is_known { Body::empty() } else { Body::from(self.body.clone()) });
        *response.headers_mut() = self.headers.clone();
        if is_known {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        response
    }
}
