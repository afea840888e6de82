//! Settings of a deployment: `config/ovation.toml`, each overridable by the environment; no secret stands in the file.
//!
//! Here: what can be set, and reading it with every fault named at once. Not here: what it is used for.

mod level;
mod read;

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};

use crate::discord::StaffPolicy;
use crate::evidence::key::{NotASeed, PublicKey, Signer};
use crate::store::outside::{Role, Server};

pub(crate) use level::filter;

/// The token's own variable.
const TOKEN: &str = "OVATION_DISCORD_TOKEN";
/// The signing key's own variable.
const SIGNING_KEY: &str = "OVATION_SIGNING_KEY";

/// What is set.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Discord.
    pub discord: Discord,
    /// The database.
    pub database: Database,
    /// The program.
    pub program: Program,
    /// What heads and statements are signed with.
    pub signing: Signing,
    /// The log.
    pub log: Log,
    /// The wall on the web.
    pub web: Web,
}

/// How Discord is reached.
#[derive(Clone, Debug)]
pub struct Discord {
    /// Where its API is, without `/api/v10`.
    pub api: String,
    /// A file that holds the token.
    pub token_file: Option<PathBuf>,
    /// The token itself: only from the environment.
    pub token: Option<SecretString>,
}

/// Where things are kept.
#[derive(Clone)]
pub struct Database {
    /// `sqlite://PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`: it may hold a password.
    pub url: String,
}

impl std::fmt::Debug for Database {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = if self.url.starts_with("sqlite://") { self.url.as_str() } else { "postgres://…" };
        out.debug_struct("Database").field("url", &shown).finish()
    }
}

/// The program's own files and places.
#[derive(Clone, Debug)]
pub struct Program {
    /// The rules' file.
    pub rules: PathBuf,
    /// The program's own server.
    pub server: Option<Id>,
    /// Roles there that make somebody staff.
    pub staff_roles: Vec<Id>,
    /// The page on which the program says what it does with personal data.
    pub privacy_url: Option<String>,
}

/// Where the signing key is. Without one nothing is signed.
#[derive(Clone, Debug, Default)]
pub struct Signing {
    /// A file that holds the key's seed.
    pub key_file: Option<PathBuf>,
    /// The seed itself: only from the environment.
    pub key: Option<SecretString>,
    /// Public keys that signed before the present one: what they signed stays good.
    pub former_keys: Vec<PublicKey>,
}

/// Where the wall on the web is. Without an address there is none.
#[derive(Clone, Debug, Default)]
pub struct Web {
    /// The address that it listens on.
    pub listen: Option<SocketAddr>,
    /// Where everybody finds it, such as behind a proxy; none: where it listens.
    pub public_url: Option<String>,
    /// Proxies before the wall: what they say of who asks is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// So many requests of the API a minute are answered for an address; none: as many as is usual.
    pub api_per_minute: Option<NonZeroU32>,
    /// The address at which who watches over the server is answered; none: nowhere.
    pub metrics_listen: Option<SocketAddr>,
}

/// How the log looks.
#[derive(Clone, Debug)]
pub struct Log {
    /// For people or for programs.
    pub format: LogFormat,
    /// A level, or a filter by part.
    pub level: String,
}

/// The log's format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// One of Discord's ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(u64);

impl From<u64> for Id {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

impl Default for Discord {
    fn default() -> Self {
        Self { api: "https://discord.com".to_owned(), token_file: None, token: None }
    }
}

impl Default for Database {
    fn default() -> Self {
        Self { url: "sqlite://ovation.db".to_owned() }
    }
}

impl Default for Program {
    fn default() -> Self {
        Self {
            rules: PathBuf::from("config/program.toml"),
            server: None,
            staff_roles: Vec::new(),
            privacy_url: None,
        }
    }
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Text, level: "info".to_owned() }
    }
}

