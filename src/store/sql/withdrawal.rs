//! What becomes of messages about something that was taken back: not sent, or drawn anew.

use serde::Deserialize;
use sqlx::Row;

use super::acting::Acting;
use super::award_row::AwardRow;
use super::reopening::Gone;
use super::rows;
use crate::points::ids::{GroupId, PartnerId, RecordId, TierId};
use crate::store::Outcome;

/// The part `stood` of a question: the award of that parameter, and those in whose place it stands since they were put right.
macro_rules! stood {
    ($award:literal) => {
        concat!(
            "stood (id) AS (SELECT CAST(",
            $award,
            " AS BIGINT) UNION SELECT c.cause FROM stood JOIN record a ON a.id = stood.id \
               JOIN record c ON c.id = a.cause AND c.kind = 'correction')"
        )
    };
}
pub(super) use stood;

/// The messages about record `$1`; that one is published as well is no message of its own.
const MESSAGES: &str =
    "SELECT id FROM outbox WHERE record_id = $1 AND target IS NULL AND purpose <> 'crosspost'";

/// Whether the group of promised request `$1` is there as it was, and the company that promised, if it is gone and the help isn't over.
const PROMISED: &str = "
SELECT q.group_id,
       CASE WHEN g.state = 'active' AND NOT EXISTS (SELECT 1 FROM record m WHERE m.group_id = q.group_id AND m.kind = 'group-moved'
                                                      AND m.id > q.record_id) THEN 1 ELSE 0 END AS asks,
       (SELECT n.id FROM offer f JOIN partner p ON p.id = f.partner_id JOIN partner n ON n.id = COALESCE(p.root, p.id)
         WHERE f.request_id = q.record_id AND f.state = 'accepted' AND n.state NOT IN ('active', 'nominated')) AS gone
  FROM request q JOIN user_group g ON g.id = q.group_id WHERE q.record_id = $1";

/// What a tier's record says of where the company went.
#[derive(Deserialize)]
struct Moved {
    to: Option<TierId>,
}

