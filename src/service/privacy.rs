//! `/privacy`: what is kept about a person, and its end. Everybody may ask it of themselves, and nobody of others.

use sha2::{Digest, Sha256};

use super::{Answer, Caller, Service};
use crate::store::{Act, Erased, KeptOfPerson};

/// What `/privacy` was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrivacyAsked {
    /// What is kept, in words.
    View,
    /// A copy of it.
    Export,
    /// To have it erased.
    Delete,
}

impl Service {
    /// All that is kept about the caller.
    ///
    /// # Errors
    /// Faults.
    pub async fn kept_of(&self, caller: &Caller) -> Answer<KeptOfPerson> {
        self.store.kept_of(caller.account).await
    }

    /// Erases the caller. `asked` is the interaction that asked for it first: a second press does nothing, also when the
    /// person came back meanwhile.
    ///
    /// # Errors
    /// Faults.
    pub async fn erase(&self, caller: &Caller, asked: u64) -> Answer<Erased> {
        // The hash of other acts holds the account; that of this one may not.
        let hash =
            Sha256::digest("erase").iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        self.store.erase(Act { key: format!("erase:{asked}"), hash }, caller.account).await
    }
}
