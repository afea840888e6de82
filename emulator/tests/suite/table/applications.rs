//! The application, its commands, who may use them, its emojis. Pages: resources/application,
//! interactions/application-commands, resources/emoji.

use serde_json::{Value, json};

use super::{ALICE, BEARER, BOB, BOT, NOBODY, Row, no, ok};

fn named(name: &str) -> Value {
    json!({"name": name, "description": "x"})
}

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let (application, command, emoji) = ("resources/application", "interactions/application-commands", "resources/emoji");
    let picture = "data:image/png;base64,AAAA";
    vec![
        ok(application, BOT, "GET /applications/@me", 200),
        no(application, "bots only", ALICE, "GET /applications/@me", 403, 20002),
        ok(application, BOT, "PATCH /applications/@me", 200).body(json!({"description": "thanks"})),
        no(application, "at most 400 characters", BOT, "PATCH /applications/@me", 400, 50035).body(json!({"description": "x".repeat(401)})),
        ok("resources/entitlement", BOT, "GET /applications/{app}/entitlements", 200),
        no("resources/entitlement", "one's own only", BOT, "GET /applications/1/entitlements", 404, 10002),
        ok(command, BOT, "PUT /applications/{app}/commands", 200).body(json!([named("one"), {"type": 2, "name": "Two"}])).keep_at("one", "/0/id"),
        no(command, "names are unique", BOT, "PUT /applications/{app}/commands", 400, 50035).body(json!([named("one"), named("one")])),
        no(command, "a list", BOT, "PUT /applications/{app}/commands", 400, 50035).body(json!({})),
        ok(command, BOT, "GET /applications/{app}/commands?with_localizations=true", 200),
        no(command, "one's own only", BOT, "GET /applications/1/commands", 404, 10002),
        ok(command, BOT, "POST /applications/{app}/commands", 201).body(named("three")).keep("three"),
        ok(command, BOT, "POST /applications/{app}/commands", 200).body(named("three")),
        no(command, "names are lower case", BOT, "POST /applications/{app}/commands", 400, 50035).body(named("Three")),
        no(command, "slash commands have a description", BOT, "POST /applications/{app}/commands", 400, 50035).body(json!({"name": "x"})),
        ok(command, BOT, "GET /applications/{app}/commands/{one}", 200),
        no(command, "no such command", BOT, "GET /applications/{app}/commands/1", 404, 10063),
        ok(command, BOT, "PATCH /applications/{app}/commands/{three}", 200).body(json!({"description": "y"})),
        no(command, "no such command", BOT, "PATCH /applications/{app}/commands/1", 404, 10063).body(json!({"description": "y"})),
        ok(command, BOT, "DELETE /applications/{app}/commands/{three}", 204),
        no(command, "gone", BOT, "DELETE /applications/{app}/commands/{three}", 404, 10063),
        ok(command, BOT, "PUT /applications/{app}/guilds/{guild}/commands", 200).body(json!([named("here")])).keep_at("here", "/0/id"),
        no(command, "a known server", BOT, "PUT /applications/{app}/guilds/1/commands", 404, 10004).body(json!([])),
        ok(command, BOT, "POST /applications/{app}/guilds/{guild}/commands", 201).body(named("there")).keep("there"),
        no(command, "a name is needed", BOT, "POST /applications/{app}/guilds/{guild}/commands", 400, 50035).body(json!({"description": "x"})),
        ok(command, BOT, "GET /applications/{app}/guilds/{guild}/commands", 200),
        no(command, "a token is needed", NOBODY, "GET /applications/{app}/guilds/{guild}/commands", 401, 0),
        ok(command, BOT, "GET /applications/{app}/guilds/{guild}/commands/{here}", 200),
        no(command, "of this server only", BOT, "GET /applications/{app}/guilds/{guild}/commands/{one}", 404, 10063),
        ok(command, BOT, "PATCH /applications/{app}/guilds/{guild}/commands/{there}", 200).body(json!({"description": "y"})),
        no(command, "at most 100 characters", BOT, "PATCH /applications/{app}/guilds/{guild}/commands/{there}", 400, 50035).body(json!({"description": "y".repeat(101)})),
        ok(command, BOT, "DELETE /applications/{app}/guilds/{guild}/commands/{there}", 204),
        no(command, "gone", BOT, "DELETE /applications/{app}/guilds/{guild}/commands/{there}", 404, 10063),
        ok(command, BOT, "GET /applications/{app}/guilds/{guild}/commands/permissions", 200),
        no(command, "one's own only", BOT, "GET /applications/1/guilds/{guild}/commands/permissions", 404, 10002),
        no(command, "nothing set", BOT, "GET /applications/{app}/guilds/{guild}/commands/{here}/permissions", 404, 10066),
        no(command, "not with a bot's token", BOT, "PUT /applications/{app}/guilds/{guild}/commands/{here}/permissions", 403, 20001).body(json!({"permissions": []})),
        no(command, "managers only", BOB, "PUT /applications/{app}/guilds/{guild}/commands/{here}/permissions", 403, 50013).body(json!({"permissions": []})),
        no(command, "at most 100 settings", ALICE, "PUT /applications/{app}/guilds/{guild}/commands/{here}/permissions", 400, 50035)
            .body(json!({"permissions": vec![json!({"id": "{bob}", "type": 2, "permission": true}); 101]})),
        ok("topics/oauth2", NOBODY, "POST /oauth2/token", 200).form(json!({"client_id": "{app}", "client_secret": "bot-secret",
            "grant_type": "authorization_code", "code": "{code}"})).keep_at("access", "/access_token"),
        ok(command, BEARER, "PUT /applications/{app}/guilds/{guild}/commands/{here}/permissions", 200)
            .body(json!({"permissions": [{"id": "{bob}", "type": 2, "permission": false}]})),
        ok(command, BOT, "GET /applications/{app}/guilds/{guild}/commands/{here}/permissions", 200),
        ok(command, BEARER, "GET /applications/{app}/commands", 200),
        ok(command, BOB, "GET /guilds/{guild}/application-command-index", 200),
        no(command, "people only", BOT, "GET /guilds/{guild}/application-command-index", 403, 20001),
        ok(command, BOB, "GET /channels/{general}/application-command-index", 200),
        no(command, "people only", BOT, "GET /channels/{general}/application-command-index", 403, 20001),
        ok(emoji, BOT, "POST /applications/{app}/emojis", 201).body(json!({"name": "gold", "image": picture})).keep("emoji"),
        no(emoji, "a picture is needed", BOT, "POST /applications/{app}/emojis", 400, 50035).body(json!({"name": "gold"})),
        ok(emoji, BOT, "GET /applications/{app}/emojis", 200),
        no(emoji, "one's own only", BOT, "GET /applications/1/emojis", 404, 10002),
        ok(emoji, BOT, "GET /applications/{app}/emojis/{emoji}", 200),
        no(emoji, "no such emoji", BOT, "GET /applications/{app}/emojis/1", 404, 10014),
        ok(emoji, BOT, "PATCH /applications/{app}/emojis/{emoji}", 200).body(json!({"name": "silver"})),
        no(emoji, "2 characters at least", BOT, "PATCH /applications/{app}/emojis/{emoji}", 400, 50035).body(json!({"name": "s"})),
        ok(emoji, BOT, "DELETE /applications/{app}/emojis/{emoji}", 204),
        no(emoji, "gone", BOT, "DELETE /applications/{app}/emojis/{emoji}", 404, 10014),
        ok(emoji, BOT, "POST /guilds/{guild}/emojis", 201).body(json!({"name": "gold", "image": picture})).keep("emoji"),
        no(emoji, "a right is needed", BOB, "POST /guilds/{guild}/emojis", 403, 50013).body(json!({"name": "gold", "image": picture})),
        ok(emoji, BOT, "GET /guilds/{guild}/emojis", 200),
        no(emoji, "a known server", BOT, "GET /guilds/1/emojis", 404, 10004),
        ok(emoji, BOT, "GET /guilds/{guild}/emojis/{emoji}", 200),
        no(emoji, "no such emoji", BOT, "GET /guilds/{guild}/emojis/1", 404, 10014),
        ok(emoji, BOT, "PATCH /guilds/{guild}/emojis/{emoji}", 200).body(json!({"name": "silver"})),
        no(emoji, "letters, digits and _", BOT, "PATCH /guilds/{guild}/emojis/{emoji}", 400, 50035).body(json!({"name": "a b"})),
        ok(emoji, BOT, "DELETE /guilds/{guild}/emojis/{emoji}", 204),
        no(emoji, "gone", BOT, "DELETE /guilds/{guild}/emojis/{emoji}", 404, 10014),
        ok("resources/sticker", BOT, "GET /guilds/{guild}/stickers", 200),
        no("resources/sticker", "a known server", BOT, "GET /guilds/1/stickers", 404, 10004),
    ]
}
