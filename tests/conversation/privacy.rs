//! `/privacy`: what is kept, a copy of it, its end; for everybody, also where there is no server.

use ovation::discord::definitions;
use ovation::discord::reply::Reply;
use ovation::discord::request::{Incoming, Request};
use ovation::playground::RULES;
use ovation::points::rules;
use ovation::service::{Caller, PrivacyAsked};
use ovation::store::outside::Account;
use ovation::store::{Facts, Outbox, Persons};
use ovation::words::Words;
use serde_json::{Value, json};

use crate::desk::{
    Desk, LEADER, MEMBER, OTHER_LEADER, PARTNER, STAFF, Who, award, custom_id, is_private, text,
};
use crate::harness::{App, OTTAWA, SHOUT_OUTS};
use crate::looks::steady;

/// In the bot's direct messages.
async fn alone(desk: &Desk, who: &Who, request: Request) -> Reply {
    let caller = Caller { server: None, channel: None, ..desk.caller(who) };
    desk.ask_as(caller, who.locale, request).await
}

async fn view(desk: &Desk, who: &Who) -> String {
    let reply = alone(desk, who, Request::Privacy(PrivacyAsked::View)).await;
    assert!(is_private(&reply));
    steady(&text(&reply))
}

#[tokio::test]
async fn each_reads_what_is_kept_about_them_in_their_own_language() {
    let desk = Desk::sample().await;
    let stranger = Who { account: 1_000_000_000_000_000_077, ..MEMBER };
    let mut seen = Vec::new();
    for (title, who) in [
        ("nobody", stranger),
        ("a leader", LEADER),
        ("a leader, in French", OTHER_LEADER),
        ("a representative", PARTNER),
        ("a representative, in French", Who { locale: "fr", ..PARTNER }),
        ("staff", STAFF),
    ] {
        seen.push(format!("--- {title}\n{}", view(&desk, &who).await));
        let asked = alone(&desk, &who, Request::Privacy(PrivacyAsked::Delete)).await;
        seen.push(format!("--- {title}, /privacy delete\n{}", steady(&text(&asked))));
    }
    let exported = desk.ask(&LEADER, Request::Privacy(PrivacyAsked::Export)).await;
    seen.push(format!("--- a copy\n{}", text(&exported)));
    insta::assert_snapshot!("privacy", seen.join("\n\n"));
}

#[test]
fn it_can_be_asked_in_the_bots_direct_messages() {
    let words = Words::load().expect("the words");
    let rules = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the rules");
    let (everywhere, _) = definitions(&words, &rules);
    let commands = everywhere.as_array().expect("a list");
    let contexts = |name: &str| {
        let command = commands.iter().find(|command| command["name"] == name).expect("a command");
        command["contexts"].clone()
    };
    // Discord: 0 is a server, 1 the bot's own direct messages.
    assert_eq!(contexts("privacy"), json!([0, 1]));
    assert_eq!(contexts("Report to staff"), json!([0]));
}

#[tokio::test]
async fn the_programs_own_page_is_named_where_there_is_one() {
    let desk = Desk::sample().await;
    let dispatcher = desk.dispatcher.clone().with_privacy_url(Some("https://northwind.example/privacy"));
    let request = Request::Privacy(PrivacyAsked::View);
    let incoming = Incoming { request, caller: desk.caller(&MEMBER), locale: "en-US".to_owned() };
    let reply = text(&dispatcher.dispatch(incoming).await);
    assert!(reply.contains("<https://northwind.example/privacy>"), "{reply}");
}

#[tokio::test]
async fn the_file_holds_all_that_is_kept() {
    let desk = Desk::sample().await;
    let reply = desk.ask(&LEADER, Request::Privacy(PrivacyAsked::Export)).await;
    let Reply::File(_, file) = &reply else { panic!("no file: {}", text(&reply)) };
    let read: Value = serde_json::from_slice(&file.content).expect("JSON");
    let kept = desk.store.kept_of(Account::new(LEADER.account)).await.expect("no trouble");
    assert_eq!(read["kept"], serde_json::to_value(&kept).expect("JSON"));
    assert_eq!(
        read["account"],
        LEADER.account.to_string(),
        "a text: it is too long for the numbers of many programs"
    );
    assert_eq!(read["older_records_left_out"], 0);
    assert!(kept.records.iter().any(|record| record.kind == "award" && record.text.is_some()));
}

