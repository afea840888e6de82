//! What staff do to groups and companies, as the bot does it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::acts::record;
use super::kept::{Kept, Merged, Reserved, id};
use crate::points::allocation::Allocation;
use crate::points::approval::Fate;
use crate::points::award::PartnerState;
use crate::points::company::{self, GivenAward};
use crate::points::group::{self, FreedAll, GroupState, Waiting};
use crate::points::ids::{GroupId, PeriodId};
use crate::points::merge::{self, Company, MergeState, Part, SeparationState, take_back};
use crate::points::opening::{self, OpeningRequest, OpeningState};
use crate::points::standing::program_day;
use crate::points::{Points, Refusal};

use super::super::group as group_id;

impl Kept<'_> {
    pub(super) fn grant(&mut self, group: usize, points: i64) -> Result<(), Refusal> {
        let open = self.open_number();
        let before = self.groups[group].allocations[open];
        let amount = Points::new(points.abs()).unwrap();
        let after = if points >= 0 { before.grant(amount) } else { before.take_back(amount) };
        let most = before.granted().min(before.remaining());
        self.groups[group].allocations[open] =
            after.map_err(|_| Refusal::CannotTakeBack { asked: amount, most })?;
        Ok(())
    }

    fn group_state(&self, group: usize) -> GroupState {
        GroupState { staff: true, active: self.groups[group].active }
    }

    pub(super) fn set_base(
        &mut self,
        group: usize,
        base: Option<Points>,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let (own, next) = (self.groups[group].base, self.open().end());
        let made = group::set_base(&self.group_state(group), own, base, next, at)?;
        self.groups[group].base = made.base;
        Ok(())
    }

    /// What waits of a group, or of a company.
    fn waiting_of(&self, wanted: impl Fn(&Reserved) -> bool) -> Vec<Waiting> {
        let waits = |one: &Reserved| one.fate == Fate::Waiting && wanted(one);
        let found = self.waiting.iter().enumerate().filter(|(_, one)| waits(one));
        found
            .map(|(number, one)| Waiting {
                record: record(number),
                group: one.cell.group,
                period: PeriodId::from_raw(one.period as i64),
                period_open: one.period == self.open_number(),
                points: one.points,
            })
            .collect()
    }

    /// All allocations; those of closed groups are left out in the open period.
    fn allocations(&self) -> BTreeMap<(GroupId, PeriodId), Allocation> {
        let mut all = BTreeMap::new();
        for (number, group) in self.groups.iter().enumerate() {
            for (period, allocation) in group.allocations.iter().enumerate() {
                if group.active || period < self.open_number() {
                    all.insert((group_id(number as i64), PeriodId::from_raw(period as i64)), *allocation);
                }
            }
        }
        all
    }

    fn keep_freed(&mut self, freed: &FreedAll) {
        for (number, gone) in &freed.records {
            let one = &mut self.waiting[number.get() as usize];
            one.fate = Fate::Freed;
            assert_eq!(*gone, one.period + 1 < self.periods.len());
        }
        for ((group, period), allocation) in &freed.allocations {
            self.groups[group.get() as usize].allocations[period.get() as usize] = *allocation;
        }
    }

    pub(super) fn close(&mut self, group: usize, at: DateTime<Utc>) -> Result<(), Refusal> {
        let waiting = self.waiting_of(|one| one.group == group);
        let made = group::close(&self.group_state(group), &waiting, &self.allocations(), at)?;
        self.keep_freed(&made.freed);
        self.groups[group].active = false;
        Ok(())
    }

    pub(super) fn resume(&mut self, partner: usize) -> Result<(), Refusal> {
        let (into, (tier, warned)) = (self.merged_into(partner), self.tier(partner));
        let state = self.partners[partner].state;
        let held = (tier.as_ref(), warned);
        let judged =
            company::resume(self.rules(), true, state, into.as_deref(), held, &self.standing(partner))?;
        self.partners[partner].state = PartnerState::Active;
        self.settle(partner, &judged.standing, judged.tier.as_ref(), judged.requalified);
        Ok(())
    }

    pub(super) fn approve(&mut self, partner: usize) -> Result<(), Refusal> {
        let state = self.partners[partner].state;
        let judged = company::approve(self.rules(), true, state, &self.standing(partner))?;
        self.partners[partner].state = PartnerState::Active;
        self.settle(partner, &judged.standing, judged.tier.as_ref(), judged.requalified);
        Ok(())
    }

    pub(super) fn decline(&mut self, partner: usize) -> Result<(), Refusal> {
        let awards =
            self.awards.iter().enumerate().filter(|(_, one)| one.partner == partner && !one.reversed);
        let awards: Vec<GivenAward> = awards
            .map(|(number, one)| GivenAward {
                record: record(number),
                group: one.cell.group,
                points: one.points,
            })
            .collect();
        let waiting = self.waiting_of(|one| one.partner == partner);
        let open = PeriodId::from_raw(self.open_number() as i64);
        let state = self.partners[partner].state;
        let made = company::decline(true, state, &awards, &waiting, open, &self.allocations())?;
        for number in made.reversed {
            self.take_out(number.get() as usize);
        }
        self.keep_freed(&made.freed);
        for ((group, period), allocation) in made.allocations {
            self.groups[group.get() as usize].allocations[period.get() as usize] = allocation;
        }
        self.partners[partner].state = PartnerState::Declined;
        Ok(())
    }

    fn company(&self, partner: usize) -> Company {
        Company {
            id: id(partner),
            name: partner.to_string(),
            state: self.partners[partner].state,
            held: self.partners[partner].held.clone(),
            merged_into: self.merged_into(partner),
        }
    }

    pub(super) fn merge(&mut self, absorbed: usize, into: usize, at: DateTime<Utc>) -> Result<(), Refusal> {
        let today = program_day(self.rules(), at);
        let both = [absorbed, into].map(|one| self.partners[one].held.clone());
        // The joint standing is the one that there would be.
        self.merges.push(Merged { absorbed, into, from: today, held: both.clone() });
        let sound = absorbed != into && self.sound();
        let joint = if sound { self.standing(into) } else { Default::default() };
        self.merges.pop();
        let state = MergeState {
            staff: true,
            merges: self.merges(today),
            absorbed: self.company(absorbed),
            into: self.company(into),
            joint,
        };
        let made = merge::decide(self.rules(), &state, None, at)?;
        assert!(sound, "a merge that can't be kept");
        self.merges.push(Merged { absorbed, into, from: made.from, held: both });
        self.partners[absorbed].held = None;
        self.partners[into].held = made.held;
        Ok(())
    }

    fn sound(&self) -> bool {
        let parts = self.merges.iter().map(|one| (id(one.absorbed), id(one.into), one.from));
        merge::Merges::from_parts(parts).is_some()
    }

    pub(super) fn separate(&mut self, which: usize, at: DateTime<Utc>) -> Result<(), Refusal> {
        let Merged { absorbed, into, from, held } = self.merges.remove(which);
        let part = |one: usize, before: &Option<_>| Part {
            state: self.partners[one].state,
            held: self.partners[one].held.clone(),
            held_before: Option::clone(before),
            standing: self.standing(one),
        };
        let since = self.merges[which..].iter().find(|one| [one.absorbed, one.into].contains(&into));
        let later = since.map(|one| one.absorbed.to_string());
        let state = SeparationState {
            staff: true,
            merged: true,
            later,
            absorbed: part(absorbed, &held[0]),
            into: part(into, &held[1]),
        };
        match take_back(self.rules(), &state, at) {
            Ok(made) => {
                self.partners[absorbed].held = made.absorbed.0;
                self.partners[into].held = made.into.0;
                Ok(())
            }
            Err(refusal) => {
                self.merges.insert(which, Merged { absorbed, into, from, held });
                Err(refusal)
            }
        }
    }

    pub(super) fn bring(
        &mut self,
        partner: usize,
        request: OpeningRequest,
        at: DateTime<Utc>,
    ) -> Result<(), Refusal> {
        let state = OpeningState {
            staff: true,
            partner: self.partners[partner].state,
            merged_into: self.merged_into(partner),
            already: self.partners[partner].opened,
            held: self.partners[partner].held.clone(),
            standing: self.standing(partner),
            cell: Points::ZERO,
        };
        let made = opening::decide(self.rules(), &state, &request, at)?;
        self.partners[partner].opened = true;
        self.partners[partner].opening = Some(request.balance);
        assert_eq!(self.standing(partner), made.standing, "counters and decision part");
        self.partners[partner].held = made.held;
        Ok(())
    }
}
