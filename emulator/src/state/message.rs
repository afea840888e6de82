//! Messages and how they look to bots and to people.

use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::{Value, json};

use super::State;
use super::guild::MemberView;
use super::id::{Id, timestamp};
use super::origin::{About, Origin, OriginView};
use super::user::User;
use super::webhook::Persona;
use super::written::{fields, text, tree};

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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
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

/// A message as a reader gets it.
#[derive(Debug, Clone, Copy)]
pub struct MessageView<'a> {
    /// Where names are looked up.
    pub state: &'a State,
    /// The message.
    pub message: &'a Message,
    /// For whom.
    pub reader: Reader,
    /// Does an event carry it, with its guild and the author's membership?
    pub in_event: bool,
}

impl MessageView<'_> {
    fn is_readable(&self) -> bool {
        let message = self.message;
        match self.reader {
            Reader::Person(_) => true,
            Reader::Bot { user, sees_content } => {
                let channel = self.state.channels.get(&message.channel);
                sees_content
                    || message.author == user
                    || message.pings.users.contains(&user)
                    || channel.is_some_and(|channel| channel.guild.is_none())
            }
        }
    }

    /// The message that this one answers.
    fn original(&self, reference: &Value) -> Option<Self> {
        let id = |key: &str| reference[key].as_str()?.parse::<Id>().ok();
        let (channel, message) = id("channel_id").zip(id("message_id"))?;
        let original = self.state.channels.get(&channel)?.messages.get(&message)?;
        let is_shown = original.id != self.message.id && original.reference.is_none();
        is_shown.then_some(MessageView { message: original, in_event: false, ..*self })
    }
}

/// The list for those who may read it.
fn only_if(readable: bool, list: &[Value]) -> &[Value] {
    if readable { list } else { &[] }
}

impl Serialize for MessageView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let MessageView { state, message, reader, in_event } = *self;
        let user = |id: &Id| state.users.get(id);
        let readable = self.is_readable();
        let body = |list| only_if(readable, list);
        let mentions: Vec<&User> = message.pings.users.iter().filter_map(user).collect();
        let mut map = serializer.serialize_map(None)?;
        fields!(
            map,
            "id": message.id, "channel_id": message.channel, "type": message.kind,
            "content": if readable { message.content.as_str() } else { "" },
            "timestamp": message.id.timestamp(), "edited_timestamp": message.edited.map(timestamp),
            "tts": message.tts, "mention_everyone": message.pings.everyone, "mentions": mentions,
            "mention_roles": message.pings.roles, "attachments": body(&message.attachments),
            "embeds": body(&message.embeds), "components": body(&message.components),
            "pinned": message.pinned.is_some(), "flags": message.flags,
        );
        match &message.persona {
            Some(persona) => fields!(map, "author": persona.to_json()),
            None => fields!(map, "author": user(&message.author)),
        }
        if let Some(application) = message.application {
            fields!(map, "application_id": application);
        }
        let hook = message.persona.as_ref().map(|persona| persona.webhook);
        if let Some(hook) = hook.or(message.application.filter(|_| message.by_webhook)) {
            fields!(map, "webhook_id": hook);
        }
        if let Some(snapshot) = message.snapshot.as_ref().filter(|_| readable) {
            fields!(map, "message_snapshots": [snapshot]);
        }
        if let Some(nonce) = &message.nonce {
            fields!(map, "nonce": nonce);
        }
        if let Some(reference) = &message.reference {
            fields!(map, "message_reference": reference);
        }
        if let Some(reference) = message.reference.as_ref().filter(|_| matches!(message.kind, 19 | 21)) {
            fields!(map, "referenced_message": self.original(reference));
        }
        if let Some(origin) = message.origin.as_deref() {
            fields!(map, "interaction_metadata": OriginView { state, origin });
            if let About::Command { name, .. } = &origin.about {
                fields!(map, "interaction": Named { id: origin.id, kind: 2, name, user: user(&origin.user) });
            }
        }
        if !message.reactions.is_empty() {
            fields!(map, "reactions": reactions_json(message, reader));
        }
        if message.has(flag::HAS_THREAD)
            && let Some(thread) = state.channels.get(&message.id)
        {
            fields!(map, "thread": thread.to_json());
        }
        if let Reader::Person(_) = reader {
            fields!(map, "pings": message.pings);
        }
        let guild = state.channels.get(&message.channel).and_then(|channel| channel.guild);
        if in_event && let Some(guild) = guild.and_then(|id| state.guilds.get(&id)) {
            fields!(map, "guild_id": guild.id);
            if let Some(member) = MemberView::bare(guild, message.author) {
                fields!(map, "member": member);
            }
        }
        map.end()
    }
}

/// The older form of `interaction_metadata`.
#[derive(Serialize)]
struct Named<'a> {
    id: Id,
    #[serde(rename = "type")]
    kind: u8,
    name: &'a str,
    user: Option<&'a User>,
}

impl State {
    /// The message as this reader gets it.
    pub fn message_json(&self, message: &Message, reader: Reader) -> Value {
        tree(&MessageView { state: self, message, reader, in_event: false })
    }

    /// The message as an event carries it to this reader.
    pub fn message_event(&self, message: &Message, reader: Reader) -> String {
        text(&MessageView { state: self, message, reader, in_event: true })
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
