//! Rules for the request as a whole.

use serde_json::Value;

use super::report::Report;
use super::{Check, Rule};

/// A request with its headers, as far as they matter.
pub(super) struct Request<'a> {
    pub(super) content_type: Option<&'a str>,
    pub(super) body: Option<&'a Value>,
}

impl Request<'_> {
    /// Whether files may come beside the body.
    pub(super) fn is_multipart(&self) -> bool {
        self.is_of("multipart/form-data")
    }

    fn is_of(&self, kind: &str) -> bool {
        self.content_type
            .and_then(|header| header.get(..kind.len()))
            .is_some_and(|start| start.eq_ignore_ascii_case(kind))
    }
}

pub(super) const RULES: &[Rule] = &[Rule::refused(
    "content-type",
    "reference#http-api",
    "A body is announced as application/json, multipart/form-data or application/x-www-form-urlencoded.",
    Check::Request(content_type),
)];

fn content_type(request: &Request<'_>, report: &mut Report<'_>) {
    let is_form = request.is_multipart() || request.is_of("application/x-www-form-urlencoded");
    if request.body.is_none() || request.is_of("application/json") || is_form {
        return;
    }
    match request.content_type {
        Some(other) => {
            report.say("header Content-Type", format_args!("is {other:?}; expected \"application/json\""))
        }
        None => report.say("header Content-Type", "is missing; expected \"application/json\""),
    }
}
