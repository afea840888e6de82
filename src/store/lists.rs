//! What the wall shows as lists that are read on and on: each part ends with a place in the list, behind which the next
//! one begins. A place is a thing's own (its name, its number), never a count of those before it: what is new in the
//! meantime neither moves anything into the next part a second time nor out of it. On a board alone a line's place changes with
//! its points.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::wall::{Named, WallGroup, WallPartner, WallRequest, WallThanks};
use super::{BoardWanted, GroupKind, Outcome};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};
use crate::points::request::RequestKind;

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<T, P> {
    /// What is in it: as many as were wanted at most, and fewer before the end where many are hidden.
    pub lines: Vec<T>,
    /// Behind what the next part begins; none: this is the last.
    pub next: Option<P>,
}

/// A place in a list by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamePlace {
    /// The name as it is compared.
    pub key: String,
    /// Whose name.
    pub id: i64,
}

/// A place in the list of what is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestPlace {
    /// Until when offers are taken.
    pub ends_at: DateTime<Utc>,
    /// The request.
    pub record: RecordId,
}

/// A place on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardPlace {
    /// Points.
    pub points: i64,
    /// Who is there, among those with as many points.
    pub name: NamePlace,
}

/// Which companies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PartnersWanted {
    /// A part of their names; empty: any.
    pub typed: String,
    /// With this tier.
    pub tier: Option<TierId>,
}

/// Which groups, of those that are active.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupsWanted {
    /// A part of their names; empty: any.
    pub typed: String,
    /// What they are.
    pub kind: Option<GroupKind>,
    /// Their language; empty: any.
    pub language: String,
}

/// Which awards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AwardsWanted {
    /// To this company, and those that are one with it.
    pub partner: Option<PartnerId>,
    /// Of this group.
    pub group: Option<GroupId>,
    /// For this.
    pub contribution: Option<ContributionId>,
}

/// Which requests, of those that take offers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestsWanted {
    /// For this kind of help.
    pub kind: Option<RequestKind>,
    /// Of this group.
    pub group: Option<GroupId>,
    /// Of groups of this language; empty: any.
    pub language: String,
}

/// Somebody on a board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardLine {
    /// Who.
    pub named: Named,
    /// A company's tier now.
    pub tier: Option<TierId>,
    /// Points, without what was taken back.
    pub points: i64,
    /// Awards that stand.
    pub awards: i64,
}

/// A part of a board, and from when to when it counts, where that is a period that has begun.
pub type BoardPart = (Part<BoardLine, BoardPlace>, Option<(DateTime<Utc>, DateTime<Utc>)>);

/// The lists.
#[async_trait]
pub trait Lists {
    /// Companies that have a page, by name.
    ///
    /// # Errors
    /// Faults.
    async fn partners_part(
        &self,
        wanted: &PartnersWanted,
        after: Option<&NamePlace>,
        limit: u32,
    ) -> Outcome<Part<WallPartner, NamePlace>>;

    /// Groups that have a page, by name.
    ///
    /// # Errors
    /// Faults.
    async fn groups_part(
        &self,
        wanted: &GroupsWanted,
        after: Option<&NamePlace>,
        limit: u32,
    ) -> Outcome<Part<WallGroup, NamePlace>>;

    /// Awards that stand, newest first.
    ///
    /// # Errors
    /// Faults.
    async fn awards_part(
        &self,
        wanted: &AwardsWanted,
        before: Option<RecordId>,
        limit: u32,
    ) -> Outcome<Part<WallThanks, RecordId>>;

    /// Help wanted, what ends first first.
    ///
    /// # Errors
    /// Faults.
    async fn requests_part(
        &self,
        wanted: &RequestsWanted,
        after: Option<RequestPlace>,
        limit: u32,
    ) -> Outcome<Part<WallRequest, RequestPlace>>;

    /// The companies that got the most. A server's board isn't on the web: it counts as the program's.
    ///
    /// # Errors
    /// Faults.
    async fn best_partners_part(
        &self,
        wanted: &BoardWanted,
        after: Option<&BoardPlace>,
        limit: u32,
    ) -> Outcome<BoardPart>;

    /// The groups that gave the most.
    ///
    /// # Errors
    /// Faults.
    async fn best_groups_part(
        &self,
        wanted: &BoardWanted,
        after: Option<&BoardPlace>,
        limit: u32,
    ) -> Outcome<BoardPart>;
}
