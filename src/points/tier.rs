//! Which tier a standing reaches, what is missing for one, and how acts move a partner.

use super::Points;
use super::award::PartnerState;
use super::ids::{ContributionId, TierId};
use super::reversal;
use super::rules::{Rules, Tier};
use super::standing::Standing;

/// How far a standing is from a tier: what it has and what is needed, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Points: have, need.
    pub points: (Points, Points),
    /// Each required contribution: have, need, in days with enough points ([`super::standing::Tally::counted`]).
    pub requires: Vec<(ContributionId, u32, u32)>,
    /// Distinct groups: have, need.
    pub groups: (u32, u32),
}

impl Progress {
    /// Whether nothing is missing.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.missing_points() == Points::ZERO
            && self.missing_contributions().next().is_none()
            && self.missing_groups() == 0
    }

    /// How many points are missing.
    #[must_use]
    pub fn missing_points(&self) -> Points {
        self.points.0.missing_to(self.points.1)
    }

    /// Each contribution that is missing, and how often.
    pub fn missing_contributions(&self) -> impl Iterator<Item = (&ContributionId, u32)> {
        self.requires.iter().filter(|(_, have, need)| have < need).map(|(id, have, need)| (id, need - have))
    }

    /// How many distinct groups are missing.
    #[must_use]
    pub fn missing_groups(&self) -> u32 {
        self.groups.1.saturating_sub(self.groups.0)
    }
}

/// A partner's change of tier; `None` is no tier. From and to differ, always.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierMove {
    /// The tier before.
    pub from: Option<TierId>,
    /// The tier after.
    pub to: Option<TierId>,
}

/// A standing after an act, and what the act makes of the tier.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The standing afterwards.
    pub standing: Standing,
    /// How the tier moves, if it does.
    pub tier: Option<TierMove>,
    /// The company was warned and has requalified for its tier: a new guarantee begins.
    pub requalified: bool,
}

impl Judged {
    /// Judges a company whose standing grew to `standing`: only an active one moves, and only up.
    pub(super) fn lifted(
        rules: &Rules,
        partner: PartnerState,
        current: Option<&TierId>,
        warned: bool,
        standing: Standing,
    ) -> Self {
        if partner != PartnerState::Active {
            return Self { standing, tier: None, requalified: false };
        }
        let tier = after_award(rules, current, &standing);
        let requalified = tier.is_none() && requalifies(rules, current, warned, &standing);
        Self { standing, tier, requalified }
    }

    /// Judges once, after both, a company of which an award was taken back and another put in its place. It falls only
    /// where the correction itself lowered what the standing reaches: what a guarantee covered before, it still covers.
    pub(super) fn corrected(
        rules: &Rules,
        partner: PartnerState,
        current: Option<&TierId>,
        warned: bool,
        (before, standing): (&Standing, Standing),
    ) -> Self {
        let height = |standing: &Standing| highest(rules, standing).map_or(0, |id| rules.rank(&id));
        if height(&standing) < height(before)
            && let Some(fall) = reversal::fallen(rules, partner, current, &standing)
        {
            return Self { standing, tier: Some(fall), requalified: false };
        }
        Self::lifted(rules, partner, current, warned, standing)
    }
}

/// How far `standing` is from `tier`; the requirements in the order in which the rules list contributions.
#[must_use]
pub fn progress(rules: &Rules, standing: &Standing, tier: &Tier) -> Progress {
    let requirement = |id: &ContributionId| {
        let need = *tier.requires().get(id)?;
        Some((id.clone(), standing.contribution(id).counted, need))
    };
    let requires = rules.contributions().iter().filter_map(|known| requirement(known.id())).collect();
    let groups = u32::try_from(standing.groups()).unwrap_or(u32::MAX);
    Progress { points: (standing.points(), tier.points()), requires, groups: (groups, tier.groups()) }
}

/// The highest tier whose own conditions hold; the tiers below it aren't asked.
#[must_use]
pub fn highest(rules: &Rules, standing: &Standing) -> Option<TierId> {
    rules.tiers().iter().rev().find(|tier| holds(standing, tier)).map(|tier| tier.id().clone())
}

/// Whether an award brings a warned partner back to what its tier asks for: it requalifies at once, and a new guarantee
/// begins. A partner that rises gets one anyway.
#[must_use]
pub fn requalifies(rules: &Rules, current: Option<&TierId>, warned: bool, standing: &Standing) -> bool {
    current.is_some_and(|current| warned && reaches(rules, current, standing))
}

/// Whether a standing reaches a tier or a higher one.
#[must_use]
pub fn reaches(rules: &Rules, tier: &TierId, standing: &Standing) -> bool {
    highest(rules, standing).is_some_and(|reached| rules.rank(&reached) >= rules.rank(tier))
}

/// What an award does to the tier of an active partner: it may rise, never fall. Also what a partner gets that
/// becomes active (`current` = `None`).
#[must_use]
pub fn after_award(rules: &Rules, current: Option<&TierId>, standing: &Standing) -> Option<TierMove> {
    let reached = highest(rules, standing)?;
    let rises = rules.rank(&reached) > current.map_or(0, |id| rules.rank(id));
    rises.then(|| TierMove { from: current.cloned(), to: Some(reached) })
}

/// What a reversal does to the tier: it falls at once to the highest that still holds, and never rises.
#[must_use]
pub fn after_reversal(rules: &Rules, current: Option<&TierId>, standing: &Standing) -> Option<TierMove> {
    let current = current?;
    let reached = highest(rules, standing);
    let falls = reached.as_ref().map_or(0, |id| rules.rank(id)) < rules.rank(current);
    falls.then(|| TierMove { from: Some(current.clone()), to: reached })
}

fn holds(standing: &Standing, tier: &Tier) -> bool {
    standing.points() >= tier.points()
        && tier.requires().iter().all(|(id, need)| standing.contribution(id).counted >= *need)
        && standing.groups() >= tier.groups() as usize
}
