//! What can go wrong on the way to Discord.

use std::time::Duration;

/// A request that was not answered with success.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CallError {
    /// Discord refused it: certainly nothing was done.
    #[error("Discord refuses: {message} (HTTP {status}, code {code})")]
    Refused {
        /// The HTTP status, 400 to 499.
        status: u16,
        /// Discord's JSON error code; 0 when it gave none.
        code: u64,
        /// Discord's words.
        message: String,
    },
    /// Too many requests: certainly nothing was done.
    #[error("Discord puts it off for {after:?}")]
    PutOff {
        /// How long.
        after: Duration,
        /// Whether every request is put off.
        global: bool,
        /// Discord's JSON error code, where it is about more than the pace of requests; else 0.
        code: u64,
    },
    /// Discord is in trouble: nobody knows what was done.
    #[error("Discord is in trouble (HTTP {0})")]
    Unavailable(u16),
    /// The connection broke: nobody knows what was done, unless it never stood.
    #[error("no answer from Discord: {problem}")]
    Lost {
        /// What the network says, without the address.
        problem: String,
        /// Whether the connection never stood, so that certainly nothing was done.
        never_sent: bool,
    },
    /// It can't be sent at all.
    #[error("cannot be sent: {0}")]
    Unsendable(String),
}

impl CallError {
    pub(super) fn lost(error: &reqwest::Error) -> Self {
        // The address may hold an interaction's token, so only the causes are kept.
        let mut problem = String::new();
        let mut cause: Option<&dyn std::error::Error> = std::error::Error::source(error);
        while let Some(error) = cause {
            problem = error.to_string();
            cause = error.source();
        }
        if problem.is_empty() {
            problem = if error.is_timeout() { "timed out".to_owned() } else { "connection lost".to_owned() };
        }
        Self::Lost { problem, never_sent: error.is_connect() }
    }

    /// Whether Discord certainly did nothing.
    #[must_use]
    pub fn certainly_not_done(&self) -> bool {
        match self {
            Self::Refused { .. } | Self::PutOff { .. } | Self::Unsendable(_) => true,
            Self::Lost { never_sent, .. } => *never_sent,
            Self::Unavailable(_) => false,
        }
    }

    /// Whether the same request may succeed soon: the way there is in trouble, not the request.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Lost { .. })
    }

    /// Discord's JSON error code, where it gave one.
    #[must_use]
    pub fn code(&self) -> Option<u64> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            Self::PutOff { code, .. } if *code > 0 => Some(*code),
            _ => None,
        }
    }
}
