//! What bots sent: a ring of the last requests, and counts.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use serde_json::{Value, json};

/// So many requests are kept.
const KEPT: usize = 10_000;
/// Bodies are cut to so many bytes.
const BODY_BYTES: usize = 16 << 10;

/// One request of a bot, with the verdict on it.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// Grows by one.
    pub index: u64,
    /// Milliseconds since the Unix epoch.
    pub at: u64,
    /// The method.
    pub method: String,
    /// The path with `/api/v10`, and the query.
    pub path: String,
    /// The body, cut.
    pub body: Arc<str>,
    /// The status; 0 when the connection was dropped.
    pub status: u16,
    /// Whose limit refused it (`user`, `global`, `shared`); nobody's, else.
    pub limited_by: Option<String>,
    /// What was wrong with the request, or with the answer (then starting with `answer: `).
    pub violations: Vec<String>,
}

impl Recorded {
    /// As the control side shows it.
    pub fn to_json(&self) -> Value {
        let body = serde_json::from_str(&self.body).unwrap_or_else(|_| match &*self.body {
            "" => Value::Null,
            text => Value::String(text.to_owned()),
        });
        json!({
            "index": self.index, "at": super::id::timestamp(self.at), "method": self.method, "path": self.path,
            "body": body, "status": self.status, "limited_by": self.limited_by, "violations": self.violations,
        })
    }
}

/// The ring and the counts.
#[derive(Debug, Default)]
pub struct Requests {
    ring: VecDeque<Recorded>,
    last: u64,
    counts: BTreeMap<(&'static str, &'static str), BTreeMap<u16, u64>>,
    violations: u64,
    limited: u64,
}

impl Requests {
    /// Writes one down. `route` is the method and pattern that it met.
    pub fn record(&mut self, route: (&'static str, &'static str), mut request: Recorded) {
        self.last += 1;
        request.index = self.last;
        if request.body.len() > BODY_BYTES {
            let mut end = BODY_BYTES;
            while !request.body.is_char_boundary(end) {
                end -= 1;
            }
            request.body = format!("{}…", &request.body[..end]).into();
        }
        self.violations += request.violations.len() as u64;
        self.limited += u64::from(request.status == 429);
        *self.counts.entry(route).or_default().entry(request.status).or_default() += 1;
        self.ring.push_back(request);
        if self.ring.len() > KEPT {
            self.ring.pop_front();
        }
    }

    /// Those after this index, oldest first.
    pub fn after(&self, index: u64) -> impl Iterator<Item = &Recorded> {
        let first = self.ring.front().map_or(0, |request| request.index);
        let skip = (index + 1).saturating_sub(first) as usize;
        self.ring.iter().skip(skip)
    }

    /// Counts by route and status, the number of violations, and of 429s.
    pub fn summary(&self) -> Value {
        let routes: serde_json::Map<String, Value> = self
            .counts
            .iter()
            .map(|((method, path), by_status)| {
                let by_status: serde_json::Map<String, Value> =
                    by_status.iter().map(|(status, count)| (status.to_string(), json!(count))).collect();
                (format!("{method} {path}"), Value::Object(by_status))
            })
            .collect();
        json!({
            "requests": self.last, "routes": routes, "violations": self.violations, "rate_limited": self.limited,
        })
    }
}
