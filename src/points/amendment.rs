//! An amendment: other words for the reason of an award, by a record of its own. Points stay as they are.
//!
//! Whoever could correct the award may amend it: the leader who gave it while their undo is open, staff at any time.

use chrono::{DateTime, Utc};

use super::Refusal;
use super::reversal::{Reverser, in_time};
use super::rules::Rules;

/// What has to be known to decide on an amendment.
#[derive(Debug, Clone, Copy)]
pub struct AmendmentState {
    /// The award's act time.
    pub awarded_at: DateTime<Utc>,
    /// The award is taken back.
    pub reversed: bool,
    /// This very person gave it.
    pub awarded_by_me: bool,
    /// The person leads the group, now.
    pub leads: bool,
    /// The person is of the program's staff, now.
    pub staff: bool,
    /// The new words are the ones that stand there.
    pub same_words: bool,
}

/// Decides on an amendment. `at` is the act's time ([`super::award::act_time`]).
///
/// # Errors
/// The first [`Refusal`] of: gave it and leads, or is staff; not reversed; in time; other words.
pub fn decide(rules: &Rules, state: &AmendmentState, by: Reverser, at: DateTime<Utc>) -> Result<(), Refusal> {
    match by {
        Reverser::Leader if !state.awarded_by_me => return Err(Refusal::NotYours),
        Reverser::Leader if !state.leads => return Err(Refusal::NotALeader),
        Reverser::Staff if !state.staff => return Err(Refusal::StaffOnly),
        Reverser::Leader | Reverser::Staff => {}
    }
    if state.reversed {
        return Err(Refusal::AlreadyReversed);
    }
    if !in_time(rules, state.awarded_at, by, at) {
        return Err(Refusal::CorrectionTooLate { minutes: rules.award().undo_within_minutes() });
    }
    if state.same_words { Err(Refusal::NothingToChange) } else { Ok(()) }
}
