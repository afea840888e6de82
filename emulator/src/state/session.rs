//! Gateway sessions: who is connected, what was sent, what can be replayed.
//!
//! A session outlives its connection, so that RESUME can go on. Nothing here waits: events go into the
//! channel of the connection's own task.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use axum::extract::ws::Utf8Bytes;
use tokio::sync::mpsc::UnboundedSender;

use super::id::Id;

/// So many bytes of past events can be replayed to a bot …
const BOT_REPLAY_BYTES: usize = 8 << 20;
/// … and to a person, of whom there may be many.
const PERSON_REPLAY_BYTES: usize = 128 << 10;
/// So long a session without a connection can be resumed.
const RESUMABLE_FOR: Duration = Duration::from_secs(180);

/// What a connection's task is told to do.
#[derive(Debug)]
pub enum Out {
    /// Send this text frame.
    Frame(Utf8Bytes),
    /// Op 9: the session can be resumed, or not. The connection stays, for whoever comes in anew.
    InvalidSession(bool),
    /// Close with this code.
    Close(u16, &'static str),
    /// Cut the TCP connection without a word.
    Cut,
}

/// A session.
#[derive(Debug)]
pub struct Session {
    /// The account.
    pub user: Id,
    /// Is it a bot?
    pub is_bot: bool,
    /// Intent bits; people get everything.
    pub intents: u64,
    /// Shard number and count.
    pub shard: (u64, u64),
    seq: u64,
    replay: VecDeque<(u64, Utf8Bytes)>,
    replay_bytes: usize,
    first_replayable: u64,
    out: Option<UnboundedSender<Out>>,
    connection: u64,
    left: Option<Instant>,
}

impl Session {
    fn push(&mut self, event: &str, data: &str) {
        self.seq += 1;
        let mut frame = String::with_capacity(event.len() + data.len() + 48);
        frame.push_str(r#"{"t":""#);
        frame.push_str(event);
        frame.push_str(r#"","s":"#);
        frame.push_str(&self.seq.to_string());
        frame.push_str(r#","op":0,"d":"#);
        frame.push_str(data);
        frame.push('}');
        let frame = Utf8Bytes::from(frame);
        self.replay_bytes += frame.len();
        self.replay.push_back((self.seq, frame.clone()));
        let most = if self.is_bot { BOT_REPLAY_BYTES } else { PERSON_REPLAY_BYTES };
        while self.replay_bytes > most && self.replay.len() > 1 {
            let Some((seq, old)) = self.replay.pop_front() else { break };
            self.replay_bytes -= old.len();
            self.first_replayable = seq + 1;
        }
        self.tell(Out::Frame(frame));
    }

    fn tell(&mut self, out: Out) {
        if let Some(sender) = &self.out
            && sender.send(out).is_err()
        {
            self.out = None;
        }
    }
}

/// Why a session can't be resumed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotResume {
    /// Op 9 with false.
    Unknown,
    /// Close 4007.
    BadSequence,
}

/// All sessions.
#[derive(Debug, Default)]
pub struct Sessions {
    by_key: HashMap<u64, Session>,
    by_user: HashMap<Id, Vec<u64>>,
    last_key: u64,
    last_connection: u64,
}

/// The session id on the wire for a key, and back.
pub fn session_id(key: u64) -> String {
    format!("{:032x}", u128::from(key) << 64 | u128::from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

fn key_of(session_id: &str) -> Option<u64> {
    let number = u128::from_str_radix(session_id, 16).ok()?;
    let key = (number >> 64) as u64;
    (session_id == self::session_id(key)).then_some(key)
}

impl Sessions {
    /// Opens a session on a connection; gives its key and the connection's number.
    pub fn open(
        &mut self,
        user: Id,
        is_bot: bool,
        intents: u64,
        shard: (u64, u64),
        out: UnboundedSender<Out>,
    ) -> (u64, u64) {
        self.prune();
        self.last_key += 1;
        self.last_connection += 1;
        let session = Session {
            user,
            is_bot,
            intents,
            shard,
            seq: 0,
            replay: VecDeque::new(),
            replay_bytes: 0,
            first_replayable: 1,
            out: Some(out),
            connection: self.last_connection,
            left: None,
        };
        self.by_key.insert(self.last_key, session);
        self.by_user.entry(user).or_default().push(self.last_key);
        (self.last_key, self.last_connection)
    }

    /// Goes on with a session on a new connection: replays what came after `seq`.
    pub fn resume(
        &mut self,
        user: Id,
        session_id: &str,
        seq: u64,
        out: UnboundedSender<Out>,
    ) -> Result<(u64, u64), CannotResume> {
        self.prune();
        let key = key_of(session_id).ok_or(CannotResume::Unknown)?;
        let session = self.by_key.get_mut(&key).filter(|s| s.user == user).ok_or(CannotResume::Unknown)?;
        if seq > session.seq {
            return Err(CannotResume::BadSequence);
        }
        if seq + 1 < session.first_replayable {
            self.end(key);
            return Err(CannotResume::Unknown);
        }
        self.last_connection += 1;
        session.tell(Out::Close(4000, "resumed elsewhere"));
        session.connection = self.last_connection;
        session.left = None;
        session.out = Some(out);
        let missed: Vec<_> =
            session.replay.iter().filter(|(at, _)| *at > seq).map(|(_, frame)| frame.clone()).collect();
        for frame in missed {
            session.tell(Out::Frame(frame));
        }
        session.push("RESUMED", r#"{"_trace":["emulator"]}"#);
        Ok((key, self.last_connection))
    }

    /// The connection is gone, the session stays for a while.
    pub fn detach(&mut self, key: u64, connection: u64) {
        if let Some(session) = self.by_key.get_mut(&key).filter(|s| s.connection == connection) {
            session.out = None;
            session.left = Some(Instant::now());
        }
    }

    /// The session is over.
    pub fn end(&mut self, key: u64) {
        if let Some(session) = self.by_key.remove(&key)
            && let Some(keys) = self.by_user.get_mut(&session.user)
        {
            keys.retain(|other| *other != key);
        }
    }

    fn prune(&mut self) {
        let over: Vec<u64> = self
            .by_key
            .iter()
            .filter(|(_, session)| session.left.is_some_and(|left| left.elapsed() > RESUMABLE_FOR))
            .map(|(key, _)| *key)
            .collect();
        for key in over {
            self.end(key);
        }
    }

    /// The session with this key.
    pub fn get(&self, key: u64) -> Option<&Session> {
        self.by_key.get(&key)
    }

    /// The sessions of a user.
    pub fn of(&self, user: Id) -> &[u64] {
        self.by_user.get(&user).map(Vec::as_slice).unwrap_or_default()
    }

    /// Keys of all sessions.
    pub fn keys(&self) -> Vec<u64> {
        self.by_key.keys().copied().collect()
    }

    /// Every session, with its key.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Session)> {
        self.by_key.iter().map(|(key, session)| (*key, session))
    }

    /// Sends an event into a session.
    pub fn push(&mut self, key: u64, event: &str, data: &str) {
        if let Some(session) = self.by_key.get_mut(&key) {
            session.push(event, data);
        }
    }

    /// Tells the connections of all bots something.
    pub fn tell_bots(&mut self, out: impl Fn() -> Out) {
        for session in self.by_key.values_mut().filter(|session| session.is_bot) {
            session.tell(out());
        }
    }

    /// Sends all bots out of their sessions; resumable ones stay without a connection.
    pub fn invalidate_bots(&mut self, resumable: bool) {
        self.tell_bots(|| Out::InvalidSession(resumable));
        let keys: Vec<u64> = self.by_key.iter().filter(|(_, s)| s.is_bot).map(|(key, _)| *key).collect();
        for key in keys {
            match self.by_key.get(&key).map(|session| session.connection) {
                Some(connection) if resumable => self.detach(key, connection),
                _ => self.end(key),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resume_replays_exactly_what_was_missed() {
        let mut sessions = Sessions::default();
        let (first, _gone) = tokio::sync::mpsc::unbounded_channel();
        let user = Id::new(1);
        let (key, _) = sessions.open(user, true, 0, (0, 1), first);
        for text in ["1", "2", "3"] {
            sessions.push(key, "E", text);
        }
        let (second, mut seen) = tokio::sync::mpsc::unbounded_channel();
        sessions.resume(user, &session_id(key), 1, second).unwrap();
        let mut frames = Vec::new();
        while let Ok(Out::Frame(frame)) = seen.try_recv() {
            frames.push(frame.to_string());
        }
        assert_eq!(frames.len(), 3);
        assert_eq!(frames[0], r#"{"t":"E","s":2,"op":0,"d":2}"#);
        assert!(frames[2].contains("RESUMED"));
    }

    #[test]
    fn another_user_or_a_later_sequence_resumes_nothing() {
        let mut sessions = Sessions::default();
        let channel = || tokio::sync::mpsc::unbounded_channel().0;
        let (key, _) = sessions.open(Id::new(1), true, 0, (0, 1), channel());
        let id = session_id(key);
        assert_eq!(sessions.resume(Id::new(2), &id, 0, channel()), Err(CannotResume::Unknown));
        assert_eq!(sessions.resume(Id::new(1), &id, 5, channel()), Err(CannotResume::BadSequence));
        assert_eq!(sessions.resume(Id::new(1), "nonsense", 0, channel()), Err(CannotResume::Unknown));
    }
}
