//! `/program report`: the card, and the file with all companies.

use super::super::component::Component;
use super::super::markdown::safe;
use super::super::reply::{Attachment, Card};
use super::super::words::{Speaker, say};
use super::sheet::row;
use super::shout_out::STAFF;
use super::{bar, days, framed, this_period, tier_name};
use crate::evidence::statement::harmless;
use crate::points::award::PartnerState;
use crate::points::rules::Rules;
use crate::store::{Report, ReportLine};

/// The file's name.
const NAME: &str = "companies.csv";
/// Lines at most.
const LINES: usize = 50_000;
/// Discord: 10 MiB a file.
const BYTES: usize = 10 << 20;

const COLUMNS: [&str; 11] = [
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

/// A file that grows line by line, until it is as long as Discord takes it.
pub(in crate::discord) struct CompanySheet {
    written: Vec<u8>,
    lines: usize,
}

impl CompanySheet {
    /// With the names of the columns.
    pub(in crate::discord) fn new() -> Self {
        Self { written: row(COLUMNS.map(str::to_owned)), lines: 0 }
    }

    /// Adds a company; `false` when there is no room for it.
    pub(in crate::discord) fn add(&mut self, line: &ReportLine) -> bool {
        let more = row(cells(line));
        if self.lines == LINES || self.written.len() + more.len() > BYTES {
            return false;
        }
        self.written.extend(more);
        self.lines += 1;
        true
    }

    /// How many companies are in it.
    pub(in crate::discord) fn lines(&self) -> usize {
        self.lines
    }

    /// The file.
    pub(in crate::discord) fn finish(self) -> Attachment {
        Attachment { name: NAME, content: self.written, alt: String::new() }
    }
}

fn cells(line: &ReportLine) -> [String; COLUMNS.len()] {
    fn shown<T: ToString>(value: Option<T>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    let state = match line.state {
        PartnerState::Nominated => "nominated",
        PartnerState::Active => "active",
        PartnerState::Suspended => "suspended",
        PartnerState::Declined => "declined",
    };
    [
        line.partner.to_string(),
        harmless(&line.name),
        state.to_owned(),
        line.tier.as_ref().map(|tier| harmless(tier.as_str())).unwrap_or_default(),
        shown(line.since),
        shown(line.guaranteed_until),
        shown(line.warned_until),
        line.standing.to_string(),
        line.groups.to_string(),
        line.points.to_string(),
        line.awards.to_string(),
    ]
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
    framed(STAFF, vec![Component::Text(lines.join("\n")), Component::File(NAME)])
}
