//! Application commands. Source: interactions/application-commands.

use std::collections::HashSet;

use serde_json::Value;

use super::Errors;

/// The languages that Discord knows. Source: reference, Locales.
const LOCALES: [&str; 32] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl",
    "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja",
    "zh-TW", "ko",
];
/// Discord: at most so many characters over all names, descriptions and values of a command.
const WHOLE_COMMAND: usize = 8000;

/// Checks one command.
pub fn check(body: &Value, errors: &mut Errors) {
    if !body.is_object() {
        errors.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
        return;
    }
    let kind = errors.optional_number(body, "type", 1, 4).unwrap_or(1);
    let mut characters = 0;
    name(body, kind == 1, errors);
    localizations(body, "name_localizations", 32, errors);
    if kind == 1 || kind == 4 {
        errors.text(body, "description", 1, 100);
    } else if body["description"].as_str().is_some_and(|text| !text.is_empty()) {
        let text = "Context menu commands cannot have description";
        errors.at("description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", text);
    }
    localizations(body, "description_localizations", 100, errors);
    if kind == 1 {
        options(body, 0, errors);
    } else if body["options"].as_array().is_some_and(|options| !options.is_empty()) {
        let text = "Context menu commands cannot have options";
        errors.at("options", "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS", text);
    }
    if let Value::String(bits) = &body["default_member_permissions"]
        && bits.parse::<u64>().is_err()
    {
        let text = format!("Value \"{bits}\" is not int.");
        errors.at("default_member_permissions", "NUMBER_TYPE_COERCE", text);
    }
    size(body, &mut characters);
    if characters > WHOLE_COMMAND {
        let text = format!("Command exceeds maximum size ({WHOLE_COMMAND})");
        errors.add("APPLICATION_COMMAND_TOO_LARGE", text);
    }
}

/// Is this a name of a slash command or an option: `^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$`, in lower case?
fn is_name(text: &str) -> bool {
    let of_script = |c: char| ('\u{900}'..='\u{97f}').contains(&c) || ('\u{e00}'..='\u{e7f}').contains(&c);
    let length = text.chars().count();
    (1..=32).contains(&length)
        && text.chars().all(|c| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric() || of_script(c))
        && text.to_lowercase() == text
}

fn name(body: &Value, is_slash: bool, errors: &mut Errors) {
    let text = errors.text(body, "name", 1, 32);
    if is_slash && !text.is_empty() && text.chars().count() <= 32 && !is_name(text) {
        errors.at("name", "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn localizations(body: &Value, key: &str, max: usize, errors: &mut Errors) {
    let Value::Object(texts) = &body[key] else { return };
    for (locale, _) in texts {
        errors.within(key, |errors| {
            if LOCALES.contains(&locale.as_str()) {
                errors.optional_text(&body[key], locale, 1, max);
            } else {
                errors.at(locale, "ENUM_TYPE_COERCE", format!("Value \"{locale}\" is not a valid locale."));
            }
        });
    }
}

/// `depth`: 0 in the command itself, 1 in a group, 2 in a subcommand.
fn options(body: &Value, depth: u8, errors: &mut Errors) {
    let Some(list) = errors.optional_list(body, "options", 0, 25) else { return };
    let mut names = HashSet::new();
    let mut optional_seen = false;
    let has_subcommands = list.iter().any(|option| matches!(option["type"].as_u64(), Some(1 | 2)));
    errors.within("options", |errors| {
        for (index, option) in list.iter().enumerate() {
            errors.within(index, |errors| {
                let Some(kind) = errors.optional_number(option, "type", 1, 11) else {
                    if option["type"].is_null() {
                        errors.at("type", "BASE_TYPE_REQUIRED", "This field is required");
                    }
                    return;
                };
                let is_sub = kind <= 2;
                let misplaced = match depth {
                    0 => has_subcommands && !is_sub,
                    1 => kind != 1,
                    _ => is_sub,
                };
                if misplaced {
                    let text = "Sub-command and sub-command group option types are mutually exclusive to all other types";
                    errors.at("type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", text);
                }
                name(option, true, errors);
                if !names.insert(option["name"].as_str().unwrap_or_default().to_owned()) {
                    let text = "Option name already exists in option list";
                    errors.at("name", "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", text);
                }
                errors.text(option, "description", 1, 100);
                localizations(option, "name_localizations", 32, errors);
                localizations(option, "description_localizations", 100, errors);
                let required = option["required"] == true;
                if required && optional_seen {
                    let text = "Required options must be placed before non-required options";
                    errors.add("APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", text);
                }
                optional_seen |= !required && !is_sub;
                if is_sub {
                    options(option, if kind == 2 { 1 } else { 2 }, errors);
                } else {
                    value_rules(option, kind, errors);
                }
            });
        }
    });
}

fn value_rules(option: &Value, kind: i64, errors: &mut Errors) {
    let choices = errors.optional_list(option, "choices", 0, 25).unwrap_or_default();
    errors.within("choices", |errors| {
        for (index, choice) in choices.iter().enumerate() {
            errors.within(index, |errors| {
                errors.text(choice, "name", 1, 100);
                localizations(choice, "name_localizations", 100, errors);
                let fits = match kind {
                    3 => choice["value"].as_str().is_some_and(|text| text.chars().count() <= 100),
                    4 => choice["value"].is_i64() || choice["value"].is_u64(),
                    _ => choice["value"].is_number(),
                };
                if !fits {
                    errors.at(
                        "value",
                        "BASE_TYPE_BAD_TYPE",
                        "Could not interpret value as the option's type.",
                    );
                }
            });
        }
    });
    if option["autocomplete"] == true {
        if !choices.is_empty() {
            let text = "Autocomplete and choices are mutually exclusive";
            errors.at("autocomplete", "APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE", text);
        }
        if !matches!(kind, 3 | 4 | 10) {
            let text = "Autocomplete is only for string, integer and number options";
            errors.at("autocomplete", "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_TYPE", text);
        }
    }
    errors.optional_number(option, "min_length", 0, 6000);
    errors.optional_number(option, "max_length", 1, 6000);
    for key in ["min_value", "max_value"] {
        if !option[key].is_null() && !option[key].is_number() {
            errors.at(key, "NUMBER_TYPE_COERCE", format!("Value \"{}\" is not a number.", option[key]));
        }
    }
}

/// Counts names, descriptions and string values; of translations the longest.
fn size(part: &Value, characters: &mut usize) {
    for key in ["name", "description"] {
        let own = part[key].as_str().map_or(0, |text| text.chars().count());
        let translated = part[format!("{key}_localizations")]
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(_, text)| Some(text.as_str()?.chars().count()))
            .max();
        *characters += own.max(translated.unwrap_or(0));
    }
    *characters += part["value"].as_str().map_or(0, |text| text.chars().count());
    for key in ["options", "choices"] {
        for inner in part[key].as_array().into_iter().flatten() {
            size(inner, characters);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lower_case_letters_digits_dashes() {
        for name in ["award", "mon-programme", "дать", "देना", "l'été", "a_b", "奖"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["Award", "a b", "", "a!", "x".repeat(33).as_str()] {
            assert!(!is_name(name), "{name}");
        }
    }
}
