//! What a person's client does beside clicking: files in interactions, direct conversations, installed applications.

use discord_emulator::World;
use serde_json::{Value, json};

use crate::bot::{Bot, Rest, Scene, text, with_world};

/// An interaction of type 2 with the command that has this name.
async fn asked(person: &Rest, index: &str, name: &str, channel: &str, data: Value) -> Value {
    let index = person.get(index).await.ok();
    let commands = index["application_commands"].as_array().unwrap();
    let command = commands.iter().find(|command| command["name"] == name).expect(name);
    let mut whole = json!({"id": command["id"], "name": name, "type": command["type"]});
    for (key, value) in data.as_object().unwrap() {
        whole[key] = value.clone();
    }
    json!({"type": 2, "application_id": command["application_id"], "channel_id": channel, "session_id": "s",
        "nonce": "1", "data": whole})
}

async fn content_of(file: &Value) -> String {
    reqwest::get(text(&file["url"])).await.unwrap().text().await.unwrap()
}

#[tokio::test]
async fn a_file_in_an_option_comes_resolved_and_can_be_fetched() {
    let Scene { emulator, mut bot, guild, general, .. } = Scene::new().await;
    let option = json!({"type": 11, "name": "list", "description": "Attendees", "required": true});
    bot.rest.register(json!([{"name": "import", "description": "Imports", "options": [option]}])).await;
    let alice = Rest::with(&emulator, Some("alice"));
    let index = format!("/guilds/{guild}/application-command-index");
    let options = json!([{"type": 11, "name": "list", "value": "0"}]);
    let along = json!({"options": options, "attachments": [{"id": "0", "filename": "people.csv"}]});
    let body = asked(&alice, &index, "import", &general, along).await;
    let sent = alice.send_files("POST", "/interactions", body, &[("x.csv", "a,b")]).await;
    assert_eq!(sent.status, 204, "{}", sent.body);
    let data = bot.interaction().await["data"].clone();
    let file = &data["resolved"]["attachments"][text(&data["options"][0]["value"])];
    assert_eq!(
        (&file["filename"], &file["size"], &file["ephemeral"]),
        (&json!("people.csv"), &json!(3), &json!(true))
    );
    for key in ["id", "url", "proxy_url", "content_type"] {
        assert!(file[key].is_string(), "{key}");
    }
    assert_eq!(content_of(file).await, "a,b");

    // As Discord's own client does it: announced, put, referred to.
    let wish = json!({"files": [{"id": "0", "filename": "later.csv", "file_size": 5}]});
    let place =
        alice.post(&format!("/channels/{general}/attachments"), wish).await.ok()["attachments"][0].clone();
    let put = reqwest::Client::new().put(text(&place["upload_url"])).body("c,d,e").send().await.unwrap();
    assert_eq!(put.status(), 200);
    let entry = json!({"id": "0", "filename": "later.csv", "uploaded_filename": place["upload_filename"]});
    let along = json!({"options": options, "attachments": [entry]});
    let body = asked(&alice, &index, "import", &general, along).await;
    assert_eq!(alice.post("/interactions", body.clone()).await.status, 204);
    let data = bot.interaction().await["data"].clone();
    let file = &data["resolved"]["attachments"][text(&data["options"][0]["value"])];
    assert_eq!(content_of(file).await, "c,d,e");
    let again = alice.post("/interactions", body).await;
    assert_eq!((again.status, again.code()), (400, 50146), "an upload is used once");
    let nothing = json!({"options": options});
    let body = asked(&alice, &index, "import", &general, nothing).await;
    assert_eq!(alice.post("/interactions", body).await.code(), 50035, "a file that was not sent");
}

