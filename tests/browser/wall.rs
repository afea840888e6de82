//! The wall as a visitor's browser shows it: narrow and wide, light and dark, with scripts off. With `WALL_PICTURES` set to
//! a folder, pictures of each page are taken into it.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use fantoccini::Locator;
use fantoccini::wd::WebDriverCompatibleCommand;
use ovation::playground::RULES;
use ovation::points::request::RequestKind;
use ovation::points::rules;
use ovation::points::text::{PlaceName, Topic, Wording};
use ovation::store::outside::Account;
use ovation::store::sql::SqlStore;
use ovation::store::{Act, RequestOrder, Requests as _, Wall as _, system_clock};
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

use crate::browser::Browser;
use crate::harness::App;

/// Pages that differ in what is on them.
const PAGES: [(&str, &str); 12] = [
    ("front", "/"),
    ("front-french", "/?lang=fr"),
    ("companies", "/partners"),
    ("search", "/partners?q=nobody"),
    ("company", "/partners/litware-labs"),
    ("group", "/groups/rust-study-group"),
    ("requests", "/requests"),
    ("requests-of-a-kind", "/requests?kind=prizes&q=x"),
    ("groups", "/groups"),
    ("api", "/api"),
    ("api-french", "/api?lang=fr"),
    ("nothing", "/nowhere"),
];

/// A command of the developer tools' protocol.
#[derive(Debug)]
struct DevTools(Value);

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.0.to_string()))
    }
}

async fn tools(browser: &Browser, command: &str, parameters: Value) -> Value {
    let order = DevTools(json!({"cmd": command, "params": parameters}));
    browser.client.issue_cmd(order).await.unwrap_or_else(|error| panic!("{command}: {error}"))
}

async fn evaluate(browser: &Browser, expression: &str) -> Value {
    let order = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
    let answer = tools(browser, "Runtime.evaluate", order).await;
    assert!(answer["exceptionDetails"].is_null(), "{}", answer["exceptionDetails"]);
    answer["result"]["value"].clone()
}

/// The bot with a wall, and where that is.
async fn walled() -> (App, String) {
    let mut app = App::prepare(RULES, true).await;
    asked_for(&app.settings.database.url).await;
    let free = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port");
    app.settings.web.listen = Some(free);
    app.start_task().await;
    (app, format!("http://{free}"))
}

/// The sample's first group asks for help.
async fn asked_for(url: &str) {
    let rules = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
    let store = SqlStore::open(url, rules, RULES, system_clock()).await.expect("a database");
    let first = store.wall_groups("", 0, 1).await.expect("groups").0.remove(0);
    for (number, kind) in [RequestKind::Speaker, RequestKind::Venue].into_iter().enumerate() {
        let order = RequestOrder {
            act: Act { key: format!("asked:{number}"), hash: format!("{number:064x}") },
            by: Account::new(1_000_000_000_000_000_011),
            roles: Vec::new(),
            group: first.id,
            kind,
            topic: Topic::parse("Backups that survive a fire").expect("a topic"),
            span: None,
            place: PlaceName::parse("Ottawa, downtown").expect("a place"),
            wording: Wording::parse("An hour of practice for forty people, no sales pitch").expect("a text"),
        };
        store.ask_for_help(order).await.expect("a request");
    }
    store.close().await;
}

#[tokio::test]
async fn nobody_is_shut_out_of_the_wall() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder of what was built");
    let path = target.join("axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("axe-core is missing ({}: {error}); get it with: scripts/axe", path.display())
    });
    let (app, wall) = walled().await;
    let browser = Browser::start(&wall).await;
    for (name, page) in PAGES {
        browser.client.goto(&format!("{wall}{page}")).await.expect("the page opens");
        evaluate(&browser, &format!("{axe}; null")).await;
        for width in [360, 1200] {
            for scheme in ["light", "dark"] {
                let screen = json!({"width": width, "height": 820, "deviceScaleFactor": 1, "mobile": false});
                tools(&browser, "Emulation.setDeviceMetricsOverride", screen).await;
                let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
                tools(&browser, "Emulation.setEmulatedMedia", media).await;
                let shown = format!("{name}-{width}-{scheme}");
                picture(&browser, &shown).await;
                let wide = evaluate(&browser, "document.documentElement.scrollWidth").await;
                assert!(wide.as_i64() <= Some(width), "{shown} is {wide} wide");
                finds_nothing_serious(&browser, &shown).await;
            }
        }
    }
    browser.close().await;
    app.finish().await;
}

