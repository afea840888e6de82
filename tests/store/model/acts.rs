//! Programs at random: their rules, and what people do in them.

use ovation::points::approval::Verdict;
use proptest::prelude::*;

use super::tiers::Keeping;

/// Where periods start and end. One of each: clocks that jump at midnight, a half hour, the other hemisphere.
pub const PROGRAM_ZONES: [&str; 4] =
    ["America/Toronto", "America/St_Johns", "Pacific/Auckland", "Africa/Cairo"];
/// Where the groups live.
pub const GROUP_ZONES: [&str; 3] = ["America/Toronto", "Pacific/Auckland", "Asia/Kathmandu"];
/// Kinds of contribution; the last one is none.
pub const KINDS: [&str; 3] = ["talk", "venue", "magic"];

/// A program and what happens in it.
#[derive(Clone, Debug)]
pub struct Program {
    pub zone: &'static str,
    pub period: &'static str,
    pub window_months: u32,
    pub carry_over: i64,
    /// At most this percentage of a group's allocation to one company; 0: no cap.
    pub per_partner_share: i64,
    /// Above it a second leader approves; 0: nobody has to.
    pub approval_above: i64,
    pub keeping: Keeping,
    /// Whether tiers are evaluated in it.
    pub nights: bool,
    /// Days after 10 February 2026 on which it begins.
    pub begins: i64,
    pub steps: Vec<Step>,
}

/// Somebody does something, or time passes. Numbers pick one of what is there.
#[derive(Clone, Debug)]
pub enum Step {
    Propose,
    DecideGroup {
        group: usize,
        approve: bool,
    },
    Register {
        represents: bool,
    },
    DecidePartner {
        partner: usize,
        approve: bool,
    },
    Award {
        group: usize,
        partner: usize,
        kind: usize,
        points: Option<i64>,
        days_back: Option<u64>,
        giver: Giver,
        /// The person says that it is another one than the one it looks like.
        confirmed: bool,
    },
    Again {
        award: usize,
    },
    Undo {
        award: usize,
        by_giver: bool,
    },
    Reverse {
        award: usize,
    },
    /// An award is put right; what is left out stays.
    Correct {
        award: usize,
        partner: Option<usize>,
        kind: Option<usize>,
        points: Option<i64>,
        days_back: Option<u64>,
        by: Corrector,
    },
    /// A verdict on an award that waits, or waited.
    Decide {
        reservation: usize,
        by: Decider,
        verdict: Verdict,
    },
    /// What nobody decided on in time is freed.
    Lapse,
    Grant {
        group: usize,
        points: i64,
        take_back: bool,
    },
    /// Another base from the next period on; none: the program's.
    SetBase {
        group: usize,
        base: Option<i64>,
    },
    Close {
        group: usize,
    },
    Suspend {
        partner: usize,
        resume: bool,
    },
    Merge {
        absorbed: usize,
        into: usize,
    },
    /// A merge is taken back.
    Part {
        merge: usize,
    },
    Look {
        group: usize,
    },
    /// What the program does by itself when a day begins.
    Turn,
    Pass(Jump),
}

/// Who gives.
#[derive(Clone, Copy, Debug)]
pub enum Giver {
    /// A leader by name, who said of some companies to work there.
    Leader,
    /// Somebody with the leading role.
    ByRole,
    /// Somebody with neither.
    Stranger,
}

/// Who puts an award right.
#[derive(Clone, Copy, Debug)]
pub enum Corrector {
    /// Who gave it.
    Giver,
    /// Somebody else who leads nothing.
    Stranger,
    /// Somebody of staff.
    Staff,
}

/// Who decides on an award that waits.
#[derive(Clone, Copy, Debug)]
pub enum Decider {
    /// The leader by name.
    Leader,
    /// Somebody with the leading role.
    ByRole,
    /// Somebody with neither.
    Stranger,
    /// Somebody of staff, who leads nothing.
    Staff,
}

/// How time passes.
#[derive(Clone, Copy, Debug)]
pub enum Jump {
    /// So many seconds, back as well.
    Seconds(i64),
    /// To the end of the period in which it is, and so many milliseconds.
    ToEnd(i64),
}

/// Any program: three groups and two companies are there from the start, so that most acts have something to act on.
pub fn program() -> impl Strategy<Value = Program> {
    prop_oneof![3 => without_nights(), 2 => with_nights()]
}

