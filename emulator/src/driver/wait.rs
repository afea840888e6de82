//! From something that was sent to what came of it.

use std::time::Duration;

use serde_json::Value;

use super::control::text;
use super::error::DriveError;
use super::person::Person;
use super::reply::Reply;
use super::socket::Seen;

/// So long a test waits before it fails; nothing is measured by it.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// What was sent, as the gateway's events will name it.
pub(super) struct Sent<'a> {
    pub(super) person: &'a Person,
    pub(super) guild: String,
    pub(super) nonce: String,
    /// The event index before it was sent.
    pub(super) from: u64,
    /// For errors.
    pub(super) told: String,
    /// The message whose component was used.
    pub(super) source: Option<Value>,
}

#[derive(Default)]
struct Found {
    interaction: Option<String>,
    succeeded: bool,
    failed: bool,
    modal: Option<Value>,
    /// The last state of the message that answers.
    message: Option<Value>,
    /// The last state of the message whose component was used, when it changed.
    source: Option<Value>,
    /// Is that message gone?
    is_gone: bool,
    names: Vec<String>,
}

impl Found {
    fn read(&mut self, sent: &Sent<'_>, seen: &Seen) {
        self.names.push(seen.name.clone());
        let data = &*seen.data;
        match seen.name.as_str() {
            "INTERACTION_CREATE" if data["nonce"] == sent.nonce.as_str() => {
                self.interaction = Some(text(&data["id"]))
            }
            "INTERACTION_SUCCESS" if data["nonce"] == sent.nonce.as_str() => self.succeeded = true,
            "INTERACTION_FAILURE" if data["nonce"] == sent.nonce.as_str() => self.failed = true,
            "INTERACTION_MODAL_CREATE" if data["nonce"] == sent.nonce.as_str() => {
                self.modal = Some(data.clone())
            }
            "MESSAGE_CREATE" | "MESSAGE_UPDATE" => {
                let by = &data["interaction_metadata"]["id"];
                if self.interaction.as_deref().is_some_and(|id| by == id) {
                    // A follow-up to a reply is not the reply, but the reply to a silent click.
                    let is_first = self.message.as_ref().is_none_or(|first| first["id"] == data["id"]);
                    if is_first {
                        self.message = Some(data.clone());
                    }
                } else if sent.source.as_ref().is_some_and(|source| source["id"] == data["id"]) {
                    self.source = Some(data.clone());
                }
            }
            "MESSAGE_DELETE" if sent.source.as_ref().is_some_and(|source| source["id"] == data["id"]) => {
                self.is_gone = true;
            }
            _ => {}
        }
    }

    /// Is "thinking…" all there is?
    fn is_thinking(&self) -> bool {
        self.message.as_ref().is_some_and(|message| message["flags"].as_u64().unwrap_or(0) & 128 != 0)
    }

    fn is_complete(&self) -> bool {
        let shows = self.message.is_some() && !self.is_thinking() || self.source.is_some() || self.is_gone;
        self.modal.is_some() || self.succeeded && shows
    }
}

/// Waits for the reply: a message (when it has stopped thinking), a changed message, a modal, or the failure.
pub(super) async fn reply(sent: Sent<'_>) -> Result<Reply, DriveError> {
    let found = look(&sent, "a reply", Found::is_complete).await?;
    let guild = Some(sent.guild.clone());
    if let Some(modal) = found.modal {
        return Ok(Reply::modal(sent.person, guild, modal, sent.source));
    }
    let shown = found.message.or(found.source).or(sent.source).unwrap_or_default();
    Ok(Reply::message(sent.person, guild, shown))
}

/// Waits until it is taken, whatever comes of it.
pub(super) async fn taken(sent: Sent<'_>) -> Result<(), DriveError> {
    look(&sent, "an acknowledgement", |found| found.succeeded).await.map(|_| ())
}

/// Waits until this is enough, or for the failure.
async fn look(sent: &Sent<'_>, what: &str, enough: impl Fn(&Found) -> bool) -> Result<Found, DriveError> {
    let events = &sent.person.inner.events;
    let mut grown = events.subscribe();
    let mut found = Found::default();
    let mut next = sent.from;
    loop {
        grown.mark_unchanged();
        let (seen, end) = events.from(next);
        next = end;
        seen.iter().for_each(|seen| found.read(sent, seen));
        if found.failed {
            return Err(DriveError::Failed { sent: sent.told.clone() });
        }
        if enough(&found) {
            return Ok(found);
        }
        if !matches!(tokio::time::timeout(PATIENCE, grown.changed()).await, Ok(Ok(()))) {
            let seen = found.names.join(", ");
            return Err(DriveError::Vain { what: what.into(), sent: sent.told.clone(), seen });
        }
    }
}

/// Waits for the choices that the bot offers while an option is typed.
pub(super) async fn choices(sent: Sent<'_>) -> Result<Vec<Value>, DriveError> {
    let events = &sent.person.inner.events;
    let mut grown = events.subscribe();
    let mut next = sent.from;
    let waited = tokio::time::timeout(PATIENCE, async {
        loop {
            grown.mark_unchanged();
            let (seen, end) = events.from(next);
            next = end;
            let answer = seen.iter().find(|seen| {
                seen.name == "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE"
                    && seen.data["nonce"] == sent.nonce.as_str()
            });
            if let Some(answer) = answer {
                return answer.data["choices"].as_array().cloned().unwrap_or_default();
            }
            if grown.changed().await.is_err() {
                return std::future::pending().await;
            }
        }
    });
    waited.await.map_err(|_| DriveError::Failed { sent: sent.told })
}
