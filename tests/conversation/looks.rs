//! How replies look, as a person reads them, in every language: to be read in the snapshots.

use ovation::discord::custom_id::{CustomId, Panel};
use ovation::discord::request::Request;
use ovation::service::{AwardAsked, RegisterAsked, RepresentativeAsked, ReverseAsked};
use ovation::store::ProgramChannels;
use ovation::store::outside::{Account, Channel};

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, STAFF, Who, award, award_of, custom_id, text};

/// Moments and the numbers of records change from run to run.
pub fn steady(text: &str) -> String {
    let mut parts = text.split("<t:");
    let first = parts.next().unwrap_or_default().to_owned();
    let text = parts.fold(first, |out, part| {
        let (moment, rest) = part.split_once('>').expect("a moment ends");
        format!("{out}(moment {}){rest}", moment.rsplit(':').next().unwrap_or_default())
    });
    let lines = text.lines().map(|line| match line.strip_prefix('`').and_then(|line| line.split_once('`')) {
        Some((number, rest)) if number.parse::<u64>().is_ok() => format!("`(record)`{rest}"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

async fn story(locale: &'static str) -> String {
    let desk = Desk::sample().await;
    let speaking = |who: Who| Who { locale, ..who };
    let (leader, partner, member, staff) =
        (speaking(LEADER), speaking(PARTNER), speaking(MEMBER), speaking(STAFF));
    let mut seen = Vec::new();
    let mut ask = async |title: &str, who: &Who, request: Request| {
        let reply = desk.ask(who, request).await;
        seen.push(format!("--- {title}\n{}", steady(&text(&reply))));
        reply
    };
    let register = |name: &str, represents| {
        let website = Some("https://northbay.example".to_owned());
        let description = Some("Switches, and people for them.".to_owned());
        Request::RegisterPartner(RegisterAsked { name: name.to_owned(), website, description, represents })
    };
    let choose = |panel, value: &str| Request::Choose(panel, vec![value.to_owned()]);
    ask("/setup", &staff, Request::Setup).await;
    ask("a new group", &staff, choose(Panel::Group, "new")).await;
    ask("the form", &staff, Request::Click(CustomId::Panel(Panel::Words))).await;
    let words =
        Request::FillPanel { name: "Ottawa Night School".to_owned(), timezone: "Asia/Tokyo".to_owned() };
    ask("name and time zone", &staff, words).await;
    for (panel, value) in [
        (Panel::Kind, "study-group"),
        (Panel::Users, "1000000000000000015"),
        (Panel::Channel, "1000000000000000122"),
    ] {
        desk.ask(&staff, choose(panel, value)).await;
    }
    ask("sent", &staff, Request::Click(CustomId::Panel(Panel::Send))).await;
    ask("/partner register, own", &member, register("Northbay Networks", true)).await;
    ask("/partner register, another", &leader, register("Proseware", false)).await;
    let given = ask("/award to a nominated company", &leader, Request::Award(award("Proseware", 1))).await;
    let undo = CustomId::parse(&custom_id(&given, "v1:undo")).expect("the button's id");
    ask("Undo", &leader, Request::Click(undo)).await;
    let to_next = AwardAsked { contribution: "mentoring".to_owned(), ..award("Fabrikam Training", 60) };
    ask("/award that lifts to the next tier", &leader, Request::Award(to_next)).await;
    let lifted = ask("/award to the highest tier", &leader, Request::Award(award("Litware Labs", 10))).await;
    ask("/allocation", &leader, Request::Allocation { group: None }).await;
    ask("/partner view", &member, Request::ViewPartner("Northbay Networks".to_owned())).await;
    ask("/partner view of a partner", &member, Request::ViewPartner("Tailspin Travel".to_owned())).await;
    ask("/partner list", &member, Request::ListPartners(None)).await;
    let add = |add| {
        let who = Account::new(MEMBER.account);
        Request::Representative(RepresentativeAsked { partner: None, who, add })
    };
    ask("/partner representative", &partner, add(true)).await;
    ask("/partner representative remove", &partner, add(false)).await;
    let list = ask("/program approve", &staff, Request::Pending).await;
    let approve = CustomId::parse(&custom_id(&list, "v1:group-approve")).expect("the button's id");
    ask("Approve the group", &staff, Request::Click(approve)).await;
    let decline = CustomId::parse(&custom_id(&list, "v1:partner-decline")).expect("the button's id");
    ask("Decline the company", &staff, Request::Click(decline)).await;
    let channel = Some(Channel::new(1_000_000_000_000_000_122));
    ask(
        "/program setup",
        &staff,
        Request::ProgramSetup(ProgramChannels { staff: channel, ..ProgramChannels::default() }),
    )
    .await;
    let record = award_of(&lifted);
    let reverse = ReverseAsked { record, reason: "It was another company's talk".to_owned() };
    ask("/program reverse", &staff, Request::Reverse(reverse)).await;
    ask("/program audit", &staff, Request::Audit).await;
    ask("outdated", &member, Request::Outdated).await;
    seen.join("\n\n")
}

#[tokio::test]
async fn replies_look_like_this_in_english() {
    insta::assert_snapshot!("looks-en", story("en-US").await);
}

#[tokio::test]
async fn replies_look_like_this_in_french() {
    insta::assert_snapshot!("looks-fr", story("fr").await);
}
