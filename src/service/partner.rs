//! `/partner`: companies join, change, are looked at.

use chrono::NaiveDate;

use super::{Answer, Caller, Service, or_none};
use crate::points::evaluation::Held;
use crate::points::ids::{PartnerId, TierId};
use crate::points::refusal::Refusal;
use crate::points::standing::{Standing, program_day};
use crate::points::text::{CompanyName, Note, Website};
use crate::points::tier;
use crate::store::outside::Account;
use crate::store::{
    Candidate, Failure, NextTier, Partner, PartnerEdit, PartnerStanding, Registration, RepresentativeChange,
};

/// Companies on a page of `/partner list`.
const PAGE: u32 = 15;
/// Awards on a company's card.
const THANKS: u32 = 3;

/// What `/partner register` was asked.
#[derive(Clone, Debug)]
pub struct RegisterAsked {
    /// The company's name.
    pub name: String,
    /// Its website.
    pub website: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Whether the caller works there.
    pub represents: bool,
}

/// What `/partner edit` was asked.
#[derive(Clone, Debug)]
pub struct EditAsked {
    /// The company; none: the caller's own.
    pub partner: Option<String>,
    /// Its new name.
    pub name: Option<String>,
    /// Its new website.
    pub website: Option<String>,
    /// Its new description.
    pub description: Option<String>,
    /// Whether it is on the wall on the web.
    pub on_the_wall: Option<bool>,
}

/// What `/partner representative` was asked.
#[derive(Clone, Debug)]
pub struct RepresentativeAsked {
    /// The company; none: the caller's own.
    pub partner: Option<String>,
    /// Who comes or goes.
    pub who: Account,
    /// `true`: comes.
    pub add: bool,
}

/// A company's standing, and its way to the next tier.
#[derive(Clone, Debug)]
pub struct StandingCard {
    /// The standing.
    pub standing: PartnerStanding,
    /// What keeps its tier, where that isn't the standing alone.
    pub kept: Option<TierKept>,
    /// The next tier, and what is there of it; none at the highest.
    pub next: Option<NextTier>,
}

/// What keeps a company's tier for a time, whatever its standing becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TierKept {
    /// Its guarantee.
    Guaranteed {
        /// The first day that it doesn't cover.
        until: NaiveDate,
    },
    /// The guarantee is over and the standing too low: it has time to reach the tier again.
    Warned {
        /// The day on which it goes one tier down otherwise.
        until: NaiveDate,
    },
}

/// A page of companies.
#[derive(Clone, Debug)]
pub struct PartnerPage {
    /// The companies.
    pub partners: Vec<Candidate>,
    /// Which page, from 0.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// How many companies there are.
    pub total: u32,
    /// Only this tier.
    pub tier: Option<TierId>,
}

impl Service {
    /// A company joins, or is nominated.
    ///
    /// # Errors
    /// Refusals of the texts, `NameTaken`.
    pub async fn register_partner(&self, caller: &Caller, asked: &RegisterAsked) -> Answer<Partner> {
        let name = CompanyName::parse(&asked.name)?;
        let website = asked.website.as_deref().map(Website::parse).transpose()?;
        let description = Note::parse(asked.description.as_deref().unwrap_or_default())?;
        let site = website.as_ref().map(Website::as_str);
        let act =
            caller.act(&[&name.as_str(), &or_none(site.as_ref()), &description.as_str(), &asked.represents]);
        let represents = asked.represents;
        let registration = Registration { act, by: caller.account, name, website, description, represents };
        self.store.register_partner(registration).await
    }

    /// Changes a company that the caller represents (staff: any).
    ///
    /// # Errors
    /// Refusals of the texts, `NotARepresentative`, `NameTaken`, `NothingToChange`.
    pub async fn edit_partner(&self, caller: &Caller, asked: &EditAsked) -> Answer<Partner> {
        let partner = self.own_partner(caller, asked.partner.as_deref()).await?;
        let name = asked.name.as_deref().map(CompanyName::parse).transpose()?;
        let website = asked.website.as_deref().map(Website::parse).transpose()?;
        let description = asked.description.as_deref().map(Note::parse).transpose()?;
        let act = caller.act(&[
            &partner.id,
            &or_none(name.as_ref().map(CompanyName::as_str).as_ref()),
            &or_none(website.as_ref().map(Website::as_str).as_ref()),
            &or_none(description.as_ref().map(Note::as_str).as_ref()),
            &or_none(asked.on_the_wall.as_ref()),
        ]);
        let (by, partner, on_the_wall) = (caller.account, partner.id, asked.on_the_wall);
        let edit = PartnerEdit { act, by, partner, name, website, description, on_the_wall };
        self.store.edit_partner(edit).await
    }

