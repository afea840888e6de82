//! Which shout-outs members answered, by applause or by voice, and whose they are: where what a company has of both is looked for.

use super::acting::Acting;
use crate::points::ids::RecordId;
use crate::store::{ErrandId, Outcome};

/// Message `$1` has an answer.
const ADD: &str = "
INSERT INTO heard (outbox_id, record_id, partner_id)
SELECT o.id, o.record_id, r.partner_id FROM outbox o JOIN record r ON r.id = o.record_id
 WHERE o.id = $1 AND o.purpose IN ('award', 'tier') AND r.kind = o.purpose
    ON CONFLICT DO NOTHING";

/// The messages that tell award `$1` by now. It is the same company's: another's has a message of its own.
const HAND_OVER: &str = "
UPDATE heard SET record_id = $1
 WHERE outbox_id IN (SELECT o.id FROM outbox o WHERE o.record_id = $1)";

/// What was answered whose row names another record or company than its message does, or that has no row at all.
pub(super) const PARTING: &str = "
SELECT 'message ' || t.id, t.kept, t.counted
  FROM (SELECT o.id, r.group_id,
               COALESCE('record ' || h.record_id || ' of partner ' || h.partner_id, 'none') AS kept,
               'record ' || r.id || ' of partner ' || r.partner_id AS counted
          FROM (SELECT outbox_id FROM applause UNION SELECT outbox_id FROM voice UNION SELECT outbox_id FROM voice_count) a
          JOIN outbox o ON o.id = a.outbox_id
          JOIN record r ON r.id = o.record_id
          LEFT JOIN heard h ON h.outbox_id = o.id
         WHERE o.purpose IN ('award', 'tier') AND r.kind = o.purpose) t
 WHERE t.kept <> t.counted AND (CAST($1 AS BIGINT) = 0 OR t.group_id = CAST($1 AS BIGINT)) ORDER BY t.id LIMIT 1";

impl Acting<'_> {
    /// Somebody answered a message. Another time changes nothing.
    pub(super) async fn heard(&mut self, shout_out: ErrandId) -> Outcome<()> {
        sqlx::query(ADD).bind(shout_out.get()).execute(self.connection()).await?;
        Ok(())
    }

    /// What members answered of messages that were handed over to an award is that award's.
    pub(super) async fn hand_over_heard(&mut self, to: RecordId) -> Outcome<()> {
        sqlx::query(HAND_OVER).bind(to.get()).execute(self.connection()).await?;
        Ok(())
    }
}
