//! Awards that are put right, on the store and on paper.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use ovation::points::Points;
use ovation::points::award::PartnerState;
use ovation::points::refusal::Refusal;
use ovation::points::text::Reason;
use ovation::store::outside::Account;
use ovation::store::{CorrectionOrder, GroupState};

use super::acts::{Corrector, GROUP_ZONES, KINDS, Step};
use super::plain::What;
use super::play::{Made, Played, refused};
use crate::stage::{LEADER, ROLE, STAFF, contribution};

/// The award as it should have been, and who says so.
struct Right {
    award: usize,
    partner: usize,
    kind: usize,
    points: i64,
    day: NaiveDate,
    by: Corrector,
}

impl Played {
    pub async fn correct(&mut self, award: usize, partner: Option<usize>, step: &Step) {
        let Step::Correct { kind, points, days_back, by, .. } = *step else { return };
        let at = self.now().await;
        let Made { record, by: giver, event } = self.awards[award];
        let What::Award { group, partner: before, kind: was, day, points: gave, asked, .. } =
            self.plain.events[event].what
        else {
            return;
        };
        let today = self.group_day(group, self.plain.first_given(event));
        let right = Right {
            award: event,
            // Companies that are one are one here as well: the award stays with the one that it was given to.
            partner: partner.filter(|one| !self.plain.family_now(before).contains(one)).unwrap_or(before),
            kind: kind.unwrap_or(was),
            points: points.unwrap_or(gave),
            day: days_back.map_or(day, |days| today + Days::new(1) - Days::new(days)),
            by,
        };
        if (right.partner, right.kind, right.points, right.day) == (before, was, gave, day) {
            // Other words alone are told elsewhere.
            return;
        }
        let (person, staff) = match by {
            Corrector::Giver => (giver, false),
            Corrector::Stranger => (Account::new(15), false),
            Corrector::Staff => (STAFF, true),
        };
        let order = CorrectionOrder {
            act: self.stage.act(),
            by: person,
            roles: vec![ROLE],
            staff,
            award: record,
            partner: self.partners[right.partner].id,
            points: Points::new(right.points).expect("points"),
            contribution: contribution(KINDS[right.kind]),
            day: right.day,
            reason: Reason::parse("A talk that was no sales pitch").expect("a reason"),
        };
        let expected = self.not_right(&right, person, at);
        let outcome = self.stage.store.correct(order.clone()).await;
        if let Some(refusal) = expected {
            return refused(outcome, &refusal);
        }
        let answer = outcome.expect("an award that may be put right");
        let Right { partner, kind, points, day, .. } = right;
        let what = What::Award { group, partner, kind, day, points, asked, instead: Some(event) };
        let event = self.plain.add(at, what);
        assert!(!answer.words_only);
        let now = &answer.award;
        assert_eq!((now.partner, now.points, now.day), (self.partners[partner].id, points, day));
        assert_eq!((now.by, now.at, now.taken_back), (Some(giver), at, false));
        let share = self.plain.shares(group, at).pop().expect("a group that gave");
        assert_eq!(answer.remaining, (share.starts <= asked).then(|| share.remaining()));
        assert_eq!(self.stage.store.correct(order).await.expect("the first answer"), answer);
        self.awards.push(Made { record: now.record, by: giver, event });
    }

    fn group_day(&self, group: usize, at: DateTime<Utc>) -> NaiveDate {
        let zone: Tz = GROUP_ZONES[group].parse().expect("a zone");
        at.with_timezone(&zone).date_naive()
    }

    /// Why it must be refused.
    fn not_right(&self, right: &Right, person: Account, at: DateTime<Utc>) -> Option<Refusal> {
        let event = right.award;
        let What::Award { group, partner, points: gave, .. } = self.plain.events[event].what else {
            return None;
        };
        let leader = !matches!(right.by, Corrector::Staff);
        if matches!(right.by, Corrector::Stranger) {
            return Some(Refusal::NotYours);
        }
        if self.plain.taken_back(event).is_some() {
            return Some(Refusal::AlreadyReversed);
        }
        if leader && at - self.plain.first_given(event) > TimeDelta::minutes(15) {
            return Some(Refusal::CorrectionTooLate { minutes: 15 });
        }
        let excess = (right.points - gave).max(0);
        let another = right.partner != partner;
        let gives = another || excess > 0;
        if self.groups[group].1 != GroupState::Active && (gives || leader) {
            return Some(Refusal::GroupNotActive);
        }
        if person == LEADER && self.is_of_leader(right.partner) {
            return Some(Refusal::Conflict);
        }
        if let Some(refusal) = self.merged_into(right.partner).filter(|_| another) {
            return Some(refusal);
        }
        let company = &self.partners[self.plain.is_now(right.partner)];
        if gives && company.state == PartnerState::Suspended {
            return Some(Refusal::PartnerSuspended);
        }
        if gives && company.state == PartnerState::Declined {
            return Some(Refusal::PartnerDeclined);
        }
        self.wrong_content(right, (group, gave), at)
            .or_else(|| self.too_much(right, (leader, another, excess), at))
    }

    fn wrong_content(
        &self,
        right: &Right,
        (group, gave): (usize, i64),
        _at: DateTime<Utc>,
    ) -> Option<Refusal> {
        let What::Award { kind, day, .. } = self.plain.events[right.award].what else { return None };
        if right.kind != kind && right.kind == 2 {
            return Some(Refusal::UnknownContribution);
        }
        let number = |number: i64| Points::new(number).expect("points");
        if right.points != gave && right.points > 250 {
            return Some(Refusal::PointsOutOfRange { asked: right.points, min: number(1), max: number(250) });
        }
        let today = self.group_day(group, self.plain.first_given(right.award));
        if right.day != day && right.day > today {
            return Some(Refusal::DayInFuture { day: right.day, today });
        }
        (right.day != day && (today - right.day).num_days() > 30)
            .then(|| Refusal::DayTooOld { day: right.day, oldest: today - Days::new(30) })
    }

    fn too_much(
        &self,
        right: &Right,
        (leader, another, excess): (bool, bool, i64),
        at: DateTime<Utc>,
    ) -> Option<Refusal> {
        let What::Award { group, partner, points: gave, asked, .. } = self.plain.events[right.award].what
        else {
            return None;
        };
        let number = |number: i64| Points::new(number).expect("points");
        let above = self.plain.above;
        if above > 0 && leader && (another || excess > 0) && right.points > above {
            return Some(Refusal::NeedsApproval { above: number(above) });
        }
        let shares = self.plain.shares(group, at);
        let next_period = self.plain.period_of(at).1;
        let share = shares.iter().find(|share| share.starts <= asked && asked < share.ends)?;
        if at >= share.ends && excess > 0 {
            return Some(Refusal::PeriodOver { most: number(gave) });
        }
        if excess > share.remaining() {
            let (asked, remaining) = (number(excess), number(share.remaining()));
            return Some(Refusal::NotEnough { asked, remaining, next_period });
        }
        let (percent, most) = (self.plain.percent, share.allocated() * self.plain.percent / 100);
        let (more, whom) = if another { (right.points, right.partner) } else { (excess, partner) };
        let given = self.plain.given(group, whom, share);
        if percent > 0 && more > 0 && given + more > most {
            let [asked, most, given] = [more, most, given].map(number);
            let percent = u8::try_from(percent).expect("a percentage");
            return Some(Refusal::ShareExceeded { asked, percent, most, given, next_period });
        }
        None
    }
}
