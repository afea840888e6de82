//! `/program report`: the card, and the file with all companies.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::Card;
use super::super::words::{Speaker, say};
use super::sheet::{Line, shown};
use super::shout_out::STAFF;
use super::{bar, days, framed, this_period, tier_name};
use crate::evidence::statement::harmless;
use crate::points::award::PartnerState;
use crate::points::rules::Rules;
use crate::store::{Report, ReportLine};

impl Line for ReportLine {
    const NAME: &'static str = "companies.csv";
    const COLUMNS: &'static [&'static str] = &[
        "number",
        "company",
        "state",
        "tier",
        "tier_since",
        "guaranteed_until",
        "warned_until",
        "points_in_window",
        "groups_in_window",
        "points_in_period",
        "awards_in_period",
    ];

    fn cells(&self) -> Vec<String> {
        let state = match self.state {
            PartnerState::Nominated => "nominated",
            PartnerState::Active => "active",
            PartnerState::Suspended => "suspended",
            PartnerState::Declined => "declined",
        };
        vec![
            self.partner.to_string(),
            harmless(&self.name),
            state.to_owned(),
            self.tier.as_ref().map(|tier| harmless(tier.as_str())).unwrap_or_default(),
            shown(self.since),
            shown(self.guaranteed_until),
            shown(self.warned_until),
            self.standing.to_string(),
            self.groups.to_string(),
            self.points.to_string(),
            self.awards.to_string(),
        ]
    }
}

/// The card above the file.
pub(in crate::discord) fn report(
    rules: &Rules,
    speaker: &Speaker,
    report: &Report,
    (last, companies): (bool, usize),
) -> Card {
    let period = match report.period {
        Some(bounds) => days(rules, speaker, bounds),
        None if last => say!(speaker, "board-last"),
        None => this_period(rules, speaker),
    };
    let mut lines = vec![
        say!(speaker, "report-title", period = period),
        say!(
            speaker,
            "report-points",
            bar = bar(report.points, report.allocated),
            points = report.points,
            allocated = report.allocated,
            awards = report.awards
        ),
    ];
    if report.reserved > 0 {
        lines.push(say!(speaker, "allocation-reserved", points = report.reserved));
    }
    lines.push(say!(speaker, "report-groups", groups = report.groups, silent = report.silent));
    if !report.silent_names.is_empty() {
        let names: Vec<String> = report.silent_names.iter().map(|name| safe(name)).collect();
        let more = report.silent - i64::try_from(names.len()).unwrap_or(0);
        let names = names.join(", ");
        lines.push(match more {
            0 => format!("-# {names}"),
            more => format!("-# {}", say!(speaker, "report-and-more", names = names, more = more)),
        });
    }
    let tiers = report
        .tiers
        .iter()
        .map(|(tier, companies)| format!("{}: **{companies}**", tier_name(rules, speaker, tier.as_ref())));
    lines.push(say!(speaker, "report-tiers", tiers = tiers.collect::<Vec<_>>().join(" · ")));
    if report.warned > 0 {
        lines.push(say!(speaker, "report-warned", warned = report.warned));
    }
    lines.push(say!(speaker, "report-file", companies = companies));
    framed(STAFF, vec![Component::Text(lines.join("\n")), Component::File(ReportLine::NAME)])
}
