//! The counters against the records: for each counter what is kept and what the records give, cell by cell.

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::points::ids::GroupId;
use crate::store::Outcome;
use crate::store::evidence::Parting;
use crate::store::sql::dialect::Dialect;
use crate::store::sql::{heard, widest};

/// A counter of `allocation`, and what the records say of it: rows of group, period and number.
struct Allocated {
    what: &'static str,
    kept: &'static str,
    counted: &'static str,
}

/// Spent is what was awarded, less what was taken back while the period lasted and not as a grant, or by a correction,
/// which puts another award in the place. An opened period is
/// a record, and its base and what it carries are those that the record tells.
const ALLOCATED: [Allocated; 6] = [
    Allocated {
        what: "the opening",
        kept: "1",
        counted: "SELECT r.group_id, r.period_id, 1 AS counted FROM record r WHERE r.kind = 'period'",
    },
    Allocated {
        what: "the base",
        kept: "base",
        counted: "SELECT r.group_id, r.period_id, r.points AS counted FROM record r WHERE r.kind = 'period'",
    },
    Allocated {
        what: "what is carried over",
        kept: "carried",
        counted: "SELECT r.group_id, r.period_id, CAST(r.detail ->> 'carried' AS BIGINT) AS counted FROM record r \
                   WHERE r.kind = 'period'",
    },
    Allocated {
        what: "what is granted",
        kept: "granted",
        counted: "SELECT r.group_id, r.period_id, r.points AS counted FROM record r WHERE r.kind = 'grant'",
    },
    Allocated {
        what: "what is reserved",
        kept: "reserved",
        counted: "SELECT r.group_id, r.period_id, CASE r.kind WHEN 'reservation' THEN r.points ELSE -r.points END AS counted \
                    FROM record r WHERE r.kind IN ('reservation', 'reservation-ended')",
    },
    Allocated {
        what: "what is spent",
        kept: "spent",
        counted: "SELECT r.group_id, r.period_id, CASE WHEN r.kind = 'award' THEN r.points \
                         WHEN (r.cause IS NULL AND r.at < p.ends_at) OR k.kind = 'correction' THEN -r.points ELSE 0 END AS counted \
                    FROM record r JOIN period p ON p.id = r.period_id LEFT JOIN record k ON k.id = r.cause \
                   WHERE r.kind IN ('award', 'reversal')",
    },
];

const STANDING: &str = "
SELECT 'partner ' || c.partner_id || ', day ' || c.day || ' (from 1970-01-01), ' || c.contribution || ', group ' || c.group_id,
       CAST(SUM(c.kept) AS TEXT), CAST(SUM(c.counted) AS TEXT)
  FROM (SELECT s.partner_id, s.day, s.contribution, s.group_id, s.points AS kept, 0 AS counted FROM standing s
        UNION ALL
        SELECT r.partner_id, r.day, r.contribution, r.group_id, 0, CASE r.kind WHEN 'award' THEN r.points ELSE -r.points END
          FROM record r WHERE r.kind IN ('award', 'reversal')
        UNION ALL
        SELECT r.partner_id, r.day, r.contribution, r.group_id, 0, r.points
          FROM record r WHERE r.kind = 'opening' AND r.contribution IS NOT NULL AND r.group_id IS NOT NULL) c
 WHERE CAST($1 AS BIGINT) = 0 OR c.group_id = CAST($1 AS BIGINT)
 GROUP BY c.partner_id, c.day, c.contribution, c.group_id
HAVING SUM(c.kept) <> SUM(c.counted)
 ORDER BY c.partner_id, c.day, c.contribution, c.group_id LIMIT 1";

/// What each company has out of an allocation, counted as the allocation's `spent` is.
const SHARES: &str = "
SELECT 'group ' || c.group_id || ', period ' || c.period_id || ', partner ' || c.partner_id,
       CAST(SUM(c.kept) AS TEXT), CAST(SUM(c.counted) AS TEXT)
  FROM (SELECT s.group_id, s.period_id, s.partner_id, s.points AS kept, 0 AS counted FROM share s
        UNION ALL
        SELECT r.group_id, r.period_id, r.partner_id, 0, CASE r.kind WHEN 'award' THEN r.points ELSE -r.points END
          FROM record r JOIN period p ON p.id = r.period_id LEFT JOIN record k ON k.id = r.cause
         WHERE r.kind = 'award' OR (r.kind = 'reversal' AND ((r.cause IS NULL AND r.at < p.ends_at) OR k.kind = 'correction'))
        UNION ALL
        SELECT r.group_id, r.period_id, r.partner_id, 0, CASE r.kind WHEN 'reservation' THEN r.points ELSE -r.points END
          FROM record r WHERE r.kind IN ('reservation', 'reservation-ended')) c
 WHERE CAST($1 AS BIGINT) = 0 OR c.group_id = CAST($1 AS BIGINT)
 GROUP BY c.group_id, c.period_id, c.partner_id
