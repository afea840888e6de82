//! A person: who they are, what they see.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::ask::At;
use super::control::{Control, named, text};
use super::error::DriveError;
use super::reply::Reply;
use super::socket::{self, Events};

#[derive(Debug)]
pub(super) struct Inner {
    url: String,
    token: String,
    client: Client,
    pub(super) events: Arc<Events>,
    pub(super) user: String,
    task: tokio::task::JoinHandle<()>,
    /// Answers about servers, channels and commands, as a client keeps them.
    known: Mutex<HashMap<String, Arc<Value>>>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A person with a client of their own. Clones are the same person.
#[derive(Debug, Clone)]
pub struct Person {
    pub(super) inner: Arc<Inner>,
}

impl Person {
    /// The person with this token at the emulator at `http://host:port`; opens their gateway connection.
    ///
    /// # Errors
    /// When the emulator can't be reached, or knows no such token.
    pub async fn connect(url: &str, token: &str) -> Result<Person, DriveError> {
        let url = url.trim_end_matches('/').to_owned();
        let (events, ready, task) = socket::connect(&url, token).await?;
        let user = text(&ready["user"]["id"]);
        let inner = Inner {
            url,
            token: token.to_owned(),
            client: Client::new(),
            events,
            user,
            task,
            known: Mutex::default(),
        };
        Ok(Person { inner: Arc::new(inner) })
    }

    /// The person's id.
    pub fn id(&self) -> &str {
        &self.inner.user
    }

    /// A place: the names of a server and a channel. Whether it exists is found out when something is done there.
    pub fn at(&self, guild: &str, channel: &str) -> At {
        At { person: self.clone(), guild: guild.to_owned(), channel: channel.to_owned() }
    }

