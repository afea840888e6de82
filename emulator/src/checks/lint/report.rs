//! Where a rule's function puts what it finds, and the measures that many rules share.

use std::fmt::Display;
use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::super::Violation;
use super::super::place::Place;
use super::Rule;

/// A JSON object.
pub(super) type Object = Map<String, Value>;

/// The findings of one rule.
pub(super) struct Report<'f> {
    rule: &'static Rule,
    found: &'f mut Vec<Violation>,
}

impl<'f> Report<'f> {
    /// A report in the name of `rule`, into `found`.
    pub(super) fn of(rule: &'static Rule, found: &'f mut Vec<Violation>) -> Report<'f> {
        Report { rule, found }
    }

    /// Something is wrong at `place`.
    pub(super) fn say(&mut self, place: impl Display, text: impl Display) {
        if self.found.len() < super::super::MOST {
            let text = clipped(text.to_string());
            self.found.push(Violation { place: place.to_string(), rule: self.rule.id, text });
        }
    }

    /// The text under `key`, if there is one, must have so many characters.
    pub(super) fn length(
        &mut self,
        object: &Object,
        place: &Place<'_>,
        key: &str,
        allowed: RangeInclusive<usize>,
    ) {
        if let Some(text) = text(object, key) {
            self.text_length(text, &place.key(key), allowed);
        }
    }

    /// This text must have so many characters.
    pub(super) fn text_length(&mut self, text: &str, place: &Place<'_>, allowed: RangeInclusive<usize>) {
        // A text has at least a quarter as many characters as bytes, and at most as many.
        if text.len() <= *allowed.end() && text.len() / 4 >= *allowed.start() {
            return;
        }
        let characters = text.chars().count();
        if !allowed.contains(&characters) {
            let (least, most) = allowed.into_inner();
            self.say(place, format_args!("has {characters} characters; Discord takes {least} to {most}"));
        }
    }

    /// The list under `key`, if there is one, must have so many items.
    pub(super) fn count(
        &mut self,
        object: &Object,
        place: &Place<'_>,
        key: &str,
        allowed: RangeInclusive<usize>,
    ) {
        let count = list(object, key).len();
        if object.get(key).is_some_and(Value::is_array) && !allowed.contains(&count) {
            let (least, most) = allowed.into_inner();
            self.say(place.key(key), format_args!("has {count} items; Discord takes {least} to {most}"));
        }
    }

    /// The whole number under `key`, if there is one, must lie in `allowed`.
    pub(super) fn range(
        &mut self,
        object: &Object,
        place: &Place<'_>,
        key: &str,
        allowed: RangeInclusive<i64>,
    ) {
        if let Some(number) = number(object, key)
            && !allowed.contains(&number)
        {
            let (least, most) = allowed.into_inner();
            self.say(place.key(key), format_args!("is {number}; Discord takes {least} to {most}"));
        }
    }

    /// The value under `low` must not be above the one under `high`.
    pub(super) fn order(&mut self, object: &Object, place: &Place<'_>, low: &str, high: &str) {
        if let (Some(least), Some(most)) = (float(object, low), float(object, high))
            && least > most
        {
            self.say(place.key(low), format_args!("is {least}, above {high}, which is {most}"));
        }
    }
}

/// A finding cites what it found, which may be megabytes.
fn clipped(mut text: String) -> String {
    const MOST_BYTES: usize = 400;
    if text.len() > MOST_BYTES {
        text.truncate(text.floor_char_boundary(MOST_BYTES));
        text.push('…');
    }
    text
}

/// The text under `key`.
pub(super) fn text<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str)
}

/// The whole number under `key`, given as a number or as a text of digits.
pub(super) fn number(object: &Object, key: &str) -> Option<i64> {
    match object.get(key)? {
        Value::Number(number) => number.as_i64(),
        Value::String(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// The number under `key`.
pub(super) fn float(object: &Object, key: &str) -> Option<f64> {
    object.get(key).and_then(Value::as_f64)
}

/// Whether there is `true` under `key`.
pub(super) fn truth(object: &Object, key: &str) -> bool {
    object.get(key).and_then(Value::as_bool) == Some(true)
}

/// The items of the list under `key`; none when there is no list.
pub(super) fn list<'a>(object: &'a Object, key: &str) -> &'a [Value] {
    object.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The object under `key`.
pub(super) fn object<'a>(object: &'a Object, key: &str) -> Option<&'a Object> {
    object.get(key).and_then(Value::as_object)
}

/// Whether something other than null stands under `key`.
pub(super) fn given(object: &Object, key: &str) -> bool {
    object.get(key).is_some_and(|value| !value.is_null())
}
