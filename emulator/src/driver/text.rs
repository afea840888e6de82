//! What a person reads in a message or a modal, in order.

use serde_json::Value;

/// All text of a message: content, embeds, components; buttons and selects as `[label]`.
pub(super) fn of_message(message: &Value) -> String {
    let mut lines = Vec::new();
    push(&mut lines, &message["content"]);
    for embed in message["embeds"].as_array().into_iter().flatten() {
        for key in ["author", "title", "description", "fields", "footer"] {
            match (key, &embed[key]) {
                ("author", part) => push(&mut lines, &part["name"]),
                ("footer", part) => push(&mut lines, &part["text"]),
                ("fields", Value::Array(fields)) => {
                    for field in fields {
                        push(&mut lines, &field["name"]);
                        push(&mut lines, &field["value"]);
                    }
                }
                (_, part) => push(&mut lines, part),
            }
        }
    }
    components(&mut lines, &message["components"]);
    for attachment in message["attachments"].as_array().into_iter().flatten() {
        if let Some(name) = attachment["filename"].as_str() {
            lines.push(format!("({name})"));
        }
    }
    lines.join("\n")
}

/// All text of a modal: title, labels, descriptions, texts.
pub(super) fn of_modal(modal: &Value) -> String {
    let mut lines = Vec::new();
    push(&mut lines, &modal["title"]);
    components(&mut lines, &modal["components"]);
    lines.join("\n")
}

fn push(lines: &mut Vec<String>, text: &Value) {
    if let Some(text) = text.as_str().filter(|text| !text.is_empty()) {
        lines.push(text.to_owned());
    }
}

fn components(lines: &mut Vec<String>, list: &Value) {
    for part in list.as_array().into_iter().flatten() {
        one(lines, part);
    }
}

fn one(lines: &mut Vec<String>, part: &Value) {
    match part["type"].as_u64() {
        Some(2) => {
            let emoji = part["emoji"]["name"].as_str().unwrap_or_default();
            let label = part["label"].as_str().unwrap_or_default();
            lines.push(format!("[{}]", [emoji, label].join(" ").trim()));
        }
        Some(3 | 5..=8) => {
            lines.push(format!("[{}]", part["placeholder"].as_str().unwrap_or_default()));
        }
        Some(4) => {
            push(lines, &part["label"]);
            push(lines, &part["value"]);
        }
        Some(10) => push(lines, &part["content"]),
        Some(12) => {
            for item in part["items"].as_array().into_iter().flatten() {
                push(lines, &item["description"]);
            }
        }
        Some(18) => {
            push(lines, &part["label"]);
            push(lines, &part["description"]);
            one(lines, &part["component"]);
        }
        _ => {
            components(lines, &part["components"]);
            if part["accessory"].is_object() {
                one(lines, &part["accessory"]);
            }
        }
    }
}

/// The button or select with this label, placeholder, or custom id (`custom_id:undo` finds ids that start so).
pub(super) fn find<'a>(list: &'a Value, name: &str) -> Option<&'a Value> {
    list.as_array()?.iter().find_map(|part| {
        if fits(part, name) {
            return Some(part);
        }
        find(&part["components"], name)
            .or_else(|| part.get("accessory").filter(|part| fits(part, name)))
            .or_else(|| part.get("component").filter(|inner| fits(inner, name) || fits_label(part, name)))
    })
}

fn fits_label(label: &Value, name: &str) -> bool {
    label["label"] == name
}

fn fits(part: &Value, name: &str) -> bool {
    let Some(custom_id) = part["custom_id"].as_str() else { return false };
    if let Some(prefix) = name.strip_prefix("custom_id:") {
        return custom_id.starts_with(prefix);
    }
    let label = part["label"].as_str().unwrap_or_default();
    let emoji = part["emoji"]["name"].as_str().unwrap_or_default();
    let whole = format!("{emoji} {label}");
    custom_id == name
        || label == name
        || whole.trim() == name
        || !emoji.is_empty() && emoji == name
        || part["placeholder"] == name
}
