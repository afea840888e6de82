//! `/leaderboard` as a message of its own, which is drawn anew by itself.

use super::{Answer, Caller, Service};
use crate::points::refusal::Refusal;
use crate::store::PostOrder;
use crate::store::outside::Channel;

impl Service {
    /// Posts the open period's board in the channel where it is asked for.
    ///
    /// # Errors
    /// `ServerOnly`; `BoardByManagers` for who neither manages the server nor is staff.
    pub async fn post_board(&self, caller: &Caller, program: bool, language: &str) -> Answer<Channel> {
        let server = caller.in_server()?;
        let channel = caller.channel.ok_or(Refusal::ServerOnly)?;
        if !caller.staff && !caller.manages_server {
            return Err(Refusal::BoardByManagers.into());
        }
        let act = caller.act(&[&server, &channel, &program]);
        let (by, language) = (caller.account, language.to_owned());
        self.store.post_board(PostOrder { act, by, server, channel, program, language }).await?;
        Ok(channel)
    }
}
