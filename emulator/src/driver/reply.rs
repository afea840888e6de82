//! What a person sees: a message or a modal, and what they can do with it.

use serde_json::{Value, json};

use super::ask::nonce;
use super::control::text as plain;
use super::error::DriveError;
use super::modal::Filled;
use super::person::Person;
use super::text;
use super::wait::{self, Sent};

/// A message or a modal as a person sees it. It is a picture of one moment; [`Reply::again`] looks anew.
#[derive(Debug, Clone)]
pub struct Reply {
    pub(super) person: Person,
    pub(super) guild: Option<String>,
    pub(super) json: Value,
    is_modal: bool,
    /// Of a modal: the message whose button opened it, which may be what its answer changes.
    pub(super) source: Option<Value>,
}

impl Reply {
    pub(super) fn message(person: &Person, guild: Option<String>, json: Value) -> Self {
        Reply { person: person.clone(), guild, json, is_modal: false, source: None }
    }

    pub(super) fn modal(person: &Person, guild: Option<String>, json: Value, source: Option<Value>) -> Self {
        Reply { person: person.clone(), guild, json, is_modal: true, source }
    }

    /// All text that a person reads in it, in order, markdown kept; buttons and selects as `[label]`.
    pub fn text(&self) -> String {
        if self.is_modal { text::of_modal(&self.json) } else { text::of_message(&self.json) }
    }

    /// Does only this person see it?
    pub fn is_ephemeral(&self) -> bool {
        self.flags() & 64 != 0
    }

    /// Is it still "thinking…"?
    pub fn is_thinking(&self) -> bool {
        self.flags() & 128 != 0
    }

    fn flags(&self) -> u64 {
        self.json["flags"].as_u64().unwrap_or(0)
    }

    /// Is it a modal?
    pub fn is_modal(&self) -> bool {
        self.is_modal
    }

    /// The message's id; empty for a modal.
    pub fn message_id(&self) -> &str {
        if self.is_modal { "" } else { self.json["id"].as_str().unwrap_or_default() }
    }

    /// The channel's id.
    pub fn channel_id(&self) -> &str {
        self.json["channel_id"].as_str().unwrap_or_default()
    }

    /// The JSON as the client got it.
    pub fn json(&self) -> &Value {
        &self.json
    }

    /// The ids of users, then of roles, that the message rang for; `@everyone` when it rang for all.
    pub fn pings(&self) -> Vec<String> {
        let pings = &self.json["pings"];
        let mut all = Vec::new();
        if pings["everyone"] == true {
            all.push("@everyone".to_owned());
        }
        for kind in ["users", "roles"] {
            all.extend(pings[kind].as_array().into_iter().flatten().map(plain));
        }
        all
    }

    /// The labels of its buttons that can be pressed.
    pub fn buttons(&self) -> Vec<String> {
        let mut found = Vec::new();
        buttons(&self.json["components"], &mut found);
        found
    }

    /// The message as it is now.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn again(&self) -> Result<Reply, DriveError> {
        let path = format!("/channels/{}/messages/{}", self.channel_id(), self.message_id());
        let json = self.person.ask(reqwest::Method::GET, &path, None).await?;
        Ok(Reply { json, ..self.clone() })
    }

    /// The same message in the eyes and hands of another person, who must see it too.
    pub fn seen_by(&self, person: &Person) -> Reply {
        Reply { person: person.clone(), ..self.clone() }
    }

    /// Presses a button: by its label, its emoji, both, its custom id, or the beginning of that (`custom_id:undo`).
    /// Gives the changed message, a new one, or a modal; waits until there is one of them.
    ///
    /// # Errors
    /// When there is no such button, or nothing comes of it in time.
    pub async fn press(&self, button: &str) -> Result<Reply, DriveError> {
        wait::reply(self.component("button", button, None).await?).await
    }

    /// Presses a button as [`Self::press`] does, and waits until that is acknowledged, whatever comes of it.
    ///
    /// # Errors
    /// When there is no such button, or the bot doesn't answer in time.
    pub async fn press_quietly(&self, button: &str) -> Result<(), DriveError> {
        wait::taken(self.component("button", button, None).await?).await
    }

    /// Chooses in a select: by its placeholder or custom id.
    ///
    /// # Errors
    /// When there is no such select, or the bot doesn't answer in time.
    pub async fn choose(&self, select: &str, values: &[&str]) -> Result<Reply, DriveError> {
        wait::reply(self.component("select", select, Some(values)).await?).await
    }

    /// Fills fields of a modal: by label or custom id. Those left out keep what is in them.
    pub fn fill(&self, fields: &[(&str, &str)]) -> Filled {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
        Filled { reply: self.clone(), fields, files: Vec::new() }
    }

    /// Reacts to the message with an emoji of the standard ones.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn react(&self, emoji: &str) -> Result<(), DriveError> {
        let emoji: String = emoji.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let (channel, message) = (self.channel_id(), self.message_id());
        let path = format!("/channels/{channel}/messages/{message}/reactions/{emoji}/@me");
        self.person.ask(reqwest::Method::PUT, &path, None).await.map(|_| ())
    }

    async fn component(
        &self,
        what: &'static str,
        name: &str,
        values: Option<&[&str]>,
    ) -> Result<Sent<'_>, DriveError> {
        let none = || DriveError::NoSuch { what, name: format!("{name} in: {}", self.text()) };
        let part = text::find(&self.json["components"], name).ok_or_else(none)?;
        let mut data = json!({"component_type": part["type"], "custom_id": part["custom_id"]});
        if let Some(values) = values {
            data["values"] = json!(values);
        }
        let application = match &self.json["application_id"] {
            Value::Null => &self.json["author"]["id"],
            id => id,
        };
        let nonce = nonce();
        let from = self.person.inner.events.end();
        let mut body = json!({
            "type": 3, "application_id": application, "channel_id": self.json["channel_id"],
            "message_id": self.json["id"], "message_flags": self.flags(), "session_id": "driver", "nonce": nonce,
            "data": data,
        });
        if let Some(guild) = &self.guild {
            body["guild_id"] = json!(guild);
        }
        self.person.ask(reqwest::Method::POST, "/interactions", Some(&body)).await?;
        let told = format!("{what} {name:?}");
        let guild = self.guild.clone().unwrap_or_default();
        let source = Some(self.json.clone());
        Ok(Sent { person: &self.person, guild, nonce, from, told, source })
    }
}

fn buttons(list: &Value, found: &mut Vec<String>) {
    for part in list.as_array().into_iter().flatten() {
        let beside = part.get("accessory").cloned().into_iter().collect();
        if part["type"] == 2 && part["disabled"] != true {
            let emoji = part["emoji"]["name"].as_str().unwrap_or_default();
            let label = part["label"].as_str().unwrap_or_default();
            found.push([emoji, label].join(" ").trim().to_owned());
        }
        buttons(&part["components"], found);
        buttons(&Value::Array(beside), found);
    }
}
