//! Boards that are messages: posted, drawn anew where they show something else, and forgotten with their message.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::acting::{Acting, NewRecord, hex};
use super::board::read_board;
use super::facts::Seen;
use super::{SqlStore, rows};
use crate::points::ids::{ContributionId, GroupId, RecordId};
use crate::store::outside::{Channel, Server};
use crate::store::{
    Board as _, BoardFacts, BoardOf, BoardPage, BoardPeriod, BoardShown, BoardWanted, ErrandId, Facts,
    Outcome, PostOrder, PostedBoards, StoreFault,
};

/// Lines of each part of a board that is a message.
const LINES: u32 = 10;
/// A board is drawn anew after so long at the soonest.
const PAUSE: TimeDelta = TimeDelta::hours(1);

/// Boards that are out and weren't drawn since `$1`. While one waits to be drawn anew, nothing is
/// added; one that couldn't be drawn is tried again.
pub(super) const DUE: &str = "
SELECT b.outbox_id, b.hash, r.detail,
       CAST(EXISTS (SELECT 1 FROM outbox w WHERE w.target = b.outbox_id AND w.state = 'failed') AS INTEGER) AS failed
  FROM posted_board b
 CROSS JOIN outbox o
 CROSS JOIN record r
 WHERE o.id = b.outbox_id AND r.id = o.record_id AND o.state = 'posted' AND b.drawn_at <= $1
   AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.target = b.outbox_id AND w.state = 'waiting')";

/// What is drawn anew, of `$1`, from `$2` on: what another replica had drawn since `$3` is as it should be.
pub(super) const REDRAW: &str = "
INSERT INTO outbox (purpose, record_id, target, audience, due_at)
SELECT 'redraw', o.record_id, o.id, o.audience, CAST($2 AS BIGINT)
  FROM json_each($1) j JOIN posted_board b ON b.outbox_id = CAST(j.value AS BIGINT) JOIN outbox o ON o.id = b.outbox_id
 WHERE b.drawn_at <= $3 AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.target = o.id AND w.state = 'waiting')";

/// What couldn't be drawn of `$1` is drawn now, or fails anew.
const REPLACED: &str = "
UPDATE outbox SET state = 'cancelled'
 WHERE state = 'failed' AND target IN (SELECT CAST(j.value AS BIGINT) FROM json_each($1) j)
   AND EXISTS (SELECT 1 FROM outbox w WHERE w.target = outbox.target AND w.state = 'waiting')";

/// What the record of the board says that row `$1` is the message of.
pub(super) const DETAIL: &str = "SELECT r.detail FROM outbox o JOIN record r ON r.id = o.record_id WHERE o.id = $1 AND o.purpose = 'board'";

/// Boards of group `$1`.
pub(super) const OF_GROUP: &str = "
SELECT b.outbox_id FROM posted_board b CROSS JOIN outbox o CROSS JOIN record r
 WHERE o.id = b.outbox_id AND r.id = o.record_id AND CAST(r.detail ->> 'group' AS BIGINT) = $1";

/// What the record of a board says.
#[derive(Serialize, Deserialize)]
struct Detail {
    server: Server,
    channel: Channel,
    program: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    group: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contribution: Option<String>,
    language: String,
}

impl Detail {
    /// A board that is a message shows the open period.
    fn wanted(&self) -> Result<BoardWanted, StoreFault> {
        let of = match (self.group, self.program) {
            (Some(group), _) => BoardOf::Group(GroupId::from_raw(group)),
            (None, true) => BoardOf::Program,
            (None, false) => BoardOf::Server(self.server),
        };
        let kind = self.contribution.as_deref().map(ContributionId::parse).transpose();
        let contribution = kind.map_err(|error| rows::unreadable("contribution of a board", &error))?;
        Ok(BoardWanted { of, period: BoardPeriod::This, contribution })
    }
}

