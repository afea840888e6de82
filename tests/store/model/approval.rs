//! Verdicts on what waits, on the store and on paper.

use chrono::{DateTime, TimeDelta, Utc};
use ovation::points::approval::{Fate, Verdict};
use ovation::points::award::PartnerState;
use ovation::points::ids::RecordId;
use ovation::points::refusal::Refusal;
use ovation::store::outside::Account;
use ovation::store::{GroupState, ReservationOrder};

use super::acts::Decider;
use super::award::ORGANIZER;
use super::plain::What;
use super::play::{Made, Played, refused};
use crate::stage::{LEADER, ROLE, STAFF};

impl Played {
    pub async fn decide(&mut self, reservation: usize, by: Decider, verdict: Verdict) {
        let at = self.now().await;
        let Made { record, by: asker, event } = self.reservations[reservation];
        let (person, roles, staff) = match by {
            Decider::Leader => (LEADER, Vec::new(), false),
            Decider::ByRole => (ORGANIZER, vec![ROLE], false),
            Decider::Stranger => (Account::new(15), Vec::new(), false),
            Decider::Staff => (STAFF, Vec::new(), true),
        };
        let expected = self.refusal((person, by), (event, asker), verdict, at);
        let act = self.stage.act();
        let order = ReservationOrder { act, by: person, roles, staff, reservation: record, verdict };
        let outcome = self.stage.store.decide_reservation(order.clone()).await;
        if let Some(refusal) = expected {
            return refused(outcome, &refusal);
        }
        let answer = outcome.expect("a verdict that may be given");
        let again = self.stage.store.decide_reservation(order).await;
        assert_eq!(again.expect("the first answer"), answer);
        let fate = match verdict {
            Verdict::Approve => Fate::Approved,
            Verdict::Decline => Fate::Declined,
            Verdict::Withdraw => Fate::Withdrawn,
        };
        assert_eq!((answer.fate, answer.decided_by, answer.by), (fate, Some(person), Some(asker)));
        self.plain.add(at, What::Ended { reservation: event, fate });
        if fate == Fate::Approved {
            self.approved((event, asker), at).await;
        }
    }

    /// The award that an approval makes.
    async fn approved(&mut self, (reservation, asker): (usize, Account), at: DateTime<Utc>) {
        let What::Reservation { group, partner, kind, day, points } = self.plain.events[reservation].what
        else {
            return;
        };
        let asked = self.plain.events[reservation].at;
        let event =
            self.plain.add(at, What::Award { group, partner, kind, day, points, asked, instead: None });
        let newest = self.raw.number("SELECT MAX(id) FROM record WHERE kind = 'award'").await;
        self.awards.push(Made { record: RecordId::from_raw(newest), by: asker, event });
    }

    pub async fn lapse(&mut self) {
        let at = self.now().await;
        let lapsed: Vec<usize> = (0..self.plain.events.len())
            .filter(|number| {
                let event = &self.plain.events[*number];
                matches!(event.what, What::Reservation { .. })
                    && self.plain.end_of(*number).is_none()
                    && at >= event.at + TimeDelta::days(7)
            })
            .collect();
        let freed = self.stage.store.lapse_reservations().await.expect("what is over can be freed");
        assert_eq!(freed, lapsed.len() as u64);
        for reservation in lapsed {
            self.plain.add(at, What::Ended { reservation, fate: Fate::Lapsed });
        }
    }

    /// Why a verdict must be refused.
    fn refusal(
        &self,
        (person, by): (Account, Decider),
        (event, asker): (usize, Account),
        verdict: Verdict,
        at: DateTime<Utc>,
    ) -> Option<Refusal> {
        let What::Reservation { group, partner, .. } = self.plain.events[event].what else { return None };
        let company = &self.partners[self.plain.is_now(partner)];
        let own = self.is_of_leader(partner);
        match verdict {
            Verdict::Withdraw if person != asker => return Some(Refusal::NotYours),
            Verdict::Withdraw => {}
            _ if person == asker => return Some(Refusal::OwnReservation),
            _ => match by {
                Decider::Stranger => return Some(Refusal::NotYoursToApprove),
                Decider::Staff => return Some(Refusal::LeaderDecides),
                Decider::Leader if own => return Some(Refusal::Conflict),
                Decider::Leader | Decider::ByRole => {}
            },
        }
        let lapses_at = self.plain.events[event].at + TimeDelta::days(7);
        match self.plain.end_of(event) {
            Some((_, Fate::Lapsed)) => return Some(Refusal::ReservationLapsed { at: lapses_at }),
            Some((_, how)) => return Some(Refusal::ReservationDecided { how }),
            None if at >= lapses_at => return Some(Refusal::ReservationLapsed { at: lapses_at }),
            None => {}
        }
        if verdict != Verdict::Approve {
            return None;
        }
        if self.groups[group].1 != GroupState::Active {
            return Some(Refusal::GroupNotActive);
        }
        if own && asker == LEADER {
            return Some(Refusal::AskerConflict);
        }
        (company.state == PartnerState::Suspended).then_some(Refusal::PartnerSuspended)
    }
}
