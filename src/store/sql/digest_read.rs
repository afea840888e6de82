//! What the digest of a month tells, read when it is drawn.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::award_row::awarded_at;
use super::deliveries::server_of_message;
use super::dialect::Dialect;
use super::digest::{Detail, ended_month, first_day};
use super::facts::Seen;
use super::request_read::read_requests;
use super::rows;
use super::standings::Counted;
use super::tiers::{CHANGE, IS_NEWS, rank_at, ranks};
use crate::points::ids::{ContributionId, GroupId};
use crate::points::period::Period;
use crate::store::outside::{Channel, Message, Server};
use crate::store::{
    DigestFacts, DigestThanks, DigestTier, DigestTotals, ErrandId, Facts, HelpRequest, MessagePlace, Outcome,
    StoreFault,
};

/// Companies with a new tier that a digest names.
const TIERS_NAMED: i64 = 8;
/// Thanks that a digest names.
const THANKS_NAMED: i64 = 3;
/// Requests that a digest names.
const REQUESTS_NAMED: i64 = 5;

/// Row `$1` of the outbox: whom it tells, what of its record counts, and whether it is still asked for.
const TOLD: &str = "
SELECT r.day, r.detail, o.group_id, g.name AS group_name, g.language,
       CASE WHEN o.group_id IS NULL THEN p.digest WHEN g.state = 'active' THEN g.digest ELSE 0 END AS asked
  FROM outbox o JOIN record r ON r.id = o.record_id CROSS JOIN program p LEFT JOIN user_group g ON g.id = o.group_id
 WHERE o.id = $1";

/// Awards that stand and were given from `$2` to `$3`, looked for behind record `$1`: all, or those of group `$4`. When one
/// that stands in the place of another was given is looked up for it alone: PostgreSQL would join the whole ledger for that.
fn given(of_group: bool) -> String {
    let of_group = if of_group { " AND r.group_id = $4" } else { "" };
    format!(
        "
WITH given AS (
SELECT a.id, a.group_id, a.points, a.contribution, COALESCE(p.root, p.id) AS partner
  FROM (SELECT r.*, {awarded_at} AS awarded_at
          FROM record r WHERE r.kind = 'award' AND r.id > $1{of_group}) a JOIN partner p ON p.id = a.partner_id
 WHERE a.awarded_at >= $2 AND a.awarded_at < $3 AND NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = a.id))",
        awarded_at = awarded_at!()
    )
}

/// One text for all, one for a group.
type Scoped = [String; 2];

fn scoped(question: impl Fn(bool) -> String) -> Scoped {
    [question(false), question(true)]
}

pub(super) static TOTALS: LazyLock<Scoped> = LazyLock::new(|| {
    scoped(|of_group| {
        format!(
            "{} SELECT COUNT(*) AS awards, CAST(COALESCE(SUM(points), 0) AS BIGINT) AS points, \
                    COUNT(DISTINCT partner) AS partners, COUNT(DISTINCT group_id) AS gave FROM given",
            given(of_group)
        )
    })
});

/// Those that members applauded, as boards have them: of companies that are active. A shout-out that isn't out is none.
pub(super) static APPLAUDED: LazyLock<Scoped> = LazyLock::new(|| {
    scoped(|of_group| {
        format!(
            "{} SELECT * FROM (
SELECT v.id, v.contribution, n.name AS partner_name, g.name AS group_name, {server} AS server, o.channel, o.message,
       (SELECT COUNT(*) FROM applause a WHERE a.outbox_id = o.id) AS applause
  FROM given v
  JOIN outbox o ON o.record_id = v.id AND o.purpose = 'award' AND o.target IS NULL AND o.state = 'posted'
  JOIN partner n ON n.id = v.partner AND n.state = 'active'
  JOIN user_group g ON g.id = v.group_id AND g.state = 'active') t
 WHERE t.applause > 0 ORDER BY t.applause DESC, t.id LIMIT {THANKS_NAMED}",
            given(of_group),
            server = server_of_message!()
        )
    })
});

/// Companies that rose behind record `$1` and before `$2` to the tier that they hold. `$3`: tiers and their ranks, as JSON
/// pairs. What companies brought, and what became of them by a merge, nobody gave. Of group `$4` those that it thanked
/// from day `$5` on.
pub(super) static TIERS: LazyLock<Scoped> = LazyLock::new(|| {
    scoped(|of_group| {
        let thanked = if of_group {
            "AND EXISTS (SELECT 1 FROM partner f JOIN standing s ON s.partner_id = f.id AND s.day >= $5
                          WHERE (f.id = p.id OR f.root = p.id) AND s.group_id = $4 AND s.points > 0)"
        } else {
            ""
        };
        format!(
            "
WITH {rank}
SELECT p.name, p.tier, COUNT(*) OVER () AS in_all
  FROM record r
  JOIN partner p ON p.id = r.partner_id AND p.tier = r.detail ->> 'to' AND p.state = 'active' AND p.merged_into IS NULL
  {CHANGE}
 WHERE r.id > $1 AND r.at < $2 AND r.kind = 'tier' AND {IS_NEWS} {thanked}
 GROUP BY p.id, p.name, p.tier ORDER BY MAX(high.place) DESC, MAX(r.id) LIMIT {TIERS_NAMED}",
            rank = rank_at("$3")
        )
    })
});

/// What is wanted at `$1`: of all, or of group `$2`.
const WANTED: [&str; 2] = [
    "q.state = 'open' AND q.ends_at > $1 AND g.state = 'active'",
    "q.group_id = $2 AND q.state = 'open' AND q.ends_at > $1 AND g.state = 'active'",
];

/// What is told, and of whom.
struct Asked {
    after: i64,
    month: Period,
    group: Option<GroupId>,
}

