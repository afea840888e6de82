//! A message's picture. It never holds the message back: what can't be drawn, or isn't taken, is left out.

use serde_json::{Value, json};
use serenity::all::Route;
use serenity::http::{LightMethod, Request};

use super::super::client::{CallError, with_file};
use super::super::look;
use super::super::reply::{Attachment, Card, picture};
use super::{Announcer, PUT_AWAY};
use crate::store::Facts;

/// Discord's code: the bot isn't let in, with a picture or without.
const MISSING_ACCESS: u64 = 50_001;

impl Announcer {
    /// The picture that goes along with a message, if there is one and it can be drawn.
    pub(super) async fn picture(&self, facts: &Facts) -> Option<Attachment> {
        let shows = look::picture(&self.rules, &self.words, facts)?;
        let png = self.client.gallery().draw(&shows.picture).await?;
        Some(picture(&shows, &png))
    }

    /// Posts a message, or draws it anew, with its picture; without it where Discord doesn't take it so, as where the bot may
    /// not attach files.
    pub(super) async fn send(
        &self,
        (route, method): (Route<'_>, LightMethod),
        card: &Card,
        picture: Option<&Attachment>,
        body: impl Fn(&Card) -> Value,
    ) -> Result<Value, CallError> {
        if let Some(picture) = picture {
            let message = picture.listed(body(&card.with_picture(picture)));
            match self.client.upload(with_file(route, method, &message, picture)).await {
                Err(CallError::Refused { status: status @ (400 | 403 | 413), code, message })
                    if code != PUT_AWAY && code != MISSING_ACCESS =>
                {
                    tracing::warn!(
                        status,
                        code,
                        message,
                        "a picture isn't taken: the message goes without it"
                    );
                }
                sent => return sent,
            }
        }
        let mut message = body(card);
        if matches!(method, LightMethod::Patch) {
            // The picture that it had, too, says what isn't so any more.
            message["attachments"] = json!([]);
        }
        self.client.call(Request::new(route, method).body(Some(message.to_string().into_bytes()))).await
    }
}
