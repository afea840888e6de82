//! Turns, with as many as a test wants.

use secrecy::SecretString;
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::*;
use crate::evidence::key::Signer;
use crate::picture::said::tier_held;
use crate::points::rules;
use crate::points::text::{CompanyName, Note};
use crate::store::outside::Account;
use crate::store::sql::SqlStore;
use crate::store::{Act, Approval, Evidence as _, Partners as _, Registration, system_clock};

const RULES: &str = include_str!("../playground/program.toml");

/// The wall of an empty program, its store, and where that is kept.
async fn empty() -> (Site, SqlStore, TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("ovation.db").display());
    let rules = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
    let store = SqlStore::open(&url, rules.clone(), RULES, system_clock()).await.expect("a database");
    let signer = Signer::from_seed(&SecretString::from("11".repeat(32))).expect("a seed");
    store.seal(&signer, rules.name()).await.expect("a head");
    let service = Service::new(Arc::new(store.clone()), Arc::new(rules), system_clock());
    (Site::new(service, Words::load().expect("the texts"), "http://wall.example"), store, folder)
}

/// Status and `Retry-After` of what is asked at the same time.
async fn answers(site: Site, paths: &[&str]) -> Vec<(u16, String)> {
    let (url, _serving) = served(site).await;
    let asked = paths.iter().map(async |path| {
        let answer = reqwest::get(format!("{url}{path}")).await.expect("an answer");
        let later = answer.headers().get("retry-after").and_then(|value| value.to_str().ok());
        (answer.status().as_u16(), later.unwrap_or_default().to_owned())
    });
    futures_util::future::join_all(asked).await
}

/// The wall of a program with a company that has a page.
async fn with_a_company() -> (Site, TempDir) {
    let (site, store, folder) = empty().await;
    let act = |number: u32| Act { key: number.to_string(), hash: format!("{number:064x}") };
    let registration = Registration {
        act: act(1),
        by: Account::new(1),
        name: CompanyName::parse("Litware").expect("a name"),
        website: None,
        description: Note::parse("").expect("a note"),
        represents: false,
    };
    let company = store.register_partner(registration).await.expect("a new company").id;
    let approved = store.decide_partner(act(2), Account::new(1), company, Approval::Approve).await;
    approved.expect("a company that waits");
    (site, folder)
}

/// Serves the wall at the address that is answered, until the task is dropped.
async fn served(site: Site) -> (String, JoinSet<std::io::Result<()>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let mut serving = JoinSet::new();
    serving.spawn(serve(listener, site.pages(), std::future::pending()));
    (url, serving)
}

const CARD: &str = "/partners/litware/card.png";

#[tokio::test]
async fn who_gets_no_turn_is_told_so_and_what_to_do_in_the_language_of_the_page() {
    let (site, _folder) = with_a_company().await;
    let without_turns = Site { turns: Arc::new(Semaphore::new(0)), ..site.clone() };
    let without_pens = Site { gallery: Gallery::new(0, Duration::ZERO), ..site };
    for (site, path) in [(&without_turns, "/"), (&without_turns, CARD), (&without_pens, CARD)] {
        let (url, _serving) = served(site.clone()).await;
        for (language, told) in
            [("en", "Try again in a few seconds."), ("fr", "Réessayez dans quelques secondes.")]
        {
            let answer = reqwest::get(format!("{url}{path}?lang={language}")).await.expect("an answer");
            let header = |name: &str| answer.headers()[name].to_str().expect("a readable header").to_owned();
            assert_eq!((answer.status().as_u16(), header("retry-after")), (503, "5".to_owned()), "{path}");
            assert_eq!(
                (header("content-type"), header("cache-control")),
                ("text/html; charset=utf-8".to_owned(), "no-store".to_owned())
            );
            let page = answer.text().await.expect("a text");
            assert!(page.contains(told) && page.contains(&format!("<html lang=\"{language}\">")), "{page}");
        }
    }
}

/// Visitors' cards are drawn in a gallery of the web's own: while as many as like wait there without end, what is drawn
/// elsewhere has its turn at once, even where it is the same picture.
#[tokio::test]
async fn a_crowd_that_asks_for_cards_keeps_no_other_picture_and_no_page_waiting() {
    let (site, _folder) = with_a_company().await;
    let site = Site { gallery: Gallery::new(0, Duration::MAX), ..site };
    let (url, _serving) = served(site.clone()).await;
    let mut crowd = JoinSet::new();
    for _ in 0..20 {
        crowd.spawn(reqwest::get(format!("{url}{CARD}")));
    }
    let page = reqwest::get(format!("{url}/partners/litware")).await.expect("an answer");
    assert_eq!(page.status(), 200);
    let card = tier_held(site.service.rules(), &site.words.speak("en"), "Litware", None, (0, 0)).picture;
    assert!(Gallery::new(1, CARDS_PATIENCE).draw(&card).await.is_some());
    assert!(crowd.try_join_next().is_none(), "nobody of the crowd had a turn");
}

#[tokio::test]
async fn who_gets_no_turn_hears_when_to_come_back_and_pages_and_api_wait_for_themselves_alone() {
    let (site, _store, _folder) = empty().await;
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
