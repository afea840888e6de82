//! Staff's decisions on groups and companies that were proposed.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Shared;
use super::acting::{Acting, NewRecord};
use super::award_row::AwardRow;
use super::reopening::Gone;
use super::reservation::WaitingOf;
use crate::points::award::PartnerState;
use crate::points::company;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::store::outside::Account;
use crate::store::{Act, Approval, Group, GroupState, Outcome, Partner};

impl Shared {
    pub(super) async fn decide_group(
        &self,
        act: Act,
        by: Account,
        id: GroupId,
        approval: Approval,
    ) -> Outcome<Group> {
        let mut acting = self.begin().await?;
        let group = acting.group(id).await?;
        let (kind, word, state) = match approval {
            Approval::Approve => ("group-approved", "active", GroupState::Active),
            Approval::Decline => ("group-declined", "declined", GroupState::Declined),
        };
        if acting.made_before(&act).await?.is_some() {
            return Ok(group);
        }
        if group.state != GroupState::Proposed {
            return Err(Refusal::AlreadyDecided.into());
        }
        if group.to_be_set_up() && approval == Approval::Approve {
            return Err(Refusal::Incomplete.into());
        }
        sqlx::query("UPDATE user_group SET state = $1 WHERE id = $2")
            .bind(word)
            .bind(id.get())
            .execute(acting.connection())
            .await?;
        let (at, actor) = (acting.now, acting.person(by).await?);
        let record = NewRecord {
            kind,
            at,
            actor: Some(actor),
            group: Some(id),
            act: Some(&act),
            ..NewRecord::default()
        };
        acting.append(record).await?;
        if approval == Approval::Approve {
            acting.allocation(id).await?;
        }
        acting.redraw_proposals(id).await?;
        acting.commit().await?;
        Ok(Group { state, ..group })
    }

    pub(super) async fn decide_partner(
        &self,
        act: Act,
        by: Account,
        id: PartnerId,
        approval: Approval,
    ) -> Outcome<Partner> {
        let mut acting = self.begin().await?;
        if acting.made_before(&act).await?.is_some() {
            return acting.partner(id).await;
        }
        let partner = acting.partner(id).await?;
        if partner.state != PartnerState::Nominated {
            return Err(Refusal::AlreadyDecided.into());
        }
        let (kind, state) = match approval {
            Approval::Approve => ("partner-approved", "active"),
            Approval::Decline => ("partner-declined", "declined"),
        };
        let (at, actor) = (acting.now, acting.person(by).await?);
        let record = NewRecord {
            kind,
            at,
            actor: Some(actor),
            partner: Some(id),
            act: Some(&act),
            ..NewRecord::default()
        };
        let record = acting.append(record).await?;
        sqlx::query("UPDATE partner SET state = $1 WHERE id = $2")
            .bind(state)
            .bind(id.get())
            .execute(acting.connection())
            .await?;
        match approval {
            Approval::Approve => acting.welcome(id, record, by).await?,
            Approval::Decline => {
                acting.free_waiting(WaitingOf::Partner(id), record).await?;
                acting.undo_awards(id, record, actor).await?;
                acting.end_offers_of(id, Gone::Whole, record).await?;
            }
        }
        acting.redraw_cards("partner-registered", "partner_id", id.get()).await?;
        acting.redraw_cards("partner-nominated", "partner_id", id.get()).await?;
        let partner = acting.partner(id).await?;
        acting.commit().await?;
        Ok(partner)
    }
}

impl Acting<'_> {
    /// A company becomes active: who asked to represent it does, and its tier is judged at once.
    async fn welcome(&mut self, id: PartnerId, cause: RecordId, by: Account) -> Outcome<()> {
        let asked: Option<i64> = sqlx::query_scalar(
            "SELECT person.account FROM record r JOIN person ON person.id = r.actor_id \
             WHERE r.partner_id = $1 AND r.kind = 'partner-registered'",
        )
        .bind(id.get())
        .fetch_optional(self.connection())
        .await?
        .flatten();
        if let Some(account) = asked {
            self.add_representative(id, Account::from_stored(account), Some(by), Some(cause), None).await?;
        }
        let standing = self.standing_of(id).await?;
        let judged = company::approve(self.rules(), true, PartnerState::Nominated, &standing)?;
        self.lift(id, None, &judged, cause).await?;
        Ok(())
    }

    /// A company is declined: its awards are reversed, and the groups get the points back as a grant.
    async fn undo_awards(&mut self, id: PartnerId, cause: RecordId, actor: i64) -> Outcome<()> {
        let awards: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM record a WHERE a.partner_id = $1 AND a.kind = 'award' \
             AND NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = a.id) ORDER BY id",
        )
        .bind(id.get())
        .fetch_all(self.connection())
        .await?;
        for award in awards {
            let award = self.award(RecordId::from_raw(award)).await?.ok_or(Refusal::UnknownRecord)?;
            let standing = self.standing_of(id).await?;
            let decision = award.decide_declined(self.rules(), standing, self.now)?;
            self.undo_award(&award, decision.at, cause, actor).await?;
        }
        Ok(())
    }

    async fn undo_award(
        &mut self,
        award: &AwardRow,
        at: DateTime<Utc>,
        cause: RecordId,
        actor: i64,
    ) -> Outcome<()> {
        let record = NewRecord { cause: Some(cause), ..award.reversal_record(at, actor) };
        let reversal = self.append(record).await?;
        self.take_from_standing(award).await?;
        self.withdraw_shout_out(award.record).await?;
        self.unsettle(award.record).await?;
        if self.group(award.group).await?.state != GroupState::Active {
            // A closed group gives nothing any more.
            return Ok(());
        }
        let (period, _, allocation) = self.allocation(award.group).await?;
        let granted =
            allocation.grant(award.points).map_err(|_| Refusal::TotalTooLarge { max: award.points })?;
        let grant = NewRecord {
            kind: "grant",
            at,
            actor: Some(actor),
            group: Some(award.group),
            partner: Some(award.partner),
            period: Some(period),
            points: Some(award.points.get()),
            cause: Some(reversal),
            detail: Some(json!({ "remaining": granted.remaining().get() })),
            ..NewRecord::default()
        };
        self.append(grant).await?;
        self.add_grant(award.group, period, award.points.get()).await
    }

    /// Adds to what staff granted a group in a period; negative takes back.
    pub(super) async fn add_grant(&mut self, group: GroupId, period: i64, points: i64) -> Outcome<()> {
        sqlx::query("UPDATE allocation SET granted = granted + $1 WHERE group_id = $2 AND period_id = $3")
            .bind(points)
            .bind(group.get())
            .bind(period)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The cards by which staff decide on a group show how it stands.
    pub(super) async fn redraw_proposals(&mut self, group: GroupId) -> Outcome<()> {
        self.redraw_cards("group-proposed", "group_id", group.get()).await?;
        self.redraw_cards("group-changed", "group_id", group.get()).await
    }

    /// The cards in the staff channel are drawn anew, as decided.
    async fn redraw_cards(&mut self, kind: &'static str, column: &'static str, id: i64) -> Outcome<()> {
        let text = format!(
            "SELECT o.id FROM outbox o JOIN record r ON r.id = o.record_id WHERE r.kind = $1 AND r.{column} = $2 \
             AND o.purpose IN ('proposal', 'nomination')"
        );
        // Both words are constants of this room.
        let cards: Vec<i64> = sqlx::query_scalar(sqlx::AssertSqlSafe(text))
            .bind(kind)
            .bind(id)
            .fetch_all(self.connection())
            .await?;
        for card in cards {
            self.redraw(card).await?;
        }
        Ok(())
    }
}
