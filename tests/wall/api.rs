//! The API as its users meet it: what is described is what is answered, and what is wrong is told.

use std::num::NonZeroU32;

use ovation::playground::RULES;
use serde_json::json;

use crate::contract::Contract;
use crate::harness::{App, own_address};
use crate::stage::Wall;

/// A question for each path and each way to narrow it down.
const QUESTIONS: [&str; 22] = [
    "/program",
    "/partners",
    "/partners?limit=2",
    "/partners?q=CONT",
    "/partners?tier=gold",
    "/partners?q=",
    "/partners/litware-labs",
    "/partners/wide-world-hosting",
    "/groups",
    "/groups?kind=study-group&language=en",
    "/groups/rust-study-group",
    "/awards",
    "/awards?limit=100",
    "/awards?partner=litware-labs",
    "/awards?group=rust-study-group&contribution=presentation",
    "/awards?partner=litware-labs&group=rust-study-group",
    "/leaderboard",
    "/leaderboard?period=all&limit=3",
    "/leaderboard?period=all&of=groups",
    "/leaderboard?period=last&group=rust-study-group",
    "/requests",
    "/requests?kind=speaker&group=ottawa-windows-server-user-group",
];

/// A path as the description calls it.
fn described(question: &str) -> String {
    let path = question.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    match parts[..] {
        ["", kind, _] => format!("/api/v1/{kind}/{{slug}}"),
        _ => format!("/api/v1{path}"),
    }
}

#[tokio::test]
async fn each_path_answers_as_it_is_described() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups that survive a fire").await;
    let contract = Contract::of(&wall).await;
    for path in contract.paths() {
        assert!(QUESTIONS.iter().any(|question| described(question) == *path), "{path} isn't asked");
    }
    for question in QUESTIONS {
        let page = wall.get(&format!("/api/v1{question}")).await;
        assert_eq!(page.status, 200, "{question}: {}", page.body);
        contract.holds(&described(question), &page);
    }
    for (question, status) in [
        ("/partners?limit=0&tier=lead", 400),
        ("/awards?cursor=nonsense", 400),
        ("/groups/rust-study-group?x=1", 400),
        ("/partners/nobody", 404),
        ("/groups/%FF", 404),
        ("/partners/litware-labs.svg", 404),
        ("/groups/rust-study-group.svg", 404),
    ] {
        let page = wall.get(&format!("/api/v1{question}")).await;
        assert_eq!(page.status, status, "{question}: {}", page.body);
        contract.holds(&described(question), &page);
    }
    let path = "/api/v1/partners/litware-labs";
    let mark = wall.get(path).await.header("etag").to_owned();
    let known = wall.ask(path, &[("if-none-match", &mark)]).await;
    let litware = wall.partner("Litware Labs").await;
    wall.rename(litware, "Litware Laboratories").await;
    let moved = wall.get(path).await;
    assert_eq!((known.status, moved.status), (304, 301));
    for page in [known, moved] {
        contract.says("/api/v1/partners/{slug}", &page);
    }
    wall.store.close().await;
    // Not asked for before, so that no answer of it is kept.
    let page = wall.get("/api/v1/partners?limit=9").await;
    assert_eq!((page.status, page.header("retry-after")), (503, "5"));
    contract.holds("/api/v1/partners", &page);
}

#[tokio::test]
async fn what_is_described_changes_only_when_it_is_meant_to() {
    let wall = Wall::blank().await;
    let text = wall.get("/api/v1/openapi.json").await.body.replace(&wall.url, "https://wall.example");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("openapi", text);
    });
}

