//! `/program audit` of one record.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::Reply;
use super::super::words::say;
use crate::points::ids::RecordId;
use crate::service::Answer;

pub(super) async fn record(desk: &Desk<'_>, record: RecordId) -> Answer<Reply> {
    let told = desk.service.deliveries(&desk.caller, record).await?;
    Ok(Reply::Private(look::deliveries(&desk.speaker, desk.caller.server, &told)))
}

/// What failed is tried again, and the card shows how that stands.
pub(super) async fn try_again(desk: &Desk<'_>, record: RecordId) -> Answer<Reply> {
    let tried = desk.service.try_again(&desk.caller, record).await?;
    tracing::info!(interaction = desk.caller.interaction, %record, tried, "told again");
    let told = desk.service.deliveries(&desk.caller, record).await?;
    let mut card = look::deliveries(&desk.speaker, desk.caller.server, &told);
    let key = if tried > 0 { "delivery-tried" } else { "delivery-nothing-failed" };
    card.0.extend(look::plain_card(say!(desk.speaker, key, tried = tried)).0);
    Ok(Reply::Redraw(card))
}
