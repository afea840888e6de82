//! Help wanted: asked for by who may, offered once by each company, accepted once, and asked about once.

use std::sync::Arc;

use chrono::NaiveDate;
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::refusal::Refusal;
use ovation::points::request::{Ending, OfferState, OfferVerdict, RequestKind, RequestState, WantedRefusal};
use ovation::points::text::{PlaceName, Topic, Wording};
use ovation::store::outside::{Account, Channel, Message};
use ovation::store::{
    EndingOrder, Errand, Facts, GroupProposal, HelpRequest, Offer, OfferOrder, OfferVerdictOrder, Purpose,
    RepresentativeChange, RequestOrder, RequestScope, Way,
};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, SERVER, SHOUT_OUTS, STAFF, Stage, at_once, refused};

/// Where leaders talk among themselves.
const LEADERS: Channel = Channel::new(122);

/// Who represents the company of that number.
pub fn speaker_of(number: u64) -> Account {
    Account::new(50 + number)
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

pub fn asked(stage: &Stage, group: GroupId, on: Option<&str>) -> RequestOrder {
    let act = stage.act();
    // No two of them ask for the same.
    let wording = format!("An hour of practice, no sales pitch, {}", act.key);
    RequestOrder {
        act,
        by: LEADER,
        roles: Vec::new(),
        group,
        kind: RequestKind::Speaker,
        topic: Topic::parse("Backups that survive a fire").expect("a topic"),
        span: on.map(|on| (day(on), day(on))),
        place: PlaceName::parse("Ottawa").expect("a place"),
        wording: Wording::parse(&wording).expect("a text"),
    }
}

pub fn offer(stage: &Stage, request: RecordId, partner: PartnerId, by: Account) -> OfferOrder {
    let wording = Wording::parse("Our engineer talks for an hour").expect("a text");
    OfferOrder { act: stage.act(), by, request, partner, wording }
}

pub fn answer(stage: &Stage, offer: RecordId, by: Account, verdict: OfferVerdict) -> OfferVerdictOrder {
    OfferVerdictOrder { act: stage.act(), by, roles: Vec::new(), offer, verdict }
}

pub fn ending(stage: &Stage, request: RecordId, by: Account, ending: Ending) -> EndingOrder {
    EndingOrder { act: stage.act(), by, roles: Vec::new(), request, ending }
}

/// Companies, each with somebody who represents it.
pub async fn companies(stage: &Stage, names: &[&str]) -> Vec<PartnerId> {
    let mut companies = Vec::new();
    for (number, name) in (0..).zip(names) {
        let partner = stage.partner(name).await;
        let who = speaker_of(number);
        let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who, add: true };
        stage.store.change_representative(change).await.expect("a representative");
        companies.push(partner);
    }
    companies
}

pub async fn ask(stage: &Stage, group: GroupId, on: Option<&str>) -> HelpRequest {
    stage.store.ask_for_help(asked(stage, group, on)).await.expect("a request")
}

pub async fn offered(stage: &Stage, request: &HelpRequest, partner: PartnerId, number: u64) -> Offer {
    let order = offer(stage, request.record, partner, speaker_of(number));
    stage.store.offer_help(order).await.expect("an offer")
}

/// Posts everything that is due; what it was.
pub async fn post(stage: &Stage) -> Vec<(Errand, Facts)> {
    let mut posted = Vec::new();
    loop {
        let due = stage.due().await;
        if due.is_empty() {
            return posted;
        }
        for errand in due {
            let number = 10_000 + u64::try_from(errand.id.get()).expect("a number");
            if let Some(facts) = stage.store.begin_errand(&errand).await.expect("the outbox") {
                let message = errand.edits.map_or(Message::new(number), |(_, message)| message);
                stage.store.errand_done(errand.id, errand.channel, message).await.expect("the outbox");
                posted.push((errand, facts));
            }
        }
    }
}

pub fn count(posted: &[(Errand, Facts)], purpose: Purpose) -> usize {
    posted.iter().filter(|(errand, _)| errand.purpose == purpose).count()
}

