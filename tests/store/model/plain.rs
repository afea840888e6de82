//! A program as anybody would reckon it with a pencil: from the list of what was accepted, each time anew.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use ovation::points::approval::Fate;

use super::acts::{KINDS, Program};
use super::tiers::{Before, Keeping, Rank};

/// Something that was accepted.
#[derive(Clone, Debug)]
pub struct Event {
    pub at: DateTime<Utc>,
    pub what: What,
}

#[derive(Clone, Debug)]
pub enum What {
    GroupApproved {
        group: usize,
    },
    PartnerApproved {
        partner: usize,
    },
    /// Takes back each award that is not taken back yet, and grants the points to the groups.
    PartnerDeclined {
        partner: usize,
    },
    Award {
        group: usize,
        partner: usize,
        kind: usize,
        day: NaiveDate,
        points: i64,
        /// When it was asked for: it spends in that period.
        asked: DateTime<Utc>,
        /// The award that is the event of this number was put right by it.
        instead: Option<usize>,
    },
    /// Points set aside until somebody decides.
    Reservation {
        group: usize,
        partner: usize,
        kind: usize,
        day: NaiveDate,
        points: i64,
    },
    /// The end of the reservation that is the event of this number.
    Ended {
        reservation: usize,
        fate: Fate,
    },
    /// Takes back the award that is the event of this number.
    Reversal {
        award: usize,
    },
    Grant {
        group: usize,
        points: i64,
    },
    /// From the next period on; none: the program's.
    Base {
        group: usize,
        base: Option<i64>,
    },
    GroupClosed {
        group: usize,
    },
    PartnerSuspended {
        partner: usize,
    },
    PartnerResumed {
        partner: usize,
    },
    /// From that day on.
    Merged {
        absorbed: usize,
        into: usize,
    },
    Parted {
        absorbed: usize,
        into: usize,
    },
}

/// How an award was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Back {
    /// By itself: its points return while their period lasts.
    Returned,
    /// With its company, which was declined: the group gets the points as a grant.
    Granted,
    /// By a correction: what stands in its place spends instead.
    Corrected,
}

/// What a group has in a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub base: i64,
    pub granted: i64,
    pub carried: i64,
    pub reserved: i64,
    pub spent: i64,
    /// What was used when the period ended, or is now: reserved or spent.
    used_at_end: i64,
}

impl Share {
    pub const BASE: i64 = 260;

    pub fn allocated(&self) -> i64 {
        self.base + self.granted + self.carried
    }

    pub fn remaining(&self) -> i64 {
        self.allocated() - self.spent - self.reserved
    }
}

/// What a company has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reckoned {
    pub points: i64,
    /// Points and counted contributions by kind.
    pub kinds: BTreeMap<&'static str, (i64, u32)>,
    pub groups: usize,
}

pub struct Plain {
    pub events: Vec<Event>,
    zone: Tz,
    months: u32,
    window_months: u32,
    carry_over: i64,
    /// At most this percentage of an allocation to one company; 0: no cap.
    pub percent: i64,
    /// Above it somebody has to approve; 0: nobody has to.
    pub above: i64,
    pub keeping: Keeping,
    /// Each company that staff have decided on.
    pub ranks: BTreeMap<usize, Rank>,
    /// Of each company that is merged: how both held their tiers before.
    pub before: BTreeMap<usize, Before>,
    /// The last night that was judged.
    pub judged: Option<NaiveDate>,
}

impl Plain {
    pub fn new(program: &Program) -> Self {
        let months = match program.period {
            "month" => 1,
            "quarter" => 3,
            "half-year" => 6,
            _ => 12,
        };
        let zone = program.zone.parse().expect("a zone");
        let (window_months, carry_over) = (program.window_months, program.carry_over);
        let percent = program.per_partner_share;
        let above = program.approval_above;
        let (keeping, ranks) = (program.keeping, BTreeMap::new());
        Self {
            events: Vec::new(),
            zone,
            months,
            window_months,
            carry_over,
            percent,
            above,
            keeping,
            ranks,
            before: BTreeMap::new(),
            judged: None,
        }
    }

    pub fn add(&mut self, at: DateTime<Utc>, what: What) -> usize {
        self.events.push(Event { at, what });
        self.follow();
        self.events.len() - 1
    }

