//! Answers that were made: as long as nothing has changed, none is made twice.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_LANGUAGE, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::Response;
use moka::sync::Cache;

use super::{Site, language};

/// So much is kept: some thousands of pages.
const KEPT: u64 = 32 * 1024 * 1024;
/// After so long an answer is made anew in any case: another replica may have changed something, and days go by.
pub(super) const AGED: Duration = Duration::from_secs(5);
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

impl Key {
    /// Of a request whose answer can be kept.
    pub(super) fn of(site: &Site, request: &Request) -> Option<Self> {
        let address = request.uri().path_and_query()?.as_str();
        let is_kept = [Method::GET, Method::HEAD].contains(request.method()) && address.len() <= ADDRESS;
        // One that the address names stands in the address.
        let language = language::of(site, request.headers().get(ACCEPT_LANGUAGE)).language();
        is_kept.then(|| Self { address: address.to_owned(), language })
    }

    /// About how much it takes, in bytes.
    fn weight(&self) -> u32 {
        u32::try_from(size_of::<Self>() + self.address.len()).unwrap_or(u32::MAX)
    }
}

impl Memory {
    /// An empty one, in which nothing gets older than this.
    pub(super) fn new(aged: Duration) -> Self {
        let weight = |key: &Key, made: &Arc<Made>| key.weight().saturating_add(made.weight());
        Self(Cache::builder().weigher(weight).max_capacity(KEPT).time_to_live(aged).build())
    }

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
    /// About how much it takes, in bytes: of a small answer the headers are most of it.
    fn weight(&self) -> u32 {
        let header = |(name, value): (&HeaderName, &HeaderValue)| {
            size_of::<HeaderName>() + size_of::<HeaderValue>() + name.as_str().len() + value.len()
        };
        let headers: usize = self.headers.iter().map(header).sum();
        u32::try_from(size_of::<Self>() + headers + self.body.len()).unwrap_or(u32::MAX)
    }

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

#[cfg(test)]
mod tests {
    use axum::http::header::CONTENT_SECURITY_POLICY;

    use super::*;

    #[test]
    fn what_is_kept_is_weighed_with_its_headers_and_stays_within_its_bound() {
        let memory = Memory::new(AGED);
        let policy = HeaderValue::try_from("x".repeat(8_000)).expect("a value");
        let headers = HeaderMap::from_iter([(CONTENT_SECURITY_POLICY, policy)]);
        for number in 0..10_000 {
            let key = Key { address: format!("/{number}"), language: "en" };
            let mark = HeaderValue::from_static("\"\"");
            let made = Made { changes: 0, headers: headers.clone(), mark, body: Bytes::new() };
            memory.keep(key, Arc::new(made));
        }
        memory.0.run_pending_tasks();
        assert!(memory.0.entry_count() <= KEPT / 8_000, "{} are kept", memory.0.entry_count());
    }
}
