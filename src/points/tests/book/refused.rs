//! What the plain model does at a step, or why not.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::plain::{Ask, Back, Gift, Plain};
use super::step::{Asked, Step};
use super::terms::{GROUP_ZONES, REPRESENTATIVE, REPRESENTED, STAFF, leads};
use crate::points::approval::{Fate, Verdict};
use crate::points::award::PartnerState;

pub(super) type Said = Result<(), &'static str>;

pub(super) fn unless(condition: bool, refusal: &'static str) -> Said {
    if condition { Err(refusal) } else { Ok(()) }
}

/// An award as it should have been.
struct Right {
    points: i64,
    kind: usize,
    day: NaiveDate,
    to: Option<usize>,
}

impl Plain<'_> {
    pub(super) fn act(&mut self, step: &Step, at: DateTime<Utc>) -> Option<Said> {
        let staffs = |done: bool| if done { Ok(()) } else { Err("nothing-to-change") };
        Some(match step {
            Step::Award(asked) => self.award(asked, at),
            Step::Decide { which, verdict, by } => self.decide(which.of(self.asks.len())?, *verdict, *by, at),
            Step::Lapse => {
                for ask in self.asks.iter_mut().filter(|ask| ask.end.is_none()) {
                    if (at - ask.gift.at).num_seconds() >= 7 * 86_400 {
                        ask.end = Some((at, Fate::Lapsed));
                    }
                }
                Ok(())
            }
            Step::Reverse { which, by } => self.reverse(which.of(self.gifts.len())?, *by, at),
            Step::Correct { which, by, points, kind, partner, days } => {
                let which = which.of(self.gifts.len())?;
                let gift = &self.gifts[which];
                let right = Right {
                    points: points.unwrap_or(gift.points),
                    kind: kind.unwrap_or(gift.kind),
                    day: gift.day + TimeDelta::days(days.unwrap_or(0)),
                    to: partner.filter(|to| self.root(*to) != self.root(gift.partner)),
                };
                self.correct(which, &right, *by, at)
            }
            Step::Grant { group, points } => {
                let [base, granted, carried, reserved, spent] = *self.accounts(*group, at).0.last().unwrap();
                let remaining = base + granted + carried - reserved - spent;
                unless(-points > granted.min(remaining), "cannot-take-back")
                    .map(|()| self.grants.push((*group, at, *points)))
            }
            Step::Base { group, base } => {
                let own =
                    self.bases.iter().rev().find(|(of, _, _)| of == group).and_then(|(_, _, base)| *base);
                unless(self.closed[*group], "group-not-active")
                    .and_then(|()| staffs(own != *base))
                    .map(|()| self.bases.push((*group, at, *base)))
            }
            Step::Close { group } => unless(self.closed[*group], "group-not-active").map(|()| {
                self.closed[*group] = true;
                self.free(at, |gift| gift.group == *group);
            }),
            Step::Suspend { partner } => self.standing_change(*partner, PartnerState::Suspended, at),
            Step::Resume { partner } => self.standing_change(*partner, PartnerState::Active, at),
            Step::Approve { partner } => {
                unless(self.states[*partner] != PartnerState::Nominated, "already-decided").map(|()| {
                    self.states[*partner] = PartnerState::Active;
                    self.lift(*partner, at);
                })
            }
            Step::Decline { partner } => self.decline(*partner, at),
            Step::Merge { absorbed, into } => self.merge(*absorbed, *into, at),
            Step::Separate { which } => self.separate(which.of(self.merges.len())?, at),
            Step::Open { partner, points, days_ago, tier } => {
                let day = self.day_of(at) - TimeDelta::days(*days_ago);
                self.bring(*partner, *points, day, *tier, at)
            }
            Step::Rules { book } => {
                self.books.push((self.day_of(at), *book));
                Ok(())
            }
        })
    }

    fn represents(&self, person: usize, partner: usize) -> bool {
        person == REPRESENTATIVE && self.root(REPRESENTED) == self.root(partner)
    }

    pub(super) fn can_get(&self, partner: usize) -> Said {
        unless(self.absorbed_by(partner).is_some(), "partner-merged")?;
        self.state_allows(partner)
    }

    fn state_allows(&self, partner: usize) -> Said {
        unless(self.states[partner] == PartnerState::Suspended, "partner-suspended")?;
        unless(self.states[partner] == PartnerState::Declined, "partner-declined")
    }

    fn day_allowed(&self, day: NaiveDate, today: NaiveDate) -> Said {
        unless(day > today, "day-in-future")?;
        unless(day < today - Days::new(self.terms.backdate_days.into()), "day-too-old")
    }

    /// What the family of `partner` has from a group in the period of a moment, reservations with it.
    fn given(&self, group: usize, spends: DateTime<Utc>, partner: usize) -> i64 {
        let same = |gift: &Gift| {
            gift.group == group
                && self.root(gift.partner) == self.root(partner)
                && self.period_end(gift.spends) == self.period_end(spends)
        };
        let gifts = self.gifts.iter().filter(|gift| gift.back.is_none() && same(gift));
        let asks = self.asks.iter().filter(|ask| ask.end.is_none() && same(&ask.gift));
        gifts.map(|gift| gift.points).chain(asks.map(|ask| ask.gift.points)).sum()
    }

    fn share_allows(&self, account: [i64; 5], given: i64, more: i64) -> Said {
        let [base, granted, carried, ..] = account;
        let too_much = |share: i64| given + more > (base + granted + carried) * share / 100;
        unless(self.terms.share.is_some_and(too_much), "share-exceeded")
    }

    fn award(&mut self, asked: &Asked, at: DateTime<Utc>) -> Said {
        let Asked { by, group, partner, kind, points, days_ago, confirmed } = *asked;
        unless(!leads(by, group), "not-a-leader")?;
        unless(self.closed[group], "group-not-active")?;
        unless(self.represents(by, partner), "conflict")?;
        self.can_get(partner)?;
        unless(kind == 2, "unknown-contribution")?;
        let points = points.unwrap_or([60, 40][kind]);
        unless(!(1..=100).contains(&points), "points-out-of-range")?;
        let today = at.with_timezone(&GROUP_ZONES[group]).date_naive();
        let day = today - TimeDelta::days(days_ago.unwrap_or(0));
        self.day_allowed(day, today)?;
        let account = *self.accounts(group, at).0.last().unwrap();
        let [base, granted, carried, reserved, spent] = account;
        unless(points > base + granted + carried - reserved - spent, "not-enough")?;
        self.share_allows(account, self.given(group, at, partner), points)?;
        let gift = Gift { group, partner, kind, points, day, at, spends: at, by, back: None };
        let alike =
            |other: &Gift| (other.group, other.partner, other.kind, other.day) == (group, partner, kind, day);
        let gifts = self.gifts.iter().any(|other| other.back.is_none() && alike(other));
        let asks = self.asks.iter().any(|ask| ask.end.is_none() && alike(&ask.gift));
        unless((gifts || asks) && !confirmed, "looks-like-duplicate")?;
        if self.terms.above.is_some_and(|above| points > above) {
            self.asks.push(Ask { gift, end: None });
        } else {
            self.gifts.push(gift);
            self.lift(partner, at);
        }
        Ok(())
    }

    fn decide(&mut self, which: usize, verdict: Verdict, by: usize, at: DateTime<Utc>) -> Said {
        let Ask { gift, end } = self.asks[which].clone();
        let (group, partner) = (gift.group, gift.partner);
        let mine = by == gift.by;
        if verdict == Verdict::Withdraw {
            unless(!mine, "not-yours")?;
        } else {
            unless(mine, "own-reservation")?;
            unless(!leads(by, group) && by != STAFF, "not-yours-to-approve")?;
            unless(self.represents(by, partner), "conflict")?;
            let other =
                (0..STAFF).any(|one| one != gift.by && leads(one, group) && !self.represents(one, partner));
            unless(by == STAFF && other, "leader-decides")?;
        }
        let late = (at - gift.at).num_seconds() >= 7 * 86_400;
        let fate = end.map(|(_, fate)| fate);
        unless(fate == Some(Fate::Lapsed) || (fate.is_none() && late), "reservation-lapsed")?;
        unless(fate.is_some(), "reservation-decided")?;
        if verdict != Verdict::Approve {
            let withdrawn = verdict == Verdict::Withdraw;
            self.asks[which].end = Some((at, if withdrawn { Fate::Withdrawn } else { Fate::Declined }));
            return Ok(());
        }
        unless(self.closed[group], "group-not-active")?;
        unless(self.represents(gift.by, partner), "asker-conflict")?;
        self.state_allows(self.root(partner))?;
        self.asks[which].end = Some((at, Fate::Approved));
        self.gifts.push(Gift { at, ..gift });
        self.lift(self.root(partner), at);
        Ok(())
    }

    fn may_take_back(&self, gift: &Gift, by: usize, at: DateTime<Utc>, late: &'static str) -> Said {
        unless(by != STAFF && by != gift.by, "not-yours")?;
        unless(gift.back.is_some(), "already-reversed")?;
        unless(by != STAFF && (at - gift.at).num_seconds() > 15 * 60, late)
    }

    fn reverse(&mut self, which: usize, by: usize, at: DateTime<Utc>) -> Said {
        let gift = self.gifts[which].clone();
        self.may_take_back(&gift, by, at, "undo-too-late")?;
        self.gifts[which].back = Some((at, Back::Reversed));
        self.drop(self.root(gift.partner), at);
        Ok(())
    }

    fn correct(&mut self, which: usize, right: &Right, by: usize, at: DateTime<Utc>) -> Said {
        let gift = self.gifts[which].clone();
        let Right { points, kind, day, to } = *right;
        self.may_take_back(&gift, by, at, "correction-too-late")?;
        unless((points, kind, day, to) == (gift.points, gift.kind, gift.day, None), "nothing-to-change")?;
        let more = points > gift.points;
        unless(self.closed[gift.group] && (more || to.is_some() || by != STAFF), "group-not-active")?;
        unless(self.represents(by, to.unwrap_or(gift.partner)), "conflict")?;
        match to {
            Some(to) => self.can_get(to)?,
            None if more => self.state_allows(self.root(gift.partner))?,
            None => {}
        }
        unless(kind == 2, "unknown-contribution")?;
        unless(!(1..=100).contains(&points), "points-out-of-range")?;
        if day != gift.day {
            self.day_allowed(day, gift.at.with_timezone(&GROUP_ZONES[gift.group]).date_naive())?;
        }
        let asks = self.terms.above.is_some_and(|above| points > above);
        unless(asks && by != STAFF && (more || to.is_some()), "needs-approval")?;
        let over = self.period_end(gift.spends) <= at;
        unless(over && more, "period-over")?;
        let account = *self.accounts(gift.group, gift.spends).0.last().unwrap();
        let [base, granted, carried, reserved, spent] = account;
        unless(points - gift.points > base + granted + carried - reserved - spent, "not-enough")?;
        let given = self.given(gift.group, gift.spends, to.unwrap_or(gift.partner));
        match to {
            Some(_) => self.share_allows(account, given, points)?,
            None if more => self.share_allows(account, given, points - gift.points)?,
            None => {}
        }
        let family = self.root(gift.partner);
        let before = self.reached(family, self.book(), self.day_of(at));
        self.gifts[which].back = Some((at, Back::Corrected));
        let partner = to.unwrap_or(gift.partner);
        self.gifts.push(Gift { partner, kind, points, day, at, back: None, ..gift });
        if let Some(to) = to {
            self.drop(family, at);
            self.lift(to, at);
        } else {
            if self.reached(family, self.book(), self.day_of(at)) < before {
                self.drop(family, at);
            }
            self.lift(family, at);
        }
        Ok(())
    }
}
