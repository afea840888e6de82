//! Worlds as people write them: scenario files in TOML, and the JSON of `PUT /_emulator/world`.
//!
//! A [`World`] is a description; applying it adds what isn't there and changes what is.

use serde::{Deserialize, Serialize};

/// Applications, people and servers.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct World {
    /// Applications with their bots.
    #[serde(alias = "applications")]
    pub application: Vec<ApplicationSpec>,
    /// People.
    #[serde(alias = "users")]
    pub user: Vec<UserSpec>,
    /// Servers.
    #[serde(alias = "guilds")]
    pub guild: Vec<GuildSpec>,
}

/// An application and its bot.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationSpec {
    /// A snowflake; made when left out.
    pub id: Option<String>,
    /// Unique name.
    pub name: String,
    /// The bot's token, without `Bot `; `bot-token` when left out and it is the first application.
    pub token: Option<String>,
    /// The secret for tokens of OAuth2; `bot-secret` when left out and it is the first application.
    pub client_secret: Option<String>,
    /// Addresses to which people may be sent back; any when left out.
    pub redirect_uris: Vec<String>,
    /// The portal's switches, of `GUILD_MEMBERS`, `GUILD_PRESENCES` and `MESSAGE_CONTENT`.
    pub privileged_intents: Vec<String>,
    /// Username of the owner.
    pub owner: Option<String>,
    /// How many shards may identify at the same time; 1 when left out.
    pub max_concurrency: Option<u64>,
    /// Where interactions are posted instead of the gateway.
    pub interactions_endpoint_url: Option<String>,
    /// The seed of the key pair that signs them: 64 hex digits; made from the name when left out.
    pub signing_seed: Option<String>,
}

/// A person.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct UserSpec {
    /// A snowflake; made when left out.
    pub id: Option<String>,
    /// Unique name.
    pub username: String,
    /// Display name.
    pub display_name: Option<String>,
    /// The client's language, `en-US` when left out.
    pub locale: Option<String>,
    /// What the person's client sends as `Authorization`; the username when left out.
    pub token: Option<String>,
    /// Do they take direct messages of bots? Yes, when left out.
    pub direct_messages: Option<bool>,
    /// Names of applications that the person installed for themselves.
    pub installs: Vec<String>,
}

/// A server.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GuildSpec {
    /// A snowflake; made when left out.
    pub id: Option<String>,
    /// Unique name.
    pub name: String,
    /// Username of the owner; the first user when left out.
    pub owner: Option<String>,
    /// Preferred language, `en-US` when left out.
    pub locale: Option<String>,
    /// Names of the applications that are in it.
    pub applications: Vec<String>,
    /// Bits of the bots' own roles as a decimal string; 309237763072 when left out.
    pub bot_permissions: Option<String>,
    /// Bits of @everyone as a decimal string; Discord's usual ones when left out.
    pub everyone_permissions: Option<String>,
    /// Roles, lowest first.
    #[serde(alias = "roles")]
    pub role: Vec<RoleSpec>,
    /// Channels in order.
    #[serde(alias = "channels")]
    pub channel: Vec<ChannelSpec>,
    /// Members beside the owner and the bots.
    #[serde(alias = "members")]
    pub member: Vec<MemberSpec>,
}

/// A role.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RoleSpec {
    /// A snowflake; made when left out.
    pub id: Option<String>,
    /// Unique in its server.
    pub name: String,
    /// Bits as a decimal string; none when left out.
    pub permissions: Option<String>,
    /// May everybody ping it?
    pub mentionable: bool,
    /// RGB.
    pub color: u32,
}

/// A channel.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChannelSpec {
    /// A snowflake; made when left out.
    pub id: Option<String>,
    /// Unique in its server.
    pub name: String,
    /// 0 text, 2 voice, 4 category, 5 announcement, 15 forum.
    #[serde(rename = "type")]
    pub kind: u8,
    /// Topic.
    pub topic: Option<String>,
    /// Name of the category.
    pub parent: Option<String>,
    /// Names of a forum's tags.
    pub tags: Vec<String>,
    /// Does a forum post need a tag?
    pub require_tag: bool,
    /// Exceptions.
    #[serde(alias = "overwrites")]
    pub overwrite: Vec<OverwriteSpec>,
}

/// A channel's exception for a role or a person.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OverwriteSpec {
    /// Name of the role; `@everyone` too; a bot's own role has the application's name.
    pub role: Option<String>,
    /// Username, or name of an application for its bot.
    pub user: Option<String>,
    /// Bits as a decimal string.
    pub allow: Option<String>,
    /// Bits as a decimal string.
    pub deny: Option<String>,
}

/// A member.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MemberSpec {
    /// Username.
    pub user: String,
    /// Names of roles.
    pub roles: Vec<String>,
    /// Nickname; empty is none.
    pub nick: Option<String>,
}

/// The description makes no sense.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// No valid TOML, or an unknown key.
    #[error("the scenario can't be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// No valid JSON, or an unknown key.
    #[error("the world can't be read: {0}")]
    Json(#[from] serde_json::Error),
    /// A name that nothing has.
    #[error("{place}: there is no {what} {name:?}")]
    Unknown {
        /// Where it is named.
        place: String,
        /// What it should be.
        what: &'static str,
        /// The name.
        name: String,
    },
    /// A value that is none of its kind.
    #[error("{place}: {value:?} is no {what}")]
    Malformed {
        /// Where it stands.
        place: String,
        /// What it should be.
        what: &'static str,
        /// The value.
        value: String,
    },
    /// Two things with one id or one token.
    #[error("{place}: {what} {value:?} is taken")]
    Taken {
        /// Where it stands.
        place: String,
        /// What is taken.
        what: &'static str,
        /// The value.
        value: String,
    },
}

impl World {
    /// Reads a scenario file's text.
    pub fn from_toml(text: &str) -> Result<World, WorldError> {
        Ok(toml::from_str(text)?)
    }

    /// Reads a world's JSON.
    pub fn from_json(text: &str) -> Result<World, WorldError> {
        Ok(serde_json::from_str(text)?)
    }

    /// The world without a scenario: one application, one server with two channels, three people.
    pub fn sample() -> World {
        let person = |username: &str, shown: &str| UserSpec {
            username: username.into(),
            display_name: Some(shown.into()),
            ..UserSpec::default()
        };
        let channel = |name: &str, kind| ChannelSpec { name: name.into(), kind, ..ChannelSpec::default() };
        let member = |user: &str| MemberSpec { user: user.into(), ..MemberSpec::default() };
        World {
            application: vec![ApplicationSpec {
                name: "Ovation".into(),
                token: Some("bot-token".into()),
                privileged_intents: ["GUILD_MEMBERS", "GUILD_PRESENCES", "MESSAGE_CONTENT"]
                    .map(String::from)
                    .into(),
                ..ApplicationSpec::default()
            }],
            user: vec![person("alice", "Alice"), person("bob", "Bob"), person("carol", "Carol")],
            guild: vec![GuildSpec {
                name: "Playground".into(),
                owner: Some("alice".into()),
                applications: vec!["Ovation".into()],
                channel: vec![channel("general", 0), channel("announcements", 5)],
                member: vec![member("bob"), member("carol")],
                ..GuildSpec::default()
            }],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_refused_with_its_place() {
        let error = World::from_toml("[[user]]\nusername = \"a\"\ncolour = 1\n").unwrap_err().to_string();
        assert!(error.contains("colour"), "{error}");
        assert!(error.contains("line 3"), "{error}");
    }
}
