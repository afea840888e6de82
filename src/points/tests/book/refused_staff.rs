//! What staff do to groups and companies, in the plain model, or why not.

use chrono::{DateTime, NaiveDate, Utc};

use super::plain::{Back, Gift, Merge, Plain};
use super::refused::{Said, unless};
use super::tiers::Held;
use crate::points::approval::Fate;
use crate::points::award::PartnerState;

impl Plain<'_> {
    pub(super) fn free(&mut self, at: DateTime<Utc>, wanted: impl Fn(&Gift) -> bool) {
        for ask in self.asks.iter_mut().filter(|ask| ask.end.is_none() && wanted(&ask.gift)) {
            ask.end = Some((at, Fate::Freed));
        }
    }

    pub(super) fn standing_change(&mut self, partner: usize, to: PartnerState, at: DateTime<Utc>) -> Said {
        unless(self.absorbed_by(partner).is_some(), "partner-merged")?;
        unless(self.states[partner] == to, "nothing-to-change")?;
        unless(self.states[partner] == PartnerState::Nominated, "partner-not-active")?;
        unless(self.states[partner] == PartnerState::Declined, "partner-declined")?;
        self.states[partner] = to;
        if to == PartnerState::Active {
            self.lift(partner, at);
        }
        Ok(())
    }

    pub(super) fn decline(&mut self, partner: usize, at: DateTime<Utc>) -> Said {
        unless(self.states[partner] != PartnerState::Nominated, "already-decided")?;
        for gift in self.gifts.iter_mut().filter(|gift| gift.partner == partner && gift.back.is_none()) {
            gift.back = Some((at, Back::Declined));
            if !self.closed[gift.group] {
                self.grants.push((gift.group, at, gift.points));
            }
        }
        self.free(at, |gift| gift.partner == partner);
        self.states[partner] = PartnerState::Declined;
        Ok(())
    }

    fn higher(first: Option<Held>, second: Option<Held>) -> Option<Held> {
        let rank = |held: &Option<Held>| held.as_ref().map_or(0, |held| held.rank);
        if rank(&second) > rank(&first) { second } else { first }
    }

    fn lifted(&self, partner: usize, held: Option<Held>, at: DateTime<Utc>) -> Option<Held> {
        let (book, day) = (self.book(), self.day_of(at));
        let reached = self.reached(partner, book, day);
        if self.states[partner] != PartnerState::Active {
            return held;
        }
        Self::higher(held, self.begun(reached, book, day))
    }

    pub(super) fn merge(&mut self, absorbed: usize, into: usize, at: DateTime<Utc>) -> Said {
        unless(absorbed == into, "merge-with-itself")?;
        let mut one = Some(into);
        while let Some(at) = one {
            unless(at == absorbed, "merge-in-circle")?;
            one = self.absorbed_by(at);
        }
        for one in [absorbed, into] {
            unless(self.absorbed_by(one).is_some(), "partner-merged")?;
            unless(self.states[one] == PartnerState::Nominated, "partner-not-active")?;
            unless(self.states[one] == PartnerState::Declined, "partner-declined")?;
        }
        let held = [absorbed, into].map(|one| self.held[one].clone());
        let brought = Self::higher(held[1].clone(), held[0].clone());
        self.merges.push(Merge { absorbed, into, held });
        self.held[absorbed] = None;
        self.held[into] = self.lifted(into, brought, at);
        Ok(())
    }

    pub(super) fn separate(&mut self, which: usize, at: DateTime<Utc>) -> Said {
        let into = self.merges[which].into;
        let since = |later: &Merge| later.into == into || later.absorbed == into;
        unless(self.merges[which + 1..].iter().any(since), "merged-since")?;
        let Merge { absorbed, held, .. } = self.merges.remove(which);
        let [first, second] = held;
        self.held[absorbed] = self.lifted(absorbed, first, at);
        self.held[into] = self.lifted(into, second, at);
        Ok(())
    }

    pub(super) fn bring(
        &mut self,
        partner: usize,
        points: i64,
        day: NaiveDate,
        tier: Option<usize>,
        at: DateTime<Utc>,
    ) -> Said {
        self.can_get(partner)?;
        let active = self.states[partner] == PartnerState::Active;
        unless(tier.is_some() && !active, "partner-not-active")?;
        unless(self.openings[partner].is_some(), "already-opened")?;
        unless(points == 0 && tier.is_none(), "nothing-to-change")?;
        unless(day > self.day_of(at), "day-in-future")?;
        unless(tier == Some(3), "unknown-tier")?;
        self.openings[partner] = Some((day, points));
        let brought = tier.and_then(|tier| self.begun(tier + 1, self.book(), day));
        let held = Self::higher(self.held[partner].clone(), brought);
        self.held[partner] = self.lifted(partner, held, at);
        Ok(())
    }
}
