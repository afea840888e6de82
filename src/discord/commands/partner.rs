//! `/partner` and `/mypoints`.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::markdown::safe;
use super::super::reply::Reply;
use super::super::words::say;
use crate::service::{Answer, EditAsked, RegisterAsked, RepresentativeAsked};

pub(super) async fn mypoints(desk: &Desk<'_>, partner: Option<&str>) -> Answer<Reply> {
    let mine = desk.service.mypoints(&desk.caller, partner).await?;
    let claims = desk.service.claims_of(mine.standing.partner.id).await?;
    let (rules, speaker) = (desk.service.rules(), &desk.speaker);
    let card = look::mypoints(rules, speaker, &mine, &claims);
    let shows = match desk.service.points_over_time(mine.standing.partner.id).await {
        Ok(points) => look::over_time(rules, speaker, &mine, &points),
        // The words are what was asked for.
        Err(fault) => {
            tracing::error!(%fault, "points over time can't be read");
            None
        }
    };
    Ok(match shows {
        Some(shows) => Reply::Pictured(card, Box::new(shows)),
        None => Reply::Private(card),
    })
}

pub(super) async fn register(desk: &Desk<'_>, asked: &RegisterAsked) -> Answer<Reply> {
    let partner = desk.service.register_partner(&desk.caller, asked).await?;
    let key = if asked.represents { "registered" } else { "nominated" };
    Ok(Reply::Private(look::plain_card(say!(desk.speaker, key, partner = safe(&partner.name)))))
}

pub(super) async fn edit(desk: &Desk<'_>, asked: &EditAsked) -> Answer<Reply> {
    let partner = desk.service.edit_partner(&desk.caller, asked).await?;
    Ok(Reply::Private(look::plain_card(say!(desk.speaker, "partner-edited", partner = safe(&partner.name)))))
}

pub(super) async fn view(desk: &Desk<'_>, asked: &str) -> Answer<Reply> {
    let card = desk.service.view_partner(&desk.caller, asked).await?;
    Ok(Reply::Private(look::partner_card(desk.service.rules(), &desk.speaker, &card)))
}

pub(super) async fn list(desk: &Desk<'_>, tier: Option<&str>) -> Answer<Reply> {
    let page = desk.service.list_partners(tier, 0).await?;
    Ok(Reply::Private(look::partner_page(desk.service.rules(), &desk.speaker, &page)))
}

pub(super) async fn turn_page(desk: &Desk<'_>, tier: &str, page: u32) -> Answer<Reply> {
    let tier = tier.trim_end_matches(['<', '>']);
    let page = desk.service.list_partners(Some(tier).filter(|tier| *tier != "-"), page).await?;
    Ok(Reply::Redraw(look::partner_page(desk.service.rules(), &desk.speaker, &page)))
}

pub(super) async fn representative(desk: &Desk<'_>, asked: &RepresentativeAsked) -> Answer<Reply> {
    let partner = desk.service.change_representative(&desk.caller, asked).await?;
    let key = if asked.add { "representative-added" } else { "representative-removed" };
    let text = say!(desk.speaker, key, person = format!("<@{}>", asked.who), partner = safe(&partner.name));
    Ok(Reply::Private(look::plain_card(text)))
}
