//! Chromium by its driver, with an empty profile and one window; also for the tests of the package that has this one.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use reqwest::{Method, Url};
use serde_json::{Value, json};
use tempfile::TempDir;

const INSTALL: &str = "install it with: apt-get install chromium chromium-driver";

/// How often the driver is started before the test gives up: it takes a free port of IPv6, wants the same one of IPv4, and
/// ends where that is taken, which happens while many tests open and close theirs.
const STARTS: usize = 10;

/// Runs the driver in a group of its own with all that it starts, until our end of its standard input is closed: however this
/// process ends. Its output is the driver's alone, so that it ends with the driver.
const KEEPER: &str = "chromedriver --port=0 & exec >&-; cat >/dev/null; kill -KILL 0";

/// A browser. It ends with this, also when a test panics.
pub struct Chromium {
    /// What drives it.
    pub client: Client,
    _driver: Driver,
    _profile: TempDir,
}

impl Chromium {
    /// Starts it with a window of this width.
    pub async fn start(width: u32) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let (driver, port) = Driver::start();
        let options = json!({
            "args": ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                     "--force-prefers-reduced-motion", "--lang=en-US", format!("--window-size={width},820"),
                     format!("--user-data-dir={}", profile.path().display())],
        });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities([("goog:chromeOptions".to_owned(), options)].into_iter().collect())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .unwrap_or_else(|error| panic!("chromium: {error}; {INSTALL}"));
        Self { client, _driver: driver, _profile: profile }
    }

    /// A command of the developer tools' protocol.
    pub async fn tools(&self, command: &str, parameters: Value) -> Value {
        let order = DevTools(json!({"cmd": command, "params": parameters}));
        self.client.issue_cmd(order).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What a script returns; null when the page is between two states.
    pub async fn script(&self, text: &str) -> Value {
        self.client.execute(text, Vec::new()).await.unwrap_or(Value::Null)
    }
}

/// The process that keeps the driver.
struct Driver(Child);

impl Driver {
    /// Starts it; gives the port on which it listens.
    fn start() -> (Self, u16) {
        let mut said = String::new();
        for _ in 0..STARTS {
            let mut command = Command::new("sh");
            command.args(["-c", KEEPER]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
            let mut keeper = std::os::unix::process::CommandExt::process_group(&mut command, 0)
                .spawn()
                .expect("a shell runs");
            let output = BufReader::new(keeper.stdout.take().expect("its output"));
            let driver = Self(keeper);
            for line in output.lines().map_while(Result::ok) {
                let port =
                    line.split("on port ").nth(1).and_then(|port| port.trim_end_matches('.').parse().ok());
                if let Some(port) = port.filter(|port| *port > 0) {
                    return (driver, port);
                }
                said.push_str(&line);
                said.push('\n');
            }
        }
        panic!("chromedriver said no port in {STARTS} starts; {INSTALL}\n{said}");
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // This closes its standard input first.
        let _ = self.0.wait();
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
