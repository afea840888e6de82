//! Rewriting schemas so that an error names its real place.
//!
//! A union (`oneOf`, `anyOf`) that fails says only that no branch fits. Where the branches differ
//! in the value of a key (`type`, mostly) or in the kind of JSON value, the union becomes a list of
//! "if it is of this type, then this branch": one branch is checked, and its errors come through.

use serde_json::{Map, Value, json};

use super::alarms::CHOICES;

type Object = Map<String, Value>;

/// Looks up a schema by its name among the components.
pub(super) type Lookup<'l> = &'l mut dyn FnMut(&str) -> Option<Value>;

/// Rewrites this one schema, not those in it.
pub(super) fn narrow(schema: &mut Object, lookup: Lookup<'_>) {
    for key in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = schema.get(key) else { continue };
        let (nulls, branches): (Vec<Value>, Vec<Value>) = branches.iter().cloned().partition(is_null);
        let rewritten = if let Some(values) = constants(&branches) {
            let nulls = nulls.iter().map(|_| Value::Null);
            json!({ "enum": values.into_iter().chain(nulls).collect::<Vec<_>>() })
        } else if let Some(choice) = known_choice(&branches) {
            or_null(choice, !nulls.is_empty())
        } else if let [only] = branches.as_slice() {
            or_null(only.clone(), !nulls.is_empty())
        } else if let Some(chosen) =
            by_key(&branches, &mut *lookup).or_else(|| by_kind(&branches, &mut *lookup))
        {
            or_null(chosen, !nulls.is_empty())
        } else {
            continue;
        };
        schema.remove(key);
        add(schema, rewritten);
    }
}

/// Everything in `more` holds besides what `schema` says.
fn add(schema: &mut Object, more: Value) {
    match schema.entry("allOf").or_insert_with(|| json!([])) {
        Value::Array(all) => all.push(more),
        other => *other = json!([other.clone(), more]),
    }
}

fn is_null(branch: &Value) -> bool {
    branch.get("type").and_then(Value::as_str) == Some("null")
}

fn or_null(schema: Value, null: bool) -> Value {
    if null { json!({ "if": { "type": "null" }, "then": true, "else": schema }) } else { schema }
}

/// The values of branches that are all constants: an enumeration with words of explanation.
fn constants(branches: &[Value]) -> Option<Vec<Value>> {
    if branches.is_empty() {
        return None;
    }
    branches.iter().map(|branch| branch.get("const").cloned()).collect()
}

fn reference(branch: &Value) -> Option<&str> {
    branch.get("$ref")?.as_str()?.rsplit('/').next()
}

fn known_choice(branches: &[Value]) -> Option<Value> {
    let choice = CHOICES.iter().find(|choice| {
        choice.branches.len() == branches.len()
            && choice.branches.iter().zip(branches).all(|(name, branch)| reference(branch) == Some(name))
    })?;
    serde_json::from_str(choice.instead).ok()
}

fn resolved(branches: &[Value], lookup: Lookup<'_>) -> Option<Vec<Value>> {
    branches
        .iter()
        .map(|branch| match reference(branch) {
            Some(name) => lookup(name),
            None => Some(branch.clone()),
        })
        .collect()
}

/// Chooses by a key that each branch requires with values of its own.
fn by_key(branches: &[Value], lookup: Lookup<'_>) -> Option<Value> {
    let resolved = resolved(branches, lookup)?;
    let keys = resolved.first()?.get("properties")?.as_object()?.keys();
    let mut keys: Vec<&String> = keys.collect();
    keys.sort_by_key(|key| *key != "type");
    let (key, values) = keys.into_iter().find_map(|key| Some((key, values_of_each(&resolved, key)?)))?;
    let all: Vec<&Value> = values.iter().flatten().collect();
    let mut rules =
        vec![json!({ "type": "object", "properties": { key: { "enum": all } }, "required": [key] })];
    for (branch, values) in branches.iter().zip(&values) {
        rules.push(json!({
            "if": { "type": "object", "properties": { key: { "enum": values } }, "required": [key] },
            "then": branch,
        }));
    }
    Some(json!({ "allOf": rules }))
}

/// The values that each branch allows under `key`; `None` unless all require it and none overlap.
fn values_of_each(branches: &[Value], key: &str) -> Option<Vec<Vec<Value>>> {
    let mut lists: Vec<Vec<Value>> = Vec::new();
    for branch in branches {
        let required = branch.get("required")?.as_array()?.iter().any(|name| name == key);
        let schema = branch.get("properties")?.get(key)?;
        let values = match (schema.get("enum"), schema.get("const")) {
            (Some(Value::Array(values)), _) => values.clone(),
            (_, Some(value)) => vec![value.clone()],
            _ => return None,
        };
        let new = values.iter().all(|value| !lists.iter().flatten().any(|earlier| earlier == value));
        if !required || !new || values.is_empty() {
            return None;
        }
        lists.push(values);
    }
    Some(lists)
}

/// Chooses by the kind of JSON value: a text here, a number there.
fn by_kind(branches: &[Value], lookup: Lookup<'_>) -> Option<Value> {
    let resolved = resolved(branches, lookup)?;
    let mut kinds: Vec<&str> = Vec::new();
    for branch in &resolved {
        let kind = branch.get("type")?.as_str()?;
        if kinds.contains(&kind) {
            return None;
        }
        kinds.push(kind);
    }
    let mut rules = vec![json!({ "type": kinds })];
    for (branch, kind) in branches.iter().zip(&kinds) {
        rules.push(json!({ "if": { "type": kind }, "then": branch }));
    }
    Some(json!({ "allOf": rules }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn narrowed(schema: Value) -> Value {
        let mut schema = schema;
        if let Value::Object(object) = &mut schema {
            narrow(object, &mut |_| None);
        }
        schema
    }

    #[test]
    fn the_branch_is_chosen_by_type_and_its_own_error_comes_through() {
        let schema = narrowed(json!({ "oneOf": [
            { "type": "null" },
            { "properties": { "type": { "enum": [1] }, "a": { "type": "string" } }, "required": ["type"] },
            { "properties": { "type": { "enum": [2] }, "b": { "type": "string" } }, "required": ["type"] },
        ]}));
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let places = |value: Value| -> Vec<String> {
            validator.iter_errors(&value).map(|error| error.instance_path().to_string()).collect()
        };
        assert_eq!(places(json!({ "type": 2, "b": 1 })), ["/b"]);
        assert_eq!(places(json!({ "type": 3 })), ["/type"]);
        assert_eq!(places(json!(null)), [""; 0]);
        assert_eq!(places(json!({ "type": 1, "b": 1 })), [""; 0]);
        assert_eq!(places(json!(7)), [""]);
    }

    #[test]
    fn constants_become_an_enumeration() {
        let schema = narrowed(json!({ "type": "integer", "oneOf": [{ "const": 1 }, { "const": 2 }] }));
        assert_eq!(schema, json!({ "type": "integer", "allOf": [{ "enum": [1, 2] }] }));
    }

    #[test]
    fn texts_and_numbers_are_told_apart() {
        let schema =
            narrowed(json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "maxLength": 2 }] }));
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        let error = validator.validate(&json!("abc")).expect_err("too long").to_string();
        assert!(error.contains("longer than 2"), "{error}");
    }
}