    /// The person's direct conversation with somebody, a bot or another person, by username.
    ///
    /// # Errors
    /// When there is nobody of that name, or they can't be talked to.
    pub async fn conversation(&self, username: &str) -> Result<At, DriveError> {
        let other = Control::at(&self.inner.url).user(username).await?;
        let body = json!({"recipient_id": other});
        let channel = self.ask(Method::POST, "/users/@me/channels", Some(&body)).await?;
        Ok(At { person: self.clone(), guild: String::new(), channel: text(&channel["id"]) })
    }

    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Value, DriveError> {
        let address = format!("{}/api/v10{path}", self.inner.url);
        let mut request =
            self.inner.client.request(method.clone(), address).header("authorization", &self.inner.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        let status = answer.status().as_u16();
        let body = serde_json::from_slice(&answer.bytes().await?).unwrap_or_default();
        if status < 300 {
            return Ok(body);
        }
        Err(DriveError::Refused { sent: format!("{method} {path}"), status, body })
    }

    /// Puts bytes at an address that was given for them.
    pub(super) async fn put(&self, address: &str, content: Vec<u8>) -> Result<(), DriveError> {
        let status = self.inner.client.put(address).body(content).send().await?.status();
        if status.is_success() {
            return Ok(());
        }
        let sent = format!("PUT {address}");
        Err(DriveError::Refused { sent, status: status.as_u16(), body: Value::Null })
    }

    /// A GET whose answer may be an old one.
    async fn ask_known(&self, path: &str) -> Result<Arc<Value>, DriveError> {
        let known = |person: &Person| {
            person.inner.known.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
        };
        if let Some(answer) = known(self) {
            return Ok(answer);
        }
        let answer = Arc::new(self.ask(Method::GET, path, None).await?);
        let mut all = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(path.to_owned(), answer.clone());
        Ok(answer)
    }

    /// Forgets old answers. False when there were none.
    pub(super) fn forget(&self) -> bool {
        let mut all = self.inner.known.lock().unwrap_or_else(PoisonError::into_inner);
        !std::mem::take(&mut *all).is_empty()
    }

    /// The ids of a place and the commands there. They may be old: who fails with them forgets them and asks again.
    pub(super) async fn place(
        &self,
        guild: &str,
        channel: &str,
    ) -> Result<(String, String, Arc<Value>), DriveError> {
        if guild.is_empty() {
            let index = self.ask_known(&format!("/channels/{channel}/application-command-index")).await?;
            return Ok((String::new(), channel.to_owned(), index));
        }
        let guilds = self.ask_known("/users/@me/guilds").await?;
        let guild = text(&named(&guilds, "name", guild, "server that this person is in")?["id"]);
        let channels = self.ask_known(&format!("/guilds/{guild}/channels")).await?;
        let found = match named(&channels, "name", channel, "channel") {
            Ok(found) => found,
            Err(_) => {
                let threads = self.ask_known(&format!("/guilds/{guild}/threads/active")).await?;
                named(&threads["threads"], "name", channel, "channel that this person sees")?
            }
        };
        let index = self.ask_known(&format!("/guilds/{guild}/application-command-index")).await?;
        Ok((guild, text(&found["id"]), index))
    }

    /// Ids of a guild and of a channel (or active thread) in it, by their names.
    pub(super) async fn find(&self, guild: &str, channel: &str) -> Result<(String, String), DriveError> {
        let guilds = self.ask(Method::GET, "/users/@me/guilds", None).await?;
        let guild = text(&named(&guilds, "name", guild, "server that this person is in")?["id"]);
        let channels = self.ask(Method::GET, &format!("/guilds/{guild}/channels"), None).await?;
        if let Ok(found) = named(&channels, "name", channel, "channel") {
            return Ok((guild, text(&found["id"])));
        }
        let threads = self.ask(Method::GET, &format!("/guilds/{guild}/threads/active"), None).await?;
        let found = named(&threads["threads"], "name", channel, "channel that this person sees")?;
        Ok((guild, text(&found["id"])))
    }

    /// The messages that this person sees in a channel, the last 100, oldest first.
    ///
    /// # Errors
    /// When they don't see the channel.
    pub async fn messages(&self, guild: &str, channel: &str) -> Result<Vec<Reply>, DriveError> {
        let (guild, channel) = self.find(guild, channel).await?;
        let list = self.ask(Method::GET, &format!("/channels/{channel}/messages?limit=100"), None).await?;
        let mut list = list.as_array().cloned().unwrap_or_default();
        list.reverse();
        Ok(list.into_iter().map(|message| Reply::message(self, Some(guild.clone()), message)).collect())
    }

    /// Waits for a message in a channel, already there or coming or changed, that fits.
    ///
    /// # Errors
    /// When none came within 30 s; the error says what was there.
    pub async fn wait_for(
        &self,
        guild: &str,
        channel: &str,
        fits: impl Fn(&Reply) -> bool,
    ) -> Result<Reply, DriveError> {
        let mut grown = self.inner.events.subscribe();
        let (guild_id, channel_id) = self.find(guild, channel).await?;
        let mut next = self.inner.events.end();
        if let Some(found) = self.messages(guild, channel).await?.into_iter().find(|reply| fits(reply)) {
            return Ok(found);
        }
        let in_time = tokio::time::timeout(super::wait::PATIENCE, async {
            loop {
                let (events, end) = self.inner.events.from(next);
                next = end;
                for seen in events {
                    let is_message = matches!(seen.name.as_str(), "MESSAGE_CREATE" | "MESSAGE_UPDATE");
                    if !is_message || seen.data["channel_id"] != channel_id.as_str() {
                        continue;
                    }
                    let reply = Reply::message(self, Some(guild_id.clone()), (*seen.data).clone());
                    if fits(&reply) {
                        return Some(reply);
                    }
                }
                if grown.changed().await.is_err() {
                    return None;
                }
            }
        });
        if let Ok(Some(found)) = in_time.await {
            return Ok(found);
        }
        let there = self.messages(guild, channel).await?;
        let seen = there.iter().map(Reply::text).collect::<Vec<_>>().join("\n--\n");
        Err(DriveError::Vain { what: format!("a message in {channel}"), sent: "(waiting)".into(), seen })
    }

    /// Waits for an event on this person's gateway connection, that came already or is coming, that fits; gives its
    /// data.
    ///
    /// # Errors
    /// When none came within 30 s.
    pub async fn wait_for_event(
        &self,
        name: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Result<Arc<Value>, DriveError> {
        let mut grown = self.inner.events.subscribe();
        let mut next = 0;
        let in_time = tokio::time::timeout(super::wait::PATIENCE, async {
            loop {
                let (events, end) = self.inner.events.from(next);
                next = end;
                if let Some(seen) = events.into_iter().find(|seen| seen.name == name && fits(&seen.data)) {
                    return Some(seen.data);
                }
                if grown.changed().await.is_err() {
                    return None;
                }
            }
        });
        if let Ok(Some(data)) = in_time.await {
            return Ok(data);
        }
        let names: Vec<String> = self.inner.events.from(0).0.into_iter().map(|seen| seen.name).collect();
        Err(DriveError::Vain { what: name.to_owned(), sent: "(waiting)".into(), seen: names.join(", ") })
    }

    /// Writes a message as this person.
    ///
    /// # Errors
    /// When they may not.
    pub async fn say(&self, guild: &str, channel: &str, content: &str) -> Result<Reply, DriveError> {
        let (guild, channel) = self.find(guild, channel).await?;
        let path = format!("/channels/{channel}/messages");
        let message = self.ask(Method::POST, &path, Some(&json!({"content": content}))).await?;
        Ok(Reply::message(self, Some(guild), message))
    }

    /// The names of the commands that this person may use in a server, sorted.
    ///
    /// # Errors
    /// When they aren't in it.
    pub async fn commands(&self, guild: &str) -> Result<Vec<String>, DriveError> {
        let guilds = self.ask(Method::GET, "/users/@me/guilds", None).await?;
        let guild = text(&named(&guilds, "name", guild, "server that this person is in")?["id"]);
        let index =
            self.ask(Method::GET, &format!("/guilds/{guild}/application-command-index"), None).await?;
        let list = index["application_commands"].as_array().cloned().unwrap_or_default();
        let mut names: Vec<String> = list.iter().map(|command| text(&command["name"])).collect();
        names.sort();
        Ok(names)
    }

    /// The id of a command that this person may use in a server.
    ///
    /// # Errors
    /// When there is none of that name for them.
    pub async fn command_id(&self, guild: &str, name: &str) -> Result<String, DriveError> {
        let guilds = self.ask(Method::GET, "/users/@me/guilds", None).await?;
        let guild = text(&named(&guilds, "name", guild, "server that this person is in")?["id"]);
        let index =
            self.ask(Method::GET, &format!("/guilds/{guild}/application-command-index"), None).await?;
        let command = named(&index["application_commands"], "name", name, "command for this person")?;
        Ok(text(&command["id"]))
    }
}
