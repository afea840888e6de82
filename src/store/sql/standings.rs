//! What companies have in the window, summed from the counters for the rules.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::acting::Acting;
use super::partners::id_list;
use super::rows::{self, day_number};
use crate::points::ids::{ContributionId, GroupId, PartnerId};
use crate::points::rules::Rules;
use crate::points::standing::{self, Standing, Tally};
use crate::store::{Outcome, StandingSums, StoreFault};

/// `m`: of each kind of contribution, from how many points on a cell counts, as JSON pairs `$3` say; read once and not for each row.
macro_rules! least {
    () => {
        "m AS MATERIALIZED (SELECT value ->> 0 AS kind, CAST(value ->> 1 AS BIGINT) AS least FROM json_each($3))"
    };
}
pub(super) use least;

/// The standing of each partner in `$1`, by contribution and group, from day `$2` on. What a partner brought without a kind or a
/// group is a row of its own.
pub(super) const STANDINGS: &str = concat!(
    "
WITH ",
    least!(),
    "
SELECT s.partner_id, s.contribution, s.group_id, CAST(SUM(s.points) AS BIGINT) AS points,
       SUM(CASE WHEN s.points > 0 AND s.points >= m.least THEN 1 ELSE 0 END) AS counted
  FROM json_each($1) p
  JOIN standing s ON s.partner_id = CAST(p.value AS BIGINT) AND s.day >= $2
  LEFT JOIN m ON m.kind = s.contribution
 GROUP BY s.partner_id, s.contribution, s.group_id
 UNION ALL
SELECT o.partner_id, o.contribution, o.group_id, o.points, CASE WHEN o.points >= m.least THEN 1 ELSE 0 END
  FROM json_each($1) p
  JOIN opening o ON o.partner_id = CAST(p.value AS BIGINT) AND o.day >= $2
  LEFT JOIN m ON m.kind = o.contribution"
);

/// What counts: from which day on, and of each kind of contribution from how many points on, as JSON pairs.
pub(super) struct Counted {
    pub(super) since: i64,
    pub(super) min_points: String,
}

impl Counted {
    pub(super) fn at(rules: &Rules, at: DateTime<Utc>) -> Self {
        let since = standing::first_day(rules, at).map_or(i64::MIN, day_number);
        Self { since, min_points: min_points(rules) }
    }
}

fn min_points(rules: &Rules) -> String {
    let pairs = rules.contributions().iter().map(|kind| json!([kind.id().as_str(), kind.min_points().get()]));
    pairs.collect::<Value>().to_string()
}

/// The first day that counts at the act's time.
pub(super) fn since(acting: &Acting<'_>) -> i64 {
    standing::first_day(acting.rules(), acting.now).map_or(i64::MIN, day_number)
}

/// The standings of some companies that are in no merge as of the act's time, which is the same for all acts of a transaction.
pub(super) async fn standings(
    acting: &mut Acting<'_>,
    partners: &[PartnerId],
) -> Outcome<HashMap<PartnerId, Standing>> {
    let counted = Counted::at(acting.rules(), acting.now);
    standings_alone(acting.connection(), &counted, partners.iter().copied()).await
}

/// The standings of some companies, each without others that are one with it.
pub(super) async fn standings_alone(
    connection: &mut AnyConnection,
    counted: &Counted,
    partners: impl Iterator<Item = PartnerId>,
) -> Outcome<HashMap<PartnerId, Standing>> {
    let asked: Value = partners.map(PartnerId::get).collect();
    let rows = sqlx::query(STANDINGS)
        .bind(asked.to_string())
        .bind(counted.since)
        .bind(&counted.min_points)
        .fetch_all(connection)
        .await?;
    Ok(sum_standings(&rows)?)
}

