//! The wall where little is, or much, or nothing can be had: an empty program, lists of several pages, a lost database.

use std::sync::Arc;

use ovation::playground::RULES;
use ovation::points::rules;
use ovation::points::text::{CompanyName, Note};
use ovation::service::Service;
use ovation::store::outside::Account;
use ovation::store::sql::SqlStore;
use ovation::store::{Act, Approval, Partners as _, Registration, system_clock};
use ovation::web::{Site, serve};
use ovation::words::Words;
use tokio::net::TcpListener;

use super::wall::{LANGUAGES, evaluate, is_for_everybody, spoken};
use crate::browser::Browser;
use crate::harness::database::{Database, Place};

const STAFF: Account = Account::new(1_000_000_000_000_000_016);

/// A wall without a bot, of a program in which nothing happened yet.
struct Bare {
    url: String,
    store: SqlStore,
    _place: Place,
}

impl Bare {
    async fn new() -> Self {
        let place = Database::of_this_run().make().await;
        let rules = rules::parse("program.toml", RULES, &["en", "fr"]).expect("the sample's rules");
        let store =
            SqlStore::open(&place.url, rules.clone(), RULES, system_clock()).await.expect("a database");
        let service = Service::new(Arc::new(store.clone()), Arc::new(rules), system_clock());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let site = Site::new(service, Words::load().expect("the texts"), &url);
        tokio::spawn(serve(listener, site.pages(), std::future::pending()));
        Self { url, store, _place: place }
    }

    async fn company(&self, number: usize) {
        let act = |what: &str| Act { key: format!("{what}:{number}"), hash: format!("{number:064x}") };
        let registration = Registration {
            act: act("registered"),
            by: STAFF,
            name: CompanyName::parse(&format!("Company {number:02}")).expect("a name"),
            website: None,
            description: Note::parse("Tools for people who run servers.").expect("a note"),
            represents: false,
        };
        let company = self.store.register_partner(registration).await.expect("a new company").id;
        let approve = self.store.decide_partner(act("approved"), STAFF, company, Approval::Approve);
        approve.await.expect("a company that waits");
    }
}

#[tokio::test]
async fn nobody_is_shut_out_where_little_is_or_much_or_nothing_can_be_had() {
    let wall = Bare::new().await;
    let browser = Browser::start(&wall.url).await;
    let shown = async |pages: &[(&str, &str)], says: &str| {
        for (name, page) in pages {
            for language in LANGUAGES {
                let address = format!("{}{}", wall.url, spoken(page, language));
                browser.client.goto(&address).await.expect("the page opens");
                let read =
                    evaluate(&browser, "document.documentElement.lang + document.body.textContent").await;
                let read = read.as_str().expect("a text");
                assert!(read.starts_with(language), "{page}");
                assert!(language == "fr" || read.contains(says), "{page}: {read}");
                is_for_everybody(&browser, &format!("{name}-{language}")).await;
            }
        }
    };
    shown(&[("blank-front", "/"), ("blank-companies", "/partners")], "No company is in the program yet")
        .await;
    shown(&[("blank-groups", "/groups"), ("blank-requests", "/requests")], "").await;
    for number in 1..=65 {
        wall.company(number).await;
    }
    shown(&[("second-page", "/partners?q=company&page=2")], "Page 2 of 3").await;
    // Otherwise the browser shows what it kept.
    shown(&[("long-front", "/?later=1")], "All companies").await;
    wall.store.close().await;
    shown(&[("lost", "/groups?q=x"), ("lost-company", "/partners/company-65")], "be made now").await;
    browser.close().await;
}
