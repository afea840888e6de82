//! The steps of a history.

use proptest::prelude::*;

use super::terms::{GROUP_ZONES, PARTNERS, STAFF};
use crate::points::approval::Verdict;

/// One act. Who acts is the number of a person; the last one is staff.
#[derive(Debug, Clone)]
pub(super) enum Step {
    /// A group gives, or asks a second leader.
    Award(Asked),
    /// Somebody decides on an award that waits.
    Decide {
        which: Which,
        verdict: Verdict,
        by: usize,
    },
    /// What waited too long is freed.
    Lapse,
    /// An award is taken back.
    Reverse {
        which: Which,
        by: usize,
    },
    /// An award is put right; what is left out stays.
    Correct {
        which: Which,
        by: usize,
        points: Option<i64>,
        kind: Option<usize>,
        partner: Option<usize>,
        days: Option<i64>,
    },
    /// Staff grant points, or take some back.
    Grant {
        group: usize,
        points: i64,
    },
    /// Another base for a group.
    Base {
        group: usize,
        base: Option<i64>,
    },
    /// A group is closed.
    Close {
        group: usize,
    },
    Suspend {
        partner: usize,
    },
    Resume {
        partner: usize,
    },
    /// Staff approve a nominated company, or decline it.
    Approve {
        partner: usize,
    },
    Decline {
        partner: usize,
    },
    Merge {
        absorbed: usize,
        into: usize,
    },
    Separate {
        which: Which,
    },
    /// A running program's points and tier are brought.
    Open {
        partner: usize,
        points: i64,
        days_ago: i64,
        tier: Option<usize>,
    },
    /// Other rules: the first ones or the later ones.
    Rules {
        book: usize,
    },
}

/// One of those that there are: so many back from the newest, counted round.
#[derive(Debug, Clone, Copy)]
pub(super) struct Which(usize);

impl Which {
    /// Its place among `count`, if there is any.
    pub(super) fn of(self, count: usize) -> Option<usize> {
        (count > 0).then(|| count - 1 - self.0 % count)
    }
}

/// Mostly one of the newest, about which there is still something to decide.
fn which() -> impl Strategy<Value = Which> {
    prop_oneof![4 => 0..4_usize, 1 => 0..100_usize].prop_map(Which)
}

/// What a leader asks for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) by: usize,
    pub(super) group: usize,
    pub(super) partner: usize,
    pub(super) kind: usize,
    pub(super) points: Option<i64>,
    pub(super) days_ago: Option<i64>,
    pub(super) confirmed: bool,
}

/// Mostly the first two companies, so that something comes together.
fn partner() -> impl Strategy<Value = usize> {
    prop_oneof![5 => 0..2_usize, 2 => 0..PARTNERS.len()]
}

fn asked() -> impl Strategy<Value = Step> {
    let points =
        prop_oneof![3 => Just(None), 5 => (1_i64..=100).prop_map(Some), 1 => (0_i64..=150).prop_map(Some)];
    let days_ago =
        prop_oneof![3 => Just(None), 2 => (-1_i64..35).prop_map(Some), 1 => (30_i64..100).prop_map(Some)];
    let by = prop_oneof![8 => Just(0_usize), 3 => 0..=STAFF];
    (by, 0..GROUP_ZONES.len(), partner(), 0..30_usize, points, days_ago, prop::bool::weighted(0.6)).prop_map(
        |(by, group, partner, kind, points, days_ago, confirmed)| {
            // The unknown kind comes rarely.
            let kind = if kind == 29 { 2 } else { kind % 2 };
            Step::Award(Asked { by, group, partner, kind, points, days_ago, confirmed })
        },
    )
}

fn on_awards() -> impl Strategy<Value = Step> {
    let verdict =
        prop_oneof![4 => Just(Verdict::Approve), 1 => Just(Verdict::Decline), 1 => Just(Verdict::Withdraw)];
    let decide =
        (which(), verdict, 0..=STAFF).prop_map(|(which, verdict, by)| Step::Decide { which, verdict, by });
    let who = || prop_oneof![2 => Just(0_usize), 3 => Just(STAFF), 1 => 0..=STAFF];
    let reverse = (which(), who()).prop_map(|(which, by)| Step::Reverse { which, by });
    let correct = (
        which(),
        who(),
        prop::option::of(0_i64..=110),
        prop::option::weighted(0.3, 0..3_usize),
        prop::option::weighted(0.35, partner()),
        prop::option::weighted(0.2, -40_i64..3),
    )
        .prop_map(|(which, by, points, kind, partner, days)| Step::Correct {
            which,
            by,
            points,
            kind,
            partner,
            days,
        });
    prop_oneof![5 => decide, 1 => Just(Step::Lapse), 3 => reverse, 5 => correct]
}

fn by_staff() -> impl Strategy<Value = Step> {
    let group = || 0..GROUP_ZONES.len();
    let some = || 0..PARTNERS.len();
    let tier = prop::option::of(0..4_usize);
    prop_oneof![
        4 => (group(), -80_i64..120).prop_map(|(group, points)| Step::Grant { group, points }),
        2 => (group(), prop::option::of(0_i64..400)).prop_map(|(group, base)| Step::Base { group, base }),
        1 => group().prop_map(|group| Step::Close { group }),
        1 => some().prop_map(|partner| Step::Suspend { partner }),
        3 => some().prop_map(|partner| Step::Resume { partner }),
        1 => some().prop_map(|partner| Step::Approve { partner }),
        1 => some().prop_map(|partner| Step::Decline { partner }),
        2 => (some(), some()).prop_map(|(absorbed, into)| Step::Merge { absorbed, into }),
        2 => which().prop_map(|which| Step::Separate { which }),
        2 => (partner(), 0_i64..400, -1_i64..200, tier)
            .prop_map(|(partner, points, days_ago, tier)| Step::Open { partner, points, days_ago, tier }),
        2 => (0..2_usize).prop_map(|book| Step::Rules { book }),
    ]
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![8 => asked(), 5 => on_awards(), 4 => by_staff()]
}

/// How far the clock moves before a step, in seconds: mostly a little, sometimes over days and months, rarely over a
/// year, and back a little as another machine's clock may be.
pub(super) fn moves() -> impl Strategy<Value = i64> {
    const DAY: i64 = 86_400;
    prop_oneof![
        24 => 0_i64..1200,
        16 => 0..2 * DAY,
        6 => 0..12 * DAY,
        4 => 0..70 * DAY,
        1 => 0..400 * DAY,
        3 => -120_i64..0,
    ]
}
