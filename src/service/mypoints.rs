//! `/mypoints`: what a company has, for those who represent it.

use super::{Answer, Caller, Service, StandingCard};

/// How many of the newest awards are shown.
const THANKS: u32 = 5;

impl Service {
    /// The standing of a company that the caller represents (staff: of any).
    ///
    /// # Errors
    /// `NotARepresentative`, `UnknownPartner`; with several companies and none named, the first by name.
    pub async fn mypoints(&self, caller: &Caller, partner: Option<&str>) -> Answer<StandingCard> {
        let partner = self.own_partner(caller, partner).await?;
        self.standing_card(partner.id, THANKS).await
    }
}
