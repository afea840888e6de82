//! The wall on the web: the real server over the sample program's history, asked as a browser asks.

#[path = "../harness/mod.rs"]
mod harness;
mod stage;

mod api;
mod api_any;
mod api_lists;
mod cards;
mod contract;
mod hidden;
mod hostile;
mod machines;
mod pages;
mod sections;
mod severed;
mod validators;
