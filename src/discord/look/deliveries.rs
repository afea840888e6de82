//! Where a record was told, and what became of it, as staff see it.

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::markdown::address;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::shout_out::STAFF;
use super::staff::{purpose_key, trouble};
use super::{framed, moment, record_name};
use crate::store::outside::Server;
use crate::store::{Deliveries, Delivery, DeliveryState};

/// `/program audit` of one record. `home`: the program's own server.
pub(in crate::discord) fn deliveries(speaker: &Speaker, home: Option<Server>, told: &Deliveries) -> Card {
    let kind = record_name(speaker, &told.kind);
    let title = say!(speaker, "delivery-title", record = told.record.to_string(), kind = kind);
    let mut parts = vec![Component::Text(title)];
    if told.each.is_empty() {
        parts.push(Component::Text(say!(speaker, "delivery-none")));
    } else {
        let mut lines: Vec<String> = told.each.iter().map(|one| line(speaker, home, one)).collect();
        let more = told.in_all - i64::try_from(told.each.len()).unwrap_or(told.in_all);
        if more > 0 {
            lines.push(say!(speaker, "delivery-more", more = more));
        }
        parts.push(Component::Text(lines.join("\n")));
    }
    if told.each.iter().any(|one| one.state == DeliveryState::Failed) {
        let id = CustomId::TryAgain(told.record).to_string();
        let label = say!(speaker, "delivery-try-again");
        parts.push(Component::Row(vec![Component::button(Style::Primary, label, id)]));
    }
    framed(STAFF, parts)
}

fn line(speaker: &Speaker, home: Option<Server>, one: &Delivery) -> String {
    let what = say!(speaker, purpose_key(one.purpose));
    let place = match one.channel {
        _ if one.direct => say!(speaker, "delivery-direct"),
        Some(channel) => format!("<#{channel}>"),
        None => say!(speaker, "no-channel-yet"),
    };
    let key = match one.state {
        DeliveryState::Waiting => "delivery-waiting",
        DeliveryState::Made => "delivery-made",
        DeliveryState::Cancelled => "delivery-cancelled",
        DeliveryState::Failed => "delivery-failed",
    };
    let mut text = say!(speaker, key, what = what, place = place);
    match (one.state, one.at) {
        (DeliveryState::Waiting, Some(at)) => {
            text = format!("{text} · {}", say!(speaker, "delivery-next", when = moment(at, 'R')));
        }
        (_, Some(at)) => text = format!("{text} · {}", moment(at, 'f')),
        (_, None) => {}
    }
    if let (Some(server), Some(channel), Some(message)) = (one.server.or(home), one.channel, one.message) {
        let link = address(server, channel, message);
        text = format!("{text} · [{}](<{link}>)", say!(speaker, "delivery-message"));
    }
    if !one.trouble.is_empty() && one.state != DeliveryState::Made {
        text = format!("{text}\n-# {}", trouble(speaker, &one.trouble));
    }
    text
}