/// axe-core finds no serious or critical fault on the page as it is now.
async fn finds_nothing_serious(browser: &Browser, what: &str) {
    let script = "axe.run(document, {resultTypes: ['violations']}).then(({violations}) => violations
        .filter(({impact}) => impact === 'serious' || impact === 'critical')
        .flatMap(({id, impact, nodes}) => nodes.map(({target, failureSummary}) => `${impact} ${id} at ${target}: ${failureSummary}`)))";
    let faults: Vec<String> = serde_json::from_value(evaluate(browser, script).await).expect("a list");
    assert!(faults.is_empty(), "{what}:\n{}", faults.join("\n"));
}

async fn picture(browser: &Browser, name: &str) {
    let Some(folder) = std::env::var_os("WALL_PICTURES").map(PathBuf::from) else { return };
    std::fs::create_dir_all(&folder).expect("the folder of pictures");
    let whole = json!({"format": "png", "captureBeyondViewport": true});
    let taken = tools(browser, "Page.captureScreenshot", whole).await;
    let taken = taken["data"].as_str().expect("a picture").to_owned();
    let picture = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, taken);
    std::fs::write(folder.join(format!("{name}.png")), picture.expect("base64")).expect("it is kept");
}

#[tokio::test]
async fn the_wall_works_with_scripts_off() {
    let (app, wall) = walled().await;
    let browser = Browser::start(&wall).await;
    tools(&browser, "Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    browser.client.goto(&wall).await.expect("the page opens");
    let field = browser.client.find(Locator::Css("#q")).await.expect("a field to search in");
    field.send_keys("litw\n").await.expect("it can be typed into");
    let found =
        browser.client.wait().for_element(Locator::LinkText("Litware Labs")).await.expect("it is found");
    found.click().await.expect("it leads somewhere");
    let there = browser.client.wait().for_element(Locator::Css("figure.history svg")).await;
    there.expect("the company's page");
    let address = browser.client.current_url().await.expect("an address");
    assert_eq!(address.path(), "/partners/litware-labs");
    browser.close().await;
    app.finish().await;
}

#[tokio::test]
async fn a_list_narrows_down_while_one_types() {
    let (app, wall) = walled().await;
    let browser = Browser::start(&wall).await;
    browser.client.goto(&format!("{wall}/partners?lang=en")).await.expect("the page opens");
    evaluate(&browser, "document.body.dataset.same = 'yes'; null").await;
    let field = browser.client.find(Locator::Css("#q")).await.expect("a field to search in");
    field.send_keys("litw").await.expect("it can be typed into");
    turns(&browser, "document.getElementById('count').textContent.trim()", "1 company").await;
    let seen =
        evaluate(&browser, "[...document.querySelectorAll('#found li a')].map(a => a.textContent).join()")
            .await;
    assert_eq!(seen, "Litware Labs");
    turns(&browser, "location.pathname + location.search", "/partners?q=litw&lang=en").await;
    assert_eq!(evaluate(&browser, "document.getElementById('count').getAttribute('role')").await, "status");
    field.send_keys("zz").await.expect("it can be typed into");
    turns(&browser, "document.getElementById('count').textContent.trim()", "No company is called so.").await;
    let french =
        evaluate(&browser, "document.querySelector('.languages a[lang=fr]').getAttribute('href')").await;
    assert_eq!(french, "?q=litwzz&lang=fr", "the other language finds the same");
    // All of it on the page that was opened, and Enter asks for no other.
    field.send_keys("\n").await.expect("it can be typed into");
    turns(&browser, "document.body.dataset.same", "yes").await;
    browser.client.goto(&format!("{wall}/requests")).await.expect("the page opens");
    let change = "const kind = document.getElementById('kind'); kind.value = 'venue'; kind.dispatchEvent(new Event('input', { bubbles: true })); null";
    evaluate(&browser, change).await;
    turns(&browser, "document.getElementById('count').textContent.trim()", "1 request").await;
    browser.close().await;
    app.finish().await;
}

/// Waits until an expression of the page has a value.
async fn turns(browser: &Browser, expression: &str, wanted: &str) {
    let end = tokio::time::Instant::now() + std::time::Duration::from_secs(20);
    loop {
        let seen = evaluate(browser, expression).await;
        if seen == wanted {
            return;
        }
        assert!(tokio::time::Instant::now() < end, "{expression} is {seen}, not {wanted}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}
