//! Checking requests that were written down in a file, for `discord-emulator check FILE`.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

use super::{Checks, Violation};

/// Why a file of requests could not be checked.
#[derive(Debug, thiserror::Error)]
pub enum CheckFileError {
    /// The file can't be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file is not JSON, or neither a request nor a list of requests.
    #[error(
        "{} is not what this command reads: {source}; expected {{\"method\": …, \"path\": …, \"body\": …}} or a list of those",
        path.display()
    )]
    NotRequests {
        /// The file.
        path: PathBuf,
        /// What stands where.
        source: serde_json::Error,
    },
}

#[derive(Deserialize)]
struct WrittenRequest {
    method: String,
    path: String,
    #[serde(default)]
    content_type: Option<String>,
    #[serde(default)]
    body: Option<Value>,
}

/// What is wrong with the requests in the file at `path`: one object `{method, path, body}`, or a
/// list of them; `content_type` may be given and is `application/json` otherwise. In a list each
/// place begins with the request's number, from 0: `#2 /components/0`.
///
/// # Errors
/// When the file can't be read or doesn't hold requests.
pub fn check_file(path: impl AsRef<Path>, checks: &Checks) -> Result<Vec<Violation>, CheckFileError> {
    let path = path.as_ref();
    let text = std::fs::read_to_string(path)
        .map_err(|source| CheckFileError::Unreadable { path: path.to_owned(), source })?;
    let wrong = |source| CheckFileError::NotRequests { path: path.to_owned(), source };
    match serde_json::from_str(&text).map_err(wrong)? {
        Value::Array(requests) => {
            let mut found = Vec::new();
            for (number, request) in requests.into_iter().enumerate() {
                let request: WrittenRequest = serde_json::from_value(request).map_err(wrong)?;
                found.extend(check(&request, checks).into_iter().map(|mut violation| {
                    violation.place = format!("#{number} {}", violation.place);
                    violation
                }));
            }
            Ok(found)
        }
        request => {
            let request: WrittenRequest = serde_json::from_value(request).map_err(wrong)?;
            Ok(check(&request, checks))
        }
    }
}

fn check(request: &WrittenRequest, checks: &Checks) -> Vec<Violation> {
    let body = request.body.as_ref();
    let content_type = request.content_type.as_deref().or(body.map(|_| "application/json"));
    checks.request(&request.method, &request.path, content_type, body)
}
