//! `/help`: what this person may do here, with commands to click on.

use std::collections::BTreeMap;
use std::time::Duration;

use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA, RUST};

/// The help, once the bot has heard from Discord which ids its commands have.
pub async fn help(person: &Person, server: &str) -> Reply {
    for _ in 0..600 {
        let help = person.at(server, "general").command("help").send().await.expect("help");
        if help.text().contains("</help:") {
            return help;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("no command can be clicked");
}

/// Without the ids of commands, which change from run to run.
pub fn without_ids(text: &str) -> String {
    let mut parts = text.split("</");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| {
        let (command, rest) = part.split_once('>').expect("a command ends");
        format!("{out}</{}>{rest}", command.split(':').next().unwrap_or_default())
    })
}

#[tokio::test]
async fn help_says_what_this_person_may_do_here_and_no_more() {
    let app = App::sample().await;
    let mut heard = BTreeMap::new();
    for (who, place) in [
        ("leader", OTTAWA),
        ("second-leader", OTTAWA),
        ("partner", RUST),
        ("member", OTTAWA),
        ("staff", OTTAWA),
        ("other-leader", RUST),
    ] {
        let help = help(&app.person(who).await, place).await;
        assert!(help.is_ephemeral());
        assert!(help.text().chars().count() < 3_900, "nothing is cut");
        heard.insert(who, without_ids(&help.text()));
    }
    let table: Vec<String> = heard.iter().map(|(who, text)| format!("{who}\n{text}\n")).collect();
    insta::assert_snapshot!("help", table.join("\n"));
    app.finish().await;
}

#[tokio::test]
async fn a_command_in_the_help_is_the_one_that_a_click_types() {
    let app = App::sample().await;
    let help = help(&app.person("staff").await, OTTAWA).await;
    for name in ["partner view", "program approve", "setup"] {
        let base = name.split(' ').next().expect("a name");
        let id = app.person("staff").await.command_id(OTTAWA, base).await.expect("the command");
        assert!(help.text().contains(&format!("</{name}:{id}>")), "{}", help.text());
    }
    app.finish().await;
}

#[tokio::test]
async fn a_server_without_a_group_is_told_first_how_to_begin() {
    let app = App::blank().await;
    let (staff, member) = (app.person("staff").await, app.person("member").await);
    let first = without_ids(&help(&staff, OTTAWA).await.text());
    let second = first.lines().nth(1).expect("a second line");
    assert!(
        second.starts_with("👉 No group of this server takes part yet. Propose one with </setup>"),
        "{first}"
    );
    let other = without_ids(&help(&member, OTTAWA).await.text());
    assert!(other.contains("Whoever manages the server can propose one with </setup>"), "{other}");
    let french = without_ids(&help(&app.person("other-leader").await, RUST).await.text());
    assert!(french.contains("👉 Aucun groupe de ce serveur ne participe encore"), "{french}");
    app.finish().await;
}
