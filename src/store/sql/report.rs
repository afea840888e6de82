//! Reports for staff: figures of a period, from the counters.

use async_trait::async_trait;
use chrono::NaiveDate;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::SqlStore;
use super::board::chosen;
use super::kin::{Kin, joint_standings, kin_of_all};
use super::rows;
use super::standings::Counted;
use crate::points::ids::PartnerId;
use crate::store::{Board as _, BoardPeriod, Outcome, Report, ReportLine, Reports, StoreFault};

/// Silent groups that are named.
const NAMED: i64 = 10;

const FIGURES: &str = "
SELECT COALESCE((SELECT CAST(SUM(awards) AS BIGINT) FROM board_group WHERE period_id = $1), 0) AS awards,
       COALESCE((SELECT CAST(SUM(points) AS BIGINT) FROM board_group WHERE period_id = $1), 0) AS points,
       COALESCE((SELECT CAST(SUM(base + granted + carried) AS BIGINT) FROM allocation WHERE period_id = $1), 0) AS allocated,
       COALESCE((SELECT CAST(SUM(reserved) AS BIGINT) FROM allocation WHERE period_id = $1), 0) AS reserved,
       (SELECT COUNT(*) FROM user_group WHERE state = 'active') AS groups,
       (SELECT COUNT(*) FROM partner WHERE state = 'active' AND warned_until IS NOT NULL) AS warned";

/// Active groups that gave nothing in period `$1`.
const SILENT: &str = "FROM user_group g WHERE g.state = 'active' AND NOT EXISTS (SELECT 1 FROM board_group b
 WHERE b.period_id = $1 AND b.group_id = g.id AND b.points > 0)";

const TIERS: &str = "
SELECT tier, COUNT(*) AS companies FROM partner WHERE state = 'active' AND merged_into IS NULL GROUP BY tier";

const LINES: &str = "
SELECT p.id, p.name, p.state, p.tier, p.tier_since, p.guaranteed_until, p.warned_until, p.root,
       COALESCE((SELECT CAST(SUM(b.points) AS BIGINT) FROM partner f JOIN board_partner b ON b.partner_id = f.id AND b.period_id = $1
                  WHERE f.id = p.id OR f.root = p.id), 0) AS points,
       COALESCE((SELECT CAST(SUM(b.awards) AS BIGINT) FROM partner f JOIN board_partner b ON b.partner_id = f.id AND b.period_id = $1
                  WHERE f.id = p.id OR f.root = p.id), 0) AS awards
  FROM partner p WHERE p.id > $2 AND p.merged_into IS NULL AND p.state <> 'declined' ORDER BY p.id LIMIT $3";

#[async_trait]
impl Reports for SqlStore {
    async fn report(&self, period: BoardPeriod) -> Outcome<Report> {
        self.follow_ledger().await?;
        let now = (self.shared.clock)().timestamp_millis();
        let mut connection = self.shared.readers.acquire().await?;
        let (period, bounds) = chosen(&mut connection, period, now).await?.unwrap_or((-1, None));
        let row = sqlx::query(FIGURES).bind(period).fetch_one(&mut *connection).await?;
        let count = format!("SELECT COUNT(*) {SILENT}");
        let names = format!("SELECT g.name {SILENT} ORDER BY g.name_key LIMIT $2");
        // Both are made of constants of this room.
        let silent =
            sqlx::query_scalar(sqlx::AssertSqlSafe(count)).bind(period).fetch_one(&mut *connection).await?;
        let silent_names = sqlx::query_scalar(sqlx::AssertSqlSafe(names))
            .bind(period)
            .bind(NAMED)
            .fetch_all(&mut *connection)
            .await?;
        let tiers = sqlx::query(TIERS).fetch_all(&mut *connection).await?;
        let tier = |row: &AnyRow| Ok((rows::tier(row.get("tier"))?, row.get("companies")));
        let mut tiers = tiers.iter().map(tier).collect::<Result<Vec<_>, StoreFault>>()?;
        let rank = |tier: &Option<_>| tier.as_ref().map_or(0, |tier| self.shared.rules.rank(tier));
        tiers.sort_by_key(|(tier, _)| rank(tier));
        Ok(Report {
            period: bounds,
            awards: row.get("awards"),
            points: row.get("points"),
            allocated: row.get("allocated"),
            reserved: row.get("reserved"),
            groups: row.get("groups"),
            silent,
            silent_names,
            tiers,
            warned: row.get("warned"),
        })
    }

    async fn report_lines(
        &self,
        period: BoardPeriod,
        after: PartnerId,
        limit: u32,
    ) -> Outcome<Vec<ReportLine>> {
        let now = (self.shared.clock)();
        let mut connection = self.shared.readers.acquire().await?;
        let (period, _) =
            chosen(&mut connection, period, now.timestamp_millis()).await?.unwrap_or((-1, None));
        let rows = sqlx::query(LINES)
            .bind(period)
            .bind(after.get())
            .bind(i64::from(limit))
            .fetch_all(&mut *connection)
            .await?;
        let id = |row: &AnyRow| PartnerId::from_raw(row.get("id"));
        let merged = rows.iter().filter(|row| row.get::<Option<i64>, _>("root").is_some()).map(id);
        let mut kin: Kin = kin_of_all(&mut connection, merged.collect::<Vec<_>>()).await?;
        for row in &rows {
            kin.entry(id(row)).or_insert_with(|| vec![id(row)]);
        }
        let counted = Counted::at(&self.shared.rules, now);
        let mut standings = joint_standings(&mut connection, &counted, &kin).await?;
        let line = |row: &AnyRow| -> Result<ReportLine, StoreFault> {
            let standing = standings.remove(&id(row)).unwrap_or_default();
            let day = |column: &str| -> Result<Option<NaiveDate>, StoreFault> {
                row.get::<Option<i64>, _>(column).map(rows::day).transpose()
            };
            Ok(ReportLine {
                partner: id(row),
                name: row.get("name"),
                state: rows::partner_state(row.get("state"))?,
                tier: rows::tier(row.get("tier"))?,
                since: day("tier_since")?,
                guaranteed_until: day("guaranteed_until")?,
                warned_until: day("warned_until")?,
                standing: standing.points().get(),
                groups: i64::try_from(standing.groups()).unwrap_or(i64::MAX),
                points: row.get("points"),
                awards: row.get("awards"),
            })
        };
        Ok(rows.iter().map(line).collect::<Result<_, _>>()?)
    }
}
