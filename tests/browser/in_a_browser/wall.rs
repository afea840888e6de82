//! The wall as a visitor's browser shows it, and the chat page: narrow and wide, light and dark, in each language; the wall
//! with scripts off as well. With `WALL_PICTURES` set to a folder, pictures of each page are taken into it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use fantoccini::Locator;
use ovation::playground::RULES;
use ovation::points::request::RequestKind;
use ovation::points::rules;
use ovation::points::text::{PlaceName, Topic, Wording};
use ovation::store::outside::Account;
use ovation::store::sql::SqlStore;
use ovation::store::{Act, RequestOrder, Requests as _, Wall as _, system_clock};
use serde_json::{Value, json};

use crate::browser::Browser;
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS, meant, own_address, quick_rules};

/// Pages that differ in what is on them.
const PAGES: [(&str, &str); 10] = [
    ("front", "/"),
    ("companies", "/partners"),
    ("search", "/partners?q=nobody"),
    ("company", "/partners/litware-labs"),
    ("groups", "/groups"),
    ("group", "/groups/rust-study-group"),
    ("requests", "/requests"),
    ("requests-of-a-kind", "/requests?kind=prizes&q=x"),
    ("api", "/api"),
    ("nothing", "/nowhere"),
];

/// The languages of the wall.
pub const LANGUAGES: [&str; 2] = ["en", "fr"];

/// A telephone, a tablet, a desk; in pixels.
const WIDTHS: [i64; 3] = [360, 800, 1400];

/// Where a page is in a language.
pub fn spoken(page: &str, language: &str) -> String {
    format!("{page}{}lang={language}", if page.contains('?') { '&' } else { '?' })
}

pub async fn evaluate(browser: &Browser, expression: &str) -> Value {
    let order = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
    let answer = browser.tools("Runtime.evaluate", order).await;
    assert!(answer["exceptionDetails"].is_null(), "{}", answer["exceptionDetails"]);
    answer["result"]["value"].clone()
}

/// The bot with a wall, and where that is.
pub async fn walled() -> (App, String) {
    let mut app = App::prepare(RULES, true).await;
    asked_for(&app.settings.database.url).await;
    let listen = own_address();
    app.settings.web.listen = Some(listen);
    app.start_task().await;
    (app, format!("http://{listen}"))
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
    let (app, wall) = walled().await;
    let browser = Browser::start(&app.emulator.url()).await;
    for (name, page) in PAGES {
        for language in LANGUAGES {
            browser.client.goto(&format!("{wall}{}", spoken(page, language))).await.expect("the page opens");
            let shown = evaluate(&browser, "document.documentElement.lang").await;
            assert_eq!(shown, language, "{page}");
            is_for_everybody(&browser, &format!("{name}-{language}")).await;
        }
    }
    browser.close().await;
    app.finish().await;
}

/// The chat page as the playground has it: a channel with shout-outs, of a group that speaks each language.
#[tokio::test]
async fn nobody_is_shut_out_of_the_chat_page() {
    let app = App::sample_in_french(&quick_rules()).await;
    let leader = app.person("leader").await;
    app.award(&leader, "Contoso Cloud", "venue", 10, "A quiet room for an evening of questions").await;
    let other = app.person("other-leader").await;
    let award = other.at(RUST, SHOUT_OUTS).command("award").option("partner", "Tailspin Travel");
    let award = award.option("contribution", "venue").option("reason", "Une salle calme, le soir");
    meant(award.send().await.expect("an answer")).await;
    let browser = Browser::start(&app.emulator.url()).await;
    for (person, guild, read) in [("leader", OTTAWA, "A quiet room"), ("other-leader", RUST, "Merci")] {
        let view = browser.view(person, guild, SHOUT_OUTS).await;
        view.sees(read).await;
        is_for_everybody(&browser, &format!("chat-{person}")).await;
    }
    browser.close().await;
    app.finish().await;
}

