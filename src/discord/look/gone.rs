//! Notes of what a group used in Discord and is gone.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::staff::seen_row;
use super::{AMBER, framed};
use crate::points::rules::Rules;
use crate::store::{ErrandId, Gone, Group};

/// To a group's leaders, or to staff: what is gone, and who mends it with what.
pub(super) fn gone(rules: &Rules, speaker: &Speaker, errand: ErrandId, group: &Group, what: Gone) -> Card {
    let name = safe(&group.name);
    let text = match what {
        Gone::ShoutOuts => say!(speaker, "gone-shout-outs", group = name),
        Gone::Leaders => say!(speaker, "gone-leaders", group = name),
        Gone::Requests => say!(speaker, "gone-requests", group = name),
        Gone::Role => say!(speaker, "gone-role", group = name),
        Gone::Server => say!(speaker, "gone-server", group = name, days = rules.privacy().keep_left_days()),
    };
    framed(AMBER, vec![Component::Text(text), seen_row(speaker, errand)])
}
