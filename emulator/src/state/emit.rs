//! Who hears of what: events to the sessions that see them.

use serde::Serialize;
use serde_json::json;

use super::State;
use super::id::Id;
use super::message::{Message, Reader};
use super::session::Session;
use super::written::text;

/// The content intent.
pub const MESSAGE_CONTENT: u64 = 1 << 15;
/// GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT need a switch in the portal.
pub const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | MESSAGE_CONTENT;

/// The intent bits of which one lets an event through; 0 for events that need none.
fn intent_of(event: &str, direct: bool) -> u64 {
    match event {
        "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" | "GUILD_MEMBER_REMOVE" => 1 << 1,
        // What it says depends on which of both one has.
        "THREAD_MEMBERS_UPDATE" => 1 | 1 << 1,
        "GUILD_BAN_ADD" | "GUILD_BAN_REMOVE" | "GUILD_AUDIT_LOG_ENTRY_CREATE" => 1 << 2,
        "GUILD_EMOJIS_UPDATE" => 1 << 3,
        "WEBHOOKS_UPDATE" => 1 << 5,
        "INVITE_CREATE" | "INVITE_DELETE" => 1 << 6,
        _ if event.starts_with("GUILD_SCHEDULED_EVENT") => 1 << 16,
        _ if event.starts_with("MESSAGE_REACTION") => 1 << if direct { 13 } else { 10 },
        _ if event.starts_with("MESSAGE_") => 1 << if direct { 12 } else { 9 },
        "PRESENCE_UPDATE" => 1 << 8,
        "TYPING_START" => 1 << if direct { 14 } else { 11 },
        "CHANNEL_PINS_UPDATE" if direct => 1 << 12,
        _ if event.starts_with("GUILD_") || event.starts_with("CHANNEL_") || event.starts_with("THREAD_") => {
            1
        }
        _ => 0,
    }
}

/// What happened to a message.
#[derive(Debug, Clone, Copy)]
pub enum MessageEvent {
    /// It is new.
    Create,
    /// It was changed.
    Update,
}

impl MessageEvent {
    const fn name(self) -> &'static str {
        match self {
            MessageEvent::Create => "MESSAGE_CREATE",
            MessageEvent::Update => "MESSAGE_UPDATE",
        }
    }
}

impl State {
    /// Puts an event into one session, twice if that was ordered.
    fn deliver(&mut self, key: u64, event: &str, data: &str) {
        let is_bot = self.sessions.get(key).is_some_and(|session| session.is_bot);
        self.sessions.push(key, event, data);
        if is_bot && self.faults.take_duplicate(event) {
            self.sessions.push(key, event, data);
        }
    }

    /// Tells all sessions of one account.
    pub fn emit_to_user(&mut self, user: Id, event: &str, data: &(impl Serialize + ?Sized)) {
        let keys: Vec<u64> = self.sessions.of(user).to_vec();
        if keys.is_empty() {
            return;
        }
        let data = text(data);
        for key in keys {
            self.deliver(key, event, &data);
        }
    }

    /// Tells the one session of a bot that has this guild's shard. False when there is none.
    pub fn emit_to_bot(
        &mut self,
        bot: Id,
        guild: Option<Id>,
        event: &str,
        data: &(impl Serialize + ?Sized),
    ) -> bool {
        self.emit_text_to_bot(bot, guild, event, &text(data))
    }

    /// As [`State::emit_to_bot`], with the data as text.
    pub fn emit_text_to_bot(&mut self, bot: Id, guild: Option<Id>, event: &str, data: &str) -> bool {
        let fitting = |session: &Session| {
            let (shard, shards) = session.shard;
            guild.map_or(0, |guild| guild.shard(shards)) == shard
        };
        let keys: Vec<u64> = self
            .sessions
            .of(bot)
            .iter()
            .copied()
            .filter(|key| self.sessions.get(*key).is_some_and(fitting))
            .collect();
        if keys.is_empty() {
            return false;
        }
        for key in &keys {
            self.deliver(*key, event, data);
        }
        true
    }

