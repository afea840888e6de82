//! The facts of a message, read when it is drawn.

use std::sync::LazyLock;

use serde::Deserialize;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::given::WORDS;
use super::groups::read_group;
use super::partners::read_partner;
use super::places::GoneDetail;
use super::reservation_read::read_reservation;
use super::rows;
use crate::points::ids::{GroupId, PartnerId, RecordId, TierId};
use crate::points::refusal::Refusal;
use crate::store::outside::{Account, Role};
use crate::store::{ErrandId, Facts, LeaderRef, Outcome, Purpose, ShoutOutFacts, TierFacts};

/// What is read for row `$1` of the outbox. A tier has fallen when what brought it about, or what stands in its place since
/// it was put right, was taken back and the tier with it.
pub(super) static MESSAGE: LazyLock<String> = LazyLock::new(|| {
    format!("
SELECT o.purpose, o.audience, r.id AS record_id, r.kind, r.group_id, r.partner_id, r.detail, p.name AS partner_name,
       g.name AS group_name, g.language, COALESCE(w.text, t.text) AS text, t.event, t.link, person.account,
       (SELECT COUNT(*) FROM applause a WHERE a.outbox_id = o.id) AS applause,
       CAST(EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id) AS INTEGER) AS reversed,
       CAST(EXISTS (
         WITH RECURSIVE stands (id) AS (
           SELECT r.cause UNION
           SELECT c.id FROM stands JOIN record c ON c.cause = stands.id AND c.kind IN ('correction', 'award'))
         SELECT 1 FROM stands JOIN record x ON x.reverses = stands.id
           JOIN record f ON f.cause = x.id AND f.kind = 'tier') AS INTEGER) AS fallen
  FROM outbox o
  JOIN record r ON r.id = o.record_id
  LEFT JOIN partner p ON p.id = r.partner_id
  LEFT JOIN user_group g ON g.id = r.group_id
  LEFT JOIN person ON person.id = r.actor_id {WORDS}
 WHERE o.id = $1")
});

#[derive(Deserialize)]
struct TierDetail {
    from: Option<TierId>,
    to: Option<TierId>,
    points: i64,
    groups: u32,
}

/// What a representative gave the company before they came.
#[derive(Deserialize)]
struct GivenBefore {
    awards: i64,
    points: i64,
}

