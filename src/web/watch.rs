//! For who watches over the server, on a listener of its own that isn't for everybody: whether the process lives, whether
//! the database answers, and a few numbers in the text format of Prometheus.

use std::fmt::Write as _;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::{DateTime, Utc};

use crate::service::Service;
use crate::store::{Failure, Vitals};

/// Prometheus, text format 0.0.4.
const FORMAT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is asked by machines.
pub fn watched(service: Service) -> Router {
    Router::new()
        .route("/healthz", get(healthy))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(service)
}

/// The process answers.
async fn healthy() -> impl IntoResponse {
    ([(CACHE_CONTROL, "no-store")], "ok\n")
}

/// The database answers as well.
async fn ready(State(service): State<Service>) -> Response {
    match service.vitals().await {
        Ok(_) => ([(CACHE_CONTROL, "no-store")], "ok\n").into_response(),
        Err(failure) => trouble(&failure),
    }
}

async fn metrics(State(service): State<Service>) -> Response {
    match service.vitals().await {
        Ok(vitals) => ([(CONTENT_TYPE, FORMAT), (CACHE_CONTROL, "no-store")], told(&vitals)).into_response(),
        Err(failure) => trouble(&failure),
    }
}

fn trouble(failure: &Failure) -> Response {
    tracing::error!(%failure, "the database doesn't answer");
    (StatusCode::SERVICE_UNAVAILABLE, "the database doesn't answer\n").into_response()
}

fn told(vitals: &Vitals) -> String {
    let seconds = |at: Option<DateTime<Utc>>| at.map_or(0, |at| at.timestamp());
    let lines = [
        ("ovation_records_total", "counter", "Records in the ledger.", vitals.records),
        ("ovation_messages_due", "gauge", "Messages that are due and not out.", vitals.due),
        (
            "ovation_messages_due_since_seconds",
            "gauge",
            "When the oldest message that is due was due, in Unix time; 0: none is.",
            seconds(vitals.due_since),
        ),
        ("ovation_messages_failed", "gauge", "Messages that could not be told.", vitals.failed),
        (
            "ovation_ledger_sealed_seconds",
            "gauge",
            "When a head of the ledger was signed last, in Unix time; 0: never.",
            seconds(vitals.sealed_at),
        ),
    ];
    let mut text = String::new();
    for (name, kind, help, value) in lines {
        // Writing into a text can't fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    }
    text
}
