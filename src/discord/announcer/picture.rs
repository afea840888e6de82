//! A message's picture. It never holds the message back: what can't be drawn, or isn't taken, is left out.

use std::time::Duration;

use moka::sync::Cache;
use serde_json::{Value, json};
use serenity::all::Route;
use serenity::http::{LightMethod, Request};

use super::super::client::{CallError, with_file};
use super::super::look;
use super::super::reply::{Attachment, Card, picture};
use super::{Announcer, PUT_AWAY};
use crate::store::outside::Channel;
use crate::store::{Errand, Facts};

/// Discord's code: the bot isn't let in, with a picture or without.
const MISSING_ACCESS: u64 = 50_001;
/// Discord's code: the bot lacks a right; where the words go all the same, it is the one to attach files.
const MISSING_RIGHT: u64 = 50_013;
/// So often a message is tried with its picture: what Discord fails on may be the file.
const TRIES: u32 = 3;
/// A channel that takes no pictures is asked again after so long.
const ASKED_AGAIN: Duration = Duration::from_secs(3_600);
/// So many of them are known.
const KNOWN: u64 = 10_000;

/// Channels where the bot may not attach files, for an hour each: what it does in vain counts against it at Discord. Clones
/// share what they know.
#[derive(Clone)]
pub struct Bare(Cache<Channel, ()>);

impl Default for Bare {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(KNOWN).time_to_live(ASKED_AGAIN).build())
    }
}

/// What a message has beside its words.
pub(super) enum Beside {
    /// Nothing, and what it had says what isn't so any more.
    Nothing,
    /// A picture that can't be sent now.
    Unsent,
    /// A picture.
    Picture(Attachment),
}

impl Announcer {
    /// The picture that goes along with a message.
    pub(super) async fn picture(&self, errand: &Errand, facts: &Facts) -> Beside {
        let Some(shows) = look::picture(&self.rules, &self.words, facts) else { return Beside::Nothing };
        if errand.attempts >= TRIES || self.bare.0.contains_key(&errand.channel) {
            return Beside::Unsent;
        }
        match self.client.gallery().draw(&shows.picture).await {
            Some(png) => Beside::Picture(picture(&shows, &png)),
            None => Beside::Unsent,
        }
    }

    /// Posts a message in a channel, or draws it anew, with its picture; without it where Discord doesn't take it so, as where
    /// the bot may not attach files.
    pub(super) async fn send(
        &self,
        channel: Channel,
        (route, method): (Route<'_>, LightMethod),
        (card, beside): (&Card, &Beside),
        body: impl Fn(&Card) -> Value,
    ) -> Result<Value, CallError> {
        if let Beside::Picture(picture) = beside {
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
                    let sent = self.words_alone((route, method), body(card)).await;
                    if code == MISSING_RIGHT && sent.is_ok() {
                        self.bare.0.insert(channel, ());
                    }
                    return sent;
                }
                sent => return sent,
            }
        }
        let mut message = body(card);
        if matches!((method, beside), (LightMethod::Patch, Beside::Nothing)) {
            message["attachments"] = json!([]);
        }
        self.words_alone((route, method), message).await
    }

    async fn words_alone(
        &self,
        (route, method): (Route<'_>, LightMethod),
        message: Value,
    ) -> Result<Value, CallError> {
        self.client.call(Request::new(route, method).body(Some(message.to_string().into_bytes()))).await
    }
}
