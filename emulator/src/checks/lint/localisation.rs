//! Rules for the names of commands, options and choices, and for their translations.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::super::place::Place;
use super::command::CHAT_INPUT;
use super::option::Options;
use super::report::{Object, Report, object, text};
use super::{Check, Rule};

/// What has a name with translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A command of this type.
    Command(i64),
    /// An option, subcommand or group.
    Option,
    /// A choice of an option.
    Choice,
}

/// A command, option or choice, as something with a name.
pub(super) struct Named<'a> {
    pub(super) body: &'a Object,
    pub(super) place: Place<'a>,
    pub(super) kind: Kind,
    /// Not an edit, in which what is absent stays.
    pub(super) whole: bool,
}

impl Named<'_> {
    /// Whether the name is typed by people, and so has a narrow form.
    fn is_typed(&self) -> bool {
        matches!(self.kind, Kind::Command(CHAT_INPUT) | Kind::Option)
    }
}

const NAMING: &str =
    "interactions/application-commands#application-command-object-application-command-naming";
const PAGE: &str = "interactions/application-commands#localization";

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "command-name",
        NAMING,
        "A name has 1 to 32 characters; of slash commands and options only letters, digits, - _ ' and no capitals.",
        Check::Named(name),
    ),
    Rule::refused(
        "translated-name",
        NAMING,
        "The translation of a name keeps the rules of the name.",
        Check::Named(translated_name),
    ),
    Rule::refused(
        "translated-description",
        PAGE,
        "The translation of a description has 1 to 100 characters.",
        Check::Named(translated_description),
    ),
    Rule::refused(
        "locale-unknown",
        "reference#locales",
        "Translations are for locales that Discord has.",
        Check::Named(locale),
    ),
    Rule::refused(
        "translated-name-unique",
        PAGE,
        "No two options beside each other have the same name in a locale.",
        Check::Options(translated_name_unique),
    ),
];

/// The locales of the documentation, and `ar` and `he`, which the published description has too.
const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk",
    "vi", "zh-CN", "zh-TW",
];

/// Discord's pattern for names that people type; `None` only if it can't be compiled, which a test
/// rules out.
static TYPED_NAME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[-_'\p{L}\p{N}\p{Script=Devanagari}\p{Script=Thai}]{1,32}$").ok());

/// What is wrong with a name, if anything.
fn fault(name: &str, typed: bool) -> Option<String> {
    let characters = name.chars().count();
    if !(1..=32).contains(&characters) {
        return Some(format!("has {characters} characters; Discord takes 1 to 32"));
    }
    if !typed || name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'\'')) {
        return None;
    }
    if TYPED_NAME.as_ref().is_some_and(|pattern| !pattern.is_match(name)) {
        return Some(format!("is {name:?}; only letters, digits, - _ and ' are allowed"));
    }
    let lower = name.to_lowercase();
    (lower != name).then(|| format!("is {name:?}; expected {lower:?}, without capitals"))
}

fn name(named: &Named<'_>, report: &mut Report<'_>) {
    if named.kind == Kind::Choice {
        return;
    }
    let place = named.place.key("name");
    match text(named.body, "name") {
        Some(name) => {
            if let Some(fault) = fault(name, named.is_typed()) {
                report.say(place, fault);
            }
        }
        None if named.whole => report.say(place, "is missing"),
        None => {}
    }
}

fn translated_name(named: &Named<'_>, report: &mut Report<'_>) {
    let place = named.place.key("name_localizations");
    for (locale, name) in translations(named.body, "name_localizations") {
        let place = place.key(locale);
        if named.kind == Kind::Choice {
            report.text_length(name, &place, 1..=100);
        } else if let Some(fault) = fault(name, named.is_typed()) {
            report.say(place, fault);
        }
    }
}

fn translated_description(named: &Named<'_>, report: &mut Report<'_>) {
    let place = named.place.key("description_localizations");
    for (locale, description) in translations(named.body, "description_localizations") {
        report.text_length(description, &place.key(locale), 1..=100);
    }
}

fn locale(named: &Named<'_>, report: &mut Report<'_>) {
    for key in ["name_localizations", "description_localizations"] {
        let place = named.place.key(key);
        for locale in object(named.body, key).into_iter().flat_map(|texts| texts.keys()) {
            if !LOCALES.contains(&locale.as_str()) {
                report.say(place.key(locale), "is no locale of Discord's");
            }
        }
    }
}

fn translated_name_unique(options: &Options<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for (index, option) in options.items.iter().enumerate() {
        let Some(option) = option.as_object() else { continue };
        let place = options.place.index(index);
        let place = place.key("name_localizations");
        for (locale, name) in translations(option, "name_localizations") {
            if !seen.insert((locale, name)) {
                report.say(place.key(locale), format_args!("{name:?} is there already"));
            }
        }
    }
}

fn translations<'a>(body: &'a Object, key: &str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let texts = object(body, key).into_iter().flatten();
    texts.filter_map(|(locale, text)| Some((locale.as_str(), text.as_str()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_type_have_discords_form() {
        assert!(TYPED_NAME.is_some());
        for good in ["award", "my-points", "l'été", "награда", "पुरस्कार", "รางวัล", "賞", "a_1"]
        {
            assert_eq!(fault(good, true), None, "{good}");
        }
        for bad in ["", "Award", "my points", "été!", "a.b", "НАГРАДА", &"a".repeat(33)] {
            assert!(fault(bad, true).is_some(), "{bad}");
        }
        assert_eq!(fault("Award this person", false), None);
    }

    #[test]
    fn no_locale_stands_twice() {
        assert!(LOCALES.is_sorted());
    }
}