#[async_trait]
impl PostedBoards for SqlStore {
    async fn post_board(&self, order: PostOrder) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        if acting.made_before(&order.act).await?.is_some() {
            return Ok(());
        }
        acting.post_board(&order).await?;
        acting.commit().await
    }

    async fn posted_board(&self, message: ErrandId) -> Outcome<Option<BoardWanted>> {
        let detail: Option<String> =
            sqlx::query_scalar(DETAIL).bind(message.get()).fetch_optional(&self.shared.readers).await?;
        Ok(detail.map(|detail| read_detail(&detail)?.wanted()).transpose()?)
    }

    async fn redraw_boards(&self) -> Outcome<u64> {
        self.follow_ledger().await?;
        let seen = self.shared.seen();
        let since = (seen.now - PAUSE).timestamp_millis();
        let mut connection = self.shared.readers.acquire().await?;
        let due = sqlx::query(DUE).bind(since).fetch_all(&mut *connection).await?;
        let mut changed: Vec<i64> = Vec::new();
        for row in &due {
            let wanted = read_detail(row.get("detail"))?.wanted()?;
            let page = read_board(&mut connection, &wanted, LINES, seen).await?;
            let shows = hash(self.shared.rules_record, &page);
            if shows != row.get::<&str, _>("hash") || rows::flag(row, "failed") {
                changed.push(row.get("outbox_id"));
            }
        }
        drop(connection);
        if changed.is_empty() {
            return Ok(0);
        }
        let mut acting = self.shared.begin().await?;
        let (changed, due) = (json!(changed).to_string(), acting.clock.timestamp_millis());
        let redrawn =
            sqlx::query(REDRAW).bind(&changed).bind(due).bind(since).execute(acting.connection()).await?;
        sqlx::query(REPLACED).bind(&changed).execute(acting.connection()).await?;
        acting.commit_quietly().await?;
        Ok(redrawn.rows_affected())
    }
}

