//! The check by Discord's published API description (OpenAPI 3.1).
//!
//! The file is the caller's; nothing of it is built in, and nothing is fetched. It is kept as text,
//! and a route or schema is read when it is first needed, so that the start costs milliseconds.
//!
//! Not in here: rules of our own (they are the lint's). What the description gets wrong stands in
//! one table, [`alarms`].

pub(super) mod alarms;
mod operation;
mod parameter;
mod routes;
mod schema;
mod union;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::Violation;
use super::route::bare;
use alarms::UNDESCRIBED;
use operation::Operation;
use parameter::Parameter;
use routes::{Found, Routes};
use schema::Schemas;

/// Why a description can't be used.
#[derive(Debug, thiserror::Error)]
pub enum DescriptionError {
    /// The file can't be read.
    #[error("cannot read the API description {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file is not JSON.
    #[error("the API description {} is not JSON: {source}", path.display())]
    NotJson {
        /// The file.
        path: PathBuf,
        /// What stands where.
        source: serde_json::Error,
    },
    /// The file is JSON, but not an OpenAPI 3.1 description.
    #[error("{} is not an OpenAPI 3.1 description: it has no {missing}", path.display())]
    NotOpenApi {
        /// The file.
        path: PathBuf,
        /// What should be there.
        missing: &'static str,
    },
}

/// The published description, ready to check by.
#[derive(Debug)]
pub(super) struct Description {
    routes: Routes<Entry>,
    schemas: Schemas,
    /// The answers that operations refer to by name.
    answers: Value,
}

/// A method of a route, read when it is first asked for. `None`: documented, but not described.
#[derive(Debug)]
struct Entry {
    text: Option<Box<RawValue>>,
    path_parameters: Vec<Value>,
    operation: OnceLock<Option<Operation>>,
}

#[derive(Deserialize)]
struct File {
    openapi: Option<String>,
    paths: Option<BTreeMap<String, BTreeMap<String, Box<RawValue>>>>,
    components: Option<Components>,
}

#[derive(Deserialize)]
struct Components {
    schemas: Option<Schemas>,
    #[serde(default)]
    responses: Value,
}

impl Description {
    /// Reads the description in the file at `path`.
    pub(super) fn read(path: &Path) -> Result<Description, DescriptionError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| DescriptionError::Unreadable { path: path.to_owned(), source })?;
        let file: File = serde_json::from_str(&text)
            .map_err(|source| DescriptionError::NotJson { path: path.to_owned(), source })?;
        let no = |missing| DescriptionError::NotOpenApi { path: path.to_owned(), missing };
        if !file.openapi.is_some_and(|version| version.starts_with("3.1")) {
            return Err(no("\"openapi\": \"3.1.…\""));
        }
        let paths = file.paths.ok_or(no("paths"))?;
        let components = file.components.ok_or(no("components"))?;
        let schemas = components.schemas.ok_or(no("components.schemas"))?;
        let described = paths.into_iter().flat_map(|(path, methods)| entries(&path, methods));
        let undescribed = UNDESCRIBED
            .iter()
            .map(|(method, path)| ((*path).to_owned(), (*method).to_owned(), Entry::undescribed()));
        let routes = Routes::of(undescribed.chain(described));
        Ok(Description { routes, schemas, answers: components.responses })
    }

    /// What is wrong with a request.
    pub(super) fn request(
        &self,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: Option<&Value>,
    ) -> Vec<Violation> {
        let wrong = |text| vec![Violation { place: "path".to_owned(), rule: "api-route", text }];
        match self.routes.find(method, bare(path)) {
            Found::Nothing => wrong(format!("Discord has no route {}", bare(path))),
            Found::OtherMethods(methods) => {
                wrong(format!("Discord has no {method} {}, only {}", bare(path), methods.join(", ")))
            }
            Found::Entry(entry, parameters) => {
                let mut found = Vec::new();
                if let Some(operation) = entry.operation(&self.answers) {
                    let query = path.split_once('?').map_or("", |(_, query)| query);
                    Parameter::check(&operation.parameters, &parameters, query, &mut found);
                    operation.check_body(content_type, body, &self.schemas, &mut found);
                }
                found
            }
        }
    }

    /// What is wrong with an answer.
    pub(super) fn answer(
        &self,
        method: &str,
        path: &str,
        status: u16,
        body: Option<&Value>,
    ) -> Vec<Violation> {
        let mut found = Vec::new();
        if status >= 500 {
            return found;
        }
        match self.routes.find(method, bare(path)) {
            Found::Entry(entry, _) => {
                if let Some(operation) = entry.operation(&self.answers) {
                    operation.check_answer(status, body, &self.schemas, &mut found);
                }
            }
            Found::OtherMethods(_) | Found::Nothing if (400..500).contains(&status) => {}
            Found::OtherMethods(_) | Found::Nothing => {
                let text = format!("is {status}, but Discord has no such route");
                found.push(Violation { place: "status".to_owned(), rule: "api-status", text });
            }
        }
        found
    }
}

/// The methods of a path of the description.
fn entries(path: &str, mut methods: BTreeMap<String, Box<RawValue>>) -> Vec<(String, String, Entry)> {
    let shared = methods.remove("parameters");
    let path_parameters: Vec<Value> =
        shared.and_then(|shared| serde_json::from_str(shared.get()).ok()).unwrap_or_default();
    let entry = |(method, text)| {
        let entry =
            Entry { text: Some(text), path_parameters: path_parameters.clone(), operation: OnceLock::new() };
        (path.to_owned(), method, entry)
    };
    methods.into_iter().map(entry).collect()
}

impl Entry {
    fn undescribed() -> Entry {
        Entry { text: None, path_parameters: Vec::new(), operation: OnceLock::new() }
    }

    fn operation(&self, answers: &Value) -> Option<&Operation> {
        let read = || {
            let described = serde_json::from_str(self.text.as_ref()?.get()).ok()?;
            Some(Operation::read(&described, &self.path_parameters, answers))
        };
        self.operation.get_or_init(read).as_ref()
    }
}

#[cfg(test)]
pub(super) mod tests;
