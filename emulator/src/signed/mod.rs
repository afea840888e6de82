//! Interactions that are posted, signed, to an application's endpoint. Source: interactions/overview.
//!
//! [`key`] signs, [`probe`] tries whether an endpoint checks signatures as Discord wants it.

pub mod key;
pub mod probe;

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::rest::call::{Call, Who};
use crate::rest::callback;
use crate::server::Shared;
use crate::state::id::{Id, now_millis};
use crate::state::interaction::FIRST_ANSWER;

/// An interaction on its way to an endpoint.
#[derive(Debug)]
pub struct SignedPost {
    /// Whose endpoint.
    pub application: Id,
    /// The endpoint.
    pub url: String,
    /// The interaction.
    pub body: String,
    /// Its id.
    pub interaction: Id,
    /// `http://host:port` under which attachments are found.
    pub base: String,
}

/// Runs as long as the server: posts what comes, each in a task of its own.
pub async fn post_all(shared: Arc<Shared>, mut posts: UnboundedReceiver<SignedPost>) {
    let client = reqwest::Client::new();
    while let Some(post) = posts.recv().await {
        tokio::spawn(deliver(shared.clone(), client.clone(), post));
    }
}

async fn deliver(shared: Arc<Shared>, client: reqwest::Client, post: SignedPost) {
    let Some((name, seed, scale)) = ({
        let state = shared.lock();
        let scale = state.faults.clock_scale;
        state.applications.get(&post.application).map(|a| (a.name.clone(), a.signing_seed.clone(), scale))
    }) else {
        return;
    };
    let timestamp = (now_millis() / 1000).to_string();
    let Ok(signature) = key::sign(&name, seed.as_deref(), &timestamp, &post.body) else { return };
    let sent = client
        .post(&post.url)
        .header("content-type", "application/json")
        .header("user-agent", "Discord-Interactions/1.0 (+https://discord.com)")
        .header("x-signature-ed25519", signature)
        .header("x-signature-timestamp", timestamp)
        .body(post.body)
        .timeout(FIRST_ANSWER.mul_f64(scale).max(Duration::from_millis(1)))
        .send()
        .await;
    let Ok(answer) = sent else { return };
    // 202 with nothing in it says that the callback comes on its own.
    if answer.status().as_u16() != 200 {
        return;
    }
    let Ok(body) = answer.json::<Value>().await else { return };
    let interaction = post.interaction;
    let wrong = shared.checks.request(
        "POST",
        &format!("/interactions/{interaction}/token/callback"),
        Some("application/json"),
        Some(&body),
    );
    let mut state = shared.lock();
    let mut call = Call {
        state: &mut state,
        who: Who::Bot(post.application),
        params: &[],
        query: "",
        body: &body,
        files: Vec::new(),
        base: &post.base,
        reason: None,
    };
    let outcome = callback::answer(&mut call, interaction);
    let status = outcome.map_or_else(|error| error.status, |_| 200);
    let recorded = crate::state::requests::Recorded {
        index: 0,
        at: now_millis(),
        method: "POST".into(),
        path: format!("(answer of {})", post.url),
        body: body.to_string().into(),
        status,
        limited_by: None,
        violations: wrong.iter().map(ToString::to_string).collect(),
    };
    state.requests.record(("POST", "(answers of the endpoint)"), recorded);
}
