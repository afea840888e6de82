//! The announcer: the one task that empties the outbox.
//!
//! An attempt is recorded before it is made. Whatever may have happened without being recorded is looked for
//! before another attempt: a message of ours is known again by the custom id in it. It gives up only on what can't
//! be mended from here, and says why; a later change (another channel, a right given back) has it tried again.
//! Trouble with Discord never touches points.

mod look_for;
mod outcome;
mod picture;
mod place;
mod publish;
mod rounds;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use serenity::all::{ChannelId, MessageId, Route, UserId};
use serenity::http::LightMethod;

use self::look_for::Found;
use self::outcome::{Fate, Stage, fate};
pub use self::picture::Bare;
use self::picture::Beside;
use super::client::{CallError, Client};
use super::look;
use super::reply::Card;
use super::words::Words;
use crate::points::rules::Rules;
use crate::store::outside::{Channel, Message};
use crate::store::{Clock, Errand, Facts, Failure, Purpose, Store, Way};

/// Discord's code: a thread was put away, and takes no edits.
const PUT_AWAY: u64 = 50_083;

/// After trouble with the store.
const STORE_TROUBLE: Duration = Duration::from_secs(1);

/// Everything that the announcer needs. Cheap to clone.
#[derive(Clone)]
pub struct Announcer {
    /// The outbox.
    pub store: Arc<dyn Store>,
    /// The rules, for names and colours.
    pub rules: Arc<Rules>,
    /// The words.
    pub words: Words,
    /// The way out.
    pub client: Client,
    /// The bot's own user: only its messages are looked at.
    pub me: UserId,
    /// The clock.
    pub clock: Clock,
    /// Where pictures aren't taken.
    pub bare: Bare,
}

impl Announcer {
    /// How long Discord puts off the channel, if it does.
    async fn run_errand(&self, errand: &Errand) -> Option<Duration> {
        match self.try_errand(errand).await {
            Ok(hold) => hold,
            Err(fault) => {
                tracing::error!(errand = errand.id.get(), %fault, "an errand's outcome can't be recorded");
                Some(STORE_TROUBLE)
            }
        }
    }

    async fn try_errand(&self, errand: &Errand) -> Result<Option<Duration>, Failure> {
        // An edit that is made twice is the same edit, so only new messages are looked for.
        if let (Some(since), None) = (errand.attempted_at, errand.edits) {
            let place = errand.attempted_in.unwrap_or(errand.channel);
            match self.look_for(errand, place, since).await {
                Ok((channel, Found::There(message))) => {
                    tracing::info!(errand = errand.id.get(), "found: it had been posted");
                    self.store.errand_done(errand.id, channel, message).await?;
                    return Ok(None);
                }
                Ok((_, Found::NotThere)) => {}
                Ok((_, Found::Unreadable)) => return self.settle(errand, outcome::UNREADABLE).await,
                Err(error) => return self.settle(errand, fate(&error, Stage::Looking)).await,
            }
        }
        let Some(facts) = self.store.begin_errand(errand).await? else { return Ok(None) };
        if let Some(fate) = self.withheld(errand).await {
            return self.settle(errand, fate).await;
        }
        if let (Purpose::Crosspost, Some((_, message))) = (errand.purpose, errand.edits) {
            return self.publish(errand, message).await;
        }
        let drawn_from = errand.edits.map_or(errand.id, |(target, _)| target);
        let seen = match errand.edits {
            Some(_) => self.store.seen_by(drawn_from).await?,
            None => None,
        };
        let card = look::told(&self.rules, &self.words, drawn_from, &facts, seen);
        let beside = self.picture(errand, &facts).await;
        let made = match errand.edits {
            None => self.post(errand, &facts, (&card, &beside)).await,
            Some((_, message)) => self.edit(errand, message, &facts, (&card, &beside)).await,
        };
        match made {
            Ok((channel, answer)) => match look_for::id(&answer) {
                Some(id) => {
                    tracing::info!(errand = errand.id.get(), channel = channel.get(), "told");
                    self.store.errand_done(errand.id, channel, Message::new(id)).await?;
                    Ok(None)
                }
                None => self.settle(errand, outcome::UNREADABLE_ANSWER).await,
            },
            Err(error) => {
                let stage = match (errand.edits, errand.way) {
                    (Some(_), _) => Stage::Editing,
                    (None, Way::Direct) => Stage::TellingDirectly,
                    (None, Way::Thread(_)) => Stage::Talking,
                    (None, _) => Stage::Posting,
                };
                self.settle(errand, fate(&error, stage)).await
            }
        }
    }

    /// Draws a message anew that is out.
    async fn edit(
        &self,
        errand: &Errand,
        message: Message,
        facts: &Facts,
        shown: (&Card, &Beside),
    ) -> Result<(Channel, Value), CallError> {
        let channel_id = ChannelId::new(errand.channel.get());
        let route = Route::ChannelMessage { channel_id, message_id: MessageId::new(message.get()) };
        let way = (route, LightMethod::Patch);
        let edited = match self.send(errand, way, shown, Card::edit).await {
            Err(error) if error.code() == Some(PUT_AWAY) => {
                self.take_out(errand.channel).await?;
                self.send(errand, way, shown, Card::edit).await
            }
            edited => edited,
        }?;
        self.tag_anew(errand, facts).await?;
        Ok((errand.channel, edited))
    }

    async fn settle(&self, errand: &Errand, fate: Fate) -> Result<Option<Duration>, Failure> {
        let (id, now) = (errand.id, (self.clock)());
        let until =
            |after: Option<Duration>| now + after.unwrap_or_else(|| outcome::back_off(errand.attempts));
        match fate {
            Fate::Later { after, trouble } => {
                tracing::info!(errand = id.get(), trouble, "put off");
                match errand.attempted_at {
                    None => self.store.errand_put_off(id, until(after), trouble).await?,
                    // An earlier attempt that nobody knows about stays to be looked for.
                    Some(_) => self.store.errand_unknown(id, until(after), trouble).await?,
                }
                Ok(after)
            }
            Fate::Alone { after, trouble } => {
                tracing::info!(errand = id.get(), trouble, ?after, "put off, alone");
                self.store.errand_put_off(id, now + after, trouble).await?;
                Ok(None)
            }
            Fate::Unknown { after, trouble } => {
                tracing::warn!(errand = id.get(), trouble, "unknown whether it was done; it is looked for");
                self.store.errand_unknown(id, until(after), trouble).await?;
                Ok(after)
            }
            Fate::GiveUp { trouble, certainly_not_made } => {
                tracing::error!(errand = id.get(), channel = errand.channel.get(), trouble, "given up");
                let certainly_not_made = certainly_not_made && errand.attempted_at.is_none();
                self.store.errand_failed(id, trouble, certainly_not_made).await?;
                Ok(None)
            }
            Fate::Unwelcome => {
                tracing::info!(errand = id.get(), "who asked for direct messages takes none any more");
                self.store.errand_unwelcome(id).await?;
                Ok(None)
            }
            Fate::NothingLeft => {
                tracing::info!(errand = id.get(), "its message is gone: nothing to draw anew");
                self.store.errand_needless(id).await?;
                Ok(None)
            }
        }
    }
}
