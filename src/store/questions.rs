//! Acts that wait for their person's word.

use async_trait::async_trait;

use super::outside::Account;
use super::{Act, Outcome};

/// A question that somebody was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QuestionId(i64);

impl QuestionId {
    /// The id with this number.
    #[must_use]
    pub const fn from_raw(number: i64) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// What was asked for, kept until its person says whether it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asked for it.
    pub by: Account,
    /// What, as JSON of the floor above.
    pub body: String,
}

/// Questions that wait. They are no part of the ledger and are forgotten after a day.
#[async_trait]
pub trait Questions {
    /// Keeps what an act asks for. The same act again is the same question.
    ///
    /// # Errors
    /// Faults.
    async fn keep_question(&self, act: &Act, question: &Question) -> Outcome<QuestionId>;

    /// What was kept; none when it is forgotten.
    ///
    /// # Errors
    /// Faults.
    async fn question(&self, id: QuestionId) -> Outcome<Option<Question>>;
}
