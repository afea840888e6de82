//! A wall whose database is lost for a while: what was made is still answered, the rest says when to come back, nobody waits for
//! ever, and afterwards all is as before.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ovation::playground::{RULES, history};
use ovation::web::Site;
use sqlx::Executor as _;

use crate::harness::database::{Database, Place};
use crate::harness::line::Line;
use crate::stage::{Page, Wall, calm};

/// All connections to this database but the one that asks.
const SEVER: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()";

/// One of each kind: pages, what is shown elsewhere, the API.
const ADDRESSES: [&str; 9] = [
    "/",
    "/partners/litware-labs",
    "/groups",
    "/requests",
    "/badge/litware-labs.svg",
    "/feed.atom",
    "/partners/litware-labs/card.png",
    "/api/v1/partners/litware-labs",
    "/api/v1/awards",
];

/// Longer than anybody is to wait for an answer: nothing is measured by it.
const FOR_EVER: Duration = Duration::from_secs(120);

/// The sample's in a database of a server, where there is one to be lost.
async fn history_on_a_server() -> Place {
    let place = Database::Postgres.make().await;
    history::write(&place.url, RULES).await.expect("the history is written");
    place
}

/// Each answer is made anew.
fn forgetful(site: Site) -> Site {
    calm(site).with_aging(Duration::from_millis(1))
}

/// What all of them answer when they are asked at once.
async fn all(wall: &Wall) -> BTreeMap<&'static str, Page> {
    let asked = ADDRESSES.map(|path| async move { (path, wall.get(path).await) });
    let answered = tokio::time::timeout(FOR_EVER, futures_util::future::join_all(asked)).await;
    answered.expect("nobody waits for ever").into_iter().collect()
}

/// An answer is what it was before, or says when to come back.
#[track_caller]
fn is_whole_or_later(path: &str, page: &Page, before: &Page) {
    match page.status {
        503 => assert!(page.header("retry-after").parse::<u32>().is_ok(), "{path}: when to come back"),
        status => assert_eq!((status, page.header("etag")), (200, before.header("etag")), "{path}"),
    }
}

/// Everything is as it was.
async fn is_as_before(wall: &Wall, before: &BTreeMap<&'static str, Page>) {
    for path in ADDRESSES {
        let page = wall.get(path).await;
        assert_eq!((page.status, page.header("etag")), (200, before[path].header("etag")), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_connections_the_server_ends_each_answer_is_whole_or_says_when_to_come_back() {
    let place = history_on_a_server().await;
    let mut severing = place.connect().await;
    let wall = Wall::on(place, RULES, forgetful).await;
    let before = all(&wall).await;
    // Those that nobody uses just now.
    severing.execute(SEVER).await.expect("connections end");
    for path in ADDRESSES {
        is_whole_or_later(path, &wall.get(path).await, &before[path]);
    }
    is_as_before(&wall, &before).await;
    // And those that are in use.
    let over = Arc::new(AtomicBool::new(false));
    let severed = tokio::spawn({
        let over = Arc::clone(&over);
        async move {
            while !over.load(Ordering::SeqCst) {
                severing.execute(SEVER).await.expect("its own connection stays");
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        }
    });
    for _ in 0..20 {
        for (path, page) in all(&wall).await {
            is_whole_or_later(path, &page, &before[path]);
        }
    }
    over.store(true, Ordering::SeqCst);
    severed.await.expect("no panic");
    is_as_before(&wall, &before).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_server_is_away_what_was_made_is_answered_and_the_rest_says_when_to_come_back() {
    let mut place = history_on_a_server().await;
    let mut line = Line::to(&mut place).await;
    let wall = Wall::on(place, RULES, calm).await;
    let kept = ["/partners/litware-labs", "/badge/litware-labs.svg", "/api/v1/partners/litware-labs"];
    for path in kept {
        assert_eq!(wall.get(path).await.status, 200, "{path}");
    }
    line.cut().await;
    for (path, page) in all(&wall).await {
        if kept.contains(&path) {
            page.shows(&["Litware Labs"]);
        } else {
            assert_eq!(page.status, 503, "{path}");
            assert!(page.header("retry-after").parse::<u32>().is_ok(), "{path}: when to come back");
        }
    }
    line.mend().await;
    for (path, page) in all(&wall).await {
        assert_eq!(page.status, 200, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_vanishes_and_is_replaced_keeps_nobody_waiting_for_ever() {
    let mut place = history_on_a_server().await;
    let line = Line::to(&mut place).await;
    let wall = Wall::on(place, RULES, forgetful).await;
    let before = all(&wall).await;
    line.lose_what_stands();
    let recovered = tokio::time::timeout(FOR_EVER, async {
        loop {
            let answered = all(&wall).await;
            for (path, page) in &answered {
                is_whole_or_later(path, page, &before[path]);
            }
            if answered.values().all(|page| page.status == 200) {
                return;
            }
        }
    });
    recovered.await.expect("the new server is used");
    is_as_before(&wall, &before).await;
}
