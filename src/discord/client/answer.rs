//! Answering an interaction: within 3 seconds always, in one piece if it can be, deferred if not.

use std::time::Duration;

use serde_json::Value;
use serenity::all::{ApplicationId, CreateAttachment, InteractionId, Route};
use serenity::http::{LightMethod, Multipart, MultipartUpload, Request};

use super::{CallError, Client};
use crate::discord::reply::{Attachment, Card, Reply, acknowledged, thinking};

/// When "thinking…" is said. Discord: 3 s to the first answer; the rest is for the way there.
const PATIENCE: Duration = Duration::from_secs(1);

/// Discord's code: the interaction has an answer already.
const ANSWERED_BEFORE: u64 = 40060;
/// The first answer is sent so often when the connection breaks or Discord is in trouble; three seconds are short.
const FIRST_TRIES: u32 = 4;
/// The pause before it is sent again.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// What comes after "thinking…" is sent so often; there are 15 minutes for it.
const LATER_TRIES: u32 = 5;
/// The first pause before that is sent again; each is twice as long as the one before.
const LATER_PAUSE: Duration = Duration::from_secs(1);

/// Whom to answer, and how the answer may look.
#[derive(Clone)]
pub struct Asker {
    /// The interaction.
    pub interaction: InteractionId,
    /// Its token: a secret for 15 minutes.
    pub token: String,
    /// The application.
    pub application: ApplicationId,
    /// Whether a message was clicked, which can be redrawn.
    pub clicked: bool,
    /// Whether somebody types: choices can't come later.
    pub types: bool,
}

impl Client {
    /// Waits for a reply and sends it; says "thinking…" when it takes long, and before a file, whose way takes long.
    /// A form can't follow that: `too_late` is said in its place.
    ///
    /// # Errors
    /// [`CallError`] of the last request.
    pub async fn answer(
        &self,
        asker: &Asker,
        reply: impl Future<Output = Reply>,
        too_late: &Card,
    ) -> Result<(), CallError> {
        tokio::pin!(reply);
        if asker.types {
            return self.first(asker, &reply.await.callback()).await;
        }
        let wait = if asker.clicked { acknowledged() } else { thinking() };
        match tokio::time::timeout(PATIENCE, &mut reply).await {
            Ok(reply @ Reply::File(..)) => {
                self.first(asker, &wait).await?;
                self.later(asker, &reply).await
            }
            Ok(Reply::Pictured(card, shows)) => self.pictured(asker, card, &shows).await,
            Ok(reply) => self.first(asker, &reply.callback()).await,
            Err(_) => {
                self.first(asker, &wait).await?;
                match reply.await {
                    Reply::Form(_) | Reply::Choices(_) => {
                        self.later(asker, &Reply::Private(too_late.clone())).await
                    }
                    reply => self.later(asker, &reply).await,
                }
            }
        }
    }

    /// The act is done already, so an answer that didn't get through is sent again: Discord takes only one.
    pub(super) async fn first(&self, asker: &Asker, body: &Value) -> Result<(), CallError> {
        let route = Route::InteractionResponse { interaction_id: asker.interaction, token: &asker.token };
        let answer = request(route, LightMethod::Post, body);
        let mut tries = 1;
        loop {
            match self.call_at_once(answer.clone()).await {
                Ok(_) => return Ok(()),
                Err(error) if tries > 1 && error.code() == Some(ANSWERED_BEFORE) => return Ok(()),
                Err(error) if tries < FIRST_TRIES && error.may_pass() => {
                    tries += 1;
                    tokio::time::sleep(FIRST_PAUSE).await;
                }
                Err(error) => return Err(error),
            }
        }
    }

    pub(super) async fn later(&self, asker: &Asker, reply: &Reply) -> Result<(), CallError> {
        if let Reply::Pictured(card, shows) = reply {
            return Box::pin(self.later_pictured(asker, card.clone(), shows)).await;
        }
        let (application_id, token) = (asker.application, asker.token.as_str());
        let original = Route::WebhookOriginalInteractionResponse { application_id, token };
        let followup = Route::WebhookFollowupMessages { application_id, token };
        let sent = match reply {
            Reply::Private(card) if asker.clicked => {
                request(followup, LightMethod::Post, &card.private_followup())
            }
            Reply::Private(card) | Reply::Redraw(card) => request(original, LightMethod::Patch, &card.edit()),
            Reply::File(card, file) if asker.clicked => {
                with_file(followup, LightMethod::Post, &card.private_followup(), file)
            }
            Reply::File(card, file) => with_file(original, LightMethod::Patch, &card.edit(), file),
            // Nothing follows a deferred answer but a message.
            Reply::Form(_) | Reply::Choices(_) | Reply::Pictured(..) | Reply::Taken => return Ok(()),
        };
        // A follow-up that is sent twice is two messages; an edit that is made twice is one.
        let repeatable = !(asker.clicked && matches!(reply, Reply::Private(_) | Reply::File(..)));
        let send = async |sent| match reply {
            Reply::File(..) => self.upload(sent).await,
            _ => self.call(sent).await,
        };
        let mut pause = LATER_PAUSE;
        for _ in 1..LATER_TRIES {
            match send(sent.clone()).await {
                Err(error) if error.may_pass() && (repeatable || error.certainly_not_done()) => {
                    tokio::time::sleep(pause).await;
                }
                other => return other.map(|_| ()),
            }
            pause *= 2;
        }
        send(sent).await?;
        Ok(())
    }
}

/// A message and its file (Discord: `multipart/form-data` with `payload_json` and `files[0]`).
pub(in crate::discord) fn with_file<'a>(
    route: Route<'a>,
    method: LightMethod,
    message: &Value,
    file: &Attachment,
) -> Request<'a> {
    let attachment = CreateAttachment::bytes(file.content.clone(), file.name);
    Request::new(route, method).multipart(Some(Multipart {
        upload: MultipartUpload::Attachments(vec![attachment]),
        fields: Vec::new(),
        payload_json: Some(file.listed(message.clone()).to_string()),
    }))
}

fn request<'a>(route: Route<'a>, method: LightMethod, body: &Value) -> Request<'a> {
    Request::new(route, method).body(Some(body.to_string().into_bytes()))
}
