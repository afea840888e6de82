//! `/leaderboard`: who got and who gave the most.

use super::{Answer, Caller, Service};
use crate::store::{BoardPage, BoardPeriod};

/// Lines of each part.
const LINES: u32 = 10;

/// What `/leaderboard` was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BoardAsked {
    /// Of the whole program; else of the groups of this server.
    pub program: bool,
    /// Which awards count.
    pub period: BoardPeriod,
}

impl Service {
    /// The first companies and groups.
    ///
    /// # Errors
    /// `ServerOnly` for a server's board in a direct message.
    pub async fn leaderboard(&self, caller: &Caller, asked: BoardAsked) -> Answer<BoardPage> {
        let server = if asked.program { None } else { Some(caller.in_server()?) };
        self.store.board(server, asked.period, LINES).await
    }
}
