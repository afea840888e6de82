//! `/program report`: a period in figures, and each company in a file.

use super::{Answer, Caller, Service};
use crate::points::ids::PartnerId;
use crate::store::{BoardPeriod, Report, ReportLine};

/// So many companies are read at once.
const AT_ONCE: u32 = 500;

impl Service {
    /// A period in figures; each company is handed to `take` until it says `false`.
    ///
    /// # Errors
    /// `StaffOnly`.
    pub async fn report(
        &self,
        caller: &Caller,
        period: BoardPeriod,
        take: &mut (dyn FnMut(&ReportLine) -> bool + Send),
    ) -> Answer<Report> {
        caller.must_be_staff()?;
        let report = self.store.report(period).await?;
        let mut after = PartnerId::from_raw(0);
        loop {
            let lines = self.store.report_lines(period, after, AT_ONCE).await?;
            for line in &lines {
                if !take(line) {
                    return Ok(report);
                }
            }
            match lines.last() {
                Some(last) => after = last.partner,
                None => return Ok(report),
            }
        }
    }
}
