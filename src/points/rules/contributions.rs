//! Reads the `[[contribution]]` tables.

use super::Contribution;
use super::names::{Taken, localized};
use super::section::Section;
use crate::points::Points;
use crate::points::ids::ContributionId;

/// Discord: 25 choices at most for one option of a command.
const CONTRIBUTIONS_AT_MOST: usize = 25;

/// The longest emoji in characters: families and flags are made of several.
const EMOJI_AT_MOST: usize = 16;

/// Of this kind it is asked how it was, unless the rules say otherwise.
const ASKED: &str = "presentation";

pub(super) const ID_EXPECTED: &str =
    "expected a lowercase letter, then up to 31 lowercase letters, digits and hyphens";

/// What could be read of the contributions.
pub(super) struct ReadContributions {
    /// Every id that is one, for the tiers' requirements, whatever else is wrong with its contribution.
    pub(super) ids: Vec<ContributionId>,
    /// The contributions, if nothing is wrong with any.
    pub(super) whole: Option<Vec<Contribution>>,
}

/// Reads them. `max_points` is the most for one award, if that could be read.
pub(super) fn contributions(
    file: &Section<'_, '_, '_>,
    languages: Option<&[String]>,
    max_points: Option<Points>,
) -> ReadContributions {
    let mut ids = Vec::new();
    let mut names = Taken::new();
    let Some(sections) = file.sections("contribution", CONTRIBUTIONS_AT_MOST) else {
        return ReadContributions { ids, whole: None };
    };
    let read: Vec<Option<Contribution>> = sections
        .into_iter()
        .map(|section| contribution(section, languages, max_points, &mut ids, &mut names))
        .collect();
    ReadContributions { ids, whole: read.into_iter().collect() }
}

fn contribution(
    section: Section<'_, '_, '_>,
    languages: Option<&[String]>,
    max_points: Option<Points>,
    ids: &mut Vec<ContributionId>,
    names: &mut Taken,
) -> Option<Contribution> {
    let id = section.text("id", ID_EXPECTED, |text| ContributionId::parse(text).ok());
    let section = match &id {
        Some(id) => section.named(format!("contribution.{id}")),
        None => section,
    };
    let repeated = id.as_ref().is_some_and(|id| ids.contains(id));
    if repeated && let Some((at, _)) = section.get("id") {
        section.fault(at, "id", "is the id of a contribution above", "expected an id of its own");
    }
    ids.extend(id.clone().filter(|_| !repeated));
    let name = localized(&section, languages);
    names.note(&section, section.path());
    let emoji =
        section.text("emoji", &format!("expected one emoji of at most {EMOJI_AT_MOST} characters"), |text| {
            is_emoji(text).then(|| text.to_owned())
        });
    let points = section.points("points", Points::ONE, max_points.unwrap_or(super::parse::AWARD_AT_MOST));
    let min_points = section.points("min_points", Points::ONE, points.unwrap_or(Points::MAX));
    let voices = section.if_there("voices", |it| it.truth("voices"));
    section.refuse_others();
    Some(Contribution {
        voices: voices?.unwrap_or_else(|| id.as_ref().is_some_and(|id| id.as_str() == ASKED)),
        id: id.filter(|_| !repeated)?,
        name: name?,
        emoji: emoji?,
        points: points?,
        min_points: min_points?,
    })
}

/// Whether a text can pass for one emoji: nothing that is plain writing, and short. Which symbols a client draws
/// in colour changes each year, so there is no list of them here.
fn is_emoji(text: &str) -> bool {
    let symbol = |c: char| !c.is_whitespace() && !c.is_control() && (c >= '\u{2000}' || c == '©' || c == '®');
    // A key cap is a digit, `#` or `*` with a frame around it.
    let framed =
        text.ends_with('\u{20E3}') && text.starts_with(|c: char| c.is_ascii_digit() || "#*".contains(c));
    let body = if framed { &text[1..] } else { text };
    !text.is_empty() && text.chars().count() <= EMOJI_AT_MOST && body.chars().all(symbol)
}
