//! What a month's digest says: its facts in the words of a language, and the text for who doesn't see the picture.

use chrono::NaiveDate;

use super::said::{Illustration, illustration, kind, month_text, tier};
use super::{DigestCard, Picture};
use crate::points::ids::{ContributionId, TierId};
use crate::points::rules::Rules;
use crate::words::{Speaker, say};

/// A month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month<'a> {
    /// Its first day.
    pub month: NaiveDate,
    /// The group that is told; none: all of the program.
    pub group: Option<&'a str>,
    /// Who reached which tier.
    pub tiers: Vec<(&'a str, &'a TierId)>,
    /// What was applauded most.
    pub applauded: Option<Applauded<'a>>,
    /// Awards, their points, the companies that got them, the groups that gave them.
    pub totals: [i64; 4],
}

/// What was applauded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applauded<'a> {
    /// Whose contribution.
    pub partner: &'a str,
    /// What it was.
    pub contribution: &'a ContributionId,
    /// Where, if that is to be said.
    pub group: Option<&'a str>,
    /// Members who applauded.
    pub applause: u32,
}

/// What a month brought; nothing where it brought neither awards nor tiers.
#[must_use]
pub fn month(rules: &Rules, speaker: &Speaker, month: &Month<'_>) -> Option<Illustration> {
    if month.totals[0] <= 0 && month.tiers.is_empty() {
        return None;
    }
    let keys = ["picture-awards", "picture-points-given", "picture-companies", "picture-groups"];
    // A group knows that it is one.
    let shown = if month.group.is_some() { 3 } else { 4 };
    let figure = |(key, count): (&str, i64)| (speaker.number(count), say!(speaker, key, count = count));
    let card = DigestCard {
        program: month
            .group
            .map_or_else(|| rules.name().to_owned(), |group| format!("{group} · {}", rules.name())),
        month: month_text(speaker, month.month),
        figures: keys.into_iter().zip(month.totals).take(shown).map(figure).collect(),
        tiers_label: say!(speaker, "picture-tiers"),
        tiers: month
            .tiers
            .iter()
            .map(|(partner, id)| {
                let (tier, color) = tier(rules, speaker, Some(id));
                ((*partner).to_owned(), tier, color)
            })
            .collect(),
        applauded_label: say!(speaker, "picture-applauded"),
        applauded: month.applauded.as_ref().map(|most| (most.partner.to_owned(), told(rules, speaker, most))),
    };
    let alt = alt(speaker, &card);
    Some(illustration(Picture::Digest(card), &alt))
}

fn told(rules: &Rules, speaker: &Speaker, most: &Applauded<'_>) -> String {
    let what = kind(rules, speaker, Some(most.contribution));
    let what = most.group.map_or(what.clone(), |group| format!("{what} · {group}"));
    say!(speaker, "picture-applause", applause = most.applause, what = what)
}

fn alt(speaker: &Speaker, card: &DigestCard) -> String {
    let figures: Vec<String> =
        card.figures.iter().map(|(number, label)| format!("{number} {label}")).collect();
    let (figures, program, month) = (figures.join(", "), &card.program, &card.month);
    let mut alt =
        vec![say!(speaker, "picture-month-alt", month = month, program = program, figures = figures)];
    if !card.tiers.is_empty() {
        let tiers: Vec<String> =
            card.tiers.iter().map(|(partner, tier, _)| format!("{partner} ({tier})")).collect();
        alt.push(say!(speaker, "picture-tiers-alt", label = &card.tiers_label, told = tiers.join(", ")));
    }
    if let Some((partner, what)) = &card.applauded {
        let applauded = format!("{partner} ({what})");
        alt.push(say!(speaker, "picture-tiers-alt", label = &card.applauded_label, told = applauded));
    }
    alt.join(" ")
}
