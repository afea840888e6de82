//! Who has seen a note for staff or leaders.

use async_trait::async_trait;

use super::outside::Account;
use super::{ErrandId, Outcome};

/// Who has seen what. It is kept because the note says it, and is drawn anew when something in it is no longer so.
#[async_trait]
pub trait Sightings {
    /// Somebody marks a note as seen. Who is the one that did so first; none after erasure.
    ///
    /// # Errors
    /// Faults.
    async fn mark_seen(&self, note: ErrandId, by: Account) -> Outcome<Option<Account>>;

    /// Who marked a note as seen: nobody yet, or somebody, who may be erased.
    ///
    /// # Errors
    /// Faults.
    async fn seen_by(&self, note: ErrandId) -> Outcome<Option<Option<Account>>>;
}