/// What the digest of a row of the outbox tells now. What isn't asked for any more, or is older than the month that ended
/// last, has nothing to tell.
pub(super) async fn read_digest(
    connection: &mut AnyConnection,
    errand: ErrandId,
    seen: Seen<'_>,
) -> Outcome<Facts> {
    let row = sqlx::query(TOLD).bind(errand.get()).fetch_one(&mut *connection).await?;
    let Detail { after } = rows::detail(&row)?;
    let day = rows::day(row.get("day"))?;
    let mut facts = DigestFacts {
        month: day,
        group: row.get("group_name"),
        language: row.get("language"),
        ..DigestFacts::default()
    };
    let month = ended_month(seen.rules, seen.now);
    if !rows::flag(&row, "asked") || first_day(seen.rules, &month) != day {
        return Ok(Facts::Digest(Box::new(facts)));
    }
    let group = row.get::<Option<i64>, _>("group_id").map(GroupId::from_raw);
    let asked = Asked { after, month, group };
    facts.totals = read_totals(connection, &asked, seen.dialect).await?;
    facts.applauded = read_applauded(connection, &asked, seen.dialect).await?;
    (facts.tiers, facts.tiers_in_all) = read_tiers(connection, &asked, seen).await?;
    (facts.wanted, facts.wanted_in_all) = read_wanted(connection, &asked, seen.now).await?;
    Ok(Facts::Digest(Box::new(facts)))
}

/// Asks about the awards of a month.
async fn of_given(
    connection: &mut AnyConnection,
    questions: &Scoped,
    asked: &Asked,
    dialect: Dialect,
) -> Outcome<Vec<AnyRow>> {
    // Nothing of it comes from outside.
    let text = dialect.reading_detail(&questions[usize::from(asked.group.is_some())]);
    let query = sqlx::query(AssertSqlSafe(text))
        .bind(asked.after)
        .bind(asked.month.start().timestamp_millis())
        .bind(asked.month.end().timestamp_millis());
    let query = match asked.group {
        Some(group) => query.bind(group.get()),
        None => query,
    };
    Ok(query.fetch_all(connection).await?)
}

async fn read_totals(
    connection: &mut AnyConnection,
    asked: &Asked,
    dialect: Dialect,
) -> Outcome<DigestTotals> {
    let rows = of_given(connection, &TOTALS, asked, dialect).await?;
    let totals = |row: &AnyRow| DigestTotals {
        awards: row.get("awards"),
        points: row.get("points"),
        partners: row.get("partners"),
        groups: row.get("gave"),
    };
    Ok(rows.first().map(totals).unwrap_or_default())
}

async fn read_applauded(
    connection: &mut AnyConnection,
    asked: &Asked,
    dialect: Dialect,
) -> Outcome<Vec<DigestThanks>> {
    let rows = of_given(connection, &APPLAUDED, asked, dialect).await?;
    Ok(rows.iter().map(thanks).collect::<Result<_, _>>()?)
}

fn thanks(row: &AnyRow) -> Result<DigestThanks, StoreFault> {
    let word: &str = row.get("contribution");
    Ok(DigestThanks {
        partner_name: row.get("partner_name"),
        group_name: row.get("group_name"),
        contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
        applause: count(row, "applause"),
        place: MessagePlace {
            server: Server::from_stored(row.get("server")),
            channel: Channel::from_stored(row.get("channel")),
            message: Message::from_stored(row.get("message")),
        },
    })
}

async fn read_tiers(
    connection: &mut AnyConnection,
    asked: &Asked,
    seen: Seen<'_>,
) -> Outcome<(Vec<DigestTier>, u32)> {
    // Nothing of it comes from outside.
    let text = seen.dialect.reading_detail(&TIERS[usize::from(asked.group.is_some())]);
    let query = sqlx::query(AssertSqlSafe(text))
        .bind(asked.after)
        .bind(asked.month.end().timestamp_millis())
        .bind(ranks(seen.rules));
    let query = match asked.group {
        Some(group) => query.bind(group.get()).bind(Counted::at(seen.rules, seen.now).since),
        None => query,
    };
    let rows = query.fetch_all(connection).await?;
    let tier = |row: &AnyRow| -> Result<DigestTier, StoreFault> {
        let tier = rows::tier(row.get("tier"))?.ok_or_else(|| rows::unreadable("tier", &"of no company"))?;
        Ok(DigestTier { partner_name: row.get("name"), tier })
    };
    let in_all = rows.first().map_or(0, |row| count(row, "in_all"));
    Ok((rows.iter().map(tier).collect::<Result<_, _>>()?, in_all))
}

async fn read_wanted(
    connection: &mut AnyConnection,
    asked: &Asked,
    now: DateTime<Utc>,
) -> Outcome<(Vec<HelpRequest>, u32)> {
    let which = WANTED[usize::from(asked.group.is_some())];
    let numbers: Vec<Option<i64>> =
        std::iter::once(now.timestamp_millis()).chain(asked.group.map(GroupId::get)).map(Some).collect();
    let page = format!("{which} ORDER BY q.ends_at, q.record_id LIMIT {REQUESTS_NAMED}");
    let wanted = read_requests(&mut *connection, &page, &numbers).await?;
    let text = format!(
        "SELECT COUNT(*) AS in_all FROM request q JOIN user_group g ON g.id = q.group_id WHERE {which}"
    );
    // Made of constants of this room; values are bound.
    let query = numbers.iter().fold(sqlx::query(AssertSqlSafe(text)), |query, number| query.bind(*number));
    let in_all = count(&query.fetch_one(connection).await?, "in_all");
    Ok((wanted, in_all))
}

fn count(row: &AnyRow, column: &str) -> u32 {
    u32::try_from(row.get::<i64, _>(column)).unwrap_or(u32::MAX)
}
