//! Help wanted: what groups ask for, what companies offer, and who hears of it.

use async_trait::async_trait;

use super::outside::{Account, Channel, Message, Role, Server};
use super::{Act, Outcome};
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::request::{
    Ending, OfferState, OfferVerdict, RequestFacts, RequestKind, RequestState, Span,
};
use crate::points::text::{PlaceName, Topic, Wording};

/// A group asks for help.
#[derive(Clone, Debug)]
pub struct RequestOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks.
    pub by: Account,
    /// The roles that this person has in the group's server.
    pub roles: Vec<Role>,
    /// For which group.
    pub group: GroupId,
    /// What kind of help.
    pub kind: RequestKind,
    /// What it is about, in a line.
    pub topic: Topic,
    /// When; none: whenever it suits.
    pub span: Option<Span>,
    /// Where; may be empty.
    pub place: PlaceName,
    /// What is asked for, in their words.
    pub wording: Wording,
}

/// A request as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct HelpRequest {
    /// Its record.
    pub record: RecordId,
    /// The group that asks.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// Its server.
    pub server: Server,
    /// The language of its messages.
    pub language: String,
    /// What kind of help.
    pub kind: RequestKind,
    /// When; none: whenever it suits.
    pub span: Option<Span>,
    /// What it is about; empty after erasure.
    pub topic: String,
    /// Where; may be empty.
    pub place: String,
    /// What is asked for; empty after erasure.
    pub wording: String,
    /// Who asks; none after erasure.
    pub by: Option<Account>,
    /// What rules ask of it: how it stands, until when.
    pub facts: RequestFacts,
    /// The company whose offer was accepted, and its name.
    pub accepted: Option<(PartnerId, String)>,
    /// How many offers wait for an answer.
    pub waiting: u32,
    /// The message in the group's server, where it is out: its channel and itself.
    pub told: Option<(Channel, Message)>,
}

impl HelpRequest {
    /// How it stands.
    #[must_use]
    pub fn state(&self) -> RequestState {
        self.facts.state
    }
}

/// A group ends its request.
#[derive(Clone, Debug)]
pub struct EndingOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks.
    pub by: Account,
    /// The roles that this person has in the group's server.
    pub roles: Vec<Role>,
    /// The request.
    pub request: RecordId,
    /// How.
    pub ending: Ending,
}

/// A company offers to help.
#[derive(Clone, Debug)]
pub struct OfferOrder {
    /// The interaction that offers.
    pub act: Act,
    /// Who offers.
    pub by: Account,
    /// The request.
    pub request: RecordId,
    /// The company.
    pub partner: PartnerId,
    /// What it offers, in their words.
    pub wording: Wording,
}

/// An offer as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Its record.
    pub record: RecordId,
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// What it offers; empty after erasure.
    pub wording: String,
    /// Who offers; none after erasure.
    pub by: Option<Account>,
    /// How it stands.
    pub state: OfferState,
    /// The request.
    pub request: HelpRequest,
}

/// An answer to an offer.
#[derive(Clone, Debug)]
pub struct OfferVerdictOrder {
    /// The interaction that answers.
    pub act: Act,
    /// Who answers.
    pub by: Account,
    /// The roles that this person has in the group's server.
    pub roles: Vec<Role>,
    /// The offer.
    pub offer: RecordId,
    /// The answer.
    pub verdict: OfferVerdict,
}

/// What a person wants to hear of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// Requests of these kinds.
    pub kinds: Vec<RequestKind>,
    /// In this language alone; none: in any.
    pub language: Option<String>,
    /// Awards and tiers of their own companies, and answers to their offers.
    pub own: bool,
    /// Where direct messages go; none: they asked for none, and see it when they ask.
    pub direct: Option<Channel>,
    /// The language in which they are spoken to.
    pub locale: String,
}

/// Whose requests are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestScope {
    /// Of the groups in this server.
    Server(Server),
    /// Of all groups.
    Program,
}

/// Asking for help, and offering it.
#[async_trait]
pub trait Requests {
    /// A group asks for help. It is told in the group's channel and in the program's, and to who wants to hear of it.
    ///
    /// # Errors
    /// Every refusal of `points::request::ask`, `UnknownGroup`, `SameInteractionOtherContent`, and faults.
    async fn ask_for_help(&self, order: RequestOrder) -> Outcome<HelpRequest>;

    /// A group ends its request. Offers that wait are closed, and its messages drawn anew.
    ///
    /// # Errors
    /// Every refusal of `points::request::end`, `UnknownRecord`, `SameInteractionOtherContent`, and faults.
    async fn end_request(&self, order: EndingOrder) -> Outcome<HelpRequest>;

    /// A company offers to help, once for each request. It is told in the thread of the request's message.
    ///
    /// # Errors
    /// Every refusal of `points::request::offer`, `UnknownRecord`, `SameInteractionOtherContent`, and faults.
    async fn offer_help(&self, order: OfferOrder) -> Outcome<Offer>;

    /// An offer is accepted, declined or taken back, once. Accepted, the request takes no more, the others are closed, and
    /// when its day is over the group is asked whether it happened.
    ///
    /// # Errors
    /// Every refusal of `points::request::decide_offer`, `UnknownRecord`, `SameInteractionOtherContent`, and faults.
    async fn answer_offer(&self, order: OfferVerdictOrder) -> Outcome<Offer>;

    /// Ends what nobody was accepted for in time; how many that were.
    ///
    /// # Errors
    /// Faults.
    async fn expire_requests(&self) -> Outcome<u64>;

    /// A request, however it stands.
    ///
    /// # Errors
    /// Faults.
    async fn request(&self, request: RecordId) -> Outcome<Option<HelpRequest>>;

    /// An offer, however it stands.
    ///
    /// # Errors
    /// Faults.
    async fn offer(&self, offer: RecordId) -> Outcome<Option<Offer>>;

    /// Open requests, those that end first, first: at most `limit` behind the first `skip`.
    ///
    /// # Errors
    /// Faults.
    async fn open_requests(&self, scope: RequestScope, skip: u32, limit: u32) -> Outcome<Vec<HelpRequest>>;

    /// Requests of a group that are open or accepted, oldest first.
    ///
    /// # Errors
    /// Faults.
    async fn requests_of(&self, group: GroupId) -> Outcome<Vec<HelpRequest>>;

    /// Offers for a request that wait for an answer, oldest first; at most `limit`.
    ///
    /// # Errors
    /// Faults.
    async fn offers_for(&self, request: RecordId, limit: u32) -> Outcome<Vec<Offer>>;

    /// The newest offers of companies that a person represents.
    ///
    /// # Errors
    /// Faults.
    async fn offers_by(&self, account: Account, limit: u32) -> Outcome<Vec<Offer>>;

    /// What a person wants to hear of.
    ///
    /// # Errors
    /// Faults.
    async fn subscription(&self, account: Account) -> Outcome<Option<Subscription>>;

    /// Keeps what a person wants to hear of; none: nothing any more.
    ///
    /// # Errors
    /// Faults.
    async fn subscribe(&self, account: Account, wanted: Option<Subscription>) -> Outcome<()>;

    /// Writes down what is to be told directly of the awards and tiers since the last time. Nothing is done where nobody
    /// asked for it.
    ///
    /// # Errors
    /// Faults.
    async fn notice_what_happened(&self) -> Outcome<()>;
}
