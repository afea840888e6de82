//! Who gave and who got the most.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Outcome;
use super::outside::Server;
use crate::points::ids::{GroupId, PartnerId, TierId};

/// Which awards a board counts, by the period in which they spend.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardPeriod {
    /// The open period.
    #[default]
    This,
    /// The one before.
    Last,
    /// All there were.
    All,
}

/// A company on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerLine {
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub name: String,
    /// Its tier now.
    pub tier: Option<TierId>,
    /// Points, without what was taken back.
    pub points: i64,
    /// Awards that stand.
    pub awards: i64,
}

/// A group on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLine {
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// Points that it gave, without what was taken back.
    pub points: i64,
    /// Awards that stand.
    pub awards: i64,
}

/// A board: most points first, at equal points by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardPage {
    /// Active companies that have points.
    pub partners: Vec<PartnerLine>,
    /// Groups that gave points.
    pub groups: Vec<GroupLine>,
    /// The period, where it is one that has begun.
    pub period: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Boards.
#[async_trait]
pub trait Board {
    /// The first `limit` companies and groups: of one server's groups, or of the whole program.
    ///
    /// # Errors
    /// Faults.
    async fn board(&self, server: Option<Server>, period: BoardPeriod, limit: u32) -> Outcome<BoardPage>;

    /// Brings what is counted for the boards up to the ledger's newest record; how many records that were.
    ///
    /// # Errors
    /// Faults; some records are counted then.
    async fn follow_ledger(&self) -> Outcome<u64>;
}
