//! `/claim`, and what is pressed on a claim.

use super::super::component::Component;
use super::super::custom_id::ClaimPress;
use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::{Card, Reply};
use super::award;
use crate::points::ids::RecordId;
use crate::service::{Answer, AwardAnswer, AwardWords, ClaimAsked};
use crate::store::{ErrandId, Failure};

pub(super) async fn claim(desk: &Desk<'_>, asked: &ClaimAsked) -> Answer<Reply> {
    let claim = desk.service.claim(&desk.caller, asked).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %claim.record, group = %claim.group, "claimed");
    Ok(Reply::Private(look::claimed(desk.service.rules(), &desk.speaker, &claim)))
}

/// A button of a claim: on its card, under `/allocation`, or of who made it.
pub(super) async fn press(
    desk: &Desk<'_>,
    claim: RecordId,
    press: ClaimPress,
    card: ErrandId,
) -> Answer<Reply> {
    let (service, caller, speaker) = (desk.service, &desk.caller, &desk.speaker);
    match press {
        ClaimPress::Confirm => {
            let confirmed = service.confirm_claim(caller, claim).await?;
            Ok(answered(desk, card, &confirmed))
        }
        ClaimPress::Change => {
            let claim = service.claim_that_waits(caller, claim).await?;
            Ok(Reply::Form(look::claim_form(service.rules(), speaker, &claim, card)))
        }
        ClaimPress::Decline => {
            let claim = service.claim_that_waits(caller, claim).await?;
            Ok(Reply::Form(look::decline_form(speaker, &claim, card)))
        }
        ClaimPress::Withdraw => {
            let ended = service.withdraw_claim(caller, claim).await?;
            tracing::info!(interaction = caller.interaction, record = %claim, "taken back");
            Ok(Reply::Redraw(look::plain_card(look::claim_ended(service.rules(), speaker, &ended))))
        }
    }
}

/// The form of how it should have been.
pub(super) async fn changed(
    desk: &Desk<'_>,
    claim: RecordId,
    card: ErrandId,
    words: &AwardWords,
) -> Answer<Reply> {
    let confirmed = desk.service.confirm_changed(&desk.caller, claim, words).await?;
    Ok(answered(desk, card, &confirmed))
}

/// The form of why it is declined.
pub(super) async fn declined(
    desk: &Desk<'_>,
    claim: RecordId,
    card: ErrandId,
    reason: &str,
) -> Answer<Reply> {
    let ended = desk.service.decline_claim(&desk.caller, claim, reason).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %claim, "declined");
    if card.get() > 0 {
        return desk.redraw(card).await;
    }
    let text = look::claim_ended(desk.service.rules(), &desk.speaker, &ended);
    match desk.service.allocation_again(&desk.caller, ended.group).await {
        Ok(page) => {
            let Card(mut parts) =
                look::allocation(desk.service.rules(), &desk.speaker, &page, desk.caller.account);
            parts.insert(0, Component::Text(text));
            Ok(Reply::Redraw(Card(parts)))
        }
        Err(Failure::Refused(_)) => Ok(Reply::Redraw(look::plain_card(text))),
        Err(fault) => Err(fault),
    }
}

/// The receipt is the leader's own, and the card is all leaders': it is drawn anew by itself. A private list gives way to
/// the receipt.
fn answered(desk: &Desk<'_>, card: ErrandId, answer: &AwardAnswer) -> Reply {
    let receipt = award::answered(desk, answer);
    if card.get() > 0 { Reply::Private(receipt) } else { Reply::Redraw(receipt) }
}
