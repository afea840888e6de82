//! Putting an award right: what was given, to whom, for what, on which day; and the words of its reason.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::outside::{Account, Role};
use super::{Act, Outcome};
use crate::points::Points;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::text::Reason;

/// An award as it should have been. What is as it was stays.
#[derive(Clone, Debug)]
pub struct CorrectionOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks.
    pub by: Account,
    /// The roles of this person in the group's server.
    pub roles: Vec<Role>,
    /// Whether this person is staff of the program.
    pub staff: bool,
    /// The award.
    pub award: RecordId,
    /// The company.
    pub partner: PartnerId,
    /// How much.
    pub points: Points,
    /// What for.
    pub contribution: ContributionId,
    /// On which day.
    pub day: NaiveDate,
    /// Why.
    pub reason: Reason,
}

/// An award as it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenAward {
    /// Its record.
    pub record: RecordId,
    /// The group that gave.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// What it did.
    pub contribution: ContributionId,
    /// On which day.
    pub day: NaiveDate,
    /// Points.
    pub points: i64,
    /// Why, in the words that stand now; none after erasure.
    pub reason: Option<String>,
    /// Who gave it; none after erasure.
    pub by: Option<Account>,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether it was taken back.
    pub taken_back: bool,
}

/// What was put right.
#[derive(Clone, Debug, PartialEq)]
pub struct Corrected {
    /// The award as it stands now.
    pub award: GivenAward,
    /// Only the words of its reason are others.
    pub words_only: bool,
    /// What the group has left in the open period; none when the award's period is over.
    pub remaining: Option<i64>,
}

/// Putting awards right.
#[async_trait]
pub trait Corrections {
    /// An award, in the words that stand now; none when there is no such award.
    ///
    /// # Errors
    /// Faults.
    async fn given_award(&self, award: RecordId) -> Outcome<Option<GivenAward>>;

    /// Puts an award right: a reversal and the award in its place in one transaction, with all that follows for counters,
    /// tiers and messages; or, where only the reason is another, a record with the new words. The same act again gets
    /// the first answer.
    ///
    /// # Errors
    /// Every refusal of `points::correction::decide` and `points::amendment::decide`, `UnknownRecord`,
    /// `SameInteractionOtherContent`, and faults.
    async fn correct(&self, order: CorrectionOrder) -> Outcome<Corrected>;
}
