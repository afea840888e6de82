//! A member who was there says how it was.

use super::{Answer, Caller, Service};
use crate::points::voices::Voice;
use crate::store::ErrandId;

impl Service {
    /// Takes the member's voice, or another one than before.
    ///
    /// # Errors
    /// `UnknownRecord`, every refusal of `points::voices::decide`.
    pub async fn voice(&self, caller: &Caller, shout_out: ErrandId, voice: Voice) -> Answer<()> {
        self.store.hear(shout_out, caller.account, voice).await
    }
}
