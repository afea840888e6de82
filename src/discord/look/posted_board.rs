//! The board that is a message in a channel.

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::staff::seen_row;
use super::{AMBER, PLAIN, board, framed, moment};
use crate::points::rules::Rules;
use crate::store::outside::Channel;
use crate::store::{BoardFacts, BoardOf, BoardShown, ErrandId};

/// The board as it stands, or what became of it.
pub(super) fn posted_board(rules: &Rules, speaker: &Speaker, errand: ErrandId, facts: &BoardFacts) -> Card {
    let program = facts.wanted.of == BoardOf::Program;
    let told = |text| framed(PLAIN, vec![Component::Text(text), row(speaker, errand, program)]);
    let (page, as_of) = match &facts.shows {
        BoardShown::Board(page, as_of) => (page, as_of),
        BoardShown::Moved => return told(say!(speaker, "board-moved")),
        BoardShown::Ended => return told(say!(speaker, "board-ended")),
    };
    let mut card = board::board(rules, speaker, &facts.wanted, page);
    for part in &mut card.0 {
        let Component::Container { parts, .. } = part else { continue };
        let as_of = say!(speaker, "board-as-of", when = moment(*as_of, 'f'));
        parts.extend([Component::Text(as_of), row(speaker, errand, program)]);
    }
    card
}

/// The button by which somebody sees it in their own language. The message is known again by it.
fn row(speaker: &Speaker, errand: ErrandId, program: bool) -> Component {
    let id = CustomId::Board(errand, program).to_string();
    Component::Row(vec![Component::button(Style::Secondary, say!(speaker, "board-mine"), id)])
}

/// To staff: the message is gone, so the board is drawn no more.
pub(super) fn board_gone(speaker: &Speaker, errand: ErrandId, channel: Channel) -> Card {
    let text = say!(speaker, "board-gone", channel = format!("<#{channel}>"));
    framed(AMBER, vec![Component::Text(text), seen_row(speaker, errand)])
}
