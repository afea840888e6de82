//! `/program` and the cards in the staff channel.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::markdown::safe;
use super::super::reply::Reply;
use super::super::rights::{ASK, SHOUT_OUT, SPEAK};
use super::super::words::say;
use crate::points::ids::{GroupId, PartnerId};
use crate::service::{
    Answer, BaseAsked, CloseAsked, GrantAsked, MergeAsked, MoveAsked, ReverseAsked, SuspendAsked,
};
use crate::store::{Approval, BoardPeriod, ErrandId, ProgramChannels};

pub(super) async fn setup(desk: &Desk<'_>, wanted: ProgramChannels) -> Answer<Reply> {
    let ProgramChannels { staff, announcements, requests, .. } = wanted;
    let channels = desk.service.set_program_channels(&desk.caller, wanted).await?;
    let mut missing = Vec::new();
    if let Some(server) = desk.caller.server {
        let needed = [(staff, SPEAK), (announcements, SHOUT_OUT), (requests, ASK)];
        for (channel, needed) in needed.into_iter().filter_map(|(channel, needed)| Some((channel?, needed))) {
            missing.extend(desk.rights.missing(server, channel, needed).await.into_iter().map(|right| {
                say!(
                    desk.speaker,
                    "missing-right",
                    right = say!(desk.speaker, right),
                    channel = format!("<#{channel}>")
                )
            }));
        }
    }
    Ok(Reply::Private(look::program_channels(&desk.speaker, &channels, &missing)))
}

pub(super) async fn pending(desk: &Desk<'_>) -> Answer<Reply> {
    let pending = desk.service.pending(&desk.caller).await?;
    Ok(Reply::Private(look::pending(desk.service.rules(), &desk.speaker, &pending)))
}

pub(super) async fn grant(desk: &Desk<'_>, asked: &GrantAsked) -> Answer<Reply> {
    let view = desk.service.grant(&desk.caller, asked).await?;
    Ok(Reply::Private(look::granted(&desk.speaker, asked.points, &view)))
}

pub(super) async fn reverse(desk: &Desk<'_>, asked: &ReverseAsked) -> Answer<Reply> {
    let reversed = desk.service.reverse(&desk.caller, asked).await?;
    tracing::info!(interaction = desk.caller.interaction, award = asked.record, record = %reversed.record, "reversed");
    Ok(Reply::Private(look::reversed(&desk.speaker, &reversed)))
}

pub(super) async fn set_base(desk: &Desk<'_>, asked: &BaseAsked) -> Answer<Reply> {
    let set = desk.service.set_base(&desk.caller, asked).await?;
    Ok(Reply::Private(look::base_set(&desk.speaker, &set)))
}

pub(super) async fn close_group(desk: &Desk<'_>, asked: &CloseAsked) -> Answer<Reply> {
    let group = desk.service.close_group(&desk.caller, asked).await?;
    tracing::info!(interaction = desk.caller.interaction, group = %group.id, "closed");
    Ok(Reply::Private(look::plain_card(say!(desk.speaker, "group-closed-reply", group = safe(&group.name)))))
}

pub(super) async fn move_group(desk: &Desk<'_>, asked: &MoveAsked) -> Answer<Reply> {
    let group = desk.service.move_group(&desk.caller, asked).await?;
    tracing::info!(interaction = desk.caller.interaction, group = %group.id, server = %group.server, "moved");
    Ok(Reply::Private(look::plain_card(say!(desk.speaker, "group-moved-reply", group = safe(&group.name)))))
}

pub(super) async fn suspend_partner(desk: &Desk<'_>, asked: &SuspendAsked) -> Answer<Reply> {
    let partner = desk.service.suspend_partner(&desk.caller, asked).await?;
    let key = if asked.resume { "partner-resumed" } else { "partner-suspended" };
    tracing::info!(interaction = desk.caller.interaction, partner = %partner.id, key, "company decided");
    Ok(Reply::Private(look::plain_card(say!(desk.speaker, key, partner = safe(&partner.name)))))
}

pub(super) async fn merge(desk: &Desk<'_>, asked: &MergeAsked) -> Answer<Reply> {
    let merged = desk.service.merge_partners(&desk.caller, asked).await?;
    let (absorbed, into) = (merged.absorbed.id, merged.into.id);
    tracing::info!(interaction = desk.caller.interaction, %absorbed, %into, asked.take_back, "merged");
    Ok(Reply::Private(look::merged(desk.service.rules(), &desk.speaker, asked.take_back, &merged)))
}

pub(super) async fn report(desk: &Desk<'_>, last: bool) -> Answer<Reply> {
    let period = if last { BoardPeriod::Last } else { BoardPeriod::This };
    let mut sheet = look::Sheet::new();
    let report = desk.service.report(&desk.caller, period, &mut |line| sheet.add(line)).await?;
    let card = look::report(desk.service.rules(), &desk.speaker, &report, (last, sheet.lines()));
    Ok(Reply::File(card, sheet.finish()))
}

pub(super) async fn audit(desk: &Desk<'_>) -> Answer<Reply> {
    let audit = desk.service.audit(&desk.caller).await?;
    Ok(Reply::Private(look::audit(&desk.speaker, &audit)))
}

pub(super) async fn decide_group(
    desk: &Desk<'_>,
    group: GroupId,
    approval: Approval,
    card: ErrandId,
) -> Answer<Reply> {
    let group = desk.service.decide_group(&desk.caller, group, approval).await?;
    let key = if approval == Approval::Approve { "group-approved-reply" } else { "group-declined-reply" };
    decided(desk, card, say!(desk.speaker, key, group = safe(&group.name))).await
}

pub(super) async fn decide_partner(
    desk: &Desk<'_>,
    partner: PartnerId,
    approval: Approval,
    card: ErrandId,
) -> Answer<Reply> {
    let partner = desk.service.decide_partner(&desk.caller, partner, approval).await?;
    let key = if approval == Approval::Approve { "partner-approved-reply" } else { "partner-declined-reply" };
    decided(desk, card, say!(desk.speaker, key, partner = safe(&partner.name))).await
}

/// A card in the staff channel is drawn anew; under `/program approve` the list that is left is shown.
async fn decided(desk: &Desk<'_>, card: ErrandId, text: String) -> Answer<Reply> {
    if card.get() > 0 {
        return desk.redraw(card).await;
    }
    let mut left =
        look::pending(desk.service.rules(), &desk.speaker, &desk.service.pending(&desk.caller).await?);
    left.0.insert(0, super::super::component::Component::Text(text));
    Ok(Reply::Redraw(left))
}

/// Somebody of staff has seen a note: it stays, its button goes.
pub(super) async fn seen(desk: &Desk<'_>, errand: ErrandId) -> Answer<Reply> {
    desk.service.mark_seen(&desk.caller, errand).await?;
    desk.redraw(errand).await
}