impl Acting<'_> {
    /// Cancels the shout-out that is not out, or has the one that is drawn anew. Whether it was never out.
    pub(super) async fn withdraw_shout_out(&mut self, record: RecordId) -> Outcome<bool> {
        let rows: Vec<i64> =
            sqlx::query_scalar(MESSAGES).bind(record.get()).fetch_all(self.connection()).await?;
        let mut unseen = true;
        for row in rows {
            unseen &= self.withdraw(row).await?;
        }
        for settled in self.settled_by(record).await? {
            self.redraw_all(settled).await?;
        }
        Ok(unseen)
    }

    /// An award, or the reservation of one, fell: what was promised and thanked for by it isn't any more, so that it can be
    /// thanked for anew, or closed.
    pub(super) async fn unsettle(&mut self, record: RecordId) -> Outcome<()> {
        for settled in self.settled_by(record).await? {
            let fallen = sqlx::query(
                "UPDATE request SET state = 'accepted', award_id = NULL WHERE record_id = $1 AND state = 'thanked'",
            )
            .bind(settled.get())
            .execute(self.connection())
            .await?;
            if fallen.rows_affected() > 0 {
                self.promised_anew(settled, record).await?;
            }
        }
        Ok(())
    }

    /// Help is promised again, whose thanks fell: the question whether it happened comes after all, if the thanks came before
    /// it; and what became of the company or the group meanwhile holds for it as well.
    async fn promised_anew(&mut self, request: RecordId, cause: RecordId) -> Outcome<()> {
        sqlx::query(
            "UPDATE outbox SET state = 'waiting' WHERE record_id = $1 AND state = 'cancelled' AND attempted_at IS NULL \
                AND id = (SELECT MAX(id) FROM outbox WHERE record_id = $1 AND purpose = 'prompt' AND target IS NULL)",
        )
        .bind(request.get())
        .execute(self.connection())
        .await?;
        let row = sqlx::query(PROMISED).bind(request.get()).fetch_one(self.connection()).await?;
        if !rows::flag(&row, "asks") {
            return self.withdraw_requests(GroupId::from_raw(row.get("group_id")), cause).await;
        }
        match row.get::<Option<i64>, _>("gone") {
            Some(partner) => self.end_offers_of(PartnerId::from_raw(partner), Gone::Whole, cause).await,
            None => Ok(()),
        }
    }

    /// The claim or the request that an award, or the reservation of one, settled.
    async fn settled_by(&mut self, record: RecordId) -> Outcome<Vec<RecordId>> {
        let settled: Vec<i64> = sqlx::query_scalar(
            "WITH RECURSIVE up (id) AS ( \
               SELECT cause FROM record WHERE id = $1 AND kind IN ('award', 'reservation') UNION \
               SELECT r.cause FROM up JOIN record r ON r.id = up.id WHERE r.kind IN ('award', 'reservation', 'correction')) \
             SELECT q.id FROM up JOIN record q ON q.id = up.id WHERE q.kind IN ('claim', 'request')",
        )
        .bind(record.get())
        .fetch_all(self.connection())
        .await?;
        Ok(settled.into_iter().map(RecordId::from_raw).collect())
    }

    /// The messages about an award tell another one from now on, the one in its place; what is out is drawn anew.
    pub(super) async fn hand_over_shout_out(&mut self, from: RecordId, to: RecordId) -> Outcome<()> {
        sqlx::query("UPDATE outbox SET record_id = $2 WHERE record_id = $1")
            .bind(from.get())
            .bind(to.get())
            .execute(self.connection())
            .await?;
        self.hand_over_heard(to).await?;
        self.redraw_all(to).await
    }

    /// Has what is out about a record drawn anew.
    pub(super) async fn redraw_all(&mut self, record: RecordId) -> Outcome<()> {
        let rows: Vec<i64> =
            sqlx::query_scalar(MESSAGES).bind(record.get()).fetch_all(self.connection()).await?;
        for row in rows {
            self.redraw(row).await?;
        }
        Ok(())
    }

    /// Withdraws what is told, or to be told, of tiers above the one that the company of an award has now: what waits,
    /// and what the award brought about, or one in whose place it stands. To all, and to those who were told directly.
    pub(super) async fn withdraw_tiers(&mut self, award: &AwardRow, to: Option<&TierId>) -> Outcome<()> {
        let told = sqlx::query(
            concat!(
                "WITH RECURSIVE ",
                stood!("$2"),
                " SELECT o.id, t.detail FROM outbox o JOIN record t ON t.id = o.record_id \
                   WHERE t.partner_id IN ($1, $3) AND t.kind = 'tier' AND o.purpose IN ('tier', 'notice') AND o.target IS NULL \
                     AND (o.state = 'waiting' OR t.cause IN (SELECT id FROM stood))"
            ),
        )
        .bind(award.partner.get())
        .bind(award.record.get())
        .bind(award.is_now.get())
        .fetch_all(self.connection())
        .await?;
        let holds = to.map_or(0, |tier| self.rules().rank(tier));
        for row in &told {
            let moved: Moved = rows::detail(row)?;
            if moved.to.is_some_and(|tier| self.rules().rank(&tier) > holds) {
                self.withdraw(row.get("id")).await?;
            }
        }
        Ok(())
    }

    /// Whether it was certainly never out.
    pub(super) async fn withdraw(&mut self, row: i64) -> Outcome<bool> {
        let cancelled = sqlx::query(
            "UPDATE outbox SET state = 'cancelled' WHERE id = $1 AND state IN ('waiting', 'failed') AND attempted_at IS NULL",
        )
        .bind(row)
        .execute(self.connection())
        .await?;
        if cancelled.rows_affected() > 0 {
            return Ok(true);
        }
        self.redraw(row).await?;
        Ok(false)
    }

    /// Has a message that is out, or may be, drawn anew.
    pub(super) async fn redraw(&mut self, row: i64) -> Outcome<()> {
        self.redraw_at(row, self.clock.timestamp_millis()).await
    }

    /// The same, not before `due` (unix milliseconds).
    pub(super) async fn redraw_at(&mut self, row: i64, due: i64) -> Outcome<()> {
        sqlx::query(
            "INSERT INTO outbox (purpose, record_id, target, audience, group_id, due_at) \
             SELECT 'redraw', record_id, id, audience, group_id, $2 FROM outbox \
              WHERE id = $1 AND (state = 'posted' OR attempted_at IS NOT NULL)",
        )
        .bind(row)
        .bind(due)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
