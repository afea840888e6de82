//! Ovation: partner programs let their groups thank the companies that helped.
//!
//! The floors, imports going down only: `run` and the command line → [`discord`] → [`service`] → [`store`] →
//! [`points`]. `ARCHITECTURE.md` walks an award through them.

pub mod cli;
pub mod discord;
pub mod log;
#[cfg(feature = "playground")]
pub mod playground;
pub mod points;
pub mod run;
pub mod service;
pub mod settings;
pub mod signal;
pub mod store;
