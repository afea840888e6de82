//! A client of the control side.

use std::time::Duration;

use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::error::DriveError;
use crate::scenario::World;

/// The control side of an emulator.
#[derive(Debug, Clone)]
pub struct Control {
    url: String,
    client: Client,
}

impl Control {
    /// Of the emulator at `http://host:port`.
    pub fn at(url: &str) -> Self {
        Control { url: url.trim_end_matches('/').to_owned(), client: Client::new() }
    }

    async fn ask(&self, method: Method, path: &str, body: Option<Value>) -> Result<Value, DriveError> {
        let mut request = self.client.request(method.clone(), format!("{}/_emulator/{path}", self.url));
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let body = serde_json::from_slice(&answer.bytes().await?).unwrap_or_default();
        if status < 300 {
            return Ok(body);
        }
        Err(DriveError::Refused { sent: format!("{method} /_emulator/{path}"), status, body })
    }

    /// Applications, guilds, users.
    ///
    /// # Errors
    /// When the emulator can't be reached.
    pub async fn state(&self) -> Result<Value, DriveError> {
        self.ask(Method::GET, "state", None).await
    }

    /// What bots sent after this index, oldest first; 0 is all.
    ///
    /// # Errors
    /// When the emulator can't be reached.
    pub async fn requests(&self, after: u64) -> Result<Vec<Value>, DriveError> {
        let list = self.ask(Method::GET, &format!("requests?after={after}"), None).await?;
        Ok(list.as_array().cloned().unwrap_or_default())
    }

    /// Everything that was wrong with what bots sent and what was answered, each with its request.
    ///
    /// # Errors
    /// When the emulator can't be reached.
    pub async fn violations(&self) -> Result<Vec<String>, DriveError> {
        let told = |request: &Value| {
            let violations = request["violations"].as_array().cloned().unwrap_or_default();
            let line = format!("{} {}", text(&request["method"]), text(&request["path"]));
            violations
                .into_iter()
                .map(move |violation| format!("{line}: {}", text(&violation)))
                .collect::<Vec<_>>()
        };
        Ok(self.requests(0).await?.iter().flat_map(told).collect())
    }

    /// Counts by route and status.
    ///
    /// # Errors
    /// When the emulator can't be reached.
    pub async fn summary(&self) -> Result<Value, DriveError> {
        self.ask(Method::GET, "summary", None).await
    }

    /// How long bots took for their first answers, oldest first: from the making of an interaction to the arrival of
    /// the callback.
    ///
    /// # Errors
    /// When the emulator can't be reached.
    pub async fn answer_times(&self) -> Result<Vec<Duration>, DriveError> {
        let micros = self.ask(Method::GET, "answer-times", None).await?;
        let micros = micros.as_array().into_iter().flatten().filter_map(Value::as_u64);
        Ok(micros.map(Duration::from_micros).collect())
    }

    /// Orders a trouble, as `POST /_emulator/faults` takes it.
    ///
    /// # Errors
    /// When there is no such trouble.
    pub async fn fault(&self, order: Value) -> Result<(), DriveError> {
        self.ask(Method::POST, "faults", Some(order)).await.map(|_| ())
    }

    /// Makes the 3 s and the 15 min shorter or longer.
    ///
    /// # Errors
    /// When the scale is not positive.
    pub async fn clock(&self, scale: f64) -> Result<(), DriveError> {
        self.fault(json!({"kind": "clock", "scale": scale})).await
    }

    /// Adds what isn't there, changes what is.
    ///
    /// # Errors
    /// When the world makes no sense.
    pub async fn world(&self, world: &World) -> Result<Value, DriveError> {
        let body = serde_json::to_value(world).unwrap_or_default();
        self.ask(Method::PUT, "world", Some(body)).await
    }

    /// Deletes a channel.
    ///
    /// # Errors
    /// When there is none.
    pub async fn delete_channel(&self, channel: &str) -> Result<(), DriveError> {
        self.ask(Method::DELETE, &format!("channels/{channel}"), None).await.map(|_| ())
    }

    /// Deletes a role.
    ///
    /// # Errors
    /// When there is none.
    pub async fn delete_role(&self, guild: &str, role: &str) -> Result<(), DriveError> {
        self.ask(Method::DELETE, &format!("guilds/{guild}/roles/{role}"), None).await.map(|_| ())
    }

    /// Kicks a bot.
    ///
    /// # Errors
    /// When it isn't there.
    pub async fn kick(&self, guild: &str, application: &str) -> Result<(), DriveError> {
        self.ask(Method::DELETE, &format!("guilds/{guild}/applications/{application}"), None)
            .await
            .map(|_| ())
    }

    /// Gives a member a role, or takes it.
    ///
    /// # Errors
    /// When there is no such member or role.
    pub async fn member_role(
        &self,
        guild: &str,
        user: &str,
        role: &str,
        give: bool,
    ) -> Result<(), DriveError> {
        let method = if give { Method::PUT } else { Method::DELETE };
        self.ask(method, &format!("guilds/{guild}/members/{user}/roles/{role}"), None).await.map(|_| ())
    }

    /// Sets a channel's exception for a role, or for a user when `is_user`; bits of 0 and 0 remove it.
    ///
    /// # Errors
    /// When there is no such channel.
    pub async fn overwrite(
        &self,
        channel: &str,
        of: &str,
        is_user: bool,
        allow: u64,
        deny: u64,
    ) -> Result<(), DriveError> {
        let body = json!({"type": u8::from(is_user), "allow": allow.to_string(), "deny": deny.to_string()});
        self.ask(Method::PUT, &format!("channels/{channel}/overwrites/{of}"), Some(body)).await.map(|_| ())
    }

    /// The id of a guild, by name.
    ///
    /// # Errors
    /// When there is none.
    pub async fn guild(&self, name: &str) -> Result<String, DriveError> {
        named(&self.state().await?["guilds"], "name", name, "guild").map(|guild| text(&guild["id"]))
    }

    /// The id of a channel, by the names of its guild and itself.
    ///
    /// # Errors
    /// When there is none.
    pub async fn channel(&self, guild: &str, name: &str) -> Result<String, DriveError> {
        let guild = named(&self.state().await?["guilds"], "name", guild, "guild")?;
        named(&guild["channels"], "name", name, "channel").map(|channel| text(&channel["id"]))
    }

    /// The id of a role, by the names of its guild and itself.
    ///
    /// # Errors
    /// When there is none.
    pub async fn role(&self, guild: &str, name: &str) -> Result<String, DriveError> {
        let guild = named(&self.state().await?["guilds"], "name", guild, "guild")?;
        named(&guild["roles"], "name", name, "role").map(|role| text(&role["id"]))
    }

    /// The id of a person or bot, by username.
    ///
    /// # Errors
    /// When there is none.
    pub async fn user(&self, username: &str) -> Result<String, DriveError> {
        named(&self.state().await?["users"], "username", username, "person").map(|user| text(&user["id"]))
    }
}

/// A JSON text without its quotes.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The entry of a list with this name.
pub(super) fn named(list: &Value, key: &str, name: &str, what: &'static str) -> Result<Value, DriveError> {
    let found = list.as_array().into_iter().flatten().find(|entry| entry[key] == name);
    found.cloned().ok_or_else(|| DriveError::NoSuch { what, name: name.to_owned() })
}
