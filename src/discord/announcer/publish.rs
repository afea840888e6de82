//! Publishing: what is posted in an announcement channel goes to the channels that follow it.

use std::time::Duration;

use serenity::all::{ChannelId, MessageId, Route};
use serenity::http::{LightMethod, Request};

use super::Announcer;
use super::outcome::{Fate, Stage, fate};
use crate::store::outside::Message;
use crate::store::{Errand, Failure};

/// Discord's code: the message is published already.
const PUBLISHED: u64 = 40_033;
/// Discord's code: the channel is none whose messages can be published, or not any more.
const NO_ANNOUNCEMENTS: u64 = 50_024;
/// A turn that takes longer is put off: Discord publishes about ten messages of a channel in an hour, and who waits for
/// that takes the place of other channels.
const PATIENCE: Duration = Duration::from_secs(20);
/// Until it is tried again.
const LATER: Duration = Duration::from_secs(600);

impl Announcer {
    /// Publishes a message that is out. Twice is once, so that nothing has to be looked for.
    pub(super) async fn publish(
        &self,
        errand: &Errand,
        message: Message,
    ) -> Result<Option<Duration>, Failure> {
        let route = Route::ChannelMessageCrosspost {
            channel_id: ChannelId::new(errand.channel.get()),
            message_id: MessageId::new(message.get()),
        };
        let ask = self.client.call(Request::new(route, LightMethod::Post));
        let fate = match tokio::time::timeout(PATIENCE, ask).await {
            Ok(Ok(_)) => return self.published(errand, message).await,
            Ok(Err(error)) => match error.code() {
                Some(PUBLISHED) => return self.published(errand, message).await,
                Some(NO_ANNOUNCEMENTS) => Fate::NothingLeft,
                _ => fate(&error, Stage::Publishing),
            },
            Err(_) => Fate::Later { after: Some(LATER), trouble: "put-off" },
        };
        self.settle(errand, fate).await
    }

    async fn published(&self, errand: &Errand, message: Message) -> Result<Option<Duration>, Failure> {
        tracing::info!(errand = errand.id.get(), channel = errand.channel.get(), "published");
        self.store.errand_done(errand.id, errand.channel, message).await?;
        Ok(None)
    }
}
