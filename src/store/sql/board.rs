//! Boards, and what is counted for them behind the ledger.

use async_trait::async_trait;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::SqlStore;
use super::rows::{self, instant};
use crate::points::ids::{GroupId, PartnerId};
use crate::store::{
    Board, BoardOf, BoardPage, BoardPeriod, BoardWanted, GroupLine, Outcome, PartnerLine, StoreFault,
    WideLine,
};

/// Records that are counted in one transaction: no act waits long for it.
const AT_ONCE: i64 = 20_000;
/// So many of the groups that thanked the most companies are named.
const WIDEST: u32 = 3;

/// What is counted: the table, and by what beside the period and the contribution.
pub(super) const COUNTED: [(&str, &str); 3] =
    [("board", "group_id, partner_id"), ("board_partner", "partner_id"), ("board_group", "group_id")];

/// Adds the records from after `$1` to `$2`.
fn follow(table: &str, by: &str) -> String {
    format!(
        "INSERT INTO {table} (period_id, {by}, contribution, points, awards) \
         SELECT period_id, {by}, contribution, CAST(SUM(CASE kind WHEN 'award' THEN points ELSE -points END) AS BIGINT), \
                CAST(SUM(CASE kind WHEN 'award' THEN 1 ELSE -1 END) AS BIGINT) \
           FROM record WHERE id > $1 AND id <= $2 AND kind IN ('award', 'reversal') GROUP BY period_id, {by}, contribution \
         ON CONFLICT (period_id, {by}, contribution) DO UPDATE SET points = {table}.points + excluded.points, \
                awards = {table}.awards + excluded.awards"
    )
}

/// The cells `b` of period `$1`, 0 for `ever`, for contribution `$3`, empty for any. `$4` is the server or the group, where it
/// is one's.
fn cells(of: BoardOf, ever: bool) -> String {
    let whose = match of {
        BoardOf::Program => "",
        BoardOf::Server(_) => " AND g.server = $4",
        BoardOf::Group(_) => " AND g.id = $4",
    };
    // A condition for both would be one that no index serves.
    let period = if ever { "0" } else { "b.period_id" };
    format!("CAST($1 AS BIGINT) = {period} AND ($3 = '' OR b.contribution = $3){whose}")
}

/// Companies of a board, those that are one together: `$2` how many.
pub(super) fn partners(of: BoardOf, ever: bool) -> String {
    let from = match of {
        BoardOf::Program => "board_partner b",
        BoardOf::Server(_) | BoardOf::Group(_) => "user_group g JOIN board b ON b.group_id = g.id",
    };
    format!(
        "SELECT p.id, p.name, p.tier, CAST(SUM(b.points) AS BIGINT) AS points, CAST(SUM(b.awards) AS BIGINT) AS awards \
           FROM {from} JOIN partner one ON one.id = b.partner_id JOIN partner p ON p.id = COALESCE(one.root, one.id) \
          WHERE p.state = 'active' AND {cells} \
          GROUP BY p.id, p.name, p.name_key, p.tier HAVING SUM(b.points) > 0 \
          ORDER BY SUM(b.points) DESC, p.name_key LIMIT $2",
        cells = cells(of, ever)
    )
}

/// Groups of a board, as the companies.
pub(super) fn groups(of: BoardOf, ever: bool) -> String {
    format!(
        "SELECT g.id, g.name, CAST(SUM(b.points) AS BIGINT) AS points, CAST(SUM(b.awards) AS BIGINT) AS awards \
           FROM board_group b JOIN user_group g ON g.id = b.group_id WHERE {cells} \
          GROUP BY g.id, g.name, g.name_key HAVING SUM(b.points) > 0 \
          ORDER BY SUM(b.points) DESC, g.name_key LIMIT $2",
        cells = cells(of, ever)
    )
}

/// Groups that thanked the most companies of those that a board shows, if more than one.
pub(super) fn widest(of: BoardOf, ever: bool) -> String {
    format!(
        "SELECT w.id, w.name, COUNT(*) AS partners \
           FROM (SELECT g.id, g.name, g.name_key, p.id AS partner_id \
                   FROM user_group g JOIN board b ON b.group_id = g.id \
                   JOIN partner one ON one.id = b.partner_id JOIN partner p ON p.id = COALESCE(one.root, one.id) \
                  WHERE p.state = 'active' AND {cells} \
                  GROUP BY g.id, g.name, g.name_key, p.id HAVING SUM(b.points) > 0) w \
          GROUP BY w.id, w.name, w.name_key HAVING COUNT(*) > 1 ORDER BY COUNT(*) DESC, w.name_key LIMIT $2",
        cells = cells(of, ever)
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
        let now = (self.shared.clock)().timestamp_millis();
        let mut connection = self.shared.readers.acquire().await?;
        read_board(&mut connection, wanted, limit, now).await
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
            for (table, by) in COUNTED {
                // Both words are constants of this room.
                sqlx::query(AssertSqlSafe(follow(table, by)))
                    .bind(mark)
                    .bind(upto)
                    .execute(acting.connection())
                    .await?;
            }
            sqlx::query("UPDATE board_mark SET record_id = $1")
                .bind(upto)
                .execute(acting.connection())
                .await?;
            acting.commit_quietly().await?;
            counted += u64::try_from(upto - mark).unwrap_or(0);
        }
    }
}

/// The first `limit` companies and groups as of `now`, as far as the boards follow the ledger.
pub(super) async fn read_board(
    connection: &mut AnyConnection,
    wanted: &BoardWanted,
    limit: u32,
    now: i64,
) -> Outcome<BoardPage> {
    let mut page = BoardPage::default();
    if let BoardOf::Group(group) = wanted.of {
        page.group =
            sqlx::query_scalar(GROUP_NAME).bind(group.get()).fetch_optional(&mut *connection).await?;
    }
    let Some((id, bounds)) = chosen(&mut *connection, wanted.period, now).await? else {
        return Ok(page);
    };
    page.period = bounds;
    let ever = wanted.period == BoardPeriod::All;
    for row in ask(&mut *connection, partners(wanted.of, ever), wanted, (id, limit)).await? {
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
    for row in ask(&mut *connection, groups(wanted.of, ever), wanted, (id, limit)).await? {
        page.groups.push(GroupLine {
            group: GroupId::from_raw(row.get("id")),
            name: row.get("name"),
            points: row.get("points"),
            awards: row.get("awards"),
        });
    }
    if ever && wanted.of == BoardOf::Program {
        // Nothing sums this up: it would read all that ever was, whoever asks.
        return Ok(page);
    }
    for row in ask(&mut *connection, widest(wanted.of, ever), wanted, (id, limit.min(WIDEST))).await? {
        page.widest.push(WideLine {
            group: GroupId::from_raw(row.get("id")),
            name: row.get("name"),
            partners: row.get("partners"),
        });
    }
    Ok(page)
}

type Bounds = Option<(chrono::DateTime<chrono::Utc>, chrono::DateTime<chrono::Utc>)>;

/// The id of a period, 0 for all, and its bounds; none when there is no such period yet.
pub(super) async fn chosen(
    connection: &mut AnyConnection,
    period: BoardPeriod,
    now: i64,
) -> Outcome<Option<(i64, Bounds)>> {
    if period == BoardPeriod::All {
        return Ok(Some((0, None)));
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

async fn ask(
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