    /// When an award was taken back, and whether by declining the company.
    pub fn taken_back(&self, award: usize) -> Option<(DateTime<Utc>, Back)> {
        let What::Award { partner, .. } = self.events[award].what else { return None };
        self.events[award..].iter().find_map(|event| match event.what {
            What::Reversal { award: reversed } if reversed == award => Some((event.at, Back::Returned)),
            What::Award { instead, .. } if instead == Some(award) => Some((event.at, Back::Corrected)),
            What::PartnerDeclined { partner: declined } if declined == partner => {
                Some((event.at, Back::Granted))
            }
            _ => None,
        })
    }

    /// Whether an award's points don't count in their period any more, which ends at `ends`.
    fn returned(&self, award: usize, ends: DateTime<Utc>) -> bool {
        self.taken_back(award).is_some_and(|(at, back)| match back {
            Back::Returned => at < ends,
            Back::Granted => false,
            Back::Corrected => true,
        })
    }

    /// When an award was given, or the one that it stands in the place of.
    pub fn first_given(&self, award: usize) -> DateTime<Utc> {
        match self.events[award].what {
            What::Award { instead: Some(first), .. } => self.first_given(first),
            _ => self.events[award].at,
        }
    }

    /// Each period of a group from its approval to the one that holds `until`.
    pub fn shares(&self, group: usize, until: DateTime<Utc>) -> Vec<Share> {
        let approved = self.events.iter().find_map(|event| match event.what {
            What::GroupApproved { group: one } if one == group => Some(event.at),
            _ => None,
        });
        let Some(approved) = approved else { return Vec::new() };
        let (mut starts, mut ends) = self.period_of(approved);
        let mut carried = 0;
        let mut shares = Vec::new();
        loop {
            let share = self.share(group, starts, ends, carried);
            assert!(share.remaining() >= 0, "law 1");
            shares.push(share);
            if until < ends {
                return shares;
            }
            carried = (share.allocated() - share.used_at_end).min(self.carry_over);
            (starts, ends) = (ends, self.period_of(ends).1);
        }
    }

    fn share(&self, group: usize, starts: DateTime<Utc>, ends: DateTime<Utc>, carried: i64) -> Share {
        let within = |at: DateTime<Utc>| starts <= at && at < ends;
        let based = self.events.iter().rev().find_map(|event| match event.what {
            What::Base { group: one, base } if one == group && event.at < starts => Some(base),
            _ => None,
        });
        let base = based.flatten().unwrap_or(Share::BASE);
        let (reserved, spent, used_at_end) = (0, 0, 0);
        let mut share = Share { starts, ends, base, granted: 0, carried, reserved, spent, used_at_end };
        for (number, event) in self.events.iter().enumerate() {
            match event.what {
                What::Grant { group: one, points } if one == group && within(event.at) => {
                    share.granted += points
                }
                What::Award { group: one, points, asked, .. } if one == group => {
                    let back = self.taken_back(number);
                    share.spent += if within(asked) && !self.returned(number, ends) { points } else { 0 };
                    // Approved after the end, it was reserved then; put right after it, the other one was there.
                    let was_there =
                        event.at < ends && !back.is_some_and(|(at, how)| how != Back::Granted && at < ends);
                    share.used_at_end += if within(asked) && was_there { points } else { 0 };
                    if back.is_some_and(|(at, how)| how == Back::Granted && within(at))
                        && !self.closed_before(group, number)
                    {
                        share.granted += points;
                    }
                }
                What::Reservation { group: one, points, .. } if one == group && within(event.at) => {
                    let end = self.end_of(number);
                    share.reserved += if end.is_none() { points } else { 0 };
                    share.used_at_end += if end.is_none_or(|(at, _)| at >= ends) { points } else { 0 };
                }
                _ => {}
            }
        }
        share
    }

    /// When a reservation ended, and how.
    pub fn end_of(&self, reservation: usize) -> Option<(DateTime<Utc>, Fate)> {
        let What::Reservation { group, partner, .. } = self.events[reservation].what else { return None };
        self.events[reservation..].iter().find_map(|event| match event.what {
            What::Ended { reservation: one, fate } if one == reservation => Some((event.at, fate)),
            What::GroupClosed { group: one } if one == group => Some((event.at, Fate::Freed)),
            What::PartnerDeclined { partner: one } if one == partner => Some((event.at, Fate::Freed)),
            _ => None,
        })
    }

    /// Whether a group was closed before the company of that award was declined.
    fn closed_before(&self, group: usize, award: usize) -> bool {
        let What::Award { partner, .. } = self.events[award].what else { return false };
        let declined =
            |event: &Event| matches!(event.what, What::PartnerDeclined { partner: one } if one == partner);
        let closed = |event: &Event| matches!(event.what, What::GroupClosed { group: one } if one == group);
        self.events.iter().take_while(|event| !declined(event)).any(closed)
    }

