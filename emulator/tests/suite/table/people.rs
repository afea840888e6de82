//! Users, what they grant, direct conversations. Pages: resources/user, topics/oauth2.

use serde_json::json;

use super::{ALICE, BEARER, BOB, BOT, DORA, NOBODY, Row, no, ok};

#[rustfmt::skip]
pub fn rows() -> Vec<Row> {
    let (user, oauth, gateway) = ("resources/user", "topics/oauth2", "events/gateway");
    let records = json!([{"key": "tier", "name": "Tier", "description": "Tier", "type": 2}]);
    let client = |more: &[(&str, &str)]| {
        let mut form = json!({"client_id": "{app}", "client_secret": "bot-secret"});
        for (key, value) in more {
            form[*key] = json!(value);
        }
        form
    };
    let authorize = "POST /oauth2/authorize?client_id={app}&scope=identify&response_type=code";
    vec![
        ok(gateway, NOBODY, "GET /gateway", 200),
        ok(gateway, BOT, "GET /gateway/bot", 200),
        no(gateway, "bots only", ALICE, "GET /gateway/bot", 403, 20002),
        ok(user, BOT, "GET /users/@me", 200),
        ok(user, BOB, "GET /users/@me", 200),
        no(user, "a token is needed", NOBODY, "GET /users/@me", 401, 0),
        no(user, "a bot's token is no person's", "Bot alice", "GET /users/@me", 401, 0),
        ok(user, BOT, "PATCH /users/@me", 200).body(json!({"username": "Ovation"})),
        no(user, "a name has 2 to 32 characters", BOT, "PATCH /users/@me", 400, 50035).body(json!({"username": "x"})),
        ok(user, BOT, "GET /users/{alice}", 200),
        no(user, "no such user", BOT, "GET /users/1", 404, 10013),
        ok(user, BOT, "GET /users/@me/guilds?limit=10", 200),
        no(user, "at most 200 a page", BOT, "GET /users/@me/guilds?limit=201", 400, 50035),
        ok(user, BOT, "POST /users/@me/channels", 200).body(json!({"recipient_id": "{alice}"})).keep("direct"),
        no(user, "a conversation with nobody", BOT, "POST /users/@me/channels", 400, 50033).body(json!({"recipient_id": "1"})),
        no(user, "a recipient is needed", BOT, "POST /users/@me/channels", 400, 50035).body(json!({})),
        ok("resources/message", BOT, "POST /channels/{direct}/messages", 200).body(json!({"content": "psst"})),
        no("resources/message", "not one's own conversation", BOB, "GET /channels/{direct}/messages", 404, 10003),
        ok("resources/application-role-connection-metadata", BOT, "PUT /applications/{app}/role-connections/metadata", 200).body(records),
        no("resources/application-role-connection-metadata", "at most 5 records", BOT, "PUT /applications/{app}/role-connections/metadata", 400, 50035)
            .body(json!(vec![json!({"key": "a", "name": "A", "description": "A", "type": 1}); 6])),
        no("resources/application-role-connection-metadata", "keys are a-z, 0-9 and _", BOT, "PUT /applications/{app}/role-connections/metadata", 400, 50035)
            .body(json!([{"key": "A b", "name": "A", "description": "A", "type": 1}])),
        ok("resources/application-role-connection-metadata", BOT, "GET /applications/{app}/role-connections/metadata", 200),
        no("resources/application-role-connection-metadata", "another application's", BOT, "GET /applications/1/role-connections/metadata", 404, 10002),
        ok(oauth, NOBODY, "POST /oauth2/token", 200).form(client(&[("grant_type", "authorization_code"), ("code", "{code}")]))
            .keep_at("access", "/access_token").keep_at("refresh", "/refresh_token"),
        no(oauth, "a code is good once", NOBODY, "POST /oauth2/token", 400, 0).form(client(&[("grant_type", "authorization_code"), ("code", "{code}")])),
        no(oauth, "the secret must be right", NOBODY, "POST /oauth2/token", 401, 0).form(json!({"client_id": "{app}", "client_secret": "x"})),
        no(oauth, "a form, nothing else", NOBODY, "POST /oauth2/token", 400, 50035).body(client(&[("grant_type", "client_credentials")])),
        ok(oauth, NOBODY, "POST /oauth2/token", 200).form(client(&[("grant_type", "client_credentials"), ("scope", "identify")])),
        ok(oauth, ALICE, authorize, 200).body(json!({"authorize": true})),
        no(oauth, "a known scope", ALICE, "POST /oauth2/authorize?client_id={app}&scope=all&response_type=code", 400, 50035).body(json!({"authorize": true})),
        no(oauth, "people only", BOT, authorize, 403, 20001).body(json!({"authorize": true})),
        ok(oauth, BEARER, "GET /oauth2/@me", 200),
        no(oauth, "bots have no grant", BOT, "GET /oauth2/@me", 401, 0),
        no(oauth, "no such grant", "Bearer x", "GET /oauth2/@me", 401, 0),
        ok(oauth, BOT, "GET /oauth2/applications/@me", 200),
        no(oauth, "bots only", BOB, "GET /oauth2/applications/@me", 403, 20002),
        ok(user, BEARER, "GET /users/@me", 200),
        ok(user, BEARER, "GET /users/@me/guilds", 200),
        ok(user, BEARER, "GET /users/@me/guilds/{guild}/member", 200),
        no(user, "not a member", DORA, "GET /users/@me/guilds/{guild}/member", 404, 10004),
        ok(user, BEARER, "PUT /users/@me/applications/{app}/role-connection", 200)
            .body(json!({"platform_name": "Ovation", "platform_username": "Contoso", "metadata": {"tier": "3"}})),
        no(user, "at most 50 characters", BEARER, "PUT /users/@me/applications/{app}/role-connection", 400, 50035).body(json!({"platform_name": "x".repeat(51)})),
        no(user, "with a granted token only", BOT, "PUT /users/@me/applications/{app}/role-connection", 403, 20001).body(json!({})),
        ok(user, BEARER, "GET /users/@me/applications/{app}/role-connection", 200),
        no(user, "one's own application only", BEARER, "GET /users/@me/applications/1/role-connection", 404, 10002),
        ok(user, BEARER, "DELETE /users/@me/applications/{app}/role-connection", 204),
        no(user, "not by a person's client", ALICE, "DELETE /users/@me/applications/{app}/role-connection", 401, 0),
        ok(oauth, NOBODY, "POST /oauth2/token", 200).form(client(&[("grant_type", "refresh_token"), ("refresh_token", "{refresh}")])).keep_at("access", "/access_token"),
        ok(oauth, NOBODY, "POST /oauth2/token/revoke", 200).form(client(&[("token", "{access}")])),
        no(oauth, "the secret must be right", NOBODY, "POST /oauth2/token/revoke", 401, 0).form(json!({"client_id": "{app}"})),
        no(oauth, "a revoked token is no token", BEARER, "GET /users/@me", 401, 0),
        ok(user, BOB, "DELETE /users/@me/guilds/{guild}", 204),
        no(user, "one can't leave twice", BOB, "DELETE /users/@me/guilds/{guild}", 404, 10004),
    ]
}
