//! The check against the published description itself, where it is at hand.

use std::io::Write as _;
use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};

use super::super::lint::examples;
use super::alarms::{ALARMS, CHOICES};
use super::*;

/// The published description: the file that `DISCORD_OPENAPI` names, else the one beside the
/// workspace. Its absence fails in CI and is said aloud elsewhere.
pub(in super::super) fn published() -> Option<Arc<Description>> {
    static PUBLISHED: LazyLock<Option<Arc<Description>>> = LazyLock::new(|| {
        let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/discord-openapi.json");
        let path = std::env::var("DISCORD_OPENAPI").unwrap_or_else(|_| beside.to_owned());
        if Path::new(&path).exists() {
            return Some(Arc::new(Description::read(Path::new(&path)).expect("a description")));
        }
        let advice = "set DISCORD_OPENAPI to the file openapi.json of discord/discord-api-spec";
        assert!(std::env::var_os("CI").is_none(), "no API description at {path}; {advice}");
        // Not by eprintln!, whose words are kept back when a test passes.
        let said =
            writeln!(std::io::stderr(), "NOT CHECKED against the API description: none at {path}; {advice}");
        said.expect("stderr");
        None
    });
    PUBLISHED.clone()
}

#[test]
fn each_schema_of_each_route_compiles() {
    let Some(description) = published() else { return };
    let mut failures = Vec::new();
    description.routes.each(&mut |path, method, entry| {
        if let Some(operation) = entry.operation(&description.answers)
            && operation.failures(&description.schemas) > 0
        {
            failures.push(format!("{method} {path}"));
        }
    });
    assert_eq!(failures, [""; 0]);
}

#[test]
fn each_known_false_alarm_is_still_in_the_description() {
    let Some(description) = published() else { return };
    for alarm in ALARMS {
        let schema = description.schemas.published(alarm.schema).expect(alarm.schema);
        let there = schema.pointer(alarm.pointer).expect(alarm.pointer);
        let instead: Value = serde_json::from_str(alarm.instead).expect("JSON");
        assert_ne!(there, &instead, "{} was mended", alarm.schema);
    }
    for name in CHOICES.iter().flat_map(|choice| choice.branches) {
        assert!(description.schemas.published(name).is_some(), "{name}");
    }
    let mut described = 0;
    description.routes.each(&mut |_, _, entry| described += usize::from(entry.text.is_none()));
    assert_eq!(described, UNDESCRIBED.len(), "a route is described by now");
}

#[test]
fn the_good_examples_of_the_lint_pass() {
    let Some(description) = published() else { return };
    for example in examples::all() {
        let (method, path) = example.route;
        let found = description.request(method, path, Some("application/json"), Some(&example.good));
        assert_eq!(found, [], "the good example of {}", example.rule);
    }
}

