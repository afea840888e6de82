//! `/program`: what staff do.

use super::{Answer, Caller, Service, or_none};
use crate::points::Points;
use crate::points::ids::{GroupId, PartnerId};
use crate::points::refusal::Refusal;
use crate::points::text::Reason;
use crate::store::{
    AllocationView, Approval, AuditLine, Grant, Group, Partner, Pending, ProgramChannels, Undelivered,
};

/// What waits, on one card.
const PENDING: u32 = 5;
/// Lines of `/program audit`.
const LINES: u32 = 10;

/// What `/program grant` was asked.
#[derive(Clone, Debug)]
pub struct GrantAsked {
    /// The group: a choice, or its name.
    pub group: String,
    /// How many points; negative takes back.
    pub points: i64,
    /// Why.
    pub reason: String,
}

/// What `/program audit` shows.
#[derive(Clone, Debug)]
pub struct Audit {
    /// Messages that are not out.
    pub undelivered: Vec<Undelivered>,
    /// The newest records of the ledger.
    pub newest: Vec<AuditLine>,
    /// The program's channels.
    pub channels: ProgramChannels,
}

impl Service {
    /// Sets the program's own channels; shows them when none is given.
    ///
    /// # Errors
    /// `StaffOnly`, `NothingToChange`.
    pub async fn set_program_channels(
        &self,
        caller: &Caller,
        wanted: ProgramChannels,
    ) -> Answer<ProgramChannels> {
        caller.must_be_staff()?;
        if wanted == ProgramChannels::default() {
            return self.store.channels().await;
        }
        let ProgramChannels { staff, announcements, requests, digest } = &wanted;
        let asked = [staff, announcements, requests].map(|channel| or_none(channel.as_ref()));
        let act = caller.act(&[&asked[0], &asked[1], &asked[2], &or_none(digest.as_ref())]);
        self.store.set_channels(act, caller.account, wanted).await
    }

    /// What waits for staff.
    ///
    /// # Errors
    /// `StaffOnly`.
    pub async fn pending(&self, caller: &Caller) -> Answer<Pending> {
        caller.must_be_staff()?;
        self.store.pending(PENDING).await
    }

    /// Staff's decision on a group.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownGroup`, `AlreadyDecided`.
    pub async fn decide_group(&self, caller: &Caller, group: GroupId, approval: Approval) -> Answer<Group> {
        caller.must_be_staff()?;
        let act = caller.act(&[&group, &(approval == Approval::Approve)]);
        self.store.decide_group(act, caller.account, group, approval).await
    }

    /// Staff's decision on a company.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownPartner`, `AlreadyDecided`.
    pub async fn decide_partner(
        &self,
        caller: &Caller,
        partner: PartnerId,
        approval: Approval,
    ) -> Answer<Partner> {
        caller.must_be_staff()?;
        let act = caller.act(&[&partner, &(approval == Approval::Approve)]);
        self.store.decide_partner(act, caller.account, partner, approval).await
    }

    /// Gives a group extra points in the open period, or takes some back.
    ///
    /// # Errors
    /// `StaffOnly`, `UnknownGroup`, `GroupNotActive`, `PointsOutOfRange`, `CannotTakeBack`.
    pub async fn grant(&self, caller: &Caller, asked: &GrantAsked) -> Answer<AllocationView> {
        caller.must_be_staff()?;
        let reason = Reason::parse(&asked.reason)?;
        let out_of_range =
            Refusal::PointsOutOfRange { asked: asked.points, min: Points::ONE, max: Points::MAX };
        let points = asked.points.checked_abs().and_then(Points::new).filter(|points| *points > Points::ZERO);
        let points = points.ok_or(out_of_range)?;
        let group = self.group_called(caller, &asked.group).await?;
        let act = caller.act(&[&group.id, &asked.points, &reason.as_str()]);
        let take_back = asked.points < 0;
        self.store.grant(Grant { act, by: caller.account, group: group.id, points, take_back, reason }).await
    }

    /// What went wrong, and what happened last.
    ///
    /// # Errors
    /// `StaffOnly`.
    pub async fn audit(&self, caller: &Caller) -> Answer<Audit> {
        caller.must_be_staff()?;
        Ok(Audit {
            undelivered: self.store.undelivered(LINES).await?,
            newest: self.store.newest_records(LINES).await?,
            channels: self.store.channels().await?,
        })
    }
}
