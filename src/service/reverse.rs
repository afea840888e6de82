//! A reversal by staff: any award, at any time, with a reason.

use super::{Answer, Caller, Service};
use crate::points::ids::RecordId;
use crate::points::text::Reason;
use crate::store::{ReversalOrder, Reversed};

/// What `/program reverse` was asked.
#[derive(Clone, Debug)]
pub struct ReverseAsked {
    /// The award's record, as `/program audit` shows it.
    pub record: i64,
    /// Why.
    pub reason: String,
}

impl Service {
    /// Takes an award back as staff.
    ///
    /// # Errors
    /// `StaffOnly`, those of the reason's text, `UnknownRecord`, `AlreadyReversed`.
    pub async fn reverse(&self, caller: &Caller, asked: &ReverseAsked) -> Answer<Reversed> {
        caller.must_be_staff()?;
        let reason = Reason::parse(&asked.reason)?;
        let award = RecordId::from_raw(asked.record);
        let order = ReversalOrder {
            act: caller.act(&[&award, &reason.as_str()]),
            by: caller.account,
            roles: caller.roles.clone(),
            staff: true,
            award,
            reason: reason.as_str().to_owned(),
        };
        self.store.reverse(order).await
    }
}
