//! Reports to staff, and what staff are told when a leader is erased.

use super::super::component::Component;
use super::super::custom_id::CustomId;
use super::super::markdown::{address, safe};
use super::super::reply::{Card, Field, Form};
use super::super::words::{Speaker, say};
use super::staff::{leaders_text, seen_row};
use super::{AMBER, by_text, framed};
use crate::points::text::Reason;
use crate::store::outside::Account;
use crate::store::{ErrandId, Group, MessagePlace};

/// What is wrong with it.
pub(in crate::discord) fn report_form(speaker: &Speaker, shout_out: ErrandId) -> Form {
    let why = Field::new("why", say!(speaker, "report-why"), Reason::MAX);
    Form {
        custom_id: CustomId::Report(shout_out).to_string(),
        title: say!(speaker, "report-form"),
        fields: vec![why.example(say!(speaker, "report-example"))],
    }
}

/// To staff: somebody reports a shout-out.
pub(super) fn report(
    speaker: &Speaker,
    errand: ErrandId,
    partner: &str,
    (by, why): (Option<Account>, Option<&str>),
    place: MessagePlace,
) -> Card {
    let MessagePlace { server, channel, message } = place;
    let link = address(server, channel, message);
    let mut text =
        say!(speaker, "note-report", by = by_text(speaker, by), partner = safe(partner), link = link);
    if let Some(why) = why {
        text = format!("{text}\n> {}", safe(why));
    }
    framed(AMBER, vec![Component::Text(text), seen_row(speaker, errand)])
}

/// To staff: somebody who led a group was erased.
pub(super) fn leader_erased(speaker: &Speaker, errand: ErrandId, group: &Group) -> Card {
    let name = safe(&group.name);
    let text = if group.leaders.is_empty() {
        say!(speaker, "leader-erased-last", group = name)
    } else {
        say!(speaker, "leader-erased", group = name, leaders = leaders_text(speaker, &group.leaders))
    };
    framed(AMBER, vec![Component::Text(text), seen_row(speaker, errand)])
}
