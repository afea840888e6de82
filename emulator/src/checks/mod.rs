//! The verdicts: does what a bot sends, and what the emulator answers, keep to Discord's rules?
//!
//! Two checks that know nothing of each other live here. `description` reads Discord's published
//! OpenAPI description (a file that the caller names) and validates bodies by its schemas. `lint`
//! holds the documented rules that the description misses, and works without any file. Both take
//! plain values and give back [`Violation`]s.
//!
//! Not in here: state. Whether a message exists, a token is stale or a person may speak is for the
//! world to know, and so is everything that depends on an earlier request. Nothing here refuses a
//! request, records it, or speaks HTTP.

mod description;
mod file;
mod lint;
mod place;
mod route;
mod violation;

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

pub use description::DescriptionError;
pub use file::{CheckFileError, check_file};
pub use lint::{Rule, rule, rules};
pub use violation::Violation;

use description::Description;

/// Which of the two checks are on. Cloning is cheap: clones share the compiled schemas.
#[derive(Clone, Debug)]
pub struct Checks {
    lint: bool,
    description: Option<Arc<Description>>,
}

impl Checks {
    /// No check: every request and every answer passes.
    pub fn off() -> Checks {
        Checks { lint: false, description: None }
    }

    /// Only the lint, which needs no file.
    pub fn lint_only() -> Checks {
        Checks { lint: true, description: None }
    }

    /// The lint, and the published API description in the file at `path` (OpenAPI 3.1, JSON).
    ///
    /// # Errors
    /// When the file can't be read, isn't JSON, or isn't an OpenAPI 3.1 description.
    pub fn with_description(path: impl AsRef<Path>) -> Result<Checks, DescriptionError> {
        let description = Description::read(path.as_ref())?;
        Ok(Checks { lint: true, description: Some(Arc::new(description)) })
    }

    /// What is wrong with a request of a bot, at most 100 findings. Empty: nothing.
    ///
    /// `path` is what stood in the request line; the prefix `/api/v10` and a query may be there or
    /// not. `body` is the JSON body, for `multipart/form-data` the value of the part `payload_json`.
    /// An answer that a bot gives to a signed interaction in the body of its own HTTP response is
    /// checked as `POST /interactions/{id}/{token}/callback`.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        content_type: Option<&str>,
        body: Option<&Value>,
    ) -> Vec<Violation> {
        let mut found = Vec::new();
        if self.lint {
            lint::request(method, path, content_type, body, &mut found);
        }
        if let Some(description) = &self.description {
            add_at_new_places(&mut found, description.request(method, path, content_type, body));
        }
        found.truncate(MOST);
        found
    }

    /// What is wrong with an answer of the emulator, at most 100 findings. Empty: nothing.
    ///
    /// `body` is `None` when the answer had none, or none that is JSON. Answers of 500 and more are
    /// not described by Discord, so they always pass. Without the description every answer passes.
    pub fn answer(&self, method: &str, path: &str, status: u16, body: Option<&Value>) -> Vec<Violation> {
        let description = self.description.as_ref();
        let mut found =
            description.map(|description| description.answer(method, path, status, body)).unwrap_or_default();
        found.truncate(MOST);
        found
    }
}

/// Where the published description is known to be wrong: the schemas that are read otherwise, each
/// with the reason.
pub fn false_alarms() -> impl Iterator<Item = (String, &'static str)> {
    description::alarms::reasons()
}

/// More findings than this help nobody, and a hostile body could bring millions.
const MOST: usize = 100;

/// The lint says the same fault in better words, so the description is heard only elsewhere.
fn add_at_new_places(found: &mut Vec<Violation>, more: Vec<Violation>) {
    let known = found.len();
    for violation in more {
        if !found[..known].iter().any(|earlier| earlier.place == violation.place) {
            found.push(violation);
        }
    }
}

#[cfg(test)]
mod tests;
