//! `/history`: the ledger, read by those whom it concerns: leaders their group's records, representatives their
//! company's, staff all. Whether somebody may is asked again for each page and each file.

use super::group::{called, leads, the_one};
use super::{Answer, Caller, Service};
use crate::points::ids::GroupId;
use crate::points::refusal::Refusal;
use crate::store::{Group, GroupState, HistoryPage, Partner, PastRecord, Records, Turn};

/// Records on a page.
const PAGE: u32 = 10;
/// So many are read at once where all are wanted: each reader waits a little, none for long.
const AT_ONCE: u32 = 1_000;

/// What `/history` was asked.
#[derive(Clone, Debug, Default)]
pub struct HistoryAsked {
    /// The company: a choice, or its name.
    pub partner: Option<String>,
    /// The group: a choice, or its name.
    pub group: Option<String>,
}

/// A page of records, and of whom they are.
#[derive(Clone, Debug)]
pub struct HistoryView {
    /// Which records.
    pub of: Records,
    /// The group's name, where it is one group's.
    pub group_name: Option<String>,
    /// The company's name, where it is one company's.
    pub partner_name: Option<String>,
    /// The page.
    pub page: HistoryPage,
}

impl Service {
    /// The newest records: of the group and the company that are named, as far as the caller may see them. With none
    /// named a leader's own group, else the caller's own company; for staff, all.
    ///
    /// # Errors
    /// `NotYoursToRead`, `WhichGroup`, `UnknownGroup`, `UnknownPartner`.
    pub async fn history(&self, caller: &Caller, asked: &HistoryAsked) -> Answer<HistoryView> {
        let of = self.records_asked(caller, asked).await?;
        self.history_view(of, Turn::Newest).await
    }

    /// Another page of records that were shown.
    ///
    /// # Errors
    /// `NotYoursToRead` when the caller may no longer see them.
    pub async fn turn_history(&self, caller: &Caller, of: Records, turn: Turn) -> Answer<HistoryView> {
        self.may_read(caller, of).await?;
        self.history_view(of, turn).await
    }

    /// Hands over all of these records, newest first, until `take` has enough and says `false`. Whether it had all.
    ///
    /// # Errors
    /// `NotYoursToRead`.
    pub async fn each_record(
        &self,
        caller: &Caller,
        of: Records,
        take: &mut (dyn FnMut(&PastRecord) -> bool + Send),
    ) -> Answer<bool> {
        self.may_read(caller, of).await?;
        let mut turn = Turn::Newest;
        loop {
            let page = self.store.history(of, turn, AT_ONCE).await?;
            if !page.records.iter().all(&mut *take) {
                return Ok(false);
            }
            match page.records.last() {
                Some(last) if page.older => turn = Turn::Older(last.record),
                _ => return Ok(true),
            }
        }
    }

    async fn history_view(&self, of: Records, turn: Turn) -> Answer<HistoryView> {
        let group_name = match of.group {
            Some(group) => self.store.group(group).await?.map(|group| group.name),
            None => None,
        };
        let partner_name = match of.partner {
            Some(partner) => self.store.partner(partner).await?.map(|partner| partner.name),
            None => None,
        };
        Ok(HistoryView { of, group_name, partner_name, page: self.store.history(of, turn, PAGE).await? })
    }

    async fn records_asked(&self, caller: &Caller, asked: &HistoryAsked) -> Answer<Records> {
        let named = match &asked.partner {
            Some(named) => Some(self.partner_asked(named).await?),
            None => None,
        };
        let partner = named.as_ref().map(|partner| partner.id);
        if caller.staff {
            let group = match &asked.group {
                Some(named) => Some(self.group_called(caller, named).await?.id),
                None => None,
            };
            return Ok(Records { group, partner });
        }
        let led = self.led_ever(caller).await?;
        let own = match named {
            Some(named) => Some(named).filter(|partner| represents(caller, partner)),
            None => self.first_own_partner(caller).await?,
        };
        match (&asked.group, own) {
            (Some(group), own) => {
                let (group, is_led) = match (the_one(caller, led, Some(group)), &own) {
                    (Ok(led), _) => (led.id, true),
                    (Err(_), Some(own)) => (self.awarding_group(own, group).await?, false),
                    (Err(Refusal::NotALeader), None) => return Err(Refusal::NotYoursToRead.into()),
                    (Err(refusal), None) => return Err(refusal.into()),
                };
                let partner = if is_led { partner } else { own.map(|own| own.id) };
                Ok(Records { group: Some(group), partner })
            }
            // Who names a company that they represent means all that it has, whichever groups they lead.
            (None, Some(own)) if partner.is_some() || led.is_empty() => {
                Ok(Records { group: None, partner: Some(own.id) })
            }
            (None, None) if led.is_empty() => Err(Refusal::NotYoursToRead.into()),
            (None, _) => {
                let group = the_one(caller, active_first(led), None)?.id;
                Ok(Records { group: Some(group), partner })
            }
        }
    }

    /// Whether somebody may see these records now.
    async fn may_read(&self, caller: &Caller, of: Records) -> Answer<()> {
        if caller.staff {
            return Ok(());
        }
        if let Some(group) = of.group
            && self.led_ever(caller).await?.iter().any(|led| led.id == group)
        {
            return Ok(());
        }
        if let Some(partner) = of.partner
            && let Some(partner) = self.store.partner(partner).await?
            && represents(caller, &partner)
        {
            return Ok(());
        }
        Err(Refusal::NotYoursToRead.into())
    }

    /// The groups of this server that the caller leads, also those that are closed or wait: what they did stays theirs
    /// to see.
    pub(super) async fn led_ever(&self, caller: &Caller) -> Answer<Vec<Group>> {
        let Some(server) = caller.server else { return Ok(Vec::new()) };
        let mut groups = self.store.groups_of(server).await?;
        groups.retain(|group| leads(caller, group));
        Ok(groups)
    }

    async fn first_own_partner(&self, caller: &Caller) -> Answer<Option<Partner>> {
        match self.store.represented_by(caller.account).await?.first() {
            Some(first) => self.store.partner(first.id).await,
            None => Ok(None),
        }
    }

    /// A group that awarded the company, by a choice, or its name. Others are none of its representatives' business.
    async fn awarding_group(&self, partner: &Partner, named: &str) -> Answer<GroupId> {
        let meant = called(named);
        let groups = self.store.groups_that_awarded(partner.id).await?;
        let found = groups.into_iter().find(|(id, name)| meant(*id, name));
        Ok(found.ok_or(Refusal::UnknownGroup)?.0)
    }
}

fn represents(caller: &Caller, partner: &Partner) -> bool {
    partner.representatives.contains(&caller.account)
}

/// The active groups; where there are none, all.
fn active_first(mut groups: Vec<Group>) -> Vec<Group> {
    if groups.iter().any(|group| group.state == GroupState::Active) {
        groups.retain(|group| group.state == GroupState::Active);
    }
    groups
}
