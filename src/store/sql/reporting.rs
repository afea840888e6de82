//! Reports to staff: a record each, its words beside it, and a note.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::json;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::SqlStore;
use super::acting::NewRecord;
use super::dialect::Dialect;
use crate::points::refusal::Refusal;
use crate::points::reporting::{self, ReportState};
use crate::store::outside::{Account, Channel, Message, Server};
use crate::store::{ErrandId, Facts, MessagePlace, Outcome, ReportOrder, Reporting};

/// What counts as a day.
const A_DAY: TimeDelta = TimeDelta::days(1);

/// The shout-out that message `$1` is.
pub(super) const SHOUT_OUT: &str =
    "SELECT id FROM outbox WHERE message = $1 AND purpose IN ('award', 'tier') AND target IS NULL";

/// How many reports of account `$1` there are since `$2`, and of shout-out `$3`.
const REPORTED: &str = "
SELECT COUNT(CASE WHEN r.at > $2 THEN 1 END) AS today,
       COUNT(CASE WHEN CAST(r.detail ->> 'shout_out' AS BIGINT) = $3 THEN 1 END) AS before
  FROM record r JOIN person p ON p.id = r.actor_id WHERE r.kind = 'reported' AND p.account = $1";

/// What a report's record says beside its columns.
#[derive(Deserialize)]
struct Reported {
    shout_out: i64,
    server: Server,
}

#[async_trait]
impl Reporting for SqlStore {
    async fn reportable(&self, message: Message, by: Account) -> Outcome<Option<ErrandId>> {
        let mut connection = self.shared.readers.acquire().await?;
        let found: Option<i64> =
            sqlx::query_scalar(SHOUT_OUT).bind(message.stored()).fetch_optional(&mut *connection).await?;
        let Some(shout_out) = found.map(ErrandId::from_raw) else { return Ok(None) };
        let since = ((self.shared.clock)() - A_DAY).timestamp_millis();
        let state = report_state(&mut connection, self.shared.dialect, (by, shout_out), since).await?;
        reporting::decide(&state)?;
        Ok(Some(shout_out))
    }

    async fn report_shout_out(&self, order: ReportOrder) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        if acting.made_before(&order.act).await?.is_some() {
            return Ok(());
        }
        let out = "SELECT COUNT(*) FROM outbox WHERE id = $1 AND message IS NOT NULL AND purpose IN ('award', 'tier')";
        let out: i64 =
            sqlx::query_scalar(out).bind(order.shout_out.get()).fetch_one(acting.connection()).await?;
        if out == 0 {
            return Err(Refusal::UnknownRecord.into());
        }
        let (dialect, since) = (acting.dialect(), (acting.now - A_DAY).timestamp_millis());
        let about = (order.by, order.shout_out);
        let state = report_state(acting.connection(), dialect, about, since).await?;
        reporting::decide(&state)?;
        let (at, actor) = (acting.now, acting.person(order.by).await?);
        let record = NewRecord {
            kind: "reported",
            at,
            actor: Some(actor),
            act: Some(&order.act),
            detail: Some(json!({ "shout_out": order.shout_out.get(), "server": order.server })),
            text: Some(order.why.as_str()),
            ..NewRecord::default()
        };
        let record = acting.append(record).await?;
        acting.tell("report", record, "staff", None).await?;
        acting.commit().await
    }
}

async fn report_state(
    connection: &mut AnyConnection,
    dialect: Dialect,
    (by, shout_out): (Account, ErrandId),
    since: i64,
) -> Outcome<ReportState> {
    // Nothing of it comes from outside.
    let row = sqlx::query(AssertSqlSafe(dialect.reading_detail(REPORTED)))
        .bind(by.stored())
        .bind(since)
        .bind(shout_out.get())
        .fetch_one(connection)
        .await?;
    let today = u32::try_from(row.get::<i64, _>("today")).unwrap_or(u32::MAX);
    Ok(ReportState { before: row.get::<i64, _>("before") > 0, today })
}

/// What a report's note tells.
pub(super) async fn read_report(
    connection: &mut AnyConnection,
    detail: &str,
    (by, why): (Option<Account>, Option<String>),
) -> Outcome<Facts> {
    let reported: Reported =
        serde_json::from_str(detail).map_err(|error| super::rows::unreadable("report", &error))?;
    let row = sqlx::query(
        "SELECT s.channel, s.message, p.name AS partner_name FROM outbox s JOIN record r ON r.id = s.record_id \
           LEFT JOIN partner p ON p.id = r.partner_id WHERE s.id = $1",
    )
    .bind(reported.shout_out)
    .fetch_optional(connection)
    .await?
    .ok_or(Refusal::UnknownRecord)?;
    let place = MessagePlace {
        server: reported.server,
        channel: Channel::from_stored(row.get::<Option<i64>, _>("channel").unwrap_or_default()),
        message: Message::from_stored(row.get::<Option<i64>, _>("message").unwrap_or_default()),
    };
    let partner_name = row.get::<Option<String>, _>("partner_name").unwrap_or_default();
    // Words that were kept for their time, or erased, are gone.
    let why = why.filter(|why| !why.is_empty());
    Ok(Facts::Report { partner_name, by, why, place })
}
