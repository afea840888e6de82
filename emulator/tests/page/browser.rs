//! Chromium by its driver, and what only its developer tools can do.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::Url;
use serde_json::{Value, json};
use tempfile::TempDir;

/// How long anything may take before the test fails with what was seen.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is looked.
const PULSE: Duration = Duration::from_millis(20);
const INSTALL: &str = "install it with: apt-get install chromium chromium-driver";

/// A browser with one window.
#[derive(Clone)]
pub struct Browser {
    pub client: Client,
    process: Arc<Process>,
}

/// What has to end with the browser.
struct Process {
    driver: Mutex<Child>,
    _profile: TempDir,
}

impl Drop for Process {
    fn drop(&mut self) {
        let mut driver = self.driver.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = driver.kill();
        let _ = driver.wait();
    }
}

#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, <Url as std::str::FromStr>::Err> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

impl Browser {
    /// Starts chromium with an empty profile.
    pub async fn start() -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("chromedriver: {error}; {INSTALL}"));
        let output = BufReader::new(driver.stdout.take().expect("its output"));
        let port = output
            .lines()
            .map_while(Result::ok)
            .filter_map(|line| line.split("on port ").nth(1)?.trim_end_matches('.').parse::<u16>().ok())
            .find(|port| *port > 0)
            .expect("chromedriver says its port");
        let options = json!({
            "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                     "--force-prefers-reduced-motion", "--lang=en-US", "--window-size=1280,820",
                     format!("--user-data-dir={}", profile.path().display())],
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities([("goog:chromeOptions".to_owned(), options)].into_iter().collect())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("chromium: {error}; {INSTALL}"));
        Self { client, process: Arc::new(Process { driver: Mutex::new(driver), _profile: profile }) }
    }

    /// Ends it.
    pub async fn close(self) {
        let _ = self.client.clone().close().await;
        drop(self.process);
    }

    /// A command of the developer tools' protocol.
    pub async fn tools(&self, command: &str, parameters: Value) -> Value {
        let order = DevTools(json!({"cmd": command, "params": parameters}));
        self.client.issue_cmd(order).await.unwrap_or_else(|error| panic!("{command}: {error}"))
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
        self.client.execute(text, Vec::new()).await.unwrap_or(Value::Null)
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
