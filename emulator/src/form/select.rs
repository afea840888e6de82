//! Selects, text inputs and the choosers of modals. Source: components/reference.

use std::collections::HashSet;

use serde_json::Value;

use super::component::{Layout, Reader, kind};

/// A select of any kind.
pub(super) fn select(reader: &mut Reader<'_>, part: &Value, kind: u64) {
    reader.errors.optional_text(part, "placeholder", 0, 150);
    let min = reader.errors.optional_number(part, "min_values", 0, 25).unwrap_or(1);
    let max = reader.errors.optional_number(part, "max_values", 1, 25).unwrap_or(1);
    if min > max {
        let text = "min_values must be less than or equal to max_values";
        reader.errors.at("min_values", "SELECT_COMPONENT_MIN_VALUES_EXCEED_MAX_VALUES", text);
    }
    if reader.layout == Layout::Modal && part["disabled"] == true {
        reader.errors.at(
            "disabled",
            "COMPONENT_DISABLED_IN_MODAL",
            "Components in modals cannot be disabled",
        );
    }
    if kind == self::kind::STRING_SELECT {
        options(reader, part, 1, 25);
        let given = part["options"].as_array().map_or(0, Vec::len) as i64;
        if given > 0 && max > given && !part["max_values"].is_null() {
            let text = "max_values must be less than or equal to the number of options";
            reader.errors.at("max_values", "SELECT_COMPONENT_MAX_VALUES_EXCEED_OPTIONS", text);
        }
    }
    reader.errors.optional_list(part, "default_values", 0, 25);
}

/// `options` of a select or a group.
fn options(reader: &mut Reader<'_>, part: &Value, min: usize, max: usize) {
    if part["options"].is_null() {
        reader.errors.at("options", "BASE_TYPE_REQUIRED", "This field is required");
    }
    let list = reader.errors.optional_list(part, "options", min, max).unwrap_or_default();
    let mut values = HashSet::new();
    for (index, option) in list.iter().enumerate() {
        reader.errors.within("options", |errors| {
            errors.within(index, |errors| {
                errors.text(option, "label", 1, 100);
                let value = errors.text(option, "value", 1, 100);
                errors.optional_text(option, "description", 0, 100);
                if !value.is_empty() && !values.insert(value.to_owned()) {
                    let text = "The specified option value is already used";
                    errors.at("value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text);
                }
            });
        });
    }
}

/// A text input.
pub(super) fn text_input(reader: &mut Reader<'_>, part: &Value) {
    let errors = &mut *reader.errors;
    if part["style"].is_null() {
        errors.at("style", "BASE_TYPE_REQUIRED", "This field is required");
    }
    errors.optional_number(part, "style", 1, 2);
    let min = errors.optional_number(part, "min_length", 0, 4000).unwrap_or(0);
    let max = errors.optional_number(part, "max_length", 1, 4000).unwrap_or(4000);
    if min > max {
        let text = "min_length must be less than or equal to max_length";
        errors.at("min_length", "TEXT_INPUT_MIN_LENGTH_EXCEEDS_MAX_LENGTH", text);
    }
    errors.optional_text(part, "value", 0, 4000);
    errors.optional_text(part, "placeholder", 0, 100);
    let in_label = errors.path.last().is_some_and(|key| key == "component");
    if !in_label {
        errors.text(part, "label", 1, 45);
    }
}

/// File uploads, radio groups, checkbox groups and checkboxes.
pub(super) fn choice_group(reader: &mut Reader<'_>, part: &Value, kind: u64) {
    match kind {
        self::kind::FILE_UPLOAD => {
            reader.errors.optional_number(part, "min_values", 0, 10);
            reader.errors.optional_number(part, "max_values", 1, 10);
        }
        self::kind::RADIO_GROUP => options(reader, part, 2, 10),
        self::kind::CHECKBOX_GROUP => options(reader, part, 1, 10),
        _ => {}
    }
}
