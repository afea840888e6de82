//! A small bot that speaks the wire by hand. What it hears a test can read; what it answers stands in `answer`.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::Message;

mod answer;

const PATIENCE: Duration = Duration::from_secs(20);

/// A connected bot; it hangs up when dropped.
pub struct Bot {
    wire: Wire,
    heard: Arc<Heard>,
    task: JoinHandle<()>,
}

impl Drop for Bot {
    fn drop(&mut self) {
        self.task.abort();
    }
}

#[derive(Default)]
struct Heard {
    /// Interactions that no test has asked for yet.
    waiting: Mutex<Vec<Value>>,
    /// The token of the last command.
    token: Mutex<String>,
    news: Notify,
}

/// The bot's REST.
#[derive(Clone)]
struct Wire {
    url: String,
    application: String,
    client: reqwest::Client,
}

impl Wire {
    async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let method = method.parse().expect("a method");
        let mut request = self.client.request(method, format!("{}/api/v10{path}", self.url));
        request = request.header("authorization", "Bot bot-token");
        if let Some(body) = &body {
            request = request.json(body);
        }
        let answer = request.send().await.expect("the emulator answers");
        let status = answer.status();
        let text = answer.text().await.expect("an answer");
        assert!(status.is_success(), "{path}: {status} {text}; sent {}", body.unwrap_or_default());
        serde_json::from_str(&text).unwrap_or_default()
    }
}

impl Bot {
    /// Registers its commands, connects, and answers from then on.
    pub async fn connect(url: &str) -> Self {
        let mut wire =
            Wire { url: url.to_owned(), application: String::new(), client: reqwest::Client::new() };
        let me = wire.ask("GET", "/applications/@me", None).await;
        wire.application = me["id"].as_str().expect("an id").to_owned();
        let path = format!("/applications/{}/commands", wire.application);
        wire.ask("PUT", &path, Some(answer::commands())).await;
        let gateway = format!("{}/?v=10&encoding=json", url.replacen("http", "ws", 1));
        let (mut socket, _) = tokio_tungstenite::connect_async(gateway).await.expect("the gateway is there");
        let identify = json!({"op": 2, "d": {"token": "bot-token", "intents": 513, "properties": {}}});
        socket.send(Message::text(identify.to_string())).await.expect("it is sent");
        let (heard, ready) = (Arc::new(Heard::default()), Arc::new(Notify::new()));
        let (for_task, is_ready, answering) = (heard.clone(), ready.clone(), wire.clone());
        let task = tokio::spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                let Message::Text(text) = message else { continue };
                let payload: Value = serde_json::from_str(&text).expect("JSON");
                match payload["t"].as_str() {
                    Some("READY") => is_ready.notify_one(),
                    Some("INTERACTION_CREATE") => hear(&answering, &for_task, &payload["d"]).await,
                    _ => {}
                }
            }
        });
        tokio::time::timeout(PATIENCE, ready.notified()).await.expect("the bot is ready");
        Bot { wire, heard, task }
    }

    /// A request that must succeed; gives the answer's JSON.
    pub async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        self.wire.ask(method, path, body).await
    }

    /// A request that must be refused.
    pub async fn is_refused(&self, method: &str, path: &str, body: Value) {
        let method = method.parse().expect("a method");
        let request =
            self.wire.client.request(method, format!("{}/api/v10{path}", self.wire.url)).json(&body);
        let answer = request.header("authorization", "Bot bot-token").send().await.expect("an answer");
        assert_eq!(answer.status(), 400);
    }

    /// A request with files.
    pub async fn upload(&self, path: &str, form: reqwest::multipart::Form) {
        let request = self.wire.client.post(format!("{}/api/v10{path}", self.wire.url)).multipart(form);
        let answer = request.header("authorization", "Bot bot-token").send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.text().await.unwrap_or_default());
    }

    /// The first interaction of this type (2 command, 3 component, 5 modal) that no test has read yet.
    pub async fn heard(&self, kind: u64) -> Value {
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                let news = self.heard.news.notified();
                {
                    let mut waiting = self.heard.waiting.lock().unwrap_or_else(PoisonError::into_inner);
                    if let Some(at) = waiting.iter().position(|one| one["type"] == kind) {
                        return waiting.remove(at);
                    }
                }
                news.await;
            }
        });
        waited.await.unwrap_or_else(|_| panic!("the bot heard no interaction of type {kind}"))
    }

    /// The options of the next command, as `name → value`.
    pub async fn options(&self) -> Value {
        let data = self.heard(2).await["data"].clone();
        let options = data["options"].as_array().cloned().unwrap_or_default();
        Value::Object(
            options
                .iter()
                .map(|one| (one["name"].as_str().unwrap_or_default().into(), one["value"].clone()))
                .collect(),
        )
    }

    /// Follows the last command up with another message.
    pub async fn follow_up(&self, message: Value) {
        let token = self.heard.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        self.wire.ask("POST", &format!("/webhooks/{}/{token}", self.wire.application), Some(message)).await;
    }

    /// Gives the answer that was put off by `/think`.
    pub async fn finish(&self, message: Value) {
        let token = self.heard.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let path = format!("/webhooks/{}/{token}/messages/@original", self.wire.application);
        self.wire.ask("PATCH", &path, Some(message)).await;
    }
}

async fn hear(wire: &Wire, heard: &Heard, interaction: &Value) {
    let text = |key: &str| interaction[key].as_str().unwrap_or_default().to_owned();
    let answer = answer::to(interaction);
    if interaction["type"] == 2 {
        *heard.token.lock().unwrap_or_else(PoisonError::into_inner) = text("token");
    }
    if !answer.is_null() {
        let path = format!("/interactions/{}/{}/callback", text("id"), text("token"));
        wire.ask("POST", &path, Some(answer)).await;
    }
    heard.waiting.lock().unwrap_or_else(PoisonError::into_inner).push(interaction.clone());
    heard.news.notify_waiters();
}
