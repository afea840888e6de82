//! `allowed_mentions`. Source: resources/message, Allowed Mentions Object.

use serde_json::Value;

use super::Errors;
use crate::state::id::Id;
use crate::state::pings::{Allow, AllowedMentions};

/// Reads the field; `None` when it is left out.
pub fn read(body: &Value, errors: &mut Errors) -> Option<AllowedMentions> {
    let given = &body["allowed_mentions"];
    if given.is_null() {
        return None;
    }
    errors.within("allowed_mentions", |errors| {
        if !given.is_object() {
            errors.add("MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
            return None;
        }
        let mut parse = Vec::new();
        for (index, kind) in errors.optional_list(given, "parse", 0, 3).unwrap_or_default().iter().enumerate()
        {
            match kind.as_str() {
                Some(kind @ ("users" | "roles" | "everyone")) => parse.push(kind),
                _ => errors.within("parse", |errors| {
                    errors.at(
                        index,
                        "BASE_TYPE_CHOICES",
                        "Value must be one of {'users', 'everyone', 'roles'}.",
                    );
                }),
            }
        }
        Some(lists(given, &parse, errors))
    })
}

fn lists(given: &Value, parse: &[&str], errors: &mut Errors) -> AllowedMentions {
    let parses = |kind: &str| parse.contains(&kind);
    let mut list = |kind: &str| {
        let ids: Vec<Id> = match errors.optional_list(given, kind, 0, 100) {
            None => Vec::new(),
            Some(ids) => ids.iter().filter_map(id_of).collect(),
        };
        if parses(kind) && !ids.is_empty() {
            let text = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            errors.add("MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", text);
        }
        if parses(kind) { Allow::All } else { Allow::Only(ids) }
    };
    let users = list("users");
    let roles = list("roles");
    let replied_user = errors.optional_bool(given, "replied_user").unwrap_or(false);
    AllowedMentions { everyone: parses("everyone"), users, roles, replied_user }
}

/// An id written as text or as a number.
pub fn id_of(value: &Value) -> Option<Id> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => number.as_u64().map(Id::new),
        _ => None,
    }
}
