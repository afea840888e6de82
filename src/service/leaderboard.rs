//! `/leaderboard`: who got and who gave the most.

use super::{Answer, Caller, Service};
use crate::points::ids::{ContributionId, GroupId};
use crate::points::refusal::Refusal;
use crate::store::{BoardOf, BoardPage, BoardPeriod, BoardWanted, GroupState};

/// Lines of each part.
const LINES: u32 = 10;

/// What `/leaderboard` was asked, as it was typed or chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardAsked {
    /// Of the whole program; else of the groups of this server.
    pub program: bool,
    /// Of one group alone, wherever it is: a choice, or its name.
    pub group: Option<String>,
    /// For one contribution alone: its id.
    pub contribution: Option<String>,
    /// Which awards count.
    pub period: BoardPeriod,
}

impl Service {
    /// Which awards are meant.
    ///
    /// # Errors
    /// `ServerOnly` for a server's board in a direct message, `UnknownGroup`, `UnknownContribution`.
    pub async fn board_wanted(&self, caller: &Caller, asked: &BoardAsked) -> Answer<BoardWanted> {
        let of = match &asked.group {
            Some(group) => {
                let group = self.group_called(caller, group).await?;
                if !matches!(group.state, GroupState::Active | GroupState::Closed) {
                    return Err(Refusal::UnknownGroup.into());
                }
                BoardOf::Group(group.id)
            }
            None if asked.program => BoardOf::Program,
            None => BoardOf::Server(caller.in_server()?),
        };
        let contribution = asked.contribution.as_deref().map(|kind| self.kind_named(kind)).transpose()?;
        Ok(BoardWanted { of, period: asked.period, contribution })
    }

    fn kind_named(&self, typed: &str) -> Result<ContributionId, Refusal> {
        let known = ContributionId::parse(typed).ok().filter(|id| self.rules.contribution(id).is_some());
        known.ok_or(Refusal::UnknownContribution)
    }

    /// The first companies and groups.
    ///
    /// # Errors
    /// Faults.
    pub async fn leaderboard(&self, wanted: &BoardWanted) -> Answer<BoardPage> {
        self.store.board(wanted, LINES).await
    }
}

/// The group of a board that is one's alone.
pub(super) fn group_of(wanted: &BoardWanted) -> Option<GroupId> {
    match wanted.of {
        BoardOf::Group(group) => Some(group),
        BoardOf::Program | BoardOf::Server(_) => None,
    }
}