    /// The sessions that hear of something in a guild (and, where given, only if they see the channel).
    fn guild_audience(&self, guild: Id, channel: Option<Id>, event: &str) -> Vec<(u64, Id, bool, u64)> {
        if self.outages.contains(&guild) {
            return Vec::new();
        }
        let Some(place) = self.guilds.get(&guild) else { return Vec::new() };
        let intent = intent_of(event, false);
        let channel = channel.and_then(|id| self.channels.get(&id));
        self.sessions
            .iter()
            .filter(|(_, s)| place.members.contains_key(&s.user))
            .filter(|(_, s)| !s.is_bot || intent == 0 || s.intents & intent != 0)
            .filter(|(_, s)| !s.is_bot || guild.shard(s.shard.1) == s.shard.0)
            .filter(|(_, s)| channel.is_none_or(|channel| self.may_see(channel, s.user)))
            .map(|(key, s)| (key, s.user, s.is_bot, s.intents))
            .collect()
    }

    /// Tells everyone who is in the guild.
    pub fn emit_to_guild(&mut self, guild: Id, event: &str, data: &(impl Serialize + ?Sized)) {
        self.emit_in(guild, None, event, data);
    }

    /// Tells everyone who sees the channel, whatever kind of channel it is.
    pub fn emit_to_channel(&mut self, channel: Id, event: &str, data: &(impl Serialize + ?Sized)) {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        match guild {
            Some(guild) => self.emit_in(guild, Some(channel), event, data),
            None => {
                let audience = self.direct_audience(channel, event);
                let data = text(data);
                for (key, ..) in audience {
                    self.deliver(key, event, &data);
                }
            }
        }
    }

    fn direct_audience(&self, channel: Id, event: &str) -> Vec<(u64, Id, bool, u64)> {
        let Some(channel) = self.channels.get(&channel) else { return Vec::new() };
        let intent = intent_of(event, true);
        let keys = channel.recipients.iter().flat_map(|user| self.sessions.of(*user).iter().copied());
        keys.filter_map(|key| Some((key, self.sessions.get(key)?)))
            .filter(|(_, s)| !s.is_bot || (s.shard.0 == 0 && (intent == 0 || s.intents & intent != 0)))
            .map(|(key, s)| (key, s.user, s.is_bot, s.intents))
            .collect()
    }

    fn emit_in(&mut self, guild: Id, channel: Option<Id>, event: &str, data: &(impl Serialize + ?Sized)) {
        let audience = self.guild_audience(guild, channel, event);
        if audience.is_empty() {
            return;
        }
        let data = text(data);
        for (key, ..) in audience {
            self.deliver(key, event, &data);
        }
    }

    /// Tells everyone who sees a message that it is new or changed, each in the form meant for them.
    pub fn emit_message(&mut self, event: MessageEvent, message: &Message, only_for: Option<Id>) {
        let name = event.name();
        let audience = match only_for {
            Some(user) => self.sessions.of(user).iter().map(|key| (*key, user, false, 0)).collect::<Vec<_>>(),
            None => match self.channels.get(&message.channel).and_then(|channel| channel.guild) {
                Some(guild) => self.guild_audience(guild, Some(message.channel), name),
                None => self.direct_audience(message.channel, name),
            },
        };
        let mut for_people: Option<String> = None;
        for (key, user, is_bot, intents) in audience {
            if is_bot {
                let reader = Reader::Bot { user, sees_content: intents & MESSAGE_CONTENT != 0 };
                let data = self.message_event(message, reader);
                self.deliver(key, name, &data);
            } else if message.reactions.is_empty() {
                let data =
                    for_people.get_or_insert_with(|| self.message_event(message, Reader::Person(user)));
                self.sessions.push(key, name, data);
            } else {
                let data = self.message_event(message, Reader::Person(user));
                self.sessions.push(key, name, &data);
            }
        }
    }

    /// Tells everyone who saw a message that it is gone.
    pub fn emit_message_delete(&mut self, channel: Id, message: Id, only_for: Option<Id>) {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let mut data = json!({"id": message, "channel_id": channel});
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild);
        }
        match only_for {
            Some(user) => self.emit_to_user(user, "MESSAGE_DELETE", &data),
            None => self.emit_to_channel(channel, "MESSAGE_DELETE", &data),
        }
    }
}
