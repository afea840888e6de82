//! Undo: a leader takes an own award back in time.

use super::{Answer, Caller, Service};
use crate::points::ids::RecordId;
use crate::store::{ReversalOrder, Reversed};

/// What the ledger says of an undo; the leader gives no reason.
const UNDO: &str = "undo";

impl Service {
    /// Takes an award back. A second click gets the first answer again.
    ///
    /// # Errors
    /// Every refusal of `points::reversal::decide`.
    pub async fn undo(&self, caller: &Caller, award: RecordId) -> Answer<Reversed> {
        let order = ReversalOrder {
            // The award, not the click, is what is undone once: every click on it is the same act.
            act: crate::store::Act { key: format!("undo:{award}"), hash: caller.act(&[&award]).hash },
            by: caller.account,
            roles: caller.roles.clone(),
            staff: false,
            award,
            reason: UNDO.to_owned(),
        };
        self.store.reverse(order).await
    }
}
