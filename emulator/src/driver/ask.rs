//! A person in a place: commands, typing, context menus.

use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::Method;
use serde_json::{Value, json};

use super::control::text;
use super::error::DriveError;
use super::person::Person;
use super::reply::Reply;
use super::upload::{self, File};
use super::wait::{self, Sent};

/// A person in a channel of a server, or in a direct conversation.
#[derive(Debug, Clone)]
pub struct At {
    pub(super) person: Person,
    /// The server's name; empty in a direct conversation.
    pub(super) guild: String,
    /// The channel's name; its id in a direct conversation.
    pub(super) channel: String,
}

/// A suggestion while an option is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent.
    pub value: Value,
}

impl At {
    /// A slash command; subcommands after spaces: `partner view`. Its name, and those of its options, may be the ones that
    /// the person's language has.
    pub fn command(&self, name: &str) -> CommandCall {
        CommandCall {
            place: self.clone(),
            name: name.to_owned(),
            kind: 1,
            target: None,
            options: Vec::new(),
            files: Vec::new(),
        }
    }

    /// A command of a person's context menu.
    pub fn user_command(&self, name: &str, user: &str) -> CommandCall {
        let target = Some(user.to_owned());
        CommandCall {
            place: self.clone(),
            name: name.to_owned(),
            kind: 2,
            target,
            options: Vec::new(),
            files: Vec::new(),
        }
    }

    /// A command of a message's context menu.
    pub fn message_command(&self, name: &str, message: &str) -> CommandCall {
        let target = Some(message.to_owned());
        CommandCall {
            place: self.clone(),
            name: name.to_owned(),
            kind: 3,
            target,
            options: Vec::new(),
            files: Vec::new(),
        }
    }

    /// The messages that the person sees here, the last 100, oldest first.
    ///
    /// # Errors
    /// As [`Person::messages`].
    pub async fn messages(&self) -> Result<Vec<Reply>, DriveError> {
        self.person.messages(&self.guild, &self.channel).await
    }

    /// Waits for a message here.
    ///
    /// # Errors
    /// As [`Person::wait_for`].
    pub async fn wait_for(&self, fits: impl Fn(&Reply) -> bool) -> Result<Reply, DriveError> {
        self.person.wait_for(&self.guild, &self.channel, fits).await
    }

    /// Writes a message here.
    ///
    /// # Errors
    /// As [`Person::say`].
    pub async fn say(&self, content: &str) -> Result<Reply, DriveError> {
        self.person.say(&self.guild, &self.channel, content).await
    }

    /// Starts a public thread here; gives the place in it.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn start_thread(&self, name: &str) -> Result<At, DriveError> {
        let (_, channel) = self.person.find(&self.guild, &self.channel).await?;
        let body = json!({"name": name, "type": 11, "auto_archive_duration": 1440});
        self.person.ask(Method::POST, &format!("/channels/{channel}/threads"), Some(&body)).await?;
        Ok(At { channel: name.to_owned(), ..self.clone() })
    }
}

/// A command that is being filled in.
#[derive(Debug, Clone)]
pub struct CommandCall {
    place: At,
    name: String,
    kind: u64,
    target: Option<String>,
    options: Vec<(String, Value)>,
    files: Vec<File>,
}

/// Whether a command or an option has this name, in the person's language or as it is sent.
fn is_called(named: &Value, name: &str) -> bool {
    named["name"] == name || named["name_localized"] == name
}

/// A nonce that no one else here uses: a snowflake-like number.
pub(super) fn nonce() -> String {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let now = crate::state::id::now_millis();
    format!("{now}{:06}", LAST.fetch_add(1, Ordering::Relaxed) % 1_000_000)
}

impl CommandCall {
    /// Fills in an option.
    #[must_use]
    pub fn option(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.options.push((name.to_owned(), value.into()));
        self
    }

    /// Fills in an option with a file.
    #[must_use]
    pub fn file(mut self, option: &str, name: &str, content: impl Into<Vec<u8>>) -> Self {
        let number = self.files.len().to_string();
        self.files.push(File { name: name.to_owned(), content: content.into() });
        self.option(option, number)
    }

