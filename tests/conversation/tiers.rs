//! What holds a tier, as its company sees it, and that the bot evaluates by itself.

use chrono::Utc;
use ovation::discord::request::Request;
use ovation::service::AwardAsked;
use ovation::store::Jobs as _;
use sqlx::Row;

use crate::desk::{Desk, LEADER, MEMBER, PARTNER, STAFF, Who, award, text};
use crate::harness::{App, OTTAWA, quick_rules};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

fn keeping(window: u32) -> String {
    let rules = format!("window_months = {window}\nguarantee_months = 6\ngrace_days = 30");
    quick_rules().replace("window_months = 12", &rules)
}

#[tokio::test]
async fn a_company_sees_what_holds_its_tier_and_that_it_is_warned() {
    let desk = Desk::with(&keeping(12)).await;
    // From noon on, so that days stay days when the clocks of the program's zone change meanwhile.
    desk.later(DAY + DAY * 3 / 4 - Utc::now().timestamp() / 60 % DAY);
    let french = Who { locale: "fr", ..PARTNER };
    let mine = async |who: &Who| text(&desk.ask(who, Request::MyPoints { partner: None }).await);
    let seen_by =
        async |who: &Who| text(&desk.ask(who, Request::ViewPartner("Fabrikam Training".to_owned())).await);
    let seen = async || seen_by(&MEMBER).await;
    let kept = ["Certified is kept until <t:", "Le niveau Certifié est gardé au moins jusqu’au <t:"];
    let warned = ["What Certified asks for is no longer there", "Les conditions du niveau Certifié"];
    assert!(!mine(&PARTNER).await.contains("is kept"), "the lowest tier asks for nothing");
    desk.store.evaluate().await.expect("no trouble");
    let lifts = AwardAsked { contribution: "mentoring".to_owned(), ..award("Fabrikam Training", 60) };
    desk.ask(&LEADER, Request::Award(lifts)).await;
    assert!(mine(&PARTNER).await.contains(kept[0]), "{}", mine(&PARTNER).await);
    assert!(mine(&french).await.contains(kept[1]), "{}", mine(&french).await);
    assert!(seen().await.contains(kept[0]), "{}", seen().await);
    // What it was thanked for lapses after a year, some days after the guarantee or before.
    let mut days = 0;
    while !mine(&PARTNER).await.contains(warned[0]) {
        assert!(days < 250, "not warned: {}", mine(&PARTNER).await);
        days += 10;
        desk.later(10 * DAY);
        desk.store.evaluate().await.expect("no trouble");
    }
    assert!(days > 180, "within the guarantee: {days}");
    assert!(mine(&french).await.contains(warned[1]), "{}", mine(&french).await);
    for who in [&PARTNER, &STAFF] {
        assert!(seen_by(who).await.contains(warned[0]), "{}", seen_by(who).await);
    }
    assert!(!seen().await.contains(warned[0]), "nobody else's business: {}", seen().await);
    desk.later(31 * DAY);
    desk.store.evaluate().await.expect("no trouble");
    for text in [mine(&PARTNER).await, seen().await] {
        assert!(text.contains("Fabrikam Training · Registered"), "{text}");
        assert!(!text.contains(warned[0]) && !text.contains("is kept"), "{text}");
    }
}

#[tokio::test]
async fn the_bot_evaluates_at_its_start_and_whoever_is_warned_reads_it() {
    // What Litware was certified for lapsed long ago: nobody evaluated before.
    let app = App::sample_with(&keeping(3)).await;
    let mut database = app.place.connect().await;
    for _ in 0..600 {
        let asked = "SELECT COALESCE(evaluated_day, 0) FROM program";
        let row = sqlx::query(asked).fetch_one(&mut database).await.expect("the program's row");
        if row.get::<i64, _>(0) > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    let staff = app.person("staff").await;
    let card = staff.at(OTTAWA, "general").command("partner view").option("partner", "Litware Labs").send();
    let card = card.await.expect("an answer").text();
    assert!(card.contains("Litware Labs · Certified"), "{card}");
    assert!(
        card.contains("⚠️ What Certified asks for is no longer there. The tier is kept until <t:"),
        "{card}"
    );
    app.finish().await;
}
