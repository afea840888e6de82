//! The pictures that go along with messages: which has one, and of what.

use super::super::words::{Speaker, Words};
use crate::picture::said::{Illustration, points_over_time, tier_reached};
use crate::points::history::PointsByMonth;
use crate::points::rules::Rules;
use crate::points::standing::program_day;
use crate::service::StandingCard;
use crate::store::{Facts, Notice, TierFacts};

/// The picture of a message that an outbox row becomes, if it has one. What was taken back has none.
pub(in crate::discord) fn picture(rules: &Rules, words: &Words, facts: &Facts) -> Option<Illustration> {
    let first = || rules.languages()[0].as_str();
    match facts {
        Facts::Tier(facts) => {
            tier(rules, &words.speak(facts.language.as_deref().unwrap_or_else(first)), facts)
        }
        Facts::Notice(facts) => match &facts.notice {
            Notice::Tier(tier_facts) => tier(rules, &words.speak(&facts.locale), tier_facts),
            _ => None,
        },
        _ => None,
    }
}

fn tier(rules: &Rules, speaker: &Speaker, facts: &TierFacts) -> Option<Illustration> {
    let day = program_day(rules, facts.at);
    (!facts.withdrawn).then(|| tier_reached(rules, speaker, &facts.partner_name, &facts.to, day))
}

/// The picture of `/mypoints`, where there is something to show.
pub(in crate::discord) fn over_time(
    rules: &Rules,
    speaker: &Speaker,
    mine: &StandingCard,
    points: &PointsByMonth,
) -> Option<Illustration> {
    points_over_time(rules, speaker, &mine.standing.partner.name, points)
}
