//! The rules of a program, as `config/program.toml` gives them.
//!
//! Here: the rules as values that hold together, and reading them with every fault named. Not here: the file
//! itself (the text is an argument), and what the rules decide.

mod contributions;
mod fault;
mod names;
mod nearest;
mod parse;
mod report;
mod section;
#[cfg(test)]
mod tests;
mod tiers;

use std::collections::BTreeMap;

use chrono_tz::Tz;

pub use fault::{Fault, Faults};
pub(crate) use nearest::nearest;
pub use parse::{parse, parse_kept};

use super::Points;
use super::ids::{ContributionId, TierId};
use super::period::PeriodKind;

/// The rules of a program. Contributions are as in the file, tiers ascend by points; each id is there once,
/// each requirement names a known contribution, each name is there in each language.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    name: String,
    timezone: Tz,
    languages: Vec<String>,
    allocation: AllocationRules,
    award: AwardRules,
    contributions: Vec<Contribution>,
    tiers: Vec<Tier>,
    standing: StandingRules,
    privacy: PrivacyRules,
}

/// What a group gets to give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllocationRules {
    period: PeriodKind,
    points: Points,
    carry_over: Points,
    per_partner_share: Option<u8>,
    remind_days: Option<u32>,
}

/// What an award may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardRules {
    max_points: Points,
    approval_above: Option<Points>,
    undo_within_minutes: u32,
    shout_out_delay_seconds: u32,
    backdate_days: u32,
}

/// Over how long a standing is reckoned, and how long a tier is kept without it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingRules {
    window_months: u32,
    guarantee_months: u32,
    grace_days: u32,
}

/// What is kept how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivacyRules {
    keep_left_days: u32,
}

/// One kind of contribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contribution {
    id: ContributionId,
    name: Localized,
    emoji: String,
    points: Points,
    min_points: Points,
    voices: bool,
}

/// One tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    id: TierId,
    name: Localized,
    points: Points,
    requires: BTreeMap<ContributionId, u32>,
    groups: u32,
    color: u32,
}

/// A name in each language of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localized {
    first: String,
    by_language: BTreeMap<String, String>,
}

impl Localized {
    /// The name in `language`, or in the program's first language when there is none.
    #[must_use]
    pub fn get(&self, language: &str) -> &str {
        self.by_language.get(language).unwrap_or(&self.first)
    }
}

impl Rules {
    /// The program's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where periods start and end.
    #[must_use]
    pub fn timezone(&self) -> Tz {
        self.timezone
    }

    /// The program's languages, at least one; the first stands in for others.
    #[must_use]
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// What a group gets to give.
    #[must_use]
    pub fn allocation(&self) -> &AllocationRules {
        &self.allocation
    }

    /// What is kept how long.
    #[must_use]
    pub fn privacy(&self) -> &PrivacyRules {
        &self.privacy
    }

    /// What an award may be.
    #[must_use]
    pub fn award(&self) -> &AwardRules {
        &self.award
    }

    /// The kinds of contribution, as in the file; 1 to 25.
    #[must_use]
    pub fn contributions(&self) -> &[Contribution] {
        &self.contributions
    }

    /// The tiers, ascending by points; 1 to 20.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.tiers
    }

    /// Over how long a standing is reckoned.
    #[must_use]
    pub fn standing(&self) -> &StandingRules {
        &self.standing
    }

    /// The contribution with that id.
    #[must_use]
    pub fn contribution(&self, id: &ContributionId) -> Option<&Contribution> {
        self.contributions.iter().find(|known| known.id == *id)
    }

    /// The tier with that id.
    #[must_use]
    pub fn tier(&self, id: &TierId) -> Option<&Tier> {
        self.tiers.iter().find(|known| known.id == *id)
    }

    /// How high a tier is: 1 for the lowest; 0, as for no tier, when the rules don't know it.
    #[must_use]
    pub fn rank(&self, id: &TierId) -> usize {
        self.tiers.iter().position(|known| known.id == *id).map_or(0, |place| place + 1)
    }

    /// The tier above `current`, the lowest for `None`, or `None` above the highest.
    #[must_use]
    pub fn next_tier(&self, current: Option<&TierId>) -> Option<&Tier> {
        self.tiers.get(current.map_or(0, |id| self.rank(id)))
    }
}

