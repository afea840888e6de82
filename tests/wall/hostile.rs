//! Names and reasons that would do harm if they could.

use std::time::Duration;

use crate::stage::Wall;

/// What a person may type as a company's name, or got into the database some other way.
const NAMES: [&str; 10] = [
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</title></script><svg onload=alert(1)>",
    "Robert'); DROP TABLE partner;--",
    "]]><!ENTITY x SYSTEM 'file:///etc/passwd'>&x;",
    "\u{202E}moc.elpmaxe\u{202C} & \u{2066}co",
    "Сontoso Cloud",
    "=HYPERLINK(\"https://evil.example\")",
    "%2e%2e%2f%00 {{7*7}} ${7*7}",
];

#[tokio::test]
async fn hostile_names_do_no_harm_on_any_page() {
    let wall = Wall::sample().await;
    let litware = wall.partner("Litware Labs").await.get();
    let quoted = |text: &str| text.replace('\'', "''");
    for name in NAMES {
        let name = quoted(name);
        wall.meddle(&format!("UPDATE partner SET name = '{name}', description = '{name}', website = 'javascript:alert(1)' WHERE id = {litware}")).await;
        wall.meddle(&format!("UPDATE user_group SET name = '{name}'")).await;
        wall.meddle(&format!("UPDATE record_text SET text = '{name}', event = '{name}', link = '{name}'"))
            .await;
        for path in wall.all_pages().await {
            let page = wall.get(&path).await;
            page.lacks(&[
                "<script>",
                "<img src=x",
                "<svg onload",
                "<!ENTITY",
                "onerror=alert(1)>",
                "href=\"javascript:",
                "\u{202E}",
                "\u{2066}",
            ]);
            assert_eq!(page.body.matches("</title>").count(), page.body.matches("<title").count(), "{path}");
            assert_eq!(
                page.body.matches("</script>").count(),
                page.body.matches("<script type=\"application/ld+json\">").count()
                    + page.body.matches("<script src=\"/wall-").count(),
                "{path}"
            );
            if path == "/partners/litware-labs" {
                let said = linked(&page.body);
                // What nobody sees is taken out, and nothing else.
                let name = name.replace("\'\'", "'").replace(['\u{202E}', '\u{202C}', '\u{2066}'], "");
                assert_eq!(
                    (said["name"].as_str(), said["description"].as_str()),
                    (Some(&*name), Some(&*name))
                );
                assert!(said.get("url").is_none(), "{said}");
            }
            if path.starts_with("/api/v1") {
                page.json();
            }
            if path.ends_with(".svg") || path.ends_with(".atom") {
                well_formed(&page.body);
            }
        }
    }
}

#[tokio::test]
async fn what_is_typed_into_a_search_or_an_address_does_no_harm() {
    let wall = Wall::sample().await;
    for typed in NAMES {
        let encoded: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        for path in [
            format!("/partners?q={encoded}"),
            format!("/partners/{encoded}"),
            format!("/{encoded}"),
            format!("/?lang={encoded}"),
            format!("/groups?q={encoded}"),
            format!("/requests?q={encoded}&kind={encoded}"),
            format!("/badge/{encoded}.svg"),
            format!("/api/v1/partners?q={encoded}"),
            format!("/api/v1/partners/{encoded}"),
            format!("/api/v1/{encoded}"),
        ] {
            let page = wall.get(&path).await;
            assert!(page.status == 200 || page.status == 404, "{path}: {}", page.status);
            page.lacks(&["<script>", "<img src=x", "<svg onload", "passwd</pre>"]);
        }
    }
    let long = "x".repeat(10_000);
    assert_eq!(wall.get(&format!("/partners?q={long}")).await.status, 200);
    assert_eq!(wall.get(&format!("/partners/{long}")).await.status, 404);
}

