//! Staff's acts on the store and on paper.

use ovation::points::award::PartnerState;
use ovation::points::refusal::Refusal;
use ovation::store::GroupState;

use super::plain::{Share, What};
use super::play::{Played, refused};

impl Played {
    pub async fn set_base(&mut self, group: usize, base: Option<i64>) {
        let at = self.now().await;
        let (id, state) = self.groups[group];
        let outcome = self.stage.store.set_base(self.stage.base(id, base)).await;
        if state != GroupState::Active {
            return refused(outcome, &Refusal::GroupNotActive);
        }
        let own = self.plain.events.iter().rev().find_map(|event| match event.what {
            What::Base { group: one, base } if one == group => Some(base),
            _ => None,
        });
        if own.flatten() == base {
            return refused(outcome, &Refusal::NothingToChange);
        }
        self.plain.add(at, What::Base { group, base });
        let set = outcome.expect("another base");
        assert_eq!((set.base.get(), set.own), (base.unwrap_or(Share::BASE), base.is_some()));
        assert_eq!(set.from, self.plain.period_of(at).1);
    }

    pub async fn close(&mut self, group: usize) {
        let at = self.now().await;
        let (id, state) = self.groups[group];
        let outcome = self.stage.store.close_group(self.stage.closing(id)).await;
        if state != GroupState::Active {
            return refused(outcome, &Refusal::GroupNotActive);
        }
        assert_eq!(outcome.expect("an active group").state, GroupState::Closed);
        self.groups[group].1 = GroupState::Closed;
        self.plain.add(at, What::GroupClosed { group });
    }

    pub async fn suspend(&mut self, partner: usize, resume: bool) {
        let at = self.now().await;
        let id = self.partners[partner].id;
        let outcome = self.stage.store.suspend_partner(self.stage.suspension(id, resume)).await;
        if let Some(refusal) = self.merged_into(partner) {
            return refused(outcome, &refusal);
        }
        let state = match (self.partners[partner].state, resume) {
            (PartnerState::Active, false) => PartnerState::Suspended,
            (PartnerState::Suspended, true) => PartnerState::Active,
            (PartnerState::Nominated, _) => return refused(outcome, &Refusal::PartnerNotActive),
            (PartnerState::Declined, _) => return refused(outcome, &Refusal::PartnerDeclined),
            (PartnerState::Active | PartnerState::Suspended, _) => {
                return refused(outcome, &Refusal::NothingToChange);
            }
        };
        self.plain.add(
            at,
            if resume { What::PartnerResumed { partner } } else { What::PartnerSuspended { partner } },
        );
        let answer = outcome.expect("a company of the program");
        assert_eq!(answer.state, state);
        assert_eq!(answer.tier.as_ref().map(|tier| tier.as_str()), self.plain.tier(partner));
        self.partners[partner].state = state;
    }
}
