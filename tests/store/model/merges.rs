//! Merges on the store and on paper.

use chrono::NaiveDate;
use ovation::points::award::PartnerState;
use ovation::points::refusal::Refusal;
use ovation::points::text::Reason;
use ovation::store::MergeOrder;

use super::plain::{Plain, What};
use super::play::{Played, refused};
use crate::stage::STAFF;

/// More companies are in no program.
const COMPANIES: usize = 5;

/// One company is another one from a day on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Merge {
    absorbed: usize,
    into: usize,
    from: NaiveDate,
}

impl Plain {
    /// The merges after the first `count` events that aren't taken back, in their order.
    fn merges(&self, count: usize) -> Vec<Merge> {
        let mut merges: Vec<Merge> = Vec::new();
        for event in &self.events[..count] {
            match event.what {
                What::Merged { absorbed, into } => {
                    merges.push(Merge { absorbed, into, from: self.day_of(event.at) });
                }
                What::Parted { absorbed, .. } => merges.retain(|merge| merge.absorbed != absorbed),
                _ => {}
            }
        }
        merges
    }

    /// The company that one is, on a day or whatever the day.
    fn is_then(&self, partner: usize, day: Option<NaiveDate>, count: usize) -> usize {
        let merges = self.merges(count);
        let mut one = partner;
        while let Some(merge) =
            merges.iter().find(|merge| merge.absorbed == one && day.is_none_or(|day| merge.from <= day))
        {
            one = merge.into;
        }
        one
    }

    /// The company that one is now.
    pub fn is_now(&self, partner: usize) -> usize {
        self.is_then(partner, None, self.events.len())
    }

    /// All that are one with a company.
    pub fn family(&self, partner: usize, day: Option<NaiveDate>, count: usize) -> Vec<usize> {
        let stays = self.is_then(partner, day, count);
        (0..COMPANIES).filter(|one| self.is_then(*one, day, count) == stays).collect()
    }

    /// All that are one with a company now.
    pub fn family_now(&self, partner: usize) -> Vec<usize> {
        self.family(partner, None, self.events.len())
    }
}

fn name(partner: usize) -> String {
    format!("Company {partner}")
}

impl Played {
    /// Whether `LEADER` represents a company, or one that is it. Declined, nobody does: it never came about.
    pub fn is_of_leader(&self, partner: usize) -> bool {
        self.plain.family_now(partner).into_iter().any(|one| {
            self.partners
                .get(one)
                .is_some_and(|company| company.of_leader && company.state != PartnerState::Declined)
        })
    }

    /// The refusal of a company that is another one.
    pub fn merged_into(&self, partner: usize) -> Option<Refusal> {
        let stays = self.plain.is_now(partner);
        (stays != partner).then(|| Refusal::PartnerMerged { into: name(stays) })
    }

    fn order(&self, absorbed: usize, into: usize, take_back: bool) -> MergeOrder {
        let [absorbed, into] = [absorbed, into].map(|one| self.partners[one].id);
        let reason = Reason::parse("It was bought").expect("a reason");
        MergeOrder { act: self.stage.act(), by: STAFF, absorbed, into, since: None, take_back, reason }
    }

    pub async fn merge(&mut self, absorbed: usize, into: usize) {
        let at = self.now().await;
        let order = self.order(absorbed, into, false);
        let outcome = self.stage.store.merge_partners(order.clone()).await;
        if let Some(refusal) = self.no_merge(absorbed, into) {
            return refused(outcome, &refusal);
        }
        let event = self.plain.add(at, What::Merged { absorbed, into });
        let answer = outcome.expect("two companies");
        let together = self.plain.standing(into, at, event + 1);
        assert_eq!(answer.into_standing.points().get(), together.points);
        assert_eq!(answer.into_standing.groups(), together.groups);
        assert_eq!(answer.into.tier.as_ref().map(|tier| tier.as_str()), self.plain.tier(into));
        assert_eq!(answer.absorbed.tier, None);
        assert_eq!(self.stage.store.merge_partners(order).await.expect("the first answer"), answer);
    }

    fn no_merge(&self, absorbed: usize, into: usize) -> Option<Refusal> {
        if absorbed == into {
            return Some(Refusal::MergeWithItself);
        }
        let merges = self.plain.merges(self.plain.events.len());
        let mut one = into;
        while let Some(merge) = merges.iter().find(|merge| merge.absorbed == one) {
            one = merge.into;
            if one == absorbed {
                return Some(Refusal::MergeInCircle { into: name(into) });
            }
        }
        [absorbed, into].into_iter().find_map(|one| {
            self.merged_into(one).or(match self.partners[one].state {
                PartnerState::Nominated => Some(Refusal::PartnerNotActive),
                PartnerState::Declined => Some(Refusal::PartnerDeclined),
                PartnerState::Active | PartnerState::Suspended => None,
            })
        })
    }

    /// Takes one of the merges back; without any, one that never was.
    pub async fn part(&mut self, number: usize) {
        let at = self.now().await;
        let merges = self.plain.merges(self.plain.events.len());
        let Some(merge) = (!merges.is_empty()).then(|| merges[number % merges.len()]) else {
            let count = self.partners.len();
            let order = self.order(number % count, (number + 1) % count, true);
            return refused(self.stage.store.merge_partners(order).await, &Refusal::NotMerged);
        };
        let Merge { absorbed, into, .. } = merge;
        let outcome = self.stage.store.merge_partners(self.order(absorbed, into, true)).await;
        let further = merges.iter().find(|merge| merge.absorbed == into).map(|merge| merge.into);
        let newest = merges.iter().rfind(|merge| merge.into == into).filter(|newest| **newest != merge);
        if let Some(with) = further.or(newest.map(|newest| newest.absorbed)) {
            return refused(outcome, &Refusal::MergedSince { with: name(with) });
        }
        let event = self.plain.add(at, What::Parted { absorbed, into });
        let answer = outcome.expect("two that are one");
        for (one, company, standing) in
            [(absorbed, answer.absorbed, answer.absorbed_standing), (into, answer.into, answer.into_standing)]
        {
            assert_eq!(standing.points().get(), self.plain.standing(one, at, event + 1).points);
            assert_eq!(company.tier.as_ref().map(|tier| tier.as_str()), self.plain.tier(one));
        }
    }
}
