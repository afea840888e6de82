//! What staff do and see.

use async_trait::async_trait;
use serde_json::json;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::SqlStore;
use super::acting::NewRecord;
use super::deliveries::Again;
use super::errands::{place, places};
use super::groups::read_groups;
use super::partners::read_nominated;
use super::reservation_read::read_for_staff;
use super::rows::{self, instant};
use crate::points::Points;
use crate::points::allocation::AllocationError;
use crate::points::ids::RecordId;
use crate::points::refusal::Refusal;
use crate::points::text::search_key;
use crate::store::outside::{Account, Channel};
use crate::store::{
    Act, AllocationView, AuditLine, Grant, Group, Outcome, Pending, Program, ProgramChannels, StoreFault,
    Undelivered,
};

pub(super) const UNDELIVERED: &str = concat!(
    "
WITH told AS MATERIALIZED (
SELECT o.id, o.purpose, o.record_id, o.state, o.attempts, g.name AS group_name,
       COALESCE(o.channel, ",
    place!(),
    ") AS place,
       o.trouble
  FROM (SELECT * FROM outbox WHERE state = 'failed' UNION ALL SELECT * FROM outbox WHERE state = 'waiting') o
  CROSS JOIN program
  ",
    places!(),
    ")
SELECT * FROM told WHERE state = 'failed' OR trouble IS NOT NULL
    -- Where leaders have no channel of their own, what is claimed and what waits is found under a command.
    OR (place IS NULL AND purpose NOT IN ('claim', 'approval'))
 ORDER BY state, id DESC LIMIT $1"
);

/// Evaluations are there day by day whether they change anything or not: what they change is shown.
const NEWEST: &str = "
SELECT r.id, r.kind, r.at, person.account, g.name AS group_name, p.name AS partner_name, r.points
  FROM record r
  LEFT JOIN person ON person.id = r.actor_id
  LEFT JOIN user_group g ON g.id = r.group_id
  LEFT JOIN partner p ON p.id = r.partner_id
 WHERE r.kind <> 'evaluation'
 ORDER BY r.id DESC LIMIT $1";

#[async_trait]
impl Program for SqlStore {
    async fn channels(&self) -> Outcome<ProgramChannels> {
        let row =
            sqlx::query("SELECT staff_channel, announcements_channel, requests_channel, digest FROM program")
                .fetch_one(&self.shared.readers)
                .await?;
        Ok(channels(&row))
    }

    async fn set_channels(&self, act: Act, by: Account, wanted: ProgramChannels) -> Outcome<ProgramChannels> {
        let mut acting = self.shared.begin().await?;
        let row =
            sqlx::query("SELECT staff_channel, announcements_channel, requests_channel, digest FROM program")
                .fetch_one(acting.connection())
                .await?;
        let before = channels(&row);
        if acting.made_before(&act).await?.is_some() {
            return Ok(before);
        }
        let after = ProgramChannels {
            staff: wanted.staff.or(before.staff),
            announcements: wanted.announcements.or(before.announcements),
            requests: wanted.requests.or(before.requests),
            digest: wanted.digest.or(before.digest),
        };
        let tried = acting.try_again(Again::Program).await?;
        if after == before && tried == 0 {
            return Err(Refusal::NothingToChange.into());
        }
        let asks = after.digest == Some(true);
        if asks {
            acting.begin_digests().await?;
        }
        sqlx::query(
            "UPDATE program SET staff_channel = $1, announcements_channel = $2, requests_channel = $3, digest = $4",
        )
        .bind(after.staff.map(Channel::stored))
        .bind(after.announcements.map(Channel::stored))
        .bind(after.requests.map(Channel::stored))
        .bind(i64::from(asks))
        .execute(acting.connection())
        .await?;
        let (at, actor) = (acting.now, acting.person(by).await?);
        let detail = json!({
            "staff_channel": after.staff, "announcements_channel": after.announcements, "requests_channel": after.requests,
            "digest": after.digest,
        });
        let record = NewRecord {
            kind: "program",
            at,
            actor: Some(actor),
            act: Some(&act),
            detail: Some(detail),
            ..NewRecord::default()
        };
        acting.append(record).await?;
        acting.commit().await?;
        Ok(after)
    }

    async fn grant(&self, grant: Grant) -> Outcome<AllocationView> {
        let mut acting = self.shared.begin().await?;
        let mut view = acting.allocation_view(grant.group).await?;
        if acting.made_before(&grant.act).await?.is_some() {
            return Ok(view);
        }
        let (period, _, allocation) = acting.allocation(grant.group).await?;
        let changed =
            if grant.take_back { allocation.take_back(grant.points) } else { allocation.grant(grant.points) };
        view.allocation = changed.map_err(|error| match error {
            AllocationError::TooLarge => Refusal::TotalTooLarge { max: Points::MAX },
            _ => Refusal::CannotTakeBack {
                asked: grant.points,
                most: allocation.remaining().min(allocation.granted()),
            },
        })?;
        let (at, actor) = (acting.now, acting.person(grant.by).await?);
        let points = if grant.take_back { -grant.points.get() } else { grant.points.get() };
        let record = NewRecord {
            kind: "grant",
            at,
            actor: Some(actor),
            group: Some(grant.group),
            period: Some(period),
            points: Some(points),
            act: Some(&grant.act),
            text: Some(grant.reason.as_str()),
            ..NewRecord::default()
        };
        acting.append(record).await?;
        acting.add_grant(grant.group, period, points).await?;
        acting.commit().await?;
        Ok(view)
    }

    async fn suggest_groups(&self, typed: &str, limit: u32) -> Outcome<Vec<Group>> {
        let condition = "WHERE g.state = 'active' AND ($1 = '' OR instr(g.name_key, $1) > 0) \
                         ORDER BY instr(g.name_key, $1) <> 1, g.name_key LIMIT CAST($2 AS BIGINT)";
        let mut connection = self.shared.readers.acquire().await?;
        read_groups(&mut connection, condition, &[search_key(typed), limit.to_string()]).await
    }

    async fn pending(&self, limit: u32) -> Outcome<Pending> {
        let mut connection = self.shared.readers.acquire().await?;
        let condition = "WHERE g.state = 'proposed' AND EXISTS (SELECT 1 FROM leader l WHERE l.group_id = g.id) \
                         ORDER BY g.id LIMIT CAST($1 AS BIGINT)";
        let groups = read_groups(&mut connection, condition, &[limit.to_string()]).await?;
        let partners = read_nominated(&mut connection, limit).await?;
        Ok(Pending { groups, partners, awards: read_for_staff(&mut connection, limit).await? })
    }

    async fn undelivered(&self, limit: u32) -> Outcome<Vec<Undelivered>> {
        let rows = sqlx::query(UNDELIVERED).bind(i64::from(limit)).fetch_all(&self.shared.readers).await?;
        Ok(rows.iter().map(undelivered).collect::<Result<_, _>>()?)
    }

    async fn newest_records(&self, limit: u32) -> Outcome<Vec<AuditLine>> {
        let rows = sqlx::query(NEWEST).bind(i64::from(limit)).fetch_all(&self.shared.readers).await?;
        Ok(rows.iter().map(audit_line).collect::<Result<_, _>>()?)
    }
}

fn channels(row: &AnyRow) -> ProgramChannels {
    ProgramChannels {
        staff: row.get::<Option<i64>, _>("staff_channel").map(Channel::from_stored),
        announcements: row.get::<Option<i64>, _>("announcements_channel").map(Channel::from_stored),
        requests: row.get::<Option<i64>, _>("requests_channel").map(Channel::from_stored),
        digest: Some(rows::flag(row, "digest")),
    }
}

fn undelivered(row: &AnyRow) -> Result<Undelivered, StoreFault> {
    Ok(Undelivered {
        purpose: rows::purpose(row.get("purpose"))?,
        record: RecordId::from_raw(row.get("record_id")),
        group_name: row.get("group_name"),
        channel: row.get::<Option<i64>, _>("place").map(Channel::from_stored),
        given_up: row.get::<&str, _>("state") == "failed",
        trouble: row.get::<Option<String>, _>("trouble").unwrap_or_default(),
    })
}

fn audit_line(row: &AnyRow) -> Result<AuditLine, StoreFault> {
    Ok(AuditLine {
        record: RecordId::from_raw(row.get("id")),
        kind: row.get("kind"),
        at: instant(row.get("at"))?,
        by: row.get::<Option<i64>, _>("account").map(Account::from_stored),
        group_name: row.get("group_name"),
        partner_name: row.get("partner_name"),
        points: row.get("points"),
    })
}
