//! What the bot is trusted for when things break: nothing acknowledged is lost, nothing is said twice, and whoever
//! can mend something is told.

#[path = "../harness/mod.rs"]
mod harness;

mod again;
mod applause;
mod beside;
mod board;
mod delivery;
mod digest;
mod ending;
mod full_disk;
mod kills;
mod limits;
mod pictured;
mod posting;
mod reach;
mod seen;
mod setup;
mod severed;
mod slow;
mod storm;
mod together;
mod voices;
mod wanted;
