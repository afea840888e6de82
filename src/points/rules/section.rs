//! One table of the file, read key by key; what nobody asked for is a fault.

use std::cell::RefCell;
use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeArray, DeString, DeTable, DeValue};

use super::nearest::nearest;
use super::report::Report;
use crate::points::Points;
use crate::points::text::shortened;

/// A value and the byte where its key starts.
pub(super) type Found<'a, 't> = (usize, &'a DeValue<'t>);

pub(super) struct Section<'r, 'a, 't> {
    report: &'r Report<'t>,
    path: String,
    at: usize,
    table: &'a DeTable<'t>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'r, 'a, 't> Section<'r, 'a, 't> {
    /// The table at byte `at`; `path` names it, empty for the whole file.
    pub(super) fn new(report: &'r Report<'t>, path: String, at: usize, table: &'a DeTable<'t>) -> Self {
        Self { report, path, at, table, asked: RefCell::default() }
    }

    /// The same table under another name, once its id is known.
    pub(super) fn named(self, path: String) -> Self {
        Self { path, ..self }
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn key(&self, key: &str) -> String {
        let key = quoted_if_odd(key);
        if self.path.is_empty() { key } else { format!("{}.{key}", self.path) }
    }

    pub(super) fn get(&self, key: &'static str) -> Option<Found<'a, 't>> {
        let mut asked = self.asked.borrow_mut();
        if !asked.contains(&key) {
            asked.push(key);
        }
        self.table.get_key_value(key).map(|(key, value)| (key.span().start, value.get_ref()))
    }

    /// All keys with their values.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a str, Found<'a, 't>)> + use<'a, 't> {
        self.table.iter().map(|(key, value)| (key.get_ref().as_ref(), (key.span().start, value.get_ref())))
    }

    pub(super) fn fault(
        &self,
        at: usize,
        key: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) {
        self.report.fault(at, &self.key(key), problem, expected);
    }

    pub(super) fn missing(&self, key: &str, expected: &str) {
        self.report.missing(self.at, &self.key(key), expected);
    }

    fn wrong<T>(&self, at: usize, key: &str, value: &DeValue<'_>, expected: &str) -> Option<T> {
        self.fault(at, key, format!("is {}", shown(value)), expected);
        None
    }

    /// What `read` makes of a key that has to be there; where it makes nothing, `expected` says what it takes.
    pub(super) fn value<T>(
        &self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&'a DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let Some((at, value)) = self.get(key) else {
            self.missing(key, expected);
            return None;
        };
        read(value).or_else(|| self.wrong(at, key, value, expected))
    }

    /// A whole number within bounds.
    pub(super) fn whole(&self, key: &'static str, bounds: RangeInclusive<i64>) -> Option<i64> {
        self.value(key, &number_within(&bounds), |value| {
            whole(value).filter(|number| bounds.contains(number))
        })
    }

    /// A small whole number, 0 to `most`.
    pub(super) fn count(&self, key: &'static str, most: u32) -> Option<u32> {
        self.whole(key, 0..=most.into()).and_then(|number| number.try_into().ok())
    }

    /// Like [`Section::count`]; 0 when it is left out.
    pub(super) fn count_or_zero(&self, key: &'static str, most: u32) -> Option<u32> {
        self.if_there(key, |section| section.count(key, most)).map(Option::unwrap_or_default)
    }

    /// What `read` makes of a key that may be left out: `Some(None)` when it is, `None` when it is there and wrong.
    pub(super) fn if_there<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Self) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.get(key) {
            None => Some(None),
            Some(_) => read(self).map(Some),
        }
    }

    /// Points within bounds.
    pub(super) fn points(&self, key: &'static str, least: Points, most: Points) -> Option<Points> {
        self.whole(key, least.get()..=most.get()).and_then(Points::new)
    }

    /// Text that `read` takes.
    pub(super) fn text<T>(
        &self,
        key: &'static str,
        expected: &str,
        read: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        self.value(key, expected, |value| text(value).and_then(read))
    }

    /// Yes or no.
    pub(super) fn truth(&self, key: &'static str) -> Option<bool> {
        self.value(key, "expected true or false", |value| match value {
            DeValue::Boolean(truth) => Some(*truth),
            _ => None,
        })
    }

    /// The table under a key that has to be there.
    pub(super) fn section(&self, key: &'static str) -> Option<Section<'r, 'a, 't>> {
        let expected = format!("expected a table [{}]", self.key(key));
        let (table, at) = self.value(key, &expected, |value| match value {
            DeValue::Table(table) => Some((table, self.place_of(key))),
            _ => None,
        })?;
        Some(Section::new(self.report, self.key(key), at, table))
    }

    /// The table under a key that may be left out.
    pub(super) fn section_if_there(&self, key: &'static str) -> Option<Option<Section<'r, 'a, 't>>> {
        self.if_there(key, |section| section.section(key))
    }

    /// The tables `[[key]]`, each with its place; those that are no tables are faults.
    pub(super) fn sections(&self, key: &'static str, most: usize) -> Option<Vec<Section<'r, 'a, 't>>> {
        let expected = format!("expected 1 to {most} tables [[{}]]", self.key(key));
        let array: &DeArray<'t> = self.value(key, &expected, |value| match value {
            DeValue::Array(array) if !array.is_empty() => Some(array),
            _ => None,
        })?;
        let mut sections = Vec::new();
        for (number, item) in array.iter().enumerate() {
            let path = format!("{}[{}]", self.key(key), number + 1);
            let at = item.span().start;
            if number == most {
                self.report.fault(at, &path, "is one too many", expected.as_str());
            }
            match item.get_ref() {
                DeValue::Table(table) => sections.push(Section::new(self.report, path, at, table)),
                other => self.report.fault(at, &path, format!("is {}", shown(other)), expected.as_str()),
            }
        }
        Some(sections)
    }

    /// Refuses each key that wasn't asked for.
    pub(super) fn refuse_others(&self) {
        let asked = self.asked.borrow();
        if self.path.is_empty() && self.report.has_unread_lines() {
            // Under a header that couldn't be read, keys seem to belong to no table.
            return;
        }
        for (key, (at, _)) in self.entries().filter(|(key, _)| !asked.contains(key)) {
            self.fault(at, key, "is not a known key", known_instead(key, &asked));
        }
    }

    /// Where a table starts: at its header's bracket, or at its key when it stands within a line.
    fn place_of(&self, key: &str) -> usize {
        let place = |(key, value): (&Spanned<DeString<'_>>, &Spanned<DeValue<'_>>)| {
            key.span().start.min(value.span().start)
        };
        self.table.get_key_value(key).map_or(self.at, place)
    }
}

/// What to say of an unknown word: the one that was probably meant, or all there are.
pub(super) fn known_instead(word: &str, known: &[&str]) -> String {
    match nearest(word, known.iter().copied()) {
        Some(meant) => format!("did you mean {meant}?"),
        None if known.is_empty() => "remove it".to_owned(),
        None => format!("expected one of {}", known.join(", ")),
    }
}

pub(super) fn number_within(bounds: &RangeInclusive<i64>) -> String {
    format!("expected a whole number from {} to {}", bounds.start(), bounds.end())
}

pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

pub(super) fn text<'a>(value: &'a DeValue<'_>) -> Option<&'a str> {
    value.as_str()
}

/// A value as a fault repeats it, on one line and short.
pub(super) fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("\"{}\"", shortened(text)),
        DeValue::Integer(number) => shortened(&number.to_string()),
        DeValue::Float(number) => shortened(number.as_str()),
        DeValue::Boolean(truth) => truth.to_string(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Array(_) => "an array".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

fn quoted_if_odd(key: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(plain) { shortened(key) } else { format!("\"{}\"", shortened(key)) }
}
