//! `/award`, its Undo, 👏, `/allocation`.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::{Card, Reply};
use crate::points::ids::RecordId;
use crate::service::{Answer, AwardAsked, Awarded};
use crate::store::{ErrandId, Given, QuestionId};

pub(super) async fn award(desk: &Desk<'_>, asked: &AwardAsked) -> Answer<Reply> {
    match desk.service.award(&desk.caller, asked).await? {
        Awarded::Given(given) => Ok(Reply::Private(receipt(desk, &given))),
        Awarded::Asked { question, points, at } => {
            tracing::info!(
                interaction = desk.caller.interaction,
                question = question.get(),
                "asked whether it is meant"
            );
            Ok(Reply::Private(look::alike(&desk.speaker, question, points, at)))
        }
    }
}

/// The person says that it is another award than the one it looks like.
pub(super) async fn all_the_same(desk: &Desk<'_>, question: QuestionId) -> Answer<Reply> {
    let given = desk.service.award_all_the_same(&desk.caller, question).await?;
    Ok(Reply::Redraw(receipt(desk, &given)))
}

fn receipt(desk: &Desk<'_>, given: &Given) -> Card {
    tracing::info!(interaction = desk.caller.interaction, record = %given.record, group = %given.group, "awarded");
    look::receipt(desk.service.rules(), &desk.speaker, given)
}

pub(super) async fn undo(desk: &Desk<'_>, award: RecordId) -> Answer<Reply> {
    let reversed = desk.service.undo(&desk.caller, award).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %award, "undone");
    Ok(Reply::Redraw(look::undone(&desk.speaker, &reversed)))
}

pub(super) async fn applaud(desk: &Desk<'_>, shout_out: ErrandId) -> Answer<Reply> {
    let facts = desk.service.applaud(&desk.caller, shout_out).await?;
    Ok(Reply::Redraw(look::told(desk.service.rules(), desk.words, shout_out, &facts)))
}

pub(super) async fn allocation(desk: &Desk<'_>, group: Option<&str>) -> Answer<Reply> {
    let view = desk.service.allocation(&desk.caller, group).await?;
    Ok(Reply::Private(look::allocation(desk.service.rules(), &desk.speaker, &view)))
}
