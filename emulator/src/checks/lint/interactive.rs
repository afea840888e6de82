//! Rules for what people press, choose from and fill in.

use std::collections::HashSet;

use serde_json::Value;

use super::part::{self, Part};
use super::report::{Report, given, list, number, text, truth};
use super::{Check, Rule};

const BUTTON: &str = "components/reference#button";
const SELECT: &str = "components/reference#string-select";
const TEXT_INPUT: &str = "components/reference#text-input";

pub(super) const RULES: &[Rule] = &[
    Rule::refused(
        "button-label",
        BUTTON,
        "A button's label has at most 80 characters.",
        Check::Part(button_label),
    ),
    Rule::refused("button-style", BUTTON, "A button has a style from 1 to 6.", Check::Part(button_style)),
    Rule::refused(
        "button-kind",
        "components/reference#button-button-styles",
        "A link button has a url, a premium button an sku_id, any other a custom_id; none has another's key.",
        Check::Part(button_kind),
    ),
    Rule::refused(
        "button-url",
        BUTTON,
        "A link button's url has at most 512 characters.",
        Check::Part(button_url),
    ),
    Rule::refused(
        "select-options",
        SELECT,
        "A string select has 1 to 25 options.",
        Check::Part(select_options),
    ),
    Rule::refused(
        "option-texts",
        "components/reference#string-select-select-option-structure",
        "An option has a label and a value of 1 to 100 characters, and a description of at most 100.",
        Check::Part(option_texts),
    ),
    Rule::refused(
        "option-values-unique",
        "components/reference#string-select-select-option-structure",
        "No two options have the same value.",
        Check::Part(option_values_unique),
    ),
    Rule::refused(
        "placeholder",
        SELECT,
        "A select's placeholder has at most 150 characters, a text input's 100.",
        Check::Part(placeholder),
    ),
    Rule::refused(
        "value-bounds",
        SELECT,
        "min_values is 0 to 25 and max_values 1 to 25 (10 for files and checkboxes), in this order.",
        Check::Part(value_bounds),
    ),
    Rule::refused(
        "select-defaults",
        "components/reference#user-select-select-default-value-structure",
        "The default values of a select are of its kind: user, role or channel.",
        Check::Part(select_defaults),
    ),
    Rule::refused("modal-disabled", SELECT, "Nothing in a modal is disabled.", Check::Part(modal_disabled)),
    Rule::refused(
        "text-input-style",
        "components/reference#text-input-text-input-styles",
        "A text input has the style 1 or 2.",
        Check::Part(text_input_style),
    ),
    Rule::refused(
        "text-input-bounds",
        TEXT_INPUT,
        "A text input's min_length is 0 to 4000 and its max_length 1 to 4000, in this order.",
        Check::Part(text_input_bounds),
    ),
    Rule::refused(
        "text-input-value",
        TEXT_INPUT,
        "A text input's value has at most 4000 characters.",
        Check::Part(text_input_value),
    ),
    Rule::refused(
        "radio-options",
        "components/reference#radio-group",
        "A radio group has 2 to 10 options.",
        Check::Part(radio_options),
    ),
    Rule::refused(
        "checkbox-options",
        "components/reference#checkbox-group",
        "A checkbox group has 1 to 10 options.",
        Check::Part(checkbox_options),
    ),
];

fn button_label(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::BUTTON) {
        report.length(part.body, &part.place, "label", 0..=80);
    }
}

fn button_style(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind != Some(part::BUTTON) {
        return;
    }
    if !given(part.body, "style") {
        report.say(part.place.key("style"), "is missing");
    }
    report.range(part.body, &part.place, "style", 1..=6);
}

fn button_kind(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind != Some(part::BUTTON) {
        return;
    }
    let (name, needed, refused): (_, _, &[&str]) = match number(part.body, "style") {
        Some(1..=4) => ("a button", "custom_id", &["url", "sku_id"]),
        Some(5) => ("a link button", "url", &["custom_id", "sku_id"]),
        Some(6) => ("a premium button", "sku_id", &["custom_id", "label", "url", "emoji"]),
        _ => return,
    };
    if text(part.body, needed).is_none_or(str::is_empty) {
        report.say(part.place.key(needed), format_args!("is missing; {name} needs it"));
    }
    for key in refused {
        if given(part.body, key) {
            report.say(part.place.key(key), format_args!("can't be on {name}"));
        }
    }
}

