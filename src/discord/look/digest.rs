//! The digest of a month: new tiers, what was applauded most, the help that is still wanted.

use chrono::Datelike;

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::markdown::{address, safe};
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::{color, contribution_name, framed, tier_name, wanted};
use crate::points::rules::Rules;
use crate::store::{DigestFacts, DigestThanks, ErrandId, HelpRequest};

/// The message. Its accent is that of the highest tier that somebody reached.
pub(super) fn digest(rules: &Rules, speaker: &Speaker, errand: ErrandId, facts: &DigestFacts) -> Card {
    let mut parts = vec![Component::Text(title(rules, speaker, facts))];
    let mut part = |key: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            parts.push(Component::Text(format!("{}\n{}", say!(speaker, key), lines.join("\n"))));
        }
    };
    part("digest-tiers", tiers(rules, speaker, facts));
    let applauded = facts.applauded.iter().map(|thanks| applauded(rules, speaker, facts, thanks));
    part("digest-applauded", applauded.collect());
    part("digest-wanted", still_wanted(rules, speaker, facts));
    if facts.totals.awards > 0 {
        parts.push(Component::Text(totals(speaker, facts)));
    }
    parts.push(row(speaker, errand, facts.group.is_none()));
    framed(color(rules, facts.tiers.first().map(|one| &one.tier)), parts)
}

fn title(rules: &Rules, speaker: &Speaker, facts: &DigestFacts) -> String {
    let name = say!(speaker, "wall-month-name", number = facts.month.month());
    let month = say!(speaker, "wall-date-month", month = name, year = facts.month.year().to_string());
    match &facts.group {
        Some(group) => say!(speaker, "digest-title-group", month = month, group = safe(group)),
        None => say!(speaker, "digest-title-program", month = month, program = safe(rules.name())),
    }
}

fn tiers(rules: &Rules, speaker: &Speaker, facts: &DigestFacts) -> Vec<String> {
    let line = |one: &crate::store::DigestTier| {
        let tier = tier_name(rules, speaker, Some(&one.tier));
        say!(speaker, "digest-tier", partner = safe(&one.partner_name), tier = tier)
    };
    let mut lines: Vec<String> = facts.tiers.iter().map(line).collect();
    lines.extend(more(speaker, facts.tiers_in_all, lines.len()));
    lines
}

fn applauded(rules: &Rules, speaker: &Speaker, facts: &DigestFacts, thanks: &DigestThanks) -> String {
    let place = thanks.place;
    let link = address(place.server, place.channel, place.message);
    let kind = contribution_name(rules, speaker, &thanks.contribution);
    let (partner, applause) = (safe(&thanks.partner_name), thanks.applause);
    match &facts.group {
        Some(_) => {
            say!(speaker, "digest-thanks", partner = partner, kind = kind, applause = applause, link = link)
        }
        None => say!(
            speaker,
            "digest-thanks-of",
            partner = partner,
            kind = kind,
            group = safe(&thanks.group_name),
            applause = applause,
            link = link
        ),
    }
}

/// Nobody's words stand in it: who wants to know more follows the link.
fn still_wanted(rules: &Rules, speaker: &Speaker, facts: &DigestFacts) -> Vec<String> {
    let line = |request: &HelpRequest| {
        let mut about = vec![format!("**{}**", wanted::kind_name(rules, speaker, request.kind))];
        about.extend(wanted::when(speaker, request));
        about.extend(facts.group.is_none().then(|| safe(&request.group_name)));
        about.extend(wanted::link(speaker, request));
        format!("- {}", about.join(" · "))
    };
    let mut lines: Vec<String> = facts.wanted.iter().map(line).collect();
    lines.extend(more(speaker, facts.wanted_in_all, lines.len()));
    if !lines.is_empty() {
        lines.push(say!(speaker, "digest-offer"));
    }
    lines
}

fn more(speaker: &Speaker, in_all: u32, named: usize) -> Option<String> {
    let left = u64::from(in_all).saturating_sub(named as u64);
    (left > 0).then(|| say!(speaker, "digest-more", more = left))
}

fn totals(speaker: &Speaker, facts: &DigestFacts) -> String {
    let totals = facts.totals;
    let mut parts = vec![
        say!(speaker, "digest-awards", awards = totals.awards),
        say!(speaker, "digest-points", points = totals.points),
        say!(speaker, "digest-partners", partners = totals.partners),
    ];
    if facts.group.is_none() {
        parts.push(say!(speaker, "digest-groups", groups = totals.groups));
    }
    format!("-# {}", parts.join(" · "))
}

/// The button that shows what help is wanted, and the way to offer it. The message is known again by it.
fn row(speaker: &Speaker, errand: ErrandId, program: bool) -> Component {
    let id = CustomId::Digest(errand, program).to_string();
    Component::Row(vec![Component::button(Style::Secondary, say!(speaker, "digest-requests"), id)])
}
