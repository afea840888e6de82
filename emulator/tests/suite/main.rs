//! The emulator through real sockets: a bot that speaks the wire by hand, and people through the driver.
//!
//! Each emulator of a test runs with the checks on. Where the published API description is at hand, every answer is
//! validated against it; CI fails without it.

mod arbitrary;
mod bot;
#[path = "../checks.rs"]
mod checks;
mod codes;
mod compression;
mod control;
mod conversation;
mod forms;
mod gateway;
mod hooks;
mod hostile;
mod limits;
mod messages;
mod models;
mod moderation;
mod oauth;
mod people;
mod program;
mod rest;
mod resume;
mod rights;
mod signed;
mod starts;
mod table;
mod threads;
mod world;
