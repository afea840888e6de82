//! What is answered to an interaction: a pure value, and the JSON that Discord takes for it.

use std::fmt;

use serde_json::{Value, json};

use super::component::{Component, list};
use super::markdown::plain;
use crate::gallery::Png;
use crate::picture::said::Illustration;

/// Discord: message flag EPHEMERAL, for that person only.
const EPHEMERAL: u64 = 1 << 6;
/// Discord: message flag IS_COMPONENTS_V2.
const COMPONENTS_V2: u64 = 1 << 15;

/// Discord: 4,000 characters of text in a message with components; the rest is room for the marks of a cut.
pub(super) const TEXT: usize = 3_900;

/// The parts of a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Card(pub Vec<Component>);

/// A file that goes along with a message; the message shows it with a [`Component::File`] or [`Component::Picture`] of its name.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name: letters, digits and a dot.
    pub name: &'static str,
    /// What is in it.
    pub content: Vec<u8>,
    /// What a picture shows, in words; of other files nothing.
    pub alt: String,
}

impl fmt::Debug for Attachment {
    /// Without what is in it, which is long and nobody else's business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attachment({}, {} bytes)", self.name, self.content.len())
    }
}

impl Attachment {
    /// The message, as one that this file goes along with as its part `files[0]`.
    #[must_use]
    pub fn listed(&self, mut message: Value) -> Value {
        message["attachments"] = json!([{ "id": 0, "filename": self.name }]);
        if !self.alt.is_empty() {
            message["attachments"][0]["description"] = json!(plain(&self.alt, 1_024));
        }
        message
    }
}

/// A form to fill: text fields, each in a row of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// What comes back.
    pub custom_id: String,
    /// Its title (Discord: 45 characters at most).
    pub title: String,
    /// Its fields, 1 to 5.
    pub fields: Vec<Field>,
}

/// A text field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What comes back.
    pub custom_id: &'static str,
    /// What is asked (Discord: 45 characters at most).
    pub label: String,
    /// An example.
    pub placeholder: String,
    /// What stands in it already.
    pub value: String,
    /// Characters at most.
    pub most: u16,
    /// Whether it must be filled.
    pub required: bool,
}

impl Field {
    /// An empty field that must be filled, of so many characters at most.
    pub(super) fn new(custom_id: &'static str, label: String, most: usize) -> Self {
        let most = u16::try_from(most).unwrap_or(u16::MAX);
        Self { custom_id, label, placeholder: String::new(), value: String::new(), most, required: true }
    }

    /// With an example of what is wanted.
    pub(super) fn example(mut self, placeholder: String) -> Self {
        self.placeholder = placeholder;
        self
    }

    /// With what stands in it already.
    pub(super) fn filled(mut self, value: String) -> Self {
        self.value = value;
        self
    }

    /// It may be left empty.
    pub(super) fn optional(mut self) -> Self {
        self.required = false;
        self
    }
}

/// What a choice gives back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChoiceValue {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
}

/// A choice offered while somebody types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is shown.
    pub name: String,
    /// What is sent.
    pub value: ChoiceValue,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// A message for that person only.
    Private(Card),
    /// The message that was clicked, drawn anew.
    Redraw(Card),
    /// A message for that person only, with a file. It comes after the first answer: a file takes its time.
    File(Card, Attachment),
    /// A message for that person only, which gets a picture as soon as that is drawn.
    Pictured(Card, Box<Illustration>),
    /// The click is taken. What it changes is drawn soon, with what others press.
    Taken,
    /// A form to fill.
    Form(Form),
    /// Choices.
    Choices(Vec<Choice>),
}

/// Nobody is pinged by anything that Ovation says.
pub(super) fn no_mentions() -> Value {
    json!({ "parse": [] })
}

impl Card {
    /// The parts as Discord takes them. What is longer than a message holds is cut, so that it comes at all.
    fn components(&self) -> Value {
        let mut left = TEXT;
        list(&self.0.iter().map(|part| part.within(&mut left)).collect::<Vec<_>>())
    }

    /// A message to post in a channel: `nonce` keeps a repeated request from making a second one.
    #[must_use]
    pub fn message(&self, nonce: &str) -> Value {
        json!({
            "flags": COMPONENTS_V2, "components": self.components(), "allowed_mentions": no_mentions(),
            "nonce": nonce, "enforce_nonce": true,
        })
    }

