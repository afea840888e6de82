//! An answer that gets a picture: words at once, the picture with them only if it was drawn before.

use serenity::all::Route;
use serenity::http::LightMethod;

use super::answer::{Asker, with_file};
use super::{CallError, Client};
use crate::discord::reply::{Attachment, Card, Reply, acknowledged, picture};
use crate::picture::said::Illustration;

impl Client {
    /// The first answer, and the picture as soon as it is drawn.
    ///
    /// # Errors
    /// [`CallError`] of the last request that somebody waits for.
    pub(super) async fn pictured(
        &self,
        asker: &Asker,
        reply: &Reply,
        shows: &Illustration,
    ) -> Result<(), CallError> {
        let Some(card) = card(reply) else { return self.first(asker, &reply.callback()).await };
        if let Some(png) = self.gallery().kept(&shows.picture).await {
            let file = picture(shows, &png);
            let mut answer = again(reply, card.with_picture(&file)).callback();
            answer["data"] = file.listed(answer["data"].take());
            let route = Route::InteractionResponse { interaction_id: asker.interaction, token: &asker.token };
            return match self.first_sent(&with_file(route, LightMethod::Post, &answer, &file)).await {
                Err(error) if is_refused(&error) => self.first(asker, &reply.callback()).await,
                answered => answered,
            };
        }
        // A message that is drawn anew keeps the picture that it has meanwhile.
        let at_once = if matches!(reply, Reply::Redraw(_)) { acknowledged() } else { reply.callback() };
        self.first(asker, &at_once).await?;
        self.pictured_later(asker, reply, shows).await
    }

    /// The picture of an answer whose words are there; of a message that is drawn anew, the words as well.
    ///
    /// # Errors
    /// [`CallError`], of words alone.
    pub(super) async fn pictured_later(
        &self,
        asker: &Asker,
        reply: &Reply,
        shows: &Illustration,
    ) -> Result<(), CallError> {
        let Some(card) = card(reply) else { return Ok(()) };
        if let Some(png) = self.gallery().draw(&shows.picture).await {
            match self.add(asker, card, &picture(shows, &png)).await {
                Ok(()) => return Ok(()),
                Err(error) => tracing::warn!(%error, "a picture didn't reach Discord"),
            }
        }
        match reply {
            Reply::Redraw(_) => self.later(asker, reply).await,
            _ => Ok(()),
        }
    }

    /// What comes after "thinking…", and its picture. A follow-up's words aren't where a picture could be added.
    ///
    /// # Errors
    /// [`CallError`], of words alone.
    pub(super) async fn later_pictured(
        &self,
        asker: &Asker,
        reply: &Reply,
        shows: &Illustration,
    ) -> Result<(), CallError> {
        if matches!(reply, Reply::Redraw(_)) {
            return self.pictured_later(asker, reply, shows).await;
        }
        self.later(asker, reply).await?;
        if asker.clicked { Ok(()) } else { self.pictured_later(asker, reply, shows).await }
    }

    async fn add(&self, asker: &Asker, card: &Card, file: &Attachment) -> Result<(), CallError> {
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: asker.application,
            token: &asker.token,
        };
        let message = file.listed(card.with_picture(file).edit());
        self.upload(with_file(route, LightMethod::Patch, &message, file)).await.map(|_| ())
    }
}

/// The card of an answer that can have a picture.
fn card(reply: &Reply) -> Option<&Card> {
    match reply {
        Reply::Private(card) | Reply::Redraw(card) => Some(card),
        _ => None,
    }
}

/// The same answer with another card.
fn again(reply: &Reply, card: Card) -> Reply {
    match reply {
        Reply::Redraw(_) => Reply::Redraw(card),
        _ => Reply::Private(card),
    }
}

/// Whether Discord doesn't want it so; what it doesn't know any more it doesn't want in any other way.
fn is_refused(error: &CallError) -> bool {
    matches!(error, CallError::Refused { status: 400 | 403 | 413, .. }) && error.code() != Some(40_060)
}
