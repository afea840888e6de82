//! The picture that is shown where a company's page is linked to.

use std::time::Duration;

use ovation::gallery::Gallery;
use ovation::picture::{HEIGHT, WIDTH};

use crate::stage::Wall;

/// The picture at an address of the wall.
async fn picture(wall: &Wall, path: &str) -> Vec<u8> {
    let answer = reqwest::get(format!("{}{path}", wall.url)).await.expect("an answer");
    assert_eq!(answer.status(), 200, "{path}");
    answer.bytes().await.expect("a picture").to_vec()
}

#[tokio::test]
async fn a_company_s_link_shows_its_card() {
    let wall = Wall::sample().await;
    let page = wall.get("/partners/litware-labs").await;
    let card = "/partners/litware-labs/card.png?lang=en";
    page.shows(&[
        &format!("property=\"og:image\" content=\"{}{card}\"", wall.url),
        "property=\"og:image:type\" content=\"image/png\"",
        "property=\"og:image:width\" content=\"1200\"",
        "property=\"og:image:height\" content=\"630\"",
        "property=\"og:image:alt\" content=\"A medal, and the words: Litware Labs · Tier ",
        "name=\"twitter:card\" content=\"summary_large_image\"",
    ]);
    let english = picture(&wall, card).await;
    assert_eq!(&english[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(english[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((number(16), number(20)), (WIDTH, HEIGHT));
    let french = wall.get("/partners/litware-labs?lang=fr").await;
    french.shows(&[
        "/partners/litware-labs/card.png?lang=fr",
        "Une médaille et les mots\u{a0}: Litware Labs · Niveau ",
    ]);
    assert_ne!(picture(&wall, "/partners/litware-labs/card.png?lang=fr").await, english);
    // Who links to another page shows no company.
    wall.get("/partners").await.shows(&["content=\"summary\""]).lacks(&["og:image"]);
}

#[tokio::test]
async fn a_card_can_be_kept_and_isn_t_sent_again() {
    let wall = Wall::sample().await;
    let path = "/partners/contoso-cloud/card.png";
    let card = wall.get(path).await;
    assert_eq!((card.status, card.header("content-type")), (200, "image/png"));
    assert_eq!(card.header("cache-control"), "public, max-age=3600");
    assert_eq!(card.header("cross-origin-resource-policy"), "cross-origin");
    let mark = card.header("etag").to_owned();
    let again = wall.ask(path, &[("accept-language", "en"), ("if-none-match", &mark)]).await;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    wall.reverse_newest().await;
    let contoso = wall.partner("Contoso Cloud").await;
    wall.rename(contoso, "Contoso Cloud & Sons <Ltd>").await;
    let old = wall.get(path).await;
    assert_eq!((old.status, old.header("location")), (301, "/partners/contoso-cloud-sons-ltd/card.png"));
    let renamed = wall.get("/partners/contoso-cloud-sons-ltd/card.png").await;
    assert_eq!(renamed.status, 200);
    assert_ne!(renamed.header("etag"), mark);
}

#[tokio::test]
async fn a_card_that_is_drawn_keeps_no_page_waiting() {
    // As long as each of them takes to draw.
    let never = Gallery::new(0, Duration::from_secs(600));
    let wall = Wall::sample_but(|site| site.with_gallery(never)).await;
    let mut drawn = tokio::task::JoinSet::new();
    for company in
        ["litware-labs", "contoso-cloud", "fabrikam-training", "tailspin-travel", "wide-world-hosting"]
    {
        for language in ["en", "fr"] {
            drawn.spawn(reqwest::get(format!("{}/partners/{company}/card.png?lang={language}", wall.url)));
        }
    }
    // Whoever takes turns for pages gets them in the order in which they ask, so the last of these come after all cards.
    for path in
        ["/", "/partners", "/groups", "/requests", "/partners/litware-labs", "/partners/contoso-cloud"]
    {
        assert_eq!(wall.get(path).await.status, 200, "{path}");
    }
    assert!(drawn.try_join_next().is_none(), "no card is answered before it is drawn");
}

#[tokio::test]
async fn a_card_is_kept_by_what_it_shows_alone() {
    let wall = Wall::sample().await;
    let mark = wall.get("/partners/litware-labs/card.png").await.header("etag").to_owned();
    assert_eq!(wall.get("/partners/litware-labs/card.png").await.header("etag"), mark);
    wall.meddle_unseen("UPDATE partner SET name = 'Litware Laboratories' WHERE name = 'Litware Labs'").await;
    assert_ne!(wall.get("/partners/litware-labs/card.png").await.header("etag"), mark);
}

#[tokio::test]
async fn who_isn_t_on_the_wall_has_no_card() {
    let wall = Wall::sample().await;
    let contoso = wall.partner("Contoso Cloud").await;
    wall.put_on_the_wall(contoso, false).await;
    wall.company("Waiting Works", false).await;
    for path in ["contoso-cloud", "waiting-works", "nobody", "..", "%00", "a%2Fb"] {
        assert_eq!(wall.get(&format!("/partners/{path}/card.png")).await.status, 404, "{path}");
    }
}