HAVING SUM(c.kept) <> SUM(c.counted)
 ORDER BY c.group_id, c.period_id, c.partner_id LIMIT 1";

/// What a company brought without naming both a kind and a group: day, points, kind and group are those of its record.
const OPENINGS: &str = "
SELECT 'partner ' || t.partner_id, COALESCE(MIN(t.kept), 'none'), COALESCE(MIN(t.counted), 'none')
  FROM (SELECT o.partner_id, o.group_id, o.points || ' of day ' || o.day || ' (from 1970-01-01), '
               || COALESCE(o.contribution, '-') || ', group ' || COALESCE(CAST(o.group_id AS TEXT), '-') AS kept,
               NULL AS counted
          FROM opening o
        UNION ALL
        SELECT r.partner_id, r.group_id, NULL, r.points || ' of day ' || r.day || ' (from 1970-01-01), '
               || COALESCE(r.contribution, '-') || ', group ' || COALESCE(CAST(r.group_id AS TEXT), '-')
          FROM record r WHERE r.kind = 'opening' AND r.points > 0 AND (r.contribution IS NULL OR r.group_id IS NULL)) t
 WHERE CAST($1 AS BIGINT) = 0 OR t.group_id = CAST($1 AS BIGINT)
 GROUP BY t.partner_id
HAVING COALESCE(MIN(t.kept), 'none') <> COALESCE(MIN(t.counted), 'none')
 ORDER BY t.partner_id LIMIT 1";

const TIERS: &str = "
SELECT 'partner ' || t.id, t.kept, t.counted
  FROM (SELECT p.id, COALESCE(p.tier, 'none') AS kept,
               COALESCE((SELECT r.detail ->> 'to' FROM record r
                          WHERE r.kind = 'tier' AND r.partner_id = p.id ORDER BY r.id DESC LIMIT 1), 'none') AS counted
          FROM partner p) t
 WHERE t.kept <> t.counted AND CAST($1 AS BIGINT) = 0 ORDER BY t.id LIMIT 1";

/// Since when a tier is held, up to when it is guaranteed, and up to when its company is warned. Records from before
/// these were kept don't say it: the guarantee of those begins and ends with their day.
const HOLDS: &str = "
SELECT 'partner ' || t.id, t.kept, t.counted
  FROM (SELECT p.id,
               'since ' || COALESCE(CAST(p.tier_since AS TEXT), '-') || ', guaranteed until '
               || COALESCE(CAST(p.guaranteed_until AS TEXT), '-') || ', warned until '
               || COALESCE(CAST(p.warned_until AS TEXT), '-') || ' (days from 1970-01-01)' AS kept,
               COALESCE((SELECT CASE WHEN r.detail ->> 'to' IS NULL THEN NULL ELSE
                                'since ' || COALESCE(r.detail ->> 'since', CAST(r.at / 86400000 AS TEXT))
                                || ', guaranteed until '
                                || COALESCE(r.detail ->> 'guaranteed_until', CAST(r.at / 86400000 AS TEXT))
                                || ', warned until ' || COALESCE(r.detail ->> 'warned_until', '-')
                                || ' (days from 1970-01-01)' END
                           FROM record r WHERE r.kind = 'tier' AND r.partner_id = p.id ORDER BY r.id DESC LIMIT 1),
                        'since -, guaranteed until -, warned until - (days from 1970-01-01)') AS counted
          FROM partner p) t
 WHERE t.kept <> t.counted AND CAST($1 AS BIGINT) = 0 ORDER BY t.id LIMIT 1";

/// Up to which day tiers were evaluated, and by which rules.
const EVALUATED: &str = "
SELECT 'the program', t.kept, t.counted
  FROM (SELECT COALESCE('day ' || CAST(p.evaluated_day AS TEXT) || ', rules ' || CAST(p.evaluated_rules AS TEXT), 'none') AS kept,
               COALESCE((SELECT 'day ' || CAST(r.day AS TEXT) || ', rules ' || CAST(r.rules AS TEXT) FROM record r
                          WHERE r.kind = 'evaluation' ORDER BY r.day DESC LIMIT 1), 'none') AS counted
          FROM program p) t
 WHERE t.kept <> t.counted AND CAST($1 AS BIGINT) = 0";

