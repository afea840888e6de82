//! Client libraries with code of their own, talking to the emulator as if it were Discord: bots in several languages,
//! unpatched, run the same script of conversations. Each library parses every event and answer with its own types, so
//! a field that is missing or wrong shows here.

mod process;
mod readme;
mod script;
mod serenity_bot;
mod twilight_bot;

use std::path::PathBuf;
use std::sync::LazyLock;

use discord_emulator::Checks;
use script::{Library, run};

/// The published description, where it is; in CI it must be there. Read once: that takes a while.
fn checks() -> Checks {
    static CHECKS: LazyLock<Checks> = LazyLock::new(read_checks);
    CHECKS.clone()
}

fn read_checks() -> Checks {
    let path = std::env::var_os("DISCORD_OPENAPI").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/discord-openapi.json")),
        PathBuf::from,
    );
    if path.exists() {
        return Checks::with_description(path).expect("the description can be read");
    }
    assert!(std::env::var_os("CI").is_none(), "CI needs the API description; set DISCORD_OPENAPI");
    Checks::lint_only()
}

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