    /// Adds or removes a representative: by a representative of that company, or by staff; nobody adds themselves.
    ///
    /// # Errors
    /// `NotARepresentative`, `NotYourself`, `NothingToChange`.
    pub async fn change_representative(
        &self,
        caller: &Caller,
        asked: &RepresentativeAsked,
    ) -> Answer<Partner> {
        let partner = self.own_partner(caller, asked.partner.as_deref()).await?;
        if asked.add && asked.who == caller.account {
            return Err(Refusal::NotYourself.into());
        }
        let act = caller.act(&[&partner.id, &asked.who, &asked.add]);
        let (by, who, add) = (caller.account, asked.who, asked.add);
        let change = RepresentativeChange { act, by, partner: partner.id, who, add };
        self.store.change_representative(change).await
    }

    /// A company by its number.
    ///
    /// # Errors
    /// `UnknownPartner`.
    pub async fn partner(&self, partner: PartnerId) -> Answer<Partner> {
        let unknown = Refusal::UnknownPartner { asked: String::new(), suggestions: Vec::new() };
        Ok(self.store.partner(partner).await?.ok_or(unknown)?)
    }

    /// What everybody may see of a company. That it is warned is between itself and staff.
    ///
    /// # Errors
    /// `UnknownPartner`.
    pub async fn view_partner(&self, caller: &Caller, asked: &str) -> Answer<StandingCard> {
        let partner = self.partner_asked(asked).await?;
        let mut card = self.standing_card(partner.id, THANKS).await?;
        if !caller.staff && !partner.representatives.contains(&caller.account) {
            card.kept = card.kept.filter(|kept| !matches!(kept, TierKept::Warned { .. }));
        }
        Ok(card)
    }

    pub(super) async fn standing_card(&self, partner: PartnerId, thanks: u32) -> Answer<StandingCard> {
        let standing = self.store.standing(partner, thanks).await?;
        let next = NextTier::after(&self.rules, standing.partner.tier.as_ref(), &standing.standing);
        let kept = standing.held.as_ref().and_then(|held| self.tier_kept(held));
        Ok(StandingCard { standing, kept, next })
    }

    /// Nothing, where the guarantee is over; or where the tier asks for nothing and so can't be lost.
    fn tier_kept(&self, held: &Held) -> Option<TierKept> {
        if let Some(until) = held.warned_until {
            return Some(TierKept::Warned { until });
        }
        let until = held.guaranteed_until(&self.rules);
        let today = program_day(&self.rules, (self.clock)());
        let can_be_lost = !tier::reaches(&self.rules, &held.tier, &Standing::default());
        (today < until && can_be_lost).then_some(TierKept::Guaranteed { until })
    }

    /// A page of all companies. A page beyond the last is the last.
    ///
    /// # Errors
    /// Faults.
    pub async fn list_partners(&self, tier: Option<&str>, page: u32) -> Answer<PartnerPage> {
        let tier = tier.and_then(|word| TierId::parse(word).ok()).filter(|id| self.rules.tier(id).is_some());
        let (partners, total) =
            self.store.list_partners(tier.as_ref(), page.saturating_mul(PAGE), PAGE).await?;
        let pages = total.div_ceil(PAGE).max(1);
        if page >= pages {
            let (partners, total) = self.store.list_partners(tier.as_ref(), (pages - 1) * PAGE, PAGE).await?;
            return Ok(PartnerPage { partners, page: pages - 1, pages, total, tier });
        }
        Ok(PartnerPage { partners, page, pages, total, tier })
    }

    /// The company that was named, if the caller may act for it; or the caller's own.
    pub(super) async fn own_partner(&self, caller: &Caller, asked: Option<&str>) -> Answer<Partner> {
        let Some(asked) = asked else {
            let mine = self.store.represented_by(caller.account).await?;
            let first = mine.first().ok_or(Refusal::NotARepresentative)?;
            let gone = || Failure::Refused(Refusal::NotARepresentative);
            return self.store.partner(first.id).await?.ok_or_else(gone);
        };
        let partner = self.partner_asked(asked).await?;
        if caller.staff || partner.representatives.contains(&caller.account) {
            Ok(partner)
        } else {
            Err(Refusal::NotARepresentative.into())
        }
    }
}
