//! The control side, for loopback only: state, requests, faults, changes of the world.
//!
//! What it changes goes through [`edit`], which also says so to everyone as Discord does.

pub mod edit;
mod faults;
mod http;
mod oauth;

pub use http::serve;
