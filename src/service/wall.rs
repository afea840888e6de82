//! The wall on the web: what everybody may see, whoever they are. Nobody asks here, so there is no caller.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Answer, Service};
use crate::points::ids::{ContributionId, RecordId, TierId};
use crate::points::standing::Tally;
use crate::points::voices::PitchFree;
use crate::store::{
    AwardsWanted, Found, Helped, Part, WallCompany, WallGroup, WallPartner, WallSearch, WallThanks, WallTier,
};

/// Companies on a page.
const PARTNERS: u32 = 30;
/// Groups on a page.
const GROUPS: u32 = 30;
/// Awards on a page.
const THANKS: u32 = 12;
/// Companies on the first page.
const FRONT_PARTNERS: u32 = 60;
/// News in the feed.
const NEWS: u32 = 30;
/// Groups on a company's page.
const HELPED: u32 = 50;
/// So many months are in the picture of a company's points, with the present one.
const MONTHS: u32 = 24;

/// The first page.
#[derive(Clone, Debug)]
pub struct Front {
    /// The newest awards.
    pub thanks: Part<WallThanks, RecordId>,
    /// The first companies, by tier.
    pub partners: Vec<WallPartner>,
    /// How many companies there are.
    pub total: u32,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    /// What is on it.
    pub lines: Vec<T>,
    /// Which page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
    /// How many lines there are on all.
    pub total: u32,
}

/// A company's page.
#[derive(Clone, Debug)]
pub struct PartnerShown {
    /// The company.
    pub partner: WallPartner,
    /// Its points in the program's window.
    pub points: i64,
    /// From how many groups it has them.
    pub groups: usize,
    /// What it did in the window, by kind.
    pub contributions: Vec<(ContributionId, Tally)>,
    /// How often members applauded the shout-outs of its awards and tiers that stand.
    pub applause: u32,
    /// How many of its talks were free of a sales pitch, where enough members said so.
    pub pitch_free: Option<PitchFree>,
    /// The groups that it helped at any time.
    pub helped: Vec<Helped>,
    /// The newest awards.
    pub thanks: Vec<WallThanks>,
    /// The points of the last months by first day of the month, earliest first; nothing where there are none at all.
    pub months: Vec<(NaiveDate, i64)>,
}

/// What a company has, as its card shows it.
#[derive(Clone, Debug)]
pub struct PartnerHeld {
    /// The company.
    pub partner: WallPartner,
    /// Its points in the program's window.
    pub points: i64,
    /// From how many groups it has them.
    pub groups: usize,
}

/// A group's page.
#[derive(Clone, Debug)]
pub struct GroupShown {
    /// The group.
    pub group: WallGroup,
    /// The newest awards.
    pub thanks: Part<WallThanks, RecordId>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub enum News {
    /// An award.
    Thanks(WallThanks),
    /// A company reached a tier.
    Tier(WallTier, TierId),
}

impl News {
    /// When.
    #[must_use]
    pub fn at(&self) -> DateTime<Utc> {
        match self {
            Self::Thanks(thanks) => thanks.at,
            Self::Tier(tier, _) => tier.at,
        }
    }
}

impl Service {
    /// How often something was changed here: a page that was made stays right as long as this is the same. Other replicas'
    /// acts aren't counted.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.store.changes()
    }

