//! `/allocation`: what a group may still give.

use super::{Answer, Caller, Service};
use crate::store::AllocationView;

impl Service {
    /// The open period's numbers of a group that the caller leads.
    ///
    /// # Errors
    /// Refusals of the group.
    pub async fn allocation(&self, caller: &Caller, group: Option<&str>) -> Answer<AllocationView> {
        let group = self.acting_group(caller, group).await?;
        self.store.allocation(group.id).await
    }
}
