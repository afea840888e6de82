//! Client libraries with code of their own, talking to the emulator as if it were Discord: bots in several languages,
//! unpatched, run the same script of conversations. Each library parses every event and answer with its own types, so
//! a field that is missing or wrong shows here.

#[path = "../checks.rs"]
mod checks;
mod process;
mod readme;
mod script;
mod serenity_bot;
mod twilight_bot;

use checks::checks;
use script::{Library, run};

#[tokio::test]
async fn serenity_finds_everything_as_with_discord() {
    run(Library { start: serenity_bot::start, reads_labels: false }).await;
}

#[tokio::test]
async fn twilight_finds_everything_as_with_discord() {
    run(Library { start: twilight_bot::start, reads_labels: true }).await;
}

#[tokio::test]
async fn discord_js_finds_everything_as_with_discord() {
    run(Library { start: process::discord_js, reads_labels: true }).await;
}

#[tokio::test]
async fn discord_py_finds_everything_as_with_discord() {
    run(Library { start: process::discord_py, reads_labels: true }).await;
}
