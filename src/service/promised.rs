//! The award for what was promised: filled in as far as it is known, and by all rules of an award.

use chrono::NaiveDate;

use super::{Answer, AwardAnswer, AwardAsked, Caller, Service};
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
    /// What it was about.
    pub topic: String,
}

/// What the form of the thanks says, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromisedAsked {
    /// The request.
    pub request: RecordId,
    /// What for: the contribution's id, or its name in any language.
    pub contribution: String,
    /// How many points.
    pub points: String,
    /// The day, `YYYY-MM-DD`.
    pub day: String,
    /// Why.
    pub reason: String,
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
            topic: request.topic,
        })
    }

    /// Thanks the company that helped.
    ///
    /// # Errors
    /// Those of [`Self::promised_form`] and of [`Self::award`].
    pub async fn thank_for_promised(&self, caller: &Caller, asked: &PromisedAsked) -> Answer<AwardAnswer> {
        let request = self.promised(caller, asked.request).await?;
        let (partner, _) = request.accepted.ok_or(Refusal::from(WantedRefusal::RequestNotAccepted))?;
        let contribution = self.contribution_asked(&asked.contribution)?;
        let points = self.points_asked(&asked.points)?;
        let award = AwardAsked {
            partner: partner.to_string(),
            contribution: contribution.as_str().to_owned(),
            reason: asked.reason.clone(),
            points: Some(points.get()),
            date: Some(asked.day.clone()),
            group: Some(request.group.to_string()),
            // The words of somebody else stay theirs: with them they would survive an erasure.
            event: (request.by == Some(caller.account)).then_some(request.topic),
            link: None,
            settles: Some(Settles::Request(asked.request)),
        };
        self.award(caller, &award).await
    }

    async fn promised(&self, caller: &Caller, request: RecordId) -> Answer<HelpRequest> {
        let request = self.store.request(request).await?.ok_or(Refusal::UnknownRecord)?;
        self.acting_group(caller, Some(&request.group.to_string())).await?;
        thank(request.state())?;
        Ok(request)
    }
}