/// A group's own base is what its newest record of that kind says.
const BASES: &str = "
SELECT 'group ' || t.id, t.kept, t.counted
  FROM (SELECT g.id, COALESCE(CAST(g.base AS TEXT), 'none') AS kept,
               COALESCE((SELECT CAST(r.points AS TEXT) FROM record r
                          WHERE r.kind = 'base' AND r.group_id = g.id ORDER BY r.id DESC LIMIT 1), 'none') AS counted
          FROM user_group g) t
 WHERE t.kept <> t.counted AND (CAST($1 AS BIGINT) = 0 OR t.id = CAST($1 AS BIGINT)) ORDER BY t.id LIMIT 1";

/// What is on the boards is what the records say up to the mark: each counts in its period, and in number 0 for all that ever was.
const BOARDS: &str = "
SELECT 'period ' || c.period_id || ', group ' || c.group_id || ', partner ' || c.partner_id || ', ' || c.contribution,
       CAST(SUM(c.kept) AS TEXT) || ' in ' || CAST(SUM(c.kept_awards) AS TEXT),
       CAST(SUM(c.counted) AS TEXT) || ' in ' || CAST(SUM(c.counted_awards) AS TEXT)
  FROM (SELECT period_id, group_id, partner_id, contribution, points AS kept, awards AS kept_awards, 0 AS counted, 0 AS counted_awards
          FROM board
        UNION ALL SELECT period_id, 0, partner_id, contribution, points, awards, 0, 0 FROM board_partner
        UNION ALL SELECT period_id, group_id, 0, contribution, points, awards, 0, 0 FROM board_group
        UNION ALL
        SELECT r.period_id * e.own, CASE w.value WHEN 1 THEN 0 ELSE r.group_id END, CASE w.value WHEN 2 THEN 0 ELSE r.partner_id END,
               r.contribution, 0, 0, CASE r.kind WHEN 'award' THEN r.points ELSE -r.points END,
               CASE r.kind WHEN 'award' THEN 1 ELSE -1 END
          FROM record r CROSS JOIN board_mark m CROSS JOIN (SELECT 0 AS value UNION ALL SELECT 1 UNION ALL SELECT 2) w
         CROSS JOIN (SELECT 1 AS own UNION ALL SELECT 0) e
         WHERE r.kind IN ('award', 'reversal') AND r.id <= m.record_id) c
 WHERE CAST($1 AS BIGINT) = 0 OR c.group_id = CAST($1 AS BIGINT)
 GROUP BY c.period_id, c.group_id, c.partner_id, c.contribution
HAVING SUM(c.kept) <> SUM(c.counted) OR SUM(c.kept_awards) <> SUM(c.counted_awards)
 ORDER BY c.period_id, c.group_id, c.partner_id, c.contribution LIMIT 1";

/// What became of a reservation is what the record says that ended it.
const FATES: &str = "
SELECT 'record ' || t.record_id, t.kept, t.counted
  FROM (SELECT v.record_id, v.group_id, v.fate AS kept,
               COALESCE((SELECT r.detail ->> 'fate' FROM record r
                          WHERE r.cause = v.record_id AND r.kind = 'reservation-ended'), 'waiting') AS counted
          FROM reservation v
        UNION ALL
        SELECT r.id, r.group_id, 'none', 'waiting' FROM record r
         WHERE r.kind = 'reservation' AND NOT EXISTS (SELECT 1 FROM reservation v WHERE v.record_id = r.id)) t
 WHERE t.kept <> t.counted AND (CAST($1 AS BIGINT) = 0 OR t.group_id = CAST($1 AS BIGINT))
 ORDER BY t.record_id LIMIT 1";

/// What became of a claim is what the record says that it brought about: an award, the reservation of one, or its end.
const CLAIMS: &str = "
SELECT 'record ' || t.record_id, t.kept, t.counted
  FROM (SELECT c.record_id, c.group_id, c.fate || COALESCE(' by record ' || c.award_id, '') AS kept,
               COALESCE((SELECT CASE r.kind WHEN 'claim-ended' THEN r.detail ->> 'fate' ELSE 'confirmed by record ' || r.id END
                           FROM record r
                          WHERE r.cause = c.record_id AND r.kind IN ('award', 'reservation', 'claim-ended')), 'waiting') AS counted
          FROM claim c
        UNION ALL
        SELECT r.id, r.group_id, 'none', 'waiting' FROM record r
         WHERE r.kind = 'claim' AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.record_id = r.id)) t
 WHERE t.kept <> t.counted AND (CAST($1 AS BIGINT) = 0 OR t.group_id = CAST($1 AS BIGINT))
 ORDER BY t.record_id LIMIT 1";

