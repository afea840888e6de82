//! `/history`: its pages, and the file of all.

use super::super::dispatch::Desk;
use super::super::look::{self, Sheet};
use super::super::reply::Reply;
use crate::service::{Answer, HistoryAsked};
use crate::store::{Records, Turn};

pub(super) async fn open(desk: &Desk<'_>, asked: &HistoryAsked) -> Answer<Reply> {
    let view = desk.service.history(&desk.caller, asked).await?;
    Ok(Reply::Private(look::history(desk.service.rules(), &desk.speaker, &view)))
}

pub(super) async fn turn(desk: &Desk<'_>, of: Records, turn: Turn) -> Answer<Reply> {
    let view = desk.service.turn_history(&desk.caller, of, turn).await?;
    Ok(Reply::Redraw(look::history(desk.service.rules(), &desk.speaker, &view)))
}

pub(super) async fn spreadsheet(desk: &Desk<'_>, of: Records) -> Answer<Reply> {
    let mut sheet = Sheet::new();
    let whole = desk.service.each_record(&desk.caller, of, &mut |record| sheet.add(record)).await?;
    tracing::info!(interaction = desk.caller.interaction, lines = sheet.lines(), whole, "records handed out");
    let card = look::history_file(&desk.speaker, sheet.lines(), whole);
    Ok(Reply::File(card, sheet.finish()))
}