pub async fn a_request_is_told_offered_for_accepted_and_asked_about(database: Database) {
    let stage = Stage::new(database).await;
    let group = GroupProposal { leaders_channel: Some(LEADERS), ..stage.proposal("Ottawa") };
    let group = stage.approved(group).await.id;
    let partners = companies(&stage, &["Litware", "Adatum"]).await;
    post(&stage).await;
    let order = asked(&stage, group, Some("2026-03-18"));
    let request = stage.store.ask_for_help(order.clone()).await.expect("a request");
    let again = stage.store.ask_for_help(order).await.expect("the same answer");
    assert_eq!(again, request, "the same interaction is the same request");
    assert_eq!((request.state(), request.waiting), (RequestState::Open, 0));
    let open = stage.store.open_requests(RequestScope::Server(SERVER), 0, 10).await.unwrap();
    assert_eq!(open, vec![request.clone()]);
    let told = post(&stage).await;
    let [(errand, Facts::Request(facts))] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((errand.channel, errand.way, &**facts), (SHOUT_OUTS, Way::Channel, &request));
    let first = offered(&stage, &request, partners[0], 0).await;
    let second = offered(&stage, &request, partners[1], 1).await;
    assert_eq!(second.request.waiting, 2);
    let told = post(&stage).await;
    assert_eq!((count(&told, Purpose::Offer), count(&told, Purpose::Redraw)), (2, 2));
    let (card, _) = told.iter().find(|(errand, _)| errand.purpose == Purpose::Offer).expect("a card");
    assert_eq!(card.way, Way::Thread(SHOUT_OUTS), "in the thread of the request's message");
    let accept = answer(&stage, first.record, LEADER, OfferVerdict::Accept);
    let accepted = stage.store.answer_offer(accept.clone()).await.expect("it is accepted");
    assert_eq!(stage.store.answer_offer(accept).await.unwrap(), accepted);
    assert_eq!(accepted.state, OfferState::Accepted);
    assert_eq!(accepted.request.state(), RequestState::Accepted);
    assert_eq!(accepted.request.accepted, Some((partners[0], "Litware".to_owned())));
    let other = stage.store.offer(second.record).await.unwrap().expect("it is there");
    assert_eq!(other.state, OfferState::Closed, "the others hear politely");
    let told = post(&stage).await;
    assert_eq!(count(&told, Purpose::Redraw), 3, "the request and both cards: {told:?}");
    assert_eq!(count(&told, Purpose::Prompt), 0, "not before its day is over");
    stage.clock.set("2026-03-19T04:00:00Z".parse().unwrap());
    let told = post(&stage).await;
    let [(errand, Facts::Prompt(asked))] = told.as_slice() else { panic!("{told:?}") };
    assert_eq!((errand.channel, asked.record), (LEADERS, request.record));
    let end = ending(&stage, request.record, LEADER, Ending::NotHappened);
    let ended = stage.store.end_request(end).await.expect("it didn't happen");
    assert_eq!(ended.state(), RequestState::NotHappened);
    assert_eq!(count(&post(&stage).await, Purpose::Redraw), 2, "the message and the question say so");
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn of_many_answers_at_once_one_counts(database: Database) {
    let stage = Arc::new(Stage::new(database).await);
    let group = stage.group("Ottawa").await;
    let names: Vec<String> = (0..8).map(|number| format!("Company {number}")).collect();
    let partners = companies(&stage, &names.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let request = ask(&stage, group, None).await;
    let mut offers = Vec::new();
    for (number, partner) in (0..).zip(&partners) {
        offers.push(offered(&stage, &request, *partner, number).await.record);
    }
    let answers = at_once(32, |number| {
        let (stage, offer) = (Arc::clone(&stage), offers[number % 8]);
        let verdict = if number % 3 == 2 { OfferVerdict::Decline } else { OfferVerdict::Accept };
        async move { stage.store.answer_offer(answer(&stage, offer, LEADER, verdict)).await }
    })
    .await;
    let accepted =
        answers.iter().filter(|one| one.as_ref().is_ok_and(|offer| offer.state == OfferState::Accepted));
    let (accepted, request) = (accepted.count(), stage.store.request(request.record).await.unwrap().unwrap());
    assert_eq!(accepted, 1);
    assert_eq!((request.state(), request.waiting), (RequestState::Accepted, 0));
    let counted = "SELECT COUNT(*), COUNT(DISTINCT cause) FROM record WHERE kind = 'offer-ended'";
    assert_eq!(stage.raw().await.numbers(counted).await, [[8, 8]], "each offer has one end");
}

pub async fn a_company_offers_once_and_only_by_who_represents_it(database: Database) {
    let stage = Arc::new(Stage::new(database).await);
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware", "Adatum"]).await;
    let nominated = stage.nominated("Fabrikam").await;
    let request = ask(&stage, group, None).await;
    let of = |partner, by| offer(&stage, request.record, partner, by);
    assert_eq!(
        refused(stage.store.offer_help(of(partners[0], speaker_of(1))).await),
        Refusal::NotARepresentative
    );
    assert_eq!(refused(stage.store.offer_help(of(nominated, STAFF)).await), Refusal::NotARepresentative);
    let answers = at_once(16, |_| {
        let (stage, request, partner) = (Arc::clone(&stage), request.record, partners[0]);
        async move { stage.store.offer_help(offer(&stage, request, partner, speaker_of(0))).await }
    })
    .await;
    assert_eq!(answers.iter().filter(|one| one.is_ok()).count(), 1);
    for other in answers.into_iter().filter(Result::is_err) {
        assert_eq!(refused(other), Refusal::Wanted(WantedRefusal::OfferedBefore));
    }
    stage.store.suspend_partner(stage.suspension(partners[1], false)).await.expect("it is suspended");
    let refusal = refused(stage.store.offer_help(of(partners[1], speaker_of(1))).await);
    assert_eq!(refusal, Refusal::PartnerSuspended);
    let unknown = offer(&stage, RecordId::from_raw(1), partners[0], speaker_of(0));
    assert_eq!(refused(stage.store.offer_help(unknown).await), Refusal::UnknownRecord);
}

pub async fn only_who_leads_the_group_asks_answers_and_ends(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware"]).await;
    let stranger = Account::new(77);
    let by_stranger = RequestOrder { by: stranger, ..asked(&stage, group, None) };
    assert_eq!(refused(stage.store.ask_for_help(by_stranger).await), Refusal::NotALeader);
    let request = ask(&stage, group, None).await;
    let offer = offered(&stage, &request, partners[0], 0).await.record;
    for by in [stranger, speaker_of(0)] {
        for verdict in [OfferVerdict::Accept, OfferVerdict::Decline] {
            let refusal = refused(stage.store.answer_offer(answer(&stage, offer, by, verdict)).await);
            assert_eq!(refusal, Refusal::NotALeader);
        }
        let end = ending(&stage, request.record, by, Ending::Withdraw);
        assert_eq!(refused(stage.store.end_request(end).await), Refusal::NotALeader);
    }
    let back = answer(&stage, offer, LEADER, OfferVerdict::Withdraw);
    assert_eq!(refused(stage.store.answer_offer(back).await), Refusal::Wanted(WantedRefusal::NotYourOffer));
    // A leader who comes to represent the company accepts nothing for it.
    let partner = partners[0];
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who: LEADER, add: true };
    stage.store.change_representative(change).await.unwrap();
    let accept = answer(&stage, offer, LEADER, OfferVerdict::Accept);
    assert_eq!(refused(stage.store.answer_offer(accept).await), Refusal::Wanted(WantedRefusal::OwnOffer));
    let not_happened = ending(&stage, request.record, LEADER, Ending::NotHappened);
    assert_eq!(
        refused(stage.store.end_request(not_happened).await),
        Refusal::Wanted(WantedRefusal::RequestNotAccepted)
    );
    let back = answer(&stage, offer, speaker_of(0), OfferVerdict::Withdraw);
    assert_eq!(stage.store.answer_offer(back).await.unwrap().state, OfferState::Withdrawn);
    let late = answer(&stage, offer, LEADER, OfferVerdict::Decline);
    let how = OfferState::Withdrawn;
    assert_eq!(
        refused(stage.store.answer_offer(late).await),
        Refusal::Wanted(WantedRefusal::OfferDecided { how })
    );
}

pub async fn a_request_ends_by_its_day_by_the_group_and_with_the_group(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partners = companies(&stage, &["Litware"]).await;
    let past = stage.store.ask_for_help(asked(&stage, group, Some("2026-02-09"))).await;
    assert!(matches!(refused(past), Refusal::Wanted(WantedRefusal::RequestedDayPast { .. })));
    let far = stage.store.ask_for_help(asked(&stage, group, Some("2028-02-09"))).await;
    assert!(matches!(refused(far), Refusal::Wanted(WantedRefusal::RequestedDayTooFar { .. })));
    let dated = ask(&stage, group, Some("2026-02-12")).await;
    let withdrawn = ask(&stage, group, None).await;
    let undated = ask(&stage, group, None).await;
    let card = offered(&stage, &dated, partners[0], 0).await.record;
    post(&stage).await;
    let end = ending(&stage, withdrawn.record, LEADER, Ending::Withdraw);
    assert_eq!(stage.store.end_request(end).await.unwrap().state(), RequestState::Withdrawn);
    assert_eq!(stage.store.expire_requests().await.unwrap(), 0);
    // Toronto's 12th is over at five in the morning, UTC; nobody has written that down yet.
    stage.clock.set("2026-02-13T05:00:00Z".parse().unwrap());
    let late = stage.store.answer_offer(answer(&stage, card, LEADER, OfferVerdict::Accept)).await;
    assert_eq!(refused(late), Refusal::Wanted(WantedRefusal::RequestEnded { how: RequestState::Expired }));
    assert_eq!(stage.store.expire_requests().await.unwrap(), 1);
    assert_eq!(stage.store.expire_requests().await.unwrap(), 0, "once");
    let closed = stage.store.offer(card).await.unwrap().unwrap();
    assert_eq!((closed.state, closed.request.state()), (OfferState::Closed, RequestState::Expired));
    assert_eq!(count(&post(&stage).await, Purpose::Redraw), 3, "two requests and the card say so");
    stage.store.close_group(stage.closing(group)).await.expect("it is closed");
    let ended = stage.store.request(undated.record).await.unwrap().unwrap();
    assert_eq!(ended.state(), RequestState::Withdrawn, "a closed group asks for nothing");
    assert!(stage.store.open_requests(RequestScope::Program, 0, 10).await.unwrap().is_empty());
    recount(&*stage.store, &mut stage.raw().await).await;
}

pub async fn what_is_over_is_neither_listed_nor_counted_before_it_is_closed(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    for _ in 0..10 {
        ask(&stage, group, Some("2026-02-12")).await;
    }
    let many = refused(stage.store.ask_for_help(asked(&stage, group, None)).await);
    assert_eq!(many, Refusal::Wanted(WantedRefusal::TooManyRequests { most: 10 }));
    stage.clock.pass(chrono::TimeDelta::days(3));
    let listed = async |scope| stage.store.open_requests(scope, 0, 20).await.unwrap().len();
    assert_eq!(listed(RequestScope::Program).await, 0, "nobody closed them yet");
    assert_eq!(listed(RequestScope::Server(SERVER)).await, 0);
    assert_eq!(stage.store.requests_of(group).await.unwrap(), []);
    ask(&stage, group, None).await;
    assert_eq!(listed(RequestScope::Program).await, 1, "they stand in nobody's way");
}

pub async fn an_offer_that_is_taken_back_is_drawn_anew_with_its_request(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let partner = companies(&stage, &["Litware"]).await[0];
    let request = ask(&stage, group, None).await;
    let made = offered(&stage, &request, partner, 0).await;
    post(&stage).await;
    let back = answer(&stage, made.record, speaker_of(0), OfferVerdict::Withdraw);
    stage.store.answer_offer(back).await.expect("taken back");
    let anew = post(&stage).await;
    let offers: Vec<_> = anew
        .iter()
        .filter_map(|(_, facts)| match facts {
            Facts::Offer(offer) => Some(offer.state),
            _ => None,
        })
        .collect();
    assert_eq!(offers, [OfferState::Withdrawn]);
    let waiting: Vec<_> = anew
        .iter()
        .filter_map(|(_, facts)| match facts {
            Facts::Request(request) => Some(request.waiting),
            _ => None,
        })
        .collect();
    assert_eq!(waiting, [0]);
}

crate::contract!(
    what_is_over_is_neither_listed_nor_counted_before_it_is_closed,
    an_offer_that_is_taken_back_is_drawn_anew_with_its_request,
    a_request_is_told_offered_for_accepted_and_asked_about,
    of_many_answers_at_once_one_counts,
    a_company_offers_once_and_only_by_who_represents_it,
    only_who_leads_the_group_asks_answers_and_ends,
    a_request_ends_by_its_day_by_the_group_and_with_the_group,
);
