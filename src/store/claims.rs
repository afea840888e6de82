//! What companies claim that they did, and what became of it.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::outside::{Account, Role};
use super::{Act, Failure, Outcome};
use crate::points::claim::{ClaimFate, ClaimRefusal, ClaimVerdict};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::text::{Reason, Website};

/// What somebody says that their company did.
#[derive(Clone, Debug)]
pub struct ClaimOrder {
    /// The interaction that says it.
    pub act: Act,
    /// Who.
    pub by: Account,
    /// For which group.
    pub group: GroupId,
    /// Which company.
    pub partner: PartnerId,
    /// What.
    pub contribution: ContributionId,
    /// In their words; kept beside the ledger.
    pub reason: Reason,
    /// On which day; none: the group's own today.
    pub day: Option<NaiveDate>,
    /// Where more is to be read.
    pub link: Option<Website>,
}

/// The end of a claim that isn't an award.
#[derive(Clone, Debug)]
pub struct ClaimEnd {
    /// The interaction that ends it.
    pub act: Act,
    /// Who ends it.
    pub by: Account,
    /// The roles that this person has in the server in which they ask.
    pub roles: Vec<Role>,
    /// The claim.
    pub claim: RecordId,
    /// How.
    pub verdict: ClaimVerdict,
    /// Why, for the company to read; kept beside the ledger.
    pub reason: Option<Reason>,
}

/// What came of an award by which a claim was confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmed {
    /// So many points were given.
    Given(i64),
    /// So many points wait for a second leader.
    Waits(i64),
    /// The second leader said no, or the reservation ended otherwise.
    NotApproved,
    /// The award was taken back later.
    TakenBack,
}

/// A claim as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its record.
    pub record: RecordId,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// The language of the group's messages.
    pub language: String,
    /// The group's leaders have a channel of their own, in which they are asked.
    pub leaders_asked: bool,
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// What it did.
    pub contribution: ContributionId,
    /// On which day.
    pub day: NaiveDate,
    /// In the words of who claims it; none after erasure.
    pub reason: Option<String>,
    /// Where more is to be read, or empty.
    pub link: String,
    /// Who claims it; none after erasure.
    pub by: Option<Account>,
    /// From this moment on nobody can confirm it any more.
    pub lapses_at: DateTime<Utc>,
    /// What became of it.
    pub fate: ClaimFate,
    /// Who decided; none while it waits, when it lapsed or became void, and after erasure.
    pub decided_by: Option<Account>,
    /// Why it was declined; none otherwise, and after erasure.
    pub why: Option<String>,
    /// What came of it when it was confirmed.
    pub confirmed: Option<Confirmed>,
}

impl From<ClaimRefusal> for Failure {
    fn from(why: ClaimRefusal) -> Self {
        Self::Refused(why.into())
    }
}

/// Claiming, and what becomes of claims. What confirms one is an award whose order settles it
/// ([`super::Settles::Claim`]).
#[async_trait]
pub trait Claims {
    /// Takes a claim: its record, and a card for the group's leaders, in one transaction.
    ///
    /// # Errors
    /// Every refusal of `points::claim::decide`, `UnknownGroup`, `UnknownPartner`, `SameInteractionOtherContent`, and
    /// faults.
    async fn make_claim(&self, order: ClaimOrder) -> Outcome<Claim>;

    /// Ends a claim without an award, once. The claim afterwards.
    ///
    /// # Errors
    /// Every refusal of `points::claim::end`, `UnknownRecord`, `SameInteractionOtherContent`, and faults.
    async fn end_claim(&self, order: ClaimEnd) -> Outcome<Claim>;

    /// Ends what nobody decided on in time; how many that were.
    ///
    /// # Errors
    /// Faults.
    async fn lapse_claims(&self) -> Outcome<u64>;

    /// A claim by its record.
    ///
    /// # Errors
    /// Faults.
    async fn claim(&self, record: RecordId) -> Outcome<Option<Claim>>;

    /// What waits at a group, oldest first.
    ///
    /// # Errors
    /// Faults.
    async fn waiting_claims(&self, group: GroupId) -> Outcome<Vec<Claim>>;

    /// What waits of a company, or of one that is it now, and what was decided since then; newest first.
    ///
    /// # Errors
    /// Faults.
    async fn claims_of(&self, partner: PartnerId, since: DateTime<Utc>) -> Outcome<Vec<Claim>>;
}
