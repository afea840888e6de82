//! Every route a bot of this kind meets: one row each, with what must come back.

use serde_json::{Value, json};

use crate::bot::{Rest, Scene, text};

/// A request and the status that it must get.
struct Row {
    page: &'static str,
    method: &'static str,
    path: String,
    body: Option<Value>,
    status: u16,
}

#[tokio::test]
async fn each_route_succeeds_with_its_status_and_a_valid_body() {
    let scene = Scene::new().await;
    scene
        .emulator
        .control()
        .fault(serde_json::json!({"kind": "global_limit", "per_second": 0}))
        .await
        .unwrap();
    let rest = scene.bot.rest.clone();
    let mut role = discord_emulator::World::default();
    role.guild.push(discord_emulator::scenario::GuildSpec {
        name: "Playground".into(),
        applications: vec!["Ovation".into()],
        role: vec![discord_emulator::scenario::RoleSpec { name: "Gold".into(), ..Default::default() }],
        channel: vec![discord_emulator::scenario::ChannelSpec {
            name: "ideas".into(),
            kind: 15,
            tags: vec!["new".into()],
            require_tag: true,
            ..Default::default()
        }],
        ..Default::default()
    });
    let control = scene.emulator.control();
    control.world(&role).await.unwrap();
    let (app, alice) = (rest.application().await, scene.alice.id().to_owned());
    // The bot's own role stands above those made before it only; put it on top by giving it every right.
    let own = control.role("Playground", "Ovation").await.unwrap();
    let all = json!({"permissions": "9007199254740991"});
    Rest::with(&scene.emulator, Some("alice"))
        .ask("PATCH", &format!("/guilds/{}/roles/{own}", scene.guild), Some(all))
        .await
        .ok();
    let (g, c, news) = (&scene.guild, &scene.general, &scene.announcements);
    let ideas = control.channel("Playground", "ideas").await.unwrap();
    let tag = text(&rest.get(&format!("/channels/{ideas}")).await.ok()["available_tags"][0]["id"]);
    let say = json!({"content": "hi", "allowed_mentions": {"parse": []}});
    let message = text(&rest.post(&format!("/channels/{c}/messages"), say.clone()).await.ok()["id"]);
    let news_message = text(&rest.post(&format!("/channels/{news}/messages"), say.clone()).await.ok()["id"]);
    let command = json!({"name": "new", "description": "New"});
    let start = "2099-01-01T18:00:00+00:00";
    let event = json!({"name": "Meetup", "privacy_level": 2, "scheduled_start_time": start, "entity_type": 3,
        "scheduled_end_time": "2099-01-01T20:00:00+00:00", "entity_metadata": {"location": "Library"}});
    let post = json!({"name": "An idea", "applied_tags": [tag], "message": say});
    let m = format!("/channels/{c}/messages/{message}");
    let clap = "%F0%9F%91%8F";
    let row = |page, method, path: String, body, status| Row { page, method, path, body, status };
    let rows = vec![
        row("events/gateway", "GET", "/gateway".into(), None, 200),
        row("events/gateway", "GET", "/gateway/bot".into(), None, 200),
        row("resources/user", "GET", "/users/@me".into(), None, 200),
        row("resources/user", "GET", format!("/users/{alice}"), None, 200),
        row("resources/user", "GET", "/users/@me/guilds".into(), None, 200),
        row(
            "resources/user",
            "POST",
            "/users/@me/channels".into(),
            Some(json!({"recipient_id": alice})),
            200,
        ),
        row("resources/application", "GET", "/applications/@me".into(), None, 200),
        row(
            "resources/application",
            "PATCH",
            "/applications/@me".into(),
            Some(json!({"description": "x"})),
            200,
        ),
        row("topics/oauth2", "GET", "/oauth2/applications/@me".into(), None, 200),
        row("interactions/application-commands", "GET", format!("/applications/{app}/commands"), None, 200),
        row(
            "interactions/application-commands",
            "POST",
            format!("/applications/{app}/commands"),
            Some(command.clone()),
            201,
        ),
        row(
            "interactions/application-commands",
            "POST",
            format!("/applications/{app}/commands"),
            Some(command.clone()),
            200,
        ),
        row(
            "interactions/application-commands",
            "PUT",
            format!("/applications/{app}/commands"),
            Some(json!([command])),
            200,
        ),
        row(
            "interactions/application-commands",
            "PUT",
            format!("/applications/{app}/guilds/{g}/commands"),
            Some(json!([command])),
            200,
        ),
        row(
            "interactions/application-commands",
            "GET",
            format!("/applications/{app}/guilds/{g}/commands"),
            None,
            200,
        ),
        row(
            "interactions/application-commands",
            "GET",
            format!("/applications/{app}/guilds/{g}/commands/permissions"),
            None,
            200,
        ),
        row(
            "resources/application-role-connection-metadata",
            "PUT",
            format!("/applications/{app}/role-connections/metadata"),
            Some(json!([{"key": "tier", "name": "Tier", "description": "Tier", "type": 2}])),
            200,
        ),
        row(
            "resources/application-role-connection-metadata",
            "GET",
            format!("/applications/{app}/role-connections/metadata"),
            None,
            200,
        ),
        row("resources/emoji", "GET", format!("/applications/{app}/emojis"), None, 200),
        row(
            "resources/emoji",
            "POST",
            format!("/applications/{app}/emojis"),
            Some(json!({"name": "gold", "image": "data:image/png;base64,AAAA"})),
            201,
        ),
        row("resources/guild", "GET", format!("/guilds/{g}"), None, 200),
        row("resources/guild", "GET", format!("/guilds/{g}?with_counts=true"), None, 200),
        row("resources/guild", "GET", format!("/guilds/{g}/channels"), None, 200),
        row("resources/guild", "POST", format!("/guilds/{g}/channels"), Some(json!({"name": "fresh"})), 201),
        row("resources/guild", "GET", format!("/guilds/{g}/roles"), None, 200),
        row("resources/guild", "GET", format!("/guilds/{g}/members?limit=10"), None, 200),
        row("resources/guild", "GET", format!("/guilds/{g}/members/search?query=al"), None, 200),
        row("resources/guild", "GET", format!("/guilds/{g}/members/{alice}"), None, 200),
        row("resources/guild", "GET", format!("/guilds/{g}/threads/active"), None, 200),
        row("resources/guild", "POST", format!("/guilds/{g}/roles"), Some(json!({"name": "Silver"})), 200),
        row(
            "resources/guild-scheduled-event",
            "POST",
            format!("/guilds/{g}/scheduled-events"),
            Some(event),
            200,
        ),
        row(
            "resources/guild-scheduled-event",
            "GET",
            format!("/guilds/{g}/scheduled-events?with_user_count=true"),
            None,
            200,
        ),
        row("resources/channel", "GET", format!("/channels/{c}"), None, 200),
        row("resources/channel", "PATCH", format!("/channels/{c}"), Some(json!({"topic": "talk"})), 200),
        row(
            "resources/channel",
            "PUT",
            format!("/channels/{c}/permissions/{g}"),
            Some(json!({"type": 0, "allow": "1024", "deny": "0"})),
            204,
        ),
        row("resources/channel", "POST", format!("/channels/{c}/typing"), None, 204),
        row("resources/message", "GET", format!("/channels/{c}/messages?limit=5"), None, 200),
        row("resources/message", "GET", m.clone(), None, 200),
        row(
            "resources/message",
            "PATCH",
            m.clone(),
            Some(json!({"content": "bye", "allowed_mentions": {"parse": []}})),
            200,
        ),
        row("resources/message", "PUT", format!("{m}/reactions/{clap}/@me"), None, 204),
        row("resources/message", "GET", format!("{m}/reactions/{clap}"), None, 200),
        row("resources/message", "GET", m.clone(), None, 200),
        row("resources/message", "PUT", format!("/channels/{c}/messages/pins/{message}"), None, 204),
        row("resources/message", "GET", format!("/channels/{c}/messages/pins"), None, 200),
        row("resources/message", "DELETE", format!("/channels/{c}/messages/pins/{message}"), None, 204),
        row("resources/message", "DELETE", format!("{m}/reactions"), None, 204),
        row("resources/channel", "POST", format!("{m}/threads"), Some(json!({"name": "More"})), 201),
        row(
            "resources/channel",
            "POST",
            format!("/channels/{c}/threads"),
            Some(json!({"name": "Own", "type": 11})),
            201,
        ),
        row("resources/channel", "POST", format!("/channels/{ideas}/threads"), Some(post), 201),
        row(
            "resources/message",
            "POST",
            format!("/channels/{news}/messages/{news_message}/crosspost"),
            None,
            200,
        ),
        row("resources/message", "DELETE", m.clone(), None, 204),
        row("resources/channel", "DELETE", format!("/channels/{ideas}"), None, 200),
    ];
    for row in rows {
        let answer = rest.ask(row.method, &row.path, row.body).await;
        assert_eq!(answer.status, row.status, "{}: {} {} {}", row.page, row.method, row.path, answer.body);
    }
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn paths_with_any_version_lead_to_the_same_place() {
    let scene = Scene::new().await;
    for prefix in ["/api/v10", "/api/v9", "/api"] {
        let answer = reqwest::Client::new()
            .get(format!("{}{prefix}/users/@me", scene.emulator.url()))
            .header("authorization", "Bot bot-token")
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200, "{prefix}");
    }
}
