//! What staff decide about groups and companies that are there.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::outside::{Account, Server};
use super::{Act, Group, Outcome, Partner};
use crate::points::Points;
use crate::points::ids::{GroupId, PartnerId};
use crate::points::standing::Standing;
use crate::points::text::Reason;

/// Another base for a group.
#[derive(Clone, Debug)]
pub struct BaseOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked that it is staff.
    pub by: Account,
    /// The group.
    pub group: GroupId,
    /// Its own base from the next period on; none: the program's again.
    pub base: Option<Points>,
    /// Why.
    pub reason: Reason,
}

/// A group's base as it will be.
#[derive(Clone, Debug, PartialEq)]
pub struct BaseSet {
    /// The group.
    pub group: Group,
    /// What it starts the next period with, beside what it carries over.
    pub base: Points,
    /// Whether that is its own base, and not the program's.
    pub own: bool,
    /// When that period starts.
    pub from: DateTime<Utc>,
}

/// A group is closed.
#[derive(Clone, Debug)]
pub struct Closing {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked that it is staff.
    pub by: Account,
    /// The group.
    pub group: GroupId,
    /// Why.
    pub reason: Reason,
}

/// A group moves to another server.
#[derive(Clone, Debug)]
pub struct Moving {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked that it is staff.
    pub by: Account,
    /// The group.
    pub group: GroupId,
    /// Where it goes.
    pub server: Server,
    /// Why.
    pub reason: Reason,
}

/// A company is suspended, or resumed.
#[derive(Clone, Debug)]
pub struct Suspension {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked that it is staff.
    pub by: Account,
    /// The company.
    pub partner: PartnerId,
    /// `true`: it can be awarded again.
    pub resume: bool,
    /// Why.
    pub reason: Reason,
}

/// A company becomes another one, or a merge is taken back.
#[derive(Clone, Debug)]
pub struct MergeOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked that it is staff.
    pub by: Account,
    /// The company that becomes the other one.
    pub absorbed: PartnerId,
    /// The company that it becomes, which stays.
    pub into: PartnerId,
    /// From which day on; none: today. Nothing where a merge is taken back.
    pub since: Option<NaiveDate>,
    /// `true`: they are two again.
    pub take_back: bool,
    /// Why.
    pub reason: Reason,
}

/// Two companies after a merge, or after one was taken back. Merged, each has what both have.
#[derive(Clone, Debug, PartialEq)]
pub struct Merged {
    /// The company that became the other one.
    pub absorbed: Partner,
    /// What it has.
    pub absorbed_standing: Standing,
    /// The company that it became.
    pub into: Partner,
    /// What that one has.
    pub into_standing: Standing,
}

/// Staff's acts on groups and companies.
#[async_trait]
pub trait Staff {
    /// Gives a group another base from the next period on; the open period keeps what it has.
    ///
    /// # Errors
    /// `UnknownGroup`, those of `points::group::set_base`, and faults.
    async fn set_base(&self, order: BaseOrder) -> Outcome<BaseSet>;

    /// Closes a group: it gives nothing any more. What it gave stays.
    ///
    /// # Errors
    /// `UnknownGroup`, those of `points::group::close`, and faults.
    async fn close_group(&self, closing: Closing) -> Outcome<Group>;

    /// Moves a group to another server. What it has and gave stays its own; it is proposed again, without leaders and
    /// channels, until it is set up there and staff approve it.
    ///
    /// # Errors
    /// `UnknownGroup`, `NameTaken`, those of `points::group::move_to`, and faults.
    async fn move_group(&self, moving: Moving) -> Outcome<Group>;

    /// Suspends a company, or resumes it: suspended, it keeps standing and tier and can't be awarded.
    ///
    /// # Errors
    /// `UnknownPartner`, those of `points::company::suspend` and `resume`, and faults.
    async fn suspend_partner(&self, suspension: Suspension) -> Outcome<Partner>;

    /// Makes a company another one from a day on, or takes that back. Awards stay where they are; standing and groups
    /// are those of both.
    ///
    /// # Errors
    /// `UnknownPartner`, those of `points::merge::decide` and `take_back`, and faults.
    async fn merge_partners(&self, order: MergeOrder) -> Outcome<Merged>;
}
