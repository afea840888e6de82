//! One route and method of the description: its parameters, its body and its answers.

use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

use super::super::Violation;
use super::parameter::Parameter;
use super::schema::{Direction, Schemas, check};

/// What the description says of a method of a route.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) parameters: Vec<Parameter>,
    body: Option<Body>,
    answers: Vec<Answer>,
}

#[derive(Debug)]
struct Body {
    required: bool,
    /// `None`: only forms with files, which are no JSON.
    schema: Option<Lazy>,
}

#[derive(Debug)]
struct Answer {
    /// `200`, or `4XX` for a class.
    status: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Nothing,
    Json(Lazy),
    /// A picture, a table: not looked at.
    Other,
}

/// A schema that is compiled when first needed.
#[derive(Debug)]
struct Lazy {
    schema: Value,
    compiled: OnceLock<Option<Validator>>,
}

impl Lazy {
    fn of(schema: Value) -> Lazy {
        Lazy { schema, compiled: OnceLock::new() }
    }

    fn get(&self, schemas: &Schemas, direction: Direction) -> Option<&Validator> {
        self.compiled.get_or_init(|| schemas.compile(self.schema.clone(), direction)).as_ref()
    }
}

impl Operation {
    /// Reads an operation; `path_parameters` are those of all methods of its path, `shared` the
    /// answers that operations refer to by name.
    pub(super) fn read(described: &Value, path_parameters: &[Value], shared: &Value) -> Operation {
        let own = described.get("parameters").and_then(Value::as_array);
        let parameters =
            path_parameters.iter().chain(own.into_iter().flatten()).filter_map(Parameter::read).collect();
        let body = described.get("requestBody").map(|body| Body {
            required: body.get("required").and_then(Value::as_bool) == Some(true),
            schema: json_schema(body).cloned().map(Lazy::of),
        });
        let responses = described.get("responses").and_then(Value::as_object);
        let answers = responses.into_iter().flatten().map(|(status, response)| {
            let name = response.get("$ref").and_then(Value::as_str).and_then(|to| to.rsplit('/').next());
            let response = name.and_then(|name| shared.get(name)).unwrap_or(response);
            let content = match (json_schema(response), response.get("content")) {
                (Some(schema), _) => Content::Json(Lazy::of(schema.clone())),
                (None, Some(_)) => Content::Other,
                (None, None) => Content::Nothing,
            };
            Answer { status: status.clone(), content }
        });
        Operation { parameters, body, answers: answers.collect() }
    }

    /// Adds to `found` what is wrong with the body of a request.
    pub(super) fn check_body(
        &self,
        content_type: Option<&str>,
        body: Option<&Value>,
        schemas: &Schemas,
        found: &mut Vec<Violation>,
    ) {
        let Some(described) = &self.body else { return };
        match (&described.schema, body) {
            (Some(schema), Some(body)) => {
                if let Some(validator) = schema.get(schemas, Direction::Request) {
                    check(validator, body, found);
                }
            }
            // A form's fields are no JSON, and so are not seen here.
            (Some(_), None) if described.required && !is_form(content_type) => {
                found.push(Violation {
                    place: "body".to_owned(),
                    rule: "api-body",
                    text: "is missing".to_owned(),
                });
            }
            _ => {}
        }
    }

    /// Adds to `found` what is wrong with an answer.
    pub(super) fn check_answer(
        &self,
        status: u16,
        body: Option<&Value>,
        schemas: &Schemas,
        found: &mut Vec<Violation>,
    ) {
        let exact = status.to_string();
        let class = format!("{}XX", status / 100);
        let by = |name: &str| self.answers.iter().find(|answer| answer.status == name);
        let Some(answer) = by(&exact).or_else(|| by(&class)) else {
            let described: Vec<&str> = self.answers.iter().map(|answer| answer.status.as_str()).collect();
            let text = format!("is {status}; this route answers {}", described.join(", "));
            found.push(Violation { place: "status".to_owned(), rule: "api-status", text });
            return;
        };
        let wrong =
            |text: &str| Violation { place: "body".to_owned(), rule: "api-body", text: text.to_owned() };
        match (&answer.content, body) {
            (Content::Json(schema), Some(body)) => {
                if let Some(validator) = schema.get(schemas, Direction::Answer) {
                    check(validator, body, found);
                }
            }
            (Content::Json(_), None) => found.push(wrong("is missing")),
            (Content::Nothing, Some(_)) => found.push(wrong("is there, but this answer has none")),
            (Content::Nothing, None) | (Content::Other, _) => {}
        }
    }

    /// Compiles every schema, and says how many could not be.
    #[cfg(test)]
    pub(super) fn failures(&self, schemas: &Schemas) -> usize {
        let body =
            self.body.iter().filter_map(|body| body.schema.as_ref()).map(|lazy| (lazy, Direction::Request));
        let answers = self.answers.iter().filter_map(|answer| match &answer.content {
            Content::Json(lazy) => Some((lazy, Direction::Answer)),
            Content::Nothing | Content::Other => None,
        });
        body.chain(answers).filter(|(lazy, direction)| lazy.get(schemas, *direction).is_none()).count()
    }
}

fn json_schema(described: &Value) -> Option<&Value> {
    described.get("content")?.get("application/json")?.get("schema")
}

fn is_form(content_type: Option<&str>) -> bool {
    content_type.is_some_and(|header| {
        let header = header.to_ascii_lowercase();
        header.starts_with("multipart/form-data") || header.starts_with("application/x-www-form-urlencoded")
    })
}
