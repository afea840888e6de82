//! What each page shows, in both languages.

use ovation::points::voices::Voice;
use ovation::store::outside::Account;
use ovation::store::{Hearing as _, Outbox as _};
use serde_json::json;

use crate::stage::{PEOPLE, Wall};

#[tokio::test]
async fn the_first_page_shows_the_newest_thanks_and_companies_by_tier() {
    let wall = Wall::sample().await;
    let page = wall.get("/").await;
    assert_eq!(page.status, 200);
    page.shows(&[
        "<html lang=\"en\">",
        "Northwind Partner Network",
        "Two nights and a train ticket for our keynote speaker",
        "<a href=\"/partners/tailspin-travel\"><bdi>Tailspin Travel</bdi></a>",
        "<a href=\"/groups/rust-study-group\">",
        "<code>/partner register</code>",
    ]);
    let (gold, certified) = (page.body.find("Gold"), page.body.find("Certified"));
    assert!(gold < certified, "the highest tier comes first");
}

#[tokio::test]
async fn a_company_has_its_tier_its_points_and_what_it_did() {
    let wall = Wall::sample().await;
    let page = wall.get("/partners/litware-labs").await;
    assert_eq!(page.status, 200);
    page.shows(&[
        "<title>Litware Labs · Northwind Partner Network</title>",
        "Tools for people who run servers.",
        "href=\"https://litware.example/\"",
        "fill=\"#D4AF37\"",
        "Gold",
        "in the last 12 months",
        "Presentation",
        "Points over time",
        "role=\"img\"",
        "Opened their lab on a Saturday",
        "Ottawa Windows Server User Group",
        "/badge/litware-labs.svg",
        "property=\"og:title\"",
        "application/ld+json",
        "\"@type\":\"Organization\"",
    ]);
}

#[tokio::test]
async fn the_picture_of_a_company_s_points_and_its_table_have_the_months_that_the_api_has() {
    let wall = Wall::sample().await;
    let api = wall.get("/api/v1/partners/litware-labs").await.json();
    let months = api["months"].as_array().expect("months").iter().rev();
    let points = months.map(|month| {
        let first = format!("{}-01", month["month"].as_str().expect("a month"));
        let first: chrono::NaiveDate = first.parse().expect("a day");
        (first.format("%B %Y").to_string(), month["points"].as_i64().expect("points"))
    });
    let points: Vec<(String, i64)> = points.filter(|(_, points)| *points > 0).collect();
    assert!(points.len() > 2, "{points:?}");
    let page = wall.get("/partners/litware-labs").await;
    let table =
        page.body.split("<tbody>").nth(1).and_then(|rest| rest.split("</tbody>").next()).expect("a table");
    let cell = |row: &str, begin: &str, end: &str| {
        row.split(begin).nth(1).and_then(|rest| rest.split(end).next()).expect("a cell").to_owned()
    };
    let rows = table.split("<tr>").skip(1).map(|row| {
        let points = cell(row, "<td>", "</td>").replace(',', "");
        (cell(row, "<th scope=\"row\">", "</th>"), points.parse().expect("points"))
    });
    assert_eq!(rows.collect::<Vec<(String, i64)>>(), points);
    assert_eq!(page.body.matches("class=\"bar\"").count(), points.len());
}

#[tokio::test]
async fn what_people_wrote_is_marked_with_the_language_of_their_group() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups that survive a fire").await;
    let french = wall.get("/requests?lang=fr").await;
    french.shows(&["<h2><bdi lang=\"en\">Backups", "<p><bdi lang=\"en\">An hour of practice"]);
    wall.meddle("UPDATE user_group SET language = 'fr'").await;
    let reason = "Two nights and a train ticket for our keynote speaker";
    wall.get("/").await.shows(&[
        &format!("<blockquote><p><bdi lang=\"fr\">{reason}<"),
        "aria-hidden=\"true\"> → </span><span class=\"heard\"> thanks </span><a href=\"/partners/",
    ]);
    wall.get("/?lang=fr").await.shows(&["<span class=\"heard\"> remercie </span>"]);
    wall.get("/feed.atom").await.shows(&[&format!("<content type=\"text\" xml:lang=\"fr\">{reason}<")]);
    // Nobody knows in which language a company tells of itself.
    for path in ["/", "/partners", "/partners/litware-labs"] {
        wall.get(path).await.shows(&["<bdi lang=\"\">Tools for people who run servers.<"]);
    }
}

