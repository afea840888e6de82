//! What the form of an award says: of one that is put right, of a claim, of what was promised.

use super::{AwardAsked, Service};
use crate::points::Points;
use crate::points::ids::ContributionId;
use crate::points::refusal::Refusal;
use crate::points::text::search_key;

/// What the form says, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardWords {
    /// What for: the contribution's id, or its name in any language.
    pub contribution: String,
    /// How many points.
    pub points: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Why.
    pub reason: String,
}

impl Service {
    /// An award with what the form says in place of what was known.
    pub(super) fn as_typed(&self, known: AwardAsked, words: &AwardWords) -> Result<AwardAsked, Refusal> {
        Ok(AwardAsked {
            contribution: self.contribution_asked(&words.contribution)?.to_string(),
            points: Some(self.points_asked(&words.points)?.get()),
            date: Some(words.day.clone()),
            reason: words.reason.clone(),
            ..known
        })
    }

    /// A contribution by its id, or its name in any language.
    pub(super) fn contribution_asked(&self, typed: &str) -> Result<ContributionId, Refusal> {
        let wanted = search_key(typed);
        let named = |name: &str| search_key(name) == wanted;
        let known = self.rules.contributions().iter().find(|kind| {
            let languages = self.rules.languages();
            named(kind.id().as_str()) || languages.iter().any(|language| named(kind.name().get(language)))
        });
        known.map(|kind| kind.id().clone()).ok_or(Refusal::UnknownContribution)
    }

    /// Points as they were typed; above the program's limit too, which the rules look at.
    pub(super) fn points_asked(&self, typed: &str) -> Result<Points, Refusal> {
        let asked = typed.trim().parse().unwrap_or(0);
        let (min, max) = (Points::ONE, self.rules.award().max_points());
        Points::new(asked).filter(|points| *points > Points::ZERO).ok_or(Refusal::PointsOutOfRange {
            asked,
            min,
            max,
        })
    }
}
