//! `/mypoints`: what a company has, for those who represent it.

use super::{Answer, Caller, Service, StandingCard};
use crate::points::history::PointsByMonth;
use crate::points::ids::PartnerId;
use crate::points::standing::program_day;

/// How many of the newest awards are shown.
const THANKS: u32 = 5;
/// A picture of fewer months says little.
const FEWEST_MONTHS: u32 = 6;
/// A picture of more months can't be read.
const MOST_MONTHS: u32 = 24;

impl Service {
    /// The standing of a company that the caller represents (staff: of any).
    ///
    /// # Errors
    /// `NotARepresentative`, `UnknownPartner`; with several companies and none named, the first by name.
    pub async fn mypoints(&self, caller: &Caller, partner: Option<&str>) -> Answer<StandingCard> {
        let partner = self.own_partner(caller, partner).await?;
        self.standing_card(partner.id, THANKS).await
    }

    /// A company's points by month, as far back as the program looks: at least half a year, at most two.
    ///
    /// # Errors
    /// Faults.
    pub async fn points_over_time(&self, partner: PartnerId) -> Answer<PointsByMonth> {
        let months = match self.rules.standing().window_months() {
            0 => MOST_MONTHS,
            window => window.clamp(FEWEST_MONTHS, MOST_MONTHS),
        };
        self.points_of_months(partner, months).await
    }

    /// A company's points of so many months, the present one among them.
    pub(super) async fn points_of_months(&self, partner: PartnerId, months: u32) -> Answer<PointsByMonth> {
        let today = program_day(&self.rules, (self.clock)());
        let asked = PointsByMonth::of(&[], today, months).months;
        Ok(PointsByMonth::of(&self.store.month_points(partner, &asked).await?, today, months))
    }
}
