//! What a test plays on: an emulator with a small world, a bot, a browser.

use std::sync::atomic::{AtomicU32, Ordering};

use discord_emulator::{Emulator, World};
use serde_json::Value;

use crate::bot::Bot;
use crate::browser::Browser;
use crate::view::View;

/// The server of most tests.
pub const HARBOUR: &str = "Harbour";

const WORLD: &str = r##"
[[application]]
name = "Helper"
token = "bot-token"
privileged_intents = ["MESSAGE_CONTENT"]

[[user]]
username = "ana"
display_name = "Ana Lima"

[[user]]
username = "ben"
display_name = "Ben Okoro"

[[user]]
username = "otto"
display_name = "Otto Owner"
locale = "de"

[[guild]]
name = "Harbour"
owner = "otto"
applications = ["Helper"]
[[guild.role]]
name = "Staff"
permissions = "8192"
[[guild.role]]
name = "Pilots"
mentionable = true
color = 3447003
[[guild.channel]]
name = "general"
topic = "Everything that has no other place"
[[guild.channel]]
name = "news"
type = 5
[[guild.channel]]
name = "quay"
[[guild.channel]]
name = "ideas"
type = 15
tags = ["boats"]
[[guild.channel]]
name = "staff-room"
[[guild.channel.overwrite]]
role = "@everyone"
deny = "1024"
[[guild.channel.overwrite]]
role = "Staff"
allow = "1024"
[[guild.member]]
user = "ana"
roles = ["Pilots"]
[[guild.member]]
user = "ben"
roles = ["Staff"]

[[guild]]
name = "Lighthouse"
owner = "otto"
applications = ["Helper"]
[[guild.channel]]
name = "lobby"
[[guild.member]]
user = "ana"
"##;

/// What a test plays on.
pub struct Stage {
    pub emulator: Emulator,
    pub bot: Bot,
    pub browser: Browser,
    opened: AtomicU32,
}

impl Stage {
    /// A new world, its bot connected, the browser wide and light.
    pub async fn set(browser: Browser) -> Self {
        let world = World::from_toml(WORLD).expect("the world makes sense");
        let emulator = Emulator::builder()
            .world(world)
            .identify_limit(false)
            .start()
            .await
            .expect("the emulator starts");
        let bot = Bot::connect(&emulator.url()).await;
        // A slow machine makes no bot fail; who wants to see it fail makes the clock fast.
        emulator.control().clock(20.0).await.expect("the clock is set");
        browser.look(1280, false).await;
        Stage { emulator, bot, browser, opened: AtomicU32::new(0) }
    }

    /// Ana in the channel `general` of the server Harbour.
    pub async fn ana(&self) -> View<'_> {
        self.view("ana", HARBOUR, "general").await
    }

    /// A person in a channel.
    pub async fn view(&self, person: &'static str, guild: &str, channel: &str) -> View<'_> {
        self.open(&format!("person={person}&guild={guild}&channel={channel}")).await;
        let view = View { browser: &self.browser, person };
        view.is_ready().await;
        view
    }

    /// Opens the page at `#place`.
    pub async fn open(&self, place: &str) {
        // A change behind the # alone would not load the page anew: each opening has a number of its own.
        let number = self.opened.fetch_add(1, Ordering::Relaxed);
        let address = format!("{}/?{number}#{place}", self.emulator.url());
        self.browser.client.goto(&address).await.expect("the page opens");
    }

    /// One of two views that are open.
    pub fn as_seen_by(&self, person: &'static str) -> View<'_> {
        View { browser: &self.browser, person }
    }

    /// The id of a channel of Harbour.
    pub async fn channel(&self, name: &str) -> String {
        self.emulator.control().channel(HARBOUR, name).await.expect("the channel is there")
    }

    /// The id of a person, or of a bot by its name.
    pub async fn user(&self, name: &str) -> String {
        self.emulator.control().user(name).await.expect("the person is there")
    }

    /// The id of a role of Harbour.
    pub async fn role(&self, name: &str) -> String {
        self.emulator.control().role(HARBOUR, name).await.expect("the role is there")
    }

    /// The bot writes into `general`; gives the message.
    pub async fn bot_says(&self, message: Value) -> Value {
        let channel = self.channel("general").await;
        self.bot.ask("POST", &format!("/channels/{channel}/messages"), Some(message)).await
    }

    /// A person writes into `general` from another client; gives the message.
    pub async fn says(&self, person: &str, text: &str) -> Value {
        let person = self.emulator.person(person).await.expect("the person is there");
        person.say(HARBOUR, "general", text).await.expect("it is written").json().clone()
    }

    /// A person reacts from another client.
    pub async fn react(&self, person: &str, message: &Value, emoji: &str) {
        let (channel, id) =
            (message["channel_id"].as_str().unwrap_or_default(), message["id"].as_str().unwrap_or_default());
        let path =
            format!("{}/api/v10/channels/{channel}/messages/{id}/reactions/{emoji}/@me", self.emulator.url());
        let request = reqwest::Client::new().put(path).header("authorization", person);
        let answer = request.send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// Makes the clock faster or slower.
    pub async fn clock(&self, scale: f64) {
        self.emulator.control().clock(scale).await.expect("the clock is set");
    }

    /// The bot posts a message with a file into `general`.
    pub async fn bot_uploads(&self, name: &str, kind: &str, content: &[u8], message: Value) {
        let channel = self.channel("general").await;
        let part = reqwest::multipart::Part::bytes(content.to_vec())
            .file_name(name.to_owned())
            .mime_str(kind)
            .expect("a content type");
        let form =
            reqwest::multipart::Form::new().text("payload_json", message.to_string()).part("files[0]", part);
        self.bot.upload(&format!("/channels/{channel}/messages"), form).await;
    }
}
