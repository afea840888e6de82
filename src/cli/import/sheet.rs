//! Reading a file of companies: bytes of any kind in, orders and every fault out.

use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder};

use super::cell::{Cells, Reading};
use super::fault::Fault;
use crate::points::ids::GroupId;
use crate::points::rules::{Rules, nearest};
use crate::points::text::{search_key, shortened};
use crate::store::OpeningOrder;

/// The columns, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Name,
    Website,
    Description,
    Tier,
    Points,
    Day,
    Contribution,
    Group,
    Representative,
}

const COLUMNS: [(Column, &str); 9] = [
    (Column::Name, "name"),
    (Column::Website, "website"),
    (Column::Description, "description"),
    (Column::Tier, "tier"),
    (Column::Points, "points"),
    (Column::Day, "day"),
    (Column::Contribution, "contribution"),
    (Column::Group, "group"),
    (Column::Representative, "representative"),
];

/// What a spreadsheet may put between values.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

impl Column {
    pub(super) fn word(self) -> &'static str {
        COLUMNS.iter().find(|(column, _)| *column == self).map_or("", |(_, word)| word)
    }
}

/// A group that may be named in the file.
#[derive(Debug, Clone)]
pub(super) struct GroupNamed {
    pub(super) id: GroupId,
    pub(super) name: String,
}

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Of each line without a fault.
    pub(super) orders: Vec<OpeningOrder>,
    /// The lines that these come from, counted from 1.
    pub(super) lines: Vec<u64>,
    pub(super) faults: Vec<Fault>,
}

/// A value as a fault shows it.
pub(super) fn shown(value: &str) -> String {
    format!("is {:?}", shortened(value))
}

/// "did you mean", or what there is to choose from.
pub(super) fn instead(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(meant) => format!("did you mean {meant}?"),
        None if known.is_empty() => "there is none".to_owned(),
        None => format!("expected one of {}", known.join(", ")),
    }
}

/// Reads a file.
pub(super) fn read(bytes: &[u8], rules: &Rules, groups: &[GroupNamed]) -> Sheet {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut records =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter(bytes)).from_reader(bytes);
    let (mut sheet, mut lines, mut record) =
        (Sheet::default(), Lines { bytes, at: 0, line: 1 }, ByteRecord::new());
    let reading = Reading { rules, groups };
    let mut columns: Option<Vec<Option<Column>>> = None;
    let mut seen: BTreeMap<String, u64> = BTreeMap::new();
    // Reading from memory doesn't fail.
    while records.read_byte_record(&mut record).unwrap_or(false) {
        let line = lines.of(record.position().map_or(0, csv::Position::byte));
        if record.iter().all(|value| value.trim_ascii().is_empty()) {
            continue;
        }
        let Some(columns) = &columns else {
            let Some(read) = header(line, &record, &mut sheet.faults) else { return sheet };
            columns = Some(read);
            continue;
        };
        let before = sheet.faults.len();
        let cells = cells(line, columns, &record, &mut sheet.faults);
        let order = reading.order(line, &cells, &mut sheet.faults);
        if let Some(order) = order {
            match seen.insert(search_key(order.name.as_str()), line) {
                Some(first) => sheet.faults.push(Fault::new(
                    line,
                    Column::Name.word(),
                    format!("is that of line {first} as well"),
                    "leave one of both out: a balance is brought once",
                )),
                None if sheet.faults.len() == before => {
                    sheet.orders.push(order);
                    sheet.lines.push(line);
                }
                None => {}
            }
        }
    }
    if columns.is_none() {
        let mend = "expected a first line with the names of the columns, `name` among them";
        sheet.faults.push(Fault::new(1, "", "the file is empty", mend));
    }
    sheet
}

/// What stands between the values: that which the first line has most of.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.iter().skip_while(|byte| byte.is_ascii_whitespace()).take_while(|byte| **byte != b'\n');
    let mut found = [0_usize; DELIMITERS.len()];
    for byte in first {
        if let Some(place) = DELIMITERS.iter().position(|one| one == byte) {
            found[place] += 1;
        }
    }
    let most = found.iter().max().copied().unwrap_or(0);
    let place = found.iter().position(|count| *count == most).unwrap_or(0);
    DELIMITERS[place]
}

/// Which column stands where; nothing where there are no names to read.
fn header(line: u64, record: &ByteRecord, faults: &mut Vec<Fault>) -> Option<Vec<Option<Column>>> {
    let known: Vec<&str> = COLUMNS.iter().map(|(_, word)| *word).collect();
    let mut columns = Vec::with_capacity(record.len());
    for value in record {
        let Ok(word) = std::str::from_utf8(value) else {
            let problem = "the names of the columns are no UTF-8 text";
            faults.push(Fault::new(line, "", problem, "save the file as \"CSV UTF-8\""));
            return None;
        };
        let word = word.trim().to_lowercase();
        let column = COLUMNS.iter().find(|(_, known)| *known == word).map(|(column, _)| *column);
        match column {
            Some(column) if columns.contains(&Some(column)) => {
                faults.push(Fault::new(line, word, "is there twice", "leave one of both out"));
                columns.push(None);
                continue;
            }
            None if word.is_empty() => {
                faults.push(Fault::new(line, "", "a column has no name", "name it, or leave it out"));
            }
            None => {
                let short = format!("{:?}", shortened(&word));
                faults.push(Fault::new(line, short, "is no column", instead(&word, &known)));
            }
            Some(_) => {}
        }
        columns.push(column);
    }
    if !columns.contains(&Some(Column::Name)) {
        let mend = "expected a first line with the names of the columns, `name` among them";
        faults.push(Fault::new(line, Column::Name.word(), "is no column of the file", mend));
        return None;
    }
    Some(columns)
}

/// The values of a line, by their columns.
fn cells(line: u64, columns: &[Option<Column>], record: &ByteRecord, faults: &mut Vec<Fault>) -> Cells {
    let mut cells = Cells::default();
    if record.len() != columns.len() {
        let problem = format!("has {} values for {} columns", record.len(), columns.len());
        let mend = match record.len() < columns.len() {
            true => "each column has its place, an empty one too",
            false => "put a value that holds a comma in quotes",
        };
        faults.push(Fault::new(line, "the line", problem, mend));
    }
    for (column, value) in columns.iter().zip(record) {
        let Some(column) = column else { continue };
        match std::str::from_utf8(value).map(str::trim) {
            Ok(value) if value.contains(['\n', '\r']) => {
                faults.push(Fault::new(line, column.word(), "goes over several lines", "close its quotes"));
                cells.spoiled.push(*column);
            }
            Ok("") => {}
            Ok(value) => _ = cells.values.insert(*column, value.to_owned()),
            Err(_) => {
                let mend = "save the file as \"CSV UTF-8\"";
                faults.push(Fault::new(line, column.word(), "is no UTF-8 text", mend));
                cells.spoiled.push(*column);
            }
        }
    }
    cells
}

/// Counts lines up to where a record begins. The place that a reader tells is that behind the record before, which empty
/// lines may follow.
struct Lines<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn of(&mut self, byte: u64) -> u64 {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(here) = self.bytes.get(self.at) {
            let end = matches!(here, b'\n' | b'\r');
            if self.at >= byte && !end {
                break;
            }
            let pair = *here == b'\r' && self.bytes.get(self.at + 1) == Some(&b'\n');
            self.line += u64::from(end && !pair);
            self.at += 1;
        }
        self.line
    }
}
