//! The people side: what a Discord client does that no bot may. Interactions, and which commands a person sees.
//!
//! Everything else a client asks (messages, channels, members) goes through the same handlers as a bot's requests.

mod allowed;
pub mod deadline;
mod event;
pub mod index;
pub mod interact;
mod options;
mod submit;
pub mod uploads;
