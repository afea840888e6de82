//! What machines get: headers, marks, the badge, the feed, the stylesheet, the signed head.

use std::net::SocketAddr;

use ovation::evidence::key::Signer;
use ovation::playground::RULES;
use ovation::store::outside::{Account, Message};
use ovation::store::{Board as _, Evidence as _, Outbox as _, Purpose, Wall as _};
use secrecy::SecretString;

use crate::harness::{App, own_address};
use crate::stage::Wall;

/// Our own alone, and nothing within a page.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[tokio::test]
async fn a_page_that_is_there_already_isn_t_sent_again() {
    let wall = Wall::sample().await;
    for path in ["/", "/partners/litware-labs", "/badge/litware-labs.svg", "/feed.atom"] {
        let page = wall.get(path).await;
        let mark = page.header("etag").to_owned();
        assert!(mark.starts_with('"') && page.header("cache-control").starts_with("public"), "{path}");
        let again = wall.ask(path, &[("accept-language", "en"), ("if-none-match", &mark)]).await;
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", mark.as_str()));
        let weak = wall
            .ask(path, &[("accept-language", "en"), ("if-none-match", &format!("\"x\", W/{mark}"))])
            .await;
        assert_eq!(weak.status, 304);
        let other = wall.ask(path, &[("accept-language", "en"), ("if-none-match", "\"x\"")]).await;
        assert_eq!(other.status, 200);
        let only_head = wall.send("HEAD", &format!("{path}?lang=en")).await;
        assert_eq!((only_head.status, only_head.body.as_str()), (200, ""));
        assert_eq!(only_head.header("etag"), wall.get(&format!("{path}?lang=en")).await.header("etag"));
    }
    // What changes has another mark.
    let before = wall.get("/").await.header("etag").to_owned();
    wall.reverse_newest().await;
    assert_ne!(wall.get("/").await.header("etag"), before);
}

#[tokio::test]
async fn nothing_is_made_twice_until_something_changes() {
    let wall = Wall::sample().await;
    let (page, list) = ("/partners/litware-labs", "/partners");
    wall.get(page).await.shows(&["Litware Labs"]);
    // The API's addresses end as the pages' do.
    wall.get(&format!("/api/v1{list}")).await.shows(&["\"name\":\"Litware Labs\""]);
    wall.get(list).await.shows(&["<html", "Litware Labs"]);
    wall.ask(page, &[("accept-language", "fr")]).await.shows(&["lang=\"fr\""]);
    wall.get(page).await.shows(&["lang=\"en\""]);
    // Behind the store's back, so that it is seen only when the page is made anew.
    wall.meddle_unseen("UPDATE partner SET website = 'https://behind.example' WHERE name = 'Litware Labs'")
        .await;
    wall.get(page).await.lacks(&["behind.example"]);
    wall.reverse_newest().await;
    wall.get(page).await.shows(&["behind.example"]);
}

#[tokio::test]
async fn what_becomes_of_messages_leaves_pages_as_they_are_and_applause_doesn_t() {
    let wall = Wall::asking().await;
    let litware = wall.partner("Litware Labs").await;
    let shout_out = wall.thank(litware).await;
    let (page, board) = ("/partners/litware-labs", "/api/v1/leaderboard?period=all");
    wall.get(page).await.shows(&["Litware Labs"]);
    let changes = wall.store.changes();
    wall.get(board).await.shows(&["litware-labs"]);
    wall.thank(litware).await;
    let awarded = wall.store.changes();
    assert!(awarded > changes, "an award counts");
    assert!(wall.store.follow_ledger().await.expect("the boards follow") > 0);
    let (due, _) = wall.store.due_errands(100).await.expect("errands");
    let mut due: Vec<_> = due.into_iter().filter(|errand| errand.purpose == Purpose::Award).collect();
    let (last, first) = (due.pop().expect("a shout-out"), due.pop().expect("another"));
    wall.store.begin_errand(&first).await.expect("it is begun").expect("it is to be told");
    wall.store.errand_done(first.id, first.channel, Message::new(5)).await.expect("it is done");
    let later = chrono::Utc::now();
    wall.store.errand_put_off(last.id, later, "Discord has trouble").await.expect("it is put off");
    wall.store.errand_unknown(last.id, later, "Discord has trouble").await.expect("it is put off");
    wall.store.errand_failed(last.id, "Discord refuses", true).await.expect("it has failed");
    wall.store.errand_unwelcome(last.id).await.expect("nobody is told");
    wall.store.errand_needless(last.id).await.expect("it is needless");
    assert_eq!(wall.store.changes(), awarded, "nothing of it is on the wall");
    wall.get(page).await.shows(&["Litware Labs"]);
    wall.meddle_unseen("UPDATE partner SET website = 'https://behind.example' WHERE name = 'Litware Labs'")
        .await;
    wall.get(page).await.lacks(&["behind.example"]);
    wall.store.applaud(shout_out, Account::new(100)).await.expect("applause");
    wall.get(page).await.shows(&["behind.example", "Applause"]);
}

