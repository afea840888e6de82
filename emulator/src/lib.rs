//! A local stand-in of Discord: REST v10 and gateway for bots, a people side for their users, and a control side for
//! tests. As a library it starts on a free port; as a program it serves a chat page too.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let emulator = discord_emulator::Emulator::start().await?;
//! let alice = emulator.person("alice").await?;
//! let reply = alice.at("Playground", "general").command("ping").send().await?;
//! assert_eq!(reply.text(), "Pong!");
//! # Ok(())
//! # }
//! ```
//!
//! Floors, from below: [`state`] (what there is), [`form`] (bodies read strictly), [`rest`], [`gateway`], [`people`] and
//! [`control`] (who may do what with it), [`server`] (the port). [`checks`] judges what goes over the wire; [`driver`]
//! is a client of the other floors and knows only their wire.

// Discord's objects have many keys, and `json!` takes a step of recursion for each.
#![recursion_limit = "256"]

pub mod apply;
pub mod checks;
pub mod control;
pub mod driver;
pub mod form;
pub mod gateway;
pub mod people;
pub mod rest;
pub mod scenario;
pub mod server;
pub mod signed;
pub mod state;
pub mod upload;

pub use checks::Checks;
pub use driver::{At, Choice, CommandCall, Control, DriveError, Person, Reply};
pub use scenario::World;
pub use server::{Builder, Emulator, StartError};
