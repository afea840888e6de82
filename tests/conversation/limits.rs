//! The longest replies fit into a message; what Discord would say against one.

use std::sync::LazyLock;

use discord_emulator::Checks;
use ovation::discord::reply::Reply;
use ovation::discord::request::Request;
use ovation::service::{AwardAsked, ClaimAsked, HistoryAsked, RegisterAsked};
use ovation::store::ProgramChannels;

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, SECOND_LEADER, STAFF, Who};
use crate::panel::propose;

/// What Discord would say against a reply.
pub fn faults(reply: &Reply) -> Vec<String> {
    static CHECKS: LazyLock<Checks> = LazyLock::new(crate::harness::checks);
    let body = reply.callback();
    let path = "/interactions/1000000000000000999/token/callback";
    let found = CHECKS.request("POST", path, Some("application/json"), Some(&body));
    let mut found: Vec<String> = found.iter().map(ToString::to_string).collect();
    let speaks = body["data"]["components"].is_array() && body["type"] != 9;
    if speaks && body["data"]["allowed_mentions"] != serde_json::json!({ "parse": [] }) {
        found.push("it could ping somebody".to_owned());
    }
    found
}

/// The longest that people can make each message.
#[tokio::test]
async fn the_longest_replies_fit_into_a_message() {
    let desk = Desk::sample().await;
    let wild = |marks: &str, length: usize| marks.chars().cycle().take(length).collect::<String>();
    for number in 0..6 {
        let name = format!("{number}{}", wild("*_~", 59));
        let asked = RegisterAsked {
            name: name.clone(),
            website: Some(format!("https://a.example/{}", "a".repeat(180))),
            description: Some(wild("|<>*", 200)),
            represents: false,
        };
        desk.ask(&MEMBER, Request::RegisterPartner(asked)).await;
        let given = AwardAsked {
            partner: name,
            contribution: "presentation".to_owned(),
            reason: wild("*_", 300),
            points: Some(1),
            event: Some(wild("_~", 60)),
            link: Some(format!("https://a.example/{}", "a".repeat(180))),
            ..AwardAsked::default()
        };
        desk.ask(&LEADER, Request::Award(given)).await;
        let group = format!("{number}{}", wild("`|*", 59));
        propose(&desk, &group, &[&LEADER, &SECOND_LEADER, &MEMBER, &PARTNER]).await;
    }
    for _ in 0..6 {
        let given = AwardAsked {
            partner: "Fabrikam Training".to_owned(),
            contribution: "presentation".to_owned(),
            reason: wild("*_", 300),
            points: Some(1),
            event: Some(wild("_~", 60)),
            link: Some(format!("https://a.example/{}", "a".repeat(180))),
            ..AwardAsked::default()
        };
        desk.ask(&LEADER, Request::Award(given)).await;
    }
    // Many claims of long texts, and awards that wait beside them.
    for (number, kind) in ["presentation", "venue", "travel", "prizes", "mentoring"].iter().enumerate() {
        let asked = ClaimAsked {
            group: "number:1".to_owned(),
            contribution: (*kind).to_owned(),
            reason: wild("*_", 300),
            link: Some(format!("https://a.example/{}", "a".repeat(180))),
            ..ClaimAsked::default()
        };
        fits(&desk, &PARTNER, Request::Claim(asked)).await;
        let above = AwardAsked {
            partner: "Litware Labs".to_owned(),
            contribution: (*kind).to_owned(),
            reason: wild("*_", 300),
            points: Some(if number == 0 { 201 } else { 1 }),
            ..AwardAsked::default()
        };
        desk.ask(&LEADER, Request::Award(above)).await;
    }
    fits(&desk, &LEADER, Request::Allocation { group: Some("number:1".to_owned()) }).await;
    for (who, request) in [
        (STAFF, Request::Pending),
        (STAFF, Request::Audit),
        (STAFF, Request::ProgramSetup(ProgramChannels::default())),
        (STAFF, Request::Setup),
        (STAFF, Request::Help),
        (LEADER, Request::Help),
        (STAFF, Request::History(HistoryAsked::default())),
        (LEADER, Request::History(HistoryAsked { partner: None, group: Some("number:1".to_owned()) })),
        (PARTNER, Request::MyPoints { partner: None }),
        (MEMBER, Request::ViewPartner("Fabrikam Training".to_owned())),
        (MEMBER, Request::ListPartners(None)),
    ] {
        fits(&desk, &who, request).await;
    }
    // Who leads very many groups is asked for which one.
    for number in 3..40 {
        propose(&desk, &format!("{number}{}", wild("`|*", 58)), &[&LEADER]).await;
        let list = desk.ask(&STAFF, Request::Pending).await;
        desk.press(&STAFF, &crate::desk::custom_id(&list, "v1:group-approve")).await;
    }
    fits(&desk, &LEADER, Request::Allocation { group: None }).await;
    fits(&desk, &LEADER, Request::Help).await;
    fits(&desk, &STAFF, Request::Setup).await;
}

async fn fits(desk: &Desk, who: &Who, request: Request) {
    let told = format!("{request:?}");
    let reply = desk.ask(who, request).await;
    assert_eq!(faults(&reply), Vec::<String>::new(), "{told}");
}
