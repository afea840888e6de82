//! `/leaderboard`: to who asks, and as a message of its own.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::Reply;
use super::super::rights::SPEAK;
use super::super::words::say;
use crate::service::{Answer, BoardAsked};
use crate::store::{BoardWanted, ErrandId};

/// To who asks.
pub(super) async fn show(desk: &Desk<'_>, asked: &BoardAsked) -> Answer<Reply> {
    let wanted = desk.service.board_wanted(&desk.caller, asked).await?;
    shown(desk, &wanted).await
}

/// The one that a message shows, in the language of who presses its button.
pub(super) async fn mine(desk: &Desk<'_>, message: ErrandId, program: bool) -> Answer<Reply> {
    match desk.service.posted_board(message).await? {
        Some(wanted) => shown(desk, &wanted).await,
        None => show(desk, &BoardAsked { program, ..BoardAsked::default() }).await,
    }
}

async fn shown(desk: &Desk<'_>, wanted: &BoardWanted) -> Answer<Reply> {
    let page = desk.service.leaderboard(wanted).await?;
    Ok(Reply::Private(look::board(desk.service.rules(), &desk.speaker, wanted, &page)))
}

/// Posts it here, and says what the bot lacks for that.
pub(super) async fn post(desk: &Desk<'_>, asked: &BoardAsked) -> Answer<Reply> {
    let channel = desk.service.post_board(&desk.caller, asked, desk.speaker.language()).await?;
    let place = format!("<#{channel}>");
    let mut lines = vec![say!(desk.speaker, "board-post-done", channel = &place)];
    if let Some(server) = desk.caller.server {
        let missing = desk.rights.missing(server, channel, SPEAK).await;
        lines.extend(missing.into_iter().map(|right| {
            let right = say!(desk.speaker, right);
            format!("⚠️ {}", say!(desk.speaker, "missing-right", right = right, channel = &place))
        }));
    }
    Ok(Reply::Private(look::plain_card(lines.join("\n"))))
}
