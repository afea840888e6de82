//! Commands and options have a name in each language: people find them by it, and Discord sends the one that is the same
//! for all.

use std::collections::BTreeSet;

use ovation::discord::definitions;
use ovation::playground::RULES;
use ovation::points::rules;
use ovation::words::Words;
use serde_json::Value;

use crate::harness::{App, RUST};

/// Discord: so many characters in the names, descriptions and values of a command; of translations the longest counts.
const COMMAND: usize = 8_000;

fn commands() -> Vec<Value> {
    let words = Words::load().expect("the words");
    let known: Vec<&str> = words.languages().collect();
    let rules = rules::parse("program.toml", RULES, &known).expect("the rules");
    let (everywhere, own) = definitions(&words, &rules);
    [everywhere, own].iter().filter_map(Value::as_array).flatten().cloned().collect()
}

/// The keys under which the names of these commands stand in `locales/*/names.ftl`.
pub fn keys(commands: &[Value]) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for command in commands.iter().filter(|command| command["type"] == 1) {
        let name = command["name"].as_str().expect("a name");
        keys.insert(format!("name-{name}"));
        below(name, command, &mut keys);
    }
    keys
}

fn below(path: &str, thing: &Value, keys: &mut BTreeSet<String>) {
    for option in thing["options"].as_array().into_iter().flatten() {
        let name = option["name"].as_str().expect("a name");
        if option["type"] == 1 {
            keys.insert(format!("name-{path}-{name}"));
            below(path, option, keys);
        } else {
            keys.insert(format!("name-option-{name}"));
        }
    }
}

/// The name as it is sent, and those that people read instead.
fn names(thing: &Value) -> Vec<(&str, &str)> {
    let others = thing["name_localizations"].as_object().into_iter().flatten();
    let others = others.filter_map(|(locale, name)| Some((locale.as_str(), name.as_str()?)));
    thing["name"].as_str().map(|name| ("", name)).into_iter().chain(others).collect()
}

/// Discord: `^[-_'\p{L}\p{N}]{1,32}$`, without capitals.
fn is_valid(name: &str) -> bool {
    (1..=32).contains(&name.chars().count())
        && name.to_lowercase() == name
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\''))
}

fn siblings_differ(list: &[Value]) {
    let locales: BTreeSet<&str> =
        list.iter().flat_map(|one| names(one).into_iter().map(|(locale, _)| locale)).collect();
    for locale in locales {
        let mut seen = BTreeSet::new();
        for one in list {
            let all = names(one);
            let name = all.iter().find(|(of, _)| *of == locale).or(all.first()).expect("a name").1;
            assert!(seen.insert((one["type"].as_u64(), name)), "{locale}: {name} twice");
        }
    }
}

fn each_option(thing: &Value, look: &mut impl FnMut(&Value)) {
    if let Some(options) = thing["options"].as_array() {
        let typed: Vec<Value> = options
            .iter()
            .map(|option| {
                let mut option = option.clone();
                // An option of any kind has the same name only once.
                option["type"] = 0.into();
                option
            })
            .collect();
        siblings_differ(&typed);
        for option in options {
            look(option);
            each_option(option, look);
        }
    }
}

#[test]
fn each_name_is_one_that_discord_takes_and_stands_alone_in_each_language() {
    let commands = commands();
    siblings_differ(&commands);
    let mut french = 0;
    let mut look = |thing: &Value| {
        let all = names(thing);
        assert!(all.iter().any(|(locale, _)| *locale == "fr"), "{} has no French name", thing["name"]);
        for (locale, name) in all {
            assert!(is_valid(name), "{locale}: {name}");
            french += usize::from(locale == "fr");
        }
    };
    for command in commands.iter().filter(|command| command["type"] == 1) {
        look(command);
        each_option(command, &mut look);
    }
    assert!(french > 60, "{french}");
}

#[test]
fn english_names_are_those_that_are_sent() {
    let speaker = Words::load().expect("the words").speak("en");
    for key in keys(&commands()) {
        let name = speaker.say(&key, &Default::default());
        assert!(key.ends_with(&format!("-{name}")), "{key}: {name}");
    }
}

/// The longest of a text and its translations.
fn longest(thing: &Value, key: &str) -> usize {
    let length = |text: &Value| text.as_str().map_or(0, |text| text.chars().count());
    let others = thing[format!("{key}_localizations")].as_object().into_iter().flatten();
    others.map(|(_, text)| length(text)).chain([length(&thing[key])]).max().unwrap_or(0)
}

fn size(thing: &Value) -> usize {
    let below = ["options", "choices"]
        .map(|key| thing[key].as_array().into_iter().flatten().map(size).sum::<usize>());
    let value = thing["value"].as_str().map_or(0, |value| value.chars().count());
    longest(thing, "name") + longest(thing, "description") + value + below.iter().sum::<usize>()
}

#[test]
fn no_command_is_larger_than_discord_takes() {
    for command in commands() {
        let size = size(&command);
        assert!(size <= COMMAND, "{} has {size} characters", command["name"]);
    }
}

#[tokio::test]
async fn a_french_leader_finds_the_command_by_its_french_name() {
    let app = App::sample().await;
    let other = app.person("other-leader").await;
    let place = other.at(RUST, "general");
    let award = place.command("attribuer");
    let offered =
        award.clone().option("groupe", "number:1").complete("entreprise", "Litware").await.expect("choices");
    assert_eq!(offered.len(), 1, "{offered:?}");
    let award = award.option("entreprise", offered[0].value.clone()).option("contribution", "venue");
    let receipt = award.option("raison", "Une salle pour la soirée").option("points", 30).send().await;
    let receipt = receipt.expect("a receipt").text();
    assert!(receipt.contains("**30** points à **Litware Labs**"), "{receipt}");
    let card = place.command("entreprise voir").option("entreprise", "Litware Labs").send().await;
    assert!(card.expect("the card").text().contains("Litware Labs"));
    // What is told to do next is told in the same words.
    let refused = place.command("mespoints").send().await.expect("an answer").text();
    assert!(refused.contains("`/entreprise représentation`"), "{refused}");
    assert!(refused.contains("`/entreprise inscrire`"), "{refused}");
    app.finish().await;
}
