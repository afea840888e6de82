//! Rules for the components of a message or modal together, and for those that only arrange or show.

use std::collections::HashSet;

use serde_json::Value;

use super::super::place::Place;
use super::message::{Kind, Message};
use super::part::{self, Part, Within};
use super::report::{Report, list, number, object, text};
use super::{Check, Rule};

/// All components of a message or a modal.
pub(super) struct Parts<'a> {
    pub(super) items: &'a [Value],
    pub(super) place: Place<'a>,
    pub(super) within: Within,
}

impl<'a> Parts<'a> {
    fn each(&self, visit: &mut dyn FnMut(&Part<'a, '_>)) {
        part::each(self.items, &self.place, self.within, visit);
    }
}

const PAGE: &str = "components/reference";

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "v2-flag",
        "components/reference#component-object",
        "A new message with other components than action rows sets the flag IS_COMPONENTS_V2 (32768).",
        Check::Message(v2_flag),
    ),
    Rule::refused(
        "row-count",
        "components/reference#legacy-message-component-behavior",
        "A message without the flag IS_COMPONENTS_V2 has at most 5 action rows.",
        Check::Message(row_count),
    ),
    Rule::refused(
        "component-total",
        "components/reference#component-object",
        "A message has at most 40 components, those in components counted.",
        Check::Parts(total),
    ),
    Rule::refused(
        "v2-text-total",
        "components/reference#text-display",
        "All text displays of a message together have at most 4000 characters.",
        Check::Parts(text_total),
    ),
    Rule::refused(
        "custom-id-unique",
        "components/reference#anatomy-of-a-component-custom-id",
        "No two components of a message or modal have the same custom_id.",
        Check::Parts(custom_id_unique),
    ),
    Rule::refused(
        "component-id-unique",
        "components/reference#anatomy-of-a-component",
        "No two components of a message or modal have the same id.",
        Check::Parts(id_unique),
    ),
    Rule::refused(
        "row-children",
        "components/reference#action-row",
        "An action row holds 1 to 5 buttons, or one select, or one text input.",
        Check::Part(row_children),
    ),
    Rule::refused(
        "section-texts",
        "components/reference#section",
        "A section has 1 to 3 text displays and an accessory.",
        Check::Part(section),
    ),
    Rule::refused(
        "container-children",
        "components/reference#container",
        "A container holds something.",
        Check::Part(container_children),
    ),
    Rule::refused(
        "accent-color",
        "components/reference#container",
        "A container's colour is a number from 0 to 0xFFFFFF.",
        Check::Part(accent_color),
    ),
    Rule::refused(
        "text-display",
        "components/reference#text-display",
        "A text display has a content of 1 to 4000 characters.",
        Check::Part(text_display),
    ),
    Rule::refused(
        "gallery-items",
        "components/reference#media-gallery",
        "A media gallery has 1 to 10 items.",
        Check::Part(gallery_items),
    ),
    Rule::refused(
        "media-description",
        "components/reference#media-gallery-media-gallery-item-structure",
        "The description of a picture has at most 1024 characters.",
        Check::Part(media_description),
    ),
    Rule::refused(
        "file-attachment",
        "components/reference#file",
        "A file component shows an uploaded file: attachment://name.",
        Check::Part(file_attachment),
    ),
    Rule::refused(
        "separator-spacing",
        PAGE,
        "A separator's spacing is 1 or 2.",
        Check::Part(separator_spacing),
    ),
];

fn v2_flag(message: &Message<'_>, report: &mut Report<'_>) {
    // An edit needn't repeat the flag: once set, it stays.
    if message.kind == Kind::Edit || message.is_v2() {
        return;
    }
    let place = message.place.key("components");
    for (index, item) in message.components().iter().enumerate() {
        let kind = item.get("type").and_then(Value::as_i64);
        if let Some(
            kind @ (part::SECTION
            | part::TEXT_DISPLAY
            | part::MEDIA_GALLERY
            | part::FILE
            | part::SEPARATOR
            | part::CONTAINER),
        ) = kind
        {
            let name = part::name(kind).unwrap_or_default();
            report.say(place.index(index), format_args!("a {name} needs the flag IS_COMPONENTS_V2 (32768)"));
        }
    }
}

fn row_count(message: &Message<'_>, report: &mut Report<'_>) {
    if message.kind != Kind::Edit && !message.is_v2() {
        report.count(message.body, &message.place, "components", 0..=5);
    }
}

