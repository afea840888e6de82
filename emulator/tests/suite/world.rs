//! Scenario files.

use discord_emulator::World;
use serde_json::json;

use crate::bot::{Rest, with_world};

const SCENARIO: &str = r#"
[[application]]
name = "Ovation"

[[user]]
username = "leader"
display_name = "Lea Leader"
locale = "fr"
[[user]]
username = "staff"

[[guild]]
name = "User group"
owner = "staff"
applications = ["Ovation"]
[[guild.role]]
name = "Program staff"
[[guild.channel]]
name = "shout-outs"
[[guild.channel]]
name = "staff-only"
[[guild.channel.overwrite]]
role = "@everyone"
deny = "1024"
[[guild.channel.overwrite]]
role = "Program staff"
allow = "1024"
[[guild.member]]
user = "leader"
nick = "Lea"
"#;

#[tokio::test]
async fn a_scenario_file_makes_its_world() {
    let emulator = with_world(World::from_toml(SCENARIO).unwrap()).await;
    let rest = Rest::bot(&emulator);
    let guild = emulator.control().guild("User group").await.unwrap();
    let leader = emulator.person("leader").await.unwrap();
    let member = rest.get(&format!("/guilds/{guild}/members/{}", leader.id())).await.ok();
    assert_eq!(
        (member["nick"].as_str(), member["user"]["global_name"].as_str()),
        (Some("Lea"), Some("Lea Leader"))
    );
    assert!(leader.messages("User group", "shout-outs").await.is_ok());
    assert!(leader.messages("User group", "staff-only").await.is_err(), "hidden from everyone");
    let roles = rest.get(&format!("/guilds/{guild}/roles")).await.ok();
    let bot = roles.as_array().unwrap().iter().find(|role| role["managed"] == true).unwrap();
    assert_eq!(bot["permissions"], "309237763072");
}

/// Documentation: interactions/application-commands, localization.
#[tokio::test]
async fn a_person_reads_commands_in_their_own_language() {
    let emulator = with_world(World::from_toml(SCENARIO).unwrap()).await;
    Rest::bot(&emulator)
        .register(json!([{
            "name": "award", "description": "Say thanks", "description_localizations": {"fr": "Dire merci"},
            "options": [{
                "type": 3, "name": "kind", "description": "What", "description_localizations": {"fr": "Quoi"},
                "choices": [{"name": "Talk", "name_localizations": {"fr": "Exposé"}, "value": "talk"}],
            }],
        }]))
        .await;
    let guild = emulator.control().guild("User group").await.unwrap();
    for (token, expected) in [
        ("leader", ["award", "Dire merci", "kind", "Quoi", "Exposé"]),
        ("staff", ["award", "Say thanks", "kind", "What", "Talk"]),
    ] {
        let path = format!("/guilds/{guild}/application-command-index");
        let index = Rest::with(&emulator, Some(token)).get(&path).await.ok();
        let command = &index["application_commands"][0];
        let option = &command["options"][0];
        let seen = [
            &command["name"],
            &command["description"],
            &option["name"],
            &option["description"],
            &option["choices"][0]["name"],
        ];
        assert_eq!(seen.map(|text| text.as_str().unwrap()), expected, "{token}");
    }
}

#[tokio::test]
async fn a_faulty_scenario_names_the_fault() {
    for (text, words) in [
        ("[[guild]]\nname = \"X\"\nowner = \"nobody\"\n", "no user \"nobody\""),
        (
            "[[user]]\nusername = \"a\"\n[[guild]]\nname = \"X\"\nbot_permissions = \"all\"\napplications = [\"B\"]\n[[application]]\nname = \"B\"\n",
            "\"all\"",
        ),
        ("[[user]]\nusername = \"a\"\nid = \"x\"\n", "snowflake"),
        ("[[user]]\nusername = \"a\"\n[[user]]\nusername = \"b\"\ntoken = \"a\"\n", "taken"),
    ] {
        let started =
            discord_emulator::Emulator::builder().world(World::from_toml(text).unwrap()).start().await;
        let error = started.err().expect("it does not start").to_string();
        assert!(error.contains(words), "{error}");
    }
}

#[tokio::test]
async fn ten_thousand_guilds_are_no_burden() {
    let mut world = World::sample();
    for number in 0..10_000 {
        let mut guild = world.guild[0].clone();
        guild.name = format!("Guild {number}");
        guild.member.clear();
        world.guild.push(guild);
    }
    let emulator = with_world(world).await;
    let answer = Rest::bot(&emulator).get("/gateway/bot").await.ok();
    assert_eq!(answer["shards"], 11);
}
