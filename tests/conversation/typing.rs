//! What is offered while somebody types.

use std::time::Duration;

use chrono::{DateTime, Utc};
use discord_emulator::{Choice, CommandCall, Person};
use ovation::discord::reply::Reply;
use ovation::discord::request::{Completion, Request};
use ovation::points::text::{CompanyName, Note};
use ovation::store::outside::Account;
use ovation::store::{Act, Partners, Registration};

use crate::desk::{Desk, LEADER, MEMBER, STAFF, custom_id};
use crate::harness::{App, OTTAWA, RUST};
use crate::panel::propose_in;

fn award(leader: &Person) -> CommandCall {
    leader.at(OTTAWA, "general").command("award")
}

fn names(choices: &[Choice]) -> Vec<&str> {
    choices.iter().map(|choice| choice.name.as_str()).collect()
}

#[tokio::test]
async fn companies_come_with_their_tier_those_thanked_last_first_and_accents_do_not_matter() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let register = leader.at(OTTAWA, "general").command("partner register").option("name", "Zoë’s Café Łódź");
    register.option("i-work-there", false).send().await.expect("an answer");
    app.award(&leader, "Wide World Hosting", "venue", 5, "A small room").await;
    app.award(&leader, "Contoso Cloud", "venue", 5, "A larger room").await;
    let all = award(&leader).complete("partner", "").await.expect("choices");
    assert_eq!(all.len(), 7);
    assert_eq!(names(&all)[..2], ["Contoso Cloud · Certified", "Wide World Hosting · Registered"]);
    assert!(names(&all).contains(&"Litware Labs · Gold"), "{all:?}");
    for typed in ["zoe", "ZOË", "cafe", "  Café "] {
        let found = award(&leader).complete("partner", typed).await.expect("choices");
        assert_eq!(names(&found), ["Zoë’s Café Łódź · waits for approval"], "{typed}");
    }
    let odd = award(&leader).complete("partner", "%_\\'\"; DROP TABLE partner").await.expect("choices");
    assert!(odd.is_empty(), "{odd:?}");
    let receipt = award(&leader).option("partner", all[0].value.clone()).option("contribution", "prizes");
    let receipt = receipt.option("reason", "By its number").send().await.expect("a receipt");
    assert!(receipt.text().contains("to **Contoso Cloud**"), "{}", receipt.text());
    app.finish().await;
}

#[tokio::test]
async fn points_begin_with_what_the_contribution_suggests_and_never_exceed_what_is_left() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let points = async |contribution: &str, typed: &str| {
        let typing = award(&leader).option("contribution", contribution);
        typing.complete("points", typed).await.expect("choices")
    };
    let offered = points("travel", "").await;
    assert_eq!(names(&offered)[..2], ["120 · 340 left", "25 · 340 left"]);
    assert_eq!(offered[0].value, 120, "a number is sent");
    assert!(offered.iter().all(|choice| choice.value.as_i64().is_some_and(|points| points <= 250)));
    assert_eq!(names(&points("venue", "77").await), ["77 · 340 left"], "what was typed is offered");
    assert!(points("venue", "341").await.is_empty(), "more than is left is not offered");
    assert!(points("venue", "many").await.is_empty());
    app.award(&leader, "Contoso Cloud", "venue", 250, "The hall for the autumn day").await;
    assert_eq!(
        names(&points("travel", "").await),
        ["25 · 90 left", "50 · 90 left", "75 · 90 left", "90 · 90 left"]
    );
    app.finish().await;
}

#[tokio::test]
async fn days_are_offered_back_to_the_oldest_that_a_menu_holds() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let days = award(&leader).complete("date", "").await.expect("choices");
    assert_eq!(days.len(), 25);
    assert!(days[0].name.starts_with("Today · ") && days[1].name.starts_with("Yesterday · "), "{days:?}");
    assert!(days[24].name.starts_with("24 days ago · "), "{days:?}");
    let yesterday = award(&leader).complete("date", "yester").await.expect("choices");
    assert_eq!(names(&yesterday), [days[1].name.as_str()]);
    let given = award(&leader).option("partner", "Contoso Cloud").option("contribution", "venue");
    let given = given.option("reason", "Last week").option("date", days[7].value.clone());
    assert!(given.send().await.expect("a receipt").text().contains("to **Contoso Cloud**"));
    app.finish().await;
}

