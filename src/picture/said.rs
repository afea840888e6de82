//! What pictures say: their facts in the words of a language, and the text for who doesn't see them.

use chrono::{Datelike, NaiveDate};

use super::history::KINDS;
use super::{History, Kind, Picture, TierCard};
use crate::points::history::PointsByMonth;
use crate::points::ids::{ContributionId, TierId};
use crate::points::rules::Rules;
use crate::words::{Speaker, say};

/// The colour of a company that has no tier: a calm green.
const PLAIN: u32 = 0x3B_82_6B;
/// Discord: characters of a picture's description.
const ALT: usize = 1_024;
/// Beyond so many months the text tells their sum alone.
const MONTHS_TOLD: usize = 12;

/// A picture and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Illustration {
    /// The picture.
    pub picture: Picture,
    /// What it shows, in words: plain text, as it was written, whatever could be drawn of it.
    pub alt: String,
}

/// A company reached a tier on that day.
#[must_use]
pub fn tier_reached(
    rules: &Rules,
    speaker: &Speaker,
    partner: &str,
    to: &TierId,
    day: NaiveDate,
) -> Illustration {
    let (tier, color) = tier(rules, speaker, Some(to));
    let (program, day) = (rules.name(), day_text(speaker, day));
    let alt =
        say!(speaker, "picture-tier-alt", partner = partner, tier = &tier, program = program, day = &day);
    let label = say!(speaker, "picture-tier-new");
    illustration(
        Picture::Tier(TierCard {
            program: program.to_owned(),
            partner: partner.to_owned(),
            label,
            tier,
            color,
            note: day,
        }),
        &alt,
    )
}

/// What a company has: its tier, if it has one, points and groups.
#[must_use]
pub fn tier_held(
    rules: &Rules,
    speaker: &Speaker,
    partner: &str,
    held: Option<&TierId>,
    (points, groups): (i64, usize),
) -> Illustration {
    let (tier, color) = tier(rules, speaker, held);
    let program = rules.name();
    let note = say!(speaker, "picture-held", points = points, groups = groups);
    // Without a tier it is in the program, which is none.
    let label = held.map_or_else(String::new, |_| say!(speaker, "picture-tier"));
    let level = format!("{label} {tier}");
    let level = level.trim();
    let alt =
        say!(speaker, "picture-held-alt", partner = partner, tier = level, program = program, note = &note);
    let (program, partner) = (program.to_owned(), partner.to_owned());
    illustration(Picture::Tier(TierCard { program, partner, label, tier, color, note }), &alt)
}

/// A company's points over time; nothing where there are none.
#[must_use]
pub fn points_over_time(
    rules: &Rules,
    speaker: &Speaker,
    partner: &str,
    points: &PointsByMonth,
) -> Option<Illustration> {
    let total = points.total();
    if total <= 0 {
        return None;
    }
    let months = points.months.iter().enumerate().map(|(at, month)| {
        let short = say!(speaker, "picture-month-short", number = month.month());
        (short, (at == 0 || month.month() == 1).then(|| month.year().to_string()))
    });
    let mut kinds: Vec<Kind> = points
        .kinds
        .iter()
        .map(|(id, points)| Kind { name: kind(rules, speaker, id.as_ref()), points: points.clone() })
        .collect();
    if kinds.len() > KINDS {
        let rest = kinds.split_off(KINDS - 1);
        let sum = |month: usize| rest.iter().filter_map(|kind| kind.points.get(month)).sum();
        let points = (0..points.months.len()).map(sum).collect();
        kinds.push(Kind { name: say!(speaker, "picture-others"), points });
    }
    let alt = points_alt(speaker, partner, points, &kinds);
    let title = say!(speaker, "picture-points");
    let total = say!(speaker, "wall-points", points = total);
    let thousands = speaker.number(1_000).replace(|letter: char| letter.is_ascii_digit(), "");
    let (partner, months) = (partner.to_owned(), months.collect());
    let history = History { partner, title, total, thousands, months, kinds };
    Some(illustration(Picture::History(history), &alt))
}

/// All the numbers: of each kind, and of each month that has points.
fn points_alt(speaker: &Speaker, partner: &str, points: &PointsByMonth, kinds: &[Kind]) -> String {
    let (Some(first), Some(last)) = (points.months.first(), points.months.last()) else {
        return String::new();
    };
    let of_kind = |kind: &Kind| format!("{} ({})", kind.name, speaker.number(kind.points.iter().sum()));
    let by_kind: Vec<String> = kinds.iter().map(of_kind).collect();
    let sums = points.months.iter().enumerate().map(|(at, month)| (*month, points.sum(at)));
    let of_month = |(month, sum)| format!("{} ({})", month_text(speaker, month), speaker.number(sum));
    let told: Vec<String> = sums.filter(|(_, sum)| *sum > 0).map(of_month).collect();
    let text = say!(
        speaker,
        "picture-points-alt",
        partner = partner,
        first = month_text(speaker, *first),
        last = month_text(speaker, *last),
        total = points.total(),
        kinds = by_kind.join(", ")
    );
    if told.len() > MONTHS_TOLD {
        text
    } else {
        format!("{text} {}", say!(speaker, "picture-points-months", months = told.join(", ")))
    }
}

pub(super) fn illustration(picture: Picture, alt: &str) -> Illustration {
    let alt = match alt.char_indices().nth(ALT) {
        Some(_) => alt.chars().take(ALT - 1).chain(['…']).collect(),
        None => alt.to_owned(),
    };
    Illustration { picture, alt }
}

pub(super) fn tier(rules: &Rules, speaker: &Speaker, id: Option<&TierId>) -> (String, u32) {
    id.and_then(|id| rules.tier(id)).map_or_else(
        || (say!(speaker, "wall-no-tier"), PLAIN),
        |tier| (tier.name().get(speaker.language()).to_owned(), tier.color()),
    )
}

pub(super) fn kind(rules: &Rules, speaker: &Speaker, id: Option<&ContributionId>) -> String {
    let Some(id) = id else { return say!(speaker, "picture-brought") };
    rules
        .contribution(id)
        .map_or_else(|| id.as_str().to_owned(), |kind| kind.name().get(speaker.language()).to_owned())
}

/// A day in words.
fn day_text(speaker: &Speaker, day: NaiveDate) -> String {
    let month = say!(speaker, "wall-month-name", number = day.month());
    say!(speaker, "wall-date", day = day.day(), month = month, year = day.year().to_string())
}

/// A month in words.
pub(super) fn month_text(speaker: &Speaker, day: NaiveDate) -> String {
    let month = say!(speaker, "wall-month-name", number = day.month());
    say!(speaker, "wall-date-month", month = month, year = day.year().to_string())
}
