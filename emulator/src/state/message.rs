//! Messages and how they look to bots and to people.

use std::sync::Arc;

use serde_json::{Value, json};

use super::State;
use super::id::{Id, timestamp};
use super::origin::{About, Origin};
use super::webhook::Persona;

/// Message flag bits.
pub mod flag {
    /// Published to following channels.
    pub const CROSSPOSTED: u64 = 1 << 0;
    /// Came from a channel that is followed.
    pub const IS_CROSSPOST: u64 = 1 << 1;
    /// Shows no embeds.
    pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
    /// What it is a copy of is gone.
    pub const SOURCE_DELETED: u64 = 1 << 3;
    /// Has a thread.
    pub const HAS_THREAD: u64 = 1 << 5;
    /// One person sees it.
    pub const EPHEMERAL: u64 = 1 << 6;
    /// "Thinking…".
    pub const LOADING: u64 = 1 << 7;
    /// Makes no sound.
    pub const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
    /// A voice message.
    pub const VOICE: u64 = 1 << 13;
    /// Forwards another message.
    pub const HAS_SNAPSHOT: u64 = 1 << 14;
    /// Made of components alone.
    pub const COMPONENTS_V2: u64 = 1 << 15;
}

/// Whom a message rang for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pings {
    /// Everyone in the channel.
    pub everyone: bool,
    /// Single users.
    pub users: Vec<Id>,
    /// Roles.
    pub roles: Vec<Id>,
}

/// Who reacted with what.
#[derive(Debug, Clone)]
pub struct Reaction {
    /// The emoji as Discord sends it: `{id, name}`.
    pub emoji: Value,
    /// The emoji as it stands in a path: `👏` or `name:id`.
    pub key: String,
    /// Who, in order.
    pub users: Vec<Id>,
}

/// A message.
#[derive(Debug, Clone)]
pub struct Message {
    /// The message.
    pub id: Id,
    /// Where it stands.
    pub channel: Id,
    /// Who wrote it.
    pub author: Id,
    /// The application that wrote it.
    pub application: Option<Id>,
    /// Was it written through an interaction's webhook?
    pub by_webhook: bool,
    /// Discord's number of the kind: 0 plain, 19 reply, 20 slash command, 23 context menu.
    pub kind: u8,
    /// Text.
    pub content: String,
    /// Flag bits.
    pub flags: u64,
    /// Embeds with their defaults filled in.
    pub embeds: Vec<Value>,
    /// Components with their ids filled in.
    pub components: Vec<Value>,
    /// Attachments as sent.
    pub attachments: Vec<Value>,
    /// Whom it rang for.
    pub pings: Pings,
    /// The nonce as it came.
    pub nonce: Option<Value>,
    /// Reactions in order of their first use.
    pub reactions: Vec<Reaction>,
    /// When it was pinned, in milliseconds since the Unix epoch.
    pub pinned: Option<u64>,
    /// When it was last edited, in milliseconds since the Unix epoch.
    pub edited: Option<u64>,
    /// The message it answers.
    pub reference: Option<Value>,
    /// What it forwards, as it was then.
    pub snapshot: Option<Value>,
    /// The name under which it came through a channel's webhook.
    pub persona: Option<Arc<Persona>>,
    /// The interaction it came from.
    pub origin: Option<Arc<Origin>>,
    /// Read aloud.
    pub tts: bool,
}

impl Message {
    /// Does the message have this flag?
    pub fn has(&self, flag: u64) -> bool {
        self.flags & flag != 0
    }

    /// The component with this custom id, at any depth.
    pub fn component(&self, custom_id: &str) -> Option<&Value> {
        find_component(&self.components, custom_id)
    }
}

/// The component with this custom id, at any depth.
pub fn find_component<'a>(components: &'a [Value], custom_id: &str) -> Option<&'a Value> {
    components.iter().find_map(|component| {
        if component["custom_id"] == custom_id {
            return Some(component);
        }
        let inner = component["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        find_component(inner, custom_id)
            .or_else(|| component.get("accessory").filter(|part| part["custom_id"] == custom_id))
            .or_else(|| component.get("component").filter(|part| part["custom_id"] == custom_id))
    })
}

/// Who will read the JSON of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A bot without the content intent, or with it.
    Bot {
        /// The bot's user.
        user: Id,
        /// May it read other people's text?
        sees_content: bool,
    },
    /// A person.
    Person(Id),
}

