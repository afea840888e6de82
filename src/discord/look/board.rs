//! `/leaderboard`.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::{PLAIN, color, framed, moment, this_period, tier_name};
use crate::points::rules::Rules;
use crate::service::BoardAsked;
use crate::store::{BoardPage, BoardPeriod};

/// The first three have a medal.
const MEDALS: [&str; 3] = ["🥇", "🥈", "🥉"];

pub(in crate::discord) fn board(
    rules: &Rules,
    speaker: &Speaker,
    asked: BoardAsked,
    page: &BoardPage,
) -> Card {
    let period = match (asked.period, page.period) {
        (BoardPeriod::This, _) => this_period(rules, speaker),
        (BoardPeriod::All, _) => say!(speaker, "board-ever"),
        (BoardPeriod::Last, Some((from, until))) => {
            say!(speaker, "board-period", from = moment(from, 'd'), until = moment(until, 'd'))
        }
        (BoardPeriod::Last, None) => say!(speaker, "board-last"),
    };
    let title = if asked.program { "board-title-program" } else { "board-title-server" };
    let program = safe(rules.name());
    let mut parts = vec![Component::Text(say!(speaker, title, program = program, period = period))];
    if page.partners.is_empty() && page.groups.is_empty() {
        parts.push(Component::Text(say!(speaker, "board-empty")));
        return framed(PLAIN, parts);
    }
    let partners = page.partners.iter().enumerate().map(|(at, line)| {
        say!(
            speaker,
            "board-partner",
            place = place(at),
            name = safe(&line.name),
            points = line.points,
            awards = line.awards,
            tier = tier_name(rules, speaker, line.tier.as_ref())
        )
    });
    let partners = partners.collect::<Vec<_>>().join("\n");
    // A group can have given to companies alone that no board shows, such as one that was declined.
    if !partners.is_empty() {
        parts.extend([Component::Text(partners), Component::Separator]);
    }
    let groups = page.groups.iter().enumerate().map(|(at, line)| {
        say!(
            speaker,
            "board-group",
            place = place(at),
            name = safe(&line.name),
            points = line.points,
            awards = line.awards
        )
    });
    if !page.groups.is_empty() {
        let groups = std::iter::once(say!(speaker, "board-groups")).chain(groups);
        parts.push(Component::Text(groups.collect::<Vec<_>>().join("\n")));
    }
    let first = page.partners.first().and_then(|line| line.tier.as_ref());
    framed(color(rules, first), parts)
}

fn place(at: usize) -> String {
    MEDALS.get(at).map_or_else(|| format!("{}.", at + 1), |medal| (*medal).to_owned())
}
