//! Applause: a press of 👏, when the message shows it, and what companies have in all.

use sqlx::AnyConnection;

use super::acting::Acting;
use super::facts::read_facts;
use super::partners::id_list;
use super::{Shared, rows};
use crate::points::ids::PartnerId;
use crate::points::refusal::Refusal;
use crate::store::outside::Account;
use crate::store::{ErrandId, Outcome};

/// Milliseconds between two edits of a message for what many press: Discord takes five edits in five seconds in a channel,
/// and who has to be told that something was withdrawn shouldn't wait behind applause.
const APART: i64 = 3_000;

/// Has message `$1` drawn anew at `$2`, or `$3` after it was drawn anew last; not where that is to be done anyway.
pub(super) const DRAW_SOON: &str = "
INSERT INTO outbox (purpose, record_id, target, audience, group_id, due_at)
SELECT 'redraw', o.record_id, o.id, o.audience, o.group_id,
       CASE WHEN d.soon > CAST($2 AS BIGINT) THEN d.soon ELSE CAST($2 AS BIGINT) END
  FROM outbox o
 CROSS JOIN (SELECT COALESCE(MAX(r.attempted_at), 0) + CAST($3 AS BIGINT) AS soon FROM outbox r WHERE r.target = $1) d
 WHERE o.id = $1 AND (o.state = 'posted' OR o.attempted_at IS NOT NULL)
   AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.target = $1 AND w.state = 'waiting' AND w.attempted_at IS NULL)";

/// How often the shout-outs of the companies in `$1` were applauded, of awards that stand.
pub(super) const OF_COMPANIES: &str = "
SELECT COUNT(*) FROM json_each($1) p
  JOIN record r ON r.partner_id = CAST(p.value AS BIGINT) AND r.kind = 'award'
  JOIN outbox o ON o.record_id = r.id AND o.purpose = 'award'
  JOIN applause a ON a.outbox_id = o.id
 WHERE NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id)";

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
        sqlx::query(DRAW_SOON).bind(errand.get()).bind(now).bind(APART).execute(self.connection()).await?;
        Ok(())
    }
}

/// The applause of some companies together.
pub(super) async fn read_applause(connection: &mut AnyConnection, companies: &[PartnerId]) -> Outcome<u32> {
    let count: i64 = sqlx::query_scalar(OF_COMPANIES).bind(id_list(companies)).fetch_one(connection).await?;
    Ok(u32::try_from(count).map_err(|_| rows::unreadable("applause", &count))?)
}
