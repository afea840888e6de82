//! The body of a request, read by its content type.

use std::sync::Arc;

use axum::body::Bytes;
use serde_json::{Map, Value};

use super::admit::{Authorization, Kind};
use super::call::decoded;
use super::error::ApiError;
use crate::upload::{self, Upload};

/// A body that could be read.
pub(super) struct ReadBody {
    pub(super) json: Value,
    /// As it is recorded.
    pub(super) text: Arc<str>,
    pub(super) files: Vec<Upload>,
    pub(super) is_too_large: bool,
}

/// Routes that take a form and nothing else. Source: topics/oauth2.
pub(super) fn takes_a_form(path: &str) -> bool {
    path.starts_with("/oauth2/token")
}

fn wrong_type(allowed: &str) -> ApiError {
    let text = format!("Expected \"Content-Type\" header to be one of {{{allowed}}}.");
    ApiError::field("_content_type", "CONTENT_TYPE_INVALID", &text)
}

/// Reads it.
pub(super) async fn read(
    path: &str,
    content_type: Option<&str>,
    authorization: Option<Authorization<'_>>,
    bytes: Bytes,
) -> Result<ReadBody, ApiError> {
    let is_too_large = bytes.len() > upload::REQUEST_BYTES;
    let kind = content_type.unwrap_or_default();
    if takes_a_form(path) && !is_too_large {
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(wrong_type("'application/x-www-form-urlencoded'"));
        }
        let json = form(&bytes, authorization);
        return Ok(ReadBody { text: json.to_string().into(), json, files: Vec::new(), is_too_large });
    }
    if bytes.is_empty() || is_too_large {
        return Ok(ReadBody { json: Value::Null, text: "".into(), files: Vec::new(), is_too_large });
    }
    if kind.starts_with("multipart/form-data") {
        let (json, files) = upload::multipart(kind, bytes).await?;
        let text = json.to_string().into();
        return Ok(ReadBody { json, text, files, is_too_large });
    }
    if kind.starts_with("application/x-www-form-urlencoded") {
        let json = payload_of(&bytes)?;
        return Ok(ReadBody { text: json.to_string().into(), json, files: Vec::new(), is_too_large });
    }
    if !kind.starts_with("application/json") {
        let allowed = "'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'";
        return Err(wrong_type(allowed));
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| ApiError::bad_json())?;
    let json = serde_json::from_str(text).map_err(|_| ApiError::bad_json())?;
    Ok(ReadBody { json, text: text.into(), files: Vec::new(), is_too_large })
}

/// The `payload_json` of a form, or its fields: what py-cord sends when there are no files.
fn payload_of(bytes: &[u8]) -> Result<Value, ApiError> {
    let fields = form(bytes, None);
    match fields["payload_json"].as_str() {
        Some(text) => serde_json::from_str(text).map_err(|_| ApiError::bad_json()),
        None => Ok(fields),
    }
}

/// The pairs of a form; an application may also name itself by HTTP's basic authentication.
fn form(bytes: &[u8], authorization: Option<Authorization<'_>>) -> Value {
    let text = String::from_utf8_lossy(bytes);
    let mut pairs = Map::new();
    for (key, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
        pairs.insert(decoded(key), Value::String(decoded(value)));
    }
    if let Some((id, secret)) = authorization.and_then(basic) {
        pairs.insert("client_id".into(), Value::String(id));
        pairs.insert("client_secret".into(), Value::String(secret));
    }
    Value::Object(pairs)
}

fn basic(authorization: Authorization<'_>) -> Option<(String, String)> {
    use base64::Engine as _;
    if authorization.kind != Kind::Basic {
        return None;
    }
    let bytes = base64::engine::general_purpose::STANDARD.decode(authorization.token).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decoded(id), decoded(secret)))
}
