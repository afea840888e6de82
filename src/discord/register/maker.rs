//! How a command and its options are written, in every language that there is.

use serde_json::{Map, Value, json};

use crate::points::rules::{Localized, Rules};
use crate::words::{Speaker, Words, say};

/// Discord's locales of a language; a language that isn't here is a locale itself.
const LOCALES: [(&str, &[&str]); 4] =
    [("en", &["en-US", "en-GB"]), ("es", &["es-ES", "es-419"]), ("pt", &["pt-BR"]), ("sv", &["sv-SE"])];

/// Writes commands.
pub(super) struct Maker<'a> {
    pub(super) words: &'a Words,
    pub(super) rules: &'a Rules,
}

impl Maker<'_> {
    fn english(&self) -> Speaker {
        self.words.speak("en")
    }

    /// `description` in English, and in every other language that there is.
    pub(super) fn described(&self, mut thing: Value, key: &str) -> Value {
        thing["description"] = json!(say!(self.english(), key));
        let others = self.others(|speaker| Some(say!(speaker, key)));
        if !others.is_empty() {
            thing["description_localizations"] = Value::Object(others);
        }
        thing
    }

    fn others(&self, text: impl Fn(&Speaker) -> Option<String>) -> Map<String, Value> {
        let mut others = Map::new();
        for language in self.words.languages().filter(|language| *language != "en") {
            let speaker = self.words.speak(language);
            let Some(text) = text(&speaker) else { continue };
            let own = [language];
            let known = LOCALES.iter().find(|(known, _)| *known == language);
            for locale in known.map_or(own.as_slice(), |(_, locales)| locales) {
                others.insert((*locale).to_owned(), json!(text));
            }
        }
        others
    }

    pub(super) fn command(&self, name: &str, options: Vec<Value>) -> Value {
        let command =
            json!({ "name": name, "type": 1, "contexts": [0], "integration_types": [0], "options": options });
        self.described(self.named(command, &format!("name-{name}")), &format!("command-{name}"))
    }

    /// The name in every other language that has one: a command is found by it, and sent by its own.
    fn named(&self, mut thing: Value, key: &str) -> Value {
        let others = self.others(|speaker| speaker.knows(key).then(|| say!(speaker, key)));
        if !others.is_empty() {
            thing["name_localizations"] = Value::Object(others);
        }
        thing
    }

    /// The command wherever people are: in servers that Ovation isn't in, and in direct messages, for who installed it for
    /// themselves (Discord: contexts 0 servers, 1 the bot's own conversation, 2 other ones).
    pub(super) fn anywhere(mut command: Value) -> Value {
        command["contexts"] = json!([0, 1, 2]);
        command["integration_types"] = json!([0, 1]);
        command
    }

    /// A command of a message's menu. It has a name and no description.
    pub(super) fn of_message(&self, name: &str, key: &str) -> Value {
        self.of_menu(name, 3, key)
    }

    /// A command of a person's menu.
    pub(super) fn of_person(&self, name: &str, key: &str) -> Value {
        self.of_menu(name, 2, key)
    }

    fn of_menu(&self, name: &str, kind: u8, key: &str) -> Value {
        let mut command = json!({ "name": name, "type": kind, "contexts": [0], "integration_types": [0] });
        let others = self.others(|speaker| Some(say!(speaker, key)));
        if !others.is_empty() {
            command["name_localizations"] = Value::Object(others);
        }
        command
    }

    pub(super) fn below(&self, command: &str, name: &str, options: Vec<Value>) -> Value {
        let below = json!({ "name": name, "type": 1, "options": options });
        self.described(
            self.named(below, &format!("name-{command}-{name}")),
            &format!("command-{command}-{name}"),
        )
    }

    /// An option; `more` has what is special to it.
    pub(super) fn option(&self, command: &str, name: &str, kind: u8, more: Value) -> Value {
        let mut option = json!({ "name": name, "type": kind });
        if let (Value::Object(option), Value::Object(more)) = (&mut option, more) {
            option.extend(more);
        }
        self.described(
            self.named(option, &format!("name-option-{name}")),
            &format!("option-{command}-{name}"),
        )
    }

    pub(super) fn contributions(&self) -> Value {
        let kinds = self.rules.contributions().iter();
        kinds.map(|kind| self.choice(kind.emoji(), kind.name(), kind.id().as_str())).collect()
    }

    pub(super) fn tiers(&self) -> Value {
        self.rules.tiers().iter().map(|tier| self.choice("", tier.name(), tier.id().as_str())).collect()
    }

    /// Choices whose names are texts: what is sent, and the text's key.
    pub(super) fn words(&self, values: &[(&str, &str)]) -> Value {
        let choice = |(value, key): &(&str, &str)| {
            let mut choice = json!({ "name": say!(self.english(), *key), "value": value });
            let others = self.others(|speaker| Some(say!(speaker, *key)));
            if !others.is_empty() {
                choice["name_localizations"] = Value::Object(others);
            }
            choice
        };
        values.iter().map(choice).collect()
    }

    fn choice(&self, emoji: &str, name: &Localized, value: &str) -> Value {
        let label = |language: &str| format!("{emoji} {}", name.get(language)).trim().to_owned();
        let mut choice = json!({ "name": label("en"), "value": value });
        let others = self.others(|speaker| Some(label(speaker.language())));
        if !others.is_empty() {
            choice["name_localizations"] = Value::Object(others);
        }
        choice
    }
}
