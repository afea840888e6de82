//! Servers, roles, members, bans, events, invites, the audit log. Pages: resources/guild, resources/audit-log,
//! resources/guild-scheduled-event, resources/invite.

use serde_json::{Value, json};

use super::{ALICE, BOB, BOT, DORA, NOBODY, Row, no, ok};

fn event() -> Value {
    json!({"name": "Meetup", "privacy_level": 2, "scheduled_start_time": "2099-01-01T18:00:00+00:00", "entity_type": 3,
        "scheduled_end_time": "2099-01-01T20:00:00+00:00", "entity_metadata": {"location": "Library"}})
}

fn without(mut body: Value, key: &str) -> Value {
    body.as_object_mut().unwrap().remove(key);
    body
}

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let (guild, events) = ("resources/guild", "resources/guild-scheduled-event");
    vec![
        ok(guild, BOT, "GET /guilds/{guild}?with_counts=true", 200),
        no(guild, "no such server", BOT, "GET /guilds/1", 404, 10004),
        no(guild, "not a member", DORA, "GET /guilds/{guild}", 404, 10004),
        ok(guild, BOT, "PATCH /guilds/{guild}", 200).body(json!({"description": "fun"})),
        no(guild, "a right is needed", BOB, "PATCH /guilds/{guild}", 403, 50013).body(json!({"name": "Mine"})),
        ok(guild, BOT, "GET /guilds/{guild}/preview", 200),
        no(guild, "no such server", BOT, "GET /guilds/1/preview", 404, 10004),
        ok(guild, BOT, "GET /guilds/{guild}/channels", 200),
        no(guild, "no such server", BOT, "GET /guilds/1/channels", 404, 10004),
        ok(guild, BOT, "POST /guilds/{guild}/channels", 201).body(json!({"name": "fresh"})).keep("fresh"),
        no(guild, "a right is needed", BOB, "POST /guilds/{guild}/channels", 403, 50013).body(json!({"name": "x"})),
        no(guild, "a name is needed", BOT, "POST /guilds/{guild}/channels", 400, 50035).body(json!({})),
        ok(guild, BOT, "PATCH /guilds/{guild}/channels", 204).body(json!([{"id": "{fresh}", "position": 0}])),
        no(guild, "channels of this server", BOT, "PATCH /guilds/{guild}/channels", 404, 10003).body(json!([{"id": "1", "position": 0}])),
        ok(guild, BOT, "GET /guilds/{guild}/threads/active", 200),
        no(guild, "no such server", BOT, "GET /guilds/1/threads/active", 404, 10004),
        ok(guild, BOT, "GET /guilds/{guild}/roles", 200),
        no(guild, "no such server", BOT, "GET /guilds/1/roles", 404, 10004),
        ok(guild, BOT, "POST /guilds/{guild}/roles", 200).body(json!({"name": "Silver", "color": 0xC0C0C0})).keep("silver"),
        no(guild, "a right is needed", BOB, "POST /guilds/{guild}/roles", 403, 50013).body(json!({"name": "x"})),
        ok(guild, BOT, "GET /guilds/{guild}/roles/{silver}", 200),
        no(guild, "no such role", BOT, "GET /guilds/{guild}/roles/1", 404, 10011),
        ok(guild, BOT, "GET /guilds/{guild}/roles/member-counts", 200),
        no(guild, "no such server", BOT, "GET /guilds/1/roles/member-counts", 404, 10004),
        ok(guild, BOT, "PATCH /guilds/{guild}/roles/{silver}", 200).body(json!({"name": "Bronze", "hoist": true})),
        no(guild, "roles below one's own", BOT, "PATCH /guilds/{guild}/roles/{own_role}", 403, 50013).body(json!({"name": "x"})),
        ok(guild, BOT, "PATCH /guilds/{guild}/roles", 200).body(json!([{"id": "{silver}", "position": 2}])),
        no(guild, "no such role", BOT, "PATCH /guilds/{guild}/roles", 404, 10011).body(json!([{"id": "1", "position": 2}])),
        ok(guild, BOT, "DELETE /guilds/{guild}/roles/{silver}", 204),
        no(guild, "gone", BOT, "DELETE /guilds/{guild}/roles/{silver}", 404, 10011),
        ok("resources/voice", BOT, "GET /voice/regions", 200),
        no("resources/voice", "a token is needed", NOBODY, "GET /voice/regions", 401, 0),
        ok("resources/audit-log", BOT, "GET /guilds/{guild}/audit-logs?limit=5", 200),
        no("resources/audit-log", "a right is needed", BOB, "GET /guilds/{guild}/audit-logs", 403, 50013),
        no("resources/audit-log", "at most 100 a page", BOT, "GET /guilds/{guild}/audit-logs?limit=101", 400, 50035),
        ok(events, BOT, "POST /guilds/{guild}/scheduled-events", 200).body(event()).keep("event"),
        no(events, "a right is needed", BOB, "POST /guilds/{guild}/scheduled-events", 403, 50013).body(event()),
        no(events, "an external one has a place", BOT, "POST /guilds/{guild}/scheduled-events", 400, 50035).body(without(event(), "entity_metadata")),
        no(events, "an external one ends", BOT, "POST /guilds/{guild}/scheduled-events", 400, 50035).body(without(event(), "scheduled_end_time")),
        ok(events, BOT, "GET /guilds/{guild}/scheduled-events?with_user_count=true", 200),
        no(events, "no such server", BOT, "GET /guilds/1/scheduled-events", 404, 10004),
        ok(events, BOT, "GET /guilds/{guild}/scheduled-events/{event}", 200),
        no(events, "no such event", BOT, "GET /guilds/{guild}/scheduled-events/1", 404, 10070),
        ok(events, BOB, "PUT /guilds/{guild}/scheduled-events/{event}/users/@me", 204),
        no(events, "people only", BOT, "PUT /guilds/{guild}/scheduled-events/{event}/users/@me", 403, 20001),
        ok(events, BOT, "GET /guilds/{guild}/scheduled-events/{event}/users?with_member=true", 200),
        no(events, "no such event", BOT, "GET /guilds/{guild}/scheduled-events/1/users", 404, 10070),
        ok(events, BOB, "DELETE /guilds/{guild}/scheduled-events/{event}/users/@me", 204),
        no(events, "no such event", BOB, "DELETE /guilds/{guild}/scheduled-events/1/users/@me", 404, 10070),
        ok(events, BOT, "PATCH /guilds/{guild}/scheduled-events/{event}", 200).body(json!({"status": 2})),
        no(events, "1 to 2 to 3, or 1 to 4", BOT, "PATCH /guilds/{guild}/scheduled-events/{event}", 400, 50035).body(json!({"status": 4})),
        ok(events, BOT, "DELETE /guilds/{guild}/scheduled-events/{event}", 204),
        no(events, "gone", BOT, "DELETE /guilds/{guild}/scheduled-events/{event}", 404, 10070),
    ]
}

