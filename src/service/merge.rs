//! `/program merge`: staff say that one company is another, or take that back.

use super::{Answer, Caller, Service, or_none};
use crate::points::text::{Reason, parse_day};
use crate::store::{Candidate, MergeOrder, Merged};

/// Discord shows at most 25 choices.
pub(super) const CHOICES: u32 = 25;

/// What `/program merge` was asked.
#[derive(Clone, Debug)]
pub struct MergeAsked {
    /// The company that becomes the other one: a choice, or its name.
    pub from: String,
    /// The company that it becomes: a choice, or its name.
    pub into: String,
    /// From which day on, `YYYY-MM-DD`; none: today.
    pub since: Option<String>,
    /// `true`: they are two again.
    pub take_back: bool,
    /// Why.
    pub reason: String,
}

impl Service {
    /// Merges two companies, or takes a merge back.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownPartner`, those of the texts and of `points::merge::decide` and `take_back`.
    pub async fn merge_partners(&self, caller: &Caller, asked: &MergeAsked) -> Answer<Merged> {
        caller.must_be_staff()?;
        let reason = Reason::parse(&asked.reason)?;
        let since = asked.since.as_deref().map(parse_day).transpose()?;
        let absorbed = self.partner_asked(&asked.from).await?.id;
        let into = self.partner_asked(&asked.into).await?.id;
        let take_back = asked.take_back;
        let act =
            caller.act(&[&"merge", &absorbed, &into, &or_none(since.as_ref()), &take_back, &reason.as_str()]);
        let by = caller.account;
        self.store.merge_partners(MergeOrder { act, by, absorbed, into, since, take_back, reason }).await
    }

    /// Companies for `/program merge from`: behind those that can be merged those that are, to take it back.
    ///
    /// # Errors
    /// `StaffOnly`.
    pub async fn suggest_to_merge(&self, caller: &Caller, typed: &str) -> Answer<Vec<Candidate>> {
        caller.must_be_staff()?;
        let mut companies = self.store.suggest_partners(typed, None, CHOICES).await?;
        companies.extend(self.store.suggest_absorbed(typed, CHOICES).await?);
        companies.truncate(CHOICES as usize);
        Ok(companies)
    }
}
