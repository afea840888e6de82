//! Bodies of messages: new ones, edits, answers to interactions. Source: resources/message.

use serde_json::Value;

use super::component::{self, Layout};
use super::{Errors, embed, mentions};
use crate::state::message::flag;
use crate::state::pings::AllowedMentions;

/// What a body says. `None` is "left out".
#[derive(Debug, Default)]
pub struct MessageForm {
    /// Text; null reads as empty.
    pub content: Option<String>,
    /// Embeds; null reads as none.
    pub embeds: Option<Vec<Value>>,
    /// Components; null reads as none.
    pub components: Option<Vec<Value>>,
    /// What `attachments` lists: uploads by index, or attachments to keep by id.
    pub attachments: Option<Vec<Value>>,
    /// Flags.
    pub flags: Option<u64>,
    /// `allowed_mentions`.
    pub allowed: Option<AllowedMentions>,
    /// The nonce as it came.
    pub nonce: Option<Value>,
    /// Is the earlier message with this nonce to be given back?
    pub enforce_nonce: bool,
    /// Read aloud.
    pub tts: bool,
    /// `message_reference`.
    pub reference: Option<Value>,
}

/// What else the body of a message may be.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Flags that may be set.
    pub flags: u64,
    /// Is the message made of components already?
    pub is_v2: bool,
}

/// Flags of Create Message.
pub const CREATE_FLAGS: u64 =
    flag::SUPPRESS_EMBEDS | flag::SUPPRESS_NOTIFICATIONS | flag::VOICE | flag::COMPONENTS_V2;
/// Flags of answers to interactions. Source: receiving-and-responding.
pub const ANSWER_FLAGS: u64 = CREATE_FLAGS | flag::EPHEMERAL;
/// Flags of edits.
pub const EDIT_FLAGS: u64 = flag::SUPPRESS_EMBEDS | flag::COMPONENTS_V2;

/// Reads the body of a message.
pub fn read(body: &Value, rules: Rules, errors: &mut Errors) -> MessageForm {
    let flags = errors.optional_number(body, "flags", 0, i64::MAX).map(|flags| flags as u64);
    // Bits that a bot can't set are dropped by Discord without a word.
    let flags = flags.map(|flags| flags & rules.flags);
    let is_v2 = rules.is_v2 || flags.unwrap_or(0) & flag::COMPONENTS_V2 != 0;
    let layout = if is_v2 { Layout::V2 } else { Layout::Legacy };
    let given = |key: &str| body.get(key).is_some();
    let content = errors.optional_text(body, "content", 0, 2000).map(str::to_owned);
    let mut form = MessageForm {
        content: content.or_else(|| given("content").then(String::new)),
        embeds: embed::read(body, errors).or_else(|| given("embeds").then(Vec::new)),
        components: component::read(body, "components", layout, errors)
            .or_else(|| given("components").then(Vec::new)),
        attachments: errors
            .optional_list(body, "attachments", 0, 10)
            .map(<[Value]>::to_vec)
            .or_else(|| given("attachments").then(Vec::new)),
        flags,
        allowed: mentions::read(body, errors),
        nonce: None,
        enforce_nonce: errors.optional_bool(body, "enforce_nonce").unwrap_or(false),
        tts: errors.optional_bool(body, "tts").unwrap_or(false),
        reference: Some(&body["message_reference"]).filter(|reference| reference.is_object()).cloned(),
    };
    form.nonce = nonce(body, errors);
    if is_v2 {
        refuse_legacy_fields(&form, body, errors);
    }
    if body["poll"].is_object() {
        errors.at(
            "poll",
            "EMULATOR_HAS_NO_POLLS",
            "The emulator has no polls. Discord would take this field.",
        );
    }
    if body["sticker_ids"].as_array().is_some_and(|ids| !ids.is_empty()) {
        let text = "The emulator has no stickers. Discord would take this field.";
        errors.at("sticker_ids", "EMULATOR_HAS_NO_STICKERS", text);
    }
    form
}

fn nonce(body: &Value, errors: &mut Errors) -> Option<Value> {
    match &body["nonce"] {
        Value::Null => None,
        Value::String(text) => {
            if text.chars().count() > 25 {
                errors.at("nonce", "NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.");
            }
            Some(Value::String(text.clone()))
        }
        Value::Number(number) if !number.is_f64() => Some(Value::Number(number.clone())),
        _ => {
            errors.at("nonce", "NONCE_TYPE_CONVERT", "Value must be an integer or a string.");
            None
        }
    }
}

fn refuse_legacy_fields(form: &MessageForm, body: &Value, errors: &mut Errors) {
    let used = [
        ("content", form.content.as_ref().is_some_and(|text| !text.is_empty())),
        ("embeds", form.embeds.as_ref().is_some_and(|list| !list.is_empty())),
        ("poll", body["poll"].is_object()),
        ("sticker_ids", body["sticker_ids"].as_array().is_some_and(|list| !list.is_empty())),
    ];
    for (key, is_used) in used {
        if is_used {
            let text = format!("The \"{key}\" field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
            errors.at(key, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", text);
        }
    }
}

impl MessageForm {
    /// Is there anything to show, uploads aside?
    pub fn is_empty(&self) -> bool {
        let blank = |text: &String| text.trim().is_empty();
        self.content.as_ref().is_none_or(blank)
            && self.embeds.as_ref().is_none_or(Vec::is_empty)
            && self.components.as_ref().is_none_or(Vec::is_empty)
            && self.attachments.as_ref().is_none_or(Vec::is_empty)
    }

    /// The flags, 0 when left out.
    pub fn flags(&self) -> u64 {
        self.flags.unwrap_or(0)
    }
}
