//! A recount of the ledger by SQL: what it finds where counters and records part.

use crate::database::Raw;

/// Points by period: awards, less what was taken back while the period lasted and not as a grant.
const SPENT: &str = "
SELECT a.group_id, a.period_id, a.spent, CAST(COALESCE(SUM(CASE
         WHEN r.kind = 'award' THEN r.points
         WHEN r.kind = 'reversal' AND r.cause IS NULL AND r.at < p.ends_at THEN -r.points ELSE 0 END), 0) AS BIGINT) AS counted
  FROM allocation a JOIN period p ON p.id = a.period_id
  LEFT JOIN record r ON r.group_id = a.group_id AND r.period_id = a.period_id
 GROUP BY a.group_id, a.period_id, a.spent
HAVING a.spent <> COALESCE(SUM(CASE
         WHEN r.kind = 'award' THEN r.points
         WHEN r.kind = 'reversal' AND r.cause IS NULL AND r.at < p.ends_at THEN -r.points ELSE 0 END), 0)";

const GRANTED: &str = "
SELECT a.group_id, a.period_id, a.granted FROM allocation a
 WHERE a.granted <> (SELECT COALESCE(SUM(r.points), 0) FROM record r
                      WHERE r.kind = 'grant' AND r.group_id = a.group_id AND r.period_id = a.period_id)";

/// What each company has out of an allocation, counted as the allocation's `spent` is.
const SHARES: &str = "
SELECT c.group_id, c.period_id, c.partner_id FROM (
    SELECT group_id, period_id, partner_id, points AS kept, 0 AS counted FROM share
    UNION ALL
    SELECT r.group_id, r.period_id, r.partner_id, 0, CASE r.kind WHEN 'award' THEN r.points ELSE -r.points END
      FROM record r JOIN period p ON p.id = r.period_id
     WHERE r.kind = 'award' OR (r.kind = 'reversal' AND r.cause IS NULL AND r.at < p.ends_at)) c
 GROUP BY c.group_id, c.period_id, c.partner_id
HAVING SUM(c.kept) <> SUM(c.counted)";

/// Each opened period is a record, and its base and what it carries are those that the record tells.
const OPENED: &str = "
SELECT a.group_id, a.period_id FROM allocation a
 WHERE 1 <> (SELECT COUNT(*) FROM record r
              WHERE r.kind = 'period' AND r.group_id = a.group_id AND r.period_id = a.period_id AND r.points = a.base
                AND CAST(r.detail ->> 'carried' AS INTEGER) = a.carried)";

const STANDING: &str = "
SELECT c.partner_id, CAST(SUM(c.kept) AS BIGINT), CAST(SUM(c.counted) AS BIGINT) FROM (
    SELECT partner_id, day, contribution, group_id, points AS kept, 0 AS counted FROM standing
    UNION ALL
    SELECT partner_id, day, contribution, group_id, 0, CASE kind WHEN 'award' THEN points ELSE -points END
      FROM record WHERE kind IN ('award', 'reversal')) c
 GROUP BY c.partner_id, c.day, c.contribution, c.group_id
HAVING SUM(c.kept) <> SUM(c.counted)";

const TIERS: &str = "
SELECT p.id FROM partner p
 WHERE COALESCE(p.tier, '') <> COALESCE((SELECT r.detail ->> 'to' FROM record r
                                          WHERE r.kind = 'tier' AND r.partner_id = p.id ORDER BY r.id DESC LIMIT 1), '')";

/// No act before the one in front of it, and none outside of its period but reversals of what is over.
const TIMES: &str = "
SELECT r.id FROM record r LEFT JOIN period p ON p.id = r.period_id
 WHERE r.at < (SELECT q.at FROM record q WHERE q.id < r.id ORDER BY q.id DESC LIMIT 1)
    OR (r.kind IN ('award', 'grant') AND (r.at < p.starts_at OR r.at >= p.ends_at))
    OR (r.kind = 'reversal' AND r.at < p.starts_at)";

/// Each award that is told of is told of once, and each text is there.
const TOLD: &str = "
SELECT r.id FROM record r
 WHERE r.kind = 'award' AND (1 <> (SELECT COUNT(*) FROM outbox o WHERE o.record_id = r.id AND o.target IS NULL)
                             OR NOT EXISTS (SELECT 1 FROM record_text t WHERE t.record_id = r.id))";

/// Fails on whatever parts.
pub async fn recount(raw: &mut Raw) {
    let questions = [
        ("spent", SPENT),
        ("granted", GRANTED),
        ("shares", SHARES),
        ("periods", OPENED),
        ("standing", STANDING),
        ("tiers", TIERS),
        ("times", TIMES),
        ("told", TOLD),
    ];
    for (what, question) in questions {
        assert_eq!(raw.numbers(question).await, Vec::<Vec<i64>>::new(), "{what}: counters and ledger part");
    }
}
