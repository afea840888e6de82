//! `/setup`: a group is proposed, approved, changed.

use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA};

/// Discord: the permission to send messages.
const SEND_MESSAGES: u64 = 1 << 11;

/// Chooses everything in a panel, as staff who manage the server. Gives the panel, ready to be sent.
pub async fn filled(app: &App, staff: &Person, name: &str, leader: &Person, channel: &str) -> Reply {
    let channel = app.control().channel(OTTAWA, channel).await.expect("the channel");
    let panel = staff.at(OTTAWA, "general").command("setup").send().await.expect("the panel");
    assert!(panel.is_ephemeral());
    let panel = panel.choose("Which group?", &["new"]).await.expect("the panel");
    let all = "Still needed: a name, a kind, at least one leader, a channel for shout-outs";
    assert!(panel.text().contains(all), "{}", panel.text());
    let form = panel.press("Name and time zone…").await.expect("the form");
    assert!(form.is_modal(), "{}", form.text());
    let panel = form.fill(&[("Name", name)]).submit().await.expect("the panel");
    assert!(panel.text().contains(&format!("Name: **{name}**")), "{}", panel.text());
    let panel = panel.choose("What kind of group?", &["study-group"]).await.expect("the panel");
    let panel = panel.choose("Who leads it? (people)", &[leader.id()]).await.expect("the panel");
    assert!(!panel.buttons().contains(&"Propose this group".to_owned()), "no channel yet: {}", panel.text());
    assert!(panel.text().contains("-# Still needed: a channel for shout-outs\n"), "{}", panel.text());
    let panel = panel.choose("Where do shout-outs appear?", &[&channel]).await.expect("the panel");
    assert!(!panel.text().contains("Still needed"), "{}", panel.text());
    panel
}

/// Proposes a group and has it approved by its card in the staff channel.
pub async fn approved(app: &App, staff: &Person, name: &str, leader: &Person, channel: &str) {
    let panel = filled(app, staff, name, leader, channel).await;
    let sent = panel.press("Propose this group").await.expect("an answer");
    assert!(sent.text().contains(&format!("**{name}** is proposed")), "{}", sent.text());
    let asks = |card: &Reply| {
        card.text().contains("A group asks to take part") && card.text().contains(&format!("**{name}**"))
    };
    let card = staff.wait_for(OTTAWA, "program-staff", asks).await.expect("the card");
    assert!(card.pings().is_empty());
    let approved = card.press("Approve").await.expect("an answer");
    assert!(approved.text().contains("Group approved"), "{}", approved.text());
    assert!(!approved.buttons().contains(&"Approve".to_owned()), "{}", approved.text());
}

#[tokio::test]
async fn a_group_is_proposed_approved_by_a_click_and_gives_points() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let award = || {
        let award = member.at(OTTAWA, "general").command("award").option("partner", "Contoso Cloud");
        award.option("contribution", "venue").option("reason", "A quiet room for six evenings").send()
    };
    let panel = filled(&app, &staff, "Ottawa Night School", &member, "general").await;
    let before = award().await.expect("an answer");
    assert!(before.text().contains("You don't lead a group here"), "{}", before.text());
    panel.press("Propose this group").await.expect("an answer");
    let waiting = award().await.expect("an answer");
    assert!(waiting.text().contains("isn't active"), "{}", waiting.text());
    let list = staff.at(OTTAWA, "general").command("program approve").send().await.expect("the list");
    assert!(list.text().contains("**Ottawa Night School** · Study group · led by <@"), "{}", list.text());
    let left = list.press("Approve").await.expect("an answer");
    assert!(left.text().contains("**Ottawa Night School** is approved"), "{}", left.text());
    assert!(left.text().contains("Nothing waits for you"), "{}", left.text());
    let receipt = award().await.expect("a receipt");
    assert!(receipt.text().contains("Left this quarter: **420** (before: 500)"), "{}", receipt.text());
    member
        .wait_for(OTTAWA, "general", |message| message.text().contains("Thank you, Contoso Cloud!"))
        .await
        .expect("the shout-out in the group's own channel");
    app.finish().await;
}

