//! The points of a company by day and kind: what its picture over time is made of.

use chrono::NaiveDate;

use super::Shared;
use super::kin::kin;
use super::partners::id_list;
use super::rows::{self, day_number};
use crate::points::history::DayPoints;
use crate::points::ids::{ContributionId, PartnerId};
use crate::store::Outcome;

/// What the companies in `$1` have of each day from `$2` on; no kind where they brought points along, and nobody said what for.
pub(super) const BY_KIND: &str = "
SELECT c.day, c.contribution, CAST(SUM(c.points) AS BIGINT)
  FROM (SELECT s.day, s.contribution, s.points FROM standing s
         WHERE s.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) AND s.day >= $2 AND s.points > 0
        UNION ALL
        SELECT o.day, o.contribution, o.points FROM opening o
         WHERE o.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) AND o.day >= $2) c
 GROUP BY c.day, c.contribution ORDER BY c.day, c.contribution";

impl Shared {
    pub(super) async fn day_points(&self, partner: PartnerId, since: NaiveDate) -> Outcome<Vec<DayPoints>> {
        let mut connection = self.readers.acquire().await?;
        let all = kin(&mut connection, partner).await?;
        let days: Vec<(i64, Option<String>, i64)> = sqlx::query_as(BY_KIND)
            .bind(id_list(&all))
            .bind(day_number(since))
            .fetch_all(&mut *connection)
            .await?;
        let mut read = Vec::with_capacity(days.len());
        for (day, kind, points) in days {
            let unreadable = |kind: &str| rows::unreadable("contribution", &kind);
            let kind =
                kind.map(|kind| ContributionId::parse(&kind).map_err(|_| unreadable(&kind))).transpose()?;
            read.push((rows::day(day)?, kind, points));
        }
        Ok(read)
    }
}
