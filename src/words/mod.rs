//! Words: every text that people read comes from `locales/<language>/*.ftl`, embedded in the program.
//!
//! A language is a folder there; adding one needs, beside it, how it writes numbers (`number`), what Discord calls it
//! (`discord/register/maker`) and its name (`language-…`). Private replies speak the user's language, public ones the group's; a
//! language that isn't there falls back to English.

mod number;

pub(crate) use number::grouped;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use include_dir::{Dir, include_dir};
use unic_langid::LanguageIdentifier;

static LOCALES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/locales");

/// The language that others fall back to.
const FALLBACK: &str = "en";

/// All languages.
#[derive(Clone)]
pub struct Words {
    languages: Arc<BTreeMap<&'static str, FluentBundle<FluentResource>>>,
}

/// One language, speaking.
#[derive(Clone)]
pub struct Speaker {
    words: Words,
    language: &'static str,
}

/// What is wrong with the texts; a mistake of the build, found by the tests.
#[derive(Debug, thiserror::Error)]
#[error("locales/{language}: {problem}")]
pub struct BadWords {
    language: String,
    problem: String,
}

impl Words {
    /// Reads all texts.
    ///
    /// # Errors
    /// [`BadWords`] when a file can't be read as Fluent or a language has no name that is one.
    pub fn load() -> Result<Self, BadWords> {
        let mut languages = BTreeMap::new();
        for folder in LOCALES.dirs() {
            let language = folder.path().to_str().unwrap_or_default();
            let bad = |problem: String| BadWords { language: language.to_owned(), problem };
            let id: LanguageIdentifier = language.parse().map_err(|error| bad(format!("{error:?}")))?;
            let mut bundle = FluentBundle::new_concurrent(vec![id]);
            // Texts of people are made safe where they come in (`markdown::safe`), isolation included.
            bundle.set_use_isolating(false);
            bundle.set_formatter(Some(match number::between(language) {
                "," => |value, _| number::shown(value, ","),
                _ => |value, _| number::shown(value, "\u{202F}"),
            }));
            for file in folder.files() {
                let text = file.contents_utf8().unwrap_or_default().to_owned();
                let resource =
                    FluentResource::try_new(text).map_err(|(_, errors)| bad(format!("{errors:?}")))?;
                bundle.add_resource(resource).map_err(|errors| bad(format!("{errors:?}")))?;
            }
            languages.insert(language, bundle);
        }
        Ok(Self { languages: Arc::new(languages) })
    }

    /// The languages that Ovation speaks, as `locales/` names them.
    pub fn languages(&self) -> impl Iterator<Item = &'static str> {
        self.languages.keys().copied()
    }

    /// The speaker of a Discord locale (`fr`, `en-GB`, `pt-BR`) or of a program's language.
    #[must_use]
    pub fn speak(&self, locale: &str) -> Speaker {
        let primary = locale.split('-').next().unwrap_or_default();
        let find = |wanted: &str| self.languages.keys().copied().find(|language| *language == wanted);
        let language = find(locale).or_else(|| find(primary)).unwrap_or(FALLBACK);
        Speaker { words: self.clone(), language }
    }
}

impl Speaker {
    /// The language spoken.
    #[must_use]
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The text of a key, with what it names filled in. A key that isn't there shows itself, and is logged.
    #[must_use]
    pub fn say(&self, key: &str, args: &FluentArgs<'_>) -> String {
        for language in [self.language, FALLBACK] {
            let Some(bundle) = self.words.languages.get(language) else { continue };
            let (id, attribute) = key.split_once('.').map_or((key, None), |(id, name)| (id, Some(name)));
            let Some(message) = bundle.get_message(id) else { continue };
            let pattern = match attribute {
                None => message.value(),
                Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
            };
            let Some(pattern) = pattern else { continue };
            let mut errors = Vec::new();
            let text = bundle.format_pattern(pattern, Some(args), &mut errors).into_owned();
            if !errors.is_empty() {
                tracing::error!(key, language, ?errors, "a text names what it isn't given");
            }
            return self.own_names(text);
        }
        tracing::error!(key, "a text is missing");
        key.to_owned()
    }

    /// A number as the texts of this language show it.
    #[must_use]
    pub fn number(&self, number: i64) -> String {
        number::grouped(number, number::between(self.language))
    }

    /// The text with the names of commands and options (`/partner view`, `group`) as this language has them. What people
    /// wrote isn't touched: its backticks are escaped.
    pub(crate) fn own_names(&self, text: String) -> String {
        if self.language == FALLBACK || !text.contains('`') {
            return text;
        }
        let parts: Vec<&str> = text.split('`').collect();
        let shown = |(at, part): (usize, &&str)| {
            let own = if at % 2 == 1 && at + 1 < parts.len() { self.own_name(part) } else { None };
            own.unwrap_or_else(|| (*part).to_owned())
        };
        parts.iter().enumerate().map(shown).collect::<Vec<_>>().join("`")
    }

    fn own_name(&self, name: &str) -> Option<String> {
        let known = |key: String| self.knows(&key).then(|| self.say(&key, &FluentArgs::new()));
        let Some(command) = name.strip_prefix('/') else { return known(format!("name-option-{name}")) };
        match command.split_once(' ') {
            None => Some(format!("/{}", known(format!("name-{command}"))?)),
            Some((base, below)) => {
                let (base_name, below) =
                    (known(format!("name-{base}"))?, known(format!("name-{base}-{below}"))?);
                Some(format!("/{base_name} {below}"))
            }
        }
    }

    /// Whether there is such a text in this very language.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.words.languages.get(self.language).is_some_and(|bundle| bundle.has_message(key))
    }
}

/// A value that a text names.
pub(crate) fn value<'a>(value: impl Into<Said<'a>>) -> FluentValue<'a> {
    value.into().0
}

/// Numbers and texts alike, as Fluent takes them.
pub(crate) struct Said<'a>(FluentValue<'a>);

impl<'a> From<&'a str> for Said<'a> {
    fn from(text: &'a str) -> Self {
        Self(FluentValue::String(Cow::Borrowed(text)))
    }
}

impl<'a> From<&'a String> for Said<'a> {
    fn from(text: &'a String) -> Self {
        Self(FluentValue::String(Cow::Borrowed(text)))
    }
}

impl From<String> for Said<'_> {
    fn from(text: String) -> Self {
        Self(FluentValue::String(Cow::Owned(text)))
    }
}

macro_rules! said_numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for Said<'_> {
            fn from(number: $number) -> Self {
                Self(FluentValue::from(number))
            }
        }
    )+};
}

said_numbers!(i64, u32, u64, usize);

/// `say!(speaker, "key", name = value, …)`: the text of a key.
macro_rules! say {
    ($speaker:expr, $key:expr $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut)]
        let mut args = fluent_bundle::FluentArgs::new();
        $(args.set(stringify!($name), $crate::words::value($value));)*
        $speaker.say($key, &args)
    }};
}

pub(crate) use say;
