//! A bot that speaks the wire by hand, so that the tests see exactly what goes over it.

use std::time::Duration;

use discord_emulator::{Emulator, Person, World};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::checks::checks;
pub use crate::rest::{Answer, Rest};

/// What is waited for at most before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// An emulator with the sample world.
pub async fn emulator() -> Emulator {
    with_world(World::sample()).await
}

/// An emulator with this world.
pub async fn with_world(world: World) -> Emulator {
    Emulator::builder().world(world).checks(checks()).identify_limit(false).start().await.expect("it starts")
}

/// A JSON text without its quotes.
pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A gateway connection.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    pub seq: u64,
    /// Every payload so far.
    pub seen: Vec<Value>,
}

impl Socket {
    /// Connects and reads HELLO.
    pub async fn connect(emulator: &Emulator, query: &str) -> Self {
        let url = format!("{}/?{query}", emulator.url().replacen("http", "ws", 1));
        let (stream, _) = tokio_tungstenite::connect_async(url).await.expect("the gateway is there");
        Socket { stream, seq: 0, seen: Vec::new() }
    }

    pub async fn send(&mut self, payload: Value) {
        self.stream.send(Message::text(payload.to_string())).await.expect("it is sent");
    }

    /// Sends a frame; false when the other side is gone.
    pub async fn try_send(&mut self, message: Message) -> bool {
        self.stream.send(message).await.is_ok()
    }

    /// The next payload; the close code when it closed (0 for a cut).
    pub async fn next(&mut self) -> Result<Value, u16> {
        let waited = tokio::time::timeout(PATIENCE, async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => return Ok(serde_json::from_str(&text).expect("JSON")),
                    Some(Ok(Message::Close(frame))) => return Err(frame.map_or(0, |frame| frame.code.into())),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(0),
                }
            }
        });
        let payload: Result<Value, u16> = waited.await.expect("something comes");
        if let Ok(payload) = &payload {
            self.seq = payload["s"].as_u64().unwrap_or(self.seq);
            self.seen.push(payload.clone());
        }
        payload
    }

    /// The data of the next event with this name; others are passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.next().await.expect("the connection stays");
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }

    /// Reads everything that was sent so far.
    pub async fn drain(&mut self) {
        // What was sent before comes before the acknowledgement.
        self.send(json!({"op": 1, "d": self.seq})).await;
        while self.next().await.expect("the connection stays")["op"] != 11 {}
    }

    /// The close code that comes; payloads before it are passed over.
    pub async fn closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.next().await {
                return code;
            }
        }
    }

    pub async fn close(mut self, code: u16) {
        let frame =
            tokio_tungstenite::tungstenite::protocol::CloseFrame { code: code.into(), reason: "".into() };
        self.stream.close(Some(frame)).await.expect("it closes");
        // Until the other side has seen it.
        while let Some(Ok(_)) = self.stream.next().await {}
    }
}

/// IDENTIFY of the sample world's bot.
pub fn identify(intents: u64) -> Value {
    json!({"op": 2, "d": {"token": "bot-token", "intents": intents, "properties": {"os": "linux"}}})
}

/// A connected bot.
pub struct Bot {
    pub rest: Rest,
    pub socket: Socket,
    pub ready: Value,
}

impl Bot {
    /// Connects with all intents.
    pub async fn connect(emulator: &Emulator) -> Self {
        let mut socket = Socket::connect(emulator, "v=10&encoding=json").await;
        socket.send(identify(((1 << 22) - 1) | 1 << 24 | 1 << 25)).await;
        let ready = socket.event("READY").await;
        for _ in ready["guilds"].as_array().into_iter().flatten() {
            socket.event("GUILD_CREATE").await;
        }
        Bot { rest: Rest::bot(emulator), socket, ready }
    }

    /// The next interaction.
    pub async fn interaction(&mut self) -> Value {
        self.socket.event("INTERACTION_CREATE").await
    }

    /// Receives the next interaction and answers it so.
    pub async fn answer(&mut self, callback: Value) -> Value {
        let interaction = self.interaction().await;
        let answer = self.rest.call_back(&interaction, callback).await;
        assert_eq!(answer.status, 204, "{}", answer.body);
        interaction
    }
}

/// The sample world's people, its bot with a command `say`, and the channel `general`.
pub struct Scene {
    pub emulator: Emulator,
    pub bot: Bot,
    pub alice: Person,
    pub guild: String,
    pub general: String,
    pub announcements: String,
}

impl Scene {
    pub async fn new() -> Self {
        Scene::of(emulator().await).await
    }

    pub async fn of(emulator: Emulator) -> Self {
        let bot = Bot::connect(&emulator).await;
        bot.rest
            .register(json!([{"name": "say", "description": "Says something", "options": [
                {"type": 3, "name": "text", "description": "What", "autocomplete": true},
                {"type": 6, "name": "who", "description": "To whom"},
                {"type": 7, "name": "where", "description": "Channel"},
                {"type": 8, "name": "role", "description": "Role"},
            ]}]))
            .await;
        let alice = emulator.person("alice").await.expect("alice is there");
        let control = emulator.control();
        let guild = control.guild("Playground").await.expect("the guild is there");
        let general = control.channel("Playground", "general").await.expect("the channel is there");
        let announcements =
            control.channel("Playground", "announcements").await.expect("the channel is there");
        Scene { emulator, bot, alice, guild, general, announcements }
    }

    /// Nothing that the emulator answered was wrong by the published description.
    pub async fn answers_are_valid(&self) {
        let violations = self.emulator.control().violations().await.expect("the control side answers");
        let of_answers: Vec<String> =
            violations.into_iter().filter(|line| line.contains("answer: ")).collect();
        assert!(of_answers.is_empty(), "{}", of_answers.join("\n"));
    }
}
