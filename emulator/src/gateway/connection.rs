//! One websocket from HELLO to the end.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket};
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::compress::Stream;
use super::enter::{self, Entered, Refused};
use super::members;
use super::presence;
use super::query::Query;
use crate::server::Shared;
use crate::state::session::Out;

/// How long a client that closes may take to be gone.
const CLOSING: Duration = Duration::from_secs(2);
/// Milliseconds between two heartbeats, as Discord has them.
const HEARTBEAT: Duration = Duration::from_millis(41_250);
/// No clock makes it shorter.
const SHORTEST_HEARTBEAT: Duration = Duration::from_millis(250);
/// Discord: so many payloads …
const PAYLOADS: usize = 120;
/// … in so much time.
const PAYLOADS_PER: Duration = Duration::from_secs(60);
/// Discord: the largest payload of a client.
const PAYLOAD_BYTES: usize = 4096;

/// So many guilds go out in one write.
const GUILDS_AT_ONCE: usize = 16;

/// Why a connection ends.
enum End {
    /// With a close frame.
    Close(u16, &'static str),
    /// The other side is gone, or is to be cut off.
    Gone,
    /// The client closed with this code, if it gave one.
    Closed(Option<u16>),
}

struct Connection {
    shared: Arc<Shared>,
    base: String,
    sender: UnboundedSender<Out>,
    compress: Option<Stream>,
    entered: Option<Entered>,
    last_beat: Instant,
    received: VecDeque<Instant>,
}

/// Serves a connection.
pub async fn run(shared: Arc<Shared>, mut socket: WebSocket, query: Query, base: String) {
    let (sender, receiver) = unbounded_channel();
    let Query { version, encoding, compress } = query;
    let mut connection = Connection {
        shared: shared.clone(),
        base,
        sender,
        compress,
        entered: None,
        last_beat: Instant::now(),
        received: VecDeque::new(),
    };
    let known = version.as_deref().is_none_or(|version| matches!(version, "9" | "10"));
    let end = if !known {
        End::Close(4012, "Invalid API version.")
    } else if encoding.as_deref().is_some_and(|encoding| encoding != "json") {
        End::Close(4002, "The emulator speaks JSON only.")
    } else {
        connection.serve(&mut socket, receiver).await
    };
    if let Some(entered) = &connection.entered {
        let mut state = shared.lock();
        match &end {
            // Closing with 1000 or 1001 kills the session.
            End::Closed(Some(1000 | 1001)) => state.sessions.end(entered.key),
            End::Close(4004 | 4010..=4014, _) => state.sessions.end(entered.key),
            _ => state.sessions.detach(entered.key, entered.connection),
        }
    }
    if let End::Close(code, reason) = end {
        let frame = CloseFrame { code, reason: reason.into() };
        // The client may be gone already.
        let _ = socket.send(Message::Close(Some(frame))).await;
    }
    if !matches!(end, End::Gone) {
        // Until the client is gone: what it still sends must not turn the close into a reset, and the answer to its
        // own close frame goes out while reading on.
        let gone = async { while let Some(Ok(_)) = socket.recv().await {} };
        let _ = tokio::time::timeout(CLOSING, gone).await;
    }
}

impl Connection {
    async fn serve(&mut self, socket: &mut WebSocket, mut receiver: UnboundedReceiver<Out>) -> End {
        let scale = self.shared.lock().faults.clock_scale;
        let heartbeat = HEARTBEAT.mul_f64(scale).max(SHORTEST_HEARTBEAT);
        let hello = json!({"t": null, "s": null, "op": 10, "d": {
            "heartbeat_interval": u64::try_from(heartbeat.as_millis()).unwrap_or(u64::MAX), "_trace": ["emulator"],
        }});
        if let Err(end) = self.write(socket, &hello.to_string()).await {
            return end;
        }
        let mut zombie = tokio::time::interval(heartbeat / 8);
        loop {
            let has_guilds = self.entered.as_ref().is_some_and(|entered| !entered.guilds.is_empty());
            tokio::select! {
                biased;
                out = receiver.recv() => {
                    if let Some(end) = self.send(socket, out, &mut receiver).await {
                        return end;
                    }
                }
                received = socket.recv() => match received {
                    Some(Ok(Message::Text(text))) => {
                        if let Err(end) = self.read(socket, text.as_str()).await {
                            return end;
                        }
                    }
                    // hikari sends its JSON so.
                    Some(Ok(Message::Binary(bytes))) => {
                        let text = std::str::from_utf8(&bytes).unwrap_or_default();
                        if let Err(end) = self.read(socket, text).await {
                            return end;
                        }
                    }
                    Some(Ok(Message::Close(frame))) => return End::Closed(frame.map(|frame| frame.code)),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return End::Gone,
                },
                _ = zombie.tick() => {
                    // A client that misses a whole beat and a half is taken for dead.
                    if self.last_beat.elapsed() > heartbeat * 3 / 2 {
                        return End::Close(4009, "Session timed out.");
                    }
                }
                () = std::future::ready(()), if has_guilds => self.next_guilds(),
            }
        }
    }

    /// Sends a payload, in a stream where the client asked for one.
    async fn write(&mut self, socket: &mut WebSocket, text: &str) -> Result<(), End> {
        let message = self.packed(text.into());
        socket.send(message).await.map_err(|_| End::Gone)
    }

