//! The ledger, read page by page. A page begins at a record's number, so that each goes by an index to where it is.

use async_trait::async_trait;
use serde::Deserialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::SqlStore;
use super::rows::{self, instant};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};
use crate::store::outside::{Account, Role};
use crate::store::{Change, History, HistoryPage, Outcome, PastRecord, Records, StoreFault, Turn};

/// The groups that ever awarded a company. It looks at each group, and for each in one place.
pub(super) const AWARDED_BY: &str = "
SELECT g.id, g.name FROM user_group g
 WHERE EXISTS (SELECT 1 FROM thanked t WHERE t.group_id = g.id AND t.partner_id = $1) ORDER BY g.name_key";

/// The side of a record on which a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
}

impl Side {
    /// Its comparison, and the order in which records next to the border come first.
    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Before => ("<", "DESC"),
            Self::After => (">", "ASC"),
        }
    }
}

/// The condition of a question: `$1` is the record's number, `$2` the group or the company, `$3` the company. Only what
/// is named stands in it, so that the database can choose the index.
fn condition(of: Records, side: Side) -> String {
    let named = match (of.group.is_some(), of.partner.is_some()) {
        (false, false) => "",
        (true, false) => " AND r.group_id = $2",
        (false, true) => " AND r.partner_id = $2",
        (true, true) => " AND r.group_id = $2 AND r.partner_id = $3",
    };
    format!("r.id {} $1{named}", side.words().0)
}

/// Records on one side of a record, those next to it first. Which ones is settled before anything else is looked up.
pub(super) fn page(of: Records, side: Side, limit: u32) -> String {
    let (condition, order) = (condition(of, side), side.words().1);
    format!(
        "SELECT l.id, l.kind, l.at, g.name AS group_name, p.name AS partner_name, l.contribution, l.day, l.points, \
                actor.account AS by_account, subject.account AS whom, t.text, l.reverses, l.detail, \
                CAST(EXISTS (SELECT 1 FROM record x WHERE x.reverses = l.id) AS INTEGER) AS reversed \
           FROM (SELECT r.* FROM record r WHERE {condition} ORDER BY r.id {order} LIMIT {limit}) l \
           LEFT JOIN person actor ON actor.id = l.actor_id \
           LEFT JOIN person subject ON subject.id = l.subject_id \
           LEFT JOIN user_group g ON g.id = l.group_id \
           LEFT JOIN partner p ON p.id = l.partner_id \
           LEFT JOIN record_text t ON t.record_id = l.id \
          ORDER BY l.id {order}"
    )
}

/// Whether there is a record on that side.
pub(super) fn any(of: Records, side: Side) -> String {
    format!(
        "SELECT r.id FROM record r WHERE {} ORDER BY r.id {} LIMIT 1",
        condition(of, side),
        side.words().1
    )
}

/// No part of these texts comes from outside; values are bound.
fn values(of: Records) -> impl Iterator<Item = i64> {
    of.group.map(GroupId::get).into_iter().chain(of.partner.map(PartnerId::get))
}

async fn is_any(connection: &mut AnyConnection, of: Records, side: Side, record: i64) -> Outcome<bool> {
    let text = any(of, side);
    let query = sqlx::query_scalar::<_, i64>(AssertSqlSafe(text)).bind(record);
    let found = values(of).fold(query, sqlx::query::QueryScalar::bind).fetch_optional(connection).await?;
    Ok(found.is_some())
}

/// Records on one side, those next to it first, and whether there are more.
async fn read(
    connection: &mut AnyConnection,
    of: Records,
    side: Side,
    record: i64,
    limit: u32,
) -> Outcome<(Vec<PastRecord>, bool)> {
    let text = page(of, side, limit.saturating_add(1));
    let query = sqlx::query(AssertSqlSafe(text)).bind(record);
    let rows = values(of).fold(query, sqlx::query::Query::bind).fetch_all(connection).await?;
    let shown = usize::try_from(limit).unwrap_or(usize::MAX);
    let records = rows.iter().take(shown).map(past_record).collect::<Result<_, _>>()?;
    Ok((records, rows.len() > shown))
}

#[async_trait]
impl History for SqlStore {
    async fn history(&self, of: Records, turn: Turn, limit: u32) -> Outcome<HistoryPage> {
        let mut connection = self.shared.readers.acquire().await?;
        if let Turn::Newer(record) = turn {
            let (mut records, newer) = read(&mut connection, of, Side::After, record.get(), limit).await?;
            if newer {
                records.reverse();
                let last = records.last().map_or(i64::MIN, |last| last.record.get());
                let older = is_any(&mut connection, of, Side::Before, last).await?;
                return Ok(HistoryPage { records, newer, older });
            }
        }
        let border = match turn {
            Turn::Older(record) => record.get(),
            Turn::Newest | Turn::Newer(_) => i64::MAX,
        };
        let (records, older) = read(&mut connection, of, Side::Before, border, limit).await?;
        let newer = match (turn, records.first()) {
            (Turn::Older(_), Some(first)) => {
                is_any(&mut connection, of, Side::After, first.record.get()).await?
            }
            (Turn::Older(record), None) => {
                is_any(&mut connection, of, Side::After, record.get().saturating_sub(1)).await?
            }
            _ => false,
        };
        Ok(HistoryPage { records, newer, older })
    }

    async fn groups_that_awarded(&self, partner: PartnerId) -> Outcome<Vec<(GroupId, String)>> {
        let rows: Vec<(i64, String)> =
            sqlx::query_as(AWARDED_BY).bind(partner.get()).fetch_all(&self.shared.readers).await?;
        Ok(rows.into_iter().map(|(id, name)| (GroupId::from_raw(id), name)).collect())
    }
}

fn past_record(row: &AnyRow) -> Result<PastRecord, StoreFault> {
    let contribution =
        |word: String| ContributionId::parse(&word).map_err(|_| rows::unreadable("contribution", &word));
    Ok(PastRecord {
        record: RecordId::from_raw(row.get("id")),
        kind: row.get("kind"),
        at: instant(row.get("at"))?,
        group_name: row.get("group_name"),
        partner_name: row.get("partner_name"),
        contribution: row.get::<Option<String>, _>("contribution").map(contribution).transpose()?,
        day: row.get::<Option<i64>, _>("day").map(rows::day).transpose()?,
        points: row.get("points"),
        by: row.get::<Option<i64>, _>("by_account").map(Account::from_stored),
        whom: row.get::<Option<i64>, _>("whom").map(Account::from_stored),
        reason: row.get::<Option<String>, _>("text").filter(|text| !text.is_empty()),
        reverses: row.get::<Option<i64>, _>("reverses").map(RecordId::from_raw),
        reversed: rows::flag(row, "reversed"),
        change: change(row)?,
    })
}

#[derive(Deserialize)]
struct TierDetail {
    from: Option<TierId>,
    to: Option<TierId>,
}

#[derive(Deserialize)]
struct LeaderDetail {
    added: bool,
    role: Option<Role>,
}

fn change(row: &AnyRow) -> Result<Option<Change>, StoreFault> {
    Ok(match row.get("kind") {
        "tier" => {
            let TierDetail { from, to } = rows::detail(row)?;
            Some(Change::Tier { from, to })
        }
        "leaders" => {
            let LeaderDetail { added, role } = rows::detail(row)?;
            Some(Change::Leader { added, role })
        }
        "base" => {
            let points = row.get::<Option<i64>, _>("points").map(rows::points).transpose()?;
            Some(Change::Base(points))
        }
        _ => None,
    })
}
