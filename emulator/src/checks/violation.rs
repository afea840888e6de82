//! One broken rule at one place.

use std::fmt;

use serde::Serialize;

/// One broken rule at one place of a request or an answer. Displays as `place: text (rule)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Where: a JSON pointer into the body (`/components/0/label`), `body` for the whole of it,
    /// `path`, `status`, or a header (`header Content-Type`).
    pub place: String,
    /// The rule's id: one of [`rules`](super::rules), or `api-route`, `api-body`, `api-status` for
    /// what the published description says.
    pub rule: &'static str,
    /// What is wrong, in a sentence, with the values found and allowed.
    pub text: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {} ({})", self.place, self.text, self.rule)
    }
}
