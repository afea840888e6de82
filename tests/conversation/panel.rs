//! `/setup` at the desk, for tests that need another group.

use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::reply::Reply;
use ovation::discord::request::Request;

use crate::desk::{Desk, SHOUT_OUTS, STAFF, Who};

/// Staff, who manage the server, propose a new group there. Gives the answer to the last click.
pub async fn propose(desk: &Desk, name: &str, leaders: &[&Who]) -> Reply {
    propose_in(desk, name, "", leaders).await
}

/// The same, in a time zone of the group's own.
pub async fn propose_in(desk: &Desk, name: &str, zone: &str, leaders: &[&Who]) -> Reply {
    let choose = |panel, values: Vec<String>| Request::Choose(panel, values);
    let leaders = leaders.iter().map(|leader| leader.account.to_string()).collect();
    for request in [
        choose(Panel::Group, vec!["new".to_owned()]),
        Request::FillPanel { name: name.to_owned(), timezone: zone.to_owned() },
        choose(Panel::Kind, vec!["community".to_owned()]),
        choose(Panel::Users, leaders),
        choose(Panel::Channel, vec![(SHOUT_OUTS.get() + 5).to_string()]),
    ] {
        desk.ask(&STAFF, request).await;
    }
    desk.ask(&STAFF, Request::Click(CustomId::Panel(Panel::Send))).await
}