impl State {
    /// The message as this reader gets it.
    pub fn message_json(&self, message: &Message, reader: Reader) -> Value {
        let author = match &message.persona {
            Some(persona) => Some(persona.to_json()),
            None => self.users.get(&message.author).map(super::user::User::to_json),
        };
        let mentions: Vec<Value> = message
            .pings
            .users
            .iter()
            .filter_map(|id| self.users.get(id))
            .map(super::user::User::to_json)
            .collect();
        let readable = match reader {
            Reader::Person(_) => true,
            Reader::Bot { user, sees_content } => {
                sees_content
                    || message.author == user
                    || message.pings.users.contains(&user)
                    || self.channels.get(&message.channel).is_some_and(|channel| channel.guild.is_none())
            }
        };
        let body = |value: &[Value]| if readable { Value::Array(value.to_vec()) } else { json!([]) };
        let mut json = json!({
            "id": message.id, "channel_id": message.channel, "type": message.kind, "author": author,
            "content": if readable { message.content.as_str() } else { "" },
            "timestamp": message.id.timestamp(), "edited_timestamp": message.edited.map(timestamp),
            "tts": message.tts, "mention_everyone": message.pings.everyone, "mentions": mentions,
            "mention_roles": message.pings.roles, "attachments": body(&message.attachments),
            "embeds": body(&message.embeds), "components": body(&message.components),
            "pinned": message.pinned.is_some(), "flags": message.flags,
        });
        if let Some(application) = message.application {
            json["application_id"] = json!(application);
            if message.by_webhook {
                json["webhook_id"] = json!(application);
            }
        }
        if let Some(persona) = &message.persona {
            json["webhook_id"] = json!(persona.webhook);
        }
        if let Some(snapshot) = message.snapshot.as_ref().filter(|_| readable) {
            json["message_snapshots"] = json!([snapshot]);
        }
        if let Some(nonce) = &message.nonce {
            json["nonce"] = nonce.clone();
        }
        if let Some(reference) = &message.reference {
            json["message_reference"] = reference.clone();
        }
        if let Some(reference) = message.reference.as_ref().filter(|_| matches!(message.kind, 19 | 21)) {
            let id = |key: &str| reference[key].as_str()?.parse::<Id>().ok();
            let original = id("channel_id").zip(id("message_id"));
            json["referenced_message"] = original
                .and_then(|(channel, id)| self.channels.get(&channel)?.messages.get(&id))
                .filter(|original| original.id != message.id && original.reference.is_none())
                .map_or(Value::Null, |original| self.message_json(original, reader));
        }
        if let Some(origin) = &message.origin {
            json["interaction_metadata"] = self.origin_json(origin);
            if let About::Command { name, .. } = &origin.about {
                let user = self.users.get(&origin.user).map(super::user::User::to_json);
                json["interaction"] = json!({"id": origin.id, "type": 2, "name": name, "user": user});
            }
        }
        if !message.reactions.is_empty() {
            json["reactions"] = reactions_json(message, reader);
        }
        if message.has(flag::HAS_THREAD)
            && let Some(thread) = self.channels.get(&message.id)
        {
            json["thread"] = thread.to_json();
        }
        if let Reader::Person(_) = reader {
            json["pings"] = json!({
                "everyone": message.pings.everyone, "users": message.pings.users, "roles": message.pings.roles,
            });
        }
        json
    }

    /// The message as an event carries it: with its guild and the author's membership.
    pub fn message_event_json(&self, message: &Message, reader: Reader) -> Value {
        let mut json = self.message_json(message, reader);
        let guild = self.channels.get(&message.channel).and_then(|channel| channel.guild);
        if let Some(guild) = guild.and_then(|id| self.guilds.get(&id)) {
            json["guild_id"] = json!(guild.id);
            if let Some(member) = self.bare_member_json(guild, message.author) {
                json["member"] = member;
            }
        }
        json
    }
}

fn reactions_json(message: &Message, reader: Reader) -> Value {
    let me = match reader {
        Reader::Bot { user, .. } | Reader::Person(user) => user,
    };
    message
        .reactions
        .iter()
        .map(|reaction| {
            json!({
                "emoji": reaction.emoji, "count": reaction.users.len(), "me": reaction.users.contains(&me),
                "me_burst": false, "burst_colors": [], "burst_me": false, "burst_count": 0,
                "count_details": {"burst": 0, "normal": reaction.users.len()},
            })
        })
        .collect()
}
