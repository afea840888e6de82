//! `/leaderboard`.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::{PLAIN, color, contribution_name, days, framed, this_period, tier_name};
use crate::points::rules::Rules;
use crate::store::{BoardOf, BoardPage, BoardPeriod, BoardWanted};

/// The first three places have a medal.
const MEDALS: [&str; 3] = ["🥇", "🥈", "🥉"];

pub(in crate::discord) fn board(
    rules: &Rules,
    speaker: &Speaker,
    wanted: &BoardWanted,
    page: &BoardPage,
) -> Card {
    let period = match (wanted.period, page.period) {
        (BoardPeriod::This, _) => this_period(rules, speaker),
        (BoardPeriod::All, _) => say!(speaker, "board-ever"),
        (BoardPeriod::Last, Some(bounds)) => days(rules, speaker, bounds),
        (BoardPeriod::Last, None) => say!(speaker, "board-last"),
    };
    let mut title = match (wanted.of, &page.group) {
        (BoardOf::Program, _) => {
            say!(speaker, "board-title-program", program = safe(rules.name()), period = period)
        }
        (BoardOf::Group(_), Some(group)) => {
            say!(speaker, "board-title-group", group = safe(group), period = period)
        }
        (BoardOf::Server(_) | BoardOf::Group(_), _) => say!(speaker, "board-title-server", period = period),
    };
    if let Some(kind) = &wanted.contribution {
        title = format!(
            "{title}\n{}",
            say!(speaker, "board-kind", kind = contribution_name(rules, speaker, kind))
        );
    }
    let mut parts = vec![Component::Text(title)];
    if page.partners.is_empty() && page.groups.is_empty() {
        parts.push(Component::Text(say!(speaker, "board-empty")));
        return framed(PLAIN, parts);
    }
    let partners = placed(&page.partners, |line| line.points).map(|(place, line)| {
        say!(
            speaker,
            "board-partner",
            place = place,
            name = safe(&line.name),
            points = line.points,
            awards = line.awards,
            tier = tier_name(rules, speaker, line.tier.as_ref())
        )
    });
    let partners = partners.collect::<Vec<_>>().join("\n");
    // A group can have given to companies alone that no board shows, such as one that was declined.
    if !partners.is_empty() {
        parts.push(Component::Text(partners));
        if !page.groups.is_empty() {
            parts.push(Component::Separator);
        }
    }
    let groups = placed(&page.groups, |line| line.points).map(|(place, line)| {
        say!(
            speaker,
            "board-group",
            place = place,
            name = safe(&line.name),
            points = line.points,
            awards = line.awards
        )
    });
    if !page.groups.is_empty() {
        let groups = std::iter::once(say!(speaker, "board-groups")).chain(groups);
        parts.push(Component::Text(groups.collect::<Vec<_>>().join("\n")));
    }
    if !page.widest.is_empty() {
        let widest = placed(&page.widest, |line| line.partners).map(|(place, line)| {
            say!(speaker, "board-wide", place = place, name = safe(&line.name), partners = line.partners)
        });
        let widest = std::iter::once(say!(speaker, "board-widest")).chain(widest);
        parts.push(Component::Text(widest.collect::<Vec<_>>().join("\n")));
    }
    let first = page.partners.first().and_then(|line| line.tier.as_ref());
    framed(color(rules, first), parts)
}

/// Each line with its place: those with as many share one, and the next ones' counts them all.
fn placed<L>(lines: &[L], much: impl Fn(&L) -> i64) -> impl Iterator<Item = (String, &L)> {
    lines.iter().map(move |line| {
        let before = lines.iter().filter(|other| much(other) > much(line)).count();
        let place =
            MEDALS.get(before).map_or_else(|| format!("{}.", before + 1), |medal| (*medal).to_owned());
        (place, line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(points: &[i64]) -> Vec<String> {
        placed(points, |points| *points).map(|(place, _)| place).collect()
    }

    #[test]
    fn equal_points_share_a_place_and_the_next_place_counts_them_all() {
        for (points, expected) in [
            (&[][..], &[][..]),
            (&[5], &["🥇"]),
            (&[50, 40, 30, 20, 10], &["🥇", "🥈", "🥉", "4.", "5."]),
            (&[50, 50, 30], &["🥇", "🥇", "🥉"]),
            (&[50, 40, 40, 30], &["🥇", "🥈", "🥈", "4."]),
            (&[50, 40, 30, 30, 20], &["🥇", "🥈", "🥉", "🥉", "5."]),
            (&[50, 40, 30, 20, 20, 20, 10], &["🥇", "🥈", "🥉", "4.", "4.", "4.", "7."]),
            (&[9, 9, 9, 9, 8], &["🥇", "🥇", "🥇", "🥇", "5."]),
            (&[i64::MAX, i64::MAX, 0, -1, i64::MIN], &["🥇", "🥇", "🥉", "4.", "5."]),
        ] {
            assert_eq!(places(points), expected, "{points:?}");
        }
    }

    #[test]
    fn a_place_is_found_by_what_is_counted_and_changes_no_order() {
        let lines = [("Adatum", 3, 10), ("Contoso", 3, 20), ("Fabrikam", 1, 20)];
        let by = |much: fn(&(&'static str, i64, i64)) -> i64| {
            let named = placed(&lines, much).map(|(place, line)| format!("{place} {}", line.0));
            named.collect::<Vec<_>>()
        };
        assert_eq!(by(|line| line.1), ["🥇 Adatum", "🥇 Contoso", "🥉 Fabrikam"]);
        assert_eq!(by(|line| line.2), ["🥉 Adatum", "🥇 Contoso", "🥇 Fabrikam"]);
    }
}
