//! Applications, their bots, and people.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

use super::command::{Command, Permission};
use super::id::Id;
use super::written::{fields, tree};

/// An application: what the developer portal knows about it.
#[derive(Debug)]
pub struct Application {
    /// The application's id; its bot user has the same one.
    pub id: Id,
    /// Shown name.
    pub name: String,
    /// What the bot sends after `Bot `.
    pub token: String,
    /// What the application proves itself with when it asks for tokens.
    pub client_secret: String,
    /// Addresses to which people may be sent back; any, when there are none.
    pub redirect_uris: Vec<String>,
    /// Where a person goes to connect an account, for linked roles.
    pub role_connections_verification_url: Option<String>,
    /// What the application said of people, for linked roles.
    pub role_connections: HashMap<Id, Value>,
    /// The portal's three switches for privileged intents, as intent bits.
    pub privileged_intents: u64,
    /// The hex public key with which signed interactions are checked.
    pub verify_key: String,
    /// The seed of that key as 64 hex digits; made from the name when there is none.
    pub signing_seed: Option<String>,
    /// The owner in the portal.
    pub owner: Option<Id>,
    /// Description, as PATCH may set it.
    pub description: String,
    /// Where interactions are posted instead of the gateway.
    pub interactions_endpoint_url: Option<String>,
    /// Commands everywhere.
    pub commands: Vec<Command>,
    /// Commands of one guild only.
    pub guild_commands: HashMap<Id, Vec<Command>>,
    /// What admins set, by guild and by command; under the application's own id what holds for all its commands.
    pub permissions: HashMap<(Id, Id), Vec<Permission>>,
    /// Command creations of the day, per guild (`None` = global).
    pub creations: HashMap<Option<Id>, u32>,
    /// So many shards may identify at the same time.
    pub max_concurrency: u64,
    /// The IDENTIFYs of the day.
    pub starts: Starts,
    /// Linked-role metadata as last put.
    pub role_connection_metadata: Vec<Value>,
    /// Application emojis.
    pub emojis: Vec<Value>,
}

/// IDENTIFYs that an application has a day. Source: events/gateway, session start limit.
pub const STARTS_A_DAY: u32 = 1000;

/// How many IDENTIFYs an application made since its day began; a day is a scaled one.
#[derive(Debug, Default)]
pub struct Starts {
    began: Option<Instant>,
    made: u32,
}

impl Starts {
    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    /// How many are left at `now`, and in how long the day is over.
    pub fn left(&self, now: Instant, scale: f64) -> (u32, Duration) {
        let day = Self::DAY.mul_f64(scale);
        match self.began.map(|began| day.saturating_sub(now.duration_since(began))) {
            Some(rest) if !rest.is_zero() => (STARTS_A_DAY.saturating_sub(self.made), rest),
            _ => (STARTS_A_DAY, day),
        }
    }

    /// Counts one. The first one after a day is over begins the next.
    pub fn count(&mut self, now: Instant, scale: f64) {
        let day = Self::DAY.mul_f64(scale);
        if self.began.is_none_or(|began| now.duration_since(began) >= day) {
            *self = Self { began: Some(now), made: 0 };
        }
        self.made += 1;
    }
}

impl Application {
    /// May people be sent back to this address?
    pub fn redirects_to(&self, address: &Option<String>) -> bool {
        self.redirect_uris.is_empty() || address.as_ref().is_some_and(|uri| self.redirect_uris.contains(uri))
    }

    /// The application as anybody sees it.
    pub fn to_public_json(&self) -> Value {
        json!({
            "id": self.id, "name": self.name, "icon": null, "description": self.description, "type": null,
            "verify_key": self.verify_key, "flags": 0, "bot_public": true, "bot_require_code_grant": false,
            "summary": "", "hook": true, "is_monetized": false, "is_verified": false, "is_discoverable": false,
            "storefront_available": false, "flags_new": "0", "eligible_oauth2_scopes": [],
        })
    }

    /// The application as its own bot sees it.
    pub fn to_json(&self, owner: Option<&User>, guilds: usize) -> Value {
        json!({
            "id": self.id, "name": self.name, "icon": null, "description": self.description,
            "summary": "", "type": null, "bot_public": true, "bot_require_code_grant": false,
            "verify_key": self.verify_key, "flags": 0, "flags_new": "0", "eligible_oauth2_scopes": [], "hook": true, "is_monetized": false,
            "is_verified": false, "is_discoverable": false, "storefront_available": false,
            "integration_types_config": {"0": {}}, "redirect_uris": self.redirect_uris, "team": null,
            "interactions_endpoint_url": self.interactions_endpoint_url,
            "role_connections_verification_url": self.role_connections_verification_url, "rpc_origins": [],
            "approximate_guild_count": guilds, "approximate_user_install_count": 0,
            "approximate_user_authorization_count": 0, "explicit_content_filter": 0,
            "interactions_event_types": [], "interactions_version": 1,
            "event_webhooks_status": 1, "event_webhooks_types": [],
            "owner": owner.map(User::to_json),
        })
    }
}

/// A user account: a person or a bot.
#[derive(Debug)]
pub struct User {
    /// The account.
    pub id: Id,
    /// Unique name.
    pub username: String,
    /// Display name.
    pub global_name: Option<String>,
    /// The client's language.
    pub locale: String,
    /// What the client sends as `Authorization` (a bot's without `Bot `).
    pub token: String,
    /// The application whose bot this is.
    pub application: Option<Id>,
    /// Do they take direct messages of bots?
    pub takes_direct: bool,
    /// Applications that this person installed for themselves.
    pub installed: BTreeSet<Id>,
    /// The guilds this account is in.
    pub guilds: BTreeSet<Id>,
}

impl User {
    /// Is this a bot account?
    pub fn is_bot(&self) -> bool {
        self.application.is_some()
    }

    /// The name that a chat shows where no nickname is set.
    pub fn shown_name(&self) -> &str {
        self.global_name.as_deref().unwrap_or(&self.username)
    }

    /// The account as others see it.
    pub fn to_json(&self) -> Value {
        tree(self)
    }

    /// The account as it sees itself.
    pub fn to_own_json(&self) -> Value {
        let mut json = self.to_json();
        json["mfa_enabled"] = json!(false);
        json["locale"] = json!(self.locale);
        json["verified"] = json!(true);
        json["email"] = Value::Null;
        json["premium_type"] = json!(0);
        json["bio"] = json!("");
        json
    }
}

/// As others see the account.
impl Serialize for User {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        fields!(
            map,
            "id": self.id, "username": self.username, "discriminator": if self.is_bot() { "0001" } else { "0" },
            "global_name": self.global_name, "avatar": (), "bot": self.is_bot(), "system": false,
            "public_flags": 0, "flags": 0, "primary_guild": (), "clan": (),
            "avatar_decoration_data": (), "collectibles": (), "banner": (), "accent_color": (),
        );
        map.end()
    }
}
