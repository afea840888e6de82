//! What is refused of requests and offers.

use chrono::NaiveDate;

use super::super::refusal::Refusal;
use super::words::{OfferState, RequestState};

/// Why help isn't asked for, offered or accepted, beside the refusals that this shares with awards.
#[derive(Debug, Clone, PartialEq)]
pub enum WantedRefusal {
    /// The day for which help is asked is over.
    RequestedDayPast {
        /// The last day that was given.
        day: NaiveDate,
        /// The group's own today.
        today: NaiveDate,
    },
    /// The day for which help is asked is too far away.
    RequestedDayTooFar {
        /// The first day that was given.
        day: NaiveDate,
        /// The last day that is taken.
        latest: NaiveDate,
    },
    /// The group asks for exactly that already: a form was sent twice.
    AskedAlready,
    /// The group asks for too many things at once.
    TooManyRequests {
        /// How many may be open.
        most: u32,
    },
    /// No open request is called so.
    UnknownRequest {
        /// What was typed.
        asked: String,
    },
    /// The request takes no more offers.
    RequestEnded {
        /// How it ended.
        how: RequestState,
    },
    /// The request wasn't accepted by anybody, so there is nobody to thank.
    RequestNotAccepted,
    /// The company has offered to help with this request.
    OfferedBefore,
    /// The offer was answered, or taken back, before.
    OfferDecided {
        /// How.
        how: OfferState,
    },
    /// The person represents the company whose offer they would accept.
    OwnOffer,
    /// Somebody else made the offer, for a company that the person doesn't represent.
    NotYourOffer,
}

impl WantedRefusal {
    /// A stable name for logs and for looking up the text.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::RequestedDayPast { .. } => "requested-day-past",
            Self::RequestedDayTooFar { .. } => "requested-day-too-far",
            Self::AskedAlready => "asked-already",
            Self::TooManyRequests { .. } => "too-many-requests",
            Self::UnknownRequest { .. } => "unknown-request",
            Self::RequestEnded { .. } => "request-ended",
            Self::RequestNotAccepted => "request-not-accepted",
            Self::OfferedBefore => "offered-before",
            Self::OfferDecided { .. } => "offer-decided",
            Self::OwnOffer => "own-offer",
            Self::NotYourOffer => "not-your-offer",
        }
    }
}

impl From<WantedRefusal> for Refusal {
    fn from(why: WantedRefusal) -> Self {
        Self::Wanted(why)
    }
}
