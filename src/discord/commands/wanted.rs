//! `/request`, `/requests`, `/offer`, and what is pressed on their messages.

use super::super::dispatch::Desk;
use super::super::look;
use super::super::reply::{Card, Reply};
use super::super::request::Wanted;
use super::super::wanted_id::{NoticePart, WantedId};
use super::super::words::say;
use super::award;
use crate::points::ids::{PartnerId, RecordId};
use crate::points::request::{Ending, OfferVerdict, RequestKind};
use crate::service::{Answer, AwardWords, Offering, RequestAsked, SubscriptionChange, choice};
use crate::store::{ErrandId, Subscription};

/// What was asked for by a command, a select or a form.
pub(super) async fn handle(desk: &Desk<'_>, wanted: Wanted) -> Answer<Reply> {
    let rules = desk.service.rules();
    match wanted {
        Wanted::Ask { kind, group } => {
            let group = desk.service.asking_group(&desk.caller, group.as_deref()).await?;
            Ok(Reply::Form(look::request_form(rules, &desk.speaker, kind, group.id)))
        }
        Wanted::Fill(asked) => ask(desk, &asked).await,
        Wanted::List { program } => list(desk, program, 0).await.map(Reply::Private),
        Wanted::Offer { request } => {
            let request = desk.service.request_asked(&request).await?;
            help(desk, request, None).await
        }
        Wanted::FillOffer { request, partner, wording } => offer(desk, request, partner, &wording).await,
        Wanted::OwnOffers => {
            let offers = desk.service.own_offers(&desk.caller).await?;
            Ok(Reply::Private(look::own_offers(rules, &desk.speaker, &offers)))
        }
        Wanted::Subscribe => {
            let wanted = desk.service.subscription(&desk.caller).await?;
            Ok(Reply::Private(subscription(desk, &wanted, None)))
        }
        Wanted::Choose(part, values) => choose(desk, part, &values).await,
        Wanted::FillPromised { request, words } => thank(desk, request, &words).await,
    }
}

/// A button was pressed.
pub(super) async fn press(desk: &Desk<'_>, id: WantedId) -> Answer<Reply> {
    match id {
        WantedId::Help(request, _) => help(desk, request, None).await,
        WantedId::HelpAs(request, partner) => help(desk, request, Some(partner)).await,
        WantedId::Answer(offer, verdict, card) => answer(desk, offer, verdict, card).await,
        WantedId::End(request, ending, card) => end(desk, request, ending, card).await,
        WantedId::Thank(request, card) => {
            let thanks = desk.service.promised_form(&desk.caller, request).await?;
            let form = look::promised_form(desk.service.rules(), &desk.speaker, (request, card), &thanks);
            Ok(Reply::Form(form))
        }
        WantedId::Page(program, page) => list(desk, program, page).await.map(Reply::Redraw),
        WantedId::Notices(NoticePart::Own) => {
            let own = !desk.service.subscription(&desk.caller).await?.own;
            change(desk, SubscriptionChange::Own(own), None).await
        }
        WantedId::Notices(NoticePart::Direct) => switch_direct(desk).await,
        WantedId::Stop(_) => {
            desk.service.stop_notices(&desk.caller).await?;
            Ok(Reply::Private(look::plain_card(say!(desk.speaker, "notices-stopped"))))
        }
        WantedId::Offers(request) => {
            let offers = desk.service.offers_for(&desk.caller, request).await?;
            Ok(Reply::Private(look::waiting_offers(&desk.speaker, &offers)))
        }
        WantedId::Ask(kind, group) => {
            let group = desk.service.asking_group(&desk.caller, Some(&choice(group))).await?;
            Ok(Reply::Form(look::request_form(desk.service.rules(), &desk.speaker, kind, group.id)))
        }
        WantedId::HelpWhich(_) | WantedId::Notices(NoticePart::Kinds | NoticePart::Language) => {
            super::outdated(desk).await
        }
    }
}

async fn ask(desk: &Desk<'_>, asked: &RequestAsked) -> Answer<Reply> {
    let request = desk.service.ask_for_help(&desk.caller, asked).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %request.record, "help is wanted");
    let card = look::request_done(desk.service.rules(), &desk.speaker, "wanted-asked", &request);
    Ok(Reply::Private(card))
}

