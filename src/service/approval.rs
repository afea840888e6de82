//! The verdict on an award that waits for a second leader.

use super::{Answer, Caller, Service};
use crate::points::approval::Verdict;
use crate::points::ids::RecordId;
use crate::store::{Reservation, ReservationOrder};

impl Service {
    /// Approves a reservation, declines it, or takes back one's own. What it is afterwards.
    ///
    /// # Errors
    /// Every refusal of `points::approval::decide`.
    pub async fn decide_reservation(
        &self,
        caller: &Caller,
        reservation: RecordId,
        verdict: Verdict,
    ) -> Answer<Reservation> {
        let word = match verdict {
            Verdict::Approve => "approve",
            Verdict::Decline => "decline",
            Verdict::Withdraw => "withdraw",
        };
        let order = ReservationOrder {
            act: caller.act(&[&reservation, &word]),
            by: caller.account,
            roles: caller.roles.clone(),
            staff: caller.staff,
            reservation,
            verdict,
        };
        self.store.decide_reservation(order).await
    }
}
