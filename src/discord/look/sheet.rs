//! The ledger's records as CSV (RFC 4180), for people with a spreadsheet: words of the ledger, numbers, and texts that
//! are no formula for any spreadsheet.

use chrono::SecondsFormat;

use super::super::reply::Attachment;
use crate::evidence::statement::harmless;
use crate::store::PastRecord;

/// The file's name.
pub(super) const NAME: &str = "history.csv";
/// Lines at most.
const LINES: usize = 50_000;
/// Discord: 10 MiB a file.
const BYTES: usize = 10 << 20;

/// The columns.
const COLUMNS: [&str; 11] = [
    "record",
    "time",
    "kind",
    "group",
    "company",
    "contribution",
    "day",
    "points",
    "by",
    "reason",
    "reverses",
];

/// A file that grows line by line, until it is as long as Discord takes it.
pub(in crate::discord) struct Sheet {
    written: Vec<u8>,
    lines: usize,
    most: usize,
}

impl Sheet {
    /// With the names of the columns.
    pub(in crate::discord) fn new() -> Self {
        Self::up_to(BYTES)
    }

    fn up_to(most: usize) -> Self {
        Self { written: row(COLUMNS.map(str::to_owned)), lines: 0, most }
    }

    /// Adds a record; `false` when there is no room for it.
    pub(in crate::discord) fn add(&mut self, record: &PastRecord) -> bool {
        if self.lines == LINES {
            return false;
        }
        let line = row(cells(record));
        if self.written.len() + line.len() > self.most {
            return false;
        }
        self.written.extend(line);
        self.lines += 1;
        true
    }

    /// How many records are in it.
    pub(in crate::discord) fn lines(&self) -> usize {
        self.lines
    }

    /// The file.
    pub(in crate::discord) fn finish(self) -> Attachment {
        Attachment { name: NAME, content: self.written, alt: String::new() }
    }
}

fn cells(record: &PastRecord) -> [String; COLUMNS.len()] {
    let text = |text: &Option<String>| text.as_deref().map(harmless).unwrap_or_default();
    fn shown<T: ToString>(value: Option<T>) -> String {
        value.map(|value| value.to_string()).unwrap_or_default()
    }
    [
        record.record.to_string(),
        record.at.to_rfc3339_opts(SecondsFormat::Millis, true),
        harmless(&record.kind),
        text(&record.group_name),
        text(&record.partner_name),
        record.contribution.as_ref().map(|id| harmless(id.as_str())).unwrap_or_default(),
        shown(record.day),
        shown(record.points),
        shown(record.by),
        text(&record.reason),
        shown(record.reverses),
    ]
}

pub(super) fn row<const N: usize>(cells: [String; N]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(1 << 10)
        .from_writer(Vec::new());
    let written = writer.write_record(cells).map_err(|error| error.to_string());
    let row = written.and_then(|()| writer.into_inner().map_err(|error| error.to_string()));
    row.expect("memory takes a row")
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::points::ids::{ContributionId, RecordId};
    use crate::store::outside::Account;

    fn award(reason: &str) -> PastRecord {
        PastRecord {
            record: RecordId::from_raw(7),
            kind: "award".to_owned(),
            at: DateTime::UNIX_EPOCH,
            group_name: Some("=Ottawa".to_owned()),
            partner_name: Some("Litware, \"Labs\"".to_owned()),
            contribution: ContributionId::parse("talk").ok(),
            day: Some(DateTime::UNIX_EPOCH.date_naive()),
            points: Some(-5),
            by: Some(Account::new(11)),
            whom: None,
            reason: Some(reason.to_owned()),
            reverses: None,
            reversed: false,
            change: None,
        }
    }

    fn text(sheet: Sheet) -> String {
        String::from_utf8(sheet.finish().content).expect("text")
    }

    #[test]
    fn a_record_is_a_row_and_a_formula_is_text() {
        let mut sheet = Sheet::new();
        assert!(sheet.add(&award("=HYPERLINK(\"https://a.example\")\r\n+1")));
        let expected = "record,time,kind,group,company,contribution,day,points,by,reason,reverses\r\n\
             7,1970-01-01T00:00:00.000Z,award,'=Ottawa,\"Litware, \"\"Labs\"\"\",talk,1970-01-01,-5,11,\
             \"'=HYPERLINK(\"\"https://a.example\"\")\r\n+1\",\r\n";
        assert_eq!(text(sheet), expected);
    }

    #[test]
    fn a_file_is_full_before_it_is_too_long_and_ends_with_a_whole_row() {
        let (names, line) = (row(COLUMNS.map(str::to_owned)).len(), row(cells(&award("é"))).len());
        for (most, fits) in [(names + 10 * line, 10), (names + 11 * line - 1, 10), (names, 0)] {
            let mut sheet = Sheet::up_to(most);
            let taken = (0..100).take_while(|_| sheet.add(&award("é"))).count();
            assert_eq!((taken, sheet.lines()), (fits, fits));
            let text = text(sheet);
            assert!(text.len() <= most && text.ends_with("\r\n"), "{}", text.len());
        }
        let mut long = Sheet::up_to(usize::MAX);
        long.lines = LINES - 1;
        assert!(long.add(&award("the last")) && !long.add(&award("one more")));
    }
}
