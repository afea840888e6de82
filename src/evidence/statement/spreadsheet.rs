//! A statement's lines as CSV (RFC 4180), for people with a spreadsheet. What proves something is in the JSON alone.

use chrono::{DateTime, Days, NaiveDate};

use super::{Line, Named, Statement};
use crate::evidence::Moment;

/// The columns.
const COLUMNS: [&str; 13] = [
    "record",
    "at",
    "day",
    "kind",
    "company",
    "group",
    "contribution",
    "points",
    "reverses",
    "reason",
    "event",
    "link",
    "leaf",
];

/// What a spreadsheet takes for the beginning of a formula, or skips in front of one.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

impl Statement {
    /// The lines, one a row under a row of names. `points` are as they are in the record: a reversal's count against
    /// the partner. Texts are [`harmless`].
    ///
    /// # Errors
    /// None is known: it is written to memory, and all rows are equally long.
    pub fn to_csv(&self) -> Result<String, csv::Error> {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        writer.write_record(COLUMNS)?;
        for line in &self.lines {
            writer.write_record(self.row(line))?;
        }
        let bytes = writer.into_inner().map_err(|error| error.into_error())?;
        // Only texts and digits were written.
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn row(&self, line: &Line) -> [String; COLUMNS.len()] {
        let record = &line.record;
        let companies: Vec<&Named> = std::iter::once(&self.partner).chain(&self.merged).collect();
        let groups: Vec<&Named> = self.groups.iter().collect();
        let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        let written = |of: fn(&super::LineText) -> &str| line.text.as_ref().map(of).map(harmless);
        [
            record.id.to_string(),
            Moment::from_millis(record.at).map_or(record.at.to_string(), |at| at.to_string()),
            record.day.map(day).unwrap_or_default(),
            harmless(&record.kind),
            name(&companies, record.partner_id),
            name(&groups, record.group_id),
            record.contribution.as_deref().map(harmless).unwrap_or_default(),
            number(record.points),
            number(record.reverses),
            written(|text| &text.text).unwrap_or_default(),
            written(|text| &text.event).unwrap_or_default(),
            written(|text| &text.link).unwrap_or_default(),
            line.leaf.to_string(),
        ]
    }
}

/// A name, or the number where there is no name for it.
fn name(known: &[&Named], id: Option<i64>) -> String {
    let Some(id) = id else { return String::new() };
    let name = known.iter().find(|named| named.id == id).map(|named| harmless(&named.name));
    name.unwrap_or_else(|| id.to_string())
}

/// `2026-11-24`; the number where it is no day of a calendar.
fn day(number: i64) -> String {
    let epoch: NaiveDate = DateTime::UNIX_EPOCH.date_naive();
    let day = u64::try_from(number).ok().and_then(|days| epoch.checked_add_days(Days::new(days)));
    day.map_or(number.to_string(), |day| day.to_string())
}

/// A text as a cell that no spreadsheet takes for a formula: it begins with an apostrophe where it could be one.
#[must_use]
pub fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}
