//! What was typed into a form, so that nothing of it is lost when it isn't taken.

use super::super::custom_id::{ClaimPress, CustomId, NO_MESSAGE, Panel, Thanks};
use super::super::wanted_id::WantedId;
use super::{Request, Wanted};
use crate::service::AwardWords;

/// What was typed, and what opens the form once more.
pub(in crate::discord) struct Typed {
    /// The texts, in the form's order; some may be empty.
    pub(in crate::discord) words: Vec<String>,
    /// The button that opens it.
    pub(in crate::discord) again: CustomId,
}

impl Request {
    /// What somebody typed to ask this; none where it is no form.
    pub(in crate::discord) fn typed(&self) -> Option<Typed> {
        let (words, again) = match self {
            Self::FillPanel { name, timezone } => (vec![name, timezone], CustomId::Panel(Panel::Words)),
            Self::FillCorrection(asked) => {
                let words = std::iter::once(&asked.partner).chain(all(&asked.words));
                (words.collect(), CustomId::Correct(asked.award))
            }
            Self::FillTakeBack { award, reason } => (vec![reason], CustomId::TakeBack(*award)),
            Self::FillClaim { claim, words, .. } => {
                (all(words).collect(), CustomId::Claim(*claim, ClaimPress::Change, NO_MESSAGE))
            }
            Self::FillDecline { claim, reason, .. } => {
                (vec![reason], CustomId::Claim(*claim, ClaimPress::Decline, NO_MESSAGE))
            }
            Self::FillReport { shout_out, why } => (vec![why], CustomId::Report(*shout_out)),
            Self::FillThanks(filled) => {
                let again = Thanks::Again(filled.group, filled.partner, filled.contribution.clone());
                let words = vec![&filled.reason, &filled.points, &filled.day, &filled.link];
                (words, CustomId::Thanks(again))
            }
            Self::Wanted(wanted) => wanted.typed()?,
            _ => return None,
        };
        Some(Typed { words: words.into_iter().cloned().collect(), again })
    }
}

impl Wanted {
    fn typed(&self) -> Option<(Vec<&String>, CustomId)> {
        let (words, again) = match self {
            Self::Fill(asked) => {
                let words = vec![&asked.topic, &asked.days, &asked.place, &asked.wording];
                (words, WantedId::Ask(asked.kind, asked.group))
            }
            Self::FillOffer { request, partner, wording } => {
                (vec![wording], WantedId::HelpAs(*request, *partner))
            }
            Self::FillPromised { request, words } => {
                (all(words).collect(), WantedId::Thank(*request, NO_MESSAGE))
            }
            _ => return None,
        };
        Some((words, CustomId::Wanted(again)))
    }
}

fn all(words: &AwardWords) -> impl Iterator<Item = &String> {
    [&words.contribution, &words.points, &words.day, &words.reason].into_iter()
}
