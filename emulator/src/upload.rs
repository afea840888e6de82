//! Uploaded files: the parts of a multipart body, and the attachments that they become.

use bytes::Bytes;
use serde_json::{Value, json};

use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::rest::error::ApiError;
use crate::state::State;
use crate::state::files::StoredFile;
use crate::state::id::Id;

/// Discord: 10 MiB a file.
pub const FILE_BYTES: usize = 10 << 20;
/// Discord: 25 MiB a request.
pub const REQUEST_BYTES: usize = 25 << 20;

/// Discord's word for a component whose file isn't there (seen, not documented).
const NOT_FOUND: &str = "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND";

/// A part `files[n]`.
#[derive(Debug, Clone)]
pub struct Upload {
    /// n.
    pub index: u64,
    /// The file's name.
    pub name: String,
    /// Its content type.
    pub content_type: String,
    /// Its content.
    pub content: Bytes,
}

/// Takes a multipart body apart: `payload_json` (or the other fields as text), and the files.
pub async fn multipart(content_type: &str, body: Bytes) -> Result<(Value, Vec<Upload>), ApiError> {
    let bad = |_| ApiError::field("_content_type", "CONTENT_TYPE_INVALID", "Invalid multipart form.");
    let boundary = multer::parse_boundary(content_type).map_err(bad)?;
    let stream = futures_util::stream::once(async move { Ok::<_, std::convert::Infallible>(body) });
    let mut parts = multer::Multipart::new(stream, boundary);
    let mut json = Value::Null;
    let mut files = Vec::new();
    while let Some(part) = parts.next_field().await.map_err(bad)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let content_type = part.content_type().map(ToString::to_string);
        let content = part.bytes().await.map_err(bad)?;
        if name == "payload_json" {
            json = serde_json::from_slice(&content).map_err(|_| ApiError::bad_json())?;
        } else if let Some(file_name) = file_name {
            if content.len() > FILE_BYTES {
                return Err(ApiError::entity_too_large());
            }
            let number = name.strip_prefix("files[").and_then(|rest| rest.strip_suffix(']'));
            let index = number.and_then(|number| number.parse().ok()).unwrap_or(files.len() as u64);
            let content_type = content_type.unwrap_or_else(|| guessed_type(&file_name).to_owned());
            files.push(Upload { index, name: safe_name(&file_name), content_type, content });
        } else {
            if json.is_null() {
                json = json!({});
            }
            // Beside a `payload_json` that is no object, single fields mean nothing.
            if let Some(fields) = json.as_object_mut() {
                fields.insert(name, Value::String(String::from_utf8_lossy(&content).into_owned()));
            }
        }
    }
    if json.is_null() {
        json = json!({});
    }
    Ok((json, files))
}

/// Discord keeps letters, digits, dots, dashes and underscores of a name.
pub fn safe_name(name: &str) -> String {
    let keep = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let name: String = name.chars().map(keep).collect();
    if name.is_empty() { "unknown".into() } else { name }
}

/// The content type that a name's ending stands for.
pub fn guessed_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "txt" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

/// Stores uploads and gives the attachments that they become. `listed` is the body's `attachments`, `kept` what the
/// message has so far: with a list only the listed ones stay.
pub fn attach(
    state: &mut State,
    files: Vec<Upload>,
    listed: Option<&[Value]>,
    kept: &[Value],
    channel: Id,
    base: &str,
) -> Result<Vec<Value>, ApiError> {
    let is_listed = |id: &Value| listed.is_some_and(|list| list.iter().any(|entry| &entry["id"] == id));
    let mut attachments: Vec<Value> =
        kept.iter().filter(|old| listed.is_none() || is_listed(&old["id"])).cloned().collect();
    for entry in listed.unwrap_or_default() {
        let number = id_of(&entry["id"]).map(Id::get);
        let is_upload = files.iter().any(|file| Some(file.index) == number);
        let is_kept = kept.iter().any(|old| old["id"] == entry["id"]);
        if !is_upload && !is_kept {
            return Err(ApiError::unknown_attachment());
        }
    }
    for file in files {
        let entry = listed
            .unwrap_or_default()
            .iter()
            .find(|entry| id_of(&entry["id"]).map(Id::get) == Some(file.index));
        let attachment = store(state, file, entry, channel, base);
        attachments.push(attachment);
    }
    Ok(attachments)
}

