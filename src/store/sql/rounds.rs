//! Who else is told of a new tier: groups that helped, a step after what brought it about, so that no award waits for it.

use std::sync::LazyLock;

use async_trait::async_trait;
use sqlx::{AssertSqlSafe, Row};

use super::acting::Acting;
use super::standings::since;
use super::tiers::{CHANGE, IS_NEWS, rank_at, ranks};
use super::{SqlStore, rows};
use crate::store::{Outcome, Rounds};

/// So many tiers go round in one transaction: awards wait for it.
const TIERS: i64 = 20;
/// So many records without a tier are looked at again and again, before the mark is set anew for them alone.
const LAG: i64 = 1_000;

/// Whether anybody asked, the mark, the newest record, and whether there is a tier between: looked for only where somebody
/// asked, because elsewhere the mark stays behind.
const ASKED: &str = "
SELECT p.went_round, p.newest, p.anybody,
       CASE p.anybody WHEN 0 THEN 0 ELSE
         CAST(EXISTS (SELECT 1 FROM record r WHERE r.id > p.went_round AND r.kind = 'tier') AS INTEGER) END AS tiers
  FROM (SELECT went_round, (SELECT COALESCE(MAX(id), 0) FROM record) AS newest,
               CAST(EXISTS (SELECT 1 FROM user_group g WHERE g.tier_news = 1) AS INTEGER) AS anybody FROM program) p";

/// The record up to which the next portion goes.
pub(super) const PORTION: &str =
    "SELECT r.id FROM record r WHERE r.id > $1 AND r.kind = 'tier' ORDER BY r.id LIMIT 1 OFFSET $2";

/// Tiers behind record `$1`, up to `$2`, that companies rose to and still hold, to each group that thanked the company from
/// day `$4` on, when the group whose act it was is told, or at `$5`. `$3`: the tiers and their ranks, as JSON pairs. What
/// the group's act didn't tell is told nowhere, nor what is nobody's merit.
pub(super) static OF_TIERS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "
INSERT INTO outbox (purpose, record_id, audience, group_id, due_at)
WITH {rank},
news AS (
SELECT r.id, r.partner_id, r.group_id, w.shout_out_channel, o.due_at
  FROM record r
  JOIN partner p ON p.id = r.partner_id AND p.tier = r.detail ->> 'to'
  {CHANGE}
  LEFT JOIN user_group w ON w.id = r.group_id
  LEFT JOIN outbox o ON o.record_id = r.id AND o.purpose = 'tier' AND o.audience = 'group'
 WHERE r.id > $1 AND r.id <= $2 AND r.kind = 'tier' AND {IS_NEWS}
   AND (r.group_id IS NULL OR o.id IS NOT NULL)),
helped AS (
SELECT n.id, n.due_at, g.id AS group_id, g.shout_out_channel
  FROM news n
  JOIN partner f ON f.id = n.partner_id OR f.root = n.partner_id
  JOIN standing s ON s.partner_id = f.id AND s.day >= $4
  JOIN user_group g ON g.id = s.group_id AND g.state = 'active' AND g.tier_news = 1
  CROSS JOIN program
 WHERE g.shout_out_channel <> COALESCE(n.shout_out_channel, 0)
   AND g.shout_out_channel <> COALESCE(program.announcements_channel, 0)
 GROUP BY n.id, n.due_at, g.id, g.shout_out_channel HAVING SUM(s.points) > 0)
SELECT 'tier', h.id, 'helped', MIN(h.group_id), COALESCE(h.due_at, CAST($5 AS BIGINT))
  FROM helped h GROUP BY h.id, h.due_at, h.shout_out_channel ORDER BY h.id, MIN(h.group_id)",
        rank = rank_at("$3")
    )
});

#[async_trait]
impl Rounds for SqlStore {
    async fn send_tiers_round(&self) -> Outcome<()> {
        let row = sqlx::query(ASKED).fetch_one(&self.shared.readers).await?;
        let behind = row.get::<i64, _>("newest") - row.get::<i64, _>("went_round");
        if !rows::flag(&row, "anybody") || !(rows::flag(&row, "tiers") || behind > LAG) {
            return Ok(());
        }
        loop {
            let mut acting = self.shared.begin().await?;
            let is_over = acting.send_portion_round().await?;
            acting.commit().await?;
            if is_over {
                return Ok(());
            }
        }
    }
}

impl Acting<'_> {
    /// Whether that was all.
    async fn send_portion_round(&mut self) -> Outcome<bool> {
        // Another replica may have done it meanwhile.
        let mark: i64 =
            sqlx::query_scalar("SELECT went_round FROM program").fetch_one(self.connection()).await?;
        let border: Option<i64> =
            sqlx::query_scalar(PORTION).bind(mark).bind(TIERS - 1).fetch_optional(self.connection()).await?;
        let until = match border {
            Some(border) => border,
            None => self.newest_record().await?,
        };
        let ranks = ranks(self.rules());
        let (since, now) = (since(self), self.clock.timestamp_millis());
        let news = self.dialect().reading_detail(&OF_TIERS);
        // Nothing of it comes from outside.
        sqlx::query(AssertSqlSafe(news))
            .bind(mark)
            .bind(until)
            .bind(ranks)
            .bind(since)
            .bind(now)
            .execute(self.connection())
            .await?;
        sqlx::query("UPDATE program SET went_round = $1").bind(until).execute(self.connection()).await?;
        Ok(border.is_none())
    }

    /// What was before the first group that asks concerns nobody.
    pub(super) async fn begin_rounds(&mut self) -> Outcome<()> {
        sqlx::query(
            "UPDATE program SET went_round = (SELECT COALESCE(MAX(id), 0) FROM record) \
              WHERE NOT EXISTS (SELECT 1 FROM user_group WHERE tier_news = 1)",
        )
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
