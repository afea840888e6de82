//! Messages: pages, mentions, edits, files, reactions. Source: resources/message.

use serde_json::{Value, json};

use crate::bot::{Rest, Scene, text};

async fn write(scene: &Scene, body: Value) -> Value {
    scene.bot.rest.post(&format!("/channels/{}/messages", scene.general), body).await.ok()
}

#[tokio::test]
async fn pages_before_after_and_around_a_message() {
    let scene = Scene::new().await;
    let mut ids = Vec::new();
    for number in 0..120 {
        let said = scene.alice.say("Playground", "general", &number.to_string()).await.unwrap();
        ids.push(said.message_id().to_owned());
    }
    let list = async |query: &str| -> Vec<String> {
        let page = scene.bot.rest.get(&format!("/channels/{}/messages?{query}", scene.general)).await.ok();
        page.as_array().unwrap().iter().map(|message| text(&message["content"])).collect()
    };
    assert_eq!(list("limit=2").await, ["119", "118"], "newest first");
    assert_eq!(list("").await.len(), 50);
    let after = list(&format!("limit=100&after={}", ids[4])).await;
    assert_eq!(
        (after.len(), after[0].as_str(), after[99].as_str()),
        (100, "104", "5"),
        "the next 100, newest first"
    );
    assert_eq!(list(&format!("limit=2&before={}", ids[4])).await, ["3", "2"]);
    assert_eq!(list(&format!("limit=4&around={}", ids[50])).await, ["51", "50", "49", "48"]);
    assert_eq!(list(&format!("after={}", ids[119])).await, [""; 0]);
}

#[tokio::test]
async fn mentions_ring_only_as_far_as_they_are_allowed() {
    let scene = Scene::new().await;
    let bob = scene.emulator.control().user("bob").await.unwrap();
    let content = format!("@everyone <@{bob}>");
    let bob_rings = vec![bob.clone()];
    let everything = vec!["@everyone".to_owned(), bob.clone()];
    for (allowed, rings) in [
        (Value::Null, &everything),
        (json!({"parse": []}), &vec![]),
        (json!({}), &vec![]),
        (json!({"parse": ["users"]}), &bob_rings),
        (json!({"users": [bob]}), &bob_rings),
        (json!({"users": ["1"]}), &vec![]),
    ] {
        let mut body = json!({"content": content});
        if !allowed.is_null() {
            body["allowed_mentions"] = allowed.clone();
        }
        scene.emulator.control().fault(json!({"kind": "clear"})).await.unwrap();
        let id = text(&write(&scene, body).await["id"]);
        let seen = scene.alice.messages("Playground", "general").await.unwrap();
        let message = seen.iter().find(|message| message.message_id() == id).unwrap();
        assert_eq!(&message.pings(), rings, "{allowed}");
    }
}

#[tokio::test]
async fn an_edit_is_told_to_all_who_see_it() {
    let scene = Scene::new().await;
    let id = text(&write(&scene, json!({"content": "one"})).await["id"]);
    let path = format!("/channels/{}/messages/{id}", scene.general);
    let edited = scene.bot.rest.ask("PATCH", &path, Some(json!({"content": "two"}))).await.ok();
    assert!(edited["edited_timestamp"].is_string());
    scene.alice.wait_for("Playground", "general", |message| message.text() == "two").await.unwrap();
    let nothing = scene.bot.rest.ask("PATCH", &path, Some(json!({"content": ""}))).await;
    assert_eq!((nothing.status, nothing.code()), (400, 50006));
}

