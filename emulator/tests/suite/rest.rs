//! REST by hand.

use discord_emulator::Emulator;
use serde_json::Value;

use crate::bot::text;

/// An answer to a request.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub headers: reqwest::header::HeaderMap,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    pub fn code(&self) -> u64 {
        self.body["code"].as_u64().unwrap_or(0)
    }

    /// The body of an answer that must be a success.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert!(self.status < 300, "{} {}", self.status, self.body);
        self.body
    }
}

/// REST with a token.
#[derive(Debug, Clone)]
pub struct Rest {
    pub url: String,
    pub authorization: Option<String>,
    client: reqwest::Client,
}

impl Rest {
    pub fn bot(emulator: &Emulator) -> Self {
        Rest::with(emulator, Some("Bot bot-token"))
    }

    pub fn with(emulator: &Emulator, authorization: Option<&str>) -> Self {
        let authorization = authorization.map(str::to_owned);
        Rest { url: emulator.url(), authorization, client: reqwest::Client::new() }
    }

    /// Sends a request; an error is a connection that was dropped.
    pub async fn try_ask(&self, method: &str, path: &str, body: Option<Value>) -> reqwest::Result<Answer> {
        let method = method.parse().expect("a method");
        let mut request = self.client.request(method, format!("{}/api/v10{path}", self.url));
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await?;
        let body = serde_json::from_slice(&bytes)
            .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
        Ok(Answer { status, body, headers })
    }

    pub async fn ask(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        self.try_ask(method, path, body).await.expect("the emulator answers")
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask("POST", path, Some(body)).await
    }

    /// Posts a form.
    pub async fn form(&self, path: &str, pairs: &Value) -> Answer {
        let pairs = pairs.as_object().into_iter().flatten();
        let body: Vec<String> = pairs.map(|(key, value)| format!("{key}={}", text(value))).collect();
        let request = self.client.post(format!("{}/api/v10{path}", self.url));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = request.body(body.join("&")).send().await.expect("the emulator answers");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = serde_json::from_slice(&answer.bytes().await.expect("a body")).unwrap_or_default();
        Answer { status, body, headers }
    }

    /// Sends a body with files: parts `files[n]` beside `payload_json`.
    pub async fn send_files(&self, method: &str, path: &str, body: Value, files: &[(&str, &str)]) -> Answer {
        let part = |head: String, content: &str| {
            format!("--X\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n")
        };
        let mut form =
            part("name=\"payload_json\"\r\nContent-Type: application/json".into(), &body.to_string());
        for (index, (name, content)) in files.iter().enumerate() {
            let head = format!("name=\"files[{index}]\"; filename=\"{name}\"\r\nContent-Type: text/plain");
            form.push_str(&part(head, content));
        }
        form.push_str("--X--\r\n");
        let method = method.parse().expect("a method");
        let mut request = self.client.request(method, format!("{}/api/v10{path}", self.url));
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        let request = request.header("content-type", "multipart/form-data; boundary=X").body(form);
        let answer = request.send().await.expect("the emulator answers");
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = serde_json::from_slice(&answer.bytes().await.expect("a body")).unwrap_or_default();
        Answer { status, body, headers }
    }

    pub async fn application(&self) -> String {
        text(&self.get("/applications/@me").await.ok()["id"])
    }

    pub async fn register(&self, commands: Value) -> Value {
        let path = format!("/applications/{}/commands", self.application().await);
        self.ask("PUT", &path, Some(commands)).await.ok()
    }

    /// Answers an interaction.
    pub async fn call_back(&self, interaction: &Value, body: Value) -> Answer {
        let path =
            format!("/interactions/{}/{}/callback", text(&interaction["id"]), text(&interaction["token"]));
        self.post(&path, body).await
    }
}
