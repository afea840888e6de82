//! A person's gateway connection: a task that writes down every event.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Message;

use super::error::DriveError;

/// So many events are remembered.
const REMEMBERED: usize = 20_000;

/// An event that came.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub(super) name: String,
    pub(super) data: Arc<Value>,
}

#[derive(Debug, Default)]
struct Log {
    events: VecDeque<Seen>,
    /// Index of the first remembered event.
    first: u64,
}

/// What came so far, and word when more comes.
#[derive(Debug)]
pub(super) struct Events {
    log: Mutex<Log>,
    grown: watch::Sender<u64>,
}

impl Events {
    fn lock(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Index of the next event that will come.
    pub(super) fn end(&self) -> u64 {
        let log = self.lock();
        log.first + log.events.len() as u64
    }

    /// The events from this index on, and the index after them.
    pub(super) fn from(&self, index: u64) -> (Vec<Seen>, u64) {
        let log = self.lock();
        let skip = index.saturating_sub(log.first) as usize;
        (log.events.iter().skip(skip).cloned().collect(), log.first + log.events.len() as u64)
    }

    /// Word when more comes.
    pub(super) fn subscribe(&self) -> watch::Receiver<u64> {
        self.grown.subscribe()
    }

    fn push(&self, seen: Seen) {
        let end = {
            let mut log = self.lock();
            log.events.push_back(seen);
            if log.events.len() > REMEMBERED {
                log.events.pop_front();
                log.first += 1;
            }
            log.first + log.events.len() as u64
        };
        self.grown.send_replace(end);
    }
}

/// Connects with the token, waits for READY, and goes on reading in a task.
pub(super) async fn connect(
    url: &str,
    token: &str,
) -> Result<(Arc<Events>, Value, tokio::task::JoinHandle<()>), DriveError> {
    let lost = |error: &dyn std::fmt::Display| DriveError::Gateway(error.to_string());
    let address = format!("{}/?v=10&encoding=json", url.replacen("http", "ws", 1));
    let (mut socket, _) = tokio_tungstenite::connect_async(address).await.map_err(|error| lost(&error))?;
    let identify =
        json!({"op": 2, "d": {"token": token, "properties": {"os": "linux", "browser": "driver"}}});
    socket.send(Message::text(identify.to_string())).await.map_err(|error| lost(&error))?;
    let events = Arc::new(Events { log: Mutex::new(Log::default()), grown: watch::Sender::new(0) });
    let ready = loop {
        let message =
            socket.next().await.ok_or_else(|| lost(&"it hung up"))?.map_err(|error| lost(&error))?;
        match message {
            Message::Text(text) => {
                let frame: Value = serde_json::from_str(&text).map_err(|error| lost(&error))?;
                if frame["t"] == "READY" {
                    break frame["d"].clone();
                }
            }
            Message::Close(frame) => return Err(lost(&format!("it closed with {frame:?}"))),
            _ => {}
        }
    };
    let written = events.clone();
    let task = tokio::spawn(async move {
        let mut beat = tokio::time::interval(Duration::from_secs(30));
        loop {
            tokio::select! {
                _ = beat.tick() => {
                    let frame = Message::text(r#"{"op":1,"d":null}"#);
                    if socket.send(frame).await.is_err() {
                        return;
                    }
                }
                message = socket.next() => match message {
                    Some(Ok(Message::Text(text))) => {
                        let Ok(mut frame) = serde_json::from_str::<Value>(&text) else { continue };
                        if let Some(name) = frame["t"].as_str().map(str::to_owned) {
                            written.push(Seen { name, data: Arc::new(frame["d"].take()) });
                        }
                    }
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return,
                },
            }
        }
    });
    Ok((events, ready, task))
}
