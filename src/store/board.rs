//! Who gave and who got the most.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Outcome;
use super::outside::Server;
use crate::points::ids::{ContributionId, GroupId, PartnerId, TierId};

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

impl BoardPeriod {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::This, Self::Last, Self::All];

    /// Its word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::This => "this",
            Self::Last => "last",
            Self::All => "all",
        }
    }

    /// The one with that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|period| period.as_str() == word)
    }
}

/// Whose awards a board counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardOf {
    /// All groups'.
    #[default]
    Program,
    /// Those of the groups of a server.
    Server(Server),
    /// Those of one group.
    Group(GroupId),
}

/// Which awards a board counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardWanted {
    /// Whose.
    pub of: BoardOf,
    /// Of which period.
    pub period: BoardPeriod,
    /// For which contribution; none: for any.
    pub contribution: Option<ContributionId>,
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

/// A group among those that thanked the most companies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WideLine {
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub name: String,
    /// Companies that have points from it; those that are one count once.
    pub partners: i64,
}

/// A board: most points first, at equal points by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardPage {
    /// Active companies that have points.
    pub partners: Vec<PartnerLine>,
    /// Groups that gave points; none on the board of one group.
    pub groups: Vec<GroupLine>,
    /// Groups that thanked more than one company, the most first; none on the board of one group.
    pub widest: Vec<WideLine>,
    /// The name of the group, on the board of one.
    pub group: Option<String>,
    /// The period, where it is one that has begun.
    pub period: Option<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Boards.
#[async_trait]
pub trait Board {
    /// The first `limit` companies and groups.
    ///
    /// # Errors
    /// Faults.
    async fn board(&self, wanted: &BoardWanted, limit: u32) -> Outcome<BoardPage>;

    /// Brings what is counted for the boards up to the ledger's newest record; how many records that were.
    ///
    /// # Errors
    /// Faults; some records are counted then.
    async fn follow_ledger(&self) -> Outcome<u64>;
}
