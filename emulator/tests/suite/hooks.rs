//! Webhooks of channels, announcements that are followed, forwards. Source: resources/webhook, resources/message,
//! resources/channel.

use discord_emulator::World;
use serde_json::{Value, json};

use crate::bot::{Rest, Scene, text, with_world};

/// The sample world, whose bot may do everything, without rate limits of channels.
async fn scene() -> Scene {
    let mut world = World::sample();
    world.guild[0].bot_permissions = Some("8".into());
    let scene = Scene::of(with_world(world).await).await;
    let control = scene.emulator.control();
    control.fault(json!({"kind": "global_limit", "per_second": 0})).await.unwrap();
    control.fault(json!({"kind": "channel_limit", "limit": 1000, "per_millis": 1000})).await.unwrap();
    scene
}

#[tokio::test]
async fn a_webhook_writes_under_a_name_of_its_own() {
    let scene = scene().await;
    let made = scene
        .bot
        .rest
        .post(&format!("/channels/{}/webhooks", scene.general), json!({"name": "News"}))
        .await
        .ok();
    let path = format!("/webhooks/{}/{}", text(&made["id"]), text(&made["token"]));
    // Whoever knows the address may write; no token is needed.
    let anyone = Rest::with(&scene.emulator, None);
    assert_eq!(anyone.post(&path, json!({"content": "quiet"})).await.status, 204);
    let body = json!({"content": "@everyone hi", "username": "Herald"});
    let said = anyone.post(&format!("{path}?wait=true"), body).await.ok();
    assert_eq!((&said["author"]["username"], &said["webhook_id"]), (&json!("Herald"), &made["id"]));
    assert_eq!(said["mention_everyone"], false, "webhooks ring for users only, unless they say otherwise");
    let message = format!("{path}/messages/{}", text(&said["id"]));
    let changed = anyone.ask("PATCH", &message, Some(json!({"content": "bye"}))).await.ok();
    assert_eq!((&changed["content"], &changed["author"]["username"]), (&json!("bye"), &json!("Herald")));
    assert_eq!(anyone.get(&message).await.ok()["content"], "bye");
    assert_eq!(anyone.ask("DELETE", &message, None).await.status, 204);
    let wrong = anyone.post(&format!("/webhooks/{}/x", text(&made["id"])), json!({"content": "x"})).await;
    assert_eq!((wrong.status, wrong.code()), (401, 50027));
    scene.emulator.control().fault(json!({"kind": "clear"})).await.unwrap();
    assert_eq!(anyone.ask("DELETE", &path, None).await.status, 204);
    assert_eq!(anyone.post(&path, json!({"content": "x"})).await.code(), 10015, "it is gone");
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn a_channel_has_fifteen_webhooks_at_most() {
    let scene = scene().await;
    let path = format!("/channels/{}/webhooks", scene.general);
    for number in 0..16 {
        scene.emulator.control().fault(json!({"kind": "clear"})).await.unwrap();
        let answer = scene.bot.rest.post(&path, json!({"name": number.to_string()})).await;
        let expected = if number < 15 { (200, 0) } else { (400, 30007) };
        assert_eq!((answer.status, answer.code()), expected);
    }
}

#[tokio::test]
async fn what_is_published_arrives_where_it_is_followed() {
    let scene = scene().await;
    let (rest, news) = (&scene.bot.rest, &scene.announcements);
    let followed = rest
        .post(&format!("/channels/{news}/followers"), json!({"webhook_channel_id": scene.general}))
        .await
        .ok();
    assert_eq!(followed["channel_id"], news.as_str());
    let list = format!("/channels/{}/messages", scene.general);
    let first = rest.get(&list).await.ok();
    assert_eq!((&first[0]["type"], &first[0]["content"]), (&json!(12), &json!("Playground #announcements")));
    let body = json!({"content": "big news", "embeds": [{"title": "x"}]});
    let said = text(&rest.post(&format!("/channels/{news}/messages"), body).await.ok()["id"]);
    let path = format!("/channels/{news}/messages/{said}");
    let flags = rest.ask("POST", &format!("{path}/crosspost"), None).await.ok()["flags"].clone();
    assert_eq!(flags, 1);
    let copy = rest.get(&list).await.ok()[0].clone();
    assert_eq!(
        (&copy["content"], &copy["flags"], &copy["webhook_id"]),
        (&json!("big news"), &json!(2), &followed["webhook_id"])
    );
    assert_eq!(
        copy["message_reference"],
        json!({"type": 0, "channel_id": news, "message_id": said, "guild_id": scene.guild})
    );
    for number in 0..3 {
        rest.ask("PATCH", &path, Some(json!({"content": number.to_string()}))).await.ok();
    }
    assert_eq!(rest.get(&list).await.ok()[0]["content"], "2", "what changes here changes there");
    let fourth = rest.ask("PATCH", &path, Some(json!({"content": "4"}))).await;
    assert_eq!((fourth.status, fourth.code()), (429, 20022));
    assert!(fourth.body["retry_after"].as_f64().is_some_and(|after| after > 60.0));
    assert_eq!(rest.ask("DELETE", &path, None).await.status, 204);
    assert_eq!(rest.get(&list).await.ok()[0]["flags"], 2 | 8, "the copy knows that its source is gone");
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn ten_messages_an_hour_are_published() {
    let scene = scene().await;
    let news = &scene.announcements;
    for number in 0..11 {
        scene.emulator.control().fault(json!({"kind": "clear"})).await.unwrap();
        let body = json!({"content": number.to_string()});
        let said = text(&scene.bot.rest.post(&format!("/channels/{news}/messages"), body).await.ok()["id"]);
        let answer =
            scene.bot.rest.ask("POST", &format!("/channels/{news}/messages/{said}/crosspost"), None).await;
        assert_eq!(answer.status, if number < 10 { 200 } else { 429 });
    }
}

#[tokio::test]
async fn a_forward_carries_what_the_message_was() {
    let scene = scene().await;
    let said = scene.alice.say("Playground", "general", "first words").await.unwrap();
    let list = format!("/channels/{}/messages", scene.announcements);
    let reference = json!({"type": 1, "channel_id": scene.general, "message_id": said.message_id()});
    let forward = scene.bot.rest.post(&list, json!({"message_reference": reference})).await.ok();
    let alice = Rest::with(&scene.emulator, Some("alice"));
    let path = format!("/channels/{}/messages/{}", scene.general, said.message_id());
    let changed = alice.ask("PATCH", &path, Some(json!({"content": "other words"}))).await;
    assert_eq!(changed.status, 200, "people change their own messages");
    let read = scene.bot.rest.get(&format!("{list}/{}", text(&forward["id"]))).await.ok();
    assert_eq!(read["message_snapshots"][0]["message"]["content"], "first words");
    assert_eq!((&read["flags"], &read["content"], &read["type"]), (&json!(1 << 14), &json!(""), &json!(0)));
    assert_eq!(read["message_reference"]["type"], 1);
    let both = json!({"content": "and more", "message_reference": reference});
    assert_eq!(scene.bot.rest.post(&list, both).await.code(), 50035);
    assert_eq!(alice.ask("DELETE", &path, None).await.status, 204, "and delete them");
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn old_messages_are_changed_now_and_then_only() {
    let scene = scene().await;
    let control = scene.emulator.control();
    let list = format!("/channels/{}/messages", scene.general);
    let said = text(&scene.bot.rest.post(&list, json!({"content": "x"})).await.ok()["id"]);
    let change = async |text: &str| -> (u16, u64, Value) {
        let answer =
            scene.bot.rest.ask("PATCH", &format!("{list}/{said}"), Some(json!({"content": text}))).await;
        (answer.status, answer.code(), answer.body["retry_after"].clone())
    };
    control.fault(json!({"kind": "old_edit_limit", "limit": 1, "per_millis": 60_000})).await.unwrap();
    control.clock(1e-9).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    assert_eq!(change("1").await.0, 200);
    let (status, code, after) = change("2").await;
    assert_eq!((status, code), (429, 30046));
    assert!(after.is_number());
}

#[tokio::test]
async fn many_are_deleted_in_one_event() {
    let mut scene = scene().await;
    let list = format!("/channels/{}/messages", scene.general);
    let mut ids = Vec::new();
    for number in 0..3 {
        ids.push(text(&scene.bot.rest.post(&list, json!({"content": number.to_string()})).await.ok()["id"]));
    }
    let answer = scene.bot.rest.post(&format!("{list}/bulk-delete"), json!({"messages": ids})).await;
    assert_eq!(answer.status, 204);
    assert_eq!(scene.bot.socket.event("MESSAGE_DELETE_BULK").await["ids"], json!(ids));
}
