//! `/award`, its Undo, 👏, voices, `/allocation`.

use super::super::component::Component;
use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::{Card, Reply};
use crate::points::approval::Verdict;
use crate::points::ids::RecordId;
use crate::points::voices::Voice;
use crate::service::{Answer, AwardAnswer, AwardAsked};
use crate::store::{Awarded, ErrandId, Failure, QuestionId};

pub(super) async fn award(desk: &Desk<'_>, asked: &AwardAsked) -> Answer<Reply> {
    let answer = desk.service.award(&desk.caller, asked).await?;
    Ok(Reply::Private(answered(desk, &answer)))
}

/// The receipt of an award, or the question whether it is meant.
pub(super) fn answered(desk: &Desk<'_>, answer: &AwardAnswer) -> Card {
    match answer {
        AwardAnswer::Done(awarded) => receipt(desk, awarded),
        AwardAnswer::Asked { question, points, at } => {
            let interaction = desk.caller.interaction;
            tracing::info!(interaction, question = question.get(), "asked whether it is meant");
            look::alike(&desk.speaker, *question, *points, *at)
        }
    }
}

/// The person says that it is another award than the one it looks like.
pub(super) async fn all_the_same(desk: &Desk<'_>, question: QuestionId) -> Answer<Reply> {
    let awarded = desk.service.award_all_the_same(&desk.caller, question).await?;
    Ok(Reply::Redraw(receipt(desk, &awarded)))
}

fn receipt(desk: &Desk<'_>, awarded: &Awarded) -> Card {
    let interaction = desk.caller.interaction;
    match awarded {
        Awarded::Given(given) => {
            tracing::info!(interaction, record = %given.record, group = %given.group, "awarded");
            look::receipt(desk.service.rules(), &desk.speaker, given)
        }
        Awarded::Reserved(reserved) => {
            tracing::info!(interaction, record = %reserved.record, group = %reserved.group, "waits for an approval");
            look::reserved(desk.service.rules(), &desk.speaker, reserved)
        }
    }
}

/// A verdict on an award that waits: on its card, under `/allocation`, or on the receipt of who asked for it.
pub(super) async fn decide(
    desk: &Desk<'_>,
    reservation: RecordId,
    verdict: Verdict,
    card: ErrandId,
) -> Answer<Reply> {
    let decided = desk.service.decide_reservation(&desk.caller, reservation, verdict).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %reservation, ?verdict, "decided");
    if card.get() > 0 {
        return desk.redraw(card).await;
    }
    let text = look::reservation_decided(desk.service.rules(), &desk.speaker, &decided);
    if verdict == Verdict::Withdraw {
        return Ok(Reply::Redraw(look::plain_card(text)));
    }
    match desk.service.allocation_again(&desk.caller, decided.group).await {
        Ok(page) => {
            let mut card = look::allocation(desk.service.rules(), &desk.speaker, &page, desk.caller.account);
            card.0.insert(0, Component::Text(text));
            Ok(Reply::Redraw(card))
        }
        // Staff lead no group; what they decided is said all the same.
        Err(Failure::Refused(_)) => Ok(Reply::Redraw(look::plain_card(text))),
        Err(fault) => Err(fault),
    }
}

pub(super) async fn undo(desk: &Desk<'_>, award: RecordId) -> Answer<Reply> {
    let reversed = desk.service.undo(&desk.caller, award).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %award, "undone");
    Ok(Reply::Redraw(look::undone(&desk.speaker, &reversed)))
}

pub(super) async fn applaud(desk: &Desk<'_>, shout_out: ErrandId) -> Answer<Reply> {
    desk.service.applaud(&desk.caller, shout_out).await?;
    Ok(Reply::Taken)
}

/// A member who was there says how it was.
pub(super) async fn voice(desk: &Desk<'_>, shout_out: ErrandId, voice: Voice) -> Answer<Reply> {
    desk.service.voice(&desk.caller, shout_out, voice).await?;
    Ok(Reply::Taken)
}

pub(super) async fn allocation(desk: &Desk<'_>, group: Option<&str>) -> Answer<Reply> {
    let page = desk.service.allocation(&desk.caller, group).await?;
    Ok(Reply::Private(look::allocation(desk.service.rules(), &desk.speaker, &page, desk.caller.account)))
}