    fn packed(&mut self, text: Utf8Bytes) -> Message {
        match &mut self.compress {
            Some(stream) => Message::Binary(stream.pack(text.as_bytes()).into()),
            None => Message::Text(text),
        }
    }

    /// Sends what the state says and what else waits behind it, all in one write to the connection.
    async fn send(
        &mut self,
        socket: &mut WebSocket,
        out: Option<Out>,
        more: &mut UnboundedReceiver<Out>,
    ) -> Option<End> {
        let mut next = out;
        let mut end = None;
        while let Some(out) = next {
            let message = match out {
                Out::Frame(text) => self.packed(text),
                Out::InvalidSession(resumable) => {
                    self.entered = None;
                    self.packed(format!(r#"{{"op":9,"d":{resumable},"s":null,"t":null}}"#).into())
                }
                Out::Close(code, reason) => {
                    end = Some(End::Close(code, reason));
                    break;
                }
                Out::Cut => {
                    end = Some(End::Gone);
                    break;
                }
            };
            if socket.feed(message).await.is_err() {
                return Some(End::Gone);
            }
            next = more.try_recv().ok();
        }
        // What came before a close or a cut goes out before it.
        socket.flush().await.map_or(Some(End::Gone), |()| end)
    }

    /// The next GUILD_CREATEs go into the session, in order with everything else.
    fn next_guilds(&mut self) {
        let Some(entered) = &mut self.entered else { return };
        let mut state = self.shared.lock();
        let sees_members = state.sessions.get(entered.key).is_some_and(|session| session.intents & 2 != 0);
        let next = entered.guilds.len().min(GUILDS_AT_ONCE);
        for guild in entered.guilds.drain(..next) {
            let Some(room) = state.guilds.get(&guild).filter(|_| !state.outages.contains(&guild)) else {
                continue;
            };
            if room.members.contains_key(&entered.user) {
                let whole = sees_members || room.members.len() <= 250;
                let data = state.whole_guild_json(room, entered.user, whole).to_string();
                state.sessions.push(entered.key, "GUILD_CREATE", &data);
            }
        }
    }

    async fn read(&mut self, socket: &mut WebSocket, text: &str) -> Result<(), End> {
        let now = Instant::now();
        while self.received.front().is_some_and(|at| now.duration_since(*at) > PAYLOADS_PER) {
            self.received.pop_front();
        }
        self.received.push_back(now);
        if self.received.len() > PAYLOADS {
            return Err(End::Close(4008, "Rate limited."));
        }
        if text.len() > PAYLOAD_BYTES {
            return Err(End::Close(4002, "Error while decoding payload."));
        }
        let payload: Value =
            serde_json::from_str(text).map_err(|_| End::Close(4002, "Error while decoding payload."))?;
        let Some(op) = payload["op"].as_u64() else {
            return Err(End::Close(4002, "Error while decoding payload."));
        };
        match op {
            1 => {
                self.last_beat = now;
                if !self.skips_ack() {
                    self.write(socket, r#"{"t":null,"s":null,"op":11,"d":null}"#).await?;
                }
            }
            2 => {
                if self.entered.is_some() {
                    return Err(End::Close(4005, "Already authenticated."));
                }
                let entered =
                    enter::identify(&mut self.shared.lock(), &payload["d"], self.sender.clone(), &self.base);
                if let Ok(entered) = &entered
                    && payload["d"]["presence"].is_object()
                {
                    presence::update(&mut self.shared.lock(), entered, &payload["d"]["presence"]);
                }
                self.enter(socket, entered).await?;
            }
            6 => {
                if self.entered.is_some() {
                    return Err(End::Close(4005, "Already authenticated."));
                }
                let entered = enter::resume(&mut self.shared.lock(), &payload["d"], self.sender.clone());
                self.enter(socket, entered).await?;
            }
            3 | 4 | 8 | 14 | 31 | 37 if self.entered.is_none() => {
                return Err(End::Close(4003, "Not authenticated."));
            }
            8 => {
                if let Some(entered) = &self.entered {
                    members::chunk(&mut self.shared.lock(), entered, &payload["d"]);
                }
            }
            3 => {
                if let Some(entered) = &self.entered {
                    presence::update(&mut self.shared.lock(), entered, &payload["d"]);
                }
            }
            4 | 14 | 31 | 37 => {}
            _ => return Err(End::Close(4001, "Unknown opcode.")),
        }
        Ok(())
    }

    fn skips_ack(&self) -> bool {
        if self.entered.as_ref().is_none_or(|entered| !entered.is_bot) {
            return false;
        }
        let mut state = self.shared.lock();
        let skips = state.faults.skip_acks > 0;
        state.faults.skip_acks = state.faults.skip_acks.saturating_sub(1);
        skips
    }

    async fn enter(&mut self, socket: &mut WebSocket, entered: Result<Entered, Refused>) -> Result<(), End> {
        match entered {
            Ok(entered) => {
                self.entered = Some(entered);
                Ok(())
            }
            Err(Refused::Close(code, reason)) => Err(End::Close(code, reason)),
            Err(Refused::InvalidSession) => {
                self.write(socket, r#"{"t":null,"s":null,"op":9,"d":false}"#).await
            }
        }
    }
}
