//! `/leaderboard` as a message of its own, which is drawn anew by itself.

use super::leaderboard::group_of;
use super::{Answer, BoardAsked, Caller, Service, or_none};
use crate::points::refusal::Refusal;
use crate::store::outside::Channel;
use crate::store::{BoardOf, BoardWanted, ErrandId, PostOrder};

impl Service {
    /// What the board that is this message was posted for; none where it is no board.
    ///
    /// # Errors
    /// Faults.
    pub async fn posted_board(&self, message: ErrandId) -> Answer<Option<BoardWanted>> {
        self.store.posted_board(message).await
    }

    /// Posts the open period's board in the channel where it is asked for.
    ///
    /// # Errors
    /// `ServerOnly`; `BoardByManagers` for who neither manages the server nor is staff; those of [`Self::board_wanted`].
    pub async fn post_board(&self, caller: &Caller, asked: &BoardAsked, language: &str) -> Answer<Channel> {
        let server = caller.in_server()?;
        let channel = caller.channel.ok_or(Refusal::ServerOnly)?;
        if !caller.staff && !caller.manages_server {
            return Err(Refusal::BoardByManagers.into());
        }
        let wanted = self.board_wanted(caller, asked).await?;
        let (program, group) = (wanted.of == BoardOf::Program, group_of(&wanted));
        let contribution = wanted.contribution;
        let act = caller.act(&[
            &server,
            &channel,
            &program,
            &or_none(group.as_ref()),
            &or_none(contribution.as_ref()),
        ]);
        let (by, language) = (caller.account, language.to_owned());
        let order = PostOrder { act, by, server, channel, program, group, contribution, language };
        self.store.post_board(order).await?;
        Ok(channel)
    }
}