#[tokio::test]
async fn who_is_erased_leads_nothing_and_is_named_nowhere() {
    let desk = Desk::sample().await;
    let given = desk.ask(&LEADER, Request::Award(award("Litware Labs", 5))).await;
    assert!(text(&given).contains("**5** points"), "{}", text(&given));
    let asked = alone(&desk, &LEADER, Request::Privacy(PrivacyAsked::Delete)).await;
    let red = custom_id(&asked, "v1:erase");
    let done = desk.press(&LEADER, &red).await;
    assert!(text(&done).contains("✅ It is erased.") && text(&done).contains("You lead"), "{}", text(&done));
    let refused = desk.ask(&LEADER, Request::Award(award("Litware Labs", 5))).await;
    assert!(text(&refused).contains("You don't lead a group here"), "{}", text(&refused));
    let again = desk.press(&LEADER, &red).await;
    assert!(text(&again).contains("That was done before"), "{}", text(&again));
    assert!(view(&desk, &LEADER).await.contains("Nothing is kept about you."));
    let (due, _) = desk.store.due_errands(200).await.expect("errands");
    let mut erased = 0;
    for errand in due {
        let from = errand.edits.map_or(errand.id, |(target, _)| target);
        if let Facts::LeaderErased(group) = desk.store.facts(from).await.expect("facts") {
            assert!(!group.leaders.is_empty(), "{} has others", group.name);
            erased += 1;
        }
    }
    assert_eq!(erased, 1, "staff are told");
    let records = Request::History(ovation::service::HistoryAsked::default());
    let history = text(&desk.ask(&STAFF, records).await);
    assert!(history.contains("Personal data erased"), "{history}");
    assert!(!history.contains(&LEADER.account.to_string()), "{history}");
}

#[tokio::test]
async fn a_shout_out_loses_the_words_of_who_was_erased_and_staff_hear_of_the_group() {
    let app = App::sample().await;
    let (leader, member, staff) =
        (app.person("other-leader").await, app.person("member").await, app.person("staff").await);
    let call =
        leader.at(crate::harness::RUST, SHOUT_OUTS).command("award").option("partner", "Contoso Cloud");
    let call =
        call.option("contribution", "venue").option("reason", "Une salle inoubliable").option("points", 10);
    call.send().await.expect("a receipt");
    let says = |message: &discord_emulator::Reply| message.text().contains("Une salle inoubliable");
    let told = member.wait_for(crate::harness::RUST, SHOUT_OUTS, says).await.expect("the shout-out");
    let file = leader.at(crate::harness::RUST, "general").command("privacy export").send().await;
    let file = file.expect("an answer");
    assert!(file.is_ephemeral() && file.text().contains("conservé à votre sujet"), "{}", file.text());
    let asked = leader.at(crate::harness::RUST, "general").command("privacy delete").send().await;
    let asked = asked.expect("an answer");
    assert!(asked.is_ephemeral() && asked.text().contains("C’est irréversible."), "{}", asked.text());
    let done = asked.press("Tout effacer").await.expect("an answer");
    assert!(done.text().contains("C’est effacé."), "{}", done.text());
    let last = |message: &discord_emulator::Reply| message.text().contains("nobody leads it any more");
    staff.wait_for(OTTAWA, "program-staff", last).await.expect("a note");
    let id = told.message_id().to_owned();
    let without = |message: &discord_emulator::Reply| {
        message.message_id() == id && !message.text().contains("inoubliable")
    };
    let drawn = member.wait_for(crate::harness::RUST, SHOUT_OUTS, without).await.expect("it is drawn anew");
    assert!(drawn.text().contains("**+10**"), "{}", drawn.text());
    app.finish().await;
}
