//! What staff of the program do and see.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::outside::{Account, Channel};
use super::{Act, AllocationView, Group, Outcome, Partner, Purpose, Reservation};
use crate::points::Points;
use crate::points::ids::{GroupId, RecordId};
use crate::points::text::Reason;

/// The program's own channels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProgramChannels {
    /// Where staff are told and asked.
    pub staff: Option<Channel>,
    /// Where new tiers are told to all.
    pub announcements: Option<Channel>,
    /// Where help wanted of all groups is told.
    pub requests: Option<Channel>,
    /// Whether all are told each month, where new tiers are, what the one before brought.
    pub digest: Option<bool>,
}

/// Extra points for a group in the open period.
#[derive(Clone, Debug)]
pub struct Grant {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked that it is staff.
    pub by: Account,
    /// The group.
    pub group: GroupId,
    /// How many.
    pub points: Points,
    /// `true`: take back, down to what remains at most.
    pub take_back: bool,
    /// Why.
    pub reason: Reason,
}

/// A company that waits for staff, and how it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Nomination {
    /// The company.
    pub partner: Partner,
    /// Who brought it in; none after erasure.
    pub by: Option<Account>,
    /// Whether that person represents it when staff approve.
    pub represents: bool,
}

/// What waits for staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    /// Groups proposed.
    pub groups: Vec<Group>,
    /// Companies nominated or registered.
    pub partners: Vec<Nomination>,
    /// Awards that no other leader of their group can decide on.
    pub awards: Vec<Reservation>,
}

/// A message that is not out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// What it is about.
    pub purpose: Purpose,
    /// The record it tells.
    pub record: RecordId,
    /// The group in whose channel it belongs.
    pub group_name: Option<String>,
    /// The channel, where it is known.
    pub channel: Option<Channel>,
    /// `true`: given up; `false`: still tried.
    pub given_up: bool,
    /// What stands in the way.
    pub trouble: String,
}

/// A line of the ledger, for reading.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditLine {
    /// The record.
    pub record: RecordId,
    /// Its kind, a word of the ledger.
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none: the program itself, or erased.
    pub by: Option<Account>,
    /// The group concerned.
    pub group_name: Option<String>,
    /// The company concerned.
    pub partner_name: Option<String>,
    /// Points.
    pub points: Option<i64>,
}

/// Staff's acts.
#[async_trait]
pub trait Program {
    /// The program's own channels.
    ///
    /// # Errors
    /// Faults.
    async fn channels(&self) -> Outcome<ProgramChannels>;

    /// Sets the program's own channels; none: stays.
    ///
    /// # Errors
    /// `NothingToChange`, and faults.
    async fn set_channels(
        &self,
        act: Act,
        by: Account,
        channels: ProgramChannels,
    ) -> Outcome<ProgramChannels>;

    /// Gives a group extra points, or takes some back.
    ///
    /// # Errors
    /// `UnknownGroup`, `GroupNotActive`, `CannotTakeBack`, and faults.
    async fn grant(&self, grant: Grant) -> Outcome<AllocationView>;

    /// All active groups whose name contains what was typed.
    ///
    /// # Errors
    /// Faults.
    async fn suggest_groups(&self, typed: &str, limit: u32) -> Outcome<Vec<Group>>;

    /// What waits for staff, oldest first.
    ///
    /// # Errors
    /// Faults.
    async fn pending(&self, limit: u32) -> Outcome<Pending>;

    /// Messages that are not out although they are due, given-up ones first.
    ///
    /// # Errors
    /// Faults.
    async fn undelivered(&self, limit: u32) -> Outcome<Vec<Undelivered>>;

    /// The newest records.
    ///
    /// # Errors
    /// Faults.
    async fn newest_records(&self, limit: u32) -> Outcome<Vec<AuditLine>>;
}
