//! Companies that are merged, and who represents one that they awarded.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::shout_out::STAFF;
use super::staff::seen_row;
use super::{by_text, framed, tier_name};
use crate::points::rules::Rules;
use crate::points::standing::Standing;
use crate::store::outside::Account;
use crate::store::{ErrandId, Merged, Partner};

/// `/program merge`: what the company has that stays; or what each has when they are two again.
pub(in crate::discord) fn merged(rules: &Rules, speaker: &Speaker, take_back: bool, merged: &Merged) -> Card {
    let (absorbed, into) = (safe(&merged.absorbed.name), safe(&merged.into.name));
    let key = if take_back { "merge-taken-back" } else { "merged" };
    let mut lines = vec![say!(speaker, key, absorbed = absorbed, into = into)];
    lines.push(has(rules, speaker, &merged.into, &merged.into_standing));
    if take_back {
        lines.push(has(rules, speaker, &merged.absorbed, &merged.absorbed_standing));
    }
    framed(STAFF, vec![Component::Text(lines.join("\n"))])
}

fn has(rules: &Rules, speaker: &Speaker, partner: &Partner, standing: &Standing) -> String {
    let tier = tier_name(rules, speaker, partner.tier.as_ref());
    let (points, groups) = (standing.points().get(), standing.groups());
    say!(speaker, "company-has", partner = safe(&partner.name), tier = tier, points = points, groups = groups)
}

/// Somebody represents a company that they awarded before.
pub(super) fn conflict(
    speaker: &Speaker,
    errand: ErrandId,
    partner: &str,
    (who, by): (Option<Account>, Option<Account>),
    (awards, points): (i64, i64),
) -> Card {
    let (who, by) = (by_text(speaker, who), by_text(speaker, by));
    let text = say!(
        speaker,
        "conflict-before",
        partner = safe(partner),
        who = who,
        by = by,
        awards = awards,
        points = points
    );
    framed(STAFF, vec![Component::Text(text), seen_row(speaker, errand)])
}
