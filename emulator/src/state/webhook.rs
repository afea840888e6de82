//! Webhooks: doors into channels, and under which names messages come through them. Source: resources/webhook.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::State;
use super::id::Id;
use super::user::User;

/// A webhook.
#[derive(Debug, Clone)]
pub struct Webhook {
    /// The webhook.
    pub id: Id,
    /// 1 for whoever has the token, 2 for what another channel publishes.
    pub kind: u8,
    /// Where it leads.
    pub channel: Id,
    /// In which server.
    pub guild: Id,
    /// The name that its messages have, unless they bring one.
    pub name: String,
    /// The picture's hash.
    pub avatar: Option<String>,
    /// The secret in its address.
    pub token: String,
    /// Who made it.
    pub maker: Id,
    /// The application that made it.
    pub application: Option<Id>,
    /// The server and channel whose messages come through.
    pub source: Option<(Id, Id)>,
}

/// Under what name a message came through a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Persona {
    /// The webhook.
    pub webhook: Id,
    /// Shown name.
    pub name: String,
    /// Hash or address of the picture.
    pub avatar: Option<String>,
}

impl Persona {
    /// The author as messages have it.
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.webhook, "username": self.name, "discriminator": "0000", "global_name": null,
            "avatar": self.avatar, "bot": true, "public_flags": 0, "flags": 0, "primary_guild": null,
            "clan": null,
        })
    }
}

/// A published message: where it went, and how often it was changed since.
#[derive(Debug, Default)]
pub struct Published {
    /// Channel and id of each copy.
    pub copies: Vec<(Id, Id)>,
    /// Changes in the running hour: when it began, in milliseconds, and how many.
    pub edits: (u64, u32),
}

/// Published messages by id.
pub type AllPublished = HashMap<Id, Published>;

impl State {
    /// The webhook as Discord sends it; with its token for those who may have it.
    pub fn webhook_json(&self, hook: &Webhook, with_token: bool, base: &str) -> Value {
        let mut json = json!({
            "id": hook.id, "type": hook.kind, "channel_id": hook.channel, "guild_id": hook.guild,
            "name": hook.name, "avatar": hook.avatar, "application_id": hook.application,
            "user": self.users.get(&hook.maker).map(User::to_json),
        });
        if hook.kind == 1 && with_token {
            json["token"] = json!(hook.token);
            json["url"] = json!(format!("{base}/api/webhooks/{}/{}", hook.id, hook.token));
        }
        if let Some((guild, channel)) = hook.source {
            if let Some(guild) = self.guilds.get(&guild) {
                json["source_guild"] = json!({"id": guild.id, "name": guild.name, "icon": null});
            }
            if let Some(channel) = self.channels.get(&channel) {
                json["source_channel"] = json!({"id": channel.id, "name": channel.name});
            }
        }
        json
    }

    /// Says that a channel's webhooks are not what they were.
    pub fn emit_webhooks_update(&mut self, guild: Id, channel: Id) {
        let data = json!({"guild_id": guild, "channel_id": channel});
        self.emit_to_channel(channel, "WEBHOOKS_UPDATE", &data);
    }
}