/// `(method, path, body, place)`; the place is empty when the request is right.
fn requests() -> Vec<(&'static str, &'static str, Option<Value>, &'static str)> {
    let message = ("POST", "/channels/1/messages");
    let callback = ("POST", "/interactions/1/t/callback?with_response=true");
    let command = ("POST", "/applications/1/commands");
    let row = |child: Value| json!({ "components": [{ "type": 1, "components": [child] }] });
    let to = |(method, path), body: Value, place| (method, path, Some(body), place);
    vec![
        // Routes and parameters.
        ("GET", "/api/v10/gateway/bot", None, ""),
        ("GET", "/gateways", None, "path"),
        ("DELETE", "/gateway", None, "path"),
        ("GET", "/channels/general/messages", None, "path"),
        ("GET", "/channels/1/messages?limit=100&after=7", None, ""),
        ("GET", "/channels/1/messages?limit=101", None, "query"),
        ("PUT", "/channels/1/messages/2/reactions/%F0%9F%91%8F/@me", None, ""),
        ("PATCH", "/webhooks/1/t/messages/%40original", Some(json!({ "content": "x" })), ""),
        ("POST", "/oauth2/token", None, ""),
        ("POST", "/channels/1/messages", None, "body"),
        ("POST", "/channels/1/messages/2/crosspost", None, ""),
        // Types, lengths and values, at their places.
        to(message, json!({ "content": 7 }), "/content"),
        to(message, json!({ "embeds": {} }), "/embeds"),
        to(message, json!({ "embeds": [{ "color": -1 }] }), "/embeds/0/color"),
        to(message, json!({ "embeds": [{ "timestamp": "yesterday" }] }), "/embeds/0/timestamp"),
        to(message, json!({ "embeds": [{ "url": "no url" }] }), "/embeds/0/url"),
        to(message, json!({ "allowed_mentions": { "parse": ["here"] } }), "/allowed_mentions/parse/0"),
        to(message, json!({ "tts": "yes" }), "/tts"),
        to(message, json!({ "components": [{ "type": 99 }] }), "/components/0/type"),
        to(message, row(json!({ "type": 2, "style": 9 })), "/components/0/components/0/style"),
        to(message, row(json!({ "type": 2 })), "/components/0/components/0"),
        to(
            message,
            row(json!({ "type": 4, "style": 1, "custom_id": "a" })),
            "/components/0/components/0/type",
        ),
        to(message, row(json!({ "type": 3, "custom_id": "a" })), "/components/0/components/0"),
        to(message, json!({ "nonce": true }), "/nonce"),
        to(callback, json!({ "type": 99 }), "/type"),
        to(callback, json!({ "type": 4, "data": { "content": 1 } }), "/data/content"),
        to(callback, json!({ "type": 9, "data": { "title": "x", "custom_id": "a" } }), "/data"),
        to(
            callback,
            json!({ "type": 8, "data": { "choices": [{ "name": "x", "value": true }] } }),
            "/data/choices/0/value",
        ),
        to(
            command,
            json!({ "name": "a", "description": "x", "options": [{ "type": 3, "name": "b" }] }),
            "/options/0",
        ),
        to(
            command,
            json!({ "name": "a", "default_member_permissions": "all" }),
            "/default_member_permissions",
        ),
        to(
            ("POST", "/channels/1/threads"),
            json!({ "name": "x", "message": { "tts": 1, "flags": "x" } }),
            "/message/flags",
        ),
        // What libraries send and Discord takes.
        to(message, json!({ "content": "x", "nonce": "abc", "flags": 4096, "unknown": 1 }), ""),
        to(message, json!({ "content": "x", "message_reference": { "message_id": 12 } }), ""),
        to(message, json!({ "content": "x", "attachments": [{ "id": 0, "filename": "a.csv" }] }), ""),
        to(
            message,
            json!({ "content": "x", "allowed_mentions": null, "components": [], "embeds": null }),
            "",
        ),
        to(message, json!({ "embeds": [{ "image": { "url": "attachment://é.png" } }] }), ""),
        to(message, json!({ "embeds": [{ "timestamp": "2026-11-24T11:06:00.123456+00:00" }] }), ""),
        to(
            command,
            json!({ "name": "a", "description": "x", "default_member_permissions": "32", "type": 1 }),
            "",
        ),
        to(command, json!({ "name": "a", "description": "x", "default_member_permissions": null }), ""),
        to(callback, json!({ "type": 8, "data": { "choices": [{ "name": "x", "value": 1.5 }] } }), ""),
        to(callback, json!({ "type": 5 }), ""),
        to(callback, json!({ "type": 6, "data": null }), ""),
        to(("PATCH", "/applications/@me"), json!({ "description": "Thanks partners." }), ""),
        to(("PATCH", "/channels/1/messages/2"), json!({ "content": null, "embeds": [], "flags": 32768 }), ""),
        to(("POST", "/webhooks/1/t"), json!({ "content": "x", "flags": 64 }), ""),
        to(("POST", "/users/@me/channels"), json!({ "recipient_id": 77 }), ""),
    ]
}

#[test]
fn requests_are_judged_at_their_places() {
    let Some(description) = published() else { return };
    for (method, path, body, place) in requests() {
        let content_type = body.as_ref().map(|_| "application/json");
        let found = description.request(method, path, content_type, body.as_ref());
        let places: Vec<&str> = found.iter().map(|found| found.place.as_str()).collect();
        let expected = if place.is_empty() { vec![] } else { vec![place] };
        assert_eq!(places, expected, "{method} {path} {body:?}: {found:?}");
    }
}

