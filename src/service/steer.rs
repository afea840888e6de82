//! Staff's acts on groups and companies that are there: another base, closing, moving, suspending and resuming.

use super::merge::CHOICES;
use super::{Answer, Caller, Service, or_none};
use crate::points::Points;
use crate::points::group::BASE_AT_MOST;
use crate::points::refusal::Refusal;
use crate::points::text::{Reason, shortened};
use crate::store::outside::Server;
use crate::store::{BaseOrder, BaseSet, Candidate, Closing, Group, Moving, Partner, Suspension};

/// What `/program base` was asked.
#[derive(Clone, Debug)]
pub struct BaseAsked {
    /// The group: a choice, or its name.
    pub group: String,
    /// Points for each period; none: the program's base again.
    pub base: Option<i64>,
    /// Why.
    pub reason: String,
}

/// What `/program close` was asked.
#[derive(Clone, Debug)]
pub struct CloseAsked {
    /// The group: a choice, or its name.
    pub group: String,
    /// Why.
    pub reason: String,
}

/// What `/program move` was asked.
#[derive(Clone, Debug)]
pub struct MoveAsked {
    /// The group: a choice, or its name.
    pub group: String,
    /// The server's number.
    pub server: String,
    /// Why.
    pub reason: String,
}

/// What `/program suspend` was asked.
#[derive(Clone, Debug)]
pub struct SuspendAsked {
    /// The company: a choice, or its name.
    pub partner: String,
    /// `true`: it can be awarded again.
    pub resume: bool,
    /// Why.
    pub reason: String,
}

impl Service {
    /// Gives a group another base from the next period on.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownGroup`, those of the reason's text and of `points::group::set_base`.
    pub async fn set_base(&self, caller: &Caller, asked: &BaseAsked) -> Answer<BaseSet> {
        caller.must_be_staff()?;
        let reason = Reason::parse(&asked.reason)?;
        let out_of_range = Refusal::BaseOutOfRange { most: BASE_AT_MOST };
        let base =
            asked.base.map(|base| Points::new(base).ok_or_else(|| out_of_range.clone())).transpose()?;
        let group = self.group_called(caller, &asked.group).await?;
        let act = caller.act(&[&"base", &group.id, &or_none(base.as_ref()), &reason.as_str()]);
        self.store.set_base(BaseOrder { act, by: caller.account, group: group.id, base, reason }).await
    }

    /// Closes a group: it gives nothing any more.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownGroup`, `GroupNotActive`, and those of the reason's text.
    pub async fn close_group(&self, caller: &Caller, asked: &CloseAsked) -> Answer<Group> {
        caller.must_be_staff()?;
        let reason = Reason::parse(&asked.reason)?;
        let group = self.group_called(caller, &asked.group).await?;
        let act = caller.act(&[&"close", &group.id, &reason.as_str()]);
        self.store.close_group(Closing { act, by: caller.account, group: group.id, reason }).await
    }

    /// Moves a group to another server, where it is to be set up anew.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownGroup`, `ServerUnreadable`, `NameTaken`, those of the reason's text and of
    /// `points::group::move_to`.
    pub async fn move_group(&self, caller: &Caller, asked: &MoveAsked) -> Answer<Group> {
        caller.must_be_staff()?;
        let reason = Reason::parse(&asked.reason)?;
        let number = asked.server.trim().parse::<u64>().ok().filter(|number| *number > 0);
        let unreadable = || Refusal::ServerUnreadable { asked: shortened(&asked.server) };
        let server = Server::new(number.ok_or_else(unreadable)?);
        let group = self.group_called(caller, &asked.group).await?.id;
        let act = caller.act(&[&"move", &group, &server, &reason.as_str()]);
        self.store.move_group(Moving { act, by: caller.account, group, server, reason }).await
    }

    /// Suspends a company, or resumes it.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownPartner`, those of the reason's text and of `points::company::suspend` and `resume`.
    pub async fn suspend_partner(&self, caller: &Caller, asked: &SuspendAsked) -> Answer<Partner> {
        caller.must_be_staff()?;
        let reason = Reason::parse(&asked.reason)?;
        let partner = self.partner_asked(&asked.partner).await?;
        let act = caller.act(&[&"suspend", &partner.id, &asked.resume, &reason.as_str()]);
        let (by, partner, resume) = (caller.account, partner.id, asked.resume);
        self.store.suspend_partner(Suspension { act, by, partner, resume, reason }).await
    }

    /// Companies to suspend or resume: the suspended ones first, because they are few.
    ///
    /// # Errors
    /// `StaffOnly`.
    pub async fn suggest_to_suspend(&self, caller: &Caller, typed: &str) -> Answer<Vec<Candidate>> {
        caller.must_be_staff()?;
        let mut companies = self.store.suggest_suspended(typed, CHOICES).await?;
        companies.extend(self.store.suggest_partners(typed, None, CHOICES).await?);
        companies.truncate(CHOICES as usize);
        Ok(companies)
    }
}
