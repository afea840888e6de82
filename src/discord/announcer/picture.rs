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
use crate::gallery::Png;
use crate::store::outside::Channel;
use crate::store::{Errand, ErrandId, Facts};

/// Discord's code: the bot isn't let in, with a picture or without.
const MISSING_ACCESS: u64 = 50_001;
/// Discord's code: the bot lacks a right; where the words go all the same, it is the one to attach files.
const MISSING_RIGHT: u64 = 50_013;
/// So often a message is sent with its picture before that is left out: what Discord fails on may be the file.
const TRIES: u32 = 3;
/// What wasn't taken is tried again after so long.
const TRIED_AGAIN: Duration = Duration::from_secs(3_600);
/// So much of it is known.
const KNOWN: u64 = 10_000;

/// Where pictures aren't taken, for an hour: channels in which the bot may not attach files, because what it does in vain counts
/// against it at Discord, and messages on whose pictures Discord failed. Clones share what they know.
#[derive(Clone)]
pub struct Bare {
    channels: Cache<Channel, ()>,
    failed: Cache<ErrandId, u32>,
}

impl Default for Bare {
    fn default() -> Self {
        Self {
            channels: Cache::builder().max_capacity(KNOWN).time_to_live(TRIED_AGAIN).build(),
            failed: Cache::builder().max_capacity(KNOWN).time_to_live(TRIED_AGAIN).build(),
        }
    }
}

impl Bare {
    fn has(&self, errand: &Errand) -> bool {
        self.channels.contains_key(&errand.channel)
            || self.failed.get(&errand.id).is_some_and(|times| times >= TRIES)
    }

    /// Discord was asked to take a message with its picture, and failed.
    fn failed(&self, errand: &Errand) {
        let times = self.failed.get(&errand.id).unwrap_or(0);
        self.failed.insert(errand.id, times.saturating_add(1));
    }
}

/// What a message has beside its words.
pub(super) enum Beside {
    /// Nothing, and what it had says what isn't so any more.
    Nothing,
    /// A picture that can't be sent now; what the message has of it stays. Without its content.
    Unsent(Attachment),
    /// A picture.
    Picture(Attachment),
}

impl Announcer {
    /// The picture that goes along with a message.
    pub(super) async fn picture(&self, errand: &Errand, facts: &Facts) -> Beside {
        let Some(shows) = look::picture(&self.rules, &self.words, facts) else { return Beside::Nothing };
        let drawn = match self.bare.has(errand) {
            true => None,
            false => self.client.gallery().draw(&shows.picture).await,
        };
        match drawn {
            Some(png) => Beside::Picture(picture(&shows, &png)),
            None => Beside::Unsent(picture(&shows, &Png::from([]))),
        }
    }

    /// Posts a message, or draws it anew, with its picture; without it where Discord doesn't take it so, as where the bot may
    /// not attach files.
    pub(super) async fn send(
        &self,
        errand: &Errand,
        way: (Route<'_>, LightMethod),
        (card, beside): (&Card, &Beside),
        body: impl Fn(&Card) -> Value,
    ) -> Result<Value, CallError> {
        let is_edit = matches!(way.1, LightMethod::Patch);
        let mut lacks_right = false;
        match beside {
            Beside::Nothing => {
                let mut message = body(card);
                if is_edit {
                    message["attachments"] = json!([]);
                }
                return self.words_alone(way, message).await;
            }
            Beside::Picture(picture) => {
                let message = picture.listed(body(&card.with_picture(picture)));
                match self.client.upload(with_file(way.0, way.1, &message, picture)).await {
                    Err(CallError::Refused { status: 400 | 403 | 413, code, message })
                        if code != PUT_AWAY && code != MISSING_ACCESS =>
                    {
                        tracing::warn!(code, message, "a picture isn't taken: the message goes without it");
                        lacks_right = code == MISSING_RIGHT;
                    }
                    sent => {
                        if sent.as_ref().is_err_and(CallError::may_pass) {
                            self.bare.failed(errand);
                        }
                        return sent;
                    }
                }
            }
            Beside::Unsent(_) => {}
        }
        let sent = self.without_file(way, (card, beside), is_edit, body).await;
        if lacks_right && sent.is_ok() {
            self.bare.channels.insert(errand.channel, ());
        }
        sent
    }

    /// A message that is drawn anew keeps the picture that it has, as long as that is named there.
    async fn without_file(
        &self,
        way: (Route<'_>, LightMethod),
        (card, beside): (&Card, &Beside),
        is_edit: bool,
        body: impl Fn(&Card) -> Value,
    ) -> Result<Value, CallError> {
        if let (true, Beside::Picture(picture) | Beside::Unsent(picture)) = (is_edit, beside) {
            match self.words_alone(way, body(&card.with_picture(picture))).await {
                // It never had one.
                Err(CallError::Refused { status: 400, code, .. }) if code != PUT_AWAY => {}
                sent => return sent,
            }
        }
        self.words_alone(way, body(card)).await
    }

    async fn words_alone(
        &self,
        (route, method): (Route<'_>, LightMethod),
        message: Value,
    ) -> Result<Value, CallError> {
        self.client.call(Request::new(route, method).body(Some(message.to_string().into_bytes()))).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Purpose, Way};

    fn errand(id: i64, channel: u64) -> Errand {
        Errand {
            about: Purpose::Award,
            id: ErrandId::from_raw(id),
            purpose: Purpose::Tier,
            channel: Channel::new(channel),
            way: Way::Channel,
            edits: None,
            attempted_at: None,
            attempted_in: None,
            attempts: 9,
        }
    }

    #[test]
    fn a_picture_is_left_out_after_discord_failed_on_it_three_times_and_where_files_are_not_taken() {
        let bare = Bare::default();
        for _ in 0..TRIES {
            assert!(!bare.has(&errand(7, 1)), "what was put off for other reasons keeps its picture");
            bare.failed(&errand(7, 1));
        }
        assert!(bare.has(&errand(7, 1)));
        assert!(!bare.has(&errand(8, 1)), "another message has its own");
        bare.channels.insert(Channel::new(2), ());
        assert!(bare.has(&errand(9, 2)));
    }
}
