//! Conversations: what people type and press, and what they and others see.

#[path = "../harness/mod.rs"]
mod harness;

mod alike;
mod anywhere;
mod approvals;
mod boards;
mod claiming;
mod claims;
mod companies;
mod correcting;
mod corrections;
mod deliveries;
mod desk;
mod help;
mod history;
mod hostile;
mod languages;
mod limits;
mod looks;
mod merges;
mod moving;
mod names;
mod outdated;
mod panel;
mod people;
mod places;
mod posted_board;
mod privacy;
mod program;
mod reading;
mod refusals;
mod registration;
mod reports;
mod round;
mod setup;
mod story;
mod thanks;
mod tiers;
mod two_groups;
mod typing;
mod verdicts;
mod voices;
mod wanted;
mod wants;
