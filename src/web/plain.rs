//! Answers that are no pages: for machines, and for who checks.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};

use super::visit::Visit;
use super::{Site, layout};
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
        Err(failure) => layout::trouble(&site, &visit, &failure),
    }
}

/// The process answers.
pub(super) async fn healthy() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], "ok\n")
}

/// The database answers as well.
pub(super) async fn ready(State(site): State<Site>) -> Response {
    match site.service.wall_head().await {
        Ok(_) => ([(CACHE_CONTROL, "no-store")], "ok\n").into_response(),
        Err(failure) => {
            tracing::error!(%failure, "the database doesn't answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database doesn't answer\n").into_response()
        }
    }
}
