//! Components of messages and modals. Source: components/reference.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::{Errors, select};

/// Component types.
pub mod kind {
    /// A row of buttons, or one select.
    pub const ACTION_ROW: u64 = 1;
    /// A button.
    pub const BUTTON: u64 = 2;
    /// A select of given options.
    pub const STRING_SELECT: u64 = 3;
    /// A text field of a modal.
    pub const TEXT_INPUT: u64 = 4;
    /// A channel select; 5 to 7 are users, roles, mentionables.
    pub const CHANNEL_SELECT: u64 = 8;
    /// Texts with something beside them.
    pub const SECTION: u64 = 9;
    /// A text.
    pub const TEXT_DISPLAY: u64 = 10;
    /// A small picture.
    pub const THUMBNAIL: u64 = 11;
    /// Pictures.
    pub const MEDIA_GALLERY: u64 = 12;
    /// A file.
    pub const FILE: u64 = 13;
    /// A line.
    pub const SEPARATOR: u64 = 14;
    /// A box.
    pub const CONTAINER: u64 = 17;
    /// A labelled part of a modal.
    pub const LABEL: u64 = 18;
    /// Files to choose.
    pub const FILE_UPLOAD: u64 = 19;
    /// One of several.
    pub const RADIO_GROUP: u64 = 21;
    /// Some of several.
    pub const CHECKBOX_GROUP: u64 = 22;
    /// Yes or no.
    pub const CHECKBOX: u64 = 23;
}

/// Where components stand: it decides what is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A message with content and embeds.
    Legacy,
    /// A message made of components alone.
    V2,
    /// A modal.
    Modal,
}

/// Discord: at most so many components in a V2 message, nested ones counted.
pub(super) const MAX_PARTS: usize = 40;
/// Discord: at most so many characters over all text displays of a message.
const MAX_TEXT: usize = 4000;

pub(super) struct Reader<'a> {
    pub(super) errors: &'a mut Errors,
    pub(super) layout: Layout,
    custom_ids: HashSet<String>,
    given_ids: HashSet<i64>,
    parts: usize,
    text: usize,
    next_id: i64,
}

/// Reads a list of components at `key`; `None` when the field is left out or null.
pub fn read(body: &Value, key: &str, layout: Layout, errors: &mut Errors) -> Option<Vec<Value>> {
    let max = if layout == Layout::V2 { MAX_PARTS } else { 5 };
    let list = errors.optional_list(body, key, 0, max)?;
    let allowed: &[u64] = match layout {
        Layout::Legacy => &[kind::ACTION_ROW],
        Layout::V2 => &[
            kind::ACTION_ROW,
            kind::SECTION,
            kind::TEXT_DISPLAY,
            kind::MEDIA_GALLERY,
            kind::FILE,
            kind::SEPARATOR,
            kind::CONTAINER,
        ],
        Layout::Modal => &[kind::ACTION_ROW, kind::TEXT_DISPLAY, kind::LABEL],
    };
    let mut reader = Reader {
        errors,
        layout,
        custom_ids: HashSet::new(),
        given_ids: HashSet::new(),
        parts: 0,
        text: 0,
        next_id: 1,
    };
    let parts = reader.list(list, key, allowed);
    let (parts_found, text_found) = (reader.parts, reader.text);
    if layout == Layout::V2 && parts_found > MAX_PARTS {
        errors.at(key, "BASE_TYPE_BAD_LENGTH", format!("Must be between 1 and {MAX_PARTS} in length."));
    }
    if text_found > MAX_TEXT {
        let text = format!("The total size of displayable text exceeds the maximum of {MAX_TEXT}");
        errors.at(key, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text);
    }
    Some(parts)
}