/// Stores one upload; gives the attachment that it becomes. `entry` is what the body's `attachments` say of it.
pub fn store(state: &mut State, file: Upload, entry: Option<&Value>, channel: Id, base: &str) -> Value {
    let id = state.ids.make();
    let name = entry.and_then(|entry| entry["filename"].as_str()).map_or(file.name, safe_name);
    let url = format!("{base}/attachments/{channel}/{id}/{name}");
    let mut json = json!({
        "id": id, "filename": name, "size": file.content.len(), "url": url, "proxy_url": url,
        "content_type": file.content_type, "flags": 0,
    });
    if let Some(text) = entry.and_then(|entry| entry["description"].as_str()) {
        json["description"] = json!(text);
    }
    state.files.insert(id, StoredFile { name, content_type: file.content_type, content: file.content });
    json
}

/// Refuses components that show a file which the message doesn't have, at the place of each.
pub fn refuse_unknown(parts: &[Value], attachments: &[Value]) -> Result<(), ApiError> {
    let mut errors = Errors::default();
    errors.within("components", |errors| {
        for (index, part) in parts.iter().enumerate() {
            errors.within(index, |errors| unknown(part, attachments, errors));
        }
    });
    errors.finish()
}

fn unknown(value: &Value, attachments: &[Value], errors: &mut Errors) {
    match value {
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                errors.within(index, |errors| unknown(inner, attachments, errors));
            }
        }
        Value::Object(map) => {
            for (key, inner) in map {
                let name =
                    inner.as_str().filter(|_| key == "url").and_then(|url| url.strip_prefix("attachment://"));
                match name {
                    Some(name) if !attachments.iter().any(|attachment| attachment["filename"] == name) => {
                        errors.at(
                            key,
                            NOT_FOUND,
                            format!("The referenced attachment {name:?} was not found"),
                        );
                    }
                    _ => errors.within(key, |errors| unknown(inner, attachments, errors)),
                }
            }
        }
        _ => {}
    }
}

/// Puts the attachments' links where `attachment://name` stands.
pub fn resolve_links(parts: &mut [Value], attachments: &[Value]) {
    for part in parts {
        resolve(part, attachments);
    }
}

fn resolve(value: &mut Value, attachments: &[Value]) {
    match value {
        Value::String(text) => {
            if let Some(name) = text.strip_prefix("attachment://")
                && let Some(found) = attachments.iter().find(|attachment| attachment["filename"] == name)
            {
                *value = found["url"].clone();
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|inner| resolve(inner, attachments)),
        Value::Object(map) => map.values_mut().for_each(|inner| resolve(inner, attachments)),
        _ => {}
    }
}

/// Makes media of components whole, as Discord answers them: an id, the attachment that is meant, and a file's name and
/// size.
pub fn resolve_media(state: &mut State, parts: &mut [Value], attachments: &[Value]) {
    for part in parts {
        whole(state, part, attachments);
    }
}

fn whole(state: &mut State, value: &mut Value, attachments: &[Value]) {
    let found = |url: &Value| {
        let name = url.as_str()?.strip_prefix("attachment://")?;
        attachments.iter().find(|attachment| attachment["filename"] == name)
    };
    match value {
        Value::Array(list) => list.iter_mut().for_each(|inner| whole(state, inner, attachments)),
        Value::Object(map) => {
            if map.get("type") == Some(&json!(13)) {
                let file = map.get("file").and_then(|file| found(&file["url"]));
                let said = |key: &str| file.map_or(Value::Null, |file| file[key].clone());
                let (name, size) = (said("filename"), said("size"));
                map.entry("name").or_insert(name);
                map.entry("size").or_insert(size);
            }
            if map.contains_key("proxy_url") && !map.contains_key("id") {
                if let Some(file) = map.get("url").and_then(found) {
                    for (key, from) in
                        [("id", "id"), ("attachment_id", "id"), ("content_type", "content_type")]
                    {
                        map.insert(key.to_owned(), file[from].clone());
                    }
                } else {
                    map.insert("id".to_owned(), json!(state.ids.make()));
                }
            }
            map.values_mut().for_each(|inner| whole(state, inner, attachments));
        }
        _ => {}
    }
}
