//! The one function that answers an interaction.

use std::sync::Arc;

use super::commands;
use super::look::refusal::{apology, refusal};
use super::look::{self, plain_card};
use super::register::CommandIds;
use super::reply::{Card, Reply};
use super::request::{Incoming, Request, Typed};
use super::rights::Rights;
use super::words::{Speaker, Words, say};
use crate::points::refusal::Refusal;
use crate::service::{Answer, Caller, Service};
use crate::store::{ErrandId, Failure};

/// Answers requests. Cheap to clone.
#[derive(Clone)]
pub struct Dispatcher {
    service: Service,
    words: Words,
    rights: Arc<dyn Rights>,
    privacy_url: Option<Arc<str>>,
    commands: CommandIds,
}

/// How a request ended, beside what the person sees of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It was answered.
    Answered,
    /// It was refused; the refusal's key.
    Refused(&'static str),
    /// It met a fault, which is logged.
    Failed,
}

/// What a handler has at hand.
pub(super) struct Desk<'a> {
    pub(super) service: &'a Service,
    pub(super) words: &'a Words,
    pub(super) rights: &'a dyn Rights,
    /// Where the program says what it does with personal data.
    pub(super) privacy_url: Option<&'a str>,
    pub(super) commands: &'a CommandIds,
    pub(super) caller: Caller,
    pub(super) speaker: Speaker,
}

impl Desk<'_> {
    /// A message of the outbox as it stands now, for who pressed one of its buttons.
    ///
    /// # Errors
    /// `UnknownRecord`, and faults.
    pub(super) async fn redraw(&self, message: ErrandId) -> Answer<Reply> {
        let (facts, seen) = self.service.message(message).await?;
        Ok(Reply::Redraw(look::told(self.service.rules(), self.words, message, &facts, seen)))
    }
}

impl Dispatcher {
    /// A dispatcher on the use cases.
    #[must_use]
    pub fn new(service: Service, words: Words, rights: Arc<dyn Rights>) -> Self {
        Self { service, words, rights, privacy_url: None, commands: CommandIds::default() }
    }

    /// The same, with the page on which the program says what it does with personal data.
    #[must_use]
    pub fn with_privacy_url(self, url: Option<&str>) -> Self {
        Self { privacy_url: url.map(Arc::from), ..self }
    }

    /// The commands' ids, to be learnt when they are told to Discord.
    #[must_use]
    pub fn commands(&self) -> &CommandIds {
        &self.commands
    }

    /// The words that it speaks.
    #[must_use]
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// The use cases.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// Answers a request. Always: a refusal is told, a fault is logged and apologised for.
    pub async fn dispatch(&self, incoming: Incoming) -> Reply {
        self.answer(incoming).await.0
    }

    /// The same, and how it ended.
    pub async fn answer(&self, incoming: Incoming) -> (Reply, Ended) {
        let desk = Desk {
            service: &self.service,
            words: &self.words,
            rights: &*self.rights,
            privacy_url: self.privacy_url.as_deref(),
            commands: &self.commands,
            caller: incoming.caller,
            speaker: self.words.speak(&incoming.locale),
        };
        let completes = matches!(incoming.request, Request::Complete(_));
        let typed = incoming.request.typed();
        let typed = typed.as_ref();
        match commands::handle(&desk, incoming.request).await {
            Ok(reply) => (reply, Ended::Answered),
            // While somebody types there is no place for a refusal: it comes when they send.
            Err(Failure::Refused(why)) if completes => {
                (Reply::Choices(Vec::new()), Ended::Refused(why.key()))
            }
            Err(Failure::Refused(why @ Refusal::FiguresDisagree { .. })) => {
                // Never the person's doing: a counter and the ledger differ.
                tracing::error!(interaction = desk.caller.interaction, ?why, "the figures disagree");
                (self.apologise(&desk.speaker, desk.caller.interaction, typed), Ended::Failed)
            }
            Err(Failure::Refused(why)) => {
                tracing::info!(interaction = desk.caller.interaction, refusal = why.key(), "refused");
                (Reply::Private(refusal(&desk.speaker, &why, typed)), Ended::Refused(why.key()))
            }
            Err(Failure::Fault(fault)) => {
                tracing::error!(interaction = desk.caller.interaction, %fault, "an interaction failed");
                if completes {
                    (Reply::Choices(Vec::new()), Ended::Failed)
                } else {
                    (self.apologise(&desk.speaker, desk.caller.interaction, typed), Ended::Failed)
                }
            }
        }
    }

    /// The apology with the number by which the log knows the interaction.
    pub(super) fn apologise(&self, speaker: &Speaker, interaction: u64, typed: Option<&Typed>) -> Reply {
        Reply::Private(apology(speaker, interaction, typed))
    }

    /// Where a form or choices came too late to be shown: what to do.
    pub(super) fn too_late(&self, locale: &str) -> Card {
        plain_card(say!(self.words.speak(locale), "too-late"))
    }
}
