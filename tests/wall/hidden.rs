//! What isn't on the wall, and what went elsewhere.

use crate::stage::Wall;

#[tokio::test]
async fn a_nominated_company_isn_t_there_until_it_is_approved() {
    let wall = Wall::blank().await;
    wall.company("Waiting Works", false).await;
    wall.get("/partners").await.lacks(&["Waiting Works"]);
    assert_eq!(wall.get("/partners/waiting-works").await.status, 404);
    assert_eq!(wall.get("/badge/waiting-works.svg").await.status, 404);
}

#[tokio::test]
async fn a_suspended_company_is_off_the_wall_until_it_is_resumed() {
    let wall = Wall::sample().await;
    let contoso = wall.partner("Contoso Cloud").await;
    wall.suspend(contoso, false).await;
    gone(&wall, "contoso-cloud", "Contoso Cloud").await;
    wall.suspend(contoso, true).await;
    assert_eq!(wall.get("/partners/contoso-cloud").await.status, 200);
}

#[tokio::test]
async fn a_company_that_doesn_t_want_to_be_there_isn_t() {
    let wall = Wall::sample().await;
    let contoso = wall.partner("Contoso Cloud").await;
    wall.put_on_the_wall(contoso, false).await;
    gone(&wall, "contoso-cloud", "Contoso Cloud").await;
    wall.put_on_the_wall(contoso, true).await;
    assert_eq!(wall.get("/partners/contoso-cloud").await.status, 200);
}

#[tokio::test]
async fn a_group_that_isn_t_to_be_there_is_on_no_page() {
    let wall = Wall::sample().await;
    wall.ask_for_help("Backups that survive a fire").await;
    let (name, slug) = ("Ottawa Windows Server User Group", "ottawa-windows-server-user-group");
    // By an address of its own: what is changed behind the store's back isn't seen where a page is remembered.
    wall.get("/requests?q=fire").await.shows(&["Backups that survive a fire"]);
    wall.meddle(&format!("UPDATE user_group SET wall_hidden = 1 WHERE name = '{name}'")).await;
    for path in [format!("/groups/{slug}"), format!("/api/v1/groups/{slug}")] {
        assert_eq!(wall.get(&path).await.status, 404, "{path}");
    }
    for list in ["awards", "requests", "leaderboard"] {
        let page = wall.get(&format!("/api/v1/{list}?group={slug}")).await;
        assert_eq!((page.status, &page.json()["errors"][0]["parameter"]), (400, &"group".into()));
    }
    for path in wall.all_pages().await {
        wall.get(&path).await.lacks(&[name, slug, "Backups that survive a fire", "Two nights and a train"]);
    }
}

#[tokio::test]
async fn what_a_hidden_group_gave_counts_for_the_company_and_that_is_said() {
    let wall = Wall::sample().await;
    let counted = async || {
        let company = wall.get("/api/v1/partners/litware-labs").await.json();
        let board = wall.get("/api/v1/leaderboard?period=all&limit=1").await.json();
        (company["points"].clone(), company["groups"].clone(), board["items"][0]["points"].clone())
    };
    let before = counted().await;
    wall.meddle("UPDATE user_group SET wall_hidden = 1 WHERE name = 'Rust Study Group'").await;
    wall.get("/partners/litware-labs").await.lacks(&["Rust Study Group"]);
    assert_eq!(counted().await, before);
    wall.get("/api")
        .await
        .shows(&["totals count what such groups gave it all the same, without naming them"]);
    wall.get("/api?lang=fr").await.shows(&["comptent toutefois ce que lui ont donné de tels groupes"]);
}

#[tokio::test]
async fn an_award_that_was_taken_back_is_on_no_page() {
    let wall = Wall::sample().await;
    let reason = wall.reverse_newest().await;
    for path in wall.all_pages().await {
        wall.get(&path).await.lacks(&[&reason, "another company's"]);
    }
}

#[tokio::test]
async fn a_renamed_company_is_found_by_its_old_address_and_back() {
    let wall = Wall::sample().await;
    let litware = wall.partner("Litware Labs").await;
    wall.rename(litware, "Litware Laboratories").await;
    let old = wall.get("/partners/litware-labs").await;
    assert_eq!((old.status, old.header("location")), (301, "/partners/litware-laboratories"));
    let badge = wall.get("/badge/litware-labs.svg").await;
    assert_eq!((badge.status, badge.header("location")), (301, "/badge/litware-laboratories.svg"));
    let chosen = wall.get("/partners/litware-labs?lang=fr").await;
    assert_eq!(chosen.header("location"), "/partners/litware-laboratories?lang=fr");
    wall.rename(litware, "Litware Labs").await;
    assert_eq!(wall.get("/partners/litware-labs").await.status, 200);
    assert_eq!(wall.get("/partners/litware-laboratories").await.status, 301);
    // Who comes later with that name gets another address.
    let other = wall.company("Litware Laboratories", true).await;
    assert_eq!(wall.get(&format!("/partners/litware-laboratories-{}", other.get())).await.status, 200);
}

#[tokio::test]
async fn a_merged_company_leads_to_the_one_that_stays_with_its_thanks() {
    let wall = Wall::sample().await;
    let (tailspin, litware) = (wall.partner("Tailspin Travel").await, wall.partner("Litware Labs").await);
    wall.merge(tailspin, litware).await;
    let old = wall.get("/partners/tailspin-travel").await;
    assert_eq!((old.status, old.header("location")), (301, "/partners/litware-labs"));
    wall.get("/partners/litware-labs")
        .await
        .shows(&["Two nights and a train ticket for our keynote speaker"]);
    wall.get("/partners").await.shows(&["5 companies"]);
}

async fn gone(wall: &Wall, slug: &str, name: &str) {
    assert_eq!(wall.get(&format!("/partners/{slug}")).await.status, 404);
    assert_eq!(wall.get(&format!("/badge/{slug}.svg")).await.status, 404);
    assert_eq!(wall.get(&format!("/api/v1/partners/{slug}")).await.status, 404);
    assert_eq!(wall.get(&format!("/api/v1/awards?partner={slug}")).await.status, 400);
    for path in wall.all_pages().await {
        wall.get(&path).await.lacks(&[name, slug]);
    }
}
