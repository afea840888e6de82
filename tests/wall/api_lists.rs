//! Lists that are read on and on: everything once, in its order, whatever comes meanwhile; and nothing that isn't on the wall.

use serde_json::Value;

use crate::stage::Wall;

/// All lines of a list, read in parts of so many.
async fn walked(wall: &Wall, list: &str, limit: u32) -> Vec<Value> {
    let mut lines = Vec::new();
    let join = if list.contains('?') { '&' } else { '?' };
    let mut path = format!("/api/v1/{list}{join}limit={limit}");
    for _ in 0..200 {
        let page = wall.get(&path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        let part = page.json();
        lines.extend(part["items"].as_array().expect("lines").iter().cloned());
        let Some(next) = part["next"].as_str() else {
            assert_eq!(page.header("link"), "");
            return lines;
        };
        // The header leads there as well.
        let link = page.header("link").to_owned();
        path = link.trim_start_matches('<').split('>').next().expect("an address").to_owned();
        assert!(path.contains(&format!("cursor={next}")) && link.ends_with("rel=\"next\""), "{link}");
    }
    panic!("{list} has no end");
}

#[tokio::test]
async fn read_in_small_parts_a_list_is_the_same_as_in_one() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups that survive a fire").await;
    wall.ask_for_help("Clusters that survive a summer").await;
    let (tailspin, litware) = (wall.partner("Tailspin Travel").await, wall.partner("Litware Labs").await);
    wall.merge(tailspin, litware).await;
    wall.reverse_newest().await;
    for (list, length) in [
        ("partners", 5),
        ("partners?tier=certified", 2),
        ("groups", 2),
        ("awards", 22),
        ("awards?partner=litware-labs", 10),
        ("awards?partner=tailspin-travel", 10),
        ("awards?group=rust-study-group", 11),
        ("awards?partner=litware-labs&group=rust-study-group&contribution=sponsorship", 1),
        ("awards?contribution=presentation", 10),
        ("leaderboard?period=all", 4),
        ("leaderboard?period=all&of=groups", 2),
        ("leaderboard?period=all&group=rust-study-group", 4),
        ("requests", 2),
        ("requests?group=rust-study-group", 0),
    ] {
        let whole = walked(&wall, list, 100).await;
        assert_eq!(whole.len(), length, "{list}: {whole:#?}");
        for limit in [1, 2, 3] {
            assert_eq!(walked(&wall, list, limit).await, whole, "{list} by {limit}");
        }
    }
}

/// As the board does in Discord.
#[tokio::test]
async fn those_with_as_many_points_share_a_rank() {
    let wall = Wall::sample().await;
    for name in ["Bravo", "Alpha", "Charlie"] {
        let partner = wall.company(name, true).await;
        wall.thank(partner).await;
    }
    let whole = walked(&wall, "leaderboard", 100).await;
    let points: Vec<i64> = whole.iter().filter_map(|line| line["points"].as_i64()).collect();
    for (line, points_here) in whole.iter().zip(&points) {
        let before = points.iter().filter(|other| *other > points_here).count();
        assert_eq!(line["rank"], before + 1, "{whole:#?}");
    }
    let shared = whole.iter().map(|line| line["rank"].as_u64()).collect::<std::collections::BTreeSet<_>>();
    assert!(shared.len() + 2 <= whole.len(), "three have as many: {whole:#?}");
    for limit in [1, 2] {
        assert_eq!(walked(&wall, "leaderboard", limit).await, whole, "by {limit}");
    }
}

#[tokio::test]
async fn what_comes_meanwhile_neither_doubles_nor_skips_a_line() {
    let wall = Wall::blank().await;
    for name in ["Bravo", "Delta", "Foxtrot", "Hotel"] {
        wall.company(name, true).await;
    }
    let part = wall.get("/api/v1/partners?limit=2").await.json();
    let cursor = part["next"].as_str().expect("a cursor");
    wall.company("Alpha", true).await;
    wall.company("Echo", true).await;
    let delta = wall.partner("Delta").await;
    wall.suspend(delta, false).await;
    let rest = wall.get(&format!("/api/v1/partners?limit=10&cursor={cursor}")).await.json();
    let names: Vec<&str> =
        rest["items"].as_array().expect("lines").iter().filter_map(|line| line["name"].as_str()).collect();
    assert_eq!(names, ["Echo", "Foxtrot", "Hotel"]);
    assert!(rest["next"].is_null());
}