/// How a request stands is what the newest record says that it brought about: an accepted offer, thanks, an end, or that help
/// is wanted anew. Thanks that fell, or that nobody approved, leave what was accepted; those that were put right stand.
const REQUESTS: &str = "
SELECT 'record ' || t.record_id, t.kept, t.counted
  FROM (SELECT q.record_id, q.group_id, q.state || COALESCE(' by record ' || q.award_id, '') AS kept,
               COALESCE((
                 SELECT CASE r.kind WHEN 'request-ended' THEN r.detail ->> 'how' WHEN 'request-reopened' THEN 'open'
                                    WHEN 'offer-ended' THEN r.detail ->> 'how'
                        ELSE CASE WHEN EXISTS (
                               WITH RECURSIVE stands (id) AS (
                                 SELECT r.id UNION
                                 SELECT n.id FROM stands JOIN record n ON n.cause = stands.id AND n.kind IN ('correction', 'award'))
                               SELECT 1 FROM stands JOIN record x ON x.reverses = stands.id
                                LEFT JOIN record k ON k.id = x.cause WHERE COALESCE(k.kind, '') <> 'correction'
                               UNION ALL
                               SELECT 1 FROM record x WHERE x.cause = r.id AND x.kind = 'reservation-ended' AND x.detail ->> 'fate' <> 'approved')
                             THEN 'accepted' ELSE 'thanked by record ' || r.id END END
                   FROM record r
                  WHERE (r.cause = q.record_id AND r.kind IN ('award', 'reservation', 'request-ended', 'request-reopened'))
                     OR (r.kind = 'offer-ended' AND r.detail ->> 'how' = 'accepted'
                         AND r.cause IN (SELECT f.record_id FROM offer f WHERE f.request_id = q.record_id))
                  ORDER BY r.id DESC LIMIT 1), 'open') AS counted
          FROM request q
        UNION ALL
        SELECT r.id, r.group_id, 'none', 'open' FROM record r
         WHERE r.kind = 'request' AND NOT EXISTS (SELECT 1 FROM request q WHERE q.record_id = r.id)) t
 WHERE t.kept <> t.counted AND (CAST($1 AS BIGINT) = 0 OR t.group_id = CAST($1 AS BIGINT))
 ORDER BY t.record_id LIMIT 1";

/// How an offer stands is how the newest record says that it ended: one that was accepted can be closed by what became of its
/// company.
const OFFERS: &str = "
SELECT 'record ' || t.record_id, t.kept, t.counted
  FROM (SELECT f.record_id, q.group_id, f.state AS kept,
               COALESCE((SELECT r.detail ->> 'how' FROM record r WHERE r.cause = f.record_id AND r.kind = 'offer-ended'
                          ORDER BY r.id DESC LIMIT 1), 'waiting') AS counted
          FROM offer f JOIN request q ON q.record_id = f.request_id
        UNION ALL
        SELECT r.id, r.group_id, 'none', 'waiting' FROM record r
         WHERE r.kind = 'offer' AND NOT EXISTS (SELECT 1 FROM offer f WHERE f.record_id = r.id)) t
 WHERE t.kept <> t.counted AND (CAST($1 AS BIGINT) = 0 OR t.group_id = CAST($1 AS BIGINT))
 ORDER BY t.record_id LIMIT 1";

/// The companies that are merged now, as their newest records of that kind say: into which one, and from which day on.
const MERGED_NOW: &str = "
SELECT r.partner_id AS id, CAST(r.detail ->> 'into' AS BIGINT) AS into_id, r.day FROM record r
 WHERE r.kind = 'merge' AND NOT EXISTS (SELECT 1 FROM record x WHERE x.partner_id = r.partner_id AND x.id > r.id
                                           AND x.kind IN ('merge', 'merge-taken-back'))";

/// Which company is which other one, and which of those that are one stays, also in its own row.
fn merges() -> String {
    format!(
        "WITH RECURSIVE now AS ({MERGED_NOW}), \
              way (id, at_id) AS (SELECT id, into_id FROM now UNION SELECT w.id, n.into_id FROM way w JOIN now n ON n.id = w.at_id), \
              stays AS (SELECT w.id, w.at_id AS root FROM way w WHERE NOT EXISTS (SELECT 1 FROM now n WHERE n.id = w.at_id)), \
              whole AS (SELECT id, root FROM stays UNION SELECT root, root FROM stays) \
         SELECT 'partner ' || t.id, t.kept, t.counted \
           FROM (SELECT p.id, COALESCE('partner ' || p.merged_into || ' from day ' || p.merged_from || ', ', '') \
                        || COALESCE('with partner ' || p.root, 'alone') AS kept, \
                        COALESCE('partner ' || n.into_id || ' from day ' || n.day || ', ', '') \
                        || COALESCE('with partner ' || w.root, 'alone') AS counted \
                   FROM partner p LEFT JOIN now n ON n.id = p.id LEFT JOIN whole w ON w.id = p.id) t \
          WHERE t.kept <> t.counted AND CAST($1 AS BIGINT) = 0 ORDER BY t.id LIMIT 1"
    )
}

