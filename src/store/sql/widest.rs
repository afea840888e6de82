//! Groups that thanked the most companies. How many each has is kept beside the boards, without regard to which companies are one
//! and which are suspended: that is never less than what a board shows, so that few groups have to be looked at.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::Value;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::board::{CELLS, ask, placed};
use crate::points::ids::GroupId;
use crate::store::{BoardOf, BoardWanted, Outcome, StoreFault, WideLine};

/// So many groups are named.
const NAMED: usize = 3;
/// So many groups are looked at first.
const TOGETHER: u32 = 8;

/// Adds `$3` for each company that has points by now in a cell of the records from after `$1` to `$2`: taken off before those records
/// are counted and added after, this follows the boards, and looks at no other cells. What is in a cell is never below nothing, so
/// that a company counts by any cell with points.
const COUNT: &str = "
INSERT INTO board_width (period_id, contribution, group_id, partners)
WITH t AS MATERIALIZED (
SELECT DISTINCT r.period_id * e.own AS counted_in, r.group_id, r.partner_id, r.contribution
  FROM record r CROSS JOIN (SELECT 1 AS own UNION ALL SELECT 0) e
 WHERE r.id > $1 AND r.id <= $2 AND r.kind IN ('award', 'reversal'))
SELECT b.period_id, b.contribution, b.group_id, CAST($3 AS BIGINT) * COUNT(*) FROM t CROSS JOIN board b
 WHERE b.period_id = t.counted_in AND b.group_id = t.group_id AND b.partner_id = t.partner_id AND b.contribution = t.contribution
   AND b.points > 0
 GROUP BY b.period_id, b.contribution, b.group_id
 UNION ALL
SELECT b.period_id, '', b.group_id, CAST($3 AS BIGINT) * COUNT(DISTINCT b.partner_id) FROM t CROSS JOIN board b
 WHERE b.period_id = t.counted_in AND b.group_id = t.group_id AND b.partner_id = t.partner_id AND b.points > 0
 GROUP BY b.period_id, b.group_id
    ON CONFLICT (period_id, contribution, group_id) DO UPDATE SET partners = board_width.partners + excluded.partners";

/// The groups of a board with more than one company, those with the most first, `$2` at most: how many they have at the most.
/// CROSS begins with a server's groups, or with all that is kept of the program's.
pub(super) fn likely(of: BoardOf) -> String {
    let from = match of {
        BoardOf::Program => "board_width b CROSS JOIN user_group g",
        BoardOf::Server(_) | BoardOf::Group(_) => "user_group g CROSS JOIN board_width b",
    };
    format!(
        "SELECT g.id, g.name, g.name_key, b.partners FROM {from} \
          WHERE b.period_id = $1 AND b.contribution = $3 AND b.group_id = g.id AND b.partners > 1 AND {} \
          ORDER BY b.partners DESC, g.name_key, g.id LIMIT $2",
        placed(of)
    )
}

/// How many companies of those that a board shows each of the groups in `$2` thanked.
pub(super) fn counted() -> String {
    format!(
        "SELECT b.group_id, COUNT(DISTINCT p.id) AS partners FROM json_each($2) x CROSS JOIN board b \
           JOIN partner one ON one.id = b.partner_id JOIN partner p ON p.id = COALESCE(one.root, one.id) \
          WHERE b.group_id = CAST(x.value AS BIGINT) AND p.state = 'active' AND b.points > 0 AND {CELLS} GROUP BY b.group_id"
    )
}

/// What is kept and what the boards have.
pub(super) const PARTING: &str = "
SELECT 'period ' || c.period_id || ', group ' || c.group_id || ', ' || c.contribution,
       CAST(SUM(c.kept) AS TEXT), CAST(SUM(c.counted) AS TEXT)
  FROM (SELECT period_id, group_id, contribution, partners AS kept, 0 AS counted FROM board_width
        UNION ALL
        SELECT period_id, group_id, contribution, 0, COUNT(*) FROM board WHERE points > 0
         GROUP BY period_id, group_id, contribution
        UNION ALL
        SELECT period_id, group_id, '', 0, COUNT(DISTINCT partner_id) FROM board WHERE points > 0 GROUP BY period_id, group_id) c
 WHERE CAST($1 AS BIGINT) = 0 OR c.group_id = CAST($1 AS BIGINT)
 GROUP BY c.period_id, c.group_id, c.contribution
HAVING SUM(c.kept) <> SUM(c.counted)
 ORDER BY c.period_id, c.group_id, c.contribution LIMIT 1";

/// Adds `sign` for each company in the cells of the records from after the first to the second.
pub(super) async fn count_width(
    connection: &mut AnyConnection,
    (mark, upto): (i64, i64),
    sign: i64,
) -> Outcome<()> {
    sqlx::query(COUNT).bind(mark).bind(upto).bind(sign).execute(connection).await?;
    Ok(())
}

/// A group, in the order of a board: the most companies first, then by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Wide {
    partners: Reverse<i64>,
    name_key: String,
    id: i64,
    name: String,
}

impl Wide {
    fn read(row: &AnyRow) -> Self {
        let partners = Reverse(row.get("partners"));
        Self { partners, name_key: row.get("name_key"), id: row.get("id"), name: row.get("name") }
    }
}

/// The groups that thanked the most companies of those that a board shows, if more than one.
pub(super) async fn read_widest(
    connection: &mut AnyConnection,
    wanted: &BoardWanted,
    period: i64,
) -> Outcome<Vec<WideLine>> {
    let mut best: Vec<Wide> = Vec::new();
    let mut looked_at = 0;
    loop {
        // The more were in vain, the more are looked at next: where many companies are one, all groups may have to be.
        let until = (looked_at * 2).max(TOGETHER);
        let rows = ask(&mut *connection, likely(wanted.of), wanted, (period, until)).await?;
        let is_last = rows.len() < until as usize;
        let next: Vec<Wide> = rows.iter().skip(looked_at as usize).map(Wide::read).collect();
        best.extend(count(&mut *connection, wanted, period, &next).await?);
        best.sort();
        best.truncate(NAMED);
        // All others come after the last of these, and none has more than it is kept with.
        let is_beaten = best.len() == NAMED && next.last().is_some_and(|last| best[NAMED - 1] <= *last);
        if is_last || is_beaten {
            break;
        }
        looked_at = until;
    }
    let line = |Wide { partners: Reverse(partners), id, name, .. }| WideLine {
        group: GroupId::from_raw(id),
        name,
        partners,
    };
    Ok(best.into_iter().map(line).collect())
}

/// Those of some groups with more than one company that the board shows, and how many they are.
async fn count(
    connection: &mut AnyConnection,
    wanted: &BoardWanted,
    period: i64,
    groups: &[Wide],
) -> Result<Vec<Wide>, StoreFault> {
    let asked: Value = groups.iter().map(|group| group.id).collect();
    let kind = wanted.contribution.as_ref().map_or("", |kind| kind.as_str());
    // It is made of constants of this room.
    let counted: HashMap<i64, i64> = sqlx::query_as(AssertSqlSafe(counted()))
        .bind(period)
        .bind(asked.to_string())
        .bind(kind)
        .fetch_all(connection)
        .await?
        .into_iter()
        .collect();
    let shown = |group: &Wide| {
        let partners = counted.get(&group.id).copied().filter(|partners| *partners > 1)?;
        Some(Wide { partners: Reverse(partners), ..group.clone() })
    };
    Ok(groups.iter().filter_map(shown).collect())
}
