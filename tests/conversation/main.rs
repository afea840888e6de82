//! Conversations: what people type and press, and what they and others see.

#[path = "../harness/mod.rs"]
mod harness;

mod alike;
mod approvals;
mod boards;
mod claiming;
mod claims;
mod clicks;
mod companies;
mod correcting;
mod corrections;
mod desk;
mod everything;
mod history;
mod hostile;
mod kept;
mod languages;
mod limits;
mod looks;
mod matrix;
mod merges;
mod moving;
mod outdated;
mod panel;
mod people;
mod pressable;
mod program;
mod reading;
mod refusals;
mod registration;
mod restarts;
mod setup;
mod story;
mod tiers;
mod two_groups;
mod typing;
mod verdicts;
mod wanted;
mod wants;
mod wire;
