//! Any row of awards, reversals and days gone by: what the rules decide step by step, on counters, has to be
//! what a plain model reckons from the list of all acts.

mod counters;
mod plain;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::{at, group, kind};
use crate::points::Points;
use crate::points::award::{AwardRequest, PartnerState};
use crate::points::ids::{PartnerId, TierId};
use crate::points::rules::{self, Rules};
use crate::points::text::Reason;

use counters::Counters;
use plain::Plain;

/// Groups live in zones whose clocks jump at midnight, forwards and backwards, and on both sides of the date line.
const GROUP_ZONES: [Tz; 4] = [
    chrono_tz::America::Sao_Paulo,
    chrono_tz::Pacific::Auckland,
    chrono_tz::Pacific::Pago_Pago,
    chrono_tz::America::St_Johns,
];

const PARTNERS: [PartnerState; 4] =
    [PartnerState::Active, PartnerState::Active, PartnerState::Nominated, PartnerState::Suspended];

/// Kinds of contribution in the rules of the model, and one that they don't know.
const KINDS: [&str; 3] = ["talk", "venue", "applause"];

/// One step of a history.
#[derive(Debug, Clone)]
enum Step {
    /// A group gives.
    Award { group: usize, partner: usize, kind: usize, points: Option<i64>, days_ago: Option<i64> },
    /// The award made as number `which` (counted round) is taken back.
    Reverse { which: prop::sample::Index, by_staff: bool, by_giver: bool },
}

/// What an act comes to, in plain numbers.
#[derive(Debug, PartialEq)]
struct Outcome {
    at: DateTime<Utc>,
    day: NaiveDate,
    points: i64,
    /// Carried, spent, remaining; `None` when the act leaves the allocation alone.
    allocation: Option<[i64; 3]>,
    total: i64,
    /// By kind: points, and how many cells count.
    tallies: BTreeMap<String, (i64, u32)>,
    groups: usize,
    tier: Option<TierId>,
}

/// A request of the leader of group number `from`, or `None` when nobody could ask for that many points.
fn request(
    from: usize,
    to: usize,
    word: usize,
    points: Option<i64>,
    days_ago: Option<i64>,
    now: DateTime<Utc>,
) -> Option<AwardRequest> {
    let today = now.with_timezone(&GROUP_ZONES[from]).date_naive();
    Some(AwardRequest {
        group: group(from as i64),
        partner: PartnerId::from_raw(to as i64),
        contribution: kind(KINDS[word]),
        points: points.map(Points::new).map_or(Some(None), |points| points.map(Some))?,
        reason: Reason::parse("They helped").unwrap(),
        day: days_ago.map(|days| today - TimeDelta::days(days)),
        confirmed: false,
    })
}

/// The rules of a history, as far as they vary.
#[derive(Debug, Clone)]
struct Terms {
    zone: Tz,
    period: &'static str,
    points: i64,
    carry_over: i64,
    window_months: u32,
    backdate_days: u32,
}

impl Terms {
    fn rules(&self) -> Rules {
        let Self { zone, period, points, carry_over, window_months, backdate_days } = self;
        let text = format!(
            r##"
            name = "Model"
            timezone = "{zone}"
            languages = ["en"]
            allocation = {{ period = "{period}", points = {points}, carry_over = {carry_over} }}
            standing = {{ window_months = {window_months} }}
            [award]
            max_points = 100
            undo_within_minutes = 15
            shout_out_delay_seconds = 20
            backdate_days = {backdate_days}
            [[contribution]]
            id = "talk"
            name = {{ en = "Talk" }}
            emoji = "🎤"
            points = 60
            min_points = 25
            [[contribution]]
            id = "venue"
            name = {{ en = "Venue" }}
            emoji = "🏠"
            points = 40
            min_points = 1
            [[tier]]
            id = "bronze"
            name = {{ en = "Bronze" }}
            points = 1
            color = "#000000"
            [[tier]]
            id = "silver"
            name = {{ en = "Silver" }}
            points = 150
            requires = {{ talk = 2 }}
            groups = 2
            color = "#000000"
            [[tier]]
            id = "gold"
            name = {{ en = "Gold" }}
            points = 300
            requires = {{ venue = 3 }}
            groups = 3
            color = "#000000"
            "##
        );
        rules::parse("model.toml", &text, &["en"]).unwrap()
    }
}

