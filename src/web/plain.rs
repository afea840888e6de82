//! Answers that are no pages: for machines, and for who checks.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::visit::Visit;
use super::{Site, instead};
use crate::words::say;

/// Searches lead nowhere that links don't.
const ROBOTS: &str = "User-agent: *\nDisallow: /*?q=\nDisallow: /*&q=\n";

pub(super) async fn robots() -> &'static str {
    ROBOTS
}

/// The newest signed head of the ledger, as `ovation verify-statement` and anybody's own tools read it.
pub(super) async fn head(State(site): State<Site>, visit: Visit) -> Response {
    match site.service.wall_head().await {
        Ok(Some(head)) => head.into_response(),
        Ok(None) => (StatusCode::NOT_FOUND, say!(visit.speaker, "wall-no-head") + "\n").into_response(),
        Err(failure) => instead::trouble(&site, &visit, &failure),
    }
}
