//! A company says what it did; a leader confirms it, corrects it first, or declines; and the company hears of it.

use discord_emulator::{Person, Reply};
use ovation::discord::custom_id::CustomId;
use ovation::discord::request::Request;
use ovation::service::{ClaimAsked, HistoryAsked};

use crate::desk::{Desk, LEADER, OTHER_LEADER, PARTNER, SECOND_LEADER, Who, award, custom_id, text};
use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS};
use crate::looks::steady;

/// Where Ottawa's leaders talk among themselves.
const LEADERS: &str = "organizers";

/// What a representative claims at a group.
pub fn asked(group: &str, contribution: &str, reason: &str) -> ClaimAsked {
    ClaimAsked {
        group: group.to_owned(),
        contribution: contribution.to_owned(),
        reason: reason.to_owned(),
        ..ClaimAsked::default()
    }
}

async fn claim(who: &Person, server: &str, group: &str, contribution: &str, reason: &str) -> Reply {
    let call = who.at(server, "general").command("claim").option("group", group);
    let call = call.option("contribution", contribution).option("reason", reason);
    call.send().await.expect("an answer")
}

async fn mypoints(who: &Person) -> String {
    let mine = who.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    assert!(mine.is_ephemeral());
    mine.text()
}

fn card(message: &Reply) -> bool {
    message.text().contains("A company says that it helped you")
}

#[tokio::test]
async fn a_leader_confirms_with_one_click_and_everybody_sees_the_thanks() {
    let app = App::sample().await;
    let (partner, leader, second) =
        (app.person("partner").await, app.person("leader").await, app.person("second-leader").await);
    let receipt = claim(&partner, OTTAWA, OTTAWA, "presentation", "An evening about backups").await;
    assert!(receipt.is_ephemeral());
    let said = receipt.text();
    assert!(said.contains("✋ Claimed: **Fabrikam Training** · 🎤 Presentation"), "{said}");
    assert!(said.contains("are asked in their own channel"), "{said}");
    let asked = second.wait_for(OTTAWA, LEADERS, card).await.expect("a card for the leaders");
    assert!(asked.text().contains("> An evening about backups"), "{}", asked.text());
    assert!(asked.pings().is_empty());
    assert_eq!(asked.buttons(), ["Confirm · 100 points", "Change…", "Decline…"]);
    assert!(mypoints(&partner).await.contains("⏳ Waits for the group's leaders"));
    let given = asked.press("Confirm · 100 points").await.expect("an answer");
    assert!(given.is_ephemeral());
    assert!(given.text().contains("✅ **100** points to **Fabrikam Training**"), "{}", given.text());
    assert_eq!(given.buttons(), ["Undo (within 15 min)"]);
    let confirmed = |message: &Reply| message.text().contains("✅ Confirmed by <@") && card(message);
    let shown = leader.wait_for(OTTAWA, LEADERS, confirmed).await.expect("the card says so");
    assert!(shown.buttons().is_empty(), "{:?}", shown.buttons());
    let thanked = |message: &Reply| message.text().contains("An evening about backups") && !card(message);
    let shout_out = app.person("member").await.wait_for(OTTAWA, SHOUT_OUTS, thanked).await;
    let shout_out = shout_out.expect("the shout-out").text();
    assert!(shout_out.contains("**+100** from **Ottawa Windows Server User Group**"), "{shout_out}");
    let mine = mypoints(&partner).await;
    assert!(mine.contains("✅ Confirmed by <@") && mine.contains("**100** points."), "{mine}");
    app.finish().await;
}

#[tokio::test]
async fn a_leader_corrects_it_before_it_is_confirmed() {
    let app = App::sample().await;
    let (partner, second) = (app.person("partner").await, app.person("second-leader").await);
    claim(&partner, OTTAWA, OTTAWA, "presentation", "An evening about backups").await;
    let asked = second.wait_for(OTTAWA, LEADERS, card).await.expect("a card for the leaders");
    let form = asked.press("Change…").await.expect("a form");
    assert!(form.is_modal());
    assert!(form.text().contains("An evening about backups"), "{}", form.text());
    let given =
        form.fill(&[("points", "40"), ("contribution", "Mentoring"), ("reason", "Four patient answers")]);
    let given = given.submit().await.expect("an answer");
    assert!(given.text().contains("✅ **40** points to **Fabrikam Training**"), "{}", given.text());
    assert!(given.text().contains("Mentoring"), "{}", given.text());
    let confirmed = |message: &Reply| message.text().contains("**40** points.") && card(message);
    second.wait_for(OTTAWA, LEADERS, confirmed).await.expect("the card says so");
    let thanked = |message: &Reply| message.text().contains("> Four patient answers");
    second.wait_for(OTTAWA, SHOUT_OUTS, thanked).await.expect("the shout-out");
    app.finish().await;
}

