//! A recount of the ledger: by the store itself, and by SQL of what the store does not look for.

use ovation::store::Store;

use crate::database::Raw;

/// No act before the one in front of it, and none outside of its period but reversals and verdicts on what is over. What a
/// claim brought about is an act like any other.
const TIMES: &str = "
SELECT r.id FROM record r LEFT JOIN period p ON p.id = r.period_id LEFT JOIN claim c ON c.record_id = r.cause
 WHERE r.at < (SELECT q.at FROM record q WHERE q.id < r.id ORDER BY q.id DESC LIMIT 1)
    OR (r.kind IN ('award', 'grant', 'reservation') AND (r.cause IS NULL OR c.record_id IS NOT NULL) AND (r.at < p.starts_at OR r.at >= p.ends_at))
    OR (r.kind IN ('award', 'reversal', 'reservation-ended') AND r.at < p.starts_at)";

/// Each award that is told of is told of once, and each text is there. What was put right for the same company gave its
/// shout-out to the award in its place.
const TOLD: &str = "
SELECT r.id FROM record r
 WHERE r.kind = 'award' AND (1 <> (SELECT COUNT(*) FROM outbox o WHERE o.record_id = r.id AND o.target IS NULL AND o.purpose = 'award')
                                  + (SELECT COUNT(*) FROM record v JOIN record n ON n.cause = v.cause AND n.kind = 'award'
                                        AND n.partner_id = r.partner_id
                                      WHERE v.reverses = r.id AND v.cause IS NOT NULL)
                             OR NOT EXISTS (SELECT 1 FROM record_text t WHERE t.record_id = r.id))";

/// Each award that waits is asked about once, and is one award when it was approved and none otherwise.
const ASKED: &str = "
SELECT v.record_id FROM reservation v
 WHERE 1 <> (SELECT COUNT(*) FROM outbox o WHERE o.record_id = v.record_id AND o.target IS NULL AND o.purpose = 'approval')
    OR (SELECT COUNT(*) FROM record a WHERE a.cause = v.record_id AND a.kind = 'award')
       <> CASE v.fate WHEN 'approved' THEN 1 ELSE 0 END";

/// Fails on whatever parts.
pub async fn recount(store: &dyn Store, raw: &mut Raw) {
    let verdict = store.verify(None, &[], &|_, _| {}).await.expect("it can be checked");
    if let Err(parting) = verdict {
        panic!("counters and ledger part: {parting}");
    }
    for (what, question) in [("times", TIMES), ("told", TOLD), ("asked", ASKED)] {
        assert_eq!(
            raw.numbers(question).await,
            Vec::<Vec<i64>>::new(),
            "{what}: what is kept and the ledger part"
        );
    }
}
