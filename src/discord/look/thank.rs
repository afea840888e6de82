//! Thanks that begin with a message or a person: the card and its form.

use super::super::component::{Component, Pick};
use super::super::custom_id::{CustomId, Thanks, ThanksPart};
use super::super::markdown::safe;
use super::super::reply::{Card, Field, Form};
use super::super::words::{Speaker, say};
use super::{PLAIN, form, framed, partner_line};
use crate::points::ids::{ContributionId, GroupId, PartnerId};
use crate::points::rules::Rules;
use crate::points::text::Website;
use crate::service::{ThanksAsked, ThanksPanel};

/// What is to be chosen, one select after the other; `award` is the command for every other company.
pub(in crate::discord) fn thanks(
    rules: &Rules,
    speaker: &Speaker,
    asked: &ThanksAsked,
    panel: &ThanksPanel,
    award: &str,
) -> Card {
    let select = |part, placeholder: &str, options| {
        Component::Row(vec![Component::Select {
            custom_id: CustomId::Thanks(Thanks::Choose(part, *asked)).to_string(),
            placeholder: say!(speaker, placeholder),
            options,
        }])
    };
    let person = format!("<@{}>", asked.person);
    let mut parts = vec![Component::Text(match &panel.partner {
        Some((_, name)) if !panel.of_person => say!(speaker, "thanks-other", partner = safe(name)),
        Some((_, name)) => say!(speaker, "thanks-title", partner = safe(name), person = person),
        None if panel.of_person => say!(speaker, "thanks-several", person = person),
        None => say!(speaker, "thanks-nobody", person = person, award = award),
    })];
    if !panel.groups.is_empty() {
        let groups = panel.groups.iter().map(|group| Pick {
            value: group.id.to_string(),
            label: group.name.clone(),
            chosen: panel.group.as_ref().is_some_and(|chosen| chosen.id == group.id),
        });
        parts.push(select(ThanksPart::Group, "thanks-group", groups.collect()));
    }
    if !panel.companies.is_empty() && (panel.companies.len() > 1 || !panel.of_person) {
        let companies = panel.companies.iter().map(|company| Pick {
            value: company.id.to_string(),
            label: partner_line(rules, speaker, company),
            chosen: panel.partner.as_ref().is_some_and(|(chosen, _)| *chosen == company.id),
        });
        parts.push(select(ThanksPart::Company, "thanks-company", companies.collect()));
    }
    if panel.group.is_some() && panel.partner.is_some() {
        // Discord: 25 options at most.
        let kinds = rules.contributions().iter().take(25).map(|kind| {
            let name = format!("{} {}", kind.emoji(), kind.name().get(speaker.language()));
            let points = kind.points().get();
            Pick {
                value: kind.id().as_str().to_owned(),
                label: say!(speaker, "thanks-kind-choice", kind = name.trim(), points = points),
                chosen: false,
            }
        });
        parts.push(select(ThanksPart::Kind, "thanks-kind", kinds.collect()));
    }
    framed(PLAIN, parts)
}

/// The form for the rest, with what is suggested.
pub(in crate::discord) fn thanks_form(
    speaker: &Speaker,
    (group, partner, kind): (GroupId, PartnerId, ContributionId),
    name: &str,
    points: Option<i64>,
    link: String,
) -> Form {
    let website = Field::new("link", say!(speaker, "thanks-link"), Website::MAX);
    let points = points.map(|points| points.to_string()).unwrap_or_default();
    Form {
        custom_id: CustomId::Thanks(Thanks::Give(group, partner, kind)).to_string(),
        title: say!(speaker, "thanks-form", partner = name),
        fields: vec![
            form::reason_field(say!(speaker, "thanks-reason"))
                .example(say!(speaker, "thanks-reason-example")),
            form::points_field(speaker, points),
            form::day_field(say!(speaker, "thanks-day")).optional(),
            website.example("https://…".to_owned()).filled(link).optional(),
        ],
    }
}
