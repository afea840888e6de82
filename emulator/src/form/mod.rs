//! Bodies of requests read strictly: what Discord refuses with `50035 Invalid Form Body` is refused here, with
//! the same nesting of errors; what it lets through comes out as values with Discord's defaults filled in.
//!
//! Nothing here knows the state: whether a thing exists or a caller may do it is asked elsewhere.

pub mod command;
pub mod component;
pub mod embed;
pub mod mentions;
pub mod message;
pub mod modal;
mod part;
pub mod select;

use serde_json::{Map, Value, json};

use crate::rest::error::ApiError;

/// Collects faults with the place of each.
#[derive(Debug, Default)]
pub struct Errors {
    root: Map<String, Value>,
    path: Vec<String>,
}

impl Errors {
    /// Everything that `check` finds is nested under `key`.
    pub fn within<T>(&mut self, key: impl ToString, check: impl FnOnce(&mut Errors) -> T) -> T {
        self.path.push(key.to_string());
        let found = check(self);
        self.path.pop();
        found
    }

    /// A fault right here.
    pub fn add(&mut self, code: &str, message: impl Into<String>) {
        let mut node = &mut self.root;
        for key in &self.path {
            let inner = node.entry(key.clone()).or_insert_with(|| json!({}));
            let Value::Object(inner) = inner else { return };
            node = inner;
        }
        let errors = node.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(errors) = errors {
            errors.push(json!({"code": code, "message": message.into()}));
        }
    }

    /// A fault at a key.
    pub fn at(&mut self, key: impl ToString, code: &str, message: impl Into<String>) {
        self.within(key, |errors| errors.add(code, message));
    }

    /// Nothing was found so far.
    pub fn is_empty(&self) -> bool {
        self.root.is_empty()
    }

    /// The refusal, when anything was found.
    pub fn finish(self) -> Result<(), ApiError> {
        if self.root.is_empty() { Ok(()) } else { Err(ApiError::form(Value::Object(self.root))) }
    }

    /// A required text with a length between the limits, in characters.
    pub fn text<'a>(&mut self, object: &'a Value, key: &str, min: usize, max: usize) -> &'a str {
        match &object[key] {
            Value::Null => {
                self.at(key, "BASE_TYPE_REQUIRED", "This field is required");
                ""
            }
            _ => self.optional_text(object, key, min, max).unwrap_or_default(),
        }
    }

    /// A text that may be left out, with a length between the limits, in characters.
    pub fn optional_text<'a>(
        &mut self,
        object: &'a Value,
        key: &str,
        min: usize,
        max: usize,
    ) -> Option<&'a str> {
        match &object[key] {
            Value::Null => None,
            Value::String(text) => {
                let length = text.chars().count();
                if length < min || length > max {
                    let (code, message) = length_fault(min, max, length);
                    self.at(key, code, message);
                }
                Some(text)
            }
            _ => {
                self.at(key, "BASE_TYPE_BAD_TYPE", "Could not interpret value as string.");
                None
            }
        }
    }

    /// A whole number that may be left out, between the limits.
    pub fn optional_number(&mut self, object: &Value, key: &str, min: i64, max: i64) -> Option<i64> {
        let value = &object[key];
        if value.is_null() {
            return None;
        }
        let number = value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
        match number {
            None => {
                self.at(key, "NUMBER_TYPE_COERCE", format!("Value \"{value}\" is not int."));
                None
            }
            Some(number) if number < min => {
                self.at(
                    key,
                    "NUMBER_TYPE_MIN",
                    format!("int value should be greater than or equal to {min}."),
                );
                None
            }
            Some(number) if number > max => {
                self.at(key, "NUMBER_TYPE_MAX", format!("int value should be less than or equal to {max}."));
                None
            }
            number => number,
        }
    }

    /// A list that may be left out, with a length between the limits.
    pub fn optional_list<'a>(
        &mut self,
        object: &'a Value,
        key: &str,
        min: usize,
        max: usize,
    ) -> Option<&'a [Value]> {
        match &object[key] {
            Value::Null => None,
            Value::Array(list) => {
                if list.len() < min || list.len() > max {
                    let (code, message) = length_fault(min, max, list.len());
                    self.at(key, code, message);
                    return None;
                }
                Some(list)
            }
            _ => {
                self.at(key, "BASE_TYPE_BAD_TYPE", "Only iterables may be used in a ListType");
                None
            }
        }
    }

    /// A boolean that may be left out.
    pub fn optional_bool(&mut self, object: &Value, key: &str) -> Option<bool> {
        match &object[key] {
            Value::Null => None,
            Value::Bool(value) => Some(*value),
            Value::String(text) if text == "true" || text == "false" => Some(text == "true"),
            _ => {
                self.at(key, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
                None
            }
        }
    }
}

fn length_fault(min: usize, max: usize, length: usize) -> (&'static str, String) {
    if min == 0 || length > max && min <= 1 {
        ("BASE_TYPE_MAX_LENGTH", format!("Must be {max} or fewer in length."))
    } else {
        ("BASE_TYPE_BAD_LENGTH", format!("Must be between {min} and {max} in length."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_nested_by_key_and_index() {
        let mut errors = Errors::default();
        errors.within("data", |errors| {
            errors.within("components", |errors| {
                errors.within(0, |errors| errors.at("label", "BASE_TYPE_REQUIRED", "x"))
            })
        });
        let refused = errors.finish().unwrap_err();
        assert_eq!(refused.code, 50035);
        assert_eq!(
            refused.errors.unwrap()["data"]["components"]["0"]["label"]["_errors"][0]["code"],
            "BASE_TYPE_REQUIRED"
        );
    }
}
