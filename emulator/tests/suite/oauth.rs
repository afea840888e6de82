//! Tokens that people grant, linked roles, what admins set for commands. Source: topics/oauth2, resources/user,
//! interactions/application-commands.

use discord_emulator::Emulator;
use serde_json::{Value, json};

use crate::bot::{Answer, Rest, Scene, text};

/// POST of a form to a token route.
async fn form(emulator: &Emulator, path: &str, pairs: &[(&str, &str)]) -> Answer {
    let body: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let client = reqwest::Client::new();
    let answer = client
        .post(format!("{}/api/v10/oauth2/token{path}", emulator.url()))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body.join("&"))
        .send()
        .await
        .unwrap();
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Answer { status, headers, body: answer.json().await.unwrap_or_default() }
}

async fn code(emulator: &Emulator, user: &str, scopes: Value) -> String {
    let wish = json!({"application": "Ovation", "user": user, "scopes": scopes});
    let client = reqwest::Client::new();
    let url = format!("{}/_emulator/oauth2/codes", emulator.url());
    let answer: Value = client.post(url).json(&wish).send().await.unwrap().json().await.unwrap();
    text(&answer["code"])
}

/// A token of this person with these scopes.
async fn token(emulator: &Emulator, application: &str, user: &str, scopes: Value) -> Value {
    let code = code(emulator, user, scopes).await;
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("client_id", application),
        ("client_secret", "bot-secret"),
    ];
    form(emulator, "", &pairs).await.ok()
}

fn bearer(emulator: &Emulator, token: &Value) -> Rest {
    Rest::with(emulator, Some(&format!("Bearer {}", text(&token["access_token"]))))
}

