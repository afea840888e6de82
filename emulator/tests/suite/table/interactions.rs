//! Interactions from the person's click to the last follow-up. Pages: interactions/receiving-and-responding.

use serde_json::{Value, json};

use super::{ALICE, BOT, NOBODY, Row, no, ok};

fn asked(kind: u8, data: Value) -> Value {
    json!({"type": kind, "application_id": "{app}", "channel_id": "{general}", "session_id": "s", "nonce": "1", "data": data})
}

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let page = "interactions/receiving-and-responding";
    let command = || asked(2, json!({"id": "{command}", "name": "hi", "type": 1}));
    let button = json!([{"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "go", "label": "Go"}]}]);
    let callback = "POST /interactions/{interaction}/{token}/callback";
    let input = json!([{"type": 18, "label": "Why", "component": {"type": 4, "custom_id": "why", "style": 1}}]);
    vec![
        ok("interactions/application-commands", BOT, "PUT /applications/{app}/commands", 200)
            .body(json!([{"name": "hi", "description": "x", "options": [{"type": 3, "name": "text", "description": "x", "autocomplete": true}]}]))
            .keep_at("command", "/0/id"),
        no(page, "people only", BOT, "POST /interactions", 403, 20001).body(command()),
        no(page, "a known command", ALICE, "POST /interactions", 404, 10063).body(asked(2, json!({"id": "1", "name": "x", "type": 1}))),
        no(page, "2, 3, 4 or 5", ALICE, "POST /interactions", 400, 50035).body(asked(9, json!({}))),
        ok(page, ALICE, "POST /interactions", 204).body(command()),
        no(page, "no such interaction", NOBODY, "POST /interactions/1/x/callback", 404, 10062).body(json!({"type": 5})),
        no(page, "a command takes 4, 5 or 9", NOBODY, callback, 400, 50035).body(json!({"type": 7, "data": {"content": "x"}})),
        no(page, "a reply has data", NOBODY, callback, 400, 50035).body(json!({"type": 4})),
        no(page, "nothing to say", NOBODY, callback, 400, 50006).body(json!({"type": 4, "data": {}})),
        no(page, "used before the first answer", NOBODY, "POST /webhooks/{app}/{token}", 404, 10015).body(json!({"content": "x"})),
        ok(page, NOBODY, "POST /interactions/{interaction}/{token}/callback?with_response=true", 200)
            .body(json!({"type": 4, "data": {"content": "hi", "components": button}})).keep_at("reply", "/resource/message/id"),
        no(page, "answered once", NOBODY, callback, 400, 40060).body(json!({"type": 4, "data": {"content": "x"}})),
        ok(page, NOBODY, "GET /webhooks/{app}/{token}/messages/@original", 200),
        no(page, "no such token", NOBODY, "GET /webhooks/{app}/x/messages/@original", 404, 10015),
        ok(page, NOBODY, "PATCH /webhooks/{app}/{token}/messages/@original", 200).body(json!({"content": "bye"})),
        no(page, "at most 2000 characters", NOBODY, "PATCH /webhooks/{app}/{token}/messages/@original", 400, 50035).body(json!({"content": "x".repeat(2001)})),
        ok(page, NOBODY, "POST /webhooks/{app}/{token}", 200).body(json!({"content": "and", "flags": 64})).keep("more"),
        no(page, "nothing to say", NOBODY, "POST /webhooks/{app}/{token}", 400, 50006).body(json!({})),
        ok(page, NOBODY, "GET /webhooks/{app}/{token}/messages/{more}", 200),
        ok(page, NOBODY, "PATCH /webhooks/{app}/{token}/messages/{more}", 200).body(json!({"content": "and on"})),
        no(page, "an ephemeral message is none for a bot's token", BOT, "GET /channels/{general}/messages/{more}", 404, 10008),
        ok(page, NOBODY, "DELETE /webhooks/{app}/{token}/messages/{more}", 204),
        no(page, "gone", NOBODY, "DELETE /webhooks/{app}/{token}/messages/{more}", 404, 10008),
        ok(page, ALICE, "POST /interactions", 204).body(json!({"type": 3, "application_id": "{app}", "channel_id": "{general}",
            "message_id": "{reply}", "session_id": "s", "nonce": "2", "data": {"component_type": 2, "custom_id": "go"}})),
        ok(page, NOBODY, callback, 204).body(json!({"type": 9, "data": {"custom_id": "m", "title": "Why?", "components": input}})),
        no(page, "a known modal", ALICE, "POST /interactions", 404, 10062).body(asked(5, json!({"id": "1", "custom_id": "m", "components": []}))),
        ok(page, ALICE, "POST /interactions", 204).body(asked(5, json!({"id": "{interaction}", "custom_id": "m", "components": [
            {"type": 18, "component": {"type": 4, "custom_id": "why", "value": "because"}}]}))),
        no(page, "a modal opens no modal", NOBODY, callback, 400, 50035).body(json!({"type": 9, "data": {"custom_id": "m", "title": "x", "components": []}})),
        ok(page, NOBODY, callback, 204).body(json!({"type": 7, "data": {"content": "thanks", "components": []}})),
        ok(page, ALICE, "POST /interactions", 204).body(asked(4, json!({"id": "{command}", "name": "hi", "type": 1,
            "options": [{"type": 3, "name": "text", "value": "a", "focused": true}]}))),
        no(page, "typing is answered with choices", NOBODY, callback, 400, 50035).body(json!({"type": 4, "data": {"content": "x"}})),
        no(page, "at most 25 choices", NOBODY, callback, 400, 50035).body(json!({"type": 8, "data": {"choices": vec![json!({"name": "a", "value": "a"}); 26]}})),
        ok(page, NOBODY, callback, 204).body(json!({"type": 8, "data": {"choices": [{"name": "a", "value": "a"}]}})),
    ]
}