#[tokio::test]
async fn a_message_turns_into_components_once_and_for_all() {
    let scene = Scene::new().await;
    let id = text(&write(&scene, json!({"content": "old"})).await["id"]);
    let path = format!("/channels/{}/messages/{id}", scene.general);
    let parts = json!([{"type": 10, "content": "new"}]);
    let refused =
        scene.bot.rest.ask("PATCH", &path, Some(json!({"flags": 32768, "components": parts}))).await;
    assert_eq!((refused.status, refused.code()), (400, 50035), "the content stays");
    let body = json!({"flags": 32768, "content": null, "embeds": [], "components": parts});
    scene.bot.rest.ask("PATCH", &path, Some(body)).await.ok();
    let back = scene.bot.rest.ask("PATCH", &path, Some(json!({"content": "text again", "flags": 0}))).await;
    assert_eq!((back.status, back.code()), (400, 50035), "never back");
}

/// Writes a message as the bot, with a file of three bytes.
async fn write_with_file(scene: &Scene, payload: &Value, name: &str, kind: &str) -> Value {
    let body = format!(
        "--X\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{payload}\r\n--X\r\n\
         Content-Disposition: form-data; name=\"files[0]\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\nABC\r\n--X--\r\n"
    );
    let answer = reqwest::Client::new()
        .post(format!("{}/api/v10/channels/{}/messages", scene.emulator.url(), scene.general))
        .header("authorization", "Bot bot-token")
        .header("content-type", "multipart/form-data; boundary=X")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test]
