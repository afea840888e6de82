//! The stylesheet and the one script: their addresses have hashes of them, so that they can be kept for ever.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};

const SHEET: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("search.js");
const KEPT: &str = "public, max-age=31536000, immutable";

/// Where the stylesheet is.
pub(super) static SHEET_ADDRESS: LazyLock<String> = LazyLock::new(|| address(SHEET, "css"));
/// Where the script is that lists narrow down by while one types.
pub(super) static SCRIPT_ADDRESS: LazyLock<String> = LazyLock::new(|| address(SCRIPT, "js"));

fn address(text: &str, ending: &str) -> String {
    format!("/wall-{}.{ending}", &hex::encode(Sha256::digest(text))[..16])
}

pub(super) async fn sheet() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, KEPT)], SHEET)
}

pub(super) async fn script() -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/javascript; charset=utf-8"), (CACHE_CONTROL, KEPT)], SCRIPT)
}
