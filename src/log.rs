//! The log: one line for each fact, with fields. No secret and no text of a person is ever in it.

use std::io::IsTerminal;

use crate::settings::{Log, LogFormat, filter};

/// Parts that would log requests whole, an interaction's token with them: never on, whatever is set.
const SILENT: [&str; 2] = ["serenity::http=off", "hyper=off"];

/// A level that can't be read. Settings that were read have none such.
#[derive(Debug, thiserror::Error)]
#[error("the log's level \"{0}\" can't be read")]
pub struct BadLevel(String);

/// Starts the log on the standard error stream; with colours where a person reads it.
///
/// # Errors
/// [`BadLevel`].
pub fn start(settings: &Log) -> Result<(), BadLevel> {
    let bad = || BadLevel(settings.level.clone());
    let mut filter = filter(&settings.level).ok_or_else(bad)?;
    // serenity is talkative at info about each shard's stages.
    if !settings.level.contains("serenity") {
        filter = filter.add_directive("serenity=warn".parse().map_err(|_| bad())?);
    }
    for part in SILENT {
        filter = filter.add_directive(part.parse().map_err(|_| bad())?);
    }
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let log = log.with_ansi(std::io::stderr().is_terminal());
    match settings.format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}
