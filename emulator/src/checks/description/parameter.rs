//! Parameters in paths and queries.

use serde::Deserialize;
use serde_json::Value;

use super::super::Violation;

/// A parameter of a route.
#[derive(Debug)]
pub(super) struct Parameter {
    name: String,
    in_path: bool,
    kind: Kind,
}

/// What a parameter takes; what is not listed is not looked at.
#[derive(Debug)]
enum Kind {
    Snowflake,
    Integer { least: i64, most: i64 },
    Boolean,
    Other,
}

#[derive(Deserialize)]
struct Described {
    name: String,
    r#in: String,
    schema: Value,
}

impl Parameter {
    /// Reads a parameter of the description; `None` for headers and what is none.
    pub(super) fn read(described: &Value) -> Option<Parameter> {
        let described = Described::deserialize(described).ok()?;
        let in_path = match described.r#in.as_str() {
            "path" => true,
            "query" => false,
            _ => return None,
        };
        Some(Parameter { name: described.name, in_path, kind: Kind::read(&described.schema) })
    }

    /// Adds to `found` what is wrong with the parameters of a request.
    pub(super) fn check(
        all: &[Parameter],
        in_path: &[(&str, &str)],
        query: &str,
        found: &mut Vec<Violation>,
    ) {
        let in_query = query.split('&').filter_map(|pair| pair.split_once('='));
        let given = in_path.iter().map(|(name, value)| (true, *name, *value));
        for (is_path, name, value) in given.chain(in_query.map(|(name, value)| (false, name, value))) {
            let parameter =
                all.iter().find(|parameter| parameter.in_path == is_path && parameter.name == name);
            if let Some(fault) = parameter.and_then(|parameter| parameter.kind.fault(value)) {
                let place = if is_path { "path" } else { "query" };
                let text = format!("{name} is {value:?}; expected {fault}");
                found.push(Violation { place: place.to_owned(), rule: "api-route", text });
            }
        }
    }
}

impl Kind {
    fn read(schema: &Value) -> Kind {
        if schema.get("$ref").and_then(Value::as_str) == Some("#/components/schemas/SnowflakeType") {
            return Kind::Snowflake;
        }
        let bound = |key: &str, otherwise| schema.get(key).and_then(Value::as_i64).unwrap_or(otherwise);
        match schema.get("type").and_then(Value::as_str) {
            Some("integer") => {
                Kind::Integer { least: bound("minimum", i64::MIN), most: bound("maximum", i64::MAX) }
            }
            Some("boolean") => Kind::Boolean,
            _ => Kind::Other,
        }
    }

    /// What was expected instead of `value`.
    fn fault(&self, value: &str) -> Option<String> {
        match self {
            Kind::Snowflake => value.parse::<u64>().is_err().then(|| "an id (digits)".to_owned()),
            Kind::Integer { least, most } => {
                let fits = value.parse::<i64>().is_ok_and(|value| (*least..=*most).contains(&value));
                (!fits).then(|| format!("a whole number from {least} to {most}"))
            }
            Kind::Boolean => {
                let fits = ["true", "false", "True", "False", "1", "0"].contains(&value);
                (!fits).then(|| "true or false".to_owned())
            }
            Kind::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn parameters_are_checked_by_their_kind() {
        let all: Vec<Parameter> = [
            json!({ "name": "id", "in": "path", "schema": { "$ref": "#/components/schemas/SnowflakeType" } }),
            json!({ "name": "limit", "in": "query", "schema": { "type": "integer", "minimum": 1, "maximum": 100 } }),
            json!({ "name": "wait", "in": "query", "schema": { "type": "boolean" } }),
        ]
        .iter()
        .filter_map(Parameter::read)
        .collect();
        let faults = |id: &str, query: &str| {
            let mut found = Vec::new();
            Parameter::check(&all, &[("id", id)], query, &mut found);
            found.len()
        };
        assert_eq!(faults("123", "limit=100&wait=1&other=x"), 0);
        assert_eq!(faults("abc", "limit=101&wait=maybe"), 3);
        assert_eq!(faults("-1", "limit="), 2);
    }
}
