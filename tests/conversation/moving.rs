//! `/program move`: a group goes to another server, is set up there and approved again.

use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::request::Request;
use ovation::service::{Caller, MoveAsked};
use ovation::store::outside::Server;
use ovation::store::{Approval, ErrandId, Program};

use crate::desk::{Desk, LEADER, MEMBER, OTTAWA, SHOUT_OUTS, STAFF, Who, award, text};
use crate::refusals::Heard;

/// A server that the sample doesn't have.
const ELSEWHERE: Server = Server::new(1_000_000_000_000_000_301);

fn asked(group: &str, server: &str) -> Request {
    let (group, server) = (group.to_owned(), server.to_owned());
    Request::MoveGroup(MoveAsked { group, server, reason: "Its members went there".to_owned() })
}

/// Each refusal of a move; the group of number 1 is there still.
pub async fn moves(desk: &Desk, heard: &mut Heard) {
    let there = ELSEWHERE.to_string();
    heard.hear("staff-only", "/program move", &desk.ask(&LEADER, asked("number:1", &there)).await);
    for server in ["Rust", "0", "-5"] {
        let reply = desk.ask(&STAFF, asked("number:1", server)).await;
        heard.hear("server-unreadable", &format!("/program move {server}"), &reply);
    }
    let here = desk.ask(&STAFF, asked("number:1", &OTTAWA.to_string())).await;
    heard.hear("nothing-to-change", "/program move", &here);
    heard.hear("unknown-group", "/program move", &desk.ask(&STAFF, asked("Nope", &there)).await);
}

#[tokio::test]
async fn a_group_is_moved_set_up_there_and_gives_again() {
    let desk = Desk::sample().await;
    let moved = desk.ask(&STAFF, asked("number:1", &ELSEWHERE.to_string())).await;
    assert!(text(&moved).contains("is moved: what it has and gave stays its own"), "{}", text(&moved));
    let refused = desk.ask(&LEADER, Request::Award(award("Litware Labs", 5))).await;
    assert!(text(&refused).contains("group"), "{}", text(&refused));
    let there = |who: &Who, manages_server| Caller {
        server: Some(ELSEWHERE),
        manages_server,
        staff: false,
        ..desk.caller(who)
    };
    let ask = async |request| text(&desk.ask_as(there(&MEMBER, true), "en-US", request).await);
    let opened = ask(Request::Choose(Panel::Group, vec!["1".to_owned()])).await;
    assert!(opened.contains("Ottawa Windows Server User Group"), "{opened}");
    let needed = "Still needed: at least one leader, a channel for shout-outs";
    assert!(opened.contains(needed), "{opened}");
    ask(Request::Choose(Panel::Users, vec![MEMBER.account.to_string()])).await;
    ask(Request::Choose(Panel::Channel, vec![(SHOUT_OUTS.get() + 200).to_string()])).await;
    ask(Request::Click(CustomId::Panel(Panel::Send))).await;
    let group = desk.store.pending(10).await.expect("what waits").groups.pop().expect("the group");
    let approve = CustomId::DecideGroup(group.id, Approval::Approve, ErrandId::from_raw(0));
    let approved = desk.ask(&STAFF, Request::Click(approve)).await;
    assert!(text(&approved).contains("is approved"), "{}", text(&approved));
    let given = desk.ask_as(there(&MEMBER, false), "en-US", Request::Award(award("Litware Labs", 5))).await;
    assert!(text(&given).contains("**5** points"), "{}", text(&given));
}
