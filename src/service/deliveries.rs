//! `/program audit` of one record: where it was told, and another try.

use super::{Answer, Caller, Service};
use crate::points::ids::RecordId;
use crate::store::Deliveries;

/// Lines on one card.
const LINES: u32 = 12;

impl Service {
    /// Where a record was told, or why not.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownRecord`.
    pub async fn deliveries(&self, caller: &Caller, record: RecordId) -> Answer<Deliveries> {
        caller.must_be_staff()?;
        self.store.deliveries(record, LINES).await
    }

    /// Has what failed of it tried again; how many that were.
    ///
    /// # Errors
    /// `StaffOnly`.
    pub async fn try_again(&self, caller: &Caller, record: RecordId) -> Answer<u64> {
        caller.must_be_staff()?;
        self.store.try_again(record).await
    }
}
