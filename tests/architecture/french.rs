//! French as `locales/GLOSSARY.md` has it: its spaces, its apostrophe, its words.

use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};

fn locales() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("locales")
}

/// What French readers read, by key; a `{}` stands where a value is filled in.
fn texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for file in fs::read_dir(locales().join("fr")).expect("French") {
        let text = fs::read_to_string(file.expect("a file").path()).expect("a file of texts");
        for entry in fluent_syntax::parser::parse(text).expect("Fluent").body {
            let Entry::Message(message) = entry else { continue };
            let mut parts = vec![String::new()];
            read(&message.value.expect("a text"), &mut parts);
            texts.extend(parts.into_iter().map(|part| (message.id.name.clone(), part)));
        }
    }
    assert!(texts.len() > 500, "{}", texts.len());
    texts
}

/// Adds what a pattern says to the last of the parts; each variant is a part of its own.
fn read(pattern: &Pattern<String>, parts: &mut Vec<String>) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => parts.last_mut().expect("a part").push_str(value),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => {
                let filled = match inline {
                    InlineExpression::StringLiteral { value } => value.as_str(),
                    _ => "{}",
                };
                parts.last_mut().expect("a part").push_str(filled);
            }
            PatternElement::Placeable { expression: Expression::Select { variants, .. } } => {
                for variant in variants {
                    parts.push("{}".to_owned());
                    read(&variant.value, parts);
                }
                parts.push("{}".to_owned());
            }
        }
    }
}

/// Without what is between backticks, and without addresses: there the signs aren't French.
fn prose(text: &str) -> String {
    let outside = text.split('`').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "code" });
    let words = outside.collect::<String>();
    let shown = |word: &str| if word.contains("://") { "address".to_owned() } else { word.to_owned() };
    words.split(' ').map(shown).collect::<Vec<_>>().join(" ")
}

/// What is wrong with the spaces and apostrophes of a text.
fn faults(text: &str) -> Vec<String> {
    let letters: Vec<char> = prose(text).chars().collect();
    let mut faults = Vec::new();
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let after = letters.get(at + 1).copied();
        let ends = after.is_none_or(|after| after.is_whitespace() || "*)~»".contains(after));
        let right = match letter {
            // Inside a word or an emoji's name it is no sign of punctuation.
            ';' | '!' | '?' if ends => before == Some('\u{202F}'),
            ':' if ends => before == Some('\u{A0}') || before.is_none(),
            '»' => before == Some('\u{A0}'),
            '«' => after == Some('\u{A0}'),
            '\'' => !(before.is_some_and(char::is_alphabetic) && after.is_some_and(char::is_alphabetic)),
            _ => true,
        };
        if !right {
            faults.push(format!("“{letter}” at character {}", at + 1));
        }
    }
    faults
}

#[test]
fn french_texts_have_the_spaces_and_the_apostrophe_of_french() {
    let found: Vec<String> = texts()
        .iter()
        .flat_map(|(key, text)| faults(text).into_iter().map(move |fault| format!("{key}: {fault}: {text}")))
        .collect();
    assert!(
        found.is_empty(),
        "U+202F before ; ! ?, U+00A0 before : and inside « », ’:\n{}",
        found.join("\n")
    );
}

#[test]
fn what_is_wrong_in_french_is_noticed() {
    for text in
        ["Pourquoi ?", "Pourquoi?", "Vite !", "Ainsi : oui", "Ainsi: oui", "un ; deux", "« oui »", "l'aide"]
    {
        assert!(!faults(text).is_empty(), "{text}");
    }
    for text in [
        "Pourquoi\u{202F}?",
        "Ainsi\u{A0}: oui",
        "«\u{A0}oui\u{A0}»",
        "l’aide",
        "`a: b?` oui",
        "https://x.example/?a=1",
        "12:30",
        ":tada:x",
    ] {
        assert!(faults(text).is_empty(), "{text}: {:?}", faults(text));
    }
}

/// The words of the glossary's list of those that French texts don't say.
fn avoided() -> Vec<String> {
    let glossary = fs::read_to_string(locales().join("GLOSSARY.md")).expect("the glossary");
    let list = glossary.split("## Words that French texts don't say").nth(1).expect("the list");
    let lines = list.lines().skip(1).take_while(|line| !line.starts_with('#'));
    let first = |line: &str| line.strip_prefix("- ")?.split(':').next().map(str::to_owned);
    lines
        .filter_map(first)
        .flat_map(|words| words.split(", ").map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

#[test]
fn french_texts_say_the_glossary_s_words() {
    let avoided = avoided();
    assert!(avoided.len() >= 8, "{avoided:?}");
    let mut found = Vec::new();
    for (key, text) in texts().iter().filter(|(key, _)| !key.starts_with("name-")) {
        let prose = prose(text).to_lowercase();
        let words: Vec<&str> = prose
            .split(|letter: char| !letter.is_alphabetic() && letter != '-')
            .filter(|word| !word.is_empty())
            .collect();
        let said = avoided.iter().filter(|word| words.contains(&word.as_str()));
        found.extend(said.map(|word| format!("{key} says “{word}”: {text}")));
    }
    assert!(found.is_empty(), "locales/GLOSSARY.md has other words:\n{}", found.join("\n"));
}
