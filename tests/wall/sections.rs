//! Each section of a page beside what the API says of the same.

use serde_json::Value;

use crate::stage::{Page, Wall};

/// The words of a section, each item of its list for itself.
fn items(page: &Page, section: &str) -> Vec<String> {
    let begin = format!("<section aria-labelledby=\"{section}\">");
    let section = page.body.split(&begin).nth(1).and_then(|rest| rest.split("</section>").next());
    section.unwrap_or_default().split("<li>").skip(1).map(words).collect()
}

/// What is read of a piece of a page.
fn words(markup: &str) -> String {
    let mut read = String::new();
    for piece in markup.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        read.push_str(text);
        read.push(' ');
    }
    let read = read.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
    read.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn text<'a>(value: &'a Value, of: &str) -> &'a str {
    value.pointer(of).and_then(Value::as_str).unwrap_or_else(|| panic!("no {of} in {value}"))
}

fn number(value: &Value, of: &str) -> i64 {
    value.pointer(of).and_then(Value::as_i64).unwrap_or_else(|| panic!("no {of} in {value}"))
}

fn each<'a>(value: &'a Value, of: &str) -> impl Iterator<Item = &'a Value> {
    value.pointer(of).and_then(Value::as_array).unwrap_or_else(|| panic!("no {of} in {value}")).iter()
}

/// As English has it.
fn grouped(number: i64) -> String {
    match number {
        0..1_000 => number.to_string(),
        _ => format!("{},{:03}", number / 1_000, number % 1_000),
    }
}

fn points(points: i64) -> String {
    if points == 1 { "1 point".to_owned() } else { format!("{} points", grouped(points)) }
}

#[tokio::test]
async fn a_companys_page_shows_what_the_api_says_of_it_section_by_section() {
    let wall = Wall::sample().await;
    let companies = wall.get("/api/v1/partners").await.json();
    let slugs: Vec<&str> = each(&companies, "/items").map(|one| text(one, "/slug")).collect();
    assert_eq!(slugs.len(), 6);
    let (mut sections, mut several_groups) = (0, 0);
    for slug in slugs {
        let page = wall.get(&format!("/partners/{slug}")).await;
        let api = wall.get(&format!("/api/v1/partners/{slug}")).await.json();
        let tier = api.pointer("/tier/name/en").and_then(Value::as_str).unwrap_or("In the program");
        let (all, groups) = (number(&api, "/points"), number(&api, "/groups"));
        let figures =
            page.body.split("<dl class=\"figures\">").nth(1).and_then(|rest| rest.split("</dl>").next());
        let figures = words(figures.expect("figures"));
        for figure in [
            format!("Tier {tier}"),
            format!("Points {} in the last 12 months", grouped(all)),
            format!("Groups helped {groups} in the last 12 months"),
        ] {
            assert!(figures.contains(&figure), "{slug}: {figure}: {figures}");
        }
        let did = each(&api, "/contributions").map(|done| {
            let times = match number(done, "/times") {
                0 => String::new(),
                1 => " · once".to_owned(),
                times => format!(" · {times} times"),
            };
            format!("{}{times} · {}", text(done, "/contribution/name/en"), points(number(done, "/points")))
        });
        let did: Vec<String> = did.collect();
        // A picture of the kind stands before its name.
        let shown: Vec<String> = items(&page, "did")
            .iter()
            .map(|item| item.split_once(' ').expect("a picture").1.to_owned())
            .collect();
        assert_eq!(shown, did, "{slug}");
        let helped = each(&api, "/helped")
            .map(|helped| format!("{} · {}", text(helped, "/group/name"), points(number(helped, "/points"))));
        let helped: Vec<String> = helped.collect();
        assert_eq!(items(&page, "helped"), helped, "{slug}");
        let awards = wall.get(&format!("/api/v1/awards?partner={slug}&limit=12")).await.json();
        let thanks = items(&page, "newest");
        assert_eq!(thanks.len(), each(&awards, "/items").count(), "{slug}");
        for (shown, award) in thanks.iter().zip(each(&awards, "/items")) {
            for part in [
                text(award, "/group/name"),
                text(award, "/reason"),
                text(award, "/contribution/name/en"),
                &points(number(award, "/points")),
            ] {
                assert!(shown.contains(part), "{slug}: {part}: {shown}");
            }
        }
        sections +=
            usize::from(!did.is_empty()) + usize::from(!helped.is_empty()) + usize::from(!thanks.is_empty());
        several_groups += usize::from(helped.len() > 1);
    }
    assert!(sections > 9 && several_groups > 0, "the sample has too little to show anything by: {sections}");
}

#[tokio::test]
async fn the_first_page_has_every_company_under_its_tier_the_highest_first() {
    let wall = Wall::sample().await;
    let tiers = wall.get("/api/v1/program").await.json();
    let mut names: Vec<&str> = each(&tiers, "/tiers").map(|tier| text(tier, "/name/en")).collect();
    names.reverse();
    names.push("In the program");
    let companies = wall.get("/api/v1/partners").await.json();
    let mut expected = Vec::new();
    for name in names {
        let of_tier = each(&companies, "/items").filter(|one| {
            one.pointer("/tier/name/en").and_then(Value::as_str).unwrap_or("In the program") == name
        });
        let of_tier: Vec<String> = of_tier.map(|one| text(one, "/name").to_owned()).collect();
        if !of_tier.is_empty() {
            expected.push((name.to_owned(), of_tier));
        }
    }
    assert!(expected.len() > 1, "{expected:?}");
    for (path, heading) in [("/", "<h3>"), ("/partners", "<h2>")] {
        let page = wall.get(path).await;
        let shown = page.body.split(heading).skip(1).filter_map(|of_tier| {
            let (tier, rest) = of_tier.split_once("<ul class=\"companies\">")?;
            let list = rest.split("</ul>").next()?;
            let names = list
                .split("<bdi>")
                .skip(1)
                .map(|name| words(name.split("</bdi>").next().unwrap_or_default()));
            Some((words(tier), names.collect()))
        });
        assert_eq!(shown.collect::<Vec<(String, Vec<String>)>>(), expected, "{path}");
    }
}
