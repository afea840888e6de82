//! Puts a described [`World`] into the state: adds what isn't there, changes what is, and tells the sessions.
//!
//! Nothing here knows HTTP or files. What was applied before a fault stays.

mod channel;
mod guild;

pub use guild::{announce, join, tell_member};

use std::collections::{BTreeSet, HashMap};

use crate::scenario::{ApplicationSpec, UserSpec, World, WorldError};
use crate::signed::key;
use crate::state::State;
use crate::state::id::Id;
use crate::state::user::{Application, Starts, User};

/// Applies the whole description.
pub fn apply(state: &mut State, world: &World) -> Result<(), WorldError> {
    for user in &world.user {
        apply_user(state, user)?;
    }
    for application in &world.application {
        apply_application(state, application)?;
    }
    // People may install applications that stand further down.
    for user in &world.user {
        install(state, user)?;
    }
    for guild in &world.guild {
        guild::apply(state, guild)?;
    }
    Ok(())
}

/// The given id, or a new one. A given one must not be in use by anything else.
fn id_or_new(state: &mut State, given: Option<&str>, place: &str) -> Result<Id, WorldError> {
    let Some(text) = given else { return Ok(state.ids.make()) };
    let id: Id = text.parse().map_err(|_| WorldError::Malformed {
        place: place.into(),
        what: "snowflake",
        value: text.into(),
    })?;
    let taken =
        state.users.contains_key(&id) || state.guilds.contains_key(&id) || state.channels.contains_key(&id);
    if taken {
        return Err(WorldError::Taken { place: place.into(), what: "id", value: text.into() });
    }
    Ok(id)
}

/// Permission bits of a decimal string.
fn bits(text: Option<&str>, usual: u64, place: &str) -> Result<u64, WorldError> {
    let Some(text) = text else { return Ok(usual) };
    text.parse().map_err(|_| WorldError::Malformed {
        place: place.into(),
        what: "decimal permission set",
        value: text.into(),
    })
}

fn apply_user(state: &mut State, spec: &UserSpec) -> Result<(), WorldError> {
    let place = format!("user {}", spec.username);
    let id = match state.usernames.get(&spec.username) {
        Some(id) => *id,
        None => {
            let id = id_or_new(state, spec.id.as_deref(), &place)?;
            let token = spec.token.clone().unwrap_or_else(|| spec.username.clone());
            take_token(state, &token, id, &place)?;
            let user = User {
                id,
                username: spec.username.clone(),
                global_name: None,
                locale: "en-US".into(),
                token,
                application: None,
                takes_direct: true,
                installed: BTreeSet::new(),
                guilds: BTreeSet::new(),
            };
            state.usernames.insert(spec.username.clone(), id);
            state.users.insert(id, user);
            id
        }
    };
    if let Some(user) = state.users.get_mut(&id) {
        if let Some(name) = &spec.display_name {
            user.global_name = Some(name.clone());
        }
        if let Some(locale) = &spec.locale {
            user.locale = locale.clone();
        }
        user.takes_direct = spec.direct_messages.unwrap_or(user.takes_direct);
    }
    Ok(())
}

fn install(state: &mut State, spec: &UserSpec) -> Result<(), WorldError> {
    for name in &spec.installs {
        let application = application_named(state, name).ok_or_else(|| WorldError::Unknown {
            place: format!("user {}", spec.username),
            what: "application",
            name: name.clone(),
        })?;
        let user = state.usernames.get(&spec.username).copied();
        if let Some(user) = user.and_then(|id| state.users.get_mut(&id)) {
            user.installed.insert(application);
        }
    }
    Ok(())
}

fn take_token(state: &mut State, token: &str, user: Id, place: &str) -> Result<(), WorldError> {
    if state.tokens.contains_key(token) {
        return Err(WorldError::Taken { place: place.into(), what: "token", value: token.into() });
    }
    state.tokens.insert(token.to_owned(), user);
    Ok(())
}

fn apply_application(state: &mut State, spec: &ApplicationSpec) -> Result<(), WorldError> {
    let place = format!("application {}", spec.name);
    let owner = match &spec.owner {
        Some(name) => Some(state.usernames.get(name).copied().ok_or_else(|| WorldError::Unknown {
            place: place.clone(),
            what: "user",
            name: name.clone(),
        })?),
        None => None,
    };
    let id = match application_named(state, &spec.name) {
        Some(id) => id,
        None => {
            let id = id_or_new(state, spec.id.as_deref(), &place)?;
            let usual = if state.applications.is_empty() {
                "bot-token".into()
            } else {
                format!("{}-token", spec.name)
            };
            let secret = usual.replace("-token", "-secret");
            let token = spec.token.clone().unwrap_or(usual);
            take_token(state, &token, id, &place)?;
            let bot = User {
                id,
                username: spec.name.clone(),
                global_name: None,
                locale: "en-US".into(),
                token: token.clone(),
                application: Some(id),
                takes_direct: true,
                installed: BTreeSet::new(),
                guilds: BTreeSet::new(),
            };
            state.users.insert(id, bot);
            let verify_key =
                key::public_key_hex(&spec.name, spec.signing_seed.as_deref()).map_err(|value| {
                    WorldError::Malformed { place: place.clone(), what: "seed of 64 hex digits", value }
                })?;
            let application = Application {
                id,
                name: spec.name.clone(),
                token,
                client_secret: spec.client_secret.clone().unwrap_or(secret),
                redirect_uris: spec.redirect_uris.clone(),
                role_connections_verification_url: None,
                role_connections: HashMap::new(),
                privileged_intents: 0,
                verify_key,
                signing_seed: spec.signing_seed.clone(),
                owner: None,
                description: String::new(),
                interactions_endpoint_url: None,
                commands: Vec::new(),
                guild_commands: HashMap::new(),
                permissions: HashMap::new(),
                creations: HashMap::new(),
                max_concurrency: spec.max_concurrency.unwrap_or(1).max(1),
                starts: Starts::default(),
                role_connection_metadata: Vec::new(),
                emojis: Vec::new(),
            };
            state.applications.insert(id, application);
            id
        }
    };
    let mut privileged = 0;
    for name in &spec.privileged_intents {
        privileged |= match name.as_str() {
            "GUILD_MEMBERS" => 1 << 1,
            "GUILD_PRESENCES" => 1 << 8,
            "MESSAGE_CONTENT" => 1 << 15,
            _ => {
                let value = name.clone();
                return Err(WorldError::Malformed { place, what: "privileged intent", value });
            }
        };
    }
    let first_user = state.users.values().filter(|user| !user.is_bot()).map(|user| user.id).min();
    if let Some(application) = state.applications.get_mut(&id) {
        application.privileged_intents |= privileged;
        application.owner = owner.or(application.owner).or(first_user);
        if spec.interactions_endpoint_url.is_some() {
            application.interactions_endpoint_url = spec.interactions_endpoint_url.clone();
        }
    }
    Ok(())
}

fn application_named(state: &State, name: &str) -> Option<Id> {
    state.applications.values().find(|application| application.name == name).map(|application| application.id)
}
