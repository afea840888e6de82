//! Staff's acts on groups and companies that are there: another base, closing, suspending, resuming.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde_json::json;

use super::SqlStore;
use super::acting::{Acting, NewRecord, refused_by_constraint};
use super::reopening::Gone;
use super::reservation::WaitingOf;
use super::rows;
use crate::points::Points;
use crate::points::award::PartnerState;
use crate::points::company;
use crate::points::group::{self, GroupState as Ruled};
use crate::points::ids::GroupId;
use crate::points::refusal::Refusal;
use crate::store::{
    BaseOrder, BaseSet, Closing, Group, GroupState, MergeOrder, Merged, Moving, Outcome, Partner, Staff,
    Suspension,
};

#[async_trait]
impl Staff for SqlStore {
    async fn set_base(&self, order: BaseOrder) -> Outcome<BaseSet> {
        let mut acting = self.shared.begin().await?;
        let group = acting.group(order.group).await?;
        let own = acting.own_base(group.id).await?;
        let again = acting.made_before(&order.act).await?.is_some();
        // Periods that are over open with the base that was in force.
        let next_period = match group.state {
            GroupState::Active => acting.allocation(group.id).await?.1.end(),
            _ => acting.period().await?.1.end(),
        };
        let set = |acting: &Acting<'_>, group: Group, own: Option<Points>, from| BaseSet {
            group,
            base: group::base(acting.rules(), own),
            own: own.is_some(),
            from,
        };
        if again {
            return Ok(set(&acting, group, own, next_period));
        }
        let decision = group::set_base(&ruled(&group), own, order.base, next_period, acting.now)?;
        sqlx::query("UPDATE user_group SET base = $1 WHERE id = $2")
            .bind(decision.base.map(Points::get))
            .bind(group.id.get())
            .execute(acting.connection())
            .await?;
        let actor = acting.person(order.by).await?;
        let record = NewRecord {
            kind: "base",
            at: decision.at,
            actor: Some(actor),
            group: Some(group.id),
            points: decision.base.map(Points::get),
            act: Some(&order.act),
            detail: Some(json!({ "from": decision.from.timestamp_millis() })),
            text: Some(order.reason.as_str()),
            ..NewRecord::default()
        };
        acting.append(record).await?;
        let answer = set(&acting, group, decision.base, decision.from);
        acting.commit().await?;
        Ok(answer)
    }

    async fn close_group(&self, closing: Closing) -> Outcome<Group> {
        let mut acting = self.shared.begin().await?;
        let group = acting.group(closing.group).await?;
        if acting.made_before(&closing.act).await?.is_some() {
            return Ok(group);
        }
        let decision = group::close(&ruled(&group), &[], &BTreeMap::new(), acting.now)?;
        // Up to here it was there: what it had in each period is a fact, and the last one's is not carried over.
        acting.allocation(group.id).await?;
        sqlx::query("UPDATE user_group SET state = 'closed' WHERE id = $1")
            .bind(group.id.get())
            .execute(acting.connection())
            .await?;
        let actor = acting.person(closing.by).await?;
        let record = NewRecord {
            kind: "group-closed",
            at: decision.at,
            actor: Some(actor),
            group: Some(group.id),
            act: Some(&closing.act),
            text: Some(closing.reason.as_str()),
            ..NewRecord::default()
        };
        let record = acting.append(record).await?;
        acting.free_waiting(WaitingOf::Group(group.id), record).await?;
        acting.withdraw_requests(group.id, record).await?;
        acting.end_boards(group.id).await?;
        acting.redraw_proposals(group.id).await?;
        acting.commit().await?;
        Ok(Group { state: GroupState::Closed, ..group })
    }

    async fn move_group(&self, moving: Moving) -> Outcome<Group> {
        let mut acting = self.shared.begin().await?;
        let group = acting.group(moving.group).await?;
        if acting.made_before(&moving.act).await?.is_some() {
            return Ok(group);
        }
        let there = group.server == moving.server;
        let decision = group::move_to(&ruled(&group), there, &[], &BTreeMap::new(), acting.now)?;
        // Up to here it was there, as with a group that is closed.
        acting.allocation(group.id).await?;
        sqlx::query(
            "UPDATE user_group SET server = $1, state = 'proposed', leaders_channel = NULL, requests_channel = NULL WHERE id = $2",
        )
        .bind(moving.server.stored())
        .bind(group.id.get())
        .execute(acting.connection())
        .await
        .map_err(|error| refused_by_constraint(error, Refusal::NameTaken { name: group.name.clone() }))?;
        let actor = acting.person(moving.by).await?;
        let record = NewRecord {
            kind: "group-moved",
            at: decision.at,
            actor: Some(actor),
            group: Some(group.id),
            act: Some(&moving.act),
            detail: Some(json!({ "from": group.server, "server": moving.server })),
            text: Some(moving.reason.as_str()),
            ..NewRecord::default()
        };
        let record = acting.append(record).await?;
        if acting.change_leaders(group.id, &group.leaders, &[], record, moving.by).await? {
            acting.tell("leaders", record, "staff", None).await?;
        }
        acting.free_waiting(WaitingOf::Group(group.id), record).await?;
        acting.withdraw_requests(group.id, record).await?;
        acting.end_boards(group.id).await?;
        acting.redraw_proposals(group.id).await?;
        let moved = acting.group(group.id).await?;
        acting.commit().await?;
        Ok(moved)
    }

    async fn suspend_partner(&self, suspension: Suspension) -> Outcome<Partner> {
        let mut acting = self.shared.begin().await?;
        if acting.made_before(&suspension.act).await?.is_some() {
            return acting.partner(suspension.partner).await;
        }
        let partner = acting.partner(suspension.partner).await?;
        let merged = partner.merged_into.as_deref();
        let lifted = if suspension.resume {
            let standing = acting.standing_of(partner.id).await?;
            let held = acting.held(partner.id).await?;
            let tier = (partner.tier.as_ref(), held.as_ref().is_some_and(|held| held.warned_until.is_some()));
            let judged = company::resume(acting.rules(), true, partner.state, merged, tier, &standing)?;
            Some((held, judged))
        } else {
            company::suspend(true, partner.state, merged)?;
            None
        };
        let (kind, word, state) = match suspension.resume {
            true => ("partner-resumed", "active", PartnerState::Active),
            false => ("partner-suspended", "suspended", PartnerState::Suspended),
        };
        sqlx::query("UPDATE partner SET state = $1 WHERE id = $2")
            .bind(word)
            .bind(partner.id.get())
            .execute(acting.connection())
            .await?;
        let (at, actor) = (acting.now, acting.person(suspension.by).await?);
        let record = NewRecord {
            kind,
            at,
            actor: Some(actor),
            partner: Some(partner.id),
            act: Some(&suspension.act),
            text: Some(suspension.reason.as_str()),
            ..NewRecord::default()
        };
        let record = acting.append(record).await?;
        if !suspension.resume {
            acting.end_offers_of(partner.id, Gone::Whole, record).await?;
        }
        let tier = match lifted {
            Some((held, judged)) => acting.lift(partner.id, held.as_ref(), &judged, record).await?,
            None => partner.tier.clone(),
        };
        acting.commit().await?;
        Ok(Partner { state, tier, ..partner })
    }

    async fn merge_partners(&self, order: MergeOrder) -> Outcome<Merged> {
        self.shared.merge(order).await
    }
}

impl Acting<'_> {
    /// A group's own base, if it has one.
    pub(super) async fn own_base(&mut self, group: GroupId) -> Outcome<Option<Points>> {
        let base: Option<i64> = sqlx::query_scalar("SELECT base FROM user_group WHERE id = $1")
            .bind(group.get())
            .fetch_optional(self.connection())
            .await?
            .flatten();
        Ok(base.map(rows::points).transpose()?)
    }
}

/// A group as the rules see it; `now` is never before a record that is there.
fn ruled(group: &Group) -> Ruled {
    Ruled { staff: true, active: group.state == GroupState::Active }
}
