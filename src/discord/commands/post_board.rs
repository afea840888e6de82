//! `/leaderboard` as a message of its own.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::Reply;
use super::super::rights::SHOUT_OUT;
use super::super::words::say;
use crate::service::Answer;

/// Posts it here, and says what the bot lacks for that.
pub(super) async fn post(desk: &Desk<'_>, program: bool) -> Answer<Reply> {
    let channel = desk.service.post_board(&desk.caller, program, desk.speaker.language()).await?;
    let place = format!("<#{channel}>");
    let mut lines = vec![say!(desk.speaker, "board-post-done", channel = &place)];
    if let Some(server) = desk.caller.server {
        let missing = desk.rights.missing(server, channel, SHOUT_OUT).await;
        lines.extend(missing.into_iter().map(|right| {
            let right = say!(desk.speaker, right);
            format!("⚠️ {}", say!(desk.speaker, "missing-right", right = right, channel = &place))
        }));
    }
    Ok(Reply::Private(look::plain_card(lines.join("\n"))))
}
