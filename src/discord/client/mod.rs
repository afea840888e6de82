//! The one way out to Discord, and to whatever stands in for it: serenity's `Request` says what, our own HTTP
//! client sends it, paced by what Discord's headers say.
//!
//! serenity's own client isn't used: its rate limiter ignores another base URL, and its errors drop the headers.
//! Neither the token nor an interaction's token is ever logged here.

mod answer;
mod error;
mod pace;
mod pictured;
mod place;

use std::sync::Arc;
use std::time::Duration;

use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use serenity::http::Request;

use crate::gallery::Gallery;

pub use answer::Asker;
pub(super) use answer::with_file;
pub use error::CallError;

/// A request may take this long; Discord answers within some seconds or not at all.
const TIMEOUT: Duration = Duration::from_secs(15);
/// A request with a file may take this long: 10 MiB at a megabit a second.
const UPLOAD_TIMEOUT: Duration = Duration::from_secs(90);
/// How often a request that Discord put off is sent in all.
const TRIES: u32 = 3;
/// A wait that is longer is the caller's to decide.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// So many pictures of messages are drawn at once.
const PICTURES_AT_ONCE: usize = 2;
/// So long a message waits for its picture. Many new tiers at once are drawn in seconds; only then one goes without.
const PICTURES_PATIENCE: Duration = Duration::from_secs(60);

/// A client for one application. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    token: SecretString,
    base: String,
    pace: pace::Pace,
    gallery: Gallery,
}

impl Client {
    /// A client that sends to `base` (`https://discord.com`, or a stand-in), with a bot's token.
    ///
    /// # Errors
    /// [`CallError::Lost`] when the system gives no TLS.
    pub fn new(base: &str, token: &SecretString) -> Result<Self, CallError> {
        let http = reqwest::Client::builder().build().map_err(|error| CallError::lost(&error))?;
        let token = SecretString::from(format!("Bot {}", token.expose_secret()));
        let base = base.trim_end_matches('/').to_owned();
        let (pace, gallery) = (pace::Pace::new(), Gallery::new(PICTURES_AT_ONCE, PICTURES_PATIENCE));
        Ok(Self { shared: Arc::new(Shared { http, token, base, pace, gallery }) })
    }

    /// The pictures that go along with what is sent.
    #[must_use]
    pub(super) fn gallery(&self) -> &Gallery {
        &self.shared.gallery
    }

    /// Sends a request in its turn and reads the answer. What Discord puts off for a short time is sent again.
    ///
    /// # Errors
    /// [`CallError`], which says whether Discord certainly did nothing.
    pub async fn call(&self, request: Request<'_>) -> Result<Value, CallError> {
        self.call_within(request, TIMEOUT).await
    }

    /// The same for a request with a file, which takes longer on its way.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn upload(&self, request: Request<'_>) -> Result<Value, CallError> {
        self.call_within(request, UPLOAD_TIMEOUT).await
    }

    async fn call_within(&self, request: Request<'_>, timeout: Duration) -> Result<Value, CallError> {
        let mut tries = 1;
        loop {
            let turn = self.shared.pace.turn(&request, LONGEST_WAIT).await?;
            let answer = self.send(request.clone(), timeout).await;
            turn.done(answer.as_ref().ok());
            let read = read(answer).await;
            let Err(CallError::PutOff { after, global, .. }) = read else { return read };
            self.shared.pace.put_off(after, global);
            if tries == TRIES || after > LONGEST_WAIT {
                return read;
            }
            tries += 1;
            tokio::time::sleep(after).await;
        }
    }

    /// Sends a request at once: for answers to interactions, which are under no common limit.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn call_at_once(&self, request: Request<'_>) -> Result<Value, CallError> {
        read(self.send(request, TIMEOUT).await).await
    }

    async fn send(&self, request: Request<'_>, timeout: Duration) -> Result<reqwest::Response, CallError> {
        let shared = &self.shared;
        let built = request
            .build(&shared.http, shared.token.expose_secret(), Some(&shared.base))
            .map_err(|error| CallError::Unsendable(error.to_string()))?;
        built.timeout(timeout).send().await.map_err(|error| CallError::lost(&error))
    }
}

/// What an answer means.
async fn read(answer: Result<reqwest::Response, CallError>) -> Result<Value, CallError> {
    let answer = answer?;
    let status = answer.status();
    let (after, is_global) = (pace::retry_after(answer.headers()), pace::is_global(answer.headers()));
    let body = answer.bytes().await.map_err(|error| CallError::lost(&error))?;
    let json: Option<Value> = serde_json::from_slice(&body).ok();
    if status.is_success() {
        return Ok(json.unwrap_or(Value::Null));
    }
    let json = json.unwrap_or(Value::Null);
    if status == StatusCode::TOO_MANY_REQUESTS {
        let told = json["retry_after"].as_f64().and_then(|told| Duration::try_from_secs_f64(told).ok());
        let code = json["code"].as_u64().unwrap_or(0);
        // What has a code is about the thing that was asked for, not about who asks.
        let global = json["global"].as_bool().unwrap_or(is_global && code == 0);
        let after = told.or(after).unwrap_or(Duration::from_secs(1));
        return Err(CallError::PutOff { after, global, code });
    }
    if status.is_server_error() {
        return Err(CallError::Unavailable(status.as_u16()));
    }
    Err(CallError::Refused {
        status: status.as_u16(),
        code: json["code"].as_u64().unwrap_or(0),
        message: json["message"].as_str().unwrap_or("no reason given").to_owned(),
    })
}