impl AllocationRules {
    /// How long a period is.
    #[must_use]
    pub fn period(&self) -> PeriodKind {
        self.period
    }

    /// The base of a group, for each period.
    #[must_use]
    pub fn points(&self) -> Points {
        self.points
    }

    /// At most so many unspent points go to the next period.
    #[must_use]
    pub fn carry_over(&self) -> Points {
        self.carry_over
    }

    /// So many days before the period's end leaders are reminded of points that will lapse; `None` = never.
    #[must_use]
    pub fn remind_days(&self) -> Option<u32> {
        self.remind_days
    }

    /// At most this percentage of a group's allocation goes to one partner in a period, 1 to 100; `None` = no cap.
    #[must_use]
    pub fn per_partner_share(&self) -> Option<u8> {
        self.per_partner_share
    }
}

impl PrivacyRules {
    /// For so many days a server is kept that Ovation was removed from.
    #[must_use]
    pub fn keep_left_days(&self) -> u32 {
        self.keep_left_days
    }
}

impl AwardRules {
    /// The most for one award.
    #[must_use]
    pub fn max_points(&self) -> Points {
        self.max_points
    }

    /// Above it a second leader approves, below [`AwardRules::max_points`]; `None` = never.
    #[must_use]
    pub fn approval_above(&self) -> Option<Points> {
        self.approval_above
    }

    /// How long the leader's own undo is open, in minutes.
    #[must_use]
    pub fn undo_within_minutes(&self) -> u32 {
        self.undo_within_minutes
    }

    /// How long a shout-out waits, in seconds; 0 = not at all.
    #[must_use]
    pub fn shout_out_delay_seconds(&self) -> u32 {
        self.shout_out_delay_seconds
    }

    /// How many days before the group's today the contribution may have been.
    #[must_use]
    pub fn backdate_days(&self) -> u32 {
        self.backdate_days
    }
}

impl StandingRules {
    /// How many months count; 0 = all.
    #[must_use]
    pub fn window_months(&self) -> u32 {
        self.window_months
    }

    /// How many months a tier is kept at least from when it was reached, or reached again; 0 = not at all.
    #[must_use]
    pub fn guarantee_months(&self) -> u32 {
        self.guarantee_months
    }

    /// How many days a warned partner has to requalify before it goes one tier down; 0 = no warning, down at once.
    #[must_use]
    pub fn grace_days(&self) -> u32 {
        self.grace_days
    }
}

impl Contribution {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &ContributionId {
        &self.id
    }

    /// Its name, at most 80 characters in each language.
    #[must_use]
    pub fn name(&self) -> &Localized {
        &self.name
    }

    /// Its emoji.
    #[must_use]
    pub fn emoji(&self) -> &str {
        &self.emoji
    }

    /// The points that are suggested, and taken when none are given.
    #[must_use]
    pub fn points(&self) -> Points {
        self.points
    }

    /// From how many points on it counts for a tier's requirements; at least 1.
    #[must_use]
    pub fn min_points(&self) -> Points {
        self.min_points
    }

    /// Whether members who were there are asked how it was.
    #[must_use]
    pub fn voices(&self) -> bool {
        self.voices
    }
}

impl Tier {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &TierId {
        &self.id
    }

    /// Its name, at most 80 characters in each language.
    #[must_use]
    pub fn name(&self) -> &Localized {
        &self.name
    }

    /// Its threshold.
    #[must_use]
    pub fn points(&self) -> Points {
        self.points
    }

    /// How often each required contribution has to count.
    #[must_use]
    pub fn requires(&self) -> &BTreeMap<ContributionId, u32> {
        &self.requires
    }

    /// From how many distinct groups points have to be.
    #[must_use]
    pub fn groups(&self) -> u32 {
        self.groups
    }

    /// Its colour, 0xRRGGBB.
    #[must_use]
    pub fn color(&self) -> u32 {
        self.color
    }
}