#[tokio::test]
async fn a_leader_declines_and_the_company_reads_why() {
    let app = App::sample().await;
    let (partner, second) = (app.person("partner").await, app.person("second-leader").await);
    claim(&partner, OTTAWA, OTTAWA, "venue", "# Your **meeting** @everyone <@&1000000000000000111>").await;
    let asked = second.wait_for(OTTAWA, LEADERS, card).await.expect("a card for the leaders");
    let tamed = "> \\# Your \\*\\*meeting\\*\\* @\u{200B}everyone \\<@\u{200B}&1000000000000000111\\>";
    assert!(asked.text().contains(tamed) && asked.pings().is_empty(), "{}", asked.text());
    let form = asked.press("Decline…").await.expect("a form");
    let declined = form.fill(&[("reason", "We met at the library @everyone **x**")]).submit().await;
    let declined = declined.expect("an answer");
    let why = "> We met at the library @\u{200B}everyone \\*\\*x\\*\\*";
    assert!(declined.text().contains("❌ Declined by <@"), "{}", declined.text());
    assert!(declined.text().contains(why), "{}", declined.text());
    assert!(declined.buttons().is_empty() && declined.pings().is_empty());
    let mine = mypoints(&partner).await;
    assert!(mine.contains("❌ Declined by <@") && mine.contains(why), "{mine}");
    app.finish().await;
}

#[tokio::test]
async fn where_leaders_have_no_channel_they_find_it_under_allocation() {
    let app = App::sample().await;
    let (partner, other) = (app.person("partner").await, app.person("other-leader").await);
    // The person asks from another server than the group's.
    let receipt = claim(&partner, OTTAWA, RUST, "mentoring", "Six weeks of answers").await;
    assert!(receipt.text().contains("have no channel of their own here"), "{}", receipt.text());
    let list = other.at(RUST, "general").command("allocation").send().await.expect("an answer");
    assert!(list.text().contains("déclare pour **Fabrikam Training**"), "{}", list.text());
    assert!(list.text().contains("> Six weeks of answers"), "{}", list.text());
    let confirm =
        list.buttons().into_iter().find(|button| button.starts_with("Confirmer")).expect("a button");
    let given = list.press(&confirm).await.expect("an answer");
    assert!(given.is_ephemeral() && given.text().contains("à **Fabrikam Training**"), "{}", given.text());
    let list = other.at(RUST, "general").command("allocation").send().await.expect("an answer");
    assert!(!list.text().contains("déclare pour"), "{}", list.text());
    app.finish().await;
}

#[tokio::test]
async fn the_company_takes_it_back_and_the_card_says_so() {
    let app = App::sample().await;
    let (partner, second) = (app.person("partner").await, app.person("second-leader").await);
    let receipt = claim(&partner, OTTAWA, OTTAWA, "venue", "Your meeting in our office").await;
    second.wait_for(OTTAWA, LEADERS, card).await.expect("a card for the leaders");
    let back = receipt.press("Take it back").await.expect("an answer");
    assert!(back.text().contains("↩️ Taken back by <@"), "{}", back.text());
    let withdrawn = |message: &Reply| message.text().contains("Taken back by");
    second.wait_for(OTTAWA, LEADERS, withdrawn).await.expect("the card says so");
    // The same can be claimed anew, and taken back under /mypoints.
    claim(&partner, OTTAWA, OTTAWA, "venue", "Your meeting in our office").await;
    let mine = partner.at(OTTAWA, "general").command("mypoints").send().await.expect("an answer");
    let back = mine.press("Take it back").await.expect("an answer");
    assert!(back.text().contains("↩️ Taken back by <@"), "{}", back.text());
    app.finish().await;
}

