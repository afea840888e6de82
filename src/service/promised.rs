//! The award for what was promised: filled in as far as it is known, and by all rules of an award.

use chrono::NaiveDate;

use super::{Answer, AwardAnswer, AwardAsked, AwardWords, Caller, Service, choice};
use crate::points::ids::{ContributionId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::request::{WantedRefusal, thank};
use crate::store::{HelpRequest, Settles};

/// What is known of the thanks before anybody has typed.
#[derive(Clone, Debug, PartialEq)]
pub struct PromisedForm {
    /// The company's name.
    pub partner_name: String,
    /// What it did, where the program has such a contribution.
    pub contribution: Option<ContributionId>,
    /// On which day: the last one of the request, today where that is still to come.
    pub day: NaiveDate,
    /// What it was about, to who asked for it: the words of somebody else stay theirs, and go when they are erased.
    pub topic: String,
}

impl Service {
    /// What is known of the thanks for a request, for who leads its group here.
    ///
    /// # Errors
    /// `UnknownRecord`, `RequestNotAccepted`, `RequestEnded`, and refusals of the group.
    pub async fn promised_form(&self, caller: &Caller, request: RecordId) -> Answer<PromisedForm> {
        let request = self.promised(caller, request).await?;
        let today = (self.clock)().with_timezone(&request.facts.timezone).date_naive();
        let known = ContributionId::parse(request.kind.contribution()).ok();
        let (_, partner_name) = request.accepted.ok_or(Refusal::from(WantedRefusal::RequestNotAccepted))?;
        Ok(PromisedForm {
            partner_name,
            contribution: known.filter(|id| self.rules.contribution(id).is_some()),
            day: request.facts.last.map_or(today, |last| last.min(today)),
            topic: if request.by == Some(caller.account) { request.topic } else { String::new() },
        })
    }

    /// Thanks the company that helped.
    ///
    /// # Errors
    /// Those of [`Self::promised_form`] and of [`Self::award`].
    pub async fn thank_for_promised(
        &self,
        caller: &Caller,
        request: RecordId,
        words: &AwardWords,
    ) -> Answer<AwardAnswer> {
        let request = self.promised(caller, request).await?;
        let (partner, _) = request.accepted.ok_or(Refusal::from(WantedRefusal::RequestNotAccepted))?;
        let known = AwardAsked {
            partner: choice(partner),
            group: Some(choice(request.group)),
            // As in the form: with the words of somebody else they would survive an erasure.
            event: (request.by == Some(caller.account)).then_some(request.topic),
            settles: Some(Settles::Request(request.record)),
            ..AwardAsked::default()
        };
        self.award(caller, &self.as_typed(known, words)?).await
    }

    async fn promised(&self, caller: &Caller, request: RecordId) -> Answer<HelpRequest> {
        let request = self.store.request(request).await?.ok_or(Refusal::UnknownRecord)?;
        self.acting_group(caller, Some(&choice(request.group))).await?;
        thank(request.state())?;
        Ok(request)
    }
}
