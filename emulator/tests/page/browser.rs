//! What a test sees of the page in its browser.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use fantoccini::Client;
use serde_json::{Value, json};

use crate::chromium::Chromium;

/// How long anything may take before the test fails with what was seen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked.
const PULSE: Duration = Duration::from_millis(20);

/// A browser with one window.
#[derive(Clone)]
pub struct Browser {
    pub client: Client,
    chromium: Arc<Chromium>,
}

impl Browser {
    /// Starts chromium with an empty profile.
    pub async fn start() -> Self {
        let chromium = Chromium::start(1280).await;
        Self { client: chromium.client.clone(), chromium: Arc::new(chromium) }
    }

    /// Ends it.
    pub async fn close(self) {
        let _ = self.client.close().await;
    }

    /// A command of the developer tools' protocol.
    pub async fn tools(&self, command: &str, parameters: Value) -> Value {
        self.chromium.tools(command, parameters).await
    }

    /// As if the window were so wide, and the system dark or light.
    pub async fn look(&self, width: u32, dark: bool) {
        let screen = json!({"width": width, "height": 820, "deviceScaleFactor": 1, "mobile": false});
        self.tools("Emulation.setDeviceMetricsOverride", screen).await;
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme},
                                        {"name": "prefers-reduced-motion", "value": "reduce"}]});
        self.tools("Emulation.setEmulatedMedia", media).await;
        self.tools("Emulation.setTimezoneOverride", json!({"timezoneId": "UTC"})).await;
    }

    /// What a script returns; null when the page is between two states.
    pub async fn script(&self, text: &str) -> Value {
        self.chromium.script(text).await
    }

    /// Waits until an expression of the page is true.
    #[track_caller]
    pub fn wait(&self, expression: &str, what: &str) -> impl Future<Output = ()> + use<> {
        let (browser, expression, what) = (self.clone(), expression.to_owned(), what.to_owned());
        let caller = std::panic::Location::caller();
        async move { browser.wait_for(&expression, &what, caller).await }
    }

    /// The same for somebody else, who is named when it fails.
    pub async fn wait_for(&self, expression: &str, what: &str, caller: &std::panic::Location<'_>) {
        let end = tokio::time::Instant::now() + PATIENCE;
        while self.script(&format!("return Boolean({expression})")).await != true {
            if tokio::time::Instant::now() > end {
                self.give_up(what, caller).await;
            }
            tokio::time::sleep(PULSE).await;
        }
    }

    async fn give_up(&self, what: &str, caller: &std::panic::Location<'_>) {
        let seen = self.script("return document.body.innerText").await;
        let last = std::env::temp_dir().join(format!("chat-page-{}.png", std::process::id()));
        if let Ok(picture) = self.client.screenshot().await {
            let _ = std::fs::write(&last, picture);
        }
        let seen = seen.as_str().unwrap_or_default();
        panic!("{caller}: waited in vain for {what}; picture: {}; seen: {seen}", last.display());
    }

    /// Takes a picture, when pictures are wanted.
    pub async fn picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("PAGE_PICTURES").map(PathBuf::from) else { return };
        std::fs::create_dir_all(&folder).expect("the folder of pictures");
        let picture = self.client.screenshot().await.expect("a picture");
        std::fs::write(folder.join(format!("{name}.png")), picture).expect("the picture is kept");
    }
}
