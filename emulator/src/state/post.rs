//! Writing, changing and deleting messages, and whom they ring for.

use std::time::Instant;

use serde_json::{Value, json};

use super::emit::MessageEvent;
use super::id::{Id, now_millis};
use super::message::{Message, Pings, flag};
use super::{State, permissions};

/// So many ephemeral messages are kept over all people; the oldest are thrown out first.
const EPHEMERAL_KEPT: usize = 5_000;
/// So many messages are kept per channel; the oldest are thrown out first.
const MESSAGES_KEPT: usize = 20_000;

/// Which mentions of one kind may ring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allow {
    /// All that the text names.
    All,
    /// Only these.
    Only(Vec<Id>),
}

impl Allow {
    fn lets(&self, id: Id) -> bool {
        match self {
            Allow::All => true,
            Allow::Only(ids) => ids.contains(&id),
        }
    }
}

/// `allowed_mentions`, or what Discord takes in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedMentions {
    /// @everyone and @here.
    pub everyone: bool,
    /// Users.
    pub users: Allow,
    /// Roles.
    pub roles: Allow,
    /// The author of the message that is answered.
    pub replied_user: bool,
}

impl AllowedMentions {
    /// Plain channel messages ring for everything when the field is left out.
    pub fn everything() -> Self {
        AllowedMentions { everyone: true, users: Allow::All, roles: Allow::All, replied_user: true }
    }

    /// Answers to interactions and webhook messages ring for users only.
    pub fn users_only() -> Self {
        AllowedMentions {
            everyone: false,
            users: Allow::All,
            roles: Allow::Only(Vec::new()),
            replied_user: true,
        }
    }
}

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
                if channel.messages.len() > MESSAGES_KEPT {
                    channel.messages.pop_first();
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

    /// Whom the message rings for: what its text names, what `allowed_mentions` lets through, and what the
    /// author may ring for. Mentions inside code count as well, so that a text that rings nobody here rings nobody there.
    fn pings_of(&self, message: &Message, allowed: &AllowedMentions) -> Pings {
        let mut pings = Pings::default();
        let Some(channel) = self.channels.get(&message.channel) else { return pings };
        let guild = channel.guild.and_then(|id| self.guilds.get(&id));
        let may_all = message.persona.is_some()
            || self.rights(channel, message.author) & permissions::MENTION_EVERYONE != 0;
        let mut read = |text: &str| {
            if allowed.everyone && may_all && (text.contains("@everyone") || text.contains("@here")) {
                pings.everyone = true;
            }
            for (is_role, id) in mentions_in(text) {
                let list = if is_role { &mut pings.roles } else { &mut pings.users };
                let rings = match (is_role, guild) {
                    (true, Some(guild)) => {
                        allowed.roles.lets(id)
                            && guild.role(id).is_some_and(|role| role.mentionable || may_all)
                    }
                    (true, None) => false,
                    (false, Some(guild)) => allowed.users.lets(id) && guild.members.contains_key(&id),
                    (false, None) => allowed.users.lets(id) && channel.recipients.contains(&id),
                };
                if rings && !list.contains(&id) {
                    list.push(id);
                }
            }
        };
        read(&message.content);
        each_text(&message.components, &mut read);
        if allowed.replied_user
            && let Some(original) =
                message.reference.as_ref().and_then(|r| r["message_id"].as_str()?.parse().ok())
            && let Some(original) = channel.messages.get(&original)
            && original.author != message.author
            && !pings.users.contains(&original.author)
        {
            pings.users.push(original.author);
        }
        pings
    }
}

/// Calls `read` with each text display, at any depth.
fn each_text(components: &[Value], read: &mut impl FnMut(&str)) {
    for component in components {
        if component["type"] == 10
            && let Some(text) = component["content"].as_str()
        {
            read(text);
        }
        if let Some(inner) = component["components"].as_array() {
            each_text(inner, read);
        }
    }
}

/// `<@1>`, `<@!1>` (false) and `<@&1>` (true) in a text.
fn mentions_in(text: &str) -> Vec<(bool, Id)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("<@") {
        rest = &rest[start + 2..];
        let is_role = rest.starts_with('&');
        let number = rest.trim_start_matches(['&', '!']);
        let Some(end) = number.find('>') else { continue };
        if let Ok(id) = number[..end].parse() {
            found.push((is_role, id));
        }
    }
    found
}

/// Marks a message as changed now. What "thinking…" becomes is no change to a reader.
pub fn stamp_edit(message: &mut Message) {
    if message.has(flag::LOADING) {
        message.flags &= !flag::LOADING;
    } else {
        message.edited = Some(now_millis());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_users_and_roles_are_found() {
        let found = mentions_in("hi <@1> <@!2> <@&3> <@x> <@4");
        assert_eq!(found, [(false, Id::new(1)), (false, Id::new(2)), (true, Id::new(3))]);
    }
}
