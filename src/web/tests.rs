//! Turns, with as many as a test wants.

use secrecy::SecretString;
use tempfile::TempDir;

use super::*;
use crate::evidence::key::Signer;
use crate::points::rules;
use crate::store::sql::SqlStore;
use crate::store::{Evidence as _, system_clock};

const RULES: &str = include_str!("../playground/program.toml");

/// The wall of an empty program, and where that is kept.
async fn empty() -> (Site, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("ovation.db").display());
    let rules = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
    let store = SqlStore::open(&url, rules.clone(), RULES, system_clock()).await.expect("a database");
    let signer = Signer::from_seed(&SecretString::from("11".repeat(32))).expect("a seed");
    store.seal(&signer, rules.name()).await.expect("a head");
    let service = Service::new(Arc::new(store), Arc::new(rules), system_clock());
    (Site::new(service, Words::load().expect("the texts"), "http://wall.example"), folder)
}

/// Status and `Retry-After` of what is asked at the same time.
async fn answers(site: Site, paths: &[&str]) -> Vec<(u16, String)> {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let serving = tokio::spawn(serve(listener, site.pages(), std::future::pending()));
    let asked = paths.iter().map(async |path| {
        let answer = reqwest::get(format!("{url}{path}")).await.expect("an answer");
        let later = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        (answer.status().as_u16(), later.unwrap_or_default().to_owned())
    });
    let answers = futures_util::future::join_all(asked).await;
    serving.abort();
    answers
}

#[tokio::test]
async fn who_gets_no_turn_hears_when_to_come_back_and_pages_and_api_wait_for_themselves_alone() {
    let (site, _folder) = empty().await;
    let none = || Arc::new(Semaphore::new(0));
    let paths = ["/", "/badge/x.svg", "/partners/x/card.png", "/log/head", "/robots.txt", "/api/v1/partners"];
    let (fine, later) = ((200, String::new()), (503, "5".to_owned()));
    let without_pages = Site { turns: none(), ..site.clone().with_aging(AGED) };
    let without_api = Site { api_turns: none(), ..site.with_aging(AGED) };
    let (pages, api) = tokio::join!(answers(without_pages, &paths), answers(without_api, &paths));
    assert_eq!(pages, [&later, &later, &later, &later, &fine, &fine].map(Clone::clone));
    let nothing = (404, String::new());
    assert_eq!(api, [&fine, &nothing, &nothing, &fine, &fine, &later].map(Clone::clone));
}
