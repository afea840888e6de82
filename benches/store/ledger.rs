//! A ledger with many awards, written by the database itself in a few statements that leave records and counters as the
//! store would have; `verify` is asked about it before anything is measured.

use ovation::evidence::text::salted_hash;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Executor};

use crate::Failure;
use crate::harness_database::Database;
use crate::place::Place;
use crate::program::{DAYS, KINDS, POINTS, Program, REASON};

/// Awards in one statement.
const STEP: i64 = 50_000;
/// Days over which they are spread: all within the program's window, and none for which an order still asks.
const SPREAD_DAYS: i64 = 320;
const FIRST_DAY: u64 = DAYS + 1;
const SALT: [u8; 16] = [7; 16];
/// So many members, of whom each applauds every fifth shout-out, and speaks of every tenth one of a talk.
const MEMBERS: u64 = 4;
/// The first of their accounts.
const FIRST_MEMBER: u64 = 9_000_000;

/// Has so many awards in a database to which nobody is connected.
pub async fn fill(place: &Place, name: &str, program: &Program, awards: i64) -> Result<(), Failure> {
    let mut raw = AnyConnection::connect(&place.url(name)).await?;
    // What is written was right before, and nothing of it is to outlive a power cut.
    raw.execute(match place.database {
        Database::Sqlite => "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF",
        Database::Postgres => "SET session_replication_role = replica; SET synchronous_commit = off",
    })
    .await?;
    let last: i64 = sqlx::query_scalar("SELECT MAX(id) FROM record").fetch_one(&mut raw).await?;
    let there: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM record WHERE kind = 'award'").fetch_one(&mut raw).await?;
    for member in FIRST_MEMBER..FIRST_MEMBER + MEMBERS {
        raw.execute(AssertSqlSafe(format!(
            "INSERT INTO person (account) VALUES ({member}) ON CONFLICT (account) DO NOTHING"
        )))
        .await?;
    }
    let mut done = 0;
    while done < awards - there {
        let until = (done + STEP).min(awards - there);
        records(&mut raw, program, (last, done, until)).await?;
        done = until;
    }
    for counter in counters() {
        sqlx::query(AssertSqlSafe(counter.replace("LAST", &last.to_string()))).execute(&mut raw).await?;
    }
    // As the database has it after some days of work.
    raw.execute(match place.database {
        Database::Sqlite => "PRAGMA wal_checkpoint(TRUNCATE)",
        Database::Postgres => "VACUUM ANALYZE",
    })
    .await?;
    raw.close().await?;
    Ok(())
}