#[tokio::test]
async fn groups_show_what_they_thanked_for() {
    let wall = Wall::sample().await;
    wall.get("/groups").await.shows(&["Rust Study Group", "Study group", "Ottawa Windows Server User Group"]);
    let page = wall.get("/groups/rust-study-group").await;
    page.shows(&["What a borrow checker does for a database", "Contoso Cloud"]);
    page.lacks(&["Group Policy archaeology"]);
}

#[tokio::test]
async fn a_company_is_found_by_a_part_of_its_name() {
    let wall = Wall::sample().await;
    let page = wall.get("/partners?q=cont").await;
    page.shows(&["Contoso Cloud", "1 company", "value=\"cont\""]).lacks(&["Litware Labs"]);
    wall.get("/partners?q=nobody").await.shows(&["No company is called so.", "All companies"]);
    wall.get("/partners").await.shows(&["6 companies", "Wide World Hosting"]);
}

#[tokio::test]
async fn a_long_list_has_pages_that_lead_to_each_other() {
    let wall = Wall::blank().await;
    for number in 1..=31 {
        wall.company(&format!("Company {number:02}"), true).await;
    }
    let first = wall.get("/partners?q=company").await;
    first.shows(&["Page 1 of 2", "/partners?q=company&amp;page=2", "Company 30"]).lacks(&["Company 31"]);
    let second = wall.get("/partners?q=company&page=2").await;
    second.shows(&["Page 2 of 2", "Company 31", "rel=\"prev\""]).lacks(&["Company 30"]);
    wall.get("/partners?page=999").await.shows(&["Page 2 of 2"]);
    for odd in ["0", "-1", "x", "4294967296", ""] {
        wall.get(&format!("/partners?page={odd}")).await.shows(&["Page 1 of 2"]);
    }
    wall.get("/partners?page=4294967295").await.shows(&["Page 2 of 2"]);
}

#[tokio::test]
async fn each_page_speaks_the_browsers_language_and_any_that_is_chosen() {
    let wall = Wall::sample().await;
    let french = wall.ask("/partners/litware-labs", &[("accept-language", "fr-CA,fr;q=0.9,en;q=0.5")]).await;
    french.shows(&["<html lang=\"fr\">", "Niveau", "Or", "Les points au fil du temps", "href=\"?lang=en\""]);
    assert_eq!(french.header("content-language"), "fr");
    assert_eq!(french.header("vary"), "Accept-Language");
    // What was chosen is stronger, and stays in the links.
    let chosen = wall.get("/?lang=fr").await;
    chosen.shows(&["Derniers mercis", "href=\"/partners?lang=fr\"", "<code>/entreprise inscrire</code>"]);
    wall.ask("/", &[]).await.shows(&["<html lang=\"en\">"]);
    for path in ["/", "/partners", "/groups", "/requests", "/partners/litware-labs", "/nowhere"] {
        for language in ["en", "fr"] {
            let page = wall.get(&format!("{path}?lang={language}")).await;
            page.lacks(&[">wall-", ">user-group<"]);
        }
    }
}

#[tokio::test]
async fn an_empty_program_has_pages_that_say_what_comes() {
    let wall = Wall::blank().await;
    wall.get("/")
        .await
        .shows(&["The first award of a group appears here", "No company is in the program yet"]);
    wall.get("/groups").await.shows(&["<code>/setup</code>"]);
    wall.get("/requests")
        .await
        .shows(&["Nobody asks for help at the moment", "<code>/partner register</code>"]);
    assert_eq!(wall.get("/feed.atom").await.status, 200);
    let head = wall.get("/log/head").await;
    assert_eq!(head.status, 404);
    head.shows(&["Nothing was signed yet"]);
}

#[tokio::test]
async fn help_wanted_is_there_for_who_isn_t_in_the_program_yet() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups <b>that</b> survive a fire").await;
    let page = wall.get("/requests").await;
    page.shows(&[
        "Backups &lt;b&gt;that&lt;/b&gt; survive a fire",
        "Speaker · ",
        "/groups/ottawa-windows-server-user-group",
        "An hour of practice, no sales pitch",
        "Where: <bdi lang=\"en\">Ottawa</bdi>",
        "Offers until ",
        "How to join",
    ]);
    wall.get("/requests?lang=fr").await.shows(&["Présentation · ", "Offres jusqu’au "]);
}

