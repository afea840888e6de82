//! "Correct this award": what was given is put right, or taken back with a reason.

use chrono::TimeDelta;

use super::group::is_a_leader;
use super::{Answer, AwardWords, Caller, Service};
use crate::points::ids::RecordId;
use crate::points::refusal::Refusal;
use crate::points::text::{Reason, parse_day};
use crate::store::outside::Message;
use crate::store::{Corrected, CorrectionOrder, GivenAward, ReversalOrder, Reversed};

/// What the form says, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionAsked {
    /// The award.
    pub award: RecordId,
    /// The company's name.
    pub partner: String,
    /// What it should be.
    pub words: AwardWords,
}

impl Service {
    /// The award that a message tells of, for who may put it right now; none when the message is no shout-out.
    ///
    /// # Errors
    /// `NotYours`, `AlreadyReversed`, `CorrectionTooLate`.
    pub async fn award_of_message(&self, caller: &Caller, message: Message) -> Answer<Option<GivenAward>> {
        match self.store.award_told(message).await? {
            Some(record) => Ok(Some(self.correctable(caller, record).await?)),
            None => Ok(None),
        }
    }

    /// An award, for who may put it right now.
    ///
    /// # Errors
    /// `UnknownRecord`, `NotYours`, `NotALeader`, `AlreadyReversed`, `CorrectionTooLate`.
    pub async fn correctable(&self, caller: &Caller, record: RecordId) -> Answer<GivenAward> {
        let award = self.store.given_award(record).await?.ok_or(Refusal::UnknownRecord)?;
        let minutes = self.rules.award().undo_within_minutes();
        if !caller.staff && award.by != Some(caller.account) {
            return Err(Refusal::NotYours.into());
        }
        // Asked again under the lock; but nobody fills a form for nothing.
        if !caller.staff
            && !self.store.group(award.group).await?.is_some_and(|group| is_a_leader(caller, &group))
        {
            return Err(Refusal::NotALeader.into());
        }
        if award.taken_back {
            return Err(Refusal::AlreadyReversed.into());
        }
        if !caller.staff && (self.clock)() - award.at > TimeDelta::minutes(minutes.into()) {
            return Err(Refusal::CorrectionTooLate { minutes }.into());
        }
        Ok(award)
    }

    /// Puts an award right.
    ///
    /// # Errors
    /// Every refusal of `points::correction::decide` and `points::amendment::decide`, of the texts and of the company.
    pub async fn correct(&self, caller: &Caller, asked: &CorrectionAsked) -> Answer<Corrected> {
        let words = &asked.words;
        let contribution = self.contribution_asked(&words.contribution)?;
        let points = self.points_asked(&words.points)?;
        let day = parse_day(&words.day)?;
        let reason = Reason::parse(&words.reason)?;
        let partner = self.partner_called(&asked.partner).await?.id;
        let act = caller.act(&[&asked.award, &partner, &contribution, &points, &day, &reason.as_str()]);
        let (by, roles, staff) = (caller.account, caller.roles.clone(), caller.staff);
        let award = asked.award;
        let order =
            CorrectionOrder { act, by, roles, staff, award, partner, points, contribution, day, reason };
        self.store.correct(order).await
    }

    /// Takes an award back with a reason: who gave it in time, staff at any time.
    ///
    /// # Errors
    /// Every refusal of `points::reversal::decide`, and of the text.
    pub async fn take_back(&self, caller: &Caller, award: RecordId, reason: &str) -> Answer<Reversed> {
        let reason = Reason::parse(reason)?;
        let order = ReversalOrder {
            act: caller.act(&[&award, &reason.as_str()]),
            by: caller.account,
            roles: caller.roles.clone(),
            staff: caller.staff,
            award,
            reason: reason.as_str().to_owned(),
        };
        self.store.reverse(order).await
    }
}
