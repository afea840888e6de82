//! The one stylesheet: its address has a hash of it, so that it can be kept for ever.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};

const SHEET: &str = include_str!("style.css");

/// Where it is.
pub(super) static ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/wall-{}.css", &hex::encode(Sha256::digest(SHEET))[..16]));

pub(super) async fn sheet() -> impl IntoResponse {
    let kept = "public, max-age=31536000, immutable";
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, kept)], SHEET)
}