/// At each width, light and dark, nothing of the page as it is now is cut off, and axe-core finds no serious fault.
pub async fn is_for_everybody(browser: &Browser, name: &str) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the folder of what was built");
    let path = target.join("axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("axe-core is missing ({}: {error}); get it with: scripts/axe", path.display())
    });
    evaluate(browser, &format!("{axe}; null")).await;
    for width in WIDTHS {
        for scheme in ["light", "dark"] {
            let screen = json!({"width": width, "height": 820, "deviceScaleFactor": 1, "mobile": false});
            browser.tools("Emulation.setDeviceMetricsOverride", screen).await;
            // Without motion nothing is half way between two looks.
            let media = json!({"features": [{"name": "prefers-color-scheme", "value": scheme},
                                            {"name": "prefers-reduced-motion", "value": "reduce"}]});
            browser.tools("Emulation.setEmulatedMedia", media).await;
            let shown = format!("{name}-{width}-{scheme}");
            picture(browser, &shown).await;
            let wide = evaluate(browser, "document.documentElement.scrollWidth").await;
            assert!(wide.as_i64() <= Some(width), "{shown} is {wide} wide");
            finds_nothing_serious(browser, &shown).await;
        }
    }
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
    let taken = browser.tools("Page.captureScreenshot", whole).await;
    let taken = taken["data"].as_str().expect("a picture").to_owned();
    let picture = base64::Engine::decode(&base64::engine::general_purpose::STANDARD, taken);
    std::fs::write(folder.join(format!("{name}.png")), picture.expect("base64")).expect("it is kept");
}

#[tokio::test]
async fn the_wall_works_with_scripts_off() {
    let (app, wall) = walled().await;
    let browser = Browser::start(&wall).await;
    browser.tools("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    for (_, page) in PAGES {
        for language in LANGUAGES {
            browser.client.goto(&format!("{wall}{}", spoken(page, language))).await.expect("the page opens");
            let title = browser.client.find(Locator::Css("main h1")).await.expect("a title");
            assert_ne!(title.text().await.expect("a text"), "", "{page}");
        }
    }
    for (list, typed, found) in [
        ("/partners", "litw", "1 company"),
        ("/groups", "rust", "1 group"),
        ("/requests", "backups", "2 requests"),
        ("/partners", "nobody", "No company is called so."),
    ] {
        browser.client.goto(&format!("{wall}{list}?lang=en")).await.expect("the page opens");
        search(&browser, typed).await;
        let count = browser.client.find(Locator::Css("#count")).await.expect("how many");
        assert_eq!(count.text().await.expect("a text"), found, "{list}");
        let french = browser.client.find(Locator::LinkText("FR")).await.expect("the other language");
        french.click().await.expect("it leads somewhere");
        let same = format!("html[lang=fr] #q[value='{typed}']");
        browser.client.wait().for_element(Locator::Css(&same)).await.expect("the same search in French");
    }
    browser.client.goto(&wall).await.expect("the page opens");
    search(&browser, "litw").await;
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

/// Types into the page's search and presses its button, and waits for the page that comes.
async fn search(browser: &Browser, typed: &str) {
    let field = browser.client.find(Locator::Css("#q")).await.expect("a field to search in");
    field.send_keys(typed).await.expect("it can be typed into");
    let button = browser.client.find(Locator::Css("form.search button")).await.expect("a button");
    button.click().await.expect("it can be pressed");
    let asked = format!("#q[value='{typed}']");
    browser.client.wait().for_element(Locator::Css(&asked)).await.expect("the page of what was found");
}

/// A process of the playground. It ends when this is dropped, as by Ctrl-C.
struct Playground(Child);

impl Drop for Playground {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg("-TERM").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_playground_has_a_wall_to_which_its_chat_page_leads() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_ovation"));
    command.args(["playground", "--port", "0", "--data"]).arg(folder.path());
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut playground = Playground(command.spawn().expect("it starts"));
    let said = BufReader::new(playground.0.stdout.take().expect("what it says"));
    let ready = tokio::task::spawn_blocking(move || {
        let mut lines = said.lines().map_while(Result::ok);
        let mut after = |words: &str| lines.find_map(|line| Some(line.strip_prefix(words)?.to_owned()));
        let both = after("Playground ready at ").zip(after("Wall at "));
        // As long as somebody may read, it may say more.
        (both.expect("it says where both are"), lines)
    });
    let ((chat, wall), _said) = ready.await.expect("no panic");
    let browser = Browser::start(&chat).await;
    browser.view("leader", OTTAWA, SHOUT_OUTS).await;
    let link = browser.client.find(Locator::Css("[data-test=link]")).await.expect("a link");
    assert_eq!(link.text().await.expect("a text"), "Wall");
    link.click().await.expect("it leads somewhere");
    browser.client.wait().for_element(Locator::Css("#newest")).await.expect("the newest thanks");
    assert_eq!(browser.client.current_url().await.expect("an address").as_str(), format!("{wall}/"));
    browser.client.find(Locator::LinkText("Litware Labs")).await.expect("a company of the sample");
    browser.close().await;
}
