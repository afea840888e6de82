//! An award that is put right: the card, its forms, and what came of it.

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::markdown::safe;
use super::super::reply::{Card, Field, Form};
use super::super::words::{Speaker, say};
use super::{PLAIN, by_text, contribution_name, form, framed, moment};
use crate::points::ids::RecordId;
use crate::points::rules::Rules;
use crate::points::text::CompanyName;
use crate::store::{Corrected, GivenAward};

fn facts(rules: &Rules, speaker: &Speaker, award: &GivenAward) -> String {
    let text = say!(
        speaker,
        "correct-facts",
        points = award.points,
        partner = safe(&award.partner_name),
        group = safe(&award.group_name),
        kind = contribution_name(rules, speaker, &award.contribution),
        day = award.day.to_string(),
        by = by_text(speaker, award.by),
        when = moment(award.at, 'f')
    );
    match award.reason.as_deref().filter(|reason| !reason.is_empty()) {
        Some(reason) => format!("{text}\n> {}", safe(reason)),
        None => text,
    }
}

/// The award, and what can be done with it.
pub(in crate::discord) fn to_correct(rules: &Rules, speaker: &Speaker, award: &GivenAward) -> Card {
    let text = format!("{}\n{}", say!(speaker, "correct-title"), facts(rules, speaker, award));
    let [change, back] =
        [CustomId::Correct(award.record), CustomId::TakeBack(award.record)].map(|id| id.to_string());
    let row = Component::Row(vec![
        Component::button(Style::Primary, say!(speaker, "correct-change"), change),
        Component::button(Style::Danger, say!(speaker, "correct-take-back"), back),
    ]);
    framed(PLAIN, vec![Component::Text(text), row])
}

/// What may be another: all of it, as it stands now.
pub(in crate::discord) fn correction_form(rules: &Rules, speaker: &Speaker, award: &GivenAward) -> Form {
    let company = Field::new("partner", say!(speaker, "correct-partner"), CompanyName::MAX);
    let reason = form::reason_field(say!(speaker, "correct-reason"));
    Form {
        custom_id: CustomId::Correct(award.record).to_string(),
        title: say!(speaker, "correct-form"),
        fields: vec![
            company.filled(award.partner_name.clone()),
            form::kind_field(rules, speaker, Some(&award.contribution)),
            form::points_field(speaker, award.points.to_string()),
            form::day_field(say!(speaker, "correct-day")).filled(award.day.to_string()),
            reason.filled(award.reason.clone().unwrap_or_default()),
        ],
    }
}

/// Why it is taken back.
pub(in crate::discord) fn take_back_form(speaker: &Speaker, award: RecordId) -> Form {
    let reason = form::reason_field(say!(speaker, "take-back-reason"));
    Form {
        custom_id: CustomId::TakeBack(award).to_string(),
        title: say!(speaker, "take-back-form"),
        fields: vec![reason.example(say!(speaker, "take-back-example"))],
    }
}

/// What was put right.
pub(in crate::discord) fn corrected(rules: &Rules, speaker: &Speaker, corrected: &Corrected) -> Card {
    let title = if corrected.words_only { "corrected-words" } else { "corrected-award" };
    let mut text = format!("{}\n{}", say!(speaker, title), facts(rules, speaker, &corrected.award));
    if let Some(remaining) = corrected.remaining {
        text = format!("{text}\n{}", say!(speaker, "reversed-left", remaining = remaining));
    }
    framed(PLAIN, vec![Component::Text(format!("{text}\n-# {}", say!(speaker, "corrected-shout-out")))])
}
