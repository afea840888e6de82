//! The ledger, read: the records of a group, of a company, or of both together, page by page.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::Outcome;
use super::outside::{Account, Role};
use crate::points::Points;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};

/// Which records: those of a group and a company, as far as they are named. Neither: all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Of this group.
    pub group: Option<GroupId>,
    /// Of this company.
    pub partner: Option<PartnerId>,
}

/// Where a page is. It goes by a record's number, so that records which come meanwhile move nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The newest records.
    Newest,
    /// Those right before this one.
    Older(RecordId),
    /// Those right after this one.
    Newer(RecordId),
}

/// What changed, where points and names don't say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A company's tier.
    Tier {
        /// Before; none: no tier.
        from: Option<TierId>,
        /// From then on; none: no tier.
        to: Option<TierId>,
    },
    /// Somebody leads a group, or no longer does.
    Leader {
        /// `true`: from then on.
        added: bool,
        /// The role whose people lead; none: the person of [`PastRecord::whom`].
        role: Option<Role>,
    },
    /// A group's base; none: the program's again.
    Base(Option<Points>),
}

/// A record, as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct PastRecord {
    /// Its number.
    pub record: RecordId,
    /// Its kind, a word of the ledger.
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The group concerned.
    pub group_name: Option<String>,
    /// The company concerned.
    pub partner_name: Option<String>,
    /// What for, where it is about an award.
    pub contribution: Option<ContributionId>,
    /// The day on which that counts.
    pub day: Option<NaiveDate>,
    /// Points; negative where granted ones were taken back.
    pub points: Option<i64>,
    /// Who; none: the program itself, or erased.
    pub by: Option<Account>,
    /// Whom it concerns; none: nobody, or erased.
    pub whom: Option<Account>,
    /// Why, in the words of who did it; none: nothing was asked for, or erased.
    pub reason: Option<String>,
    /// The award that it takes back.
    pub reverses: Option<RecordId>,
    /// Whether it was taken back.
    pub reversed: bool,
    /// What changed.
    pub change: Option<Change>,
}

/// Some records, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HistoryPage {
    /// The records.
    pub records: Vec<PastRecord>,
    /// Whether there are newer ones.
    pub newer: bool,
    /// Whether there are older ones.
    pub older: bool,
}

/// The ledger, read. Nothing here is an act, and nothing waits for one.
#[async_trait]
pub trait History {
    /// So many records, newest first. Where fewer than that are newer than a record, the newest ones.
    ///
    /// # Errors
    /// Faults.
    async fn history(&self, of: Records, turn: Turn, limit: u32) -> Outcome<HistoryPage>;

    /// The groups that ever awarded a company, by name.
    ///
    /// # Errors
    /// Faults.
    async fn groups_that_awarded(&self, partner: PartnerId) -> Outcome<Vec<(GroupId, String)>>;
}
