//! Verdicts on awards that wait, and why they are refused.

use ovation::points::ids::{GroupId, PartnerId};
use ovation::points::text::GroupName;
use ovation::store::outside::Account;
use ovation::store::{
    Act, Group, GroupProposal, Groups as _, LeaderRef, Partners as _, RepresentativeChange,
};

use crate::desk::{Desk, LEADER, MEMBER, SECOND_LEADER, STAFF, Who, custom_id, text};
use crate::harness::quick_rules;
use crate::refusals::{Heard, of_kind};
use ovation::discord::request::Request;

const DAY: i64 = 24 * 60;

/// An award that waits: the custom ids that take it back, approve it, and decline it.
async fn waits(desk: &Desk, contribution: &str) -> [String; 3] {
    let receipt = desk.ask(&LEADER, Request::Award(of_kind(contribution, 210))).await;
    assert!(text(&receipt).contains("**210** points"), "{}", text(&receipt));
    let back = custom_id(&receipt, "v1:award-withdraw");
    let [approve, decline] = ["approve", "decline"].map(|word| back.replace("withdraw", word));
    [back, approve, decline]
}

async fn represent(desk: &Desk, number: u32, add: bool) {
    let act = Act { key: format!("test:{number}"), hash: format!("{number:064x}") };
    let partner = desk.store.partner_named("Litware Labs").await.expect("companies").expect("a company").id;
    let partner: PartnerId = partner;
    let (by, who) = (Account::new(STAFF.account), Account::new(LEADER.account));
    let change = RepresentativeChange { act, by, partner, who, add };
    desk.store.change_representative(change).await.expect("a change");
}

async fn lead(desk: &Desk, number: u32, leaders: Vec<LeaderRef>) {
    let Group { id, server, name, kind, language, timezone, shout_out_channel, leaders_channel, .. } =
        desk.store.group(GroupId::from_raw(1)).await.expect("groups").expect("the group");
    let proposal = GroupProposal {
        act: Act { key: format!("test:{number}"), hash: format!("{number:064x}") },
        by: Account::new(STAFF.account),
        server,
        group: Some(id),
        name: GroupName::parse(&name).expect("a name"),
        kind,
        language,
        timezone,
        shout_out_channel,
        leaders_channel,
        requests_channel: None,
        choices: ovation::store::GroupChoices::default(),
        leaders,
    };
    desk.store.propose_group(proposal).await.expect("a change");
}

pub async fn verdicts(heard: &mut Heard) {
    let desk = Desk::with(&quick_rules()).await;
    let press = async |who: &Who, id: &str| desk.press(who, id).await;
    let [back, approve, decline] = waits(&desk, "venue").await;
    heard.hear("own-reservation", "Approve", &press(&LEADER, &approve).await);
    heard.hear("not-yours", "Take it back", &press(&SECOND_LEADER, &back).await);
    heard.hear("not-yours-to-approve", "Approve", &press(&MEMBER, &approve).await);
    heard.hear("leader-decides", "Approve", &press(&STAFF, &approve).await);
    represent(&desk, 1, true).await;
    heard.hear("asker-conflict", "Approve", &press(&SECOND_LEADER, &approve).await);
    represent(&desk, 2, false).await;
    let before = desk.store.group(GroupId::from_raw(1)).await.expect("groups").expect("the group").leaders;
    lead(&desk, 3, vec![LeaderRef::User(Account::new(SECOND_LEADER.account))]).await;
    heard.hear("asker-left", "Approve", &press(&SECOND_LEADER, &approve).await);
    lead(&desk, 4, before).await;
    let declined = press(&SECOND_LEADER, &decline).await;
    assert!(text(&declined).contains("Declined by"), "{}", text(&declined));
    heard.hear("reservation-decided", "Approve", &press(&SECOND_LEADER, &approve).await);
    heard.hear("reservation-decided", "Take it back", &press(&LEADER, &back).await);
    let [_, approve, _] = waits(&desk, "prizes").await;
    desk.later(8 * DAY);
    heard.hear("reservation-lapsed", "Approve", &press(&SECOND_LEADER, &approve).await);
}
