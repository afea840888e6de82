//! What would be and what was: questions that read much, asked from the command line.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::Outcome;
use crate::points::Points;
use crate::points::ids::{ContributionId, PartnerId, RecordId};
use crate::points::preview::{Lacking, Outlook};
use crate::points::rules::Rules;
use crate::points::why::Why;

/// What other rules would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// How many active companies there are.
    pub companies: usize,
    /// Those that would move, with their names, by name.
    pub moving: Vec<(String, Outlook)>,
    /// Ids in use that the rules lack.
    pub lacking: Option<Lacking>,
}

/// A record of the ledger, as far as it says what a tier came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CauseRecord {
    /// Its number.
    pub record: RecordId,
    /// Its kind, a word of the ledger.
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The group concerned.
    pub group_name: Option<String>,
    /// What for, where it is about that.
    pub contribution: Option<ContributionId>,
    /// The day on which that counts.
    pub day: Option<NaiveDate>,
    /// Points.
    pub points: Option<Points>,
}

/// Why a company had its tier on a day, and by which rules that is said.
#[derive(Clone, Debug)]
pub struct WhyThen {
    /// The answer.
    pub why: Why,
    /// The record that the tier came from, where it was an act of somebody or an evaluation.
    pub cause: Option<CauseRecord>,
    /// The rules at the end of that day.
    pub rules: Rules,
}

/// What would be and what was. Nothing here is an act, and nothing waits for one.
#[async_trait]
pub trait Inquiries {
    /// Which companies would move under `rules`, reckoned by today's standing.
    ///
    /// # Errors
    /// Faults.
    async fn preview(&self, rules: &Rules) -> Outcome<Preview>;

    /// Why a company had its tier at the end of a day, from its records alone.
    ///
    /// # Errors
    /// Faults: records that can't be true together among them.
    async fn why(&self, partner: PartnerId, day: NaiveDate) -> Outcome<WhyThen>;

    /// The companies that have this number or are called so (case and marks don't matter); where there is none, the
    /// names that come near.
    ///
    /// # Errors
    /// Faults.
    async fn company_called(&self, name: &str) -> Outcome<Result<(PartnerId, String), Vec<String>>>;
}
