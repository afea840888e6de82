//! Claims: the receipt of who makes one, the card of who decides, what waits, and what became of them.

use super::super::component::{Component, Style};
use super::super::custom_id::{ClaimPress, CustomId, NO_MESSAGE};
use super::super::markdown::{cut, safe};
use super::super::reply::{Card, Form};
use super::super::words::{Speaker, say};
use super::{AMBER, PLAIN, by_text, contribution_name, form, framed, moment};
use crate::points::claim::ClaimFate;
use crate::points::rules::Rules;
use crate::store::{Claim, Confirmed, ErrandId};

/// So many characters of a reason where several claims are listed: a message holds 4,000.
const SHORT: usize = 200;
/// So many that wait are listed with a button under `/mypoints`: each has three components, and a message holds 40.
const WAITING: usize = 6;
/// So many that were decided are listed there.
const DECIDED: usize = 5;
/// Components of a claim in a list: a text, a row, three buttons.
const PARTS: usize = 5;

/// The private receipt of a claim.
pub(in crate::discord) fn claimed(rules: &Rules, speaker: &Speaker, claim: &Claim) -> Card {
    let title = say!(
        speaker,
        "claim-receipt",
        partner = safe(&claim.partner_name),
        kind = contribution_name(rules, speaker, &claim.contribution),
        day = claim.day.to_string(),
        group = safe(&claim.group_name)
    );
    let asked = if claim.leaders_asked { "claim-leaders-asked" } else { "claim-leaders-find" };
    let mut lines = words(claim);
    lines.push(say!(speaker, asked, group = safe(&claim.group_name)));
    lines.push(say!(speaker, "claim-receipt-then", until = moment(claim.lapses_at, 'D')));
    let row = Component::Row(vec![withdraw(speaker, claim)]);
    framed(AMBER, vec![Component::Text(title), Component::Text(lines.join("\n")), row])
}

/// The card for the group's leaders, as the claim stands.
pub(super) fn card(rules: &Rules, speaker: &Speaker, errand: ErrandId, claim: &Claim) -> Card {
    let mut lines = vec![say!(speaker, "claim-title"), facts(rules, speaker, claim)];
    lines.extend(words(claim));
    let text = lines.join("\n");
    if claim.fate == ClaimFate::Waiting {
        let until = say!(speaker, "claim-until", until = moment(claim.lapses_at, 'D'));
        let row = decisions(rules, speaker, claim, errand, false);
        return framed(AMBER, vec![Component::Text(text), Component::Text(until), row]);
    }
    // The buttons stay, because their ids are what the message is known by when it has to be looked for.
    let row = decisions(rules, speaker, claim, errand, true);
    framed(PLAIN, vec![Component::Text(text), Component::Text(outcome(speaker, claim)), row])
}

/// What waits at a group, each with its buttons, within so many components.
pub(super) fn list(rules: &Rules, speaker: &Speaker, claims: &[Claim], room: usize) -> Vec<Component> {
    let mut parts = Vec::new();
    let listed = claims.len().min(room / PARTS);
    for claim in &claims[..listed] {
        let mut text = facts(rules, speaker, claim);
        if let Some(reason) = claim.reason.as_deref().filter(|reason| !reason.is_empty()) {
            text = format!("{text}\n> {}", cut(&safe(reason), SHORT).replace('\n', " "));
        }
        if !claim.link.is_empty() {
            text = format!("{text}\n<{}>", claim.link);
        }
        parts.push(Component::Text(text));
        parts.push(decisions(rules, speaker, claim, NO_MESSAGE, false));
    }
    if listed < claims.len() {
        parts.push(Component::Text(say!(speaker, "pending-more")));
    }
    parts
}

/// What became of it, to who decided, or took it back.
pub(in crate::discord) fn claim_ended(rules: &Rules, speaker: &Speaker, claim: &Claim) -> String {
    format!("{}\n{}", facts(rules, speaker, claim), outcome(speaker, claim))
}

/// A company's claims, for those who represent it: what waits can be taken back.
pub(super) fn own(rules: &Rules, speaker: &Speaker, claims: &[Claim]) -> Vec<Component> {
    if claims.is_empty() {
        return Vec::new();
    }
    let line = |claim: &Claim| {
        let line = say!(
            speaker,
            "claim-line",
            group = safe(&claim.group_name),
            kind = contribution_name(rules, speaker, &claim.contribution),
            day = claim.day.to_string()
        );
        format!("{line}\n{}", outcome(speaker, claim))
    };
    let mut parts = vec![Component::Separator, Component::Text(say!(speaker, "claims-title"))];
    let (waiting, decided): (Vec<&Claim>, Vec<&Claim>) =
        claims.iter().partition(|claim| claim.fate == ClaimFate::Waiting);
    for claim in waiting.iter().take(WAITING) {
        parts.push(Component::Text(line(claim)));
        parts.push(Component::Row(vec![withdraw(speaker, claim)]));
    }
    if waiting.len() > WAITING {
        parts.push(Component::Text(say!(speaker, "claims-more", more = waiting.len() - WAITING)));
    }
    let decided: Vec<String> = decided.into_iter().take(DECIDED).map(line).collect();
    if !decided.is_empty() {
        parts.push(Component::Text(decided.join("\n")));
    }
    parts
}

