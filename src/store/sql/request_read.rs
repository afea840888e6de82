//! Requests and offers as they are shown.

use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::rows::{self, instant};
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::request::{OfferState, RequestFacts, RequestKind, RequestState};
use crate::store::outside::{Account, Channel, Message, Server};
use crate::store::{HelpRequest, Offer, Outcome, StoreFault};

/// What a question about requests selects; behind it comes which ones. A company that is another one by now is that one.
pub(super) const REQUEST: &str = "
SELECT q.record_id, q.group_id, g.name AS group_name, g.server, g.language, g.timezone, g.state AS group_state, q.kind,
       q.first_day, q.last_day, q.ends_at, q.state, t.text, t.event, t.link, asker.account AS asked_by,
       n.id AS accepted_id, n.name AS accepted_name, told.channel AS told_channel, told.message AS told_message,
       (SELECT COUNT(*) FROM offer w WHERE w.request_id = q.record_id AND w.state = 'waiting') AS waiting
  FROM request q
  JOIN record r ON r.id = q.record_id
  JOIN user_group g ON g.id = q.group_id
  LEFT JOIN record_text t ON t.record_id = q.record_id
  LEFT JOIN person asker ON asker.id = r.actor_id
  LEFT JOIN offer a ON a.request_id = q.record_id AND a.state = 'accepted'
  LEFT JOIN partner p ON p.id = a.partner_id
  LEFT JOIN partner n ON n.id = COALESCE(p.root, p.id)
  LEFT JOIN outbox told ON told.record_id = q.record_id AND told.purpose = 'request' AND told.audience = 'requests'
                       AND told.state = 'posted'
 WHERE";

/// Open ones at `$4` of all groups, or of server `$1`, those that end first, first; behind the first `$2`, at most `$3`.
pub(super) const OPEN: &str = "q.state = 'open' AND q.ends_at > $4 AND g.state = 'active' AND (CAST($1 AS BIGINT) IS NULL OR g.server = $1) \
    ORDER BY q.ends_at, q.record_id LIMIT $3 OFFSET $2";

/// What group `$1` asks for at `$2`, or was promised.
pub(super) const OF_GROUP: &str = "q.group_id = $1 AND q.state IN ('open', 'accepted') AND (q.state <> 'open' OR q.ends_at > $2) \
    ORDER BY q.record_id";

/// What a question about offers selects.
pub(super) const OFFER: &str = "
SELECT f.record_id, f.request_id, f.partner_id, p.name AS partner_name, f.state, t.text, maker.account AS made_by
  FROM offer f
  JOIN record r ON r.id = f.record_id
  JOIN partner p ON p.id = f.partner_id
  LEFT JOIN record_text t ON t.record_id = f.record_id
  LEFT JOIN person maker ON maker.id = r.actor_id
 WHERE";

/// The newest of companies that `$1` represents.
pub(super) const MADE_BY: &str = "f.partner_id IN (SELECT a.id FROM representative e JOIN partner b ON b.id = e.partner_id \
       JOIN partner a ON COALESCE(a.root, a.id) = COALESCE(b.root, b.id) WHERE e.account = $1) \
     ORDER BY f.record_id DESC LIMIT $2";

/// Those that wait for an answer to request `$1`.
pub(super) const FOR_REQUEST: &str =
    "f.request_id = $1 AND f.state = 'waiting' ORDER BY f.record_id LIMIT $2";

/// Requests that a condition of this floor picks by up to three numbers.
pub(super) async fn read_requests(
    connection: &mut AnyConnection,
    which: &str,
    numbers: &[Option<i64>],
) -> Outcome<Vec<HelpRequest>> {
    let text = format!("{REQUEST} {which}");
    let mut question = sqlx::query(sqlx::AssertSqlSafe(text));
    for number in numbers {
        question = question.bind(*number);
    }
    let rows = question.fetch_all(connection).await?;
    Ok(rows.iter().map(request).collect::<Result<_, _>>()?)
}