#[rustfmt::skip]
pub fn members() -> Vec<Row> {
    let (guild, invite) = ("resources/guild", "resources/invite");
    vec![
        ok(guild, BOT, "GET /guilds/{guild}/members?limit=10", 200),
        no(guild, "bots only", BOB, "GET /guilds/{guild}/members", 403, 20002),
        no(guild, "at most 1000 a page", BOT, "GET /guilds/{guild}/members?limit=1001", 400, 50035),
        ok(guild, BOT, "GET /guilds/{guild}/members/search?query=al", 200),
        no(guild, "at least 1 a page", BOT, "GET /guilds/{guild}/members/search?query=al&limit=0", 400, 50035),
        ok(guild, BOT, "GET /guilds/{guild}/members/{bob}", 200),
        no(guild, "not a member", BOT, "GET /guilds/{guild}/members/{dora}", 404, 10007),
        ok(guild, BOT, "PATCH /guilds/{guild}/members/@me", 200).body(json!({"nick": "Thanks"})),
        no(guild, "at most 32 characters", BOT, "PATCH /guilds/{guild}/members/@me", 400, 50035).body(json!({"nick": "x".repeat(33)})),
        ok(guild, BOT, "PATCH /guilds/{guild}/members/{bob}", 200).body(json!({"nick": "Bobby", "roles": ["{gold}"]})),
        no(guild, "a right is needed", BOB, "PATCH /guilds/{guild}/members/{carol}", 403, 50013).body(json!({"nick": "x"})),
        no(guild, "those below oneself", BOT, "PATCH /guilds/{guild}/members/{alice}", 403, 50013).body(json!({"nick": "x"})),
        no(guild, "a known role", BOT, "PATCH /guilds/{guild}/members/{bob}", 404, 10011).body(json!({"roles": ["1"]})),
        no("resources/voice", "nobody is in voice", BOT, "PATCH /guilds/{guild}/members/{bob}", 400, 40032).body(json!({"channel_id": "{general}"})),
        ok(guild, BOT, "PUT /guilds/{guild}/members/{carol}/roles/{gold}", 204),
        no(guild, "no such role", BOT, "PUT /guilds/{guild}/members/{carol}/roles/1", 404, 10011),
        no(guild, "nobody gets a bot's own role", BOT, "PUT /guilds/{guild}/members/{carol}/roles/{own_role}", 403, 50013),
        ok(guild, BOT, "DELETE /guilds/{guild}/members/{carol}/roles/{gold}", 204),
        no(guild, "not a member", BOT, "DELETE /guilds/{guild}/members/{dora}/roles/{gold}", 404, 10007),
        ok("topics/oauth2", NOBODY, "POST /oauth2/token", 200).form(json!({"client_id": "{app}", "client_secret": "bot-secret",
            "grant_type": "authorization_code", "code": "{code}"})).keep_at("access", "/access_token"),
        ok(guild, BOT, "PUT /guilds/{guild}/members/{alice}", 204).body(json!({"access_token": "{access}"})),
        no(guild, "the token is somebody else's", BOT, "PUT /guilds/{guild}/members/{dora}", 403, 50025).body(json!({"access_token": "{access}"})),
        ok(guild, BOT, "GET /guilds/{guild}/prune?days=7", 200),
        no(guild, "a right is needed", BOB, "GET /guilds/{guild}/prune", 403, 50013),
        ok(guild, BOT, "POST /guilds/{guild}/prune", 200).body(json!({"days": 7})),
        no(guild, "1 to 30 days", BOT, "POST /guilds/{guild}/prune", 400, 50035).body(json!({"days": 31})),
        ok(invite, BOT, "POST /channels/{general}/invites", 200).body(json!({"max_uses": 5})).keep_at("invite", "/code"),
        no(invite, "at most 100 uses", BOT, "POST /channels/{general}/invites", 400, 50035).body(json!({"max_uses": 101})),
        ok(invite, BOT, "GET /channels/{general}/invites", 200),
        no(invite, "a right is needed", BOB, "GET /channels/{general}/invites", 403, 50013),
        ok(invite, BOT, "GET /guilds/{guild}/invites", 200),
        no(invite, "a right is needed", BOB, "GET /guilds/{guild}/invites", 403, 50013),
        ok(invite, BOT, "GET /invites/{invite}?with_counts=true", 200),
        no(invite, "no such invite", BOT, "GET /invites/nowhere", 404, 10006),
        ok(invite, DORA, "POST /invites/{invite}", 200).body(json!({})),
        no(invite, "people only", BOT, "POST /invites/{invite}", 403, 20001).body(json!({})),
        ok(invite, BOT, "DELETE /invites/{invite}", 200),
        no(invite, "gone", BOT, "DELETE /invites/{invite}", 404, 10006),
        ok(guild, BOT, "DELETE /guilds/{guild}/members/{dora}", 204),
        no(guild, "gone", BOT, "DELETE /guilds/{guild}/members/{dora}", 404, 10007),
        no(guild, "a right is needed", BOB, "DELETE /guilds/{guild}/members/{carol}", 403, 50013),
        ok(guild, BOT, "PUT /guilds/{guild}/bans/{dora}", 204).body(json!({"delete_message_seconds": 60})),
        no(guild, "not the owner", BOT, "PUT /guilds/{guild}/bans/{alice}", 403, 50013).body(json!({})),
        no(guild, "at most a week", BOT, "PUT /guilds/{guild}/bans/{bob}", 400, 50035).body(json!({"delete_message_seconds": 604_801})),
        ok(guild, BOT, "GET /guilds/{guild}/bans", 200),
        no(guild, "a right is needed", BOB, "GET /guilds/{guild}/bans", 403, 50013),
        ok(guild, BOT, "GET /guilds/{guild}/bans/{dora}", 200),
        no(guild, "not banned", BOT, "GET /guilds/{guild}/bans/{bob}", 404, 10026),
        ok(guild, BOT, "DELETE /guilds/{guild}/bans/{dora}", 204),
        no(guild, "not banned", BOT, "DELETE /guilds/{guild}/bans/{dora}", 404, 10026),
        ok(guild, BOT, "POST /guilds/{guild}/bulk-ban", 200).body(json!({"user_ids": ["{dora}", "{alice}"]})),
        no(guild, "nobody could be banned", BOT, "POST /guilds/{guild}/bulk-ban", 400, 500_000).body(json!({"user_ids": ["{alice}"]})),
        no(guild, "at most 200", ALICE, "POST /guilds/{guild}/bulk-ban", 400, 50035).body(json!({"user_ids": vec!["1"; 201]})),
    ]
}
