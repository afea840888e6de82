//! Files with a line for each of many, as CSV (RFC 4180) for people with a spreadsheet: words of the ledger, numbers, and texts
//! that are no formula for any spreadsheet.

use std::marker::PhantomData;

use chrono::SecondsFormat;

use super::super::reply::Attachment;
use crate::evidence::statement::harmless;
use crate::store::PastRecord;

/// Lines at most.
const LINES: usize = 50_000;
/// Discord: 10 MiB a file.
const BYTES: usize = 10 << 20;

/// What has a line in such a file.
pub(in crate::discord) trait Line {
    /// The file's name.
    const NAME: &'static str;
    /// The columns.
    const COLUMNS: &'static [&'static str];

    /// What stands in each column.
    fn cells(&self) -> Vec<String>;
}

/// A file that grows line by line, until it is as long as Discord takes it.
pub(in crate::discord) struct Sheet<L> {
    written: Vec<u8>,
    lines: usize,
    most: usize,
    of: PhantomData<L>,
}

impl<L: Line> Sheet<L> {
    /// With the names of the columns.
    pub(in crate::discord) fn new() -> Self {
        Self::up_to(BYTES)
    }

    fn up_to(most: usize) -> Self {
        Self { written: row(L::COLUMNS), lines: 0, most, of: PhantomData }
    }

    /// Adds one; `false` when there is no room for it.
    pub(in crate::discord) fn add(&mut self, line: &L) -> bool {
        if self.lines == LINES {
            return false;
        }
        let line = row(line.cells());
        if self.written.len() + line.len() > self.most {
            return false;
        }
        self.written.extend(line);
        self.lines += 1;
        true
    }

    /// How many are in it.
    pub(in crate::discord) fn lines(&self) -> usize {
        self.lines
    }

    /// The file.
    pub(in crate::discord) fn finish(self) -> Attachment {
        Attachment { name: L::NAME, content: self.written, alt: String::new() }
    }
}

/// What a cell shows; nothing where there is nothing.
pub(super) fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl Line for PastRecord {
    const NAME: &'static str = "history.csv";
    const COLUMNS: &'static [&'static str] = &[
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

    fn cells(&self) -> Vec<String> {
        let text = |text: &Option<String>| text.as_deref().map(harmless).unwrap_or_default();
        vec![
            self.record.to_string(),
            self.at.to_rfc3339_opts(SecondsFormat::Millis, true),
            harmless(&self.kind),
            text(&self.group_name),
            text(&self.partner_name),
            self.contribution.as_ref().map(|id| harmless(id.as_str())).unwrap_or_default(),
            shown(self.day),
            shown(self.points),
            shown(self.by),
            text(&self.reason),
            shown(self.reverses),
        ]
    }
}

fn row(cells: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Vec<u8> {
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

    fn text(sheet: Sheet<PastRecord>) -> String {
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
        let (names, line) = (row(PastRecord::COLUMNS).len(), row(award("é").cells()).len());
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