/// Of all that can be done, over years.
fn without_nights() -> impl Strategy<Value = Program> {
    let steps = prop::collection::vec(step(), 10..90);
    let rules = (
        prop::sample::select(&PROGRAM_ZONES[..]),
        prop::sample::select(vec!["month", "quarter", "half-year", "year"]),
        prop::sample::select(vec![12, 1, 0]),
        (
            prop::sample::select(vec![100, 0, 1000]),
            prop::sample::select(vec![0, 33, 60]),
            prop::sample::select(vec![0, 60, 110]),
        ),
        0_i64..1200,
        prop::bool::weighted(0.7),
        prop::sample::select(vec![0, 1, 12]),
    );
    (rules, steps).prop_map(
        |((zone, period, window_months, shares, begins, third, guarantee_months), steps)| {
            let (carry_over, per_partner_share, approval_above) = shares;
            Program {
                zone,
                period,
                window_months,
                carry_over,
                per_partner_share,
                approval_above,
                keeping: Keeping { guarantee_months, grace_days: 0 },
                nights: false,
                begins,
                steps: begun(third, steps),
            }
        },
    )
}

/// Some months in which tiers are reached, lapse, and are reached again. Each night is an act of its own, so that no time
/// is as long as elsewhere.
fn with_nights() -> impl Strategy<Value = Program> {
    let steps = prop::collection::vec(night_step(), 40..110);
    let rules = (
        prop::sample::select(&PROGRAM_ZONES[..]),
        prop::sample::select(vec![0, 1, 2]),
        prop::sample::select(vec![30, 8, 0]),
        0_i64..1200,
    );
    (rules, steps).prop_map(|((zone, guarantee_months, grace_days, begins), mut steps)| {
        let approve = true;
        steps.insert(0, Step::DecidePartner { partner: 1, approve });
        Program {
            zone,
            period: "month",
            window_months: 1,
            carry_over: 1000,
            per_partner_share: 0,
            approval_above: 0,
            keeping: Keeping { guarantee_months, grace_days },
            nights: true,
            begins,
            steps: begun(true, steps),
        }
    })
}

fn begun(third: bool, mut steps: Vec<Step>) -> Vec<Step> {
    let approve = true;
    let mut all = vec![Step::Propose; 3];
    all.push(Step::DecideGroup { group: 0, approve });
    all.extend([Step::DecideGroup { group: 1, approve }, Step::Register { represents: false }]);
    all.extend([Step::Register { represents: false }, Step::DecidePartner { partner: 0, approve }]);
    if third {
        all.push(Step::DecideGroup { group: 2, approve });
    }
    all.append(&mut steps);
    all
}

