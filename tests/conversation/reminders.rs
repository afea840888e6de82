//! Leaders are reminded of points that lapse soon where they are among themselves, and nowhere else.

use std::time::Duration;

use chrono::{TimeDelta, Utc};
use chrono_tz::America::Toronto;
use discord_emulator::{Person, Reply};
use ovation::points::period::{Period, PeriodKind};

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};

/// Discord: the permission to see a channel.
const VIEW_CHANNEL: u64 = 1 << 10;
/// Where Ottawa's leaders talk among themselves.
const LEADERS: &str = "organizers";

/// How long it is until a week before the end of a period of the sample's program.
fn until_the_last_week() -> TimeDelta {
    let now = Utc::now();
    let ends = |at| Period::containing(PeriodKind::Quarter, Toronto, at).end();
    let last_week = ends(now) - TimeDelta::days(7);
    let next = ends(ends(now)) - TimeDelta::days(7);
    if last_week > now { last_week - now } else { next - now }
}

/// What a leader has left, as they alone are told it. The gateway may not be connected again yet.
async fn allocation(leader: &Person, server: &str) -> Reply {
    for _ in 0..600 {
        if let Ok(answer) = leader.at(server, "general").command("allocation").send().await {
            return answer;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nothing is answered");
}

#[tokio::test]
async fn leaders_without_a_channel_of_their_own_are_reminded_nowhere_and_see_what_is_left_for_themselves() {
    let mut app = App::sample().await;
    let (leader, other) = (app.person("leader").await, app.person("other-leader").await);
    let member = app.person("member").await;
    // The French group's leaders want to be told where everybody reads its shout-outs.
    let everybodys = app.control().channel(RUST, SHOUT_OUTS).await.expect("the channel");
    let panel = other.at(RUST, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Quel groupe\u{202F}?", &["2"]).await.expect("the panel");
    let select = "Salon privé des responsables (facultatif)";
    let panel = panel.choose(select, &[&everybodys]).await.expect("the panel");
    let saved = panel.press("Enregistrer les modifications").await.expect("an answer");
    assert!(saved.text().contains("est modifié"), "{}", saved.text());
    app.stop().await;
    app.pass(until_the_last_week());
    app.start_task().await;
    let lapses = |message: &Reply| message.text().contains("of them lapse on <t:");
    let reminder = leader.wait_for(OTTAWA, LEADERS, lapses).await.expect("a reminder");
    assert!(reminder.text().contains(&format!("⏳ **{OTTAWA}** has **")), "{}", reminder.text());
    assert!(reminder.pings().is_empty() && member.messages(OTTAWA, LEADERS).await.is_err());
    // Groups are reminded at once, so nothing comes for the other one any more.
    let mut database = app.place.connect().await;
    let reminded = "SELECT group_id FROM outbox WHERE purpose = 'reminder' ORDER BY id";
    let reminded: Vec<i64> = sqlx::query_scalar(reminded).fetch_all(&mut database).await.expect("the outbox");
    assert_eq!(reminded, [1]);
    for (server, channel) in
        [(RUST, SHOUT_OUTS), (RUST, "general"), (OTTAWA, SHOUT_OUTS), (OTTAWA, "general")]
    {
        for message in member.messages(server, channel).await.expect("what all can read") {
            let text = message.text();
            assert!(!text.contains("lapse") && !text.contains("se perdent"), "{channel}: {text}");
        }
    }
    let theirs = allocation(&other, RUST).await;
    assert!(
        theirs.is_ephemeral() && theirs.text().contains("Reste à donner\u{A0}: **500** sur 500"),
        "{}",
        theirs.text()
    );
    assert!(theirs.text().contains("La prochaine période commence le <t:"), "{}", theirs.text());
    // The same number that the other group's leaders are reminded of.
    let own = allocation(&leader, OTTAWA).await.text();
    let left = own.split("**").nth(1).expect("a number");
    assert!(
        reminder.text().contains(&format!("has **{left}** points left, and **{left}** of them")),
        "{own}"
    );
    app.finish().await;
}

#[tokio::test]
async fn a_reminder_waits_until_leaders_alone_can_read_their_channel() {
    let mut app = App::sample().await;
    let (other, staff, member) =
        (app.person("other-leader").await, app.person("staff").await, app.person("member").await);
    let control = app.control();
    let general = control.channel(RUST, "general").await.expect("the channel");
    let panel = other.at(RUST, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Quel groupe\u{202F}?", &["2"]).await.expect("the panel");
    let select = "Salon privé des responsables (facultatif)";
    let panel = panel.choose(select, &[&general]).await.expect("the panel");
    let warned = format!("Tout le serveur peut lire <#{general}>");
    assert!(panel.text().contains(&warned), "{}", panel.text());
    panel.press("Enregistrer les modifications").await.expect("an answer");
    app.stop().await;
    app.pass(until_the_last_week());
    app.start_task().await;
    let why = "everybody in the server can read its channel, and it is for leaders alone";
    let undelivered = async || {
        for _ in 0..600 {
            let told = staff.at(OTTAWA, "general").command("program audit").send().await;
            if let Ok(told) = told
                && told.text().contains(why)
            {
                return told;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("staff aren't told");
    };
    undelivered().await;
    let told = member.messages(RUST, "general").await.expect("what all can read");
    assert!(told.iter().all(|message| !message.text().contains("se perdent")), "nobody read it there");
    // For leaders alone, it is told there when somebody has it tried again.
    let server = control.guild(RUST).await.expect("the server");
    let bot = control.role(RUST, "Ovation").await.expect("the bot's role");
    for (who, is_member, allow, deny) in [
        (bot.as_str(), false, VIEW_CHANNEL, 0),
        (other.id(), true, VIEW_CHANNEL, 0),
        (server.as_str(), false, 0, VIEW_CHANNEL),
    ] {
        control.overwrite(&general, who, is_member, allow, deny).await.expect("an exception");
    }
    let mut database = app.place.connect().await;
    let record = "SELECT record_id FROM outbox WHERE purpose = 'reminder' AND state = 'failed'";
    let record: i64 = sqlx::query_scalar(record).fetch_one(&mut database).await.expect("the reminder");
    let card = staff.at(OTTAWA, "general").command("program audit").option("record", record);
    let card = card.send().await.expect("the record");
    let tried = card.press("Try again").await.expect("an answer");
    assert!(tried.text().contains("It is tried again now."), "{}", tried.text());
    let lapses = |message: &Reply| message.text().contains("se perdent");
    other.wait_for(RUST, "general", lapses).await.expect("the reminder");
    app.finish().await;
}
