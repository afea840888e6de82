//! The schemas of the description: kept as text, and compiled with all that they refer to when
//! they are first needed.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use regex::Regex;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::super::Violation;
use super::alarms::ALARMS;
use super::union;

/// Whether a schema is for what bots send or for what Discord answers. Discord is more generous in
/// what it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// From the bot.
    Request,
    /// To the bot.
    Answer,
}

/// All named schemas, as text.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Schemas {
    named: HashMap<String, Box<RawValue>>,
}

const REFERENCE: &str = "#/components/schemas/";

impl Schemas {
    /// The schema of that name, with the known false alarms taken out.
    fn get(&self, name: &str, direction: Direction) -> Option<Value> {
        let mut schema: Value = serde_json::from_str(self.named.get(name)?.get()).ok()?;
        for alarm in ALARMS.iter().filter(|alarm| alarm.schema == name && alarm.direction == direction) {
            if let (Some(place), Ok(instead)) =
                (schema.pointer_mut(alarm.pointer), serde_json::from_str(alarm.instead))
            {
                *place = instead;
            }
        }
        Some(schema)
    }

    /// A validator for `schema` with all schemas that it refers to, however far; `None` when it
    /// can't be compiled, which a test rules out for every schema of the published description.
    pub(super) fn compile(&self, schema: Value, direction: Direction) -> Option<Validator> {
        let mut parsed = HashMap::new();
        let mut done = Map::new();
        let mut waiting = Vec::new();
        let mut whole = schema;
        self.reshape(&mut whole, direction, &mut parsed, &mut waiting);
        while let Some(name) = waiting.pop() {
            if done.contains_key(&name) {
                continue;
            }
            let mut schema = self.get(&name, direction)?;
            self.reshape(&mut schema, direction, &mut parsed, &mut waiting);
            done.insert(name, schema);
        }
        let document = json!({ "allOf": [whole], "components": { "schemas": done } });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("uri", is_uri)
            .with_format("date-time", move |text: &str| is_time(text, direction))
            .build(&document)
            .ok()
    }

    /// Rewrites a schema and those in it, and notes the names that it refers to.
    fn reshape(
        &self,
        schema: &mut Value,
        direction: Direction,
        parsed: &mut HashMap<String, Option<Value>>,
        waiting: &mut Vec<String>,
    ) {
        match schema {
            Value::Object(object) => {
                union::narrow(object, &mut |name| {
                    parsed.entry(name.to_owned()).or_insert_with(|| self.get(name, direction)).clone()
                });
                if direction == Direction::Request {
                    take_digits(object);
                }
                if let Some(name) =
                    object.get("$ref").and_then(Value::as_str).and_then(|to| to.strip_prefix(REFERENCE))
                {
                    waiting.push(name.to_owned());
                }
                for (key, inner) in object.iter_mut() {
                    // What chooses a branch is read to the letter.
                    if !matches!(key.as_str(), "enum" | "const" | "required" | "if") {
                        self.reshape(inner, direction, parsed, waiting);
                    }
                }
            }
            Value::Array(items) => {
                items.iter_mut().for_each(|item| self.reshape(item, direction, parsed, waiting));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
impl Schemas {
    /// The schema of that name as it was published.
    pub(super) fn published(&self, name: &str) -> Option<Value> {
        serde_json::from_str(self.named.get(name)?.get()).ok()
    }
}

/// "Integers stand for int-parseable strings", says the description's readme: what bots send as an
/// integer may be a text of digits (permission sets always are). Not so for types, which are
/// integers with a list of values.
fn take_digits(schema: &mut Map<String, Value>) {
    if ["enum", "const", "allOf", "pattern"].iter().any(|key| schema.contains_key(*key)) {
        return;
    }
    let kinds = match schema.get("type") {
        Some(Value::String(kind)) if kind == "integer" => json!(["integer", "string"]),
        Some(Value::Array(kinds))
            if kinds.contains(&json!("integer")) && !kinds.contains(&json!("string")) =>
        {
            Value::Array(kinds.iter().cloned().chain([json!("string")]).collect())
        }
        _ => return,
    };
    schema.insert("type".to_owned(), kinds);
    schema.insert("pattern".to_owned(), json!("^-?[0-9]+$"));
}

/// A scheme, a colon, something, no blanks. Discord takes more than RFC 3986 does, letters of all
/// scripts among it.
fn is_uri(text: &str) -> bool {
    let scheme = text.split_once(':').filter(|(_, rest)| !rest.is_empty()).map(|(scheme, _)| scheme);
    text.is_empty()
        || scheme.is_some_and(|scheme| {
            scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
                && !text.contains(char::is_whitespace)
        })
}

/// RFC 3339 in answers. In requests any ISO 8601 date, with or without time and zone.
fn is_time(text: &str, direction: Direction) -> bool {
    static ANSWER: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$").ok()
    });
    static REQUEST: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"^\d{4}-[01]\d-[0-3]\d([Tt ][0-2]\d:[0-5]\d(:[0-6]\d([.,]\d+)?)?([Zz]|[+-]\d\d(:?\d\d)?)?)?$",
        )
        .ok()
    });
    let pattern = match direction {
        Direction::Answer => &ANSWER,
        Direction::Request => &REQUEST,
    };
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(text))
}

/// Adds to `found` where `body` breaks the schema.
pub(super) fn check(validator: &Validator, body: &Value, found: &mut Vec<Violation>) {
    if validator.is_valid(body) {
        return;
    }
    found.extend(validator.iter_errors(body).take(super::super::MOST).map(|error| {
        let place = error.instance_path().to_string();
        let short = match &**error.instance() {
            Value::String(text) => text.len() <= 60,
            Value::Array(_) | Value::Object(_) => false,
            _ => true,
        };
        let text = if short { error.to_string() } else { error.masked_with("the value").to_string() };
        Violation { place: if place.is_empty() { "body".to_owned() } else { place }, rule: "api-body", text }
    }));
}
