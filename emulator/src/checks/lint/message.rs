//! Rules for a message: its content, flags and nonce, and what may stand together.

use serde_json::Value;

use super::super::place::Place;
use super::report::{Object, Report, given, list, number, text};
use super::{Check, Rule};

/// How a message comes about; the rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Posted into a channel, or the first post of a forum's thread.
    New,
    /// Posted by a webhook: a follow-up to an interaction, too.
    Hook,
    /// The answer to an interaction, callback type 4.
    Reply,
    /// An edit: absent keys keep what was, so little can be said of the whole.
    Edit,
}

/// A message on its way to Discord.
pub(super) struct Message<'a> {
    pub(super) body: &'a Object,
    pub(super) place: Place<'a>,
    pub(super) kind: Kind,
    /// Whether files may come beside the body.
    pub(super) multipart: bool,
}

/// The embeds that links in the content bring are left out.
pub(super) const SUPPRESS_EMBEDS: i64 = 1 << 2;
/// Only the person who used the command sees it.
pub(super) const EPHEMERAL: i64 = 1 << 6;
/// Silent: no push notification.
pub(super) const SUPPRESS_NOTIFICATIONS: i64 = 1 << 12;
/// One recorded sound and nothing else.
pub(super) const IS_VOICE_MESSAGE: i64 = 1 << 13;
/// Everything is a component.
pub(super) const IS_COMPONENTS_V2: i64 = 1 << 15;

impl Message<'_> {
    /// The bit set under `flags`, 0 when there is none.
    pub(super) fn flags(&self) -> i64 {
        number(self.body, "flags").unwrap_or(0)
    }

    /// Whether the flag for components instead of content is set.
    pub(super) fn is_v2(&self) -> bool {
        self.flags() & IS_COMPONENTS_V2 != 0
    }

    /// The components at the top.
    pub(super) fn components(&self) -> &[Value] {
        list(self.body, "components")
    }
}

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "content-length",
        "resources/message#create-message-jsonform-params",
        "The content of a message has at most 2000 characters.",
        Check::Message(content_length),
    ),
    Rule::refused(
        "empty-message",
        "resources/message#create-message",
        "A new message has a content, an embed, a sticker, a component, a poll, a file or something it forwards.",
        Check::Message(empty_message),
    ),
    Rule::refused(
        "message-flags",
        "resources/message#create-message-jsonform-params",
        "A new message sets no flags but those that its route takes.",
        Check::Message(message_flags),
    ),
    Rule::refused(
        "nonce-length",
        "resources/message#create-message-jsonform-params",
        "A nonce has at most 25 characters.",
        Check::Message(nonce_length),
    ),
    Rule::refused(
        "embed-count",
        "resources/message#create-message-jsonform-params",
        "A message has at most 10 embeds.",
        Check::Message(embed_count),
    ),
    Rule::refused(
        "attachment-count",
        "resources/message#create-message-jsonform-params",
        "A message has at most 10 attachments.",
        Check::Message(attachment_count),
    ),
    Rule::refused(
        "sticker-count",
        "resources/message#create-message-jsonform-params",
        "A message has at most 3 stickers.",
        Check::Message(sticker_count),
    ),
    Rule::refused(
        "v2-alone",
        "components/reference#legacy-message-component-behavior",
        "A message with the flag IS_COMPONENTS_V2 has no content, embeds, poll or stickers.",
        Check::Message(v2_alone),
    ),
    Rule::unwise(
        "attachment-shown",
        "components/reference#legacy-message-component-behavior",
        "A file of a message with the flag IS_COMPONENTS_V2 is seen only where a component shows it: attachment://name.",
        Check::Message(attachment_shown),
    ),
];

fn content_length(message: &Message<'_>, report: &mut Report<'_>) {
    report.length(message.body, &message.place, "content", 0..=2000);
}

fn empty_message(message: &Message<'_>, report: &mut Report<'_>) {
    if message.kind == Kind::Edit || message.multipart {
        return;
    }
    let has_content = text(message.body, "content").is_some_and(|content| !content.trim().is_empty());
    let has_list = ["embeds", "components", "sticker_ids", "attachments"]
        .iter()
        .any(|key| !list(message.body, key).is_empty());
    let forwards = super::report::object(message.body, "message_reference")
        .is_some_and(|reference| number(reference, "type") == Some(1));
    let has_more = ["poll", "shared_client_theme"].iter().any(|key| given(message.body, key));
    if !(has_content || has_list || forwards || has_more) {
        report.say(message.place, "is an empty message; it needs a content, an embed, a component or a file");
    }
}

fn message_flags(message: &Message<'_>, report: &mut Report<'_>) {
    let common = SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_VOICE_MESSAGE | IS_COMPONENTS_V2;
    let allowed = match message.kind {
        Kind::New => common,
        Kind::Hook | Kind::Reply => common | EPHEMERAL,
        // An edit repeats the flags that the message has, whatever they are.
        Kind::Edit => return,
    };
    let others = message.flags() & !allowed;
    if others != 0 {
        report.say(
            message.place.key("flags"),
            format_args!("sets {others}, which can't be set here; allowed are the bits of {allowed}"),
        );
    }
}

fn nonce_length(message: &Message<'_>, report: &mut Report<'_>) {
    report.length(message.body, &message.place, "nonce", 0..=25);
}

fn embed_count(message: &Message<'_>, report: &mut Report<'_>) {
    report.count(message.body, &message.place, "embeds", 0..=10);
}

fn attachment_count(message: &Message<'_>, report: &mut Report<'_>) {
    report.count(message.body, &message.place, "attachments", 0..=10);
}

fn sticker_count(message: &Message<'_>, report: &mut Report<'_>) {
    report.count(message.body, &message.place, "sticker_ids", 0..=3);
}

fn attachment_shown(message: &Message<'_>, report: &mut Report<'_>) {
    // An edit that leaves the components out keeps those that may show it.
    if !message.is_v2() || !message.body.contains_key("components") {
        return;
    }
    let place = message.place.key("attachments");
    for (index, file) in list(message.body, "attachments").iter().enumerate() {
        // What has no name here is a file that stays.
        let Some(name) = file.get("filename").and_then(Value::as_str) else { continue };
        if !message.components().iter().any(|part| shows(part, name)) {
            report.say(
                place.index(index),
                format_args!("is a file that no component shows: attachment://{name}"),
            );
        }
    }
}

/// Whether a component, or one in it, shows the file of this name.
fn shows(part: &Value, name: &str) -> bool {
    match part {
        Value::String(text) => text.strip_prefix("attachment://") == Some(name),
        Value::Array(list) => list.iter().any(|inner| shows(inner, name)),
        Value::Object(map) => map.values().any(|inner| shows(inner, name)),
        _ => false,
    }
}

fn v2_alone(message: &Message<'_>, report: &mut Report<'_>) {
    if !message.is_v2() {
        return;
    }
    if text(message.body, "content").is_some_and(|content| !content.is_empty()) {
        report.say(message.place.key("content"), "can't stand beside IS_COMPONENTS_V2; use a text display");
    }
    for key in ["embeds", "sticker_ids"] {
        if !list(message.body, key).is_empty() {
            report.say(message.place.key(key), "can't stand beside IS_COMPONENTS_V2");
        }
    }
    if given(message.body, "poll") {
        report.say(message.place.key("poll"), "can't stand beside IS_COMPONENTS_V2");
    }
}