#[tokio::test]
async fn a_code_becomes_a_token_once_and_a_refresh_another() {
    let Scene { emulator, bot, .. } = Scene::new().await;
    let app = bot.rest.application().await;
    let granted = code(&emulator, "alice", json!(["identify"])).await;
    let client = [("client_id", app.as_str()), ("client_secret", "bot-secret")];
    let with = |more: &[(&'static str, &str)]| -> Vec<(String, String)> {
        client.iter().chain(more).map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    };
    let ask = async |more: Vec<(String, String)>| {
        let pairs: Vec<(&str, &str)> =
            more.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        form(&emulator, "", &pairs).await
    };
    let first = ask(with(&[("grant_type", "authorization_code"), ("code", &granted)])).await.ok();
    assert_eq!(
        (&first["token_type"], &first["expires_in"], &first["scope"]),
        (&json!("Bearer"), &json!(604_800), &json!("identify"))
    );
    let again = ask(with(&[("grant_type", "authorization_code"), ("code", &granted)])).await;
    assert_eq!((again.status, &again.body["error"]), (400, &json!("invalid_grant")));
    let rest = bearer(&emulator, &first);
    let me = rest.get("/users/@me").await.ok();
    assert_eq!((&me["username"], me.get("email")), (&json!("alice"), None));
    let refresh = text(&first["refresh_token"]);
    let second = ask(with(&[("grant_type", "refresh_token"), ("refresh_token", &refresh)])).await.ok();
    assert_eq!(rest.get("/users/@me").await.status, 401, "the old one is over");
    let rest = bearer(&emulator, &second);
    assert_eq!(rest.get("/oauth2/@me").await.ok()["scopes"], json!(["identify"]));
    let access = text(&second["access_token"]);
    let pairs = [("client_id", app.as_str()), ("client_secret", "bot-secret"), ("token", access.as_str())];
    assert_eq!(form(&emulator, "/revoke", &pairs).await.status, 200);
    assert_eq!(rest.get("/users/@me").await.status, 401, "revoked");
}

#[tokio::test]
async fn tokens_are_given_for_the_right_reasons_only() {
    let Scene { emulator, bot, .. } = Scene::new().await;
    let app = bot.rest.application().await;
    for (what, secret, grant, more, status, error) in [
        ("a wrong secret", "x", "client_credentials", "scope=identify", 401, "invalid_client"),
        ("no such grant", "bot-secret", "password", "", 400, "unsupported_grant_type"),
        ("no such code", "bot-secret", "authorization_code", "code=x", 400, "invalid_grant"),
        ("no such refresh token", "bot-secret", "refresh_token", "refresh_token=x", 400, "invalid_grant"),
        ("no such scope", "bot-secret", "client_credentials", "scope=everything", 400, "invalid_scope"),
    ] {
        let (key, value) = more.split_once('=').unwrap_or(("x", ""));
        let pairs =
            [("client_id", app.as_str()), ("client_secret", secret), ("grant_type", grant), (key, value)];
        let answer = form(&emulator, "", &pairs).await;
        assert_eq!((answer.status, answer.body["error"].as_str()), (status, Some(error)), "{what}");
    }
    let rest = Rest::with(&emulator, None);
    let json = rest.post("/oauth2/token", json!({"grant_type": "client_credentials"})).await;
    assert_eq!((json.status, json.code()), (400, 50035), "a form, nothing else");
    // By HTTP's basic authentication, the other way of naming oneself.
    let own = reqwest::Client::new()
        .post(format!("{}/api/v10/oauth2/token", emulator.url()))
        .basic_auth(&app, Some("bot-secret"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("grant_type=client_credentials&scope=identify%20applications.commands.update")
        .send()
        .await
        .unwrap();
    let own: Value = own.json().await.unwrap();
    assert!(own["refresh_token"].is_null());
    let rest = bearer(&emulator, &own);
    assert_eq!(rest.get("/users/@me").await.ok()["username"], "alice", "the owner's own");
    assert_eq!(rest.get(&format!("/applications/{app}/commands")).await.status, 200);
}

#[tokio::test]
async fn a_token_opens_what_was_granted_and_nothing_else() {
    let Scene { emulator, bot, guild, general, .. } = Scene::new().await;
    let app = bot.rest.application().await;
    let granted = token(&emulator, &app, "bob", json!(["guilds", "guilds.members.read"])).await;
    let rest = bearer(&emulator, &granted);
    for (path, status, code) in [
        ("/users/@me/guilds".to_owned(), 200, 0),
        (format!("/users/@me/guilds/{guild}/member"), 200, 0),
        ("/users/@me".to_owned(), 403, 50026),
        (format!("/channels/{general}"), 401, 0),
        (format!("/users/@me/applications/{app}/role-connection"), 403, 50026),
    ] {
        let answer = rest.get(&path).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{path} {}", answer.body);
    }
}

#[tokio::test]
async fn a_persons_client_says_yes_and_is_sent_back_with_a_code() {
    let Scene { emulator, bot, .. } = Scene::new().await;
    let app = bot.rest.application().await;
    let alice = Rest::with(&emulator, Some("alice"));
    let query = format!(
        "client_id={app}&scope=identify&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2Fback&state=a%20b"
    );
    let answer = alice.post(&format!("/oauth2/authorize?{query}"), json!({"authorize": true})).await.ok();
    let location = text(&answer["location"]);
    assert!(
        location.starts_with("http://localhost/back?code=") && location.ends_with("&state=a%20b"),
        "{location}"
    );
    let code = location.split(['=', '&']).nth(1).unwrap();
    let pairs = |redirect: &'static str| {
        [
            ("client_id", app.as_str()),
            ("client_secret", "bot-secret"),
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", redirect),
        ]
    };
    let elsewhere = form(&emulator, "", &pairs("http%3A%2F%2Felsewhere")).await;
    assert_eq!(elsewhere.body["error_description"], "Invalid \"redirect_uri\" in request.");
    assert_eq!(form(&emulator, "", &pairs("http%3A%2F%2Flocalhost%2Fback")).await.status, 200);
    let no = alice.post(&format!("/oauth2/authorize?{query}"), json!({"authorize": false})).await.ok();
    assert!(text(&no["location"]).contains("error=access_denied"));
}

#[tokio::test]
async fn a_role_connection_keeps_to_its_metadata() {
    let scene = Scene::new().await;
    let app = scene.bot.rest.application().await;
    let records = json!([{"key": "tier", "name": "Tier", "description": "Tier", "type": 2},
        {"key": "active", "name": "Active", "description": "Active", "type": 7},
        {"key": "since", "name": "Since", "description": "Since", "type": 6}]);
    let path = format!("/applications/{app}/role-connections/metadata");
    scene.bot.rest.ask("PUT", &path, Some(records)).await.ok();
    let granted = token(&scene.emulator, &app, "bob", json!(["identify", "role_connections.write"])).await;
    let rest = bearer(&scene.emulator, &granted);
    let path = format!("/users/@me/applications/{app}/role-connection");
    let empty = rest.get(&path).await.ok();
    assert_eq!((&empty["platform_name"], &empty["metadata"]), (&Value::Null, &json!({})));
    let good = json!({"platform_name": "Ovation", "platform_username": "Contoso",
        "metadata": {"tier": "3", "active": "1", "since": "2026-01-31"}});
    assert_eq!(rest.ask("PUT", &path, Some(good.clone())).await.ok(), good);
    assert_eq!(rest.get(&path).await.ok(), good);
    for (what, bad) in [
        ("a long name", json!({"platform_name": "x".repeat(51)})),
        ("a number", json!({"metadata": {"tier": 3}})),
        ("no number in it", json!({"metadata": {"tier": "three"}})),
        ("no such key", json!({"metadata": {"points": "3"}})),
        ("no date", json!({"metadata": {"since": "soon"}})),
    ] {
        let answer = rest.ask("PUT", &path, Some(bad)).await;
        assert_eq!((answer.status, answer.code()), (400, 50035), "{what} {}", answer.body);
    }
    let by_bot = scene.bot.rest.ask("PUT", &path, Some(good)).await;
    assert_eq!((by_bot.status, by_bot.code()), (403, 20001));
    assert_eq!(rest.ask("DELETE", &path, None).await.status, 204);
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn what_admins_set_for_a_command_holds() {
    let mut scene = Scene::new().await;
    let app = scene.bot.rest.application().await;
    let commands = scene
        .bot
        .rest
        .register(json!([{"name": "one", "description": "x"},
        {"name": "two", "description": "x", "default_member_permissions": "0"}]))
        .await;
    let (one, two) = (text(&commands[0]["id"]), text(&commands[1]["id"]));
    let base = format!("/applications/{app}/guilds/{}/commands", scene.guild);
    let bob = scene.emulator.person("bob").await.unwrap();
    assert_eq!(bob.commands("Playground").await.unwrap(), ["one"]);
    let granted =
        token(&scene.emulator, &app, "alice", json!(["applications.commands.permissions.update"])).await;
    let alice = bearer(&scene.emulator, &granted);
    let set = |id: &str, kind: u8, allow: bool| {
        Some(json!({"permissions": [{"id": id, "type": kind, "permission": allow}]}))
    };
    let path = format!("{base}/{one}/permissions");
    assert_eq!(scene.bot.rest.get(&path).await.code(), 10066, "nothing set");
    let by_bot = scene.bot.rest.ask("PUT", &path, set(&scene.guild, 1, false)).await;
    assert_eq!((by_bot.status, by_bot.code()), (403, 20001), "a bot can't");
    let answer = alice.ask("PUT", &path, set(&scene.guild, 1, false)).await.ok();
    assert_eq!(answer["permissions"][0], json!({"id": scene.guild, "type": 1, "permission": false}));
    let told = scene.bot.socket.event("APPLICATION_COMMAND_PERMISSIONS_UPDATE").await;
    assert_eq!(told, answer);
    assert_eq!(scene.bot.rest.get(&path).await.ok(), answer);
    assert_eq!(bob.commands("Playground").await.unwrap(), [""; 0], "closed to everyone");
    assert_eq!(scene.alice.commands("Playground").await.unwrap(), ["one", "two"], "admins pass");
    alice.ask("PUT", &format!("{base}/{two}/permissions"), set(bob.id(), 2, true)).await.ok();
    assert_eq!(bob.commands("Playground").await.unwrap(), ["two"], "opened for bob");
    // Two opened in one channel's stead: closed in general.
    let both = json!({"permissions": [{"id": bob.id(), "type": 2, "permission": true},
        {"id": scene.general, "type": 3, "permission": false}]});
    alice.ask("PUT", &format!("{base}/{two}/permissions"), Some(both)).await.ok();
    assert!(bob.at("Playground", "general").command("two").send().await.is_err());
    assert!(bob.at("Playground", "announcements").command("two").send_and_forget().await.is_ok());
    assert_eq!(
        scene.bot.rest.get(&format!("{base}/permissions")).await.ok().as_array().map(Vec::len),
        Some(2)
    );
    // What holds for the whole application is a gate in front of the defaults.
    alice.ask("PUT", &format!("{base}/{one}/permissions"), Some(json!({"permissions": []}))).await.ok();
    alice.ask("PUT", &format!("{base}/{app}/permissions"), set(&scene.guild, 1, false)).await.ok();
    assert_eq!(bob.commands("Playground").await.unwrap(), ["two"]);
    let granted =
        token(&scene.emulator, &app, "bob", json!(["applications.commands.permissions.update"])).await;
    let answer = bearer(&scene.emulator, &granted).ask("PUT", &path, set(&scene.guild, 1, true)).await;
    assert_eq!(answer.code(), 50013, "bob manages nothing");
    scene.bot.rest.register(json!([{"name": "two", "description": "x"}])).await;
    scene.bot.rest.register(json!([{"name": "one", "description": "x"}])).await;
    let left = scene.bot.rest.get(&format!("{base}/permissions")).await.ok();
    assert_eq!(left.as_array().map(Vec::len), Some(1), "settings go with their command");
    scene.answers_are_valid().await;
}
