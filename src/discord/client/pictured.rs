//! A private answer that gets a picture: words at once, the picture when it is drawn.

use serenity::all::Route;
use serenity::http::LightMethod;

use super::answer::{Asker, with_file};
use super::{CallError, Client};
use crate::discord::reply::{Card, Reply, picture};
use crate::picture::said::Illustration;

impl Client {
    /// The first answer, and the picture as soon as it is drawn.
    ///
    /// # Errors
    /// [`CallError`], of words alone.
    pub(super) async fn pictured(
        &self,
        asker: &Asker,
        card: Card,
        shows: &Illustration,
    ) -> Result<(), CallError> {
        self.first(asker, &Reply::Private(card.clone()).callback()).await?;
        self.add(asker, &card, shows).await;
        Ok(())
    }

    /// What comes after "thinking…", and its picture. A follow-up's words aren't where a picture could be added.
    ///
    /// # Errors
    /// [`CallError`], of words alone.
    pub(super) async fn later_pictured(
        &self,
        asker: &Asker,
        card: Card,
        shows: &Illustration,
    ) -> Result<(), CallError> {
        self.later(asker, &Reply::Private(card.clone())).await?;
        if !asker.clicked {
            self.add(asker, &card, shows).await;
        }
        Ok(())
    }

    async fn add(&self, asker: &Asker, card: &Card, shows: &Illustration) {
        let Some(png) = self.gallery().draw(&shows.picture).await else { return };
        let file = picture(shows, &png);
        let route = Route::WebhookOriginalInteractionResponse {
            application_id: asker.application,
            token: &asker.token,
        };
        let message = file.listed(card.with_picture(&file).edit());
        if let Err(error) = self.upload(with_file(route, LightMethod::Patch, &message, &file)).await {
            tracing::warn!(%error, "a picture didn't reach Discord");
        }
    }
}
