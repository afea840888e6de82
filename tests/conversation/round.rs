//! Recognition that goes round: applause that grows, and what a company has of it.

use ovation::discord::custom_id::CustomId;
use ovation::discord::request::Request;
use ovation::service::{AwardAsked, Caller};
use ovation::store::{Errand, Outbox as _, Purpose};

use crate::desk::{Desk, LEADER, MEMBER, OTHER_LEADER, PARTNER, SHOUT_OUTS, Who, award, custom_id, text};

/// An award of Ottawa's, and its message that is to be told.
async fn thanked(desk: &Desk, contribution: &str) -> (String, Errand) {
    let here = Caller { channel: Some(SHOUT_OUTS), ..desk.caller(&LEADER) };
    let asked = AwardAsked { contribution: contribution.to_owned(), ..award("Fabrikam Training", 5) };
    let given = desk.ask_as(here, "en", Request::Award(asked)).await;
    let (due, _) = desk.store.due_errands(100).await.expect("errands");
    let told = due.into_iter().rfind(|errand| errand.purpose == Purpose::Award).expect("the shout-out");
    (custom_id(&given, "v1:undo"), told)
}

#[tokio::test]
async fn much_applause_is_said_to_be_much_and_a_company_sees_all_that_it_got() {
    let desk = Desk::sample().await;
    let (_, told) = thanked(&desk, "venue").await;
    let clap = async |number: u64, on: &Errand| {
        let who = Who { account: 5_000 + number, ..MEMBER };
        text(&desk.ask(&who, Request::Click(CustomId::Applaud(on.id))).await)
    };
    for number in 1..=50 {
        let shown = clap(number, &told).await;
        let big = match number {
            0..10 => None,
            10..25 => Some("A BIG round of applause: **10** members"),
            25..50 => Some("A very BIG round of applause: **25** members"),
            _ => Some("A HUGE round of applause: **50** members"),
        };
        assert_eq!(shown.contains("round of applause"), big.is_some(), "{number}: {shown}");
        assert!(big.is_none_or(|big| shown.contains(big)), "{number}: {shown}");
        assert!(shown.contains(&format!("👏 {number}")), "{shown}");
    }
    let (undo, other) = thanked(&desk, "prizes").await;
    clap(1, &other).await;
    let view =
        async |who: &Who| text(&desk.ask(who, Request::ViewPartner("Fabrikam Training".to_owned())).await);
    let mine = async |who: &Who| text(&desk.ask(who, Request::MyPoints { partner: None }).await);
    let french = Who { locale: "fr", ..PARTNER };
    for shown in [view(&MEMBER).await, mine(&PARTNER).await] {
        assert!(shown.contains("👏 Members clapped 51 times for what this company did."), "{shown}");
    }
    for shown in [view(&OTHER_LEADER).await, mine(&french).await] {
        assert!(shown.contains("👏 51 applaudissements des membres"), "{shown}");
    }
    desk.press(&LEADER, &undo).await;
    assert!(
        mine(&PARTNER).await.contains("Members clapped 50 times"),
        "an award that is undone loses its own"
    );
}
