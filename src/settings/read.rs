//! From a file and the environment to settings, or to every fault with its place and what is expected.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;

use ipnet::IpNet;
use secrecy::SecretString;
use toml::de::{DeTable, DeValue};

use crate::evidence::key::PublicKey;

use super::{Id, LogFormat, SIGNING_KEY, Settings, TOKEN, level};

/// `OVATION_DATABASE_URL` is `database.url`.
const PREFIX: &str = "OVATION_";

/// All settings.
const KNOWN: [(&str, &[&str]); 6] = [
    ("discord", &["api", "token_file"]),
    ("database", &["url"]),
    ("program", &["rules", "server", "staff_roles", "privacy_url"]),
    ("signing", &["key_file", "former_keys"]),
    ("log", &["format", "level"]),
    ("web", &["listen", "public_url", "trusted_proxies", "api_per_minute", "metrics_listen"]),
];

/// Secrets by section and key, each with its own variable and the setting that may name a file instead.
const SECRETS: [(&str, &str, &str, &str); 2] =
    [("discord", "token", TOKEN, "discord.token_file"), ("signing", "key", SIGNING_KEY, "signing.key_file")];

const ADDRESS: &str = "expected an address such as \"https://discord.com\"";
const PAGE: &str = "expected an address such as \"https://example.org/privacy\"";
const FILE: &str = "expected a file's path";
const DATABASE: &str = "expected \"sqlite://PATH\" or \"postgres://USER@HOST/DATABASE\"";
const PASSWORD: &str = "a password is a secret: give the address by OVATION_DATABASE_URL, or the password by PGPASSWORD or a .pgpass file";
const ID: &str =
    "expected an id such as \"123456789012345678\" (in Discord: turn on Developer Mode, then Copy ID)";
const IDS: &str = "expected ids such as [\"123456789012345678\"]";
const KEYS: &str = "expected public keys of 64 hexadecimal digits, such as `ovation key public` prints";
const LISTEN: &str = "expected an address and a port such as \"127.0.0.1:8080\"";
const WALL: &str = "expected an address without a path, such as \"https://partners.example.org\": the wall has a name of its own";
const PROXIES: &str = "expected addresses or networks such as [\"127.0.0.1\", \"10.0.0.0/8\"]";
const PER_MINUTE: &str = "expected a whole number from 1 to 1000000";
const FORMAT: &str = "expected \"text\" or \"json\"";

/// More is no pace.
const MOST_PER_MINUTE: u32 = 1_000_000;

