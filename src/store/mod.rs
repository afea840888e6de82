//! The floor that keeps things: the only one with SQL.
//!
//! A [`Store`] method is one business act and one transaction: it loads what the act needs, locked; lets
//! [`crate::points`] decide; and appends what was decided. No method knows a Discord type (ids from outside are
//! opaque numbers, see [`outside`]) or a text that a user reads.
//!
//! Invariants: nothing in the ledger is changed or removed; the counters (`allocation`, `standing`, a partner's
//! tier) change only in the transaction that appends the record which explains them; what is to be told in
//! Discord is written in that same transaction.

mod awards;
mod board;
mod claims;
mod corrections;
mod deliveries;
mod digest;
mod error;
pub mod evidence;
mod groups;
mod history;
mod inquiries;
mod jobs;
mod lists;
mod openings;
mod outbox;
pub mod outside;
mod partners;
mod persons;
mod places;
mod posted_board;
mod program;
mod questions;
mod report;
mod reporting;
mod requests;
mod reservations;
mod rounds;
mod seen;
mod settled;
pub mod sql;
mod staff;
mod vitals;
mod voices;
mod wall;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use awards::{
    AwardOrder, Awarded, Awards, Given, NextTier, Particulars, Receipt, ReversalOrder, Reversed, Settles,
};
pub use board::{Board, BoardOf, BoardPage, BoardPeriod, BoardWanted, GroupLine, PartnerLine, WideLine};
pub use claims::{Claim, ClaimEnd, ClaimOrder, Claims, Confirmed};
pub use corrections::{Corrected, CorrectionOrder, Corrections, GivenAward};
pub use deliveries::{Deliveries, Delivery, DeliveryState, Tracking};
pub use digest::{DigestFacts, DigestThanks, DigestTier, DigestTotals, Digests};
pub use error::{Failure, Outcome, StoreFault};
pub use evidence::Evidence;
pub use groups::{
    AllocationView, Approval, DraftChange, Group, GroupChoices, GroupDraft, GroupKind, GroupProposal,
    GroupState, Groups, LeaderRef, Led,
};
pub use history::{Change, History, HistoryPage, PastRecord, Records, Turn};
pub use inquiries::{CauseRecord, Inquiries, Preview, WhyThen};
pub use jobs::{Evaluated, Jobs};
pub use lists::{
    AwardsWanted, BoardLine, BoardPart, BoardPlace, GroupsWanted, Lists, NamePlace, Part, PartnersWanted,
    RequestPlace, RequestsWanted,
};
pub use openings::{AllOpened, Arrival, Opened, OpeningOrder, Openings};
pub use outbox::{
    Announces, Errand, ErrandId, Facts, Notice, NoticeFacts, Outbox, Purpose, ShoutOutFacts, TierFacts, Way,
};
pub use partners::{
    Candidate, Partner, PartnerEdit, PartnerStanding, Partners, Registration, RepresentativeChange,
    ThanksLine,
};
pub use persons::{
    Erased, ErasureLine, Forgotten, KeptDraft, KeptLead, KeptMessage, KeptOfPerson, KeptQuestion, KeptRecord,
    KeptVoice, KeptWants, Persons,
};
pub use places::{Gone, Place, Places};
pub use posted_board::{BoardFacts, BoardShown, PostOrder, PostedBoards};
pub use program::{AuditLine, Grant, Nomination, Pending, Program, ProgramChannels, Undelivered};
pub use questions::{Question, QuestionId, Questions};
pub use report::{Report, ReportLine, Reports};
pub use reporting::{MessagePlace, ReportOrder, Reporting};
pub use requests::{
    EndingOrder, HelpRequest, Offer, OfferOrder, OfferVerdictOrder, RequestOrder, RequestScope, Requests,
    Subscription,
};
pub use reservations::{Reservation, ReservationOrder, ReservationReceipt, Reservations, Reserved};
pub use rounds::Rounds;
pub use seen::Sightings;
pub use staff::{BaseOrder, BaseSet, Closing, MergeOrder, Merged, Moving, Staff, Suspension};
pub use vitals::{Vitals, Watching};
pub use voices::Hearing;
pub use wall::{
    Found, Helped, Named, StandingSums, Wall, WallCompany, WallGroup, WallPartner, WallRequest, WallSearch,
    WallThanks, WallTier,
};

/// The clock that an act is stamped with, read under the writer's lock. A parameter, so that tests need no sleep.
///
/// No act is before the one in front of it: where a clock is behind the ledger's newest record, as that of a late
/// replica is, the act happens at that record's time. What is due, and an attempt to post, go by the clock itself.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The system's clock.
#[must_use]
pub fn system_clock() -> Clock {
    Arc::new(Utc::now)
}

/// What happened once: the id of the interaction that asked for it, and what it asked, hashed.
///
/// The ledger holds an act at most once: the same id with the same content is answered with the first answer, with
/// another content it is refused (`Refusal::SameInteractionOtherContent`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Unique text, such as `i:1234`.
    pub key: String,
    /// SHA-256 over what was asked, hexadecimal.
    pub hash: String,
}

/// Everything that is kept: one who implements it says so, which tells where a part is missing.
pub trait Store:
    Awards
    + Reservations
    + Requests
    + Claims
    + Corrections
    + Board
    + Reports
    + Groups
    + Partners
    + Outbox
    + Program
    + Staff
    + Questions
    + History
    + Jobs
    + Places
    + Openings
    + Inquiries
    + Evidence
    + Hearing
    + Reporting
    + Persons
    + Sightings
    + Wall
    + Lists
    + Watching
    + Rounds
    + Tracking
    + PostedBoards
    + Digests
    + Send
    + Sync
{
}
