//! Awards that wait for a second leader: the receipt of who asked, the card of who decides, the list of what waits.

use super::super::component::{Component, Style};
use super::super::custom_id::{CustomId, NO_MESSAGE};
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::staff::decision_row;
use super::{AMBER, PLAIN, by_text, contribution_name, framed, moment, this_period};
use crate::points::approval::{Fate, Verdict};
use crate::points::rules::Rules;
use crate::store::outside::Account;
use crate::store::{ErrandId, Reservation, Reserved};

/// So many are listed under `/allocation`: each has four components, and a message holds 40.
pub(super) const LISTED: usize = 8;
/// Components of each.
pub(super) const PARTS: usize = 4;

/// The private receipt of an award that waits.
pub(in crate::discord) fn reserved(rules: &Rules, speaker: &Speaker, reserved: &Reserved) -> Card {
    let receipt = &reserved.receipt;
    let kind = contribution_name(rules, speaker, &receipt.contribution);
    let title = say!(
        speaker,
        "reserved-title",
        points = receipt.points,
        partner = safe(&reserved.partner_name),
        kind = kind,
        group = safe(&reserved.group_name)
    );
    let who = if receipt.leaders_decide { "reserved-leaders-decide" } else { "reserved-staff-decide" };
    let above = rules.award().approval_above().map_or(0, |above| above.get());
    let lines = [
        say!(speaker, who, above = above, until = moment(receipt.lapses_at, 'f')),
        say!(
            speaker,
            "receipt-left",
            period = this_period(rules, speaker),
            before = receipt.remaining_before,
            after = receipt.remaining
        ),
    ];
    let withdraw = CustomId::DecideReservation(reserved.record, Verdict::Withdraw, NO_MESSAGE);
    let button = Component::button(Style::Danger, say!(speaker, "reserved-withdraw"), withdraw.to_string());
    framed(
        AMBER,
        vec![Component::Text(title), Component::Text(lines.join("\n")), Component::Row(vec![button])],
    )
}

/// The card for who decides, as it stands.
pub(super) fn waiting(rules: &Rules, speaker: &Speaker, errand: ErrandId, reservation: &Reservation) -> Card {
    let mut text = format!("{}\n{}", say!(speaker, "approval-title"), facts(rules, speaker, reservation));
    if let Some(reason) = reservation.reason.as_deref().filter(|reason| !reason.is_empty()) {
        text = format!("{text}\n> {}", safe(reason));
    }
    if !reservation.event.is_empty() {
        text = format!("{text}\n{}", say!(speaker, "shout-out-event", event = safe(&reservation.event)));
    }
    if !reservation.link.is_empty() {
        text = format!("{text}\n<{}>", reservation.link);
    }
    let mut row = verdicts(speaker, reservation, errand);
    if reservation.fate == Fate::Waiting {
        let until = say!(speaker, "approval-until", until = moment(reservation.lapses_at, 'f'));
        return framed(AMBER, vec![Component::Text(text), Component::Text(until), row]);
    }
    // The buttons stay, because their ids are what the message is known by when it has to be looked for.
    if let Component::Row(buttons) = &mut row {
        for button in buttons {
            if let Component::Button { disabled, .. } = button {
                *disabled = true;
            }
        }
    }
    framed(PLAIN, vec![Component::Text(text), Component::Text(outcome(speaker, reservation)), row])
}

/// What became of it, to who decided.
pub(in crate::discord) fn reservation_decided(
    rules: &Rules,
    speaker: &Speaker,
    reservation: &Reservation,
) -> String {
    format!("{}\n{}", facts(rules, speaker, reservation), outcome(speaker, reservation))
}

/// What waits, each with the buttons that the reader may press.
pub(super) fn list(
    rules: &Rules,
    speaker: &Speaker,
    waiting: &[Reservation],
    reader: Account,
    most: usize,
) -> Vec<Component> {
    let mut parts = Vec::new();
    for reservation in waiting.iter().take(most) {
        let (text, row) = line(rules, speaker, reservation);
        parts.push(Component::Text(text));
        parts.push(if reservation.by == Some(reader) {
            let withdraw = CustomId::DecideReservation(reservation.record, Verdict::Withdraw, NO_MESSAGE);
            let label = say!(speaker, "reserved-withdraw");
            Component::Row(vec![Component::button(Style::Danger, label, withdraw.to_string())])
        } else {
            row
        });
    }
    if waiting.len() > most {
        parts.push(Component::Text(say!(speaker, "pending-more")));
    }
    parts
}

/// One that waits, with the buttons of who decides.
pub(super) fn line(rules: &Rules, speaker: &Speaker, reservation: &Reservation) -> (String, Component) {
    let until = say!(speaker, "approval-until", until = moment(reservation.lapses_at, 'f'));
    let text = format!("{}\n-# {until}", facts(rules, speaker, reservation));
    (text, verdicts(speaker, reservation, NO_MESSAGE))
}

fn facts(rules: &Rules, speaker: &Speaker, reservation: &Reservation) -> String {
    say!(
        speaker,
        "approval-facts",
        by = by_text(speaker, reservation.by),
        points = reservation.points,
        partner = safe(&reservation.partner_name),
        group = safe(&reservation.group_name),
        kind = contribution_name(rules, speaker, &reservation.contribution),
        day = reservation.day.to_string()
    )
}

fn outcome(speaker: &Speaker, reservation: &Reservation) -> String {
    let key = match reservation.fate {
        Fate::Waiting => "approval-waits",
        Fate::Approved => "approval-approved",
        Fate::Declined => "approval-declined",
        Fate::Withdrawn => "approval-withdrawn",
        Fate::Lapsed => "approval-lapsed",
        Fate::Freed => "approval-freed",
    };
    say!(speaker, key, by = by_text(speaker, reservation.decided_by))
}

fn verdicts(speaker: &Speaker, reservation: &Reservation, errand: ErrandId) -> Component {
    let id = |verdict| CustomId::DecideReservation(reservation.record, verdict, errand);
    decision_row(speaker, id(Verdict::Approve), id(Verdict::Decline))
}
