//! `/allocation`: what a group may still give, and what waits for an approval or is claimed.

use super::{Answer, Caller, Service, choice};
use crate::points::ids::GroupId;
use crate::store::{AllocationView, Claim, Reservation};

/// What `/allocation` shows.
#[derive(Clone, Debug, PartialEq)]
pub struct AllocationPage {
    /// The open period's numbers.
    pub view: AllocationView,
    /// What waits for an approval, oldest first.
    pub waiting: Vec<Reservation>,
    /// What companies claim, oldest first.
    pub claims: Vec<Claim>,
}

impl Service {
    /// The open period's numbers of a group that the caller leads, and what waits there.
    ///
    /// # Errors
    /// Refusals of the group.
    pub async fn allocation(&self, caller: &Caller, group: Option<&str>) -> Answer<AllocationPage> {
        let group = self.acting_group(caller, group).await?;
        self.allocation_page(group.id).await
    }

    /// The same page of a group that is known, for who was shown it before.
    ///
    /// # Errors
    /// `NotALeader` when the caller leads it no more, and refusals of the group.
    pub async fn allocation_again(&self, caller: &Caller, group: GroupId) -> Answer<AllocationPage> {
        self.allocation(caller, Some(&choice(group))).await
    }

    async fn allocation_page(&self, group: GroupId) -> Answer<AllocationPage> {
        let view = self.store.allocation(group).await?;
        let waiting = self.store.waiting_reservations(group).await?;
        let claims = self.store.waiting_claims(group).await?;
        Ok(AllocationPage { view, waiting, claims })
    }
}
