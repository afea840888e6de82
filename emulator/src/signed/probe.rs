//! Does an endpoint check signatures as Discord wants it? Source: interactions/overview, Validating Security Request
//! Headers.

use std::time::Duration;

use serde_json::{Value, json};

use super::key;
use crate::server::Shared;
use crate::state::id::{Id, now_millis};

/// One request to the endpoint, and what came back.
#[derive(Debug)]
pub struct Probe {
    /// What was sent.
    pub what: &'static str,
    /// The status that must come; none where Discord asks for nothing.
    pub wanted: Option<u16>,
    /// The status that came; none when nothing came in 3 s.
    pub got: Option<u16>,
    /// A PING must be answered with `{"type":1}`.
    pub is_pong: bool,
}

impl Probe {
    /// Did the endpoint do what Discord wants?
    pub fn passed(&self) -> bool {
        match self.wanted {
            Some(200) => self.got == Some(200) && self.is_pong,
            Some(status) => self.got == Some(status),
            None => true,
        }
    }

    /// As the control side shows it.
    pub fn to_json(&self) -> Value {
        json!({"what": self.what, "wanted": self.wanted, "got": self.got, "passed": self.passed()})
    }
}

/// What is changed before a request is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    Nothing,
    Signature,
    NoHeaders,
    Body,
    Timestamp,
    UpperCase,
    Stale,
}

const PROBES: [(&str, Change, Option<u16>); 7] = [
    ("a PING", Change::Nothing, Some(200)),
    ("a wrong signature", Change::Signature, Some(401)),
    ("no signature at all", Change::NoHeaders, Some(401)),
    ("a changed body", Change::Body, Some(401)),
    ("a changed timestamp", Change::Timestamp, Some(401)),
    // Discord sends neither; what an endpoint makes of them is its own affair.
    ("a signature in upper case", Change::UpperCase, None),
    ("a timestamp ten minutes old", Change::Stale, None),
];

/// Sends all probes, one after the other.
pub async fn run(shared: &Shared, application: Id, url: &str) -> Vec<Probe> {
    let signer = {
        let state = shared.lock();
        state.applications.get(&application).map(|one| (one.name.clone(), one.signing_seed.clone()))
    };
    let Some((name, seed)) = signer else { return Vec::new() };
    let client = reqwest::Client::new();
    let ping =
        json!({"id": application, "application_id": application, "type": 1, "version": 1, "token": "probe"});
    let ping = ping.to_string();
    let mut probes = Vec::new();
    for (what, change, wanted) in PROBES {
        let age = if change == Change::Stale { 600 } else { 0 };
        let timestamp = (now_millis() / 1000).saturating_sub(age);
        let Ok(mut signature) = key::sign(&name, seed.as_deref(), &timestamp.to_string(), &ping) else {
            break;
        };
        match change {
            Change::Signature => {
                let other = if signature.starts_with('0') { "1" } else { "0" };
                signature.replace_range(..1, other);
            }
            Change::UpperCase => signature.make_ascii_uppercase(),
            _ => {}
        }
        let sent_time = if change == Change::Timestamp { timestamp + 1 } else { timestamp };
        let body = if change == Change::Body { ping.replacen("probe", "other", 1) } else { ping.clone() };
        let mut request =
            client.post(url).header("content-type", "application/json").timeout(Duration::from_secs(3));
        if change != Change::NoHeaders {
            request = request
                .header("x-signature-ed25519", signature)
                .header("x-signature-timestamp", sent_time.to_string());
        }
        let answer = request.body(body).send().await.ok();
        let got = answer.as_ref().map(|answer| answer.status().as_u16());
        let body: Option<Value> = match answer {
            Some(answer) => answer.json().await.ok(),
            None => None,
        };
        let is_pong = body.is_some_and(|body| body["type"] == 1);
        probes.push(Probe { what, wanted, got, is_pong });
    }
    probes
}
