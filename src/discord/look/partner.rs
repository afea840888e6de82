//! Companies: their standing, their card, their list.

use chrono::{NaiveDate, NaiveTime};

use super::super::component::{Component, Style};
use super::super::custom_id::CustomId;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::{PLAIN, applause, claim, color, contribution_name, framed, moment, tier_name, voices, way_up};
use crate::points::award::PartnerState;
use crate::points::ids::TierId;
use crate::points::rules::Rules;
use crate::service::{PartnerPage, StandingCard, TierKept};
use crate::store::{Candidate, Claim, PartnerStanding, ThanksLine};

/// `/mypoints`.
pub(in crate::discord) fn mypoints(
    rules: &Rules,
    speaker: &Speaker,
    mine: &StandingCard,
    claims: &[Claim],
) -> Card {
    let standing = &mine.standing;
    let mut parts = head(rules, speaker, standing);
    parts.push(Component::Text(way(rules, speaker, mine)));
    let by_kind: Vec<String> = standing
        .standing
        .contributions()
        .map(|(kind, tally)| {
            let kind = contribution_name(rules, speaker, kind);
            say!(speaker, "standing-kind", kind = kind, points = tally.points.get(), counted = tally.counted)
        })
        .collect();
    if !by_kind.is_empty() {
        parts.push(Component::Text(by_kind.join("\n")));
    }
    if !standing.lapsing.is_empty() {
        let lines = standing
            .lapsing
            .iter()
            .map(|(day, points)| say!(speaker, "standing-lapses", points = *points, when = day_text(*day)));
        parts.push(Component::Text(lines.collect::<Vec<_>>().join("\n")));
    }
    parts.extend(claim::own(rules, speaker, claims));
    parts.push(Component::Separator);
    parts.push(thanks(rules, speaker, &standing.thanks, true));
    framed(color(rules, standing.partner.tier.as_ref()), parts)
}

/// `/partner view`: what everybody may see; nobody's Discord name.
pub(in crate::discord) fn partner_card(rules: &Rules, speaker: &Speaker, card: &StandingCard) -> Card {
    let standing = &card.standing;
    let mut parts = head(rules, speaker, standing);
    let mut about = Vec::new();
    if !standing.partner.description.is_empty() {
        about.push(format!("> {}", safe(&standing.partner.description)));
    }
    if !standing.partner.website.is_empty() {
        about.push(format!("<{}>", standing.partner.website));
    }
    if !about.is_empty() {
        parts.push(Component::Text(about.join("\n")));
    }
    parts.push(Component::Text(way(rules, speaker, card)));
    parts.push(Component::Separator);
    parts.push(thanks(rules, speaker, &standing.thanks, false));
    framed(color(rules, standing.partner.tier.as_ref()), parts)
}

fn head(rules: &Rules, speaker: &Speaker, standing: &PartnerStanding) -> Vec<Component> {
    let tier = match standing.partner.state {
        PartnerState::Nominated => say!(speaker, "state-nominated"),
        PartnerState::Suspended => say!(speaker, "state-suspended"),
        PartnerState::Declined => say!(speaker, "state-declined"),
        PartnerState::Active => tier_name(rules, speaker, standing.partner.tier.as_ref()),
    };
    let title = say!(speaker, "standing-title", partner = safe(&standing.partner.name), tier = tier);
    let months = rules.standing().window_months();
    let window = if months == 0 {
        say!(speaker, "window-for-ever")
    } else {
        say!(speaker, "window-months", months = months)
    };
    let points = standing.standing.points().get();
    let groups = standing.standing.groups();
    let line = say!(speaker, "standing-points", points = points, groups = groups, window = window);
    let mut text = format!("{title}\n{line}");
    if !standing.together_with.is_empty() {
        let names: Vec<String> =
            standing.together_with.iter().map(|name| format!("**{}**", safe(name))).collect();
        text = format!("{text}\n{}", say!(speaker, "standing-together", names = names.join(", ")));
    }
    if let Some(share) = standing.pitch_free {
        text = format!("{text}\n{}", voices::pitch_free(speaker, share));
    }
    if let Some(line) = applause::total(speaker, standing.applause) {
        text = format!("{text}\n{line}");
    }
    vec![Component::Text(text)]
}

