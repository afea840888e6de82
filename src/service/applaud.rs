//! 👏: a member applauds a shout-out, once.

use super::{Answer, Caller, Service};
use crate::points::refusal::Refusal;
use crate::store::ErrandId;

impl Service {
    /// Counts the member's applause.
    ///
    /// # Errors
    /// `AlreadyApplauded`, `Withdrawn`, `UnknownRecord`.
    pub async fn applaud(&self, caller: &Caller, shout_out: ErrandId) -> Answer<()> {
        match self.store.applaud(shout_out, caller.account).await? {
            true => Ok(()),
            false => Err(Refusal::AlreadyApplauded.into()),
        }
    }
}
