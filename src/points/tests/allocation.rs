use proptest::prelude::*;

use super::points;
use crate::points::Points;
use crate::points::allocation::{Allocation, AllocationError};

#[test]
fn what_the_store_kept_is_taken_only_within_law_one() {
    let parts = |base, granted, carried, reserved, spent| {
        Allocation::from_parts(
            points(base),
            points(granted),
            points(carried),
            points(reserved),
            points(spent),
        )
    };
    let kept = parts(500, 50, 30, 80, 400).unwrap();
    assert_eq!((kept.allocated(), kept.remaining()), (points(580), points(100)));
    assert!(parts(500, 50, 30, 80, 500).is_some());
    assert!(parts(500, 50, 30, 80, 501).is_none());
    assert!(parts(1_000_000_000, 1, 0, 0, 0).is_none());
    assert!(parts(1_000_000_000, 0, 0, 1_000_000_000, 1).is_none());
}

#[test]
fn the_last_point_can_be_spent_and_no_more() {
    let open = Allocation::opened(points(500));
    let used = open.spend(points(500)).unwrap();
    assert_eq!(used.remaining(), Points::ZERO);
    let refused = used.spend(Points::ONE);
    assert_eq!(refused, Err(AllocationError::NotEnough { asked: Points::ONE, remaining: Points::ZERO }));
    assert_eq!(used.give_back(points(500)), Ok(open));
    let refused = open.give_back(Points::ONE);
    assert_eq!(refused, Err(AllocationError::MoreThanSpent { asked: Points::ONE, spent: Points::ZERO }));
}

#[test]
fn a_grant_is_taken_back_only_down_to_what_remains() {
    let used = Allocation::opened(points(500)).grant(points(100)).unwrap().spend(points(550)).unwrap();
    assert_eq!(used.take_back(points(50)).unwrap().remaining(), Points::ZERO);
    let refused = used.take_back(points(51));
    assert_eq!(refused, Err(AllocationError::NotEnough { asked: points(51), remaining: points(50) }));
    let refused = used.take_back(points(101));
    assert_eq!(refused, Err(AllocationError::MoreThanGranted { asked: points(101), granted: points(100) }));
    assert_eq!(Allocation::opened(Points::MAX).grant(Points::ONE), Err(AllocationError::TooLarge));
}

#[test]
fn what_is_reserved_counts_as_spent_for_the_carry_over() {
    let zero = Points::ZERO;
    let ends = Allocation::from_parts(points(500), zero, zero, points(150), points(300)).unwrap();
    assert_eq!(ends.carry(points(100)), points(50));
    assert_eq!(ends.carry(points(20)), points(20));
    let next = ends.following(points(400), points(100));
    assert_eq!((next.base(), next.carried(), next.granted()), (points(400), points(50), zero));
    assert_eq!((next.reserved(), next.spent(), next.remaining()), (zero, zero, points(450)));
}

#[test]
fn a_carry_over_never_makes_an_allocation_too_large() {
    let rich = Allocation::opened(Points::MAX);
    assert_eq!(rich.following(Points::MAX, Points::MAX).allocated(), Points::MAX);
    assert_eq!(rich.following(points(999_999_999), Points::MAX).carried(), Points::ONE);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_row_of_acts_ever_breaks_law_one(acts in prop::collection::vec((0_u8..5, 0_i64..400), 0..60)) {
        let mut allocation = Allocation::opened(points(500));
        // The same, in plain numbers that may go anywhere.
        let (mut base, mut granted, mut carried, mut spent) = (500, 0, 0, 0);
        for (act, amount) in acts {
            let result = match act {
                0 => allocation.spend(points(amount)),
                1 => allocation.give_back(points(amount)),
                2 => allocation.grant(points(amount)),
                3 => allocation.take_back(points(amount)),
                _ => Ok(allocation.following(points(amount), points(100))),
            };
            let remaining = base + granted + carried - spent;
            let allowed = match act {
                0 => amount <= remaining,
                1 => amount <= spent,
                3 => amount <= granted && amount <= remaining,
                _ => true,
            };
            prop_assert_eq!(result.is_ok(), allowed);
            let Ok(after) = result else { continue };
            match act {
                0 => spent += amount,
                1 => spent -= amount,
                2 => granted += amount,
                3 => granted -= amount,
                _ => (base, granted, carried, spent) = (amount, 0, remaining.min(100), 0),
            }
            allocation = after;
            prop_assert!(spent <= base + granted + carried);
            let parts = [allocation.base(), allocation.granted(), allocation.carried(), allocation.spent()];
            prop_assert_eq!(parts.map(Points::get), [base, granted, carried, spent]);
            prop_assert_eq!(allocation.remaining().get(), base + granted + carried - spent);
        }
    }
}
