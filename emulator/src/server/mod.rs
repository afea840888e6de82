//! The listener: one port for the API, the gateway, the control side and the page.

mod builder;
mod page;
mod shared;
mod wire;

pub use builder::{Builder, Emulator, StartError};
pub use shared::Shared;