fn terms() -> impl Strategy<Value = Terms> {
    let zones: &[Tz] =
        &[chrono_tz::America::Toronto, chrono_tz::America::Sao_Paulo, chrono_tz::America::St_Johns];
    let periods: &[&str] = &["month", "quarter", "half-year", "year"];
    (
        prop::sample::select(zones),
        prop::sample::select(periods),
        prop::sample::select(&[0_i64, 120, 300][..]),
        prop::sample::select(&[0_i64, 70, 1000][..]),
        prop::sample::select(&[0_u32, 1, 2, 12][..]),
        prop::sample::select(&[0_u32, 30, 90][..]),
    )
        .prop_map(|(zone, period, points, carry_over, window_months, backdate_days)| Terms {
            zone,
            period,
            points,
            carry_over,
            window_months,
            backdate_days,
        })
}

fn step() -> impl Strategy<Value = Step> {
    let points =
        prop_oneof![3 => Just(None), 5 => (1_i64..=100).prop_map(Some), 1 => (-1_i64..=150).prop_map(Some)];
    let days_ago = prop_oneof![3 => Just(None), 2 => (-2_i64..100).prop_map(Some)];
    let award = (
        0..GROUP_ZONES.len(),
        prop_oneof![5 => 0..2_usize, 1 => 0..PARTNERS.len()],
        0..30_usize,
        points,
        days_ago,
    )
        .prop_map(|(group, partner, kind, points, days_ago)| {
            // The unknown kind comes rarely.
            let kind = if kind == 29 { 2 } else { kind % 2 };
            Step::Award { group, partner, kind, points, days_ago }
        });
    let reverse = (any::<prop::sample::Index>(), any::<bool>(), prop::bool::weighted(0.8))
        .prop_map(|(which, by_staff, by_giver)| Step::Reverse { which, by_staff, by_giver });
    prop_oneof![5 => award, 2 => reverse]
}

/// How far the clock moves before a step, in seconds: mostly a little, sometimes over days and months, and back
/// a little as another machine's clock may be.
fn moves() -> impl Strategy<Value = i64> {
    const DAY: i64 = 86_400;
    prop_oneof![4 => 0_i64..1200, 4 => 0..2 * DAY, 2 => 0..40 * DAY, 1 => 0..400 * DAY, 1 => -120_i64..0]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(400), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn deciding_step_by_step_is_reckoning_from_all_acts(
        terms in terms(),
        // From 2007 to 2017: leap days, and Brazil and Newfoundland still had their jumps at midnight.
        start in 0_i64..10 * 366 * 86_400,
        steps in prop::collection::vec((moves(), step()), 1..60),
    ) {
        let rules = terms.rules();
        let mut now = at("2007-01-01T00:00:00Z") + TimeDelta::seconds(start);
        let mut counters = Counters::new(&rules, now);
        let mut plain = Plain::new(&rules, now);
        for (seconds, step) in steps {
            now += TimeDelta::seconds(seconds);
            match step {
                Step::Award { group, partner, kind, points, days_ago } => {
                    let Some(request) = request(group, partner, kind, points, days_ago, now) else { continue };
                    let expected = plain.award(&request, now);
                    prop_assert_eq!(counters.award(&request, now), expected);
                }
                Step::Reverse { which, by_staff, by_giver } => {
                    if counters.awards() == 0 {
                        continue;
                    }
                    let which = which.index(counters.awards());
                    let expected = plain.reverse(which, by_staff, by_giver, now);
                    prop_assert_eq!(counters.reverse(which, by_staff, by_giver, now), expected);
                }
            }
        }
    }
}
