//! Channels and threads. Pages: resources/channel, topics/threads.

use serde_json::json;

use super::{BOB, BOT, Row, no, ok};

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let channel = "resources/channel";
    let files = json!({"files": [{"id": "0", "filename": "a.txt", "file_size": 3}]});
    vec![
        ok(channel, BOT, "GET /channels/{general}", 200),
        ok(channel, BOT, "GET /channels/{ideas}", 200),
        no(channel, "no such channel", BOT, "GET /channels/1", 404, 10003),
        no("reference/snowflakes", "no snowflake", BOT, "GET /channels/abc", 400, 50035),
        ok(channel, BOT, "PATCH /channels/{general}", 200).body(json!({"topic": "talk", "rate_limit_per_user": 5, "nsfw": false})),
        no(channel, "a right is needed", BOB, "PATCH /channels/{general}", 403, 50013).body(json!({"topic": "x"})),
        no(channel, "at most 6 hours", BOT, "PATCH /channels/{general}", 400, 50035).body(json!({"rate_limit_per_user": 21_601})),
        ok(channel, BOT, "PUT /channels/{general}/permissions/{gold}", 204).body(json!({"type": 0, "allow": "1024", "deny": "0"})),
        no(channel, "a right is needed", BOB, "PUT /channels/{general}/permissions/{gold}", 403, 50013).body(json!({"type": 0, "allow": "1024"})),
        ok(channel, BOT, "DELETE /channels/{general}/permissions/{gold}", 204),
        no(channel, "gone", BOT, "DELETE /channels/{general}/permissions/{gold}", 404, 10009),
        ok(channel, BOT, "POST /channels/{general}/typing", 204),
        no(channel, "no such channel", BOT, "POST /channels/1/typing", 404, 10003),
        ok(channel, BOB, "POST /channels/{general}/attachments", 200).body(files.clone()),
        no(channel, "people only", BOT, "POST /channels/{general}/attachments", 403, 20001).body(files),
        no(channel, "at most 10 MiB", BOB, "POST /channels/{general}/attachments", 413, 40005).body(json!({"files": [{"filename": "a", "file_size": 10_485_761}]})),
        ok(channel, BOT, "POST /channels/{news}/followers", 200).body(json!({"webhook_channel_id": "{general}"})),
        no(channel, "announcements only", BOT, "POST /channels/{general}/followers", 400, 50024).body(json!({"webhook_channel_id": "{general}"})),
        no(channel, "a right is needed there", BOB, "POST /channels/{news}/followers", 403, 50013).body(json!({"webhook_channel_id": "{general}"})),
        ok(channel, BOT, "DELETE /channels/{ideas}", 200),
        no(channel, "gone", BOT, "DELETE /channels/{ideas}", 404, 10003),
        no(channel, "a right is needed", BOB, "DELETE /channels/{general}", 403, 50013),
    ]
}

#[rustfmt::skip]
pub fn threads() -> Vec<Row> {
    let (channel, thread) = ("resources/channel", "topics/threads");
    let post = json!({"name": "An idea", "applied_tags": ["{tag}"], "message": {"content": "hi"}});
    vec![
        ok("resources/message", BOT, "POST /channels/{general}/messages", 200).body(json!({"content": "hi"})).keep("said"),
        ok(channel, BOT, "POST /channels/{general}/messages/{said}/threads", 201).body(json!({"name": "More"})),
        no(channel, "one thread a message", BOT, "POST /channels/{general}/messages/{said}/threads", 400, 160_004).body(json!({"name": "More"})),
        ok(channel, BOT, "POST /channels/{general}/threads", 201).body(json!({"name": "Own", "type": 11})).keep("thread"),
        ok(channel, BOT, "POST /channels/{general}/threads", 201).body(json!({"name": "Hidden"})).keep("hidden"),
        no(channel, "60, 1440, 4320 or 10080 minutes", BOT, "POST /channels/{general}/threads", 400, 50035).body(json!({"name": "x", "auto_archive_duration": 61})),
        no(channel, "no threads in a category", BOT, "POST /channels/{rooms}/threads", 400, 50024).body(json!({"name": "x"})),
        ok(channel, BOT, "POST /channels/{ideas}/threads", 201).body(post).keep("post"),
        no(channel, "a post needs a tag here", BOT, "POST /channels/{ideas}/threads", 400, 40067).body(json!({"name": "x", "message": {"content": "x"}})),
        no(channel, "a post has a message", BOT, "POST /channels/{ideas}/threads", 400, 50035).body(json!({"name": "x", "applied_tags": ["{tag}"]})),
        ok(thread, BOB, "PUT /channels/{thread}/thread-members/@me", 204),
        no(thread, "threads only", BOB, "PUT /channels/{general}/thread-members/@me", 400, 50024),
        ok(thread, BOT, "GET /channels/{thread}/thread-members?with_member=true", 200),
        no(thread, "threads only", BOT, "GET /channels/{general}/thread-members", 400, 50024),
        ok(thread, BOT, "GET /channels/{thread}/thread-members/{bob}?with_member=true", 200),
        no(thread, "not in it", BOT, "GET /channels/{thread}/thread-members/{carol}", 404, 10007),
        ok(thread, BOB, "DELETE /channels/{thread}/thread-members/@me", 204),
        no(thread, "threads only", BOB, "DELETE /channels/{general}/thread-members/@me", 400, 50024),
        ok(thread, BOT, "PUT /channels/{thread}/thread-members/{carol}", 204),
        no(thread, "no such user", BOT, "PUT /channels/{thread}/thread-members/1", 404, 10013),
        no(thread, "not a member of the server", BOT, "PUT /channels/{thread}/thread-members/{dora}", 404, 10007),
        ok(thread, BOT, "DELETE /channels/{thread}/thread-members/{carol}", 204),
        no(thread, "a right is needed", BOB, "DELETE /channels/{thread}/thread-members/{alice}", 403, 50013),
        ok(channel, BOT, "PATCH /channels/{thread}", 200).body(json!({"archived": true, "auto_archive_duration": 60})),
        no(channel, "archived threads stay as they are", BOT, "PATCH /channels/{thread}", 400, 50083).body(json!({"name": "x"})),
        no(thread, "nobody joins an archived thread", BOB, "PUT /channels/{thread}/thread-members/@me", 400, 50083),
        ok(channel, BOT, "PATCH /channels/{hidden}", 200).body(json!({"archived": true})),
        ok(channel, BOT, "GET /channels/{general}/threads/archived/public", 200),
        no(channel, "a time", BOT, "GET /channels/{general}/threads/archived/public?before=x", 400, 50035),
        ok(channel, BOT, "GET /channels/{general}/threads/archived/private", 200),
        no(channel, "a right is needed", BOB, "GET /channels/{general}/threads/archived/private", 403, 50013),
        ok(channel, BOT, "GET /channels/{general}/users/@me/threads/archived/private", 200),
        no(channel, "no threads in a category", BOT, "GET /channels/{rooms}/users/@me/threads/archived/private", 400, 50024),
    ]
}
