//! Collects the faults of a file, each with its place.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::fault::{Fault, Faults};

/// The faults found so far. Readers share it, so that each goes on after a fault of its own.
pub(super) struct Report<'t> {
    file: &'t str,
    text: &'t str,
    /// Where each line starts, in bytes.
    lines: Vec<usize>,
    faults: RefCell<Vec<Fault>>,
    /// Lines that the parser couldn't read: what else looks wrong there only follows from that.
    unread: BTreeSet<usize>,
}

impl<'t> Report<'t> {
    pub(super) fn new(file: &'t str, text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(end, _)| end + 1).filter(|start| *start < text.len());
        let lines = std::iter::once(0).chain(ends).collect();
        Self { file, text, lines, faults: RefCell::default(), unread: BTreeSet::new() }
    }

    /// Notes that something at byte `at` is wrong.
    pub(super) fn fault(
        &self,
        at: usize,
        key: &str,
        problem: impl Into<String>,
        expected: impl Into<String>,
    ) {
        let (line, column) = self.place(at);
        if self.unread.contains(&line) {
            return;
        }
        self.push(line, column, key, problem.into(), expected.into());
    }

    /// Notes that a key isn't there. Where lines couldn't be read it may well stand in one of them.
    pub(super) fn missing(&self, at: usize, key: &str, expected: impl Into<String>) {
        if !self.has_unread_lines() {
            self.fault(at, key, "is missing", expected);
        }
    }

    /// Whether the parser couldn't read some line.
    pub(super) fn has_unread_lines(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Notes what the parser says. Do so before anything else.
    pub(super) fn syntax(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or_default();
        let (line, column) = self.place(span.start);
        if error.message() == "duplicate key" {
            let key = self.text.get(span).unwrap_or_default().to_owned();
            self.push(line, column, &key, "is there twice".to_owned(), "remove one of the two".to_owned());
            return;
        }
        let (problem, expected) =
            error.message().split_once(", expected ").unwrap_or((error.message(), "nothing"));
        let expected = match expected {
            "nothing" => "mend the line".to_owned(),
            other => format!("expected {other}"),
        };
        self.push(line, column, "", format!("syntax: {problem}"), expected);
        self.unread.insert(line);
    }

    /// The value, if nothing was wrong.
    pub(super) fn finish<T>(self, value: Option<T>) -> Result<T, Faults> {
        let mut faults = self.faults.into_inner();
        match value {
            Some(value) if faults.is_empty() => Ok(value),
            _ => {
                faults.sort_by_key(|fault| (fault.line, fault.column));
                Err(Faults(faults))
            }
        }
    }

    fn push(&self, line: usize, column: usize, key: &str, problem: String, expected: String) {
        let file = self.file.to_owned();
        self.faults.borrow_mut().push(Fault { file, line, column, key: key.to_owned(), problem, expected });
    }

    /// Line and column of a byte, from 1; the column in characters.
    fn place(&self, at: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= at).max(1);
        let before = self.text.get(self.lines[line - 1]..at).unwrap_or_default();
        // The end of the file belongs to its last line, not behind the line break there.
        (line, before.trim_end_matches('\n').chars().count() + 1)
    }
}
