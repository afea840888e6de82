//! What is refused around help wanted.

use ovation::discord::custom_id::CustomId;
use ovation::discord::request::{Request, Wanted};
use ovation::discord::wanted_id::WantedId;
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::request::{Ending, OfferVerdict, RequestKind};
use ovation::service::{AwardWords, RepresentativeAsked, RequestAsked};
use ovation::store::outside::Account;
use ovation::store::{ErrandId, Partners as _, RequestScope, Requests as _};

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, SECOND_LEADER, STAFF, Who, text};
use crate::refusals::Heard;

const ON_NO_CARD: ErrandId = ErrandId::from_raw(0);

fn form(topic: &str, days: &str) -> RequestAsked {
    RequestAsked {
        kind: RequestKind::Speaker,
        group: GroupId::from_raw(1),
        topic: topic.to_owned(),
        days: days.to_owned(),
        place: String::new(),
        wording: "An hour of practice".to_owned(),
    }
}

/// The request of that topic.
async fn asked(desk: &Desk, topic: &str) -> RecordId {
    let reply = desk.ask(&LEADER, Request::Wanted(Wanted::Fill(form(topic, "")))).await;
    assert!(text(&reply).contains("Your request is out"), "{}", text(&reply));
    let open = desk.store.open_requests(RequestScope::Program, 0, 50).await.expect("requests");
    open.iter().find(|request| request.topic == topic).expect("the request").record
}

/// Fabrikam.
async fn own_company(desk: &Desk) -> i64 {
    let own = desk.store.represented_by(Account::new(PARTNER.account)).await.expect("companies");
    own[0].id.get()
}

/// Fabrikam's offer for it.
async fn offered(desk: &Desk, request: RecordId) -> RecordId {
    let reply = desk.ask(&PARTNER, offer(request, own_company(desk).await)).await;
    assert!(text(&reply).contains("Your offer is with"), "{}", text(&reply));
    desk.store.offers_by(Account::new(PARTNER.account), 1).await.expect("offers")[0].record
}

fn offer(request: RecordId, partner: i64) -> Request {
    let (partner, wording) = (PartnerId::from_raw(partner), "Our engineer talks".to_owned());
    Request::Wanted(Wanted::FillOffer { request, partner, wording })
}

fn press(id: WantedId) -> Request {
    Request::Click(CustomId::Wanted(id))
}

fn answer(offer: RecordId, verdict: OfferVerdict) -> Request {
    press(WantedId::Answer(offer, verdict, ON_NO_CARD))
}

pub async fn wants(heard: &mut Heard) {
    let desk = Desk::sample().await;
    asking(&desk, heard).await;
    offering(&desk, heard).await;
    thanking(&desk, heard).await;
}

async fn asking(desk: &Desk, heard: &mut Heard) {
    let ask = async |who: &Who, asked| desk.ask(who, Request::Wanted(Wanted::Fill(asked))).await;
    heard.hear("requested-day-past", "/request", &ask(&LEADER, form("Backups", "2026-01-05")).await);
    heard.hear("requested-day-too-far", "/request", &ask(&LEADER, form("Backups", "2999-01-05")).await);
    heard.hear("day-unreadable", "/request", &ask(&LEADER, form("Backups", "2026-13-45")).await);
    heard.hear("too-short", "/request", &ask(&LEADER, form("x", "")).await);
    heard.hear("not-a-leader", "/request", &ask(&MEMBER, form("Backups", "")).await);
    let french = Who { locale: "fr", ..LEADER };
    heard.hear(
        "requested-day-past",
        "/request in French",
        &ask(&french, form("Backups", "2026-01-05")).await,
    );
    asked(desk, "Evening 0").await;
    heard.hear("asked-already", "/request", &ask(&LEADER, form("Evening 0", "")).await);
    heard.hear("asked-already", "/request in French", &ask(&french, form("Evening 0", "")).await);
    for number in 1..10 {
        asked(desk, &format!("Evening {number}")).await;
    }
    heard.hear("too-many-requests", "/request", &ask(&LEADER, form("One more", "")).await);
    let open = desk.store.open_requests(RequestScope::Program, 0, 50).await.expect("requests");
    for request in open {
        let end = press(WantedId::End(request.record, Ending::Withdraw, ON_NO_CARD));
        assert!(text(&desk.ask(&LEADER, end).await).contains("The request is closed"));
        let how = press(WantedId::End(request.record, Ending::Withdraw, ON_NO_CARD));
        if request.topic == "Evening 0" {
            heard.hear("request-ended", "No longer needed, twice", &desk.ask(&LEADER, how).await);
        }
    }
}

