//! Examples for messages, embeds, mentions, polls and threads.

use serde_json::{Value, json};

use super::{CALLBACK, EDIT, Example, FOLLOW_UP, MESSAGE, POST, THREAD, example, long};

pub(super) fn examples() -> Vec<Example> {
    [content(), mentions(), embeds(), polls(), threads()].into_iter().flatten().collect()
}

fn content() -> Vec<Example> {
    let text = |count| json!({ "content": long(count) });
    let stickers =
        |count: u32| json!({ "sticker_ids": (0..count).map(|id| id.to_string()).collect::<Vec<_>>() });
    let files =
        |count: u32| json!({ "attachments": (0..count).map(|id| json!({ "id": id })).collect::<Vec<_>>() });
    let forwarded = json!({
        "message_reference": { "type": 1, "message_id": "1", "channel_id": "2" },
    });
    vec![
        example("content-length", MESSAGE, "/content", text(2000), text(2001)),
        example("content-length", EDIT, "/content", json!({ "content": null }), text(2001)),
        example(
            "empty-message",
            MESSAGE,
            "body",
            forwarded,
            json!({ "content": " \n", "embeds": [], "tts": false }),
        ),
        example(
            "empty-message",
            CALLBACK,
            "/data",
            json!({ "type": 4, "data": { "content": "x" } }),
            json!({ "type": 4, "data": { "flags": 64 } }),
        ),
        example(
            "message-flags",
            MESSAGE,
            "/flags",
            json!({ "content": "x", "flags": 4096 }),
            json!({ "content": "x", "flags": 64 }),
        ),
        example(
            "message-flags",
            FOLLOW_UP,
            "/flags",
            json!({ "content": "x", "flags": 64 }),
            json!({ "content": "x", "flags": 128 }),
        ),
        example(
            "nonce-length",
            MESSAGE,
            "/nonce",
            json!({ "content": "x", "nonce": long(25), "enforce_nonce": true }),
            json!({ "content": "x", "nonce": long(26) }),
        ),
        example("sticker-count", MESSAGE, "/sticker_ids", stickers(3), stickers(4)),
        example("attachment-count", MESSAGE, "/attachments", files(10), files(11)),
        example(
            "v2-alone",
            MESSAGE,
            "/content",
            json!({ "flags": 32768, "content": "", "embeds": [], "components": [{ "type": 10, "content": "x" }] }),
            json!({ "flags": 32768, "content": "x", "components": [{ "type": 10, "content": "x" }] }),
        ),
        example("attachment-shown", MESSAGE, "/attachments/0", with_picture("a.png"), with_picture("b.png")),
        example("attachment-shown", EDIT, "/attachments/0", with_picture("a.png"), with_picture("b.png")),
    ]
}

/// A gallery that shows `a.png` within a frame, beside a file.
fn with_picture(file: &str) -> Value {
    let gallery = json!({ "type": 12, "items": [{ "media": { "url": "attachment://a.png" } }] });
    let attachments = json!([{ "id": 0, "filename": file }, { "id": "1000" }]);
    json!({ "flags": 32768, "components": [{ "type": 17, "components": [gallery] }], "attachments": attachments })
}

fn mentions() -> Vec<Example> {
    let with = |mentions: Value| json!({ "content": "<@1> @everyone", "allowed_mentions": mentions });
    let ids = |count: u32| (0..count).map(|id| id.to_string()).collect::<Vec<_>>();
    vec![
        example("mentions-absent", MESSAGE, "/content", with(json!({})), json!({ "content": "a@b.c <@&1>" })),
        example(
            "mentions-absent",
            EDIT,
            "/components/0/content",
            json!({ "components": [{ "type": 10, "content": "hey @her <@x> <#1> <@1" }] }),
            json!({ "components": [{ "type": 10, "content": "hey @here" }] }),
        ),
        // New messages of interactions ping only users when nothing says otherwise.
        example(
            "mentions-absent",
            CALLBACK,
            "/data/content",
            json!({ "type": 4, "data": { "content": "@everyone <@&1>" } }),
            json!({ "type": 4, "data": { "content": "<@1>" } }),
        ),
        // Nobody but the one who asked sees it.
        example(
            "mentions-absent",
            FOLLOW_UP,
            "/content",
            json!({ "content": "<@1>", "flags": 64 }),
            json!({ "content": "<@!1>" }),
        ),
        example(
            "mentions-absent",
            MESSAGE,
            "/message_reference",
            json!({ "content": "x", "message_reference": { "message_id": "1" }, "allowed_mentions": { "parse": [] } }),
            json!({ "content": "x", "message_reference": { "message_id": "1" } }),
        ),
        example(
            "mentions-clash",
            MESSAGE,
            "/allowed_mentions/users",
            with(json!({ "parse": ["roles"], "users": ["1"], "roles": [] })),
            with(json!({ "parse": ["users"], "users": ["1"] })),
        ),
        example(
            "mentions-count",
            MESSAGE,
            "/allowed_mentions/roles",
            with(json!({ "users": ids(100), "roles": ids(100) })),
            with(json!({ "roles": ids(101) })),
        ),
        example(
            "mentions-parse",
            MESSAGE,
            "/allowed_mentions/parse/1",
            with(json!({ "parse": ["users", "roles", "everyone"] })),
            with(json!({ "parse": ["users", "here"] })),
        ),
    ]
}

