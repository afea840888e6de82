//! The examples of the README are true: each is in the bot that the script runs, and curl's lines are run here.

use std::process::Command;

use discord_emulator::Emulator;
use serde_json::Value;

const README: &str = include_str!("../../README.md");
const ADDRESS: &str = "http://127.0.0.1:8080";

/// The code block that follows a library's name.
fn example(library: &str) -> &'static str {
    let (_, after) = README.split_once(&format!("\n**{library}**")).expect("the README has an example");
    let (_, code) = after.split_once("```").expect("there is a code block");
    let (_, code) = code.split_once('\n').expect("its language stands in a line");
    code.split_once("\n```").expect("it ends").0
}

/// Each line of the example, but the one with nothing but the address, stands in the bot, in this order.
fn is_in(library: &str, bot: &str) {
    let mut lines = bot.lines().map(str::trim);
    for line in example(library).lines().map(str::trim) {
        if line == format!("let url = \"{ADDRESS}\";") {
            continue;
        }
        assert!(lines.any(|other| other == line), "{library}: the bot has no line {line:?} there");
    }
}

#[test]
fn the_examples_are_what_the_bots_do() {
    is_in("serenity", include_str!("serenity_bot/mod.rs"));
    is_in("twilight", include_str!("twilight_bot/mod.rs"));
    is_in("discord.js", include_str!("discord_js/bot.js"));
    is_in("discord.py", include_str!("discord_py/bot.py"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lines_of_curl_work_as_they_stand() {
    let emulator = Emulator::builder().checks(crate::checks()).start().await.unwrap();
    let state = emulator.control().state().await.unwrap();
    let id = |of: &Value| of["id"].as_str().unwrap().to_owned();
    let lines = example("curl").replace(ADDRESS, &emulator.url());
    for line in lines.lines() {
        let mut shell = Command::new("sh");
        shell.env("APPLICATION", id(&state["applications"][0])).args(["-c", &format!("{line} --silent")]);
        let ran = shell.env("CHANNEL", id(&state["guilds"][0]["channels"][0])).output();
        let ran = ran.expect("curl is there (Debian: apt-get install curl)");
        let answer: Value = serde_json::from_slice(&ran.stdout).expect("it answers with JSON");
        assert!(ran.status.success() && answer["code"].is_null(), "{line}: {answer}");
    }
    let alice = emulator.person("alice").await.unwrap();
    assert_eq!(alice.commands("Playground").await.unwrap(), ["ping"]);
    assert_eq!(alice.messages("Playground", "general").await.unwrap()[0].text(), "Hello");
    assert!(emulator.control().violations().await.unwrap().is_empty());
}
