//! Interactions from the click to the last edit.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::id::Id;
use super::origin::Origin;

/// Discord: the first answer must come within 3 s.
pub const FIRST_ANSWER: Duration = Duration::from_secs(3);
/// Discord: the token is good for edits and follow-ups for 15 min.
pub const TOKEN_LIFE: Duration = Duration::from_secs(15 * 60);
/// So many interactions are remembered; under load the oldest go before their 15 minutes are over.
const REMEMBERED: usize = 50_000;

/// Interaction types.
pub mod kind {
    /// A command.
    pub const COMMAND: u8 = 2;
    /// A button or select.
    pub const COMPONENT: u8 = 3;
    /// Typing in an option.
    pub const AUTOCOMPLETE: u8 = 4;
    /// A filled modal.
    pub const MODAL: u8 = 5;
}

/// How far an interaction has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Nobody has answered.
    Waiting,
    /// "Thinking…" stands there (type 5).
    Deferred,
    /// It has its answer.
    Answered,
    /// 3 s went by.
    Failed,
}

/// One interaction.
#[derive(Debug)]
pub struct Interaction {
    /// The interaction.
    pub id: Id,
    /// The secret with which it is answered.
    pub token: String,
    /// Its type.
    pub kind: u8,
    /// Who is asked.
    pub application: Id,
    /// Who asks.
    pub user: Id,
    /// Where.
    pub channel: Id,
    /// In which server.
    pub guild: Option<Id>,
    /// The client's own mark.
    pub nonce: Option<Value>,
    /// When it was made.
    pub made: Instant,
    /// How far it is.
    pub stage: Stage,
    /// The answer that @original means: channel-wide or this person's own.
    pub original: Option<Id>,
    /// The message whose component was used; also for a modal opened from one.
    pub source: Option<Id>,
    /// The modal that was its answer: what a submit must fit to.
    pub modal: Option<Value>,
    /// What its messages say about it.
    pub origin: Arc<Origin>,
    /// 20 for slash commands, 23 for context menus, 0 otherwise.
    pub message_kind: u8,
    /// Is every answer ephemeral, whatever the bot says? So it is for applications of a person who may not show them.
    pub whispers: bool,
    /// Follow-ups so far.
    pub follow_ups: u32,
}

/// All interactions that may still be answered.
#[derive(Debug, Default)]
pub struct Interactions {
    by_id: HashMap<Id, Interaction>,
    by_token: HashMap<String, Id>,
    order: VecDeque<Id>,
    deadlines: BinaryHeap<Reverse<(Instant, Id)>>,
    /// How long first answers took, from the making of the interaction to the bot's request; the last ones.
    answer_times: VecDeque<Duration>,
    /// Ephemeral messages in order of making: (channel, user, message).
    pub ephemeral_order: VecDeque<(Id, Id, Id)>,
}

impl Interactions {
    /// Writes down how long a first answer took.
    pub fn answered_after(&mut self, took: Duration) {
        self.answer_times.push_back(took);
        if self.answer_times.len() > REMEMBERED {
            self.answer_times.pop_front();
        }
    }

    /// How long first answers took, oldest first.
    pub fn answer_times(&self) -> impl Iterator<Item = Duration> {
        self.answer_times.iter().copied()
    }

    /// Remembers an interaction until its first answer is overdue at `deadline`.
    pub fn insert(&mut self, interaction: Interaction, deadline: Instant) {
        self.deadlines.push(Reverse((deadline, interaction.id)));
        self.order.push_back(interaction.id);
        self.by_token.insert(interaction.token.clone(), interaction.id);
        self.by_id.insert(interaction.id, interaction);
        while self.order.len() > REMEMBERED {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(old) = self.by_id.remove(&oldest) {
                self.by_token.remove(&old.token);
            }
        }
    }

    /// The interaction with this id.
    pub fn get(&self, id: Id) -> Option<&Interaction> {
        self.by_id.get(&id)
    }

    /// The interaction with this id, to change it.
    pub fn get_mut(&mut self, id: Id) -> Option<&mut Interaction> {
        self.by_id.get_mut(&id)
    }

    /// The interaction that this token answers.
    pub fn with_token(&self, token: &str) -> Option<&Interaction> {
        self.by_id.get(self.by_token.get(token)?)
    }

    /// When the next first answer is overdue. Those that have come are forgotten here, so that nobody wakes for them.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        while let Some(Reverse((at, id))) = self.deadlines.peek() {
            if self.by_id.get(id).is_some_and(|interaction| interaction.stage == Stage::Waiting) {
                return Some(*at);
            }
            self.deadlines.pop();
        }
        None
    }

    /// Takes out those whose first answer is overdue by now, and marks them failed.
    pub fn overdue(&mut self, now: Instant) -> Vec<Id> {
        let mut late = Vec::new();
        while let Some(Reverse((at, id))) = self.deadlines.peek().copied() {
            if at > now {
                break;
            }
            self.deadlines.pop();
            if let Some(interaction) = self.by_id.get_mut(&id).filter(|i| i.stage == Stage::Waiting) {
                interaction.stage = Stage::Failed;
                late.push(id);
            }
        }
        late
    }
}

/// Nonces of messages, for `enforce_nonce`.
#[derive(Debug, Default)]
pub struct Nonces {
    seen: BTreeMap<(Id, String), (Id, Id, Instant)>,
    order: VecDeque<(Instant, Id, String)>,
}

/// How long a nonce is remembered ("the last few minutes").
const NONCE_LIFE: Duration = Duration::from_secs(180);

impl Nonces {
    /// The message (channel, id) that this author made with this nonce lately.
    pub fn find(&mut self, author: Id, nonce: &str, now: Instant, scale: f64) -> Option<(Id, Id)> {
        let life = NONCE_LIFE.mul_f64(scale);
        while let Some((at, author, nonce)) = self.order.front() {
            if now.duration_since(*at) < life {
                break;
            }
            let key = (*author, nonce.clone());
            if self.seen.get(&key).is_some_and(|(_, _, seen)| seen == at) {
                self.seen.remove(&key);
            }
            self.order.pop_front();
        }
        self.seen.get(&(author, nonce.to_owned())).map(|(channel, message, _)| (*channel, *message))
    }

    /// Remembers which message was made with the nonce.
    pub fn remember(&mut self, author: Id, nonce: String, channel: Id, message: Id, now: Instant) {
        self.order.push_back((now, author, nonce.clone()));
        self.seen.insert((author, nonce), (channel, message, now));
    }

    /// Forgets them all.
    pub fn forget(&mut self) {
        *self = Nonces::default();
    }
}
