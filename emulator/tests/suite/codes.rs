//! Refusals: each row is a rule of Discord, with the status and code that break it.

use serde_json::{Value, json};

use crate::bot::{Rest, Scene, text};

/// What is wrong, the request, the status and the code.
type Row = (&'static str, &'static str, String, Option<Value>, u16, u64);

#[tokio::test]
async fn each_refusal_has_discords_status_and_code() {
    let scene = Scene::new().await;
    scene
        .emulator
        .control()
        .fault(serde_json::json!({"kind": "global_limit", "per_second": 0}))
        .await
        .unwrap();
    let (rest, g, c) = (scene.bot.rest.clone(), scene.guild.clone(), scene.general.clone());
    let app = rest.application().await;
    let news = scene.announcements.clone();
    let of_alice =
        text(scene.alice.say("Playground", "general", "mine").await.unwrap().json().get("id").unwrap());
    let own =
        text(&rest.post(&format!("/channels/{news}/messages"), json!({"content": "x"})).await.ok()["id"]);
    rest.ask("POST", &format!("/channels/{news}/messages/{own}/crosspost"), None).await.ok();
    let forum = {
        let mut world = discord_emulator::World::default();
        world.guild.push(discord_emulator::scenario::GuildSpec {
            name: "Playground".into(),
            channel: vec![
                discord_emulator::scenario::ChannelSpec {
                    name: "ideas".into(),
                    kind: 15,
                    require_tag: true,
                    ..Default::default()
                },
                discord_emulator::scenario::ChannelSpec {
                    name: "Rooms".into(),
                    kind: 4,
                    ..Default::default()
                },
            ],
            ..Default::default()
        });
        let control = scene.emulator.control();
        control.world(&world).await.unwrap();
        (
            control.channel("Playground", "ideas").await.unwrap(),
            control.channel("Playground", "Rooms").await.unwrap(),
        )
    };
    let thread = rest.post(&format!("/channels/{c}/messages/{of_alice}/threads"), json!({"name": "t"})).await;
    assert_eq!(thread.status, 201);
    let say = || Some(json!({"content": "x"}));
    let post = Some(json!({"name": "a", "message": {"content": "x"}}));
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("no such path", "GET", "/nowhere".into(), None, 404, 0),
        ("no such method", "PUT", "/gateway".into(), None, 405, 0),
        ("no such channel", "GET", "/channels/1".into(), None, 404, 10003),
        ("no such channel to write into", "POST", "/channels/1/messages".into(), say(), 404, 10003),
        ("no such guild", "GET", "/guilds/1".into(), None, 404, 10004),
        ("no such member", "GET", format!("/guilds/{g}/members/{g}"), None, 404, 10013),
        ("no such role", "GET", format!("/guilds/{g}/roles/1"), None, 404, 10011),
        ("no such message", "GET", format!("/channels/{c}/messages/1"), None, 404, 10008),
        ("no such user", "GET", "/users/1".into(), None, 404, 10013),
        ("no such command", "GET", format!("/applications/{app}/commands/1"), None, 404, 10063),
        ("no such interaction", "POST", "/interactions/1/x/callback".into(), Some(json!({"type": 5})), 404, 10062),
        ("no such webhook token", "PATCH", format!("/webhooks/{app}/x/messages/@original"), say(), 404, 10015),
        ("no such event", "GET", format!("/guilds/{g}/scheduled-events/1"), None, 404, 10070),
        ("no snowflake", "GET", "/channels/abc".into(), None, 400, 50035),
        ("nothing to say", "POST", format!("/channels/{c}/messages"), Some(json!({})), 400, 50006),
        ("blanks only", "POST", format!("/channels/{c}/messages"), Some(json!({"content": "  \n"})), 400, 50006),
        ("too long", "POST", format!("/channels/{c}/messages"), Some(json!({"content": "x".repeat(2001)})), 400, 50035),
        ("into a forum", "POST", format!("/channels/{}/messages", forum.0), say(), 400, 40058),
        ("a forum post without a tag", "POST", format!("/channels/{}/threads", forum.0), post, 400, 40067),
        ("into a category", "POST", format!("/channels/{}/messages", forum.1), say(), 400, 50008),
        ("edit of another's message", "PATCH", format!("/channels/{c}/messages/{of_alice}"), say(), 403, 50005),
        ("delete of another's message", "DELETE", format!("/channels/{c}/messages/{of_alice}"), None, 403, 50013),
        ("a second thread", "POST", format!("/channels/{c}/messages/{of_alice}/threads"), Some(json!({"name": "t"})), 400, 160004),
        ("published twice", "POST", format!("/channels/{news}/messages/{own}/crosspost"), None, 400, 40033),
        ("publishing outside of announcements", "POST", format!("/channels/{c}/messages/{of_alice}/crosspost"), None, 400, 50024),
        ("a pin without the right", "PUT", format!("/channels/{c}/messages/pins/{of_alice}"), None, 403, 50013),
        ("a role without the right", "POST", format!("/guilds/{g}/roles"), Some(json!({"name": "x"})), 403, 50013),
        ("an event without the right", "POST", format!("/guilds/{g}/scheduled-events"), Some(json!({})), 403, 50013),
        ("a limit above the largest", "GET", format!("/channels/{c}/messages?limit=101"), None, 400, 50035),
        ("no emoji", "PUT", format!("/channels/{c}/messages/{of_alice}/reactions/abc/@me"), None, 404, 10014),
        ("another application's commands", "GET", "/applications/1/commands".into(), None, 404, 10002),
        ("a conversation with nobody", "POST", "/users/@me/channels".into(), Some(json!({"recipient_id": "1"})), 400, 50033),
        ("permissions of commands with a bot's token", "PUT", format!("/applications/{app}/guilds/{g}/commands/1/permissions"),
            Some(json!({"permissions": []})), 403, 20001),
        ("the people's door with a bot's token", "POST", "/interactions".into(), Some(json!({})), 403, 20001),
    ];
    for (what, method, path, body, status, code) in rows {
        let answer = rest.ask(method, &path, body).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{what}: {method} {path} {}", answer.body);
    }
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn tokens_must_be_right_and_of_the_right_kind() {
    let scene = Scene::new().await;
    for (authorization, path, status, code) in [
        (None, "/users/@me", 401, 0),
        (Some("Bot nonsense"), "/users/@me", 401, 0),
        (Some("bot-token"), "/users/@me", 401, 0),
        (Some("Bot alice"), "/users/@me", 401, 0),
        (Some("alice"), "/users/@me", 200, 0),
        (Some("alice"), "/gateway/bot", 403, 20002),
        (None, "/gateway", 200, 0),
    ] {
        let answer = Rest::with(&scene.emulator, authorization).get(path).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{authorization:?} {path}");
    }
}

