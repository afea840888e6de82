//! The query of the gateway's URL.

use super::compress::Stream;
use crate::rest::call::query_value;

/// What the query of the gateway's URL asks for.
#[derive(Debug)]
pub struct Query {
    pub(super) version: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) compress: Option<Stream>,
}

impl Query {
    /// Reads the query.
    pub fn read(query: &str) -> Self {
        Query {
            version: query_value(query, "v"),
            encoding: query_value(query, "encoding"),
            compress: query_value(query, "compress").as_deref().and_then(Stream::of),
        }
    }
}
