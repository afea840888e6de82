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
fn what_is_reserved_is_held_until_it_is_spent_or_released() {
    let open = Allocation::opened(points(500)).spend(points(100)).unwrap();
    let held = open.reserve(points(400)).unwrap();
    assert_eq!((held.reserved(), held.remaining()), (points(400), Points::ZERO));
    let refused = held.reserve(Points::ONE);
    assert_eq!(refused, Err(AllocationError::NotEnough { asked: Points::ONE, remaining: Points::ZERO }));
    assert!(held.spend(Points::ONE).is_err());
    assert_eq!(held.release(points(400)), Ok(open));
    let spent = held.spend_reserved(points(300)).unwrap();
    assert_eq!(
        (spent.reserved(), spent.spent(), spent.remaining()),
        (points(100), points(400), Points::ZERO)
    );
    let more = Err(AllocationError::MoreThanReserved { asked: points(101), reserved: points(100) });
    assert_eq!((spent.release(points(101)), spent.spend_reserved(points(101))), (more, more));
}

#[test]
fn a_share_is_rounded_down() {
    let allocation = Allocation::opened(points(501)).grant(points(1)).unwrap();
    assert_eq!([1, 33, 50, 100].map(|percent| allocation.share(percent).get()), [5, 165, 251, 502]);
    assert_eq!(Allocation::opened(Points::MAX).share(100), Points::MAX);
    assert_eq!(Allocation::opened(Points::ZERO).share(50), Points::ZERO);
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
    fn no_row_of_acts_ever_breaks_law_one(acts in prop::collection::vec((0_u8..8, 0_i64..400), 0..60)) {
        let mut allocation = Allocation::opened(points(500));
        // The same, in plain numbers that may go anywhere.
        let (mut base, mut granted, mut carried, mut reserved, mut spent) = (500, 0, 0, 0, 0);
        for (act, amount) in acts {
            let result = match act {
                0 => allocation.spend(points(amount)),
                1 => allocation.give_back(points(amount)),
                2 => allocation.grant(points(amount)),
                3 => allocation.take_back(points(amount)),
                4 => allocation.reserve(points(amount)),
                5 => allocation.release(points(amount)),
                6 => allocation.spend_reserved(points(amount)),
                _ => Ok(allocation.following(points(amount), points(100))),
            };
            let remaining = base + granted + carried - reserved - spent;
            let allowed = match act {
                0 | 4 => amount <= remaining,
                1 => amount <= spent,
                3 => amount <= granted && amount <= remaining,
                5 | 6 => amount <= reserved,
                _ => true,
            };
            prop_assert_eq!(result.is_ok(), allowed);
            let Ok(after) = result else { continue };
            match act {
                0 => spent += amount,
                1 => spent -= amount,
                2 => granted += amount,
                3 => granted -= amount,
                4 => reserved += amount,
                5 => reserved -= amount,
                6 => (reserved, spent) = (reserved - amount, spent + amount),
                _ => (base, granted, carried, reserved, spent) = (amount, 0, remaining.min(100), 0, 0),
            }
            allocation = after;
            prop_assert!(reserved + spent <= base + granted + carried);
            let (before, used) =
                ([allocation.base(), allocation.granted(), allocation.carried()], [allocation.reserved(), allocation.spent()]);
            prop_assert_eq!(before.map(Points::get), [base, granted, carried]);
            prop_assert_eq!(used.map(Points::get), [reserved, spent]);
            prop_assert_eq!(allocation.remaining().get(), base + granted + carried - reserved - spent);
        }
    }
}
