//! Help wanted, as it is asked for.

use super::super::custom_id::CustomId;
use super::super::wanted_id::{NoticePart, WantedId};
use super::Request;
use super::message::award_words;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::request::RequestKind;
use crate::service::{AwardWords, RequestAsked};

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// `/request`.
    Ask {
        /// What kind of help.
        kind: RequestKind,
        /// For which group.
        group: Option<String>,
    },
    /// Its form.
    Fill(RequestAsked),
    /// `/requests`.
    List {
        /// Of the whole program.
        program: bool,
    },
    /// `/offer make`.
    Offer {
        /// Its number or its topic.
        request: String,
    },
    /// The form of an offer.
    FillOffer {
        /// The request.
        request: RecordId,
        /// The company.
        partner: PartnerId,
        /// What it offers.
        wording: String,
    },
    /// `/offer list`.
    OwnOffers,
    /// `/offer subscribe`.
    Subscribe,
    /// A select of its panel.
    Choose(NoticePart, Vec<String>),
    /// The form of the thanks for what was promised.
    FillPromised {
        /// The request.
        request: RecordId,
        /// What was typed.
        words: AwardWords,
    },
}

/// The company for which somebody helps was chosen.
pub(super) fn chosen_company(request: RecordId, values: &[String]) -> Request {
    match values.first().and_then(|value| value.parse().ok()) {
        Some(partner) => {
            Request::Click(CustomId::Wanted(WantedId::HelpAs(request, PartnerId::from_raw(partner))))
        }
        None => Request::Outdated,
    }
}

/// A form of help wanted; `value` finds what was typed into a field.
pub(super) fn filled(id: &WantedId, value: impl Fn(&str) -> Option<String>) -> Option<Wanted> {
    let text = |name| value(name).unwrap_or_default();
    match id {
        WantedId::Ask(kind, group) => Some(Wanted::Fill(asked(*kind, *group, text))),
        WantedId::HelpAs(request, partner) => {
            Some(Wanted::FillOffer { request: *request, partner: *partner, wording: text("wording") })
        }
        WantedId::Thank(request, _) => {
            Some(Wanted::FillPromised { request: *request, words: award_words(value) })
        }
        _ => None,
    }
}

fn asked(kind: RequestKind, group: GroupId, text: impl Fn(&'static str) -> String) -> RequestAsked {
    RequestAsked {
        kind,
        group,
        topic: text("topic"),
        days: text("days"),
        place: text("place"),
        wording: text("wording"),
    }
}
