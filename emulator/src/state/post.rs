//! Writing, changing and deleting messages, and whom they ring for.

use std::time::Instant;

use serde_json::{Value, json};

use super::State;
use super::emit::MessageEvent;
use super::id::{Id, now_millis};
use super::message::{Message, Pings, flag};
use super::pings::AllowedMentions;

/// So many ephemeral messages are kept over all people; the oldest are thrown out first.
const EPHEMERAL_KEPT: usize = 5_000;
/// So many messages are kept per channel; the oldest are thrown out first.
const MESSAGES_KEPT: usize = 20_000;

/// What a message is made of.
#[derive(Debug, Clone)]
pub struct Body {
    /// Text.
    pub content: String,
    /// Embeds with their defaults.
    pub embeds: Vec<Value>,
    /// Components with their ids.
    pub components: Vec<Value>,
    /// Attachments.
    pub attachments: Vec<Value>,
}

/// Where a message stands: for all, or for one person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The channel.
    pub channel: Id,
    /// The person who alone sees it.
    pub only_for: Option<Id>,
}

impl State {
    /// Puts a message into its channel, works out whom it rings for, and tells everyone.
    pub fn post(&mut self, place: Place, mut message: Message, allowed: &AllowedMentions) -> Id {
        message.channel = place.channel;
        message.pings = match place.only_for {
            Some(_) => Pings::default(),
            None => self.pings_of(&message, allowed),
        };
        let id = message.id;
        self.emit_message(MessageEvent::Create, &message, place.only_for);
        let Some(channel) = self.channels.get_mut(&place.channel) else { return id };
        match place.only_for {
            Some(user) => {
                channel.ephemeral.insert((user, id), message);
                self.interactions.ephemeral_order.push_back((place.channel, user, id));
                while self.interactions.ephemeral_order.len() > EPHEMERAL_KEPT {
                    let Some((channel, user, id)) = self.interactions.ephemeral_order.pop_front() else {
                        break;
                    };
                    if let Some(channel) = self.channels.get_mut(&channel) {
                        channel.ephemeral.remove(&(user, id));
                    }
                }
            }
            None => {
                channel.last_message = Some(id);
                if let Some(thread) = &mut channel.thread {
                    thread.heard = Instant::now();
                }
                channel.messages.insert(id, message);
                if channel.messages.len() > MESSAGES_KEPT
                    && let Some((oldest, _)) = channel.messages.pop_first()
                {
                    self.published.remove(&oldest);
                }
            }
        }
        id
    }

    /// The message at this place.
    pub fn message_at(&self, place: Place, id: Id) -> Option<&Message> {
        let channel = self.channels.get(&place.channel)?;
        match place.only_for {
            Some(user) => channel.ephemeral.get(&(user, id)),
            None => channel.messages.get(&id),
        }
    }

    /// Where the message stands for this person: in public, or among their own.
    pub fn place_of(&self, channel: Id, user: Id, message: Id) -> Option<Place> {
        let room = self.channels.get(&channel)?;
        if room.messages.contains_key(&message) {
            return Some(Place { channel, only_for: None });
        }
        room.ephemeral.contains_key(&(user, message)).then_some(Place { channel, only_for: Some(user) })
    }

    /// Changes a message and tells everyone. `allowed` is given when its text changed.
    pub fn edit(
        &mut self,
        place: Place,
        id: Id,
        allowed: Option<&AllowedMentions>,
        change: impl FnOnce(&mut Message),
    ) -> Option<Message> {
        let channel = self.channels.get_mut(&place.channel)?;
        let message = match place.only_for {
            Some(user) => channel.ephemeral.get_mut(&(user, id))?,
            None => channel.messages.get_mut(&id)?,
        };
        change(message);
        let mut changed = message.clone();
        if let (Some(allowed), None) = (allowed, place.only_for) {
            changed.pings = self.pings_of(&changed, allowed);
            if let Some(message) = self.channels.get_mut(&place.channel)?.messages.get_mut(&id) {
                message.pings = changed.pings.clone();
            }
        }
        self.emit_message(MessageEvent::Update, &changed, place.only_for);
        Some(changed)
    }

    /// Deletes a message and tells everyone. False when there was none.
    pub fn delete_message(&mut self, place: Place, id: Id) -> bool {
        let Some(channel) = self.channels.get_mut(&place.channel) else { return false };
        let gone = match place.only_for {
            Some(user) => channel.ephemeral.remove(&(user, id)).is_some(),
            None => channel.messages.remove(&id).is_some(),
        };
        if gone {
            self.emit_message_delete(place.channel, id, place.only_for);
        }
        gone
    }

    /// Deletes several public messages at once and tells everyone in one event.
    pub fn delete_messages(&mut self, channel: Id, ids: &[Id]) {
        let Some(room) = self.channels.get_mut(&channel) else { return };
        let gone: Vec<Id> = ids.iter().copied().filter(|id| room.messages.remove(id).is_some()).collect();
        let mut data = json!({"ids": gone, "channel_id": channel});
        if let Some(guild) = room.guild {
            data["guild_id"] = json!(guild);
        }
        if !gone.is_empty() {
            self.emit_to_channel(channel, "MESSAGE_DELETE_BULK", &data);
        }
    }

    /// An empty message of this author, with an id of now.
    pub fn blank(&mut self, author: Id) -> Message {
        Message {
            id: self.ids.make(),
            channel: Id::new(0),
            author,
            application: self.users.get(&author).and_then(|user| user.application),
            by_webhook: false,
            kind: 0,
            content: String::new(),
            flags: 0,
            embeds: Vec::new(),
            components: Vec::new(),
            attachments: Vec::new(),
            pings: Pings::default(),
            nonce: None,
            reactions: Vec::new(),
            pinned: None,
            edited: None,
            reference: None,
            snapshot: None,
            persona: None,
            origin: None,
            tts: false,
        }
    }
}

/// Marks a message as changed now. What "thinking…" becomes is no change to a reader.
pub fn stamp_edit(message: &mut Message) {
    if message.has(flag::LOADING) {
        message.flags &= !flag::LOADING;
    } else {
        message.edited = Some(now_millis());
    }
}
