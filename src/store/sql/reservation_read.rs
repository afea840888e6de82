//! Reservations as they are shown.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::award_reserve::other_could;
use super::rows::{self, instant};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::store::outside::Account;
use crate::store::{Outcome, Reservation, StoreFault};

/// What a question about reservations selects; behind it comes which ones.
pub(super) const RESERVATION: &str = "
SELECT v.record_id, v.group_id, g.name AS group_name, g.language, v.partner_id, p.name AS partner_name, v.contribution,
       v.day, v.points, v.lapses_at, v.fate, NULLIF(t.text, '') AS text, t.event, t.link, asker.account AS asked_by,
       (SELECT person.account FROM record e JOIN person ON person.id = e.actor_id
         WHERE e.cause = v.record_id AND e.kind = 'reservation-ended') AS decided_by
  FROM reservation v
  JOIN record r ON r.id = v.record_id
  JOIN user_group g ON g.id = v.group_id
  JOIN partner p ON p.id = v.partner_id
  LEFT JOIN record_text t ON t.record_id = v.record_id
  LEFT JOIN person asker ON asker.id = r.actor_id
 WHERE";

/// Which ones wait in a group.
pub(super) const WAITING: &str = "v.group_id = $1 AND v.fate = 'waiting' ORDER BY v.record_id";

async fn read(connection: &mut AnyConnection, which: &str, number: i64) -> Outcome<Vec<Reservation>> {
    let text = format!("{RESERVATION} {which}");
    // Both are made of constants of this floor.
    let rows = sqlx::query(sqlx::AssertSqlSafe(text)).bind(number).fetch_all(connection).await?;
    Ok(rows.iter().map(reservation).collect::<Result<_, _>>()?)
}

/// One reservation by its record.
pub(super) async fn read_reservation(
    connection: &mut AnyConnection,
    record: RecordId,
) -> Outcome<Option<Reservation>> {
    Ok(read(connection, "v.record_id = $1", record.get()).await?.pop())
}

/// What waits in a group, oldest first.
pub(super) async fn read_waiting(
    connection: &mut AnyConnection,
    group: GroupId,
) -> Outcome<Vec<Reservation>> {
    read(connection, WAITING, group.get()).await
}

/// What waits and no other leader can decide on, oldest first.
pub(super) async fn read_for_staff(connection: &mut AnyConnection, limit: u32) -> Outcome<Vec<Reservation>> {
    let other = other_could("v.group_id", "COALESCE(asker.account, 0)", "v.partner_id");
    let which = format!("v.fate = 'waiting' AND NOT {other} ORDER BY v.record_id LIMIT $1");
    read(connection, &which, i64::from(limit)).await
}

fn reservation(row: &AnyRow) -> Result<Reservation, StoreFault> {
    let word: &str = row.get("contribution");
    let account = |column| row.get::<Option<i64>, _>(column).map(Account::from_stored);
    Ok(Reservation {
        record: RecordId::from_raw(row.get("record_id")),
        group: GroupId::from_raw(row.get("group_id")),
        group_name: row.get("group_name"),
        language: row.get("language"),
        partner: PartnerId::from_raw(row.get("partner_id")),
        partner_name: row.get("partner_name"),
        contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
        day: rows::day(row.get("day"))?,
        points: row.get("points"),
        reason: row.get("text"),
        event: row.get::<Option<String>, _>("event").unwrap_or_default(),
        link: row.get::<Option<String>, _>("link").unwrap_or_default(),
        by: account("asked_by"),
        lapses_at: instant(row.get("lapses_at"))?,
        fate: rows::fate(row.get("fate"))?,
        decided_by: account("decided_by"),
    })
}
