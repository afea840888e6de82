//! For whom a message rings. Source: resources/message, allowed mentions object.

use serde_json::Value;

use super::id::Id;
use super::message::{Message, Pings};
use super::{State, permissions};

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

impl State {
    /// Whom the message rings for: what its text names, what `allowed_mentions` lets through, and what the
    /// author may ring for. Mentions inside code count as well, so that a text that rings nobody here rings nobody there.
    pub(super) fn pings_of(&self, message: &Message, allowed: &AllowedMentions) -> Pings {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_of_users_and_roles_are_found() {
        let found = mentions_in("hi <@1> <@!2> <@&3> <@x> <@4");
        assert_eq!(found, [(false, Id::new(1)), (false, Id::new(2)), (true, Id::new(3))]);
    }
}