    /// The first page.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_front(&self) -> Answer<Front> {
        let thanks = self.store.awards_part(&AwardsWanted::default(), None, THANKS).await?;
        let (partners, total) = self.store.wall_partners(&self.search("", 0, FRONT_PARTNERS)).await?;
        Ok(Front { thanks, partners, total })
    }

    /// A page of companies whose names have what was typed. A page beyond the last is the last.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_partners(&self, typed: &str, page: u32) -> Answer<Page<WallPartner>> {
        let of = |page: u32| self.search(typed, (page - 1).saturating_mul(PARTNERS), PARTNERS);
        let page = page.max(1);
        let (lines, total) = self.store.wall_partners(&of(page)).await?;
        let pages = total.div_ceil(PARTNERS).max(1);
        if page > pages {
            let (lines, total) = self.store.wall_partners(&of(pages)).await?;
            return Ok(Page { lines, page: pages, pages, total });
        }
        Ok(Page { lines, page, pages, total })
    }

    /// What is at a company's address, without anything else of it.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_partner_found(&self, slug: &str) -> Answer<Option<Found<WallPartner>>> {
        self.store.wall_partner(slug).await
    }

    /// What the company at an address has.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_partner_held(&self, slug: &str) -> Answer<Option<Found<PartnerHeld>>> {
        let partner = match Found::here(self.store.wall_partner(slug).await?) {
            Ok(partner) => partner,
            Err(elsewhere) => return Ok(elsewhere),
        };
        let standing = self.store.wall_standing(partner.id).await?;
        Ok(Some(Found::Here(PartnerHeld { partner, points: standing.points, groups: standing.groups })))
    }

    /// A company's page.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_partner(&self, slug: &str) -> Answer<Option<Found<PartnerShown>>> {
        let partner = match Found::here(self.store.wall_partner(slug).await?) {
            Ok(partner) => partner,
            Err(elsewhere) => return Ok(elsewhere),
        };
        // Two at a time: a page has no more of the database's connections than that.
        let rest = async {
            let wanted = AwardsWanted { partner: Some(partner.id), ..AwardsWanted::default() };
            let thanks = self.store.awards_part(&wanted, None, THANKS).await?.lines;
            Ok((thanks, self.points_of_months(partner.id, MONTHS).await?))
        };
        let company = self.store.wall_company(partner.id, HELPED);
        let (company, (thanks, points)) = tokio::try_join!(company, rest)?;
        let WallCompany { standing, applause, pitch_free, helped } = company;
        let months = points.months.iter().enumerate().map(|(at, month)| (*month, points.sum(at))).collect();
        Ok(Some(Found::Here(PartnerShown {
            points: standing.points,
            groups: standing.groups,
            contributions: standing.contributions,
            applause,
            pitch_free,
            partner,
            helped,
            thanks,
            months: if points.total() == 0 { Vec::new() } else { months },
        })))
    }

    /// A page of groups whose names have what was typed. A page beyond the last is the last.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_groups(&self, typed: &str, page: u32) -> Answer<Page<WallGroup>> {
        let page = page.max(1);
        let (lines, total) = self.store.wall_groups(typed, (page - 1).saturating_mul(GROUPS), GROUPS).await?;
        let pages = total.div_ceil(GROUPS).max(1);
        if page > pages {
            let (lines, total) = self.store.wall_groups(typed, (pages - 1) * GROUPS, GROUPS).await?;
            return Ok(Page { lines, page: pages, pages, total });
        }
        Ok(Page { lines, page, pages, total })
    }

    /// A group's page.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_group(&self, slug: &str) -> Answer<Option<Found<GroupShown>>> {
        let group = match Found::here(self.store.wall_group(slug).await?) {
            Ok(group) => group,
            Err(elsewhere) => return Ok(elsewhere),
        };
        let wanted = AwardsWanted { group: Some(group.id), ..AwardsWanted::default() };
        let thanks = self.store.awards_part(&wanted, None, THANKS).await?;
        Ok(Some(Found::Here(GroupShown { group, thanks })))
    }

    /// What happened last, newest first: awards, and tiers that are higher than the one before.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_news(&self) -> Answer<Vec<News>> {
        let thanks = self.store.awards_part(&AwardsWanted::default(), None, NEWS).await?;
        let thanks = thanks.lines.into_iter().map(News::Thanks);
        let news = |tier: WallTier| tier.to.clone().map(|to| News::Tier(tier, to));
        let tiers = self.store.wall_tiers(NEWS).await?.into_iter().filter_map(news);
        let mut news: Vec<News> = thanks.chain(tiers).collect();
        news.sort_by_key(|news| std::cmp::Reverse(news.at()));
        news.truncate(usize::try_from(NEWS).unwrap_or(usize::MAX));
        Ok(news)
    }

    /// The newest signed head of the ledger.
    ///
    /// # Errors
    /// Faults.
    pub async fn wall_head(&self) -> Answer<Option<String>> {
        self.store.newest_head().await
    }

    fn search(&self, typed: &str, offset: u32, limit: u32) -> WallSearch {
        let tiers = self.rules.tiers().iter().rev().map(|tier| tier.id().clone()).collect();
        WallSearch { typed: typed.to_owned(), tiers, offset, limit }
    }
}