/// Settings that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file, or a variable, says what can't be: a line for each fault, with its place and what is expected.
    #[error("the settings can't be used:\n{}", .0.join("\n"))]
    Bad(Vec<String>),
    /// The file that was named isn't there.
    #[error("cannot read the settings {path}: {problem}; give another file with --config")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        problem: String,
    },
    /// There is no token.
    #[error(
        "no Discord token: set {TOKEN}, or discord.token_file in the settings; you find it at \
         discord.com/developers/applications under Bot. To try Ovation without Discord: ovation playground"
    )]
    NoToken,
    /// The token's file can't be read.
    #[error(
        "settings: discord.token_file = {path}: {problem}; check that the file exists and that this user may read it"
    )]
    TokenFile {
        /// The file.
        path: String,
        /// What the system says.
        problem: String,
    },
    /// The signing key's file can't be read.
    #[error(
        "settings: signing.key_file = {path}: {problem}; check that the file exists and that this user may read it"
    )]
    SigningKeyFile {
        /// The file.
        path: String,
        /// What the system says.
        problem: String,
    },
    /// The signing key is none.
    #[error("settings: {place} holds no signing key: {problem}")]
    SigningKey {
        /// The variable, or the file.
        place: String,
        /// What is expected.
        problem: NotASeed,
    },
}

impl Settings {
    /// Reads a file, which may be absent when it isn't `required`, and the environment over it.
    ///
    /// # Errors
    /// [`SettingsError::File`]; [`SettingsError::Bad`] with all faults.
    pub fn read(file: &Path, required: bool) -> Result<Self, SettingsError> {
        let text = match std::fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !required => String::new(),
            Err(error) => {
                let (path, problem) = (file.display().to_string(), error.to_string());
                return Err(SettingsError::File { path, problem });
            }
        };
        let environment = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.to_string_lossy().into_owned()))
        });
        let settings = read::settings(&file.display().to_string(), &text, environment);
        settings.map_err(SettingsError::Bad)
    }

    /// The token, from the environment or from its file.
    ///
    /// # Errors
    /// [`SettingsError::NoToken`], [`SettingsError::TokenFile`].
    pub fn token(&self) -> Result<SecretString, SettingsError> {
        if let Some(token) = &self.discord.token {
            return Ok(token.clone());
        }
        let Some(path) = &self.discord.token_file else { return Err(SettingsError::NoToken) };
        let token = secret_file(path).map_err(|error| SettingsError::TokenFile {
            path: path.display().to_string(),
            problem: error.to_string(),
        })?;
        if token.expose_secret().is_empty() { Err(SettingsError::NoToken) } else { Ok(token) }
    }

    /// What signs heads and statements, by the key from the environment or from its file; `None` when there is none.
    ///
    /// # Errors
    /// [`SettingsError::SigningKeyFile`], [`SettingsError::SigningKey`].
    pub fn signer(&self) -> Result<Option<Signer>, SettingsError> {
        let (place, seed) = match (&self.signing.key, &self.signing.key_file) {
            (Some(seed), _) => (SIGNING_KEY.to_owned(), seed.clone()),
            (None, Some(path)) => {
                let path_shown = path.display().to_string();
                match secret_file(path) {
                    Ok(seed) => (format!("signing.key_file = {path_shown}"), seed),
                    Err(error) => {
                        let problem = error.to_string();
                        return Err(SettingsError::SigningKeyFile { path: path_shown, problem });
                    }
                }
            }
            (None, None) => return Ok(None),
        };
        let signer = Signer::from_seed(&seed);
        signer.map(Some).map_err(|problem| SettingsError::SigningKey { place, problem })
    }

    /// Who the program's staff are.
    #[must_use]
    pub fn staff(&self) -> StaffPolicy {
        StaffPolicy {
            server: self.program.server.map(|id| Server::new(id.0)),
            roles: self.program.staff_roles.iter().map(|id| Role::new(id.0)).collect(),
        }
    }
}

/// What a file holds, without the white space around it.
fn secret_file(path: &Path) -> std::io::Result<SecretString> {
    let text = SecretString::from(std::fs::read_to_string(path)?);
    Ok(SecretString::from(text.expose_secret().trim()))
}