async fn files_and_media_of_components_come_back_whole() {
    let scene = Scene::new().await;
    let media = |url: &str| json!({"media": {"url": url}});
    let parts = json!([
        {"type": 17, "components": [{"type": 13, "file": {"url": "attachment://list.csv"}}]},
        {"type": 12, "items": [media("https://pictures.example/a.png"), media("attachment://list.csv")]},
    ]);
    let payload =
        json!({"flags": 32768, "components": parts, "attachments": [{"id": 0, "filename": "list.csv"}]});
    let message = write_with_file(&scene, &payload, "list.csv", "text/csv").await;
    let (attachment, file) = (&message["attachments"][0], &message["components"][0]["components"][0]);
    assert_eq!((file["name"].as_str(), file["size"].as_u64()), (Some("list.csv"), Some(3)));
    assert_eq!(
        (&file["file"]["url"], &file["file"]["attachment_id"]),
        (&attachment["url"], &attachment["id"])
    );
    let items = &message["components"][1]["items"];
    assert_eq!(items[1]["media"]["url"], attachment["url"]);
    assert!(items[0]["media"]["id"].is_string() && items[0]["media"]["attachment_id"].is_null());
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn a_component_that_shows_a_file_which_isn_t_there_is_refused_at_its_place() {
    let scene = Scene::new().await;
    let gallery =
        |name: &str| json!({"type": 12, "items": [{"media": {"url": format!("attachment://{name}")}}]});
    let parts = json!([{"type": 17, "components": [{"type": 10, "content": "See"}, gallery("other.png")]}]);
    let messages = format!("/channels/{}/messages", scene.general);
    let refused = scene.bot.rest.post(&messages, json!({"flags": 32768, "components": parts})).await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
    let place = &refused.body["errors"]["components"]["0"]["components"]["1"]["items"]["0"]["media"]["url"];
    assert_eq!(place["_errors"][0]["code"], "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND");
    // A file that an edit keeps is there.
    let payload = json!({"flags": 32768, "components": [gallery("list.png")], "attachments": [{"id": 0, "filename": "list.png"}]});
    let message = write_with_file(&scene, &payload, "list.png", "image/png").await;
    let path = format!("{messages}/{}", text(&message["id"]));
    let again = json!({"components": [gallery("list.png")]});
    let again = scene.bot.rest.ask("PATCH", &path, Some(again)).await.ok();
    assert_eq!(again["components"][0]["items"][0]["media"]["url"], message["attachments"][0]["url"]);
    let gone = json!({"components": [gallery("list.png")], "attachments": []});
    assert_eq!(scene.bot.rest.ask("PATCH", &path, Some(gone)).await.status, 400);
}

#[tokio::test]
async fn files_are_kept_and_can_be_fetched() {
    let scene = Scene::new().await;
    let payload = json!({"content": "see", "attachments": [{"id": 0, "description": "a list"}],
        "embeds": [{"image": {"url": "attachment://list.png"}}]});
    let message = write_with_file(&scene, &payload, "list.png", "image/png").await;
    let attachment = &message["attachments"][0];
    assert_eq!((attachment["filename"].as_str(), attachment["size"].as_u64()), (Some("list.png"), Some(3)));
    assert_eq!(attachment["description"], "a list");
    assert_eq!(message["embeds"][0]["image"]["url"], attachment["url"]);
    let content = reqwest::get(text(&attachment["url"])).await.unwrap().text().await.unwrap();
    assert_eq!(content, "ABC");
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn reactions_are_counted_once_a_person() {
    let scene = Scene::new().await;
    let id = text(&write(&scene, json!({"content": "clap"})).await["id"]);
    let mut bot = scene.bot;
    let path = format!("/channels/{}/messages/{id}", scene.general);
    for person in ["alice", "alice", "bob"] {
        let rest = Rest::with(&scene.emulator, Some(person));
        assert_eq!(rest.ask("PUT", &format!("{path}/reactions/👏/@me"), None).await.status, 204);
    }
    let event = bot.socket.event("MESSAGE_REACTION_ADD").await;
    assert_eq!(
        (event["emoji"]["name"].as_str(), event["message_id"].as_str()),
        (Some("👏"), Some(id.as_str()))
    );
    let message = bot.rest.get(&path).await.ok();
    assert_eq!(message["reactions"][0]["count"], 2);
    let who = bot.rest.get(&format!("{path}/reactions/%F0%9F%91%8F")).await.ok();
    assert_eq!(who.as_array().map(Vec::len), Some(2));
    let rest = Rest::with(&scene.emulator, Some("bob"));
    rest.ask("DELETE", &format!("{path}/reactions/%F0%9F%91%8F/@me"), None).await;
    bot.socket.event("MESSAGE_REACTION_REMOVE").await;
    assert_eq!(bot.rest.get(&path).await.ok()["reactions"][0]["count"], 1);
}

#[tokio::test]
async fn a_direct_conversation_is_between_two() {
    let scene = Scene::new().await;
    let rest = scene.bot.rest.clone();
    let open = json!({"recipient_id": scene.alice.id()});
    let channel = rest.post("/users/@me/channels", open.clone()).await.ok();
    assert_eq!(channel["type"], 1);
    assert_eq!(channel["recipients"][0]["username"], "alice");
    assert_eq!(rest.post("/users/@me/channels", open).await.ok()["id"], channel["id"], "the same one again");
    let path = format!("/channels/{}/messages", text(&channel["id"]));
    rest.post(&path, json!({"content": "psst"})).await.ok();
    let of_alice = Rest::with(&scene.emulator, Some("alice")).get(&path).await.ok();
    assert_eq!(of_alice[0]["content"], "psst");
    assert_eq!(Rest::with(&scene.emulator, Some("bob")).get(&path).await.code(), 10003);
}

#[tokio::test]
async fn a_bot_without_the_content_intent_reads_only_what_is_meant_for_it() {
    let mut world = discord_emulator::World::sample();
    world.application[0].privileged_intents.clear();
    let emulator = crate::bot::with_world(world).await;
    let rest = Rest::bot(&emulator);
    let alice = emulator.person("alice").await.unwrap();
    let channel = emulator.control().channel("Playground", "general").await.unwrap();
    let me = rest.application().await;
    alice.say("Playground", "general", "between us").await.unwrap();
    alice.say("Playground", "general", &format!("for <@{me}>")).await.unwrap();
    rest.post(&format!("/channels/{channel}/messages"), json!({"content": "mine"})).await.ok();
    let list = rest.get(&format!("/channels/{channel}/messages")).await.ok();
    let contents: Vec<String> =
        list.as_array().unwrap().iter().map(|message| text(&message["content"])).collect();
    assert_eq!(contents, ["mine".to_owned(), format!("for <@{me}>"), String::new()]);
}