#[tokio::test]
async fn what_is_typed_into_the_api_comes_back_as_text_alone() {
    let wall = Wall::sample().await;
    for typed in NAMES {
        let encoded: String = url::form_urlencoded::byte_serialize(typed.as_bytes()).collect();
        let page =
            wall.get(&format!("/api/v1/awards?{encoded}={encoded}&cursor={encoded}&partner={encoded}")).await;
        assert_eq!((page.status, page.header("content-type")), (400, "application/problem+json"), "{typed}");
        page.lacks(&["<", ">", "\u{202E}", "\u{2066}"]);
        assert_eq!(page.json()["errors"].as_array().map(Vec::len), Some(3), "{typed}");
    }
    let long = format!("/api/v1/awards?{}=1&cursor={}", "x".repeat(5_000), "A".repeat(5_000));
    let page = wall.get(&long).await;
    assert!(page.status == 400 && page.body.len() < 2_000, "{}", page.body);
}

#[tokio::test]
async fn an_address_that_was_meddled_with_is_a_part_of_an_address_still() {
    let wall = Wall::sample().await;
    for slug in NAMES {
        wall.meddle("DELETE FROM slug WHERE newest = 1 AND partner_id = (SELECT id FROM partner WHERE name = 'Litware Labs')").await;
        let quoted = slug.replace('\'', "''");
        wall.meddle(&format!(
            "INSERT INTO slug (slug, partner_id, newest) SELECT '{quoted}', id, 1 FROM partner WHERE name = 'Litware Labs'"
        ))
        .await;
        for path in ["/", "/partners", "/feed.atom", "/api/v1/awards", "/groups/rust-study-group"] {
            let page = wall.get(path).await;
            assert_eq!(page.status, 200, "{path}");
            page.lacks(&["<script>", "<img src=x", "<svg onload", "<!ENTITY"]);
        }
    }
}

#[tokio::test]
async fn a_name_of_ten_thousand_characters_is_cut() {
    let wall = Wall::sample().await;
    let litware = wall.partner("Litware Labs").await.get();
    let long = "Wide".repeat(2_500);
    wall.meddle(&format!("UPDATE partner SET name = '{long}', description = '{long}' WHERE id = {litware}"))
        .await;
    for path in wall.all_pages().await {
        let page = wall.get(&path).await;
        page.lacks(&[&"Wide".repeat(200)]);
    }
}

#[tokio::test]
async fn control_characters_never_reach_the_feed() {
    let wall = Wall::sample().await;
    // PostgreSQL takes no NUL in a text.
    wall.meddle("UPDATE record_text SET text = 'a\u{1}b\u{8}c\u{1b}[31md\u{FFFE}e'").await;
    let feed = wall.get("/feed.atom").await;
    feed.shows(&["abc[31mde"]);
    well_formed(&feed.body);
}

#[tokio::test]
async fn names_without_latin_letters_have_addresses_of_their_own() {
    let wall = Wall::blank().await;
    let (company, look_alike) = (wall.company("株式会社", true).await, wall.company("Сontoso", true).await);
    let plain = wall.company("Contoso", true).await;
    for id in [company, look_alike] {
        assert_eq!(wall.get(&format!("/partners/company-{}", id.get())).await.status, 200);
    }
    let shown = wall.get("/partners/contoso").await;
    assert_eq!((shown.status, plain != look_alike), (200, true));
}

#[tokio::test]
async fn a_crowd_gets_its_pages_or_is_told_to_come_back() {
    let wall = Wall::sample().await;
    let asked = (0..60).map(|_| wall.get("/partners/litware-labs"));
    let answers = tokio::time::timeout(Duration::from_secs(60), futures_util::future::join_all(asked)).await;
    for page in answers.expect("all are answered") {
        assert!(page.status == 200 || page.header("retry-after") == "5", "{}", page.status);
    }
}

/// What a page says to machines.
fn linked(body: &str) -> serde_json::Value {
    let said = body.split("<script type=\"application/ld+json\">").nth(1).expect("something for machines");
    serde_json::from_str(said.split("</script>").next().expect("an end")).expect("JSON")
}

/// Each element is closed, and nothing is in it that XML doesn't take.
fn well_formed(text: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find('>').expect("a tag that ends");
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name), "{text}"),
            None => open.push(tag.split_whitespace().next().expect("a name").to_owned()),
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
    let allowed = ["&amp;", "&lt;", "&gt;", "&quot;"];
    for (at, _) in text.match_indices('&') {
        assert!(
            allowed.iter().any(|entity| text[at..].starts_with(entity)),
            "{}",
            &text[at..(at + 10).min(text.len())]
        );
    }
    assert!(text.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')), "control characters");
}
