//! What works for who installed Ovation for themselves: in direct messages, and in servers that know nothing of it.

use discord_emulator::{At, World};

use crate::harness::{App, OTTAWA};
use crate::help::{help as known, without_ids};

/// A server without Ovation. The partner owns it, so Discord says that they may manage it.
const ELSEWHERE: &str = r#"
[[guild]]
name = "Book Club"
owner = "partner"
channel = [{ name = "books" }]
member = [{ user = "member" }]
"#;

async fn elsewhere(app: &App) {
    let world = World::from_toml(ELSEWHERE).expect("a world");
    app.control().world(&world).await.expect("a server");
}

async fn said(place: &At, command: &str) -> String {
    let answer = place.command(command).send().await.expect("an answer");
    assert!(answer.is_ephemeral());
    answer.text()
}

#[tokio::test]
async fn a_representative_sees_their_company_in_a_direct_message_and_in_any_server() {
    let app = App::sample().await;
    elsewhere(&app).await;
    let partner = app.person("partner").await;
    let conversations = [partner.conversation("Ovation").await, partner.conversation("member").await]
        .map(|place| place.expect("a conversation"));
    for place in [partner.at("Book Club", "books")].iter().chain(&conversations) {
        assert!(said(place, "mypoints").await.contains("Fabrikam Training"));
        let history = place.command("history").send().await.expect("an answer");
        assert!(history.text().contains("History of Fabrikam Training"), "{}", history.text());
        let offered = place.command("mypoints").complete("partner", "").await.expect("choices");
        assert_eq!(offered.len(), 1, "{offered:?}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_page_is_turned_in_a_direct_message() {
    let app = App::sample().await;
    let (partner, leader) = (app.person("partner").await, app.person("leader").await);
    for number in 0..12 {
        let reason = format!("Evening number {number}");
        let day = chrono::Utc::now().date_naive() - chrono::Days::new(3 + number);
        let award = leader.at(OTTAWA, "general").command("award").option("partner", "Fabrikam Training");
        let award = award.option("contribution", "venue").option("reason", reason).option("points", 1);
        award.option("date", day.to_string()).send().await.expect("a receipt");
    }
    let place = partner.conversation("Ovation").await.expect("a conversation");
    let page = place.command("history").send().await.expect("an answer");
    let older = page.press("Older ▶").await.expect("the page");
    assert!(older.text().contains("History of Fabrikam Training"), "{}", older.text());
    app.finish().await;
}

#[tokio::test]
async fn rights_of_a_server_that_knows_nothing_of_ovation_are_none() {
    let app = App::sample().await;
    elsewhere(&app).await;
    let partner = app.person("partner").await;
    // The bot knows its commands' ids from here on.
    known(&partner, OTTAWA).await;
    let help = without_ids(&said(&partner.at("Book Club", "books"), "help").await);
    insta::assert_snapshot!(help, @r"
    ### Northwind Partner Network: thanks that count
    **You represent** **Fabrikam Training**
    </mypoints> · See your company's points, tier, and what is missing for the next tier
    </history> · See what was given and what changed, page by page or as a CSV file
    **Everybody** · and press 👏 on a shout-out
    </privacy view> · See what is kept about you, for how long, and how to have it erased
    </privacy export> · Get a copy of all that is kept about you, as a file
    </privacy delete> · Have what is kept about you erased
    </help> · What you can do here
    -# There is more in servers whose groups take part: type `/help` there.
    ");
    let private =
        without_ids(&said(&partner.conversation("Ovation").await.expect("a conversation"), "help").await);
    assert_eq!(help, private);
    // Nothing else is offered there.
    let names = partner.commands("Book Club").await.expect("commands");
    assert_eq!(names, ["help", "history", "mypoints"]);
    // Who didn't install it sees nothing of it there, and in its own conversation what is for everybody.
    let member = app.person("member").await;
    assert!(member.commands("Book Club").await.expect("commands").is_empty());
    let place = member.conversation("Ovation").await.expect("a conversation");
    assert!(said(&place, "mypoints").await.contains("That is for those who represent the company"));
    assert!(!said(&place, "help").await.contains("You represent"));
    app.finish().await;
}

#[tokio::test]
async fn a_leader_sees_their_groups_records_where_the_group_is_and_only_there() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let here = said(&leader.at(OTTAWA, "general"), "history").await;
    assert!(here.contains(&format!("History of {OTTAWA}")), "{here}");
    let there = said(&leader.conversation("Ovation").await.expect("a conversation"), "history").await;
    assert!(there.contains("You can't see these records"), "{there}");
    app.finish().await;
}

#[tokio::test]
async fn a_french_representative_is_answered_in_french_in_a_direct_message() {
    let app = App::sample().await;
    let (other, staff) = (app.person("other-leader").await, app.person("staff").await);
    let add = staff.at(OTTAWA, "general").command("partner representative").option("person", other.id());
    add.option("partner", "Adatum Events").send().await.expect("an answer");
    let place = other.conversation("Ovation").await.expect("a conversation");
    assert!(said(&place, "mypoints").await.contains("Adatum Events"));
    let help = said(&place, "help").await;
    assert!(help.contains("**Vous représentez** **Adatum Events**"), "{help}");
    app.finish().await;
}
