//! "Report to staff": from a shout-out's menu, its form, and the thanks.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::Reply;
use super::super::words::say;
use crate::service::Answer;
use crate::store::ErrandId;
use crate::store::outside::Message;

pub(super) async fn open(desk: &Desk<'_>, message: Message) -> Answer<Reply> {
    Ok(match desk.service.reportable(&desk.caller, message).await? {
        Some(shout_out) => Reply::Form(look::report_form(&desk.speaker, shout_out)),
        None => Reply::Private(look::trouble_card(say!(desk.speaker, "report-no-shout-out"))),
    })
}

/// The form was filled.
pub(super) async fn sent(desk: &Desk<'_>, shout_out: ErrandId, why: &str) -> Answer<Reply> {
    desk.service.report_shout_out(&desk.caller, shout_out, why).await?;
    tracing::info!(interaction = desk.caller.interaction, shout_out = shout_out.get(), "reported to staff");
    Ok(Reply::Private(look::plain_card(say!(desk.speaker, "report-thanks"))))
}

/// The form once more.
pub(super) fn again(desk: &Desk<'_>, shout_out: ErrandId) -> Reply {
    Reply::Form(look::report_form(&desk.speaker, shout_out))
}
