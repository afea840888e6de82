//! Components V2, as values: what a message is made of. Only those that Ovation uses.
//!
//! serenity 0.12 has no builders for them; Discord takes the JSON that [`Component::json`] makes. Limits (Discord:
//! components reference): 40 components a message with nesting, 4,000 characters of text, 5 buttons a row, 25
//! options a select, custom ids of 1 to 100 characters and unique in a message.

use serde_json::{Value, json};

use super::markdown::{cut, plain};

/// A button's look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// The one to press.
    Primary,
    /// Another one.
    Secondary,
    /// Yes.
    Success,
    /// No, or back.
    Danger,
}

/// An option of a select.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// What comes back.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Component {
    /// Text in markdown.
    Text(String),
    /// A line between parts.
    Separator,
    /// A frame with a colour (0xRRGGBB).
    Container {
        /// The colour of its edge.
        color: Option<u32>,
        /// What is in it.
        parts: Vec<Component>,
    },
    /// Buttons side by side, or one select.
    Row(Vec<Component>),
    /// A button.
    Button {
        /// Its look.
        style: Style,
        /// Its text, with an emoji at most as text.
        label: String,
        /// What comes back.
        custom_id: String,
        /// Whether it can't be pressed.
        disabled: bool,
    },
    /// A select of texts.
    Select {
        /// What comes back.
        custom_id: String,
        /// What is shown while nothing is chosen.
        placeholder: String,
        /// The options.
        options: Vec<Pick>,
    },
    /// A select of texts of which none, some or all can be chosen.
    Several {
        /// What comes back.
        custom_id: String,
        /// What is shown while nothing is chosen.
        placeholder: String,
        /// The options.
        options: Vec<Pick>,
    },
    /// A file that goes along, by its name.
    File(&'static str),
    /// A picture that goes along.
    Picture {
        /// Its file's name.
        name: &'static str,
        /// What it shows, for who doesn't see it (Discord: 1,024 characters at most).
        alt: String,
    },
    /// A select of persons, roles or channels.
    Entities {
        /// Of what.
        kind: Entity,
        /// What comes back.
        custom_id: String,
        /// What is shown while nothing is chosen.
        placeholder: String,
        /// How many may be chosen at most.
        most: u8,
        /// What is chosen now.
        chosen: Vec<u64>,
    },
}

/// What a select of entities offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// Persons.
    User,
    /// Roles.
    Role,
    /// Text and announcement channels.
    Channel,
    /// The same, and forums.
    Place,
}

impl Component {
    /// A button that can be pressed.
    #[must_use]
    pub fn button(style: Style, label: impl Into<String>, custom_id: impl Into<String>) -> Self {
        Self::Button { style, label: label.into(), custom_id: custom_id.into(), disabled: false }
    }

    /// The part with the text that is left of a message's, which it uses up.
    #[must_use]
    pub fn within(&self, left: &mut usize) -> Self {
        match self {
            Self::Text(text) => {
                let kept = cut(text, *left);
                *left -= kept.chars().count().min(*left);
                Self::Text(kept)
            }
            Self::Container { color, parts } => {
                Self::Container { color: *color, parts: parts.iter().map(|part| part.within(left)).collect() }
            }
            other => other.clone(),
        }
    }

    /// As Discord takes it.
    #[must_use]
    pub fn json(&self) -> Value {
        match self {
            Self::Text(text) => json!({ "type": 10, "content": text }),
            Self::Separator => json!({ "type": 14 }),
            Self::Container { color, parts } => {
                json!({ "type": 17, "accent_color": color, "components": list(parts) })
            }
            Self::File(name) => json!({ "type": 13, "file": { "url": format!("attachment://{name}") } }),
            Self::Picture { name, alt } => json!({
                "type": 12,
                "items": [{ "media": { "url": format!("attachment://{name}") }, "description": plain(alt, 1_024) }],
            }),
            Self::Row(parts) => json!({ "type": 1, "components": list(parts) }),
            Self::Button { style, label, custom_id, disabled } => json!({
                "type": 2, "style": style.number(), "label": plain(label, 80), "custom_id": custom_id,
                "disabled": disabled,
            }),
            Self::Select { custom_id, placeholder, options } => json!({
                "type": 3, "custom_id": custom_id, "placeholder": plain(placeholder, 150),
                "options": options.iter().map(Pick::json).collect::<Value>(),
            }),
            Self::Several { custom_id, placeholder, options } => json!({
                "type": 3, "custom_id": custom_id, "placeholder": plain(placeholder, 150),
                "min_values": 0, "max_values": options.len(), "options": options.iter().map(Pick::json).collect::<Value>(),
            }),
            Self::Entities { kind, custom_id, placeholder, most, chosen } => {
                let (number, word) = kind.number_and_word();
                let chosen: Value =
                    chosen.iter().map(|id| json!({ "id": id.to_string(), "type": word })).collect();
                let mut select = json!({
                    "type": number, "custom_id": custom_id, "placeholder": plain(placeholder, 150),
                    "min_values": 0, "max_values": most, "default_values": chosen,
                });
                match kind {
                    Entity::Channel => select["channel_types"] = json!([0, 5]),
                    Entity::Place => select["channel_types"] = json!([0, 5, 15]),
                    Entity::User | Entity::Role => {}
                }
                select
            }
        }
    }
}

/// Several components, as Discord takes them.
#[must_use]
pub fn list(parts: &[Component]) -> Value {
    parts.iter().map(Component::json).collect()
}

impl Style {
    fn number(self) -> u8 {
        match self {
            Self::Primary => 1,
            Self::Secondary => 2,
            Self::Success => 3,
            Self::Danger => 4,
        }
    }
}

impl Entity {
    fn number_and_word(self) -> (u8, &'static str) {
        match self {
            Self::User => (5, "user"),
            Self::Role => (6, "role"),
            Self::Channel | Self::Place => (8, "channel"),
        }
    }
}

impl Pick {
    fn json(&self) -> Value {
        json!({ "value": self.value, "label": plain(&self.label, 100), "default": self.chosen })
    }
}