#[tokio::test]
async fn a_company_is_answered_with_what_its_page_shows() {
    let wall = Wall::sample().await;
    let litware = wall.get("/api/v1/partners/litware-labs").await.json();
    assert_eq!(litware["name"], "Litware Labs");
    assert_eq!(litware["url"], format!("{}/partners/litware-labs", wall.url));
    assert_eq!(litware["tier"]["name"], json!({"en": "Gold", "fr": "Or"}));
    assert_eq!(litware["website"], "https://litware.example/");
    assert_eq!(litware["groups"], 2);
    assert_eq!(litware["helped"].as_array().expect("groups").len(), 2);
    assert_eq!(litware["months"].as_array().expect("months").len(), 24);
    let kinds: Vec<&str> = litware["contributions"]
        .as_array()
        .expect("contributions")
        .iter()
        .filter_map(|done| done["contribution"]["id"].as_str())
        .collect();
    assert!(kinds.contains(&"presentation") && kinds.contains(&"venue"), "{kinds:?}");
    let awards = wall.get("/api/v1/awards?partner=litware-labs&limit=1").await.json();
    assert_eq!(awards["items"][0]["reason"], "Opened their lab on a Saturday");
    let board = wall.get("/api/v1/leaderboard?period=all&limit=1").await.json();
    assert_eq!(
        (&board["items"][0]["rank"], &board["items"][0]["who"]["slug"]),
        (&json!(1), &json!("litware-labs"))
    );
}

#[tokio::test]
async fn all_that_is_wrong_is_named_at_once_with_what_to_do() {
    let wall = Wall::sample().await;
    let question =
        "/api/v1/awards?limit=101&cursor=abc&partner=nobody&group=nobody&contribution=cake&Limit=3&limit=2";
    let mut told = String::new();
    for language in ["en", "fr"] {
        let page = wall.ask(question, &[("accept-language", language)]).await;
        assert_eq!((page.status, page.header("content-type")), (400, "application/problem+json"));
        assert_eq!((page.header("content-language"), page.header("cache-control")), (language, "no-store"));
        let problem = page.json();
        assert_eq!(problem["type"], format!("{}/api#problem-parameters", wall.url));
        told += &format!("{}. {}\n", problem["title"].as_str().unwrap(), problem["detail"].as_str().unwrap());
        for error in problem["errors"].as_array().expect("errors") {
            told += &format!(
                "  {}: {}\n",
                error["parameter"].as_str().unwrap(),
                error["detail"].as_str().unwrap()
            );
        }
    }
    insta::assert_snapshot!(told);
}

#[tokio::test]
async fn whatever_a_parameter_is_given_is_answered_or_refused() {
    let wall = Wall::sample().await;
    for limit in ["", "0", "-1", "101", "1.5", "1e1", "%2B5", "0x10", "99999999999999999999", "١", "null"] {
        assert_eq!(wall.get(&format!("/api/v1/awards?limit={limit}")).await.status, 400, "{limit}");
    }
    let long = "x".repeat(101);
    for (question, status) in [
        ("/partners?q=%00", 200),
        ("/partners?q=%FF", 200),
        ("/partners?q='%20OR%201=1--", 200),
        (&*format!("/partners?q={long}"), 400),
        ("/partners?tier=", 400),
        ("/partners?tier=Gold", 400),
        ("/partners?lang=fr", 400),
        ("/partners?q=a&q=b", 400),
        ("/partners?", 200),
        ("/partners?&&", 200),
        ("/partners?=", 400),
        ("/groups?kind=club", 400),
        ("/groups?language=xx", 400),
        ("/leaderboard?of=people", 400),
        ("/leaderboard?period=2026", 400),
        ("/leaderboard?of=groups&group=rust-study-group", 400),
        ("/awards?partner=../../etc", 400),
        ("/program?x", 400),
        ("/openapi.json?x=1", 400),
        ("", 404),
        ("/", 404),
        ("/?limit=1", 404),
        ("/nowhere", 404),
        ("/partners/", 404),
        ("/partners/a/b", 404),
    ] {
        let page = wall.get(&format!("/api/v1{question}")).await;
        assert_eq!(page.status, status, "{question}: {}", page.body);
        if status != 200 {
            assert_eq!(page.header("content-type"), "application/problem+json", "{question}");
            assert_eq!(page.json()["status"], status, "{question}");
            assert_eq!(page.header("access-control-allow-origin"), "*", "{question}");
            assert_ne!(page.header("ratelimit-remaining"), "", "{question}");
        }
    }
}