impl Reader<'_> {
    pub(super) fn list(&mut self, list: &[Value], key: &str, allowed: &[u64]) -> Vec<Value> {
        let path: Vec<String> = vec![key.to_owned()];
        list.iter()
            .enumerate()
            .map(|(index, part)| self.nested(&path, index, |r| r.one(part, allowed)))
            .collect()
    }

    /// Errors of `read` stand under the path and the index.
    pub(super) fn nested<T>(
        &mut self,
        path: &[String],
        index: impl ToString,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        for key in path {
            self.errors.path.push(key.clone());
        }
        self.errors.path.push(index.to_string());
        let found = read(self);
        let depth = self.errors.path.len() - path.len() - 1;
        self.errors.path.truncate(depth);
        found
    }

    pub(super) fn one(&mut self, part: &Value, allowed: &[u64]) -> Value {
        let Some(given) = part.as_object() else {
            self.errors.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
            return Value::Null;
        };
        let Some(kind) = part["type"].as_u64() else {
            self.errors.at("type", "BASE_TYPE_REQUIRED", "This field is required");
            return Value::Null;
        };
        if !allowed.contains(&kind) {
            let list = allowed.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            let text = format!("Value of field \"type\" must be one of ({list},).");
            self.errors.at("type", "UNION_TYPE_CHOICES", text);
            return Value::Null;
        }
        self.parts += 1;
        let mut json: Map<String, Value> = given.clone();
        json.retain(|_, value| !value.is_null());
        for option in json.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(option) = option.as_object_mut() {
                option.retain(|_, value| !value.is_null());
            }
        }
        json.insert("id".into(), json!(self.id(part)));
        match kind {
            kind::ACTION_ROW => {
                let inner = self.row(part);
                json.insert("components".into(), Value::Array(inner));
            }
            kind::BUTTON => self.button(part),
            kind::STRING_SELECT..=kind::CHANNEL_SELECT if kind != kind::TEXT_INPUT => {
                self.custom_id(part);
                select::select(self, part, kind);
                json.entry("min_values").or_insert(json!(1));
                json.entry("max_values").or_insert(json!(1));
            }
            kind::TEXT_INPUT => {
                self.custom_id(part);
                select::text_input(self, part);
                json.entry("required").or_insert(json!(true));
            }
            kind::SECTION => self.section(part, &mut json),
            kind::TEXT_DISPLAY => {
                let text = self.errors.text(part, "content", 1, MAX_TEXT);
                self.text += text.chars().count();
            }
            kind::THUMBNAIL => self.media(part, "media", &mut json),
            kind::MEDIA_GALLERY => self.gallery(part, &mut json),
            kind::FILE => {
                self.media(part, "file", &mut json);
                let is_upload =
                    part["file"]["url"].as_str().is_none_or(|url| url.starts_with("attachment://"));
                if !is_upload {
                    self.errors.within("file", |errors| {
                        errors.at("url", "URL_TYPE_INVALID_SCHEME", "Scheme must be one of ('attachment',).");
                    });
                }
            }
            kind::SEPARATOR => {
                self.errors.optional_number(part, "spacing", 1, 2);
                json.entry("divider").or_insert(json!(true));
                json.entry("spacing").or_insert(json!(1));
            }
            kind::CONTAINER => self.container(part, &mut json),
            kind::LABEL => self.label(part, &mut json),
            _ => {
                self.custom_id(part);
                select::choice_group(self, part, kind);
            }
        }
        Value::Object(json)
    }

    fn id(&mut self, part: &Value) -> i64 {
        match self.errors.optional_number(part, "id", 0, i64::from(i32::MAX)) {
            None | Some(0) => {
                while self.given_ids.contains(&self.next_id) {
                    self.next_id += 1;
                }
                self.next_id += 1;
                self.next_id - 1
            }
            Some(id) => {
                if !self.given_ids.insert(id) {
                    self.errors.at("id", "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated");
                }
                id
            }
        }
    }

    pub(super) fn custom_id(&mut self, part: &Value) {
        let id = self.errors.text(part, "custom_id", 1, 100);
        if !id.is_empty() && !self.custom_ids.insert(id.to_owned()) {
            let text = "Component custom id cannot be duplicated";
            self.errors.at("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", text);
        }
    }

    fn row(&mut self, part: &Value) -> Vec<Value> {
        if part["components"].is_null() {
            self.errors.at("components", "BASE_TYPE_REQUIRED", "This field is required");
        }
        let list = self.errors.optional_list(part, "components", 1, 5).unwrap_or_default();
        let all_buttons = list.iter().all(|inner| inner["type"] == kind::BUTTON);
        if !all_buttons && list.len() > 1 {
            let text = "The component type is too wide to be combined with others in one action row";
            self.errors.at("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", text);
        }
        let allowed: &[u64] = match self.layout {
            Layout::Modal => &[kind::TEXT_INPUT],
            _ => &[kind::BUTTON, kind::STRING_SELECT, 5, 6, 7, kind::CHANNEL_SELECT],
        };
        self.list(list, "components", allowed)
    }
}
