//! Where a record was told, and what became of it: for staff.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::outside::{Channel, Message, Server};
use super::{Outcome, Purpose};
use crate::points::ids::RecordId;

/// How a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It is to be made.
    Waiting,
    /// It was made.
    Made,
    /// It was not made, and won't be: what it tells was over before.
    Cancelled,
    /// It could not be made.
    Failed,
}

/// One thing that was to be done in Discord about a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// What it is about.
    pub purpose: Purpose,
    /// How it stands.
    pub state: DeliveryState,
    /// Where it is told, where that is known; nowhere for what is told to one person directly.
    pub channel: Option<Channel>,
    /// Whether it is told to one person directly.
    pub direct: bool,
    /// When it was made, or is to be tried next.
    pub at: Option<DateTime<Utc>>,
    /// The server of the group that it is told to; none: the program's own.
    pub server: Option<Server>,
    /// The message that is out.
    pub message: Option<Message>,
    /// A key of what stands or stood in the way, or empty.
    pub trouble: String,
}

/// All that was to be done in Discord about a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Deliveries {
    /// The record.
    pub record: RecordId,
    /// Its kind, a word of the ledger.
    pub kind: String,
    /// Each message: those that could not be made first, else oldest first.
    pub each: Vec<Delivery>,
    /// How many there are, with those that aren't listed.
    pub in_all: i64,
}

/// What staff see of the outbox.
#[async_trait]
pub trait Tracking {
    /// What was told, or is to be, of a record and of the tiers that it brought about; so many at most.
    ///
    /// # Errors
    /// `UnknownRecord`, and faults.
    async fn deliveries(&self, record: RecordId, limit: u32) -> Outcome<Deliveries>;

    /// Has what could not be told of it tried again at once; what may be out already is looked for first. How many.
    ///
    /// # Errors
    /// Faults.
    async fn try_again(&self, record: RecordId) -> Outcome<u64>;
}
