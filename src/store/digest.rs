//! What a month brought, told once when it is over: to the groups that asked for it, and to all where the program did.

use async_trait::async_trait;
use chrono::NaiveDate;

use super::{HelpRequest, MessagePlace, Outcome};
use crate::points::ids::{ContributionId, TierId};

/// What the digest of a month tells, of one group or of the whole program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DigestFacts {
    /// The first day of the month.
    pub month: NaiveDate,
    /// The group that is told; none: all.
    pub group: Option<String>,
    /// The language of the message; none: the program's first.
    pub language: Option<String>,
    /// Companies that reached a tier in the month and hold it still, highest tier first; of a group, those that it thanked.
    pub tiers: Vec<DigestTier>,
    /// How many there are in all.
    pub tiers_in_all: u32,
    /// The thanks of the month that members applauded most, most first.
    pub applauded: Vec<DigestThanks>,
    /// Help that is wanted now, what ends first, first.
    pub wanted: Vec<HelpRequest>,
    /// How much there is in all.
    pub wanted_in_all: u32,
    /// What was given in the month and stands.
    pub totals: DigestTotals,
}

/// A company that reached a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestTier {
    /// Its name.
    pub partner_name: String,
    /// The tier.
    pub tier: TierId,
}

/// Thanks that were applauded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestThanks {
    /// The company.
    pub partner_name: String,
    /// The group.
    pub group_name: String,
    /// What for.
    pub contribution: ContributionId,
    /// Members who applauded.
    pub applause: u32,
    /// Where the shout-out is.
    pub place: MessagePlace,
}

/// What was given in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DigestTotals {
    /// Awards.
    pub awards: i64,
    /// Their points.
    pub points: i64,
    /// Companies that got them; those that are one are one.
    pub partners: i64,
    /// Groups that gave them.
    pub groups: i64,
}

impl DigestFacts {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tiers.is_empty() && self.wanted.is_empty() && self.totals.awards == 0
    }
}

/// Digests.
#[async_trait]
pub trait Digests {
    /// Writes down that the month which ended last is told, once, to each that asks for it. Months before it that nobody
    /// was there to tell are not told any more. How many messages that makes at most: what has nothing to tell makes none.
    ///
    /// # Errors
    /// Faults.
    async fn send_digests(&self) -> Outcome<u64>;
}
