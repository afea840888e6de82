//! 👏: a member applauds a shout-out, once.

use super::{Answer, Caller, Service};
use crate::points::refusal::Refusal;
use crate::store::{ErrandId, Facts};

impl Service {
    /// Counts the member's applause; the facts, to draw the message anew.
    ///
    /// # Errors
    /// `AlreadyApplauded`, `Withdrawn`, `UnknownRecord`.
    pub async fn applaud(&self, caller: &Caller, shout_out: ErrandId) -> Answer<Facts> {
        let applauded = self.store.applaud(shout_out, caller.account).await?;
        if applauded.counted { Ok(applauded.facts) } else { Err(Refusal::AlreadyApplauded.into()) }
    }
}