#[tokio::test]
async fn today_is_the_groups_own_today() {
    // Between them there is always another day.
    const ZONES: [&str; 2] = ["Pacific/Kiritimati", "Pacific/Niue"];
    let desk = Desk::sample().await;
    let mut todays = Vec::new();
    for zone in ZONES {
        propose_in(&desk, zone, zone, &[&MEMBER]).await;
        let list = desk.ask(&STAFF, Request::Pending).await;
        desk.press(&STAFF, &custom_id(&list, "v1:group-approve")).await;
        let typing = Completion {
            command: "award".to_owned(),
            option: "date".to_owned(),
            typed: String::new(),
            contribution: None,
            group: Some(zone.to_owned()),
        };
        let before = Utc::now();
        let Reply::Choices(days) = desk.ask(&MEMBER, Request::Complete(typing)).await else {
            panic!("no choices")
        };
        let today = |at: DateTime<Utc>| {
            let zone: chrono_tz::Tz = zone.parse().expect("a time zone");
            format!("Today · {}", at.with_timezone(&zone).date_naive())
        };
        assert!([today(before), today(Utc::now())].contains(&days[0].name), "{zone}: {days:?}");
        todays.push(days[0].name.clone());
    }
    assert_ne!(todays[0], todays[1]);
}

#[tokio::test]
async fn groups_and_companies_offered_are_those_that_the_person_may_act_for() {
    let app = App::sample().await;
    let people = ["leader", "member", "partner", "staff"];
    let (leader, member, partner, staff) = (
        app.person(people[0]).await,
        app.person(people[1]).await,
        app.person(people[2]).await,
        app.person(people[3]).await,
    );
    let group = async |who: &Person| award(who).complete("group", "").await.expect("choices");
    assert_eq!(names(&group(&leader).await), [OTTAWA]);
    assert!(group(&member).await.is_empty());
    let own = async |who: &Person| {
        who.at(OTTAWA, "general").command("mypoints").complete("partner", "").await.expect("choices").len()
    };
    assert_eq!((own(&partner).await, own(&member).await, own(&staff).await), (1, 0, 6));
    let view = member.at(OTTAWA, "general").command("partner view").complete("partner", "lit").await;
    assert_eq!(names(&view.expect("choices")), ["Litware Labs · Gold"]);
    let other = app.person("other-leader").await;
    let french = other.at(RUST, "general").command("award").complete("partner", "lit").await;
    assert_eq!(names(&french.expect("choices")), ["Litware Labs · Or"]);
    app.finish().await;
}

/// Discord waits 3 seconds; nothing is measured here, only that an answer comes and is the right one.
#[tokio::test]
async fn ten_thousand_companies_are_searched() {
    const COMPANIES: usize = 10_000;
    let desk = Desk::sample().await;
    for number in 0..COMPANIES {
        let registration = Registration {
            act: Act { key: format!("many:{number}"), hash: format!("{number:064x}") },
            by: Account::new(1),
            name: CompanyName::parse(&format!("Société numéro {number:05}")).expect("a name"),
            website: None,
            description: Note::parse("").expect("a note"),
            represents: false,
        };
        desk.store.register_partner(registration).await.expect("a company");
    }
    let complete = async |typed: &str| {
        let typing = Completion {
            command: "award".to_owned(),
            option: "partner".to_owned(),
            typed: typed.to_owned(),
            contribution: None,
            group: None,
        };
        let answer = desk.ask(&LEADER, Request::Complete(typing));
        match tokio::time::timeout(Duration::from_secs(3), answer).await.expect("an answer in Discord's time")
        {
            Reply::Choices(choices) => choices.into_iter().map(|choice| choice.name).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(complete("societe numero 0777").await.len(), 10);
    assert_eq!(complete("09999").await, ["Société numéro 09999 · waits for approval"]);
    assert_eq!(complete("").await.len(), 25);
    assert!(complete("nothing of the kind").await.is_empty());
}
