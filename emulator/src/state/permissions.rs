//! Permission bits and how Discord computes what a member may do in a channel.
//!
//! Source: topics/permissions. Pure functions over guild and channel; who is asked stands in the caller.

use super::channel::Channel;
use super::guild::Guild;
use super::id::{Id, now_millis};

macro_rules! bits {
    ($($name:ident = $bit:literal),* $(,)?) => { $(
        #[doc = concat!("Bit ", stringify!($bit), ".")]
        pub const $name: u64 = 1 << $bit;
    )* };
}

bits! {
    CREATE_INSTANT_INVITE = 0, KICK_MEMBERS = 1, BAN_MEMBERS = 2, ADMINISTRATOR = 3, MANAGE_CHANNELS = 4, MANAGE_GUILD = 5,
    ADD_REACTIONS = 6, VIEW_AUDIT_LOG = 7, STREAM = 9, VIEW_CHANNEL = 10, SEND_MESSAGES = 11, MANAGE_MESSAGES = 13,
    EMBED_LINKS = 14, ATTACH_FILES = 15, READ_MESSAGE_HISTORY = 16, MENTION_EVERYONE = 17,
    USE_EXTERNAL_EMOJIS = 18, CONNECT = 20, SPEAK = 21, MUTE_MEMBERS = 22, DEAFEN_MEMBERS = 23,
    USE_VAD = 25, CHANGE_NICKNAME = 26, MANAGE_NICKNAMES = 27,
    MANAGE_ROLES = 28, MANAGE_WEBHOOKS = 29, MANAGE_GUILD_EXPRESSIONS = 30, USE_APPLICATION_COMMANDS = 31, REQUEST_TO_SPEAK = 32,
    MANAGE_EVENTS = 33, MANAGE_THREADS = 34, CREATE_PUBLIC_THREADS = 35, CREATE_PRIVATE_THREADS = 36,
    USE_EXTERNAL_STICKERS = 37, SEND_MESSAGES_IN_THREADS = 38, USE_EMBEDDED_ACTIVITIES = 39,
    MODERATE_MEMBERS = 40,
    USE_SOUNDBOARD = 42, CREATE_GUILD_EXPRESSIONS = 43, CREATE_EVENTS = 44, USE_EXTERNAL_SOUNDS = 45, SEND_VOICE_MESSAGES = 46,
    SEND_POLLS = 49, USE_EXTERNAL_APPS = 50, PIN_MESSAGES = 51,
}

/// Every permission there is.
pub const ALL: u64 = (1 << 53) - 1;

/// What @everyone may do in a new server.
pub const EVERYONE_DEFAULT: u64 = CREATE_INSTANT_INVITE
    | ADD_REACTIONS
    | STREAM
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | MENTION_EVERYONE
    | USE_EXTERNAL_EMOJIS
    | CONNECT
    | SPEAK
    | USE_VAD
    | CHANGE_NICKNAME
    | USE_APPLICATION_COMMANDS
    | REQUEST_TO_SPEAK
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | USE_EXTERNAL_STICKERS
    | SEND_MESSAGES_IN_THREADS
    | USE_EMBEDDED_ACTIVITIES
    | USE_SOUNDBOARD
    | USE_EXTERNAL_SOUNDS
    | SEND_VOICE_MESSAGES
    | SEND_POLLS
    | USE_EXTERNAL_APPS;

/// What the recommended install link asks for: see channels, send, embed, attach, read the history, threads.
pub const BOT_DEFAULT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | CREATE_PUBLIC_THREADS
    | SEND_MESSAGES_IN_THREADS;

/// What a bot may do in a direct conversation.
pub const DIRECT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | ADD_REACTIONS
    | USE_APPLICATION_COMMANDS
    | USE_EXTERNAL_EMOJIS
    | PIN_MESSAGES;

/// A channel's exception for a role or a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overwrite {
    /// The role or user.
    pub id: Id,
    /// Is it a user (type 1) and not a role (type 0)?
    pub is_member: bool,
    /// Bits given.
    pub allow: u64,
    /// Bits taken.
    pub deny: u64,
}

/// What this user may do in the guild at large; 0 for someone who isn't in it.
pub fn in_guild(guild: &Guild, user: Id) -> u64 {
    if guild.owner == user {
        return ALL;
    }
    let Some(member) = guild.members.get(&user) else { return 0 };
    let of_roles = guild
        .roles
        .iter()
        .filter(|role| role.id == guild.id || member.roles.contains(&role.id))
        .fold(0, |bits, role| bits | role.permissions);
    if of_roles & ADMINISTRATOR != 0 {
        return ALL;
    }
    // Who is in a timeout reads, and nothing else.
    let is_silenced = member.timed_out_until.is_some_and(|until| until > now_millis());
    if is_silenced { of_roles & (VIEW_CHANNEL | READ_MESSAGE_HISTORY) } else { of_roles }
}

/// What this user may do in the channel of the guild. `place` is the channel itself, or the parent of a thread.
pub fn in_channel(guild: &Guild, place: &Channel, user: Id) -> u64 {
    let base = in_guild(guild, user);
    if base == ALL || base == 0 {
        return base;
    }
    let Some(member) = guild.members.get(&user) else { return 0 };
    let mut bits = base;
    if let Some(everyone) = place.overwrites.iter().find(|o| o.id == guild.id) {
        bits = bits & !everyone.deny | everyone.allow;
    }
    let (mut allow, mut deny) = (0, 0);
    for overwrite in &place.overwrites {
        if !overwrite.is_member && overwrite.id != guild.id && member.roles.contains(&overwrite.id) {
            allow |= overwrite.allow;
            deny |= overwrite.deny;
        }
    }
    bits = bits & !deny | allow;
    if let Some(own) = place.overwrites.iter().find(|o| o.is_member && o.id == user) {
        bits = bits & !own.deny | own.allow;
    }
    // Who can't see a channel can do nothing in it; who can't write can neither embed, attach nor ping everyone.
    if bits & VIEW_CHANNEL == 0 {
        return 0;
    }
    if member.timed_out_until.is_some_and(|until| until > now_millis()) {
        bits &= VIEW_CHANNEL | READ_MESSAGE_HISTORY;
    }
    if bits & SEND_MESSAGES == 0 {
        bits &= !(EMBED_LINKS | ATTACH_FILES | MENTION_EVERYONE);
    }
    bits
}
