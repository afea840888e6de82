//! `/privacy`: what is kept, a copy of it, its end.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::Reply;
use crate::service::{Answer, PrivacyAsked};

pub(super) async fn open(desk: &Desk<'_>, asked: PrivacyAsked) -> Answer<Reply> {
    let kept = desk.service.kept_of(&desk.caller).await?;
    let program = desk.service.rules().name();
    Ok(match asked {
        PrivacyAsked::View => {
            Reply::Private(look::kept_of_person(&desk.speaker, program, &kept, desk.privacy_url))
        }
        PrivacyAsked::Export => {
            let (file, left_out) = look::export(program, desk.caller.account, &kept);
            tracing::info!(interaction = desk.caller.interaction, left_out, "personal data handed out");
            Reply::File(look::exported(&desk.speaker, left_out), file)
        }
        PrivacyAsked::Delete => {
            Reply::Private(look::erase_question(&desk.speaker, program, &kept, desk.caller.interaction))
        }
    })
}

/// The red button under the question.
pub(super) async fn erase(desk: &Desk<'_>, asked: u64) -> Answer<Reply> {
    let erased = desk.service.erase(&desk.caller, asked).await?;
    tracing::info!(interaction = desk.caller.interaction, again = erased.again, "a person was erased");
    Ok(Reply::Redraw(look::erased(&desk.speaker, &erased)))
}
