//! `/program audit` of one record: where its shout-out went, and another try.

use chrono::{TimeDelta, Utc};
use discord_emulator::{Person, Reply};
use ovation::discord::custom_id::CustomId;
use ovation::discord::request::Request;
use ovation::points::ids::RecordId;

use crate::desk::{Desk, LEADER, STAFF, Who, award, award_of, text};
use crate::harness::{App, OTTAWA, SHOUT_OUTS};

/// Discord: the permission to send messages.
const SEND_MESSAGES: u64 = 1 << 11;

/// The record's card, as soon as it shows this.
async fn audit(staff: &Person, record: i64, shows: &str) -> Reply {
    for _ in 0..600 {
        let call = staff.at(OTTAWA, "general").command("program audit").option("record", record);
        let card = call.send().await.expect("an answer");
        if card.text().contains(shows) {
            return card;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("it never shows {shows}");
}

/// The number of the newest award, as the audit shows it.
async fn newest_award(staff: &Person) -> i64 {
    let audit = staff.at(OTTAWA, "general").command("program audit").send().await.expect("an answer").text();
    let line = audit.lines().find(|line| line.contains("Award · Contoso Cloud")).expect("the award");
    line.split('`').nth(1).and_then(|number| number.parse().ok()).expect("its number")
}

#[tokio::test]
async fn staff_see_why_a_shout_out_is_not_out_and_have_it_tried_again() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let control = app.control();
    let channel = control.channel(OTTAWA, SHOUT_OUTS).await.expect("the channel");
    let (everyone, bot) = (
        control.guild(OTTAWA).await.expect("the server"),
        control.role(OTTAWA, "Ovation").await.expect("the bot's role"),
    );
    for role in [&bot, &everyone] {
        control.overwrite(&channel, role, false, 0, SEND_MESSAGES).await.expect("an exception");
    }
    app.award(&leader, "Contoso Cloud", "venue", 30, "A room for the quiz").await;
    let record = newest_award(&staff).await;
    let card = audit(&staff, record, "❌").await;
    assert!(card.is_ephemeral());
    let lack = format!("❌ A shout-out · <#{channel}> · not sent");
    assert!(card.text().contains(&lack), "{}", card.text());
    assert!(card.text().contains("Give my role “Send Messages” there."), "{}", card.text());
    control.overwrite(&channel, &bot, false, SEND_MESSAGES, 0).await.expect("an exception");
    let tried = card.press("Try again").await.expect("an answer");
    assert!(tried.text().contains("It is tried again now."), "{}", tried.text());
    let thanks = |message: &Reply| message.text().contains("A room for the quiz");
    leader.wait_for(OTTAWA, SHOUT_OUTS, thanks).await.expect("the shout-out");
    let told = audit(&staff, record, "✅ A shout-out").await.text();
    let link = format!("[message](<https://discord.com/channels/{everyone}/{channel}/");
    assert!(told.contains(&link), "{told}");
    app.finish().await;
}

#[tokio::test]
async fn a_message_that_is_out_is_told_with_its_moment_and_its_place() {
    let app = App::sample().await;
    let (staff, leader) = (app.person("staff").await, app.person("leader").await);
    let control = app.control();
    let (server, channel) = (control.guild(OTTAWA).await, control.channel(OTTAWA, SHOUT_OUTS).await);
    let (server, channel) = (server.expect("the server"), channel.expect("the channel"));
    // Ten days from now: what is told isn't when somebody looks, nor when the machine says.
    app.pass(TimeDelta::days(10));
    let now = || (Utc::now() + TimeDelta::days(10)).timestamp();
    let before = now();
    app.award(&leader, "Contoso Cloud", "venue", 30, "A room for the quiz").await;
    let thanks = |message: &Reply| message.text().contains("A room for the quiz");
    let message = leader.wait_for(OTTAWA, SHOUT_OUTS, thanks).await.expect("the shout-out");
    let out = now();
    app.pass(TimeDelta::days(1));
    let told = audit(&staff, newest_award(&staff).await, "✅ A shout-out").await.text();
    let line = told.lines().find(|line| line.starts_with('✅')).expect("its line");
    let rest = line.strip_prefix(&format!("✅ A shout-out · <#{channel}> · <t:")).expect(line);
    let (moment, rest) = rest.split_once(":f>").expect(line);
    let address = format!("https://discord.com/channels/{server}/{channel}/{}", message.message_id());
    assert_eq!(rest, format!(" · [message](<{address}>)"));
    let moment: i64 = moment.parse().expect(line);
    assert!((before..=out).contains(&moment), "not {before} to {out}: {line}");
    app.finish().await;
}

#[tokio::test]
async fn only_staff_see_it_in_their_language_and_a_number_that_is_none_is_said_to_be_none() {
    let desk = Desk::sample().await;
    let record =
        RecordId::from_raw(award_of(&desk.ask(&LEADER, Request::Award(award("Litware Labs", 5))).await));
    let ask = async |who: &Who, request| text(&desk.ask(who, request).await);
    for request in [Request::AuditRecord(record), Request::Click(CustomId::TryAgain(record))] {
        let refused = ask(&LEADER, request).await;
        assert!(refused.contains("Only the program's staff may do that"), "{refused}");
    }
    let french = Who { locale: "fr", ..STAFF };
    let told = ask(&french, Request::AuditRecord(record)).await;
    assert!(told.contains("⏳ Un coup de chapeau") && told.contains("prochain essai <t:"), "{told}");
    let late = ask(&french, Request::Click(CustomId::TryAgain(record))).await;
    assert!(late.contains("Plus rien n’est à réessayer"), "{late}");
    let unknown = ask(&STAFF, Request::AuditRecord(RecordId::from_raw(1_000_000))).await;
    assert!(unknown.contains("nothing of that kind by that number"), "{unknown}");
    let none = ask(&STAFF, Request::AuditRecord(RecordId::from_raw(1))).await;
    assert!(none.contains("Nothing was told of it"), "{none}");
}
