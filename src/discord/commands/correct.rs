//! "Correct this award": the card, its two forms, and what came of them.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::Reply;
use super::super::words::say;
use crate::points::ids::RecordId;
use crate::service::{Answer, CorrectionAsked};
use crate::store::outside::Message;

/// From a message's menu.
pub(super) async fn open(desk: &Desk<'_>, message: Message) -> Answer<Reply> {
    Ok(Reply::Private(match desk.service.award_of_message(&desk.caller, message).await? {
        Some(award) => look::to_correct(desk.service.rules(), &desk.speaker, &award),
        None => look::trouble_card(say!(desk.speaker, "correct-no-shout-out")),
    }))
}

/// By the number of its record.
pub(super) async fn open_record(desk: &Desk<'_>, record: i64) -> Answer<Reply> {
    let award = desk.service.correctable(&desk.caller, RecordId::from_raw(record)).await?;
    Ok(Reply::Private(look::to_correct(desk.service.rules(), &desk.speaker, &award)))
}

pub(super) async fn change(desk: &Desk<'_>, award: RecordId) -> Answer<Reply> {
    let award = desk.service.correctable(&desk.caller, award).await?;
    Ok(Reply::Form(look::correction_form(desk.service.rules(), &desk.speaker, &award)))
}

pub(super) async fn take_back(desk: &Desk<'_>, award: RecordId) -> Answer<Reply> {
    let award = desk.service.correctable(&desk.caller, award).await?;
    Ok(Reply::Form(look::take_back_form(&desk.speaker, award.record)))
}

/// The form was filled.
pub(super) async fn changed(desk: &Desk<'_>, asked: &CorrectionAsked) -> Answer<Reply> {
    let corrected = desk.service.correct(&desk.caller, asked).await?;
    tracing::info!(interaction = desk.caller.interaction, award = %asked.award, now = %corrected.award.record, "put right");
    Ok(Reply::Redraw(look::corrected(desk.service.rules(), &desk.speaker, &corrected)))
}

/// The reason was filled in.
pub(super) async fn taken_back(desk: &Desk<'_>, award: RecordId, reason: &str) -> Answer<Reply> {
    let reversed = desk.service.take_back(&desk.caller, award, reason).await?;
    tracing::info!(interaction = desk.caller.interaction, award = %award, record = %reversed.record, "taken back");
    Ok(Reply::Redraw(look::reversed(&desk.speaker, &reversed)))
}
