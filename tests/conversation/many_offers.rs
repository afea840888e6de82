//! Many companies offer: each is seen, and each can be chosen.

use ovation::discord::request::{Request, Wanted};
use ovation::points::ids::{GroupId, RecordId};
use ovation::points::request::RequestKind;
use ovation::points::text::{CompanyName, Note, Topic, Wording};
use ovation::service::RequestAsked;
use ovation::store::outside::Account;
use ovation::store::{Act, Approval, Partners as _, Registration, RequestScope, Requests as _};

use crate::desk::{Desk, LEADER, PARTNER, STAFF, custom_id, text};

const COMPANIES: usize = 9;

fn act(name: &str) -> Act {
    Act { key: format!("many:{name}"), hash: "00".repeat(32) }
}

/// One person represents them all, beside Fabrikam.
async fn companies(desk: &Desk) {
    for number in 0..COMPANIES {
        let registration = Registration {
            act: act(&format!("company-{number}")),
            by: Account::new(PARTNER.account),
            name: CompanyName::parse(&format!("Northwind {number}")).expect("a name"),
            website: None,
            description: Note::parse("").expect("no note"),
            represents: true,
        };
        let company = desk.store.register_partner(registration).await.expect("a company");
        let approve = act(&format!("welcome-{number}"));
        let staff = Account::new(STAFF.account);
        desk.store.decide_partner(approve, staff, company.id, Approval::Approve).await.expect("approved");
    }
}

async fn request(desk: &Desk) -> RecordId {
    let asked = RequestAsked {
        kind: RequestKind::Speaker,
        group: GroupId::from_raw(1),
        topic: "B".repeat(Topic::MAX),
        days: String::new(),
        place: String::new(),
        wording: "An hour of practice".to_owned(),
    };
    desk.ask(&LEADER, Request::Wanted(Wanted::Fill(asked))).await;
    desk.store.open_requests(RequestScope::Program, 0, 1).await.expect("requests")[0].record
}

#[tokio::test]
async fn who_represents_many_companies_chooses_among_all_of_them() {
    let desk = Desk::sample().await;
    companies(&desk).await;
    let request = request(&desk).await;
    let which = desk.ask(&PARTNER, Request::Wanted(Wanted::Offer { request: request.to_string() })).await;
    let select = which.callback()["data"]["components"][0]["components"][1]["components"][0].clone();
    let options = select["options"].as_array().expect("options");
    assert_eq!(options.len(), COMPANIES + 1, "{select}");
    assert_eq!(custom_id(&which, "v1:wanted-which"), select["custom_id"]);
}

#[tokio::test]
async fn of_many_long_offers_each_that_is_shown_can_be_read_and_the_rest_is_said_to_wait() {
    let desk = Desk::sample().await;
    companies(&desk).await;
    let request = request(&desk).await;
    let own = desk.store.represented_by(Account::new(PARTNER.account)).await.expect("companies");
    for company in own.iter().take(COMPANIES) {
        // Each mark is written with a sign before it, so that it takes twice its room.
        let wording = "*".repeat(Wording::MAX);
        let offer = Wanted::FillOffer { request, partner: company.id, wording };
        let made = text(&desk.ask(&PARTNER, Request::Wanted(offer)).await);
        assert!(made.contains("Your offer is with"), "{made}");
    }
    let list = desk.ask(&LEADER, Request::Wanted(Wanted::List { program: false })).await;
    let waiting = desk.press(&LEADER, &custom_id(&list, "v1:wanted-offers")).await;
    let card = &waiting.callback()["data"]["components"][0]["components"];
    let texts: Vec<&str> =
        card.as_array().expect("parts").iter().filter_map(|part| part["content"].as_str()).collect();
    assert_eq!(texts.len(), COMPANIES, "eight offers, and that more wait: {texts:?}");
    let (more, offers) = texts.split_last().expect("texts");
    assert!(more.contains("More wait"), "{more}");
    for offer in offers {
        let said = offer.matches('*').count();
        assert!(offer.contains("Northwind") || offer.contains("Fabrikam"), "whose it is: {offer}");
        assert!(said > 100 && offer.ends_with('…'), "what it says, cut: {offer}");
    }
}