fn night_step() -> impl Strategy<Value = Step> {
    const DAY: i64 = 24 * 3600;
    let award = (0_usize..3, prop::bool::weighted(0.3), prop::bool::weighted(0.2), 25_i64..60, 0_u64..9)
        .prop_map(|(group, partner, venue, points, days_back)| Step::Award {
            group,
            partner: usize::from(partner),
            kind: usize::from(venue),
            points: Some(points),
            // From the day after today on, which is refused.
            days_back: Some(days_back),
            giver: Giver::Leader,
            confirmed: true,
        });
    let jump = prop_oneof![8 => DAY..8 * DAY, 1 => 10 * DAY..40 * DAY, 1 => -DAY..DAY];
    prop_oneof![
        30 => award,
        2 => (0_usize..12).prop_map(|award| Step::Reverse { award }),
        1 => (0_usize..12).prop_map(|award| Step::Undo { award, by_giver: true }),
        3 => (0_usize..2, prop::bool::weighted(0.6)).prop_map(|(partner, resume)| Step::Suspend { partner, resume }),
        1 => (0_usize..2, 0_usize..2).prop_map(|(absorbed, into)| Step::Merge { absorbed, into }),
        2 => (0_usize..4).prop_map(|merge| Step::Part { merge }),
        14 => Just(Step::Turn),
        16 => jump.prop_map(|seconds| Step::Pass(Jump::Seconds(seconds))),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let (which, mostly) = (0_usize..12, prop::bool::weighted(0.8));
    prop_oneof![
        2 => (which.clone(), mostly).prop_map(|(group, approve)| Step::DecideGroup { group, approve }),
        2 => prop::bool::ANY.prop_map(|represents| Step::Register { represents }),
        2 => (which.clone(), prop::bool::weighted(0.6))
            .prop_map(|(partner, approve)| Step::DecidePartner { partner, approve }),
        24 => award(),
        1 => which.clone().prop_map(|award| Step::Again { award }),
        2 => (which.clone(), mostly).prop_map(|(award, by_giver)| Step::Undo { award, by_giver }),
        3 => which.clone().prop_map(|award| Step::Reverse { award }),
        5 => correct(),
        6 => (which.clone(), decider(), verdict())
            .prop_map(|(reservation, by, verdict)| Step::Decide { reservation, by, verdict }),
        1 => Just(Step::Lapse),
        3 => (which.clone(), 1_i64..200, prop::bool::weighted(0.4))
            .prop_map(|(group, points, take_back)| Step::Grant { group, points, take_back }),
        2 => (which.clone(), prop::option::weighted(0.8, 0_i64..600))
            .prop_map(|(group, base)| Step::SetBase { group, base }),
        1 => which.clone().prop_map(|group| Step::Close { group }),
        2 => (which.clone(), prop::bool::ANY)
            .prop_map(|(partner, resume)| Step::Suspend { partner, resume }),
        4 => (which.clone(), which.clone()).prop_map(|(absorbed, into)| Step::Merge { absorbed, into }),
        3 => which.clone().prop_map(|merge| Step::Part { merge }),
        2 => which.prop_map(|group| Step::Look { group }),
        5 => Just(Step::Turn),
        7 => jump().prop_map(Step::Pass),
    ]
}

fn correct() -> impl Strategy<Value = Step> {
    let by =
        prop_oneof![8 => Just(Corrector::Staff), 4 => Just(Corrector::Giver), 1 => Just(Corrector::Stranger)];
    let points =
        prop_oneof![3 => Just(None), 6 => (5_i64..120).prop_map(Some), 2 => (120_i64..260).prop_map(Some)];
    let (partner, kind) = (prop::option::weighted(0.4, 0_usize..12), prop::option::weighted(0.3, 0_usize..3));
    (0_usize..12, partner, kind, points, prop::option::weighted(0.3, 0_u64..33), by).prop_map(
        |(award, partner, kind, points, days_back, by)| Step::Correct {
            award,
            partner,
            kind,
            points,
            days_back,
            by,
        },
    )
}

fn decider() -> impl Strategy<Value = Decider> {
    prop_oneof![
        6 => Just(Decider::Leader),
        6 => Just(Decider::ByRole),
        1 => Just(Decider::Stranger),
        1 => Just(Decider::Staff),
    ]
}

fn verdict() -> impl Strategy<Value = Verdict> {
    prop_oneof![6 => Just(Verdict::Approve), 2 => Just(Verdict::Decline), 2 => Just(Verdict::Withdraw)]
}

fn award() -> impl Strategy<Value = Step> {
    let points =
        prop_oneof![8 => (5_i64..120).prop_map(Some), 2 => (120_i64..260).prop_map(Some), 1 => Just(None)];
    let kind = prop_oneof![10 => 0_usize..2, 1 => Just(2_usize)];
    let days_back =
        prop_oneof![4 => Just(None), 6 => (0_u64..6).prop_map(Some), 1 => (27_u64..33).prop_map(Some)];
    let giver = prop_oneof![10 => Just(Giver::Leader), 5 => Just(Giver::ByRole), 1 => Just(Giver::Stranger)];
    (0_usize..12, 0_usize..12, kind, points, days_back, giver, prop::bool::weighted(0.6)).prop_map(
        |(group, partner, kind, points, days_back, giver, confirmed)| Step::Award {
            group,
            partner,
            kind,
            points,
            days_back,
            giver,
            confirmed,
        },
    )
}

fn jump() -> impl Strategy<Value = Jump> {
    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;
    prop_oneof![
        3 => (0..30 * 60_i64).prop_map(Jump::Seconds),
        3 => (0..4 * DAY).prop_map(Jump::Seconds),
        2 => (10 * DAY..60 * DAY).prop_map(Jump::Seconds),
        1 => (100 * DAY..800 * DAY).prop_map(Jump::Seconds),
        2 => (-1_i64..=1).prop_map(Jump::ToEnd),
        // A replica whose clock is late.
        2 => (-2 * DAY..0).prop_map(Jump::Seconds),
    ]
}