#[tokio::test]
async fn what_another_replica_changed_is_seen_when_a_page_has_aged() {
    let wall = Wall::sample_but(|site| site).await;
    let page = "/partners/litware-labs";
    wall.get(page).await.shows(&["Litware Labs"]);
    wall.meddle_unseen("UPDATE partner SET website = 'https://behind.example' WHERE name = 'Litware Labs'")
        .await;
    let begun = std::time::Instant::now();
    while !wall.get(page).await.body.contains("behind.example") {
        assert!(begun.elapsed().as_secs() < 60, "a page stays for ever");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}

#[tokio::test]
async fn while_the_database_is_lost_what_was_made_just_now_is_still_answered() {
    let wall = Wall::sample().await;
    for path in ["/partners/litware-labs", "/api/v1/partners/litware-labs"] {
        wall.get(path).await.shows(&["Litware Labs"]);
    }
    wall.store.close().await;
    for path in ["/partners/litware-labs", "/api/v1/partners/litware-labs"] {
        let page = wall.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        page.shows(&["Litware Labs"]);
        let other = wall.get(&path.replace("litware-labs", "contoso-cloud")).await;
        assert_eq!(other.status, 503, "{path}");
    }
}

#[tokio::test]
async fn nothing_of_others_runs_on_a_page_and_no_cookie_is_set() {
    let wall = Wall::sample().await;
    for path in wall.all_pages().await.iter().map(String::as_str).chain(["/nowhere"]) {
        let page = wall.get(path).await;
        let policy = page.header("content-security-policy");
        assert_eq!(policy, POLICY, "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
        assert_eq!(page.header("referrer-policy"), "strict-origin-when-cross-origin");
        assert_eq!(page.header("set-cookie"), "");
        page.lacks(&["style=\"", "<style", "javascript:", " onclick", "<iframe"]);
    }
    assert_eq!(wall.send("POST", "/").await.status, 405);
}

#[tokio::test]
async fn the_stylesheet_can_be_kept_for_ever() {
    let wall = Wall::blank().await;
    let page = wall.get("/").await;
    let at = page.body.find("/wall-").expect("a stylesheet");
    let address: String = page.body[at..].chars().take_while(|c| *c != '"').collect();
    let sheet = wall.get(&address).await;
    assert_eq!((sheet.status, sheet.header("content-type")), (200, "text/css; charset=utf-8"));
    assert_eq!(sheet.header("cache-control"), "public, max-age=31536000, immutable");
    sheet.shows(&["prefers-color-scheme: dark"]);
}

#[tokio::test]
async fn the_badge_has_program_and_tier_and_may_be_shown_elsewhere() {
    let wall = Wall::sample().await;
    let badge = wall.get("/badge/litware-labs.svg").await;
    assert_eq!((badge.status, badge.header("content-type")), (200, "image/svg+xml"));
    assert_eq!(badge.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(badge.header("cache-control"), "public, max-age=3600");
    badge.shows(&[
        ">Northwind Partner Network</text>",
        ">Gold</text>",
        "fill=\"#d4af37\"",
        "<title>Litware Labs in Northwind Partner Network: Gold</title>",
    ]);
    wall.get("/badge/litware-labs.svg?lang=fr").await.shows(&[">Or</text>"]);
}

#[tokio::test]
async fn the_feed_has_the_newest_thanks_and_tiers() {
    let wall = Wall::sample().await;
    let feed = wall.get("/feed.atom").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    feed.shows(&[
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">",
        "<title>Ottawa Windows Server User Group thanks Tailspin Travel</title>",
        "Two nights and a train ticket for our keynote speaker",
        "<title>Litware Labs reached Gold</title>",
        &format!("<link href=\"{}/partners/litware-labs\"/>", wall.url),
    ]);
}

#[tokio::test]
async fn the_newest_signed_head_is_shown_as_it_is() {
    let wall = Wall::sample().await;
    let signer = Signer::from_seed(&SecretString::from("11".repeat(32))).expect("a seed");
    wall.store.seal(&signer, "Northwind Partner Network").await.expect("a head");
    let head = wall.get("/log/head").await;
    assert_eq!((head.status, head.header("content-type")), (200, "text/plain; charset=utf-8"));
    head.shows(&["Northwind Partner Network"]);
    // Also where another one was shown just now.
    wall.reverse_newest().await;
    let before = wall.get("/log/head").await.body;
    let newer = wall.store.seal(&signer, "Northwind Partner Network").await.expect("a head").to_string();
    assert_ne!(before, newer);
    assert_eq!(wall.get("/log/head").await.body, newer);
}

#[tokio::test]
async fn who_watches_over_the_server_is_answered_on_a_listener_of_its_own() {
    let wall = Wall::sample().await;
    for path in ["/healthz", "/readyz"] {
        assert_eq!(wall.watched(path).await.body, "ok\n");
    }
    let metrics = wall.watched("/metrics").await;
    assert_eq!(metrics.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    metrics.shows(&[
        "# TYPE ovation_records_total counter\novation_records_total ",
        "\novation_messages_failed 0\n",
    ]);
    // Not for everybody.
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(wall.get(path).await.status, 404, "{path}");
    }
    wall.store.close().await;
    for (path, status) in [("/healthz", 200), ("/readyz", 503), ("/metrics", 503)] {
        assert_eq!(wall.watched(path).await.status, status, "{path}");
    }
    let page = wall.get("/").await;
    assert_eq!(page.status, 503);
    page.shows(&["be made now"]);
}

/// From the settings to the answer.
#[tokio::test]
async fn a_started_bot_tells_who_watches_at_the_address_of_the_settings_and_nobody_on_the_wall() {
    let mut app = App::prepare(RULES, false).await;
    let (wall, watch) = (own_address(), own_address());
    app.settings.web.listen = Some(wall);
    app.settings.web.metrics_listen = Some(watch);
    app.start_task().await;
    let asked = async |at: SocketAddr, path: &str| {
        let answer = reqwest::get(format!("http://{at}{path}")).await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.expect("a text"))
    };
    for path in ["/healthz", "/readyz"] {
        assert_eq!(asked(watch, path).await, (200, "ok\n".to_owned()), "{path}");
    }
    let (status, metrics) = asked(watch, "/metrics").await;
    let records = metrics.lines().find_map(|line| line.strip_prefix("ovation_records_total "));
    assert_eq!(status, 200);
    assert!(records.is_some_and(|records| records.parse::<u64>().is_ok_and(|many| many > 0)), "{metrics}");
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(asked(wall, path).await.0, 404, "{path}");
    }
    for path in ["/", "/partners", "/api/v1/program"] {
        assert_eq!((asked(wall, path).await.0, asked(watch, path).await.0), (200, 404), "{path}");
    }
    app.finish().await;
    // Both listeners end with the bot.
    for at in [wall, watch] {
        assert!(reqwest::get(format!("http://{at}/healthz")).await.is_err(), "{at}");
    }
}
