//! Claims as they are shown.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::rows::{self, instant};
use crate::points::approval::Fate;
use crate::points::claim::ClaimFate;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::store::outside::Account;
use crate::store::{Claim, Confirmed, Outcome, StoreFault};

/// What a question about claims selects; behind it comes which ones. `e` is the record that ended it: the award, the
/// reservation of one, or another end. It was taken back when none of what came of it is the company's and stands.
pub(super) const CLAIM: &str = "
SELECT c.record_id, r.at, c.group_id, g.name AS group_name, g.language, g.leaders_channel, c.partner_id, p.name AS partner_name,
       c.contribution, c.day, t.text, t.link, asker.account AS claimed_by, c.lapses_at, c.fate, decider.account AS decided_by,
       w.text AS why, e.points, v.fate AS reservation_fate,
       CAST(EXISTS (
         WITH RECURSIVE stands (id) AS (
           SELECT c.award_id UNION
           SELECT n.id FROM stands JOIN record n ON n.cause = stands.id AND n.kind IN ('correction', 'award'))
         SELECT 1 FROM (
           SELECT COUNT(*) AS given, SUM(CASE WHEN a.partner_id = c.partner_id
                                               AND NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = a.id) THEN 1 ELSE 0 END) AS kept
             FROM stands JOIN record a ON a.id = stands.id AND a.kind = 'award') s
          WHERE s.given > 0 AND s.kept = 0) AS INTEGER) AS taken_back
  FROM claim c
  JOIN record r ON r.id = c.record_id
  JOIN user_group g ON g.id = c.group_id
  JOIN partner p ON p.id = c.partner_id
  LEFT JOIN record_text t ON t.record_id = c.record_id
  LEFT JOIN person asker ON asker.id = r.actor_id
  LEFT JOIN record e ON e.id = COALESCE(c.award_id,
       (SELECT x.id FROM record x WHERE x.cause = c.record_id AND x.kind = 'claim-ended'))
  LEFT JOIN person decider ON decider.id = e.actor_id
  LEFT JOIN record_text w ON w.record_id = e.id
  LEFT JOIN reservation v ON v.record_id = c.award_id
 WHERE";

/// Which ones wait at a group.
pub(super) const WAITING: &str = "c.group_id = $1 AND c.fate = 'waiting' ORDER BY c.record_id";

/// Those of a company, and of those that are it now, that wait or ended since `$2`.
pub(super) const OF_PARTNER: &str = "
       c.partner_id IN (SELECT f.id FROM partner f WHERE f.id = $1 OR f.root = $1) AND (c.fate = 'waiting' OR e.at >= $2)
 ORDER BY c.record_id DESC LIMIT 50";

/// One claim by its record.
pub(super) async fn read_claim(connection: &mut AnyConnection, record: RecordId) -> Outcome<Option<Claim>> {
    Ok(read(connection, "c.record_id = $1", &[record.get()]).await?.pop())
}

/// What waits at a group, oldest first.
pub(super) async fn read_waiting(connection: &mut AnyConnection, group: GroupId) -> Outcome<Vec<Claim>> {
    read(connection, WAITING, &[group.get()]).await
}

/// What waits of a company, and what ended since that moment (unix milliseconds), newest first.
pub(super) async fn read_of_partner(
    connection: &mut AnyConnection,
    partner: PartnerId,
    since: i64,
) -> Outcome<Vec<Claim>> {
    read(connection, OF_PARTNER, &[partner.get(), since]).await
}

async fn read(connection: &mut AnyConnection, which: &str, values: &[i64]) -> Outcome<Vec<Claim>> {
    let text = format!("{CLAIM} {which}");
    // Both are constants of this room; values are bound.
    let query = values.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, value| query.bind(*value));
    let rows = query.fetch_all(connection).await?;
    Ok(rows.iter().map(claim).collect::<Result<_, _>>()?)
}

fn claim(row: &AnyRow) -> Result<Claim, StoreFault> {
    let word: &str = row.get("contribution");
    let account = |column| row.get::<Option<i64>, _>(column).map(Account::from_stored);
    let fate = rows::claim_fate(row.get("fate"))?;
    Ok(Claim {
        record: rows::record(row, "record_id"),
        at: instant(row.get("at"))?,
        group: GroupId::from_raw(row.get("group_id")),
        group_name: row.get("group_name"),
        language: row.get("language"),
        leaders_asked: row.get::<Option<i64>, _>("leaders_channel").is_some(),
        partner: PartnerId::from_raw(row.get("partner_id")),
        partner_name: row.get("partner_name"),
        contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
        day: rows::day(row.get("day"))?,
        reason: row.get("text"),
        link: row.get::<Option<String>, _>("link").unwrap_or_default(),
        by: account("claimed_by"),
        lapses_at: instant(row.get("lapses_at"))?,
        fate,
        decided_by: account("decided_by"),
        why: row.get::<Option<String>, _>("why").filter(|_| fate == ClaimFate::Declined),
        confirmed: match fate {
            ClaimFate::Confirmed => Some(confirmed(row)?),
            _ => None,
        },
    })
}

fn confirmed(row: &AnyRow) -> Result<Confirmed, StoreFault> {
    let points: i64 = row.get("points");
    if rows::flag(row, "taken_back") {
        return Ok(Confirmed::TakenBack);
    }
    let reservation = row.get::<Option<&str>, _>("reservation_fate").map(rows::fate).transpose()?;
    Ok(match reservation {
        None | Some(Fate::Approved) => Confirmed::Given(points),
        Some(Fate::Waiting) => Confirmed::Waits(points),
        Some(_) => Confirmed::NotApproved,
    })
}
