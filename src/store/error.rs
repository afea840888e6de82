//! What a store method answers when it doesn't do what was asked.

use crate::points::refusal::Refusal;

/// A refusal is the rules' answer; a fault is trouble that the user can't mend.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The rules say no: nothing was written.
    #[error("refused: {0:?}")]
    Refused(Refusal),
    /// The store is in trouble. Nothing was written, unless it was the answer to a commit that got lost: the same act again tells.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::Fault(error.into())
    }
}

/// Trouble in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The database refuses or can't be reached.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The database can't be brought to this version's shape.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The database can't be opened.
    #[error("cannot open the database {path}: {problem}; {mend}")]
    Open {
        /// The file as it was given.
        path: String,
        /// What the database says.
        problem: String,
        /// What to do about it.
        mend: &'static str,
    },
    /// A row holds what this version can't read.
    #[error("unreadable row: {0}")]
    Unreadable(String),
    /// An act came to grief in the program itself; nothing of it was kept.
    #[error("an act of the store panicked")]
    Panicked,
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

/// What a store method answers.
pub type Outcome<T> = Result<T, Failure>;