/// One request by its record.
pub(super) async fn read_request(
    connection: &mut AnyConnection,
    record: RecordId,
) -> Outcome<Option<HelpRequest>> {
    Ok(read_requests(connection, "q.record_id = $1", &[Some(record.get())]).await?.pop())
}

/// Offers that a condition of this floor picks by one or two numbers, each with its request.
pub(super) async fn read_offers(
    connection: &mut AnyConnection,
    which: &str,
    numbers: &[i64],
) -> Outcome<Vec<Offer>> {
    let text = format!("{OFFER} {which}");
    let mut question = sqlx::query(sqlx::AssertSqlSafe(text));
    for number in numbers {
        question = question.bind(*number);
    }
    let rows = question.fetch_all(&mut *connection).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.get("request_id")).collect();
    let asked = format!(
        "{REQUEST} q.record_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) ORDER BY q.record_id"
    );
    let requests =
        sqlx::query(sqlx::AssertSqlSafe(asked)).bind(json!(ids).to_string()).fetch_all(connection).await?;
    let requests = requests.iter().map(request).collect::<Result<Vec<_>, _>>()?;
    rows.iter().map(|row| Ok(offer(row, &requests)?)).collect()
}

/// One offer by its record.
pub(super) async fn read_offer(connection: &mut AnyConnection, record: RecordId) -> Outcome<Option<Offer>> {
    Ok(read_offers(connection, "f.record_id = $1", &[record.get()]).await?.pop())
}

/// How a request stands, as rules ask.
pub(super) fn facts(row: &AnyRow) -> Result<RequestFacts, StoreFault> {
    let (state, zone): (&str, &str) = (row.get("state"), row.get("timezone"));
    Ok(RequestFacts {
        state: RequestState::parse(state).ok_or_else(|| rows::unreadable("state of a request", &state))?,
        ends_at: instant(row.get("ends_at"))?,
        last: row.get::<Option<i64>, _>("last_day").map(rows::day).transpose()?,
        active: row.get::<&str, _>("group_state") == "active",
        timezone: zone.parse().map_err(|_| rows::unreadable("time zone", &zone))?,
    })
}

fn request(row: &AnyRow) -> Result<HelpRequest, StoreFault> {
    let kind: &str = row.get("kind");
    let text = |column| row.get::<Option<String>, _>(column).unwrap_or_default();
    let number = |column| row.get::<Option<i64>, _>(column);
    let first = number("first_day").map(rows::day).transpose()?;
    let facts = facts(row)?;
    Ok(HelpRequest {
        record: RecordId::from_raw(row.get("record_id")),
        group: GroupId::from_raw(row.get("group_id")),
        group_name: row.get("group_name"),
        server: Server::from_stored(row.get("server")),
        language: row.get("language"),
        kind: RequestKind::parse(kind).ok_or_else(|| rows::unreadable("kind of a request", &kind))?,
        span: first.zip(facts.last),
        topic: text("event"),
        place: text("link"),
        wording: text("text"),
        by: number("asked_by").map(Account::from_stored),
        facts,
        accepted: number("accepted_id").map(|id| (PartnerId::from_raw(id), text("accepted_name"))),
        waiting: u32::try_from(row.get::<i64, _>("waiting")).unwrap_or(u32::MAX),
        told: number("told_channel")
            .map(Channel::from_stored)
            .zip(number("told_message").map(Message::from_stored)),
    })
}

fn offer(row: &AnyRow, requests: &[HelpRequest]) -> Result<Offer, StoreFault> {
    let (state, asked): (&str, i64) = (row.get("state"), row.get("request_id"));
    let request = requests.iter().find(|request| request.record.get() == asked).cloned();
    Ok(Offer {
        record: RecordId::from_raw(row.get("record_id")),
        partner: PartnerId::from_raw(row.get("partner_id")),
        partner_name: row.get("partner_name"),
        wording: row.get::<Option<String>, _>("text").unwrap_or_default(),
        by: row.get::<Option<i64>, _>("made_by").map(Account::from_stored),
        state: OfferState::parse(state).ok_or_else(|| rows::unreadable("state of an offer", &state))?,
        request: request.ok_or_else(|| rows::unreadable("request of an offer", &asked))?,
    })
}
