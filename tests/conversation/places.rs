//! Where a group lives in Discord: how its shout-outs will look there, and what happens when that place is gone.

use std::time::Duration;

use discord_emulator::{Person, Reply};
use ovation::points::rules;
use ovation::store::sql::SqlStore;
use ovation::store::{Places as _, system_clock};
use ovation::words::Words;

use crate::harness::{App, OTTAWA, RUST, quick_rules};
use crate::setup::filled;

#[tokio::test]
async fn who_sets_a_group_up_sees_how_its_shout_outs_will_look() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let panel = filled(&app, &staff, "Ottawa Night School", &member, "general").await;
    let text = panel.text();
    let preview = &text[text.find("-# This is how").expect("a preview")..];
    insta::assert_snapshot!(preview, @r"
    -# This is how a shout-out of this group looks:
    ## Thank you, A company!
    > An evening on backups that was no sales pitch, and pizza for all
    🎤 Presentation · **+100** from **Ottawa Night School**
    -# 100 points · Registered
    -# ▰▰▱▱▱▱▱▱▱▱ 100 of 400 points for Certified
    -# Were you there? Say how it was. Nobody sees who said what.
    ");
    // In the group's language, whoever looks.
    let panel = panel.choose("Language of its public messages", &["fr"]).await.expect("the panel");
    assert!(
        panel.text().contains("-# This is how a shout-out of this group looks:\n## Merci, Une entreprise"),
        "{}",
        panel.text()
    );
    assert!(
        panel.text().contains("de **Ottawa Night School**")
            || panel.text().contains("**Ottawa Night School**")
    );
    assert!(panel.buttons().iter().all(|button| !button.contains('👏')), "there is nothing to applaud yet");
    let sent = panel.press("Propose this group").await.expect("an answer");
    assert!(sent.text().contains("is proposed"), "{}", sent.text());
    // Run again, it shows the group as it stands.
    let other = app.person("other-leader").await;
    let panel = other.at(RUST, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Quel groupe\u{202f}?", &["2"]).await.expect("the panel");
    assert!(panel.text().contains("Voici l’aspect d’un coup de chapeau"), "{}", panel.text());
    app.finish().await;
}

/// A note that says this, in a channel of Ottawa's server.
async fn note(who: &Person, channel: &str, says: &str) -> Reply {
    who.wait_for(OTTAWA, channel, |note| note.text().contains(says)).await.expect("a note")
}

#[tokio::test]
async fn a_removed_channel_asks_for_a_new_one_once_and_nothing_is_lost() {
    let app = App::sample().await;
    let (leader, staff, member) =
        (app.person("leader").await, app.person("staff").await, app.person("member").await);
    let control = app.control();
    let channel = control.channel(OTTAWA, "shout-outs").await.expect("the channel");
    control.delete_channel(&channel).await.expect("it is deleted");
    let told = note(&leader, "organizers", "The channel in which shout-outs").await;
    assert!(told.text().contains("chooses another one with `/setup`"), "{}", told.text());
    assert!(told.pings().is_empty());
    let seen = told.press("Mark as seen").await.expect("an answer");
    assert!(seen.text().contains("Seen by"), "{}", seen.text());
    // What is given meanwhile appears where the group is then.
    let award = leader.at(OTTAWA, "general").command("award").option("partner", "Contoso Cloud");
    let award = award.option("contribution", "venue").option("reason", "Their room, all evening");
    award.option("points", 20).send().await.expect("a receipt");
    let panel = staff.at(OTTAWA, "general").command("setup").send().await.expect("the panel");
    let panel = panel.choose("Which group?", &["1"]).await.expect("the panel");
    assert!(panel.text().contains("-# Still needed: a channel for shout-outs"), "{}", panel.text());
    assert!(!panel.json().to_string().contains(&channel), "what is gone isn't offered");
    let general = control.channel(OTTAWA, "general").await.expect("the channel");
    let panel = panel.choose("Where do shout-outs appear?", &[&general]).await.expect("the panel");
    let saved = panel.press("Save the changes").await.expect("an answer");
    assert!(saved.text().contains("is changed"), "{}", saved.text());
    note(&member, "general", "Their room, all evening").await;
    let notes = leader.messages(OTTAWA, "organizers").await.expect("the messages");
    let notes = notes.iter().filter(|note| note.text().contains("The channel in which")).count();
    assert_eq!(notes, 1, "once");
    app.finish().await;
}

#[tokio::test]
async fn a_removed_leaders_channel_is_told_to_staff_and_a_removed_role_to_the_leaders() {
    let app = App::sample().await;
    let (leader, staff) = (app.person("leader").await, app.person("staff").await);
    let control = app.control();
    let server = control.guild(OTTAWA).await.expect("the server");
    let role = control.role(OTTAWA, "Organizers").await.expect("the role");
    control.delete_role(&server, &role).await.expect("it is deleted");
    let told = note(&staff, "organizers", "A role that led").await;
    assert!(told.text().contains("nobody leads it by that role any more"), "{}", told.text());
    let channel = control.channel(OTTAWA, "organizers").await.expect("the channel");
    control.delete_channel(&channel).await.expect("it is deleted");
    let told = note(&staff, "program-staff", "The channel of those who lead").await;
    assert!(told.text().contains("awards that wait are found under `/allocation`"), "{}", told.text());
    let seen = told.press("Mark as seen").await.expect("an answer");
    assert!(seen.text().contains("Seen by"), "{}", seen.text());
    // Who leads by themselves goes on.
    let receipt = app.award(&leader, "Contoso Cloud", "venue", 20, "A room").await;
    assert!(receipt.text().contains("**20** points"), "{}", receipt.text());
    app.finish().await;
}

#[tokio::test]
async fn what_is_told_to_french_leaders_is_told_in_french() {
    let app = App::sample().await;
    let other = app.person("other-leader").await;
    let control = app.control();
    let general = control.channel(RUST, "general").await.expect("the channel");
    let panel = other.at(RUST, "general").command("configurer").send().await.expect("the panel");
    let panel = panel.choose("Quel groupe\u{202f}?", &["2"]).await.expect("the panel");
    let select = "Salon privé des responsables (facultatif)";
    let panel = panel.choose(select, &[&general]).await.expect("the panel");
    panel.press("Enregistrer les modifications").await.expect("an answer");
    let channel = control.channel(RUST, "shout-outs").await.expect("the channel");
    control.delete_channel(&channel).await.expect("it is deleted");
    let french = |note: &Reply| note.text().contains("Le salon où paraissaient les coups de chapeau");
    let told = other.wait_for(RUST, "general", french).await.expect("a note");
    assert!(told.text().contains("en choisisse un autre avec `/configurer`"), "{}", told.text());
    app.finish().await;
}

#[tokio::test]
async fn a_server_that_the_bot_was_removed_from_is_kept_and_then_its_groups_end() {
    let app = App::sample().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let control = app.control();
    let words = Words::load().expect("the words");
    let known: Vec<&str> = words.languages().collect();
    let text = quick_rules();
    let rules = rules::parse("program.toml", &text, &known).expect("the rules");
    let store = SqlStore::open(&app.place.url, rules, &text, system_clock()).await.expect("the store");
    let server = control.guild(RUST).await.expect("the server");
    let bot = control.state().await.expect("the state")["applications"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    control.kick(&server, &bot).await.expect("it is removed");
    // Nothing ends before the program's time is over: the group is still there to be moved.
    let groups = staff.at(OTTAWA, "program-staff").command("program close").complete("group", "Rust").await;
    assert_eq!(groups.expect("choices").len(), 1);
    let mut forgotten = 0;
    for _ in 0..600 {
        forgotten = store.forget_left_servers(chrono::Utc::now()).await.expect("it can be forgotten");
        if forgotten > 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(forgotten, 1, "that it was removed is known");
    store.close().await;
    // Another process did it; this one looks again when something happens.
    let register =
        member.at(OTTAWA, "general").command("partner register").option("name", "Northbay Networks");
    register.option("i-work-there", true).send().await.expect("an answer");
    let told = note(&staff, "program-staff", "**Rust Study Group** has ended").await;
    assert!(told.text().contains("more than 90 days ago"), "{}", told.text());
    let groups = staff.at(OTTAWA, "program-staff").command("program close").complete("group", "Rust").await;
    assert_eq!(groups.expect("choices").len(), 0);
    app.finish().await;
}
