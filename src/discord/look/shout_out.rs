//! What is told in channels: shout-outs, new tiers, cards for staff.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, Words, say};
use super::{
    AMBER, PLAIN, applause, approval, claim, color, contribution_name, digest, framed, gone, merge, notes,
    offer, posted_board, reported, staff, tier_name, voices, wanted, way_up,
};
use crate::points::rules::Rules;
use crate::store::outside::Account;
use crate::store::{ErrandId, Facts, ShoutOutFacts, TierFacts};

/// The message that an outbox row becomes, from its facts as they stand. Each has a part whose custom id names the
/// row, by which the message is known again. `seen`: it is a note, and somebody has seen it, whom the store may not name any
/// more.
pub(in crate::discord) fn told(
    rules: &Rules,
    words: &Words,
    errand: ErrandId,
    facts: &Facts,
    seen: Option<Option<Account>>,
) -> Card {
    let mut card = unseen(rules, words, errand, facts);
    if let Some(by) = seen {
        let language = match facts {
            Facts::Reminder { group, .. } | Facts::Gone { group, for_staff: false, .. } => &group.language,
            _ => &rules.languages()[0],
        };
        staff::mark_seen(&words.speak(language), &mut card, by);
    }
    card
}

fn unseen(rules: &Rules, words: &Words, errand: ErrandId, facts: &Facts) -> Card {
    let first = words.speak(&rules.languages()[0]);
    match facts {
        Facts::ShoutOut(facts) => shout_out(rules, &words.speak(&facts.language), errand, facts),
        Facts::Tier(facts) => {
            let speaker = facts.language.as_deref().map_or(first, |language| words.speak(language));
            new_tier(rules, &speaker, errand, facts)
        }
        Facts::Proposal(group) => staff::proposal(&first, errand, group),
        Facts::Nomination { partner, by, represents } => {
            staff::nomination(&first, errand, partner, *by, *represents)
        }
        Facts::Leaders { group, by, added, removed } => {
            staff::leaders(&first, errand, group, *by, added, removed)
        }
        Facts::LeaderErased(group) => reported::leader_erased(&first, errand, group),
        Facts::Report { partner_name, by, why, place } => {
            reported::report(&first, errand, partner_name, (*by, why.as_deref()), *place)
        }
        Facts::Conflict { partner_name, who, by, awards, points } => {
            merge::conflict(&first, errand, partner_name, (*who, *by), (*awards, *points))
        }
        Facts::Warning { partner, tier, until } => {
            notes::warning(rules, &first, errand, partner, (tier, *until))
        }
        Facts::Reminder { group, remaining, lapsing, ends, .. } => {
            notes::reminder(&words.speak(&group.language), errand, group, (*remaining, *lapsing, *ends))
        }
        Facts::Gone { group, what, for_staff, .. } => {
            let speaker = if *for_staff { first } else { words.speak(&group.language) };
            gone::gone(rules, &speaker, errand, group, *what)
        }
        Facts::Approval { reservation, for_staff } => {
            let speaker = if *for_staff { first } else { words.speak(&reservation.language) };
            approval::waiting(rules, &speaker, errand, reservation)
        }
        Facts::Request(request) => wanted::message(rules, &words.speak(&request.language), errand, request),
        Facts::Offer(offer) => offer::card(&words.speak(&offer.request.language), errand, offer),
        Facts::Prompt(request) => wanted::prompt(rules, &words.speak(&request.language), errand, request),
        Facts::Notice(facts) => offer::notice(rules, words, errand, facts),
        Facts::Board(facts) => {
            posted_board::posted_board(rules, &words.speak(&facts.language), errand, facts)
        }
        Facts::Digest(facts) => {
            let speaker = facts.language.as_deref().map_or(first, |language| words.speak(language));
            digest::digest(rules, &speaker, errand, facts)
        }
        Facts::BoardGone(channel) => posted_board::board_gone(&first, errand, *channel),
        Facts::Claim(one) => claim::card(rules, &words.speak(&one.language), errand, one),
    }
}

pub(super) fn shout_out(rules: &Rules, speaker: &Speaker, errand: ErrandId, facts: &ShoutOutFacts) -> Card {
    let (partner, group) = (safe(&facts.partner_name), safe(&facts.group_name));
    let kind = contribution_name(rules, speaker, &facts.receipt.contribution);
    if facts.withdrawn {
        return withdrawn(
            say!(speaker, "shout-out-withdrawn", partner = &partner, group = &group),
            errand,
            facts.applause,
        );
    }
    let mut parts = vec![Component::Text(say!(speaker, "shout-out-title", partner = &partner))];
    if let Some(reason) = &facts.reason {
        parts.push(Component::Text(format!("> {}", safe(reason))));
    }
    let receipt = &facts.receipt;
    let mut what = say!(speaker, "shout-out-what", kind = &kind, points = receipt.points, group = &group);
    if !facts.event.is_empty() {
        what = format!("{what}\n{}", say!(speaker, "shout-out-event", event = safe(&facts.event)));
    }
    if !facts.link.is_empty() {
        what = format!("{what}\n<{}>", facts.link);
    }
    parts.push(Component::Text(what));
    let tier = tier_name(rules, speaker, receipt.tier.as_ref());
    let mut small = vec![say!(speaker, "shout-out-total", total = receipt.standing, tier = &tier)];
    if let Some(next) = &receipt.next {
        small.extend(way_up(rules, speaker, next).into_iter().take(1));
    }
    parts.push(Component::Text(small.iter().map(|line| format!("-# {line}")).collect::<Vec<_>>().join("\n")));
    parts.extend(applause::applause(speaker, errand, facts.applause));
    if rules.contribution(&receipt.contribution).is_some_and(|kind| kind.voices()) {
        parts.extend(voices::voices(speaker, errand, facts));
    }
    framed(color(rules, receipt.tier.as_ref()), parts)
}

fn new_tier(rules: &Rules, speaker: &Speaker, errand: ErrandId, facts: &TierFacts) -> Card {
    let partner = safe(&facts.partner_name);
    let tier = tier_name(rules, speaker, Some(&facts.to));
    if facts.withdrawn {
        return withdrawn(
            say!(speaker, "tier-withdrawn", partner = &partner, tier = &tier),
            errand,
            facts.applause,
        );
    }
    let mut parts = vec![
        Component::Text(say!(speaker, "tier-title", partner = &partner, tier = &tier)),
        Component::Text(say!(
            speaker,
            "tier-text",
            partner = &partner,
            points = facts.points,
            groups = facts.groups
        )),
    ];
    if let Some(group) = &facts.helped {
        parts.push(Component::Text(say!(speaker, "tier-helped", group = safe(group))));
    }
    parts.extend(applause::applause(speaker, errand, facts.applause));
    framed(color(rules, Some(&facts.to)), parts)
}

/// The reason is gone from it, the applause stays counted for nobody.
fn withdrawn(text: String, errand: ErrandId, applause: u32) -> Card {
    framed(AMBER, vec![Component::Text(text), applause::row(errand, applause, true)])
}

/// The colour of notes for staff.
pub(super) const STAFF: u32 = PLAIN;