async fn offering(desk: &Desk, heard: &mut Heard) {
    let request = asked(desk, "Backups").await;
    let help = || press(WantedId::Help(request, ON_NO_CARD));
    heard.hear("not-a-representative", "We can help", &desk.ask(&MEMBER, help()).await);
    heard.hear("not-a-representative", "an offer for another", &desk.ask(&PARTNER, offer(request, 1)).await);
    let (unknown, own) = (RecordId::from_raw(1_000_000), own_company(desk).await);
    heard.hear("unknown-record", "an offer", &desk.ask(&PARTNER, offer(unknown, own)).await);
    for (title, typed) in [("/offer make", "Bread & butter"), ("/offer make, a number", "1000000")] {
        let make = Request::Wanted(Wanted::Offer { request: typed.to_owned() });
        heard.hear("unknown-request", title, &desk.ask(&PARTNER, make).await);
    }
    let made = offered(desk, request).await;
    heard.hear("offered-before", "We can help, twice", &desk.ask(&PARTNER, offer(request, own)).await);
    heard.hear("not-a-leader", "Accept", &desk.ask(&MEMBER, answer(made, OfferVerdict::Accept)).await);
    let withdraw = || answer(made, OfferVerdict::Withdraw);
    heard.hear("not-your-offer", "Take it back", &desk.ask(&LEADER, withdraw()).await);
    let represent = |remove: bool| {
        Request::Representative(RepresentativeAsked {
            partner: Some("Fabrikam Training".to_owned()),
            who: Account::new(SECOND_LEADER.account),
            add: !remove,
        })
    };
    desk.ask(&STAFF, represent(false)).await;
    let own = desk.ask(&SECOND_LEADER, answer(made, OfferVerdict::Accept)).await;
    heard.hear("own-offer", "Accept", &own);
    desk.ask(&STAFF, represent(true)).await;
    desk.ask(&PARTNER, withdraw()).await;
    heard.hear("offer-decided", "Accept", &desk.ask(&LEADER, answer(made, OfferVerdict::Accept)).await);
}

async fn thanking(desk: &Desk, heard: &mut Heard) {
    let request = asked(desk, "A room").await;
    let thank = || press(WantedId::Thank(request, ON_NO_CARD));
    heard.hear("request-not-accepted", "Thank them", &desk.ask(&LEADER, thank()).await);
    let not_happened = || press(WantedId::End(request, Ending::NotHappened, ON_NO_CARD));
    heard.hear("request-not-accepted", "It didn't happen", &desk.ask(&LEADER, not_happened()).await);
    let made = offered(desk, request).await;
    let accepted = desk.ask(&LEADER, answer(made, OfferVerdict::Accept)).await;
    assert!(text(&accepted).contains("accepted: thank you!"), "{}", text(&accepted));
    heard.hear(
        "request-ended",
        "an offer, late",
        &desk.ask(&PARTNER, press(WantedId::Help(request, ON_NO_CARD))).await,
    );
    heard.hear("not-a-leader", "Thank them", &desk.ask(&MEMBER, thank()).await);
    let words = AwardWords {
        contribution: "dance".to_owned(),
        points: "10".to_owned(),
        day: "2026-11-26".to_owned(),
        reason: "An hour".to_owned(),
    };
    let unknown = Request::Wanted(Wanted::FillPromised { request, words });
    heard.hear("unknown-contribution", "Thank them", &desk.ask(&LEADER, unknown).await);
    desk.ask(&LEADER, not_happened()).await;
    heard.hear("request-ended", "Thank them", &desk.ask(&LEADER, thank()).await);
}
