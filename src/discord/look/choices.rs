//! What a group may want or not, in the `/setup` panel: a button for each, that says how it is and sets the other way.

use super::super::component::{Component, Style};
use super::super::custom_id::{CustomId, Panel};
use super::super::words::{Speaker, say};
use crate::store::GroupChoices;

/// The row of them. `announces`: the chosen channel is one whose messages can be published.
pub(super) fn row(speaker: &Speaker, choices: GroupChoices, announces: bool) -> Component {
    let button = |chosen: bool, key: &str, part: fn(bool) -> Panel| {
        let mark = if chosen { "✅" } else { "⬜" };
        let label = format!("{mark} {}", say!(speaker, key));
        Component::button(Style::Secondary, label, CustomId::Panel(part(!chosen)).to_string())
    };
    let mut buttons = vec![
        button(choices.tier_news, "panel-tier-news", Panel::TierNews),
        button(choices.digest, "panel-digest", Panel::Digest),
        button(!choices.wall_hidden, "panel-wall", Panel::Wall),
    ];
    // What was chosen before stays to be taken back, whatever the channel is now.
    if announces || choices.publishes {
        buttons.push(button(choices.publishes, "panel-publishes", Panel::Publishes));
    }
    Component::Row(buttons)
}
