//! Periods and what a group has in them, opened by the first act that comes in one.

use std::sync::PoisonError;

use sqlx::Row;

use super::Shared;
use super::acting::{Acting, NewRecord, act_time};
use super::groups::read_group;
use super::rows::instant;
use crate::points::allocation::Allocation;
use crate::points::ids::GroupId;
use crate::points::period::Period;
use crate::points::{self, Points};
use crate::store::{AllocationView, GroupState, Outcome, StoreFault};

impl Shared {
    /// What an active group has in the open period, when that is open already: read without waiting for the writer,
    /// because people are shown it while they type.
    pub(super) async fn read_allocation(&self, group: GroupId) -> Outcome<Option<AllocationView>> {
        let known = *self.period.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((open, period)) = known else { return Ok(None) };
        let mut connection = self.readers.acquire().await?;
        // As an act would see it: a clock that was set back doesn't lead back into a period that is over.
        if act_time(&mut connection, (self.clock)()).await? >= period.end() {
            return Ok(None);
        }
        let row: Option<(i64, i64, i64, i64, i64)> = sqlx::query_as(
            "SELECT base, granted, carried, reserved, spent FROM allocation WHERE group_id = $1 AND period_id = $2",
        )
        .bind(group.get())
        .bind(open)
        .fetch_optional(&mut *connection)
        .await?;
        let Some((base, granted, carried, reserved, spent)) = row else { return Ok(None) };
        let allocation = super::rows::allocation(base, granted, carried, reserved, spent)?;
        let group =
            read_group(&mut connection, group).await?.filter(|group| group.state == GroupState::Active);
        Ok(group.map(|group| AllocationView { group, allocation, next_period: period.end() }))
    }
}

impl Acting<'_> {
    /// The open period: the newest one, or those that follow up to the one that contains now.
    pub(super) async fn period(&mut self) -> Outcome<(i64, Period)> {
        if let Some((id, period)) = self.known_period()
            && self.now < period.end()
        {
            return Ok((id, period));
        }
        let newest = sqlx::query("SELECT id, starts_at, ends_at FROM period ORDER BY starts_at DESC LIMIT 1")
            .fetch_optional(self.connection())
            .await?
            .map(|row| -> Outcome<_> {
                let period = Period::new(instant(row.get(1))?, instant(row.get(2))?).ok_or_else(|| {
                    StoreFault::Unreadable("a period that ends before it starts".to_owned())
                })?;
                Ok((row.get::<i64, _>(0), period))
            })
            .transpose()?;
        let (kind, zone) = (self.rules().allocation().period(), self.rules().timezone());
        let mut open = match newest {
            Some(open) => open,
            None => self.add_period(Period::containing(kind, zone, self.now)).await?,
        };
        while self.now >= open.1.end() {
            open = self.add_period(Period::following(open.1.end(), kind, zone)).await?;
        }
        self.keep_period(open);
        Ok(open)
    }

    async fn add_period(&mut self, period: Period) -> Outcome<(i64, Period)> {
        let id = sqlx::query_scalar("INSERT INTO period (starts_at, ends_at) VALUES ($1, $2) RETURNING id")
            .bind(period.start().timestamp_millis())
            .bind(period.end().timestamp_millis())
            .fetch_one(self.connection())
            .await?;
        Ok((id, period))
    }

    /// A group's allocation in the open period, opened when this is the group's first act in it: each missed
    /// period in order, with what it carries over, as a record of its own.
    pub(super) async fn allocation(&mut self, group: GroupId) -> Outcome<(i64, Period, Allocation)> {
        let (open, period) = self.period().await?;
        let newest: Option<(i64, i64, i64, i64, i64, i64)> = sqlx::query_as(
            "SELECT a.period_id, a.base, a.granted, a.carried, a.reserved, a.spent FROM allocation a \
             JOIN period p ON p.id = a.period_id WHERE a.group_id = $1 ORDER BY p.starts_at DESC LIMIT 1",
        )
        .bind(group.get())
        .fetch_optional(self.connection())
        .await?;
        let limit = self.rules().allocation().carry_over();
        let Some((last, kept_base, granted, carried, reserved, spent)) = newest else {
            let base = self.base(group).await?;
            let allocation = Allocation::opened(base);
            self.open_allocation(group, open, &allocation).await?;
            return Ok((open, period, allocation));
        };
        let mut allocation = super::rows::allocation(kept_base, granted, carried, reserved, spent)?;
        if last == open {
            return Ok((open, period, allocation));
        }
        let missed: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM period WHERE starts_at > (SELECT starts_at FROM period WHERE id = $1) ORDER BY starts_at",
        )
        .bind(last)
        .fetch_all(self.connection())
        .await?;
        let base = self.base(group).await?;
        for next in missed {
            allocation = allocation.following(base, limit);
            self.open_allocation(group, next, &allocation).await?;
        }
        Ok((open, period, allocation))
    }

    /// What a period starts with: the group's own base, or the program's.
    async fn base(&mut self, group: GroupId) -> Outcome<Points> {
        let own = self.own_base(group).await?;
        Ok(points::group::base(self.rules(), own))
    }

    async fn open_allocation(&mut self, group: GroupId, period: i64, allocation: &Allocation) -> Outcome<()> {
        sqlx::query(
            "INSERT INTO allocation (group_id, period_id, base, granted, carried, reserved, spent) \
             VALUES ($1, $2, $3, 0, $4, 0, 0)",
        )
        .bind(group.get())
        .bind(period)
        .bind(allocation.base().get())
        .bind(allocation.carried().get())
        .execute(self.connection())
        .await?;
        let carried = serde_json::json!({ "carried": allocation.carried().get() });
        self.append(NewRecord {
            kind: "period",
            at: self.now,
            group: Some(group),
            period: Some(period),
            points: Some(allocation.base().get()),
            detail: Some(carried),
            ..NewRecord::default()
        })
        .await?;
        Ok(())
    }
}
