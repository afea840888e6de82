//! Boards, and what is counted for them behind the ledger.

use async_trait::async_trait;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::SqlStore;
use super::facts::Seen;
use super::rows::{self, instant};
use super::widest::{count_width, read_widest};
use crate::points::ids::{GroupId, PartnerId};
use crate::store::{
    Board, BoardOf, BoardPage, BoardPeriod, BoardWanted, GroupLine, Outcome, PartnerLine, StoreFault,
};

/// Records that are counted in one transaction: no act waits long for it.
const AT_ONCE: i64 = 10_000;

/// What is counted: the table, and by what beside the period and the contribution.
pub(super) const COUNTED: [(&str, &str); 3] =
    [("board", "group_id, partner_id"), ("board_partner", "partner_id"), ("board_group", "group_id")];

/// Under this number all that ever was is summed up: no period has it.
const EVER: i64 = 0;

/// Adds the records from after `$1` to `$2`, each to its period and to all that ever was.
fn follow(table: &str, by: &str) -> String {
    format!(
        "INSERT INTO {table} (period_id, {by}, contribution, points, awards) \
         SELECT r.period_id * e.own AS counted_in, {by}, contribution, CAST(SUM(CASE kind WHEN 'award' THEN points ELSE -points END) AS BIGINT), \
                CAST(SUM(CASE kind WHEN 'award' THEN 1 ELSE -1 END) AS BIGINT) \
           FROM record r CROSS JOIN (SELECT 1 AS own UNION ALL SELECT 0) e \
          WHERE r.id > $1 AND r.id <= $2 AND r.kind IN ('award', 'reversal') GROUP BY counted_in, {by}, contribution \
         ON CONFLICT (period_id, {by}, contribution) DO UPDATE SET points = {table}.points + excluded.points, \
                awards = {table}.awards + excluded.awards"
    )
}

/// The cells `b` of period `$1` for contribution `$3`, empty for any.
pub(super) const CELLS: &str = "b.period_id = $1 AND ($3 = '' OR b.contribution = $3)";

/// Groups `g` that have a place on a board: staff approved them where they are, or closed them since. `$4` is the server or the
/// group, where the board is one's.
pub(super) fn placed(of: BoardOf) -> String {
    let whose = match of {
        BoardOf::Program => "",
        BoardOf::Server(_) => " AND g.server = $4",
        BoardOf::Group(_) => " AND g.id = $4",
    };
    format!("g.state IN ('active', 'closed'){whose}")
}

/// Companies of a board, those that are one together: `$2` how many. CROSS keeps the groups in front: their cells alone are
/// looked at.
pub(super) fn partners(of: BoardOf) -> String {
    let (from, whose) = match of {
        BoardOf::Program => ("board_partner b", String::new()),
        BoardOf::Server(_) | BoardOf::Group(_) => {
            ("user_group g CROSS JOIN board b", format!(" AND b.group_id = g.id AND {}", placed(of)))
        }
    };
    format!(
        "SELECT p.id, p.name, p.tier, CAST(SUM(b.points) AS BIGINT) AS points, CAST(SUM(b.awards) AS BIGINT) AS awards \
           FROM {from} JOIN partner one ON one.id = b.partner_id JOIN partner p ON p.id = COALESCE(one.root, one.id) \
          WHERE p.state = 'active' AND {CELLS}{whose} GROUP BY p.id HAVING SUM(b.points) > 0 \
          ORDER BY SUM(b.points) DESC, p.name_key, p.id LIMIT $2"
    )
}

/// Groups of a board, as the companies.
pub(super) fn groups(of: BoardOf) -> String {
    format!(
        "SELECT g.id, g.name, CAST(SUM(b.points) AS BIGINT) AS points, CAST(SUM(b.awards) AS BIGINT) AS awards \
           FROM user_group g CROSS JOIN board_group b WHERE b.group_id = g.id AND {placed} AND {CELLS} \
          GROUP BY g.id HAVING SUM(b.points) > 0 ORDER BY SUM(b.points) DESC, g.name_key, g.id LIMIT $2",
        placed = placed(of)
    )
}

const GROUP_NAME: &str = "SELECT name FROM user_group WHERE id = $1";

const BEHIND: &str = "SELECT COALESCE((SELECT MAX(id) FROM record), 0) - record_id FROM board_mark";

/// The period that holds `$1`, or where none does the newest; and the one before.
const PERIODS: &str =
    "SELECT id, starts_at, ends_at FROM period WHERE starts_at <= $1 ORDER BY starts_at DESC LIMIT 2";

