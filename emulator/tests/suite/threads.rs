//! Threads: who is in them, silence, archives. Source: topics/threads, resources/channel.

use discord_emulator::World;
use serde_json::{Value, json};

use crate::bot::{Rest, Scene, text, with_world};

async fn scene(permissions: &str) -> Scene {
    let mut world = World::sample();
    world.guild[0].bot_permissions = Some(permissions.into());
    let scene = Scene::of(with_world(world).await).await;
    scene.emulator.control().fault(json!({"kind": "global_limit", "per_second": 0})).await.unwrap();
    scene
}

async fn open(scene: &Scene, kind: u8) -> String {
    let wish = json!({"name": "talk", "type": kind, "auto_archive_duration": 60});
    text(&scene.bot.rest.post(&format!("/channels/{}/threads", scene.general), wish).await.ok()["id"])
}

#[tokio::test]
async fn a_silent_thread_is_archived_and_a_word_opens_it_again() {
    let mut scene = scene("8").await;
    let thread = open(&scene, 11).await;
    scene.emulator.control().clock(1e-6).await.unwrap();
    let told = loop {
        let told = scene.bot.socket.event("THREAD_UPDATE").await;
        if told["id"] == thread.as_str() {
            break told;
        }
    };
    assert_eq!(told["thread_metadata"]["archived"], true);
    scene.emulator.control().clock(1.0).await.unwrap();
    let list = scene.bot.rest.get(&format!("/channels/{}/threads/archived/public", scene.general)).await.ok();
    assert_eq!((&list["threads"][0]["id"], &list["has_more"]), (&json!(thread), &json!(false)));
    assert_eq!(list["members"][0]["id"], thread.as_str(), "the caller is in it");
    let active = format!("/guilds/{}/threads/active", scene.guild);
    assert_eq!(scene.bot.rest.get(&active).await.ok()["threads"], json!([]));
    scene.bot.rest.post(&format!("/channels/{thread}/messages"), json!({"content": "hello?"})).await.ok();
    assert_eq!(scene.bot.socket.event("THREAD_UPDATE").await["thread_metadata"]["archived"], false);
    assert_eq!(scene.bot.rest.get(&active).await.ok()["threads"][0]["id"], thread.as_str());
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn nothing_changes_in_an_archived_thread() {
    let scene = scene("309237763136").await; // The recommended rights and ADD_REACTIONS.
    let thread = open(&scene, 11).await;
    let messages = format!("/channels/{thread}/messages");
    let said = text(&scene.bot.rest.post(&messages, json!({"content": "x"})).await.ok()["id"]);
    scene.bot.rest.ask("PATCH", &format!("/channels/{thread}"), Some(json!({"archived": true}))).await.ok();
    let edit = Some(json!({"content": "y"}));
    for (what, method, path, body) in [
        ("an edit", "PATCH", format!("{messages}/{said}"), edit),
        ("a reaction", "PUT", format!("{messages}/{said}/reactions/%F0%9F%91%8F/@me"), None),
        ("a member", "PUT", format!("/channels/{thread}/thread-members/{}", scene.alice.id()), None),
        ("a name", "PATCH", format!("/channels/{thread}"), Some(json!({"name": "z"}))),
    ] {
        let answer = scene.bot.rest.ask(method, &path, body).await;
        assert_eq!((answer.status, answer.code()), (400, 50083), "{what} {}", answer.body);
    }
    let alice = Rest::with(&scene.emulator, Some("alice"));
    let app = scene.bot.rest.application().await;
    let command = scene.bot.rest.get(&format!("/applications/{app}/commands")).await.ok()[0].clone();
    let ask = json!({"type": 2, "application_id": app, "channel_id": thread, "session_id": "s", "nonce": "1",
        "data": {"id": command["id"], "name": "say", "type": 1}});
    assert_eq!(alice.post("/interactions", ask).await.code(), 50083, "no commands either");
    alice.ask("PATCH", &format!("/channels/{thread}"), Some(json!({"locked": true}))).await.ok();
    let locked = scene.bot.rest.post(&messages, json!({"content": "x"})).await;
    assert_eq!((locked.status, locked.code()), (400, 50083), "only a moderator opens a locked one");
    assert_eq!(alice.post(&messages, json!({"content": "x"})).await.status, 200);
}

#[tokio::test]
async fn who_is_in_a_thread_is_told_and_listed() {
    let mut scene = scene("8").await;
    let thread = open(&scene, 12).await;
    let bob = scene.emulator.control().user("bob").await.unwrap();
    let as_bob = Rest::with(&scene.emulator, Some("bob"));
    assert_eq!(as_bob.get(&format!("/channels/{thread}")).await.code(), 50001, "private");
    let path = format!("/channels/{thread}/thread-members");
    assert_eq!(scene.bot.rest.ask("PUT", &format!("{path}/{bob}"), None).await.status, 204);
    let told = scene.bot.socket.event("THREAD_MEMBERS_UPDATE").await;
    assert_eq!((&told["added_members"][0]["user_id"], &told["member_count"]), (&json!(bob), &json!(2)));
    assert_eq!(as_bob.get(&format!("/channels/{thread}")).await.status, 200);
    let list = scene.bot.rest.get(&format!("{path}?with_member=true")).await.ok();
    let users: Vec<&Value> =
        list.as_array().unwrap().iter().map(|one| &one["member"]["user"]["username"]).collect();
    assert_eq!(users.len(), 2);
    assert_eq!(scene.bot.rest.get(&format!("{path}/{bob}")).await.ok()["user_id"], bob.as_str());
    assert_eq!(scene.bot.rest.ask("DELETE", &format!("{path}/{bob}"), None).await.status, 204);
    assert_eq!(scene.bot.socket.event("THREAD_MEMBERS_UPDATE").await["removed_member_ids"], json!([bob]));
    assert_eq!(scene.bot.rest.get(&format!("{path}/{bob}")).await.code(), 10007);
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn a_thread_leaves_a_trace_where_it_began() {
    let scene = scene("8").await;
    let thread = open(&scene, 11).await;
    let list = scene.bot.rest.get(&format!("/channels/{}/messages", scene.general)).await.ok();
    assert_eq!((&list[0]["type"], &list[0]["content"]), (&json!(18), &json!("talk")));
    assert_eq!(list[0]["message_reference"]["channel_id"], thread.as_str());
    let said = scene.alice.say("Playground", "general", "on this").await.unwrap();
    let path = format!("/channels/{}/messages/{}/threads", scene.general, said.message_id());
    scene.bot.rest.post(&path, json!({"name": "on it"})).await.ok();
    let inside = scene.bot.rest.get(&format!("/channels/{}/messages", said.message_id())).await.ok();
    assert_eq!(
        (&inside[0]["type"], &inside[0]["referenced_message"]["content"]),
        (&json!(21), &json!("on this"))
    );
    scene.answers_are_valid().await;
}