#[tokio::test]
async fn bodies_must_be_json_that_says_so() {
    let scene = Scene::new().await;
    let url = format!("{}/api/v10/channels/{}/messages", scene.emulator.url(), scene.general);
    for (kind, body, code) in
        [("application/json", "{", 50109), ("text/plain", "{}", 50035), ("application/json", "", 50006)]
    {
        let answer = reqwest::Client::new()
            .post(&url)
            .header("authorization", "Bot bot-token")
            .header("content-type", kind)
            .body(body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 400);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["code"], code, "{kind} {body:?}");
    }
}

#[tokio::test]
async fn an_interactions_token_is_good_for_its_time_only() {
    let scene = Scene::new().await;
    let place = scene.alice.at("Playground", "general");
    let mut bot = scene.bot;
    place.command("say").send_and_forget().await.unwrap();
    let interaction = bot.interaction().await;
    let path = format!("/webhooks/{}/{}", text(&interaction["application_id"]), text(&interaction["token"]));
    let early = bot.rest.post(&path, json!({"content": "x"})).await;
    assert_eq!((early.status, early.code()), (404, 10015), "before the first answer");
    let answer = bot.rest.call_back(&interaction, json!({"type": 4, "data": {"content": "x"}})).await;
    assert_eq!(answer.status, 204);
    assert_eq!(bot.rest.post(&path, json!({"content": "y"})).await.status, 200);
    scene.emulator.control().clock(1e-9).await.unwrap();
    let late = bot.rest.post(&path, json!({"content": "z"})).await;
    assert_eq!((late.status, late.code()), (401, 50027), "after 15 minutes");
}

#[tokio::test]
async fn each_kind_of_interaction_takes_its_own_answers() {
    let scene = Scene::new().await;
    let place = scene.alice.at("Playground", "general");
    let mut bot = scene.bot;
    for wrong in [1, 6, 7, 8, 10, 99] {
        place.command("say").send_and_forget().await.unwrap();
        let interaction = bot.interaction().await;
        let answer = bot.rest.call_back(&interaction, json!({"type": wrong, "data": {"choices": []}})).await;
        assert_eq!((answer.status, answer.code()), (400, 50035), "{wrong}");
        // What was refused can still be answered.
        let answer = bot.rest.call_back(&interaction, json!({"type": 5})).await;
        assert_eq!(answer.status, 204);
    }
}
