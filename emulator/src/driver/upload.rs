//! Files of a person, as a client brings them: announced, put, then referred to.

use reqwest::Method;
use serde_json::{Value, json};

use super::control::text;
use super::error::DriveError;
use super::person::Person;

/// A file that goes along.
#[derive(Debug, Clone)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) content: Vec<u8>,
}

/// Uploads files for a channel; gives the `attachments` that refer to them, with ids from 0 on.
pub(super) async fn put(person: &Person, channel: &str, files: &[File]) -> Result<Value, DriveError> {
    if files.is_empty() {
        return Ok(json!([]));
    }
    let announced = files.iter().enumerate().map(
        |(id, file)| json!({"id": id.to_string(), "filename": file.name, "file_size": file.content.len()}),
    );
    let body = json!({"files": announced.collect::<Vec<_>>()});
    let places = person.ask(Method::POST, &format!("/channels/{channel}/attachments"), Some(&body)).await?;
    let mut list = Vec::new();
    for (file, place) in files.iter().zip(places["attachments"].as_array().into_iter().flatten()) {
        person.put(&text(&place["upload_url"]), file.content.clone()).await?;
        list.push(json!({
            "id": place["id"], "filename": file.name, "uploaded_filename": place["upload_filename"],
        }));
    }
    Ok(Value::Array(list))
}
