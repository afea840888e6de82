//! Registered application commands.

use serde_json::{Map, Value, json};

use super::id::Id;
use super::permissions;

/// Whom or what an admin's setting for a command is about. Source: interactions/application-commands, Permissions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Type 1; the server's id is everyone.
    Role,
    /// Type 2.
    User,
    /// Type 3; the server's id less one is all channels.
    Channel,
}

/// An admin's setting: who may use a command, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permission {
    /// The role, user or channel.
    pub id: Id,
    /// Which of them it is.
    pub kind: Target,
    /// Is it open?
    pub allow: bool,
}

impl Permission {
    /// The setting as Discord sends it.
    pub fn to_json(self) -> Value {
        let kind = match self.kind {
            Target::Role => 1,
            Target::User => 2,
            Target::Channel => 3,
        };
        json!({"id": self.id, "type": kind, "permission": self.allow})
    }
}

/// A command as it was registered.
#[derive(Debug, Clone)]
pub struct Command {
    /// Stays the same as long as kind and name do.
    pub id: Id,
    /// 1 slash, 2 user, 3 message, 4 entry point.
    pub kind: u8,
    /// Its default name.
    pub name: String,
    /// The guild, when it exists in one only.
    pub guild: Option<Id>,
    /// All fields as Discord sends them back.
    pub json: Value,
    /// Bits a member needs, unless an admin set otherwise.
    pub default_member_permissions: Option<u64>,
}

impl Command {
    /// Builds the command from a body that was found valid. `before` is the command of the same kind and name, if any.
    pub fn new(body: &Value, application: Id, guild: Option<Id>, id: Id, version: Id) -> Self {
        let kind = body["type"].as_u64().unwrap_or(1) as u8;
        let name = body["name"].as_str().unwrap_or_default().to_owned();
        let default_member_permissions = match &body["default_member_permissions"] {
            Value::String(bits) => bits.parse().ok(),
            Value::Number(bits) => bits.as_u64(),
            _ => None,
        };
        let mut json = json!({
            "id": id, "application_id": application, "version": version, "type": kind, "name": name,
            "name_localizations": body["name_localizations"],
            "description": body["description"].as_str().unwrap_or_default(),
            "description_localizations": body["description_localizations"],
            "default_member_permissions": default_member_permissions.map(|bits: u64| bits.to_string()),
            "nsfw": body["nsfw"].as_bool().unwrap_or(false),
        });
        match guild {
            Some(guild) => json["guild_id"] = json!(guild),
            None => {
                let given = |key: &str| Some(&body[key]).filter(|value| value.is_array()).cloned();
                json["contexts"] = given("contexts").unwrap_or(Value::Null);
                json["integration_types"] = given("integration_types").unwrap_or(json!([0]));
                json["dm_permission"] = json!(body["dm_permission"].as_bool().unwrap_or(true));
            }
        }
        if let Some(options) = body["options"].as_array().filter(|options| !options.is_empty()) {
            json["options"] = options.iter().map(option_json).collect();
        }
        Command { id, kind, name, guild, json, default_member_permissions }
    }

    /// May a member with these bits in the guild use it, when no admin set otherwise?
    pub fn is_open_to(&self, bits: u64) -> bool {
        let wanted = self.default_member_permissions.unwrap_or(0);
        let is_admin = bits & permissions::ADMINISTRATOR != 0;
        match self.default_member_permissions {
            Some(0) => is_admin,
            _ => is_admin || bits & wanted == wanted,
        }
    }
}

/// An option without the nulls that Discord leaves out.
fn option_json(option: &Value) -> Value {
    let Some(given) = option.as_object() else { return option.clone() };
    let mut json = Map::new();
    for (key, value) in given {
        match (key.as_str(), value) {
            ("options" | "choices", Value::Array(parts)) if key == "options" => {
                json.insert(key.clone(), parts.iter().map(option_json).collect());
            }
            (_, Value::Null) => {}
            _ => {
                json.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Object(json)
}
