//! Invites to a server. Source: resources/invite.

use serde_json::{Value, json};

use super::State;
use super::id::{Id, now_millis, timestamp};
use super::user::User;

/// An invite.
#[derive(Debug, Clone)]
pub struct Invite {
    /// What stands in its address.
    pub code: String,
    /// The server.
    pub guild: Id,
    /// The channel that one comes into.
    pub channel: Id,
    /// Who made it.
    pub inviter: Id,
    /// Milliseconds since the Unix epoch.
    pub made: u64,
    /// Seconds that it is good for; 0 for ever.
    pub max_age: u64,
    /// How often it may be used; 0 for any number.
    pub max_uses: u64,
    /// How often it was.
    pub uses: u64,
    /// Is one out again as soon as one goes offline?
    pub temporary: bool,
}

impl Invite {
    /// Is it no longer good?
    pub fn is_over(&self) -> bool {
        let aged = self.max_age > 0 && now_millis() > self.made + self.max_age * 1000;
        aged || self.max_uses > 0 && self.uses >= self.max_uses
    }
}

impl State {
    /// The invite as Discord sends it; with how it was used for those who manage it.
    pub fn invite_json(&self, invite: &Invite, with_uses: bool) -> Value {
        let expires = (invite.max_age > 0).then(|| timestamp(invite.made + invite.max_age * 1000));
        let mut json = json!({
            "type": 0, "code": invite.code, "expires_at": expires, "guild_id": invite.guild,
            "inviter": self.users.get(&invite.inviter).map(User::to_json), "flags": 0,
        });
        if let Some(guild) = self.guilds.get(&invite.guild) {
            json["guild"] = json!({
                "id": guild.id, "name": guild.name, "icon": null, "splash": null, "banner": null,
                "description": null, "features": ["COMMUNITY", "NEWS"], "verification_level": 0,
                "vanity_url_code": null, "nsfw_level": 0, "nsfw": false, "premium_subscription_count": 0,
                "premium_tier": 0,
            });
        }
        if let Some(channel) = self.channels.get(&invite.channel) {
            json["channel"] = json!({"id": channel.id, "name": channel.name, "type": channel.kind});
        }
        if with_uses {
            json["uses"] = json!(invite.uses);
            json["max_uses"] = json!(invite.max_uses);
            json["max_age"] = json!(invite.max_age);
            json["temporary"] = json!(invite.temporary);
            json["created_at"] = json!(timestamp(invite.made));
        }
        json
    }
}