#[test]
fn a_form_with_files_needs_no_json() {
    let Some(description) = published() else { return };
    let form = Some("multipart/form-data; boundary=x");
    assert_eq!(description.request("POST", "/channels/1/messages", form, None), []);
    let body = json!({ "content": 1 });
    assert_eq!(description.request("POST", "/channels/1/messages", form, Some(&body)).len(), 1);
    assert_eq!(description.request("POST", "/guilds/1/stickers", form, None), []);
}

fn message() -> Value {
    json!({
        "id": "1", "channel_id": "2", "type": 0, "content": "x", "mentions": [], "mention_roles": [],
        "attachments": [], "embeds": [], "timestamp": "2026-11-24T11:06:00.000000+00:00",
        "edited_timestamp": null, "flags": 0, "components": [], "pinned": false,
        "mention_everyone": false, "tts": false,
        "author": {
            "id": "3", "username": "bot", "avatar": null, "discriminator": "0000", "public_flags": 0,
            "flags": 0, "bot": true, "global_name": null, "primary_guild": null,
        },
    })
}

fn message_with(key: &str, value: Value) -> Value {
    let mut message = message();
    message[key] = value;
    message
}

#[test]
fn answers_are_judged_by_the_schema_of_their_status() {
    let Some(description) = published() else { return };
    let form_error = |code: Value| {
        json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "data": { "components": { "0": {
            "label": { "_errors": [{ "code": code, "message": "Must be 80 or fewer in length." }] }
        }}}}})
    };
    let limited = json!({ "message": "You are being rate limited.", "retry_after": 0.5, "global": false });
    let place = "/errors/data/components/0/label/_errors/0/code";
    let missing = "/components/0/type";
    let rows = [
        (200, Some(message()), ""),
        (200, Some(message_with("id", json!(1))), "/id"),
        (200, Some(message_with("timestamp", json!("2026-11-24"))), "/timestamp"),
        (200, Some(message_with("components", json!([{ "type": 99, "id": 1 }]))), missing),
        (200, Some(message_with("flags", json!("0"))), "/flags"),
        (200, None, "body"),
        (204, None, "status"),
        (400, Some(form_error(json!("BASE_TYPE_BAD_LENGTH"))), ""),
        (400, Some(form_error(json!(null))), place),
        (404, Some(json!({ "message": "Unknown Channel", "code": 10003 })), ""),
        (404, Some(json!({ "message": "Unknown Channel" })), "body"),
        (401, None, "body"),
        (429, Some(limited), ""),
        (429, Some(json!({ "message": "x", "retry_after": "1", "global": false })), "/retry_after"),
        (503, None, ""),
        (502, Some(json!("<html>")), ""),
    ];
    for (status, body, place) in rows {
        let found = description.answer("POST", "/api/v10/channels/2/messages", status, body.as_ref());
        let places: Vec<&str> = found.iter().map(|found| found.place.as_str()).collect();
        let expected = if place.is_empty() { vec![] } else { vec![place] };
        assert_eq!(places, expected, "{status} {body:?}: {found:?}");
    }
}

#[test]
fn an_answer_without_a_body_has_none_and_an_unknown_route_has_an_error() {
    let Some(description) = published() else { return };
    let delete = |status, body: Option<Value>| {
        description.answer("DELETE", "/channels/1/messages/2", status, body.as_ref())
    };
    assert_eq!(delete(204, None), []);
    assert_eq!(delete(204, Some(json!({}))).len(), 1);
    assert_eq!(description.answer("GET", "/nothing", 404, Some(&json!({}))), []);
    assert_eq!(description.answer("GET", "/nothing", 200, Some(&json!({}))).len(), 1);
}

#[test]
fn a_file_that_is_no_description_is_refused_with_the_reason() {
    let folder = std::env::temp_dir().join(format!("discord-description-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let read = |text: &str| {
        let path = folder.join("description.json");
        std::fs::write(&path, text).expect("a file");
        Description::read(&path).expect_err("no description").to_string()
    };
    assert!(read("{").contains("is not JSON"));
    assert!(read(r#"{"openapi": "2.0"}"#).contains(r#"it has no "openapi": "3.1.…""#));
    assert!(read(r#"{"openapi": "3.1.0", "paths": {}}"#).contains("it has no components"));
    let absent = Description::read(&folder.join("absent.json")).expect_err("no file");
    assert!(absent.to_string().contains("cannot read the API description"));
    std::fs::remove_dir_all(&folder).expect("removed");
}
