//! How a person's client brings files: announce, put, refer. Source: none, Discord's clients do it so.
//!
//! 1. `POST /channels/{channel}/attachments` `{files: [{id, filename, file_size}]}` → `{attachments: [{id, upload_url,
//!    upload_filename}]}`; 2. `PUT upload_url` with the bare content; 3. a message or an interaction lists
//!    `attachments: [{id, filename, uploaded_filename}]`. Parts `files[n]` of a multipart body do as well.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};

use crate::form::Errors;
use crate::form::mentions::id_of;
use crate::rest::call::{Answer, Call, Outcome, decoded};
use crate::rest::error::ApiError;
use crate::server::Shared;
use crate::state::files::StoredFile;
use crate::state::id::Id;
use crate::state::permissions as bit;
use crate::upload::{self, FILE_BYTES, Upload};

/// POST /channels/{channel}/attachments
pub fn announce(call: &mut Call<'_>) -> Outcome {
    let channel = call.channel()?;
    call.need(channel, bit::ATTACH_FILES)?;
    let mut errors = Errors::default();
    let files = errors.optional_list(call.body, "files", 1, 10).unwrap_or_default();
    if call.body["files"].is_null() {
        errors.at("files", "BASE_TYPE_REQUIRED", "This field is required");
    }
    errors.within("files", |errors| {
        for (index, file) in files.iter().enumerate() {
            errors.within(index, |errors| {
                errors.text(file, "filename", 1, 1024);
                errors.optional_number(file, "file_size", 0, i64::MAX);
            });
        }
    });
    errors.finish()?;
    if files.iter().any(|file| file["file_size"].as_u64().is_some_and(|size| size > FILE_BYTES as u64)) {
        return Err(ApiError::entity_too_large());
    }
    let me = call.me()?;
    let list = files.iter().enumerate().map(|(index, file)| {
        let name = upload::safe_name(file["filename"].as_str().unwrap_or_default());
        let kept_as = format!("{}/{name}", call.state.ids.make());
        call.state.files.announce(me, kept_as.clone());
        let id = file.get("id").cloned().unwrap_or(json!(index));
        json!({"id": id, "upload_url": format!("{}/uploads/{kept_as}", call.base), "upload_filename": kept_as})
    });
    let list: Vec<Value> = list.collect();
    Ok(Answer::Json(json!({"attachments": list})))
}

/// PUT /uploads/{id}/{name}: whoever knows the address may, as with a signed one.
pub async fn put(shared: Arc<Shared>, request: Request<Body>) -> Response<Body> {
    let (head, body) = request.into_parts();
    let kept_as = decoded(head.uri.path().trim_start_matches("/uploads/"));
    let kind = head.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned);
    let content = axum::body::to_bytes(body, FILE_BYTES).await;
    let name = kept_as.rsplit('/').next().unwrap_or_default().to_owned();
    let status = match content {
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Ok(_) if head.method != "PUT" => StatusCode::METHOD_NOT_ALLOWED,
        Ok(content) => {
            let content_type = kind.unwrap_or_else(|| upload::guessed_type(&name).to_owned());
            let file = StoredFile { name, content_type, content };
            if shared.lock().files.put(&kept_as, file) { StatusCode::OK } else { StatusCode::NOT_FOUND }
        }
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

/// Takes what a body's `attachments` refer to by `uploaded_filename`, as if it had come along.
pub fn claim(call: &mut Call<'_>, listed: &Value) -> Result<(), ApiError> {
    let me = call.me()?;
    for entry in listed.as_array().into_iter().flatten() {
        let Some(kept_as) = entry["uploaded_filename"].as_str() else { continue };
        let file = call.state.files.claim(me, kept_as).ok_or_else(ApiError::unknown_attachment)?;
        let index = id_of(&entry["id"]).map_or(0, Id::get);
        let StoredFile { name, content_type, content } = file;
        call.files.push(Upload { index, name, content_type, content });
    }
    Ok(())
}

/// Files that came with an interaction, by the number under which its values name them.
#[derive(Debug, Default)]
pub(super) struct Sent(Vec<(u64, Value)>);

impl Sent {
    /// Keeps all files that came along.
    pub(super) fn keep(call: &mut Call<'_>, channel: Id, listed: &Value) -> Sent {
        let entries = listed.as_array().map(Vec::as_slice).unwrap_or_default();
        let files = std::mem::take(&mut call.files).into_iter().map(|file| {
            let entry =
                entries.iter().find(|entry| id_of(&entry["id"]).map(Id::get) == Some(file.index)).cloned();
            let index = file.index;
            let mut json = upload::store(call.state, file, entry.as_ref(), channel, call.base);
            // For the bot to fetch at once: it belongs to no message.
            json["ephemeral"] = json!(true);
            (index, json)
        });
        Sent(files.collect())
    }

    /// The file that a value names: its id, and what the bot reads of it.
    pub(super) fn named(&self, value: &Value) -> Option<(Id, Value)> {
        let wanted = id_of(value)?.get();
        let (_, json) = self.0.iter().find(|(index, _)| *index == wanted)?;
        Some((id_of(&json["id"])?, json.clone()))
    }
}
