//! What members say of a contribution.

use async_trait::async_trait;

use super::outside::Account;
use super::{ErrandId, Outcome};
use crate::points::voices::Voice;

/// Voices. They are no part of the ledger: who said what is kept only as long as it can be changed.
#[async_trait]
pub trait Hearing {
    /// A member says how it was, or says otherwise than before. The shout-out is drawn anew with what else comes within
    /// seconds.
    ///
    /// # Errors
    /// `UnknownRecord`, those of `points::voices::decide`, and faults.
    async fn hear(&self, shout_out: ErrandId, by: Account, voice: Voice) -> Outcome<()>;

    /// Keeps of the voices that can't be changed any more how many said what, and forgets who. How many shout-outs.
    /// It may be asked at any time and by several processes at once.
    ///
    /// # Errors
    /// Faults; some shout-outs are done then.
    async fn fold_voices(&self) -> Outcome<u64>;
}
