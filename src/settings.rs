//! Settings of a deployment: `config/ovation.toml`, each overridable by the environment; secrets never from there.

use std::path::{Path, PathBuf};

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use secrecy::SecretString;
use serde::Deserialize;

use crate::discord::StaffPolicy;
use crate::store::outside::{Role, Server};

/// `OVATION_DATABASE_URL` is `database.url`.
const PREFIX: &str = "OVATION_";
/// The token's own variable.
const TOKEN: &str = "OVATION_DISCORD_TOKEN";

/// What is set.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Discord.
    pub discord: Discord,
    /// The database.
    pub database: Database,
    /// The program.
    pub program: Program,
    /// The log.
    pub log: Log,
}

/// How Discord is reached.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Discord {
    /// Where its API is, without `/api/v10`.
    pub api: String,
    /// A file that holds the token.
    pub token_file: Option<PathBuf>,
    /// The token itself: only from the environment.
    #[serde(skip)]
    pub token: Option<SecretString>,
}

/// Where things are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Database {
    /// `sqlite://PATH`.
    pub url: String,
}

/// The program's own files and places.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Program {
    /// The rules' file.
    pub rules: PathBuf,
    /// The program's own server.
    pub server: Option<Id>,
    /// Roles there that make somebody staff.
    pub staff_roles: Vec<Id>,
}

/// How the log looks.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// For people or for programs.
    pub format: LogFormat,
    /// A level, or a filter by part.
    pub level: String,
}

/// The log's format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// A line for people.
    #[default]
    Text,
    /// A JSON object a line.
    Json,
}

/// One of Discord's ids, as text or as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "TextOrNumber")]
pub struct Id(u64);

#[derive(Deserialize)]
#[serde(untagged)]
enum TextOrNumber {
    Text(String),
    Number(u64),
}

impl TryFrom<TextOrNumber> for Id {
    type Error = String;

    fn try_from(value: TextOrNumber) -> Result<Self, String> {
        let number = match &value {
            TextOrNumber::Text(text) => text.parse().ok(),
            TextOrNumber::Number(number) => Some(*number),
        };
        number.filter(|number| *number > 0).map(Self).ok_or_else(|| {
            "a Discord id is a number such as \"123456789012345678\" (in Discord: Developer Mode, then Copy ID)".to_owned()
        })
    }
}

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
        Self { rules: PathBuf::from("config/program.toml"), server: None, staff_roles: Vec::new() }
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
    /// The file, or a variable, says what can't be.
    #[error("settings: {0}")]
    Bad(String),
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
}

impl Settings {
    /// Reads a file, which may be absent when it isn't `required`, and the environment over it.
    ///
    /// # Errors
    /// [`SettingsError::Bad`] with the place and what is expected.
    pub fn read(file: &Path, required: bool) -> Result<Self, SettingsError> {
        if required && !file.is_file() {
            let file = file.display();
            return Err(SettingsError::Bad(format!(
                "there is no file {file}; give another one with --config"
            )));
        }
        let environment = Env::prefixed(PREFIX)
            .filter(|key| key != "discord_token" && key.as_str().contains('_'))
            .map(|key| key.as_str().replacen('_', ".", 1).into());
        let mut settings: Self = Figment::new()
            .merge(Toml::file(file))
            .merge(environment)
            .extract()
            .map_err(|error| SettingsError::Bad(explain(&error)))?;
        settings.discord.token = std::env::var(TOKEN)
            .ok()
            .map(|token| token.trim().to_owned())
            .filter(|token| !token.is_empty())
            .map(SecretString::from);
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), SettingsError> {
        let api = &self.discord.api;
        if !api.starts_with("https://") && !api.starts_with("http://") {
            let problem =
                format!("discord.api is \"{api}\"; expected an address such as https://discord.com");
            return Err(SettingsError::Bad(problem));
        }
        if !self.database.url.starts_with("sqlite://") {
            let url = self.database.url.split("://").next().unwrap_or_default();
            let problem = format!(
                "database.url begins with \"{url}\"; expected sqlite://PATH (this version keeps things in SQLite)"
            );
            return Err(SettingsError::Bad(problem));
        }
        Ok(())
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
        let text = std::fs::read_to_string(path).map_err(|error| SettingsError::TokenFile {
            path: path.display().to_string(),
            problem: error.to_string(),
        })?;
        match text.trim() {
            "" => Err(SettingsError::NoToken),
            token => Ok(SecretString::from(token.to_owned())),
        }
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

/// Every fault that was found, with its place.
fn explain(error: &figment::Error) -> String {
    let faults = error.clone().into_iter().map(|fault| {
        let place = fault.metadata.as_ref().map(|metadata| {
            let source =
                metadata.source.as_ref().map_or_else(|| metadata.name.to_string(), ToString::to_string);
            format!(" in {source}")
        });
        let key = if fault.path.is_empty() { String::new() } else { format!("{}: ", fault.path.join(".")) };
        format!("{key}{}{}", fault.kind, place.unwrap_or_default())
    });
    faults.collect::<Vec<_>>().join("\n")
}