fn total(parts: &Parts<'_>, report: &mut Report<'_>) {
    let mut count = 0;
    parts.each(&mut |_| count += 1);
    if count > 40 {
        report.say(
            parts.place,
            format_args!("are {count} components with those inside; Discord takes at most 40"),
        );
    }
}

fn text_total(parts: &Parts<'_>, report: &mut Report<'_>) {
    let mut texts = 0;
    let mut characters = 0;
    parts.each(&mut |part| {
        if part.kind == Some(part::TEXT_DISPLAY)
            && let Some(content) = text(part.body, "content")
        {
            texts += 1;
            characters += content.chars().count();
        }
    });
    // One text that is too long has its own rule.
    if characters > 4000 && texts > 1 {
        report.say(
            parts.place,
            format_args!("have {characters} characters of text together; Discord takes at most 4000"),
        );
    }
}

fn custom_id_unique(parts: &Parts<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    parts.each(&mut |part| {
        if let Some(id) = text(part.body, "custom_id")
            && !seen.insert(id)
        {
            report.say(part.place.key("custom_id"), format_args!("{id:?} is there already"));
        }
    });
}

fn id_unique(parts: &Parts<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    parts.each(&mut |part| {
        // 0 asks Discord to choose a number.
        if let Some(id) = number(part.body, "id")
            && id != 0
            && !seen.insert(id)
        {
            report.say(part.place.key("id"), format_args!("{id} is there already"));
        }
    });
}

fn row_children(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind != Some(part::ACTION_ROW) {
        return;
    }
    let children = list(part.body, "components");
    let is_button = |child: &Value| child.get("type").and_then(Value::as_i64) == Some(part::BUTTON);
    let buttons = children.iter().filter(|child| is_button(child)).count();
    let place = part.place.key("components");
    if children.is_empty() {
        report.say(place, "has nothing in it");
    } else if buttons > 5 {
        report.say(place, format_args!("has {buttons} buttons; Discord takes at most 5 in a row"));
    } else if buttons != children.len() && children.len() > 1 {
        report.say(place, "holds a select or a text input beside others; each needs a row of its own");
    }
}

fn section(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind != Some(part::SECTION) {
        return;
    }
    let count = list(part.body, "components").len();
    if !(1..=3).contains(&count) {
        report.say(part.place.key("components"), format_args!("has {count} items; Discord takes 1 to 3"));
    }
    if object(part.body, "accessory").is_none() {
        report.say(part.place.key("accessory"), "is missing");
    }
}

fn container_children(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::CONTAINER) && list(part.body, "components").is_empty() {
        report.say(part.place.key("components"), "has nothing in it");
    }
}

fn accent_color(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::CONTAINER) {
        report.range(part.body, &part.place, "accent_color", 0..=0xFF_FFFF);
    }
}

fn text_display(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::TEXT_DISPLAY) {
        if text(part.body, "content").is_none() {
            report.say(part.place.key("content"), "is missing");
        }
        report.length(part.body, &part.place, "content", 1..=4000);
    }
}

fn gallery_items(part: &Part<'_, '_>, report: &mut Report<'_>) {
    let count = list(part.body, "items").len();
    if part.kind == Some(part::MEDIA_GALLERY) && !(1..=10).contains(&count) {
        report.say(part.place.key("items"), format_args!("has {count} items; Discord takes 1 to 10"));
    }
}

fn media_description(part: &Part<'_, '_>, report: &mut Report<'_>) {
    match part.kind {
        Some(part::THUMBNAIL) => report.length(part.body, &part.place, "description", 1..=1024),
        Some(part::MEDIA_GALLERY) => {
            let place = part.place.key("items");
            for (index, item) in list(part.body, "items").iter().enumerate() {
                if let Some(item) = item.as_object() {
                    report.length(item, &place.index(index), "description", 1..=1024);
                }
            }
        }
        _ => {}
    }
}

fn file_attachment(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind != Some(part::FILE) {
        return;
    }
    let url = object(part.body, "file").and_then(|file| text(file, "url"));
    if let Some(url) = url
        && !url.starts_with("attachment://")
    {
        report.say(part.place.key("file").key("url"), format_args!("is {url:?}; expected attachment://name"));
    }
}

fn separator_spacing(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::SEPARATOR) {
        report.range(part.body, &part.place, "spacing", 1..=2);
    }
}