    /// Sends it and waits for the reply.
    ///
    /// # Errors
    /// [`DriveError::Failed`] when the bot doesn't answer in time; [`DriveError::Refused`] when the emulator refuses it.
    pub async fn send(self) -> Result<Reply, DriveError> {
        let (guild, nonce, from) = self.post(2, None).await?;
        let told = format!("/{} {:?}", self.name, self.options);
        wait::reply(Sent { person: &self.place.person, guild, nonce, from, told, source: None }).await
    }

    /// Sends it and does not wait: the reply is nobody's business.
    ///
    /// # Errors
    /// [`DriveError::Refused`] when the emulator refuses it.
    pub async fn send_and_forget(self) -> Result<(), DriveError> {
        self.post(2, None).await.map(|_| ())
    }

    /// Types a text into an option and waits for the bot's suggestions.
    ///
    /// # Errors
    /// [`DriveError::Failed`] when none come.
    pub async fn complete(self, option: &str, typed: &str) -> Result<Vec<Choice>, DriveError> {
        let (guild, nonce, from) = self.post(4, Some((option, typed))).await?;
        let told = format!("typing {typed:?} into {option} of /{}", self.name);
        let sent = Sent { person: &self.place.person, guild, nonce, from, told, source: None };
        let choices = wait::choices(sent).await?;
        Ok(choices.iter().map(|c| Choice { name: text(&c["name"]), value: c["value"].clone() }).collect())
    }

    /// Posts the interaction; gives the guild, the nonce, and the event index before it.
    async fn post(
        &self,
        kind: u64,
        typed: Option<(&str, &str)>,
    ) -> Result<(String, String, u64), DriveError> {
        match self.post_as_known(kind, typed).await {
            // What the client remembers may be out of date.
            Err(DriveError::NoSuch { .. } | DriveError::Refused { .. }) if self.place.person.forget() => {
                self.post_as_known(kind, typed).await
            }
            outcome => outcome,
        }
    }

    async fn post_as_known(
        &self,
        kind: u64,
        typed: Option<(&str, &str)>,
    ) -> Result<(String, String, u64), DriveError> {
        let At { person, guild, channel } = &self.place;
        let (guild, channel, index) = person.place(guild, channel).await?;
        let mut words = self.name.split(' ');
        let base = if self.kind == 1 { words.next().unwrap_or_default() } else { self.name.as_str() };
        let command = index["application_commands"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|command| is_called(command, base) && command["type"] == self.kind);
        let command = command
            .ok_or_else(|| DriveError::NoSuch { what: "command for this person", name: base.to_owned() })?;
        let path: Vec<&str> = if self.kind == 1 { words.collect() } else { Vec::new() };
        let mut data = json!({
            "id": command["id"], "name": command["name"], "type": self.kind, "version": command["version"],
            "options": self.filled(&command["options"], &path, typed)?,
        });
        if !self.files.is_empty() {
            data["attachments"] = upload::put(person, &channel, &self.files).await?;
        }
        if let Some(target) = &self.target {
            data["target_id"] = json!(target);
        }
        let nonce = nonce();
        let from = person.inner.events.end();
        let body = json!({
            "type": kind, "application_id": command["application_id"], "guild_id": guild, "channel_id": channel,
            "session_id": "driver", "nonce": nonce, "data": data,
        });
        person.ask(Method::POST, "/interactions", Some(&body)).await?;
        Ok((guild, nonce, from))
    }

    /// The options in the form of the command's own: nested below the subcommands of `path`.
    fn filled(&self, known: &Value, path: &[&str], typed: Option<(&str, &str)>) -> Result<Value, DriveError> {
        let known: &[Value] = known.as_array().map(Vec::as_slice).unwrap_or_default();
        let find = |name: &str| {
            let found = known.iter().find(|option| is_called(option, name));
            found.ok_or_else(|| DriveError::NoSuch { what: "option or subcommand", name: name.to_owned() })
        };
        if let Some((first, rest)) = path.split_first() {
            let sub = find(first)?;
            let inner = self.filled(&sub["options"], rest, typed)?;
            return Ok(json!([{"type": sub["type"], "name": sub["name"], "options": inner}]));
        }
        let mut list = Vec::new();
        for (name, value) in &self.options {
            let option = find(name)?;
            list.push(json!({"type": option["type"], "name": option["name"], "value": value}));
        }
        if let Some((name, text)) = typed {
            let option = find(name)?;
            list.push(
                json!({"type": option["type"], "name": option["name"], "value": text, "focused": true}),
            );
        }
        Ok(Value::Array(list))
    }
}