#[tokio::test]
async fn what_is_given_taken_back_or_asked_for_meanwhile_moves_nothing_in_what_is_read_on() {
    let wall = Wall::sample().await;
    let litware = wall.partner("Litware Labs").await;
    let ids = |part: &Value| -> Vec<i64> {
        part["items"].as_array().expect("lines").iter().filter_map(|line| line["id"].as_i64()).collect()
    };
    let whole: Vec<i64> =
        walked(&wall, "awards", 100).await.iter().filter_map(|line| line["id"].as_i64()).collect();
    let first = wall.get("/api/v1/awards?limit=5").await.json();
    let cursor = first["next"].as_str().expect("a cursor");
    wall.thank(litware).await;
    wall.reverse(whole[1]).await;
    wall.reverse(whole[7]).await;
    let rest = wall.get(&format!("/api/v1/awards?limit=100&cursor={cursor}")).await.json();
    assert_eq!(ids(&first), whole[..5]);
    let left: Vec<i64> = whole[5..].iter().copied().filter(|id| *id != whole[7]).collect();
    assert_eq!(ids(&rest), left);

    for topic in ["First", "Second", "Third", "Fourth"] {
        wall.ask_for_help(topic).await;
    }
    let topics = |part: &Value| -> Vec<String> {
        let lines = part["items"].as_array().expect("lines").iter();
        lines.filter_map(|line| line["topic"].as_str()).map(str::to_owned).collect()
    };
    let first = wall.get("/api/v1/requests?limit=2").await.json();
    let cursor = first["next"].as_str().expect("a cursor");
    // One ends before all others, and one after them.
    wall.ask_for_help("Soonest").await;
    wall.meddle("UPDATE request SET ends_at = ends_at - 3600000 WHERE record_id = (SELECT MAX(record_id) FROM request)")
        .await;
    wall.ask_for_help("Latest").await;
    let rest = wall.get(&format!("/api/v1/requests?limit=100&cursor={cursor}")).await.json();
    assert_eq!(topics(&first), ["First", "Second"]);
    assert_eq!(topics(&rest), ["Third", "Fourth", "Latest"]);
}

#[tokio::test]
async fn names_that_become_long_when_they_are_compared_are_read_on_from() {
    let wall = Wall::blank().await;
    for number in 1..=3 {
        wall.company(&format!("{}{number}", "\u{FDFA}".repeat(59)), true).await;
    }
    assert_eq!(walked(&wall, "partners", 1).await.len(), 3);
}

#[tokio::test]
async fn the_cursor_of_one_list_is_none_of_another() {
    let wall = Wall::sample().await;
    let cursor = wall.get("/api/v1/partners?limit=1").await.json()["next"].as_str().expect("one").to_owned();
    for list in ["groups", "awards", "requests", "leaderboard"] {
        let page = wall.get(&format!("/api/v1/{list}?cursor={cursor}")).await;
        assert_eq!(page.status, 400, "{list}");
        assert_eq!(page.json()["errors"][0]["parameter"], "cursor");
    }
    // A place on a board is one of that board alone.
    let board = "leaderboard?period=all";
    let next =
        wall.get(&format!("/api/v1/{board}&limit=1")).await.json()["next"].as_str().expect("one").to_owned();
    assert_eq!(wall.get(&format!("/api/v1/{board}&limit=2&cursor={next}")).await.status, 200);
    for other in [
        "leaderboard?",
        "leaderboard?period=last",
        "leaderboard?period=all&of=groups",
        "leaderboard?period=all&group=rust-study-group",
        "leaderboard?period=all&contribution=presentation",
    ] {
        let page = wall.get(&format!("/api/v1/{other}&cursor={next}")).await;
        assert_eq!((page.status, &page.json()["errors"][0]["parameter"]), (400, &"cursor".into()), "{other}");
    }
    // Narrowed down differently it goes on from the same place.
    assert_eq!(wall.get(&format!("/api/v1/partners?tier=gold&cursor={cursor}")).await.status, 200);
}

#[tokio::test]
async fn a_company_or_group_that_was_renamed_leads_to_its_new_address() {
    let wall = Wall::sample().await;
    let litware = wall.partner("Litware Labs").await;
    wall.rename(litware, "Litware Laboratories").await;
    let moved = wall.get("/api/v1/partners/litware-labs").await;
    assert_eq!((moved.status, moved.header("location")), (301, "/api/v1/partners/litware-laboratories"));
    let awards = wall.get("/api/v1/awards?partner=litware-labs&limit=1").await.json();
    assert_eq!(awards["items"][0]["partner"]["slug"], "litware-laboratories");
}
