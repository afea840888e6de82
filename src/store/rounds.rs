//! What goes round: news of a new tier in the channels of the other groups that helped the company there.

use async_trait::async_trait;

use super::Outcome;

/// Recognition beyond the group that gave it.
#[async_trait]
pub trait Rounds {
    /// Writes down what the groups that asked for it are to be told of the tiers that companies reached since the last
    /// time: each group that thanked the company in the program's window, once, where nobody tells it in that channel
    /// already. Nothing is done where no group asked for it.
    ///
    /// # Errors
    /// Faults; some tiers went round then.
    async fn send_tiers_round(&self) -> Outcome<()>;
}