fn way(rules: &Rules, speaker: &Speaker, card: &StandingCard) -> String {
    if card.standing.partner.state == PartnerState::Nominated {
        return say!(speaker, "tier-when-approved");
    }
    let mut lines = match &card.next {
        None => vec![say!(speaker, "highest-tier")],
        Some(next) => way_up(rules, speaker, next),
    };
    if card.standing.partner.state == PartnerState::Active {
        lines.extend(card.kept.map(|kept| kept_line(rules, speaker, card, kept)));
    }
    lines.join("\n")
}

/// What keeps the tier.
fn kept_line(rules: &Rules, speaker: &Speaker, card: &StandingCard, kept: TierKept) -> String {
    let tier = tier_name(rules, speaker, card.standing.partner.tier.as_ref());
    match kept {
        TierKept::Guaranteed { until } => {
            say!(speaker, "tier-guaranteed", tier = tier, when = day_text(until))
        }
        TierKept::Warned { until } => say!(speaker, "tier-warned", tier = tier, when = day_text(until)),
    }
}

fn thanks(rules: &Rules, speaker: &Speaker, lines: &[ThanksLine], with_givers: bool) -> Component {
    if lines.is_empty() {
        let key = if with_givers { "no-thanks-yet" } else { "no-thanks-yet-of-others" };
        return Component::Text(say!(speaker, key));
    }
    let texts = lines.iter().map(|line| {
        let kind = contribution_name(rules, speaker, &line.contribution);
        let group = match (with_givers, line.by) {
            (true, Some(by)) => format!("{} (<@{by}>)", safe(&line.group_name)),
            _ => safe(&line.group_name),
        };
        let key = if line.reversed { "thanks-reversed" } else { "thanks-line" };
        let when = day_text(line.day);
        let head = say!(speaker, key, when = when, points = line.points, kind = kind, group = group);
        match &line.reason {
            Some(reason) if !line.reversed => format!("{head}\n> {}", safe(reason)),
            _ => head,
        }
    });
    Component::Text(texts.collect::<Vec<_>>().join("\n"))
}

/// A day, as Discord shows it to each reader. Noon keeps it the same day in almost every zone.
fn day_text(day: NaiveDate) -> String {
    let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
    moment(day.and_time(noon).and_utc(), 'D')
}

/// A company in a list or a menu: "Contoso · Gold".
pub(in crate::discord) fn partner_line(rules: &Rules, speaker: &Speaker, candidate: &Candidate) -> String {
    let tier = match (&candidate.tier, candidate.nominated) {
        (_, true) => say!(speaker, "state-nominated"),
        (Some(id), false) => {
            rules.tier(id).map_or_else(String::new, |tier| tier.name().get(speaker.language()).to_owned())
        }
        (None, false) => say!(speaker, "no-tier"),
    };
    format!("{} · {tier}", candidate.name)
}

/// `/partner list`.
pub(in crate::discord) fn partner_page(rules: &Rules, speaker: &Speaker, page: &PartnerPage) -> Card {
    let lines: Vec<String> = page
        .partners
        .iter()
        .map(|partner| format!("- {}", safe(&partner_line(rules, speaker, partner))))
        .collect();
    let mut title = match &page.tier {
        None => say!(speaker, "partner-list-title", total = page.total),
        Some(tier) => {
            let tier = tier_name(rules, speaker, Some(tier));
            say!(speaker, "partner-list-title-tier", tier = tier, total = page.total)
        }
    };
    if page.pages > 1 {
        title = format!(
            "{title}\n{}",
            say!(speaker, "partner-list-page", page = page.page + 1, pages = page.pages)
        );
    }
    let mut parts = vec![Component::Text(title)];
    if !lines.is_empty() {
        parts.push(Component::Text(lines.join("\n")));
    }
    if page.pages > 1 {
        let tier = page.tier.as_ref().map_or("-", TierId::as_str).to_owned();
        let button = |label: &str, to: u32, disabled: bool, side: &str| Component::Button {
            style: Style::Secondary,
            label: say!(speaker, label),
            // A side of its own keeps the ids apart when both lead to the same page.
            custom_id: CustomId::Page(format!("{tier}{side}"), to).to_string(),
            disabled,
        };
        parts.push(Component::Row(vec![
            button("previous-page", page.page.saturating_sub(1), page.page == 0, "<"),
            button("next-page", page.page + 1, page.page + 1 >= page.pages, ">"),
        ]));
    }
    framed(PLAIN, parts)
}
