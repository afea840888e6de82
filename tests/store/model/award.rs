//! An award on the store and on paper.

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;
use ovation::points::Points;
use ovation::points::award::PartnerState;
use ovation::points::refusal::Refusal;
use ovation::store::outside::Account;
use ovation::store::{Awarded, GroupState};

use super::acts::{GROUP_ZONES, Giver, KINDS, Step};
use super::plain::{Event, Share, What};
use super::play::{Made, Played, refused};
use crate::stage::{ROLE, contribution};

/// Somebody with the leading role.
pub const ORGANIZER: Account = Account::new(12);

impl Played {
    pub async fn award(&mut self, group: usize, partner: usize, step: &Step) {
        let Step::Award { kind, points, days_back, giver, confirmed, .. } = *step else { return };
        let at = self.now().await;
        let zone: Tz = GROUP_ZONES[group].parse().expect("a zone");
        let today = at.with_timezone(&zone).date_naive();
        let day = days_back.map(|days| today + Days::new(1) - Days::new(days));
        let mut order = self.stage.order(self.groups[group].0, self.partners[partner].id, 1);
        order.request.points = points.and_then(Points::new);
        order.request.contribution = contribution(KINDS[kind]);
        order.request.day = day;
        order.request.confirmed = confirmed;
        match giver {
            Giver::Leader => {}
            Giver::ByRole => (order.by, order.roles) = (ORGANIZER, vec![ROLE]),
            Giver::Stranger => order.by = Account::new(15),
        }
        let share = self.plain.shares(group, at).pop();
        let given = points.unwrap_or(if kind == 0 { 100 } else { 80 });
        let expected =
            self.expected(group, partner, (kind, given), (today, day.unwrap_or(today)), giver, share);
        let count = self.plain.events.len();
        let (before, tier) = (self.plain.standing(partner, at, count).points, self.plain.tier(partner));
        let outcome = self.stage.store.award(order.clone()).await;
        let share = match expected {
            Err(refusal) => return refused(outcome, &refusal),
            Ok(share) => share,
        };
        if let Some(event) = self.plain.alike(group, partner, kind, day.unwrap_or(today))
            && !confirmed
        {
            let mut made = self.awards.iter().chain(&self.reservations);
            let record = made.find(|made| made.event == event).expect("it was made").record;
            let Event { at, what: What::Award { points, .. } | What::Reservation { points, .. } } =
                self.plain.events[event]
            else {
                return;
            };
            let points = Points::new(points).expect("points");
            return refused(outcome, &Refusal::LooksLikeDuplicate { record, points, at });
        }
        let awarded = outcome.expect("points that are there");
        let day = day.unwrap_or(today);
        self.answers.push((order.clone(), awarded.clone()));
        let answer = match awarded {
            Awarded::Given(answer) => answer,
            Awarded::Reserved(reserved) => {
                assert!(self.plain.above > 0 && given > self.plain.above);
                let event =
                    self.plain.add(at, What::Reservation { group, partner, kind, day, points: given });
                let receipt = &reserved.receipt;
                assert_eq!((receipt.at, receipt.day, receipt.points), (at, day, given));
                assert_eq!(receipt.remaining_before, share.remaining());
                assert_eq!(receipt.remaining, share.remaining() - given);
                assert!(receipt.leaders_decide, "a role that leads counts as another leader");
                self.reservations.push(Made { record: reserved.record, by: order.by, event });
                return;
            }
        };
        assert!(self.plain.above == 0 || given <= self.plain.above);
        let event = self
            .plain
            .add(at, What::Award { group, partner, kind, day, points: given, asked: at, instead: None });
        let after = self.plain.standing(partner, at, event + 1).points;
        let receipt = &answer.receipt;
        assert_eq!((receipt.at, receipt.day, receipt.points), (at, day, given));
        assert_eq!(receipt.remaining_before, share.remaining());
        assert_eq!(receipt.remaining, share.remaining() - given);
        assert_eq!((receipt.standing_before, receipt.standing), (before, after));
        assert_eq!(receipt.tier_before.as_ref().map(|tier| tier.as_str()), tier);
        assert_eq!(receipt.tier.as_ref().map(|tier| tier.as_str()), self.plain.tier(partner));
        self.awards.push(Made { record: answer.record, by: order.by, event });
    }

    /// What an award must be answered.
    fn expected(
        &self,
        group: usize,
        partner: usize,
        (kind, points): (usize, i64),
        (today, day): (NaiveDate, NaiveDate),
        giver: Giver,
        share: Option<Share>,
    ) -> Result<Share, Refusal> {
        let company = &self.partners[partner];
        if matches!(giver, Giver::Stranger) {
            return Err(Refusal::NotALeader);
        }
        let Some(share) = share.filter(|_| self.groups[group].1 == GroupState::Active) else {
            return Err(Refusal::GroupNotActive);
        };
        if self.is_of_leader(partner) && matches!(giver, Giver::Leader) {
            return Err(Refusal::Conflict);
        }
        if let Some(refusal) = self.merged_into(partner) {
            return Err(refusal);
        }
        if company.state == PartnerState::Declined {
            return Err(Refusal::PartnerDeclined);
        }
        if company.state == PartnerState::Suspended {
            return Err(Refusal::PartnerSuspended);
        }
        let number = |number: i64| Points::new(number).expect("points");
        if kind == 2 {
            return Err(Refusal::UnknownContribution);
        }
        if points > 250 {
            return Err(Refusal::PointsOutOfRange { asked: points, min: number(1), max: number(250) });
        }
        if day > today {
            return Err(Refusal::DayInFuture { day, today });
        }
        if (today - day).num_days() > 30 {
            return Err(Refusal::DayTooOld { day, oldest: today - Days::new(30) });
        }
        if points > share.remaining() {
            let (asked, remaining) = (number(points), number(share.remaining()));
            return Err(Refusal::NotEnough { asked, remaining, next_period: share.ends });
        }
        let (percent, given) = (self.plain.percent, self.plain.given(group, partner, &share));
        let most = share.allocated() * percent / 100;
        if percent > 0 && given + points > most {
            let [asked, most, given] = [points, most, given].map(number);
            let percent = u8::try_from(percent).expect("a percentage");
            return Err(Refusal::ShareExceeded { asked, percent, most, given, next_period: share.ends });
        }
        Ok(share)
    }
}
