//! Interactions by HTTP: an endpoint that checks signatures, one that doesn't. Source: interactions/overview.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Value, json};

use crate::bot::{Rest, emulator, text};

fn unhex(text: &str) -> Option<Vec<u8>> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

fn is_signed(key: &str, headers: &HeaderMap, body: &[u8]) -> Option<bool> {
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let key: [u8; 32] = unhex(key)?.try_into().ok()?;
    let signature = Signature::from_slice(&unhex(header("x-signature-ed25519")?)?).ok()?;
    let message = [header("x-signature-timestamp")?.as_bytes(), body].concat();
    Some(VerifyingKey::from_bytes(&key).ok()?.verify_strict(&message, &signature).is_ok())
}

/// What an endpoint answers to an interaction; none is 202.
type Answering = fn(&Value) -> Option<Value>;

/// An endpoint; with a key it checks signatures. Gives its URL and what it received.
async fn endpoint(key: Option<String>, answering: Answering) -> (String, Arc<Mutex<Vec<Value>>>) {
    let received = Arc::new(Mutex::new(Vec::new()));
    let seen = received.clone();
    let handler = move |headers: HeaderMap, body: Bytes| async move {
        let signed = key.as_ref().is_none_or(|key| is_signed(key, &headers, &body) == Some(true));
        if !signed {
            return StatusCode::UNAUTHORIZED.into_response();
        }
        let interaction: Value = serde_json::from_slice(&body).expect("JSON");
        let answer =
            if interaction["type"] == 1 { Some(json!({"type": 1})) } else { answering(&interaction) };
        seen.lock().unwrap().push(interaction);
        let json = |value: Value| ([("content-type", "application/json")], value.to_string()).into_response();
        answer.map_or_else(|| StatusCode::ACCEPTED.into_response(), json) as Response
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/interactions", listener.local_addr().unwrap());
    let router = Router::new().route("/interactions", post(handler));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (url, received)
}

fn hello(_: &Value) -> Option<Value> {
    Some(json!({"type": 4, "data": {"content": "by post", "flags": 64, "allowed_mentions": {"parse": []}}}))
}

#[tokio::test]
async fn an_endpoint_that_checks_signatures_is_taken_and_answers() {
    let emulator = emulator().await;
    let rest = Rest::bot(&emulator);
    let key = text(&rest.get("/applications/@me").await.ok()["verify_key"]);
    let (url, received) = endpoint(Some(key), hello).await;
    let answer =
        rest.ask("PATCH", "/applications/@me", Some(json!({"interactions_endpoint_url": url}))).await;
    assert_eq!(answer.ok()["interactions_endpoint_url"], url.as_str());
    rest.register(json!([{"name": "say", "description": "Says"}])).await;
    let alice = emulator.person("alice").await.unwrap();
    let reply = alice.at("Playground", "general").command("say").send().await.unwrap();
    assert_eq!(reply.text(), "by post");
    let kinds: Vec<u64> = received.lock().unwrap().iter().filter_map(|one| one["type"].as_u64()).collect();
    assert_eq!(kinds.last(), Some(&2));
}

#[tokio::test]
async fn an_endpoint_that_takes_anything_is_refused() {
    let emulator = emulator().await;
    let rest = Rest::bot(&emulator);
    let (url, _) = endpoint(None, hello).await;
    let answer =
        rest.ask("PATCH", "/applications/@me", Some(json!({"interactions_endpoint_url": url}))).await;
    assert_eq!((answer.status, answer.code()), (400, 50035), "{}", answer.body);
    let nobody = json!({"interactions_endpoint_url": "http://127.0.0.1:1/"});
    assert_eq!(rest.ask("PATCH", "/applications/@me", Some(nobody)).await.code(), 50035);
}

#[tokio::test]
async fn an_endpoint_may_say_202_and_call_back() {
    let emulator = emulator().await;
    let rest = Rest::bot(&emulator);
    let key = text(&rest.get("/applications/@me").await.ok()["verify_key"]);
    let (url, received) = endpoint(Some(key), |_| None).await;
    rest.ask("PATCH", "/applications/@me", Some(json!({"interactions_endpoint_url": url}))).await.ok();
    rest.register(json!([{"name": "say", "description": "Says"}])).await;
    let alice = emulator.person("alice").await.unwrap();
    let place = alice.at("Playground", "general");
    let call_back = async {
        loop {
            let last = received.lock().unwrap().last().cloned().unwrap_or_default();
            if last["type"] == 2 {
                return rest.call_back(&last, hello(&last).unwrap()).await.status;
            }
            tokio::task::yield_now().await;
        }
    };
    let (reply, status) = tokio::join!(place.command("say").send(), call_back);
    assert_eq!((reply.unwrap().text().as_str(), status), ("by post", 204));
}

#[tokio::test]
async fn an_endpoint_that_is_silent_fails_the_interaction() {
    let emulator = emulator().await;
    let rest = Rest::bot(&emulator);
    let key = text(&rest.get("/applications/@me").await.ok()["verify_key"]);
    let (url, _) = endpoint(Some(key), |_| None).await;
    rest.ask("PATCH", "/applications/@me", Some(json!({"interactions_endpoint_url": url}))).await.ok();
    rest.register(json!([{"name": "say", "description": "Says"}])).await;
    emulator.control().clock(0.05).await.unwrap();
    let alice = emulator.person("alice").await.unwrap();
    let failed = alice.at("Playground", "general").command("say").send().await.unwrap_err();
    assert!(failed.is_failure());
}