fn embeds() -> Vec<Example> {
    let one = |embed: Value| json!({ "embeds": [embed] });
    let described = |counts: &[usize]| {
        let embeds: Vec<Value> = counts.iter().map(|count| json!({ "description": long(*count) })).collect();
        json!({ "embeds": embeds })
    };
    let field =
        |name: usize, value: usize| json!({ "fields": [{ "name": long(name), "value": long(value) }] });
    let fields = |count: usize| json!({ "fields": vec![json!({ "name": "n", "value": "v" }); count] });
    vec![
        example("embed-count", MESSAGE, "/embeds", described(&[1; 10]), described(&[1; 11])),
        example("embed-total", MESSAGE, "/embeds", described(&[3000, 3000]), described(&[3000, 3001])),
        example(
            "embed-title",
            MESSAGE,
            "/embeds/0/title",
            one(json!({ "title": long(256) })),
            one(json!({ "title": long(257) })),
        ),
        example(
            "embed-description",
            MESSAGE,
            "/embeds/0/description",
            described(&[4096]),
            described(&[4097]),
        ),
        example(
            "embed-footer",
            MESSAGE,
            "/embeds/0/footer/text",
            one(json!({ "footer": { "text": long(2048) } })),
            one(json!({ "footer": { "text": long(2049) } })),
        ),
        example(
            "embed-author",
            MESSAGE,
            "/embeds/0/author/name",
            one(json!({ "author": { "name": long(256) } })),
            one(json!({ "author": { "name": long(257) } })),
        ),
        example("embed-fields", MESSAGE, "/embeds/0/fields", one(fields(25)), one(fields(26))),
        example(
            "embed-field-name",
            MESSAGE,
            "/embeds/0/fields/0/name",
            one(field(256, 1)),
            one(field(257, 1)),
        ),
        example(
            "embed-field-value",
            MESSAGE,
            "/embeds/0/fields/0/value",
            one(field(1, 1024)),
            one(field(1, 0)),
        ),
    ]
}

fn polls() -> Vec<Example> {
    let poll = |question: usize, answers: usize, answer: usize, hours: u32| {
        json!({ "poll": {
            "question": { "text": long(question) },
            "answers": vec![json!({ "poll_media": { "text": long(answer) } }); answers],
            "duration": hours,
        }})
    };
    let good = || poll(300, 10, 55, 768);
    vec![
        example("poll-question", MESSAGE, "/poll/question/text", good(), poll(301, 10, 55, 768)),
        example("poll-answers", MESSAGE, "/poll/answers", good(), poll(300, 11, 55, 768)),
        example("poll-answer", MESSAGE, "/poll/answers/0/poll_media/text", good(), poll(300, 1, 56, 768)),
        example("poll-duration", MESSAGE, "/poll/duration", good(), poll(300, 10, 55, 769)),
    ]
}

fn threads() -> Vec<Example> {
    let tags = |count: u32| {
        let tags: Vec<String> = (0..count).map(|id| id.to_string()).collect();
        json!({ "name": "x", "applied_tags": tags, "message": { "content": "x" } })
    };
    vec![
        example("thread-name", THREAD, "/name", json!({ "name": long(100) }), json!({ "name": "" })),
        example(
            "thread-archive",
            THREAD,
            "/auto_archive_duration",
            json!({ "name": "x", "auto_archive_duration": 1440 }),
            json!({ "name": "x", "auto_archive_duration": 61 }),
        ),
        example("thread-tags", POST, "/applied_tags", tags(5), tags(6)),
        example(
            "content-length",
            POST,
            "/message/content",
            json!({ "name": "x", "message": { "content": "x" } }),
            json!({ "name": "x", "message": { "content": long(2001) } }),
        ),
    ]
}
