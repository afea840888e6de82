//! The chat page and its assets, built into the binary; and uploaded files.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use include_dir::{Dir, include_dir};

use crate::state::State;

static PAGE: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/page");

fn answer(content: impl Into<Body>, content_type: &str) -> Response<Body> {
    let mut response = Response::new(content.into());
    let kind = HeaderValue::from_str(content_type);
    let headers = response.headers_mut();
    headers
        .insert(header::CONTENT_TYPE, kind.unwrap_or(HeaderValue::from_static("application/octet-stream")));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'self'; img-src 'self' data: http: https:; connect-src 'self' ws: wss:; object-src 'none'; \
             base-uri 'none'; frame-ancestors 'self'; form-action 'self'",
        ),
    );
    response
}

fn nothing() -> Response<Body> {
    let mut response = answer("not found", "text/plain; charset=utf-8");
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// A file of the page.
pub fn asset(path: &str) -> Response<Body> {
    let Some(file) = PAGE.get_file(path) else { return nothing() };
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        "woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    };
    answer(file.contents(), kind)
}

/// An uploaded file: `/attachments/{channel}/{id}/{name}`. It is never run as a page of ours.
pub fn attachment(state: &State, path: &str) -> Response<Body> {
    let id = path.split('/').nth(1).and_then(|id| id.parse().ok());
    let Some(file) = id.and_then(|id| state.files.get(id)) else { return nothing() };
    let is_picture = file.content_type.starts_with("image/") && file.content_type != "image/svg+xml";
    let kind = if is_picture || file.content_type.starts_with("text/plain") {
        file.content_type.as_str()
    } else {
        "application/octet-stream"
    };
    answer(file.content.clone(), kind)
}
