//! Boards that are messages: posted in a channel, and drawn anew as the ledger grows.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::outside::{Account, Channel, Server};
use super::{Act, BoardPage, BoardWanted, ErrandId, Outcome};
use crate::points::ids::{ContributionId, GroupId};

/// A board to be posted.
#[derive(Clone, Debug)]
pub struct PostOrder {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked the right to.
    pub by: Account,
    /// The server.
    pub server: Server,
    /// The channel.
    pub channel: Channel,
    /// Of the whole program; else of the groups of the server.
    pub program: bool,
    /// Of this group alone.
    pub group: Option<GroupId>,
    /// For this contribution alone.
    pub contribution: Option<ContributionId>,
    /// The language of the message.
    pub language: String,
}

/// What the message of a board tells.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardFacts {
    /// The language of the message.
    pub language: String,
    /// Which awards it counts.
    pub wanted: BoardWanted,
    /// The board, or what became of it.
    pub shows: BoardShown,
}

/// What the message of a board shows.
#[derive(Clone, Debug, PartialEq)]
pub enum BoardShown {
    /// The board as of then.
    Board(BoardPage, DateTime<Utc>),
    /// That another message of the channel shows one.
    Moved,
    /// That it is drawn no more.
    Ended,
}

/// Boards that are messages.
#[async_trait]
pub trait PostedBoards {
    /// Posts the open period's board in a channel, once. One that is there already stays, and says that it moved.
    ///
    /// # Errors
    /// Faults.
    async fn post_board(&self, order: PostOrder) -> Outcome<()>;

    /// Which awards the board counts whose message that is; none where it is no board's.
    ///
    /// # Errors
    /// Faults.
    async fn posted_board(&self, message: ErrandId) -> Outcome<Option<BoardWanted>>;

    /// Has the boards drawn anew that show something else by now, each at most once an hour. How many.
    ///
    /// # Errors
    /// Faults; some are to be drawn anew then.
    async fn redraw_boards(&self) -> Outcome<u64>;
}