#[tokio::test]
async fn groups_of_this_server_are_offered_first() {
    let app = App::sample().await;
    let partner = app.person("partner").await;
    let offered = async |server: &str, typed: &str| {
        let choices = partner.at(server, "general").command("claim").complete("group", typed).await;
        choices.expect("choices").into_iter().map(|choice| choice.name).collect::<Vec<_>>()
    };
    assert_eq!(offered(OTTAWA, "").await, [OTTAWA, RUST]);
    assert_eq!(offered(RUST, "").await, [RUST, OTTAWA]);
    assert_eq!(offered(RUST, "windows").await, [OTTAWA]);
    let own = partner.at(RUST, "general").command("claim").complete("partner", "").await.expect("choices");
    assert_eq!(own.len(), 1);
    assert!(own[0].name.starts_with("Fabrikam Training · "), "{}", own[0].name);
    app.finish().await;
}

#[tokio::test]
async fn one_that_looks_like_an_award_is_settled_by_the_answer() {
    let desk = Desk::sample().await;
    desk.ask(&LEADER, Request::Award(award("Fabrikam Training", 30))).await;
    let receipt =
        desk.ask(&PARTNER, Request::Claim(asked("number:1", "presentation", "Another evening"))).await;
    let confirm = custom_id(&receipt, "v1:claim-withdraw").replace("withdraw", "confirm");
    let alike = desk.press(&SECOND_LEADER, &confirm).await;
    let all_the_same = custom_id(&alike, "v1:all-the-same");
    let again = desk.press(&LEADER, &confirm).await;
    let second = custom_id(&again, "v1:all-the-same");
    let given = desk.press(&SECOND_LEADER, &all_the_same).await;
    assert!(text(&given).contains("✅ **100** points to **Fabrikam Training**"), "{}", text(&given));
    let late = text(&desk.press(&LEADER, &second).await);
    assert!(late.contains("A leader has confirmed this claim already"), "{late}");
    let mine = text(&desk.ask(&PARTNER, Request::MyPoints { partner: None }).await);
    assert!(mine.contains("✅ Confirmed by <@1000000000000000012>: **100** points."), "{mine}");
}

/// Everything that is seen of claims, to be read.
async fn seen(locale: &'static str) -> String {
    let desk = Desk::sample().await;
    let speaking = |who: Who| Who { locale, ..who };
    let (partner, leader, other) = (speaking(PARTNER), speaking(LEADER), speaking(OTHER_LEADER));
    let mut seen = Vec::new();
    let mut ask = async |title: &str, who: &Who, request: Request| {
        let reply = desk.ask(who, request).await;
        seen.push(format!("--- {title}\n{}", steady(&text(&reply))));
        reply
    };
    let mut claims = Vec::new();
    for (title, group, kind) in [
        ("/claim", "number:1", "venue"),
        ("where leaders have no channel", "number:2", "venue"),
        ("another one", "number:1", "travel"),
    ] {
        let asked = ClaimAsked {
            link: Some("https://fabrikam.example/evening".to_owned()),
            ..asked(group, kind, "An evening of answers")
        };
        let receipt = ask(title, &partner, Request::Claim(asked)).await;
        claims.push(custom_id(&receipt, "v1:claim-withdraw"));
    }
    let press = |id: &str, word: &str| {
        Request::Click(CustomId::parse(&id.replace("withdraw", word)).expect("a custom id of this version"))
    };
    ask("/allocation", &leader, Request::Allocation { group: None }).await;
    ask("Change…", &leader, press(&claims[0], "change")).await;
    ask("Decline…", &leader, press(&claims[2], "decline")).await;
    let Some(CustomId::Claim(claim, ..)) = CustomId::parse(&claims[2]) else { panic!("{}", claims[2]) };
    let card = ovation::store::ErrandId::from_raw(0);
    let reason = "We met at the library".to_owned();
    ask("declined", &leader, Request::FillDecline { claim, card, reason }).await;
    ask("Confirm", &leader, press(&claims[0], "confirm")).await;
    ask("/mypoints", &partner, Request::MyPoints { partner: None }).await;
    ask("/history", &partner, Request::History(HistoryAsked::default())).await;
    ask("Take it back", &partner, press(&claims[1], "withdraw")).await;
    ask("somebody else confirms", &other, press(&claims[1], "confirm")).await;
    // The group's own today.
    let today = chrono::Utc::now().with_timezone(&chrono_tz::America::Toronto).date_naive();
    seen.join("\n\n").replace(&today.to_string(), "(day)")
}

#[tokio::test]
async fn claims_look_like_this_in_english() {
    insta::assert_snapshot!("claims-en", seen("en-US").await);
}

#[tokio::test]
async fn claims_look_like_this_in_french() {
    insta::assert_snapshot!("claims-fr", seen("fr").await);
}
