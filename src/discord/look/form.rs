//! What several forms have: the fields of an award, and what is said of one that isn't taken.

use super::super::component::{Component, Style};
use super::super::markdown::safe;
use super::super::reply::Field;
use super::super::request::Typed;
use super::super::words::{Speaker, say};
use crate::points::ids::ContributionId;
use crate::points::rules::Rules;
use crate::points::text::{Reason, clean};

/// A day as it is typed.
const DAY: &str = "2026-02-10";
/// Characters of a day.
const DAY_LENGTH: usize = 10;
/// Digits of points.
const POINTS_LENGTH: usize = 9;
/// Characters of a contribution's name.
const KIND_LENGTH: usize = 100;

/// What for: a contribution by its name, of which one may be known.
pub(super) fn kind_field(rules: &Rules, speaker: &Speaker, known: Option<&ContributionId>) -> Field {
    let names = rules.contributions().iter().map(|kind| kind.name().get(speaker.language()));
    let name = known.map(|id| match rules.contribution(id) {
        Some(kind) => kind.name().get(speaker.language()),
        None => id.as_str(),
    });
    Field::new("contribution", say!(speaker, "correct-contribution"), KIND_LENGTH)
        .example(names.collect::<Vec<_>>().join(", "))
        .filled(name.unwrap_or_default().to_owned())
}

/// The points that the rules suggest for a contribution; nothing where they have none.
pub(super) fn suggested_points(rules: &Rules, kind: Option<&ContributionId>) -> String {
    let kind = kind.and_then(|id| rules.contribution(id));
    kind.map(|kind| kind.points().get().to_string()).unwrap_or_default()
}

/// How many points.
pub(super) fn points_field(speaker: &Speaker, suggested: String) -> Field {
    Field::new("points", say!(speaker, "correct-points"), POINTS_LENGTH).filled(suggested)
}

/// On which day.
pub(super) fn day_field(label: String) -> Field {
    Field::new("day", label, DAY_LENGTH).example(DAY.to_owned())
}

/// Why.
pub(super) fn reason_field(label: String) -> Field {
    Field::new("reason", label, Reason::MAX)
}

/// What was typed into a form that wasn't taken, and where that helps the button that opens it once more.
pub(in crate::discord) fn words_kept(
    speaker: &Speaker,
    typed: &Typed,
    may_be_mended: bool,
) -> Vec<Component> {
    let words = typed.words.iter().map(|word| clean(word)).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(|word| format!("> {}", safe(&word))).collect();
    let mut parts = Vec::new();
    if !words.is_empty() {
        parts.push(Component::Text(format!("{}\n{}", say!(speaker, "words-kept"), words.join("\n"))));
    }
    if may_be_mended {
        let again = typed.again.to_string();
        parts.push(Component::Row(vec![Component::button(
            Style::Primary,
            say!(speaker, "form-again"),
            again,
        )]));
    }
    parts
}
