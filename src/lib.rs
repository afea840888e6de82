//! Ovation: partner programs let their groups thank the companies that helped.
//!
//! The floors, imports going down only: `run` and the command line → [`discord`] and [`web`] → [`service`] → [`store`] →
//! [`points`], and beside that [`evidence`]; [`words`] is for whatever speaks to people, [`picture`] and [`gallery`] for whatever
//! shows pictures. `ARCHITECTURE.md` walks an award through them.

pub mod cli;
pub mod discord;
pub mod evidence;
pub mod gallery;
pub mod log;
mod midnight;
pub mod picture;
#[cfg(feature = "playground")]
pub mod playground;
pub mod points;
pub mod run;
mod sealing;
pub mod service;
pub mod settings;
pub mod signal;
pub mod store;
pub mod web;
pub mod words;
