//! Applause: a press of 👏, when the message shows it, and what companies have in all.

use std::sync::LazyLock;

use sqlx::{AnyConnection, AssertSqlSafe};

use super::acting::Acting;
use super::facts::{Seen, fell, read_facts};
use super::partners::id_list;
use super::tiers::{rank_at, ranks};
use super::{Shared, rows};
use crate::points::ids::PartnerId;
use crate::points::refusal::Refusal;
use crate::store::outside::Account;
use crate::store::{ErrandId, Outcome};

/// Milliseconds between two edits of a message for what many press: Discord takes five edits in five seconds in a channel,
/// and who has to be told that something was withdrawn shouldn't wait behind applause.
const APART: i64 = 3_000;

/// When message `$1` is drawn anew for what is pressed at `$2`: then, or `$3` after it was drawn last.
pub(super) const SOON: &str = "
SELECT CASE WHEN COALESCE(MAX(r.attempted_at), 0) + CAST($3 AS BIGINT) > CAST($2 AS BIGINT)
            THEN COALESCE(MAX(r.attempted_at), 0) + CAST($3 AS BIGINT) ELSE CAST($2 AS BIGINT) END
  FROM outbox r WHERE r.target = $1";

/// What is to be done anyway is done by `$2`, unless Discord put it off.
const SOONER: &str = "
UPDATE outbox SET due_at = CASE WHEN attempts = 0 AND due_at > $2 THEN $2 ELSE due_at END
 WHERE target = $1 AND state = 'waiting' AND attempted_at IS NULL";

/// A row by which message `$1` was drawn anew before, or by which that failed, does so again at `$2`: applause leaves no row
/// of its own each time.
const AGAIN: &str = "
UPDATE outbox SET state = 'waiting', due_at = $2, attempts = 0, attempted_at = NULL, trouble = NULL
 WHERE id = (SELECT MAX(id) FROM outbox WHERE target = $1 AND state IN ('posted', 'failed'))";

/// How often the shout-outs of the companies in `$1` were applauded, of awards that stand and of tiers that weren't lost with what
/// brought them about; a tier that is told in many places counts each member once. `$2`: the tiers and their ranks. Rows are read of
/// nothing but what was answered, and once for all who pressed.
pub(super) static OF_COMPANIES: LazyLock<String> = LazyLock::new(|| {
    format!(
        "
WITH {rank},
told AS MATERIALIZED (
SELECT h.outbox_id AS id, k.id AS record_id, k.kind FROM json_each($1) p CROSS JOIN heard h CROSS JOIN record k
 WHERE h.partner_id = CAST(p.value AS BIGINT) AND k.id = h.record_id
   AND CASE k.kind WHEN 'award' THEN NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = k.id) ELSE NOT {fallen} END)
SELECT (SELECT COUNT(*) FROM told CROSS JOIN applause a WHERE told.kind = 'award' AND a.outbox_id = told.id)
     + (SELECT COUNT(*) FROM (SELECT DISTINCT told.record_id, a.person_id FROM told CROSS JOIN applause a
                               WHERE told.kind = 'tier' AND a.outbox_id = told.id) t)",
        rank = rank_at("$2"),
        fallen = fell("k")
    )
});

impl Shared {
    pub(super) async fn applaud(&self, errand: ErrandId, by: Account) -> Outcome<bool> {
        let mut acting = self.begin().await?;
        if read_facts(acting.connection(), errand, self.seen()).await?.withdrawn() {
            return Err(Refusal::Withdrawn.into());
        }
        let person = acting.person(by).await?;
        let added =
            sqlx::query("INSERT INTO applause (outbox_id, person_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(errand.get())
                .bind(person)
                .execute(acting.connection())
                .await?;
        if added.rows_affected() == 0 {
            return Ok(false);
        }
        acting.heard(errand).await?;
        acting.draw_soon(errand).await?;
        acting.commit().await?;
        Ok(true)
    }
}

impl Acting<'_> {
    /// Has a message drawn anew soon, once for all that is pressed on it until then. Everything that changes a message that
    /// is out comes from the outbox, in its order, so that no older count is written over a newer one.
    pub(super) async fn draw_soon(&mut self, errand: ErrandId) -> Outcome<()> {
        let now = self.clock.timestamp_millis();
        let waits =
            sqlx::query(SOONER).bind(errand.get()).bind(now + APART).execute(self.connection()).await?;
        if waits.rows_affected() > 0 {
            return Ok(());
        }
        let soon: i64 = sqlx::query_scalar(SOON)
            .bind(errand.get())
            .bind(now)
            .bind(APART)
            .fetch_one(self.connection())
            .await?;
        let again = sqlx::query(AGAIN).bind(errand.get()).bind(soon).execute(self.connection()).await?;
        if again.rows_affected() == 0 {
            self.redraw_at(errand.get(), soon).await?;
        }
        Ok(())
    }
}

/// The applause of some companies together.
pub(super) async fn read_applause(
    connection: &mut AnyConnection,
    companies: &[PartnerId],
    seen: Seen<'_>,
) -> Outcome<u32> {
    // Nothing of it comes from outside.
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(seen.dialect.reading_detail(&OF_COMPANIES)))
        .bind(id_list(companies))
        .bind(ranks(seen.rules))
        .fetch_one(connection)
        .await?;
    Ok(u32::try_from(count).map_err(|_| rows::unreadable("applause", &count))?)
}
