//! Notes that come by themselves: a company is warned, points are about to lapse.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::staff::seen_row;
use super::{AMBER, framed, moment, tier_name};
use crate::points::ids::TierId;
use crate::points::rules::Rules;
use crate::store::{ErrandId, Group, Partner};

/// To staff: a company loses its tier unless it requalifies.
pub(super) fn warning(
    rules: &Rules,
    speaker: &Speaker,
    errand: ErrandId,
    partner: &Partner,
    (tier, until): (&TierId, NaiveDate),
) -> Card {
    let text = say!(
        speaker,
        "note-warning",
        partner = safe(&partner.name),
        tier = tier_name(rules, speaker, Some(tier)),
        until = until.to_string()
    );
    framed(AMBER, vec![Component::Text(text), seen_row(speaker, errand)])
}

/// To a group's leaders: what they don't give is gone.
pub(super) fn reminder(
    speaker: &Speaker,
    errand: ErrandId,
    group: &Group,
    (remaining, lapsing, ends): (i64, i64, DateTime<Utc>),
) -> Card {
    let text = say!(
        speaker,
        "note-reminder",
        group = safe(&group.name),
        remaining = remaining,
        lapsing = lapsing,
        when = moment(ends, 'D'),
        relative = moment(ends, 'R')
    );
    framed(AMBER, vec![Component::Text(text), seen_row(speaker, errand)])
}
