//! Channels, threads and direct conversations.

use std::collections::BTreeMap;
use std::time::Instant;

use serde_json::{Value, json};

use super::id::{Id, timestamp};
use super::message::Message;
use super::permissions::Overwrite;

/// Channel types of Discord that have a meaning here.
pub mod kind {
    /// A text channel.
    pub const TEXT: u8 = 0;
    /// A direct conversation.
    pub const DIRECT: u8 = 1;
    /// A category.
    pub const CATEGORY: u8 = 4;
    /// An announcement channel.
    pub const ANNOUNCEMENT: u8 = 5;
    /// A thread of an announcement channel.
    pub const ANNOUNCEMENT_THREAD: u8 = 10;
    /// A public thread.
    pub const PUBLIC_THREAD: u8 = 11;
    /// A private thread.
    pub const PRIVATE_THREAD: u8 = 12;
    /// A forum.
    pub const FORUM: u8 = 15;
}

/// What only threads have.
#[derive(Debug, Clone)]
pub struct Thread {
    /// Who opened it.
    pub owner: Id,
    /// Is it archived?
    pub archived: bool,
    /// May only moderators reopen it?
    pub locked: bool,
    /// Minutes of silence after which it is archived.
    pub auto_archive_minutes: u32,
    /// Who joined, and when, in milliseconds since the Unix epoch.
    pub members: BTreeMap<Id, u64>,
    /// When it was last archived or opened, in milliseconds since the Unix epoch.
    pub archive_changed: u64,
    /// When something was last said in it.
    pub heard: Instant,
    /// Tags of a forum post.
    pub applied_tags: Vec<Id>,
}

/// A channel of any kind.
#[derive(Debug)]
pub struct Channel {
    /// The channel.
    pub id: Id,
    /// Discord's number of the kind.
    pub kind: u8,
    /// The server; none for a direct conversation.
    pub guild: Option<Id>,
    /// Name; empty for a direct conversation.
    pub name: String,
    /// Topic.
    pub topic: Option<String>,
    /// Place in the list.
    pub position: u32,
    /// The category, or the channel of a thread.
    pub parent: Option<Id>,
    /// Exceptions for roles and members.
    pub overwrites: Vec<Overwrite>,
    /// The people of a direct conversation.
    pub recipients: Vec<Id>,
    /// Tags of a forum.
    pub available_tags: Vec<Value>,
    /// Seconds that a person waits between two messages.
    pub slowmode: u32,
    /// For adults only?
    pub nsfw: bool,
    /// Flag bits; `1 << 4` is "a post needs a tag".
    pub flags: u64,
    /// What only threads have.
    pub thread: Option<Thread>,
    /// The newest message.
    pub last_message: Option<Id>,
    /// Public messages by id, which is by time.
    pub messages: BTreeMap<Id, Message>,
    /// Messages that one person sees, by that person.
    pub ephemeral: BTreeMap<(Id, Id), Message>,
    /// How often a message was published here in the running hour: (start in milliseconds, count).
    pub published: (u64, u32),
}

impl Channel {
    /// A new, empty channel.
    pub fn new(id: Id, kind: u8, guild: Option<Id>, name: &str) -> Self {
        Channel {
            id,
            kind,
            guild,
            name: name.to_owned(),
            topic: None,
            position: 0,
            parent: None,
            overwrites: Vec::new(),
            recipients: Vec::new(),
            available_tags: Vec::new(),
            slowmode: 0,
            nsfw: false,
            flags: 0,
            thread: None,
            last_message: None,
            messages: BTreeMap::new(),
            ephemeral: BTreeMap::new(),
            published: (0, 0),
        }
    }

    /// Can messages be written straight into it?
    pub fn takes_messages(&self) -> bool {
        !matches!(self.kind, kind::CATEGORY | kind::FORUM | 14 | 16)
    }

    /// The message, public or this person's own.
    pub fn message_for(&self, user: Id, message: Id) -> Option<&Message> {
        self.messages.get(&message).or_else(|| self.ephemeral.get(&(user, message)))
    }

    /// The channel as Discord sends it (a direct conversation's recipients are added by who knows the users).
    pub fn to_json(&self) -> Value {
        let overwrites: Vec<Value> = self.overwrites.iter().map(overwrite_json).collect();
        let mut json = json!({
            "id": self.id, "type": self.kind, "flags": self.flags, "last_message_id": self.last_message,
        });
        let Some(guild) = self.guild else { return json };
        json["guild_id"] = json!(guild);
        json["name"] = json!(self.name);
        json["parent_id"] = json!(self.parent);
        json["rate_limit_per_user"] = json!(self.slowmode);
        if let Some(thread) = &self.thread {
            json["owner_id"] = json!(thread.owner);
            json["message_count"] = json!(self.messages.len());
            json["total_message_sent"] = json!(self.messages.len());
            json["member_count"] = json!(thread.members.len());
            json["applied_tags"] = json!(thread.applied_tags);
            json["thread_metadata"] = json!({
                "archived": thread.archived, "auto_archive_duration": thread.auto_archive_minutes,
                "archive_timestamp": timestamp(thread.archive_changed), "locked": thread.locked,
                "create_timestamp": self.id.timestamp(),
            });
            return json;
        }
        json["topic"] = json!(self.topic);
        json["position"] = json!(self.position);
        json["permission_overwrites"] = Value::Array(overwrites);
        json["nsfw"] = json!(self.nsfw);
        if matches!(self.kind, 2 | 13) {
            json["bitrate"] = json!(64_000);
            json["user_limit"] = json!(0);
            json["rtc_region"] = Value::Null;
        }
        if self.kind == kind::FORUM {
            json["available_tags"] = json!(self.available_tags);
            json["default_reaction_emoji"] = Value::Null;
            json["default_sort_order"] = Value::Null;
            json["default_forum_layout"] = json!(0);
        }
        json
    }
}

/// An overwrite as Discord sends it.
pub fn overwrite_json(overwrite: &Overwrite) -> Value {
    json!({
        "id": overwrite.id, "type": u8::from(overwrite.is_member),
        "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string(),
    })
}
