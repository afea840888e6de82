//! Boards that are messages: posted, drawn anew where they show something else, and forgotten with their message.

use async_trait::async_trait;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Row};

use super::acting::{Acting, NewRecord, hex};
use super::board::read_board;
use super::{SqlStore, rows};
use crate::points::ids::{ContributionId, GroupId, RecordId};
use crate::store::outside::{Channel, Server};
use crate::store::{
    Board as _, BoardFacts, BoardOf, BoardPage, BoardPeriod, BoardWanted, ErrandId, Facts, Outcome,
    PostOrder, PostedBoards, StoreFault,
};

/// Lines of each part of a board that is a message.
const LINES: u32 = 10;
/// A board is drawn anew after so long at the soonest.
const PAUSE: TimeDelta = TimeDelta::hours(1);

/// Boards that are out and weren't drawn since `$1`. While one waits to be drawn anew, nothing is
/// added; one that couldn't be drawn is tried again.
pub(super) const DUE: &str = "
SELECT b.outbox_id, b.drawn_at, b.hash, r.detail,
       CAST(EXISTS (SELECT 1 FROM outbox w WHERE w.target = b.outbox_id AND w.state = 'failed') AS INTEGER) AS failed
  FROM posted_board b
 CROSS JOIN outbox o
 CROSS JOIN record r
 WHERE o.id = b.outbox_id AND r.id = o.record_id AND o.state = 'posted' AND b.drawn_at <= $1
   AND NOT EXISTS (SELECT 1 FROM outbox w WHERE w.target = b.outbox_id AND w.state = 'waiting')";

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
        self.follow_ledger().await?;
        let mut acting = self.shared.begin().await?;
        if acting.made_before(&order.act).await?.is_some() {
            return Ok(());
        }
        acting.post_board(&order).await?;
        acting.commit().await
    }

    async fn redraw_boards(&self) -> Outcome<u64> {
        self.follow_ledger().await?;
        let now = (self.shared.clock)();
        let mut connection = self.shared.readers.acquire().await?;
        let due = sqlx::query(DUE).bind((now - PAUSE).timestamp_millis()).fetch_all(&mut *connection).await?;
        let mut changed = Vec::new();
        for row in &due {
            let wanted = read_detail(row.get("detail"))?.wanted()?;
            let page = read_board(&mut connection, &wanted, LINES, now.timestamp_millis()).await?;
            let hash = hash(&page);
            if hash != row.get::<&str, _>("hash") || rows::flag(row, "failed") {
                changed.push((row.get::<i64, _>("outbox_id"), row.get::<i64, _>("drawn_at"), hash));
            }
        }
        drop(connection);
        if changed.is_empty() {
            return Ok(0);
        }
        let mut acting = self.shared.begin().await?;
        let mut redrawn = 0;
        for (message, before, hash) in changed {
            // Another replica may have done it meanwhile.
            let taken =
                "UPDATE posted_board SET drawn_at = $2, hash = $3 WHERE outbox_id = $1 AND drawn_at = $4";
            let taken = sqlx::query(taken)
                .bind(message)
                .bind(now.timestamp_millis())
                .bind(hash)
                .bind(before)
                .execute(acting.connection())
                .await?;
            if taken.rows_affected() > 0 {
                // What couldn't be drawn is drawn now, or fails anew.
                let failed = "UPDATE outbox SET state = 'cancelled' WHERE target = $1 AND state = 'failed'";
                sqlx::query(failed).bind(message).execute(acting.connection()).await?;
                acting.redraw(message).await?;
                redrawn += 1;
            }
        }
        acting.commit().await?;
        Ok(redrawn)
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
        let wanted = detail.wanted()?;
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
        let now = self.clock.timestamp_millis();
        let page = read_board(self.connection(), &wanted, LINES, now).await?;
        sqlx::query(
            "INSERT INTO posted_board (channel, server, outbox_id, drawn_at, hash) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (channel) DO UPDATE SET server = excluded.server, outbox_id = excluded.outbox_id, \
                drawn_at = excluded.drawn_at, hash = excluded.hash",
        )
        .bind(channel.stored())
        .bind(server.stored())
        .bind(message)
        .bind(now)
        .bind(hash(&page))
        .execute(self.connection())
        .await?;
        if let Some(before) = before {
            self.withdraw(before).await?;
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

/// What the message of a board tells, by its record's detail.
pub(super) async fn read_board_facts(
    connection: &mut AnyConnection,
    errand: ErrandId,
    detail: &str,
) -> Outcome<Facts> {
    let detail = read_detail(detail)?;
    let drawn_at: Option<i64> = sqlx::query_scalar("SELECT drawn_at FROM posted_board WHERE outbox_id = $1")
        .bind(errand.get())
        .fetch_optional(&mut *connection)
        .await?;
    let wanted = detail.wanted()?;
    let shows = match drawn_at {
        None => None,
        Some(at) => Some((read_board(connection, &wanted, LINES, at).await?, rows::instant(at)?)),
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

/// What a board shows, hashed.
fn hash(page: &BoardPage) -> String {
    let partners = page
        .partners
        .iter()
        .map(|line| json!([line.partner.get(), line.name, line.tier, line.points, line.awards]));
    let groups =
        page.groups.iter().map(|line| json!([line.group.get(), line.name, line.points, line.awards]));
    let from = page.period.map(|(from, _)| from.timestamp_millis());
    let widest = page.widest.iter().map(|line| json!([line.group.get(), line.name, line.partners]));
    let shown = json!([
        from,
        page.group,
        partners.collect::<Vec<_>>(),
        groups.collect::<Vec<_>>(),
        widest.collect::<Vec<_>>()
    ]);
    hex(&Sha256::digest(shown.to_string()))
}
