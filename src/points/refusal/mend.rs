//! Which refusals other words would mend.

use super::Refusal;
use crate::points::request::WantedRefusal;

impl Refusal {
    /// Whether other words or numbers in the same form would be taken: then it is offered once more.
    #[must_use]
    pub fn may_be_mended(&self) -> bool {
        matches!(
            self,
            Self::TooShort { .. }
                | Self::TooLong { .. }
                | Self::PointsOutOfRange { .. }
                | Self::NotEnough { .. }
                | Self::ShareExceeded { .. }
                | Self::NeedsApproval { .. }
                | Self::PeriodOver { .. }
                | Self::NothingToChange
                | Self::DayInFuture { .. }
                | Self::DayTooOld { .. }
                | Self::DayUnreadable { .. }
                | Self::BadWebsite { .. }
                | Self::UnknownContribution
                | Self::UnknownPartner { .. }
                | Self::Wanted(
                    WantedRefusal::AskedAlready
                        | WantedRefusal::RequestedDayPast { .. }
                        | WantedRefusal::RequestedDayTooFar { .. }
                )
        )
    }
}