/// Reads the facts of a row of the outbox.
pub(super) async fn read_facts(connection: &mut AnyConnection, errand: ErrandId) -> Outcome<Facts> {
    let row = sqlx::query(AssertSqlSafe(MESSAGE.as_str()))
        .bind(errand.get())
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(Refusal::UnknownRecord)?;
    let detail: &str = row.get("detail");
    let unreadable = |error: serde_json::Error| rows::unreadable("detail of a record", &error);
    let applause = u32::try_from(row.get::<i64, _>("applause")).unwrap_or(u32::MAX);
    let partner = || PartnerId::from_raw(row.get("partner_id"));
    let by = row.get::<Option<i64>, _>("account").map(Account::from_stored);
    match rows::purpose(row.get("purpose"))? {
        Purpose::Award => Ok(Facts::ShoutOut(Box::new(ShoutOutFacts {
            partner: partner(),
            partner_name: row.get("partner_name"),
            group_name: row.get("group_name"),
            language: row.get("language"),
            receipt: serde_json::from_str(detail).map_err(unreadable)?,
            reason: row.get("text"),
            event: row.get::<Option<String>, _>("event").unwrap_or_default(),
            link: row.get::<Option<String>, _>("link").unwrap_or_default(),
            applause,
            withdrawn: rows::flag(&row, "reversed"),
        }))),
        Purpose::Tier => {
            let detail: TierDetail = serde_json::from_str(detail).map_err(unreadable)?;
            Ok(Facts::Tier(TierFacts {
                partner: partner(),
                partner_name: row.get("partner_name"),
                language: row.get("language"),
                from: detail.from,
                to: detail.to.ok_or_else(|| rows::unreadable("tier shout-out", &"without a tier"))?,
                points: detail.points,
                groups: detail.groups,
                applause,
                withdrawn: rows::flag(&row, "fallen"),
            }))
        }
        Purpose::Proposal => {
            let group = read_group(connection, GroupId::from_raw(row.get("group_id"))).await?;
            Ok(Facts::Proposal(Box::new(group.ok_or(Refusal::UnknownGroup)?)))
        }
        Purpose::Nomination => {
            let (id, represents) = (partner(), row.get::<&str, _>("kind") == "partner-registered");
            let partner = read_partner(connection, id).await?.ok_or(Refusal::UnknownRecord)?;
            Ok(Facts::Nomination { partner: Box::new(partner), by, represents })
        }
        Purpose::Leaders => {
            let group = read_group(connection, GroupId::from_raw(row.get("group_id"))).await?;
            let (added, removed) = leader_changes(connection, row.get("record_id")).await?;
            Ok(Facts::Leaders { group: Box::new(group.ok_or(Refusal::UnknownGroup)?), by, added, removed })
        }
        Purpose::Conflict => {
            let given: GivenBefore = serde_json::from_str(detail).map_err(unreadable)?;
            let who: Option<i64> = sqlx::query_scalar(
                "SELECT person.account FROM record r JOIN person ON person.id = r.subject_id WHERE r.id = $1",
            )
            .bind(row.get::<i64, _>("record_id"))
            .fetch_optional(connection)
            .await?
            .flatten();
            let (who, partner_name) = (who.map(Account::from_stored), row.get("partner_name"));
            Ok(Facts::Conflict { partner_name, who, by, awards: given.awards, points: given.points })
        }
        Purpose::Warning => {
            let held: HeldDetail = serde_json::from_str(detail).map_err(unreadable)?;
            let partner = read_partner(connection, partner()).await?.ok_or(Refusal::UnknownRecord)?;
            let (Some(tier), Some(until)) = (held.to, held.warned_until) else {
                return Err(rows::unreadable("warning", &"of no tier").into());
            };
            Ok(Facts::Warning { partner: Box::new(partner), tier, until: rows::day(until)? })
        }
        Purpose::Reminder => {
            let group = GroupId::from_raw(row.get("group_id"));
            let left =
                sqlx::query(LEFT).bind(row.get::<i64, _>("record_id")).fetch_one(&mut *connection).await?;
            let group = read_group(connection, group).await?.ok_or(Refusal::UnknownGroup)?;
            Ok(Facts::Reminder {
                group: Box::new(group),
                remaining: left.get("remaining"),
                ends: rows::instant(left.get("ends_at"))?,
            })
        }
        Purpose::Gone => {
            let gone: GoneDetail = serde_json::from_str(detail).map_err(unreadable)?;
            let for_staff = row.get::<&str, _>("audience") == "staff";
            let group = read_group(connection, GroupId::from_raw(row.get("group_id"))).await?;
            let group = group.ok_or(Refusal::UnknownGroup)?;
            let (what, mended) = gone.read(&group);
            Ok(Facts::Gone { group: Box::new(group), what, mended, for_staff })
        }
        Purpose::Approval => {
            let (record, for_staff) = (row.get("record_id"), row.get::<&str, _>("audience") == "staff");
            let reservation = read_reservation(connection, RecordId::from_raw(record)).await?;
            Ok(Facts::Approval {
                reservation: Box::new(reservation.ok_or(Refusal::UnknownRecord)?),
                for_staff,
            })
        }
        Purpose::Redraw => Err(rows::unreadable("facts", &"of a redraw are those of its message").into()),
    }
}

/// What is left of the allocation that record `$1` opened.
const LEFT: &str = "
SELECT a.base + a.granted + a.carried - a.reserved - a.spent AS remaining, d.ends_at
  FROM record r JOIN allocation a ON a.group_id = r.group_id AND a.period_id = r.period_id
  JOIN period d ON d.id = r.period_id WHERE r.id = $1";

/// How a tier is held, of a tier's record.
#[derive(Deserialize)]
struct HeldDetail {
    to: Option<TierId>,
    warned_until: Option<i64>,
}

#[derive(Deserialize)]
struct LeaderDetail {
    added: bool,
    role: Option<Role>,
}

async fn leader_changes(
    connection: &mut AnyConnection,
    cause: i64,
) -> Outcome<(Vec<LeaderRef>, Vec<LeaderRef>)> {
    let rows: Vec<(String, Option<i64>)> = sqlx::query_as(
        "SELECT r.detail, person.account FROM record r LEFT JOIN person ON person.id = r.subject_id \
         WHERE r.cause = $1 AND r.kind = 'leaders' ORDER BY r.id",
    )
    .bind(cause)
    .fetch_all(connection)
    .await?;
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for (detail, account) in rows {
        let detail: LeaderDetail =
            serde_json::from_str(&detail).map_err(|error| rows::unreadable("leaders", &error))?;
        let leader = match (detail.role, account) {
            (Some(role), _) => LeaderRef::Role(role),
            (None, Some(account)) => LeaderRef::User(Account::from_stored(account)),
            // Erased: there is nobody left to name.
            (None, None) => continue,
        };
        if detail.added { added.push(leader) } else { removed.push(leader) }
    }
    Ok((added, removed))
}
