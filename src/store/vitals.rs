//! How it is with the bot, in numbers, for who watches over the server.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Outcome;

/// A few numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Vitals {
    /// How many records the ledger has.
    pub records: i64,
    /// How many messages are due and aren't out.
    pub due: i64,
    /// When the oldest of those was due.
    pub due_since: Option<DateTime<Utc>>,
    /// How many messages could not be told.
    pub failed: i64,
    /// When a head of the ledger was signed last.
    pub sealed_at: Option<DateTime<Utc>>,
}

/// Watching over the bot.
#[async_trait]
pub trait Watching {
    /// The numbers as of now.
    ///
    /// # Errors
    /// Faults.
    async fn vitals(&self) -> Outcome<Vitals>;
}
