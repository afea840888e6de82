//! Every text is there in every language, and each reader gets their own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use ovation::discord::definitions;
use ovation::playground::RULES;
use ovation::points::rules;
use ovation::words::Words;
use serde_json::Value;

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};
use crate::names;

/// Discord: so many characters in the description of a command or of an option.
const DESCRIPTION: usize = 100;

/// The texts of a language: by key the values that it names.
type Texts = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn languages() -> BTreeMap<String, Texts> {
    let folders = std::fs::read_dir(root().join("locales")).expect("the languages");
    let folders = folders.map(|entry| entry.expect("a language").path()).filter(|path| path.is_dir());
    folders
        .map(|folder| {
            let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
            let mut texts = Texts::new();
            for file in std::fs::read_dir(folder).expect("a language") {
                let text = std::fs::read_to_string(file.expect("a file").path()).expect("a file of texts");
                let resource = fluent_syntax::parser::parse(text).expect("Fluent");
                for entry in resource.body {
                    let Entry::Message(message) = entry else { continue };
                    let mut values = BTreeSet::new();
                    named(&message.value.expect("a text"), &mut values);
                    assert!(
                        texts.insert(message.id.name.clone(), values).is_none(),
                        "{} twice",
                        message.id.name
                    );
                }
            }
            (name, texts)
        })
        .collect()
}

fn named(pattern: &Pattern<String>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            named_in(expression, values);
        }
    }
}

fn named_in(expression: &Expression<String>, values: &mut BTreeSet<String>) {
    let inline = match expression {
        Expression::Inline(inline) => inline,
        Expression::Select { selector, variants } => {
            variants.iter().for_each(|variant| named(&variant.value, values));
            selector
        }
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            values.insert(id.name.clone());
        }
        InlineExpression::Placeable { expression } => named_in(expression, values),
        _ => {}
    }
}

/// The program's source, file by file.
fn sources(folder: &Path) -> String {
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).expect("the source") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            all += &sources(&path);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read_to_string(&path).expect("a file");
            // Comments, and tests below the code, may name what isn't there.
            let code = text.split("#[cfg(test)]").next().unwrap_or_default();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                all += line;
                all.push('\n');
            }
        }
    }
    all
}

/// The words in quotes that could be keys.
fn quoted(source: &str) -> BTreeSet<&str> {
    let is_key = |word: &&str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    source.split('"').filter(is_key).collect()
}

/// `say!(speaker, "key", name = …)`: the key, if it stands there, and the names that it is given.
fn said(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (start, begins) in source.match_indices("say!(") {
        let call = &source[start + begins.len()..];
        let mut depth = 1;
        let end = call.find(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth == 0
        });
        let call = &call[..end.expect("the call ends")];
        let Some(key) =
            call.split(',').nth(1).and_then(|word| word.trim().strip_prefix('"')?.strip_suffix('"'))
        else {
            continue;
        };
        let name = |part: &str| {
            part.trim().split(|c: char| !c.is_ascii_lowercase() && c != '_').next().map(str::to_owned)
        };
        let names = call.split(" = ").filter_map(|before| name(before.rsplit([',', '\n']).next()?));
        found.push((key.to_owned(), names.collect()));
    }
    found
}

/// The texts of a command and of everything below it, by language.
fn descriptions<'a>(thing: &'a Value, found: &mut Vec<&'a str>) {
    found.extend(thing["description"].as_str());
    found.extend(
        thing["description_localizations"]
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, text)| text.as_str()),
    );
    thing["options"].as_array().into_iter().flatten().for_each(|below| descriptions(below, found));
}

/// The keys that are put together while the program runs.
fn put_together(source: &str, languages: &BTreeMap<String, Texts>) -> BTreeSet<String> {
    let refusals = ["src/points/refusal/key.rs", "src/points/claim.rs", "src/points/request/refusal.rs"]
        .map(|path| std::fs::read_to_string(root().join(path)).expect("the refusals"))
        .concat();
    let refusals = refusals.lines().filter_map(|line| line.trim().split_once("=> \""));
    let refusals = refusals.filter_map(|(_, rest)| rest.strip_suffix("\",")).map(str::to_owned);
    // A bad website has a text for each fault; figures that disagree get the apology.
    let refusals = refusals.filter(|key| !matches!(key.as_str(), "bad-website" | "figures-disagree"));
    let mut keys: BTreeSet<String> = refusals.map(|key| format!("refusal-{key}")).collect();
    let english = &languages["en"];
    // Words of SQL stand in single quotes.
    let is_there =
        |word: &str| ["\"", "'"].iter().any(|quote| source.contains(&format!("{quote}{word}{quote}")));
    for family in ["record", "trouble", "language"] {
        let all = english.keys().filter_map(|key| key.strip_prefix(family)?.strip_prefix('-'));
        let named = all.filter(|word| is_there(word) || languages.contains_key(*word));
        keys.extend(named.map(|word| format!("{family}-{word}")));
    }
    keys.extend(languages.keys().map(|language| format!("language-{language}")));
    keys
}

