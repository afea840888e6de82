//! The wall's lists, part by part, for whoever reads on: nobody asks here, so there is no caller.

use super::{Answer, Service};
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::store::{
    AwardsWanted, BoardPart, BoardPlace, BoardWanted, Found, GroupsWanted, NamePlace, Part, PartnersWanted,
    RequestPlace, RequestsWanted, WallGroup, WallPartner, WallRequest, WallThanks,
};

impl Service {
    /// Companies by name.
    ///
    /// # Errors
    /// Faults.
    pub async fn listed_partners(
        &self,
        wanted: &PartnersWanted,
        after: Option<&NamePlace>,
        limit: u32,
    ) -> Answer<Part<WallPartner, NamePlace>> {
        self.store.partners_part(wanted, after, limit).await
    }

    /// Groups by name.
    ///
    /// # Errors
    /// Faults.
    pub async fn listed_groups(
        &self,
        wanted: &GroupsWanted,
        after: Option<&NamePlace>,
        limit: u32,
    ) -> Answer<Part<WallGroup, NamePlace>> {
        self.store.groups_part(wanted, after, limit).await
    }

    /// Awards, newest first.
    ///
    /// # Errors
    /// Faults.
    pub async fn listed_awards(
        &self,
        wanted: &AwardsWanted,
        before: Option<RecordId>,
        limit: u32,
    ) -> Answer<Part<WallThanks, RecordId>> {
        self.store.awards_part(wanted, before, limit).await
    }

    /// Help wanted, what ends first first.
    ///
    /// # Errors
    /// Faults.
    pub async fn listed_requests(
        &self,
        wanted: &RequestsWanted,
        after: Option<RequestPlace>,
        limit: u32,
    ) -> Answer<Part<WallRequest, RequestPlace>> {
        self.store.requests_part(wanted, after, limit).await
    }

    /// The companies that got the most, of all groups or of one.
    ///
    /// # Errors
    /// Faults.
    pub async fn listed_best_partners(
        &self,
        wanted: &BoardWanted,
        after: Option<&BoardPlace>,
        limit: u32,
    ) -> Answer<BoardPart> {
        self.store.best_partners_part(wanted, after, limit).await
    }

    /// The groups that gave the most.
    ///
    /// # Errors
    /// Faults.
    pub async fn listed_best_groups(
        &self,
        wanted: &BoardWanted,
        after: Option<&BoardPlace>,
        limit: u32,
    ) -> Answer<BoardPart> {
        self.store.best_groups_part(wanted, after, limit).await
    }

    /// The company that an address of now or before leads to.
    ///
    /// # Errors
    /// Faults.
    pub async fn partner_at(&self, slug: &str) -> Answer<Option<PartnerId>> {
        let found = match self.store.wall_partner(slug).await? {
            Some(Found::Moved(slug)) => self.store.wall_partner(&slug).await?,
            found => found,
        };
        Ok(Found::here::<()>(found).ok().map(|partner| partner.id))
    }

    /// The group that an address of now or before leads to.
    ///
    /// # Errors
    /// Faults.
    pub async fn group_at(&self, slug: &str) -> Answer<Option<GroupId>> {
        let found = match self.store.wall_group(slug).await? {
            Some(Found::Moved(slug)) => self.store.wall_group(&slug).await?,
            found => found,
        };
        Ok(Found::here::<()>(found).ok().map(|group| group.id))
    }
}