impl Acting<'_> {
    async fn post_board(&mut self, order: &PostOrder) -> Outcome<()> {
        let (at, actor) = (self.now, self.person(order.by).await?);
        let PostOrder { server, channel, program, .. } = *order;
        let detail = Detail {
            server,
            channel,
            program,
            group: order.group.map(GroupId::get),
            contribution: order.contribution.as_ref().map(ToString::to_string),
            language: order.language.clone(),
        };
        let record = NewRecord {
            kind: "board-posted",
            at,
            actor: Some(actor),
            act: Some(&order.act),
            detail: Some(json!(detail)),
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        self.tell("board", record, "board", None).await?;
        let message: i64 =
            sqlx::query_scalar("SELECT id FROM outbox WHERE record_id = $1 AND purpose = 'board'")
                .bind(record.get())
                .fetch_one(self.connection())
                .await?;
        let before: Option<i64> = sqlx::query_scalar("SELECT outbox_id FROM posted_board WHERE channel = $1")
            .bind(channel.stored())
            .fetch_optional(self.connection())
            .await?;
        sqlx::query(
            "INSERT INTO posted_board (channel, server, outbox_id, drawn_at, hash) VALUES ($1, $2, $3, $4, '') \
             ON CONFLICT (channel) DO UPDATE SET server = excluded.server, outbox_id = excluded.outbox_id, \
                drawn_at = excluded.drawn_at, hash = excluded.hash",
        )
        .bind(channel.stored())
        .bind(server.stored())
        .bind(message)
        .bind(at.timestamp_millis())
        .execute(self.connection())
        .await?;
        if let Some(before) = before {
            self.withdraw(before).await?;
        }
        Ok(())
    }

    /// What the message of a board is about to show, if it is one's: from then on it is as it should be while that is the same.
    pub(super) async fn board_drawn(&mut self, message: ErrandId, facts: &Facts) -> Outcome<()> {
        let Facts::Board(board) = facts else { return Ok(()) };
        let BoardShown::Board(page, as_of) = &board.shows else { return Ok(()) };
        let hash = hash(self.rules_record(), page);
        sqlx::query("UPDATE posted_board SET drawn_at = $2, hash = $3 WHERE outbox_id = $1")
            .bind(message.get())
            .bind(as_of.timestamp_millis())
            .bind(hash)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The boards of a group that is there no more end, and say so.
    pub(super) async fn end_boards(&mut self, group: GroupId) -> Outcome<()> {
        let text = self.dialect().reading_detail(OF_GROUP);
        let boards: Vec<i64> =
            sqlx::query_scalar(AssertSqlSafe(text)).bind(group.get()).fetch_all(self.connection()).await?;
        for board in boards {
            sqlx::query("DELETE FROM posted_board WHERE outbox_id = $1")
                .bind(board)
                .execute(self.connection())
                .await?;
            self.withdraw(board).await?;
        }
        Ok(())
    }

    /// The boards in a server that is gone are drawn no more.
    pub(super) async fn forget_boards(&mut self, server: Server) -> Outcome<()> {
        sqlx::query(
            "UPDATE outbox SET state = 'cancelled' WHERE state IN ('waiting', 'failed') AND COALESCE(target, id) IN \
               (SELECT outbox_id FROM posted_board WHERE server = $1)",
        )
        .bind(server.stored())
        .execute(self.connection())
        .await?;
        sqlx::query("DELETE FROM posted_board WHERE server = $1")
            .bind(server.stored())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The message that a redraw was for is gone: if it was a board, it is one no more, and staff are told.
    pub(super) async fn forget_board(&mut self, redraw: ErrandId) -> Outcome<()> {
        let gone = "DELETE FROM posted_board WHERE outbox_id = (SELECT target FROM outbox WHERE id = $1) \
                    RETURNING (SELECT record_id FROM outbox WHERE id = $1) AS record_id";
        let gone: Option<i64> =
            sqlx::query_scalar(gone).bind(redraw.get()).fetch_optional(self.connection()).await?;
        match gone {
            Some(record) => self.tell("board-gone", RecordId::from_raw(record), "staff", None).await,
            None => Ok(()),
        }
    }
}

/// What the message of a board tells as of now, by its record's detail.
pub(super) async fn read_board_facts(
    connection: &mut AnyConnection,
    errand: ErrandId,
    detail: &str,
    seen: Seen<'_>,
) -> Outcome<Facts> {
    let detail = read_detail(detail)?;
    let there: Option<i64> = sqlx::query_scalar("SELECT outbox_id FROM posted_board WHERE channel = $1")
        .bind(detail.channel.stored())
        .fetch_optional(&mut *connection)
        .await?;
    let wanted = detail.wanted()?;
    let shows = match there {
        Some(message) if message == errand.get() => {
            BoardShown::Board(read_board(connection, &wanted, LINES, seen).await?, seen.now)
        }
        Some(_) => BoardShown::Moved,
        None => BoardShown::Ended,
    };
    Ok(Facts::Board(Box::new(BoardFacts { language: detail.language, wanted, shows })))
}

/// Where a board was that is gone.
pub(super) fn board_channel(detail: &str) -> Outcome<Channel> {
    Ok(read_detail(detail)?.channel)
}

fn read_detail(detail: &str) -> Result<Detail, StoreFault> {
    serde_json::from_str(detail).map_err(|error| rows::unreadable("detail of a board", &error))
}

/// What a board shows, hashed: by which rules' names, and what.
fn hash(rules: i64, page: &BoardPage) -> String {
    let partners = page
        .partners
        .iter()
        .map(|line| json!([line.partner.get(), line.name, line.tier, line.points, line.awards]));
    let groups =
        page.groups.iter().map(|line| json!([line.group.get(), line.name, line.points, line.awards]));
    let from = page.period.map(|(from, _)| from.timestamp_millis());
    let widest = page.widest.iter().map(|line| json!([line.group.get(), line.name, line.partners]));
    let shown = json!([
        rules,
        from,
        page.group,
        partners.collect::<Vec<_>>(),
        groups.collect::<Vec<_>>(),
        widest.collect::<Vec<_>>()
    ]);
    hex(&Sha256::digest(shown.to_string()))
}
