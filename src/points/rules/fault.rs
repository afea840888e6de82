//! What is wrong with a file of rules, where, and how to mend it.

use std::fmt;

/// One fault of a file of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub(super) file: String,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) key: String,
    pub(super) problem: String,
    pub(super) expected: String,
}

impl Fault {
    /// The file, as the caller named it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The line, from 1, always within the file.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// The key with its tables, such as `award.max_points`; empty when the fault is one of syntax.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is wrong, to be read after the key: `is 0`.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// What to do: `expected a whole number from 1 to 1000000`, `remove the line`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, column, key, problem, expected } = self;
        let space = if key.is_empty() { "" } else { " " };
        write!(f, "{file}:{line}:{column}: {key}{space}{problem}; {expected}")
    }
}

/// All faults of a file of rules, at least one, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub(super) Vec<Fault>);

impl Faults {
    /// The faults.
    pub fn iter(&self) -> impl Iterator<Item = &Fault> {
        self.0.iter()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

impl fmt::Display for Faults {
    /// One fault a line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, fault) in self.0.iter().enumerate() {
            let separator = if number == 0 { "" } else { "\n" };
            write!(f, "{separator}{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}
