//! `/offer`: a company offers help, and says what it wants to hear of.

use super::{Answer, Caller, Service, choice, chosen};
use crate::points::award::PartnerState;
use crate::points::ids::{PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::request::{OfferVerdict, RequestKind, RequestState, WantedRefusal};
use crate::points::text::{Wording, search_key, shortened};
use crate::store::outside::Channel;
use crate::store::{
    Candidate, HelpRequest, Offer, OfferOrder, OfferVerdictOrder, RequestScope, Subscription,
};

/// Offers that a leader is shown at once: each has four components, and a message holds 40.
pub const ANSWERED_AT_ONCE: u32 = 8;
/// Offers that are listed.
const OFFERS: u32 = 10;
/// Discord shows at most 25 choices.
const CHOICES: u32 = 25;
/// Open requests that are looked through while somebody types, newest first.
const SEARCHED: u32 = 100;

/// Who offers: known, or to be chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Offering {
    /// For this company.
    For(Candidate),
    /// The person represents several.
    Which(Vec<Candidate>),
}

/// One change of what somebody wants to hear of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubscriptionChange {
    /// Requests of these kinds.
    Kinds(Vec<RequestKind>),
    /// Requests in this language; none: in any.
    Language(Option<String>),
    /// What concerns their own companies.
    Own(bool),
    /// By direct message in this channel; none: not so.
    Direct(Option<Channel>),
}

impl Service {
    /// A request that takes offers, and the company for which the caller would offer.
    ///
    /// # Errors
    /// `UnknownRecord`, `RequestEnded`, `NotARepresentative`, `PartnerSuspended`.
    pub async fn offering(
        &self,
        caller: &Caller,
        request: RecordId,
        partner: Option<PartnerId>,
    ) -> Answer<(HelpRequest, Offering)> {
        let request = self.store.request(request).await?.ok_or(Refusal::UnknownRecord)?;
        let own = self.store.represented_by(caller.account).await?;
        let own: Vec<Candidate> = own.into_iter().filter(|company| !company.nominated).collect();
        if own.is_empty() {
            return Err(Refusal::NotARepresentative.into());
        }
        if request.state() != RequestState::Open {
            return Err(Refusal::from(WantedRefusal::RequestEnded { how: request.state() }).into());
        }
        let mut fitting: Vec<Candidate> =
            own.iter().filter(|company| partner.is_none_or(|one| one == company.id)).cloned().collect();
        match fitting.len() {
            0 => Err(Refusal::NotARepresentative.into()),
            1 => {
                let company = fitting.remove(0);
                // Asked again under the lock; but nobody writes an offer for nothing.
                match self.store.partner(company.id).await?.map(|partner| partner.state) {
                    Some(PartnerState::Suspended) => Err(Refusal::PartnerSuspended.into()),
                    _ => Ok((request, Offering::For(company))),
                }
            }
            _ => Ok((request, Offering::Which(fitting))),
        }
    }

    /// A request by its number or its topic, for `/offer make`.
    ///
    /// # Errors
    /// `UnknownRequest`.
    pub async fn request_asked(&self, asked: &str) -> Answer<RecordId> {
        let unknown = || WantedRefusal::UnknownRequest { asked: shortened(asked) };
        if let Some(number) = chosen(asked) {
            let request = self.store.request(RecordId::from_raw(number)).await?;
            return Ok(request.ok_or_else(|| Refusal::from(unknown()))?.record);
        }
        let found = self.suggest_requests(asked).await?;
        let wanted = search_key(asked);
        let exact = found.iter().find(|request| search_key(&request.topic) == wanted);
        match (exact, found.as_slice()) {
            (Some(request), _) | (None, [request]) => Ok(request.record),
            _ => self.request_numbered(asked).await?.ok_or_else(|| Refusal::from(unknown()).into()),
        }
    }

    /// The request of the number that was typed.
    async fn request_numbered(&self, typed: &str) -> Answer<Option<RecordId>> {
        let Ok(number) = typed.trim().parse() else { return Ok(None) };
        let request = self.store.request(RecordId::from_raw(number)).await?;
        Ok(request.map(|request| request.record))
    }