/// Sums rows of `STANDINGS`.
pub(super) fn sum_standings(rows: &[AnyRow]) -> Result<HashMap<PartnerId, Standing>, StoreFault> {
    #[derive(Default)]
    struct Sum {
        points: i64,
        contributions: BTreeMap<ContributionId, (i64, i64)>,
        groups: BTreeMap<GroupId, i64>,
    }
    let mut sums: HashMap<PartnerId, Sum> = HashMap::new();
    for row in rows {
        let sum = sums.entry(PartnerId::from_raw(row.get("partner_id"))).or_default();
        let points: i64 = row.get("points");
        sum.points += points;
        if let Some(contribution) = rows::contribution(row)? {
            let tally = sum.contributions.entry(contribution).or_default();
            tally.0 += points;
            tally.1 += row.get::<Option<i64>, _>("counted").unwrap_or(0);
        }
        if let Some(group) = row.get::<Option<i64>, _>("group_id") {
            *sum.groups.entry(GroupId::from_raw(group)).or_default() += points;
        }
    }
    let standing = |sum: Sum| -> Result<Standing, StoreFault> {
        let contributions = sum.contributions.into_iter().map(|(id, (points, counted))| {
            let counted = u32::try_from(counted).map_err(|_| rows::unreadable("count", &counted))?;
            Ok((id, Tally { points: rows::points(points)?, counted }))
        });
        let groups = sum.groups.into_iter().map(|(id, points)| Ok((id, rows::points(points)?)));
        Ok(Standing::from_parts(
            rows::points(sum.points)?,
            contributions.collect::<Result<_, StoreFault>>()?,
            groups.collect::<Result<_, StoreFault>>()?,
        ))
    };
    sums.into_iter().map(|(partner, sum)| Ok((partner, standing(sum)?))).collect()
}

/// What companies have in cells of their own: `$1` is one alone.
const CELLS_OF_ONE: &str = "
SELECT s.contribution, s.group_id, s.points
  FROM json_each($1) p JOIN standing s ON s.partner_id = CAST(p.value AS BIGINT) AND s.day >= $2";

/// The same of several that are one: a cell that two of them have is one cell. To find these takes as long as all the rest.
const CELLS_OF_SEVERAL: &str = "
SELECT s.contribution, s.group_id, SUM(s.points) AS points
  FROM json_each($1) p JOIN standing s ON s.partner_id = CAST(p.value AS BIGINT) AND s.day >= $2
 GROUP BY s.day, s.contribution, s.group_id";

/// What the companies in `$1` have together from day `$2` on, by kind, and from how many groups; of each kind a cell counts from so
/// many points on as `$3` says, JSON pairs. Summed up here: a row for each group is what takes time.
pub(super) fn sums(several: bool) -> String {
    let cells = if several { CELLS_OF_SEVERAL } else { CELLS_OF_ONE };
    format!(
        "
WITH {least},
cell AS MATERIALIZED (
{cells}
 UNION ALL
SELECT o.contribution, o.group_id, o.points
  FROM json_each($1) p JOIN opening o ON o.partner_id = CAST(p.value AS BIGINT) AND o.day >= $2)
SELECT c.contribution, CAST(SUM(c.points) AS BIGINT) AS points,
       CAST(SUM(CASE WHEN c.points > 0 AND c.points >= m.least THEN 1 ELSE 0 END) AS BIGINT) AS counted,
       (SELECT COUNT(*) FROM (SELECT g.group_id FROM cell g WHERE g.group_id IS NOT NULL GROUP BY g.group_id HAVING SUM(g.points) > 0) t) AS groups
  FROM cell c LEFT JOIN m ON m.kind = c.contribution
 GROUP BY c.contribution ORDER BY c.contribution",
        least = least!()
    )
}

/// What companies that are one have, without which group gave it.
pub(super) async fn sum_up(
    connection: &mut AnyConnection,
    counted: &Counted,
    companies: &[PartnerId],
) -> Outcome<StandingSums> {
    // Nothing of it comes from outside.
    let rows = sqlx::query(AssertSqlSafe(sums(companies.len() > 1)))
        .bind(id_list(companies))
        .bind(counted.since)
        .bind(&counted.min_points)
        .fetch_all(connection)
        .await?;
    let mut sums = StandingSums::default();
    for row in &rows {
        let (points, counted): (i64, i64) = (row.get("points"), row.get("counted"));
        sums.points += points;
        sums.groups = usize::try_from(row.get::<i64, _>("groups")).unwrap_or_default();
        if let Some(kind) = rows::contribution(row)?.filter(|_| points > 0) {
            let counted = u32::try_from(counted).map_err(|_| rows::unreadable("count", &counted))?;
            sums.contributions.push((kind, Tally { points: rows::points(points)?, counted }));
        }
    }
    Ok(sums)
}
