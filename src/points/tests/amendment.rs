use super::{at, sample};
use crate::points::Refusal;
use crate::points::amendment::{self, AmendmentState};
use crate::points::reversal::Reverser;

fn state() -> AmendmentState {
    AmendmentState {
        awarded_at: at("2026-02-10T15:00:00Z"),
        reversed: false,
        awarded_by_me: true,
        leads: true,
        staff: false,
        same_words: false,
    }
}

#[test]
fn words_are_amended_by_the_leader_in_time_and_by_staff_later() {
    let amend = |state: AmendmentState, by, now| amendment::decide(&sample(), &state, by, at(now));
    let (in_time, late) = ("2026-02-10T15:15:00Z", "2026-02-10T15:15:01Z");
    assert_eq!(amend(state(), Reverser::Leader, in_time), Ok(()));
    let too_late = Err(Refusal::CorrectionTooLate { minutes: 15 });
    assert_eq!(amend(state(), Reverser::Leader, late), too_late);
    let staff = AmendmentState { awarded_by_me: false, leads: false, staff: true, ..state() };
    assert_eq!(amend(staff, Reverser::Staff, late), Ok(()));
    assert_eq!(amend(state(), Reverser::Staff, late), Err(Refusal::StaffOnly));
    let somebody = AmendmentState { awarded_by_me: false, ..state() };
    assert_eq!(amend(somebody, Reverser::Leader, in_time), Err(Refusal::NotYours));
    let left = AmendmentState { leads: false, ..state() };
    assert_eq!(amend(left, Reverser::Leader, in_time), Err(Refusal::NotALeader));
    let reversed = AmendmentState { reversed: true, ..staff };
    assert_eq!(amend(reversed, Reverser::Staff, late), Err(Refusal::AlreadyReversed));
    let same = AmendmentState { same_words: true, ..state() };
    assert_eq!(amend(same, Reverser::Leader, in_time), Err(Refusal::NothingToChange));
}
