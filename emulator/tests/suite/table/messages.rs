//! Messages, reactions, pins, publishing. Pages: resources/message.

use serde_json::{Value, json};

use super::{ALICE, BOB, BOT, DORA, Row, no, ok};

fn say(text: &str) -> Value {
    json!({"content": text, "allowed_mentions": {"parse": []}})
}

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let page = "resources/message";
    let v2 = json!({"flags": 1 << 15, "components": [{"type": 10, "content": "# hi"}]});
    vec![
        ok(page, BOT, "POST /channels/{general}/messages", 200).body(say("hi")).keep("said"),
        ok(page, BOT, "POST /channels/{general}/messages", 200).body(v2),
        ok(page, BOB, "POST /channels/{general}/messages", 200).body(say("mine")).keep("bobs"),
        no(page, "nothing to say", BOT, "POST /channels/{general}/messages", 400, 50006).body(json!({})),
        no(page, "blanks only", BOT, "POST /channels/{general}/messages", 400, 50006).body(say("  \n")),
        no(page, "at most 2000 characters", BOT, "POST /channels/{general}/messages", 400, 50035).body(say(&"x".repeat(2001))),
        no(page, "into a forum", BOT, "POST /channels/{ideas}/messages", 400, 40058).body(say("x")),
        no(page, "into a category", BOT, "POST /channels/{rooms}/messages", 400, 50008).body(say("x")),
        no(page, "not a member", DORA, "POST /channels/{general}/messages", 403, 50001).body(say("x")),
        no(page, "a known message to answer", BOT, "POST /channels/{general}/messages", 400, 50035)
            .body(json!({"content": "x", "message_reference": {"message_id": "1"}})),
        no("resources/poll", "polls are not built", BOT, "POST /channels/{general}/messages", 400, 50035)
            .body(json!({"poll": {"question": {"text": "?"}, "answers": [{"poll_media": {"text": "a"}}]}})),
        no("resources/sticker", "stickers are not built", BOT, "POST /channels/{general}/messages", 400, 50035).body(json!({"sticker_ids": ["1"]})),
        ok(page, BOT, "POST /channels/{general}/messages", 200).body(json!({"content": "re", "message_reference": {"message_id": "{said}"}})),
        ok(page, BOT, "POST /channels/{news}/messages", 200).body(json!({"message_reference": {"type": 1, "channel_id": "{general}", "message_id": "{said}"}})),
        no(page, "a forward has no text of its own", BOT, "POST /channels/{news}/messages", 400, 50035)
            .body(json!({"content": "x", "message_reference": {"type": 1, "channel_id": "{general}", "message_id": "{said}"}})),
        ok(page, BOT, "GET /channels/{general}/messages?limit=5", 200),
        ok(page, BOT, "GET /channels/{news}/messages", 200),
        no(page, "at most 100 a page", BOT, "GET /channels/{general}/messages?limit=101", 400, 50035),
        ok(page, BOT, "GET /channels/{general}/messages/{said}", 200),
        no(page, "no such message", BOT, "GET /channels/{general}/messages/1", 404, 10008),
        ok(page, BOT, "PATCH /channels/{general}/messages/{said}", 200).body(say("bye")),
        ok(page, BOB, "PATCH /channels/{general}/messages/{bobs}", 200).body(say("mine, changed")),
        no(page, "one's own only", BOT, "PATCH /channels/{general}/messages/{bobs}", 403, 50005).body(say("x")),
        no(page, "one's own only", BOB, "PATCH /channels/{general}/messages/{said}", 403, 50005).body(say("x")),
        ok(page, BOT, "PUT /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F/@me", 204),
        ok(page, BOB, "PUT /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F/@me", 204),
        no(page, "no emoji", BOT, "PUT /channels/{general}/messages/{said}/reactions/abc/@me", 404, 10014),
        ok(page, BOT, "GET /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F", 200),
        no(page, "no such message", BOT, "GET /channels/{general}/messages/1/reactions/%F0%9F%91%8F", 404, 10008),
        ok(page, BOT, "GET /channels/{general}/messages/{said}", 200),
        ok(page, BOT, "DELETE /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F/@me", 204),
        no(page, "nobody reacted so", BOT, "DELETE /channels/{general}/messages/{said}/reactions/%F0%9F%8E%89/@me", 404, 10014),
        ok(page, BOT, "DELETE /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F/{bob}", 204),
        no(page, "a right is needed", BOB, "DELETE /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F/{app}", 403, 50013),
        ok(page, BOT, "DELETE /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F", 204),
        no(page, "a right is needed", BOB, "DELETE /channels/{general}/messages/{said}/reactions/%F0%9F%91%8F", 403, 50013),
        ok(page, BOT, "DELETE /channels/{general}/messages/{said}/reactions", 204),
        no(page, "a right is needed", BOB, "DELETE /channels/{general}/messages/{said}/reactions", 403, 50013),
        ok(page, BOT, "PUT /channels/{general}/messages/pins/{said}", 204),
        no(page, "PIN_MESSAGES is needed", BOB, "PUT /channels/{general}/messages/pins/{said}", 403, 50013),
        ok(page, BOT, "GET /channels/{general}/messages/pins", 200),
        no(page, "at most 50 a page", BOT, "GET /channels/{general}/messages/pins?limit=51", 400, 50035),
        ok(page, BOT, "DELETE /channels/{general}/messages/pins/{said}", 204),
        no(page, "no such message", BOT, "DELETE /channels/{general}/messages/pins/1", 404, 10008),
        ok(page, BOT, "PUT /channels/{general}/pins/{said}", 204),
        no(page, "PIN_MESSAGES is needed", BOB, "PUT /channels/{general}/pins/{said}", 403, 50013),
        ok(page, BOT, "GET /channels/{general}/pins", 200),
        no(page, "no such channel", BOT, "GET /channels/1/pins", 404, 10003),
        ok(page, BOT, "DELETE /channels/{general}/pins/{said}", 204),
        no(page, "no such message", BOT, "DELETE /channels/{general}/pins/1", 404, 10008),
        ok(page, BOT, "POST /channels/{news}/messages", 200).body(say("big")).keep("big"),
        ok(page, BOT, "POST /channels/{news}/messages/{big}/crosspost", 200),
        no(page, "once", BOT, "POST /channels/{news}/messages/{big}/crosspost", 400, 40033),
        no(page, "announcements only", BOT, "POST /channels/{general}/messages/{said}/crosspost", 400, 50024),
        no(page, "a right is needed", BOB, "DELETE /channels/{general}/messages/{said}", 403, 50013),
        ok(page, BOT, "DELETE /channels/{general}/messages/{said}", 204),
        ok(page, BOB, "DELETE /channels/{general}/messages/{bobs}", 204),
        ok(page, ALICE, "POST /channels/{general}/messages", 200).body(say("1")).keep("first"),
        ok(page, ALICE, "POST /channels/{general}/messages", 200).body(say("2")).keep("second"),
        ok(page, BOT, "POST /channels/{general}/messages/bulk-delete", 204).body(json!({"messages": ["{first}", "{second}"]})),
        no(page, "2 to 100 at once", BOT, "POST /channels/{general}/messages/bulk-delete", 400, 50035).body(json!({"messages": ["1"]})),
        no(page, "under 14 days old", BOT, "POST /channels/{general}/messages/bulk-delete", 400, 50034).body(json!({"messages": ["1", "2"]})),
        no("topics/opcodes-and-status-codes", "no such path", BOT, "GET /nowhere", 404, 0),
        no("topics/opcodes-and-status-codes", "no such method", BOT, "PUT /gateway", 405, 0),
    ]
}
