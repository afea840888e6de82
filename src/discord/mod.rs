//! Discord: interaction → typed request → service → reply (a pure value) → transport.
//!
//! [`Dispatcher`] is the one function that answers an interaction, whichever way it came. Here live how
//! things look (`look`), what comes back from buttons ([`custom_id`]), the way out to Discord ([`client`]), the
//! gateway, and the announcer that empties the outbox. No SQL and no rule of the program is here.

pub mod announcer;
pub mod client;
mod commands;
pub mod component;
pub mod custom_id;
mod dispatch;
pub mod gateway;
mod look;
pub mod markdown;
mod register;
pub mod reply;
pub mod request;
mod rights;
pub mod wanted_id;

pub use dispatch::{Dispatcher, Ended};
pub use register::{CommandIds, definitions, register};
pub use request::StaffPolicy;
pub use rights::Rights;

pub use crate::words;