    /// Requests while somebody types for `/offer make`.
    ///
    /// # Errors
    /// Faults.
    pub async fn suggest_requests(&self, typed: &str) -> Answer<Vec<HelpRequest>> {
        let typed = search_key(typed);
        let mut open = self.store.open_requests(RequestScope::Program, 0, SEARCHED).await?;
        open.retain(|request| {
            search_key(&request.topic).contains(&typed) || search_key(&request.group_name).contains(&typed)
        });
        open.truncate(CHOICES as usize);
        Ok(open)
    }

    /// A company offers help.
    ///
    /// # Errors
    /// Those of the text, `UnknownRecord`, and every refusal of `points::request::offer`.
    pub async fn offer_help(
        &self,
        caller: &Caller,
        request: RecordId,
        partner: PartnerId,
        wording: &str,
    ) -> Answer<Offer> {
        let wording = Wording::parse(wording)?;
        let act = caller.act(&[&request, &partner, &wording.as_str()]);
        self.store.offer_help(OfferOrder { act, by: caller.account, request, partner, wording }).await
    }

    /// An offer is accepted, declined or taken back.
    ///
    /// # Errors
    /// `UnknownRecord`, and every refusal of `points::request::decide_offer`.
    pub async fn answer_offer(
        &self,
        caller: &Caller,
        offer: RecordId,
        verdict: OfferVerdict,
    ) -> Answer<Offer> {
        let word = match verdict {
            OfferVerdict::Accept => "accept",
            OfferVerdict::Decline => "decline",
            OfferVerdict::Withdraw => "withdraw",
        };
        let act = caller.act(&[&offer, &word]);
        let (by, roles) = (caller.account, caller.roles.clone());
        self.store.answer_offer(OfferVerdictOrder { act, by, roles, offer, verdict }).await
    }

    /// Offers that wait for an answer of a group that the caller leads here, and one more than are shown, if there are so
    /// many.
    ///
    /// # Errors
    /// `UnknownRecord`, and refusals of the group.
    pub async fn offers_for(&self, caller: &Caller, request: RecordId) -> Answer<Vec<Offer>> {
        let asked = self.store.request(request).await?.ok_or(Refusal::UnknownRecord)?;
        self.acting_group(caller, Some(&choice(asked.group))).await?;
        self.store.offers_for(request, ANSWERED_AT_ONCE + 1).await
    }

    /// The newest offers of the caller's companies.
    ///
    /// # Errors
    /// `NotARepresentative`.
    pub async fn own_offers(&self, caller: &Caller) -> Answer<Vec<Offer>> {
        if self.store.represented_by(caller.account).await?.is_empty() {
            return Err(Refusal::NotARepresentative.into());
        }
        self.store.offers_by(caller.account, OFFERS).await
    }

    /// What the caller wants to hear of.
    ///
    /// # Errors
    /// `NotARepresentative`.
    pub async fn subscription(&self, caller: &Caller) -> Answer<Subscription> {
        if self.store.represented_by(caller.account).await?.is_empty() {
            return Err(Refusal::NotARepresentative.into());
        }
        Ok(self.store.subscription(caller.account).await?.unwrap_or_default())
    }

    /// Changes what the caller wants to hear of, who is spoken to in `locale` from now on.
    ///
    /// # Errors
    /// `NotARepresentative`.
    pub async fn change_subscription(
        &self,
        caller: &Caller,
        change: SubscriptionChange,
        locale: &str,
    ) -> Answer<Subscription> {
        let mut wanted = self.subscription(caller).await?;
        match change {
            SubscriptionChange::Kinds(kinds) => wanted.kinds = kinds,
            SubscriptionChange::Language(language) => {
                wanted.language = language.filter(|word| self.rules.languages().contains(word));
            }
            SubscriptionChange::Own(own) => wanted.own = own,
            SubscriptionChange::Direct(channel) => wanted.direct = channel,
        }
        locale.clone_into(&mut wanted.locale);
        let nothing = wanted.kinds.is_empty() && !wanted.own && wanted.direct.is_none();
        self.store.subscribe(caller.account, (!nothing).then(|| wanted.clone())).await?;
        Ok(wanted)
    }

    /// Nothing is told to the caller directly any more.
    ///
    /// # Errors
    /// Faults.
    pub async fn stop_notices(&self, caller: &Caller) -> Answer<()> {
        let Some(mut wanted) = self.store.subscription(caller.account).await? else { return Ok(()) };
        wanted.direct = None;
        self.store.subscribe(caller.account, Some(wanted)).await
    }
}
