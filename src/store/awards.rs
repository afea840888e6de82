//! Awards and their reversals.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::outside::{Account, Role};
use super::{Act, Outcome, Reserved};
use crate::points::award::AwardRequest;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};
use crate::points::rules::Rules;
use crate::points::standing::Standing;
use crate::points::text::{EventName, Website};
use crate::points::tier;

/// What somebody asks to be given.
#[derive(Clone, Debug)]
pub struct AwardOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who gives.
    pub by: Account,
    /// The roles that this person has in the group's server: leading by role is checked in the transaction.
    pub roles: Vec<Role>,
    /// What is given, to whom, for what.
    pub request: AwardRequest,
    /// What else is told of it.
    pub particulars: Particulars,
    /// Whether a shout-out is made. `false` only for history that is written down later.
    pub announce: bool,
    /// What the award settles, in its own transaction.
    pub settles: Option<Settles>,
}

/// What waits until an award settles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Settles {
    /// A company's claim, which the award confirms.
    Claim(RecordId),
    /// What was promised to a group that asked for help, and is thanked for.
    Request(RecordId),
}

impl Settles {
    /// The record of what is settled: the cause of the award.
    #[must_use]
    pub const fn record(self) -> RecordId {
        match self {
            Self::Claim(record) | Self::Request(record) => record,
        }
    }
}

/// What a leader may add to the reason; kept beside the ledger like it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The event at which it happened.
    pub event: Option<EventName>,
    /// Where more is to be read.
    pub link: Option<Website>,
}

/// What was given, with the numbers as they were right after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The award's record.
    pub record: RecordId,
    /// The group that gave.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// The numbers.
    pub receipt: Receipt,
    /// Why an earlier shout-out of this group could not be made: told once, to the next leader who awards.
    pub trouble: Option<String>,
}

/// What an order comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Awarded {
    /// It is given.
    Given(Box<Given>),
    /// Its points are set aside until a second leader decides.
    Reserved(Box<Reserved>),
}

impl Awarded {
    /// What was given; none when it waits.
    #[must_use]
    pub fn given(self) -> Option<Given> {
        match self {
            Self::Given(given) => Some(*given),
            Self::Reserved(_) => None,
        }
    }
}

/// The numbers of an award as they were when it was given; kept in its record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// When it was given.
    pub at: DateTime<Utc>,
    /// The day on which it counts.
    pub day: NaiveDate,
    /// What the company did.
    pub contribution: ContributionId,
    /// Points given.
    pub points: i64,
    /// What the group had left before.
    pub remaining_before: i64,
    /// What the group has left after.
    pub remaining: i64,
    /// The company's points in the window before.
    pub standing_before: i64,
    /// The company's points in the window after.
    pub standing: i64,
    /// The company's tier before.
    pub tier_before: Option<TierId>,
    /// The company's tier after.
    pub tier: Option<TierId>,
    /// What the next tier asks, and what is there; none at the highest tier.
    pub next: Option<NextTier>,
    /// When the shout-out is due.
    pub shout_out_due: DateTime<Utc>,
}

/// The way to the next tier: each pair is (what is there, what is needed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NextTier {
    /// The next tier.
    pub tier: TierId,
    /// Points.
    pub points: (i64, i64),
    /// Counted contributions by kind.
    pub requires: Vec<(ContributionId, u32, u32)>,
    /// Distinct groups.
    pub groups: (u32, u32),
}

impl NextTier {
    /// The way from a tier to the next one with this standing; none at the highest.
    #[must_use]
    pub fn after(rules: &Rules, current: Option<&TierId>, standing: &Standing) -> Option<Self> {
        let next = rules.next_tier(current)?;
        let progress = tier::progress(rules, standing, next);
        Some(Self {
            tier: next.id().clone(),
            points: (progress.points.0.get(), progress.points.1.get()),
            requires: progress.requires,
            groups: progress.groups,
        })
    }
}

/// What somebody asks to be taken back.
#[derive(Clone, Debug)]
pub struct ReversalOrder {
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
    /// Why; kept beside the ledger.
    pub reason: String,
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Reversed {
    /// The reversal's record.
    pub record: RecordId,
    /// The company's name.
    pub partner_name: String,
    /// Points taken back.
    pub points: i64,
    /// What the group has left in the open period, none when the award's period is over.
    pub remaining: Option<i64>,
    /// Whether the shout-out was never seen in public.
    pub unseen: bool,
}

/// Giving points and taking them back.
#[async_trait]
pub trait Awards {
    /// Gives points: one record, its counters, its shout-out and what follows for the tier, in one transaction. Above the
    /// program's limit they are set aside instead, and who may decide is asked.
    /// Waiting orders are taken into one transaction together, each with its own answer.
    ///
    /// # Errors
    /// Every refusal of `points::award::decide`, `SameInteractionOtherContent`, and faults. Of an order that settles
    /// something, before them: that it was decided before.
    async fn award(&self, order: AwardOrder) -> Outcome<Awarded>;

    /// Takes an award back, whole and once. The same act again gets the first answer.
    ///
    /// # Errors
    /// Every refusal of `points::reversal::decide`, `UnknownRecord`, `SameInteractionOtherContent`, and faults.
    async fn reverse(&self, order: ReversalOrder) -> Outcome<Reversed>;
}