/// Records `last + 1 + from` to `last + until`, with texts, and shout-outs that are out, on some of which members pressed. A
/// company's awards come from more groups the more it has: of a million awards of 2,000 groups to 1,000 companies each has
/// those of about 300 groups.
async fn records(
    raw: &mut AnyConnection,
    program: &Program,
    (last, from, until): (i64, i64, i64),
) -> Result<(), Failure> {
    let wrote = &program.wrote;
    let (groups, partners) = (program.groups.len(), program.partners.len());
    let first = (program.groups[0].get(), program.partners[0].get());
    let kinds: String =
        KINDS.iter().enumerate().map(|(at, kind)| format!("WHEN {at} THEN '{kind}' ")).collect();
    let text = format!(
        "WITH RECURSIVE n (i) AS (SELECT CAST($1 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < $2)
         INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, act,
                             content_hash, detail, text_hash)
         SELECT {last} + i, 'award', $3, {rules}, {person}, {first_group} + (i + i / (7 * {partners})) % {groups}, {first_partner} + (i / 7) % {partners},
                {period}, CASE (i / 11) % 6 {kinds} END, {day} - {FIRST_DAY} - (i / 13) % {SPREAD_DAYS}, {POINTS}, 'l:' || i,
                $4, $5, $4 FROM n",
        rules = wrote.rules,
        person = wrote.person,
        first_group = first.0,
        first_partner = first.1,
        period = wrote.period,
        day = wrote.day,
    );
    let hash = salted_hash(&SALT, [REASON, "", ""]);
    sqlx::query(AssertSqlSafe(text))
        .bind(from + 1)
        .bind(until)
        .bind(chrono::Utc::now().timestamp_millis())
        .bind(hash.as_bytes().as_slice())
        .bind(wrote.detail.as_str())
        .execute(&mut *raw)
        .await?;
    sqlx::query("INSERT INTO record_text (record_id, salt, text) SELECT id, $1, $2 FROM record WHERE id > $3 AND id <= $4")
        .bind(SALT.as_slice())
        .bind(REASON)
        .bind(last + from)
        .bind(last + until)
        .execute(&mut *raw)
        .await?;
    sqlx::query(
        "INSERT INTO outbox (purpose, record_id, audience, group_id, due_at, state, channel, message) \
         SELECT 'award', id, 'group', group_id, at, 'posted', 121, id FROM record WHERE id > $1 AND id <= $2",
    )
    .bind(last + from)
    .bind(last + until)
    .execute(&mut *raw)
    .await?;
    let applause = format!(
        "INSERT INTO applause (outbox_id, person_id) SELECT o.id, m.id FROM outbox o \
           JOIN person m ON m.account >= {FIRST_MEMBER} AND m.account < {FIRST_MEMBER} + {MEMBERS} \
          WHERE o.purpose = 'award' AND o.record_id > $1 AND o.record_id <= $2 AND o.record_id % 5 = 0"
    );
    // Those of before the last fourteen days are counts alone.
    let voices = format!(
        "INSERT INTO voice_count (outbox_id, useful, so_so, pitch) SELECT o.id, {MEMBERS} - 1, 1, 0 FROM outbox o \
           JOIN record r ON r.id = o.record_id AND r.contribution = 'presentation' \
          WHERE o.purpose = 'award' AND o.record_id > $1 AND o.record_id <= $2 AND o.record_id % 10 = 1"
    );
    let heard = "INSERT INTO heard (outbox_id, record_id, partner_id) SELECT o.id, r.id, r.partner_id FROM outbox o \
                   JOIN record r ON r.id = o.record_id \
                  WHERE r.id > $1 AND r.id <= $2 AND o.purpose = 'award' \
                    AND (EXISTS (SELECT 1 FROM applause a WHERE a.outbox_id = o.id) \
                         OR EXISTS (SELECT 1 FROM voice_count k WHERE k.outbox_id = o.id))";
    for pressed in [applause, voices, heard.to_owned()] {
        sqlx::query(AssertSqlSafe(pressed)).bind(last + from).bind(last + until).execute(&mut *raw).await?;
    }
    Ok(())
}

/// What the records after `LAST` add to each counter.
fn counters() -> [&'static str; 5] {
    [
        "INSERT INTO standing (partner_id, day, contribution, group_id, points) \
         SELECT partner_id, day, contribution, group_id, CAST(SUM(points) AS BIGINT) FROM record WHERE id > LAST \
          GROUP BY partner_id, day, contribution, group_id \
         ON CONFLICT (partner_id, day, contribution, group_id) DO UPDATE SET points = standing.points + excluded.points",
        "INSERT INTO share (group_id, period_id, partner_id, points) \
         SELECT group_id, period_id, partner_id, CAST(SUM(points) AS BIGINT) FROM record WHERE id > LAST \
          GROUP BY group_id, period_id, partner_id \
         ON CONFLICT (group_id, period_id, partner_id) DO UPDATE SET points = share.points + excluded.points",
        "INSERT INTO thanked (group_id, partner_id, at) \
         SELECT group_id, partner_id, MAX(at) FROM record WHERE id > LAST GROUP BY group_id, partner_id \
         ON CONFLICT (group_id, partner_id) DO UPDATE SET at = excluded.at",
        "UPDATE allocation SET spent = allocation.spent + s.points \
           FROM (SELECT group_id, period_id, CAST(SUM(points) AS BIGINT) AS points FROM record WHERE id > LAST \
                  GROUP BY group_id, period_id) s \
          WHERE s.group_id = allocation.group_id AND s.period_id = allocation.period_id",
        "UPDATE partner SET awarded_at = s.at FROM (SELECT partner_id, MAX(at) AS at FROM record WHERE id > LAST GROUP BY partner_id) s \
          WHERE s.partner_id = partner.id",
    ]
}