#[tokio::test]
async fn an_address_at_which_nothing_is_helps_on() {
    let wall = Wall::sample().await;
    for path in [
        "/nowhere",
        "/partners/nobody",
        "/groups/nobody",
        "/partners/Litware%20Labs",
        "/partners/%FF",
        "/badge/x.png",
        "/partners/litware-labs.svg",
        "/partners/litware-labs.svg/card.png",
        "/groups/rust-study-group.svg",
    ] {
        let page = wall.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        page.shows(&["There is no such page", "role=\"search\"", "href=\"/\"", "noindex"]);
    }
}

#[tokio::test]
async fn no_person_is_on_any_page() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Ask <@1000000000000000011>").await;
    // Also an address is made of a name.
    let litware = wall.partner("Litware Labs").await;
    wall.rename(litware, "Ask 1000000000000000011").await;
    let (told, shown) = ("<@1000000000000000011>, and 1000000000000000012!", "…, and …!");
    for column in
        ["record_text SET text", "record_text SET event", "record_text SET link", "user_group SET name"]
    {
        wall.meddle(&format!("UPDATE {column} = '{told}'")).await;
    }
    wall.meddle(&format!(
        "UPDATE partner SET name = '{told}', description = '{told}', website = 'https://discord.com/users/1000000000000000011' WHERE id = {}",
        litware.get()
    ))
    .await;
    wall.get("/")
        .await
        .shows(&[&format!("<blockquote><p><bdi lang=\"en\">{shown}<"), &format!("<bdi>{shown}</bdi></a>")]);
    wall.get("/requests")
        .await
        .shows(&[&format!("<h2><bdi lang=\"en\">{shown}<"), &format!("Where: <bdi lang=\"en\">{shown}<")]);
    for path in wall.all_pages().await {
        for language in ["en", "fr"] {
            let page = wall.ask(&path, &[("accept-language", language)]).await;
            for person in PEOPLE {
                page.lacks(&[&person.to_string()]);
            }
            page.lacks(&["second-leader", "other-leader", "discord.com"]);
        }
    }
}

#[tokio::test]
async fn groups_and_requests_are_narrowed_down_by_what_is_typed() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups that survive a fire").await;
    wall.ask_for_help("Clusters that survive a summer").await;
    wall.get("/groups?q=RUST").await.shows(&["1 group<", "Rust Study Group"]).lacks(&["/groups/ottawa"]);
    wall.get("/groups?q=nobody").await.shows(&["No group is called so.", "All groups"]);
    wall.get("/requests").await.shows(&["2 requests"]);
    wall.get("/requests?q=fire&kind=speaker").await.shows(&["1 request<", "Backups"]).lacks(&["Clusters"]);
    let none = wall.get("/requests?kind=venue").await;
    none.shows(&["Nothing like it is asked for.", "<option value=\"venue\" selected>"]).lacks(&["Backups"]);
    wall.get("/requests?kind=nonsense").await.shows(&["2 requests"]);
}

#[tokio::test]
async fn what_machines_are_told_of_a_page_keeps_its_language_and_its_place() {
    let wall = Wall::blank().await;
    for number in 1..=31 {
        wall.company(&format!("Company {number:02}"), true).await;
    }
    let url = &wall.url;
    wall.get("/partners?q=comp&page=2").await.shows(&[
        &format!("<link rel=\"canonical\" href=\"{url}/partners?q=comp&amp;page=2\">"),
        &format!("hreflang=\"fr\" href=\"{url}/partners?q=comp&amp;page=2&amp;lang=fr\""),
        &format!("hreflang=\"x-default\" href=\"{url}/partners?q=comp&amp;page=2\""),
    ]);
    // A page beyond the last is the last.
    wall.get("/partners?page=9").await.shows(&[&format!("rel=\"canonical\" href=\"{url}/partners?page=2\"")]);
    wall.get("/partners/company-01?lang=fr&page=3&q=x").await.shows(&[
        &format!("<link rel=\"canonical\" href=\"{url}/partners/company-01?lang=fr\">"),
        &format!("content=\"{url}/partners/company-01?lang=fr\""),
        "href=\"/feed.atom?lang=fr\"",
    ]);
    let feed = Wall::sample().await.get("/feed.atom?lang=fr").await;
    feed.shows(&["/feed.atom?lang=fr\"/>", "/partners/litware-labs?lang=fr\"/>"]);
}