#[tokio::test]
async fn any_page_may_read_it_and_none_may_do_more() {
    let wall = Wall::sample().await;
    let from = ("origin", "https://elsewhere.example");
    let page = wall.ask("/api/v1/partners", &[from]).await;
    assert_eq!(page.header("access-control-allow-origin"), "*");
    assert_eq!(page.header("access-control-allow-credentials"), "");
    assert!(page.header("access-control-expose-headers").contains("ratelimit-remaining"));
    let preflight =
        [from, ("access-control-request-method", "GET"), ("access-control-request-headers", "if-none-match")];
    let preflight = wall.send_with("OPTIONS", "/api/v1/partners", &preflight).await;
    assert_eq!((preflight.status, preflight.header("access-control-allow-origin")), (200, "*"));
    assert_eq!(preflight.header("access-control-allow-methods"), "GET,HEAD");
    for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE"] {
        let page = wall.send(method, "/api/v1/partners").await;
        assert_eq!((page.status, page.header("allow")), (405, "GET,HEAD"), "{method}");
        assert_eq!(page.json()["status"], 405);
    }
    // The pages themselves are nobody else's to read.
    assert_eq!(wall.ask("/partners", &[from]).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn an_answer_that_is_there_already_isn_t_sent_again() {
    let wall = Wall::sample().await;
    for path in ["/api/v1/partners", "/api/v1/partners/litware-labs", "/api/v1/openapi.json"] {
        let page = wall.get(path).await;
        let mark = page.header("etag").to_owned();
        assert_eq!(
            (page.header("x-content-type-options"), page.header("cache-control")),
            ("nosniff", "public, max-age=60")
        );
        let again = wall.ask(path, &[("if-none-match", &mark)]).await;
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", mark.as_str()));
        let head = wall.send("HEAD", path).await;
        assert_eq!(
            (head.status, head.body.as_str(), head.header("etag")),
            (200, "", mark.as_str()),
            "{path}"
        );
    }
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let wall = Wall::at_pace(2).await;
    let contract = Contract::of(&wall).await;
    let page = wall.get("/api/v1/partners").await;
    assert_eq!(
        (page.status, page.header("ratelimit-limit"), page.header("ratelimit-remaining")),
        (200, "2", "0")
    );
    assert_eq!(page.header("ratelimit-reset"), "60");
    let page =
        wall.ask("/api/v1/partners", &[("x-forwarded-for", "192.0.2.1"), ("accept-language", "fr")]).await;
    assert_eq!((page.status, page.header("ratelimit-remaining")), (429, "0"));
    let wait: u64 = page.header("retry-after").parse().expect("seconds");
    assert!((1..=31).contains(&wait), "{wait}");
    assert_eq!(
        (page.header("access-control-allow-origin"), page.header("x-content-type-options")),
        ("*", "nosniff")
    );
    assert_eq!(page.json()["title"], "Trop de requêtes");
    contract.holds("/api/v1/partners", &page);
    // The pages are for people, and have no such pace.
    assert_eq!(wall.get("/partners").await.status, 200);
}

/// From the settings to the answer.
#[tokio::test]
async fn who_is_behind_a_trusted_proxy_has_a_pace_of_its_own() {
    for (trusted, other) in [("127.0.0.0/8", 200), ("10.0.0.0/8", 429)] {
        let mut app = App::prepare(RULES, false).await;
        let listen = own_address();
        app.settings.web.listen = Some(listen);
        app.settings.web.trusted_proxies = vec![trusted.parse().expect("a network")];
        app.settings.web.api_per_minute = NonZeroU32::new(1);
        app.start_task().await;
        let client = reqwest::Client::new();
        let asked = async |address: &str| {
            let question = client.get(format!("http://{listen}/api/v1/program"));
            let answer = question.header("x-forwarded-for", address).send().await.expect("an answer");
            answer.status().as_u16()
        };
        assert_eq!((asked("192.0.2.1").await, asked("192.0.2.1").await), (200, 429));
        assert_eq!(asked("6.6.6.6, 192.0.2.2").await, other, "behind {trusted}");
        app.finish().await;
    }
}

#[tokio::test]
async fn a_page_teaches_it_in_both_languages() {
    let wall = Wall::sample().await;
    let page = wall.get("/api").await;
    page.shows(&[
        &format!("curl '{}/api/v1/partners?limit=5'", wall.url),
        "href=\"/api/v1/openapi.json\"",
        "<code>GET /api/v1/partners/{slug}</code>",
        "id=\"problem-pace\"",
    ]);
    wall.get("/api?lang=fr").await.shows(&["Ce qui peut être demandé"]).lacks(&[">api-"]);
    page.lacks(&[">api-"]);
    wall.get("/").await.shows(&["href=\"/api\""]);
}
