//! Where a record was told, and what became of it.

use async_trait::async_trait;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::acting::Acting;
use super::errands::{place, places};
use super::withdrawal::stood;
use super::{SqlStore, rows};
use crate::points::ids::{GroupId, RecordId};
use crate::points::refusal::Refusal;
use crate::store::outside::{Channel, Message, Server};
use crate::store::{Deliveries, Delivery, DeliveryState, Outcome, StoreFault, Tracking};

/// The record of that parameter, those in whose place it stands, and the tiers that they brought about.
macro_rules! about {
    ($record:literal) => {
        concat!(
            "(WITH RECURSIVE ",
            stood!($record),
            " SELECT id FROM stood UNION ALL \
             SELECT t.id FROM stood CROSS JOIN record t WHERE t.cause = stood.id AND t.kind = 'tier')"
        )
    };
}

/// The server that the message of row `o` is in, or that it edits, of group `g`: where the group was then, if it moved since.
macro_rules! server_of_message {
    () => {
        "COALESCE((SELECT CAST(m.detail ->> 'from' AS BIGINT) FROM record m
                    WHERE m.group_id = g.id AND m.kind = 'group-moved'
                      AND m.at > COALESCE((SELECT t.attempted_at FROM outbox t WHERE t.id = o.target), o.attempted_at)
                    ORDER BY m.id LIMIT 1), g.server)"
    };
}
pub(super) use server_of_message;

/// What is told of record `$1`: what failed first.
pub(super) const DELIVERIES: &str = concat!(
    "
SELECT o.purpose, o.audience, o.state, o.due_at, o.attempted_at, o.message, o.trouble, ",
    server_of_message!(),
    " AS server, COUNT(*) OVER () AS in_all, COALESCE(o.channel, ",
    place!(),
    ") AS place
  FROM outbox o CROSS JOIN program
  ",
    places!(),
    "
 WHERE o.record_id IN ",
    about!("$1"),
    " ORDER BY CASE o.state WHEN 'failed' THEN 0 ELSE 1 END, o.id LIMIT $2"
);

/// What failed of what waits from `$1` on; what may be out already is looked for where it was tried.
macro_rules! try_again {
    ($($which:tt)+) => {
        concat!(
            "
UPDATE outbox SET state = 'waiting', due_at = $1, attempts = 0, trouble = NULL, told = 0,
       channel = CASE WHEN attempted_at IS NULL THEN NULL ELSE channel END
 WHERE state = 'failed' AND ",
            $($which)+
        )
    };
}
/// What failed of record `$2`.
pub(super) const TRY_AGAIN: &str = try_again!(concat!("record_id IN ", about!("$2")));
/// What failed of group `$2`.
const TRY_GROUP_AGAIN: &str = try_again!("group_id = $2");
/// What failed of the program's own.
const TRY_PROGRAM_AGAIN: &str = try_again!("audience IN ('staff', 'announcements', 'program-requests')");

#[async_trait]
impl Tracking for SqlStore {
    async fn deliveries(&self, record: RecordId, limit: u32) -> Outcome<Deliveries> {
        let mut connection = self.shared.readers.acquire().await?;
        let kind: Option<String> = sqlx::query_scalar("SELECT kind FROM record WHERE id = $1")
            .bind(record.get())
            .fetch_optional(&mut *connection)
            .await?;
        let kind = kind.ok_or(Refusal::UnknownRecord)?;
        // It is made of constants of this room.
        let rows = sqlx::query(AssertSqlSafe(self.shared.dialect.reading_detail(DELIVERIES)))
            .bind(record.get())
            .bind(i64::from(limit))
            .fetch_all(&mut *connection)
            .await?;
        let in_all = rows.first().map_or(0, |row| row.get("in_all"));
        let each = rows.iter().map(delivery).collect::<Result<_, _>>()?;
        Ok(Deliveries { record, kind, each, in_all })
    }

    async fn try_again(&self, record: RecordId) -> Outcome<u64> {
        let mut acting = self.shared.begin().await?;
        let tried = acting.try_again(Again::Record(record)).await?;
        acting.commit().await?;
        Ok(tried)
    }
}

/// What is tried again.
#[derive(Clone, Copy)]
pub(super) enum Again {
    /// Of a record.
    Record(RecordId),
    /// Of a group.
    Group(GroupId),
    /// Of the program's own channels.
    Program,
}

impl Acting<'_> {
    /// What failed is tried again from now on; how many messages.
    pub(super) async fn try_again(&mut self, what: Again) -> Outcome<u64> {
        let due = self.clock.timestamp_millis();
        let query = match what {
            Again::Record(record) => sqlx::query(TRY_AGAIN).bind(due).bind(record.get()),
            Again::Group(group) => sqlx::query(TRY_GROUP_AGAIN).bind(due).bind(group.get()),
            Again::Program => sqlx::query(TRY_PROGRAM_AGAIN).bind(due),
        };
        Ok(query.execute(self.connection()).await?.rows_affected())
    }
}

fn delivery(row: &AnyRow) -> Result<Delivery, StoreFault> {
    let moment = |column: &str| row.get::<Option<i64>, _>(column).map(rows::instant).transpose();
    let direct = row.get::<&str, _>("audience") == "subscriber";
    let (state, at) = match row.get::<&str, _>("state") {
        "waiting" => (DeliveryState::Waiting, moment("due_at")?),
        "posted" => (DeliveryState::Made, moment("attempted_at")?),
        "cancelled" => (DeliveryState::Cancelled, None),
        "failed" => (DeliveryState::Failed, moment("attempted_at")?),
        other => return Err(rows::unreadable("state of a message", &other)),
    };
    let place = |column: &str| row.get::<Option<i64>, _>(column).filter(|_| !direct);
    Ok(Delivery {
        purpose: rows::purpose(row.get("purpose"))?,
        state,
        channel: place("place").map(Channel::from_stored),
        direct,
        at,
        server: row.get::<Option<i64>, _>("server").map(Server::from_stored),
        message: place("message").map(Message::from_stored),
        trouble: row.get::<Option<String>, _>("trouble").unwrap_or_default(),
    })
}