#[tokio::test]
async fn numbers_are_written_as_the_language_has_it() {
    let wall = Wall::sample().await;
    let litware = wall.partner("Litware Labs").await.get();
    wall.meddle(&format!("UPDATE standing SET points = points * 100 WHERE partner_id = {litware}")).await;
    let points = wall.get("/api/v1/partners/litware-labs").await.json()["points"].as_i64().expect("points");
    let (thousands, rest) = (points / 1_000, points % 1_000);
    assert!((10..1_000).contains(&thousands), "{points}");
    wall.get("/partners/litware-labs").await.shows(&[&format!("<dd>{thousands},{rest:03}<small>")]);
    let french = wall.get("/partners/litware-labs?lang=fr").await;
    french.shows(&[&format!("<dd>{thousands}\u{202F}{rest:03}<small>")]);
}

#[tokio::test]
async fn a_request_whose_words_were_erased_says_so() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups that survive a fire").await;
    wall.erase_leader().await;
    wall.get("/requests").await.shows(&["<h2>Its words were erased</h2>", "1 request<"]).lacks(&["Backups"]);
    wall.get("/requests?lang=fr").await.shows(&["<h2>Son texte a été effacé</h2>"]);
    let request = wall.get("/api/v1/requests").await.json()["items"][0].clone();
    assert!(
        request["topic"].is_null() && request["text"].is_null() && request["place"].is_null(),
        "{request}"
    );
}

#[tokio::test]
async fn all_that_is_asked_for_is_looked_through_and_has_pages() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Clusters that survive a summer").await;
    // Hundreds of groups that ask for something else, all of it to be answered earlier.
    for sql in [
        "INSERT INTO record (id, kind, at, rules, group_id) \
         SELECT r.id + n.n, r.kind, r.at, r.rules, r.group_id FROM record r JOIN (WITH RECURSIVE up (n) AS \
         (SELECT 1 UNION ALL SELECT n + 1 FROM up WHERE n < 700) SELECT n FROM up) n ON r.id = (SELECT MAX(id) FROM record)",
        "INSERT INTO request (record_id, group_id, kind, ends_at) \
         SELECT r.id, q.group_id, 'venue', q.ends_at - r.id FROM request q JOIN record r ON r.id > q.record_id",
        "INSERT INTO record_text (record_id, salt, text, event) \
         SELECT q.record_id, t.salt, 'A room', 'A room' FROM request q JOIN record_text t ON t.event LIKE 'Clusters%' \
          WHERE q.kind = 'venue'",
    ] {
        wall.meddle_unseen(sql).await;
    }
    wall.get("/requests?q=cluster").await.shows(&["1 request<", "Clusters"]).lacks(&["Page 1"]);
    let first = wall.get("/requests").await;
    first.shows(&["701 requests", "Page 1 of 24", "/requests?page=2"]).lacks(&["Clusters"]);
    wall.get("/requests?page=24").await.shows(&["Page 24 of 24", "Clusters"]);
    wall.get("/requests?page=4294967295").await.shows(&["Page 24 of 24", "Clusters"]);
    wall.get("/requests?kind=venue&q=room&page=2")
        .await
        .shows(&["700 requests", "/requests?q=room&amp;kind=venue&amp;page=3"]);
}

#[tokio::test]
async fn what_members_say_and_their_applause_are_on_a_company_s_page() {
    let wall = Wall::asking().await;
    let wide_world = wall.partner("Wide World Hosting").await;
    let (page, api) = ("/partners/wide-world-hosting", "/api/v1/partners/wide-world-hosting");
    let talk = wall.thank(wide_world).await;
    wall.get(page).await.lacks(&["Applause", "Talks free of a sales pitch"]);
    let before = wall.get(api).await.json();
    assert_eq!((&before["applause"], before["pitch_free"].is_null()), (&0.into(), true));
    for (member, voice) in (100..).zip([Voice::Useful, Voice::Useful, Voice::SoSo]) {
        wall.store.hear(talk, Account::new(member), voice).await.expect("a voice");
        wall.store.applaud(talk, Account::new(member)).await.expect("applause");
    }
    wall.get(page).await.shows(&[
        "<dt>Applause</dt><dd>3 <span aria-hidden=\"true\">👏</span>",
        "<dt>Talks free of a sales pitch</dt><dd>1 of 1<small>as members said who were there</small>",
    ]);
    wall.get(&format!("{page}?lang=fr")).await.shows(&["Applaudissements", "1 sur 1"]);
    let after = wall.get(api).await.json();
    assert_eq!((&after["applause"], &after["pitch_free"]), (&3.into(), &json!({"talks": 1, "free": 1})));
}
