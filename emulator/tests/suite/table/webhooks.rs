//! Webhooks of channels. Pages: resources/webhook.

use serde_json::json;

use super::{BOB, BOT, NOBODY, Row, no, ok};

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let page = "resources/webhook";
    vec![
        ok(page, BOT, "POST /channels/{general}/webhooks", 200).body(json!({"name": "News"})).keep("hook").keep_at("secret", "/token"),
        no(page, "a right is needed", BOB, "POST /channels/{general}/webhooks", 403, 50013).body(json!({"name": "News"})),
        no(page, "no \"discord\" in a name", BOT, "POST /channels/{general}/webhooks", 400, 50035).body(json!({"name": "Discord news"})),
        no(page, "not in a category", BOT, "POST /channels/{rooms}/webhooks", 400, 50024).body(json!({"name": "News"})),
        ok(page, BOT, "GET /channels/{general}/webhooks", 200),
        no(page, "a right is needed", BOB, "GET /channels/{general}/webhooks", 403, 50013),
        ok(page, BOT, "GET /guilds/{guild}/webhooks", 200),
        no(page, "a right is needed", BOB, "GET /guilds/{guild}/webhooks", 403, 50013),
        ok(page, BOT, "GET /webhooks/{hook}", 200),
        no(page, "no such webhook", BOT, "GET /webhooks/1", 404, 10015),
        ok(page, BOT, "PATCH /webhooks/{hook}", 200).body(json!({"name": "More news"})),
        no(page, "a right is needed", BOB, "PATCH /webhooks/{hook}", 403, 50013).body(json!({"name": "x"})),
        ok(page, NOBODY, "GET /webhooks/{hook}/{secret}", 200),
        no(page, "the token must be right", NOBODY, "GET /webhooks/{hook}/x", 401, 50027),
        ok(page, NOBODY, "PATCH /webhooks/{hook}/{secret}", 200).body(json!({"name": "Other news"})),
        no(page, "at most 80 characters", NOBODY, "PATCH /webhooks/{hook}/{secret}", 400, 50035).body(json!({"name": "x".repeat(81)})),
        ok(page, NOBODY, "POST /webhooks/{hook}/{secret}", 204).body(json!({"content": "hi"})),
        ok(page, NOBODY, "POST /webhooks/{hook}/{secret}?wait=true", 200).body(json!({"content": "hi", "username": "Herald"})).keep("said"),
        no(page, "nothing to say", NOBODY, "POST /webhooks/{hook}/{secret}", 400, 50006).body(json!({})),
        no(page, "no such thread", NOBODY, "POST /webhooks/{hook}/{secret}?thread_id=1", 404, 10003).body(json!({"content": "hi"})),
        ok(page, NOBODY, "GET /webhooks/{hook}/{secret}/messages/{said}", 200),
        no(page, "no such message", NOBODY, "GET /webhooks/{hook}/{secret}/messages/1", 404, 10008),
        ok(page, NOBODY, "PATCH /webhooks/{hook}/{secret}/messages/{said}", 200).body(json!({"content": "bye"})),
        no(page, "nothing left", NOBODY, "PATCH /webhooks/{hook}/{secret}/messages/{said}", 400, 50006).body(json!({"content": ""})),
        ok(page, NOBODY, "DELETE /webhooks/{hook}/{secret}/messages/{said}", 204),
        no(page, "gone", NOBODY, "DELETE /webhooks/{hook}/{secret}/messages/{said}", 404, 10008),
        ok(page, NOBODY, "DELETE /webhooks/{hook}/{secret}", 204),
        no(page, "gone", NOBODY, "DELETE /webhooks/{hook}/{secret}", 404, 10015),
        ok(page, BOT, "POST /channels/{general}/webhooks", 200).body(json!({"name": "News"})).keep("hook"),
        ok(page, BOT, "DELETE /webhooks/{hook}", 204),
        no(page, "gone", BOT, "DELETE /webhooks/{hook}", 404, 10015),
    ]
}
