//! Names, in the languages of the program.

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::Localized;
use super::section::{Section, known_instead, shown, text};
use crate::points::text::clean;

/// The longest name in characters: it stands on buttons (Discord: 80) and in choices (Discord: 100).
const NAME_AT_MOST: usize = 80;

/// What [`name`] takes.
pub(super) const NAME_EXPECTED: &str =
    "expected a name of 1 to 80 characters on one line, without invisible characters";

/// A name: 1 to 80 characters, clean.
pub(super) fn name(text: &str) -> Option<&str> {
    let length = text.chars().count();
    ((1..=NAME_AT_MOST).contains(&length) && clean(text) == text).then_some(text)
}

/// The `name` of a section, in each of `languages` and no other. `languages` is `None` when they themselves
/// couldn't be read; then nothing is said about which are missing.
pub(super) fn localized(section: &Section<'_, '_, '_>, languages: Option<&[String]>) -> Option<Localized> {
    let names = section.section("name")?;
    let mut read = BTreeMap::new();
    let mut sound = true;
    for (language, (at, value)) in names.entries() {
        if languages.is_some_and(|known| !known.iter().any(|one| one == language)) {
            let known: Vec<&str> = languages.iter().copied().flatten().map(String::as_str).collect();
            names.fault(at, language, "is not a language of this program", known_instead(language, &known));
            sound = false;
        } else if let Some(name) = text(value).and_then(name) {
            read.insert(language.to_owned(), name.to_owned());
        } else {
            names.fault(at, language, format!("is {}", shown(value)), NAME_EXPECTED);
            sound = false;
        }
    }
    for language in languages?.iter().filter(|one| !names.entries().any(|(there, _)| there == *one)) {
        names.missing(language, NAME_EXPECTED);
        sound = false;
    }
    let first = read.get(languages?.first()?)?.clone();
    sound.then_some(Localized { first, by_language: read })
}

/// Notes each name that is there twice in one language: two choices that look the same.
pub(super) struct Taken(BTreeMap<(String, String), String>);

impl Taken {
    pub(super) fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Notes the names of `section`; `owner` is what to call it when another has the same.
    pub(super) fn note(&mut self, section: &Section<'_, '_, '_>, owner: &str) {
        let Some((_, DeValue::Table(_))) = section.get("name") else { return };
        let Some(names) = section.section("name") else { return };
        for (language, (at, value)) in names.entries() {
            let Some(name) = text(value) else { continue };
            let key = (language.to_owned(), name.to_lowercase());
            if let Some(other) = self.0.get(&key) {
                names.fault(
                    at,
                    language,
                    format!("is also the name of {other}"),
                    "expected a name of its own",
                );
            } else {
                self.0.insert(key, owner.to_owned());
            }
        }
    }
}
