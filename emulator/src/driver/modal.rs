//! A modal that is being filled in.

use serde_json::{Value, json};

use super::ask::nonce;
use super::error::DriveError;
use super::reply::Reply;
use super::upload::{self, File};
use super::wait::{self, Sent};

/// A modal with what a person put in.
#[derive(Debug, Clone)]
pub struct Filled {
    pub(super) reply: Reply,
    pub(super) fields: Vec<(String, Value)>,
    pub(super) files: Vec<File>,
}

impl Filled {
    /// Chooses values in a select or a group of the modal: by label or custom id.
    #[must_use]
    pub fn choose(mut self, field: &str, values: &[&str]) -> Self {
        self.fields.push((field.to_owned(), json!(values)));
        self
    }

    /// Puts a file into a file upload of the modal: by label or custom id.
    #[must_use]
    pub fn file(mut self, field: &str, name: &str, content: impl Into<Vec<u8>>) -> Self {
        let number = self.files.len().to_string();
        self.files.push(File { name: name.to_owned(), content: content.into() });
        self.fields.push((field.to_owned(), json!([number])));
        self
    }

    /// Sends it and waits for the reply.
    ///
    /// # Errors
    /// When a field is not in the modal, or the bot doesn't answer in time.
    pub async fn submit(self) -> Result<Reply, DriveError> {
        let Filled { reply, fields, files } = self;
        let mut components = reply.json["components"].clone();
        for (name, value) in fields {
            if !put(&mut components, &name, &value) {
                return Err(DriveError::NoSuch {
                    what: "field",
                    name: format!("{name} in: {}", reply.text()),
                });
            }
        }
        let (nonce, from) = (nonce(), reply.person.inner.events.end());
        let mut body = json!({
            "type": 5, "application_id": reply.json["application"]["id"], "channel_id": reply.json["channel_id"],
            "session_id": "driver", "nonce": nonce,
            "data": {"id": reply.json["id"], "custom_id": reply.json["custom_id"], "components": components},
        });
        if !files.is_empty() {
            let channel = super::control::text(&reply.json["channel_id"]);
            body["data"]["attachments"] = upload::put(&reply.person, &channel, &files).await?;
        }
        if let Some(guild) = &reply.guild {
            body["guild_id"] = json!(guild);
        }
        reply.person.ask(reqwest::Method::POST, "/interactions", Some(&body)).await?;
        let told = format!("the modal {}", reply.json["title"]);
        let guild = reply.guild.clone().unwrap_or_default();
        wait::reply(Sent { person: &reply.person, guild, nonce, from, told, source: reply.source.clone() })
            .await
    }
}

/// Puts a value into the field with this label or custom id.
fn put(components: &mut Value, name: &str, value: &Value) -> bool {
    let Some(parts) = components.as_array_mut() else { return false };
    for part in parts {
        let labelled = part["type"] == 18 && part["label"] == name;
        let is_it = |field: &Value| field["custom_id"] == name || field["label"] == name || labelled;
        if part.get("component").is_some_and(is_it) {
            set(&mut part["component"], value);
            return true;
        }
        if part["custom_id"].is_string() && is_it(part) {
            set(part, value);
            return true;
        }
        if part["components"].is_array() && put(&mut part["components"], name, value) {
            return true;
        }
    }
    false
}

fn set(field: &mut Value, value: &Value) {
    let takes_one = matches!(field["type"].as_u64(), Some(4 | 21 | 23));
    let one = if takes_one && value.is_array() { &value[0] } else { value };
    match (takes_one, one) {
        (true, one) => field["value"] = one.clone(),
        (false, Value::Array(_)) => field["values"] = value.clone(),
        (false, one) => field["values"] = json!([one]),
    }
}
