//! What a leader sees: the receipt, what is left, what was undone; and what staff see of what they took back.

use chrono::{DateTime, Utc};

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::staff::trouble;
use super::{
    AMBER, PLAIN, approval, bar, claim, color, contribution_name, framed, moment, this_period, tier_name,
    way_up,
};
use crate::points::Points;
use crate::points::rules::Rules;
use crate::service::AllocationPage;
use crate::store::outside::Account;
use crate::store::{Given, QuestionId, Reversed};

/// Components that the lists under `/allocation` may have (Discord: 40 a message); the rest is frame and notes.
const LISTS: usize = 34;

/// The private receipt of an award.
pub(in crate::discord) fn receipt(rules: &Rules, speaker: &Speaker, given: &Given) -> Card {
    let receipt = &given.receipt;
    let (partner, group) = (safe(&given.partner_name), safe(&given.group_name));
    let kind = contribution_name(rules, speaker, &receipt.contribution);
    let title = say!(
        speaker,
        "receipt-title",
        points = receipt.points,
        partner = &partner,
        kind = kind,
        group = &group
    );
    let left = say!(
        speaker,
        "receipt-left",
        period = this_period(rules, speaker),
        before = receipt.remaining_before,
        after = receipt.remaining
    );
    let standing = say!(
        speaker,
        "receipt-standing",
        partner = &partner,
        before = receipt.standing_before,
        after = receipt.standing,
        tier = tier_name(rules, speaker, receipt.tier.as_ref())
    );
    let mut lines = vec![left, standing];
    if receipt.tier == receipt.tier_before {
        if let Some(next) = &receipt.next {
            lines.extend(way_up(rules, speaker, next));
        }
    } else {
        let tier = tier_name(rules, speaker, receipt.tier.as_ref());
        lines.push(say!(speaker, "receipt-new-tier", partner = &partner, tier = tier));
    }
    lines.push(say!(speaker, "receipt-shout-out", when = moment(receipt.shout_out_due, 'R')));
    let mut parts = vec![Component::Text(title), Component::Text(lines.join("\n"))];
    if let Some(key) = &given.trouble {
        parts.push(Component::Text(say!(speaker, "receipt-trouble", trouble = trouble(speaker, key))));
    }
    let minutes = rules.award().undo_within_minutes();
    if minutes > 0 {
        let undo = CustomId::Undo(given.record).to_string();
        parts.push(Component::Row(vec![Component::button(
            Style::Danger,
            say!(speaker, "undo-button", minutes = minutes),
            undo,
        )]));
    }
    framed(color(rules, receipt.tier.as_ref()), parts)
}

/// The question whether an award that looks like another one is meant.
pub(in crate::discord) fn alike(
    speaker: &Speaker,
    question: QuestionId,
    points: Points,
    at: DateTime<Utc>,
) -> Card {
    let text =
        say!(speaker, "refusal-looks-like-duplicate", points = points.get(), relative = moment(at, 'R'));
    let button = CustomId::AllTheSame(question).to_string();
    let row = Component::Row(vec![Component::button(Style::Primary, say!(speaker, "all-the-same"), button)]);
    framed(AMBER, vec![Component::Text(text), row])
}

/// The receipt of an award that was undone.
pub(in crate::discord) fn undone(speaker: &Speaker, reversed: &Reversed) -> Card {
    let partner = safe(&reversed.partner_name);
    let mut text = say!(speaker, "undone", points = reversed.points, partner = &partner);
    if let Some(remaining) = reversed.remaining {
        text = format!("{text} {}", say!(speaker, "undone-left", remaining = remaining));
    }
    let seen = if reversed.unseen { "undone-unseen" } else { "undone-withdrawn" };
    framed(PLAIN, vec![Component::Text(format!("{text}\n-# {}", say!(speaker, seen)))])
}

/// `/program reverse`.
pub(in crate::discord) fn reversed(speaker: &Speaker, reversed: &Reversed) -> Card {
    let partner = safe(&reversed.partner_name);
    let text = say!(speaker, "undone", points = reversed.points, partner = &partner);
    let left = match reversed.remaining {
        Some(remaining) => say!(speaker, "reversed-left", remaining = remaining),
        None => say!(speaker, "reversed-gone"),
    };
    let seen = if reversed.unseen { "undone-unseen" } else { "undone-withdrawn" };
    framed(PLAIN, vec![Component::Text(format!("{text} {left}\n-# {}", say!(speaker, seen)))])
}

/// `/allocation`.
pub(in crate::discord) fn allocation(
    rules: &Rules,
    speaker: &Speaker,
    page: &AllocationPage,
    reader: Account,
) -> Card {
    let AllocationPage { view, waiting, claims } = page;
    let allocation = &view.allocation;
    let (remaining, allocated) = (allocation.remaining().get(), allocation.allocated().get());
    let title = say!(
        speaker,
        "allocation-title",
        group = safe(&view.group.name),
        period = this_period(rules, speaker)
    );
    let mut lines = vec![say!(
        speaker,
        "allocation-left",
        bar = bar(remaining, allocated),
        remaining = remaining,
        allocated = allocated
    )];
    lines.push(say!(speaker, "allocation-base", base = allocation.base().get()));
    for (key, points) in [
        ("allocation-carried", allocation.carried().get()),
        ("allocation-granted", allocation.granted().get()),
        ("allocation-reserved", allocation.reserved().get()),
    ] {
        if points != 0 {
            lines.push(say!(speaker, key, points = points));
        }
    }
    lines.push(say!(speaker, "allocation-spent", spent = allocation.spent().get()));
    lines.push(say!(
        speaker,
        "allocation-next",
        when = moment(view.next_period, 'D'),
        relative = moment(view.next_period, 'R')
    ));
    let mut parts = vec![Component::Text(title), Component::Text(lines.join("\n"))];
    // Where both wait, each has half of the room.
    let most = if claims.is_empty() { approval::LISTED } else { approval::LISTED / 2 };
    parts.extend(approval::list(rules, speaker, waiting, reader, most));
    let room = LISTS.saturating_sub(approval::PARTS * waiting.len().min(most));
    parts.extend(claim::list(rules, speaker, claims, room));
    framed(PLAIN, parts)
}
