//! What people do with the bot, and what the bot answers, whichever library it is made with.

use std::time::Duration;

use discord_emulator::{Emulator, Person};
use serde_json::{Value, json};
use tokio::task::JoinHandle;

/// The commands that each bot registers.
pub fn commands() -> Value {
    json!([
        {"name": "hello", "description": "Says hello", "options": [
            {"type": 3, "name": "to", "description": "To whom", "autocomplete": true},
            {"type": 6, "name": "person", "description": "A person"},
            {"type": 7, "name": "place", "description": "A channel"}]},
        {"name": "slow", "description": "Takes its time"},
        {"name": "file", "description": "Sends a file"},
        {"name": "flood", "description": "Writes seven messages"},
        {"type": 2, "name": "Greet"},
    ])
}

/// What each bot answers to an interaction at once: the body of a callback.
pub fn first_answer(kind: u64, data: &Value) -> Value {
    let reply = |content: String| json!({"type": 4, "data": {"content": content, "flags": 64, "allowed_mentions": {"parse": []}}});
    let name = data["name"].as_str().unwrap_or_default();
    let custom_id = data["custom_id"].as_str().unwrap_or_default();
    match (kind, name, custom_id) {
        (4, ..) => json!({"type": 8, "data": {"choices": [{"name": "Contoso", "value": "p1"}]}}),
        (2, "hello", _) => {
            let mut answer =
                reply(format!("Hello {}", data["options"][0]["value"].as_str().unwrap_or("you")));
            let button =
                |id: &str, label: &str| json!({"type": 2, "style": 1, "custom_id": id, "label": label});
            answer["data"]["components"] =
                json!([{"type": 1, "components": [button("again", "Again"), button("write", "Write")]}]);
            answer
        }
        (2, "Greet", _) => reply(format!("Greetings to {}", data["target_id"].as_str().unwrap_or_default())),
        (2, "flood", _) => reply("here they come".to_owned()),
        (2, ..) => json!({"type": 5, "data": {"flags": 64}}),
        (3, _, "again") => json!({"type": 7, "data": {"content": "Hello again", "components": []}}),
        (3, ..) => json!({"type": 9, "data": {"custom_id": "letter", "title": "A letter", "components": [
            {"type": 1, "components": [{"type": 4, "custom_id": "text", "label": "Text", "style": 2}]}]}}),
        _ => reply(format!(
            "You wrote {}",
            data["components"][0]["components"][0]["value"].as_str().unwrap_or_default()
        )),
    }
}

/// A bot that runs; it ends with the test.
pub struct Running(pub JoinHandle<()>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn registered(alice: &Person) {
    let waited = tokio::time::timeout(Duration::from_secs(30), async {
        while alice.commands("Playground").await.unwrap().len() < 5 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.expect("the bot registers its commands");
}

/// A command that is asked until the bot is there to answer: it may still be connecting.
async fn once_connected(emulator: &Emulator) {
    let waited = tokio::time::timeout(Duration::from_secs(30), async {
        while emulator.control().state().await.unwrap()["gateway"]["bots"] != 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    waited.await.expect("the bot connects");
}

/// Runs the script against a bot that `start` makes for the emulator at an URL.
pub async fn run<F: Future<Output = Running>>(start: impl Fn(String) -> F) {
    let emulator = Emulator::builder().identify_limit(false).start().await.unwrap();
    let _bot = start(emulator.url()).await;
    let alice = emulator.person("alice").await.unwrap();
    let bob = emulator.person("bob").await.unwrap();
    registered(&alice).await;
    once_connected(&emulator).await;
    let place = alice.at("Playground", "general");

    let choices = place.command("hello").complete("to", "con").await.unwrap();
    assert_eq!(choices[0].name, "Contoso");
    let general = emulator.control().channel("Playground", "general").await.unwrap();
    let hello =
        place.command("hello").option("to", "Contoso").option("person", bob.id()).option("place", general);
    let hello = hello.send().await.unwrap();
    assert_eq!(hello.text(), "Hello Contoso\n[Again]\n[Write]");
    assert!(hello.is_ephemeral());
    let letter = hello.press("Write").await.unwrap();
    assert_eq!(letter.text(), "A letter\nText");
    let thanks = letter.fill(&[("Text", "dear Contoso")]).submit().await.unwrap();
    assert_eq!(thanks.text(), "You wrote dear Contoso");
    assert_eq!(hello.press("Again").await.unwrap().text(), "Hello again");
    let greeted = place.user_command("Greet", bob.id()).send().await.unwrap();
    assert_eq!(greeted.text(), format!("Greetings to {}", bob.id()));
    assert_eq!(place.command("slow").send().await.unwrap().text(), "It took its time");
    let file = place.command("file").send().await.unwrap();
    assert_eq!(file.text(), "Here\n(list.txt)");
    let url = file.json()["attachments"][0]["url"].as_str().unwrap().to_owned();
    assert_eq!(reqwest::get(url).await.unwrap().text().await.unwrap(), "one,two");

    // Seven messages are more than five seconds allow: a library waits, and each arrives once.
    emulator.control().fault(json!({"kind": "channel_limit", "limit": 5, "per_millis": 300})).await.unwrap();
    place.command("flood").send().await.unwrap();
    place.wait_for(|message| message.text() == "message 6").await.unwrap();
    let written = place.messages().await.unwrap();
    let written: Vec<String> =
        written.iter().map(|m| m.text()).filter(|text| text.starts_with("message ")).collect();
    assert_eq!(written.len(), 7, "{written:?}");

    // A cut connection is taken up again, and what happened meanwhile is not lost.
    emulator.control().fault(json!({"kind": "gateway_drop"})).await.unwrap();
    place.command("hello").send_and_forget().await.unwrap();
    place.wait_for(|message| message.text().starts_with("Hello you")).await.unwrap();
    emulator.control().fault(json!({"kind": "reconnect"})).await.unwrap();
    place.command("hello").option("to", "all").send_and_forget().await.unwrap();
    place.wait_for(|message| message.text().starts_with("Hello all")).await.unwrap();
    let violations = emulator.control().violations().await.unwrap();
    let real: Vec<&String> = violations.iter().filter(|line| line.contains("answer: ")).collect();
    assert!(real.is_empty(), "{real:#?}");
}
