//! Any row of acts, of nights and of years gone by: what the rules decide step by step, on counters, has to be what a
//! plain model reckons from the list of all acts. After each step law 1 holds in every period, and all counters are
//! those of the model (law 4).

mod acts;
mod kept;
mod plain;
mod refused;
mod refused_staff;
mod staff;
mod step;
mod terms;
mod tiers;

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::at;
use kept::Kept;
use plain::Plain;
use step::{moves, step};
use terms::terms;

/// A tier as it is held: which, since when, guaranteed until, warned until.
type HeldTier = (String, NaiveDate, NaiveDate, Option<NaiveDate>);

/// A company: points, by kind points and how many count, groups, tier.
type Company = (i64, BTreeMap<String, (i64, u32)>, usize, Option<HeldTier>);

/// All counters, in plain numbers.
#[derive(Debug, PartialEq)]
struct Picture {
    /// Of each group, for each period: base, granted, carried, reserved, spent.
    allocations: Vec<Vec<[i64; 5]>>,
    partners: Vec<Company>,
}

proptest! {
    // Half of what is asked for (256 unless PROPTEST_CASES says otherwise): each history is long.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.div_ceil(2), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn deciding_step_by_step_is_reckoning_from_all_acts(
        terms in terms(),
        // From 2007 to 2017: leap days, and Brazil and Newfoundland still had their jumps at midnight.
        start in 0_i64..10 * 366 * 86_400,
        steps in prop::collection::vec((moves(), step()), 1..70),
    ) {
        let books = terms.books();
        let mut now = at("2007-01-01T00:00:00Z") + TimeDelta::seconds(start);
        let mut kept = Kept::new(&books, now);
        let mut plain = Plain::new(&terms, now);
        for (seconds, step) in steps {
            now += TimeDelta::seconds(seconds);
            let time = kept.arrive(now);
            prop_assert_eq!(plain.arrive(now), time);
            let expected = plain.act(&step, time);
            let outcome = kept.act(&step, time);
            if let Some(Err(refusal)) = &outcome {
                prop_assert!(!acts::is_fault(refusal), "{:?}: {:?}", step, refusal);
            }
            let said = outcome.map(|outcome| outcome.map_err(|refusal| refusal.key()));
            prop_assert_eq!(said, expected, "{:?}", step);
            let picture = kept.picture();
            for [base, granted, carried, reserved, spent] in picture.allocations.iter().flatten() {
                prop_assert!(reserved + spent <= base + granted + carried, "law 1");
            }
            prop_assert_eq!(picture, plain.picture(time), "after {:?}", step);
        }
    }
}