/// How it should have been: what it is confirmed as.
pub(in crate::discord) fn claim_form(
    rules: &Rules,
    speaker: &Speaker,
    claim: &Claim,
    card: ErrandId,
) -> Form {
    let kind = Some(&claim.contribution);
    let reason = form::reason_field(say!(speaker, "claim-form-reason"));
    Form {
        custom_id: CustomId::Claim(claim.record, ClaimPress::Change, card).to_string(),
        title: say!(speaker, "claim-form"),
        fields: vec![
            form::kind_field(rules, speaker, kind),
            form::points_field(speaker, form::suggested_points(rules, kind)),
            form::day_field(say!(speaker, "correct-day")).filled(claim.day.to_string()),
            reason.filled(claim.reason.clone().unwrap_or_default()),
        ],
    }
}

/// Why it is declined.
pub(in crate::discord) fn decline_form(speaker: &Speaker, claim: &Claim, card: ErrandId) -> Form {
    let reason = form::reason_field(say!(speaker, "claim-decline-reason"));
    Form {
        custom_id: CustomId::Claim(claim.record, ClaimPress::Decline, card).to_string(),
        title: say!(speaker, "claim-decline-form"),
        fields: vec![reason.example(say!(speaker, "claim-decline-example"))],
    }
}

fn facts(rules: &Rules, speaker: &Speaker, claim: &Claim) -> String {
    say!(
        speaker,
        "claim-facts",
        by = by_text(speaker, claim.by),
        partner = safe(&claim.partner_name),
        group = safe(&claim.group_name),
        kind = contribution_name(rules, speaker, &claim.contribution),
        day = claim.day.to_string()
    )
}

/// Reason and link, a line each.
fn words(claim: &Claim) -> Vec<String> {
    let reason = claim.reason.as_deref().filter(|reason| !reason.is_empty());
    let reason = reason.map(|reason| format!("> {}", safe(reason)));
    let link = Some(format!("<{}>", claim.link)).filter(|_| !claim.link.is_empty());
    reason.into_iter().chain(link).collect()
}

fn outcome(speaker: &Speaker, claim: &Claim) -> String {
    let by = by_text(speaker, claim.decided_by);
    match (claim.fate, claim.confirmed) {
        (ClaimFate::Waiting, _) => say!(speaker, "claim-waits", until = moment(claim.lapses_at, 'D')),
        (ClaimFate::Confirmed, Some(Confirmed::Given(points))) => {
            say!(speaker, "claim-given", by = by, points = points)
        }
        (ClaimFate::Confirmed, Some(Confirmed::Waits(points))) => {
            say!(speaker, "claim-reserved", by = by, points = points)
        }
        (ClaimFate::Confirmed, Some(Confirmed::TakenBack)) => say!(speaker, "claim-taken-back", by = by),
        (ClaimFate::Confirmed, _) => say!(speaker, "claim-not-approved", by = by),
        (ClaimFate::Declined, _) => {
            let declined = say!(speaker, "claim-declined", by = by);
            match claim.why.as_deref().filter(|why| !why.is_empty()) {
                Some(why) => format!("{declined}\n> {}", safe(why)),
                None => declined,
            }
        }
        (ClaimFate::Withdrawn, _) => say!(speaker, "claim-withdrawn", by = by),
        (ClaimFate::Lapsed, _) => say!(speaker, "claim-lapsed"),
        (ClaimFate::Void, _) => say!(speaker, "claim-void"),
    }
}

fn withdraw(speaker: &Speaker, claim: &Claim) -> Component {
    let id = CustomId::Claim(claim.record, ClaimPress::Withdraw, NO_MESSAGE);
    Component::button(Style::Danger, say!(speaker, "claim-withdraw"), id.to_string())
}

fn decisions(rules: &Rules, speaker: &Speaker, claim: &Claim, errand: ErrandId, disabled: bool) -> Component {
    let confirm = match rules.contribution(&claim.contribution) {
        Some(kind) => say!(speaker, "claim-confirm", points = kind.points().get()),
        None => say!(speaker, "claim-confirm-as-it-is"),
    };
    let button = |style, label, press| Component::Button {
        style,
        label,
        custom_id: CustomId::Claim(claim.record, press, errand).to_string(),
        disabled,
    };
    Component::Row(vec![
        button(Style::Success, confirm, ClaimPress::Confirm),
        button(Style::Secondary, say!(speaker, "claim-change"), ClaimPress::Change),
        button(Style::Danger, say!(speaker, "claim-decline"), ClaimPress::Decline),
    ])
}
