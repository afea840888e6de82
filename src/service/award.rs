//! `/award`: a leader gives points.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Answer, Caller, Service, choice, chosen, or_none};
use crate::points::Points;
use crate::points::award::AwardRequest;
use crate::points::ids::{ContributionId, PartnerId};
use crate::points::refusal::Refusal;
use crate::points::text::{EventName, Reason, Website, parse_day, shortened};
use crate::store::{
    Act, AwardOrder, Awarded, Failure, Particulars, Partner, Question, QuestionId, Settles, StoreFault,
};

/// How many companies are named to somebody who asked for an unknown one.
const NEAR_NAMES: u32 = 3;

/// What `/award` was asked, as it was typed or chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardAsked {
    /// A company: a choice, or its name.
    pub partner: String,
    /// The contribution's id.
    pub contribution: String,
    /// Why.
    pub reason: String,
    /// How many points; none: what the rules suggest.
    pub points: Option<i64>,
    /// The day of the contribution, `YYYY-MM-DD`; none: today.
    pub date: Option<String>,
    /// For which group: a choice, or its name.
    pub group: Option<String>,
    /// The event at which it happened.
    pub event: Option<String>,
    /// Where more is to be read: an https address.
    pub link: Option<String>,
    /// What it settles, where it isn't an award of the leader's own making.
    #[serde(default)]
    pub settles: Option<Settles>,
}

/// What became of an award that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum AwardAnswer {
    /// It is given, or its points are set aside for an approval.
    Done(Awarded),
    /// It looks like one that was given already: is it another one?
    Asked {
        /// The question, to be answered with [`Service::award_all_the_same`].
        question: QuestionId,
        /// The points of the award that it looks like.
        points: Points,
        /// When that one was given.
        at: DateTime<Utc>,
    },
}

fn unreadable(error: &serde_json::Error) -> StoreFault {
    StoreFault::Unreadable(format!("a question: {error}"))
}

impl Service {
    /// Gives points to a company for a group that the caller leads. What looks like an award that was given already is
    /// kept, and the caller is asked.
    ///
    /// # Errors
    /// Every refusal of `points::award::decide` but `LooksLikeDuplicate`, of the texts, of the group and of the company.
    pub async fn award(&self, caller: &Caller, asked: &AwardAsked) -> Answer<AwardAnswer> {
        let order = self.order(caller, asked).await?;
        let act = order.act.clone();
        // What was found out is kept, so that the answer means the same in another channel.
        let (group, partner) = (Some(choice(order.request.group)), choice(order.request.partner));
        match self.store.award(order).await {
            Ok(awarded) => Ok(AwardAnswer::Done(awarded)),
            Err(Failure::Refused(Refusal::LooksLikeDuplicate { points, at, .. })) => {
                let asked = AwardAsked { group, partner, ..asked.clone() };
                let body = serde_json::to_string(&asked).map_err(|error| unreadable(&error))?;
                let question = Question { by: caller.account, body };
                let question = self.store.keep_question(&act, &question).await?;
                Ok(AwardAnswer::Asked { question, points, at })
            }
            Err(other) => Err(other),
        }
    }

    /// Gives what somebody was asked about: it is another award than the one it looks like. Rights and limits are checked
    /// again; a second click gets the first answer.
    ///
    /// # Errors
    /// `QuestionForgotten`, and those of [`Self::award`].
    pub async fn award_all_the_same(&self, caller: &Caller, id: QuestionId) -> Answer<Awarded> {
        // Nobody sees the question of another, so to everybody else there is none.
        let question = self.store.question(id).await?.filter(|question| question.by == caller.account);
        let question = question.ok_or(Refusal::QuestionForgotten)?;
        let asked: AwardAsked = serde_json::from_str(&question.body).map_err(|error| unreadable(&error))?;
        let mut order = self.order(caller, &asked).await?;
        // The question, not the click, is what is answered once.
        order.act = Act { key: format!("question:{}", id.get()), ..order.act };
        order.request.confirmed = true;
        self.store.award(order).await
    }

    async fn order(&self, caller: &Caller, asked: &AwardAsked) -> Answer<AwardOrder> {
        let group = self.acting_group(caller, asked.group.as_deref()).await?;
        let contribution =
            ContributionId::parse(&asked.contribution).map_err(|_| Refusal::UnknownContribution)?;
        let reason = Reason::parse(&asked.reason)?;
        let day = asked.date.as_deref().map(parse_day).transpose()?;
        let event = asked.event.as_deref().map(EventName::parse).transpose()?;
        let link = asked.link.as_deref().map(Website::parse).transpose()?;
        let points = asked.points.map(|points| self.points(points)).transpose()?;
        let partner = self.partner_asked(&asked.partner).await?;
        let act = caller.act(&[
            &group.id,
            &partner.id,
            &contribution,
            &reason.as_str(),
            &or_none(points.as_ref()),
            &or_none(day.as_ref()),
            &or_none(event.as_ref().map(EventName::as_str).as_ref()),
            &or_none(link.as_ref().map(Website::as_str).as_ref()),
            &or_none(asked.settles.map(Settles::record).as_ref()),
        ]);
        let request = AwardRequest {
            group: group.id,
            partner: partner.id,
            contribution,
            points,
            reason,
            day,
            confirmed: false,
        };
        let (by, roles, particulars) = (caller.account, caller.roles.clone(), Particulars { event, link });
        let settles = asked.settles;
        Ok(AwardOrder { act, by, roles, request, particulars, announce: true, settles })
    }

    fn points(&self, asked: i64) -> Result<Points, Refusal> {
        Points::new(asked).ok_or(Refusal::PointsOutOfRange {
            asked,
            min: Points::ONE,
            max: self.rules.award().max_points(),
        })
    }

    /// The company that was chosen or named; else the names that come near.
    pub(super) async fn partner_asked(&self, asked: &str) -> Answer<Partner> {
        let Some(id) = chosen(asked) else { return self.partner_called(asked).await };
        let unknown = || Refusal::UnknownPartner { asked: shortened(asked), suggestions: Vec::new() };
        self.store.partner(PartnerId::from_raw(id)).await?.ok_or_else(|| unknown().into())
    }

    /// The company of that name; else the names that come near.
    pub(super) async fn partner_called(&self, asked: &str) -> Answer<Partner> {
        if let Some(partner) = self.store.partner_named(asked).await? {
            return Ok(partner);
        }
        let near = self.store.suggest_partners(asked, None, NEAR_NAMES).await?;
        let suggestions = near.into_iter().map(|candidate| candidate.name).collect();
        Err(Refusal::UnknownPartner { asked: shortened(asked), suggestions }.into())
    }
}
