//! The numbers of an award as they are told, and kept in its record.

use crate::points::Points;
use crate::points::award::{AwardDecision, PartnerState};
use crate::points::ids::{ContributionId, TierId};
use crate::points::rules::Rules;
use crate::store::{NextTier, Receipt};

/// What was there before an award.
pub(super) struct Before<'a> {
    /// The company's state.
    pub(super) partner: PartnerState,
    /// What the group had left.
    pub(super) remaining: Points,
    /// The company's points in the window.
    pub(super) standing: Points,
    /// The company's tier.
    pub(super) tier: Option<&'a TierId>,
}

impl Before<'_> {
    pub(super) fn receipt(
        &self,
        rules: &Rules,
        contribution: &ContributionId,
        decision: &AwardDecision,
    ) -> Receipt {
        let tier = match &decision.tier {
            Some(moved) => moved.to.clone(),
            None => self.tier.cloned(),
        };
        // A nominated company keeps its standing and has no tier, so no way to one yet.
        let next = (self.partner != PartnerState::Nominated)
            .then(|| NextTier::after(rules, tier.as_ref(), &decision.standing))
            .flatten();
        Receipt {
            at: decision.at,
            day: decision.day,
            contribution: contribution.clone(),
            points: decision.points.get(),
            remaining_before: self.remaining.get(),
            remaining: decision.allocation.remaining().get(),
            standing_before: self.standing.get(),
            standing: decision.standing.points().get(),
            tier_before: self.tier.cloned(),
            tier,
            next,
            shout_out_due: decision.shout_out_due,
        }
    }
}
