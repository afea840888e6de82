//! Awards as they are shown, in the words that stand now.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::rows::{self, instant};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::store::outside::Account;
use crate::store::{GivenAward, Outcome, StoreFault};

/// The words that stand: those of the newest amendment, or the award's own. `r` is the award's record.
pub(super) const WORDS: &str = "
  LEFT JOIN record_text t ON t.record_id = r.id
  LEFT JOIN record_text w ON w.record_id = (SELECT MAX(m.id) FROM record m WHERE m.cause = r.id AND m.kind = 'amendment')";

/// The award of record `$1`.
pub(super) fn given() -> String {
    format!(
        "SELECT r.id, r.group_id, g.name AS group_name, r.partner_id, p.name AS partner_name, r.contribution, r.day, \
                r.points, r.at, person.account, NULLIF(COALESCE(w.text, t.text), '') AS reason, t.event, t.link, \
                CAST(EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id) AS INTEGER) AS taken_back \
           FROM record r \
           JOIN user_group g ON g.id = r.group_id \
           JOIN partner p ON p.id = r.partner_id \
           LEFT JOIN person ON person.id = r.actor_id {WORDS} \
          WHERE r.id = $1 AND r.kind = 'award'"
    )
}

/// An award, and the event and the link that are told with it.
pub(super) async fn read_given(
    connection: &mut AnyConnection,
    award: RecordId,
) -> Outcome<Option<(GivenAward, [String; 2])>> {
    // Nothing of it comes from outside.
    let row = sqlx::query(sqlx::AssertSqlSafe(given())).bind(award.get()).fetch_optional(connection).await?;
    let Some(row) = row else { return Ok(None) };
    let text = |column| row.get::<Option<String>, _>(column).unwrap_or_default();
    Ok(Some((given_award(&row)?, [text("event"), text("link")])))
}

fn given_award(row: &AnyRow) -> Result<GivenAward, StoreFault> {
    let word: &str = row.get("contribution");
    Ok(GivenAward {
        record: RecordId::from_raw(row.get("id")),
        group: GroupId::from_raw(row.get("group_id")),
        group_name: row.get("group_name"),
        partner: PartnerId::from_raw(row.get("partner_id")),
        partner_name: row.get("partner_name"),
        contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
        day: rows::day(row.get("day"))?,
        points: row.get("points"),
        reason: row.get("reason"),
        by: row.get::<Option<i64>, _>("account").map(Account::from_stored),
        at: instant(row.get("at"))?,
        taken_back: rows::flag(row, "taken_back"),
    })
}