#[tokio::test]
async fn files_of_a_modal_come_resolved() {
    let Scene { emulator, mut bot, alice, general, guild, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let modal = json!({"type": 9, "data": {"custom_id": "m", "title": "Proof", "components": [
        {"type": 18, "label": "Pictures", "component": {"type": 19, "custom_id": "files", "max_values": 2}}]}});
    let (shown, _) = tokio::join!(place.command("say").send(), bot.answer(modal));
    let shown = shown.unwrap();
    let upload = json!({"type": 19, "custom_id": "files", "values": ["0", "1"]});
    let body = json!({"type": 5, "application_id": bot.rest.application().await, "channel_id": general,
        "guild_id": guild, "session_id": "s", "nonce": "1", "data": {"id": shown.json()["id"], "custom_id": "m",
        "components": [{"type": 18, "component": upload}]}});
    let files = [("a.txt", "A"), ("b.txt", "BB")];
    let sent = Rest::with(&emulator, Some("alice")).send_files("POST", "/interactions", body, &files).await;
    assert_eq!(sent.status, 204, "{}", sent.body);
    let data = bot.interaction().await["data"].clone();
    let values = data["components"][0]["component"]["values"].as_array().unwrap().clone();
    let found: Vec<&Value> = values.iter().map(|id| &data["resolved"]["attachments"][text(id)]).collect();
    assert_eq!((&found[0]["filename"], &found[1]["filename"]), (&json!("a.txt"), &json!("b.txt")));
    assert_eq!(content_of(found[1]).await, "BB");
}

#[tokio::test]
async fn a_file_of_a_person_goes_with_a_message() {
    let Scene { emulator, general, .. } = Scene::new().await;
    let alice = Rest::with(&emulator, Some("alice"));
    let path = format!("/channels/{general}/messages");
    let said = alice.send_files("POST", &path, json!({"content": "look"}), &[("a.txt", "A")]).await.ok();
    assert_eq!(content_of(&said["attachments"][0]).await, "A");
}

#[tokio::test]
async fn a_conversation_with_the_bot_shows_up_and_has_its_commands() {
    let Scene { emulator, mut bot, alice, .. } = Scene::new().await;
    bot.rest
        .register(json!([{"name": "everywhere", "description": "x"},
            {"name": "servers", "description": "x", "contexts": [0]},
            {"name": "private", "description": "x", "contexts": [1]}]))
        .await;
    let mut client = crate::bot::Socket::connect(&emulator, "v=10").await;
    client.send(json!({"op": 2, "d": {"token": "alice", "properties": {}}})).await;
    client.event("READY").await;
    let opened = bot.rest.post("/users/@me/channels", json!({"recipient_id": alice.id()})).await.ok();
    let told = client.event("CHANNEL_CREATE").await;
    assert_eq!((&told["id"], &told["type"]), (&opened["id"], &json!(1)));
    assert_eq!(told["recipients"][0]["id"], json!(bot.rest.application().await));
    let channel = text(&opened["id"]);
    let person = Rest::with(&emulator, Some("alice"));
    let index = format!("/channels/{channel}/application-command-index");
    let list = person.get(&index).await.ok();
    let names: Vec<&str> =
        list["application_commands"].as_array().unwrap().iter().filter_map(|c| c["name"].as_str()).collect();
    assert_eq!(names, ["everywhere", "private"]);
    let body = asked(&person, &index, "private", &channel, json!({})).await;
    assert_eq!(person.post("/interactions", body).await.status, 204);
    let got = bot.interaction().await;
    assert_eq!((&got["context"], &got["authorizing_integration_owners"]), (&json!(1), &json!({"0": "0"})));
    assert!(got["member"].is_null() && got["user"]["id"] == alice.id());
}

/// Documentation: resources/application, Installation Context.
#[tokio::test]
async fn an_application_of_a_person_works_everywhere_but_quietly() {
    let mut world = World::sample();
    world.user[1].installs = vec!["Ovation".into()];
    world.guild[0].applications.clear();
    // Everyone's usual rights without USE_EXTERNAL_APPS (1 << 50).
    world.guild[0].everyone_permissions = Some((1_u64 << 10 | 1 << 11 | 1 << 31).to_string());
    let emulator = with_world(world).await;
    let mut bot = Bot::connect(&emulator).await;
    bot.rest
        .register(json!([{"name": "mine", "description": "x", "integration_types": [0, 1]},
            {"name": "theirs", "description": "x"}]))
        .await;
    let general = emulator.control().channel("Playground", "general").await.unwrap();
    let index = format!("/channels/{general}/application-command-index");
    let carol = Rest::with(&emulator, Some("carol")).get(&index).await.ok();
    assert_eq!(carol["application_commands"], json!([]), "who didn't install it sees nothing");
    let bob = Rest::with(&emulator, Some("bob"));
    let list = bob.get(&index).await.ok();
    assert_eq!(list["application_commands"].as_array().map(Vec::len), Some(1), "user installs only");
    let body = asked(&bob, &index, "mine", &general, json!({})).await;
    assert_eq!(bob.post("/interactions", body).await.status, 204);
    let asked = bot.interaction().await;
    let bob_id = emulator.control().user("bob").await.unwrap();
    assert_eq!(asked["authorizing_integration_owners"], json!({"1": bob_id}));
    let answer = bot.rest.call_back(&asked, json!({"type": 4, "data": {"content": "hi"}})).await;
    assert_eq!(answer.status, 204);
    let hook = format!("/webhooks/{}/{}", text(&asked["application_id"]), text(&asked["token"]));
    let original = bot.rest.get(&format!("{hook}/messages/@original")).await.ok();
    assert_eq!(original["flags"], 64, "ephemeral, because bob may not show it");
    bot.rest.authorization = Some("Bot bot-token".into());
    for number in 0..6 {
        emulator.control().fault(json!({"kind": "clear"})).await.unwrap();
        let answer = bot.rest.post(&hook, json!({"content": number.to_string()})).await;
        let expected = if number < 5 { (200, 0) } else { (400, 40094) };
        assert_eq!((answer.status, answer.code()), expected, "{number}");
    }
}

#[tokio::test]
async fn who_takes_no_direct_messages_gets_none() {
    let mut world = World::sample();
    world.user[1].direct_messages = Some(false);
    let emulator = with_world(world).await;
    let rest = Rest::bot(&emulator);
    let bob = emulator.control().user("bob").await.unwrap();
    let channel = text(&rest.post("/users/@me/channels", json!({"recipient_id": bob})).await.ok()["id"]);
    let answer = rest.post(&format!("/channels/{channel}/messages"), json!({"content": "x"})).await;
    assert_eq!((answer.status, answer.code()), (403, 50007));
}