    /// The edit of a message, or of a "thinking…": it is a card from then on, if it wasn't.
    #[must_use]
    pub fn edit(&self) -> Value {
        json!({ "flags": COMPONENTS_V2, "components": self.components(), "allowed_mentions": no_mentions() })
    }

    /// A message for the person alone, later than the first answer.
    #[must_use]
    pub fn private_followup(&self) -> Value {
        json!({
            "flags": EPHEMERAL | COMPONENTS_V2, "components": self.components(), "allowed_mentions": no_mentions(),
        })
    }
}

/// The name of a picture's file.
const PICTURE: &str = "picture.png";

/// A picture that is drawn, as the file that goes along.
pub(super) fn picture(shows: &Illustration, png: &Png) -> Attachment {
    Attachment { name: PICTURE, content: png.to_vec(), alt: shows.alt.clone() }
}

impl Card {
    /// The same card with a picture below its first words.
    #[must_use]
    pub fn with_picture(&self, picture: &Attachment) -> Self {
        let shown = Component::Picture { name: picture.name, alt: picture.alt.clone() };
        let mut parts = self.0.clone();
        match parts.first_mut() {
            Some(Component::Container { parts: within, .. }) => within.insert(within.len().min(1), shown),
            _ => parts.insert(parts.len().min(1), shown),
        }
        Self(parts)
    }
}

impl Reply {
    /// The first answer (Discord: interaction callback), if it can be one: a file goes along with it.
    #[must_use]
    pub fn callback(&self) -> Value {
        match self {
            Self::Private(card) | Self::Pictured(card, _) => {
                json!({ "type": 4, "data": card.private_followup() })
            }
            Self::File(card, file) => json!({ "type": 4, "data": file.listed(card.private_followup()) }),
            Self::Redraw(card) => json!({ "type": 7, "data": card.edit() }),
            Self::Taken => acknowledged(),
            Self::Form(form) => json!({ "type": 9, "data": form.json() }),
            Self::Choices(choices) => {
                let choices: Value = choices.iter().take(25).map(Choice::json).collect();
                json!({ "type": 8, "data": { "choices": choices } })
            }
        }
    }
}

/// "Thinking…", for that person only (Discord: callback type 5).
#[must_use]
pub fn thinking() -> Value {
    json!({ "type": 5, "data": { "flags": EPHEMERAL } })
}

/// A click is acknowledged, the message changes later (Discord: callback type 6).
#[must_use]
pub fn acknowledged() -> Value {
    json!({ "type": 6 })
}

impl Form {
    fn json(&self) -> Value {
        let rows: Value =
            self.fields.iter().map(|field| json!({ "type": 1, "components": [field.json()] })).collect();
        json!({ "custom_id": self.custom_id, "title": plain(&self.title, 45), "components": rows })
    }
}

impl Field {
    /// Discord: 1 is a line, 2 a paragraph, for what is longer than a line shows.
    fn style(&self) -> u8 {
        if self.most > 200 { 2 } else { 1 }
    }

    fn json(&self) -> Value {
        let mut field = json!({
            "type": 4, "style": self.style(), "custom_id": self.custom_id, "label": plain(&self.label, 45),
            "placeholder": plain(&self.placeholder, 100), "max_length": self.most, "required": self.required,
        });
        if !self.value.is_empty() {
            field["value"] = json!(self.value);
        }
        field
    }
}

impl Choice {
    /// A choice whose value is text.
    #[must_use]
    pub fn text(name: &str, value: impl Into<String>) -> Self {
        Self { name: plain(name, 100), value: ChoiceValue::Text(value.into()) }
    }

    /// A choice whose value is a number.
    #[must_use]
    pub fn number(name: &str, value: i64) -> Self {
        Self { name: plain(name, 100), value: ChoiceValue::Number(value) }
    }

    fn json(&self) -> Value {
        match &self.value {
            ChoiceValue::Text(value) => json!({ "name": self.name, "value": value }),
            ChoiceValue::Number(value) => json!({ "name": self.name, "value": value }),
        }
    }
}
