//! "Thank for this message" and "Award this person": the card on which thanks begin, its form, and the award.

use super::super::custom_id::ThanksPart;
use super::super::dispatch::Desk;
use super::super::look;
use super::super::markdown::address;
use super::super::reply::{Card, Reply};
use super::award;
use crate::points::ids::{ContributionId, GroupId, PartnerId};
use crate::points::refusal::Refusal;
use crate::service::{Answer, ThanksAsked, ThanksFilled, choice};

/// From a menu.
pub(super) async fn open(desk: &Desk<'_>, asked: ThanksAsked, bot: bool) -> Answer<Reply> {
    Ok(Reply::Private(card(desk, &asked, bot).await?))
}

/// Something was chosen on the card.
pub(super) async fn choose(
    desk: &Desk<'_>,
    part: ThanksPart,
    mut asked: ThanksAsked,
    value: &str,
) -> Answer<Reply> {
    match part {
        ThanksPart::Group => asked.group = value.parse().ok().map(GroupId::from_raw),
        ThanksPart::Company => asked.partner = value.parse().ok().map(PartnerId::from_raw),
        ThanksPart::Kind => return form(desk, &asked, value).await,
    }
    Ok(Reply::Redraw(card(desk, &asked, false).await?))
}

/// The form was filled.
pub(super) async fn give(desk: &Desk<'_>, filled: &ThanksFilled) -> Answer<Reply> {
    let answer = desk.service.give_thanks(&desk.caller, filled).await?;
    Ok(Reply::Redraw(award::answered(desk, &answer)))
}

/// The form once more.
pub(super) async fn again(
    desk: &Desk<'_>,
    group: GroupId,
    partner: PartnerId,
    kind: ContributionId,
) -> Answer<Reply> {
    let partner = desk.service.partner(partner).await?;
    let named = choice(group);
    let points = desk.service.suggest_points(&desk.caller, Some(kind.as_str()), Some(&named)).await?;
    let (points, ids) = (points.amounts.first().copied(), (group, partner.id, kind));
    Ok(Reply::Form(look::thanks_form(&desk.speaker, ids, &partner.name, points, String::new())))
}

async fn card(desk: &Desk<'_>, asked: &ThanksAsked, bot: bool) -> Answer<Card> {
    let panel = desk.service.thanks_panel(&desk.caller, asked, bot).await?;
    Ok(look::thanks(desk.service.rules(), &desk.speaker, asked, &panel, &desk.commands.mention("award")))
}

async fn form(desk: &Desk<'_>, asked: &ThanksAsked, kind: &str) -> Answer<Reply> {
    let panel = desk.service.thanks_panel(&desk.caller, asked, false).await?;
    let (Some(group), Some((partner, name))) = (panel.group, panel.partner) else {
        return Ok(Reply::Redraw(card(desk, asked, false).await?));
    };
    let kind = ContributionId::parse(kind).map_err(|_| Refusal::UnknownContribution)?;
    let named = choice(group.id);
    let points = desk.service.suggest_points(&desk.caller, Some(kind.as_str()), Some(&named)).await?;
    let link = match (desk.caller.server, desk.caller.channel, asked.message) {
        (Some(server), Some(channel), Some(message)) => address(server, channel, message),
        _ => String::new(),
    };
    let points = points.amounts.first().copied();
    Ok(Reply::Form(look::thanks_form(&desk.speaker, (group.id, partner, kind), &name, points, link)))
}
