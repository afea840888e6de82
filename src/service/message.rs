//! Messages that are out: what they say by now, and who has seen them.

use super::{Answer, Caller, Service};
use crate::points::refusal::Refusal;
use crate::store::outside::Account;
use crate::store::{ErrandId, Facts};

/// Who marked a message as seen: nobody yet, or somebody, who may be erased.
pub type SeenBy = Option<Option<Account>>;

impl Service {
    /// What a message says as things stand, and who marked it as seen.
    ///
    /// # Errors
    /// `UnknownRecord`, and faults.
    pub async fn message(&self, message: ErrandId) -> Answer<(Facts, SeenBy)> {
        Ok((self.store.facts(message).await?, self.store.seen_by(message).await?))
    }

    /// Marks a note as seen.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownRecord`, and faults.
    pub async fn mark_seen(&self, caller: &Caller, note: ErrandId) -> Answer<()> {
        let facts = self.store.facts(note).await?;
        // These are in the leaders' own channel: who sees them there may say so.
        let is_leaders = matches!(facts, Facts::Reminder { .. } | Facts::Gone { for_staff: false, .. });
        if !caller.staff && !is_leaders {
            return Err(Refusal::StaffOnly.into());
        }
        self.store.mark_seen(note, caller.account).await?;
        Ok(())
    }
}