#[test]
fn every_text_that_is_said_is_there_in_every_language_and_none_is_there_for_nothing() {
    let (source, languages) = (sources(&root().join("src")), languages());
    assert!(languages.contains_key("en") && languages.contains_key("fr"), "{:?}", languages.keys());
    let (english, literal) = (&languages["en"], quoted(&source));
    let mut used: BTreeSet<String> = said(&source).into_iter().map(|(key, _)| key).collect();
    used.extend(put_together(&source, &languages));
    // Keys chosen by a condition stand in quotes, too.
    used.extend(literal.iter().filter(|word| english.contains_key(**word)).map(|word| (*word).to_owned()));
    let looks =
        ["src/discord/look", "src/discord/commands"].map(|folder| sources(&root().join(folder))).concat();
    used.extend(quoted(&looks).into_iter().filter(|word| word.contains('-')).map(str::to_owned));
    let words = Words::load().expect("the words");
    let known: Vec<&str> = words.languages().collect();
    let rules = rules::parse("program.toml", RULES, &known).expect("the rules");
    let (everywhere, own) = definitions(&words, &rules);
    let told = [&everywhere, &own].into_iter().map(Value::to_string).collect::<String>();
    let speaker = words.speak("en");
    let is_told =
        |key: &&String| told.contains(&Value::from(speaker.say(key, &Default::default())).to_string());
    let commands = english.keys().filter(|key| key.starts_with("command-") || key.starts_with("option-"));
    used.extend(commands.filter(is_told).cloned());
    let all = [&everywhere, &own].into_iter().filter_map(Value::as_array).flatten().cloned();
    used.extend(names::keys(&all.collect::<Vec<_>>()));
    for (language, texts) in &languages {
        let there: BTreeSet<String> = texts.keys().cloned().collect();
        let missing: Vec<_> = used.difference(&there).collect();
        let needless: Vec<_> = there.difference(&used).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        assert!(needless.is_empty(), "{language} has for nothing {needless:?}");
    }
}

#[test]
fn a_text_names_the_same_values_in_every_language_and_is_given_them() {
    let languages = languages();
    for (key, values) in &languages["en"] {
        for (language, texts) in &languages {
            assert_eq!(texts.get(key), Some(values), "{language}: {key}");
        }
    }
    let calls = said(&sources(&root().join("src")));
    assert!(calls.len() > 50, "{calls:?}");
    for (key, given) in calls {
        let named = &languages["en"][&key];
        assert!(named.is_subset(&given), "{key} names {named:?} and is given {given:?}");
    }
}

#[test]
fn descriptions_of_commands_fit_in_every_language() {
    let words = Words::load().expect("the words");
    let known: Vec<&str> = words.languages().collect();
    let rules = rules::parse("program.toml", RULES, &known).expect("the rules");
    let (everywhere, own) = definitions(&words, &rules);
    let mut found = Vec::new();
    for command in [everywhere.as_array(), own.as_array()].into_iter().flatten().flatten() {
        descriptions(command, &mut found);
    }
    assert!(found.len() > 60, "{found:?}");
    for text in found {
        assert!((1..=DESCRIPTION).contains(&text.chars().count()), "{text}");
        assert!(!text.starts_with("command-") && !text.starts_with("option-"), "{text} is missing");
    }
}

#[tokio::test]
async fn a_french_reader_gets_french_and_the_groups_language_is_the_publics() {
    let app = App::sample().await;
    let (other, member, leader) =
        (app.person("other-leader").await, app.person("member").await, app.person("leader").await);
    let award = other.at(RUST, "general").command("award").option("partner", "Contoso Cloud");
    let award = award.option("contribution", "presentation").option("reason", "Une soirée de questions");
    let receipt = award.option("points", 50).send().await.expect("a receipt");
    assert!(receipt.text().contains("**50** points à **Contoso Cloud**"), "{}", receipt.text());
    assert!(receipt.text().contains("🎤 Présentation"), "{}", receipt.text());
    let french = member
        .wait_for(RUST, SHOUT_OUTS, |message| message.text().contains("Une soirée de questions"))
        .await
        .expect("the shout-out");
    assert!(french.text().contains("## Merci, Contoso Cloud"), "{}", french.text());
    // The member reads English, the group speaks French: so does its shout-out, to everybody.
    let applauded = french.press("👏").await.expect("applause");
    assert!(applauded.text().contains("## Merci, Contoso Cloud"), "{}", applauded.text());
    let again = applauded.press("custom_id:v1:applaud").await.expect("an answer");
    assert!(again.text().contains("You have applauded already"), "{}", again.text());
    app.award(&leader, "Contoso Cloud", "venue", 20, "A room").await;
    let english = member
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Contoso Cloud"))
        .await
        .expect("the shout-out");
    assert!(english.text().contains("## Thank you, Contoso Cloud!"), "{}", english.text());
    let refused = other.at(RUST, "general").command("setup").send().await.expect("the panel");
    assert!(refused.text().contains("### Configurer un groupe"), "{}", refused.text());
    let mine = other.at(RUST, "general").command("mypoints").send().await.expect("an answer");
    assert!(mine.text().contains("C’est réservé aux personnes"), "{}", mine.text());
    app.finish().await;
}
