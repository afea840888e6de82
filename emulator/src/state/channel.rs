//! Channels, threads and direct conversations.

use std::collections::BTreeMap;
use std::time::Instant;

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::State;
use super::id::{Id, timestamp};
use super::message::Message;
use super::permissions::Overwrite;
use super::user::User;
use super::written::{Bits, fields, tree};

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
    /// Where an interaction of this application in it happens: 0 a server, 1 the bot's own conversation, 2 any other one.
    pub fn context(&self, application: Id) -> u8 {
        match self.guild {
            Some(_) => 0,
            None if self.recipients.contains(&application) => 1,
            None => 2,
        }
    }

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
        tree(&ChannelView { channel: self, state: None, viewer: None, rights: None })
    }

    /// The channel as Discord sends it, with the names that this state knows.
    pub fn view<'a>(&'a self, state: &'a State) -> ChannelView<'a> {
        ChannelView { channel: self, state: Some(state), viewer: None, rights: None }
    }
}

/// A channel as Discord writes it.
#[derive(Debug, Clone, Copy)]
pub struct ChannelView<'a> {
    /// The channel.
    pub channel: &'a Channel,
    /// Where the people of a direct conversation are looked up.
    pub state: Option<&'a State>,
    /// Whom a direct conversation doesn't name, because it is they who read it.
    pub viewer: Option<Id>,
    /// As an interaction tells it: with what the person may do there, without exceptions.
    pub rights: Option<u64>,
}

impl ChannelView<'_> {
    /// The other people of a direct conversation.
    fn recipients(&self) -> Option<Vec<&User>> {
        let state = self.state?;
        let others = self.channel.recipients.iter().filter(|id| Some(**id) != self.viewer);
        Some(others.filter_map(|id| state.users.get(id)).collect())
    }
}

impl Serialize for ChannelView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let channel = self.channel;
        let mut map = serializer.serialize_map(None)?;
        fields!(
            map,
            "id": channel.id, "type": channel.kind, "flags": channel.flags,
            "last_message_id": channel.last_message,
        );
        if let Some(rights) = self.rights {
            fields!(map, "permissions": Bits(rights));
        }
        let Some(guild) = channel.guild else {
            if let Some(recipients) = self.recipients() {
                fields!(map, "recipients": recipients);
            }
            return map.end();
        };
        fields!(
            map,
            "guild_id": guild, "name": channel.name, "parent_id": channel.parent,
            "rate_limit_per_user": channel.slowmode,
        );
        if let Some(thread) = &channel.thread {
            fields!(
                map,
                "owner_id": thread.owner, "message_count": channel.messages.len(),
                "total_message_sent": channel.messages.len(), "member_count": thread.members.len(),
                "applied_tags": thread.applied_tags,
                "thread_metadata": json!({
                    "archived": thread.archived, "auto_archive_duration": thread.auto_archive_minutes,
                    "archive_timestamp": timestamp(thread.archive_changed), "locked": thread.locked,
                    "create_timestamp": channel.id.timestamp(),
                }),
            );
            return map.end();
        }
        fields!(map, "topic": channel.topic, "position": channel.position, "nsfw": channel.nsfw);
        if self.rights.is_none() {
            let overwrites: Vec<Value> = channel.overwrites.iter().map(overwrite_json).collect();
            fields!(map, "permission_overwrites": overwrites);
        }
        if matches!(channel.kind, 2 | 13) {
            fields!(map, "bitrate": 64_000, "user_limit": 0, "rtc_region": ());
        }
        if channel.kind == kind::FORUM {
            fields!(
                map,
                "available_tags": channel.available_tags, "default_reaction_emoji": (), "default_sort_order": (),
                "default_forum_layout": 0,
            );
        }
        map.end()
    }
}

/// An overwrite as Discord sends it.
pub fn overwrite_json(overwrite: &Overwrite) -> Value {
    json!({
        "id": overwrite.id, "type": u8::from(overwrite.is_member),
        "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string(),
    })
}