/// A value, wherever it comes from.
enum Given {
    Text(String),
    Number(u64),
    List(Vec<Given>),
    Other(&'static str),
}

/// Reads all; the environment, by name and value, is over the file.
pub(super) fn settings(
    file: &str,
    text: &str,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Settings, Vec<String>> {
    let mut read = Reading { settings: Settings::default(), faults: Vec::new() };
    read.file(file, text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let mut environment: Vec<_> = environment.filter(|(name, _)| name.starts_with(PREFIX)).collect();
    environment.sort();
    for (name, value) in environment {
        read.variable(&name, value.trim());
    }
    if read.faults.is_empty() { Ok(read.settings) } else { Err(read.faults) }
}

struct Reading {
    settings: Settings,
    faults: Vec<String>,
}

impl Reading {
    fn file(&mut self, file: &str, text: &str) {
        let place = |at: usize| {
            let before = text.get(..at).unwrap_or(text);
            let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
            format!("{file}:{}:{column}", before.matches('\n').count() + 1)
        };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in &errors {
            let at = place(error.span().unwrap_or_default().start);
            self.faults.push(format!("{at}: {}; mend the line", error.message()));
        }
        if !errors.is_empty() {
            // What else looks wrong may only follow from that.
            return;
        }
        let mut sections: Vec<_> = table.get_ref().iter().collect();
        sections.sort_by_key(|(section, _)| section.span().start);
        for (section, value) in sections {
            let (at, section) = (place(section.span().start), section.get_ref());
            let Some((_, keys)) = KNOWN.iter().find(|(known, _)| known == section) else {
                let known: Vec<_> = KNOWN.iter().map(|(known, _)| format!("[{known}]")).collect();
                let expected = known.join(", ");
                self.faults
                    .push(format!("{at}: {section} is not a known section; expected one of {expected}"));
                continue;
            };
            let DeValue::Table(below) = value.get_ref() else {
                self.faults.push(format!("{at}: {section} is no section; expected [{section}]"));
                continue;
            };
            let mut below: Vec<_> = below.iter().collect();
            below.sort_by_key(|(key, _)| key.span().start);
            for (key, value) in below {
                let (at, key) = (place(key.span().start), key.get_ref());
                let named = format!("{at}: {section}.{key}");
                let secret = SECRETS.iter().find(|(of, named, ..)| of == section && named == key);
                if let Some((_, _, variable, file)) = secret {
                    let mend = format!("set {variable}, or name a file that holds it: {file}");
                    self.faults.push(format!("{named} is a secret and may not stand here; {mend}"));
                } else if keys.iter().any(|known| known == key) {
                    self.set(&named, section, key, given(value.get_ref()));
                } else {
                    let expected = keys.join(", ");
                    self.faults.push(format!("{named} is not a known key; expected one of {expected}"));
                }
            }
        }
    }

    fn variable(&mut self, name: &str, value: &str) {
        let key = name.strip_prefix(PREFIX).unwrap_or_default().to_ascii_lowercase();
        // A variable without a section isn't for the bot; an empty one is like none.
        let Some((section, key)) = key.split_once('_').filter(|_| !value.is_empty()) else { return };
        match name {
            TOKEN => return self.settings.discord.token = Some(SecretString::from(value)),
            SIGNING_KEY => return self.settings.signing.key = Some(SecretString::from(value)),
            _ => {}
        }
        let keys = KNOWN.iter().find(|(known, _)| *known == section).map(|(_, keys)| *keys);
        if keys.is_some_and(|keys| keys.contains(&key)) {
            self.set(name, section, key, Given::Text(value.to_owned()));
            return;
        }
        let all = |(section, keys): &(&str, &[&str])| {
            keys.iter().map(|key| format!("{PREFIX}{section}_{key}").to_ascii_uppercase()).collect::<Vec<_>>()
        };
        let known: Vec<String> =
            KNOWN.iter().filter(|(known, _)| keys.is_none() || *known == section).flat_map(all).collect();
        self.faults.push(format!("{name} is not a known setting; expected one of {}", known.join(", ")));
    }

    fn set(&mut self, named: &str, section: &str, key: &str, given: Given) {
        let Settings { discord, database, program, signing, log, web } = &mut self.settings;
        let shown = given.shown();
        let (done, expected) = match (section, key) {
            ("discord", "api") => (put(&mut discord.api, given.address()), ADDRESS),
            ("discord", "token_file") => {
                (put(&mut discord.token_file, given.text().map(|path| Some(PathBuf::from(path)))), FILE)
            }
            ("database", "url") => {
                // An address of a database may hold a password, so it isn't repeated.
                let url = given.text().filter(|url| is_database(url));
                let fault = match url {
                    None => DATABASE,
                    Some(url) if named.contains(':') && has_password(&url) => PASSWORD,
                    Some(url) => {
                        database.url = url;
                        return;
                    }
                };
                self.faults.push(format!("{named} can't be used; {fault}"));
                return;
            }
            ("program", "rules") => (put(&mut program.rules, given.text().map(PathBuf::from)), FILE),
            ("program", "server") => (put(&mut program.server, given.id().map(Some)), ID),
            ("program", "staff_roles") => (put(&mut program.staff_roles, given.each(Given::id)), IDS),
            ("program", "privacy_url") => (put(&mut program.privacy_url, given.address().map(Some)), PAGE),
            ("signing", "key_file") => {
                (put(&mut signing.key_file, given.text().map(|path| Some(PathBuf::from(path)))), FILE)
            }
            ("signing", "former_keys") => (put(&mut signing.former_keys, given.each(public_key)), KEYS),
            ("web", "listen") => (put(&mut web.listen, given.listener().map(Some)), LISTEN),
            ("web", "public_url") => (put(&mut web.public_url, given.site().map(Some)), WALL),
            ("web", "trusted_proxies") => {
                (put(&mut web.trusted_proxies, given.each(Given::network)), PROXIES)
            }
            ("web", "api_per_minute") => (put(&mut web.api_per_minute, given.pace().map(Some)), PER_MINUTE),
            ("web", "metrics_listen") => (put(&mut web.metrics_listen, given.listener().map(Some)), LISTEN),
            ("log", "format") => (put(&mut log.format, given.format()), FORMAT),
            _ => {
                let sound = given.text().filter(|word| level::filter(word).is_some());
                (put(&mut log.level, sound), level::EXPECTED)
            }
        };
        if !done {
            self.faults.push(format!("{named} is {shown}; {expected}"));
        }
    }
}

fn public_key(given: &Given) -> Option<PublicKey> {
    match given {
        Given::Text(text) => text.parse().ok(),
        _ => None,
    }
}

fn is_database(url: &str) -> bool {
    let server = url.starts_with("postgres://") || url.starts_with("postgresql://");
    url.starts_with("sqlite://") || (server && url::Url::parse(url).is_ok())
}

fn has_password(url: &str) -> bool {
    url::Url::parse(url)
        .is_ok_and(|url| url.password().is_some() || url.query_pairs().any(|(key, _)| key == "password"))
}

fn put<T>(place: &mut T, value: Option<T>) -> bool {
    value.map(|value| *place = value).is_some()
}

fn given(value: &DeValue<'_>) -> Given {
    match value {
        DeValue::String(text) => Given::Text(text.to_string()),
        DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix())
            .map_or(Given::Other("a number that is no id"), Given::Number),
        DeValue::Array(list) => Given::List(list.iter().map(|item| given(item.get_ref())).collect()),
        DeValue::Boolean(true) => Given::Other("true"),
        DeValue::Boolean(false) => Given::Other("false"),
        DeValue::Float(_) => Given::Other("a fraction"),
        DeValue::Datetime(_) => Given::Other("a date"),
        DeValue::Table(_) => Given::Other("a table"),
    }
}

impl Given {
    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    fn address(self) -> Option<String> {
        self.text().filter(|text| text.starts_with("https://") || text.starts_with("http://"))
    }

    /// An address with nothing behind its host and port: paths of the wall begin there.
    fn site(self) -> Option<String> {
        let address = self.address()?;
        let url = url::Url::parse(&address).ok()?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        (bare && url.username().is_empty() && url.password().is_none()).then_some(address)
    }

    fn listener(self) -> Option<SocketAddr> {
        self.text()?.parse().ok()
    }

    /// An address stands for the network of it alone.
    fn network(&self) -> Option<IpNet> {
        let Self::Text(text) = self else { return None };
        text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
    }

    fn pace(self) -> Option<NonZeroU32> {
        let number = match self {
            Self::Text(text) => text.parse().ok()?,
            Self::Number(number) => u32::try_from(number).ok()?,
            Self::List(_) | Self::Other(_) => return None,
        };
        NonZeroU32::new(number).filter(|number| number.get() <= MOST_PER_MINUTE)
    }

    fn format(self) -> Option<LogFormat> {
        match self.text()?.as_str() {
            "text" => Some(LogFormat::Text),
            "json" => Some(LogFormat::Json),
            _ => None,
        }
    }

    fn id(&self) -> Option<Id> {
        let number = match self {
            Self::Text(text) => text.parse().ok()?,
            Self::Number(number) => *number,
            Self::List(_) | Self::Other(_) => return None,
        };
        (number > 0).then_some(Id(number))
    }

    /// Each of a list, or of a text such as `1, 2` or `["1", "2"]`.
    fn each<T>(self, read: impl Fn(&Self) -> Option<T>) -> Option<Vec<T>> {
        match self {
            Self::List(list) => list.iter().map(read).collect(),
            Self::Text(text) => {
                let inner = text.trim_start_matches('[').trim_end_matches(']');
                let word = |word: &str| read(&Self::Text(word.trim().trim_matches('"').to_owned()));
                if inner.trim().is_empty() { Some(Vec::new()) } else { inner.split(',').map(word).collect() }
            }
            Self::Number(_) | Self::Other(_) => None,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) if text.chars().count() > 40 => {
                format!("\"{}…\"", text.chars().take(40).collect::<String>().escape_debug())
            }
            Self::Text(text) => format!("\"{}\"", text.escape_debug()),
            Self::Number(number) => number.to_string(),
            Self::List(_) => "a list with something else".to_owned(),
            Self::Other(kind) => (*kind).to_owned(),
        }
    }
}
