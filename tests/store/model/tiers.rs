//! How companies hold their tiers on paper: moved by what was accepted and by the nights that were judged, one after
//! another.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use ovation::points::award::PartnerState;
use ovation::points::evaluation;
use ovation::points::ids::TierId;

use super::plain::{Plain, Reckoned, What};

/// From below.
const TIERS: [&str; 3] = ["registered", "certified", "gold"];

/// A tier by its height, 1 for the lowest.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    height: usize,
    since: NaiveDate,
    promised: NaiveDate,
    warned: Option<NaiveDate>,
}

/// A company on paper: where it stands with the program, and its tier.
#[derive(Clone, Debug)]
pub struct Rank {
    state: PartnerState,
    held: Option<Held>,
}

/// How a company that is merged, and the one that it became, held their tiers before.
pub type Before = [Option<Held>; 2];

/// How long a tier is kept.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
    pub guarantee_months: u32,
    pub grace_days: u32,
}

impl Plain {
    /// The tier.
    pub fn tier(&self, partner: usize) -> Option<&'static str> {
        self.rank(partner).held.map(|held| TIERS[held.height - 1])
    }

    /// The tier and what holds it, as the store says it.
    pub fn held(&self, partner: usize) -> Option<evaluation::Held> {
        self.rank(partner).held.map(|held| evaluation::Held {
            tier: TierId::parse(TIERS[held.height - 1]).expect("a tier"),
            since: held.since,
            guaranteed_until: held.promised,
            warned_until: held.warned,
        })
    }

    fn rank(&self, partner: usize) -> Rank {
        let nominated = Rank { state: PartnerState::Nominated, held: None };
        self.ranks.get(&partner).cloned().unwrap_or(nominated)
    }

    /// What the newest event makes of a company's tier.
    pub fn follow(&mut self) {
        let event = self.events.last().expect("there is one").clone();
        if let What::Award { partner, instead: Some(first), .. } = event.what {
            return self.follow_correction(self.is_now(partner), first, event.at);
        }
        let (partner, lifts) = match event.what {
            What::PartnerApproved { partner } | What::PartnerResumed { partner } => {
                let held = self.rank(partner).held;
                self.ranks.insert(partner, Rank { state: PartnerState::Active, held });
                (partner, true)
            }
            What::PartnerSuspended { partner } => {
                let held = self.rank(partner).held;
                self.ranks.insert(partner, Rank { state: PartnerState::Suspended, held });
                return;
            }
            What::Merged { absorbed, into } => return self.join(absorbed, into, event.at),
            What::Parted { absorbed, into } => return self.part(absorbed, into, event.at),
            What::Award { partner, .. } => (self.is_now(partner), true),
            What::Reversal { award } => match self.events[award].what {
                What::Award { partner, .. } => (self.is_now(partner), false),
                _ => return,
            },
            _ => return,
        };
        let Rank { state, held } = self.rank(partner);
        if state == PartnerState::Nominated {
            return;
        }
        let reckoned = self.standing(partner, event.at, self.events.len());
        let (reached, day) = (reached(&reckoned), self.day_of(event.at));
        let (height, warned) = held.as_ref().map_or((0, false), |held| (held.height, held.warned.is_some()));
        let moves = match lifts {
            true => reached > height || (reached == height && warned),
            false => reached < height,
        };
        if moves {
            let held = self.begun(reached, day);
            self.ranks.insert(partner, Rank { state, held });
        }
    }

    /// Another award stands in the place of one: each company is judged once, after both.
    fn follow_correction(&mut self, partner: usize, first: usize, at: DateTime<Utc>) {
        let What::Award { partner: before, .. } = self.events[first].what else { return };
        let (before, count) = (self.is_now(before), self.events.len());
        let reach = |plain: &Self, one: usize, count: usize| reached(&plain.standing(one, at, count));
        let falls = before != partner || reach(self, partner, count) < reach(self, partner, count - 1);
        for (one, may_fall, may_rise) in [(before, falls, false), (partner, falls && before == partner, true)]
        {
            let Rank { state, held } = self.rank(one);
            let (height, warned) =
                held.as_ref().map_or((0, false), |held| (held.height, held.warned.is_some()));
            let reached = reach(self, one, count);
            let fall = may_fall && reached < height && state != PartnerState::Nominated;
            let lift = reached > height || (reached == height && warned);
            let rise = may_rise && state == PartnerState::Active && lift;
            if fall || rise {
                let held = self.begun(reached, self.day_of(at));
                self.ranks.insert(one, Rank { state, held });
            }
        }
    }

    /// Two companies are one: the higher of both tiers, or what they reach together.
    fn join(&mut self, absorbed: usize, into: usize, at: DateTime<Utc>) {
        let (first, second) = (self.rank(absorbed), self.rank(into));
        self.before.insert(absorbed, [first.held.clone(), second.held.clone()]);
        let height = |held: &Option<Held>| held.as_ref().map_or(0, |held| held.height);
        let held = if height(&first.held) > height(&second.held) { first.held } else { second.held.clone() };
        self.ranks.insert(absorbed, Rank { state: first.state, held: None });
        self.reach(into, Rank { state: second.state, held }, at);
    }

    /// Two are two again: each holds what it held, or what it reaches alone.
    fn part(&mut self, absorbed: usize, into: usize, at: DateTime<Utc>) {
        let before = self.before.remove(&absorbed).expect("they were one");
        for (one, held) in [absorbed, into].into_iter().zip(before) {
            self.reach(one, Rank { state: self.rank(one).state, held }, at);
        }
    }

    fn reach(&mut self, partner: usize, Rank { state, held }: Rank, at: DateTime<Utc>) {
        let reached = reached(&self.standing(partner, at, self.events.len()));
        let height = held.as_ref().map_or(0, |held| held.height);
        let rises = state == PartnerState::Active && reached > height;
        let held = if rises { self.begun(reached, self.day_of(at)) } else { held };
        self.ranks.insert(partner, Rank { state, held });
    }

    /// The nights up to today that weren't judged; how many, and how many changes they made.
    pub fn nights(&mut self, at: DateTime<Utc>) -> (usize, usize) {
        let today = self.day_of(at);
        let first = self.judged.map_or(today, |last| last + Days::new(1));
        let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= today).collect();
        let mut changes = 0;
        for day in &days {
            for partner in self.ranks.keys().copied().collect::<Vec<_>>() {
                let Rank { state, held } = self.rank(partner);
                if state == PartnerState::Active && self.is_now(partner) == partner {
                    let after = self.night(partner, held.clone(), *day);
                    changes += usize::from(after != held);
                    self.ranks.insert(partner, Rank { state, held: after });
                }
            }
            self.judged = Some(*day);
        }
        (days.len(), changes)
    }

    fn night(&self, partner: usize, held: Option<Held>, day: NaiveDate) -> Option<Held> {
        let reached = reached(&self.standing_on(partner, day, self.events.len()));
        let Some(held) = held else { return self.begun(reached, day) };
        if day < held.since {
            return Some(held);
        }
        let unwarned = Held { warned: None, ..held.clone() };
        match held.warned {
            _ if reached > held.height => self.begun(reached, day),
            Some(_) if reached == held.height => self.begun(reached, day),
            None if reached == held.height => Some(held),
            _ if day < held.promised => Some(unwarned),
            None if self.keeping.grace_days > 0 => {
                let until = day + Days::new(self.keeping.grace_days.into());
                Some(Held { warned: Some(until), ..held })
            }
            Some(until) if day < until => Some(held),
            _ => self.begun(held.height - 1, day),
        }
    }

    fn begun(&self, height: usize, day: NaiveDate) -> Option<Held> {
        let promised = day + Months::new(self.keeping.guarantee_months);
        (height > 0).then_some(Held { height, since: day, promised, warned: None })
    }
}

/// The height that a standing reaches.
fn reached(Reckoned { points, kinds, groups }: &Reckoned) -> usize {
    let counted = |kind| kinds.get(kind).map_or(0, |tally| tally.1);
    if *points >= 300 && counted("talk") >= 2 && counted("venue") >= 1 && *groups >= 3 {
        return 3;
    }
    if *points >= 150 && counted("talk") >= 2 && *groups >= 2 { 2 } else { 1 }
}
