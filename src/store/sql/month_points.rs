//! The points of a company by month and kind: what its picture over time is made of.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Shared;
use super::kin::kin;
use super::partners::id_list;
use super::rows::{self, day_number};
use crate::points::history::DayPoints;
use crate::points::ids::{ContributionId, PartnerId};
use crate::store::Outcome;

/// What the companies in `$1` have of each of the months in `$2`, which are pairs of the first day and of the first one that isn't
/// theirs; no kind where they brought points along, and nobody said what for. Summed up here, because a row for each day is
/// what takes time.
pub(super) const BY_KIND: &str = "
WITH m AS MATERIALIZED (SELECT CAST(value ->> 0 AS BIGINT) AS first, CAST(value ->> 1 AS BIGINT) AS next FROM json_each($2))
SELECT c.first, c.contribution, CAST(SUM(c.points) AS BIGINT)
  FROM (SELECT m.first, s.contribution, s.points FROM json_each($1) p CROSS JOIN m
          JOIN standing s ON s.partner_id = CAST(p.value AS BIGINT) AND s.day >= m.first AND s.day < m.next AND s.points > 0
        UNION ALL
        SELECT m.first, o.contribution, o.points FROM json_each($1) p CROSS JOIN m
          JOIN opening o ON o.partner_id = CAST(p.value AS BIGINT) AND o.day >= m.first AND o.day < m.next) c
 GROUP BY c.first, c.contribution ORDER BY c.first, c.contribution";

impl Shared {
    pub(super) async fn month_points(
        &self,
        partner: PartnerId,
        months: &[NaiveDate],
    ) -> Outcome<Vec<DayPoints>> {
        let mut connection = self.readers.acquire().await?;
        let all = kin(&mut connection, partner).await?;
        let first = months.iter().map(|month| day_number(*month));
        let next = first.clone().skip(1).chain([i64::MAX]);
        let pairs: Value = first.zip(next).map(|(first, next)| json!([first, next])).collect();
        let sums: Vec<(i64, Option<String>, i64)> = sqlx::query_as(BY_KIND)
            .bind(id_list(&all))
            .bind(pairs.to_string())
            .fetch_all(&mut *connection)
            .await?;
        let mut read = Vec::with_capacity(sums.len());
        for (first, kind, points) in sums {
            let unreadable = |kind: &str| rows::unreadable("contribution", &kind);
            let kind =
                kind.map(|kind| ContributionId::parse(&kind).map_err(|_| unreadable(&kind))).transpose()?;
            read.push((rows::day(first)?, kind, points));
        }
        Ok(read)
    }
}
