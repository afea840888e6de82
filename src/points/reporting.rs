//! Reports to staff: a member says that something is wrong with a shout-out.

use super::Refusal;

/// So many reports of one person are taken within a day.
pub const REPORTS_A_DAY: u32 = 5;

/// What has to be known to take a report.
#[derive(Debug, Clone, Copy)]
pub struct ReportState {
    /// The person reported this very shout-out before.
    pub before: bool,
    /// How many reports of theirs there were within a day.
    pub today: u32,
}

/// Decides on a report.
///
/// # Errors
/// The first [`Refusal`] of: not reported before, not too many within a day.
pub fn decide(state: &ReportState) -> Result<(), Refusal> {
    if state.before {
        return Err(Refusal::ReportedAlready);
    }
    if state.today >= REPORTS_A_DAY {
        return Err(Refusal::TooManyReports);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_a_day_and_each_shout_out_once() {
        let state = |before, today| ReportState { before, today };
        assert_eq!(decide(&state(false, 4)), Ok(()));
        assert_eq!(decide(&state(false, 5)), Err(Refusal::TooManyReports));
        assert_eq!(decide(&state(true, 9)), Err(Refusal::ReportedAlready));
    }
}
