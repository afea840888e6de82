//! Answers on their way out.

use axum::body::Body;
use axum::http::{Response, StatusCode, header};
use serde_json::Value;

use super::error::ApiError;

/// Put on a response whose connection is to be dropped instead.
#[derive(Debug, Clone, Copy)]
pub struct DropConnection;

/// What goes back.
pub(super) struct Outcome {
    pub(super) status: u16,
    pub(super) body: Option<Value>,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) is_dropped: bool,
}

impl Outcome {
    pub(super) fn dropped() -> Self {
        Outcome { status: 0, body: None, headers: Vec::new(), is_dropped: true }
    }

    pub(super) fn error(error: &ApiError) -> Self {
        let mut headers = Vec::new();
        if let Some(after) = error.retry_after {
            headers.push(("retry-after", format!("{}", after.ceil() as u64)));
            headers.push(("x-ratelimit-scope", "user".to_owned()));
        }
        Outcome { status: error.status, body: Some(error.to_json()), headers, is_dropped: false }
    }
}

/// An answer with a body.
pub(super) fn response(body: &Value, status: u16, headers: &[(&'static str, String)]) -> Response<Body> {
    // Now and then Discord answers with a page instead of JSON; a fault's text body does so here.
    if let Value::String(text) = body {
        return built(status, headers, Body::from(text.clone()));
    }
    let mut response = built(status, headers, Body::from(body.to_string()));
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("application/json"));
    response
}

/// An answer of these parts.
pub(super) fn built(status: u16, headers: &[(&'static str, String)], body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in headers {
        if let Ok(value) = header::HeaderValue::from_str(value) {
            response.headers_mut().insert(*name, value);
        }
    }
    response
}