async fn offer(desk: &Desk<'_>, request: RecordId, partner: PartnerId, wording: &str) -> Answer<Reply> {
    let offer = desk.service.offer_help(&desk.caller, request, partner, wording).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %offer.record, "help is offered");
    Ok(Reply::Private(look::offered(desk.service.rules(), &desk.speaker, &offer)))
}

async fn list(desk: &Desk<'_>, program: bool, page: u32) -> Answer<Card> {
    let page = desk.service.requests(&desk.caller, program, page).await?;
    Ok(look::requests(desk.service.rules(), &desk.speaker, &page))
}

/// The form of an offer, or the question for which company it is.
async fn help(desk: &Desk<'_>, request: RecordId, partner: Option<PartnerId>) -> Answer<Reply> {
    let (request, offering) = desk.service.offering(&desk.caller, request, partner).await?;
    Ok(match offering {
        Offering::For(company) => Reply::Form(look::offer_form(&desk.speaker, &request, &company)),
        Offering::Which(companies) => {
            Reply::Private(look::which_company(&desk.speaker, &request, &companies))
        }
    })
}

async fn answer(desk: &Desk<'_>, offer: RecordId, verdict: OfferVerdict, card: ErrandId) -> Answer<Reply> {
    let offer = desk.service.answer_offer(&desk.caller, offer, verdict).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %offer.record, ?verdict, "an offer was answered");
    if card.get() > 0 {
        return desk.redraw(card).await;
    }
    Ok(Reply::Redraw(look::offer_answered(&desk.speaker, &offer)))
}

async fn end(desk: &Desk<'_>, request: RecordId, ending: Ending, card: ErrandId) -> Answer<Reply> {
    let request = desk.service.end_request(&desk.caller, request, ending).await?;
    tracing::info!(interaction = desk.caller.interaction, record = %request.record, ?ending, "a request has ended");
    if card.get() > 0 {
        return desk.redraw(card).await;
    }
    let done = look::request_done(desk.service.rules(), &desk.speaker, "wanted-ended", &request);
    Ok(Reply::Redraw(done))
}

/// The award for what was promised. The card that asked is drawn anew by itself.
async fn thank(desk: &Desk<'_>, request: RecordId, words: &AwardWords) -> Answer<Reply> {
    let answer = desk.service.thank_for_promised(&desk.caller, request, words).await?;
    Ok(Reply::Private(award::answered(desk, &answer)))
}

async fn choose(desk: &Desk<'_>, part: NoticePart, values: &[String]) -> Answer<Reply> {
    match part {
        NoticePart::Kinds => {
            let kinds = values.iter().filter_map(|word| RequestKind::parse(word)).collect();
            change(desk, SubscriptionChange::Kinds(kinds), None).await
        }
        NoticePart::Language => {
            let language = values.first().filter(|word| *word != "any").cloned();
            change(desk, SubscriptionChange::Language(language), None).await
        }
        NoticePart::Own | NoticePart::Direct => super::outdated(desk).await,
    }
}

/// Direct messages on or off. The conversation is opened now, by the person's own wish, and never otherwise.
async fn switch_direct(desk: &Desk<'_>) -> Answer<Reply> {
    if desk.service.subscription(&desk.caller).await?.direct.is_some() {
        return change(desk, SubscriptionChange::Direct(None), None).await;
    }
    match desk.rights.reach(desk.caller.account).await {
        Some(channel) => change(desk, SubscriptionChange::Direct(Some(channel)), None).await,
        None => {
            let note = say!(desk.speaker, "notices-unreachable");
            change(desk, SubscriptionChange::Direct(None), Some(&note)).await
        }
    }
}

async fn change(desk: &Desk<'_>, change: SubscriptionChange, note: Option<&str>) -> Answer<Reply> {
    let locale = desk.speaker.language();
    let wanted = desk.service.change_subscription(&desk.caller, change, locale).await?;
    Ok(Reply::Redraw(subscription(desk, &wanted, note)))
}

fn subscription(desk: &Desk<'_>, wanted: &Subscription, note: Option<&str>) -> Card {
    look::subscription(desk.service.rules(), &desk.speaker, wanted, note)
}
