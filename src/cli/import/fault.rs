//! What is wrong with a file of companies, where, and how to mend it.

use std::fmt;

use super::sheet::Column;
use crate::points::refusal::{Refusal, WebsiteFault};

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The line, from 1.
    pub(super) line: u64,
    /// The column's name; empty: the line as a whole.
    pub(super) column: String,
    /// What is wrong, to be read after the column.
    pub(super) problem: String,
    /// What to do.
    pub(super) mend: String,
}

/// All faults of a file, at least one, in the order of its lines.
#[derive(Debug)]
pub struct ImportFaults {
    file: String,
    faults: Vec<Fault>,
}

impl ImportFaults {
    pub(super) fn new(file: String, mut faults: Vec<Fault>) -> Self {
        faults.sort_by_key(|fault| fault.line);
        Self { file, faults }
    }
}

impl fmt::Display for ImportFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, Fault { line, column, problem, mend }) in self.faults.iter().enumerate() {
            let start = if number == 0 { "" } else { "\n" };
            let space = if column.is_empty() { "" } else { " " };
            write!(f, "{start}{}:{line}: {column}{space}{problem}; {mend}", self.file)?;
        }
        Ok(())
    }
}

impl Fault {
    pub(super) fn new(
        line: u64,
        column: impl Into<String>,
        problem: impl Into<String>,
        mend: impl Into<String>,
    ) -> Self {
        Self { line, column: column.into(), problem: problem.into(), mend: mend.into() }
    }

    /// What the rules refuse of a line.
    pub(super) fn of_refusal(line: u64, refusal: &Refusal) -> Self {
        let (column, problem, mend) = match refusal {
            Refusal::PartnerSuspended => (
                Column::Name,
                "is of a company that is suspended".to_owned(),
                "resume it first (/program suspend), or leave the line out".to_owned(),
            ),
            Refusal::PartnerDeclined => (
                Column::Name,
                "is of a company that staff declined".to_owned(),
                "leave the line out".to_owned(),
            ),
            Refusal::PartnerNotActive => (
                Column::Tier,
                "is for a company that staff have not approved yet".to_owned(),
                "approve it first, or leave the tier out".to_owned(),
            ),
            Refusal::AlreadyOpened => (
                Column::Name,
                "is of a company that has brought another balance before".to_owned(),
                "a balance is brought once: leave the line out".to_owned(),
            ),
            Refusal::DayInFuture { day, today } => (
                Column::Day,
                format!("is {day}"),
                format!("expected a day up to the program's today, {today}"),
            ),
            Refusal::DayTooOld { day, oldest } => {
                (Column::Day, format!("is {day}"), format!("expected a day from {oldest} on"))
            }
            Refusal::TotalTooLarge { max } => {
                (Column::Points, format!("take the company above {max}"), "expected less".to_owned())
            }
            Refusal::UnknownGroup => {
                (Column::Group, "is gone meanwhile".to_owned(), "run the import again".to_owned())
            }
            other => (Column::Name, format!("is refused ({})", other.key()), "leave the line out".to_owned()),
        };
        Self::new(line, column.word(), problem, mend)
    }

    /// What is wrong with a text of a line.
    pub(super) fn of_text(line: u64, column: Column, refusal: &Refusal) -> Self {
        let (problem, mend) = match refusal {
            Refusal::TooShort { actual, allowed, .. } => {
                (format!("is too short ({actual})"), format!("expected at least {allowed} characters"))
            }
            Refusal::TooLong { actual, allowed, .. } => {
                (format!("is too long ({actual})"), format!("expected at most {allowed} characters"))
            }
            Refusal::BadWebsite { why } => {
                let problem = match why {
                    WebsiteFault::Unreadable => "can't be read as an address",
                    WebsiteFault::NotHttps => "doesn't begin with https://",
                    WebsiteFault::Credentials => "holds a user name or a password",
                    WebsiteFault::NoPublicName => "names no public host",
                };
                (problem.to_owned(), "expected an address such as https://contoso.example".to_owned())
            }
            other => (format!("is refused ({})", other.key()), "write it in another way".to_owned()),
        };
        Self::new(line, column.word(), problem, mend)
    }
}