fn button_url(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::BUTTON) {
        report.length(part.body, &part.place, "url", 0..=512);
    }
}

fn select_options(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::STRING_SELECT) {
        options(part, 1, 25, report);
    }
}

fn radio_options(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::RADIO_GROUP) {
        options(part, 2, 10, report);
    }
}

fn checkbox_options(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::CHECKBOX_GROUP) {
        options(part, 1, 10, report);
    }
}

fn options(part: &Part<'_, '_>, least: usize, most: usize, report: &mut Report<'_>) {
    let count = list(part.body, "options").len();
    if !(least..=most).contains(&count) {
        report.say(
            part.place.key("options"),
            format_args!("has {count} items; Discord takes {least} to {most}"),
        );
    }
}

fn has_options(part: &Part<'_, '_>) -> bool {
    matches!(part.kind, Some(part::STRING_SELECT | part::RADIO_GROUP | part::CHECKBOX_GROUP))
}

fn option_texts(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if !has_options(part) {
        return;
    }
    let place = part.place.key("options");
    for (index, option) in list(part.body, "options").iter().enumerate() {
        let Some(option) = option.as_object() else { continue };
        let place = place.index(index);
        for key in ["label", "value"] {
            if text(option, key).is_none() {
                report.say(place.key(key), "is missing");
            }
            report.length(option, &place, key, 1..=100);
        }
        report.length(option, &place, "description", 0..=100);
    }
}

fn option_values_unique(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if !has_options(part) {
        return;
    }
    let mut seen = HashSet::new();
    let place = part.place.key("options");
    for (index, option) in list(part.body, "options").iter().enumerate() {
        if let Some(value) = option.get("value").and_then(Value::as_str)
            && !seen.insert(value)
        {
            report.say(place.index(index).key("value"), format_args!("{value:?} is there already"));
        }
    }
}

fn is_select(kind: Option<i64>) -> bool {
    matches!(kind, Some(part::STRING_SELECT | part::USER_SELECT..=part::CHANNEL_SELECT))
}

fn placeholder(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if is_select(part.kind) {
        report.length(part.body, &part.place, "placeholder", 0..=150);
    } else if part.kind == Some(part::TEXT_INPUT) {
        report.length(part.body, &part.place, "placeholder", 0..=100);
    }
}

fn value_bounds(part: &Part<'_, '_>, report: &mut Report<'_>) {
    let most = match part.kind {
        Some(part::FILE_UPLOAD | part::CHECKBOX_GROUP) => 10,
        kind if is_select(kind) => 25,
        _ => return,
    };
    report.range(part.body, &part.place, "min_values", 0..=most);
    report.range(part.body, &part.place, "max_values", 1..=most);
    report.order(part.body, &part.place, "min_values", "max_values");
}

fn select_defaults(part: &Part<'_, '_>, report: &mut Report<'_>) {
    let kinds: &[&str] = match part.kind {
        Some(part::USER_SELECT) => &["user"],
        Some(part::ROLE_SELECT) => &["role"],
        Some(part::MENTIONABLE_SELECT) => &["user", "role"],
        Some(part::CHANNEL_SELECT) => &["channel"],
        _ => return,
    };
    let place = part.place.key("default_values");
    for (index, value) in list(part.body, "default_values").iter().enumerate() {
        if let Some(kind) = value.get("type").and_then(Value::as_str)
            && !kinds.contains(&kind)
        {
            report.say(
                place.index(index).key("type"),
                format_args!("is {kind:?}; expected {}", kinds.join(" or ")),
            );
        }
    }
}

fn modal_disabled(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.within.is_modal() && truth(part.body, "disabled") {
        report.say(part.place.key("disabled"), "is true, which nothing in a modal may be");
    }
}

fn text_input_style(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind != Some(part::TEXT_INPUT) {
        return;
    }
    if !given(part.body, "style") {
        report.say(part.place.key("style"), "is missing");
    }
    report.range(part.body, &part.place, "style", 1..=2);
}

fn text_input_bounds(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::TEXT_INPUT) {
        report.range(part.body, &part.place, "min_length", 0..=4000);
        report.range(part.body, &part.place, "max_length", 1..=4000);
        report.order(part.body, &part.place, "min_length", "max_length");
    }
}

fn text_input_value(part: &Part<'_, '_>, report: &mut Report<'_>) {
    if part.kind == Some(part::TEXT_INPUT) {
        report.length(part.body, &part.place, "value", 0..=4000);
    }
}