#[async_trait]
impl Board for SqlStore {
    async fn board(&self, wanted: &BoardWanted, limit: u32) -> Outcome<BoardPage> {
        self.follow_ledger().await?;
        let mut connection = self.shared.readers.acquire().await?;
        read_board(&mut connection, wanted, limit, self.shared.seen()).await
    }

    async fn follow_ledger(&self) -> Outcome<u64> {
        let mut counted = 0;
        loop {
            let behind: i64 = sqlx::query_scalar(BEHIND).fetch_one(&self.shared.readers).await?;
            if behind <= 0 {
                return Ok(counted);
            }
            let mut acting = self.shared.begin().await?;
            let (mark, newest): (i64, i64) =
                sqlx::query_as("SELECT record_id, COALESCE((SELECT MAX(id) FROM record), 0) FROM board_mark")
                    .fetch_one(acting.connection())
                    .await?;
            let upto = newest.min(mark.saturating_add(AT_ONCE));
            count_width(acting.connection(), (mark, upto), -1).await?;
            for (table, by) in COUNTED {
                // Both words are constants of this room.
                sqlx::query(AssertSqlSafe(follow(table, by)))
                    .bind(mark)
                    .bind(upto)
                    .execute(acting.connection())
                    .await?;
            }
            count_width(acting.connection(), (mark, upto), 1).await?;
            sqlx::query("UPDATE board_mark SET record_id = $1")
                .bind(upto)
                .execute(acting.connection())
                .await?;
            acting.commit_quietly().await?;
            counted += u64::try_from(upto - mark).unwrap_or(0);
        }
    }
}

/// The first `limit` companies and groups as of that moment, as far as the boards follow the ledger.
pub(super) async fn read_board(
    connection: &mut AnyConnection,
    wanted: &BoardWanted,
    limit: u32,
    seen: Seen<'_>,
) -> Outcome<BoardPage> {
    let mut page = BoardPage::default();
    if let BoardOf::Group(group) = wanted.of {
        page.group =
            sqlx::query_scalar(GROUP_NAME).bind(group.get()).fetch_optional(&mut *connection).await?;
    }
    let Some((id, bounds)) = chosen(&mut *connection, wanted.period, seen.now.timestamp_millis()).await?
    else {
        return Ok(page);
    };
    page.period = bounds;
    for row in ask(&mut *connection, partners(wanted.of), wanted, (id, limit)).await? {
        page.partners.push(PartnerLine {
            partner: PartnerId::from_raw(row.get("id")),
            name: row.get("name"),
            tier: rows::tier(row.get("tier"))?,
            points: row.get("points"),
            awards: row.get("awards"),
        });
    }
    if page.group.is_some() {
        return Ok(page);
    }
    for row in ask(&mut *connection, groups(wanted.of), wanted, (id, limit)).await? {
        page.groups.push(GroupLine {
            group: GroupId::from_raw(row.get("id")),
            name: row.get("name"),
            points: row.get("points"),
            awards: row.get("awards"),
        });
    }
    page.widest = read_widest(connection, wanted, id).await?;
    Ok(page)
}

type Bounds = Option<(chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>)>;

/// The id of a period, [`EVER`] for all, and its bounds; none when there is no such period yet.
pub(super) async fn chosen(
    connection: &mut AnyConnection,
    period: BoardPeriod,
    now: i64,
) -> Outcome<Option<(i64, Bounds)>> {
    if period == BoardPeriod::All {
        return Ok(Some((EVER, None)));
    }
    let known: Vec<(i64, i64, i64)> = sqlx::query_as(PERIODS).bind(now).fetch_all(&mut *connection).await?;
    let open = known.first().is_some_and(|(_, _, ends)| now < *ends);
    let wanted = match period {
        BoardPeriod::This => known.first().filter(|_| open),
        // What has ended without an act since is the last one already.
        BoardPeriod::Last | BoardPeriod::All => known.get(usize::from(open)),
    };
    let Some((id, starts, ends)) = wanted else { return Ok(None) };
    Ok(Some((*id, Some((instant(*starts)?, instant(*ends)?)))))
}

pub(super) async fn ask(
    connection: &mut AnyConnection,
    question: String,
    wanted: &BoardWanted,
    (period, limit): (i64, u32),
) -> Result<Vec<AnyRow>, StoreFault> {
    let kind = wanted.contribution.as_ref().map_or("", |kind| kind.as_str());
    // It is made of constants of this room.
    let query = sqlx::query(AssertSqlSafe(question)).bind(period).bind(i64::from(limit)).bind(kind);
    let query = match wanted.of {
        BoardOf::Program => query,
        BoardOf::Server(server) => query.bind(server.stored()),
        BoardOf::Group(group) => query.bind(group.get()),
    };
    Ok(query.fetch_all(connection).await?)
}
