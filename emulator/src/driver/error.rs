//! What can go wrong when a person does something.

use serde_json::Value;

/// Why something that a person did has no reply.
#[derive(Debug, thiserror::Error)]
pub enum DriveError {
    /// The bot did not answer within 3 s.
    #[error("the application did not respond to {sent}")]
    Failed {
        /// What was sent.
        sent: String,
    },
    /// The emulator refused it.
    #[error("{sent} was refused with {status}: {body}")]
    Refused {
        /// What was sent.
        sent: String,
        /// The status.
        status: u16,
        /// The body.
        body: Value,
    },
    /// Nothing of what was waited for came.
    #[error("waited in vain for {what} after {sent}; seen: {seen}")]
    Vain {
        /// What was waited for.
        what: String,
        /// What was sent.
        sent: String,
        /// What came instead.
        seen: String,
    },
    /// There is no such person, server, channel, command, button, field.
    #[error("there is no {what} {name:?}")]
    NoSuch {
        /// What kind of thing.
        what: &'static str,
        /// Its name.
        name: String,
    },
    /// The emulator can't be reached.
    #[error("the emulator can't be reached: {0}")]
    Http(#[from] reqwest::Error),
    /// The gateway can't be reached, or hung up.
    #[error("the gateway can't be reached: {0}")]
    Gateway(String),
}

impl DriveError {
    /// Is it that the bot did not answer within 3 s?
    pub fn is_failure(&self) -> bool {
        matches!(self, DriveError::Failed { .. })
    }
}