#[tokio::test]
async fn a_change_of_leaders_is_told_in_the_staff_channel_and_marked_as_seen() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let group = "1";
    let panel = staff.at(OTTAWA, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Which group?", &[group]).await.expect("the panel");
    assert!(panel.text().contains("Name: **Ottawa Windows Server User Group**"), "{}", panel.text());
    let same = panel.press("Save the changes").await.expect("an answer");
    assert!(same.is_ephemeral());
    assert!(same.text().contains("Everything is as you ask already"), "{}", same.text());
    let panel = panel.choose("Who leads it? (people)", &[member.id()]).await.expect("the panel");
    let saved = panel.press("Save the changes").await.expect("an answer");
    assert!(saved.text().contains("is changed"), "{}", saved.text());
    let told = |note: &Reply| note.text().contains("Leaders of Ottawa Windows Server User Group changed");
    let note = staff.wait_for(OTTAWA, "program-staff", told).await.expect("the note");
    assert!(note.text().contains(&format!("new: <@{}>", member.id())), "{}", note.text());
    assert!(note.text().contains("no longer: <@1000000000000000011>"), "{}", note.text());
    assert!(note.pings().is_empty());
    let seen = note.press("Mark as seen").await.expect("an answer");
    assert!(seen.text().contains(&format!("Seen by <@{}>", staff.id())), "{}", seen.text());
    assert!(seen.buttons().is_empty(), "it can be pressed once");
    assert!(seen.json()["components"].to_string().contains("v1:seen:"), "it is known again by its id");
    // Whom the panel took out gives no more; whom it brought in does; who leads by the role still does.
    let leader = app.person("leader").await;
    let allocation = |who: &Person| who.at(OTTAWA, "general").command("allocation").send();
    assert!(allocation(&member).await.expect("an answer").text().contains("of 500 points left"));
    assert!(
        allocation(&leader).await.expect("an answer").text().contains("of 500 points left"),
        "by the role"
    );
    app.finish().await;
}

#[tokio::test]
async fn a_missing_right_is_named_in_the_panel_at_once() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let control = app.control();
    let (channel, everyone) = (
        control.channel(OTTAWA, "general").await.expect("the channel"),
        control.guild(OTTAWA).await.expect("the server"),
    );
    let bot = control.role(OTTAWA, "Ovation").await.expect("the bot's role");
    control.overwrite(&channel, &bot, false, 0, SEND_MESSAGES).await.expect("an exception");
    control.overwrite(&channel, &everyone, false, 0, SEND_MESSAGES).await.expect("an exception");
    let panel = filled(&app, &staff, "Ottawa Night School", &member, "general").await;
    let lack = format!("I lack the permission “Send Messages” in <#{channel}>");
    assert!(panel.text().contains(&lack), "{}", panel.text());
    control.overwrite(&channel, &bot, false, SEND_MESSAGES, 0).await.expect("an exception");
    let panel = panel.choose("Where do shout-outs appear?", &[&channel]).await.expect("the panel");
    assert!(!panel.text().contains("I lack"), "{}", panel.text());
    app.finish().await;
}

#[tokio::test]
async fn a_half_filled_panel_is_there_again_and_only_for_who_manages_the_server() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    filled(&app, &staff, "Ottawa Night School", &member, "general").await;
    let again = staff.at(OTTAWA, "general").command("setup").send().await.expect("the panel");
    assert!(again.text().contains("Name: **Ottawa Night School**"), "{}", again.text());
    assert!(again.buttons().contains(&"Propose this group".to_owned()), "{}", again.text());
    assert!(!member.commands(OTTAWA).await.expect("commands").contains(&"setup".to_owned()));
    app.finish().await;
}
