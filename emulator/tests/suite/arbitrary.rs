//! Arbitrary requests: bodies, paths, queries, headers, close enough to good ones to get far.

use std::collections::HashMap;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reqwest::header::HeaderValue;
use serde_json::Value;

use crate::table::filled_json;

/// A number that the caller of the tests may set.
pub fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// The same things in the same order, unless another seed is asked for.
pub fn runner() -> TestRunner {
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&number("EMULATOR_FUZZ_SEED", 0).to_le_bytes());
    TestRunner::new_with_rng(Config::default(), TestRng::from_seed(RngAlgorithm::ChaCha, &seed))
}

/// A value of the strategy.
pub fn some<T>(strategy: &impl Strategy<Value = T>, runner: &mut TestRunner) -> T {
    strategy.new_tree(runner).expect("a value").current()
}

/// Keys that Discord's bodies have.
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "type", "data", "content", "components", "custom_id", "options", "name", "embeds", "flags", "id", "value",
    "values", "choices", "label", "component", "accessory", "title", "description", "allowed_mentions", "parse",
    "users", "nonce", "message_reference", "attachments", "fields", "items", "media", "url", "style", "min_values",
    "emoji", "application_id", "channel_id", "guild_id", "message_id", "permissions", "message", "applied_tags",
    "files", "filename", "file_size", "uploaded_filename", "nick", "roles", "communication_disabled_until",
    "user_ids", "messages", "recipient_id", "webhook_channel_id", "username", "archived", "position", "parent_id",
    "permission_overwrites", "allow", "deny", "metadata", "platform_name", "scheduled_start_time", "status",
    "entity_type", "entity_metadata", "max_age", "max_uses", "image", "delete_message_seconds", "access_token",
    "grant_type", "client_id", "client_secret", "code", "token", "authorize", "default_member_permissions",
    "name_localizations", "session_id", "target_id", "enforce_nonce", "poll", "auto_archive_duration", "key",
];

/// Names of things that are there, as in the route table.
const NAMES: &[&str] =
    &["{app}", "{guild}", "{general}", "{news}", "{ideas}", "{alice}", "{bob}", "{gold}", "{said}"];

/// JSON with the keys and values that Discord's bodies have, in any order and nesting.
pub fn bodies() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u64..25).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[0-9]{1,22}".prop_map(Value::from),
        prop::sample::select(NAMES).prop_map(Value::from),
        Just(Value::from("x".repeat(3000))),
        Just(Value::from("2099-01-01T00:00:00+00:00")),
    ];
    leaf.prop_recursive(5, 60, 8, move |inner| {
        let pairs = prop::collection::vec((prop::sample::select(KEYS), inner.clone()), 0..10);
        prop_oneof![
            prop::collection::vec(inner, 0..8).prop_map(Value::from),
            pairs.prop_map(|pairs| {
                Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

/// A part of a path: mostly what is there, sometimes anything.
pub fn parts() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => Just(String::new()),
        1 => "[0-9]{1,25}",
        1 => prop::sample::select(vec!["@me", "@original", "%00", "%ff", "..", "%2F", "-1", "18446744073709551615", "x:1"])
            .prop_map(str::to_owned),
        1 => prop::sample::select(NAMES).prop_map(str::to_owned),
    ]
}

/// A query with keys that some routes read.
pub fn queries() -> impl Strategy<Value = String> {
    let key = prop::sample::select(vec![
        "limit",
        "before",
        "after",
        "around",
        "wait",
        "thread_id",
        "with_response",
        "with_member",
        "query",
        "with_counts",
        "action_type",
        "user_id",
        "client_id",
        "scope",
        "redirect_uri",
        "response_type",
        "state",
        "days",
    ]);
    let value =
        prop_oneof!["[0-9]{0,21}", "[a-z%+=0-9]{0,9}", Just("true".to_owned()), Just("code".to_owned())];
    prop::collection::vec((key, value), 0..4).prop_map(|pairs| {
        pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&")
    })
}

/// The bytes of a body and their content type.
pub fn encoded(runner: &mut TestRunner, names: &HashMap<String, String>) -> (Vec<u8>, &'static str) {
    let json = filled_json(&some(&bodies(), runner), names).to_string();
    match some(&(0_u8..12), runner) {
        0 => (some(&prop::collection::vec(any::<u8>(), 0..200), runner), "application/json"),
        1 => (json.into_bytes(), "text/plain; charset=\u{e9}"),
        2 => {
            let form = format!(
                "--X\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{json}\r\n--X\r\n\
                Content-Disposition: form-data; name=\"files[0]\"; filename=\"\u{202e}a/../b\"\r\n\r\nABC\r\n--X--\r\n"
            );
            (form.into_bytes(), "multipart/form-data; boundary=X")
        }
        3 => {
            let mut broken = b"--X\r\nContent-Disposition: form-data; name=\"".to_vec();
            broken.extend(some(&prop::collection::vec(any::<u8>(), 0..100), runner));
            (broken, "multipart/form-data; boundary=X")
        }
        4 => (json.into_bytes(), "multipart/form-data"),
        5 => (some(&"[a-z_%=&+]{0,60}", runner).into_bytes(), "application/x-www-form-urlencoded"),
        6 => (format!("{}1{}", "[".repeat(300), "]".repeat(300)).into_bytes(), "application/json"),
        _ => (json.into_bytes(), "application/json"),
    }
}

/// A header's value: any bytes that may go over the wire.
pub fn header_bytes() -> impl Strategy<Value = HeaderValue> {
    prop::collection::vec(prop_oneof![0x20_u8..0x7f, 0x80_u8..=0xff], 0..600)
        .prop_map(|bytes| HeaderValue::from_bytes(&bytes).expect("it may go over the wire"))
}