/// Where companies and groups stand is what the newest record that decides it says.
const STATES: &str = "
SELECT t.place, t.kept, t.counted
  FROM (SELECT 'partner ' || p.id AS place, p.id, 0 AS of_group, p.state AS kept,
               COALESCE((SELECT CASE r.kind WHEN 'partner-declined' THEN 'declined'
                                            WHEN 'partner-suspended' THEN 'suspended' ELSE 'active' END
                           FROM record r WHERE r.partner_id = p.id
                            AND r.kind IN ('partner-approved', 'partner-declined', 'partner-suspended', 'partner-resumed')
                          ORDER BY r.id DESC LIMIT 1), 'nominated') AS counted
          FROM partner p
        UNION ALL
        SELECT 'group ' || g.id, g.id, g.id, g.state,
               COALESCE((SELECT CASE r.kind WHEN 'group-declined' THEN 'declined'
                                            WHEN 'group-closed' THEN 'closed'
                                            WHEN 'group-moved' THEN 'proposed' ELSE 'active' END
                           FROM record r WHERE r.group_id = g.id
                            AND r.kind IN ('group-approved', 'group-declined', 'group-closed', 'group-moved')
                          ORDER BY r.id DESC LIMIT 1), 'proposed')
          FROM user_group g) t
 WHERE t.kept <> t.counted AND (CAST($1 AS BIGINT) = 0 OR t.of_group = CAST($1 AS BIGINT)) ORDER BY t.id LIMIT 1";

impl Allocated {
    fn question(&self) -> String {
        format!(
            "SELECT 'group ' || c.group_id || ', period ' || c.period_id, \
                    CAST(SUM(c.kept) AS TEXT), CAST(SUM(c.counted) AS TEXT) \
               FROM (SELECT group_id, period_id, {} AS kept, 0 AS counted FROM allocation \
                     UNION ALL SELECT n.group_id, n.period_id, 0, n.counted FROM ({}) n) c \
              WHERE CAST($1 AS BIGINT) = 0 OR c.group_id = CAST($1 AS BIGINT) \
              GROUP BY c.group_id, c.period_id HAVING SUM(c.kept) <> SUM(c.counted) \
              ORDER BY c.group_id, c.period_id LIMIT 1",
            self.kept, self.counted
        )
    }
}

/// The first counter that isn't what the records give. Tiers belong to no group, so they are left out when one is
/// named.
pub(super) async fn first_parting(
    moment: &mut AnyConnection,
    dialect: Dialect,
    group: Option<GroupId>,
) -> Outcome<Option<Parting>> {
    let allocated = ALLOCATED.iter().map(|counter| (counter.what, counter.question()));
    let others = [
        ("the share", SHARES.to_owned()),
        ("the standing", STANDING.to_owned()),
        ("the opening balance", OPENINGS.to_owned()),
        ("the tier", TIERS.to_owned()),
        ("how the tier is held", HOLDS.to_owned()),
        ("the evaluation", EVALUATED.to_owned()),
        ("the merge", merges()),
        ("the own base", BASES.to_owned()),
        ("the state", STATES.to_owned()),
        ("the fate", FATES.to_owned()),
        ("the claim", CLAIMS.to_owned()),
        ("the request", REQUESTS.to_owned()),
        ("the offer", OFFERS.to_owned()),
        ("the board", BOARDS.to_owned()),
        ("the width of the board", widest::PARTING.to_owned()),
        ("what was answered", heard::PARTING.to_owned()),
    ];
    for (what, question) in allocated.chain(others) {
        // No part of the text comes from outside.
        let parting: Option<(String, String, String)> =
            sqlx::query_as(AssertSqlSafe(dialect.reading_detail(&question)))
                .bind(group.map_or(0, GroupId::get))
                .fetch_optional(&mut *moment)
                .await?;
        if let Some((place, kept, counted)) = parting {
            return Ok(Some(Parting::Counter { what, place, kept, counted }));
        }
    }
    Ok(None)
}
