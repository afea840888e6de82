//! Client libraries with code of their own, talking to the emulator as if it were Discord: serenity and twilight run
//! the same script of conversations. Each library parses every event and answer with its own types, so a field that
//! is missing or wrong shows here.

mod script;
mod serenity_bot;
mod twilight_bot;

use script::run;

#[tokio::test]
async fn serenity_finds_everything_as_with_discord() {
    run(serenity_bot::start).await;
}

#[tokio::test]
async fn twilight_finds_everything_as_with_discord() {
    run(twilight_bot::start).await;
}
