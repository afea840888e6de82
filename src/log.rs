//! The log: one line for each fact, with fields. No secret and no text of a person is ever in it.

use tracing_subscriber::EnvFilter;

use crate::settings::{Log, LogFormat};

/// Parts that would log requests whole, an interaction's token with them: never on, whatever is set.
const SILENT: [&str; 2] = ["serenity::http=off", "hyper=off"];

/// A level that can't be read.
#[derive(Debug, thiserror::Error)]
#[error(
    "settings: log.level is \"{level}\": {problem}; expected error, warn, info, debug or trace, or a filter such as \"info,ovation=debug\""
)]
pub struct BadLevel {
    level: String,
    problem: String,
}

/// Starts the log on the standard error stream.
///
/// # Errors
/// [`BadLevel`].
pub fn start(settings: &Log) -> Result<(), BadLevel> {
    let bad = |problem: String| BadLevel { level: settings.level.clone(), problem };
    let mut filter = EnvFilter::try_new(&settings.level).map_err(|error| bad(error.to_string()))?;
    // serenity is talkative at info about each shard's stages.
    if !settings.level.contains("serenity") {
        filter = filter.add_directive("serenity=warn".parse().map_err(|_| bad("internal".to_owned()))?);
    }
    for part in SILENT {
        filter = filter.add_directive(part.parse().map_err(|_| bad("internal".to_owned()))?);
    }
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match settings.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}
