//! The pictures that go along with messages: which has one, and of what.

use super::super::words::{Speaker, Words};
use crate::picture::month::{Applauded, Month, month};
use crate::picture::said::{Illustration, points_over_time, tier_reached};
use crate::points::history::PointsByMonth;
use crate::points::rules::Rules;
use crate::points::standing::program_day;
use crate::service::StandingCard;
use crate::store::{DigestFacts, Facts, Notice, TierFacts};

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
        Facts::Digest(facts) => {
            of_month(rules, &words.speak(facts.language.as_deref().unwrap_or_else(first)), facts)
        }
        _ => None,
    }
}

fn of_month(rules: &Rules, speaker: &Speaker, facts: &DigestFacts) -> Option<Illustration> {
    let group = facts.group.as_deref();
    let applauded = facts.applauded.first().map(|most| Applauded {
        partner: &most.partner_name,
        contribution: &most.contribution,
        group: group.is_none().then_some(most.group_name.as_str()),
        applause: most.applause,
    });
    let tiers = facts.tiers.iter().map(|one| (one.partner_name.as_str(), &one.tier)).collect();
    let totals = facts.totals;
    let totals = [totals.awards, totals.points, totals.partners, totals.groups];
    month(rules, speaker, &Month { month: facts.month, group, tiers, applauded, totals })
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
