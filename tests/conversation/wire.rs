//! Interactions as Discord sends them, read as the bot reads them: for conversations without sockets.

use ovation::discord::StaffPolicy;
use ovation::discord::request::Incoming;
use ovation::playground::history::STAFF_ROLE;
use ovation::store::outside::{Role, Server};
use serde_json::{Value, json};
use serenity::all::Interaction;

use crate::desk::{OTTAWA, RUST, Who};

/// What somebody does, somewhere; in no server it is in a direct message.
#[derive(Clone, Debug)]
pub struct Sent<'a> {
    /// Discord: 2 a command, 3 a part of a message, 4 typing, 5 a form.
    pub kind: u8,
    /// Discord: `data`.
    pub data: Value,
    pub who: &'a Who,
    pub server: Option<Server>,
}

impl<'a> Sent<'a> {
    /// A command of Ottawa's server, with its subcommand: `partner view`.
    pub fn command(who: &'a Who, name: &str, options: &Value) -> Self {
        let (name, options) = match name.split_once(' ') {
            Some((name, below)) if name.chars().all(char::is_lowercase) => {
                (name, json!([{ "name": below, "type": 1, "options": options }]))
            }
            _ => (name, options.clone()),
        };
        let data = json!({ "id": "1000000000000000700", "name": name, "type": 1, "options": options });
        Self { kind: 2, data, who, server: Some(OTTAWA) }
    }

    /// A command of a message's menu; somebody wrote the message.
    pub fn of_message(who: &'a Who, name: &str, message: u64, author: &Who) -> Self {
        let id = message.to_string();
        let mut whole = message_of(&user(author), "1000000000000000122");
        whole["id"] = json!(id);
        let data = json!({
            "id": "1000000000000000700", "name": name, "type": 3, "target_id": id,
            "resolved": { "messages": { id: whole } },
        });
        Self { kind: 2, data, who, server: Some(OTTAWA) }
    }

    /// A command of a person's menu.
    pub fn of_person(who: &'a Who, name: &str, person: &Who) -> Self {
        let id = person.account.to_string();
        let data = json!({
            "id": "1000000000000000700", "name": name, "type": 2, "target_id": id,
            "resolved": { "users": { id: user(person) } },
        });
        Self { kind: 2, data, who, server: Some(OTTAWA) }
    }

    /// A press on a button.
    pub fn click(who: &'a Who, custom_id: &str) -> Self {
        let data = json!({ "custom_id": custom_id, "component_type": 2 });
        Self { kind: 3, data, who, server: Some(OTTAWA) }
    }

    /// A choice in a select (Discord: 3 of texts, 5 of people, 6 of roles, 8 of channels).
    pub fn choice(who: &'a Who, custom_id: &str, of: u8, values: &[&str]) -> Self {
        let data = json!({ "custom_id": custom_id, "component_type": of, "values": values });
        Self { kind: 3, data, who, server: Some(OTTAWA) }
    }

    /// A form with its fields.
    pub fn form(who: &'a Who, custom_id: &str, fields: &[(&str, &str)]) -> Self {
        let row = |(name, value): &(&str, &str)| {
            let field = json!({ "type": 4, "custom_id": name, "value": value });
            json!({ "type": 1, "components": [field] })
        };
        let rows: Value = fields.iter().map(row).collect();
        Self {
            kind: 5,
            data: json!({ "custom_id": custom_id, "components": rows }),
            who,
            server: Some(OTTAWA),
        }
    }

    /// The same, there.
    pub fn at(self, server: Option<Server>) -> Self {
        Self { server, ..self }
    }

    /// As the bot reads it; `None` for what serenity doesn't read.
    pub fn read(&self, id: u64) -> Option<Incoming> {
        let whole: Interaction = serde_json::from_value(self.whole(id)).ok()?;
        let staff = StaffPolicy { server: Some(OTTAWA), roles: vec![Role::new(STAFF_ROLE)] };
        Incoming::read(&whole, &staff)
    }

    fn whole(&self, id: u64) -> Value {
        let user = user(self.who);
        // Its general channel, in which no group posts.
        let channel_id = (self.server.map_or(1_000_000_000_000_000_301, Server::get) + 21).to_string();
        let channel = json!({ "id": channel_id, "type": 0, "permissions": "0", "name": "general" });
        // Elsewhere it is there only for who installed it for themselves.
        let owners = match self.server {
            Some(server) if ![OTTAWA, RUST].contains(&server) => json!({ "1": self.who.account.to_string() }),
            Some(server) => json!({ "0": server.to_string() }),
            None => json!({ "0": "0" }),
        };
        let mut whole = json!({
            "id": id.to_string(), "application_id": "1000000000000000001", "type": self.kind, "token": "a-token",
            "version": 1, "channel_id": channel_id, "channel": channel, "data": self.data,
            "locale": self.who.locale, "app_permissions": "0", "entitlements": [],
            "authorizing_integration_owners": owners, "context": if self.server.is_some() { 0 } else { 1 },
            "attachment_size_limit": 10_000_000,
        });
        if let Some(server) = self.server {
            let staff = Some(STAFF_ROLE).filter(|_| self.who.staff);
            let roles = self.who.roles.iter().copied().chain(staff).map(|role| role.to_string());
            // Discord: MANAGE_GUILD.
            let permissions = if self.who.manages_server { "32" } else { "0" };
            whole["guild_id"] = json!(server.to_string());
            whole["guild_locale"] = json!("en-US");
            whole["member"] = json!({
                "user": user, "roles": roles.collect::<Vec<_>>(), "joined_at": "2026-01-01T00:00:00Z", "deaf": false,
                "mute": false, "flags": 0, "permissions": permissions,
            });
        } else {
            whole["user"] = user.clone();
        }
        if self.kind == 3 {
            whole["message"] = message_of(&user, &channel_id);
        }
        whole
    }
}

fn user(who: &Who) -> Value {
    json!({
        "id": who.account.to_string(), "username": "somebody", "discriminator": "0", "global_name": null,
        "avatar": null,
    })
}

fn message_of(author: &Value, channel: &str) -> Value {
    json!({
        "id": "1000000000000000900", "channel_id": channel, "author": author, "content": "",
        "timestamp": "2026-01-01T00:00:00Z", "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0,
    })
}