    /// What a company has of a group's share: given in its period and not taken back while that lasted, or set aside.
    pub fn given(&self, group: usize, partner: usize, share: &Share) -> i64 {
        let within = |at: DateTime<Utc>| share.starts <= at && at < share.ends;
        let family = self.family_now(partner);
        let given = self.events.iter().enumerate().filter_map(|(number, event)| match event.what {
            What::Award { group: one, partner: whom, points, asked, .. }
                if one == group && family.contains(&whom) =>
            {
                (within(asked) && !self.returned(number, share.ends)).then_some(points)
            }
            What::Reservation { group: one, partner: whom, points, .. }
                if one == group && family.contains(&whom) =>
            {
                (within(event.at) && self.end_of(number).is_none()).then_some(points)
            }
            _ => None,
        });
        given.sum()
    }

    /// The newest award of a group to a company for the same kind on the same day that wasn't taken back, or what waits.
    pub fn alike(&self, group: usize, partner: usize, kind: usize, day: NaiveDate) -> Option<usize> {
        let family = self.family_now(partner);
        let same = |event: &Event| {
            matches!(event.what, What::Award { group: one, partner: whom, kind: what, day: when, .. }
                | What::Reservation { group: one, partner: whom, kind: what, day: when, .. }
                if (one, what, when) == (group, kind, day) && family.contains(&whom))
        };
        (0..self.events.len()).rev().find(|number| {
            let gone = self.taken_back(*number).is_some() || self.end_of(*number).is_some();
            same(&self.events[*number]) && !gone
        })
    }

    /// Start and end of the period that holds `at`.
    pub fn period_of(&self, at: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        let mut first = NaiveDate::from_ymd_opt(at.year() - 1, 1, 1).expect("a day");
        let mut start = self.first_moment(first);
        loop {
            first = first + Months::new(self.months);
            let next = self.first_moment(first);
            if next > at {
                return (start, next);
            }
            start = next;
        }
    }

    /// The first half hour at which the program's clocks show `day` or a later one.
    fn first_moment(&self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN).and_utc();
        let mut half_hours = (-30..30).map(|number| midnight + TimeDelta::minutes(30 * number));
        half_hours.find(|at| at.with_timezone(&self.zone).date_naive() >= day).expect("within 15 hours")
    }

    /// What a company had at `at` by the first `count` events.
    pub fn standing(&self, partner: usize, at: DateTime<Utc>, count: usize) -> Reckoned {
        self.reckon(partner, self.day_of(at), None, count)
    }

    /// What a company had on a day that was judged later. A group further east may be in the day after it already.
    pub fn standing_on(&self, partner: usize, day: NaiveDate, count: usize) -> Reckoned {
        self.reckon(partner, day, Some(day + Days::new(1)), count)
    }

    /// The program's day.
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    fn reckon(&self, partner: usize, today: NaiveDate, last: Option<NaiveDate>, count: usize) -> Reckoned {
        let first = today - Months::new(self.window_months) + Days::new(1);
        // A night is judged by who was one on it.
        let family = self.family(partner, last.map(|_| today), count);
        let mut cells: BTreeMap<(usize, usize, NaiveDate), i64> = BTreeMap::new();
        for (number, event) in self.events[..count].iter().enumerate() {
            let What::Award { group, partner: one, kind, day, points, .. } = event.what else { continue };
            let back = self.taken_back_within(number, count);
            let counts = (self.window_months == 0 || day >= first) && last.is_none_or(|last| day <= last);
            if family.contains(&one) && !back && counts {
                *cells.entry((kind, group, day)).or_default() += points;
            }
        }
        let mut kinds: BTreeMap<&'static str, (i64, u32)> = BTreeMap::new();
        for ((kind, _, _), points) in &cells {
            let tally = kinds.entry(KINDS[*kind]).or_default();
            tally.0 += points;
            tally.1 += u32::from(*points >= if KINDS[*kind] == "talk" { 25 } else { 10 });
        }
        let groups = cells.keys().map(|(_, group, _)| group).collect::<BTreeSet<_>>().len();
        Reckoned { points: cells.values().sum(), kinds, groups }
    }

    fn taken_back_within(&self, award: usize, count: usize) -> bool {
        let What::Award { partner, .. } = self.events[award].what else { return false };
        self.events[award..count].iter().any(|event| match event.what {
            What::Reversal { award: reversed } => reversed == award,
            What::Award { instead, .. } => instead == Some(award),
            What::PartnerDeclined { partner: declined } => declined == partner,
            _ => false,
        })
    }
}
