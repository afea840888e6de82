//! The rules of a history, as far as they vary, and who is who in it.

use chrono_tz::Tz;
use proptest::prelude::*;

use crate::points::award::PartnerState;
use crate::points::rules::{self, Rules};

/// Groups live in zones whose clocks jump at midnight, forwards and backwards, and on both sides of the date line.
pub(super) const GROUP_ZONES: [Tz; 4] = [
    chrono_tz::America::Sao_Paulo,
    chrono_tz::Pacific::Auckland,
    chrono_tz::Pacific::Pago_Pago,
    chrono_tz::America::St_Johns,
];

/// How the companies begin.
pub(super) const PARTNERS: [PartnerState; 4] =
    [PartnerState::Active, PartnerState::Active, PartnerState::Nominated, PartnerState::Active];

/// Kinds of contribution in the rules, and one that they don't know.
pub(super) const KINDS: [&str; 3] = ["talk", "venue", "applause"];

/// The tiers, from below.
pub(super) const TIERS: [&str; 3] = ["bronze", "silver", "gold"];

/// What each tier asks for in the first rules and in those that come later: points, kind, how often, groups.
pub(super) const ASKED: [[(i64, &str, u32, usize); 3]; 2] = [
    [(1, "talk", 0, 0), (150, "talk", 2, 2), (300, "venue", 3, 3)],
    [(1, "talk", 0, 0), (100, "talk", 1, 1), (400, "venue", 2, 2)],
];

pub(super) const STAFF: usize = 3;

/// Three leaders for each group, but the last has one alone.
pub(super) fn leads(person: usize, group: usize) -> bool {
    if group + 1 == GROUP_ZONES.len() { person == 0 } else { person < STAFF }
}

/// The one person who represents a company.
pub(super) const REPRESENTATIVE: usize = 2;
/// That company.
pub(super) const REPRESENTED: usize = 0;

#[derive(Debug, Clone)]
pub(super) struct Terms {
    pub(super) zone: Tz,
    pub(super) period: &'static str,
    pub(super) points: i64,
    pub(super) carry_over: i64,
    pub(super) share: Option<i64>,
    pub(super) above: Option<i64>,
    /// Of the first rules and of those that come later: window, guarantee in months, grace in days.
    pub(super) standing: [(u32, u32, u32); 2],
    pub(super) backdate_days: u32,
}

impl Terms {
    /// The first rules, and those that come later.
    pub(super) fn books(&self) -> [Rules; 2] {
        [self.rules(0), self.rules(1)]
    }

    fn rules(&self, book: usize) -> Rules {
        let Self { zone, period, points, carry_over, backdate_days, .. } = self;
        let line =
            |key: &str, value: Option<i64>| value.map_or(String::new(), |value| format!("{key} = {value}"));
        let (share, above) = (line("per_partner_share", self.share), line("approval_above", self.above));
        let (window, guarantee, grace) = self.standing[book];
        let tiers = TIERS.iter().zip(ASKED[book]).map(|(id, (points, kind, times, groups))| {
            let requires = if times > 0 { format!("requires = {{ {kind} = {times} }}") } else { String::new() };
            format!(
                "[[tier]]\nid = \"{id}\"\nname = {{ en = \"{id}\" }}\npoints = {points}\n{requires}\ngroups = {groups}\ncolor = \"#000000\"\n"
            )
        });
        let tiers: String = tiers.collect();
        let text = format!(
            r##"
            name = "Book"
            timezone = "{zone}"
            languages = ["en"]
            [allocation]
            period = "{period}"
            points = {points}
            carry_over = {carry_over}
            {share}
            [award]
            max_points = 100
            {above}
            undo_within_minutes = 15
            shout_out_delay_seconds = 20
            backdate_days = {backdate_days}
            [standing]
            window_months = {window}
            guarantee_months = {guarantee}
            grace_days = {grace}
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
            {tiers}
            "##
        );
        rules::parse("book.toml", &text, &["en"]).unwrap_or_else(|faults| panic!("{faults}"))
    }
}

pub(super) fn terms() -> impl Strategy<Value = Terms> {
    let zones: &[Tz] =
        &[chrono_tz::America::Toronto, chrono_tz::America::Sao_Paulo, chrono_tz::America::St_Johns];
    let standing = || {
        (
            prop::sample::select(&[0_u32, 1, 2, 12][..]),
            prop::sample::select(&[0_u32, 1, 6][..]),
            prop::sample::select(&[0_u32, 10, 45][..]),
        )
    };
    (
        (prop::sample::select(zones), prop::sample::select(&["month", "quarter", "half-year", "year"][..])),
        prop::sample::select(&[120_i64, 300, 800][..]),
        prop::sample::select(&[0_i64, 70, 1000][..]),
        prop::sample::select(&[None, Some(33), Some(75)][..]),
        prop::sample::select(&[None, None, Some(55), Some(80), Some(0)][..]),
        (standing(), standing()),
        prop::sample::select(&[0_u32, 30, 90][..]),
    )
        .prop_map(|((zone, period), points, carry_over, share, above, (first, later), backdate_days)| {
            Terms { zone, period, points, carry_over, share, above, standing: [first, later], backdate_days }
        })
}
