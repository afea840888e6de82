//! Which messages come too late: what they tell was taken back or decided before they were out.

use super::{BoardShown, Facts, GroupState, Notice};
use crate::points::approval::Fate;
use crate::points::award::PartnerState;
use crate::points::claim::ClaimFate;
use crate::points::request::{OfferState, RequestState};

impl Facts {
    /// Whether a message of it would come too late: taken back, or decided, before it was out.
    #[must_use]
    pub fn settled(&self) -> bool {
        match self {
            Self::Proposal(group) => group.state != GroupState::Proposed,
            Self::Nomination { partner, .. } => partner.state != PartnerState::Nominated,
            Self::Reminder { lapsing, due, .. } => !due || *lapsing <= 0,
            Self::Gone { mended, .. } => *mended,
            Self::Leaders { .. }
            | Self::LeaderErased(_)
            | Self::Report { .. }
            | Self::Conflict { .. }
            | Self::BoardGone(_)
            | Self::Warning { .. } => false,
            Self::Board(board) => !matches!(board.shows, BoardShown::Board(..)),
            Self::Digest(digest) => digest.is_empty(),
            Self::Approval { reservation, .. } => reservation.fate != Fate::Waiting,
            Self::Claim(claim) => claim.fate != ClaimFate::Waiting,
            Self::ShoutOut(_) => self.withdrawn(),
            Self::Tier(tier) => tier.withdrawn || tier.outdated,
            Self::Request(request) => {
                matches!(request.state(), RequestState::Withdrawn | RequestState::Expired)
            }
            Self::Offer(offer) => offer.state != OfferState::Waiting,
            Self::Prompt(request) => request.state() != RequestState::Accepted,
            Self::Notice(told) => match &told.notice {
                Notice::Request(request) => request.state() != RequestState::Open,
                Notice::Offer(offer) => offer.state == OfferState::Withdrawn,
                Notice::Award(facts) => facts.withdrawn,
                Notice::Tier(tier) => tier.withdrawn || tier.outdated,
            },
        }
    }

    /// Whether what it tells was taken back.
    #[must_use]
    pub fn withdrawn(&self) -> bool {
        match self {
            Self::ShoutOut(facts) => facts.withdrawn,
            Self::Tier(facts) => facts.withdrawn,
            Self::Proposal(_)
            | Self::Nomination { .. }
            | Self::Leaders { .. }
            | Self::LeaderErased(_)
            | Self::Report { .. }
            | Self::Approval { .. }
            | Self::Conflict { .. }
            | Self::Warning { .. }
            | Self::Gone { .. }
            | Self::Reminder { .. }
            | Self::Request(_)
            | Self::Offer(_)
            | Self::Prompt(_)
            | Self::Notice(_)
            | Self::Board(_)
            | Self::BoardGone(_)
            | Self::Digest(_)
            | Self::Claim(_) => false,
        }
    }
}
